//! The command line: what can be asked for, and how it explains itself.

#![expect(clippy::doc_markdown, reason = "these docs are the help texts")]

mod rules;
mod translate;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
pub(crate) use rules::{Rules, Selectors};
pub(crate) use translate::{Article, Eval, Glossary, Review, Text, Translate};

/// Turns public feeds into a newspaper in your language – and every line shows its source.
///
/// Everything is kept in one data folder. To see what it does: `depesche demo`. To begin:
/// `depesche add https://…`, then `depesche serve`, then open http://127.0.0.1:8080.
#[derive(Debug, Parser)]
#[command(
    name = "depesche",
    version,
    propagate_version = true,
    max_term_width = 100
)]
pub(crate) struct Cli {
    /// The folder that everything is kept in
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "DEPESCHE_DATA",
        default_value = "depesche-data"
    )]
    pub(crate) data: PathBuf,

    /// The configuration file; without one everything has its default
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        env = "DEPESCHE_CONFIG",
        default_value = "depesche.toml"
    )]
    pub(crate) config: PathBuf,

    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What can be asked for.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run the pipeline and the portal
    ///
    /// Polls the feeds when they are due, and publishes the portal. Ctrl-C or SIGTERM finishes
    /// what is in hand and ends within ten seconds.
    Serve(Serve),

    /// See the whole system at work on a small invented web, offline
    ///
    /// Starts four invented outlets on this machine, runs the real pipeline against them over real
    /// HTTP, publishes the portal, and goes on publishing a new article every half minute.
    Demo(Demo),

    /// Add feeds, by their own address or by that of their site
    #[command(
        after_help = "Examples:\n  depesche add https://news.example/feed.xml\n  \
                            depesche add https://news.example --all"
    )]
    Add(Add),

    /// Add all feeds of an OPML file
    Import {
        /// The file; - for standard input
        file: PathBuf,
    },

    /// Print all feeds as OPML
    Export,

    /// List the sources with the health of their feeds, or show the sheet of one
    ///
    /// The sheet says what is the matter with each feed, what to do, and what the source was found
    /// to say of its terms, with dates.
    Sources(Sources),

    /// Poll a feed at another address from now on
    ///
    /// Its articles stay known. Without NEW the address is taken that was found on its home page
    /// or that the feed itself names.
    Move(Move),

    /// Show or decide what may be shown of a source
    ///
    /// A source that nobody has decided on shows its headlines, 160 characters and the link. Show
    /// whole texts only where a licence or a contract allows it, and say which with --basis.
    Policy(Policy),

    /// List what is cut out of a source's texts, or decide on it
    ///
    /// What repeats over a source's articles (calls for its newsletter, other headlines, notices) is
    /// not shown: from the third article on, and by its shape at once. Nothing is lost: what is cut
    /// is kept with the text, and --keep shows it again, in the last articles too.
    #[command(after_help = "Examples:\n  depesche cuts harbour-post\n  \
                            depesche cuts harbour-post --keep newsletter")]
    Cuts(Cuts),

    /// Show a source's own rules for its pages, or try others and save them
    ///
    /// The last resort, where parts of other things stand in a source's articles, or parts of them are
    /// missing. Rules are CSS selectors: --drop says what of a page is left out before the article is
    /// looked for, --take where it stands: all that is there is taken then. They are tried on the
    /// source's last ten pages, which are fetched for it, and saved when you have seen what they do.
    ///
    /// Sites change. Where there is nothing to take on a page, or next to nothing would be left, the
    /// rules are not followed there, and `depesche doctor` says so.
    #[command(after_help = rules::EXAMPLES)]
    Rules(Rules),

    /// See to translation: what it does and costs, the glossary, reviews
    #[command(after_help = translate::EXAMPLES)]
    Translate {
        #[command(subcommand)]
        what: Translate,
    },

    /// List the portal's sections, add one, or take one away
    Section(Section),

    /// Fetch feeds now, in the foreground, and say what came
    ///
    /// Without --now only those that are due. Named or not, a feed is asked conditionally: what
    /// has not changed costs its publisher next to nothing.
    Fetch(Fetch),

    /// Show what is read from the bytes of a feed or a page, as JSON
    Read {
        #[command(subcommand)]
        what: Read,
    },

    /// Search the articles
    ///
    /// Words are all asked for; "a phrase" stands together; -word must not stand there; a OR b;
    /// title:word, source:slug, lang:de, section:slug.
    Search(Search),

    /// Check configuration, database, disk, clock, imprint and feeds, and say what to do
    Doctor {
        #[command(flatten)]
        format: Format,
    },

    /// Write a copy of the database into a new file, also while the portal runs
    ///
    /// Where pictures are kept, they are copied into the folder FILE.media beside it.
    Backup {
        /// The new file
        file: PathBuf,
    },

    /// Put a backup in the place of the database
    ///
    /// The portal must not be running. The database that was there is kept beside it. Pictures come
    /// from the folder FILE.media; those that are missing there are fetched again.
    Restore {
        /// The backup
        file: PathBuf,
    },

    /// Run the pipeline against a crowd of feeds in simulated time
    #[cfg(feature = "simulation")]
    #[command(hide = true)]
    Simulate(crate::simulation::Args),

    /// Print the configuration that is in force
    Config {
        /// Print the example file with every option and its reason instead
        #[arg(long)]
        example: bool,
    },
}

