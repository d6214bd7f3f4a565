//! What a seed would change in a file.

use super::{Columns, cells, count, shortened};
use crate::recording::seed::{PlanRow, RegisterPlan, SeedComparison, SeedPlan};
use crate::render::{Report, Section, Sheet, Table};
use crate::report::columns as shared;

/// One row per fact that is not the same here.
pub(super) fn columns() -> Columns<SeedPlan, PlanRow> {
    Columns::<SeedPlan, PlanRow>::new()
        .text("verdict", "what it is to this file: new, changed, gone, kept, contradicts", |_, row| {
            row.verdict.word().into()
        })
        .field(shared::REGISTER, |_, row| row.register.into())
        .text("fact", "the fact in a few words", |_, row| (&row.fact).into())
        .text("entry", "entry of the log that it is compared with: @N", |_, row| (&row.entry).into())
        .field(shared::RECORDED_BY, |_, row| (&row.recorded_by).into())
        .text("why", "how it differs, or why it is left", |_, row| (&row.why).into())
}

/// How many facts of one sort a table lists of each register.
const LISTED: usize = 5;

impl Report for SeedPlan {
    fn sheet(&self) -> Sheet {
        let counts = self
            .registers
            .iter()
            .filter(|register| total(register) > 0)
            .map(|it| cells![it.register, it.new, it.changed, it.same, it.gone, it.kept, it.contradicts]);
        let heads = ["Register", "New", "Changed", "Same", "Gone", "Kept", "Contradicts"];
        let mut sections = vec![Section::of(heads, counts).figures_from(1)];
        let mut notes = Vec::new();
        let mut cut = false;
        for verdict in SeedComparison::ALL {
            let rows: Vec<&PlanRow> = self.rows.iter().filter(|row| row.verdict == verdict).collect();
            sections.push(listed(verdict, &rows));
            cut |= by_register(&rows).any(|of_register| of_register.len() > LISTED);
        }
        if cut {
            notes.push("All of them, in full: --format json or csv.".to_owned());
        }
        let contradictions = self.count(SeedComparison::Contradicts);
        if contradictions > 0 {
            notes.push(format!(
                "{} what was recorded here: not recorded; look at both.",
                count(contradictions, "fact of the seed contradicts", "facts of the seed contradict")
            ));
        }
        let to_record = self.to_record();
        notes.push(match (&self.entries, &self.head) {
            (Some((first, last)), Some(head)) => format!("Recorded as {first} to {last}. Head: {head}"),
            _ if to_record == 0 && self.rows.is_empty() => {
                "Nothing to record: the file says what the seed says.".to_owned()
            }
            _ if to_record == 0 => "Nothing to record.".to_owned(),
            _ => format!("Nothing was written: --write records {}.", count(to_record, "entry", "entries")),
        });
        Sheet { title: format!("The seed compiled on {} and this file", self.seed), sections, notes }
    }

    fn table(&self) -> Table<'_> {
        columns().table(self, &self.rows)
    }
}

fn total(register: &RegisterPlan) -> usize {
    register.same + SeedComparison::ALL.iter().map(|verdict| register.count(*verdict)).sum::<usize>()
}

/// How much of a difference a table shows.
const LONGEST: usize = 160;

fn heading(verdict: SeedComparison) -> &'static str {
    match verdict {
        SeedComparison::New => "New",
        SeedComparison::Changed => "Changed",
        SeedComparison::Gone => "Gone: no longer in the seed",
        SeedComparison::Kept => "Kept as they are here",
        SeedComparison::Contradicts => "Contradicting what is recorded here",
    }
}

fn by_register<'a>(rows: &'a [&'a PlanRow]) -> impl Iterator<Item = &'a [&'a PlanRow]> {
    rows.chunk_by(|a, b| a.register == b.register)
}

fn listed(verdict: SeedComparison, rows: &[&PlanRow]) -> Section {
    let mut lines = Vec::new();
    for of_register in by_register(rows) {
        lines.extend(of_register.iter().take(LISTED).map(|row| {
            let (entry, by) = (row.entry.as_ref(), row.recorded_by.as_ref());
            cells![row.register, &row.fact, entry, by, shortened(&row.why, LONGEST)]
        }));
        if of_register.len() > LISTED {
            let more = format!("… and {} more", of_register.len() - LISTED);
            lines.push(cells![of_register[0].register, more, "", "", ""]);
        }
    }
    let section =
        Section::of(["Register", "Fact", "Entry", "By", "Difference"], lines).titled(heading(verdict));
    if verdict == SeedComparison::New { section.without(4).without(3).without(2) } else { section }
}
