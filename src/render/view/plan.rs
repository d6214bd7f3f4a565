//! What a seed would change in a file.

use super::{count, text};
use crate::recording::seed::{PlanRow, RegisterPlan, SeedComparison as Verdict, SeedPlan as Plan};
use crate::render::{Cell, Column, Records, Report, Section, Sheet};

/// How many facts of one sort a table lists of each register.
const LISTED: usize = 5;

impl Report for Plan {
    fn sheet(&self) -> Sheet {
        let mut columns = Column::texts(&["Register"]);
        columns.extend(["New", "Changed", "Same", "Gone", "Kept", "Contradicts"].map(Column::figures));
        let counts = self.registers.iter().filter(|register| total(register) > 0).map(|register| {
            let figures = [
                register.new,
                register.changed,
                register.same,
                register.gone,
                register.kept,
                register.contradicts,
            ];
            let figures = figures.map(|figure| Cell::from(figure.to_string()));
            [Cell::from(register.register)].into_iter().chain(figures).collect()
        });
        let mut sections = vec![Section { title: None, columns, rows: counts.collect() }];
        let mut notes = Vec::new();
        let mut cut = false;
        for verdict in Verdict::ALL {
            let rows: Vec<&PlanRow> = self.rows.iter().filter(|row| row.verdict == verdict).collect();
            sections.push(listed(verdict, &rows));
            cut |= by_register(&rows).any(|of_register| of_register.len() > LISTED);
        }
        if cut {
            notes.push("All of them, in full: --format json or csv.".to_owned());
        }
        let contradictions = self.count(Verdict::Contradicts);
        if contradictions > 0 {
            notes.push(format!(
                "{} what was recorded here: not recorded; look at both.",
                count(contradictions, "fact of the seed contradicts", "facts of the seed contradict")
            ));
        }
        let to_record = self.to_record();
        notes.push(match (&self.entries, &self.head) {
            (Some((first, last)), Some(head)) => {
                format!("Recorded as {first} to {last}. Head: @{} {}", head.seq, head.hash)
            }
            _ if to_record == 0 && self.rows.is_empty() => {
                "Nothing to record: the file says what the seed says.".to_owned()
            }
            _ if to_record == 0 => "Nothing to record.".to_owned(),
            _ => format!("Nothing was written: --write records {}.", count(to_record, "entry", "entries")),
        });
        Sheet { title: format!("The seed compiled on {} and this file", self.seed), sections, notes }
    }

    fn records(&self) -> Records {
        let header = vec!["verdict", "register", "fact", "entry", "recorded_by", "why"];
        let rows = self.rows.iter().map(|row| {
            vec![
                row.verdict.word().to_owned(),
                row.register.to_owned(),
                row.fact.clone(),
                text(row.entry.as_ref()),
                text(row.recorded_by.as_ref()),
                row.why.clone(),
            ]
        });
        Records::of(header, rows.collect())
    }
}

fn total(register: &RegisterPlan) -> usize {
    register.same + Verdict::ALL.iter().map(|verdict| register.count(*verdict)).sum::<usize>()
}

/// A text that does not fill a table by itself.
fn in_short(text: &str) -> String {
    const LONGEST: usize = 160;
    let mut short: String = text.chars().take(LONGEST).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

fn heading(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::New => "New",
        Verdict::Changed => "Changed",
        Verdict::Gone => "Gone: no longer in the seed",
        Verdict::Kept => "Kept as they are here",
        Verdict::Contradicts => "Contradicting what is recorded here",
    }
}

fn by_register<'a>(rows: &'a [&'a PlanRow]) -> impl Iterator<Item = &'a [&'a PlanRow]> {
    rows.chunk_by(|a, b| a.register == b.register)
}

fn listed(verdict: Verdict, rows: &[&PlanRow]) -> Section {
    let mut heads = vec!["Register", "Fact"];
    if verdict != Verdict::New {
        heads.extend(["Entry", "By", "Difference"]);
    }
    let mut lines = Vec::new();
    for of_register in by_register(rows) {
        lines.extend(of_register.iter().take(LISTED).map(|row| {
            let entry = [&row.entry, &row.recorded_by].map(|known| Cell::from(text(known.as_ref())));
            let mut line = vec![Cell::from(row.register), (&*row.fact).into()];
            line.extend(entry.into_iter().chain([in_short(&row.why).into()]));
            line.truncate(heads.len());
            line
        }));
        if of_register.len() > LISTED {
            let more = format!("… and {} more", of_register.len() - LISTED);
            let mut line = vec![Cell::from(of_register[0].register), more.into()];
            line.resize(heads.len(), Cell::default());
            lines.push(line);
        }
    }
    Section { title: Some(heading(verdict).to_owned()), columns: Column::texts(&heads), rows: lines }
}
