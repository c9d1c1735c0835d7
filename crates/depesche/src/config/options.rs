//! Every option, with its reason and its default.

#![expect(
    clippy::doc_markdown,
    clippy::doc_link_with_quotes,
    reason = "these docs are the comments of the example file"
)]

use std::collections::BTreeMap;
use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::values::{Interval, Network};

/// One option as the example file and the error texts see it.
pub(crate) struct OptionDoc {
    pub(crate) section: &'static str,
    pub(crate) key: &'static str,
    pub(crate) doc: &'static [&'static str],
    /// The default as it stands in a TOML file.
    pub(crate) default: &'static str,
    /// Whether it is a secret: never printed, and best given as a file.
    pub(crate) is_secret: bool,
}

macro_rules! options {
    ($(
        $(#[doc = $section_doc:literal])+
        $struct:ident $section:ident {
            $(
                $(#[doc = $doc:literal])+
                $key:ident: $type:ty = $default:literal $(($secret:ident))?,
            )+
        }
    )+) => {
        /// The whole configuration.
        #[derive(Clone, Debug, Default, Deserialize, Serialize)]
        #[serde(default, deny_unknown_fields)]
        pub(crate) struct Config {
            $(pub(crate) $section: $struct,)+
        }

        $(
            $(#[doc = $section_doc])+
            #[derive(Clone, Debug, Deserialize, Serialize)]
            #[serde(default, deny_unknown_fields)]
            pub(crate) struct $struct {
                $($(#[doc = $doc])+ pub(crate) $key: $type,)+
            }

            impl Default for $struct {
                fn default() -> Self {
                    Self { $($key: default_value($default),)+ }
                }
            }
        )+

        /// Every option, in the order of the example file.
        pub(crate) const OPTIONS: &[OptionDoc] = &[
            $($(OptionDoc {
                section: stringify!($section),
                key: stringify!($key),
                doc: &[$($doc),+],
                default: $default,
                is_secret: false $(|| stringify!($secret).len() > 0)?,
            },)+)+
        ];

        /// What each section is about, in the order of the example file.
        pub(crate) const SECTIONS: &[(&str, &[&str])] = &[
            $((stringify!($section), &[$($section_doc),+]),)+
        ];
    };
}

/// Reads a default as it stands in the list.
fn default_value<T: serde::de::DeserializeOwned>(toml: &str) -> T {
    #[derive(Deserialize)]
    struct Holder<T> {
        value: T,
    }
    let holder: Holder<T> =
        toml::from_str(&format!("value = {toml}")).expect("a test reads every default");
    holder.value
}

options! {
    /// The portal: what it is called, and in which languages it speaks.
    Site site {
        /// The name in the head of every page.
        name: String = "\"Depesche\"",
        /// One sentence on what it is, for search engines and feeds.
        description: String = "\"\"",
        /// Where it is reached from outside, such as "https://news.example". Feeds, sitemaps and
        /// mail need absolute links. With it set the portal counts as public, and does not start
        /// without an imprint.
        base_url: String = "\"\"",
        /// Its editions: the first is at /, each further one under its language, such as /en/.
        /// There are texts for "de" and "en".
        languages: Vec<String> = "[\"de\", \"en\"]",
        /// The time zone of its dates, by its IANA name.
        time_zone: String = "\"Europe/Berlin\"",
        /// Where readers report an error: a mailto: or https: address. Empty: the imprint's mail.
        contact: String = "\"\"",
        /// A folder of templates and a look.css that override the built-in ones file by file.
        theme: String = "\"\"",
    }

    /// Who stands behind the portal (§ 5 DDG, § 18 MStV): the imprint is made from it.
    Imprint imprint {
        /// The person or company that runs it.
        operator: String = "\"\"",
        /// The postal address; \n begins a new line.
        address: String = "\"\"",
        /// An address for mail.
        email: String = "\"\"",
        /// A telephone number.
        phone: String = "\"\"",
        /// Who is responsible for the content, with an address (§ 18 (2) MStV).
        responsible: String = "\"\"",
        /// The register and the number in it, for companies.
        register: String = "\"\"",
        /// The VAT number, where there is one.
        vat_id: String = "\"\"",
    }

    /// Where the portal listens.
    Serve serve {
        /// Address and port. Put a reverse proxy with TLS before it to go public.
        listen: String = "\"127.0.0.1:8080\"",
    }

    /// Where everything is kept.
    Store store {
        /// A postgres:// URL. Empty: an SQLite file in the data folder, which is right for one
        /// machine. It may hold a password: better DEPESCHE_STORE_URL_FILE.
        url: String = "\"\"" (secret),
        /// The PostgreSQL schema of this portal; several portals can share a database.
        schema: String = "\"depesche\"",
    }

    /// How the outside is asked.
    Fetch fetch {
        /// The shortest time between two polls of a feed. Publishers ask for an hour.
        min_interval: Interval = "\"1h\"",
        /// The longest time between two polls: also a failing feed is tried once a day.
        max_interval: Interval = "\"24h\"",
        /// How long one exchange may take.
        timeout: Interval = "\"30s\"",
        /// How many requests may be under way at once. Never more than one to a public host.
        max_in_flight: usize = "32",
        /// How large an answer may be, in bytes, once expanded.
        max_body_bytes: usize = "16777216",
        /// Private networks that may be fetched from, such as ["192.168.1.0/24"] for a bridge of
        /// your own. Nothing private may be reached otherwise.
        allow_private: Vec<Network> = "[]",
        /// Names pinned to addresses, as a hosts file does, such as { "bridge.example" =
        /// "192.168.1.5" }; "*.example" stands for every name below it. Private addresses need
        /// allow_private as well.
        resolve: BTreeMap<String, IpAddr> = "{}",
        /// Whether hubs are asked to tell of feeds' news (WebSub), so that they come at once and the
        /// feeds are asked less often. It takes a public site.base_url, which the hubs call.
        websub: bool = "true",
        /// A web page or mail address where publishers can reach you; it stands in every request.
        /// Empty: site.base_url.
        contact: String = "\"\"",
    }

    /// Articles' own pages: fetched where a source's policy shows (or keeps) whole texts and its
    /// feed gives only teasers, and where its robots.txt allows.
    Pages pages {
        /// Whether they are fetched at all.
        enabled: bool = "true",
        /// How old an article is when its page is looked at again, for changes and for whether it
        /// is still there; after the last never more. A page that is changing is asked sooner.
        look_again_after: Vec<Interval> = "[\"1h\", \"6h\", \"24h\", \"72h\", \"240h\"]",
    }

    /// Translation: a layer over the originals, by the engines that are named here. Without one the
    /// originals are shown, labelled with their language, and nothing leaves the house.
    Translate translate {
        /// The engines, in the order in which they are asked: "libretranslate", "deepl", "chat",
        /// "google", "azure", each with a section of its own below. The next one takes over where one
        /// cannot, or where its answer is no good translation.
        engines: Vec<String> = "[]",
        /// The languages translated into, such as ["de"]. Empty: those of the editions.
        languages: Vec<String> = "[]",
        /// Whether whole texts are translated where they may be shown. Headlines and the beginnings
        /// that are shown always are (but where a source's policy says no).
        texts: bool = "true",
        /// Articles that changed longer ago are not translated any more.
        not_older_than: Interval = "\"72h\"",
        /// A file of the house glossary: names that stay, words that are always translated alike.
        /// `depesche translate glossary` explains it. Its terms go before those of the database.
        glossary: String = "\"\"",
        /// From how many percent of an engine's budget on it is kept for headlines.
        soft_limit: u64 = "90",
        /// How many requests may be under way at once.
        workers: usize = "2",
    }

    /// A LibreTranslate server.
    LibreTranslate libretranslate {
        /// Where it is, such as "http://127.0.0.1:5000". A private address is allowed.
        url: String = "\"\"",
        /// Its key, where it wants one.
        key: String = "\"\"" (secret),
        /// Whether it stands in your house: only then it is given the texts of private sources. A
        /// private address says so by itself.
        in_house: bool = "false",
        /// How many characters may be sent in a day (UTC). 0: no limit.
        daily_chars: u64 = "0",
        /// The same for a calendar month.
        monthly_chars: u64 = "0",
    }

    /// DeepL's API, version 2.
    DeepL deepl {
        /// The key. One that ends in ":fx" is of the free plan, and asked at its address.
        key: String = "\"\"" (secret),
        /// Another address, such as a proxy's. Empty: DeepL's own.
        url: String = "\"\"",
        /// "more", "less", "prefer_more", "prefer_less"; empty: as it likes.
        formality: String = "\"\"",
        /// How many characters may be sent in a day (UTC). 0: no limit.
        daily_chars: u64 = "0",
        /// The same for a calendar month. The free plan has 500000.
        monthly_chars: u64 = "0",
    }

    /// Any chat model behind an API like OpenAI's: Ollama, llama.cpp, vLLM, or a provider.
    Chat chat {
        /// Where its API begins, such as "http://127.0.0.1:11434/v1". A private address is allowed.
        url: String = "\"\"",
        /// The model, as the server names it.
        model: String = "\"\"",
        /// The key, where it wants one.
        key: String = "\"\"" (secret),
        /// What it is told to do, in place of our words; {from} and {to} stand for the languages.
        system: String = "\"\"",
        /// What it is given, in place of ours: {request} stands for all of it as JSON, {segments},
        /// {terms} and {about} for its parts.
        template: String = "\"\"",
        /// Whether it stands in your house: see libretranslate.in_house.
        in_house: bool = "false",
        /// How many characters may be sent in a day (UTC). 0: no limit.
        daily_chars: u64 = "0",
        /// The same for a calendar month.
        monthly_chars: u64 = "0",
    }

    /// Google's Cloud Translation, version 2.
    Google google {
        /// The key of your project or resource; better as a file.
        key: String = "\"\"" (secret),
        /// Another address. Empty: Google's own.
        url: String = "\"\"",
        /// How many characters may be sent in a day (UTC). 0: no limit.
        daily_chars: u64 = "0",
        /// The same for a calendar month.
        monthly_chars: u64 = "0",
    }

    /// Azure's Translator, version 3.
    Azure azure {
        /// The key of your project or resource; better as a file.
        key: String = "\"\"" (secret),
        /// The resource's region, such as "westeurope".
        region: String = "\"\"",
        /// Another address. Empty: Azure's own.
        url: String = "\"\"",
        /// How many characters may be sent in a day (UTC). 0: no limit.
        daily_chars: u64 = "0",
        /// The same for a calendar month.
        monthly_chars: u64 = "0",
    }

    /// The search index. It is derived, and may be deleted at any time.
    Search search {
        /// How much memory writing may take, in megabytes (15 at the least).
        memory_mb: usize = "40",
    }

    /// What the program says of itself on standard error.
    Log log {
        /// error, warn, info, debug or trace; or one for each room, such as
        /// "info,depesche_fetch=debug". No secret is ever printed.
        level: String = "\"info\"",
    }
}

#[cfg(test)]
mod tests {
    use super::{Config, OPTIONS, SECTIONS};

    #[test]
    fn every_default_can_be_read() {
        let config = Config::default();
        assert_eq!(config.fetch.min_interval.to_string(), "1h");
        assert_eq!(config.site.languages, ["de", "en"]);
    }

    #[test]
    fn every_option_says_why() {
        for option in OPTIONS {
            assert!(
                option.doc.concat().len() > 10,
                "{}.{}",
                option.section,
                option.key
            );
            assert!(
                SECTIONS
                    .iter()
                    .any(|(section, _)| *section == option.section)
            );
        }
    }
}
