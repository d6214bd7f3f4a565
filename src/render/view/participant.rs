//! Everything one participant has done.

use super::{Columns, Marks, by_subject, cells, count, joined, or_none, reach, sources, text};
use crate::model::Date;
use crate::render::{Report, Section, Sheet, Table};
use crate::report::{
    ActView, Applies, Datum, ParticipantReport, Reason, StatementView, UnderTreaty, columns as shared,
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
            row.act.map(|act| &*act.sources).or(row.statement.map(|it| &*it.sources)).map(or_none).into()
        })
        .field(shared::ENDED_ON, |_, row| row.statement.and_then(|it| it.ended_on).into())
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

/// So many treaties stand in one table; more are put under headings.
const FEW_TREATIES: usize = 20;

/// So many acts, or statements, are shown to people whole; of more the newest.
const FEW: usize = 40;

/// How many are shown then.
const NEWEST: usize = 20;

impl ParticipantReport {
    /// Where it stands under treaties.
    fn standing(treaties: &[&UnderTreaty], marks: &mut Marks) -> Section {
        let rows = treaties.iter().map(|under| {
            let consent = under.acts.iter().rev().find(|act| act.act.is_consent());
            let modes = under.modes.iter().map(ToString::to_string);
            let status = std::iter::once(marks.status(under.status.word(), under.uncertain)).chain(modes);
            let in_force = consent.filter(|_| under.status.consented()).and_then(|act| act.effective_on);
            cells![&under.treaty.code, &under.treaty.short_title, joined(status, ", "), in_force]
        });
        Section::of(["Number", "Treaty", "Status", "In force"], rows)
    }

    /// What is pending, and the others by what they are about; of few treaties all in one table.
    fn standings(&self, marks: &mut Marks) -> Vec<Section> {
        let all: Vec<&UnderTreaty> = self.treaties.iter().collect();
        if all.len() <= FEW_TREATIES {
            return vec![Self::standing(&all, marks)];
        }
        let (pending, others): (Vec<_>, Vec<_>) = all.into_iter().partition(|under| under.pending);
        let pending = Self::standing(&pending, marks).titled("Pending");
        let others = by_subject(others, |under| under.treaty.subject.as_ref());
        let others =
            others.into_iter().map(|(title, treaties)| Section { title, ..Self::standing(&treaties, marks) });
        std::iter::once(pending).chain(others).collect()
    }

    /// The acts and statements by treaty; of many, where not all were asked for, the newest, first the last.
    fn newest(&self) -> (Vec<Row<'_>>, Vec<Row<'_>>) {
        let (mut acts, mut statements): (Vec<_>, Vec<_>) = self
            .rows()
            .filter(|row| row.act.is_some() || row.statement.is_some())
            .partition(|row| row.act.is_some());
        for rows in [&mut acts, &mut statements] {
            if !self.all_acts && rows.len() > FEW {
                rows.sort_by_key(|row| std::cmp::Reverse(row.day()));
                rows.truncate(NEWEST);
            }
        }
        (acts, statements)
    }
}

impl ParticipantReport {
    /// The treaties that apply to a territory through a State.
    fn through_states(&self) -> Section {
        let rows = self.through.iter().filter(|it| it.applies != Applies::NotKnown).map(|it| {
            let state = it.through.as_ref().map(|state| &*state.name);
            cells![&it.treaty.code, &it.treaty.short_title, it.applies.word(), state, it.since]
        });
        Section::of(["Number", "Treaty", "Applies", "Through", "Since"], rows).titled("Through a State")
    }
}

impl Row<'_> {
    fn day(&self) -> Option<Date> {
        self.act.and_then(ActView::day).or_else(|| self.statement.and_then(|it| it.date.or(it.latest)))
    }
}

