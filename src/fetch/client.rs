//! A client that asks one host once a second at most, apart from redirections, which it follows, and never tries again by
//! itself: what went wrong is said, and the user decides.

use std::collections::HashMap;
use std::io::Read;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread::{sleep, spawn};
use std::time::{Duration, Instant};

use ureq::config::Config;
use ureq::http::header::{CONTENT_TYPE, ETAG, IF_NONE_MATCH, LOCATION, RETRY_AFTER};
use ureq::http::{HeaderMap, Response, StatusCode, Uri};
use ureq::{Agent, Body};

use super::asking::{Asking, Fetched};

/// What the client calls itself.
const USER_AGENT: &str = concat!("accede/", env!("CARGO_PKG_VERSION"), " (reads tables of treaties)");

/// How long it waits between two questions to one host.
const PAUSE: Duration = Duration::from_secs(1);

/// The most redirections that it follows.
const MOST_REDIRECTIONS: u32 = 5;

/// How long nobody looks whether the user has asked to stop.
const HEARS_AFTER: Duration = Duration::from_millis(50);

/// The most letters of an `ETag` that are kept.
const LONGEST_TAG: usize = 200;

/// Asks servers for files.
#[derive(Debug)]
pub struct Client {
    agent: Agent,
    asking: Asking,
    asked: HashMap<String, Instant>,
}

impl Client {
    /// One that asks so. It goes by the proxy that `HTTPS_PROXY`, `HTTP_PROXY` or `ALL_PROXY` names.
    #[must_use]
    pub fn new(asking: Asking) -> Self {
        let config = Config::builder()
            .https_only(!asking.plain)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent(USER_AGENT)
            .timeout_global(Some(asking.time))
            .build();
        Self { agent: config.into(), asking, asked: HashMap::new() }
    }

    /// The file at an address; none where it is still the one that has this `ETag`. While a server lets it wait, it asks
    /// whether to `go_on`.
    ///
    /// Errors: why there is none, in words, and what to do.
    pub fn get(
        &mut self,
        address: &str,
        etag: Option<&str>,
        go_on: &dyn Fn() -> bool,
    ) -> Result<Option<Fetched>, String> {
        let uri: Uri = address.parse().map_err(|why| format!("it is no address: {why}"))?;
        let host = uri.host().filter(|host| !host.is_empty()).ok_or("it is no address: no host is named")?;
        let host = &host.to_ascii_lowercase();
        if has_password(&uri) {
            return Err("it has a name or a password in it, and an address is kept in the log for good; \
                        save the file, and import that"
                .to_owned());
        }
        if uri.scheme_str() != Some("https") && !self.asking.plain {
            return Err("it is no https:// address, and anybody on the way could change the file; \
                        --allow-http takes it all the same"
                .to_owned());
        }
        self.wait(host);
        // A server may say nothing for as long as it has; who waits for it hears Ctrl-C all the same.
        let (says, hears) = channel();
        let question =
            Question { agent: self.agent.clone(), asking: self.asking, uri, etag: etag.map(str::to_owned) };
        spawn(move || says.send(question.ask()));
        let (is_asked, answer) = loop {
            match hears.recv_timeout(HEARS_AFTER) {
                Ok(answer) => break answer,
                Err(RecvTimeoutError::Timeout) if go_on() => {}
                Err(RecvTimeoutError::Timeout) => return Err("it was stopped, as asked".to_owned()),
                Err(RecvTimeoutError::Disconnected) => return Err("no answer came".to_owned()),
            }
        };
        if is_asked {
            self.asked.insert(host.clone(), Instant::now());
        }
        answer
    }

    fn wait(&self, host: &str) {
        if let Some(rest) = self.asked.get(host).map(Instant::elapsed).and_then(rest) {
            sleep(rest);
        }
    }
}

/// One question to one server.
struct Question {
    agent: Agent,
    asking: Asking,
    uri: Uri,
    etag: Option<String>,
}

