//! A file of a million entries: the seed, and acts of its States under treaties that are made up. It is made where it is
//! missing, and kept where `ACCEDE_BENCH_DB` names it.

use std::path::{Path, PathBuf};
use std::time::Instant;

use accede::model::{ActBody, ActKind, Body, Confidence, Date, Fact, Sources, TreatyBody};
use accede::read::seed;
use accede::store::Store;

pub const ENTRIES: usize = 1_000_000;
const TREATIES: usize = 2_000;

/// A State with no act under these treaties.
pub const ALONE: &str = "SM";

/// Runs `work` on the file.
pub fn with_a_million_entries<T>(work: impl FnOnce(&Path) -> T) -> T {
    let folder = std::env::temp_dir().join(format!("accede-bench-{}", std::process::id()));
    let kept = std::env::var_os("ACCEDE_BENCH_DB").map(PathBuf::from);
    let db = kept.clone().unwrap_or_else(|| folder.join("accede.db"));
    if !db.exists() {
        std::fs::create_dir_all(&folder).expect("a folder for the file");
        let start = Instant::now();
        Store::create(&db, &facts(), seed::COMPILED_BY, seed::COMPILED_AT)
            .expect("a file of a million entries");
        println!("made a file of {ENTRIES} entries in {:.0?}", start.elapsed());
    }
    let done = work(&db);
    if kept.is_none() {
        std::fs::remove_dir_all(&folder).expect("the folder goes again");
    }
    done
}

/// The seed, and acts of its States under treaties that are made up.
fn facts() -> Vec<Fact> {
    let mut facts = seed::facts();
    let states: Vec<String> = facts
        .iter()
        .filter_map(|fact| match &fact.body {
            Body::Participant(body) if body.code.len() == 2 && body.code != ALONE => Some(body.code.clone()),
            _ => None,
        })
        .collect();
    let sources = Sources(vec!["MTDSG-XVIII16".to_owned()]);
    let opened_on: Date = "1990-01-01".parse().expect("a day");
    for number in 0..TREATIES {
        facts.push(
            Body::Treaty(TreatyBody {
                code: format!("BENCH {number}"),
                title: format!("Convention made up for a measurement, number {number}"),
                short_title: format!("Bench Convention {number}"),
                treaty_kind: "convention".to_owned(),
                subject: None,
                parent: None,
                depositary: "nobody".to_owned(),
                adopted_on: None,
                opened_on: Some(opened_on),
                opened_at: None,
                signature_closes_on: None,
                in_force_on: Some(opened_on),
                complete_to: None,
                statements_complete_to: None,
                note: None,
                sources: sources.clone(),
                confidence: Confidence::Unverified,
            })
            .into(),
        );
    }
    for act in 0..ENTRIES - facts.len() {
        // Treaty by treaty in turn, so that neighbours in the log are not neighbours in an index.
        let (round, number) = (act / TREATIES, act % TREATIES);
        let kinds = [ActKind::Signature, ActKind::Ratification, ActKind::Denunciation];
        let after = i64::try_from(round * 20 + number % 19).expect("a few thousand days");
        facts.push(
            Body::Act(ActBody {
                note: (act % 5 == 0).then(|| "as the depositary's table has it".to_owned()),
                sources: sources.clone(),
                confidence: Confidence::Consistent,
                ..ActBody::of(
                    &format!("BENCH {number}"),
                    Some(&states[(round * 7 + number) % states.len()]),
                    kinds[round / states.len() % kinds.len()],
                    opened_on.plus_days(after),
                )
            })
            .into(),
        );
    }
    facts
}
