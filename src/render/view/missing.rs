//! What is missing until entry into force, and what would follow from more consents.

use super::pending::duration;
use super::status::progress;
use super::{Columns, Marks, cells, joined, reach, title, worked_out};
use crate::model::{Date, Decimal, Status};
use crate::render::{Cell, Report, Section, Sheet, Table};
use crate::report::{
    ActView, Candidate, Datum, MissingReport, Named, Part, Reason, SupposedAct, SupposedChange, Supposition,
    columns as shared,
};

/// One of these: a part of the conditions, one that can still consent, what changes with what is supposed.
#[derive(Default)]
pub(super) struct Row<'a> {
    part: Option<&'a Part>,
    candidate: Option<&'a Candidate>,
    change: Option<&'a SupposedChange>,
}

impl<'a> Row<'a> {
    fn participant(&self) -> Option<&'a Named> {
        self.candidate.map(|one| &one.participant).or(self.change.map(|change| &change.participant))
    }
}

pub(super) fn columns<'a>() -> Columns<MissingReport, Row<'a>> {
    Columns::<MissingReport, Row<'a>>::new()
        .text(
            "section",
            "part: of the conditions; candidate: can still consent; if: with what is supposed",
            |_, row| {
                let kinds =
                    [row.part.map(|_| "part"), row.candidate.map(|_| "candidate"), row.change.map(|_| "if")];
                kinds.into_iter().flatten().next().into()
            },
        )
        .field(shared::TREATY, |report, _| (&report.treaty.code).into())
        .field(shared::AS_OF, |report, _| report.as_of.into())
        .field(shared::STATE, |report, _| report.state.into())
        .integer("part", "number of the part", |_, row| row.part.map(|part| part.number).into())
        .text("condition", "the part in words", |_, row| row.part.map(|part| &part.condition).into())
        .text("holds", "whether it is met: yes, no, unknown", |_, row| row.part.map(|part| part.holds).into())
        .number("there", "how much of it is there", |_, row| {
            row.part.and_then(|it| counted(it, it.there)).into()
        })
        .number("needed", "how much of it is needed", |_, row| {
            row.part.and_then(|it| counted(it, it.needed)).into()
        })
        .text(
            "code",
            "stable code of the participant; of a part: of those missing, separated by ;",
            |_, row| match row.part {
                Some(part) => Datum::codes(&part.missing),
                None => row.participant().map(|who| &who.code).into(),
            },
        )
        .field(shared::NAME, |_, row| row.participant().map(|who| &who.name).into())
        .field(shared::STATUS, |_, row| row.candidate.map(|one| one.status).into())
        .flag("eligible", "whether by the clauses it may become a party on the day", |_, row| {
            row.candidate.map(|one| one.eligible).into()
        })
        .text("first", "article by which it has to be a party to another treaty first", |_, row| {
            row.candidate.and_then(|one| one.first.as_ref()).map(|first| &first.article).into()
        })
        .field(shared::SIGNED_ON, |_, row| {
            row.candidate.and_then(|one| one.signature.as_ref()).and_then(ActView::day).into()
        })
        .field(shared::MONTHS_SINCE_SIGNATURE, |_, row| {
            row.candidate.and_then(|one| one.months_since_signature).into()
        })
        .text("counts_for", "numbers of the parts that its consent counts for separated by ;", |_, row| {
            row.candidate.map(|one| joined(&one.counts_for, ";")).into()
        })
        .field(shared::ACT, |_, row| row.change.map(|one| one.act).into())
        .day("on", "day of that act, done or supposed", |_, row| {
            row.change.map(|one| one.consented_on).into()
        })
        .flag("supposed", "whether that act is supposed", |_, row| row.change.map(|one| one.supposed).into())
        .day("in_force_before", "in force for it from this day without what is supposed", |_, row| {
            row.change.and_then(|one| one.before).into()
        })
        .day("in_force_with", "in force for it from this day with it", |_, row| {
            row.change.and_then(|one| one.with).into()
        })
}

impl Report for MissingReport {
    fn sheet(&self) -> Sheet {
        let mut marks = Marks::default();
        let heads = ["Can still contribute", "Status", "Signed", "Since signature", "Part"];
        let candidates = self.candidates.iter().map(|row| candidate(row, &mut marks));
        let changes = self.supposition.iter().flat_map(|supposition| &supposition.changes).map(change);
        let sections = vec![
            Section::of(["Part", "Condition", "There", "Needed", "Met"], self.parts.iter().map(part)),
            Section::of(heads, candidates).titled("Who has not consented"),
            Section::of(["Participant", "Consent", "In force now", "In force then"], changes)
                .titled("In force, with what is supposed"),
        ];
        let mut notes: Vec<String> = self.said();
        notes.extend(reach([&self.treaty], self.as_of));
        notes.extend(marks.legend());
        let (of, on) = (title(&self.treaty), self.as_of.in_words());
        Sheet { title: format!("{of} · what is missing for entry into force on {on}"), sections, notes }
    }

