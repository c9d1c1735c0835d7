//! The feeds that are read: those of folders, or the generated ones.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::generate;

/// A feed in memory, as it would come over the wire.
pub struct Feed {
    /// The file's name, or the generator's.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// All files of the folders, in the order of their names, or the generated feeds where no folder
/// is named.
pub fn load(folders: &[PathBuf]) -> Result<Vec<Feed>> {
    if folders.is_empty() {
        return Ok(generate::feeds());
    }
    let mut feeds = Vec::new();
    for folder in folders {
        collect(folder, &mut feeds)?;
    }
    ensure!(!feeds.is_empty(), "there is no file in the folders");
    Ok(feeds)
}

/// How much all of them hold, in bytes.
pub fn size(feeds: &[Feed]) -> usize {
    feeds.iter().map(|feed| feed.bytes.len()).sum()
}

fn collect(folder: &Path, feeds: &mut Vec<Feed>) -> Result<()> {
    let entries =
        std::fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    let mut paths = entries
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>>>()?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(&path, feeds)?;
        } else {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            feeds.push(Feed {
                name: name.into_owned(),
                bytes: std::fs::read(&path)
                    .with_context(|| format!("cannot read {}", path.display()))?,
            });
        }
    }
    Ok(())
}
