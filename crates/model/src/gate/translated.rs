//! What may be shown of a translation: nothing that would not be shown of the original.

use jiff::Timestamp;

use super::each_once;
use crate::picture::Kept;
use crate::text::shorten;
use crate::translation::{Review, TextState, Translator};
use crate::{Article, Body, Html, Lang, Segment, SegmentKind, Translation};

/// What is shown of a translation. Where it has no words of its own for something, the original's
/// stand there.
#[derive(Clone, Debug)]
pub struct Translated {
    /// The language that it is in.
    pub lang: Lang,
    /// The language that it was made from.
    pub from: Lang,
    /// The headline, plain text.
    pub title: Option<String>,
    /// The excerpt, plain text, no longer than the original's may be.
    pub excerpt: Option<String>,
    /// Whether the excerpt is shorter than the text it begins.
    pub is_cut: bool,
    /// The text, where the whole of it is shown and was translated. Blocks that stay in the
    /// original say their language.
    pub body: Option<Html>,
    /// How many blocks of words in it stay in the original.
    pub left: usize,
    /// The text block by block beside its original, where there is a translated text.
    pub pairs: Option<Vec<Pair>>,
    /// What the lead picture shows.
    pub alt: Option<String>,
    /// What stands under the lead picture.
    pub caption: Option<String>,
    /// Who translated, the one that did most first.
    pub engines: Vec<Translator>,
    /// The house glossary's version.
    pub glossary: u32,
    /// When it was made.
    pub made_at: Timestamp,
    /// The person who answers for it, where one has read and signed it.
    pub review: Option<Review>,
    /// Whether it was tried in vain: all of it, or the text that would be shown.
    pub has_failed: bool,
}

impl Translated {
    /// Whether anything of it stands in the place of the original's words.
    pub fn has_words(&self) -> bool {
        self.title.is_some() || self.excerpt.is_some() || self.body.is_some()
    }
}

/// A block of a text and its translation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The block as the source published it.
    pub original: Html,
    /// The same, translated; `None` where the original stays.
    pub translation: Option<Html>,
    /// What stands in the translated text: the one or the other. The original says its language.
    pub text: Html,
    /// What it is.
    pub kind: SegmentKind,
    /// The language that the original is in.
    pub lang: Lang,
}

impl Pair {
    /// Whether there is something in it for a reader of a language to miss, where it is not
    /// translated: code is the same in every language, and some blocks are in the reader's own.
    pub fn has_words_for(&self, lang: &Lang) -> bool {
        self.lang != *lang
            && self.kind != SegmentKind::Code
            && self.original.text().contains(char::is_alphabetic)
    }
}

/// How much of an article may be shown, in the original or translated.
pub(super) struct Limits {
    /// How long a headline may be, in characters; `None`: as long as it is.
    pub(super) title_chars: Option<usize>,
    /// How long an excerpt may be, in characters.
    pub(super) excerpt_chars: usize,
    /// Whether the picture that stands for it is shown.
    pub(super) shows_cover: bool,
}

