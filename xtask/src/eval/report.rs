//! The tables: all readers, publishers, the worst pages; and what is wrong with one page's text.

use std::collections::{BTreeMap, HashSet};

use super::corpus::{Corpus, Page};
use super::facts::FACTS;
use super::score::Scores;
use super::text::{Matched, Means, SHINGLE, shingles};
use super::words::words;

/// A line for each reader.
pub(super) fn readers(corpus: &Corpus, all: &[Scores]) {
    print!(
        "\n{:<28}{:>7}{:>7}{:>7}{:>7} ",
        format!("{} ({})", corpus.name(), corpus.pages.len()),
        "F1",
        "prec.",
        "recall",
        "same"
    );
    for fact in FACTS {
        print!("{fact:>9}");
    }
    println!();
    for scores in all {
        row(&scores.reader, &scores.means());
        for fact in 0..FACTS.len() {
            match scores.share(fact) {
                Some(share) => print!("{share:>9.1}"),
                None => print!("{:>9}", "–"),
            }
        }
        println!();
    }
    if all.len() > 1 {
        let best: Vec<Matched> = (0..corpus.pages.len())
            .map(|page| best(all, page).1)
            .collect();
        row("the best for each page", &Means::of(best.iter()));
        println!();
    }
}

/// A line of figures of texts, which goes on.
pub(super) fn row(name: &str, means: &Means) {
    let Means {
        f1,
        precision,
        recall,
        identical,
    } = means;
    print!("{name:<28}{f1:>7.4}{precision:>7.3}{recall:>7.3}{identical:>7.3} ");
}

/// Whose text of a page is best, and how good it is.
fn best(all: &[Scores], page: usize) -> (&str, Matched) {
    let texts = all
        .iter()
        .map(|scores| (scores.reader.as_str(), scores.pages[page].text));
    texts
        .reduce(|best, next| {
            if next.1.f1() > best.1.f1() {
                next
            } else {
                best
            }
        })
        .unwrap_or_default()
}

/// A line for each publisher, the worst first.
pub(super) fn publishers(corpus: &Corpus, scores: &Scores) {
    let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, page) in corpus.pages.iter().enumerate() {
        groups.entry(page.publisher()).or_default().push(at);
    }
    let means = |pages: &[usize]| Means::of(pages.iter().map(|at| &scores.pages[*at].text));
    let mut rows: Vec<(&str, &[usize], Means)> = groups
        .iter()
        .map(|(name, pages)| (*name, pages.as_slice(), means(pages)))
        .collect();
    rows.sort_by(|one, other| one.2.f1.total_cmp(&other.2.f1));
    println!(
        "\n{:<44}{:>6}{:>7}{:>7}{:>7}",
        "publisher", "pages", "F1", "prec.", "recall"
    );
    for (
        name,
        pages,
        Means {
            f1,
            precision,
            recall,
            ..
        },
    ) in rows
    {
        let wrong: Vec<&str> = pages.iter().flat_map(|at| scores.wrong(*at)).collect();
        println!(
            "{name:<44}{:>6}{f1:>7.3}{precision:>7.3}{recall:>7.3}  {}",
            pages.len(),
            wrong.join(" ")
        );
    }
}

/// The pages whose text came out worst, whoever does better at them, and what else is wrong.
pub(super) fn worst(corpus: &Corpus, all: &[Scores], count: usize) {
    let ours = &all[0];
    let mut order: Vec<usize> = (0..corpus.pages.len()).collect();
    order.sort_by(|one, other| {
        let f1 = |at: &usize| ours.pages[*at].text.f1();
        f1(one).total_cmp(&f1(other))
    });
    println!("\n{:>6}{:>7}{:>7}  page", "F1", "prec.", "recall");
    for at in order.into_iter().take(count) {
        let (page, text) = (&corpus.pages[at], &ours.pages[at].text);
        let better = match best(all, at) {
            (reader, best) if best.f1() > text.f1() => format!("  ({reader}: {:.3})", best.f1()),
            _ => String::new(),
        };
        println!(
            "{:>6.3}{:>7.3}{:>7.3}  {}  {}  {}{better}",
            text.f1(),
            text.precision(),
            text.recall(),
            page.id,
            page.truth["url"].as_str().unwrap_or_default(),
            ours.wrong(at).join(" ")
        );
    }
}

/// The pages that have a fact wrong, with the truth and the answer.
pub(super) fn wrong(corpus: &Corpus, scores: &Scores, fact: &str) {
    println!("\n{fact} is wrong in:");
    for (at, page) in corpus.pages.iter().enumerate() {
        if !scores.wrong(at).contains(&fact) {
            continue;
        }
        let (truth, answer) = match fact {
            "title" => ("title", "title"),
            "author" => ("authors", "byline"),
            "date" | "time" => ("date", "published"),
            "image" => ("lead_images", "image"),
            _ => ("", ""),
        };
        println!("  {}", page.id);
        if !truth.is_empty() {
            let found = scores.answers.get(&page.id).map(|found| &found[answer]);
            println!("    - {:.300}", page.truth[truth].to_string());
            println!("    + {}", found.unwrap_or(&serde_json::Value::Null));
        }
    }
}

/// The words that one page's text lost (`-`) and those that it has too many (`+`), line by line.
pub(super) fn difference(page: &Page, scores: &Scores) {
    let truth = page.truth["text"].as_str().unwrap_or_default();
    let answer = scores.answers.get(&page.id);
    let found = answer.and_then(|answer| answer["text"].as_str());
    let found = found.unwrap_or_default();
    println!("\n{} {}", page.id, page.truth["url"]);
    for line in only_in(truth, found) {
        println!("- {line}");
    }
    for line in only_in(found, truth) {
        println!("+ {line}");
    }
}

/// What of each line of a text stands in no shingle that the other text has too.
fn only_in(text: &str, other: &str) -> Vec<String> {
    let other = words(other);
    let known: HashSet<&[&str]> = shingles(&other).collect();
    let all = words(text);
    let mut is_known = vec![false; all.len()];
    for (at, shingle) in shingles(&all).enumerate() {
        if known.contains(shingle) {
            is_known[at..]
                .iter_mut()
                .take(SHINGLE)
                .for_each(|word| *word = true);
        }
    }
    let mut at = 0;
    let mut lines = Vec::new();
    for line in text.lines() {
        let words = words(line);
        let marks = &is_known[at..at + words.len()];
        at += words.len();
        if marks.contains(&false) {
            lines.push(shortened(&words, marks));
        }
    }
    lines
}

/// The unknown words of a line; known ones are dots.
fn shortened(words: &[&str], is_known: &[bool]) -> String {
    let mut shown: Vec<&str> = Vec::new();
    for (word, is_known) in words.iter().zip(is_known) {
        match (is_known, shown.last()) {
            (false, _) => shown.push(word),
            (true, Some(&"…")) => {}
            (true, _) => shown.push("…"),
        }
    }
    shown.join(" ")
}

#[cfg(test)]
mod tests {
    use super::only_in;

    #[test]
    fn what_only_one_text_has_is_shown_line_by_line() {
        let truth = "The bridge stays closed.\nIt opens on Friday, the town says.";
        let found = "Read more\nThe bridge stays closed. Share it";
        assert_eq!(only_in(truth, found), ["It opens on Friday the town says"]);
        assert_eq!(only_in(found, truth), ["Read more", "… Share it"]);
        assert!(only_in(truth, truth).is_empty());
    }

    #[test]
    fn shingles_reach_over_lines() {
        assert!(only_in("a b\nc d", "a b c d").is_empty());
        assert_eq!(only_in("a b", ""), ["a b"]);
    }
}
