//! Everything about one treaty.

use super::status::progress;
use super::{Columns, Marks, or_none, reach, reasons, sources, text, worked_out};
use crate::model::Date;
use crate::render::{Cell, Report, Section, Sheet, Table};
use crate::report::{
    ActView, ClauseView, Datum, LinkView, Reason, TreatyBrief, TreatyReport, columns as shared,
};

/// A field of the treaty by its name, a link, a clause, or an act for the whole treaty.
pub(super) enum Row<'a> {
    Field(&'static str, String),
    Link(&'a LinkView),
    Clause(&'a ClauseView),
    Act(&'a ActView),
}

impl<'a> Row<'a> {
    fn clause(&self) -> Option<&'a ClauseView> {
        if let Self::Clause(view) = self { Some(view) } else { None }
    }

    fn sources(&self) -> Option<&'a [String]> {
        match self {
            Self::Field(..) => None,
            Self::Link(link) => Some(&link.sources),
            Self::Clause(view) => Some(&view.clause.sources),
            Self::Act(act) => Some(&act.sources),
        }
    }
}

pub(super) fn columns<'a>() -> Columns<TreatyReport, Row<'a>> {
    Columns::<TreatyReport, Row<'a>>::new()
        .field(shared::TREATY, |report, _| (&report.treaty.code).into())
        .text("row", "what the row is: field, link, clause, act", |_, row| {
            match row {
                Row::Field(..) => "field",
                Row::Link(_) => "link",
                Row::Clause(_) => "clause",
                Row::Act(_) => "act",
            }
            .into()
        })
        .field(shared::ENTRY, |_, row| match row {
            Row::Field(..) => Datum::Nothing,
            Row::Link(link) => (&link.entry).into(),
            Row::Clause(view) => (&view.entry).into(),
            Row::Act(act) => (&act.entry).into(),
        })
        .text("kind", "name of the field, or kind of the link, clause or act", |_, row| match row {
            Row::Field(name, _) => (*name).into(),
            Row::Link(link) => (&link.kind).into(),
            Row::Clause(view) => (&view.clause.kind).into(),
            Row::Act(act) => act.act.into(),
        })
        .text("applies_to", "to which acts or participants the clause applies", |_, row| {
            row.clause().map(|view| &view.clause.applies_to).into()
        })
        .text(
            "value",
            "the field's value, the other treaty, the rule, or the act's day of effect",
            |_, row| match row {
                Row::Field(_, value) => value.into(),
                Row::Link(link) => (&link.treaty).into(),
                Row::Clause(view) => (&view.clause.rule).into(),
                Row::Act(act) => text(act.effective_on.as_ref()).into(),
            },
        )
        .text("words", "the rule in words", |_, row| row.clause().map(|view| &view.clause.words).into())
        .field(shared::ARTICLE, |_, row| match row {
            Row::Field(..) => Datum::Nothing,
            Row::Link(link) => (&link.article).into(),
            Row::Clause(view) => (&view.clause.article).into(),
            Row::Act(act) => (&act.article).into(),
        })
        .day("date", "day of the act; the last day it can have been, where that is not known", |_, row| {
            if let Row::Act(act) = row { act.day().into() } else { Datum::Nothing }
        })
        .field(shared::NOTE, |_, row| match row {
            Row::Clause(view) => (&view.clause.note).into(),
            Row::Act(act) => (&act.note).into(),
            Row::Field(..) | Row::Link(_) => Datum::Nothing,
        })
        .field(shared::CONFIDENCE, |_, row| match row {
            Row::Field(..) => Datum::Nothing,
            Row::Link(link) => link.confidence.into(),
            Row::Clause(view) => view.clause.confidence.into(),
            Row::Act(act) => act.confidence.into(),
        })
        .field(shared::SOURCES, |_, row| row.sources().map(or_none).into())
}

impl Report for TreatyReport {
    fn sheet(&self) -> Sheet {
        let mut marks = Marks::default();
        let links = self.links.iter().map(|link| {
            let article = link.article.as_ref().into();
            [Cell::from(&*link.kind), (&*link.treaty).into(), article, sources(&link.sources).into()]
        });
        let acts = self.acts.iter().map(|act| {
            [
                Cell::from(marks.act(act)),
                act.act.word().into(),
                act.effective_on.into(),
                act.note.as_ref().into(),
                sources(&act.sources).into(),
            ]
        });
        let citations = self.citations.iter().map(|(code, words)| [Cell::from(&**code), (&**words).into()]);
        let fields = self.fields().into_iter().map(|(name, _, value)| [Cell::from(name), value.into()]);
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
        notes.extend(
            self.acts.iter().filter_map(|act| Some(format!("{}: {}", act.entry, act.remark.as_ref()?))),
        );
        notes.extend(reach([&TreatyBrief::of(&self.treaty)], self.as_of));
        notes.extend(marks.legend());
        Sheet { title: format!("{} ({})", self.treaty.title, self.treaty.code), sections, notes }
    }

    fn table(&self) -> Table<'_> {
        let fields = self.fields().into_iter().map(|(_, name, value)| Row::Field(name, value));
        let rows = fields.chain(self.links.iter().map(Row::Link));
        let rows = rows.chain(self.clauses.iter().map(Row::Clause)).chain(self.acts.iter().map(Row::Act));
        columns().table(self, rows)
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        Some(reasons::of_treaty(self))
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
    about.into_iter().zip(says).map(|(about, says)| [about.into(), says.into()]).collect()
}
