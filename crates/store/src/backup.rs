//! Backup and restore of a SQLite file. For PostgreSQL there is `pg_dump`.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use sqlx::{ConnectOptions, Connection as _};

use crate::link::{Reader, sqlite_options};
use crate::sql::{self, Connection, args};
use crate::{Store, StoreError, migrate};

impl Store {
    /// Writes a consistent copy of a SQLite database into a new file, while others work.
    ///
    /// It is written beside its place under a name of its own, and moved there when it is whole
    /// and on the disk.
    ///
    /// *Errors*: [`StoreError::Other`] where the file exists, or the database is PostgreSQL.
    pub async fn backup(&self, to: &Path) -> Result<(), StoreError> {
        let Reader::Sqlite(pool) = &self.read else {
            return Err(StoreError::Other(
                "a PostgreSQL database is backed up by `pg_dump --schema=NAME`".to_owned(),
            ));
        };
        let from = pool.connect_options().get_filename().to_owned();
        let to = to.to_owned();
        refuse_existing(&to)?;
        let part = with_suffix(&to, ".part");
        let copied = match remove_if_there(&part) {
            Ok(()) => vacuum_into(&from, &part).await,
            Err(error) => Err(failed("writing", &part, &error)),
        };
        match copied {
            Ok(()) => blocking(move || move_into_place(&part, &to)).await,
            Err(error) => {
                remove_if_there(&part).ok();
                Err(error)
            }
        }
    }

    /// Checks that a file is a whole SQLite database of Depesche, of a schema this program knows.
    /// The file is not written to. Gives the schema's number.
    ///
    /// *Errors*: [`StoreError::Newer`]; [`StoreError::Other`] with what is wrong.
    pub async fn check_file(path: &Path) -> Result<i64, StoreError> {
        if !path.is_file() {
            return Err(StoreError::Other(format!(
                "there is no file {}",
                path.display()
            )));
        }
        let log = with_suffix(path, "-wal");
        if log.metadata().is_ok_and(|log| log.len() > 0) {
            return Err(StoreError::Other(format!(
                "{} is in use, or was copied while it was; make a backup of it (`depesche backup`)",
                path.display()
            )));
        }
        let read = Reader::sqlite_still(path);
        let checked = check(&read, path).await;
        if let Reader::Sqlite(pool) = &read {
            pool.close().await;
        }
        checked
    }

    /// Puts a backup in a SQLite database's place. Nobody may have that database open. The one
    /// that was there stays beside it, with `.before-restore` (and a number, where
    /// that is taken) behind its name.
    ///
    /// *Errors*: those of [`Store::check_file`]; then everything is as it was.
    pub async fn restore(from: &Path, to: &Path) -> Result<(), StoreError> {
        Self::check_file(from).await?;
        let (from, to) = (from.to_owned(), to.to_owned());
        blocking(move || {
            let part = with_suffix(&to, ".part");
            fs::copy(&from, &part).map_err(|error| failed("writing", &part, &error))?;
            put_aside(&to)?;
            // One step: at each moment there is a whole database under this name.
            sync_and_rename(&part, &to)
        })
        .await
    }
}

async fn vacuum_into(from: &Path, part: &Path) -> Result<(), StoreError> {
    let Some(part) = part.to_str() else {
        return Err(StoreError::Other(
            "a backup's name must be UTF-8".to_owned(),
        ));
    };
    let connection = sqlite_options(from).connect().await;
    let mut connection = connection.map_err(|error| StoreError::of_driver(&error))?;
    let sql = "vacuum into $1";
    sql::execute(Connection::Sqlite(&mut connection), sql.into(), args![part]).await?;
    let closed = connection.close().await;
    closed.map_err(|error| StoreError::of_driver(&error))
}

async fn check(read: &Reader, path: &Path) -> Result<i64, StoreError> {
    let wrong = |what: &str| StoreError::Other(format!("{}: {what}", path.display()));
    let version = match migrate::version(read).await {
        Ok(Some(version)) => version,
        Ok(None) => return Err(wrong("there is no database of Depesche in it")),
        Err(error) => return Err(wrong(&error.to_string())),
    };
    if version > migrate::NEWEST {
        return Err(migrate::newer(version));
    }
    let rows = read.rows("pragma integrity_check", args![]).await?;
    let told = rows
        .first()
        .map_or(Ok(String::new()), |row| row.columns().text())?;
    if told == "ok" {
        Ok(version)
    } else {
        Err(wrong(&told))
    }
}

fn refuse_existing(to: &Path) -> Result<(), StoreError> {
    if to.exists() {
        return Err(StoreError::Other(format!(
            "{} is there already; name a new file",
            to.display()
        )));
    }
    Ok(())
}

/// Keeps the old database under a name that nothing has yet, and moves its log there: a log belongs
/// to its database by its name, and beside a new file it would be played into that.
fn put_aside(to: &Path) -> Result<(), StoreError> {
    if !to.exists() {
        return Ok(());
    }
    let aside = free_name(&with_suffix(to, ".before-restore"));
    let kept = fs::hard_link(to, &aside).or_else(|_| fs::copy(to, &aside).map(drop));
    kept.map_err(|error| failed("writing", &aside, &error))?;
    for tail in ["-wal", "-shm"] {
        let (old, new) = (with_suffix(to, tail), with_suffix(&aside, tail));
        if old.exists() {
            fs::rename(&old, &new).map_err(|error| failed("moving", &old, &error))?;
        }
    }
    Ok(())
}

fn free_name(wanted: &Path) -> PathBuf {
    let others = (2..).map(|number| with_suffix(wanted, &format!("-{number}")));
    let mut names = std::iter::once(wanted.to_owned()).chain(others);
    names
        .find(|name| !name.exists())
        .expect("there is a number for every try")
}

fn move_into_place(part: &Path, to: &Path) -> Result<(), StoreError> {
    refuse_existing(to)?;
    sync_and_rename(part, to)
}

fn sync_and_rename(part: &Path, to: &Path) -> Result<(), StoreError> {
    let synced = File::open(part).and_then(|file| file.sync_all());
    synced.map_err(|error| failed("writing", part, &error))?;
    fs::rename(part, to).map_err(|error| failed("writing", to, &error))?;
    // The name, too, must reach the disk.
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = File::open(folder.unwrap_or(Path::new("."))).and_then(|file| file.sync_all());
    folder.map_err(|error| failed("writing", to, &error))
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result,
    }
}

fn failed(doing: &str, path: &Path, error: &io::Error) -> StoreError {
    let text = format!("{doing} {}: {error}", path.display());
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::ReadOnlyFilesystem => StoreError::Full(text),
        _ => StoreError::Other(text),
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|error| Err(StoreError::Other(error.to_string())))
}
