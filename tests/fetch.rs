//! Files of other machines: `accede import https://…` and `accede update`, against a server of our own that plays every part.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use crate::support::Place;

const FIRST: &str = "Participant,Signature,\"Ratification, Accession(a)\"\nAustria,26 Jan 1990,6 Aug 1992\n";
const SECOND: &str = "Participant,Signature,\"Ratification, Accession(a)\"\nAustria,26 Jan 1990,6 Aug 1992\nChad,,5 Sep 2000 a\n";

/// What the server answers at a path.
#[derive(Clone)]
enum Answer {
    File {
        body: Vec<u8>,
        etag: Option<&'static str>,
    },
    Status(&'static str, &'static str),
    Redirect(String),
    /// A text of which the server says in which encoding it is.
    Latin(Vec<u8>),
    /// The head, and nothing more.
    Silence,
    /// Fewer bytes than it says.
    BrokenOff,
    /// No HTTP at all.
    Noise,
}

fn text(body: &str) -> Answer {
    Answer::File { body: body.as_bytes().to_vec(), etag: None }
}

/// A server on a port of its own, and what was asked of it.
struct Server {
    base: String,
    answers: Arc<Mutex<HashMap<String, Answer>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let (answers, asked) = (Arc::default(), Arc::default());
        let server = Self { base, answers: Arc::clone(&answers), asked: Arc::clone(&asked) };
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (answers, asked) = (Arc::clone(&answers), Arc::clone(&asked));
                thread::spawn(move || answer(stream, &answers, &asked));
            }
        });
        server
    }

    fn says(&self, path: &str, answer: Answer) -> String {
        self.answers.lock().unwrap().insert(path.to_owned(), answer);
        format!("{}{path}", self.base)
    }

    /// The lines that were asked since, each with the tag that went along.
    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.asked.lock().unwrap())
    }
}

fn answer(mut stream: TcpStream, answers: &Mutex<HashMap<String, Answer>>, asked: &Mutex<Vec<String>>) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
    let Some(first) = lines.next() else { return };
    let head: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
    let header = |name: &str| {
        let found = head.iter().find_map(|line| {
            let (known, value) = line.split_once(':')?;
            known.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        });
        found.unwrap_or_default()
    };
    if first.starts_with("CONNECT ") {
        // As a proxy it is asked for the other host next.
        stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
        asked.lock().unwrap().push(first);
        return answer(stream, answers, asked);
    }
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    let agent = header("user-agent");
    assert!(agent.starts_with("accede/"), "{agent}");
    let known = header("if-none-match");
    asked.lock().unwrap().push(format!("{path} {known}").trim().to_owned());
    let answer = answers.lock().unwrap().get(&path).cloned();
    let whole = |status: &str, more: &str, body: &[u8]| {
        let head =
            format!("HTTP/1.1 {status}\r\n{more}Content-Length: {}\r\nConnection: close\r\n\r\n", body.len());
        [head.as_bytes(), body].concat()
    };
    let bytes = match answer {
        None => whole("404 Not Found", "", b"<html>gone"),
        Some(Answer::File { etag: Some(etag), .. }) if known == etag => whole("304 Not Modified", "", b""),
        Some(Answer::File { body, etag }) => {
            let etag = etag.map_or_else(String::new, |etag| format!("ETag: {etag}\r\n"));
            whole("200 OK", &etag, &body)
        }
        Some(Answer::Status(status, more)) => whole(status, more, b"busy"),
        Some(Answer::Latin(body)) => {
            whole("200 OK", "Content-Type: text/csv; charset=windows-1252\r\n", &body)
        }
        Some(Answer::Redirect(to)) => whole("302 Found", &format!("Location: {to}\r\n"), b""),
        Some(Answer::Silence) => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n");
            thread::sleep(Duration::from_secs(120));
            return;
        }
        Some(Answer::BrokenOff) => b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nParticipant".to_vec(),
        Some(Answer::Noise) => b"\x00\xff\x00\xff garbage \r\n\r\n".to_vec(),
    };
    let _ = stream.write_all(&bytes);
}

fn newest(place: &Place) -> String {
    place.store().head().unwrap().to_string()
}