/// How a list is printed.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct Format {
    /// Print JSON, for programs
    #[arg(long)]
    pub(crate) json: bool,
}

/// `serve`
#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// Address and port, instead of the configuration's
    #[arg(long, value_name = "ADDR:PORT")]
    pub(crate) listen: Option<String>,
}

/// `demo`
#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// Address and port of the portal; port 0 takes a free one
    #[arg(long, value_name = "ADDR:PORT", default_value = "127.0.0.1:8080")]
    pub(crate) listen: String,

    /// Fetch every page once, verify what was planted, and end
    #[arg(long)]
    pub(crate) check: bool,
}

/// `add`
#[derive(Debug, Args)]
pub(crate) struct Add {
    /// Feeds or sites
    #[arg(required = true, value_name = "URL")]
    pub(crate) urls: Vec<String>,

    /// Add all feeds that a site names, not only when it names one
    #[arg(long)]
    pub(crate) all: bool,

    #[command(flatten)]
    pub(crate) format: Format,
}

/// `sources`
#[derive(Debug, Args)]
pub(crate) struct Sources {
    /// One source: its slug, its name, its number, or the address of one of its feeds
    pub(crate) source: Option<String>,

    #[command(flatten)]
    pub(crate) format: Format,
}

/// `move`
#[derive(Debug, Args)]
pub(crate) struct Move {
    /// The feed's address, or its source where that has but one
    pub(crate) feed: String,

    /// The new address
    #[arg(value_name = "NEW")]
    pub(crate) to: Option<String>,
}

/// `policy`
#[derive(Debug, Args)]
pub(crate) struct Policy {
    /// The source: its slug, its name, its number, or the address of one of its feeds
    pub(crate) source: String,

    /// How much of its texts may be shown; without it the policy in force is printed
    pub(crate) text: Option<TextArg>,

    /// Why: "CC BY 4.0", "contract of 3 May 2026"; it stands on every receipt
    #[arg(long, value_name = "TEXT")]
    pub(crate) basis: Option<String>,

    /// How many characters an excerpt has
    #[arg(long, value_name = "N")]
    pub(crate) excerpt_chars: Option<u32>,

    /// Whether its pictures are fetched and shown
    #[arg(long, value_name = "YES|NO")]
    pub(crate) images: Option<YesNo>,

    /// Whether it is translated: headline and excerpt, and the text where that is shown
    #[arg(long, value_name = "YES|NO")]
    pub(crate) translation: Option<YesNo>,

    /// Whether its articles go out in our feeds
    #[arg(long, value_name = "YES|NO")]
    pub(crate) feeds: Option<YesNo>,

    #[command(flatten)]
    pub(crate) format: Format,
}

/// How much text.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum TextArg {
    /// Nothing in public
    Private,
    /// Headline, 160 characters, the link
    Headline,
    /// Headline, an excerpt, the link
    Excerpt,
    /// The whole article
    Full,
}

/// A switch.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum YesNo {
    /// On
    Yes,
    /// Off
    No,
}

/// `cuts`
#[derive(Debug, Args)]
pub(crate) struct Cuts {
    /// The source: its slug, its name, its number, or the address of one of its feeds
    pub(crate) source: String,

