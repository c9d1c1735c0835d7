//! `depesche policy`: what may be shown of a source.

use depesche_model::{Policy, TextPolicy};

use super::source_named;
use crate::cli::{self, TextArg, YesNo};
use crate::house::House;
use crate::out;

/// Shows a source's policy, or decides on it.
pub(crate) async fn run(house: &House, args: &cli::Policy) -> anyhow::Result<()> {
    let reports = house.store.sources().await?;
    let source = &source_named(&reports, &args.source)?.source;
    let policy = changed(&source.policy, args);
    if policy != source.policy {
        let input = (source.id, policy.clone(), (house.clock)());
        house
            .store
            .write(&input, |tx, (source, policy, now)| {
                Box::pin(tx.set_policy(*source, policy, *now))
            })
            .await?;
    }
    if args.format.json {
        return out::json(&policy);
    }
    out::line(describe(&source.name, &policy));
    if policy.text == TextPolicy::Full && policy.basis.is_empty() {
        out::line("  Whole texts need a reason: say which licence or contract with --basis.");
    }
    Ok(())
}

fn changed(policy: &Policy, args: &cli::Policy) -> Policy {
    Policy {
        text: args.text.map_or(policy.text, text),
        excerpt_chars: args.excerpt_chars.unwrap_or(policy.excerpt_chars),
        images: args
            .images
            .map_or(policy.images, |images| matches!(images, YesNo::Yes)),
        translation: args.translation.map_or(policy.translation, |translation| {
            matches!(translation, YesNo::Yes)
        }),
        feeds: args
            .feeds
            .map_or(policy.feeds, |feeds| matches!(feeds, YesNo::Yes)),
        basis: args.basis.clone().unwrap_or_else(|| policy.basis.clone()),
        ..policy.clone()
    }
}

fn text(arg: TextArg) -> TextPolicy {
    match arg {
        TextArg::Private => TextPolicy::Private,
        TextArg::Headline => TextPolicy::Headline,
        TextArg::Excerpt => TextPolicy::Excerpt,
        TextArg::Full => TextPolicy::Full,
    }
}

fn describe(name: &str, policy: &Policy) -> String {
    let text = match policy.text {
        TextPolicy::Private => "nothing in public".to_owned(),
        TextPolicy::Headline => "headline, 160 characters, the link".to_owned(),
        TextPolicy::Excerpt => {
            format!("headline, {} characters, the link", policy.excerpt_chars)
        }
        TextPolicy::Full => "the whole article".to_owned(),
    };
    let images = match (policy.shows_images(), policy.shows_whole()) {
        (false, _) => "no pictures",
        (true, false) => "the picture that stands for an article",
        (true, true) => "its pictures",
    };
    let feeds = if policy.feeds {
        ""
    } else {
        "; not in our feeds"
    };
    let translation = if policy.translation {
        ""
    } else {
        "; not translated"
    };
    let basis = match policy.basis.as_str() {
        "" => String::new(),
        basis => format!(" (basis: {basis})"),
    };
    format!("{name}: {text}; {images}{translation}{feeds}{basis}")
}