impl Question {
    /// Whether the host was reached, and what came of it.
    fn ask(&self) -> (bool, Result<Option<Fetched>, String>) {
        let (mut uri, started) = (self.uri.clone(), Instant::now());
        for redirections in 0..=MOST_REDIRECTIONS {
            let rest = self.asking.time.saturating_sub(started.elapsed()).max(Duration::from_millis(1));
            let mut request = self.agent.get(&uri).config().timeout_global(Some(rest)).build();
            if let Some(etag) = &self.etag {
                request = request.header(IF_NONE_MATCH, etag);
            }
            let answer = match request.call() {
                Ok(answer) => answer,
                Err(why) => {
                    // One that was not reached was not asked.
                    let is_asked = !matches!(
                        why,
                        ureq::Error::Io(_) | ureq::Error::HostNotFound | ureq::Error::ConnectionFailed
                    );
                    return (is_asked || redirections > 0, Err(self.in_words(&why)));
                }
            };
            match leads_to(&answer) {
                None => return (true, self.file(answer, &uri)),
                Some(address) => match self.next(&uri, &address) {
                    Ok(next) => uri = next,
                    Err(why) => return (true, Err(why)),
                },
            }
        }
        (true, Err(self.in_words(&ureq::Error::TooManyRedirects)))
    }

    /// The address to which a redirection leads from another one.
    fn next(&self, from: &Uri, address: &str) -> Result<Uri, String> {
        let address = address.trim();
        let whole = resolved(from, address);
        let no_address = || format!("it leads on to '{}', which is no address of a file", shown(address));
        let scheme = whole.split_once(':').map_or("", |(scheme, _)| scheme).to_ascii_lowercase();
        if scheme == "http" && !self.asking.plain {
            return Err(self.in_words(&ureq::Error::RequireHttpsOnly(String::new())));
        }
        if scheme != "https" && scheme != "http" {
            return Err(format!("it leads on to '{}', which is no https:// address", shown(address)));
        }
        let next: Uri = whole.parse().map_err(|_| no_address())?;
        if next.host().is_none_or(str::is_empty) {
            return Err(no_address());
        }
        if has_password(&next) {
            return Err("it leads on to an address with a name or a password in it".to_owned());
        }
        Ok(next)
    }

    fn file(&self, mut answer: Response<Body>, uri: &Uri) -> Result<Option<Fetched>, String> {
        match answer.status() {
            StatusCode::OK => {}
            StatusCode::NOT_MODIFIED if self.etag.is_some() => return Ok(None),
            status => return Err(refusal(status, answer.headers())),
        }
        let name = name_of(uri);
        let encoding = answer.headers().get(CONTENT_TYPE).and_then(|kind| charset(kind.to_str().ok()?));
        let etag = answer.headers().get(ETAG).and_then(|etag| etag.to_str().ok());
        let etag =
            etag.filter(|etag| !etag.trim().is_empty() && etag.len() <= LONGEST_TAG).map(str::to_owned);
        let most = self.asking.most;
        let mut bytes = Vec::new();
        let read = answer.body_mut().as_reader().take(most as u64 + 1).read_to_end(&mut bytes);
        read.map_err(|why| match why.get_ref().and_then(|why| why.downcast_ref::<ureq::Error>()) {
            Some(why @ ureq::Error::Timeout(_)) => self.in_words(why),
            _ => format!("the file broke off: {why}; try again later"),
        })?;
        if bytes.len() > most {
            return Err(format!("it has more than {} MiB", most >> 20));
        }
        Ok(Some(Fetched { name, bytes, etag, encoding }))
    }

