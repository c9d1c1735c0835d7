//! The names of people, as feeds write them.

/// A person while their element is read.
#[derive(Debug, Default)]
pub(crate) struct Named {
    /// The name, where it is given.
    pub(crate) name: String,
    /// The address of their mail.
    pub(crate) email: String,
}

impl Named {
    /// The name, or else the address.
    pub(crate) fn into_name(self) -> String {
        match name_of(&self.name) {
            "" => self.email,
            name => name.to_owned(),
        }
    }
}

/// The name in `desk@town.example (Mara Quill)`, `Mara Quill <desk@town.example>` and the like.
pub(crate) fn name_of(text: &str) -> &str {
    let text = text.trim();
    let Some((first, second)) = text.split_once(['(', '<']) else {
        return text;
    };
    let second = second.trim_end_matches([')', '>', ' ']);
    let name = match (first.contains('@'), second.contains('@')) {
        (true, false) => second,
        (false, true) => first,
        _ => text,
    };
    match name.trim().trim_matches('"') {
        "" => text.trim_matches(['(', ')', '<', '>', ' ']),
        name => name,
    }
}

#[cfg(test)]
mod tests {
    use super::name_of;

    #[test]
    fn names_are_told_from_addresses() {
        assert_eq!(name_of("desk@town.example (Mara Quill)"), "Mara Quill");
        assert_eq!(name_of("\"Mara Quill\" <desk@town.example>"), "Mara Quill");
        assert_eq!(name_of("Mara Quill (desk@town.example)"), "Mara Quill");
        assert_eq!(name_of("Mara Quill (Town desk)"), "Mara Quill (Town desk)");
        assert_eq!(name_of("desk@town.example"), "desk@town.example");
        assert_eq!(name_of("<desk@town.example>"), "desk@town.example");
        assert_eq!(name_of("desk@town.example ()"), "desk@town.example");
    }
}
