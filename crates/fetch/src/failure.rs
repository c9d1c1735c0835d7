//! The error behind hyper's: ours from the connector, TLS's, or the network's.

use std::error::Error;

use hyper_util::client::legacy;
use url::Url;

use crate::FetchError;

/// What kept an exchange from taking place, in our words.
pub(crate) fn failure(url: &Url, error: &legacy::Error) -> FetchError {
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    let mut deepest = error.to_string();
    while let Some(current) = cause {
        if let Some(known) = known(url, current) {
            return known;
        }
        deepest = current.to_string();
        cause = current.source();
    }
    FetchError::Unreachable {
        host: host_of(url),
        reason: deepest,
    }
}

/// A host as it stands in our texts.
pub(crate) fn host_of(url: &Url) -> String {
    url.host_str().unwrap_or_default().to_owned()
}

fn known(url: &Url, error: &(dyn Error + 'static)) -> Option<FetchError> {
    if let Some(own) = error.downcast_ref::<FetchError>() {
        return Some(own.clone());
    }
    if let Some(tls) = error.downcast_ref::<rustls::Error>() {
        return Some(FetchError::Tls {
            host: host_of(url),
            reason: tls.to_string(),
        });
    }
    // An I/O error hides what it wraps from `source`.
    let inner = error.downcast_ref::<std::io::Error>()?.get_ref()?;
    known(url, inner)
}
