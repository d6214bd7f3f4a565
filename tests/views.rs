//! A question has one answer: each view gives the rows that the command for the same question gives, on the seed, on
//! imported tables and on made-up acts.

use std::collections::{BTreeMap, BTreeSet};

use crate::properties::file_of_made_up_acts;
use crate::support::{Place, TODAY, needs, soak};

/// A row by the names of its columns.
type Row = BTreeMap<String, String>;

/// A view beside the command that answers the same question.
struct Pair {
    view: &'static str,
    /// Its rows, each column under the name that it has in the command's CSV. `{treaty}` is one treaty after the other.
    sql: &'static str,
    command: &'static str,
    /// Which of the command's rows are about what the view tells.
    about: fn(&Row) -> bool,
}

const PAIRS: &[Pair] = &[
    Pair {
        view: "departure",
        sql: "SELECT treaty, participant AS code, name, act, received_on, effective_on, revoked_on, returned_on,
                     back_on AS in_force_again_on
              FROM departure",
        command: "departures --as-of {day}",
        about: |_| true,
    },
    Pair {
        view: "succession",
        sql: "SELECT treaty, participant AS successor, name, from_state AS predecessors, kind, succeeded_on AS succession_on,
                     independent_on, notified_on, in_force_on, gap_days AS days_to_notification, '@' || act AS entry
              FROM succession",
        command: "successions --as-of {day}",
        about: |_| true,
    },
    Pair {
        view: "claim_source",
        sql: "SELECT code, as_of, treaty, group_code AS \"group\", claim, value, sources FROM claim_source",
        command: "claims",
        about: |_| true,
    },
    Pair {
        view: "status_change",
        sql: "SELECT on_day AS day, treaty, participant, before AS \"from\", after AS \"to\", '@' || opened_by AS entry
              FROM status_change WHERE on_day <= '{day}'",
        command: "changes --since 1600-01-01 --until {day}",
        about: |row| row["side"] == "law" && row["class"] == "status",
    },
    Pair {
        view: "next_by_time",
        sql: "SELECT on_day AS day, treaty, participant AS code, iif(participant IS NULL, '', what) AS \"to\"
              FROM next_by_time",
        command: "next --within 2400-01-01 --as-of {day}",
        about: |row| row["mode"].is_empty() && (!row["to"].is_empty() || row["what"] == "entry-into-force"),
    },
    Pair {
        view: "computed_not_published",
        sql: "SELECT treaty, participant AS code, '@' || id AS entry, act, computed_on AS counts_from,
                     iif(estimated, 'true', 'false') AS estimated
              FROM computed_not_published",
        command: "events --all",
        about: |row| {
            let is_computed = !row["counts_from"].is_empty() && row["counts_from"] == row["computed_on"];
            row["consent"] == "true" && row["effective_on"].is_empty() && is_computed
        },
    },
    Pair {
        view: "disagreement",
        sql: "SELECT treaty, participant AS code, '@' || id AS entry, act, published_on AS effective_on, computed_on
              FROM disagreement WHERE participant IS NOT NULL",
        command: "events --all",
        about: |row| {
            let both = !row["effective_on"].is_empty() && !row["computed_on"].is_empty();
            both && row["effective_on"] != row["computed_on"] && row["estimated"] == "false"
        },
    },
    Pair {
        view: "source_conflict",
        sql: "SELECT treaty, participant, name, '@' || id AS entry, act, done_on AS date, effective_on FROM source_conflict",
        command: "conflicts",
        about: |row| row["shown"] != "true",
    },
    Pair {
        view: "entry_into_force",
        sql: "SELECT treaty AS code, short_title, coalesce(published_on, computed_on) AS in_force_on,
                     computed_on AS in_force_computed
              FROM entry_into_force",
        command: "treaties --as-of {day}",
        about: |_| true,
    },
    Pair {
        view: "duration",
        sql: "SELECT treaty, participant AS code, name, 'consent' AS stage, signed_on AS \"from\", consented_on AS \"to\",
                     days_to_consent AS days, 'true' AS happened, 'false' AS pending
              FROM duration WHERE days_to_consent IS NOT NULL
              UNION ALL
              SELECT treaty, participant, name, 'force', consented_on, in_force_on, days_to_force, 'true', 'false'
              FROM duration WHERE days_to_force IS NOT NULL
              UNION ALL
              SELECT treaty, participant, name, 'consent', signed_on, '{day}', days_pending, 'false', 'true'
              FROM duration WHERE days_pending IS NOT NULL",
        command: "durations --as-of {day}",
        // The view has no days for what can no longer happen, and for those that wait for entry into force.
        about: |row| row["happened"] == "true" || (row["pending"] == "true" && row["stage"] == "consent"),
    },
    Pair {
        view: "status_today",
        sql: "SELECT participant AS code, name, status, signed_on, consent, consented_on, in_force_on,
                     iif(uncertain, 'true', 'false') AS uncertain
              FROM status_today WHERE treaty = '{treaty}' AND (status <> 'none' OR uncertain)",
        command: "status '{treaty}' --as-of {day}",
        about: |row| row["status"] != "none" || row["uncertain"] == "true",
    },
    Pair {
        view: "pending_today",
        sql: "SELECT participant AS code, name, status, signed_on FROM pending_today WHERE treaty = '{treaty}'",
        command: "pending '{treaty}' --as-of {day}",
        about: |row| row["status"] != "contracting",
    },
    Pair {
        view: "signed_long_ago",
        sql: "SELECT participant AS code, name, signed_on FROM signed_long_ago WHERE treaty = '{treaty}'",
        command: "status '{treaty}' --only signatory,signed-ad-ref --as-of {day}",
        about: |row| *said(row, "signed_on") <= *ten_years_before(&row["as_of"]),
    },
    Pair {
        view: "group_status_today",
        sql: "SELECT participant AS code, name, status, signed_on, consented_on, in_force_on
              FROM group_status_today WHERE treaty = '{treaty}' AND group_code = 'EU'",
        command: "status '{treaty}' --group EU --as-of {day}",
        about: |_| true,
    },
    Pair {
        view: "mode_today",
        sql: "SELECT participant AS code, group_concat(mode, ';') AS modes
              FROM (SELECT participant, mode FROM mode_today WHERE treaty = '{treaty}' GROUP BY participant, mode ORDER BY mode)
              GROUP BY participant",
        command: "status '{treaty}' --as-of {day}",
        about: |row| !row["modes"].is_empty(),
    },
    Pair {
        view: "party_count",
        sql: "SELECT bound FROM party_count WHERE treaty = '{treaty}' AND bound > 0",
        command: "curve '{treaty}' --as-of {day}",
        about: |row| row["on"] == row["as_of"] && row["bound"] != "0",
    },
    Pair {
        view: "reservation_standing",
        sql: "SELECT '@' || id AS entry, participant AS code, name, kind, articles
              FROM reservation_standing WHERE treaty = '{treaty}' AND certain AND kind IN ('reservation', 'declaration')",
        command: "reservations '{treaty}' --kind reservation,declaration --as-of {day}",
        about: |row| row["standing"] == "stands",
    },
    Pair {
        view: "country_year",
        sql: "SELECT participant AS code, year, status, CASE reservations WHEN 1 THEN 'true' WHEN 0 THEN 'false' END AS reservation
              FROM country_year WHERE treaty = '{treaty}'",
        command: "panel '{treaty}' --as-of {day}",
        about: |row| !row["since"].is_empty(),
    },
    Pair {
        view: "through_organisation",
        sql: "SELECT participant AS code, name, status, member_since
              FROM through_organisation WHERE treaty = '{treaty}' AND organisation = 'EU'",
        command: "through EU '{treaty}' --as-of {day}",
        about: |row| row["bound"] == "through" && is_bound(&row["organisation_status"]),
    },
];

