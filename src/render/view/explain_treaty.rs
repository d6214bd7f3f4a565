//! The reasoning behind a treaty's own entry into force.

use super::explain_words::{ended_because, own_entry, reckoned, whole};
use super::status::{fixed_by_later_deposits, progress};
use super::{Columns, cells, count, reach, title};
use crate::model::series;
use crate::render::{Report, Section, Sheet, Table};
use crate::report::{ClauseBrief, GroupMember, Reason, TreatyExplanation, columns as shared};

/// One row per consent of the first group, or so far.
pub(super) fn columns() -> Columns<TreatyExplanation, GroupMember> {
    Columns::<TreatyExplanation, GroupMember>::new()
        .field(shared::TREATY, |it, _| (&it.treaty.code).into())
        .field(shared::AS_OF, |it, _| it.as_of.into())
        .field(shared::STATE, |it, _| it.state.into())
        .day("met_on", "day on which the conditions for entry into force were met", |it, _| {
            it.entry.met_on.into()
        })
        .day("published_on", "day of entry into force of the treaty as published", |it, _| {
            it.entry.published_on.into()
        })
        .day("computed_on", "day of entry into force of the treaty by its clause", |it, _| {
            it.entry.computed.as_ref().map(|computed| computed.on).into()
        })
        .field(shared::CODE, |_, member| (&member.participant.code).into())
        .field(shared::NAME, |_, member| (&member.participant.name).into())
        .field(shared::ENTRY, |_, member| (&member.act.entry).into())
        .field(shared::ACT, |_, member| member.act.act.into())
        .field(shared::DATE, |_, member| member.act.date.into())
        .field(shared::IN_FORCE_ON, |_, member| member.act.effective_on.into())
        .flag("met_conditions", "whether the conditions were met by this act", |it, member| {
            it.met_by.as_ref().is_some_and(|by| by.act.entry == member.act.entry).into()
        })
}

impl TreatyExplanation {
    fn members(&self) -> impl Iterator<Item = &GroupMember> {
        self.first_group.iter().chain(&self.so_far)
    }
}

impl Report for TreatyExplanation {
    fn sheet(&self) -> Sheet {
        let code = &self.treaty.code;
        let says = |what: &str, clause: &ClauseBrief| {
            format!("{what} ({}): {} [{}].", clause.article, clause.in_words, clause.rule)
        };
        let mut notes = vec![match &self.conditions {
            Some(clause) => says("Conditions", clause),
            None => format!(
                "No conditions for the entry into force of {code} are recorded; failing any, all negotiating States must consent (VCLT art. 24(2))."
            ),
        }];
        notes.extend(self.deemed.clone());
        notes.extend(self.effect.as_ref().map(|clause| says("Day", clause)));
        if let (Some(met), Some(by)) = (self.entry.met_on.filter(|met| *met <= self.as_of), &self.met_by) {
            let others = self.members().filter(|member| {
                let is_other = member.act.entry != by.act.entry && member.participant != by.participant;
                is_other && member.act.date == Some(met) && by.act.date == Some(met)
            });
            let others: Vec<&str> = others.map(|member| member.participant.name.as_str()).collect();
            let others = if others.is_empty() {
                String::new()
            } else {
                format!(", with {} on the same day", series(&others, "and"))
            };
            notes.push(format!(
                "Conditions met on {met}{} by the {} of {} ({}){others}; {} in the first group.",
                if self.entry.undetermined_on.is_some() { " at the latest" } else { "" },
                by.act.act,
                by.participant.name,
                by.act.entry,
                count(self.first_group.len(), "instrument", "instruments")
            ));
        }
        notes.extend(self.first_group.iter().filter_map(|member| {
            let (name, day) = (&member.participant.name, member.withdrawn_on?);
            Some(format!("{name} withdrew its consent on {day}, before that: the conditions stay met."))
        }));
        for absent in &self.absent {
            let names: Vec<&str> = absent.successors.iter().map(|who| who.name.as_str()).collect();
            notes.push(format!(
                "They may have been met before: no act of {} ({}) is recorded, to which {} succeeded (rule A-17).",
                absent.predecessor.name,
                absent.predecessor.code,
                series(&names, "and")
            ));
        }
        notes.push(match (&self.progress, self.entry.undetermined_on) {
            (Some(it), _) => progress(it),
            (None, Some(day)) if self.entry.published_on.is_none() => {
                format!("{code}: from {day} on the record cannot tell whether the conditions are met.")
            }
            _ => own_entry(&self.entry, &self.treaty, self.as_of),
        });
        let is_open = self.progress.as_ref().is_some_and(|progress| progress.met_on.is_none());
        let later = self.so_far.iter().filter_map(|member| member.act.effective_on);
        let later = later.filter(|day| self.as_of < *day).min().filter(|_| is_open);
        notes.extend(later.map(|day| fixed_by_later_deposits(day, self.as_of)));
        notes.extend(self.treaty_acts.iter().map(whole));
        notes.extend(ended_because(&self.entry, &self.treaty, self.as_of));
        notes.extend(reach([&self.treaty], self.as_of));
        let (head, listed) = if self.first_group.is_empty() {
            ("Consented so far", &self.so_far)
        } else {
            ("First group", &self.first_group)
        };
        let rows = listed.iter().map(|member| {
            let act = &member.act;
            cells![act.day(), &member.participant.name, act.act.word(), act.effective_on]
        });
        let (treaty, day, state) = (title(&self.treaty), self.as_of.in_words(), self.state.replace('-', " "));
        let title = format!("{treaty} · entry into force · on {day}: {state}");
        Sheet { title, sections: vec![Section::of(["Day", head, "Instrument", "In force"], rows)], notes }
    }

    fn table(&self) -> Table<'_> {
        columns().table(self, self.members())
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        let code = &self.treaty.code;
        let mut reasons = Reason::of_rows(self.members(), |member| {
            Some(Reason::act(&member.participant.name, &member.act))
        });
        let sources = self.met_by.as_ref().map_or(&[][..], |by| &by.act.sources);
        reasons.extend(self.entry.computed.as_ref().map(|computed| reckoned(code, computed).from(sources)));
        reasons.extend(self.treaty_acts.iter().map(|act| Reason::act(code, act)));
        Some(reasons)
    }
}
