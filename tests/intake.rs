//! What a file calls a treaty, days that cannot be those of an act under one, and what is said where nothing can be read.

use serde_json::Value;

use crate::support::Place;

fn planned(place: &Place, file: &str, bytes: &[u8], rest: &str) -> Value {
    std::fs::write(place.path().join(file), bytes).unwrap();
    let ran = place.run(&format!("accede import {file} {rest} --format json"));
    serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{file}: {ran:?}"))
}

fn acts(plan: &Value) -> Vec<String> {
    let text = |row: &Value, field: &str| row[field].as_str().unwrap_or_default().to_owned();
    let line = |row: &Value| ["treaty", "participant", "act", "date"].map(|field| text(row, field)).join(" ");
    plan["rows"].as_array().unwrap().iter().map(line).collect()
}

fn findings(plan: &Value) -> Vec<String> {
    let line = |row: &Value| format!("{} {}", row["place"]["line"], row["reason"].as_str().unwrap());
    plan["findings"].as_array().unwrap().iter().map(line).collect()
}

const HEAD: &str = "treaty,participant,action,date\n";

#[test]
fn what_only_people_call_a_treaty_is_a_finding_that_names_its_code() {
    let place = Place::new();
    let rows = "budapest,Chad,accession,2021-11-10\n185,Chad,accession,2021-11-10\n\
        ETS 185,Chad,accession,2021-11-10\nConvention on Cybercrime,Mali,accession,2021-11-10\n";
    let plan = planned(&place, "own.csv", format!("{HEAD}{rows}").as_bytes(), "");
    assert_eq!(acts(&plan), ["CETS 185 TD accession 2021-11-10", "CETS 185 ML accession 2021-11-10"]);
    assert_eq!(findings(&plan), ["2 only-a-name", "3 only-a-name"]);
    assert!(plan["findings"][0]["why"].as_str().unwrap().contains("people call CETS 185"), "{plan}");
}

#[test]
fn several_codes_in_one_cell_are_no_treaty() {
    let place = Place::new();
    let rows = "\"UN IV-4, UN IV-3\",Chad,accession,1995-06-09\nUN IV-9 and UN IV-8,Mali,accession,1995-06-09\n\
        CETS 12;CETS 14,Peru,accession,1995-06-09\n";
    let plan = planned(&place, "own.csv", format!("{HEAD}{rows}").as_bytes(), "");
    assert_eq!(acts(&plan), [] as [&str; 0]);
    assert_eq!(findings(&plan), ["2 unfit-code", "3 unfit-code", "4 unfit-code"]);
}

#[test]
fn one_treaty_has_one_code_however_its_number_is_written() {
    let place = Place::new();
    let table = "Country\tDate\tStatus\tNote\nChad\t13 Jun 1956\tIn Force\t\n";
    let plan = planned(&place, "ilo.txt", table.as_bytes(), "--treaty 'ILO C029'");
    assert_eq!(acts(&plan), ["ILO 29 TD ratification 1956-06-13"]);
    let rows = "ILO C29,Chad,ratification,1956-06-13\nILO 029,Mali,ratification,1956-06-13\n";
    let plan = planned(&place, "own.csv", format!("{HEAD}{rows}").as_bytes(), "");
    assert_eq!(acts(&plan), ["ILO 29 TD ratification 1956-06-13", "ILO 29 ML ratification 1956-06-13"]);
    let table = "Participant,Signature\nChad,5 Sep 2000\n";
    let plan = planned(&place, "table.csv", table.as_bytes(), "--treaty IV-99");
    assert_eq!(acts(&plan), ["UN IV-99 TD signature 2000-09-05"]);
}

#[test]
fn a_treaty_keeps_the_code_that_somebody_gave_it() {
    let place = Place::new();
    for code in ["X-1", "ILO C029"] {
        let page = format!(
            "code = \"{code}\"\ntitle = \"Convention on Lakes {code}\"\ndepositary = \"UN\"\nopened_on = 1950-01-01\n"
        );
        std::fs::write(place.path().join("own.toml"), page).unwrap();
        let ran = place.run("accede treaty add own.toml");
        assert_eq!(ran.code, 0, "{ran:?}");
        let rows = format!("{HEAD}{code},Chad,accession,1961-11-10\n");
        let plan = planned(&place, "own.csv", rows.as_bytes(), "");
        assert_eq!(acts(&plan), [format!("{code} TD accession 1961-11-10")], "{plan}");
    }
}

