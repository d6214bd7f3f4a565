//! Bodies of the log as stored: canonical JSON with `kind` and `v`. Older versions are upgraded here, when
//! read; what is stored is never rewritten.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::model::{Body, Fact};

/// The version of every body that this program writes.
const VERSION: u64 = 1;

/// The canonical form: one object, keys sorted, no blanks.
pub(super) fn encode(fact: &Fact) -> String {
    let body = &fact.body;
    let mut fields = object(body);
    fields.insert("kind".to_owned(), body.kind().into());
    fields.insert("v".to_owned(), VERSION.into());
    if let Some(entry) = fact.replaces {
        fields.insert("replaces".to_owned(), entry.into());
    }
    Value::Object(fields).to_string()
}

/// The fact with some fields changed; none as a value leaves the field out. A field that holds a list takes its items with
/// `;` between them.
pub(super) fn edit(fact: &Fact, changes: &[(String, Option<String>)]) -> Result<Fact, String> {
    let mut fields = object(&fact.body);
    for (name, value) in changes {
        match (value, fields.get(name)) {
            (None, _) => {
                fields.remove(name);
            }
            (Some(value), Some(Value::Array(_))) => {
                let items = value.split(';').filter(|item| !item.is_empty());
                fields.insert(name.clone(), items.collect::<Vec<_>>().into());
            }
            (Some(value), _) => {
                fields.insert(name.clone(), value.as_str().into());
            }
        }
    }
    fields.insert("kind".to_owned(), fact.body.kind().into());
    fields.insert("v".to_owned(), VERSION.into());
    decode(&Value::Object(fields).to_string())
}

fn object<T: Serialize>(body: &T) -> Map<String, Value> {
    match serde_json::to_value(body) {
        Ok(Value::Object(fields)) => fields,
        _ => unreachable!("a body is a struct of plain fields"),
    }
}

/// Reads a stored body; the error says what cannot be read.
pub(super) fn decode(text: &str) -> Result<Fact, String> {
    let mut fields: Map<String, Value> = serde_json::from_str(text).map_err(|why| why.to_string())?;
    let kind = fields.remove("kind").unwrap_or_default();
    let version = fields.remove("v").unwrap_or_default();
    if version != VERSION {
        return Err(format!("its body has version {version}, this program knows {VERSION}"));
    }
    let replaces = match fields.remove("replaces") {
        None => None,
        Some(entry) => Some(entry.as_i64().ok_or("the entry that it replaces is not a number")?),
    };
    let body = match kind.as_str().unwrap_or_default() {
        "batch" => read(fields).map(Body::Batch),
        "source" => read(fields).map(Body::Source),
        "group" => read(fields).map(Body::Group),
        "participant" => read(fields).map(Body::Participant),
        "name" => read(fields).map(Body::Name),
        "predecessor" => read(fields).map(Body::Predecessor),
        "membership" => read(fields).map(Body::Membership),
        "treaty" => read(fields).map(Body::Treaty),
        "treaty-name" => read(fields).map(Body::TreatyName),
        "treaty-link" => read(fields).map(Body::TreatyLink),
        "clause" => read(fields).map(Body::Clause),
        "weight" => read(fields).map(Body::Weight),
        "act" => read(fields).map(Body::Act),
        "reservation" => read(fields).map(Body::Reservation),
        "claim" => read(fields).map(Body::Claim),
        "retraction" => read(fields).map(Body::Retraction),
        other => Err(format!("it records a '{other}', which this program does not know")),
    }?;
    Ok(Fact { body, replaces })
}

fn read<T: DeserializeOwned>(fields: Map<String, Value>) -> Result<T, String> {
    serde_json::from_value(Value::Object(fields)).map_err(|why| why.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ActBody, ActKind, Confidence, Sources};

    #[test]
    fn a_body_has_one_form() {
        let body = Body::Act(ActBody {
            treaty: "CETS 185".to_owned(),
            participant: Some("IE".to_owned()),
            act: ActKind::Signature,
            date: "2002-02-28".parse().ok(),
            earliest: None,
            latest: None,
            notified_on: None,
            effective_on: None,
            territory: None,
            scope: None,
            note: Some("a \"note\"\n".to_owned()),
            forced: None,
            sources: Sources(vec!["TRB2007-10".to_owned()]),
            confidence: Confidence::Verified,
        });
        let fact = Fact::from(body);
        let text = encode(&fact);
        assert_eq!(
            text,
            r#"{"act":"signature","confidence":"verified","date":"2002-02-28","kind":"act","note":"a \"note\"\n","participant":"IE","sources":["TRB2007-10"],"treaty":"CETS 185","v":1}"#
        );
        assert_eq!(decode(&text), Ok(fact.clone()));
        let later = Fact { replaces: Some(7), ..fact };
        assert_eq!(decode(&encode(&later)), Ok(later));
        assert!(decode(&text.replace("\"v\":1", "\"v\":2")).is_err());
        assert!(decode(&text.replace("\"kind\":\"act\"", "\"kind\":\"act?\"")).is_err());
        assert!(decode(&text.replace("\"note\"", "\"notes\"")).is_err());
    }
}
