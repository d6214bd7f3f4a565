//! Many treaties, put in order for people by what they are about.

use std::collections::BTreeMap;

use super::words::capital;

/// Rows in groups by what their treaty is about, each with that as its title, small letters and capitals alike, the groups
/// in the order of the alphabet. Those of which it is not said come last; where it is said of none, they have no title.
pub fn by_subject<'a, T>(
    rows: impl IntoIterator<Item = &'a T>,
    subject: impl Fn(&'a T) -> Option<&'a String>,
) -> Vec<(Option<String>, Vec<&'a T>)> {
    let mut groups: BTreeMap<(bool, String), Vec<&T>> = BTreeMap::new();
    for row in rows {
        let of = subject(row).map(|subject| subject.to_lowercase()).unwrap_or_default();
        groups.entry((of.is_empty(), of)).or_default().push(row);
    }
    let is_said_of_some = groups.keys().any(|(is_unknown, _)| !is_unknown);
    let title = |(is_unknown, subject): (bool, String)| match (is_unknown, is_said_of_some) {
        (false, _) => Some(capital(&subject)),
        (true, true) => Some("Other treaties".to_owned()),
        (true, false) => None,
    };
    groups.into_iter().map(|(group, rows)| (title(group), rows)).collect()
}
