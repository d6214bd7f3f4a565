//! Acts.

use super::declaration::{Concern, LookingBack, Register, is_window, on, register};
use super::field::Noun;
use super::sources::Sources;
use crate::model::{ActKind, Confidence, Date, TextForm};

register! {
    /// An act of a participant under a treaty, or of the depositary for the whole treaty.
    "act" ActBody(
        brief: &["treaty", "participant", "act", "date", "latest"],
        table: Some("act"), has_id: true, looking_back: LookingBack::AsItWasByTreaty, concerns: [Concern::Treaty; 2],
        by_law: &[
            ("computed_on", "NULL"),
            ("computed_by", "NULL"),
            ("counts_from", "NULL"),
            ("estimated", "0"),
            ("done_by", "participant"),
            ("shown_as", "NULL"),
            ("remark", "NULL"),
        ]
    ) {
        /// Under which treaty.
        treaty: String => about(Noun::Treaty) key,
        /// Whose act, as the depositary's table has it; empty: for the whole treaty.
        participant: Option<String> => about(Noun::Participant) key correctable,
        /// Signature, ratification ….
        act: ActKind => key correctable,
        /// Day of the act (deposit, receipt).
        date: Option<Date> => key correctable,
        /// Window of an unknown day: not before.
        earliest: Option<Date> => correctable,
        /// Window of an unknown day: not after.
        latest: Option<Date> => correctable,
        /// Day on which the depositary notified it.
        notified_on: Option<Date> => correctable,
        /// Day of effect as published.
        effective_on: Option<Date> => correctable,
        /// The territory concerned.
        territory: Option<String> => of(Noun::Participant) key correctable,
        /// The part of the treaty concerned, in words.
        scope: Option<String> => correctable,
        /// What it waits for before it takes effect, in words.
        waits_for: Option<String> => form(TextForm::LINE) correctable,
        /// Remarks.
        note: Option<String> => form(TextForm::TEXT) correctable,
        /// What was refused and recorded all the same.
        forced: Option<String> => form(TextForm::TEXT),
        /// 1 where the source shows that it was withdrawn since, on a day that it does not give.
        #[serde(default)]
        withdrawn: bool => correctable,
        /// What its source could not tell of it, or what was unusual in it when it was recorded.
        flag: Option<String> => form(TextForm::TEXT) correctable,
        /// The act of another source that tells of the same event.
        beside: Option<i64> => entry_of("act"),
        /// The participant as it is named in the imported file.
        raw_name: Option<String> => form(TextForm::RAW),
        /// The heading of the column there.
        raw_header: Option<String> => form(TextForm::RAW),
        /// The cell there.
        raw_cell: Option<String> => form(TextForm::RAW),
        /// Where that cell stands there, line:column.
        raw_place: Option<String> => form(TextForm::by(is_place)),
        /// Codes of its sources.
        sources: Sources => correctable,
        /// Verified, consistent, unverified.
        confidence: Confidence => correctable,
    }
}

impl ActBody {
    /// An act with nothing but what it takes to be one; not supported by any source yet.
    #[must_use]
    pub fn of(treaty: &str, participant: Option<&str>, act: ActKind, date: Option<Date>) -> Self {
        Self {
            treaty: treaty.to_owned(),
            participant: participant.map(str::to_owned),
            act,
            date,
            earliest: None,
            latest: None,
            notified_on: None,
            effective_on: None,
            territory: None,
            scope: None,
            waits_for: None,
            note: None,
            forced: None,
            withdrawn: false,
            flag: None,
            beside: None,
            raw_name: None,
            raw_header: None,
            raw_cell: None,
            raw_place: None,
            sources: Sources::default(),
            confidence: Confidence::Unverified,
        }
    }
}

impl Register for ActBody {
    fn in_short(&self) -> String {
        let whose = self.participant.as_deref().unwrap_or("the treaty");
        format!("{} of {} by {whose}{}", self.act, self.treaty, on(" on ", self.date))
    }

    /// It is of a participant or for the whole treaty, with a territory or without, as its kind is; and so is its window.
    fn fits(&self) -> Result<(), String> {
        match (&self.participant, self.act) {
            (Some(_), act) if !act.is_of_participant() => {
                return Err(format!("{act} is an act for the whole treaty"));
            }
            (None, act) if !act.is_of_treaty() => {
                return Err(format!("{act} is an act of a participant"));
            }
            (_, act) if act.is_territorial() && self.territory.is_none() => {
                return Err(format!("{act} needs a territory"));
            }
            (_, act) if !act.is_territorial() && self.territory.is_some() => {
                return Err(format!("a territory does not go with {act}"));
            }
            _ => {}
        }
        is_window(self.earliest, self.latest)
    }

    fn own_day(&self) -> Option<Date> {
        self.date.or(self.latest)
    }

    fn key(&self) -> Vec<String> {
        let day = match self.date {
            Some(date) => date.to_string(),
            None => format!("{} to {}", on("", self.earliest), on("", self.latest)),
        };
        vec![
            self.treaty.clone(),
            self.participant.clone().unwrap_or_default(),
            self.act.word().to_owned(),
            day,
            self.territory.clone().unwrap_or_default(),
        ]
    }
}

/// A line and a column, counted from 1.
fn is_place(text: &str) -> Result<(), String> {
    let is_number = |part: &str| part.parse::<u32>().is_ok() && !part.starts_with(['+', '0']);
    match text.split_once(':') {
        Some((line, column)) if is_number(line) && is_number(column) => Ok(()),
        _ => Err(format!("'{text}' is not written line:column")),
    }
}
