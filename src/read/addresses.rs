//! The addresses at which depositaries publish their tables: `data/addresses.csv`.

const TABLE: &str = include_str!("../../data/addresses.csv");

/// Each treaty with an address of its table, and the reader for that.
pub fn known_addresses() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    TABLE.lines().skip(1).filter_map(|line| {
        let mut cells = line.split(',');
        Some((cells.next()?, cells.next()?, cells.next()?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{ColumnMap, Reader};

    #[test]
    fn every_row_has_an_address_and_a_reader_that_there_is() {
        let mut seen = Vec::new();
        for (treaty, address, reader) in known_addresses() {
            assert!(address.starts_with("https://") && !address.contains(' '), "{address}");
            assert!(Reader::called(reader).is_some() || ColumnMap::called(reader).is_some(), "{reader}");
            assert!(!seen.contains(&address), "{treaty}: {address} stands there twice");
            seen.push(address);
        }
        assert!(seen.len() > 40, "{}", seen.len());
        assert_eq!(TABLE.lines().next(), Some("treaty,address,reader,tried_on"));
    }
}
