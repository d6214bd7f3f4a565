//! Whether two participants are bound to each other, under which treaties, since when, and if not, why.

mod besides;
mod carried_over;
mod of_territories;
mod pair;
mod states;

pub use pair::{Side, Two};
pub use states::{Apart, BetweenReport, BetweenRow};

use crate::error::{Error, Result};
use crate::model::Date;
use crate::store::{Names, Store, TreatyRow};

/// Answers whether two participants are bound to each other on every day of `asked`, both ends included: under `treaty`,
/// or under each treaty that binds both. A territory is answered for through the State whose it is on each day.
pub fn between(
    store: &Store,
    two: Two,
    treaty: Option<&TreatyRow>,
    days: (Date, Date),
) -> Result<BetweenReport> {
    if two.a.code == two.b.code {
        return Err(Error::Usage(format!("{} is one participant: name two", two.a.name)));
    }
    if [two.a, two.b].iter().all(|row| row.kind != "territory") {
        return states::between_two(store, two, treaty, days);
    }
    match treaty {
        Some(treaty) => of_territories::under(store, two, treaty, days, &Names::of(store)?),
        None => of_territories::under_all(store, two, days),
    }
}
