//! `depesche backup` and `depesche restore`.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use depesche_store::{Files, Store};

use crate::config::Config;
use crate::house::{self, House, sqlite_file};
use crate::out;

/// How many pictures are looked up together.
const LOOKED_UP: u32 = 500;

/// Writes a consistent copy of the database, also while others write, and a folder with the
/// pictures beside it.
pub(crate) async fn backup(house: &House, file: &Path) -> anyhow::Result<()> {
    let pictures = pictures_of(file);
    if pictures.exists() {
        bail!("{} is there already; name a new file", pictures.display());
    }
    house
        .store
        .backup(file)
        .await
        .with_context(|| format!("cannot back up to {}", file.display()))?;
    let megabytes = std::fs::metadata(file).map_or(0, |data| data.len()) / 1_000_000;
    out::line(format!("{} written ({megabytes} MB)", file.display()));
    // After the database: what it names was there before it. Pictures that are let go of in between
    // nobody shows any more.
    let count = copy_pictures(house, &pictures)
        .await
        .with_context(|| format!("cannot copy the pictures to {}", pictures.display()))?;
    if count > 0 {
        out::line(format!(
            "{} holds its {count} pictures: keep both together",
            pictures.display()
        ));
    }
    Ok(())
}

/// Where the pictures of a backup lie: beside it, under its name.
fn pictures_of(file: &Path) -> PathBuf {
    let mut name = OsString::from(file);
    name.push(".media");
    name.into()
}

/// Copies all pictures that are kept. Their files never change.
async fn copy_pictures(house: &House, to: &Path) -> anyhow::Result<usize> {
    let (mut count, mut last, mut copies) = (0, String::new(), None);
    loop {
        let part = house.store.kept_pictures(&last, LOOKED_UP).await?;
        let Some(end) = part.last() else {
            return Ok(count);
        };
        last.clone_from(&end.hash);
        let copies = match &mut copies {
            Some(copies) => copies,
            none => none.insert(Files::in_folder(to)?),
        };
        for picture in &part {
            for size in &picture.sizes {
                if let Some(bytes) = house.studio.files.get(picture, *size).await? {
                    copies.put(picture, *size, bytes).await?;
                }
            }
        }
        count += part.len();
    }
}

/// Puts a backup in the database's place, and its pictures in theirs. The database that was there is
/// kept beside it. Pictures that are not in the backup are fetched again when the portal starts.
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
    let pictures = pictures_of(file);
    if pictures.exists() {
        put_pictures(&pictures, &folder.join("media"))
            .with_context(|| format!("cannot copy the pictures of {}", pictures.display()))?;
    }
    out::line(format!(
        "{} is restored; the database that was there, if any, is kept beside it",
        file.display()
    ));
    Ok(())
}

/// Copies files into folders of folders, where they are not yet. Each appears whole: a picture is
/// shown by the length of its file, and a copy may be interrupted.
fn put_pictures(from: &Path, to: &Path) -> std::io::Result<()> {
    for folder in std::fs::read_dir(from)? {
        let folder = folder?;
        let place = to.join(folder.file_name());
        std::fs::create_dir_all(&place)?;
        for file in std::fs::read_dir(folder.path())? {
            let file = file?;
            let (part, whole) = (place.join(".part"), place.join(file.file_name()));
            let length = file.metadata()?.len();
            if whole.metadata().is_ok_and(|known| known.len() == length) {
                continue;
            }
            std::fs::copy(file.path(), &part)?;
            std::fs::rename(&part, &whole)?;
        }
    }
    Ok(())
}
