//! Bodies: whole ones, and those that break off.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use hyper::body::{Body, Bytes, Frame, SizeHint};

/// The bytes of a response.
pub(crate) struct Payload {
    rest: Option<Bytes>,
    breaks_off: bool,
    has_paused: bool,
}

impl Payload {
    /// All the bytes, and a proper end.
    pub(crate) fn whole(bytes: Bytes) -> Self {
        Self {
            rest: Some(bytes).filter(|bytes| !bytes.is_empty()),
            breaks_off: false,
            has_paused: false,
        }
    }

    /// The bytes, and then a closed connection.
    pub(crate) fn cut_off(bytes: Bytes) -> Self {
        Self {
            rest: Some(bytes),
            breaks_off: true,
            has_paused: false,
        }
    }
}

impl Body for Payload {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if let Some(bytes) = self.rest.take() {
            return Poll::Ready(Some(Ok(Frame::data(bytes))));
        }
        if !self.breaks_off {
            return Poll::Ready(None);
        }
        if !self.has_paused {
            // The break comes a turn later, so that the bytes before it are on their way.
            self.has_paused = true;
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        self.breaks_off = false;
        Poll::Ready(Some(Err(io::ErrorKind::ConnectionAborted.into())))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_none() && !self.breaks_off
    }

    fn size_hint(&self) -> SizeHint {
        if self.breaks_off {
            return SizeHint::default();
        }
        SizeHint::with_exact(self.rest.as_ref().map_or(0, |bytes| bytes.len() as u64))
    }
}
