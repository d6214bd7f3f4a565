//! To which territories a treaty applies.

use super::{Marks, reach, sources, text, title};
use crate::render::{Cell, Column, Records, Report, Section, Sheet};
use crate::report::{Applies, Reason, TerritoriesReport, TerritoryLine};

impl Report for TerritoriesReport {
    fn sheet(&self) -> Sheet {
        let mut marks = Marks::default();
        let through = Section {
            title: self.territory.as_ref().map(|_| "Through whom".to_owned()),
            columns: Column::texts(&["State", "Applies", "Since", "Because"]),
            rows: self
                .through
                .iter()
                .map(|through| {
                    vec![
                        Cell::from(&*through.participant.name),
                        through.applies.word().into(),
                        text(through.since.as_ref()).into(),
                        (&*through.because).into(),
                    ]
                })
                .collect(),
        };
        let (acts, said): (Vec<_>, Vec<_>) =
            self.lines.iter().partition(|line| line.what.starts_with("territorial-"));
        let place = |line: &&TerritoryLine| {
            line.territory.as_ref().map_or_else(|| "not recorded".to_owned(), |it| it.name.clone())
        };
        let mut day = |line: &TerritoryLine| {
            marks.day(line.date, line.latest, line.confidence, !line.sources.is_empty())
        };
        let rows = acts.iter().map(|line| {
            vec![
                Cell::from(&*line.entry),
                (&*line.author.name).into(),
                line.what.trim_start_matches("territorial-").into(),
                place(line).into(),
                day(line).into(),
                text(line.effective_on.as_ref()).into(),
            ]
        });
        let acts = Section {
            title: Some("Acts".to_owned()),
            columns: Column::texts(&["Entry", "State", "What", "Territory", "Day", "Effect"]),
            rows: rows.collect(),
        };
        let rows = said.iter().map(|line| {
            vec![
                Cell::from(&*line.entry),
                (&*line.author.name).into(),
                place(line).into(),
                day(line).into(),
                text(line.summary.as_ref()).into(),
            ]
        });
        let said = Section {
            title: Some("Statements".to_owned()),
            columns: Column::texts(&["Entry", "State", "Territory", "Day", "Says"]),
            rows: rows.collect(),
        };
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

    fn records(&self) -> Records {
        let header = vec![
            "treaty",
            "as_of",
            "entry",
            "code",
            "name",
            "what",
            "territory",
            "date",
            "latest",
            "effective_on",
            "ended_on",
            "applies",
            "since",
            "because",
            "sources",
        ];
        let common = |code: &str, name: &str, entry: String| {
            vec![self.treaty.code.clone(), self.as_of.to_string(), entry, code.to_owned(), name.to_owned()]
        };
        let mut rows = Vec::new();
        for through in &self.through {
            let mut cells =
                common(&through.participant.code, &through.participant.name, text(through.entry.as_ref()));
            cells.extend(["answer".to_owned(), text(self.territory.as_ref().map(|it| &it.code))]);
            cells.extend(std::iter::repeat_n(String::new(), 4));
            cells.extend([
                through.applies.word().to_owned(),
                text(through.since.as_ref()),
                through.because.clone(),
                sources(&through.sources),
            ]);
            rows.push(cells);
        }
        for line in &self.lines {
            let mut cells = common(&line.author.code, &line.author.name, line.entry.clone());
            cells.extend([
                line.what.clone(),
                text(line.territory.as_ref().map(|it| &it.code)),
                text(line.date.as_ref()),
                text(line.latest.as_ref()),
                text(line.effective_on.as_ref()),
                text(line.ended_on.as_ref()),
                String::new(),
                String::new(),
                text(line.summary.as_ref()),
                sources(&line.sources),
            ]);
            rows.push(cells);
        }
        Records::of(header, rows)
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