/// Lets through what of a translation may be shown; `body` is the original's, where the whole of
/// it is. `None` where it is of another version, or no translation at all.
pub(super) fn translated(
    made: Translation,
    article: &Article,
    body: Option<&Body>,
    kept: &[Kept],
    limits: &Limits,
) -> Option<Translated> {
    let is_other = |own: &Lang| *own != made.lang;
    let is_foreign = is_other(&made.from) && article.language.as_ref().is_some_and(is_other);
    if made.version != article.version || !is_foreign {
        return None;
    }
    // Where the original has no words there is nothing to be translated either.
    let instead = |text: Option<String>, original: &str| {
        text.filter(|text| !text.trim().is_empty() && !original.trim().is_empty())
    };
    let title = instead(made.title, &article.title).map(|title| match limits.title_chars {
        Some(chars) => shorten(&title, chars).0,
        None => title,
    });
    let lead = instead(made.lead, &article.lead).unwrap_or_default();
    let (excerpt, is_shortened) = shorten(&lead, limits.excerpt_chars);
    // Whole sentences were translated: what follows them goes on at the source all the same.
    let is_cut = is_shortened || shorten(&article.lead, limits.excerpt_chars).1;
    let excerpt = Some(excerpt).filter(|excerpt| !excerpt.is_empty());
    let blocks = body.filter(|_| made.text == TextState::Done);
    let blocks = blocks.and_then(|body| blocks_of(body, &made.body, &made.from));
    let pairs = blocks.map(|blocks| pairs(&blocks, kept));
    let is_left = |pair: &&Pair| pair.translation.is_none() && pair.has_words_for(&made.lang);
    let cover = article.picture.as_ref().filter(|_| limits.shows_cover);
    let is_nothing = title.is_none() && excerpt.is_none() && pairs.is_none();
    Some(Translated {
        title,
        excerpt,
        is_cut,
        body: (pairs.as_ref()).map(|pairs| Html::join(pairs.iter().map(|it| (&it.text, None)))),
        left: pairs.iter().flatten().filter(is_left).count(),
        pairs,
        alt: cover.and_then(|cover| instead(made.alt, &cover.alt)),
        caption: cover.and_then(|cover| instead(made.caption, &cover.caption)),
        has_failed: (body.is_some() && made.text == TextState::Failed)
            || (is_nothing && made.engines.is_empty()),
        lang: made.lang,
        from: made.from,
        engines: made.engines,
        glossary: made.glossary,
        made_at: made.made_at,
        review: made.review,
    })
}

/// A block of the original that is shown, and what became of it.
struct Block<'a> {
    segment: &'a Segment,
    translation: Option<&'a Html>,
    lang: &'a Lang,
}

/// The blocks that are shown: cut ones are not. `None` where the translation is none of this text.
fn blocks_of<'a>(
    body: &'a Body,
    made: &'a [Option<Html>],
    from: &'a Lang,
) -> Option<Vec<Block<'a>>> {
    let shown = body.0.iter().zip(made);
    let shown = shown.filter(|(segment, _)| segment.cut.is_none());
    let block = |(segment, html): (&'a Segment, &'a Option<Html>)| Block {
        segment,
        translation: html.as_ref(),
        lang: segment.lang.as_ref().unwrap_or(from),
    };
    let blocks: Vec<Block<'_>> = shown.map(block).collect();
    let is_translated = blocks.iter().any(|block| block.translation.is_some());
    (is_translated && made.len() == body.0.len()).then_some(blocks)
}

