//! What was asked of a feed, held against what it had told before.

use jiff::{SignedDuration, Timestamp};

use crate::Request;

/// Polls of a feed are an hour apart.
pub(super) const HOUR: SignedDuration = SignedDuration::from_hours(1);
/// After this without a whole answer a client asks unconditionally: some servers say 304 for ever.
const BELIEVED_FOR: SignedDuration = SignedDuration::from_hours(8 * 24);

/// `ETag` and `Last-Modified`, as they were written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Validators {
    pub(super) etag: Option<String>,
    pub(super) modified: Option<String>,
}

impl Validators {
    /// Those that a request echoes.
    pub(super) fn of(request: &Request) -> Self {
        let text = |name: &str| {
            let value = request.headers.get(name)?;
            Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
        };
        Self {
            etag: text("if-none-match"),
            modified: text("if-modified-since"),
        }
    }

    pub(super) fn are_none(&self) -> bool {
        self.etag.is_none() && self.modified.is_none()
    }
}

/// What was asked of one feed.
#[derive(Clone, Debug, Default)]
pub(super) struct Asked {
    /// Polls: requests to the path that the feed is subscribed at.
    pub(super) polls: u32,
    /// Those without a condition.
    pub(super) unconditional: u32,
    /// Those without a condition, where the feed had given one to echo.
    pub(super) forgotten: u32,
    /// Those whose condition was exactly what the feed had given (or rightly none), and others.
    pub(super) exact: u32,
    pub(super) inexact: u32,
    /// An example of the others.
    pub(super) example: Option<String>,
    /// Whether the feed has ever given validators.
    pub(super) has_given: bool,
    pub(super) first_at: Option<Timestamp>,
    pub(super) last_at: Option<Timestamp>,
    pub(super) shortest: Option<SignedDuration>,
    pub(super) longest: Option<SignedDuration>,
    pub(super) under_an_hour: u32,
    given: Validators,
    full_at: Option<Timestamp>,
}

impl Asked {
    /// Notes a request to a path of the feed that may answer in full.
    pub(super) fn note(&mut self, request: &Request) {
        let now = request.at;
        let sent = Validators::of(request);
        let is_old = self
            .full_at
            .is_some_and(|at| now.duration_since(at) >= BELIEVED_FOR);
        let due = if is_old {
            Validators::default()
        } else {
            self.given.clone()
        };
        self.polls += 1;
        if sent.are_none() {
            self.unconditional += 1;
            self.forgotten += u32::from(!due.are_none());
        }
        if sent == due {
            self.exact += 1;
        } else {
            self.inexact += 1;
            self.example = Some(format!("sent {sent:?}, had been given {due:?}"));
        }
        self.note_gap(now);
    }

    fn note_gap(&mut self, now: Timestamp) {
        if let Some(last) = self.last_at.replace(now) {
            let gap = now.duration_since(last);
            // A clock that was set back in between says nothing.
            if !gap.is_negative() {
                self.shortest = Some(self.shortest.map_or(gap, |known| known.min(gap)));
                self.longest = Some(self.longest.map_or(gap, |known| known.max(gap)));
                self.under_an_hour += u32::from(gap < HOUR);
            }
        }
        self.first_at.get_or_insert(now);
    }

    /// A whole answer went out with these; the moment of the one before.
    pub(super) fn gave(&mut self, validators: Validators, now: Timestamp) -> Option<Timestamp> {
        self.has_given |= !validators.are_none();
        self.given = validators;
        self.full_at.replace(now)
    }

    /// A 304 went out, and these with it: they take the place of the old (RFC 9111 §4.3.4).
    pub(super) fn confirmed(&mut self, validators: Validators) {
        self.given.etag = validators.etag.or(self.given.etag.take());
        self.given.modified = validators.modified.or(self.given.modified.take());
    }

    /// How long nothing has been asked, up to a moment included.
    pub(super) fn longest_silence(&self, now: Timestamp) -> Option<SignedDuration> {
        let since = now.duration_since(self.last_at?);
        Some(self.longest.map_or(since, |known| known.max(since)))
    }
}
