//! What one treaty's clauses ask about another, brought up to date from what is cached of that other.

use std::collections::HashMap;

use super::cache::CachedTreaty;
use super::law_input::{self, Dossier};
use crate::law::{SpansByCode, Spell, entailed_by};
use crate::model::{Act, ActKind, Span};

/// What an update of what a treaty refers to means for it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Effect {
    /// Who may become a party may have changed.
    pub on_eligibility: bool,
    /// What follows from its acts may have changed.
    pub on_acts: bool,
}

/// Brings up to date what `dossier` knows of another treaty, for those whose rows there have moved.
pub(super) fn bring_up_to_date(dossier: &mut Dossier, code: &str, other: &CachedTreaty) -> Effect {
    let mut changed = false;
    let relations = &mut dossier.relations;
    let mut set = |of: &mut HashMap<String, SpansByCode>, participant: &str, spans: Vec<Span>| {
        let of = of.entry(code.to_owned()).or_default();
        let same = of.get(participant).map_or(&[][..], Vec::as_slice) == spans.as_slice();
        if same {
            return;
        }
        changed = true;
        if spans.is_empty() {
            of.remove(participant);
        } else {
            of.insert(participant.to_owned(), spans);
        }
    };
    for participant in &other.state.moved {
        let spells = other.state.spells_of(participant);
        let during = |holds: &dyn Fn(&Spell) -> bool| -> Vec<Span> {
            let spells = spells.iter().filter(|spell| holds(spell));
            spells.map(Spell::span).collect()
        };
        let consented = during(&|spell| spell.status.consented());
        let accessions = other.dossier.acts.iter().filter(|act| act.kind == ActKind::Accession);
        let own = accessions.filter(|act| act.participant == *participant);
        set(&mut relations.acceded, participant, own.map(|act| Span::from(act.day)).collect());
        set(&mut relations.bound, participant, during(&|spell| spell.status.bound()));
        set(&mut relations.signed, participant, during(&|spell| spell.signature.is_some()));
        let eligible = other.state.eligible(participant).chain(consented.iter().copied()).collect();
        set(&mut relations.eligible, participant, eligible);
        set(&mut relations.consented, participant, consented);
    }
    changed |= if other.dossier.acts.is_empty() && other.dossier.treaty_acts.is_empty() {
        relations.without_acts.insert(code.to_owned())
    } else {
        relations.without_acts.remove(code)
    };

    let in_force_on = other.dossier.relations.own_in_force_on;
    let was_in_force_on = relations.in_force.get(code).copied();
    relations.in_force.remove(code);
    relations.in_force.extend(in_force_on.map(|on| (code.to_owned(), on)));

    let (before, mut entailed): (Vec<Act>, Vec<Act>) = std::mem::take(&mut relations.linked_acts)
        .into_iter()
        .partition(|act| act.under.as_deref() == Some(code));
    // As they stand in the file, where one of them may be done by another.
    let recorded = || {
        other.dossier.acts.iter().filter_map(|act| {
            let state = other.state.acts.get(&act.id)?;
            let done_by = state.done_by.as_ref().unwrap_or(&act.participant).clone();
            Some((Act { done_by, ..act.clone() }, state.computed_on))
        })
    };
    let mut after = Vec::new();
    for cessation in dossier.treaty.ends_with().into_iter().filter(|cessation| cessation.treaty() == code) {
        let ends =
            recorded().filter_map(|(act, computed_on)| law_input::ends_by(&cessation, &act, computed_on));
        after.extend(ends);
    }
    for (entailment, _) in dossier.treaty.entailments().filter(|(entailment, _)| entailment.of().0 == code) {
        after.extend(recorded().filter_map(|(act, _)| entailed_by(entailment, &act)));
    }
    after.sort_by_key(|act| act.id);
    let entailed_changed = before != after;
    entailed.extend(after);
    relations.linked_acts = entailed;

    let rests_on_it = || dossier.treaty.rests_on().contains(&code);
    let on_acts = entailed_changed || in_force_on != was_in_force_on || (changed && rests_on_it());
    Effect { on_eligibility: changed, on_acts }
}
