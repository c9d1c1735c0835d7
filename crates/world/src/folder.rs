//! Serves a folder of files as they are: real feeds, each at its own URL.

use std::fmt::Write;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use crate::render::escape;
use crate::server::{Door, Server};
use crate::site::not_found;
use crate::{Answer, Clock, Request};

/// A folder that is served on loopback until this is dropped. Files are read at each request.
#[derive(Debug)]
pub struct Folder {
    home: String,
    names: Vec<String>,
    _server: Server,
}

impl Folder {
    /// Serves the files of a folder (not of those in it) on a port; 0 takes a free one.
    ///
    /// # Errors
    /// The folder cannot be read, or the port is taken.
    pub async fn serve(folder: &Path, port: u16, clock: Clock) -> io::Result<Self> {
        let names = names(folder)?;
        let door = Door::open(port).await?;
        let home = door.home();
        let (folder, known) = (folder.to_owned(), names.clone());
        let answer = move |request: &Request| {
            // Only what was in the folder at the start: no path leads out of it.
            let name = request.path_only().trim_start_matches('/');
            let name = known.iter().find(|known| encoded(known) == name);
            let bytes = name.and_then(|name| fs::read(folder.join(name)).ok());
            bytes.zip(name).map_or_else(not_found, |(bytes, name)| {
                Answer::bytes(content_type(name), bytes)
            })
        };
        let server = door.serve(clock, Arc::new(answer));
        Ok(Self {
            home,
            names,
            _server: server,
        })
    }

    /// Its address without a slash at its end.
    pub fn home(&self) -> &str {
        &self.home
    }

    /// The URL of each file, by its name in order.
    pub fn urls(&self) -> Vec<String> {
        self.names
            .iter()
            .map(|name| format!("{}/{}", self.home, encoded(name)))
            .collect()
    }

    /// An OPML list with an outline for each file.
    pub fn opml(&self) -> String {
        let outlines = self.names.iter().cloned().zip(self.urls());
        opml("A folder of feeds", outlines)
    }
}

/// An OPML 2.0 list of names and URLs.
pub(crate) fn opml(title: &str, outlines: impl Iterator<Item = (String, String)>) -> String {
    let mut list = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n<head><title>{}\
         </title></head>\n<body>\n",
        escape(title)
    );
    for (name, url) in outlines {
        let (name, url) = (escape(&name), escape(&url));
        let _ = writeln!(
            list,
            "<outline type=\"rss\" text=\"{name}\" title=\"{name}\" xmlUrl=\"{url}\"/>"
        );
    }
    list + "</body>\n</opml>\n"
}

fn names(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            names.extend(entry.file_name().into_string().ok());
        }
    }
    names.sort();
    Ok(names)
}

/// A file's name in a URL.
fn encoded(name: &str) -> String {
    let mut url = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            url.push(char::from(byte));
        } else {
            let _ = write!(url, "%{byte:02X}");
        }
    }
    url
}

/// The type that a plain web server takes from the name's end.
fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, end)| end) {
        Some("json") => "application/json",
        Some("html" | "htm") => "text/html",
        Some("txt") => "text/plain",
        Some("rss") => "application/rss+xml",
        Some("atom") => "application/atom+xml",
        _ => "application/xml",
    }
}
