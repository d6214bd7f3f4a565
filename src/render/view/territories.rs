//! To which territories a treaty applies.

use super::{Columns, Marks, cells, or_none, reach, text, title};
use crate::render::{Report, Section, Sheet, Table};
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
            row.answer.map(|it| &*it.sources).or(row.line.map(|it| &*it.sources)).map(or_none).into()
        })
}

impl Report for TerritoriesReport {
    fn sheet(&self) -> Sheet {
        let mut marks = Marks::default();
        let through = self.through.iter().map(|through| {
            let Through { participant, applies, since, because, .. } = through;
            cells![&participant.name, applies.word(), *since, because]
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
            let what = line.what.trim_start_matches("territorial-");
            cells![&line.entry, &line.author.name, what, place(line), day(line), line.effective_on]
        });
        let acts = Section::of(["Entry", "State", "What", "Territory", "Day", "Effect"], rows).titled("Acts");
        let rows = said.iter().map(|line| {
            cells![&line.entry, &line.author.name, place(line), day(line), line.summary.as_ref()]
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
        let title = format!("{} · {what}{by} on {}", title(&self.treaty), self.as_of.in_words());
        Sheet { title, sections: vec![through, acts, said], notes }
    }

    fn table(&self) -> Table<'_> {
        columns().table(self, self.rows())
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        Some(Reason::of_rows(self.rows(), |Row { answer, line }| {
            let through = answer.map(|it| Reason::of(&it.participant.name, &it.because).from(&it.sources));
            through.or(line.map(of_line))
        }))
    }
}

impl TerritoriesReport {
    fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let answers = self.through.iter().map(|it| Row { answer: Some(it), line: None });
        answers.chain(self.lines.iter().map(|it| Row { answer: None, line: Some(it) }))
    }
}

fn of_line(line: &TerritoryLine) -> Reason {
    let effect = line.effective_on.map_or_else(String::new, |day| {
        let by = line.article.as_ref().map_or_else(String::new, |article| format!(" by {article}"));
        format!("; effect {day}{by}")
    });
    let TerritoryLine { what, entry, .. } = line;
    let day = text(line.date.or(line.latest).as_ref());
    let says = line.summary.as_ref().map_or_else(String::new, |says| format!("; {says}"));
    let because = format!("{what} of {day} ({entry}, VCLT art. 29){effect}{says}");
    Reason::of(&line.author.name, because).from(&line.sources)
}
