//! Everything about one treaty.

use super::status::progress;
use super::{Marks, reach, sources, text};
use crate::model::Date;
use crate::render::{Cell, Column, Records, Report, Section, Sheet};
use crate::report::{ClauseView, Computation, TreatyBrief, TreatyReport};

impl Report for TreatyReport {
    fn sheet(&self) -> Sheet {
        let mut marks = Marks::default();
        let links = self.links.iter().map(|link| {
            let article = text(link.article.as_ref());
            vec![
                Cell::from(&*link.kind),
                (&*link.treaty).into(),
                article.into(),
                sources(&link.sources).into(),
            ]
        });
        let links = Section {
            title: Some("Links".to_owned()),
            columns: Column::texts(&["How", "Treaty", "Article", "Source"]),
            rows: links.collect(),
        };
        let clauses = Section {
            title: Some("Clauses".to_owned()),
            columns: Column::texts(&["Clause", "What it says"]),
            rows: self.clauses.iter().flat_map(clause).collect(),
        };
        let acts = self.acts.iter().map(|act| {
            vec![
                Cell::from(marks.act(act)),
                act.act.word().into(),
                text(act.effective_on.as_ref()).into(),
                text(act.note.as_ref()).into(),
                listed(&act.sources).into(),
            ]
        });
        let acts = Section {
            title: Some("Acts for the whole treaty".to_owned()),
            columns: Column::texts(&["Day", "Act", "Takes effect", "Note", "Source"]),
            rows: acts.collect(),
        };
        let citations =
            self.citations.iter().map(|(code, words)| vec![Cell::from(&**code), (&**words).into()]);
        let citations = Section {
            title: Some("Sources".to_owned()),
            columns: Column::texts(&["Code", "Where it was read"]),
            rows: citations.collect(),
        };
        let mut notes: Vec<String> = self.in_force().into_iter().collect();
        notes.extend(self.progress.as_ref().map(progress));
        notes.extend(
            self.acts.iter().filter_map(|act| Some(format!("{}: {}", act.entry, act.remark.as_ref()?))),
        );
        notes.extend(reach([&TreatyBrief::of(&self.treaty)], self.as_of));
        notes.extend(marks.legend());
        let rows = self.fields().into_iter().map(|(name, _, value)| vec![Cell::from(name), value.into()]);
        Sheet {
            title: format!("{} ({})", self.treaty.title, self.treaty.code),
            sections: vec![
                Section { title: None, columns: Column::texts(&["Field", "Value"]), rows: rows.collect() },
                links,
                clauses,
                acts,
                citations,
            ],
            notes,
        }
    }

    fn records(&self) -> Records {
        let header = vec![
            "treaty",
            "row",
            "entry",
            "kind",
            "applies_to",
            "value",
            "words",
            "article",
            "date",
            "note",
            "confidence",
            "sources",
        ];
        let code = &self.treaty.code;
        let row = |name: &str, cells: [String; 10]| {
            [code.clone(), name.to_owned()].into_iter().chain(cells).collect::<Vec<_>>()
        };
        let empty = String::new;
        let fields = self.fields().into_iter().map(|(_, name, value)| {
            let name = name.to_owned();
            row(
                "field",
                [empty(), name, empty(), value, empty(), empty(), empty(), empty(), empty(), empty()],
            )
        });
        let links = self.links.iter().map(|link| {
            row(
                "link",
                [
                    link.entry.clone(),
                    link.kind.clone(),
                    empty(),
                    link.treaty.clone(),
                    empty(),
                    text(link.article.as_ref()),
                    empty(),
                    empty(),
                    link.confidence.word().to_owned(),
                    sources(&link.sources),
                ],
            )
        });
        let clauses = self.clauses.iter().map(|view| {
            let clause = &view.clause;
            row(
                "clause",
                [
                    view.entry.clone(),
                    clause.kind.clone(),
                    clause.applies_to.clone(),
                    clause.rule.clone(),
                    clause.words.clone(),
                    clause.article.clone(),
                    empty(),
                    text(clause.note.as_ref()),
                    clause.confidence.word().to_owned(),
                    sources(&clause.sources),
                ],
            )
        });
        let acts = self.acts.iter().map(|act| {
            row(
                "act",
                [
                    act.entry.clone(),
                    act.act.to_string(),
                    empty(),
                    text(act.effective_on.as_ref()),
                    empty(),
                    text(act.article.as_ref()),
                    text(act.day().as_ref()),
                    text(act.note.as_ref()),
                    act.confidence.word().to_owned(),
                    sources(&act.sources),
                ],
            )
        });
        let rows = fields.chain(links).chain(clauses).chain(acts).collect();
        Records::of(header, rows)
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
            ("Opened", "opened_on", treaty.opened_on.map_or_else(String::new, |day| day.to_string())),
            ("Opened at", "opened_at", text(treaty.opened_at.as_ref())),
            ("Last day to sign", "signature_closes_on", day(treaty.signature_closes_on)),
            ("In force, published", "in_force_on", day(treaty.in_force_on)),
            ("In force, computed", "computed_on", day(treaty.computed_on)),
            ("Ended", "ended_on", day(treaty.ended_on)),
            ("Acts collected to", "complete_to", day(treaty.complete_to)),
            ("Note", "note", text(self.note.as_ref())),
            ("Support", "confidence", treaty.confidence.word().to_owned()),
            ("Source", "sources", listed(&self.sources)),
            ("Recorded as", "entry", self.entry.clone()),
        ];
        fields.into_iter().filter(|field| !field.2.is_empty()).collect()
    }

    /// The entry into force, as published and by the clauses.
    fn in_force(&self) -> Option<String> {
        let worked_out = |computed: &Computation| {
            format!("{} ({}): {}", computed.rule, computed.article, computed.arithmetic)
        };
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
fn clause(view: &ClauseView) -> Vec<Vec<Cell>> {
    let clause = &view.clause;
    let mut says = vec![clause.rule.clone(), clause.words.clone()];
    says.extend(clause.note.as_ref().map(|note| format!("Note: {note}")));
    says.push(format!("{} · {}", clause.confidence.word(), listed(&clause.sources)));
    let about = [
        format!("{} · {}", clause.kind, clause.applies_to),
        clause.article.clone(),
        view.entry.clone(),
        String::new(),
    ];
    about.into_iter().zip(says).map(|(about, says)| vec![about.into(), says.into()]).collect()
}

/// What sources a fact has, as people read them.
fn listed(codes: &[String]) -> String {
    sources(codes).replace(';', ", ")
}
