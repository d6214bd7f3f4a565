//! How States bring their overseas territories under a treaty: the table `data/territorial_practice.csv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::model::words;

words! {
    /// To which territories a consent that says nothing extends.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    Practice():
    /// To those only that are named, then or later.
    Named = "named";
    /// To all of them, as VCLT art. 29 has it, unless some are excluded.
    Whole = "whole";
}

static TABLE: LazyLock<HashMap<String, (Practice, String)>> =
    LazyLock::new(|| read().expect("a test reads the table"));

fn read() -> Result<HashMap<String, (Practice, String)>, String> {
    let text = include_str!("../../data/territorial_practice.csv");
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let read = |row: Result<csv::StringRecord, csv::Error>| {
        let row = row.map_err(|why| why.to_string())?;
        let practice = Practice::from_word(&row[1]).ok_or(format!("no practice '{}'", &row[1]))?;
        Ok((row[0].to_owned(), (practice, row[2].to_owned())))
    };
    rows.records().map(read).collect()
}

/// The practice of a State, and what shows it; none where none is recorded, and VCLT art. 29 stands alone.
#[must_use]
pub fn territorial_practice(state: &str) -> Option<(Practice, &'static str)> {
    TABLE.get(state).map(|(practice, shown_by)| (*practice, shown_by.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_can_be_read() {
        assert!(read().unwrap().len() >= 4);
        assert_eq!(territorial_practice("GB").unwrap().0, Practice::Named);
        assert_eq!(territorial_practice("DK").unwrap().0, Practice::Whole);
        assert!(territorial_practice("IE").is_none());
    }
}
