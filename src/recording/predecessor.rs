//! Whom a participant came from: recorded with a new one, or of one that is there already.

use super::refused;
use super::register::{Options, Planned, Request};
use crate::error::{Error, Result};
use crate::model::{Body, Date, Fact, How, PredecessorBody, Sources};
use crate::store::{ParticipantRow, Store, resolve};

/// Whom a participant came from.
#[derive(Debug, Clone, Copy)]
pub struct Origin<'a> {
    /// The predecessor.
    pub predecessor: &'a str,
    /// How.
    pub how: How,
    /// On which day, where that is known.
    pub on: Option<Date>,
}

/// A predecessor of a participant that is there already, with names as people write them.
#[derive(Debug, Clone, Copy)]
pub struct NewPredecessor<'a> {
    /// The later one.
    pub participant: &'a str,
    /// Whom it came from.
    pub origin: Origin<'a>,
}

/// The later one, as far as it matters whom it came from.
pub(super) struct Later<'a> {
    pub code: &'a str,
    pub is_state: bool,
    pub from: Option<Date>,
    pub until: Option<Date>,
}

impl Request for NewPredecessor<'_> {
    fn plan(&self, store: &Store, options: &Options) -> Result<Planned> {
        let row = resolve::participant(store, self.participant)?;
        let earlier = resolve::participant(store, self.origin.predecessor)?;
        let (later_name, earlier_name) =
            (format!("{} ({})", row.name, row.code), format!("{} ({})", earlier.name, earlier.code));
        if row.code == earlier.code {
            return refused(format!("{later_name} cannot come from itself"));
        }
        let people = store.world()?;
        if people.predecessors_of(&row.code).iter().any(|known| known.code == earlier.code) {
            return refused(format!("{earlier_name} is recorded as a predecessor of {later_name} already"));
        }
        if people.ancestors(&earlier.code).contains(row.code.as_str()) {
            return refused(format!("{earlier_name} came from {later_name}, and cannot be its predecessor"));
        }
        let later = Later {
            code: &row.code,
            is_state: row.kind.ends_with("state"),
            from: row.exists_from,
            until: row.exists_until,
        };
        let (warnings, facts) = self.origin.plan(store, &later, options)?;
        let on =
            self.origin.on.map_or_else(|| ", on a day not recorded".to_owned(), |on| format!(" on {on}"));
        let what = format!("{later_name} came from {earlier_name}{on}: {}", self.origin.how);
        Ok(Planned { what, warnings, facts })
    }
}

impl Origin<'_> {
    /// What is to be recorded of it, after what the reader should know.
    pub(super) fn plan(
        &self,
        store: &Store,
        later: &Later,
        options: &Options,
    ) -> Result<(Vec<String>, Vec<Fact>)> {
        let Self { how, on, .. } = *self;
        let earlier = resolve::participant(store, self.predecessor)?;
        if let Some(on) = on {
            later.follows(&earlier, how, on)?;
        }
        let ParticipantRow { code: its_code, name: its_name, exists_until, .. } = &earlier;
        if how == How::Same
            && let Some(other) = &earlier.old_name_of
        {
            return refused(format!("{its_name} ({its_code}) is already an old name of {other}"));
        }
        let mut warnings = Vec::new();
        let link = Body::Predecessor(PredecessorBody {
            participant: later.code.to_owned(),
            predecessor: its_code.clone(),
            link: how.word().to_owned(),
            on,
            sources: Sources::default(),
            confidence: options.confidence(),
        });
        let mut facts: Vec<Fact> = vec![link.into()];
        // A union that has ended before the one that was part of it: that one stood for itself before and after.
        let outlives =
            later.until.filter(|until| how == How::Unites && exists_until.is_none_or(|end| *until < end));
        if let Some((on, until)) = on.zip(outlives) {
            warnings.push(format!(
                "{its_name} ({its_code}) outlives the union, which ended on {until}: it stands for itself before {on} and from \
                 {until} on; the union has its seats in groups on its days; what the union did goes \
                 on for it only where it is recorded of it too; if it had ended with the union, record that end first"
            ));
        }
        let goes_on = matches!(how, How::Separated | How::Independent) || outlives.is_some();
        if let Some(on) = on.filter(|_| !goes_on && exists_until.is_none()) {
            let last = on.plus_days(-1).unwrap_or(on);
            warnings.push(format!("{its_name} ({its_code}) ends: its last day is {last}"));
            facts.push(ended(store, its_code, on, options.today)?);
        }
        if matches!(how, How::Continues | How::Unites) && outlives.is_none() {
            warnings.push(format!(
                "seats of {its_name} in groups are not carried over: accede group add records them"
            ));
        }
        Ok((warnings, facts))
    }
}

impl Later<'_> {
    /// The day on which it came from its predecessor fits the days on which both exist.
    fn follows(&self, predecessor: &ParticipantRow, how: How, on: Date) -> Result<()> {
        let code = self.code;
        let earlier = format!("{} ({})", predecessor.name, predecessor.code);
        if how == How::Continues && self.is_state != predecessor.kind.ends_with("state") {
            return refused(format!(
                "{earlier} is a {}, and {code} is to be of another kind",
                predecessor.kind
            ));
        }
        if let Some(from) = self.from.filter(|from| on < *from && how != How::Same) {
            return refused(format!("--on {on} is before {code} exists (--from {from})"));
        }
        if let Some(until) = self.until.filter(|until| *until <= on) {
            return refused(format!("--on {on} is after {code} has ended (--until {until})"));
        }
        if let Some(from) = predecessor.exists_from.filter(|from| on <= *from) {
            return refused(format!("--on {on} is not after the first day of {earlier}, {from}"));
        }
        if let Some(until) = predecessor.exists_until.filter(|until| *until < on) {
            return refused(format!("{earlier} has ended before {on}: it exists until {until}"));
        }
        Ok(())
    }
}

/// A State; where it has ended, a former one.
pub(super) fn state(until: Option<Date>, today: Date) -> &'static str {
    if until.is_some_and(|until| until <= today) { "former-state" } else { "state" }
}

/// What a participant's entry says, with an end.
fn ended(store: &Store, code: &str, on: Date, today: Date) -> Result<Fact> {
    let mut facts = store.present_facts()?.into_iter().rev();
    let found = facts.find_map(|(entry, (_, body))| match body {
        Body::Participant(body) if body.code == code => Some((entry, body)),
        _ => None,
    });
    let (entry, mut body) = found.ok_or_else(|| {
        Error::Refused(format!("{code} is no longer in the log; accede rebuild makes the tables anew"))
    })?;
    body.exists_until = Some(on);
    if body.participant_kind == "state" {
        state(Some(on), today).clone_into(&mut body.participant_kind);
    }
    Ok(Fact { body: Body::Participant(body), replaces: Some(entry) })
}
