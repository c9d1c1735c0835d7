//! The end of a text: everything is closed.

use super::{Writer, headings};

impl Writer<'_> {
    /// What was written, everything closed.
    pub(crate) fn finish(self) -> String {
        let has_headings = self.has_headings;
        let mut out = self.finish_part();
        if has_headings {
            headings::level(&mut out);
        }
        out
    }

    /// The same of a part of a text: its headings keep the levels that they have in the whole.
    pub(crate) fn finish_part(mut self) -> String {
        self.release();
        self.end_post();
        self.close_to(0);
        self.out
    }
}
