//! What the law says of the acts that would come, all at once; those it refuses are left out, and the others judged again.

use std::collections::{BTreeMap, BTreeSet};

use super::desk::Desk;
use super::matching::Compared;
use super::proposal::{Judgement, Outcome, Proposal};
use crate::law::{Case, examine_table, in_order};
use crate::model::draft::Reason;
use crate::model::{Act, Date};
use crate::store::Dossier;

/// The numbers of acts that are not recorded yet: above all others.
const FIRST: i64 = 1 << 48;

/// Each round leaves out at least one; more than these mean that a table contradicts itself, and all of it goes.
const ROUNDS: usize = 8;

pub(super) fn judge(
    desk: &Desk,
    dossier: &Dossier,
    proposals: &[Proposal],
    compared: &mut Compared,
    in_force_on: Option<Date>,
) -> BTreeMap<usize, Judgement> {
    let mut judgements: BTreeMap<usize, Judgement> = BTreeMap::new();
    let mut left_out: BTreeSet<usize> = BTreeSet::new();
    for round in 0..=ROUNDS {
        let (acts, new) = with(desk, dossier, proposals, compared, &left_out);
        if new.is_empty() {
            break;
        }
        let case = Case { acts: &acts, ..dossier.case(&desk.world) };
        let mut refused = BTreeSet::new();
        for (id, judged) in examine_table(&case, &new, in_force_on, desk.today) {
            let number = usize::try_from(id - FIRST).unwrap_or(usize::MAX);
            let judgement = judgements.entry(number).or_default();
            judgement.unusual = judged.unusual;
            judgement.remarks = judged.remarks;
            judgement.existence_is_unknown = judged.existence_is_unknown;
            if !judged.refused.is_empty() {
                let proposal = &proposals[number];
                let begins_on = dossier.treaty.begins_on();
                let before = begins_on.is_some_and(|begins| counts_on(desk, proposal) < begins);
                let reasons = judged.refused.join("; ");
                let reasons = if reasons.starts_with("it ") {
                    let person = desk.world.persons.get(&proposal.participant);
                    format!("{}: {reasons}", person.map_or("it", |person| &person.name))
                } else {
                    reasons
                };
                let reason = if before { Reason::BeforeOpening } else { Reason::Refused };
                judgement.refused = Some((reason, reasons));
                refused.insert(number);
            }
        }
        if refused.is_empty() {
            break;
        }
        // A row that only falls with another one may stand without it: the last of each participant goes first.
        let last_of: BTreeMap<&str, usize> =
            refused.iter().map(|number| (proposals[*number].participant.as_str(), *number)).collect();
        let go: Vec<usize> =
            if round < ROUNDS { last_of.into_values().collect() } else { refused.iter().copied().collect() };
        for number in &refused {
            if !go.contains(number)
                && let Some(judgement) = judgements.get_mut(number)
            {
                judgement.refused = None;
            }
        }
        left_out.extend(go);
    }
    // A consent whose row says that it was left is no plain one where that is refused.
    let says_left = |number: &usize| proposals[*number].kind.is_exit();
    let of_row = |number: usize| {
        let Proposal { file, draft, participant, .. } = &proposals[number];
        (*file, draft.place.line, participant.as_str())
    };
    let left: BTreeSet<(usize, u32, &str)> = left_out.iter().copied().filter(says_left).map(of_row).collect();
    for (number, proposal) in proposals.iter().enumerate() {
        if !left.is_empty() && proposal.kind.is_consent() && left.contains(&of_row(number)) {
            let text = "the same row says that it was left, which is not taken in".to_owned();
            judgements.entry(number).or_default().unusual.push(text);
        }
    }
    // What would have been replaced by a refused row is not gone.
    compared.gone.retain(|(id, _)| {
        !left_out.iter().any(|number| matches!(&compared.outcomes[*number], Outcome::Changed(of, _) | Outcome::Withdrawn(of) if of == id))
    });
    judgements
}

/// The acts under the treaty as they would stand, and which of them are new.
fn with(
    desk: &Desk,
    dossier: &Dossier,
    proposals: &[Proposal],
    compared: &Compared,
    left_out: &BTreeSet<usize>,
) -> (Vec<Act>, BTreeSet<i64>) {
    let mut going: BTreeSet<i64> = compared.gone.iter().map(|gone| gone.0).collect();
    let mut new = BTreeSet::new();
    let mut acts = Vec::new();
    for (number, (proposal, outcome)) in proposals.iter().zip(&compared.outcomes).enumerate() {
        if left_out.contains(&number) {
            continue;
        }
        match outcome {
            Outcome::Same(_) | Outcome::SameAs(_) | Outcome::Besides(..) => continue,
            Outcome::New => {}
            Outcome::Changed(id, _) | Outcome::Withdrawn(id) | Outcome::Contradicting(id, _) => {
                going.insert(*id);
            }
        }
        let id = FIRST + i64::try_from(number).unwrap_or_default();
        new.insert(id);
        acts.push(act(desk, dossier, proposal, id));
    }
    acts.extend(dossier.acts.iter().filter(|act| !going.contains(&act.id)).cloned());
    acts.sort_by(|one, other| in_order(one).cmp(&in_order(other)));
    (acts, new)
}

/// The day on which a proposal counts: its own, or the last possible one.
fn counts_on(desk: &Desk, proposal: &Proposal) -> Date {
    let edition = &desk.files[proposal.file].reading.edition;
    let latest = edition.status_as_at.or(edition.copied_on);
    proposal.day().or(latest).unwrap_or(desk.today)
}

/// A proposal as the law takes it. One without a day may have been done at any time from the treaty's beginning to the day
/// of its file, or today.
fn act(desk: &Desk, dossier: &Dossier, proposal: &Proposal, id: i64) -> Act {
    let draft = proposal.draft;
    let day = counts_on(desk, proposal);
    let earliest = match (draft.day.date, draft.day.earliest) {
        (Some(date), _) => date,
        (None, Some(earliest)) => earliest,
        (None, None) => dossier.treaty.begins_on().unwrap_or(Date::FIRST).min(day),
    };
    Act {
        id,
        participant: proposal.participant.clone(),
        done_by: desk.world.doer(&proposal.participant, day),
        kind: proposal.kind,
        earliest,
        day,
        notified_on: None,
        effective_on: draft.effective_on,
        territory: proposal.territory.clone(),
        scope: None,
        waits: false,
        under: None,
        withdrawn: draft.withdrawn,
    }
}
