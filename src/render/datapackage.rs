//! The description of a set of data, as a Data Package (<https://datapackage.org>, version 2 of the standard).

use serde_json::{Map, Value, json};

use super::DataFormat;
use crate::report::{Description, Field};

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
    let mut data = resource_of(&description.fields, Some(description));
    let (format, mediatype) = resource.format.names();
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
#[cfg(feature = "parquet")]
#[must_use]
pub fn footer(fields: &[Field], description: Option<&Description>) -> String {
    let mut package = description.map_or_else(Map::new, package);
    package
        .insert("resources".to_owned(), Value::Array(vec![Value::Object(resource_of(fields, description))]));
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

fn resource_of(fields: &[Field], description: Option<&Description>) -> Map<String, Value> {
    let fields: Vec<Value> = fields.iter().map(field).collect();
    let mut schema = json!({"fields": fields, "missingValues": [""]});
    let mut data = Map::new();
    if let Some(description) = description {
        schema = json!({"fields": fields, "primaryKey": description.key, "missingValues": [""]});
        data.insert("name".to_owned(), description.name.into());
    }
    data.insert("type".to_owned(), "table".into());
    data.insert("schema".to_owned(), schema);
    data
}

fn field(field: &Field) -> Value {
    let mut constraints = Map::new();
    if field.required {
        constraints.insert("required".to_owned(), true.into());
    }
    if !field.words.is_empty() {
        constraints.insert("enum".to_owned(), json!(field.words));
    }
    let mut described = json!({"name": field.name, "type": field.kind.word(), "description": field.meaning});
    if let (false, Some(map)) = (constraints.is_empty(), described.as_object_mut()) {
        map.insert("constraints".to_owned(), Value::Object(constraints));
    }
    described
}