#[test]
fn a_file_of_another_machine_is_taken_in_with_where_it_came_from() {
    let (place, server) = (Place::new(), Server::new());
    let address = server.says("/MTDSG/4-11.csv", Answer::File { body: FIRST.into(), etag: Some("\"one\"") });
    let ran = place.run(&format!("accede import {address} --allow-http --write --by desk"));
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{ran:?}");
    assert_eq!(
        place.query("accede.db", "SELECT file, size, address, etag, reader, treaty, retrieved_on FROM source WHERE address IS NOT NULL"),
        [format!("4-11.csv|{}|{address}|\"one\"|mtdsg-csv||2026-11-30", FIRST.len())]
    );
}

#[test]
fn an_address_is_asked_again_and_nothing_is_said_where_nothing_is_new() {
    let (place, server) = (Place::new(), Server::new());
    let address = server.says("/4-11.csv", Answer::File { body: FIRST.into(), etag: Some("\"one\"") });
    assert_eq!(place.run(&format!("accede import {address} --allow-http --write")).code, 0);
    let head = newest(&place);
    server.asked();
    let update = "accede update 'UN IV-11' --allow-http";
    // Of the seed's own addresses none is asked in a test: this treaty is not in the file that tests have.
    let ran = place.run(&format!("{update} --write"));
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (0, "", ""), "{ran:?}");
    assert_eq!((server.asked(), newest(&place)), (vec!["/4-11.csv \"one\"".to_owned()], head.clone()));

    server.says("/4-11.csv", Answer::File { body: FIRST.into(), etag: Some("\"same bytes\"") });
    assert_eq!(place.run(&format!("{update} --write")).stdout, "", "another tag, and the same file");

    server.says("/4-11.csv", Answer::File { body: SECOND.into(), etag: Some("\"two\"") });
    let ran = place.run(update);
    assert!(ran.code == 0 && ran.stdout.contains("Nothing was written"), "{ran:?}");
    assert_eq!(newest(&place), head, "without --write nothing is recorded");
    let ran = place.run(&format!("{update} --write"));
    assert!(ran.code == 0 && ran.stdout.contains("accession 2000-09-05"), "{ran:?}");
    assert_eq!(place.run(&format!("{update} --write")).stdout, "");
    assert_eq!(server.asked().last().map(String::as_str), Some("/4-11.csv \"two\""));
}

#[test]
fn what_was_named_and_what_was_left_out_holds_when_an_address_is_asked_again() {
    let (place, server) = (Place::new(), Server::new());
    let two = "treaty,participant,action,date\nLAKE 1,Chad,accession,1999-01-01\nLAKE 2,Chad,accession,1999-01-01\n";
    let address = server.says("/acts.csv", Answer::File { body: two.into(), etag: Some("\"one\"") });
    let ran = place.run(&format!("accede import {address} --allow-http --treaty 'LAKE 1' --write"));
    assert_eq!(ran.code, 0, "{ran:?}");
    let more = format!(
        "{two}LAKE 1,Mali,accession,1999-01-02\nLAKE 1,Atlantis,accession,1999-01-02\nLAKE 2,Mali,accession,1999-01-02\n"
    );
    server.says("/acts.csv", Answer::File { body: more.into(), etag: Some("\"two\"") });
    let update = "accede update 'LAKE 1' --allow-http --write --partial";
    assert_eq!(place.run(update).code, 1, "Atlantis is nobody");
    assert_eq!(
        place.query("accede.db", "SELECT treaty, participant FROM act WHERE treaty LIKE 'LAKE%' ORDER BY id"),
        ["LAKE 1|TD", "LAKE 1|ML"]
    );
    server.asked();
    let ran = place.run(update);
    assert!(ran.code == 1 && ran.stdout.contains("Atlantis"), "it is told again: {ran:?}");
    assert_eq!(server.asked(), ["/acts.csv"], "without the tag of a copy of which something was left out");
}

#[test]
fn a_column_of_nothing_but_codes_is_one_of_codes_at_an_address_too() {
    let (place, server) = (Place::whole(), Server::new());
    let codes = "Participant,Signature,\"Ratification, Accession(a)\"\nEC,,5 Sep 2000 a\nCL,,6 Sep 2000 a\n";
    let address = server.says("/lake.csv", text(codes));
    let ran = place.run(&format!("accede import {address} --treaty 'LAKE 1' --allow-http --write"));
    assert_eq!(ran.code, 0, "EC is Ecuador here, and no other: {ran:?}");
    server.says("/lake.csv", text(&codes.replace("EC,,", "EC,4 Sep 1990,")));
    let ran = place.run("accede update 'LAKE 1' --allow-http --write");
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(
        place.query("accede.db", "SELECT participant, act FROM act WHERE treaty = 'LAKE 1' ORDER BY id"),
        ["EC|accession", "CL|accession", "EC|signature"]
    );
}

