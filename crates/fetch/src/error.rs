//! What can go wrong on the way, in sentences that say what to do.

/// What can go wrong on the way. The text is one sentence for the operator.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FetchError {
    /// Not a URL that can be fetched.
    #[error("{0:?} is not a web address; it must begin with http:// or https://")]
    BadUrl(String),
    /// The address is private.
    #[error(
        "{host} is a private address ({address}); if it is yours, allow it with fetch.allow_private"
    )]
    Private {
        /// The host as it was named.
        host: String,
        /// The address it stands for.
        address: String,
    },
    /// The address is our own.
    #[error("{0} is this portal itself, or the machine it runs on; nothing is fetched from there")]
    Own(String),
    /// A service of the operator's cannot be asked at such an address.
    #[error(
        "{0:?} is no address of a service; it must begin with http:// or https:// and hold neither a name, a key nor a query"
    )]
    BadService(String),
    /// A service's name leads where clouds keep their machines' keys.
    #[error(
        "{host} leads to {address}, where clouds keep their machines' keys; if that is meant, configure the address itself"
    )]
    Metadata {
        /// The host as it was named.
        host: String,
        /// The address it stands for.
        address: String,
    },
    /// What a header shall say cannot stand in one. It is not told here: it may be a key.
    #[error("what the header {0} shall say cannot be sent; look for a line break in the key")]
    BadHeader(String),
    /// The name has no address.
    #[error("{0} has no address; check the spelling, or whether the site still exists")]
    NoSuchHost(String),
    /// Nobody answers there.
    #[error("{host} cannot be reached ({reason}); try again later, or check the address")]
    Unreachable {
        /// The host.
        host: String,
        /// What the network said.
        reason: String,
    },
    /// Nobody answers there, not even with a no.
    #[error("{host} did not take a connection within {seconds} seconds; it may be switched off")]
    NoConnection {
        /// The host.
        host: String,
        /// The bound.
        seconds: u64,
    },
    /// The site asked to be left alone, and is.
    #[error("{host} asked to be left alone for another {seconds} seconds")]
    LeftAlone {
        /// The host.
        host: String,
        /// How long yet.
        seconds: u64,
    },
    /// TLS failed.
    #[error("{host} could not prove who it is ({reason}); its certificate may have expired")]
    Tls {
        /// The host.
        host: String,
        /// What TLS said.
        reason: String,
    },
    /// The answer did not come in time.
    #[error("{host} did not answer within {seconds} seconds")]
    TimedOut {
        /// The host.
        host: String,
        /// The bound.
        seconds: u64,
    },
    /// The answer stopped coming.
    #[error("the answer began and then stood still for {0} seconds")]
    Stalled(u64),
    /// The answer is larger than we take.
    #[error("the answer is larger than {max_bytes} bytes")]
    TooBig {
        /// The bound.
        max_bytes: usize,
    },
    /// The answer is large, and so are too many others just now.
    #[error("the answer is large, and there was no room for it beside the others")]
    NoRoom,
    /// The answer broke off or cannot be expanded.
    #[error("the answer broke off or is damaged ({0})")]
    Damaged(String),
    /// The redirects lead nowhere.
    #[error("more than {0} redirects; the address probably leads in a circle")]
    TooManyRedirects(u32),
    /// Something that keeps programs out stands before the site.
    #[error(
        "{by} keeps programs out (status {status}); ask the site to let its feed be fetched, or look for another address of it"
    )]
    BotWall {
        /// The HTTP status.
        status: u16,
        /// Who keeps us out.
        by: &'static str,
    },
    /// The server says no.
    #[error("the server answered {status}{}", advice(*.status))]
    Status {
        /// The HTTP status.
        status: u16,
    },
}

fn advice(status: u16) -> &'static str {
    match status {
        401 | 403 => " (it does not let us in; perhaps it keeps programs out)",
        404 => " (nothing is there; look for the feed's new address)",
        500..=599 => " (it has trouble of its own; we try again later)",
        _ => "",
    }
}
