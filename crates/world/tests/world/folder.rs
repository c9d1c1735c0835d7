//! A folder is served as it is, and nothing beside it.

use std::fs;

use depesche_world::Clock;
use depesche_world::folder::Folder;
use jiff::Timestamp;

use crate::client::{get, is_well_formed};

#[tokio::test]
async fn files_have_urls_and_nothing_else_has() {
    let folder = std::env::temp_dir().join(format!("depesche-world-{}", std::process::id()));
    fs::create_dir_all(folder.join("deeper")).expect("can be made");
    fs::write(folder.join("a & b.xml"), "<rss/>").expect("can be written");
    fs::write(folder.join("c.json"), "{}").expect("can be written");
    let clock = Clock::at(Timestamp::UNIX_EPOCH);
    let served = Folder::serve(&folder, 0, clock).await.expect("has a port");
    assert_eq!(served.urls().len(), 2);
    assert_eq!(get(&served.urls()[0]).await.text(), "<rss/>");
    assert_eq!(
        get(&served.urls()[1]).await.header("content-type"),
        "application/json"
    );
    for path in ["/deeper", "/../etc/passwd", "/", "/a"] {
        assert_eq!(
            get(&format!("{}{path}", served.home())).await.status,
            404,
            "{path}"
        );
    }
    is_well_formed(&served.opml()).expect("is well-formed");
    fs::remove_dir_all(&folder).expect("can be removed");
}
