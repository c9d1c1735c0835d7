//! Writes every page from its sample into a folder, to look at it while working on the look:
//! `cargo run -p depesche-web --example samples -- FOLDER [THEME]`.

use std::path::{Path, PathBuf};

use depesche_web::{Imprint, Site, theme};

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().unwrap_or_else(|| "samples".to_owned()));
    let site = Site {
        name: "Nordkurs".to_owned(),
        description: "Was an der Küste geschieht, mit allen Quellen.".to_owned(),
        imprint: Imprint {
            email: "post@nordkurs.example".to_owned(),
            ..Imprint::default()
        },
        theme_folder: arguments.next().map(PathBuf::from),
        ..Site::default()
    };
    std::fs::create_dir_all(folder.join("assets"))?;
    for name in theme::assets(&site) {
        write(
            &folder,
            &name,
            &theme::asset(&site, &name).unwrap_or_default(),
        )?;
    }
    for sample in theme::samples(&site) {
        let page = sample.page.unwrap_or_else(|error| error);
        // Opened as files, the pages find their assets beside them.
        let page = page.replace("\"/assets/", "\"assets/");
        write(
            &folder,
            &format!("{}-{}.html", sample.lang, sample.name),
            page.as_bytes(),
        )?;
    }
    Ok(())
}

fn write(folder: &Path, name: &str, bytes: &[u8]) -> std::io::Result<()> {
    std::fs::write(folder.join(name.trim_start_matches('/')), bytes)
}
