//! `cargo xtask screenshots`: the README's pictures, taken of the demo.

use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};

use crate::driver::{Driver, Screen};
use crate::house::Programs;
use crate::shell::Scratch;
use crate::{machine, shell};

pub(crate) const MANUAL: &str = "
Builds the release executable, starts `depesche demo`, and takes pictures of its front page and
of an article in Chromium (desktop and phone, light and dark) into docs/screenshots/. Chromium
and its driver are installed as for `cargo xtask test`.
";

/// A picture: its file, the page, and the screen. An empty page means the front page's lead.
const PICTURES: &[(&str, Page, Screen)] = &[
    (
        "front-desktop",
        Page::Front,
        Screen {
            width: 1080,
            height: 700,
            is_phone: false,
            is_dark: false,
        },
    ),
    (
        "front-phone",
        Page::Front,
        Screen {
            width: 390,
            height: 844,
            is_phone: true,
            is_dark: false,
        },
    ),
    (
        "front-dark",
        Page::Front,
        Screen {
            width: 1080,
            height: 700,
            is_phone: false,
            is_dark: true,
        },
    ),
    (
        "article-desktop",
        Page::Article,
        Screen {
            width: 1080,
            height: 700,
            is_phone: false,
            is_dark: false,
        },
    ),
    (
        "article-phone",
        Page::Article,
        Screen {
            width: 390,
            height: 844,
            is_phone: true,
            is_dark: true,
        },
    ),
];

/// Which page a picture shows.
#[derive(Clone, Copy)]
enum Page {
    Front,
    /// The first article that the front page links to.
    Article,
}

/// What a picture may weigh in the repository.
const MOST_BYTES: usize = 200_000;

/// Takes all pictures.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    shell::Options::read(arguments, &[])?;
    let browser = machine::browser().map_err(|why| anyhow!(why))?;
    let programs = Programs::build()?;
    let folder = shell::root().join("docs").join("screenshots");
    std::fs::create_dir_all(&folder).context("cannot make docs/screenshots")?;
    let scratch = Scratch::new("screenshots")?;
    let demo = Demo::start(&programs, &scratch)?;
    for (name, page, screen) in PICTURES {
        let driver = Driver::start(&browser, screen, &scratch)?;
        driver.open(&demo.address)?;
        if matches!(page, Page::Article) {
            let script = "return document.querySelector('main a[href*=\"/articles/\"]').href";
            let link = driver.evaluate(script)?;
            driver.open(
                link.as_str()
                    .context("the front page links to no article")?,
            )?;
        }
        let png = driver.picture()?;
        if png.len() > MOST_BYTES {
            println!(
                "  {name}.png has {} kB; at most {} are wanted",
                png.len() / 1000,
                MOST_BYTES / 1000
            );
        }
        std::fs::write(folder.join(name).with_extension("png"), &png)
            .with_context(|| format!("cannot write {name}.png"))?;
        println!("· docs/screenshots/{name}.png, {} kB", png.len() / 1000);
    }
    Ok(())
}

/// A running demo; ends when dropped.
struct Demo {
    child: Child,
    address: String,
}

impl Demo {
    fn start(programs: &Programs, scratch: &Scratch) -> Result<Self> {
        let port = shell::free_port()?;
        let address = format!("http://127.0.0.1:{port}/");
        let child = Command::new(&programs.depesche)
            .current_dir(scratch.path())
            .env("TMPDIR", scratch.path())
            .args(["demo", "--listen", &format!("127.0.0.1:{port}")])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .context("cannot start the demo")?;
        let demo = Self { child, address };
        let is_up = || shell::answers(port).then_some(());
        if shell::wait_for(Duration::from_secs(30), is_up).is_none() {
            bail!("the demo does not answer on port {port}");
        }
        Ok(demo)
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
