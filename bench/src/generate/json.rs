//! The shape of JSON Feed.

use serde_json::json;

use super::text::Writer;

pub(super) fn head(writer: &mut Writer, _encoding: &str) -> String {
    let title = json!(writer.headline());
    format!(
        "{{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":{title},\
         \"home_page_url\":\"https://town.example/\",\"language\":\"{}\",\"items\":[\n",
        writer.language.tag
    )
}

pub(super) fn entry(writer: &mut Writer, number: usize, room: usize) -> String {
    let length = writer.length(room);
    let (_, date) = writer.dates(number);
    let entry = json!({
        "id": format!("https://town.example/{number}"),
        "url": format!("https://town.example/{number}"),
        "title": writer.headline(),
        "content_html": writer.html(length),
        "date_published": date,
        "authors": [{ "name": writer.person() }],
        "tags": [writer.word(), writer.word()],
    });
    let comma = if number == 0 { "" } else { ",\n" };
    format!("{comma}{entry}")
}
