//! Published statements: listed, and checked against the record.

use super::claim::full;
use super::claim_words::{because, by};
use super::{Columns, Marks, capital, cells, count, joined, sources, title};
use crate::model::{ClaimKind, Definition, Form, Span};
use crate::render::{Report, Section, Sheet, Table};
use crate::report::{
    ClaimCheck, ClaimLine, ClaimVerdict, ClaimsReport, Datum, Differing, Reason, Tally, TreatyBrief,
    columns as shared,
};

/// What is claimed; and where it was checked, what the record says.
pub(super) fn columns(is_checked: bool) -> Columns<ClaimsReport, ClaimLine> {
    let listed = Columns::<ClaimsReport, ClaimLine>::new()
        .text("code", "code of the claim", |_, line| (&line.code).into())
        .headed("Claim")
        .field(shared::AS_OF, |_, line| line.as_of.into())
        .headed("Day")
        .field(shared::TREATY, |_, line| (&line.treaty).into())
        .field(shared::GROUP, |_, line| (&line.group).into())
        .headed("Group")
        .when(|report| report.party.is_none())
        .text("claim", "what sort of statement: how many, who, whether", |_, line| (&line.claim).into())
        .shown("Says", |report, line, _| match &line.group {
            Some(group) if report.party.is_some() => format!("{} {group}", line.claim).into(),
            _ => (&line.claim).into(),
        })
        .text("value", "what was published: a number, or codes separated by ;", |_, line| {
            (&line.value).into()
        })
        .shown(if is_checked { "Published" } else { "Value published" }, |report, line, _| {
            let checked = report.party.map(|_| in_brief(line, &line.value));
            checked.unwrap_or_else(|| line.value.replace(';', ", ")).into()
        })
        .field(shared::NOTE, |_, line| (&line.note).into())
        .field(shared::SOURCES, |_, line| Datum::list(&line.sources))
        .shown("Source", |_, line, _| sources(&line.sources).into())
        .when(|report| report.party.is_none())
        .field(shared::ENTRY, |_, line| (&line.entry).into());
    if !is_checked {
        return listed;
    }
    listed
        .text("verdict", "whether the record says the same: holds, fails, undecided", |_, line| {
            check(line).map(|check| check.verdict.word()).into()
        })
        .headed("Verdict")
        .rank(1)
        .text("record", "what the record says, written as value is", |_, line| record(line).into())
        .shown("Record", |_, line, _| in_brief(line, record(line).unwrap_or("not known")).into())
        .text("missing", "codes of those in the record and not in what was published", |_, line| {
            check(line).map(|check| codes(&check.missing)).into()
        })
        .text("extra", "codes of those in what was published and not in the record", |_, line| {
            check(line).map(|check| codes(&check.extra)).into()
        })
        .integer("difference", "published number less that of the record", |_, line| {
            check(line).and_then(|check| check.difference).into()
        })
        .day("right_since", "first day of the time nearest to the claim in which it was right", |_, line| {
            nearest(line).map(|days| days.since).into()
        })
        .day("right_until", "first day after that time; empty: it is right still", |_, line| {
            nearest(line).and_then(|days| days.until).into()
        })
        .flag("uncertain", "whether the verdict rests on an act whose day is not known", |_, line| {
            check(line).map(|check| check.uncertain).into()
        })
        .field(shared::COLLECTED_TO, |_, line| check(line).and_then(|check| check.collected_to).into())
        .text("consented", "what the record says where party means consented", |_, line| {
            record_by(line, Definition::Consented)
        })
        .text("bound", "what the record says where party means bound", |_, line| {
            record_by(line, Definition::Bound)
        })
        .text("contracting", "what the record says where party means contracting", |_, line| {
            record_by(line, Definition::Contracting)
        })
        .text("differs", "how it differs, in sentences", |report, line| {
            report.party.map(|party| because(line, party).join(" ")).into()
        })
}

fn check(line: &ClaimLine) -> Option<&ClaimCheck> {
    line.check.as_ref()
}

fn record(line: &ClaimLine) -> Option<&str> {
    check(line)?.record.as_deref()
}

fn nearest(line: &ClaimLine) -> Option<Span> {
    check(line)?.nearest(line.as_of)
}

fn record_by(line: &ClaimLine, party: Definition) -> Datum<'_> {
    let answers = check(line).map_or(&[][..], |check| &check.by_definition);
    answers.iter().find(|answer| answer.party == party).map(|answer| &answer.record).into()
}

impl Report for ClaimsReport {
    fn sheet(&self) -> Sheet {
        if self.whole
            && let [line] = self.claims.as_slice()
        {
            return full(line, self.treaties.first(), self.party);
        }
        let table = |treaty: &TreatyBrief| {
            let lines = self.claims.iter().filter(|line| line.treaty == treaty.code);
            columns(self.party.is_some()).section(self, lines, &mut Marks::default()).titled(title(treaty))
        };
        let mut sections: Vec<Section> = self.treaties.iter().map(table).collect();
        if let Some(party) = self.party {
            let fails = |line: &&ClaimLine| check(line).is_some_and(|it| it.verdict != ClaimVerdict::Holds);
            let differing = self.claims.iter().filter(fails);
            let rows = differing.map(|line| cells![&line.code, because(line, party).join(" ")]);
            sections.push(Section::of(["Claim", "How it differs"], rows).titled("What does not hold"));
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

    fn table(&self) -> Table<'_> {
        columns(self.party.is_some()).table(self, &self.claims)
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
        let sentences = others.map(|other| format!("with party = {other}, {}", holding(other)));
        notes.push(format!("{}.", capital(&joined(sentences, "; "))));
        notes
    }
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

/// A value that fits a narrow column: of a long list, how many.
fn in_brief(line: &ClaimLine, value: &str) -> String {
    const LISTED: usize = 3;
    let is_list = ClaimKind::from_word(&line.claim).is_some_and(|kind| kind.form() == Form::List);
    let n = value.split(';').count();
    if is_list && n > LISTED { format!("{n} names") } else { value.to_owned() }
}

fn codes(differing: &[Differing]) -> String {
    joined(differing.iter().map(|one| &one.who.code), ";")
}
