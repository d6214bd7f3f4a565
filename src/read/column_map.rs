//! Any other table, by a column map: a small TOML file that says which column is what. `docs/maps.md` tells how to write
//! one; those of sources that are often met are part of the program.

mod cells;
mod columns;
mod map_file;
mod profile;
mod rows;
mod treaties;

use std::sync::LazyLock;

use super::drafts::Drafts;
use super::input::{Input, Read, Unreadable};
use super::table_file::{self, Which};
use crate::model::draft::{Edition, Reason};
pub use profile::ColumnMap;
use rows::Rows;
use treaties::Treaties;

/// The files of the maps that are part of the program.
const FILES: [(&str, &str); 10] = [
    ("hcch.toml", include_str!("../../data/maps/hcch.toml")),
    ("hr-status.toml", include_str!("../../data/maps/hr-status.toml")),
    ("icrc.toml", include_str!("../../data/maps/icrc.toml")),
    ("manytreaties.toml", include_str!("../../data/maps/manytreaties.toml")),
    ("ohchr.toml", include_str!("../../data/maps/ohchr.toml")),
    ("openclimatedata.toml", include_str!("../../data/maps/openclimatedata.toml")),
    ("uk-treaties.toml", include_str!("../../data/maps/uk-treaties.toml")),
    ("verdragenbank.toml", include_str!("../../data/maps/verdragenbank.toml")),
    ("wipo.toml", include_str!("../../data/maps/wipo.toml")),
    ("wipo-site.toml", include_str!("../../data/maps/wipo-site.toml")),
];

/// The map for a file, by its headings: of those that are part of the program, the one that finds a use for most of
/// its columns.
#[must_use]
pub fn recognised_map(input: &Input) -> Option<&'static ColumnMap> {
    let headings = table_file::headings(input, Which { heading_row: 1, ..Which::default() })?;
    let used = |map: &ColumnMap| columns::find(map, &headings).ok().map(|columns| columns.used());
    let mut best: Option<(usize, &ColumnMap)> = None;
    for map in ColumnMap::shipped() {
        if let Some(used) = used(map)
            && best.is_none_or(|best| best.0 < used)
        {
            best = Some((used, map));
        }
    }
    best.map(|best| best.1)
}

impl ColumnMap {
    /// The maps that are part of the program, by name.
    #[must_use]
    pub fn shipped() -> &'static [Self] {
        static MAPS: LazyLock<Vec<ColumnMap>> = LazyLock::new(|| {
            FILES.iter().filter_map(|(name, toml)| ColumnMap::read(name, toml).ok()).collect()
        });
        &MAPS
    }

    /// The shipped map of this name.
    #[must_use]
    pub fn called(name: &str) -> Option<&'static Self> {
        Self::shipped().iter().find(|map| map.name == name)
    }

    /// What it is called on the command line.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it reads, in a few words.
    #[must_use]
    pub fn about(&self) -> &str {
        &self.about
    }

    /// Whether every column that it needs is in a file.
    #[must_use]
    pub fn recognises(&self, input: &Input) -> bool {
        table_file::headings(input, self.which())
            .is_some_and(|headings| columns::find(self, &headings).is_ok())
    }

    /// Reads a file.
    pub fn read_file(&self, input: &Input) -> Read {
        let mut drafts = Drafts::new(self.edition());
        let mut rows: Option<Rows> = None;
        table_file::each(input, self.which(), |line| {
            if let Some(rows) = &mut rows {
                return rows.row(&mut drafts, line);
            }
            let headings: Vec<String> =
                (0..line.len()).map(|number| line.cell(number).text.to_owned()).collect();
            let columns = columns::find(self, &headings).map_err(|why| {
                let why = format!("it is no table that the map '{}' reads: {why}", self.name);
                Unreadable::because(Reason::NotOfThisForm, line.place(0), &headings.join(" | "), why)
            })?;
            let treaties = Treaties::of(self, input, &mut drafts, line.place(0))?;
            rows = Some(Rows { map: self, columns, treaties });
            Ok(())
        })?;
        let rows = rows.ok_or_else(Unreadable::no_heading)?;
        rows.treaties.done(&mut drafts);
        let mut reading = drafts.done();
        reading.reader.clone_from(&self.name);
        Ok(reading)
    }

    fn which(&self) -> Which<'_> {
        Which { separator: self.separator, sheet: self.sheet.as_deref(), heading_row: self.heading_row }
    }

    fn edition(&self) -> Edition {
        Edition {
            shows_withdrawals: self.withdrawals,
            is_whole: self.whole,
            ..Edition::of(&self.publisher, self.authority, &self.title)
        }
    }
}
