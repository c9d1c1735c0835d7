//! The shapes of the generated feeds: what programs that publish them write.

use super::json;
use super::text::{Writer, escaped};

/// How a feed begins, goes on and ends.
pub(super) struct Shape {
    pub(super) name: &'static str,
    /// The beginning; the encoding's name stands in it.
    pub(super) head: fn(&mut Writer, &str) -> String,
    /// The entry of this number, with no more text than fits into the room.
    pub(super) entry: fn(&mut Writer, usize, usize) -> String,
    pub(super) tail: &'static str,
    pub(super) is_json: bool,
}

/// All shapes.
pub(super) const SHAPES: &[Shape] = &[
    shape("rss-escaped", rss, rss_escaped, "</channel></rss>\n"),
    shape("rss-cdata", rss, rss_cdata, "</channel></rss>\n"),
    shape("podcast", rss, podcast, "</channel></rss>\n"),
    shape("video", atom, video, "</feed>\n"),
    shape("atom-html", atom, atom_html, "</feed>\n"),
    shape("atom-xhtml", atom, atom_xhtml, "</feed>\n"),
    shape("rdf", rdf, rdf_item, "</rdf:RDF>\n"),
    Shape {
        name: "json",
        head: json::head,
        entry: json::entry,
        tail: "]}\n",
        is_json: true,
    },
];

const fn shape(
    name: &'static str,
    head: fn(&mut Writer, &str) -> String,
    entry: fn(&mut Writer, usize, usize) -> String,
    tail: &'static str,
) -> Shape {
    Shape {
        name,
        head,
        entry,
        tail,
        is_json: false,
    }
}

fn rss(writer: &mut Writer, encoding: &str) -> String {
    let (title, about) = (writer.headline(), escaped(&writer.plain(60)));
    let language = writer.language.tag;
    format!(
        "<?xml version=\"1.0\" encoding=\"{encoding}\"?>\n<rss version=\"2.0\" \
         xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:atom=\"http://www.w3.org/2005/Atom\" \
         xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\" \
         xmlns:media=\"http://search.yahoo.com/mrss/\">\n<channel>\n\
         <title>{title}</title>\n<link>https://town.example/</link>\n\
         <atom:link href=\"https://town.example/feed\" rel=\"self\" type=\"application/rss+xml\" />\n\
         <description>{about}</description>\n<language>{language}</language>\n<ttl>60</ttl>\n\
         <lastBuildDate>Mon, 01 Dec 2025 10:00:00 +0000</lastBuildDate>\n"
    )
}

/// What RSS says of an entry besides its text.
fn rss_frame(writer: &mut Writer, number: usize) -> String {
    let (title, person) = (writer.headline(), writer.person());
    let (date, _) = writer.dates(number);
    let (first, second) = (writer.word(), writer.word());
    format!(
        "<item>\n  <title>{title}</title>\n  <link>https://town.example/news/{number}</link>\n  \
         <guid isPermaLink=\"false\">https://town.example/?p={number}</guid>\n  \
         <pubDate>{date}</pubDate>\n  <dc:creator><![CDATA[{person}]]></dc:creator>\n  \
         <category>{first}</category>\n  <category><![CDATA[{second}]]></category>\n  "
    )
}

fn rss_escaped(writer: &mut Writer, number: usize, room: usize) -> String {
    let frame = rss_frame(writer, number);
    let length = writer.length(room);
    let html = escaped(&writer.html(length));
    format!("{frame}<description>{html}</description>\n</item>\n")
}

fn rss_cdata(writer: &mut Writer, number: usize, room: usize) -> String {
    let frame = rss_frame(writer, number);
    let length = writer.length(room);
    let (summary, html) = (writer.plain(150), writer.html(length));
    format!(
        "{frame}<description><![CDATA[{summary}]]></description>\n  \
         <content:encoded><![CDATA[{html}]]></content:encoded>\n</item>\n"
    )
}

fn podcast(writer: &mut Writer, number: usize, room: usize) -> String {
    let frame = rss_frame(writer, number);
    let length = writer.length(room) / 3;
    let (html, summary) = (escaped(&writer.html(length)), escaped(&writer.plain(200)));
    format!(
        "{frame}<enclosure url=\"https://sound.example/{number}.mp3?a=1&amp;b=2\" \
         length=\"48{number:06}\" type=\"audio/mpeg\" />\n  <description>{html}</description>\n  \
         <itunes:summary>{summary}</itunes:summary>\n  <itunes:duration>00:42:07</itunes:duration>\n  \
         <itunes:explicit>no</itunes:explicit>\n  <itunes:episode>{number}</itunes:episode>\n  \
         <itunes:image href=\"https://sound.example/{number}.jpg\" />\n</item>\n"
    )
}

