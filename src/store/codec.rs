//! Bodies of the log as stored: canonical JSON with `kind` and `v`. Older versions are upgraded here, when
//! read; what is stored is never rewritten.

use std::borrow::Cow;
use std::fmt;
use std::io::Write;
use std::ops::Range;

use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeSeed, IgnoredAny, IntoDeserializer, MapAccess, Visitor};
use serde::{Deserialize, Deserializer as _};
use serde_json::{Deserializer, Value};

use crate::model::{Body, Fact, Kind};

/// The version of every body that this program writes.
const VERSION: u64 = 1;

/// The fact with some fields changed; none as a value leaves the field out. A field that holds a list takes its items with
/// `;` between them.
pub(super) fn edit(fact: &Fact, changes: &[(String, Option<String>)]) -> Result<Fact, String> {
    let Ok(Value::Object(mut fields)) = serde_json::to_value(&fact.body) else {
        unreachable!("a body is a struct of plain fields");
    };
    let register = fact.body.register();
    for (name, value) in changes {
        let Some(value) = value else {
            fields.remove(name);
            continue;
        };
        let field = register.fields.iter().find(|field| field.name == name);
        let value = match field.map_or(Kind::Text, |field| field.kind) {
            Kind::List => value.split(';').filter(|item| !item.is_empty()).collect::<Vec<_>>().into(),
            Kind::Number => {
                let entry = value.strip_prefix('@').unwrap_or(value).parse::<i64>();
                entry.map_err(|_| format!("{name}: '{value}' is no entry; write @N"))?.into()
            }
            Kind::Year => value.parse::<i32>().map_err(|_| format!("{name}: '{value}' is no year"))?.into(),
            Kind::Flag => value.parse::<bool>().map_or_else(|_| value.as_str().into(), Value::Bool),
            Kind::Text => value.as_str().into(),
        };
        fields.insert(name.clone(), value);
    }
    fields.insert("kind".to_owned(), fact.body.kind().into());
    fields.insert("v".to_owned(), VERSION.into());
    read(&Value::Object(fields).to_string(), |_, why| why.to_string())
}

/// Writes bodies in the canonical form — one object, keys sorted, no blanks —, and tells whether one has it. The room is kept from one to the next.
#[derive(Debug, Default)]
pub(super) struct Canonical {
    /// The fields in the order in which they are declared.
    declared: Vec<u8>,
    /// Where each `"key":value` stands in it.
    fields: Vec<Range<usize>>,
    text: Vec<u8>,
}

impl Canonical {
    /// Reads a body that has to be in the canonical form.
    pub(super) fn read(&mut self, text: &str) -> Result<Fact, String> {
        let fact = decode(text)?;
        self.write(&fact);
        if self.text != text.as_bytes() {
            return Err("its body is not written in the one form that it can have".to_owned());
        }
        Ok(fact)
    }

    /// A body in the canonical form.
    pub(super) fn of(&mut self, fact: &Fact) -> &str {
        self.write(fact);
        std::str::from_utf8(&self.text).expect("JSON is text")
    }

    fn write(&mut self, fact: &Fact) {
        let Self { declared, fields, text } = self;
        declared.clear();
        fields.clear();
        text.clear();
        serde_json::to_writer(&mut *declared, &fact.body).expect("a body is a struct of plain fields");
        top_level(declared, fields);
        let mut add = |field: fmt::Arguments| {
            let start = declared.len();
            declared.write_fmt(field).expect("memory takes everything");
            fields.push(start..declared.len());
        };
        add(format_args!("\"kind\":\"{}\"", fact.body.kind()));
        add(format_args!("\"v\":{VERSION}"));
        if let Some(entry) = fact.replaces {
            add(format_args!("\"replaces\":{entry}"));
        }
        // A quotation mark comes before every letter of a key, so that the order of the fields is that of their keys.
        fields.sort_unstable_by(|a, b| declared[a.clone()].cmp(&declared[b.clone()]));
        text.push(b'{');
        for (place, field) in fields.iter().enumerate() {
            if place > 0 {
                text.push(b',');
            }
            text.extend_from_slice(&declared[field.clone()]);
        }
        text.push(b'}');
    }
}

/// Where the fields of an object stand in its text.
fn top_level(object: &[u8], fields: &mut Vec<Range<usize>>) {
    let (mut start, mut depth, mut at) = (1, 0, 0);
    while let Some(byte) = object.get(at) {
        match byte {
            b'"' => {
                at += 1;
                while object[at] != b'"' {
                    at += 1 + usize::from(object[at] == b'\\');
                }
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth -= 1,
            b',' if depth == 1 => {
                fields.push(start..at);
                start = at + 1;
            }
            _ => {}
        }
        at += 1;
    }
    fields.push(start..object.len() - 1);
}

/// What every body has beside the fields of its kind.
#[derive(Deserialize)]
struct Frame<'a> {
    #[serde(borrow, default)]
    kind: Cow<'a, str>,
    #[serde(default)]
    v: Value,
    replaces: Option<i64>,
}

