//! `depesche backup` and `depesche restore`.

use std::path::Path;

use anyhow::{Context as _, bail};
use depesche_store::Store;

use crate::config::Config;
use crate::house::{self, House, sqlite_file};
use crate::out;

/// Writes a consistent copy of the database, also while others write.
pub(crate) async fn backup(house: &House, file: &Path) -> anyhow::Result<()> {
    house
        .store
        .backup(file)
        .await
        .with_context(|| format!("cannot back up to {}", file.display()))?;
    let megabytes = std::fs::metadata(file).map_or(0, |data| data.len()) / 1_000_000;
    out::line(format!("{} written ({megabytes} MB)", file.display()));
    if !house.store.kept_pictures("", 1).await?.is_empty() {
        out::line(format!(
            "  The pictures are not in it: copy the folder {} too. What is missing after a restore \
             is fetched again where it is still there.",
            house.folder.join("media").display()
        ));
    }
    Ok(())
}

/// Puts a backup in the database's place. What was there is kept beside it.
pub(crate) async fn restore(config: &Config, folder: &Path, file: &Path) -> anyhow::Result<()> {
    if !config.store.url.is_empty() {
        bail!("this portal keeps its data in PostgreSQL; restore with pg_restore");
    }
    let _lock = house::lock(folder)?;
    Store::restore(file, &sqlite_file(folder))
        .await
        .with_context(|| format!("cannot restore {}", file.display()))?;
    // The index is derived from the database that is gone.
    let index = folder.join("index");
    if index.exists() {
        std::fs::remove_dir_all(&index)
            .with_context(|| format!("cannot remove the old index {}", index.display()))?;
    }
    out::line(format!(
        "{} is restored; the database that was there, if any, is kept beside it",
        file.display()
    ));
    Ok(())
}
