//! A page's shorter form for telephones (AMP), as a second chance.

use url::Url;

use crate::page::text::words;
use crate::page::{Obstacle, Page};
use crate::url::canonical_url;

/// A text of fewer words may not be all of it.
const SHORT_WORDS: u32 = 60;

impl Page {
    /// Where the article may be read in its form for telephones, where this one gives no text, or a
    /// short one, or clearly less than it says it has. What one must pay for is left alone.
    pub fn second_chance(&self) -> Option<Url> {
        let may_be_there = matches!(
            self.obstacle,
            None | Some(Obstacle::Shell | Obstacle::Consent)
        );
        let count = words(&self.text);
        let is_cut = |told: u32| told >= SHORT_WORDS && count < told / 2;
        let is_short =
            self.obstacle.is_some() || count < SHORT_WORDS || self.words.is_some_and(is_cut);
        if !may_be_there || self.paywalled == Some(true) || !is_short {
            return None;
        }
        let amp = Url::parse(&self.amp).ok()?;
        (amp.as_str() != self.url).then_some(amp)
    }

    /// Takes the text of the article's form for telephones, where that is more, and is this
    /// article's by its own words. What is known of the article stays. Whether it was taken.
    pub fn take_second_chance(&mut self, amp: Self) -> bool {
        let own = [self.canonical.clone(), canonical_url(&self.url, None)];
        let is_its = own.contains(&amp.original) && !amp.original.is_empty();
        let (had, has) = (words(&self.text), words(&amp.text));
        let is_more = amp.obstacle.is_none() && has > had && (has >= SHORT_WORDS || had == 0);
        if !is_its || !is_more || amp.paywalled == Some(true) {
            return false;
        }
        (self.html, self.text, self.body) = (amp.html, amp.text, amp.body);
        self.picture = self.picture.take().or(amp.picture);
        self.signs.extend(amp.signs);
        self.obstacle = None;
        let says = "the text is the one of the page's form for telephones (AMP)";
        self.complaints.push(says.to_owned());
        true
    }
}

#[cfg(test)]
mod tests {
    use url::Url;

    use crate::page::{Page, page};

    const AT: &str = "https://town.example/bridge";

    fn read(address: &str, html: &str) -> Page {
        let url = Url::parse(address).expect("a URL");
        page(html.as_bytes(), &url, Some("text/html"))
    }

    fn shell(more: &str) -> Page {
        read(
            AT,
            &format!(
                "<title>Bridge</title><link rel=amphtml href=/amp/bridge>{more}<script src=a.js></script><div id=root></div>"
            ),
        )
    }

    fn amp(canonical: &str, paragraphs: usize) -> Page {
        let text = "<p>The bridge by the harbour stays closed until Friday, because the work on its \
            bearings takes longer than planned, as the town said on Monday.</p>";
        read(
            "https://town.example/amp/bridge",
            &format!(
                "<title>Bridge</title><link rel=canonical href={canonical}><article>{}</article>",
                text.repeat(paragraphs)
            ),
        )
    }

    #[test]
    fn a_page_without_a_text_has_a_second_chance() {
        let mut page = shell("");
        let url = page.second_chance().expect("it has one");
        assert_eq!(url.as_str(), "https://town.example/amp/bridge");
        assert!(page.take_second_chance(amp(AT, 6)));
        assert!(page.text.contains("bearings") && page.obstacle.is_none());
        assert!(page.complaints.iter().any(|it| it.contains("AMP")));
        assert_eq!(page.second_chance(), None);
    }

    #[test]
    fn what_is_another_article_or_less_is_not_taken() {
        for (canonical, paragraphs) in [("https://town.example/other", 6), (AT, 0)] {
            let mut page = shell("");
            assert!(
                !page.take_second_chance(amp(canonical, paragraphs)),
                "{canonical}"
            );
            assert_eq!(page.text, "");
        }
    }

    #[test]
    fn a_whole_text_and_a_paid_one_need_none() {
        let whole = read(
            AT,
            &format!("<link rel=amphtml href=/amp>{}", amp(AT, 6).html.as_str()),
        );
        assert_eq!(whole.second_chance(), None);
        let paid = "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"Bridge\",\
            \"isAccessibleForFree\":false}</script>";
        assert_eq!(shell(paid).second_chance(), None);
        let none = read(AT, "<title>Bridge</title><div id=root></div>");
        assert_eq!(none.second_chance(), None);
    }

    #[test]
    fn a_text_with_fewer_words_than_it_says_has_one() {
        let data = "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"Bridge\",\
            \"wordCount\":400}</script><link rel=amphtml href=/amp/bridge>";
        let page = read(AT, &format!("{data}{}", amp(AT, 4).html.as_str()));
        assert!(page.text.contains("bearings"));
        assert!(page.second_chance().is_some());
    }
}