/// Views with a question of their own, and why no command stands beside them.
const ALONE: [(&str, &str); 8] = [
    (
        "pair_today",
        "two bound by one treaty; `between` also looks at objections, acceptances and territories",
    ),
    ("spell_today", "what the other views of today are made of"),
    ("collected_treaty", "what the views that count, or say who waits, leave the other treaties out by"),
    ("succession_gap", "treaties in force for the predecessor only; no command asks for what is not there"),
    (
        "parent_without",
        "a convention beside its protocol; `compare` sets participants side by side, not treaties",
    ),
    ("also_denounces", "who should have left another treaty; a finding of `check` only where it has not"),
    ("uninvited", "accessions without a recorded invitation; a finding of `check`, in words"),
    ("consent_by_year", "consents given in a year; `curve` counts those that stand at its end"),
];

fn is_bound(status: &str) -> bool {
    status == "party" || status == "leaving"
}

fn ten_years_before(day: &str) -> String {
    let year: i32 = day[..4].parse().unwrap();
    format!("{:04}{}", year - 10, &day[4..])
}

#[test]
fn every_view_stands_beside_a_command_or_says_why_not() {
    let schema = include_str!("../schema.sql");
    let views: BTreeSet<&str> =
        schema.split("\nCREATE VIEW ").skip(1).filter_map(|text| text.split_whitespace().next()).collect();
    let named: Vec<&str> =
        PAIRS.iter().map(|pair| pair.view).chain(ALONE.iter().map(|view| view.0)).collect();
    assert_eq!(named.iter().copied().collect::<BTreeSet<_>>(), views);
    assert_eq!(named.len(), views.len());
}

