//! Everything about one treaty.

use std::borrow::Cow;

use super::explain_words::reckoned;
use super::status::progress;
use super::{Columns, Marks, cells, or_none, reach, sources, text, worked_out};
use crate::model::{Confidence, Date};
use crate::render::{Cell, Report, Section, Sheet, Table};
use crate::report::{ActView, ClauseView, LinkView, Reason, TreatyBrief, TreatyReport, columns as shared};

/// A field of the treaty by its name, a link, a clause, or an act for the whole treaty, in the same columns.
#[derive(Default)]
pub(super) struct Row<'a> {
    what: &'static str,
    entry: Option<&'a str>,
    kind: &'a str,
    applies_to: Option<&'a str>,
    value: Cow<'a, str>,
    words: Option<&'a str>,
    article: Option<&'a str>,
    day: Option<Date>,
    note: Option<&'a str>,
    confidence: Option<Confidence>,
    sources: Option<&'a [String]>,
}

impl<'a> Row<'a> {
    fn field((_, kind, value): (&str, &'static str, String)) -> Self {
        Self { what: "field", kind, value: value.into(), ..Self::default() }
    }

    fn link(link: &'a LinkView) -> Self {
        Self {
            what: "link",
            entry: Some(&link.entry),
            kind: &link.kind,
            value: (&link.treaty).into(),
            article: link.article.as_deref(),
            confidence: Some(link.confidence),
            sources: Some(&link.sources),
            ..Self::default()
        }
    }

    fn clause(ClauseView { entry, clause }: &'a ClauseView) -> Self {
        Self {
            what: "clause",
            entry: Some(entry),
            kind: &clause.kind,
            applies_to: Some(&clause.applies_to),
            value: (&clause.rule).into(),
            words: Some(&clause.words),
            article: Some(&clause.article),
            note: clause.note.as_deref(),
            confidence: Some(clause.confidence),
            sources: Some(&clause.sources),
            ..Self::default()
        }
    }

    fn act(act: &'a ActView) -> Self {
        Self {
            what: "act",
            entry: Some(&act.entry),
            kind: act.act.word(),
            value: text(act.effective_on.as_ref()).into(),
            article: act.article.as_deref(),
            day: act.day(),
            note: act.note.as_deref(),
            confidence: Some(act.confidence),
            sources: Some(&act.sources),
            ..Self::default()
        }
    }
}

pub(super) fn columns<'a>() -> Columns<TreatyReport, Row<'a>> {
    Columns::<TreatyReport, Row<'a>>::new()
        .field(shared::TREATY, |report, _| (&report.treaty.code).into())
        .text("row", "what the row is: field, link, clause, act", |_, row| row.what.into())
        .field(shared::ENTRY, |_, row| row.entry.into())
        .text("kind", "name of the field, or kind of the link, clause or act", |_, row| row.kind.into())
        .text("applies_to", "to which acts or participants the clause applies", |_, row| {
            row.applies_to.into()
        })
        .text(
            "value",
            "the field's value, the other treaty, the rule, or the act's day of effect",
            |_, row| (&*row.value).into(),
        )
        .text("words", "the rule in words", |_, row| row.words.into())
        .field(shared::ARTICLE, |_, row| row.article.into())
        .day("date", "day of the act; the last day it can have been, where that is not known", |_, row| {
            row.day.into()
        })
        .field(shared::NOTE, |_, row| row.note.into())
        .field(shared::CONFIDENCE, |_, row| row.confidence.into())
        .field(shared::SOURCES, |_, row| row.sources.map(or_none).into())
}

impl Report for TreatyReport {
    fn sheet(&self) -> Sheet {
        let mut marks = Marks::default();
        let links = self
            .links
            .iter()
            .map(|link| cells![&link.kind, &link.treaty, link.article.as_ref(), sources(&link.sources)]);
        let acts = self.acts.iter().map(|act| {
            let day = marks.act(act);
            cells![day, act.act.word(), act.effective_on, act.note.as_ref(), sources(&act.sources)]
        });
        let citations = self.citations.iter().map(|(code, words)| cells![code, words]);
        let fields = self.fields().into_iter().map(|(name, _, value)| cells![name, value]);
        let sections = vec![
            Section::of(["Field", "Value"], fields),
            Section::of(["How", "Treaty", "Article", "Source"], links).titled("Links"),
            Section::of(["Clause", "What it says"], self.clauses.iter().flat_map(clause)).titled("Clauses"),
            Section::of(["Day", "Act", "Takes effect", "Note", "Source"], acts)
                .titled("Acts for the whole treaty"),
            Section::of(["Code", "Where it was read"], citations).titled("Sources"),
        ];
        let mut notes: Vec<String> = self.in_force().into_iter().collect();
        notes.extend(self.progress.as_ref().map(progress));
        let remark = |act: &ActView| Some(format!("{}: {}", act.entry, act.remark.as_ref()?));
        notes.extend(self.acts.iter().filter_map(remark));
        notes.extend(reach([&TreatyBrief::of(&self.treaty)], self.as_of));
        notes.extend(marks.legend());
        Sheet { title: format!("{} ({})", self.treaty.title, self.treaty.code), sections, notes }
    }

