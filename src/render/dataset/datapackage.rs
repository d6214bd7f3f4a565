//! The description of a set of data, as a Data Package (<https://datapackage.org>, version 2 of the standard).

use serde_json::{Map, Value, json};

use super::DataFormat;
use crate::report::{Description, Field, Kind};

/// The file or folder that is described.
#[derive(Debug, Clone, Copy)]
pub struct Resource<'a> {
    /// Where it is, seen from the description; a folder: its files.
    pub paths: &'a [String],
    /// Its format.
    pub format: DataFormat,
    /// How many bytes it has; none: a folder.
    pub bytes: Option<u64>,
    /// How many rows.
    pub rows: u64,
    /// The column by which a folder is divided: it stands in the names of the folders, and not in the files.
    pub partition: Option<&'a str>,
}

/// The description of a file or folder beside it.
#[must_use]
pub fn datapackage(description: &Description, resource: Resource) -> String {
    let mut data = schema_of(description);
    let (format, mediatype) = match resource.format {
        DataFormat::Csv => ("csv", "text/csv"),
        DataFormat::Ndjson => ("ndjson", "application/x-ndjson"),
        DataFormat::Json => ("json", "application/json"),
        DataFormat::Parquet => ("parquet", "application/vnd.apache.parquet"),
    };
    let path =
        if resource.partition.is_none() { json!(resource.paths.first()) } else { json!(resource.paths) };
    data.insert("path".to_owned(), path);
    data.insert("format".to_owned(), format.into());
    data.insert("mediatype".to_owned(), mediatype.into());
    if resource.format != DataFormat::Parquet {
        data.insert("encoding".to_owned(), "utf-8".into());
    }
    if resource.format == DataFormat::Csv {
        data.insert("dialect".to_owned(), json!({"delimiter": ",", "lineTerminator": "\n", "header": true}));
    }
    if let Some(bytes) = resource.bytes {
        data.insert("bytes".to_owned(), bytes.into());
    }
    data.insert("rows".to_owned(), resource.rows.into());
    if let Some(column) = resource.partition {
        data.insert("partition".to_owned(), json!([column]));
    }
    let mut package = package(description);
    package.insert("resources".to_owned(), Value::Array(vec![Value::Object(data)]));
    pretty(&Value::Object(package))
}

/// The description that travels inside a file, which cannot know where it will be.
#[must_use]
pub fn footer(description: &Description) -> String {
    let mut package = package(description);
    package.insert("resources".to_owned(), Value::Array(vec![Value::Object(schema_of(description))]));
    Value::Object(package).to_string()
}

fn pretty(value: &Value) -> String {
    let mut text = serde_json::to_string_pretty(value).expect("a value is JSON");
    text.push('\n');
    text
}

fn package(description: &Description) -> Map<String, Value> {
    let asked: Map<String, Value> = description
        .asked
        .iter()
        .map(|(option, value)| ((*option).to_owned(), value.as_str().into()))
        .collect();
    let package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": description.name,
        "title": description.title,
        "description": description.text,
        "citation": description.citation,
        "accede": {
            "version": env!("CARGO_PKG_VERSION"),
            "as_of": description.as_of,
            "known_at": description.known_at,
            "record": {"entry": description.entry, "hash": description.hash},
            "asked": asked,
            "treaties": description.treaties,
            "left_out_because_no_acts_were_collected": description.left_out,
        },
    });
    match package {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn schema_of(description: &Description) -> Map<String, Value> {
    let fields: Vec<Value> = description.fields.iter().map(field).collect();
    let mut data = Map::new();
    data.insert("name".to_owned(), description.name.into());
    data.insert("type".to_owned(), "table".into());
    data.insert(
        "schema".to_owned(),
        json!({"fields": fields, "primaryKey": description.key, "missingValues": [""]}),
    );
    data
}

fn field(field: &Field) -> Value {
    let kind = match field.kind {
        Kind::Text => "string",
        Kind::Integer => "integer",
        Kind::Flag => "boolean",
        Kind::Day => "date",
    };
    let mut constraints = Map::new();
    if field.required {
        constraints.insert("required".to_owned(), true.into());
    }
    if !field.words.is_empty() {
        constraints.insert("enum".to_owned(), json!(field.words));
    }
    let mut described = json!({"name": field.name, "type": kind, "description": field.meaning});
    if let (false, Some(map)) = (constraints.is_empty(), described.as_object_mut()) {
        map.insert("constraints".to_owned(), Value::Object(constraints));
    }
    described
}