#[test]
fn on_the_seed() {
    let place = Place::new();
    for day in [TODAY, "2012-05-03"] {
        compare(&place, day, &PAIRS.iter().collect::<Vec<_>>(), soak(4, 1));
    }
}

#[test]
fn on_the_tables_of_a_depositary() {
    let Some(corpus) = needs::corpus() else { return };
    let place = Place::new();
    let tables = corpus.join("corpus/mtdsg-2013-csv");
    let ran = place.run(&format!("accede import {} --write --partial", tables.display()));
    assert!(ran.code <= 1, "{}", ran.stderr);
    let pairs: Vec<&Pair> = PAIRS.iter().collect();
    let departures = compare(&place, TODAY, &pairs, soak(100, 5))["departure"];
    assert!(departures > 30, "{departures}");
    compare(&place, "1995-07-01", &pairs, soak(100, 5));
}

#[test]
fn durations_come_by_treaty_and_name() {
    let rows = Place::new().query("accede.db", "SELECT treaty || ' ' || name FROM duration");
    assert!(rows.len() > 100 && rows.is_sorted(), "{rows:?}");
}

#[test]
fn on_made_up_acts() {
    for round in 0..soak(1, 10) {
        let place = Place::empty();
        file_of_made_up_acts(&place, soak(3, 20), round);
        let counts = compare(&place, TODAY, &PAIRS.iter().collect::<Vec<_>>(), soak(4, 1));
        assert!(counts["departure"] > 2 && counts["succession"] > 2, "{counts:?}");
        compare(&place, "1993-07-01", &PAIRS.iter().collect::<Vec<_>>(), soak(4, 1));
    }
}

/// Compares each view with its command, treaty by treaty for one in so many; how many rows each view gave.
fn compare(place: &Place, day: &str, pairs: &[&Pair], one_in: usize) -> BTreeMap<&'static str, usize> {
    let treaties: Vec<String> = place
        .query("accede.db", "SELECT DISTINCT treaty FROM act ORDER BY treaty")
        .into_iter()
        .step_by(one_in)
        .collect();
    let mut wrong = Vec::new();
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    for pair in pairs {
        let each = if pair.sql.contains("{treaty}") { treaties.as_slice() } else { &[String::new()] };
        for treaty in each {
            let of = |text: &str| text.replace("{treaty}", treaty).replace("{day}", day);
            let sql = format!(
                "accede sql \"{}\" --limit 1000000 --timeout 100s",
                of(pair.sql).replace('"', "\\\"")
            );
            let (columns, view) = rows(place, &format!("{sql} --as-of {day}"));
            let (_, command) = rows(place, &format!("accede {}", of(pair.command)));
            let said =
                |row: &Row| columns.iter().map(|column| said(row, column)).collect::<Vec<_>>().join("|");
            let mut view: Vec<String> = view.iter().map(said).collect();
            let mut command: Vec<String> = command.iter().filter(|row| (pair.about)(row)).map(said).collect();
            *counts.entry(pair.view).or_default() += view.len();
            view.sort();
            command.sort();
            if view != command {
                let only = |these: &[String], those: &[String]| -> Vec<String> {
                    these.iter().filter(|row| those.binary_search(row).is_err()).take(5).cloned().collect()
                };
                wrong.push(format!(
                    "{} {treaty} on {day}, {}:\n  only the view {:?}\n  only the command {:?}",
                    pair.view,
                    columns.join("|"),
                    only(&view, &command),
                    only(&command, &view)
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    counts
}

/// A cell; where the day of an act is not known, the last of its window, as in the views.
fn said<'a>(row: &'a Row, column: &str) -> &'a str {
    let latest = match column {
        "signed_on" => row.get("signed_latest"),
        "consented_on" => row.get("consented_latest"),
        _ => None,
    };
    let own = row[column].as_str();
    if own.is_empty() { latest.map_or("", String::as_str) } else { own }
}

/// The names of the columns and the rows that a command gives as CSV.
fn rows(place: &Place, command: &str) -> (Vec<String>, Vec<Row>) {
    let ran = place.run(&format!("{command} --format csv"));
    assert!(ran.code <= 1, "{command}\n{}", ran.stderr);
    let mut reader = csv::Reader::from_reader(ran.stdout.as_bytes());
    let columns: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows = reader.deserialize().map(Result::unwrap).collect();
    (columns, rows)
}
