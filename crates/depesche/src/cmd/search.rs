//! `depesche search`: the owner searches everything in the house.

use depesche_model::query::Query;
use depesche_model::{Audience, Shown, gate};
use depesche_search::Scope;
use serde_json::json;

use crate::cli::Search;
use crate::house::House;
use crate::out;

/// Searches and prints what was found, best first.
pub(crate) async fn run(house: &House, args: &Search) -> anyhow::Result<()> {
    let text = args.query.join(" ");
    let query = Query::parse(&text);
    let hits = tokio::task::block_in_place(|| {
        house.index.search(&query, Scope::Everything, 0, args.limit)
    })?;
    let shown: Vec<_> = house
        .store
        .articles(&hits.ids, &house.language())
        .await?
        .into_iter()
        .filter_map(|held| gate::show(held, Audience::Owner))
        .collect();
    if args.format.json {
        return out::json(&json!({
            "query": text,
            "total": hits.total,
            "hits": shown.iter().map(as_json).collect::<Vec<_>>(),
        }));
    }
    for article in &shown {
        let day = article.published_at.strftime("%Y-%m-%d %H:%M");
        out::line(format!("{day}  {}  {}", article.source_name, article.title));
        out::line(format!("                  {}", article.url));
    }
    match (hits.total, shown.len()) {
        (0, _) => out::line(format!("Nothing found for {text:?}.")),
        (total, printed) if total > printed => {
            out::line(format!("{printed} of {total}; --limit {total} prints all."));
        }
        _ => {}
    }
    Ok(())
}

fn as_json(article: &Shown) -> serde_json::Value {
    json!({
        "id": article.id,
        "title": article.title,
        "url": article.url,
        "source": article.source_name,
        "published_at": article.published_at.to_string(),
        "language": article.language,
        "excerpt": article.excerpt,
    })
}
