//! Folders of pages with their truth: `index.json` beside `html/ID.html.gz`.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::shell;

/// A page, what is true of it, and its source.
pub(super) struct Page {
    pub(super) id: String,
    pub(super) truth: Value,
    pub(super) source: String,
}

/// A folder of them.
pub(super) struct Corpus {
    pub(super) folder: PathBuf,
    pub(super) pages: Vec<Page>,
}

impl Corpus {
    pub(super) fn read(folder: &Path) -> Result<Self> {
        let file = folder.join("index.json");
        let text =
            std::fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let index: Vec<Value> = serde_json::from_slice(&text)
            .with_context(|| format!("{} is no list of objects", file.display()))?;
        ensure!(!index.is_empty(), "{} names no page", file.display());
        let pages = index.into_iter().map(|truth| page(folder, truth));
        Ok(Self {
            folder: folder.to_owned(),
            pages: pages.collect::<Result<_>>()?,
        })
    }

    /// The folder's own name.
    pub(super) fn name(&self) -> String {
        let name = self.folder.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    }
}

impl Page {
    /// The publisher as the index names it, or the host.
    pub(super) fn publisher(&self) -> &str {
        let host = self.truth["url"].as_str().unwrap_or_default();
        let host = host.split_once("://").map_or(host, |(_, rest)| rest);
        let host = host.split('/').next().unwrap_or_default();
        self.truth["publisher"].as_str().unwrap_or(host)
    }
}

fn page(folder: &Path, truth: Value) -> Result<Page> {
    let id = truth["id"]
        .as_str()
        .context("a page has no `id`")?
        .to_owned();
    let file = folder.join("html").join(format!("{id}.html.gz"));
    // The program, since a library would be a third dependency of xtask.
    let source = shell::output(Command::new("gzip").arg("-dc").arg(&file))?;
    Ok(Page { id, truth, source })
}