/// Of a remark the first day behind its words is the one that is read; any other is told.
#[test]
fn a_second_day_in_a_remark_is_a_finding() {
    let place = Place::new();
    let table = "Country\tDate\tStatus\tNote\n\
        Chad\t13 Jun 1956\tDenounced\tDenounced on 1 Jan 1970; D\u{e9}nonc\u{e9} le 1 Jan 1980\n\
        Mali\t13 Jun 1956\tDenounced\tDenounced on 1 Jan 1970. Denounced on 1 Jan 1980\n";
    let plan = planned(&place, "ilo.txt", table.as_bytes(), "--treaty 'ILO 29'");
    let read = |code: &str| {
        [format!("ILO 29 {code} ratification 1956-06-13"), format!("ILO 29 {code} denunciation 1970-01-01")]
    };
    assert_eq!(acts(&plan), [read("TD"), read("ML")].concat());
    assert_eq!(findings(&plan), ["2 unknown-action", "3 unknown-action"]);
    let chart = "Council of Europe, Treaty No. 900\nStatus as of 24/11/2025\n\tSignature\tRatification\tEntry into force\tNotes\n\
        Chad\t23/11/2001\t10/01/2006\t01/05/2006\tDenunciation on 16 March 2022, effect 16 September 2022\n\
        Mali\t23/11/2001\t10/01/2006\t01/05/2006\tseen 16 March 2022\n";
    let plan = planned(&place, "chart.txt", chart.as_bytes(), "");
    assert!(acts(&plan).contains(&"CETS 900 TD denunciation 2022-03-16".to_owned()), "{plan}");
    assert_eq!(findings(&plan).len(), 1, "{plan}");
}

#[test]
fn a_column_of_something_else_that_is_accepted_is_a_finding_for_each_of_its_days() {
    let place = Place::new();
    let table = "Participant,Signature,\"Ratification, Accession(a)\",Acceptance of individual complaints procedures\n\
        Mali,,5 Sep 2000,6 Sep 2001\nChad,,5 Sep 2000 a,\nTogo,,,7 Sep 2001\n";
    for (file, rest) in [("4-99.csv", ""), ("table.csv", "--treaty IV-99")] {
        let plan = planned(&place, file, table.as_bytes(), rest);
        let read = ["UN IV-99 ML ratification 2000-09-05", "UN IV-99 TD accession 2000-09-05"];
        assert_eq!(acts(&plan), read);
        assert_eq!(findings(&plan), ["2 unknown-action", "4 unknown-action"]);
    }
}

#[test]
fn a_year_that_is_not_over_ends_today_and_a_day_before_any_treaty_is_a_finding() {
    let place = Place::new();
    let rows =
        "Q 1,Chad,ratification,2026-00-00\nQ 1,Mali,ratification,1011-03-24\nQ 1,Togo,ratification,2027\n";
    let plan = planned(&place, "own.csv", format!("{HEAD}{rows}").as_bytes(), "");
    assert_eq!(acts(&plan), ["Q 1 TD ratification 2026-01-01..2026-11-30"]);
    assert_eq!(findings(&plan), ["3 before-opening", "4 refused"]);
}

#[test]
fn a_day_of_effect_alone_is_not_before_its_act() {
    let place = Place::new();
    let table =
        "Participant,Action,Date of Notification/Deposit,Date of Effect\nMali,Ratification,,01/01/2000\n";
    let plan = planned(&place, "unts.csv", table.as_bytes(), "--treaty 'Q 1'");
    assert_eq!(acts(&plan), ["Q 1 ML ratification "]);
    assert!(!plan.to_string().contains("before it is done"), "{plan}");
}

#[test]
fn a_treaty_of_which_every_row_is_a_finding_is_not_recorded() {
    let place = Place::new();
    let rows = "Q 1,Nobody,ratification,2001-11-10\nQ 2,Chad,ratification,2001-11-10\n";
    let plan = planned(&place, "own.csv", format!("{HEAD}{rows}").as_bytes(), "");
    let treaties: Vec<&str> =
        plan["treaties"].as_array().unwrap().iter().map(|line| line["treaty"].as_str().unwrap()).collect();
    assert_eq!(treaties, ["Q 2"]);
}

