//! Reservations, declarations and other statements.

use super::declaration::{Concern, LookingBack, Register, register};
use super::field::Noun;
use super::sources::Sources;
use crate::model::text_form::one_of;
use crate::model::{Confidence, Date, Stance, StatementKind, TextForm};

register! {
    /// A reservation, declaration or other statement.
    "reservation" ReservationBody(
        brief: &["treaty", "participant", "statement", "articles", "date"],
        table: Some("reservation"), has_id: true, made: &["earliest", "latest"], looking_back: LookingBack::AsItWasByTreaty,
        concerns: [Concern::Treaty; 2],
        by_law: &[
            ("withdrawn_on", "NULL"), ("ended_by", "NULL"), ("stands_from", "NULL"), ("stands_until", "NULL"),
            ("acceptance", "NULL"), ("decided_on", "NULL")
        ]
    ) {
        /// Under which treaty.
        treaty: String => about(Noun::Treaty) key,
        /// Whose.
        participant: String => about(Noun::Participant) key correctable,
        /// What its author calls it.
        #[serde(alias = "kind")]
        statement: String => form(TextForm::by(is_kind)) column("kind") key correctable,
        /// Articles concerned, separated by ;.
        articles: Option<String> => key correctable,
        /// Day.
        date: Option<Date> => key correctable,
        /// The earlier statement that it withdraws, confirms, renews, objects to or accepts.
        refers_to: Option<i64> => entry_of("reservation") correctable,
        /// Whom it is addressed to: whose accession it objects to ….
        towards: Option<String> => of(Noun::Participant) correctable,
        /// The territory concerned.
        territory: Option<String> => of(Noun::Participant) correctable,
        /// How an objection is meant: simple, precluding, severing.
        stance: Option<String> => form(TextForm::by(is_stance)) correctable,
        /// What it objects to or accepts, as its author calls that: reservation, declaration.
        about: Option<String> => form(TextForm::by(is_answered)) correctable,
        /// What it amounts to, where that is another kind than its author calls it.
        character: Option<String> => form(TextForm::by(is_kind)) correctable,
        /// Day on which the depositary circulated it.
        notified_on: Option<Date> => correctable,
        /// Day of effect as published.
        effective_on: Option<Date> => correctable,
        /// First day it no longer stands unless it is renewed.
        lapses_on: Option<Date> => correctable,
        /// 1 where it was made known to be late: after the consent of its author.
        #[serde(default)]
        late: bool => correctable,
        /// What it says, in our words.
        summary: String => form(TextForm::TEXT) correctable,
        /// Its text, in the words of its author.
        text: Option<String> => form(TextForm::TEXT) correctable,
        /// Remarks.
        note: Option<String> => form(TextForm::TEXT) correctable,
        /// Codes of its sources.
        sources: Sources => correctable,
        /// Verified, consistent, unverified.
        confidence: Confidence => correctable,
    }
}

impl ReservationBody {
    /// A statement with nothing but what it takes to be one; not supported by any source yet.
    #[must_use]
    pub fn of(treaty: &str, participant: &str, statement: &str, date: Option<Date>, summary: &str) -> Self {
        Self {
            treaty: treaty.to_owned(),
            participant: participant.to_owned(),
            statement: statement.to_owned(),
            articles: None,
            date,
            refers_to: None,
            towards: None,
            territory: None,
            stance: None,
            about: None,
            character: None,
            notified_on: None,
            effective_on: None,
            lapses_on: None,
            late: false,
            summary: summary.to_owned(),
            text: None,
            note: None,
            sources: Sources::default(),
            confidence: Confidence::Unverified,
        }
    }
}

impl Register for ReservationBody {
    fn in_short(&self) -> String {
        let Self { treaty, participant, statement, .. } = self;
        match (self.refers_to, &self.towards) {
            (Some(entry), _) => format!("{statement} of {participant} to @{entry} under {treaty}"),
            (None, Some(towards)) => format!("{statement} of {participant} towards {towards} under {treaty}"),
            _ => format!("{statement} to {treaty} by {participant}"),
        }
    }

    /// What it says of its kind goes with that.
    fn fits(&self) -> Result<(), String> {
        let Some(kind) = StatementKind::from_word(&self.statement) else { return Ok(()) };
        if self.stance.is_some() && kind != StatementKind::Objection {
            return Err(format!("a stance does not go with {kind}"));
        }
        if self.about.is_some() && !kind.is_reaction() {
            return Err(format!("{kind} is about no reservation or declaration of another"));
        }
        if self.refers_to.is_some() && !kind.refers_to_a_statement() {
            return Err(format!("{kind} refers to no earlier statement"));
        }
        if self.towards.as_ref() == Some(&self.participant) {
            return Err("a statement is not addressed to its own author".to_owned());
        }
        if self.lapses_on.is_some_and(|end| self.date.is_some_and(|date| end <= date)) {
            return Err("lapses_on: it is not after the day of the statement".to_owned());
        }
        Ok(())
    }

    fn own_day(&self) -> Option<Date> {
        self.date
    }
}

fn is_kind(word: &str) -> Result<(), String> {
    if StatementKind::from_word(word).is_some() {
        return Ok(());
    }
    one_of(word, "kind of statement", StatementKind::ALL.map(StatementKind::word))
}

fn is_answered(word: &str) -> Result<(), String> {
    one_of(word, "kind that is objected to", StatementKind::ANSWERED.map(StatementKind::word))
}

fn is_stance(word: &str) -> Result<(), String> {
    one_of(word, "stance", Stance::ALL.map(Stance::word))
}