    fn in_words(&self, why: &ureq::Error) -> String {
        match why {
            ureq::Error::Timeout(_) => {
                let seconds = self.asking.time.as_secs();
                format!("no whole answer within {seconds} seconds; --timeout gives it longer")
            }
            ureq::Error::TooManyRedirects => {
                format!("it redirects more than {MOST_REDIRECTIONS} times; look at it in a browser")
            }
            ureq::Error::RequireHttpsOnly(_) => {
                "it leads on to an address that is no https://; --allow-http follows it all the same"
                    .to_owned()
            }
            ureq::Error::HostNotFound => "no such host is known, or there is no network".to_owned(),
            ureq::Error::ConnectionFailed => "it cannot be reached".to_owned(),
            ureq::Error::Io(why) => format!("it cannot be reached: {why}"),
            ureq::Error::Tls(_) | ureq::Error::Rustls(_) => {
                format!("the server cannot prove that it is the one of this address: {why}")
            }
            _ => format!("no answer that can be understood: {why}"),
        }
    }
}

/// Where an answer says that the file is.
fn leads_to(answer: &Response<Body>) -> Option<String> {
    let leads = matches!(answer.status().as_u16(), 301 | 302 | 303 | 307 | 308);
    let location = answer.headers().get(LOCATION).filter(|_| leads)?;
    Some(String::from_utf8_lossy(location.as_bytes()).into_owned())
}

/// An address as it stands in a redirection, which may leave out what both have in front.
fn resolved(from: &Uri, address: &str) -> String {
    let scheme = from.scheme_str().unwrap_or("https");
    let host = from.authority().map_or("", |authority| authority.as_str());
    let front = address.split(['/', '?', '#']).next().unwrap_or_default();
    let whole = if front.contains(':') {
        address.to_owned()
    } else if address.starts_with("//") {
        format!("{scheme}:{address}")
    } else if address.starts_with('/') {
        format!("{scheme}://{host}{address}")
    } else if address.starts_with('?') {
        format!("{scheme}://{host}{}{address}", from.path())
    } else {
        let folder = from.path().rsplit_once('/').map_or("", |(folder, _)| folder);
        format!("{scheme}://{host}{folder}/{address}")
    };
    let whole = whole.split('#').next().unwrap_or_default().replace(' ', "%20");
    let Some(path) = whole.find("://").and_then(|at| whole[at + 3..].find('/').map(|path| at + 3 + path))
    else {
        return whole;
    };
    let (front, path) = whole.split_at(path);
    let (path, query) = path.split_at(path.find('?').unwrap_or(path.len()));
    format!("{front}{}{query}", without_dots(path))
}

/// A path without steps to the same folder and to the one above (RFC 3986, 5.2.4).
fn without_dots(path: &str) -> String {
    let mut steps: Vec<&str> = Vec::new();
    let mut all = path.split('/').skip(1).peekable();
    while let Some(step) = all.next() {
        let is_last = all.peek().is_none();
        match step {
            "." | ".." => {
                if step == ".." {
                    steps.pop();
                }
                if is_last {
                    steps.push("");
                }
            }
            _ => steps.push(step),
        }
    }
    format!("/{}", steps.join("/"))
}

/// An address as it can be shown.
fn shown(address: &str) -> String {
    address.chars().filter(|letter| !letter.is_control()).take(100).collect()
}

/// The encoding that a server gives for a text: `text/csv; charset=windows-1252`.
fn charset(kind: &str) -> Option<String> {
    const LONGEST: usize = 40;
    let named = kind.split(';').skip(1).find_map(|part| {
        let (key, value) = part.split_once('=')?;
        key.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches(['"', '\'']).to_owned())
    })?;
    (!named.is_empty() && named.len() <= LONGEST && named.is_ascii()).then_some(named)
}

fn has_password(uri: &Uri) -> bool {
    uri.authority().is_some_and(|authority| authority.as_str().contains('@'))
}

/// How long is still to be waited where a host was asked so long ago.
fn rest(since: Duration) -> Option<Duration> {
    PAUSE.checked_sub(since).filter(|rest| !rest.is_zero())
}