#[test]
fn a_code_of_another_scheme_is_no_number_of_this_one() {
    let place = Place::new();
    let map = "name = \"ilo\"\nabout = \"x\"\npublisher = \"x\"\nauthority = \"research\"\ntitle = \"x\"\n\
        [participant]\nname = \"State\"\n[treaty]\ncode = \"No\"\nprefix = \"ILO\"\n[[acts]]\nact = \"ratification\"\nday = \"Day\"\n";
    std::fs::write(place.path().join("ilo.toml"), map).unwrap();
    let table = "State,No,Day\nChad,UN IV-4,1956-06-13\nMali,ILO 29,1956-06-13\nTogo,C029,1956-06-13\n";
    let plan = planned(&place, "ilo.csv", table.as_bytes(), "--map ilo.toml");
    assert_eq!(acts(&plan), ["ILO 29 ML ratification 1956-06-13", "ILO 29 TG ratification 1956-06-13"]);
    assert_eq!(findings(&plan), ["2 other-treaty"]);
}

#[test]
fn what_cannot_be_read_says_what_to_do() {
    let place = Place::new();
    std::fs::write(place.path().join("latin.csv"), b"State;Signed\nC\xf4te;05.10.1998\n").unwrap();
    for line in ["accede names unknown latin.csv", "accede import latin.csv"] {
        let ran = place.run(line);
        let said = format!("{}{}", ran.stdout, ran.stderr).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains("F4") && said.contains("save it as UTF-8"), "{line}: {said}");
    }
    let ran = place.run("accede import ftp://example.org/x.csv");
    assert!(ran.stderr.contains("ftp:// is not fetched"), "{ran:?}");
    let ran = place.run("accede update 'CETS 185'");
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.lines().count()), (0, "", 1), "{ran:?}");
    assert!(ran.stderr.contains("no address of CETS 185"), "{ran:?}");
}

const ILO: &str = "Country\tDate\tStatus\tNote\n";

/// In the middle of a sentence, or with more behind the day, they may be about a part, or about what was not done.
#[test]
fn words_of_a_remark_are_an_act_only_where_a_sentence_is_about_nothing_else() {
    let place = Place::new();
    let remarks = [
        "Part II denounced on 03 May 2000",
        "Not denounced on 03 May 2000",
        "Acceptance of Annex I denounced on 03 May 2000",
        "Convention No. 5 was denounced on 03 May 2000",
        "To be denounced on 03 May 2020",
        "Has denounced on 3 May 2020 its declaration",
        "Declaration of 2 May 1998 denounced on 3 May 2000",
        "Part II. Denounced on 3 May 2000",
        "Denounced on 3 May 2000 as regards Part II",
        "Denounced on 3 May 2000, Part II",
    ];
    for remark in remarks {
        let table = format!("{ILO}Chad\t18 Aug 1965\tIn Force\t{remark}\n");
        let plan = planned(&place, "ilo.txt", table.as_bytes(), "--treaty 'ILO 102'");
        assert_eq!(acts(&plan), ["ILO 102 TD ratification 1965-08-18"], "{remark}");
        assert!(!findings(&plan).is_empty(), "{remark}");
        let table = format!("Convention\tDate\tStatus\tNote\nC102\t18 Aug 1965\tIn Force\t{remark}\n");
        let plan = planned(&place, "ilo.txt", table.as_bytes(), "--participant Chad");
        assert_eq!(acts(&plan), ["ILO 102 TD ratification 1965-08-18"], "{remark}");
    }
    for remark in [
        "Denounced on 03 May 2000",
        "Excluding Parts II and V of it. Denounced on 03 May 2000.",
        "Denounced on 03 May 2000 by convention C189",
        "Ratified anew; denounced on 03 May 2000 (by note)",
    ] {
        let table = format!("{ILO}Chad\t18 Aug 1965\tNot in force\t{remark}\n");
        let plan = planned(&place, "ilo.txt", table.as_bytes(), "--treaty 'ILO 102'");
        let read = ["ILO 102 TD ratification 1965-08-18", "ILO 102 TD denunciation 2000-05-03"];
        assert_eq!(acts(&plan), read, "{remark}");
        assert!(!plan.to_string().contains("not in force for it"), "{remark}");
    }
    let table = format!("{ILO}Chad\t18 Aug 1965\tIn Force\tDenounced on 03 May 2000\n");
    let plan = planned(&place, "ilo.txt", table.as_bytes(), "--treaty 'ILO 102'");
    assert!(plan.to_string().contains("is in force for it"), "{plan}");
    let table = format!("{ILO}Chad\t18 Aug 1965\tNot in force\tDenounced on 03 May 2027\n");
    let plan = planned(&place, "ilo.txt", table.as_bytes(), "--treaty 'ILO 102'");
    assert_eq!(acts(&plan), ["ILO 102 TD ratification 1965-08-18"]);
    assert!(plan["rows"][0]["flag"].as_str().unwrap_or_default().contains("it was left"), "{plan}");
}

