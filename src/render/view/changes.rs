//! What changed in law, and in our knowledge: two tables that never mix.

use super::{Columns, Marks, cells, count, joined, reach, text};
use crate::render::{Cell, Report, Section, Sheet, Table};
use crate::report::{
    BatchLine, Because, Bringing, ChangeInLaw, ChangesReport, Datum, EntryBrief, KnownLine, LawLine, Reason,
    columns as shared,
};

/// What changed in law, or what we know: an entry, a batch, how many entries of a kind that have no day of their own.
pub(super) enum Row<'a> {
    Law(&'a LawLine),
    Entry(&'a KnownLine),
    Batch(&'a BatchLine),
    Others(&'a str, usize),
}

impl<'a> Row<'a> {
    fn law(&self) -> Option<&'a LawLine> {
        if let Self::Law(line) = self { Some(line) } else { None }
    }

    fn act(&self) -> Option<&'a Bringing> {
        self.law()?.act.as_ref()
    }

    /// The entry or batch, and why it was recorded.
    fn recorded(&self) -> Option<(&'a EntryBrief, Option<&'a str>)> {
        match self {
            Self::Entry(it) => Some((&it.log, it.reason.as_deref())),
            Self::Batch(it) => Some((&it.log, it.reason.as_deref())),
            Self::Law(_) | Self::Others(..) => None,
        }
    }
}

pub(super) fn columns<'a>() -> Columns<ChangesReport, Row<'a>> {
    Columns::<ChangesReport, Row<'a>>::new()
        .text("side", "law: what changed in law; knowledge: what was recorded", |_, row| {
            row.law().map_or("knowledge", |_| "law").into()
        })
        .text(
            "class",
            "sort of change in law; of an entry new-fact, late-fact, correction, batch, other",
            |_, row| {
                match row {
                    Row::Law(line) => line.change.word(),
                    Row::Entry(line) => line.class.word(),
                    Row::Batch(_) => "batch",
                    Row::Others(..) => "other",
                }
                .into()
            },
        )
        .day("day", "day of the change in law", |_, row| row.law().map(|line| line.day).into())
        .field(shared::TREATY, |_, row| row.law().map(|line| &line.treaty).into())
        .field(shared::PARTICIPANT, |_, row| {
            row.law().and_then(|line| line.participant.as_ref()).map(|who| &who.code).into()
        })
        .text("from", "status before", |_, row| row.law().and_then(|line| line.from).into())
        .text("to", "status after", |_, row| row.law().and_then(|line| line.to).into())
        .field(shared::MODE, |_, row| row.law().and_then(|line| line.mode).into())
        .text("because", "what brings it: an act, time alone, an end …", |_, row| {
            row.law().map(|line| line.because.word()).into()
        })
        .text("entry", "entry with the act that brings it, or the entry recorded: @N", |_, row| {
            row.act().map(|act| act.entry.as_str()).or(row.recorded().map(|it| &*it.0.entry)).into()
        })
        .text("kind", "kind of that act, or of the entry", |_, row| match row {
            Row::Law(_) => row.act().map(|act| act.act).into(),
            Row::Entry(line) => line.kind.into(),
            Row::Batch(_) => "batch".into(),
            Row::Others(kind, _) => (*kind).into(),
        })
        .field(shared::EFFECTIVE_FROM, |_, row| row.act().and_then(|act| act.effective_from).into())
        .field(shared::RECORDED_AT, |_, row| row.recorded().map(|it| &it.0.recorded_at).into())
        .field(shared::RECORDED_BY, |_, row| row.recorded().map(|it| &it.0.recorded_by).into())
        .text("what", "what was recorded, in a few words; in law: the part concerned", |_, row| match row {
            Row::Law(line) => (&line.scope).into(),
            Row::Entry(line) => (&line.what).into(),
            Row::Batch(batch) => in_batch(batch).into(),
            Row::Others(_, number) => count(*number, "entry", "entries").into(),
        })
        .text("difference", "of a correction: what it says otherwise", |_, row| {
            if let Row::Entry(line) = row { line.difference().into() } else { Datum::Nothing }
        })
        .field(shared::REASON, |_, row| row.recorded().and_then(|it| it.1).into())
}

impl Report for ChangesReport {
    fn sheet(&self) -> Sheet {
        let mut marks = Marks::default();
        let law = self.law.iter().map(|line| of_law(line, &mut marks));
        let law = Section::of(["Day", "Number", "Participant", "Change", "By"], law)
            .titled(format!("In law, {}", self.days()));
        let knowledge = self.recorded().into_iter().filter_map(|row| of_entry(&row));
        let mut knowledge = Section::of(["Entry", "Class", "Recorded", "By", "What"], knowledge);
        knowledge.title = self.entries().map(|entries| format!("In our knowledge, {entries}"));
        let mut notes = self.sentences();
        notes.extend(marks.legend());
        Sheet { title: self.title(), sections: vec![law, knowledge], notes }
    }

    fn table(&self) -> Table<'_> {
        let others = self.knowledge.other.iter().map(|(kind, number)| Row::Others(kind, *number));
        let law = self.law.iter().map(Row::Law);
        columns().table(self, law.chain(self.recorded()).chain(others))
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        Some(Reason::of_rows(&self.law, |line| {
            let of = line.participant.as_ref().map_or(&line.treaty, |who| &who.name);
            let Some(act) = &line.act else {
                return Some(Reason::of(of, format!("{}: no act brings it", line.because.word())));
            };
            let day = act.date.or(act.latest).map_or_else(String::new, |day| format!(" on {day}"));
            let under = act.under.as_ref().map_or_else(String::new, |other| format!(" under {other}"));
            let effect = act.effective_on.map_or_else(String::new, |effect| {
                format!("; effect {effect}, {}", act.effective_from.unwrap_or("published"))
            });
            let because = format!("{}{under}{day} ({}){effect}", act.act, act.entry);
            Some(Reason::of(of, because).from(&act.sources))
        }))
    }
}