impl Frame<'_> {
    const KEYS: [&'static str; 3] = ["kind", "v", "replaces"];
}

/// Reads a stored body; the error says what cannot be read, and in which field.
pub(super) fn decode(text: &str) -> Result<Fact, String> {
    read(text, in_field)
}

/// Reads a body; `tell` says what cannot be read of its fields.
fn read(text: &str, tell: impl FnOnce(&str, &serde_json::Error) -> String) -> Result<Fact, String> {
    let Frame { kind, v, replaces } = serde_json::from_str(text).map_err(|why| in_short(why.to_string()))?;
    if v != VERSION {
        let v = in_short(v.to_string());
        return Err(format!("its body has version {v}, this program knows {VERSION}"));
    }
    if Body::REGISTERS.iter().all(|register| register.word != kind) {
        let kind = in_short(kind.into_owned());
        return Err(format!("it records a '{kind}', which this program does not know"));
    }
    let body = Deserializer::from_str(text).deserialize_map(Fields(&kind));
    let body = body.map_err(|why: serde_json::Error| tell(text, &why))?;
    Ok(Fact { body, replaces })
}

/// As much of a text as somebody reads.
fn in_short(text: String) -> String {
    const LONGEST: usize = 400;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}\u{2026}", &text[..end]),
        None => text,
    }
}

/// What cannot be read, after the name of the field in which it stands.
fn in_field(object: &str, why: &serde_json::Error) -> String {
    let mut fields = Vec::new();
    top_level(object.as_bytes(), &mut fields);
    let said = in_short(why.to_string());
    // The whole of it is wrong, or what is said has the name of the field in it.
    if why.line() != 1 || said.contains(" field `") {
        return said;
    }
    // Counted from 1, and behind what was read last.
    let field = fields.into_iter().find(|field| field.contains(&why.column().saturating_sub(2)));
    let name = field.and_then(|field| object.get(field)?.strip_prefix('"')?.split('"').next());
    name.map_or(said.clone(), |name| format!("{name}: {said}"))
}

/// The fields of the register with this word, without what every body has.
struct Fields<'a>(&'a str);

impl<'de> Visitor<'de> for Fields<'_> {
    type Value = Body;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a body")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Body, A::Error> {
        let read = Body::read(self.0, MapAccessDeserializer::new(WithoutFrame(map)));
        read.unwrap_or_else(|| Err(serde::de::Error::custom("no register has this word")))
    }
}

struct WithoutFrame<A>(A);

#[derive(Deserialize)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'de, A: MapAccess<'de>> MapAccess<'de> for WithoutFrame<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        while let Some(Key(key)) = self.0.next_key()? {
            if !Frame::KEYS.contains(&&*key) {
                return seed.deserialize(key.into_deserializer()).map(Some);
            }
            self.0.next_value::<IgnoredAny>()?;
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.0.next_value_seed(seed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ActBody, ActKind, Confidence, Sources};

    fn encode(fact: &Fact) -> String {
        Canonical::default().of(fact).to_owned()
    }

    #[test]
    fn a_body_has_one_form() {
        let body = Body::Act(ActBody {
            note: Some(
                "a \"note\"
"
                .to_owned(),
            ),
            sources: Sources(vec!["TRB2007-10".to_owned()]),
            confidence: Confidence::Verified,
            ..ActBody::of("CETS 185", Some("IE"), ActKind::Signature, "2002-02-28".parse().ok())
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

    #[test]
    fn another_form_of_the_same_body_is_told_from_it() {
        let text = r#"{"citation":"a, \"b\": {c\\","code":"[X,","kind":"source","replaces":3,"v":1}"#;
        let mut canonical = Canonical::default();
        assert!(canonical.read(text).is_ok());
        for other in [
            text.replace(":3", ": 3"),
            text.replace("a, ", "\\u0061, "),
            text.replace(r#""kind":"source","replaces":3"#, r#""replaces":3,"kind":"source""#),
            text.replace(r#""v":1"#, r#""dated":null,"v":1"#),
            text.replace(r#""replaces":3"#, r#""replaces":3,"replaces":3"#),
            text.replace(r#""replaces":3"#, r#""replaces":null"#),
            text.replace(r#""v":1"#, r#""v":1.0"#),
            format!("{text} "),
        ] {
            assert!(canonical.read(&other).is_err(), "{other}");
        }
    }
}