#[test]
fn what_goes_wrong_is_said_in_one_line_and_nothing_is_recorded() {
    let (place, server) = (Place::new(), Server::new());
    let head = newest(&place);
    let to_itself = server.says("/loop", Answer::Status("500", ""));
    server.says("/loop", Answer::Redirect(to_itself));
    let big = server.says("/big", Answer::File { body: vec![b'x'; (64 << 20) + 1], etag: None });
    let cases = [
        (server.says("/403", Answer::Status("403 Forbidden", "")), "does not give it to programs"),
        (format!("{}/nothing", server.base), "there is nothing at this address (404)"),
        (
            server.says("/429", Answer::Status("429 Too Many", "Retry-After: 120\r\n")),
            "(Retry-After: 120); try again later",
        ),
        (server.says("/503", Answer::Status("503 Busy", "")), "the server has trouble (503)"),
        (server.says("/204", Answer::Status("204 None", "")), "answers with 204 and no file"),
        (format!("{}/loop", server.base), "redirects more than 5 times"),
        (server.says("/silence", Answer::Silence), "no whole answer within 2 seconds"),
        (server.says("/broken", Answer::BrokenOff), "the file broke off"),
        (server.says("/noise", Answer::Noise), "no answer that can be understood"),
        (big, "it has more than 64 MiB"),
        ("http://127.0.0.1:9/x".to_owned(), "it cannot be reached"),
        ("http:///x".to_owned(), "it is no address"),
        ("http://me:secret@127.0.0.1/x".to_owned(), "a name or a password in it"),
        (
            server.says("/secret", Answer::Redirect(server.base.replace("//", "//me:secret@") + "/nothing")),
            "leads on to an address with a name or a password in it",
        ),
        (
            server.says("/file", Answer::Redirect("file:///etc/passwd".to_owned())),
            "it leads on to 'file:///etc/passwd', which is no https:// address",
        ),
    ];
    for (address, why) in cases {
        let ran = place.run(&format!("accede import '{address}' --allow-http --timeout 2 --write"));
        assert_eq!(ran.code, 4, "{address}: {ran:?}");
        assert!(ran.stderr.contains(why) && ran.stderr.contains(&address), "{address}: {ran:?}");
        assert!(ran.stderr.lines().count() <= 2 && ran.stdout.is_empty(), "{address}: {ran:?}");
    }
    assert_eq!(newest(&place), head);
}

#[test]
fn the_encoding_that_a_server_names_counts_where_the_file_names_none() {
    let (place, server) = (Place::new(), Server::new());
    let address = server
        .says("/4-99.csv", Answer::Latin(b"Participant,Signature\nC\xf4te d'Ivoire,5 Sep 2000\n".to_vec()));
    let ran = place.run(&format!("accede import '{address}' --allow-http"));
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.stdout.contains("signature 2000-09-05"), "{ran:?}");
}

#[test]
fn only_https_is_taken_unless_it_is_asked_for() {
    let (place, server) = (Place::new(), Server::new());
    let address = server.says("/4-11.csv", text(FIRST));
    let ran = place.run(&format!("accede import {address}"));
    assert!(ran.code == 4 && ran.stderr.contains("--allow-http"), "{ran:?}");
    assert_eq!(server.asked(), [""; 0], "nobody was asked");
    let on = server.says("/here", Answer::Redirect(address));
    let ran = place.run(&format!("accede import {on} --allow-http --format csv"));
    assert!(ran.code == 0 && ran.stdout.contains("1990-01-26"), "{ran:?}");
}

#[test]
fn an_address_that_cannot_be_kept_is_not_asked() {
    let (place, server) = (Place::new(), Server::new());
    for letter in ['\u{202e}', '\u{9b}', ' '] {
        let ran = place.run(&format!("accede import '{}/a{letter}b' --allow-http", server.base));
        assert_eq!(ran.code, 4, "{letter:?}: {ran:?}");
    }
    assert_eq!(server.asked(), [""; 0]);
}

