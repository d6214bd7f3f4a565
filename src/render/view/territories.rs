//! To which territories a treaty applies.

use super::{Columns, Marks, or_none, reach, text, title};
use crate::render::{Cell, Report, Section, Sheet, Table};
use crate::report::{Applies, Named, Reason, TerritoriesReport, TerritoryLine, Through, columns as shared};

/// One of these: the answer for the territory asked about through one participant, an act or statement.
pub(super) struct Row<'a> {
    answer: Option<&'a Through>,
    line: Option<&'a TerritoryLine>,
}

impl<'a> Row<'a> {
    fn whose(&self) -> Option<&'a Named> {
        self.answer.map(|through| &through.participant).or(self.line.map(|line| &line.author))
    }
}

pub(super) fn columns<'a>() -> Columns<TerritoriesReport, Row<'a>> {
    Columns::<TerritoriesReport, Row<'a>>::new()
        .field(shared::TREATY, |report, _| (&report.treaty.code).into())
        .field(shared::AS_OF, |report, _| report.as_of.into())
        .field(shared::ENTRY, |_, row| {
            row.line.map(|line| &*line.entry).or(row.answer.and_then(|it| it.entry.as_deref())).into()
        })
        .field(shared::CODE, |_, row| row.whose().map(|who| &who.code).into())
        .field(shared::NAME, |_, row| row.whose().map(|who| &who.name).into())
        .text("what", "answer: for the territory asked about; else the kind of act or statement", |_, row| {
            row.line.map_or("answer", |line| &line.what).into()
        })
        .field(shared::TERRITORY, |report, row| {
            row.line.map_or(&report.territory, |line| &line.territory).as_ref().map(|it| &it.code).into()
        })
        .field(shared::DATE, |_, row| row.line.and_then(|line| line.date).into())
        .field(shared::LATEST, |_, row| row.line.and_then(|line| line.latest).into())
        .field(shared::EFFECTIVE_ON, |_, row| row.line.and_then(|line| line.effective_on).into())
        .field(shared::ENDED_ON, |_, row| row.line.and_then(|line| line.ended_on).into())
        .text(
            "applies",
            "whether the treaty applies to the territory: yes, presumed, not known, no",
            |_, row| row.answer.map(|through| through.applies.word()).into(),
        )
        .field(shared::SINCE, |_, row| row.answer.and_then(|through| through.since).into())
        .text("because", "why it does, or what the statement says", |_, row| match row.answer {
            Some(through) => (&through.because).into(),
            None => row.line.and_then(|line| line.summary.as_deref()).into(),
        })
        .field(shared::SOURCES, |_, row| {
            row.answer.map(|it| &it.sources).or(row.line.map(|it| &it.sources)).map(|it| or_none(it)).into()
        })
}

impl Report for TerritoriesReport {
    fn sheet(&self) -> Sheet {
        let mut marks = Marks::default();
        let through = self.through.iter().map(|through| {
            [
                Cell::from(&*through.participant.name),
                through.applies.word().into(),
                through.since.into(),
                (&*through.because).into(),
            ]
        });
        let mut through = Section::of(["State", "Applies", "Since", "Because"], through);
        through.title = self.territory.as_ref().map(|_| "Through whom".to_owned());
        let (acts, said): (Vec<_>, Vec<_>) =
            self.lines.iter().partition(|line| line.what.starts_with("territorial-"));
        let place = |line: &&TerritoryLine| {
            line.territory.as_ref().map_or_else(|| "not recorded".to_owned(), |it| it.name.clone())
        };
        let mut day = |line: &TerritoryLine| {
            marks.day(line.date, line.latest, line.confidence, !line.sources.is_empty())
        };
        let rows = acts.iter().map(|line| {
            [
                Cell::from(&*line.entry),
                (&*line.author.name).into(),
                line.what.trim_start_matches("territorial-").into(),
                place(line).into(),
                day(line).into(),
                line.effective_on.into(),
            ]
        });
        let acts = Section::of(["Entry", "State", "What", "Territory", "Day", "Effect"], rows).titled("Acts");
        let rows = said.iter().map(|line| {
            [
                Cell::from(&*line.entry),
                (&*line.author.name).into(),
                place(line).into(),
                day(line).into(),
                line.summary.as_ref().into(),
            ]
        });
        let said = Section::of(["Entry", "State", "Territory", "Day", "Says"], rows).titled("Statements");
        let mut notes = Vec::new();
        if let (Some(territory), Some(applies)) = (&self.territory, self.applies) {
            let name = &territory.name;
            let (code, day) = (&self.treaty.code, self.as_of);
            notes.push(match applies {
                Applies::Yes => format!("Yes: {code} applies to {name} on {day}."),
                Applies::Presumed => format!(
                    "Presumed: {code} applies to {name} on {day} by VCLT art. 29; nothing else is recorded."
                ),
                Applies::NotKnown => format!("Whether {code} applies to {name} on {day} is not known here."),
                Applies::No => format!("No: {code} does not apply to {name} on {day}, by what is recorded."),
            });
        } else if self.lines.is_empty() {
            notes.push("No act and no declaration on a territory is recorded.".to_owned());
        } else {
            notes.push(
                "Of territories without a line: a treaty binds each party for its entire territory unless another intention \
                 appears (VCLT art. 29)."
                    .to_owned(),
            );
        }
        notes.extend(self.remarks.iter().cloned());
        notes.extend(reach([&self.treaty], self.as_of));
        notes.extend(marks.legend());
        let what = self.territory.as_ref().map_or_else(|| "territories".to_owned(), |it| it.name.clone());
        let by = self.by.as_ref().map_or_else(String::new, |by| format!(", by {}", by.name));
        Sheet {
            title: format!("{} · {what}{by} on {}", title(&self.treaty), self.as_of.in_words()),
            sections: vec![through, acts, said],
            notes,
        }
    }

    fn table(&self) -> Table<'_> {
        let answers = self.through.iter().map(|it| Row { answer: Some(it), line: None });
        columns().table(self, answers.chain(self.lines.iter().map(|it| Row { answer: None, line: Some(it) })))
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        let through = self.through.iter().enumerate().map(|(row, through)| {
            Reason::of(&through.participant.name, &through.because).from(&through.sources).for_row(row)
        });
        let lines = self.lines.iter().enumerate().map(|(place, line)| {
            let effect = line.effective_on.map_or_else(String::new, |day| {
                let by = line.article.as_ref().map_or_else(String::new, |article| format!(" by {article}"));
                format!("; effect {day}{by}")
            });
            let day = line.date.or(line.latest);
            let says = line.summary.as_ref().map_or_else(String::new, |says| format!("; {says}"));
            let because = format!(
                "{} of {} ({}, VCLT art. 29){effect}{says}",
                line.what,
                text(day.as_ref()),
                line.entry
            );
            Reason::of(&line.author.name, because).from(&line.sources).for_row(self.through.len() + place)
        });
        Some(through.chain(lines).collect())
    }
}