/// Each picture stands once in the original, in the translation, and in the text.
fn pairs(blocks: &[Block<'_>], kept: &[Kept]) -> Vec<Pair> {
    let mut shown = [const { Vec::new() }; 3];
    let [originals, translations, texts] = &mut shown;
    let pair = |block: &Block<'_>| {
        let text = match block.translation {
            Some(html) => html.clone(),
            None => Html::join([(&block.segment.html, Some(block.lang))]),
        };
        Pair {
            original: each_once(&block.segment.html, kept, originals),
            translation: (block.translation).map(|html| each_once(html, kept, translations)),
            text: each_once(&text, kept, texts),
            kind: block.segment.kind,
            lang: block.lang.clone(),
        }
    };
    let pairs: Vec<Pair> = blocks.iter().map(pair).collect();
    // What held nothing but a picture that is not kept is not there.
    let is_there = |pair: &Pair| !(pair.original.is_empty() && pair.text.is_empty());
    pairs.into_iter().filter(is_there).collect()
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use crate::gate::tests::{SECRET, clean, held, with_pictures};
    use crate::gate::{Held, Parts, show};
    use crate::{
        Audience, Html, Lang, Restrictions, Segment, SegmentKind, TextPolicy, TextState,
        Translation, Translator,
    };

    fn lang(tag: &str) -> Lang {
        Lang::parse(tag).expect("a tag")
    }

    /// A translation into German of all that [`held`] holds, the secret in every part of it.
    fn made(blocks: usize) -> Translation {
        let secret = format!("{} {SECRET}", "Ein Satz von einiger Länge. ".repeat(9));
        Translation {
            lang: lang("de"),
            from: lang("en"),
            version: 1,
            title: Some(secret.clone()),
            lead: Some(secret.clone()),
            alt: Some(SECRET.to_owned()),
            caption: Some(SECRET.to_owned()),
            text: TextState::Done,
            body: vec![Some(clean(&format!("<p>{SECRET}</p>"))); blocks],
            engines: vec![Translator {
                engine: "mock".to_owned(),
                model: String::new(),
                units: 3,
            }],
            glossary: 0,
            made_at: Timestamp::UNIX_EPOCH,
            review: None,
        }
    }

    fn foreign(text: TextPolicy, change: impl FnOnce(&mut Translation)) -> Held {
        let mut held = held(text);
        held.article.language = Some(lang("en"));
        let mut made = made(1);
        change(&mut made);
        held.with_translation(Some(made))
    }

    fn shown(held: Held) -> Parts {
        show(held, Audience::Public).expect("is shown").0
    }

    #[test]
    fn nothing_goes_out_translated_that_would_not_in_the_original() {
        for (text, audience) in [
            (TextPolicy::Headline, Audience::Public),
            (TextPolicy::Headline, Audience::Feeds),
            (TextPolicy::Excerpt, Audience::Public),
        ] {
            let shown = show(foreign(text, |_| {}), audience).expect("is shown");
            assert!(!format!("{shown:?}").contains(SECRET), "{text:?}");
            let translation = shown.translation.as_ref().expect("is translated");
            let chars = |text: &Option<String>| text.as_ref().map_or(0, |it| it.chars().count());
            assert_eq!(chars(&translation.title), 200);
            assert!((1..=160).contains(&chars(&translation.excerpt)), "{text:?}");
            assert!(translation.is_cut && translation.pairs.is_none());
        }
        assert!(show(foreign(TextPolicy::Private, |_| {}), Audience::Public).is_none());
        let own = show(foreign(TextPolicy::Private, |_| {}), Audience::Owner);
        assert!(format!("{:?}", own.expect("is shown").translation).contains(SECRET));
    }

    #[test]
    fn signs_hold_for_translations_too() {
        let mut silent = foreign(TextPolicy::Full, |_| {});
        silent.article.restrictions = Restrictions::from_bits(4);
        let mut reserved = foreign(TextPolicy::Full, |_| {});
        reserved.source.restrictions.is_reserved = true;
        for (held, audience) in [(silent, Audience::Public), (reserved, Audience::Feeds)] {
            let shown = show(held, audience).expect("is shown");
            assert!(shown.body.is_none(), "the original is not shown whole");
            assert!(!format!("{shown:?}").contains(SECRET), "{audience:?}");
        }
    }

    #[test]
    fn a_translation_is_shown_where_the_source_allows_it_and_of_its_version_alone() {
        let check = |name: &str, held: Held, is_there: bool| {
            assert_eq!(shown(held).translation.is_some(), is_there, "{name}");
        };
        check("plain", foreign(TextPolicy::Full, |_| {}), true);
        let older = |made: &mut Translation| made.version = 0;
        check("another version", foreign(TextPolicy::Full, older), false);
        let same = |made: &mut Translation| made.lang = lang("en");
        check("its own language", foreign(TextPolicy::Full, same), false);
        let mut switched = foreign(TextPolicy::Full, |_| {});
        switched.source.policy.translation = false;
        check("switched off", switched, false);
        let mut unknown = foreign(TextPolicy::Full, |_| {});
        unknown.article.language = None;
        check("unknown language", unknown, false);
        let mut gone = foreign(TextPolicy::Full, |_| {});
        gone.article.deleted_at = Some(Timestamp::UNIX_EPOCH);
        check("a tombstone", gone, false);
    }

    #[test]
    fn the_text_is_the_translations_where_it_was_translated() {
        let body = |state: TextState, blocks: usize| {
            let held = foreign(TextPolicy::Full, |made| {
                made.text = state;
                made.body.resize(blocks, None);
            });
            let translation = shown(held).translation.expect("is translated");
            let body = translation.body.as_ref().map(|it| it.as_str().to_owned());
            (body, translation.has_failed)
        };
        let whole = format!("<p>{SECRET}</p>\n");
        assert_eq!(body(TextState::Done, 1), (Some(whole), false));
        assert_eq!(body(TextState::Done, 2), (None, false), "not of this text");
        assert_eq!(body(TextState::Untried, 0), (None, false));
        assert_eq!(body(TextState::Failed, 0), (None, true));
    }

    #[test]
    fn what_nobody_could_translate_is_said() {
        let held = foreign(TextPolicy::Headline, |made| {
            (made.title, made.lead) = (None, None);
            made.engines.clear();
        });
        let translation = shown(held).translation.expect("was tried");
        assert!(translation.has_failed && !translation.has_words());
    }

    #[test]
    fn blocks_that_stay_say_their_language_and_cut_ones_are_left_out() {
        let mut held = foreign(TextPolicy::Full, |made| {
            let hidden = Some(clean("<p>HIDDEN</p>"));
            made.body = vec![made.body[0].take(), None, None, None, hidden];
        });
        let block = |markup: &str, kind, cut: Option<&str>, own: Option<&str>| Segment {
            kind,
            html: clean(markup),
            cut: cut.map(str::to_owned),
            lang: own.map(lang),
        };
        let (text, code) = (SegmentKind::Paragraph, SegmentKind::Code);
        let body = held.body.as_mut().expect("has one");
        body.0.extend([
            block("<p>stays</p>", text, None, None),
            block("<p>reste</p>", text, None, Some("fr")),
            block("<pre>let a</pre>", code, None, None),
            block("<p>advert</p>", text, Some("advert"), None),
        ]);
        let translation = shown(held).translation.expect("is translated");
        let body = translation.body.expect("has one");
        for piece in [
            "<p lang=\"en\" dir=\"ltr\">stays</p>",
            "<p lang=\"fr\" dir=\"ltr\">reste</p>",
        ] {
            assert!(body.as_str().contains(piece), "{body:?}");
        }
        assert!(!body.as_str().contains("HIDDEN") && !body.as_str().contains("advert"));
        assert_eq!(translation.left, 2);
        let pairs = translation.pairs.expect("side by side");
        let langs: Vec<_> = pairs.iter().map(|pair| pair.lang.as_str()).collect();
        assert_eq!(langs, ["en", "en", "fr", "en"]);
        assert!(pairs[0].translation.is_some() && pairs[1].translation.is_none());
    }

    #[test]
    fn pictures_are_those_of_the_original_and_each_stands_once() {
        let figure = |address: &str, caption: &str| {
            clean(&format!(
                "<figure><img src=\"media:{address}\" alt=\"\"><figcaption>{caption}</figcaption></figure>"
            ))
        };
        let kept = "https://outlet.example/1.jpg";
        let check = |images: bool, expected: usize| {
            let mut held = with_pictures(TextPolicy::Full, images);
            held.article.language = Some(lang("en"));
            let foreign = figure("https://elsewhere.example/1.jpg", "fremd");
            let body = held.body.as_mut().expect("has one");
            body.0.push(body.0[1].clone());
            let blocks = vec![
                Some(foreign),
                Some(figure(kept, "a")),
                Some(figure(kept, "b")),
            ];
            let made = Translation {
                body: blocks,
                ..made(0)
            };
            let shown = shown(held.with_translation(Some(made)));
            let translation = shown.translation.expect("is translated");
            let body = translation.body.expect("has one");
            assert_eq!(body.as_str().matches("media:ab").count(), expected);
            assert!(!body.as_str().contains("jpg") && !body.as_str().contains("fremd"));
            let both = |pair: &crate::gate::Pair| {
                let there = pair.translation.as_ref().map_or("", Html::as_str);
                pair.original.as_str().matches("media:ab").count()
                    + there.matches("media:ab").count()
            };
            let pairs = translation.pairs.expect("side by side");
            assert_eq!(pairs.iter().map(both).sum::<usize>(), 2 * expected);
        };
        check(true, 1);
        check(false, 0);
    }

    #[test]
    fn what_a_picture_shows_is_told_where_the_picture_is_shown() {
        let check = |images: bool, alt: &str, expected: Option<&str>| {
            let mut held = with_pictures(TextPolicy::Headline, images);
            held.article.language = Some(lang("en"));
            let picture = held.article.picture.as_mut().expect("has one");
            picture.alt = alt.to_owned();
            let shown = shown(held.with_translation(Some(made(2))));
            let translation = shown.translation.expect("is translated");
            assert_eq!(translation.alt.as_deref(), expected);
            assert_eq!(translation.caption, None, "the original has none");
        };
        check(true, "A crane", Some(SECRET));
        check(true, "", None);
        check(false, "A crane", None);
    }
}