impl ChangesReport {
    /// The entries and batches, in the order of the log.
    fn recorded(&self) -> Vec<Row<'_>> {
        let batches = self.knowledge.batches.iter().map(Row::Batch);
        let mut rows: Vec<Row> = self.knowledge.lines().map(Row::Entry).chain(batches).collect();
        rows.sort_by_key(|row| row.recorded().map(|it| it.0.seq));
        rows
    }

    fn title(&self) -> String {
        let treaty =
            self.treaty.as_ref().and_then(|code| self.treaties.iter().find(|brief| brief.code == *code));
        match (treaty, &self.participant) {
            (Some(treaty), _) => format!("{} · changes", super::title(treaty)),
            (None, Some(participant)) => format!("{} ({}) · changes", participant.name, participant.code),
            (None, None) => "Changes".to_owned(),
        }
    }

    fn days(&self) -> String {
        format!("from {} to {}", self.since, self.until)
    }

    fn entries(&self) -> Option<String> {
        let known = &self.knowledge;
        known.from.as_ref().zip(known.to.as_ref()).map(|(from, to)| format!("from {from} to {to}"))
    }

    fn sentences(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.law.is_empty() {
            notes.push(format!("In law nothing changed {}.", self.days()));
        }
        let known = &self.knowledge;
        match self.entries() {
            None => notes
                .push(format!("In our knowledge nothing changed: no entry was recorded {}.", self.days())),
            Some(entries) if known.is_empty() => {
                notes.push(format!("In our knowledge nothing changed: no entry {entries} is about it."));
            }
            Some(entries) if !known.other.is_empty() => {
                let kinds = joined(known.other.iter().map(|(kind, number)| format!("{kind} {number}")), ", ");
                let other: usize = known.other.values().sum();
                let entry =
                    count(other, "entry without a day of its own", "entries without a day of their own");
                let besides = if known.lines().next().is_some() || !known.batches.is_empty() {
                    "Besides"
                } else {
                    "In our knowledge"
                };
                notes.push(format!("{besides}, {entries}: {entry} ({kinds})."));
            }
            Some(_) => {}
        }
        notes.extend(reach(&self.treaties, self.until));
        notes
    }
}