    /// Never cut what this rule tells of; rules are named as they are listed
    #[arg(long, value_name = "RULE")]
    pub(crate) keep: Vec<String>,

    /// Always cut it, however seldom it was seen
    #[arg(long, value_name = "RULE")]
    pub(crate) cut: Vec<String>,

    #[command(flatten)]
    pub(crate) format: Format,
}

/// `section`
#[derive(Debug, Args)]
pub(crate) struct Section {
    /// The section's name in URLs; without it all are listed
    pub(crate) slug: Option<String>,

    /// Its name for people
    #[arg(long, requires = "slug")]
    pub(crate) title: Option<String>,

    /// The query whose articles it shows
    #[arg(long, requires = "slug")]
    pub(crate) query: Option<String>,

    /// A notice under each of its articles
    #[arg(long, requires = "slug")]
    pub(crate) notice: Option<String>,

    /// Where it stands among the others, from 0
    #[arg(long, requires = "slug", value_name = "N")]
    pub(crate) position: Option<u32>,

    /// Take it away
    #[arg(long, requires = "slug", conflicts_with_all = ["title", "query", "notice", "position"])]
    pub(crate) remove: bool,

    #[command(flatten)]
    pub(crate) format: Format,
}

/// `fetch`
#[derive(Debug, Args)]
pub(crate) struct Fetch {
    /// Sources (slug, name, number, or a feed's address); none: all
    #[arg(value_name = "SOURCE")]
    pub(crate) sources: Vec<String>,

    /// Also those that are not due yet
    #[arg(long)]
    pub(crate) now: bool,

    /// Take up those again that have ended
    #[arg(long, requires = "sources")]
    pub(crate) revive: bool,

    #[command(flatten)]
    pub(crate) format: Format,
}

/// `read`
#[derive(Debug, Subcommand)]
pub(crate) enum Read {
    /// A feed
    Feed {
        /// The file; - for standard input
        file: PathBuf,
        /// The address it came from: relative links are resolved against it
        #[arg(long, value_name = "URL")]
        base: Option<String>,
        /// Its Content-Type, as the server sent it
        #[arg(long, value_name = "TYPE")]
        content_type: Option<String>,
    },
    /// An article's page
    ///
    /// What readers would not be shown of its text is listed as `cut`, with the reason. A source's
    /// pages repeat themselves: with --like the others are read first, as the service would have.
    Page(ReadPage),
}

/// `read page`
#[derive(Debug, Args)]
pub(crate) struct ReadPage {
    /// The file; - for standard input
    pub(crate) file: PathBuf,
    /// The address it came from
    #[arg(long, value_name = "URL")]
    pub(crate) url: String,
    /// Its Content-Type, as the server sent it
    #[arg(long, value_name = "TYPE")]
    pub(crate) content_type: Option<String>,
    /// Other articles' pages of the same source: they are learned from first, in this order
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(crate) like: Vec<PathBuf>,
    /// The headline, as the feed has it
    #[arg(
        long,
        value_name = "TEXT",
        default_value = "",
        hide_default_value = true
    )]
    pub(crate) title: String,
    /// The beginning of the text, or all of it, as the feed has it
    #[arg(
        long,
        value_name = "TEXT",
        default_value = "",
        hide_default_value = true
    )]
    pub(crate) teaser: String,
    /// Read it by this source's own rules (slug, name, number, or a feed's address)
    #[arg(long, value_name = "SOURCE")]
    pub(crate) source: Option<String>,
    #[command(flatten)]
    pub(crate) selectors: Selectors,
}

impl Read {
    /// The source whose rules are wanted.
    pub(crate) fn source(&self) -> Option<&str> {
        match self {
            Self::Page(asked) => asked.source.as_deref(),
            Self::Feed { .. } => None,
        }
    }
}

/// `search`
#[derive(Debug, Args)]
pub(crate) struct Search {
    /// The query
    #[arg(required = true, value_name = "QUERY", allow_hyphen_values = true)]
    pub(crate) query: Vec<String>,

    /// How many at the most
    #[arg(long, default_value_t = 20, value_name = "N")]
    pub(crate) limit: usize,

    #[command(flatten)]
    pub(crate) format: Format,
}