    fn table(&self) -> Table<'_> {
        let parts = self.parts.iter().map(|it| Row { part: Some(it), ..Row::default() });
        let candidates = self.candidates.iter().map(|it| Row { candidate: Some(it), ..Row::default() });
        let changes = self.supposition.iter().flat_map(|supposition| &supposition.changes);
        let changes = changes.map(|it| Row { change: Some(it), ..Row::default() });
        columns().table(self, parts.chain(candidates).chain(changes))
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        let code = &*self.treaty.code;
        let clause = self.conditions.as_ref();
        let mut reasons = Vec::new();
        reasons.extend(clause.map(|clause| {
            let because = format!("{} ({}, {})", clause.in_words, clause.article, clause.entry);
            Reason::of(code, because).from(&self.clause_sources)
        }));
        reasons.extend(self.met_by.iter().map(|met| Reason::act(&*met.participant.name, &met.act)));
        let from = self.parts.len();
        for (place, one) in self.candidates.iter().enumerate() {
            let act = one.signature.as_ref();
            reasons.extend(act.map(|act| Reason::act(&*one.participant.name, act).for_row(from + place)));
        }
        if let Some(computed) = self.supposition.as_ref().and_then(|it| it.computation.as_ref()) {
            reasons.push(Reason::of(code, worked_out(computed)));
        }
        Some(reasons)
    }
}

impl MissingReport {
    fn said(&self) -> Vec<String> {
        let code = &self.treaty.code;
        let mut notes = Vec::new();
        let clause = self.conditions.as_ref();
        let clause =
            clause.map_or_else(String::new, |clause| format!(" ({}, {})", clause.in_words, clause.article));
        let by = self.met_by.as_ref().map_or_else(String::new, |met| {
            format!(" by the {} of {} ({})", met.act.act, met.participant.name, met.act.entry)
        });
        let met = self.met_on.map(|met| format!(" Its conditions{clause} were met on {met}{by}."));
        let met = met.unwrap_or_default();
        match (self.state, self.in_force_on) {
            ("in-force", Some(on)) => {
                notes.push(format!("Nothing is missing: {code} has been in force since {on}.{met}"));
            }
            ("conditions-met", Some(on)) => {
                notes.push(format!("Nothing is missing: {code} enters into force on {on}.{met}"));
            }
            ("no-clause", _) => notes.push(format!(
                "No clause on the entry into force of {code} is recorded: what is missing cannot be told."
            )),
            ("not-collected", _) if !clause.is_empty() => {
                notes.push(format!("Conditions for entry into force{clause}."));
            }
            _ => notes.extend(self.progress.as_ref().map(progress)),
        }
        if let (Some(list), Some((all, consented))) = (&self.of, self.of_list) {
            notes.push(format!("Of {all} ({list}): {consented} consented, {} not.", all - consented));
        }
        if let Some(supposition) = &self.supposition {
            notes.push(format!("Supposed: {}. {}", supposed(supposition), self.outcome(supposition)));
        }
        let unusual = self.supposition.iter().flat_map(|supposition| &supposition.unusual);
        notes.extend(unusual.map(|text| format!("Unusual in what is supposed: {text}.")));
        notes
    }

    /// Whether and when the treaty would enter into force.
    fn outcome(&self, supposition: &Supposition) -> String {
        let code = &self.treaty.code;
        let stays = self.in_force_on.is_some() && self.in_force_on == supposition.in_force_on;
        match (supposition.met_on, supposition.in_force_on) {
            (_, Some(on)) if stays => format!("{code} is in force from {on} all the same."),
            (Some(met), Some(on)) => {
                let by = supposition.met_by.as_ref();
                let by = by.map_or_else(String::new, |who| format!(" with the instrument of {}", who.name));
                let follows = supposition.computation.as_ref().map_or_else(String::new, |computed| {
                    format!(": {}, {}", computed.arithmetic, computed.article)
                });
                format!(
                    "The conditions are then met on {met}{by}, and {code} enters into force on {on}{follows}."
                )
            }
            (Some(met), None) => {
                format!("The conditions are then met on {met}; no clause gives the day of entry into force.")
            }
            (None, _) if supposition.missing.is_empty() => {
                format!("The entry into force of {code} still cannot be told.")
            }
            (None, _) => {
                format!("{code} is still not in force. Missing: {}.", supposition.missing.join("; "))
            }
        }
    }
}

/// What is supposed, as a clause behind `if`.
fn supposed(supposition: &Supposition) -> String {
    let act = |act: &SupposedAct| format!("{}: {} on {}", act.participant.name, act.act, act.on);
    joined(supposition.acts.iter().map(act), "; ")
}

/// A figure of a part, where it counts anything.
fn counted(part: &Part, figure: Decimal) -> Option<Datum<'static>> {
    (part.needed != Decimal::default()).then(|| Datum::number(figure.to_string()))
}

fn part(part: &Part) -> [Cell; 5] {
    let [there, needed] = [part.there, part.needed].map(|figure| Cell::from(counted(part, figure)));
    let met = if part.holds == "unknown" { "cannot be told" } else { part.holds };
    cells![part.number, &part.condition, there, needed, met]
}

fn candidate(row: &Candidate, marks: &mut Marks) -> [Cell; 5] {
    let status = match row.status {
        Status::None if row.eligible => "",
        Status::None => "may not join",
        status => status.word(),
    };
    let first = row.first.as_ref().map(|first| match first.treaties.as_slice() {
        [] => format!("only for {}", first.only_from),
        treaties => format!("first {}", treaties.join(", ")),
    });
    let own = Some(status.to_owned()).filter(|word| !word.is_empty());
    let status = joined(own.into_iter().chain(first), ", ");
    let signed = row.signature.as_ref().map(|act| marks.act(act));
    let since = row.months_since_signature.map(duration);
    cells![&row.participant.name, status, signed, since, joined(&row.counts_for, ", ")]
}

fn change(row: &SupposedChange) -> [Cell; 4] {
    let supposed = if row.supposed { ", supposed" } else { "" };
    let day = |day: Option<Date>| day.map_or_else(|| "not known".into(), Cell::from);
    let consent = format!("{} {}{supposed}", row.consented_on, row.act);
    cells![&row.participant.name, consent, (!row.supposed).then(|| day(row.before)), day(row.with)]
}