fn atom(writer: &mut Writer, encoding: &str) -> String {
    let (title, person) = (writer.headline(), writer.person());
    let language = writer.language.tag;
    format!(
        "<?xml version=\"1.0\" encoding=\"{encoding}\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{language}\" \
         xmlns:media=\"http://search.yahoo.com/mrss/\" xml:base=\"https://town.example/\">\n\
         <title>{title}</title>\n<id>tag:town.example,2025:feed</id>\n\
         <link rel=\"self\" href=\"/feed.atom\" />\n<link href=\"https://town.example/\" />\n\
         <updated>2025-12-01T10:00:00Z</updated>\n<author><name>{person}</name></author>\n"
    )
}

/// What Atom says of an entry besides its text.
fn atom_frame(writer: &mut Writer, number: usize) -> String {
    let (title, word) = (writer.headline(), writer.word());
    let (_, date) = writer.dates(number);
    format!(
        "<entry>\n  <title type=\"html\">{title}</title>\n  \
         <id>tag:town.example,2025:{number}</id>\n  \
         <link rel=\"alternate\" type=\"text/html\" href=\"/news/{number}\" />\n  \
         <published>{date}</published>\n  <updated>{date}</updated>\n  \
         <category term=\"{word}\" />\n  "
    )
}

fn atom_html(writer: &mut Writer, number: usize, room: usize) -> String {
    let frame = atom_frame(writer, number);
    let length = writer.length(room);
    let html = escaped(&writer.html(length));
    format!("{frame}<content type=\"html\">{html}</content>\n</entry>\n")
}

fn atom_xhtml(writer: &mut Writer, number: usize, room: usize) -> String {
    let frame = atom_frame(writer, number);
    let length = writer.length(room);
    let html = writer.html(length);
    format!(
        "{frame}<content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">{html}</div>\
         </content>\n</entry>\n"
    )
}

fn video(writer: &mut Writer, number: usize, room: usize) -> String {
    let frame = atom_frame(writer, number);
    let (title, about) = (writer.headline(), writer.plain(600.min(room)));
    format!(
        "{frame}<media:group>\n   <media:title>{title}</media:title>\n   \
         <media:content url=\"https://films.example/v/{number}\" type=\"video/mp4\" width=\"640\" \
         height=\"390\" />\n   <media:thumbnail url=\"https://films.example/{number}.jpg\" \
         width=\"480\" height=\"360\" />\n   <media:description>{about}</media:description>\n   \
         <media:community><media:statistics views=\"{number}\" /></media:community>\n  \
         </media:group>\n</entry>\n"
    )
}

fn rdf(writer: &mut Writer, encoding: &str) -> String {
    let (title, about) = (writer.headline(), escaped(&writer.plain(60)));
    format!(
        "<?xml version=\"1.0\" encoding=\"{encoding}\"?>\n<rdf:RDF \
         xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" \
         xmlns=\"http://purl.org/rss/1.0/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">\n\
         <channel rdf:about=\"https://town.example/\">\n<title>{title}</title>\n\
         <link>https://town.example/</link>\n<description>{about}</description>\n\
         <items><rdf:Seq><rdf:li rdf:resource=\"https://town.example/0\" /></rdf:Seq></items>\n\
         </channel>\n"
    )
}

fn rdf_item(writer: &mut Writer, number: usize, room: usize) -> String {
    let (title, person, word) = (writer.headline(), writer.person(), writer.word());
    let (_, date) = writer.dates(number);
    let length = writer.length(room);
    let html = escaped(&writer.html(length));
    format!(
        "<item rdf:about=\"https://town.example/{number}\">\n  <title>{title}</title>\n  \
         <link>https://town.example/{number}</link>\n  <dc:date>{date}</dc:date>\n  \
         <dc:creator>{person}</dc:creator>\n  <dc:subject>{word}</dc:subject>\n  \
         <description>{html}</description>\n</item>\n"
    )
}
