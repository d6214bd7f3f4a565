//! What is asked for, and what comes.

use std::time::Duration;

/// Whether a word of the command line is an address.
#[must_use]
pub fn is_address(word: &str) -> bool {
    let scheme = word.split_once("://").map_or("", |(scheme, _)| scheme);
    scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http")
}

/// How files are asked for.
#[derive(Debug, Clone, Copy)]
pub struct Asking {
    /// Whether an address, or a redirection, may lead over plain HTTP, where anybody on the way can change the file.
    pub plain: bool,
    /// How long one file may take.
    pub time: Duration,
    /// The most bytes of one file.
    pub most: usize,
}

/// A file as a server gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// What it is called: the end of its address.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// By which the server tells this state of it from others, where it does.
    pub etag: Option<String>,
    /// The encoding that the server gives, of a text.
    pub encoding: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_scheme() {
        assert!(is_address("https://example.org") && is_address("http://x"));
        assert!(is_address("HTTPS://EXAMPLE.org/x") && !is_address("ftp://example.org/x"));
        assert!(!is_address("a/https://x") && !is_address("https:/x") && !is_address("table.csv"));
    }
}
