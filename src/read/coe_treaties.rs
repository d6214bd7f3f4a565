//! The Council of Europe's list of its treaties, as its web service gives it: no acts, but titles and days.

use super::cells::add;
use super::coe::{self, Sentinels};
use super::intake::Read;
use super::intake::{Input, Intake, Unreadable};
use super::json::{self, Record};
use super::text;
use crate::model::Date;
use crate::model::draft::{DraftTreaty, Reason};

pub(super) fn recognises(input: &Input) -> bool {
    input.beginning().contains("\"Numero_traite\"")
}

pub(super) fn read(input: &Input) -> Read {
    let text = text::decode(input, None)?;
    let mut edition = coe::edition("list of treaties (web service, api/traites/search)");
    edition.is_whole = false;
    let mut intake = Intake::new(edition);
    let sentinels = Sentinels::new();
    json::each(&text, json::open(&text)?, &mut |record| row(&mut intake, &record, &sentinels))?;
    Ok(intake.done())
}

fn row(intake: &mut Intake, record: &Record, sentinels: &Sentinels) -> Result<(), Unreadable> {
    let number = record.text("Numero_traite").unwrap_or_default();
    let Some(short) = coe::number_of(&number) else {
        let why = "it is no number of a treaty of the Council of Europe";
        return intake.lost(record.place, Reason::NotOfThisForm, &number, why);
    };
    let mut day = |name| -> Result<Option<Date>, Unreadable> {
        match record.field(name) {
            Some(field) => field.cell().whole_day(intake, &sentinels.forms()),
            None => Ok(None),
        }
    };
    let (opened_on, in_force_on) = (day("Date_ste")?, day("Date_vigueur_ste")?);
    let (registered_on, closed_on) = (day("Date_enreg_onu")?, day("Date_closed_to_legal_act")?);
    let mut note = None;
    if let Some(un) = record.text("Numero_enreg_onu").filter(|number| number != "0") {
        let on = registered_on.map_or_else(String::new, |day| format!(" on {day}"));
        add(&mut note, &format!("registered with the United Nations as No. {un}{on}"));
    }
    if let Some(day) = closed_on {
        add(&mut note, &format!("closed to further acts on {day}"));
    }
    let parent = record.text("Numero_traite_parent");
    let is_ets = record.text("Mention").as_deref() == Some("ETS");
    intake.treaty(DraftTreaty {
        place: record.place,
        named: number,
        code: Some(format!("CETS {short}")),
        title: record.text("Libelle_titre_ENG").map(|title| without_number(&title).to_owned()),
        short_title: record.text("Nom_commun_ENG"),
        parent: parent.as_deref().and_then(coe::code),
        depositary: Some("Council of Europe".to_owned()),
        opened_on,
        in_force_on,
        names: if is_ets { vec![format!("ETS {short}")] } else { Vec::new() },
        note,
        ..DraftTreaty::default()
    })?;
    Ok(())
}

/// A title without the number behind it, `(ETS No. 155)`, and the star of a footnote behind that.
fn without_number(title: &str) -> &str {
    let plain = title.trim();
    let starless = plain.strip_suffix("(*)").unwrap_or(plain).trim_end();
    match starless.rsplit_once('(') {
        Some((front, number)) if number.starts_with("ETS No.") || number.starts_with("CETS No.") => {
            front.trim_end()
        }
        _ => plain,
    }
}

#[cfg(test)]
mod tests {
    use crate::read::cells::tests::{lines, refused, whole};

    #[test]
    fn a_record_becomes_a_treaty_without_acts() {
        let list = include_bytes!("../../tests/read/good/coe-treaties.json");
        let reading = whole("coe-treaties", "list.json", list, None);
        assert_eq!(
            lines(&reading),
            ["CETS 61B", "CETS 290", "! 4:18 unreadable-date 31/02/1999", "! 5:2 not-of-this-form A"]
        );
        let first = &reading.treaties[0];
        assert_eq!(first.title.as_deref(), Some("Protocol on Maps (Revised)"));
        assert_eq!(first.parent.as_deref(), Some("CETS 61"));
        assert_eq!(first.names, ["ETS 61B"]);
        assert_eq!(first.opened_on.unwrap().to_string(), "1967-12-11");
        assert_eq!(first.in_force_on, None);
        assert_eq!(
            first.note.as_deref(),
            Some(
                "registered with the United Nations as No. 7 on 1970-01-02; closed to further acts on 1998-11-01"
            )
        );
        assert_eq!(reading.treaties[1].short_title.as_deref(), Some("Maps"));
        assert_eq!((reading.treaties[1].names.len(), &reading.treaties[1].note), (0, &None));
    }

    #[test]
    fn a_list_that_is_cut_off_or_no_list_is_refused() {
        assert_eq!(refused("coe-treaties", b"[\n {\"Numero_traite\": \"001\"},", None), "2:26 truncated");
        assert_eq!(refused("coe-treaties", b"[1]", None), "1:2 not-of-this-form");
        assert_eq!(refused("coe-treaties", b"[] x", None), "1:4 not-of-this-form");
        assert_eq!(refused("coe-treaties", b"[{\"a\": 1, \"a\": 2}]", None), "1:2 not-of-this-form");
        assert_eq!(refused("coe-treaties", b"[[[[{}]]]]", None), "1:4 not-of-this-form");
        let deep = "[".repeat(1_000_000) + &"]".repeat(1_000_000);
        assert_eq!(refused("coe-treaties", deep.as_bytes(), None), "1:4 not-of-this-form");
        let inside = format!("[{{\"Numero_traite\": {deep}}}]");
        let reading = whole("coe-treaties", "list.json", inside.as_bytes(), None);
        assert_eq!((reading.treaties.len(), reading.findings.len()), (0, 1));
    }

    #[test]
    fn more_records_than_are_read_are_refused_and_long_lines_take_no_longer() {
        let many = format!("[{}]", vec!["{}"; super::super::intake::MOST_ROWS + 1].join(","));
        let rows = |more: usize| {
            format!("[{{\"Numero_traite\": \"1\"}}{}]", ",{\"Numero_traite\": \"1\"}".repeat(more))
        };
        assert_eq!(refused("coe-treaties", many.as_bytes(), None), "1:30002 not-of-this-form");
        assert_eq!(refused("coe-treaties", rows(20_000).as_bytes(), None), "1:460002 not-of-this-form");
        let most = rows(19_999);
        assert_eq!(whole("coe-treaties", "list.json", most.as_bytes(), None).treaties.len(), 20_000);
    }
}
