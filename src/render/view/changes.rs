//! What changed in law, and in our knowledge: two tables that never mix.

use super::{Marks, count, reach, text};
use crate::render::{Cell, Column, Records, Report, Section, Sheet};
use crate::report::{BatchLine, Because, Bringing, ChangeInLaw, ChangesReport, KnownLine, LawLine};

impl Report for ChangesReport {
    fn sheet(&self) -> Sheet {
        let mut marks = Marks::default();
        let law = Section {
            title: Some(format!("In law, {}", self.days())),
            columns: Column::texts(&["Day", "Number", "Participant", "Change", "By"]),
            rows: self.law.iter().map(|line| of_law(line, &mut marks)).collect(),
        };
        let known = &self.knowledge;
        let mut rows: Vec<(i64, Vec<Cell>)> = known.lines().map(of_entry).collect();
        rows.extend(known.batches.iter().map(of_batch));
        rows.sort_by_key(|row| row.0);
        let knowledge = Section {
            title: self.entries().map(|entries| format!("In our knowledge, {entries}")),
            columns: Column::texts(&["Entry", "Class", "Recorded", "By", "What"]),
            rows: rows.into_iter().map(|row| row.1).collect(),
        };
        let mut notes = self.sentences();
        notes.extend(marks.legend());
        Sheet { title: self.title(), sections: vec![law, knowledge], notes }
    }

    fn records(&self) -> Records {
        let header = vec![
            "side",
            "class",
            "day",
            "treaty",
            "participant",
            "from",
            "to",
            "mode",
            "because",
            "entry",
            "kind",
            "effective_from",
            "recorded_at",
            "recorded_by",
            "what",
            "difference",
            "reason",
        ];
        let known = &self.knowledge;
        let mut entries: Vec<(i64, Vec<String>)> =
            known.lines().map(|line| (line.seq, record_of_entry(line))).collect();
        entries.extend(known.batches.iter().map(|batch| (batch.seq, record_of_batch(batch))));
        entries.sort_by_key(|entry| entry.0);
        let others = known.other.iter().map(|(kind, number)| {
            known_record(["other", "", kind, "", "", &count(*number, "entry", "entries"), "", ""])
        });
        let rows =
            self.law.iter().map(record_of_law).chain(entries.into_iter().map(|entry| entry.1)).chain(others);
        Records::of(header, rows.collect())
    }
}

impl ChangesReport {
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
                let kinds: Vec<String> =
                    known.other.iter().map(|(kind, number)| format!("{kind} {number}")).collect();
                let other: usize = known.other.values().sum();
                let entry =
                    count(other, "entry without a day of its own", "entries without a day of their own");
                let besides = if known.lines().next().is_some() || !known.batches.is_empty() {
                    "Besides"
                } else {
                    "In our knowledge"
                };
                notes.push(format!("{besides}, {entries}: {entry} ({}).", kinds.join(", ")));
            }
            Some(_) => {}
        }
        notes.extend(reach(&self.treaties, self.until));
        notes
    }
}

fn of_law(line: &LawLine, marks: &mut Marks) -> Vec<Cell> {
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
    vec![
        day.into(),
        (&*line.treaty).into(),
        line.participant.as_ref().map_or("the treaty itself", |participant| &*participant.name).into(),
        change.into(),
        by(line).into(),
    ]
}

/// What brings a change: the act, and how its day follows where time alone brings it.
fn by(line: &LawLine) -> String {
    let act = line.act.as_ref().map(named);
    match (line.because, act) {
        (Because::Time, Some(act)) => {
            let follows = line
                .act
                .as_ref()
                .and_then(|act| act.effective_from.filter(|_| act.effective_on == Some(line.day)));
            let follows = follows.map_or_else(String::new, |from| format!(", {from}"));
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

fn of_entry(line: &KnownLine) -> (i64, Vec<Cell>) {
    let mut what = match (&line.ends, line.kind) {
        (Some(ends), "retraction") => format!("{ends} retracted: {}", line.what),
        (Some(ends), kind) => format!("{kind} {}, in place of {ends}: {}", line.what, line.difference()),
        (None, kind) => format!("{kind} {}", line.what),
    };
    if let Some(reason) = &line.reason {
        what = format!("{what}. Reason: {reason}");
    }
    (line.seq, known_row([&line.entry, line.class.word(), &line.recorded_at, &line.recorded_by, &what]))
}

fn of_batch(batch: &BatchLine) -> (i64, Vec<Cell>) {
    let mut what = in_batch(batch);
    if let Some(reason) = &batch.reason {
        what = format!("{what}. Reason: {reason}");
    }
    (batch.seq, known_row([&batch.entry, "batch", &batch.recorded_at, &batch.recorded_by, &what]))
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

fn known_row([entry, class, at, by, what]: [&str; 5]) -> Vec<Cell> {
    // The day is enough for a reader; the moment is in the other formats.
    vec![entry.into(), class.into(), at.get(..10).unwrap_or(at).into(), by.into(), what.into()]
}

fn record_of_law(line: &LawLine) -> Vec<String> {
    let act = line.act.as_ref();
    vec![
        "law".to_owned(),
        line.change.word().to_owned(),
        line.day.to_string(),
        line.treaty.clone(),
        text(line.participant.as_ref().map(|participant| &participant.code)),
        text(line.from.as_ref()),
        text(line.to.as_ref()),
        text(line.mode.as_ref()),
        line.because.word().to_owned(),
        text(act.map(|act| &act.entry)),
        text(act.map(|act| act.act).as_ref()),
        text(act.and_then(|act| act.effective_from).as_ref()),
        String::new(),
        String::new(),
        text(line.scope.as_ref()),
        String::new(),
        String::new(),
    ]
}

fn record_of_entry(line: &KnownLine) -> Vec<String> {
    let difference = line.difference();
    let reason = line.reason.as_deref().unwrap_or_default();
    let (at, by) = (&*line.recorded_at, &*line.recorded_by);
    known_record([line.class.word(), &line.entry, line.kind, at, by, &line.what, &difference, reason])
}

fn record_of_batch(batch: &BatchLine) -> Vec<String> {
    let reason = batch.reason.as_deref().unwrap_or_default();
    let (at, by) = (&*batch.recorded_at, &*batch.recorded_by);
    known_record(["batch", &batch.entry, "batch", at, by, &in_batch(batch), "", reason])
}

fn known_record([class, entry, kind, at, by, what, difference, reason]: [&str; 8]) -> Vec<String> {
    ["knowledge", class, "", "", "", "", "", "", "", entry, kind, "", at, by, what, difference, reason]
        .map(str::to_owned)
        .to_vec()
}
