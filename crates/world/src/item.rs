//! An article of a fake outlet: an item of its feed and a page of its own.

use jiff::Timestamp;

/// An article: what the feed says of it and what its page holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its name in its URL: `/articles/{slug}`.
    pub slug: String,
    /// Its GUID in the feed; `None` leaves the GUID out.
    pub guid: Option<String>,
    /// Its headline, plain text.
    pub title: String,
    /// A short teaser, plain text.
    pub teaser: String,
    /// Its whole text, as HTML.
    pub html: String,
    /// Who wrote it; may be empty.
    pub author: String,
    /// Its categories.
    pub tags: Vec<String>,
    /// When it was published; `None` leaves the date out.
    pub published: Option<Timestamp>,
    /// When it was changed.
    pub updated: Option<Timestamp>,
}

impl Item {
    /// An article of some plain paragraphs; its slug and its GUID come from the headline. Without
    /// a date of its own it gets the clock's time when it is added to a feed.
    pub fn new(title: &str) -> Self {
        let slug = slug(title);
        Self {
            guid: Some(format!("tag:{slug}")),
            slug,
            title: title.to_owned(),
            teaser: format!("{title}: what is known so far, and what is not."),
            html: paragraphs(title),
            author: "Alma Reet".to_owned(),
            tags: vec!["News".to_owned()],
            published: None,
            updated: None,
        }
    }

    /// Replaces the text, as HTML.
    #[must_use]
    pub fn with_html(mut self, html: &str) -> Self {
        html.clone_into(&mut self.html);
        self
    }

    /// Replaces the teaser.
    #[must_use]
    pub fn with_teaser(mut self, teaser: &str) -> Self {
        teaser.clone_into(&mut self.teaser);
        self
    }

    /// Says when it was published.
    #[must_use]
    pub fn at(mut self, published: Timestamp) -> Self {
        self.published = Some(published);
        self
    }

    /// The path of its page.
    pub fn path(&self) -> String {
        format!("/articles/{}", self.slug)
    }
}

/// Lower case ASCII letters and digits with hyphens; never empty.
pub(crate) fn slug(title: &str) -> String {
    let mut slug = String::new();
    for c in title.chars().flat_map(char::to_lowercase) {
        match c {
            'ä' => slug.push_str("ae"),
            'ö' => slug.push_str("oe"),
            'ü' => slug.push_str("ue"),
            'ß' => slug.push_str("ss"),
            'é' | 'è' | 'ê' | 'ë' => slug.push('e'),
            'à' | 'â' => slug.push('a'),
            'ç' => slug.push('c'),
            'î' | 'ï' => slug.push('i'),
            'ô' => slug.push('o'),
            'ù' | 'û' => slug.push('u'),
            _ if c.is_ascii_alphanumeric() => slug.push(c),
            _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() {
        "untitled".to_owned()
    } else {
        slug.to_owned()
    }
}

/// Four paragraphs that name the headline, long enough to be taken for an article.
fn paragraphs(title: &str) -> String {
    let title = crate::render::escape(title);
    format!(
        "<p>{title}: the decision had been expected since the summer, and still it came as a \
         surprise to those who have to carry it out. The office confirmed it in writing.</p>\n\
         <p>Nothing changes before the end of the month. After that, the new rule applies to \
         everybody who works on the site, and a list of exceptions is to follow.</p>\n\
         <h2>What happens next</h2>\n\
         <p>A first report is due in six weeks. Until then, questions are answered by telephone, \
         on weekdays between nine and twelve, and in a hall that holds two hundred people.</p>\n\
         <p>Whether that is enough is open. Those concerned had asked for more time and for a \
         translation of the documents, and they say that they will ask again.</p>"
    )
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn a_headline_becomes_a_name_in_a_url() {
        assert_eq!(slug("Die Brücke – «été» & 5 %"), "die-bruecke-ete-5");
        assert_eq!(slug("???"), "untitled");
    }
}
