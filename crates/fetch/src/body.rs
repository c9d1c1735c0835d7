//! Bodies: taken off the wire within bounds of size and time, and expanded.

use std::time::Duration;

use http_body_util::BodyExt;
use hyper::body::Bytes;
use hyper::body::{Body, Frame, Incoming};
use tokio::sync::Notify;

use crate::budget::{self, Budget, FREE_BYTES, SMALL_BYTES, Share};
use crate::expand::{OWN_MAPPING_BYTES, count, expand, is_bomb, is_wide, layers, room_for};
use crate::{FetchError, Settings};

/// How much of a packed body tells whether it is a bomb, when it is about to grow.
const TELLING_BYTES: usize = 4 << 10;

/// A body as it came over the wire.
pub(crate) struct Wire {
    pub(crate) bytes: Vec<u8>,
    layers: Vec<String>,
    share: Share,
}

impl Wire {
    /// Whether expanding it takes a wide window, however little comes out: one at a time may.
    pub(crate) fn is_wide(&self) -> bool {
        is_wide(&self.bytes, &self.layers)
    }
}

/// Takes a body off the wire, at most `max_wire_bytes`, never waiting longer than `idle_timeout`
/// for the next of them. Tells when it is so large that others may pass it.
pub(crate) async fn collect(
    mut body: Incoming,
    encoding: &str,
    settings: &Settings,
    budget: &Budget,
    is_large: &Notify,
) -> Result<Wire, FetchError> {
    let layers = layers(encoding)?;
    let max_bytes = settings.max_wire_bytes;
    let announced = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    // What is not packed is as large as it comes.
    let most = if layers.is_empty() {
        max_bytes.min(settings.max_body_bytes)
    } else {
        max_bytes
    };
    if announced > most {
        return Err(FetchError::TooBig { max_bytes: most });
    }
    let mut share = Share::default();
    let mut bytes = Vec::new();
    while let Some(data) = next(&mut body, settings.idle_timeout).await? {
        let length = bytes.len() + data.len();
        if length > most {
            return Err(FetchError::TooBig { max_bytes: most });
        }
        // What is announced as large waits with nothing but its first bytes.
        let wanted = length.max(announced);
        if budget.is_beyond(&share, wanted) {
            let beginning = if bytes.is_empty() { &data } else { &bytes[..] };
            if is_bomb(&beginning[..beginning.len().min(TELLING_BYTES)], &layers) {
                return Err(FetchError::TooBig {
                    max_bytes: settings.max_body_bytes,
                });
            }
            if budget::is_large(wanted) {
                is_large.notify_one();
            }
            budget.grow(&mut share, length, wanted).await?;
        }
        reserve(&mut bytes, length.max(announced.min(FREE_BYTES)));
        bytes.extend_from_slice(&data);
    }
    Ok(Wire {
        bytes,
        layers,
        share,
    })
}

/// Makes room for so many bytes: in few sizes, which can be used again, and from a megabyte on in
/// memory of its own.
fn reserve(bytes: &mut Vec<u8>, length: usize) {
    if length <= bytes.capacity() {
        return;
    }
    let wanted = if length > 1 << 20 {
        room_for(length.max(OWN_MAPPING_BYTES))
    } else {
        length.next_power_of_two()
    };
    bytes.reserve_exact(wanted - bytes.len());
}

/// The beginning of a body, as far as it comes: of an answer that only says yes or no.
pub(crate) async fn beginning(
    body: &mut Incoming,
    max_bytes: usize,
    settings: &Settings,
) -> Vec<u8> {
    let mut bytes = Vec::new();
    while let Ok(Some(data)) = next(body, settings.idle_timeout).await {
        bytes.extend_from_slice(&data[..data.len().min(max_bytes - bytes.len())]);
        if bytes.len() == max_bytes {
            break;
        }
    }
    bytes
}

/// Expands what came over the wire, and says what it takes of the budget for as long as it is
/// kept.
pub(crate) async fn unpack(
    wire: Wire,
    settings: &Settings,
    budget: &Budget,
) -> Result<(Vec<u8>, Share), FetchError> {
    let max_bytes = settings.max_body_bytes;
    if wire.layers.is_empty() {
        return Ok((wire.bytes, wire.share));
    }
    let small = max_bytes.min(SMALL_BYTES);
    // Here and now: handing it to another thread costs more than the work.
    let tried = if wire.is_wide() {
        Err(FetchError::NoRoom)
    } else {
        expand(&wire.bytes, &wire.layers, small, expected(&wire).min(small))
    };
    match tried {
        Err(FetchError::NoRoom) => {}
        Err(FetchError::TooBig { .. }) if small < max_bytes => {}
        done => {
            let expanded = done?;
            let share = budget
                .hold(wire.share, wire.bytes.len(), expanded.len())
                .await?;
            return Ok((expanded, share));
        }
    }
    // What is larger may be a bomb, and does not hold up those who wait for the network. It is
    // counted first, so that memory is taken once, and when there is enough of it.
    let turn = budget.expand().await?;
    let (wire, bytes) = budget
        .off_thread(move || {
            let bytes = count(&wire.bytes, &wire.layers, max_bytes);
            (wire, bytes)
        })
        .await?;
    let bytes = bytes?;
    // Not for as long as it waits: it has nothing yet, and another may be done meanwhile.
    drop(turn);
    let Wire {
        bytes: packed,
        layers,
        share,
    } = wire;
    let share = budget.hold(share, packed.len(), bytes).await?;
    let _turn = budget.expand().await?;
    let expanded = budget.off_thread(move || expand(&packed, &layers, bytes, room_for(bytes)));
    Ok((expanded.await??, share))
}

/// About how large a body is expanded: feeds get to a sixth, or less.
fn expected(wire: &Wire) -> usize {
    wire.bytes.len().saturating_mul(6)
}

/// The next piece of a body.
async fn next(body: &mut Incoming, patience: Duration) -> Result<Option<Bytes>, FetchError> {
    loop {
        let frame = tokio::time::timeout(patience, body.frame()).await;
        let frame = frame.map_err(|_| FetchError::Stalled(patience.as_secs()))?;
        let frame = frame
            .transpose()
            .map_err(|error| FetchError::Damaged(error.to_string()))?;
        match frame.map(Frame::into_data) {
            None => return Ok(None),
            Some(Ok(data)) => return Ok(Some(data)),
            // Trailers.
            Some(Err(_)) => {}
        }
    }
}
