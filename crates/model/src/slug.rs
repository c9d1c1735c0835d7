//! Words that stand in URLs.

/// The longest slug, in characters.
const MAX_CHARS: usize = 80;

/// Turns a title into a word for a URL: lower case, letters and digits of any script, hyphens,
/// at most 80 characters, German umlauts spelled out. Never empty: `"-"` where nothing is left.
pub fn slug(title: &str) -> String {
    let mut slug = String::new();
    for c in title.chars() {
        match c {
            'ä' | 'Ä' => slug.push_str("ae"),
            'ö' | 'Ö' => slug.push_str("oe"),
            'ü' | 'Ü' => slug.push_str("ue"),
            'ß' => slug.push_str("ss"),
            _ if c.is_alphanumeric() => slug.extend(c.to_lowercase()),
            _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
        if slug.chars().count() >= MAX_CHARS {
            break;
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() {
        "-".to_owned()
    } else {
        slug.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn a_title_becomes_a_word_for_a_url() {
        assert_eq!(
            slug("Börse Tidewater: „Stopp“ – für 6 Stunden"),
            "boerse-tidewater-stopp-fuer-6-stunden"
        );
        assert_eq!(slug("Привет, мир"), "привет-мир");
        assert_eq!(slug("???"), "-");
        assert!(slug(&"word ".repeat(100)).chars().count() <= 80);
    }
}