/// A copy of which most is missing takes nothing back by itself: what broke off on the way looks the same.
#[test]
fn what_was_cut_off_takes_nothing_back() {
    let (place, server) = (Place::new(), Server::new());
    let heading = FIRST.lines().next().unwrap();
    let rows = "Austria,,6 Aug 1992 a\nChad,,5 Sep 2000 a\nMali,,6 Sep 2000 a\nFrance,,7 Sep 2000 a\n";
    let address = server.says("/4-11.csv", text(&format!("{heading}\n{rows}")));
    assert_eq!(place.run(&format!("accede import {address} --allow-http --write")).code, 0);
    let acts = || {
        place.query(
            "accede.db",
            "SELECT count(*) FROM act WHERE treaty = 'UN IV-11' AND superseded_seq IS NULL",
        )
    };
    assert_eq!(acts(), ["4"]);
    server.says("/4-11.csv", text(&format!("{heading}\nAustria,,6 Aug 1992 a\n")));
    let update = "accede update 'UN IV-11' --allow-http --write --partial";
    let ran = place.run(update);
    assert!(ran.code == 1 && ran.stdout.contains("3 of 4 acts"), "{ran:?}");
    assert_eq!(acts(), ["4"]);
    server.says("/4-11.csv", text(heading));
    let ran = place.run(update);
    assert!(ran.code == 1 && ran.stdout.contains("nothing that was"), "{ran:?}");
    // One of four is what a correction looks like.
    server.says("/4-11.csv", text(&format!("{heading}\n{}", rows.replace("Mali,,6 Sep 2000 a\n", ""))));
    let ran = place.run(update);
    assert_eq!((ran.code, acts()), (0, vec!["3".to_owned()]), "{ran:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn who_waits_for_a_server_hears_that_it_is_to_stop() {
    let (place, server) = (Place::new(), Server::new());
    let address = server.says("/silence", Answer::Silence);
    let began = std::time::Instant::now();
    let ran = place.run(&format!("timeout --preserve-status -s INT 1 accede import {address} --allow-http"));
    assert!(ran.code == 4 && ran.stderr.contains("stopped, as asked"), "{ran:?}");
    assert!(began.elapsed() < Duration::from_secs(100), "the server is silent for two minutes");
}

#[test]
fn a_page_in_the_place_of_a_file_is_a_finding() {
    let (place, server) = (Place::new(), Server::new());
    let address = server.says("/4-11.csv", text("<!DOCTYPE html><html><title>Just a moment...</title>"));
    let ran = place.run(&format!("accede import {address} --allow-http --write"));
    assert!(ran.code == 1 && ran.stdout.contains("html-page"), "{ran:?}");
}

#[test]
fn an_address_that_cannot_be_had_is_a_finding_of_an_update() {
    let (place, server) = (Place::new(), Server::new());
    let one = server.says("/4-11.csv", text(FIRST));
    let other = server.says("/4-12.csv", text(&FIRST.replace("1990", "1991").replace("1992", "1993")));
    assert_eq!(place.run(&format!("accede import {one} {other} --allow-http --write")).code, 0);
    server.says("/4-11.csv", Answer::Status("503 Busy", ""));
    server.says("/4-12.csv", text(&SECOND.replace("1990", "1991").replace("1992", "1993")));
    let head = newest(&place);
    let update = "accede update 'UN IV-11' 'UN IV-12' --allow-http --write";
    let ran = place.run(update);
    assert!(ran.code == 1 && ran.stdout.contains("not-fetched") && ran.stdout.contains("503"), "{ran:?}");
    assert_eq!(newest(&place), head);
    let ran = place.run(&format!("{update} --partial"));
    assert!(ran.code == 1 && ran.stdout.contains("UN IV-12"), "{ran:?}");
    assert_ne!(newest(&place), head, "the other one is recorded");
}

#[test]
fn a_proxy_is_gone_by() {
    let (place, server) = (Place::new(), Server::new());
    server.says("/4-11.csv", text(FIRST));
    let line = format!(
        "HTTPS_PROXY={} NO_PROXY={} accede import http://tables.example/4-11.csv --allow-http --format csv",
        server.base, "x.example"
    );
    let ran = place.run(&line);
    assert!(ran.code == 0 && ran.stdout.contains("1990-01-26"), "{ran:?} {:?}", server.asked());
}