#[test]
fn a_file_of_one_depositary_is_not_about_a_new_treaty_of_another() {
    let place = Place::new();
    let hcch = "Contracting Party|S|R/A/Su|Type|EIF\nAlbania||3-VIII-1994|R|1-XI-1994\n";
    for treaty in ["CETS 912", "ILO 912", "UN IV-912", "WIPO NEW"] {
        let plan = planned(&place, "hcch.psv", hcch.as_bytes(), &format!("--treaty '{treaty}'"));
        assert_eq!(
            (acts(&plan).len(), findings(&plan)),
            (0, vec!["1 other-depositary".to_owned()]),
            "{treaty}"
        );
    }
    for treaty in ["HCCH 912", "X 912"] {
        let plan = planned(&place, "hcch.psv", hcch.as_bytes(), &format!("--treaty '{treaty}'"));
        assert_eq!((acts(&plan).len(), findings(&plan).len()), (1, 0), "{treaty}");
    }
}

/// Days in columns that no key is for, in any form, in tables that maps of the program know by themselves.
#[test]
fn every_form_of_a_day_in_a_column_that_is_not_read_is_a_finding() {
    let place = Place::new();
    let tables = [
        (
            "Code,Name,Signature,Ratification,Kind,Date-Of-Effect,Withdrawal\nUSA,United States of America,2016-04-22,2016-09-03,Acceptance,2016-11-04,2020-11-04; 2026-01-27\n",
            "openclimatedata",
            2,
        ),
        (
            "Country\tDate of entry into force\tWithdrawal\nAlbania\t29-02-1996\tdenounced 11/05/1999\n",
            "ramsar",
            1,
        ),
        ("Country\tDate of entry into force\tSignature\nAlbania\t29-02-1996\tMay 1994\n", "ramsar", 1),
        (
            "Contracting Party,Treaty,Signature Date,Instrument Type,Instrument Date,Entry Into Force Date,Denunciation\nAlbania,Rome,,Accession,1994-05-11,1994-08-11,Effective from 12 May 1999\n",
            "wipo",
            1,
        ),
        (
            "{\"value\":[{\"brs_iso2a\":\"AL\",\"name\":\"Albania\",\"brs_entryintoforce\":\"11/05/1994\",\"brs_withdrawal\":[\"2010-01-01\",\"2011-01-01\"]}]}",
            "brs",
            2,
        ),
        (
            "State|Signature|Ratification/accession|Denunciation\nAlbania||11.05.1994|11.05.1999 (eff. 11.05.2000)\n",
            "icrc",
            2,
        ),
        (
            "Member\tSignature\tInstrument\tEntry into force\tDetails\nAlbania\t\tAccession: May 11, 1994\tAugust 11, 1994\tWithdrawn on March 3, 2020\n",
            "wipo-site",
            1,
        ),
        (
            "Participant,Action,Date of Notification/Deposit,Date of Effect,Remarks\nAlbania,Accession,11/05/1994,,5 May 1999; 6 May 2000\n",
            "unts",
            2,
        ),
    ];
    for (table, reader, days) in tables {
        let treaty = if reader == "wipo" { "" } else { "--treaty 'X 1'" };
        let plan = planned(&place, "table.txt", table.as_bytes(), &format!("{treaty} --reader {reader}"));
        assert_eq!(findings(&plan).len(), days, "{reader}: {plan}");
        assert!(findings(&plan).iter().all(|finding| finding.ends_with("unread-column")), "{reader}: {plan}");
    }
}

