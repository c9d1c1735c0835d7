//! Places where feeds usually are.

use url::Url;

/// What feeds are called, the likeliest first: `WordPress` and Substack have `feed`; Jekyll,
/// Eleventy and many others `feed.xml`; generators of static sites `rss.xml`, `atom.xml` and `index.xml`;
/// Ghost and Tumblr `rss`.
const NAMES: [&str; 14] = [
    "feed",
    "rss.xml",
    "feed.xml",
    "atom.xml",
    "index.xml",
    "rss",
    "feed.json",
    "?feed=rss2",
    "rss/feed.xml",
    "feed.atom",
    "index.rss",
    "index.rdf",
    "atom",
    "feeds/posts/default",
];

/// How many of them are looked for in the page's own folder.
const IN_FOLDER: usize = 3;

/// Where a site may have its feed, the likeliest first: in the folder of the page, where it is no
/// article's, then at the root. Each once; the caller tries as many as it is polite to.
pub fn well_known(site: &Url) -> Vec<Url> {
    let mut root = site.clone();
    root.set_query(None);
    root.set_fragment(None);
    root.set_path("/");
    let own = folder(site.path()).map(|folder| {
        let mut own = root.clone();
        own.set_path(&folder);
        own
    });
    let in_own = own
        .iter()
        .flat_map(|own| NAMES[..IN_FOLDER].iter().map(|name| own.join(name)));
    let in_root = NAMES.iter().map(|name| root.join(name));
    in_own.chain(in_root).flatten().collect()
}

/// The folder of a page that is a blog's or a section's, not an article's: `/blog` and `/en/news/`
/// are, `/bridge-closed` is not, where the feed would be one of its comments.
fn folder(path: &str) -> Option<String> {
    let (folder, last) = path.rsplit_once('/')?;
    let parts: Vec<_> = folder
        .split('/')
        .chain([last])
        .filter(|part| !part.is_empty())
        .collect();
    let parts = match parts.split_last()? {
        (page, folders) if page.contains('.') => folders,
        _ => &parts[..],
    };
    let is_name = |part: &&&str| {
        part.len() <= 16
            && part
                .bytes()
                .all(|byte| byte.is_ascii_alphabetic() || byte == b'~')
    };
    let folders: Vec<_> = parts.iter().take_while(is_name).take(2).copied().collect();
    (!folders.is_empty()).then(|| format!("/{}/", folders.join("/")))
}
