//! The gate holds: what a policy does not show is on no page, in no feed, nowhere.

use depesche_model::TextPolicy;
use depesche_web::routes;
use depesche_world::Item;

use super::Whole;

const SECRET: &str = "the tide table was forged in March";

fn item() -> Item {
    let opening = "An opening sentence of quite some length that anybody may read. ".repeat(4);
    Item::new("Harbour office opens its books")
        .with_html(&format!(
            "<p>{opening}</p><p>In fact {SECRET}, and everybody knew.</p>"
        ))
        .with_teaser(&format!("{opening} In fact {SECRET}."))
}

/// Every address that the router knows, with what stands for the parts in braces.
fn addresses(source: &str) -> Vec<String> {
    routes::ALL
        .iter()
        .flat_map(|route| {
            let slug = match route.name {
                "article" => "harbour-office-opens-its-books",
                "section" => "books",
                _ => source,
            };
            let path = route.path.replace("{id}", "1").replace("{slug}", slug);
            let query = if route.name == "search" {
                "?q=harbour"
            } else {
                ""
            };
            [format!("{path}{query}"), format!("/en{path}{query}")]
        })
        .collect()
}

async fn leaks(text: TextPolicy) -> (Vec<String>, u32) {
    let mut whole = Whole::start().await;
    let feed = whole.world.feed("a").await;
    feed.add(item());
    whole.subscribe(&feed, text).await;
    let section = depesche_store::poll::NewSection {
        slug: "books".into(),
        title: "Books".into(),
        query: "books".into(),
        notice: String::new(),
        position: 0,
    };
    crate::cmd::section::put(&whole.house, section)
        .await
        .expect("a section");
    whole.run().await;
    let sources = whole.house.store.sources().await.expect("the store reads");
    let (mut leaks, mut answered) = (Vec::new(), 0);
    for address in addresses(&sources[0].source.slug) {
        let page = whole.get(&address).await;
        answered += u32::from(page.status == 200);
        if page.text.to_lowercase().contains(&SECRET.to_lowercase()) {
            leaks.push(address);
        }
    }
    (leaks, answered)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_text_of_a_headline_source_is_on_no_route() {
    let (leaks, answered) = leaks(TextPolicy::Headline).await;
    assert_eq!(leaks, Vec::<String>::new());
    assert!(
        answered as usize > routes::ALL.len(),
        "the routes were really looked at: {answered}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_a_private_source_is_on_any_route() {
    let (leaks, _) = leaks(TextPolicy::Private).await;
    assert_eq!(leaks, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_sentence_of_a_full_source_is_found() {
    let (leaks, _) = leaks(TextPolicy::Full).await;
    assert!(
        leaks
            .iter()
            .any(|address| address.starts_with("/articles/")),
        "{leaks:?}"
    );
}
