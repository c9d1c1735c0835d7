//! Bodies: taken off the wire within bounds of size and time, and expanded.

use std::time::Duration;

use http_body_util::BodyExt;
use hyper::body::Bytes;
use hyper::body::{Body, Frame, Incoming};
use tokio::sync::OwnedSemaphorePermit;

use crate::budget::{Budget, Share};
use crate::expand::{expand, layers};
use crate::{FetchError, Settings};

/// Up to here a body is expanded here and now: handing it to another thread costs more than the
/// work. What is larger may be a bomb, and does not hold up those who wait for the network.
const ORDINARY_BYTES: usize = 1 << 20;

/// How many times smaller than what comes out a body may be on the wire, at the least in its first
/// megabyte. Feeds get to thirty; a gzip bomb is at a thousand, all others far above.
const MAX_RATIO: usize = 400;

/// A body as it came over the wire.
pub(crate) struct Wire {
    pub(crate) bytes: Vec<u8>,
    _share: Share,
}

/// Takes a body off the wire, at most `max_wire_bytes`, never waiting longer than `idle_timeout`
/// for the next of them.
pub(crate) async fn collect(
    mut body: Incoming,
    settings: &Settings,
    budget: &Budget,
) -> Result<Wire, FetchError> {
    let max_bytes = settings.max_wire_bytes;
    let announced = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if announced > max_bytes {
        return Err(FetchError::TooBig { max_bytes });
    }
    let mut share = Share::default();
    let mut bytes = Vec::new();
    while let Some(data) = next(&mut body, settings.idle_timeout).await? {
        if bytes.len() + data.len() > max_bytes {
            return Err(FetchError::TooBig { max_bytes });
        }
        budget.grow(&mut share, bytes.len() + data.len()).await;
        // By a quarter, not twice as large: what is reserved takes memory when others are freed.
        if bytes.capacity() - bytes.len() < data.len() {
            bytes.reserve_exact(data.len().max(bytes.len() / 4));
        }
        bytes.extend_from_slice(&data);
    }
    Ok(Wire {
        bytes,
        _share: share,
    })
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
    encoding: &str,
    settings: &Settings,
    budget: &Budget,
) -> Result<(Vec<u8>, Option<OwnedSemaphorePermit>), FetchError> {
    let layers = layers(encoding)?;
    let max_bytes = settings.max_body_bytes;
    let (expanded, _turn) = match layers.as_slice() {
        [] if wire.bytes.len() > max_bytes => return Err(FetchError::TooBig { max_bytes }),
        [] => (wire.bytes, None),
        layers => {
            let turn = budget.expand().await;
            (unpack_layers(wire, layers.to_vec(), max_bytes).await?, turn)
        }
    };
    // Those that wait for a share keep their turn: no more is expanded than there is room for.
    let held = budget.hold(expanded.len()).await;
    Ok((expanded, held))
}

async fn unpack_layers(
    wire: Wire,
    layers: Vec<String>,
    max_bytes: usize,
) -> Result<Vec<u8>, FetchError> {
    if max_bytes > ORDINARY_BYTES {
        let mut wire = wire.bytes.as_slice();
        let whole = wire.len();
        match expand(&mut wire, &layers, ORDINARY_BYTES) {
            Err(FetchError::TooBig { .. }) => {}
            done => return done,
        }
        // No need to expand a bomb to the end to know it.
        if (whole - wire.len()) * MAX_RATIO < ORDINARY_BYTES {
            return Err(FetchError::TooBig { max_bytes });
        }
    }
    tokio::task::spawn_blocking(move || expand(&mut wire.bytes.as_slice(), &layers, max_bytes))
        .await
        .map_err(|error| FetchError::Damaged(error.to_string()))?
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
