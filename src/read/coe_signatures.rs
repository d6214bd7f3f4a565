//! The Council of Europe's signatures and ratifications of a treaty, as its web service gives them: members, non-members
//! and organisations, also those that have done nothing.

use std::collections::HashMap;

use super::cells::{self, Dated, add};
use super::coe::{self, Sentinels};
use super::drafts::Drafts;
use super::input::{Input, Read, Unreadable};
use super::json::{self, Field, Record};
use super::noticed::noticed;
use super::text;
use crate::model::draft::{DraftTreaty, Place, Reason, What};
use crate::model::{ActKind, Date};

/// The service has one column for all of them.
const FOLDED: &str = "the source does not tell ratification, acceptance, approval and accession apart";

const NO_CONSENT: &str = "it gives an entry into force and no consent: the signature may have been one without reservation as to ratification, and the source does not tell";

const NO_DENUNCIATION: &str = "it gives the end of participation and no denunciation";

/// An act with its cell, its day, its day of effect, and what the source does not tell of it.
type Dating<'a> = (Field<'a>, ActKind, Dated, Option<Date>, &'static str);

/// What a row says beside its days.
const REMARKS: [&str; 5] = ["Reserves", "Declarations", "Objections", "Territoires", "Communications"];

pub(super) fn recognises(input: &Input) -> bool {
    let beginning = input.beginning();
    beginning.contains("\"LibPaysOrga\"") && beginning.contains("\"NumSTE\"")
}

pub(super) fn read(input: &Input) -> Read {
    let text = text::decode(input, None)?;
    let mut chart = Chart {
        drafts: Drafts::new(coe::edition("signatures and ratifications (web service, api/signatures)")),
        treaties: HashMap::new(),
        sentinels: Sentinels::new(),
    };
    // Where rows name their treaty, one that does not is of nobody knows which.
    let mut names_treaties = false;
    json::each(&text, json::open(&text)?, &mut |row| {
        names_treaties |= row.text("NumSTE").is_some();
        Ok(())
    })?;
    let named = input.treaty.filter(|_| !names_treaties);
    json::each(&text, json::open(&text)?, &mut |row| chart.row(&row, named))?;
    Ok(chart.drafts.done())
}

struct Chart {
    drafts: Drafts,
    treaties: HashMap<String, usize>,
    sentinels: Sentinels,
}

impl Chart {
    fn row(&mut self, row: &Record, named: Option<&str>) -> Result<(), Unreadable> {
        let number = row.text("NumSTE");
        let code = match &number {
            Some(number) => coe::code(number),
            None => named.map(str::to_owned),
        };
        let Some(code) = code else {
            let shown = number.unwrap_or_default();
            let why = "the row gives no number of a treaty, as NumSTE";
            return self.drafts.lost(row.place, Reason::NotOfThisForm, &shown, why);
        };
        let treaty = self.treaty(code, row.place)?;
        let name = row.text("LibPaysOrga").unwrap_or_default();
        let note = remarks(row);
        for (name, value) in row.fields().filter(|(name, _)| !is_known(name)) {
            let text = value.get().replace(['"', '[', ']', ','], " ");
            let days = noticed(&before_times(&text));
            for day in days.into_iter().filter(|day| !self.sentinels.is_one(day)) {
                let why = format!("no field '{name}' is known in this form");
                self.drafts.lost(row.place_of(value.get()), Reason::UnreadColumn, &day, why)?;
            }
        }
        let acts = self.acts(row)?;
        for (field, kind, dated, effective_on, flag) in acts {
            let mut act = field.cell().act(&name, What::Act(kind), dated);
            act.effective_on = effective_on;
            add(&mut act.flag, flag);
            add(&mut act.note, &note);
            cells::take(&mut self.drafts, treaty, act)?;
        }
        Ok(())
    }

    /// What the row says was done, each with the day on which it took effect.
    fn acts<'a>(&mut self, row: &Record<'a>) -> Result<Vec<Dating<'a>>, Unreadable> {
        let signed = self.day(row, "DateSignature")?;
        let consented = self.day(row, "DateConsentement")?;
        let denounced = self.day(row, "DateDenonciation")?;
        let suspended = self.day(row, "DateSuspension")?;
        let in_force = self.effect(row, "DateEntreeVigueur", consented.is_some(), NO_CONSENT)?;
        let ended = self.effect(row, "DateEffetDenonciation", denounced.is_some(), NO_DENUNCIATION)?;
        let has_signed_before =
            |consent: Dated| signed.as_ref().is_some_and(|signed| signed.1.latest() <= consent.latest());
        let consent_kind = consented.as_ref().map(|(_, dated)| {
            if has_signed_before(*dated) { ActKind::Ratification } else { ActKind::Accession }
        });
        let mut acts = Vec::new();
        acts.extend(signed.map(|(field, dated)| (field, ActKind::Signature, dated, None, "")));
        acts.extend(
            consented.zip(consent_kind).map(|((field, dated), kind)| (field, kind, dated, in_force, FOLDED)),
        );
        acts.extend(denounced.map(|(field, dated)| (field, ActKind::Denunciation, dated, ended, "")));
        acts.extend(suspended.map(|(field, dated)| (field, ActKind::Suspension, dated, None, "")));
        Ok(acts)
    }

    fn day<'a>(&mut self, row: &Record<'a>, name: &'a str) -> Result<Option<(Field<'a>, Dated)>, Unreadable> {
        let Some(field) = row.field(name) else {
            return Ok(None);
        };
        let dated = field.cell().day(&mut self.drafts, &self.sentinels.forms())?;
        Ok(dated.map(|dated| (field, dated)))
    }

    /// A day of effect. Where there is no act that could have it, it is a finding.
    fn effect<'a>(
        &mut self,
        row: &Record<'a>,
        name: &'a str,
        has_act: bool,
        why: &str,
    ) -> Result<Option<Date>, Unreadable> {
        let Some(field) = row.field(name) else {
            return Ok(None);
        };
        let day = field.cell().whole_day(&mut self.drafts, &self.sentinels.forms())?;
        if day.is_some() && !has_act {
            self.drafts.lost(field.place, Reason::AmbiguousHeading, &field.text, why)?;
            return Ok(None);
        }
        Ok(day)
    }

    fn treaty(&mut self, code: String, place: Place) -> Result<usize, Unreadable> {
        if let Some(known) = self.treaties.get(&code) {
            return Ok(*known);
        }
        let number = self.drafts.treaty(DraftTreaty::of(place, &*code))?;
        self.treaties.insert(code, number);
        Ok(number)
    }
}

/// `2020-01-01T00:00:00` without the time.
fn before_times(text: &str) -> String {
    text.replace("T00:00:00", " ")
}

/// Whether a field is read, or has no day of an act.
fn is_known(name: &str) -> bool {
    const DAYS: [&str; 6] = [
        "DateSignature",
        "DateConsentement",
        "DateDenonciation",
        "DateSuspension",
        "DateEntreeVigueur",
        "DateEffetDenonciation",
    ];
    DAYS.contains(&name)
}

/// The columns of remarks that are ticked.
fn remarks(row: &Record) -> String {
    let is_ticked = |name: &&str| {
        row.text(name).is_some_and(|text| !["0", "false", "False", "N"].contains(&text.as_str()))
    };
    let ticked: Vec<&str> = REMARKS.into_iter().filter(is_ticked).collect();
    if ticked.is_empty() { String::new() } else { format!("the source has remarks: {}", ticked.join(", ")) }
}
