//! Bodies: whole ones, those that break off, and those that never come to an end.

use std::fmt::{self, Debug};
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use hyper::body::{Body, Bytes, Frame, SizeHint};
use tokio::time::{Sleep, sleep};

use crate::answer::Held;

/// The bytes of a response.
pub(crate) struct Payload {
    rest: Option<Bytes>,
    way: Way,
    /// Kept until the body is over.
    held: Option<Held>,
}

/// How the bytes come.
enum Way {
    /// All at once, and a proper end.
    Whole,
    /// At once, and then a closed connection; whether there was a pause before it.
    CutOff(bool),
    /// A byte at a time, so far apart.
    Dripping(Duration, Pin<Box<Sleep>>),
    /// Again and again, so many times.
    Repeated(u64),
}

impl Payload {
    /// All the bytes, and a proper end.
    pub(crate) fn whole(bytes: Bytes) -> Self {
        Self::of(bytes, Way::Whole)
    }

    /// The bytes, and then a closed connection.
    pub(crate) fn cut_off(bytes: Bytes) -> Self {
        Self::of(bytes, Way::CutOff(false))
    }

    /// The bytes, one at a time.
    pub(crate) fn dripping(bytes: Bytes, apart: Duration) -> Self {
        Self::of(bytes, Way::Dripping(apart, Box::pin(sleep(apart))))
    }

    /// The bytes, again and again.
    pub(crate) fn repeated(bytes: Bytes, times: u64) -> Self {
        Self::of(bytes, Way::Repeated(times))
    }

    fn of(bytes: Bytes, way: Way) -> Self {
        Self {
            rest: Some(bytes).filter(|bytes| !bytes.is_empty()),
            way,
            held: None,
        }
    }

    /// Keeps something until the body is over.
    pub(crate) fn hold(&mut self, held: Option<Held>) {
        self.held = held;
    }

    fn next(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, io::Error>>> {
        match &mut self.way {
            Way::Whole => Poll::Ready(self.rest.take().map(Ok)),
            Way::CutOff(has_paused) => {
                if let Some(bytes) = self.rest.take() {
                    return Poll::Ready(Some(Ok(bytes)));
                }
                if !*has_paused {
                    // The break comes a turn later, so that the bytes before it are on their way.
                    *has_paused = true;
                    context.waker().wake_by_ref();
                    return Poll::Pending;
                }
                self.way = Way::Whole;
                Poll::Ready(Some(Err(io::ErrorKind::ConnectionAborted.into())))
            }
            Way::Dripping(apart, until) => {
                ready!(until.as_mut().poll(context));
                *until = Box::pin(sleep(*apart));
                let Some(bytes) = self.rest.as_mut() else {
                    return Poll::Ready(None);
                };
                let drop = bytes.split_to(1);
                self.rest = self.rest.take().filter(|rest| !rest.is_empty());
                Poll::Ready(Some(Ok(drop)))
            }
            Way::Repeated(times) => {
                *times = times.saturating_sub(1);
                let bytes = if *times == 0 {
                    self.rest.take()
                } else {
                    self.rest.clone()
                };
                Poll::Ready(bytes.map(Ok))
            }
        }
    }
}

impl Debug for Payload {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rest = self.rest.as_ref().map_or(0, Bytes::len);
        write!(formatter, "Payload({rest} bytes)")
    }
}

impl Body for Payload {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let next = ready!(self.next(context));
        Poll::Ready(next.map(|bytes| bytes.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_none() && !matches!(self.way, Way::CutOff(_))
    }

    fn size_hint(&self) -> SizeHint {
        let length = self.rest.as_ref().map_or(0, |bytes| bytes.len() as u64);
        match self.way {
            Way::Whole | Way::Dripping(..) => SizeHint::with_exact(length),
            // Whoever is to be surprised is not told.
            Way::CutOff(_) | Way::Repeated(_) => SizeHint::default(),
        }
    }
}
