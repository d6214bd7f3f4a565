//! An answer of the search of UK Treaties Online: treaties without acts. Its lists of parties are names as they stood on
//! some day or another, so that they are remarks.

use std::collections::HashMap;

use super::cells::add;
use super::days::Forms;
use super::drafts::Drafts;
use super::input::{Input, Read, Unreadable};
use super::json::{self, Record};
use super::text;
use crate::model::Date;
use crate::model::draft::{Authority, DraftTreaty, Edition, Reason};

/// Days that are remarks, with what they are.
const FURTHER_DAYS: [(&str, &str); 5] = [
    ("adopted_event_date", "adopted"),
    ("definative_eif_event_effective_date", "entry into force takes effect"),
    ("provisional_eif_event_date", "provisionally in force"),
    ("terminated_event_date", "terminated"),
    ("terminated_event_effective_date", "termination takes effect"),
];

pub(super) fn recognises(input: &Input) -> bool {
    let beginning = input.beginning();
    beginning.contains("\"csw:GetRecordsResponse\"") && beginning.contains("\"iStoreRecord\"")
}

pub(super) fn read(input: &Input) -> Read {
    let text = text::decode(input, None)?;
    let drafts = Drafts::new(Edition::of(
        "UK Foreign, Commonwealth and Development Office",
        Authority::Collection,
        "UK Treaties Online, answer of a search",
    ));
    let mut records = json::open(&text)?;
    for name in ["csw:GetRecordsResponse", "csw:SearchResults", "iStoreRecord"] {
        let place = text::place_in(&text, records.get());
        let missing = || {
            let why = format!("there is no '{name}' in it, where the records of an answer stand");
            Unreadable::wrong_form(place, why)
        };
        records = Record::read(records, place)?.value(name).ok_or_else(missing)?;
    }
    let mut answer = Answer { drafts, seen: HashMap::new(), sentinels: ["01/01/1900".to_owned()] };
    json::each(&text, records, &mut |record| answer.record(&record))?;
    Ok(answer.drafts.done())
}

struct Answer {
    drafts: Drafts,
    /// The records that came already; an answer repeats them.
    seen: HashMap<String, DraftTreaty>,
    sentinels: [String; 1],
}

impl Answer {
    fn record(&mut self, record: &Record) -> Result<(), Unreadable> {
        let Some(number) = record.text("id").filter(|id| id.bytes().all(|byte| byte.is_ascii_digit())) else {
            let why = "the record has no number, as id";
            return self.drafts.lost(record.place, Reason::NotOfThisForm, record.raw(), why);
        };
        let title = record.text("title");
        let kind = record.text("field3").map(|kind| match kind.as_str() {
            "BI" => "bilateral agreement".to_owned(),
            "MULTI" => "multilateral".to_owned(),
            _ => kind,
        });
        let treaty = DraftTreaty {
            named: number.clone(),
            code: Some(format!("UKTO {number}")),
            title,
            kind,
            adopted_on: self.day(record, "signed_event_date")?,
            opened_at: record.text("signed_event_location"),
            in_force_on: self.day(record, "definative_eif_event_date")?,
            note: self.note(record)?,
            ..DraftTreaty::default()
        };
        let key = record.text("uuid").unwrap_or_else(|| number.clone());
        match self.seen.get(&key) {
            Some(before) if *before == treaty => Ok(()),
            Some(_) => {
                let why = "the same record came before and said something else";
                self.drafts.lost(record.place, Reason::Duplicate, &number, why)
            }
            None => {
                self.seen.insert(key, treaty.clone());
                self.drafts.treaty(DraftTreaty { place: record.place, ..treaty }).map(drop)
            }
        }
    }

    fn day<'a>(&mut self, record: &Record<'a>, name: &'a str) -> Result<Option<Date>, Unreadable> {
        let forms = Forms { unknown: &self.sentinels, ..Forms::default() };
        match record.field(name) {
            Some(field) => field.cell().whole_day(&mut self.drafts, &forms),
            None => Ok(None),
        }
    }

    fn note(&mut self, record: &Record) -> Result<Option<String>, Unreadable> {
        let mut note = None;
        for (name, heading) in [("country_name", "parties as listed"), ("references", "references")] {
            if let Some(text) = record.text(name) {
                add(&mut note, &format!("{heading}: {text}"));
            }
        }
        for (name, heading) in FURTHER_DAYS {
            if let Some(day) = self.day(record, name)? {
                add(&mut note, &format!("{heading}: {day}"));
            }
        }
        Ok(note)
    }
}
