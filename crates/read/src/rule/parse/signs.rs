//! The signs that selectors are written with: names, what backslashes hide, and where it goes wrong.

/// What is wrong, and at which character, from 0.
pub(super) struct Wrong {
    pub(super) at: usize,
    pub(super) reason: String,
}

pub(super) type Read<T> = Result<T, Wrong>;

/// A selector's text, and how far it was read.
pub(super) struct Reading {
    pub(super) chars: Vec<char>,
    pub(super) at: usize,
    /// In how many brackets it is.
    pub(super) depth: usize,
}

impl Reading {
    /// A name; it may begin with a digit, which the standard has escaped.
    pub(super) fn name(&mut self, what: &str) -> Read<String> {
        let mut name = String::new();
        while let Some(c) = self.peek().filter(|c| is_of_name(*c)) {
            if c == '\\' {
                name.push(self.escaped());
            } else {
                self.at += 1;
                name.push(c);
            }
        }
        match self.peek() {
            _ if !name.is_empty() => Ok(name),
            None => self.wrong(format!("the name of {what} is missing")),
            Some(c) => self.wrong(format!("the name of {what} is expected, not {c:?}")),
        }
    }

    /// What a backslash hides: a sign, or its number, as browsers write `#\31 23`.
    pub(super) fn escaped(&mut self) -> char {
        self.at += 1;
        let digits = self.chars[self.at..].iter().take(6);
        let digits: String = digits.take_while(|c| c.is_ascii_hexdigit()).collect();
        if digits.is_empty() {
            let hidden = self.peek().unwrap_or(char::REPLACEMENT_CHARACTER);
            self.at += usize::from(self.peek().is_some());
            return hidden;
        }
        self.at += digits.len();
        self.takes(' ');
        let number = u32::from_str_radix(&digits, 16).ok();
        let hidden = number.filter(|number| *number > 0).and_then(char::from_u32);
        hidden.unwrap_or(char::REPLACEMENT_CHARACTER)
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    pub(super) fn takes(&mut self, c: char) -> bool {
        let is_there = self.peek() == Some(c);
        self.at += usize::from(is_there);
        is_there
    }

    pub(super) fn expects(&mut self, c: char) -> Read<()> {
        if self.takes(c) {
            return Ok(());
        }
        match self.peek() {
            None => self.wrong(format!("it ends where {c:?} is expected")),
            Some(found) => self.wrong(format!("{c:?} is expected, not {found:?}")),
        }
    }

    pub(super) fn skip_space(&mut self) -> bool {
        let began = self.at;
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
        self.at > began
    }

    pub(super) fn never_closed<T>(began: usize, what: char) -> Read<T> {
        Self::wrong_at(began, format!("{what} is never closed"))
    }

    pub(super) fn wrong<T>(&self, reason: impl Into<String>) -> Read<T> {
        Self::wrong_at(self.at, reason)
    }

    pub(super) fn wrong_at<T>(at: usize, reason: impl Into<String>) -> Read<T> {
        Err(Wrong {
            at,
            reason: reason.into(),
        })
    }
}

/// Whether a sign may stand in a name.
pub(super) fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(c, '-' | '_' | '\\')
        || !c.is_ascii() && !c.is_whitespace()
}
