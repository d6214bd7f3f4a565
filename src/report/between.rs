//! Whether two participants are bound to each other, under which treaties, since when, and if not, why.

mod besides;
mod carried_over;
mod of_territories;
mod pair;
mod states;

pub use pair::{Side, Two};
pub use states::{Apart, BetweenReport, BetweenRow};

use crate::error::{Error, Result};
use crate::model::{Date, Span};
use crate::report::territory::Territory;
use crate::store::{Names, ParticipantRow, Store, TreatyRow};

/// Answers whether two participants are bound to each other on every day of `asked`, both ends included: under `treaty`,
/// or under each treaty that binds both. A territory is answered for through the State whose it is on each day.
pub fn between(
    store: &Store,
    two: Two,
    treaty: Option<&TreatyRow>,
    days: (Date, Date),
) -> Result<BetweenReport> {
    let asked = Span { since: days.0, until: days.1.plus_days(1) };
    if two.a.code == two.b.code {
        return Err(Error::Usage(format!("{} is one participant: name two", two.a.name)));
    }
    let (a, b) = (two.a.clone().called_on(store, days.1)?, two.b.clone().called_on(store, days.1)?);
    let two = Two { a: &a, b: &b };
    let territories = [territory(store, two.a, asked)?, territory(store, two.b, asked)?];
    if territories.iter().all(Option::is_none) {
        return states::between_two(store, two, treaty, days);
    }
    let names = Names::of(store)?;
    match treaty {
        Some(treaty) => of_territories::under(store, two, &territories, treaty, days, &names),
        None => of_territories::under_all(store, two, &territories, days, &names),
    }
}

/// One of the two where it is a territory on a day asked about.
fn territory<'a>(store: &Store, row: &'a ParticipantRow, asked: Span) -> Result<Option<Territory<'a>>> {
    let is_one = |it: &Territory| {
        row.kind == "territory" || it.whose.ties.iter().any(|(_, held)| held.and(asked).is_some())
    };
    Ok(Territory::of(store, row)?.filter(is_one))
}