#[test]
fn all_parts_of_a_status_in_xml_are_read_or_told() {
    let place = Place::new();
    let table = |name: &str, heads: &[&str], rows: &[&[&str]]| {
        let cells = |row: &[&str]| {
            row.iter().map(|cell| format!("<Entry>{cell}</Entry>")).collect::<Vec<_>>().concat()
        };
        let rows = rows.iter().map(|row| format!("<Row>{}</Row>", cells(row))).collect::<Vec<_>>().concat();
        format!(
            "<{name}><Table><TGroup><Thead><Row>{}</Row></Thead><Tbody><Rows>{rows}</Rows></Tbody></TGroup></Table></{name}>",
            cells(heads)
        )
    };
    let page = format!(
        "<Root><Treaty><Header><ExternalData><Titlesect>Maps</Titlesect></ExternalData></Header>{}{}\
        <Objections><Objection><Participant>Austria</Participant><Text type=\"para\">18 June 1996</Text>\
        <Text type=\"para\">Austria objects to the reservation made by Portugal.</Text></Objection></Objections>\
        <Withdrawals><Withdrawal><Participant>Chad</Participant><Date>5 May 2001</Date></Withdrawal></Withdrawals></Treaty></Root>",
        table(
            "Participants",
            &["Participant", "Signature", "Ratification"],
            &[&["Austria", "", "27 Apr 1990"], &["Portugal", "", "27 Apr 1991"]]
        ),
        table(
            "TerritorialApplications",
            &["Participant", "Date of receipt of the notification", "Territories"],
            &[&["Portugal", "27 Apr 1999", "Macao"]]
        ),
    );
    let plan = planned(&place, "IV-912.en.xml", page.as_bytes(), "");
    assert_eq!(
        acts(&plan),
        [
            "UN IV-912 AT objection 1996-06-18",
            "UN IV-912 AT ratification 1990-04-27",
            "UN IV-912 PT ratification 1991-04-27",
            "UN IV-912 PT territorial-extension 1999-04-27",
        ]
    );
    assert_eq!(findings(&plan), ["1 unread-column"]);
    assert_eq!(plan["findings"][0]["cell"], "5 May 2001");
}

#[test]
fn a_page_that_is_cut_off_takes_nothing_away() {
    let place = Place::new();
    let row = |name: &str| format!("<tr><td>{name}</td><td>29-02-1996</td></tr>");
    let page = |rows: &str, end: &str| {
        format!(
            "<!DOCTYPE html><html><table><tr><th>Country</th><th>Date of entry into force</th></tr>{rows}{end}"
        )
    };
    let whole = page(&[row("Albania"), row("Chad"), row("Mali")].concat(), "</table></html>");
    std::fs::write(place.path().join("whole.html"), &whole).unwrap();
    assert_eq!(place.run("accede import whole.html --treaty 'RAMSAR 1' --write").code, 0);
    for end in ["", "<tr><td>Cha", "</html>", "</table>"] {
        let plan = planned(&place, "cut.html", page(&row("Albania"), end).as_bytes(), "--treaty 'RAMSAR 1'");
        assert_eq!((plan["counts"]["gone"].as_u64(), findings(&plan).len()), (Some(0), 1), "{end}: {plan}");
        assert!(findings(&plan)[0].ends_with("truncated"), "{end}");
    }
}

#[test]
fn tables_are_read_with_a_title_above_them_and_without_their_totals() {
    let place = Place::new();
    let table = "Status as at 3 February 2026,,\nParticipant,Signature,\"Ratification, Accession(a)\"\n\
        Chad,,5 Sep 2000 a\nTotal,150,174\n";
    let plan = planned(&place, "table.csv", table.as_bytes(), "--treaty IV-99");
    assert_eq!(
        (acts(&plan), findings(&plan).len()),
        (vec!["UN IV-99 TD accession 2000-09-05".to_owned()], 0)
    );
    let table = "Country;Signature;Ratification, Accession(a)\nChad;;5 Sep 2000 a\n";
    let plan = planned(&place, "table.csv", table.as_bytes(), "--treaty IV-99");
    assert_eq!(acts(&plan), ["UN IV-99 TD accession 2000-09-05"]);
    let paste = "ÉTAT AU : 03-02-2026 10:16:18 EDT\nCHAPITRE IV\n99. Convention sur les cartes\nNew York, 5 mars 1999\n\
        Entrée en vigueur\t:\t5 mars 2001\nÉtat\t:\tSignataires : 1. Parties : 1\nParticipant\tSignature\tRatification, Adhésion(a)\nChad\t\t5 sept. 2000 a\n";
    let plan = planned(&place, "paste.txt", paste.as_bytes(), "--treaty IV-99");
    assert_eq!(
        (acts(&plan), findings(&plan).len()),
        (vec!["UN IV-99 TD accession 2000-09-05".to_owned()], 0),
        "{plan}"
    );
    let chart = "Conseil de l'Europe - Traité n° 912\nÉtat au 24/11/2025\n\tSignature\tRatification\tEntrée en vigueur\tRenv.\tR.\n\
        Albania\t23/11/2001\t10/01/2006\t01/05/2006\t\t\nNombre total de ratifications/adhésions\t1\n";
    let plan = planned(&place, "chart.txt", chart.as_bytes(), "");
    let read = ["CETS 912 AL signature 2001-11-23", "CETS 912 AL ratification 2006-01-10"];
    assert_eq!((acts(&plan), findings(&plan).len()), (read.map(str::to_owned).to_vec(), 0), "{plan}");
}

