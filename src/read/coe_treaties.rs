//! The Council of Europe's list of its treaties, as its web service gives it: no acts, but titles and days.

use super::cells::add;
use super::coe::{self, Sentinels};
use super::drafts::Drafts;
use super::input::{Input, Read, Unreadable};
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
    let mut drafts = Drafts::new(edition);
    let sentinels = Sentinels::new();
    json::each(&text, json::open(&text)?, &mut |record| row(&mut drafts, &record, &sentinels))?;
    Ok(drafts.done())
}

fn row(drafts: &mut Drafts, record: &Record, sentinels: &Sentinels) -> Result<(), Unreadable> {
    let number = record.text("Numero_traite").unwrap_or_default();
    let Some(short) = coe::number_of(&number) else {
        let why = "it is no number of a treaty of the Council of Europe";
        return drafts.lost(record.place, Reason::NotOfThisForm, &number, why);
    };
    let mut day = |name| -> Result<Option<Date>, Unreadable> {
        match record.field(name) {
            Some(field) => field.cell().whole_day(drafts, &sentinels.forms()),
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
    drafts.treaty(DraftTreaty {
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
