//! Many treaties, put in order for people by what they are about.

use std::collections::BTreeMap;

use super::words::capital;

/// Rows by what their treaty is about, by the letters of that and under it as a title, in the order in which they come
/// otherwise. Those of which it is not said come last; where it is said of none, they have no title.
pub fn by_subject<'a, T>(
    rows: impl IntoIterator<Item = &'a T>,
    subject: impl Fn(&'a T) -> Option<&'a String>,
) -> Vec<(Option<String>, Vec<&'a T>)> {
    let mut groups: BTreeMap<(bool, &str), Vec<&T>> = BTreeMap::new();
    for row in rows {
        let of = subject(row).map_or("", String::as_str);
        groups.entry((of.is_empty(), of)).or_default().push(row);
    }
    let is_said_of_some = groups.keys().any(|(is_unknown, _)| !is_unknown);
    let title = |(is_unknown, subject): (bool, &str)| match (is_unknown, is_said_of_some) {
        (false, _) => Some(capital(subject)),
        (true, true) => Some("Other treaties".to_owned()),
        (true, false) => None,
    };
    groups.into_iter().map(|(group, rows)| (title(group), rows)).collect()
}
