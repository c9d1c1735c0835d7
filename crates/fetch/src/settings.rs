//! The client's bounds.

use std::time::Duration;

use ipnet::IpNet;

/// The client's bounds, read from the configuration once.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Says who we are and where we can be reached; sent with every request.
    pub user_agent: String,
    /// The product token that robots.txt may name, without version.
    pub robots_token: String,
    /// Networks that are private but wanted by the operator.
    pub allow_private: Vec<IpNet>,
    /// How long a whole exchange may take, redirects included.
    pub timeout: Duration,
    /// How long connecting to one address may take.
    pub connect_timeout: Duration,
    /// How large a body may be as it comes over the wire, in bytes.
    pub max_wire_bytes: usize,
    /// How large it may be once expanded, in bytes.
    pub max_body_bytes: usize,
    /// How many exchanges may be under way at once.
    pub max_in_flight: usize,
    /// How many redirects are followed.
    pub max_redirects: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            user_agent: concat!("Depesche/", env!("CARGO_PKG_VERSION")).to_owned(),
            robots_token: "Depesche".to_owned(),
            allow_private: Vec::new(),
            timeout: Duration::from_secs(30),
            connect_timeout: Duration::from_secs(10),
            max_wire_bytes: 8 << 20,
            max_body_bytes: 16 << 20,
            max_in_flight: 32,
            max_redirects: 5,
        }
    }
}
