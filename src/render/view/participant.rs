//! Everything one participant has done.

use super::{Columns, Marks, count, or_none, reach, sources, text};
use crate::render::{Cell, Report, Section, Sheet, Table};
use crate::report::{
    ActView, Datum, ParticipantReport, Reason, StatementView, UnderTreaty, columns as shared,
};

/// An act or a statement under a treaty; where there is neither, the treaty alone.
pub(super) struct Row<'a> {
    under: &'a UnderTreaty,
    act: Option<&'a ActView>,
    statement: Option<&'a StatementView>,
}

pub(super) fn columns<'a>() -> Columns<ParticipantReport, Row<'a>> {
    Columns::<ParticipantReport, Row<'a>>::new()
        .field(shared::CODE, |it, _| (&it.participant.code).into())
        .field(shared::NAME, |it, _| (&it.participant.name).into())
        .field(shared::AS_OF, |it, _| it.as_of.into())
        .field(shared::TREATY, |_, row| (&row.under.treaty.code).into())
        .field(shared::STATUS, |_, row| row.under.status.into())
        .field(shared::ENTRY, |_, row| {
            row.act.map(|act| &act.entry).or(row.statement.map(|it| &it.entry)).into()
        })
        .text("kind", "what kind of act or statement", |_, row| {
            row.act.map(|act| act.act.word()).or(row.statement.map(|it| &*it.kind)).into()
        })
        .field(shared::DATE, |_, row| row.act.map(|act| act.date).or(row.statement.map(|it| it.date)).into())
        .field(shared::EARLIEST, |_, row| {
            row.act.map(|act| act.earliest).or(row.statement.map(|it| it.earliest)).into()
        })
        .field(shared::LATEST, |_, row| {
            row.act.map(|act| act.latest).or(row.statement.map(|it| it.latest)).into()
        })
        .field(shared::EFFECTIVE_ON, |_, row| row.act.and_then(|act| act.effective_on).into())
        .field(shared::EFFECTIVE_FROM, |_, row| row.act.and_then(|act| act.effective_from).into())
        .field(shared::COMPUTED_ON, |_, row| row.act.and_then(|act| act.computed_on).into())
        .field(shared::TERRITORY, |_, row| row.act.and_then(|act| act.territory.as_deref()).into())
        .field(shared::ARTICLES, |_, row| row.statement.map(|it| Datum::list(&it.articles)).into())
        .day("withdrawn_on", "day from which the statement is withdrawn", |_, row| {
            row.statement.and_then(|it| it.withdrawn_on).into()
        })
        .field(shared::SUMMARY, |_, row| row.statement.map(|it| &it.summary).into())
        .field(shared::NOTE, |_, row| row.act.and_then(|act| act.note.as_deref()).into())
        .field(shared::REMARK, |_, row| row.act.and_then(|act| act.remark.as_deref()).into())
        .field(shared::CONFIDENCE, |_, row| {
            row.act.map(|act| act.confidence).or(row.statement.map(|it| it.confidence)).into()
        })
        .field(shared::SOURCES, |_, row| {
            row.act
                .map(|act| &act.sources)
                .or(row.statement.map(|it| &it.sources))
                .map(|it| or_none(it))
                .into()
        })
}

impl ParticipantReport {
    /// Under each treaty the acts, then the statements.
    fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.treaties.iter().flat_map(|under| {
            let acts = under.acts.iter().map(|act| (Some(act), None));
            let statements = under.statements.iter().map(|it| (None, Some(it)));
            let nothing = (under.acts.is_empty() && under.statements.is_empty()).then_some((None, None));
            let rows = acts.chain(statements).chain(nothing);
            rows.map(move |(act, statement)| Row { under, act, statement })
        })
    }
}

impl Report for ParticipantReport {
    fn sheet(&self) -> Sheet {
        let mut marks = Marks::default();
        let standing = self.treaties.iter().map(|under| {
            let act = |wanted: fn(&ActView) -> bool| under.acts.iter().rev().find(|act| wanted(act));
            let consent = act(|act| act.act.is_consent());
            let modes = under.modes.iter().map(|mode| mode.word().to_owned());
            let status = std::iter::once(marks.status(under.status.word(), under.uncertain)).chain(modes);
            let in_force = consent.filter(|_| under.status.consented()).and_then(|act| act.effective_on);
            [
                Cell::from(&*under.treaty.code),
                (&*under.treaty.short_title).into(),
                status.collect::<Vec<_>>().join(", ").into(),
                in_force.into(),
            ]
        });
        let standing = Section::of(["Number", "Treaty", "Status", "In force"], standing);
        let mut acts = Vec::new();
        let mut statements = Vec::new();
        for row in self.rows() {
            let code = Cell::from(&*row.under.treaty.code);
            if let Some(act) = row.act {
                acts.push([
                    Cell::from(marks.act(act)),
                    code,
                    named(act).into(),
                    effect(act).into(),
                    sources(&act.sources).into(),
                ]);
            } else if let Some(it) = row.statement {
                statements.push([
                    Cell::from(marks.statement(it)),
                    code,
                    (&*it.kind).into(),
                    it.articles.join(", ").into(),
                    match it.withdrawn_on {
                        Some(day) => format!("{} (withdrawn {day})", it.summary).into(),
                        None => (&it.summary).into(),
                    },
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
        if let Some(all) = self.limited_from {
            notes.push(format!("Listed: {} of {all} treaties.", self.treaties.len()));
        }
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
                Section::of(["Day", "Number", "Act", "Takes effect", "Source"], acts).titled("Acts"),
                Section::of(["Day", "Number", "Kind", "Articles", "Summary"], statements)
                    .titled("Statements"),
            ],
            notes,
        }
    }

    fn table(&self) -> Table<'_> {
        columns().table(self, self.rows())
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        let reason = |(place, row): (usize, Row)| {
            let of = format!("{}: {}", row.under.treaty.code, row.under.status.word());
            match (row.act, row.statement) {
                (Some(act), _) => Some(Reason::act(of, act).for_row(place)),
                (None, None) => Some(Reason::of(of, "no act is recorded").for_row(place)),
                (None, Some(_)) => None,
            }
        };
        Some(self.rows().enumerate().filter_map(reason).collect())
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
