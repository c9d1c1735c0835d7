//! What is put into broken feeds.

/// Names of elements that readers know; `rename` gives them to others.
#[rustfmt::skip]
pub(super) const NAMES: &[&str] = &[
    "rss", "channel", "item", "items", "title", "link", "description", "guid", "pubDate", "author", "category",
    "comments", "enclosure", "source", "image", "url", "width", "textInput", "textinput", "cloud", "ttl",
    "skipHours", "hour", "skipDays", "day", "language", "copyright", "lastBuildDate", "managingEditor",
    "rdf:RDF", "rdf:Seq", "rdf:li", "feed", "entry", "id", "updated", "published", "modified", "issued", "created",
    "summary", "content", "subtitle", "tagline", "rights", "generator", "icon", "logo", "name", "email", "uri",
    "contributor", "content:encoded", "body", "fullitem", "xhtml:body", "dc:date", "dc:creator", "dc:subject",
    "dc:rights", "dc:language", "dcterms:modified", "sy:updatePeriod", "sy:updateFrequency", "atom:link",
    "atom:author", "media:group", "media:content", "media:thumbnail", "media:title", "media:description",
    "media:credit", "media:keywords", "media:player", "itunes:author", "itunes:summary", "itunes:subtitle",
    "itunes:image", "itunes:category", "itunes:keywords", "itunes:duration", "itunes:explicit", "itunes:owner",
    "itunes:episode", "itunes:season", "itunes:new-feed-url", "podcast:guid", "podcast:transcript",
    "podcast:chapters", "podcast:person", "georss:point", "georss:line", "georss:polygon", "georss:box", "geo:lat",
    "geo:long", "gml:pos", "thr:in-reply-to", "thr:total", "slash:comments", "wfw:commentRss",
    "creativeCommons:license", "cc:license", "at:deleted-entry", "fh:archive", "tdm-reservation", "div", "p", "a",
    "br", "script", "textarea", "svg", "x", "",
];

/// Pieces of XML, HTML and JSON that change what follows them.
#[rustfmt::skip]
pub(super) const PIECES: &[&str] = &[
    "<", ">", "&", "\"", "'", "]]>", "<![CDATA[", "<![cdata[", "<!--", "-->", "--", "<!", "<?", "?>", "</", "/>", "=", ";",
    "<?xml version=\"1.0\" encoding=\"utf-16\"?>", "<!DOCTYPE rss [<!ENTITY x \"y\">]>", "<!DOCTYPE html>", "<!ENTITY ",
    "&amp;", "&lt;", "&gt;", "&#60;", "&#x", "&#0;", "&#xd800;", "&#1114112;", "&eacute", "&x;", "&&", "&amp;lt;a href=b&amp;gt;",
    "&lt;a href=\"b\"&gt;", "&lt;img src=/c srcset=\"d 1x, e 2x\"&gt;", "&lt;!--", "&lt;script&gt;", "<a href='b'>", "<img src=c>",
    "<item>", "</item>", "<entry>", "</entry>", "<channel>", "</channel>", "</rss>", "</feed>", "<title>", "</title>",
    "<description>", "</description>", "<content type=\"xhtml\"><div>", "<content type=\"html\" mode=\"base64\">", "</content>",
    "<summary type='text/html'>", "<link href=\"../x\" rel=\"self next hub\"/>", "<link>", "<guid isPermaLink=\"true\">", "<source>",
    "<media:group>", "</media:group>", "<image>", "<itunes:category text=\"a\">", "<skipHours><hour>24</hour>",
    " xml:base=\"http://a.example/b/\"", " xml:base=\"../\"", " xml:lang=\"de\"", " xmlns=\"\"", " xmlns:a=\"http://www.w3.org/2005/Atom\"",
    " xmlns=\"http://www.w3.org/1999/xhtml\"", " type=\"xhtml\"", " type=\"application/octet-stream\"", " rdf:about=\"x\"", " url=", " href=",
    "Mon, 31 Feb 99999 24:61:61 +9999", "2025-13-41T25:00:00.999999999999Z", "24:00", "-0001-01-01", "99999999999999999999", "12月", "мар",
    "http://", "https://[::", "//", "http://xn--/", "http://a:99999/", "javascript:", "data:,", "mailto:", "\u{feff}", "\u{202e}", "\u{fffd}",
    "\u{0}", "\u{1}", "\u{85}", "\u{a0}", "日本", "\u{1f4f0}", "\r", "\n\n", "\t", " ", "{", "}", "[", "]", ",", ":", "\\", "\\u", "\\ud83d", "null", "1e999",
    "{\"items\":[", "\"id\":", "\"content_html\":\"", "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{",
];

/// Labels of encodings.
#[rustfmt::skip]
pub(super) const ENCODINGS: &[&str] = &[
    "utf-8", "utf-16", "utf-16be", "utf-32", "ucs-2", "us-ascii", "iso-8859-1", "iso-8859-2", "iso-8859-15", "windows-1251",
    "windows-1252", "koi8-r", "macintosh", "shift_jis", "euc-jp", "iso-2022-jp", "euc-kr", "gb2312", "gb18030", "big5", "utf-7",
    "hz-gb-2312", "replacement", "x-user-defined", "none",
];
