//! `accede sql`: it ends in time and as soon as the user asks, whatever the statement.

use std::fmt::Write;

use crate::support::Place;

/// Twelve values, each of them minutes of work that `SQLite` does in a few hundred steps: it looks at the clock between them only.
fn few_long_steps() -> String {
    let mut values = String::new();
    for value in 0..12 {
        let sum: Vec<String> = (0..45).map(|part| format!("instr(h, n || {value} || {part})")).collect();
        write!(values, "{}max({})", if value == 0 { "" } else { ", " }, sum.join(" + ")).unwrap();
    }
    format!(
        "WITH a(h) AS MATERIALIZED (SELECT printf('%.*c', 262000, 'a')),
              b(n) AS MATERIALIZED (SELECT printf('%.*c', 131000, 'a') || 'b') SELECT {values} FROM a, b"
    )
}

/// A statement that goes on for minutes on any machine; a shell ends it where the program does not.
const SLOW: [(&str, &str); 6] = [
    ("few long steps", ""),
    ("many steps", "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"),
    (
        "a pattern",
        "WITH a(h) AS MATERIALIZED (SELECT printf('%.*c', 262000, 'a')),
              n(i) AS (SELECT x.seq FROM log x, log y) SELECT sum(h || i LIKE '%a%a%a%a%a%a%a%a%a%b') FROM a, n",
    ),
    (
        "replacing",
        "WITH a(h) AS MATERIALIZED (SELECT printf('%.*c', 131000, 'ab')),
              n(i) AS (SELECT x.seq FROM log x, log y) SELECT sum(length(replace(h || i, printf('%.*c', 60000, 'a') || 'b', ''))) FROM a, n",
    ),
    (
        "sorting",
        "SELECT count(*) FROM (SELECT a.body FROM log a, log b, (SELECT seq FROM log LIMIT 100) ORDER BY a.body || b.body)",
    ),
    (
        "an answer that is long to lay out",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 1000000) SELECT i, i, i, i FROM n, log",
    ),
];

#[test]
fn a_statement_is_stopped_when_its_time_is_over() {
    let place = Place::new();
    for (what, statement) in SLOW {
        let statement = if statement.is_empty() { few_long_steps() } else { statement.to_owned() };
        std::fs::write(place.path().join("slow.sql"), statement).unwrap();
        for format in ["table", "json"] {
            let line = format!(
                "timeout -s KILL 60 accede sql - --limit 1000000 --timeout 300ms --format {format} < slow.sql"
            );
            let ran = place.run(&line);
            assert_eq!((ran.code, &*ran.stdout), (3, ""), "{what}: {ran:?}");
            assert!(ran.stderr.contains("stopped after 0.3 s"), "{what}: {ran:?}");
        }
    }
}

#[test]
fn what_is_stopped_leaves_no_file() {
    let place = Place::new();
    std::fs::write(place.path().join("slow.sql"), few_long_steps()).unwrap();
    let before = place.run("ls -A").stdout;
    let ran = place.run("timeout -s KILL 60 accede sql - --timeout 300ms --output answer.csv < slow.sql");
    assert_eq!(ran.code, 3, "{ran:?}");
    assert_eq!(place.run("ls -A").stdout, before);
}

/// A shell's lines that start a command as `$p`, wait until the statement is being answered, and more where `more` says so, send it
/// a signal, and tell how it ended.
#[cfg(target_os = "linux")]
fn signalled(command: &str, more: &str, signal: &str) -> String {
    format!(
        "threads() {{ for _ in $(seq 600); do [ $(ls /proc/$p/task | wc -l) $1 1 ] && break; sleep 0.1; done; }}
         {command} & p=$!
         threads -gt; {more} sleep 1
         (sleep 60; kill -s KILL $p) > /dev/null 2>&1 & w=$!
         kill -s {signal} $p; wait $p; code=$?; kill $w; exit $code"
    )
}

#[cfg(target_os = "linux")]
#[test]
fn ctrl_c_ends_it_in_the_middle_of_a_step() {
    let place = Place::new();
    std::fs::write(place.path().join("slow.sql"), few_long_steps()).unwrap();
    for signal in ["INT", "TERM"] {
        let ran = place.run(&signalled(
            "accede sql - --timeout 60m --output answer.csv < slow.sql 2> said",
            "",
            signal,
        ));
        let said = std::fs::read_to_string(place.path().join("said")).unwrap();
        assert_eq!((ran.code, &*said), (4, "accede: stopped, as asked; nothing was changed\n"), "{signal}");
        assert_eq!(place.run("ls -A | grep answer").stdout, "");
    }
}

/// Where the answer waits for somebody to read it, the first signal ends the program.
#[cfg(target_os = "linux")]
#[test]
fn ctrl_c_ends_it_while_nobody_reads_the_answer() {
    let place = Place::new();
    assert_eq!(place.run("mkfifo answer").code, 0);
    let many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 200000) SELECT i FROM n";
    let command = format!("exec 3<> answer; accede sql '{many}' --limit 1000000 --format csv > answer");
    let ran = place.run(&signalled(&command, "threads -eq;", "INT"));
    assert_eq!(ran.code, 130, "{ran:?}");
}