impl Report for ParticipantReport {
    fn sheet(&self) -> Sheet {
        let mut marks = Marks::default();
        let mut sections = self.standings(&mut marks);
        let (newest_acts, newest_statements) = self.newest();
        let counted = |is_act: bool| {
            self.rows().filter(|row| if is_act { row.act.is_some() } else { row.statement.is_some() }).count()
        };
        let titled = |section: Section, title: &str, all: usize, what: &str| {
            let shown = section.rows.len();
            if shown < all {
                section.titled(format!("The newest {shown} of {all} {what}"))
            } else {
                section.titled(title)
            }
        };
        if !self.through.is_empty() {
            sections.push(self.through_states());
        }
        let acts = newest_acts.iter().filter_map(|row| Some((row.act?, &row.under.treaty.code)));
        let acts = acts
            .map(|(act, code)| cells![marks.act(act), code, named(act), effect(act), sources(&act.sources)]);
        let acts = Section::of(["Day", "Number", "Act", "Takes effect", "Source"], acts);
        sections.push(titled(acts, "Acts", counted(true), "acts"));
        let statements =
            newest_statements.iter().filter_map(|row| Some((row.statement?, &row.under.treaty.code)));
        let statements = statements.map(|(it, code)| {
            let withdrawn = it.withdrawn_on.map(|day| format!("withdrawn {day}"));
            let ended = || it.ended_on.map(|day| format!("ended {day}"));
            let gone = it.without_effect.clone().or(withdrawn).or_else(ended);
            let says = format!("{}{}", it.summary, gone.map(|gone| format!(" ({gone})")).unwrap_or_default());
            cells![marks.statement(it), code, &it.kind, it.articles.join(", "), says]
        });
        let statements = Section::of(["Day", "Number", "Kind", "Articles", "Summary"], statements);
        sections.push(titled(statements, "Statements", counted(false), "statements"));
        let remarks = newest_acts.iter().filter_map(|row| row.act);
        let remarks = remarks.filter_map(|act| Some(format!("{}: {}", act.entry, act.remark.as_ref()?)));
        let pending = self.treaties.iter().filter(|under| under.pending).count();
        let ended = self.participant.exists_until.filter(|until| *until <= self.as_of);
        let ended = ended.map(|day| format!("It ended before {day}: its last statuses lie before that day."));
        let mut notes: Vec<String> = ended.into_iter().collect();
        if let Some((began, before)) = &self.is_to_come {
            let until = before.as_ref().map_or_else(String::new, |before| format!("; until then: {before}"));
            notes.push(format!("{} was not there yet: from {began} on{until}.", self.participant.name));
        }
        notes.extend(self.union.as_ref().map(|union| {
            format!("{} was a part of {union}, which stands in the tables for it.", self.participant.name)
        }));
        notes.push(format!(
            "Pending: {pending} of {}. Groups on the day: {}.",
            self.treaties.len(),
            if self.groups.is_empty() { "none".to_owned() } else { self.groups.join(", ") }
        ));
        if let Some(all) = self.limited_from {
            notes.push(format!("Listed: {} of {all} treaties.", self.treaties.len()));
        }
        if newest_acts.len() < counted(true) || newest_statements.len() < counted(false) {
            notes.push("Every act and statement: with --all.".to_owned());
        }
        if !self.not_collected.is_empty() {
            notes.push(format!(
                "Not shown, because no act under them is recorded: {}.",
                count(self.not_collected.len(), "treaty", "treaties")
            ));
        }
        notes.extend(
            self.participant
                .note
                .iter()
                .filter(|note| note.starts_with("territory of"))
                .map(|note| format!("Recorded as {note}.")),
        );
        notes.extend(self.applied.iter().cloned());
        let not_known = || self.through.iter().filter(|it| it.applies == Applies::NotKnown);
        if not_known().next().is_some() {
            notes.push(format!(
                "Whether they apply to it is not known: {}.",
                joined(not_known().map(|it| &*it.treaty.code), ", ")
            ));
        }
        notes.extend(self.treaties.iter().filter_map(|under| {
            Some(format!("{}: {}", under.treaty.code, under.waits_for.as_ref()?.in_words()))
        }));
        notes.extend(remarks);
        notes.extend(reach(self.treaties.iter().map(|under| &under.treaty), self.as_of));
        notes.extend(marks.legend());
        let (name, code) = (&self.participant.name, &self.participant.code);
        let title =
            format!("{name} ({code}), {} · on {}", self.participant.official_name, self.as_of.in_words());
        Sheet { title, sections, notes }
    }

    fn table(&self) -> Table<'_> {
        columns().table(self, self.rows())
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        Some(Reason::of_rows(self.rows(), |Row { under, act, statement }| {
            let of = format!("{}: {}", under.treaty.code, under.status);
            match (act, statement) {
                (Some(act), _) => Some(Reason::act(of, act)),
                (None, None) => Some(Reason::of(of, "no act is recorded")),
                (None, Some(_)) => None,
            }
        }))
    }
}

fn named(act: &ActView) -> String {
    let territory = act.territory.as_ref().map(|code| format!(" ({code})")).unwrap_or_default();
    let union = act.done_by.as_ref().map(|code| format!(" (done by {code})")).unwrap_or_default();
    let entailed = act.entailed_by.as_ref().map(|by| format!(" ({})", by.treaty)).unwrap_or_default();
    format!("{}{entailed}{territory}{union}", act.act)
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