fn of_law(line: &LawLine, marks: &mut Marks) -> [Cell; 5] {
    let part = line.scope.as_ref().map_or_else(String::new, |scope| format!(" ({scope})"));
    let mode = line.mode.map_or("", |mode| mode.word());
    let change = match (line.change, line.from, line.to) {
        (ChangeInLaw::EntryIntoForce, ..) => "entered into force".to_owned(),
        (ChangeInLaw::End, ..) => "ended for all".to_owned(),
        (ChangeInLaw::ModeBegins, ..) => format!("{mode}{part}: begins"),
        (ChangeInLaw::ModeEnds, ..) => format!("{mode}{part}: ends"),
        (ChangeInLaw::Status, from, to) => {
            format!("{} → {}", text(from.as_ref()), marks.status(&text(to.as_ref()), line.uncertain))
        }
    };
    let done = line.act.as_ref().filter(|_| line.because == Because::Act);
    let day = done.map_or_else(
        || line.day.to_string(),
        |act| marks.day(act.date, act.latest, act.confidence, !act.no_source),
    );
    let who = line.participant.as_ref().map_or("the treaty itself", |participant| &*participant.name);
    cells![day, &line.treaty, who, change, by(line)]
}

/// What brings a change: the act, and how its day follows where time alone brings it.
fn by(line: &LawLine) -> String {
    let act = line.act.as_ref().map(named);
    match (line.because, act) {
        (Because::Time, Some(act)) => {
            let act_of_day = line.act.as_ref().filter(|act| act.effective_on == Some(line.day));
            let from = act_of_day.and_then(|act| act.effective_from);
            let follows = from.map_or_else(String::new, |from| format!(", {from}"));
            format!("time alone: {act}{follows}")
        }
        (Because::LaterAct, Some(act)) => format!("{act}, reaching back"),
        (Because::TakingOver, Some(act)) => format!("taken over: {act}"),
        (_, Some(act)) => act,
        (Because::EndOfParticipant, None) => "end of the participant".to_owned(),
        (Because::EndOfTreaty, None) => "end of the treaty".to_owned(),
        (_, None) => "no act is recorded for it".to_owned(),
    }
}

fn named(act: &Bringing) -> String {
    let under = act.under.as_ref().map_or_else(String::new, |treaty| format!(" under {treaty}"));
    format!("{}{under} {}", act.act, act.entry)
}

/// An entry or a batch as people read it.
fn of_entry(row: &Row) -> Option<[Cell; 5]> {
    let (log, reason) = row.recorded()?;
    let (class, mut what) = match row {
        Row::Batch(batch) => ("batch", in_batch(batch)),
        Row::Entry(line) => {
            let what = match (&line.ends, line.kind) {
                (Some(ends), "retraction") => format!("{ends} retracted: {}", line.what),
                (Some(ends), kind) => {
                    format!("{kind} {}, in place of {ends}: {}", line.what, line.difference())
                }
                (None, kind) => format!("{kind} {}", line.what),
            };
            (line.class.word(), what)
        }
        Row::Law(_) | Row::Others(..) => return None,
    };
    if let Some(reason) = reason {
        what = format!("{what}. Reason: {reason}");
    }
    // The day is enough for a reader; the moment is in the other formats.
    let day = log.recorded_at.get(..10).unwrap_or(&log.recorded_at);
    Some(cells![&log.entry, class, day, &log.recorded_by, what])
}

fn in_batch(batch: &BatchLine) -> String {
    format!(
        "{}: {}: {}, {}, {}, {} without a day",
        batch.name,
        count(batch.entries, "entry", "entries"),
        count(batch.new_facts, "new fact", "new facts"),
        count(batch.late_facts, "late fact", "late facts"),
        count(batch.corrections, "correction", "corrections"),
        batch.other
    )
}
