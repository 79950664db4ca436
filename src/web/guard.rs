//! Whom a server on one's own machine must refuse.
//!
//! Any page in a browser can send requests to it, and a name of a foreign domain can be made to lead to it (DNS rebinding;
//! Jackson and others, "Protecting browsers from DNS rebinding attacks", CCS 2007). So a request must call the server by an
//! address or a name that is its own (`Host`), and what a browser sends on behalf of another site (`Origin`, and
//! `Sec-Fetch-Site` of the Fetch Metadata specification) is refused, but for opening the page itself by a link.

use std::net::IpAddr;

/// The names by which a server may be called.
#[derive(Debug, Clone)]
pub struct Hosts {
    /// Whether it listens to its own machine only: then it has no address of another.
    pub loopback: bool,
    /// Names that were given to it, in lower case.
    pub names: Vec<String>,
}

/// The headers of a request that tell who sends it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sender<'h> {
    /// `Host`: how the server is called.
    pub host: Option<&'h str>,
    /// `Origin`: the site of the page that sends it.
    pub origin: Option<&'h str>,
    /// `Sec-Fetch-Site`: how that site is related to the server.
    pub site: Option<&'h str>,
    /// `Sec-Fetch-Mode`: whether it opens a page or asks for data.
    pub mode: Option<&'h str>,
}

/// Most characters of a foreign name that are told.
const NAME_LENGTH: usize = 100;

/// Why a request is refused. Each message is one line that says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The server is not called so.
    #[error(
        "this server is not called {0:?}: open it by its address, or start it with `--host {0}` if the name is yours"
    )]
    Host(String),
    /// It says so twice.
    #[error("the request has more than one Host header")]
    TwoHosts,
    /// It does not say how it calls the server.
    #[error("the request has no Host header")]
    NoHost,
    /// Another site sends it.
    #[error("requests of other sites are refused; open the page of this server itself")]
    CrossSite,
}

impl Hosts {
    /// That a request may be answered; `opens_page` where it asks for the page and no more.
    ///
    /// # Errors
    /// Why it is refused.
    pub fn check(&self, sender: &Sender, opens_page: bool) -> Result<(), Refusal> {
        let host = sender.host.ok_or(Refusal::NoHost)?;
        if !self.knows(host) {
            return Err(Refusal::Host(without_port(host).chars().take(NAME_LENGTH).collect()));
        }
        let own = |origin: &str| {
            let bare = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
            bare.is_some_and(|bare| bare.eq_ignore_ascii_case(host))
        };
        if sender.origin.is_some_and(|origin| !own(origin)) {
            return Err(Refusal::CrossSite);
        }
        match sender.site {
            None | Some("same-origin" | "none") => Ok(()),
            // A link to the page from elsewhere: it shows nothing to who sent it.
            Some(_) if opens_page && sender.mode == Some("navigate") => Ok(()),
            Some(_) => Err(Refusal::CrossSite),
        }
    }

    /// Whether a `Host` header names this server. Addresses cannot be rebound, names can.
    fn knows(&self, host: &str) -> bool {
        let name = without_port(host);
        let address = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
        if let Ok(address) = address.parse::<IpAddr>() {
            return address.is_loopback() || !self.loopback;
        }
        name.eq_ignore_ascii_case("localhost") || self.names.iter().any(|own| own.eq_ignore_ascii_case(name))
    }
}

/// The name by which a server is to be called, as a user gives it, with a port or without.
///
/// # Errors
/// Where it cannot be the name in an address.
pub fn host_name(given: &str) -> Result<String, String> {
    let name = without_port(given);
    let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b));
    if is_name { Ok(name.to_ascii_lowercase()) } else { Err("give the name alone, such as atlas.example".to_owned()) }
}

/// The name in a `Host` header.
fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port))
            if port.bytes().all(|b| b.is_ascii_digit()) && (name.ends_with(']') || !name.contains(':')) =>
        {
            name
        }
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn local() -> Hosts {
        Hosts { loopback: true, names: vec!["atlas.example".into()] }
    }

    fn from(host: &str) -> Sender<'_> {
        Sender { host: Some(host), ..Sender::default() }
    }

    #[test]
    fn it_is_called_by_its_own_names() {
        for host in
            ["127.0.0.1:8787", "127.0.0.1", "localhost:80", "LOCALHOST", "[::1]:8787", "[::1]", "atlas.example:1"]
        {
            assert_eq!(local().check(&from(host), false), Ok(()), "{host}");
        }
        for host in [
            "evil.example",
            "127.0.0.1.evil.example:8787",
            "localhost.evil.example",
            "192.168.1.4:8787",
            "",
            "127.0.0.1@evil.example",
            "[::2]",
        ] {
            let bare = host.strip_suffix(":8787").unwrap_or(host);
            assert_eq!(local().check(&from(host), true), Err(Refusal::Host(bare.into())), "{host}");
        }
        assert_eq!(local().check(&Sender::default(), true), Err(Refusal::NoHost));
        let open = Hosts { loopback: false, names: Vec::new() };
        assert_eq!(open.check(&from("192.168.1.4:8787"), false), Ok(()));
        assert!(open.check(&from("evil.example"), false).is_err());
    }

    #[test]
    fn names_are_given_with_a_port_or_without() {
        for given in ["atlas.example", "Atlas.example:8787"] {
            assert_eq!(host_name(given).as_deref(), Ok("atlas.example"), "{given}");
        }
        for given in ["", ":80", "http://atlas.example", "atlas.example/", "a b", "atlas.example:port"] {
            assert!(host_name(given).is_err(), "{given}");
        }
    }

    #[test]
    fn other_sites_are_refused() {
        let sender = |origin, site, mode| Sender { origin, site, mode, ..from("127.0.0.1:8787") };
        for (origin, site) in [
            (Some("http://127.0.0.1:8787"), Some("same-origin")),
            (None, Some("same-origin")),
            (None, Some("none")),
            (None, None),
        ] {
            assert_eq!(local().check(&sender(origin, site, Some("cors")), false), Ok(()), "{origin:?} {site:?}");
        }
        for (origin, site) in [
            (Some("https://evil.example"), None),
            (Some("null"), None),
            (Some("http://127.0.0.1:9999"), None),
            (Some("file://"), None),
            (None, Some("cross-site")),
            (None, Some("same-site")),
            (Some("http://127.0.0.1:8787"), Some("cross-site")),
        ] {
            let refused = local().check(&sender(origin, site, Some("no-cors")), true);
            assert_eq!(refused, Err(Refusal::CrossSite), "{origin:?} {site:?}");
        }
        let link = sender(None, Some("cross-site"), Some("navigate"));
        assert_eq!(local().check(&link, true), Ok(()), "a link to the page");
        assert_eq!(local().check(&link, false), Err(Refusal::CrossSite), "a link to data");
    }
}
