//! The description of a set of data, as a Data Package (<https://datapackage.org>, version 2 of the standard).

use serde_json::{Map, Value, json};

use super::format_spec::FormatSpec;
use crate::model::letters::visible_json;
use crate::report::{Description, Field};

/// The file or folder that is described.
#[derive(Debug, Clone, Copy)]
pub struct Resource<'a> {
    /// Where it is, seen from the description; a folder: its files.
    pub paths: &'a [String],
    /// Its format.
    pub format: &'a FormatSpec,
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
    let path =
        if resource.partition.is_none() { json!(resource.paths.first()) } else { json!(resource.paths) };
    let csv = json!({"delimiter": ",", "lineTerminator": "\n", "header": true});
    let mut data = resource_of(&description.fields, Some(description));
    data.extend(object(json!({
        "path": path,
        "format": resource.format.ending,
        "mediatype": resource.format.media,
        "encoding": resource.format.is_text.then_some("utf-8"),
        "dialect": (resource.format.ending == "csv").then_some(csv),
        "bytes": resource.bytes,
        "rows": resource.rows,
        "partition": resource.partition.map(|column| [column]),
    })));
    let mut package = package(description);
    package.insert("resources".to_owned(), json!([data]));
    format!("{}\n", visible_json(&format!("{:#}", Value::Object(package))))
}

/// The description that travels inside a file, which cannot know where it will be.
#[cfg(feature = "parquet")]
#[must_use]
pub fn footer(fields: &[Field], description: Option<&Description>) -> String {
    let mut package = description.map_or_else(Map::new, package);
    package.insert("resources".to_owned(), json!([resource_of(fields, description)]));
    visible_json(&Value::Object(package).to_string()).into_owned()
}

/// An object without what is nothing.
fn object(value: Value) -> Map<String, Value> {
    let Value::Object(mut map) = value else { return Map::new() };
    map.retain(|_, value| !value.is_null());
    map
}

fn package(description: &Description) -> Map<String, Value> {
    let asked: Map<String, Value> = description
        .asked
        .iter()
        .map(|(option, value)| ((*option).to_owned(), value.as_str().into()))
        .collect();
    object(json!({
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
    }))
}

fn resource_of(fields: &[Field], description: Option<&Description>) -> Map<String, Value> {
    let fields: Vec<_> = fields.iter().map(field).collect();
    let key = description.map(|description| description.key);
    object(json!({
        "name": description.map(|description| description.name),
        "type": "table",
        "schema": object(json!({"fields": fields, "primaryKey": key, "missingValues": [""]})),
    }))
}

fn field(field: &Field) -> Map<String, Value> {
    let constraints = object(json!({
        "required": field.required.then_some(true),
        "enum": (!field.words.is_empty()).then_some(&field.words),
    }));
    object(json!({
        "name": field.name,
        "type": field.kind.word(),
        "description": field.meaning,
        "constraints": (!constraints.is_empty()).then_some(constraints),
    }))
}
