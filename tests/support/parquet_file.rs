//! Parquet read back.

use std::collections::HashMap;
use std::fs::File;
use std::path::Path;

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, Row};

/// Every row of a Parquet file, each value as CSV has it.
pub fn parquet_rows(file: &Path) -> Vec<HashMap<String, String>> {
    let reader = SerializedFileReader::new(File::open(file).unwrap()).unwrap();
    let text = |cell: &Field| match cell {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        Field::Int(number) => number.to_string(),
        Field::Long(number) => number.to_string(),
        Field::Double(number) => number.to_string(),
        Field::Bool(flag) => flag.to_string(),
        Field::Date(day) => {
            let epoch: accede::model::Date = "1970-01-01".parse().unwrap();
            epoch.plus_days((*day).into()).unwrap().to_string()
        }
        other => panic!("{other:?}"),
    };
    let row = |row: Row| row.get_column_iter().map(|(name, cell)| (name.clone(), text(cell))).collect();
    reader.get_row_iter(None).unwrap().map(|it| row(it.unwrap())).collect()
}
