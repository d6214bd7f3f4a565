//! What is missing until entry into force, and what would follow from more consents.

use super::pending::duration;
use super::status::progress;
use super::{Marks, reach, text, title};
use crate::model::{ActKind, Decimal, Status};
use crate::render::{Cell, Column, Records, Report, Section, Sheet};
use crate::report::{ActView, Candidate, MissingReport, Part, Reason, SupposedChange, Supposition};

impl Report for MissingReport {
    fn sheet(&self) -> Sheet {
        let mut marks = Marks::default();
        let mut sections = Vec::new();
        if !self.parts.is_empty() {
            sections.push(Section {
                title: None,
                columns: Column::texts(&["Part", "Condition", "There", "Needed", "Met"]),
                rows: self.parts.iter().map(part).collect(),
            });
        }
        if !self.candidates.is_empty() {
            let heads = ["Can still contribute", "Status", "Signed", "Since signature", "Part"];
            sections.push(Section {
                title: Some("Who has not consented".to_owned()),
                columns: Column::texts(&heads),
                rows: self.candidates.iter().map(|row| candidate(row, &mut marks)).collect(),
            });
        }
        if let Some(supposition) = &self.supposition {
            sections.push(Section {
                title: Some("In force, with what is supposed".to_owned()),
                columns: Column::texts(&["Participant", "Consent", "In force now", "In force then"]),
                rows: supposition.changes.iter().map(change).collect(),
            });
        }
        let mut notes: Vec<String> = self.said();
        notes.extend(reach([&self.treaty], self.as_of));
        notes.extend(marks.legend());
        Sheet {
            title: format!(
                "{} · what is missing for entry into force on {}",
                title(&self.treaty),
                self.as_of.in_words()
            ),
            sections,
            notes,
        }
    }

    fn records(&self) -> Records {
        let header = vec![
            "section",
            "treaty",
            "as_of",
            "state",
            "part",
            "condition",
            "holds",
            "there",
            "needed",
            "code",
            "name",
            "status",
            "eligible",
            "first",
            "signed_on",
            "months_since_signature",
            "counts_for",
            "act",
            "on",
            "supposed",
            "in_force_before",
            "in_force_with",
        ];
        let first = |section: &str| {
            let code = self.treaty.code.clone();
            vec![section.to_owned(), code, self.as_of.to_string(), self.state.to_owned()]
        };
        let parts = self.parts.iter().map(|part| {
            let missing: Vec<&str> = part.missing.iter().map(|who| who.code.as_str()).collect();
            let (there, needed) = counted(part);
            let mut row = first("part");
            row.extend([
                part.number.to_string(),
                part.condition.clone(),
                part.holds.to_owned(),
                there,
                needed,
            ]);
            row.push(missing.join(";"));
            row.resize(22, String::new());
            row
        });
        let candidates = self.candidates.iter().map(|one| {
            let mut row = first("candidate");
            row.resize(9, String::new());
            row.extend([
                one.participant.code.clone(),
                one.participant.name.clone(),
                one.status.to_string(),
                one.eligible.to_string(),
                text(one.first.as_ref().map(|first| &first.article)),
                text(one.signature.as_ref().and_then(ActView::day).as_ref()),
                text(one.months_since_signature.as_ref()),
                numbers(&one.counts_for, ";"),
            ]);
            row.resize(22, String::new());
            row
        });
        let changes = self.supposition.iter().flat_map(|supposition| &supposition.changes).map(|one| {
            let mut row = first("if");
            row.resize(9, String::new());
            row.extend([one.participant.code.clone(), one.participant.name.clone()]);
            row.resize(17, String::new());
            row.extend([
                one.act.to_string(),
                one.consented_on.to_string(),
                one.supposed.to_string(),
                text(one.before.as_ref()),
                text(one.with.as_ref()),
            ]);
            row
        });
        Records::of(header, parts.chain(candidates).chain(changes).collect())
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        let code = &*self.treaty.code;
        let clause = self.conditions.as_ref();
        let mut reasons: Vec<Reason> = clause
            .map(|clause| {
                let because = format!("{} ({}, {})", clause.in_words, clause.article, clause.entry);
                Reason::of(code, because).from(&self.clause_sources)
            })
            .into_iter()
            .collect();
        reasons.extend(self.met_by.iter().map(|met| Reason::act(&*met.participant.name, &met.act)));
        let from = self.parts.len();
        for (place, one) in self.candidates.iter().enumerate() {
            let act = one.signature.as_ref();
            reasons.extend(act.map(|act| Reason::act(&*one.participant.name, act).for_row(from + place)));
        }
        if let Some(computed) = self.supposition.as_ref().and_then(|it| it.computation.as_ref()) {
            let because = format!("{} ({}): {}", computed.rule, computed.article, computed.arithmetic);
            reasons.push(Reason::of(code, because));
        }
        Some(reasons)
    }
}

impl MissingReport {
    fn said(&self) -> Vec<String> {
        let code = &self.treaty.code;
        let mut notes = Vec::new();
        let clause = self
            .conditions
            .as_ref()
            .map_or_else(String::new, |clause| format!(" ({}, {})", clause.in_words, clause.article));
        let by = self.met_by.as_ref().map_or_else(String::new, |met| {
            format!(" by the {} of {} ({})", met.act.act, met.participant.name, met.act.entry)
        });
        let met = self
            .met_on
            .map_or_else(String::new, |met| format!(" Its conditions{clause} were met on {met}{by}."));
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
                let by = supposition
                    .met_by
                    .as_ref()
                    .map_or_else(String::new, |who| format!(" with the instrument of {}", who.name));
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
    let acts =
        supposition.acts.iter().map(|act| format!("{}: {} on {}", act.participant.name, act.act, act.on));
    acts.collect::<Vec<_>>().join("; ")
}

fn counted(part: &Part) -> (String, String) {
    if part.needed == Decimal::default() {
        (String::new(), String::new())
    } else {
        (part.there.to_string(), part.needed.to_string())
    }
}

fn part(part: &Part) -> Vec<Cell> {
    let (there, needed) = counted(part);
    let met = if part.holds == "unknown" { "cannot be told" } else { part.holds };
    vec![part.number.to_string().into(), (&*part.condition).into(), there.into(), needed.into(), met.into()]
}

fn candidate(row: &Candidate, marks: &mut Marks) -> Vec<Cell> {
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
    let status: Vec<String> = own.into_iter().chain(first).collect();
    vec![
        Cell::from(&*row.participant.name),
        status.join(", ").into(),
        row.signature.as_ref().map_or_else(String::new, |act| marks.act(act)).into(),
        row.months_since_signature.map_or_else(String::new, duration).into(),
        numbers(&row.counts_for, ", ").into(),
    ]
}

fn change(row: &SupposedChange) -> Vec<Cell> {
    let supposed = if row.supposed { ", supposed" } else { "" };
    let day =
        |day: Option<crate::model::Date>| day.map_or_else(|| "not known".to_owned(), |day| day.to_string());
    let before = if row.supposed { String::new() } else { day(row.before) };
    let kind: ActKind = row.act;
    vec![
        Cell::from(&*row.participant.name),
        format!("{} {kind}{supposed}", row.consented_on).into(),
        before.into(),
        day(row.with).into(),
    ]
}

fn numbers(numbers: &[usize], between: &str) -> String {
    numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(between)
}
