//! Any other table, by a column map: a small TOML file that says which column is what. `docs/maps.md` tells how to write
//! one; those of sources that are often met are part of the program.

mod cells;
mod columns;
mod map_file;
mod profile;
mod remarks;
mod rows;
mod texts;
mod treaties;

use std::sync::LazyLock;

use super::day_order::Orders;
use super::drafts::Drafts;
use super::input::{Input, Read, Unreadable};
use super::table_file::{Opened, Which};
#[cfg(test)]
use crate::model::draft::What;
use crate::model::draft::{Edition, Reason};
pub use profile::ColumnMap;
use profile::ParticipantColumns;
use rows::Rows;
use treaties::Treaties;

/// The files of the maps that are part of the program.
const FILES: [(&str, &str); 17] = [
    ("brs.toml", include_str!("../../data/maps/brs.toml")),
    ("cbd.toml", include_str!("../../data/maps/cbd.toml")),
    ("cites.toml", include_str!("../../data/maps/cites.toml")),
    ("hcch.toml", include_str!("../../data/maps/hcch.toml")),
    ("hr-status.toml", include_str!("../../data/maps/hr-status.toml")),
    ("icrc.toml", include_str!("../../data/maps/icrc.toml")),
    ("ieadb.toml", include_str!("../../data/maps/ieadb.toml")),
    ("ilo-convention.toml", include_str!("../../data/maps/ilo-convention.toml")),
    ("ilo-country.toml", include_str!("../../data/maps/ilo-country.toml")),
    ("manytreaties.toml", include_str!("../../data/maps/manytreaties.toml")),
    ("ohchr.toml", include_str!("../../data/maps/ohchr.toml")),
    ("openclimatedata.toml", include_str!("../../data/maps/openclimatedata.toml")),
    ("ramsar.toml", include_str!("../../data/maps/ramsar.toml")),
    ("uk-treaties.toml", include_str!("../../data/maps/uk-treaties.toml")),
    ("verdragenbank.toml", include_str!("../../data/maps/verdragenbank.toml")),
    ("wipo.toml", include_str!("../../data/maps/wipo.toml")),
    ("wipo-site.toml", include_str!("../../data/maps/wipo-site.toml")),
];

/// The map for a file, by its headings: of those that are part of the program, the one that finds a use for most of
/// its columns.
#[must_use]
pub fn recognised_map(input: &Input) -> Option<&'static ColumnMap> {
    recognised(&Opened::of(input))
}

/// The same of a file that is opened.
pub(super) fn recognised(file: &Opened) -> Option<&'static ColumnMap> {
    let headings = file.headings(Which { heading_row: 1, ..Which::default() });
    let used = |map: &ColumnMap| {
        let own = (!map.list.is_empty()).then(|| file.headings(map.which())).flatten();
        columns::find(map, own.as_ref().or(headings.as_ref())?).ok().map(|columns| columns.used())
    };
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

    /// Its own words for acts: each with what it means, and whether that bears a flag.
    #[cfg(test)]
    pub(super) fn own_words(&self) -> impl Iterator<Item = (&str, What, bool)> {
        self.words.iter().map(|word| (word.written.as_str(), word.what, word.flag.is_some()))
    }

    /// What it reads, in a few words.
    #[must_use]
    pub fn about(&self) -> &str {
        &self.about
    }

    /// The same map for a table that is about one participant, whom it does not name itself.
    ///
    /// Errors: it does.
    pub fn about_participant(&self, name: &str) -> Result<Self, Unreadable> {
        if !self.names_nobody() {
            return Err(Unreadable::NamesParticipants);
        }
        let mut map = self.clone();
        map.participant.is = Some(name.to_owned());
        Ok(map)
    }

    fn names_nobody(&self) -> bool {
        self.participant == ParticipantColumns::default()
    }

    /// Whether every column that it needs is in a file.
    #[must_use]
    pub fn recognises(&self, input: &Input) -> bool {
        Opened::of(input)
            .headings(self.which())
            .is_some_and(|headings| columns::find(self, &headings).is_ok())
    }

    /// Reads a file.
    pub fn read_file(&self, input: &Input) -> Read {
        self.read_opened(&Opened::of(input))
    }

    /// Reads a file that is opened.
    pub(super) fn read_opened(&self, file: &Opened) -> Read {
        if self.names_nobody() {
            return Err(Unreadable::NeedsParticipant);
        }
        let mut orders = Orders::saying(self.month_first);
        let mut seen = 0;
        file.each(self.which(), |line| {
            seen += 1;
            if seen > 1 {
                (0..line.len()).for_each(|number| orders.look(number, line.cell(number).text));
            }
            Ok(())
        })?;
        let mut drafts = Drafts::new(self.edition());
        let (mut rows, mut orders): (Option<Rows>, _) = (None, Some(orders));
        file.each(self.which(), |line| {
            if let Some(rows) = &mut rows {
                return rows.row(&mut drafts, line);
            }
            let headings: Vec<String> =
                (0..line.len()).map(|number| line.cell(number).text.to_owned()).collect();
            let columns = columns::find(self, &headings).map_err(|why| {
                let why = format!("it is no table that the map '{}' reads: {why}", self.name);
                Unreadable::because(Reason::NotOfThisForm, line.place(0), &headings.join(" | "), why)
            })?;
            let treaties = Treaties::of((self, &columns), &file.input, &mut drafts, line.place(0))?;
            let orders = orders.take().unwrap_or_default();
            rows = Some(Rows { map: self, columns, treaties, orders, headings });
            Ok(())
        })?;
        let rows = rows.ok_or_else(Unreadable::no_heading)?;
        rows.treaties.done(&mut drafts);
        for (place, day, why) in file.unread(self.which())? {
            drafts.lost(place, Reason::NotOfThisForm, &day, why)?;
        }
        let mut reading = drafts.done();
        reading.reader.clone_from(&self.name);
        Ok(reading)
    }

    fn which(&self) -> Which<'_> {
        Which {
            separator: self.separator,
            sheet: self.sheet.as_deref(),
            heading_row: self.heading_row,
            encoding: self.encoding.as_deref(),
            list: &self.list,
        }
    }

    fn edition(&self) -> Edition {
        let of_prefix = self.treaty.as_ref().and_then(|treaty| treaty.prefix.split(' ').next());
        let of_prefix = of_prefix.filter(|scheme| !scheme.is_empty()).map(str::to_owned);
        Edition {
            shows_withdrawals: self.withdrawals,
            is_whole: self.whole,
            scheme: self.scheme.clone().or(of_prefix),
            ..Edition::of(&self.publisher, self.authority, &self.title)
        }
    }
}
