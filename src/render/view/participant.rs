//! Everything one participant has done.

use super::{Marks, count, reach, sources, text};
use crate::render::{Cell, Column, Records, Report, Section, Sheet};
use crate::report::{ActView, ParticipantReport, Reason, UnderTreaty};

impl Report for ParticipantReport {
    fn sheet(&self) -> Sheet {
        let mut marks = Marks::default();
        let standing = self.treaties.iter().map(|under| {
            let act = |wanted: fn(&ActView) -> bool| under.acts.iter().rev().find(|act| wanted(act));
            let consent = act(|act| act.act.is_consent());
            vec![
                Cell::from(&*under.treaty.code),
                (&*under.treaty.short_title).into(),
                std::iter::once(marks.status(under.status.word(), under.uncertain))
                    .chain(under.modes.iter().map(|mode| mode.word().to_owned()))
                    .collect::<Vec<_>>()
                    .join(", ")
                    .into(),
                text(consent.filter(|_| under.status.consented()).and_then(|act| act.effective_on.as_ref()))
                    .into(),
            ]
        });
        let standing = Section {
            title: None,
            columns: Column::texts(&["Number", "Treaty", "Status", "In force"]),
            rows: standing.collect(),
        };
        let mut acts = Vec::new();
        let mut statements = Vec::new();
        for under in &self.treaties {
            for act in &under.acts {
                acts.push(vec![
                    Cell::from(marks.act(act)),
                    (&*under.treaty.code).into(),
                    named(act).into(),
                    effect(act).into(),
                    sources(&act.sources).replace(';', ", ").into(),
                ]);
            }
            for statement in &under.statements {
                statements.push(vec![
                    Cell::from(marks.statement(statement)),
                    (&*under.treaty.code).into(),
                    (&*statement.kind).into(),
                    statement.articles.join(", ").into(),
                    match statement.withdrawn_on {
                        Some(day) => format!("{} (withdrawn {day})", statement.summary),
                        None => statement.summary.clone(),
                    }
                    .into(),
                ]);
            }
        }
        let remarks = self
            .treaties
            .iter()
            .flat_map(|under| &under.acts)
            .filter_map(|act| Some(format!("{}: {}", act.entry, act.remark.as_ref()?)));
        let pending = self.treaties.iter().filter(|under| under.pending).count();
        let ended = self.participant.exists_until.filter(|until| *until <= self.as_of);
        let mut notes: Vec<String> = ended
            .map(|until| format!("It ended before {until}: its last statuses lie before that day."))
            .into_iter()
            .collect();
        notes.push(format!(
            "Pending: {pending} of {}. Groups on the day: {}.",
            self.treaties.len(),
            if self.groups.is_empty() { "none".to_owned() } else { self.groups.join(", ") }
        ));
        if !self.not_collected.is_empty() {
            notes.push(format!(
                "Not shown, because no act under them is recorded: {}.",
                count(self.not_collected.len(), "treaty", "treaties")
            ));
        }
        notes.extend(remarks);
        notes.extend(reach(self.treaties.iter().map(|under| &under.treaty), self.as_of));
        notes.extend(marks.legend());
        let participant = &self.participant;
        Sheet {
            title: format!(
                "{} ({}), {} · on {}",
                participant.name,
                participant.code,
                participant.official_name,
                self.as_of.in_words()
            ),
            sections: vec![
                standing,
                Section {
                    title: Some("Acts".to_owned()),
                    columns: Column::texts(&["Day", "Number", "Act", "Takes effect", "Source"]),
                    rows: acts,
                },
                Section {
                    title: Some("Statements".to_owned()),
                    columns: Column::texts(&["Day", "Number", "Kind", "Articles", "Summary"]),
                    rows: statements,
                },
            ],
            notes,
        }
    }

    fn records(&self) -> Records {
        let header = vec![
            "code",
            "name",
            "as_of",
            "treaty",
            "status",
            "entry",
            "kind",
            "date",
            "earliest",
            "latest",
            "effective_on",
            "effective_from",
            "computed_on",
            "territory",
            "articles",
            "withdrawn_on",
            "summary",
            "note",
            "remark",
            "confidence",
            "sources",
        ];
        let common = |under: &UnderTreaty| {
            vec![
                self.participant.code.clone(),
                self.participant.name.clone(),
                self.as_of.to_string(),
                under.treaty.code.clone(),
                under.status.to_string(),
            ]
        };
        let mut rows = Vec::new();
        for under in &self.treaties {
            let columns = header.len();
            if under.acts.is_empty() && under.statements.is_empty() {
                let mut cells = common(under);
                cells.resize(columns, String::new());
                rows.push(cells);
            }
            for act in &under.acts {
                let mut cells = common(under);
                cells.extend([
                    act.entry.clone(),
                    act.act.to_string(),
                    text(act.date.as_ref()),
                    text(act.earliest.as_ref()),
                    text(act.latest.as_ref()),
                    text(act.effective_on.as_ref()),
                    act.effective_from.unwrap_or_default().to_owned(),
                    text(act.computed_on.as_ref()),
                    text(act.territory.as_ref()),
                    String::new(),
                    String::new(),
                    String::new(),
                    text(act.note.as_ref()),
                    text(act.remark.as_ref()),
                    act.confidence.word().to_owned(),
                    sources(&act.sources),
                ]);
                rows.push(cells);
            }
            for row in &under.statements {
                let mut cells = common(under);
                cells.extend([
                    row.entry.clone(),
                    row.kind.clone(),
                    text(row.date.as_ref()),
                    text(row.earliest.as_ref()),
                    text(row.latest.as_ref()),
                    String::new(),
                    String::new(),
                    String::new(),
                    String::new(),
                    row.articles.join(";"),
                    text(row.withdrawn_on.as_ref()),
                    row.summary.clone(),
                    String::new(),
                    String::new(),
                    row.confidence.word().to_owned(),
                    sources(&row.sources),
                ]);
                rows.push(cells);
            }
        }
        Records::of(header, rows)
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        let mut reasons = Vec::new();
        let mut row = 0;
        for under in &self.treaties {
            let of = format!("{}: {}", under.treaty.code, under.status.word());
            if under.acts.is_empty() && under.statements.is_empty() {
                reasons.push(Reason::of(of, "no act is recorded").for_row(row));
                row += 1;
                continue;
            }
            for act in &under.acts {
                reasons.push(Reason::act(&*of, act).for_row(row));
                row += 1;
            }
            row += under.statements.len();
        }
        Some(reasons)
    }
}

fn named(act: &ActView) -> String {
    let territory = act.territory.iter().map(|code| format!(" ({code})"));
    let union = act.done_by.iter().map(|code| format!(" (done by {code})"));
    std::iter::once(act.act.to_string()).chain(territory).chain(union).collect()
}

/// The day of effect, and where it comes from where it was not published, or the clause gives another.
fn effect(act: &ActView) -> String {
    match (act.effective_on, act.computed_on) {
        (Some(day), Some(computed)) if day != computed => format!("{day} (clause: {computed})"),
        (Some(day), _) if act.effective_from == Some("computed") => format!("{day} computed"),
        (Some(day), _) if act.effective_from == Some("estimated") => format!("{day} at the earliest"),
        (day, _) => text(day.as_ref()),
    }
}