/// What an answer without a file means.
fn refusal(status: StatusCode, headers: &HeaderMap) -> String {
    let number = status.as_u16();
    let after = headers.get(RETRY_AFTER).and_then(|after| after.to_str().ok());
    let after = after.filter(|after| after.len() < 40 && !after.chars().any(char::is_control));
    let when = after.map_or_else(String::new, |after| format!(" (Retry-After: {after})"));
    match number {
        401 | 403 => format!(
            "the server does not give it to programs, or not without signing in ({number}): save it from a browser"
        ),
        404 | 410 => format!("there is nothing at this address ({number})"),
        429 => format!("the server was asked too often ({number}){when}; try again later"),
        500..=599 => format!("the server has trouble ({number}){when}; try again later"),
        _ => format!("the server answers with {number} and no file"),
    }
}

/// The end of an address, as the name of a file.
fn name_of(uri: &Uri) -> String {
    let last = uri.path().rsplit('/').find(|part| !part.is_empty()).unwrap_or_default();
    let mut bytes = Vec::with_capacity(last.len());
    let mut rest = last.bytes();
    while let Some(byte) = rest.next() {
        let escaped = (byte == b'%').then(|| rest.clone().take(2).map(char::from).collect::<String>());
        match escaped.and_then(|digits| u8::from_str_radix(&digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest.nth(1);
            }
            None => bytes.push(byte),
        }
    }
    let name = String::from_utf8_lossy(&bytes);
    let name: String =
        name.chars().filter(|letter| !letter.is_control() && *letter != '/').take(200).collect();
    let host = uri.host().unwrap_or("file");
    if name.trim_matches(['.', ' ']).is_empty() { host.to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_host_is_asked_once_a_second() {
        let milliseconds = Duration::from_millis;
        assert_eq!(rest(milliseconds(0)), Some(milliseconds(1_000)));
        assert_eq!(rest(milliseconds(400)), Some(milliseconds(600)));
        assert_eq!(rest(milliseconds(1_000)), None);
        assert_eq!(rest(milliseconds(9_000)), None);
    }

    #[test]
    fn a_redirection_leads_from_where_it_stands() {
        let from: Uri = "https://example.org/a/b.csv?x=1".parse().unwrap();
        for (address, whole) in [
            ("https://other.org/c", "https://other.org/c"),
            ("//other.org/c", "https://other.org/c"),
            ("/c?y=a:b", "https://example.org/c?y=a:b"),
            ("c d.csv#top", "https://example.org/a/c%20d.csv"),
            ("?y", "https://example.org/a/b.csv?y"),
            ("file:///etc/passwd", "file:///etc/passwd"),
            ("../c.csv", "https://example.org/c.csv"),
            ("./c.csv?y=../z", "https://example.org/a/c.csv?y=../z"),
            ("../../../c/./d/..", "https://example.org/c/"),
            ("https://other.org/a/../b", "https://other.org/b"),
            ("https://other.org", "https://other.org"),
        ] {
            assert_eq!(resolved(&from, address), whole);
        }
    }

    #[test]
    fn a_server_names_the_encoding_of_a_text() {
        assert_eq!(charset("text/csv; charset=windows-1252").as_deref(), Some("windows-1252"));
        assert_eq!(charset("text/csv;header=present; Charset=\"UTF-8\"").as_deref(), Some("UTF-8"));
        assert_eq!(charset("text/csv"), None);
    }

    #[test]
    fn the_name_of_a_file_is_the_end_of_its_address() {
        for (address, name) in [
            ("https://treaties.un.org/doc/Volume%20I/Chapter%20IV/IV-11.en.xml", "IV-11.en.xml"),
            ("https://example.org/a%20b.csv?x=1", "a b.csv"),
            ("https://example.org/", "example.org"),
            ("https://example.org/..", "example.org"),
            ("https://example.org/a%2Fb%00c", "abc"),
            ("https://example.org/100%", "100%"),
        ] {
            assert_eq!(name_of(&address.parse().unwrap()), name, "{address}");
        }
    }
}