    fn table(&self) -> Table<'_> {
        let rows = self.fields().into_iter().map(Row::field).chain(self.links.iter().map(Row::link));
        let rows = rows.chain(self.clauses.iter().map(Row::clause)).chain(self.acts.iter().map(Row::act));
        columns().table(self, rows)
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        let code = &self.treaty.code;
        let mut reasons = vec![Reason::of(code, format!("recorded by {}", self.entry)).from(&self.sources)];
        let entry = self.entry_into_force.as_ref();
        reasons.extend(entry.map(|computed| reckoned(code, computed).from(&self.sources)));
        reasons.extend(self.links.iter().map(|link| {
            let article = link.article.as_ref().map_or_else(String::new, |article| format!(", {article}"));
            Reason::of(code, format!("{} {} ({}{article})", link.kind, link.treaty, link.entry))
                .from(&link.sources)
        }));
        reasons.extend(self.clauses.iter().map(|ClauseView { entry, clause }| {
            let (kind, of, article) = (&clause.kind, &clause.applies_to, &clause.article);
            let because = format!("{kind} of {of}: {} ({article}, {entry})", clause.rule);
            Reason::of(code, because).from(&clause.sources)
        }));
        reasons.extend(self.acts.iter().map(|act| Reason::act(code, act)));
        Some(reasons)
    }
}

impl TreatyReport {
    /// The fields that have a value: what people and what programs call each, and the value.
    fn fields(&self) -> Vec<(&'static str, &'static str, String)> {
        let treaty = &self.treaty;
        let day = |day: Option<Date>| text(day.as_ref());
        let fields = [
            ("Number", "code", treaty.code.clone()),
            ("Title", "title", treaty.title.clone()),
            ("Short title", "short_title", treaty.short_title.clone()),
            ("Kind", "kind", treaty.kind.clone()),
            ("Subject", "subject", text(treaty.subject.as_ref())),
            ("Also found as", "aliases", self.aliases.join("; ")),
            ("Identifiers", "identifiers", self.identifiers.join("; ")),
            ("Parent", "parent", text(treaty.parent.as_ref())),
            ("Parent of", "children", self.children.join("; ")),
            ("Depositary", "depositary", treaty.depositary.clone()),
            ("Adopted", "adopted_on", day(treaty.adopted_on)),
            ("Opened", "opened_on", day(treaty.opened_on)),
            ("Opened at", "opened_at", text(treaty.opened_at.as_ref())),
            ("Last day to sign", "signature_closes_on", day(treaty.signature_closes_on)),
            ("In force, published", "in_force_on", day(treaty.in_force_on)),
            ("In force, computed", "computed_on", day(treaty.computed_on)),
            ("Ended", "ended_on", day(treaty.ended_on)),
            ("Acts collected to", "complete_to", day(treaty.complete_to)),
            ("Statements collected to", "statements_complete_to", day(treaty.statements_complete_to)),
            ("Note", "note", text(self.note.as_ref())),
            ("Support", "confidence", treaty.confidence.word().to_owned()),
            ("Source", "sources", sources(&self.sources)),
            ("Recorded as", "entry", self.entry.clone()),
        ];
        fields.into_iter().filter(|field| !field.2.is_empty()).collect()
    }

    /// The entry into force, as published and by the clauses.
    fn in_force(&self) -> Option<String> {
        Some(match (self.treaty.in_force_on, &self.entry_into_force) {
            (Some(day), Some(computed)) if computed.on == day => {
                format!("Entry into force: {day}, as published and by the clause: {}.", worked_out(computed))
            }
            (Some(day), Some(computed)) => format!(
                "Entry into force: {day}, as published; by the acts recorded here the clause gives {}: {}.",
                computed.on,
                worked_out(computed)
            ),
            (Some(day), None) => {
                format!("Entry into force: {day}, as published; the acts recorded here give no day.")
            }
            (None, Some(computed)) => {
                format!("Entry into force: {}, by the clause: {}.", computed.on, worked_out(computed))
            }
            // Then the conditions that are not met say more.
            (None, None) if self.progress.is_some() => return None,
            (None, None) => "Entry into force: not published, and no day follows from the acts.".to_owned(),
        })
    }
}

/// A clause in as many rows as it has things to say.
fn clause(view: &ClauseView) -> Vec<[Cell; 2]> {
    let clause = &view.clause;
    let mut says = vec![clause.rule.clone(), clause.words.clone()];
    says.extend(clause.note.as_ref().map(|note| format!("Note: {note}")));
    says.push(format!("{} · {}", clause.confidence.word(), sources(&clause.sources)));
    let about = [
        format!("{} · {}", clause.kind, clause.applies_to),
        clause.article.clone(),
        view.entry.clone(),
        String::new(),
    ];
    about.into_iter().zip(says).map(|(about, says)| cells![about, says]).collect()
}
