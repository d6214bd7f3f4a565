//! Whose territory a participant is or was, read from DERIVED: by the remarks on it, by the territory of which it was a part, and
//! by the State of which it became independent.

use std::collections::HashMap;

use rusqlite::Connection;

use super::rows::{columns, select, select_with};
use crate::error::Result;
use crate::model::{Date, Origin, Whose};

/// A participant, as far as that says whose it is.
struct Tied {
    note: Option<String>,
    kind: String,
}

columns!(Tied { note = "note", kind = "kind" });

/// One from which a participant came.
struct Earlier {
    code: String,
    on: Date,
    how: String,
    kind: String,
}

columns!(Earlier { code = "e.predecessor", on = "e.\"on\"", how = "e.kind", kind = "p.kind" });

const PRESENT: &str = "FROM participant WHERE superseded_seq IS NULL";
const EARLIER: &str =
    "FROM predecessor e JOIN participant p ON p.code = e.predecessor WHERE e.\"on\" IS NOT NULL";
const IN_ORDER: &str = "ORDER BY e.\"on\", e.predecessor";

/// Of one.
pub(super) fn whose(connection: &Connection, code: &str) -> Result<Whose> {
    let mut kin = Kin::default();
    let mut wanted = vec![code.to_owned()];
    while let Some(code) = wanted.pop() {
        if kin.came_from.contains_key(&code) {
            continue;
        }
        kin.tied.extend(select_with(connection, "code", &format!("{PRESENT} AND code = ?1"), [&code])?);
        let rest = format!("{EARLIER} AND e.participant = ?1 {IN_ORDER}");
        let earlier: Vec<Earlier> = select(connection, &rest, [&code])?;
        wanted.extend(earlier.iter().filter(|it| it.kind == "territory").map(|it| it.code.clone()));
        kin.came_from.insert(code, earlier);
    }
    Ok(kin.whose(code, &mut Vec::new()))
}

/// Of each that is or was anybody's territory, by its code.
pub(super) fn of_all(connection: &Connection) -> Result<HashMap<String, Whose>> {
    let mut kin = Kin::default();
    kin.tied.extend(select_with(connection, "code", PRESENT, [])?);
    for (code, earlier) in select_with(connection, "e.participant", &format!("{EARLIER} {IN_ORDER}"), [])? {
        kin.came_from.entry(code).or_default().push(earlier);
    }
    let tied =
        kin.tied.iter().filter(|(code, tied)| tied.note.is_some() || kin.came_from.contains_key(*code));
    let all = tied.map(|(code, _)| (code.clone(), kin.whose(code, &mut Vec::new())));
    Ok(all.filter(|(_, whose)| !whose.is_nobodys()).collect())
}

/// Participants, with those from which they came.
#[derive(Default)]
struct Kin {
    tied: HashMap<String, Tied>,
    came_from: HashMap<String, Vec<Earlier>>,
}

impl Kin {
    /// Whose one is or was; `parts` are parts of it, or parts of its parts.
    fn whose(&self, code: &str, parts: &mut Vec<String>) -> Whose {
        let Some(tied) = self.tied.get(code) else { return Whose::default() };
        let mut origins = Vec::new();
        for earlier in self.came_from.get(code).into_iter().flatten() {
            match (earlier.how.as_str(), tied.kind.as_str(), earlier.kind.as_str()) {
                ("independent", "state" | "former-state", _) => {
                    origins.push(Origin::Independent(earlier.code.clone(), earlier.on));
                }
                ("separated" | "succeeds", "territory", "territory") => {
                    parts.push(code.to_owned());
                    let goes_round = parts.contains(&earlier.code);
                    let of = if goes_round { Whose::default() } else { self.whose(&earlier.code, parts) };
                    origins.push(Origin::PartOf(earlier.code.clone(), earlier.on, of));
                }
                _ => {}
            }
        }
        Whose::of(tied.note.as_deref(), origins)
    }
}
