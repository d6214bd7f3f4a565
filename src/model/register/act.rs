//! Acts.

use super::declaration::{Concern, LookingBack, Noun, Register, on, register};
use super::sources::Sources;
use crate::model::{ActKind, Confidence, Date};

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
        /// Remarks.
        note: Option<String> => correctable,
        /// What was refused and recorded all the same.
        forced: Option<String>,
        /// 1 where the source shows that it was withdrawn since, on a day that it does not give.
        #[serde(default)]
        withdrawn: bool => correctable,
        /// What its source could not tell of it, or what was unusual in it when it was recorded.
        flag: Option<String> => correctable,
        /// The act of another source that tells of the same event.
        beside: Option<i64>,
        /// The participant as it is named in the imported file.
        raw_name: Option<String>,
        /// The heading of the column there.
        raw_header: Option<String>,
        /// The cell there.
        raw_cell: Option<String>,
        /// Where that cell stands there, line:column.
        raw_place: Option<String>,
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
