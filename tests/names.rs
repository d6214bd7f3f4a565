//! Whom a name means: in each language, as tables shorten it, with its owner in brackets; and never somebody else. By which
//! names answers call participants.

use std::collections::BTreeSet;

use accede::model::{Body, Confidence, NameBody, Sources};
use accede::names::directory::{Directory, Found};
use accede::names::{fold, spelt_out};
use accede::read::seed;
use accede::store::{Access, Store, resolve};

use crate::support::{Place, cases, few_facts};

fn store(place: &Place) -> Store {
    Store::open(&place.db(), Access::Read).unwrap()
}

fn codes(found: Found) -> Vec<String> {
    match found {
        Found::One(code) => vec![code],
        Found::Several(codes) => codes,
        Found::Nobody => Vec::new(),
    }
}

#[test]
fn every_name_of_every_language_means_its_participant() {
    let directory = store(&Place::whole()).directory().unwrap();
    let rows = cases("names/cldr.csv");
    assert!(rows.len() > 3_000, "{}", rows.len());
    let (mut wrong, mut unclear) = (Vec::new(), BTreeSet::new());
    for row in &rows {
        let (name, code) = (&row["name"], &row["code"]);
        // As it is written, without accents, in capitals, without dotted letters.
        let mut spellings = vec![name.clone(), fold(name), name.to_uppercase(), format!("  {name} ")];
        spellings.extend(spelt_out(name));
        for spelling in spellings {
            let found = codes(directory.find(&spelling, None));
            if !found.contains(code) {
                wrong.push(format!("{spelling} ({}): {found:?}, not {code}", row["language"]));
            } else if found.len() > 1 {
                unclear.insert((row["language"].clone(), name.clone(), found.join(" or ")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let unclear: Vec<_> = unclear.iter().map(|(tag, name, who)| format!("{tag} {name}: {who}")).collect();
    assert_eq!(unclear, ["es RU: GB or RU", "nl VN: VN or X-UN"], "codes of others");
}

#[test]
fn every_name_in_tables_means_who_is_meant() {
    let place = Place::whole();
    let store = store(&place);
    let directory = store.directory().unwrap();
    let rows = cases("names/in_tables.csv");
    let mut wrong = Vec::new();
    for row in &rows {
        let (name, wanted) = (&row["spelling"], &row["code"]);
        let found = codes(directory.find(name, row["on"].parse().ok())).join(";");
        if found != *wanted {
            wrong.push(format!("{name}: {found}, not {wanted}"));
        }
        // On the command line a code goes before a name.
        let typed = match resolve::find_participant(&store, name) {
            Ok(code) => code.unwrap_or_default(),
            Err(_) => "several".to_owned(),
        };
        let is_code = wanted.split(';').any(|code| code == name);
        let expected = match wanted.as_str() {
            _ if is_code => name,
            // Without a day that of today.
            "DDDE;DE" => "DE",
            several if several.contains(';') => "several",
            one => one,
        };
        if row["on"].is_empty() && typed != expected {
            wrong.push(format!("{name} typed: {typed}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// As tables shorten it and turn it round.
fn shortened(name: &str) -> Vec<String> {
    let abbreviated = [
        ("Republic", "Rep."),
        ("Democratic", "Dem."),
        ("Islands", "Is."),
        ("Island", "I."),
        ("Saint", "St"),
        ("Federated", "Fed."),
        ("United", "Un."),
        ("Northern", "N."),
        ("South", "S."),
        (" and ", " & "),
    ];
    let short = abbreviated.iter().fold(name.to_owned(), |name, (long, short)| name.replace(long, short));
    let mut all =
        vec![format!("The {name}"), short.clone(), format!("{name} (the)"), name.replace([',', '\''], "")];
    for name in [name, &short] {
        for (before, behind) in [(" of the ", " of the"), (" of ", " of")] {
            if let Some((first, last)) = name.split_once(before) {
                all.push(format!("{last}, {first}{behind}"));
                all.push(format!("{last} ({first})"));
            }
        }
    }
    all
}

#[test]
fn no_name_is_read_as_somebody_elses_when_it_is_shortened() {
    let store = store(&Place::whole());
    let directory = store.directory().unwrap();
    let (mut asked, mut found_so, mut wrong) = (0, 0, Vec::new());
    for row in store.names().unwrap() {
        let own = codes(directory.find(&row.name, None));
        for name in shortened(&row.name) {
            let found = codes(directory.find(&name, None));
            asked += 1;
            found_so += usize::from(!found.is_empty());
            if !found.is_empty() && !own.iter().any(|code| found.contains(code)) {
                wrong.push(format!("{name}: {found:?}, not {own:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(asked > 15_000 && found_so * 100 > asked * 95, "{found_so} of {asked}");
}

#[test]
fn a_day_decides_where_one_bore_the_name_only_then() {
    let directory = store(&Place::whole()).directory().unwrap();
    for (name, on, code) in [
        ("Germany, Former FRG/GDR", "1995-01-01", "DE"),
        ("Germany, Former FRG/GDR", "1980-01-01", "DDDE;DE"),
        ("Yugoslavia", "1980-01-01", "X-SFRY"),
        ("Yugoslavia", "1995-01-01", "YUCS"),
        ("Yugoslavia", "", "YUCS"),
        ("EC", "1995-01-01", "EC;EU"),
    ] {
        assert_eq!(codes(directory.find(name, on.parse().ok())).join(";"), code, "{name} {on}");
    }
}

#[test]
fn a_hostile_name_is_nobodys() {
    let directory = store(&Place::whole()).directory().unwrap();
    let long = "a".repeat(10_000);
    let brackets = "(".repeat(5_000) + &")".repeat(5_000);
    let nested = format!("{}UK{}", "Bermuda (".repeat(20), ")".repeat(20));
    for name in [
        "Fr\u{430}nce",
        "Fra\u{200d}nce",
        "Fra\u{0}nce",
        "Fr\u{1b}[31mance",
        "\u{202e}ecnarF",
        "lreland",
        "%",
        "' OR 1=1 --",
        "Bermuda (((UK",
        "a. b. c.",
        &long,
        &long.replace('a', "a. "),
        &long.replace('a', ", "),
        &brackets,
        &nested,
    ] {
        let head: String = name.chars().take(30).collect();
        assert_eq!(directory.find(name, None), Found::Nobody, "{head}");
        assert_eq!(directory.only(name), None, "{head}");
    }
}

#[test]
fn what_is_not_near_is_not_suggested() {
    let place = Place::whole();
    for (asked, said) in [
        ("accede status nptx", "no treaty is called 'nptx'; accede treaties lists them"),
        ("accede status kyotto", "nearest: Kyoto (UN XXVII-7-a)"),
        (
            "accede participant Atlantis",
            "no participant is called 'Atlantis'; accede participants lists them",
        ),
        ("accede participant Germny", "nearest: Germany (DE)"),
        ("accede participants --group ZZZZ", "accede groups lists them"),
    ] {
        let ran = place.run(asked);
        assert_eq!(ran.code, 2, "{asked}: {ran:?}");
        assert!(ran.stderr.contains(said), "{asked}: {}", ran.stderr);
    }
}

#[test]
fn a_treaty_is_found_by_the_names_in_use() {
    let place = Place::whole();
    let store = store(&place);
    for (name, code) in [
        ("kioto", "UN XXVII-7-a"),
        ("Киотский протокол", "UN XXVII-7-a"),
        ("bern", "WIPO BERNE"),
        ("Bâle", "UN XXVII-3"),
        ("Roma", "UN XVIII-10"),
        ("PIDCP", "UN IV-4"),
        ("CONVEMAR", "UN XXI-6"),
        ("巴黎协定", "UN XXVII-7-d"),
    ] {
        assert_eq!(resolve::treaty(&store, name).unwrap().code, code, "{name}");
    }
    for name in ["hague", "The Hague", "Vienna", "Washington", "rio"] {
        let ran = place.run(&format!("accede status '{name}'"));
        assert_eq!(ran.code, 2, "{name}");
        assert!(ran.stderr.contains("can be more than one treaty"), "{name}: {}", ran.stderr);
    }
}

#[test]
fn answers_call_participants_as_is_asked() {
    let place = Place::whole();
    let ask = |line: &str| {
        let ran = place.run(&format!("accede {line}"));
        assert_eq!(ran.code, 0, "{line}: {ran:?}");
        ran.stdout
    };
    let row = |names: &str, code: &str, line: &str| {
        let csv = ask(&format!("{line} --format csv {names}"));
        let mut rows = csv::Reader::from_reader(csv.as_bytes());
        let headings = rows.headers().unwrap().clone();
        let at = |name: &str| headings.iter().position(|heading| heading == name).unwrap();
        let found = rows.records().map(Result::unwrap).find(|row| &row[at("code")] == code);
        found.map(|row| row[at("name")].to_owned())
    };
    for line in ["participants --group UN", "participants --group UN --known-at 2026-11-30", "status paris"] {
        for (names, code, name) in [
            ("", "CI", "Côte d'Ivoire"),
            ("--names short", "DE", "Germany"),
            ("--names fr", "DE", "Allemagne"),
            ("--names ES", "DE", "Alemania"),
            ("--names ru", "DE", "Германия"),
            ("--names ar", "FR", "فرنسا"),
            ("--names zh", "FR", "法国"),
            ("--names zh-Hant-HK", "FR", "法國"),
            ("--names pt-PT", "EE", "Estónia"),
            ("--names pt-PT", "DE", "Alemanha"),
            ("--names pt", "EE", "Estônia"),
            ("--names it", "DE", "Germania"),
            ("--names nl", "DE", "Duitsland"),
            ("--names un", "NL", "Netherlands (Kingdom of the)"),
            ("--names coe", "NL", "Netherlands"),
            ("--names fr-CA", "TR", "Turquie"),
        ] {
            assert_eq!(row(names, code, line).as_deref(), Some(name), "{line} {names} {code}");
        }
    }
    assert_eq!(ask("participants --group UN"), ask("participants --group UN --names short"));
    assert!(ask("explain budapest DE --names fr").contains("Allemagne"));
    assert!(ask("between DE FR --names de").contains("Frankreich"));
    assert!(ask("matrix budapest paris --group EU --names it").contains("Germania"));
    assert!(ask("sql \"SELECT name FROM participant WHERE code = 'DE'\" --names es").contains("Alemania"));
    for (line, code, said) in [
        ("status budapest --names xx", 2, "no names are recorded in 'xx'; there are short, ar, coe, de, en"),
        ("status budapest --names ''", 2, "it is empty"),
        ("status budapest --names \"fr' OR 1\"", 2, "no names are recorded"),
        ("record ratification budapest IE --on 2026-11-20 --names fr", 2, "--names goes with questions"),
    ] {
        let ran = place.run(&format!("accede {line}"));
        assert_eq!(ran.code, code, "{line}: {ran:?}");
        assert!(ran.stderr.contains(said), "{line}: {}", ran.stderr);
    }
}

#[test]
fn a_table_of_codes_has_codes_and_a_table_of_names_has_names() {
    let place = Place::whole();
    for (rows, code, said) in [
        ("EC\nFR\nRU", 0, ""),
        ("EC\nFrance", 1, "it can be EC or EU"),
        ("RU\nFrance", 1, "it can be GB or RU"),
        ("Ecuador\nFrance\nEuropean Union", 0, ""),
    ] {
        let lines = rows.lines().map(|who| format!("X 1,{who},signature,2001-01-01\n"));
        let rows = lines.collect::<Vec<_>>().concat();
        std::fs::write(place.path().join("t.csv"), format!("treaty,participant,action,date\n{rows}"))
            .unwrap();
        let ran = place.run("accede import t.csv --format csv");
        assert_eq!(ran.code, code, "{rows}: {ran:?}");
        assert!(ran.stdout.contains(said), "{rows}: {}", ran.stdout);
    }
}

#[test]
fn languages_have_tags_also_where_the_log_has_words_for_them() {
    let place = Place::empty();
    let mut facts = few_facts();
    facts.push(
        Body::Name(NameBody {
            participant: "DE".to_owned(),
            name: "Alemannha".to_owned(),
            name_kind: "portuguese".to_owned(),
            since: None,
            until: None,
            sources: Sources::default(),
            confidence: Confidence::Unverified,
        })
        .into(),
    );
    Store::create(&place.db(), &facts, seed::COMPILED_BY, seed::COMPILED_AT).unwrap();
    assert_eq!(place.query("accede.db", "SELECT kind FROM name WHERE name = 'Alemannha'"), ["pt"]);
    assert_eq!(
        place.query("accede.db", "SELECT count(*) FROM name WHERE kind IN ('dutch', 'portuguese')"),
        ["0"]
    );
    assert_eq!(place.run("accede verify").code, 0);
}

#[test]
fn a_name_is_taught_in_its_language() {
    let place = Place::whole();
    let ran = place.run("accede names add Deutschländle DE --language de --by registry");
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(place.run("accede names of DE").stdout.contains("Deutschländle"));
    // The one recorded last is the one that is shown.
    assert!(place.run("accede participants --group EU --names de").stdout.contains("Deutschländle"));
    assert_eq!(place.run("accede names add Allemania DE --language german").code, 2);
    let directory: Directory = store(&place).directory().unwrap();
    assert_eq!(directory.find("deutschlandle", None), Found::One("DE".to_owned()));
}

#[test]
fn former_names_of_a_list_are_not_shown_for_present_ones() {
    let place = Place::whole();
    let called = |names: &str, code: &str| {
        let ran = place.run(&format!("accede participants --names {names} --format csv"));
        let row = ran.stdout.lines().find(|line| line.starts_with(&format!("{code},"))).map(str::to_owned);
        row.unwrap_or_default().split(',').nth(2).unwrap_or_default().to_owned()
    };
    for (names, code, name) in [
        ("coe", "MK", "North Macedonia"),
        ("coe", "TR", "Türkiye"),
        ("coe", "CZ", "Czechia"),
        ("fr", "VA", "Saint-Siège"),
        ("es", "PS", "Estado de Palestina"),
        ("it", "VA", "Santa Sede"),
        ("de", "KR", "Südkorea"),
    ] {
        assert_eq!(called(names, code), name, "{names} {code}");
    }
}

/// Of the short names of one participant each ends where the next one begins, in whatever order they were recorded.
#[test]
fn short_names_follow_each_other() {
    let place = Place::empty();
    let mut facts = few_facts();
    for year in [2010, 2002, 2006, 2004, 2008] {
        facts.push(
            Body::Name(NameBody {
                participant: "DE".to_owned(),
                name: format!("Name of {year}"),
                name_kind: "short".to_owned(),
                since: format!("{year}-01-01").parse().ok(),
                until: None,
                sources: Sources::default(),
                confidence: Confidence::Unverified,
            })
            .into(),
        );
    }
    Store::create(&place.db(), &facts, seed::COMPILED_BY, seed::COMPILED_AT).unwrap();
    let sql =
        "SELECT name, since, until FROM name WHERE participant = 'DE' AND kind = 'short' ORDER BY since";
    assert_eq!(
        place.query("accede.db", sql),
        [
            "Germany||2002-01-01",
            "Name of 2002|2002-01-01|2004-01-01",
            "Name of 2004|2004-01-01|2006-01-01",
            "Name of 2006|2006-01-01|2008-01-01",
            "Name of 2008|2008-01-01|2010-01-01",
            "Name of 2010|2010-01-01|",
        ]
    );
    assert_eq!(place.query("accede.db", "SELECT name FROM participant WHERE code = 'DE'"), ["Name of 2010"]);
    assert_eq!(place.run("accede verify").code, 0);
}
