//! By whose acts a union of States stands: of those that unite in it the one whose participation goes on (1978 Vienna
//! Convention arts 31 to 33).

use std::collections::BTreeMap;

use super::case::place;
use super::standing::{DatedAct, Standing, standing};
use crate::model::{Date, Status};

/// How far the participation of one of them goes on in the union: of two the greater one does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum GoesOn {
    /// Nothing is in force for it.
    Not,
    /// It consented, and nothing tells when the treaty is in force for anybody.
    Undated,
    /// It has given notice, which ends it on this day.
    Until(Date),
    /// No end is known.
    On,
}

impl GoesOn {
    fn of(standing: Standing, acts: &[DatedAct]) -> Self {
        let is_undated = || acts.iter().any(|dated| dated.is_undated);
        match standing.status {
            Status::Party => Self::On,
            Status::Leaving => {
                let exit = acts.iter().find(|dated| Some(dated.act.id) == standing.exit);
                Self::Until(exit.and_then(|exit| exit.effect).unwrap_or(Date::LAST))
            }
            status if status.consented() && is_undated() => Self::Undated,
            _ => Self::Not,
        }
    }
}

/// Takes in the acts of one of those that unite. A treaty in force for any of them stays in force for the union: where it was for
/// several, as for the one that was to remain a party, and of these the first (art. 31). A signature stands for its ratification
/// (art. 33); what is not yet in force passes by notification only (art. 32). Whether anything changed.
pub(super) fn unite<'a>(
    by_code: &mut BTreeMap<&'a str, Vec<DatedAct<'a>>>,
    (union, united): (&'a str, &str),
    on: Date,
    treaty_ends_on: Option<Date>,
) -> bool {
    let before = |code: &str| -> Vec<DatedAct<'a>> {
        let acts = by_code.get(code).into_iter().flatten();
        let mut before: Vec<DatedAct> = acts.filter(|dated| dated.act.day < on).cloned().collect();
        before.sort_by(|one, other| place(one.act).cmp(&place(other.act)));
        before
    };
    let (own, theirs) = (before(union), before(united));
    let (Some(eve), false) = (on.plus_days(-1), theirs.is_empty()) else { return false };
    let [of_union, of_united] = [&own, &theirs].map(|acts| standing(acts, eve, treaty_ends_on));
    let acts = by_code.entry(union).or_default();
    if GoesOn::of(of_union, &own) < GoesOn::of(of_united, &theirs) {
        acts.retain(|dated| dated.act.day >= on);
        acts.extend(theirs);
        return true;
    }
    if of_union.status.consented() {
        return false;
    }
    let signed = theirs.into_iter().filter(|dated| Some(dated.act.id) == of_united.signature);
    let signed: Vec<DatedAct> = signed.filter(|_| of_union.signature.is_none()).collect();
    acts.extend(signed.iter().cloned());
    !signed.is_empty()
}
