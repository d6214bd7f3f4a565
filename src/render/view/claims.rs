//! Published statements: listed, and checked against the record.

use super::claim::{because, full};
use super::{count, text, title};
use crate::model::{ClaimKind, Date, Definition, Form};
use crate::render::{Cell, Column, Records, Report, Section, Sheet};
use crate::report::{ClaimCheck, ClaimLine, ClaimVerdict, ClaimsReport, Differing, Reason, Tally};

impl Report for ClaimsReport {
    fn sheet(&self) -> Sheet {
        if self.whole
            && let [line] = self.claims.as_slice()
        {
            return full(line, self.treaties.first(), self.party);
        }
        let mut sections: Vec<Section> = self
            .treaties
            .iter()
            .map(|treaty| {
                let lines = self.claims.iter().filter(|line| line.treaty == treaty.code);
                let (columns, rows): (_, Vec<_>) = if self.party.is_some() {
                    let columns = ["Claim", "Day", "Says", "Published", "Record", "Verdict"];
                    (Column::texts(&columns), lines.map(checked).collect())
                } else {
                    let columns = ["Claim", "Day", "Group", "Says", "Value published", "Source"];
                    (Column::texts(&columns), lines.map(listed).collect())
                };
                Section { title: Some(title(treaty)), columns, rows }
            })
            .collect();
        if let Some(party) = self.party {
            let differing = self
                .claims
                .iter()
                .filter(|line| line.check.as_ref().is_some_and(|check| check.verdict != ClaimVerdict::Holds));
            sections.push(Section {
                title: Some("What does not hold".to_owned()),
                columns: Column::texts(&["Claim", "How it differs"]),
                rows: differing
                    .map(|line| vec![Cell::from(&*line.code), because(line, party).join(" ").into()])
                    .collect(),
            });
        }
        let about = if self.asked.is_empty() { String::new() } else { format!(" · {}", self.asked) };
        Sheet {
            title: match self.party {
                Some(party) => format!("Published claims against the record{about} · party = {party}"),
                None => format!("Published claims{about}"),
            },
            sections,
            notes: self.notes(),
        }
    }

    fn records(&self) -> Records {
        let mut header =
            vec!["code", "as_of", "treaty", "group", "claim", "value", "note", "sources", "entry"];
        if self.party.is_some() {
            header.extend([
                "verdict",
                "record",
                "missing",
                "extra",
                "difference",
                "right_since",
                "right_until",
                "uncertain",
                "collected_to",
                "consented",
                "bound",
                "contracting",
                "differs",
            ]);
        }
        let rows = self.claims.iter().map(|line| {
            let mut row = vec![
                line.code.clone(),
                line.as_of.to_string(),
                line.treaty.clone(),
                text(line.group.as_ref()),
                line.claim.clone(),
                line.value.clone(),
                text(line.note.as_ref()),
                line.sources.join(";"),
                line.entry.clone(),
            ];
            if let (Some(check), Some(party)) = (&line.check, self.party) {
                let nearest = check.nearest(line.as_of);
                let by = |party: Definition| {
                    let found = check.by_definition.iter().find(|answer| answer.party == party);
                    text(found.map(|answer| &answer.record))
                };
                row.extend([
                    check.verdict.word().to_owned(),
                    text(check.record.as_ref()),
                    codes(&check.missing),
                    codes(&check.extra),
                    text(check.difference.as_ref()),
                    text(nearest.map(|days| days.since).as_ref()),
                    text(nearest.and_then(|days| days.until).as_ref()),
                    check.uncertain.to_string(),
                    text(check.collected_to.as_ref()),
                    by(Definition::Consented),
                    by(Definition::Bound),
                    by(Definition::Contracting),
                    because(line, party).join(" "),
                ]);
            }
            row
        });
        Records::of(header, rows.collect())
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        self.why.clone()
    }
}

impl ClaimsReport {
    fn notes(&self) -> Vec<String> {
        let about = if self.asked.is_empty() { String::new() } else { format!(" about {}", self.asked) };
        if self.claims.is_empty() {
            return vec![format!("No published claim{about} is recorded; accede claims add records one.")];
        }
        let n = self.claims.len();
        let Some((tally, party)) = self.tally.zip(self.party) else {
            return vec![format!(
                "{}; --check holds each against the record on its own day.",
                count(n, "claim", "claims")
            )];
        };
        let mut notes = vec![counted(n, tally), format!("Party here means {party}: {}.", party.meaning())];
        let others = Definition::ALL.into_iter().filter(|other| *other != party);
        let holding = |other: Definition| {
            let holds = |line: &&ClaimLine| {
                let check = line.check.as_ref();
                check.is_some_and(|check| by(check, other).unwrap_or(check.verdict) == ClaimVerdict::Holds)
            };
            format!("{} would hold", self.claims.iter().filter(holds).count())
        };
        let sentences: Vec<String> =
            others.map(|other| format!("with party = {other}, {}", holding(other))).collect();
        notes.push(format!("{}.", capital(&sentences.join("; "))));
        notes
    }
}

/// The verdict by a definition of "party"; none where the claim does not depend on it.
pub(super) fn by(check: &ClaimCheck, party: Definition) -> Option<ClaimVerdict> {
    check.by_definition.iter().find(|answer| answer.party == party).map(|answer| answer.verdict)
}

/// How many hold, fail, and cannot be told.
fn counted(n: usize, tally: Tally) -> String {
    let Tally { holds, fails, undecided } = tally;
    let undecided = if undecided == 0 { String::new() } else { format!(", {undecided} cannot be decided") };
    let verb = |n: usize, one: &'static str, more: &'static str| if n == 1 { one } else { more };
    format!(
        "{holds} of {n} {}, {fails} {}{undecided}.",
        verb(holds, "holds", "hold"),
        verb(fails, "fails", "fail")
    )
}

fn listed(line: &ClaimLine) -> Vec<Cell> {
    vec![
        Cell::from(&*line.code),
        line.as_of.to_string().into(),
        text(line.group.as_ref()).into(),
        (&*line.claim).into(),
        spaced(&line.value).into(),
        if line.sources.is_empty() { "no source".to_owned() } else { line.sources.join(", ") }.into(),
    ]
}

fn checked(line: &ClaimLine) -> Vec<Cell> {
    let check = line.check.as_ref();
    let group = line.group.as_ref().map_or_else(String::new, |group| format!(" {group}"));
    let record = check.and_then(|check| check.record.as_deref()).unwrap_or("not known");
    vec![
        Cell::from(&*line.code),
        line.as_of.to_string().into(),
        format!("{}{group}", line.claim).into(),
        in_brief(line, &line.value).into(),
        in_brief(line, record).into(),
        check.map_or("", |check| check.verdict.word()).into(),
    ]
}

/// A value that fits a narrow column: of a long list, how many.
fn in_brief(line: &ClaimLine, value: &str) -> String {
    const LISTED: usize = 3;
    let is_list = ClaimKind::from_word(&line.claim).is_some_and(|kind| kind.form() == Form::List);
    let n = value.split(';').count();
    if is_list && n > LISTED { format!("{n} names") } else { value.to_owned() }
}

fn spaced(value: &str) -> String {
    value.replace(';', ", ")
}

fn codes(differing: &[Differing]) -> String {
    differing.iter().map(|who| who.code.as_str()).collect::<Vec<_>>().join(";")
}

pub(super) fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The day before the first one that no longer counts: people name the last day.
pub(super) fn last_day(until: Date) -> Date {
    until.plus_days(-1).unwrap_or(until)
}