#[test]
fn numbers_of_lists_of_states_are_known_where_a_map_names_the_list() {
    let place = Place::new();
    let map = "name = \"panel\"\nabout = \"x\"\npublisher = \"x\"\nauthority = \"research\"\ntitle = \"x\"\nunknown = \"-9\"\n\
        [participant]\ncode = \"ccode\"\nnumbers = \"COW\"\n[[acts]]\nact = \"ratification\"\nday = { year = \"y\", month = \"m\", day = \"d\" }\n";
    std::fs::write(place.path().join("panel.toml"), map).unwrap();
    let table = "ccode,y,m,d\n2,1999,5,3\n200,1999,5,-9\n0483,1999,5,4\n9999,1999,5,5\n";
    let plan = planned(&place, "panel.csv", table.as_bytes(), "--treaty 'X 1' --map panel.toml");
    assert_eq!(
        acts(&plan),
        [
            "X 1 US ratification 1999-05-03",
            "X 1 GB ratification 1999-05-01..1999-05-31",
            "X 1 TD ratification 1999-05-04"
        ]
    );
    assert_eq!(findings(&plan), ["5 unknown-name"]);
}

#[test]
fn a_signature_in_the_row_of_a_later_state_is_that_of_the_one_that_was_there() {
    let place = Place::new();
    let table = "Participant,Signature\nSerbia,29 Oct 1971\nMontenegro,5 Sep 2000\n";
    let plan = planned(&place, "table.csv", table.as_bytes(), "--treaty IV-99");
    assert_eq!(acts(&plan), ["UN IV-99 RS signature 1971-10-29", "UN IV-99 ME signature 2000-09-05"]);
    let ran = place.run("accede record 'CETS 185' Serbia signature 1990-01-01");
    assert!(!ran.stderr.contains("(YUCS)"), "{ran:?}");
}

#[test]
fn a_text_in_another_encoding_is_read_where_the_user_names_it() {
    let place = Place::new();
    let table = b"Participant;Signature\nC\xf4te d'Ivoire;5 Sep 2000\n";
    let plan = planned(&place, "table.csv", table, "--treaty IV-99 --encoding windows-1252");
    assert_eq!(acts(&plan), ["UN IV-99 CI signature 2000-09-05"]);
}

/// What is withdrawn, and which act it was of a day that is recorded without its kind, is told as what it is.
#[test]
fn the_plan_says_what_is_in_brackets_and_what_is_only_more_exact() {
    let place = Place::new();
    let table = "Participant,Signature,Ratification\nMali,[ 7 Dec 1998 ],[28 Jun 2002 ]\n";
    let plan = planned(&place, "table.csv", table.as_bytes(), "--treaty IV-99");
    let why = |plan: &Value| plan["rows"][0]["why"].as_str().unwrap_or_default().to_owned();
    assert!(why(&plan).contains("in brackets"), "{plan}");
    let rows = format!("{HEAD}UN IV-99,Chad,consent-to-be-bound,2001-11-10\n");
    std::fs::write(place.path().join("own.csv"), rows).unwrap();
    assert_eq!(place.run("accede import own.csv --write").code, 0);
    let table = "Participant,\"Ratification, Accession(a)\"\nChad,10 Nov 2001 a\n";
    let plan = planned(&place, "table.csv", table.as_bytes(), "--treaty IV-99");
    assert_eq!(
        (plan["counts"]["contradicting"].as_u64(), plan["counts"]["new"].as_u64()),
        (Some(0), Some(1)),
        "{plan}"
    );
    let ran = place.run("accede names unknown table.csv");
    assert_eq!(ran.code, 0, "{ran:?}");
}
