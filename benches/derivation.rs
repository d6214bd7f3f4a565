//! Deriving every spell: one treaty with 200 participants and 500 acts beside 1,000,000 acts over 2,000 treaties. The
//! time per act must be flat: at most 1.3 times from the one to the other, measured in turns in one run.
//!
//! `cargo bench --bench derivation`

use std::hint::black_box;
use std::time::{Duration, Instant};

use accede::law::{Case, Clause, Relations, Treaty, World, derive};
use accede::model::{Act, ActKind, Date};
use accede::read::seed;
use accede::store::{Access, Store};

const PARTICIPANTS: usize = 200;
const ACTS: usize = 500;
const TREATIES: usize = 2_000;
const ROUNDS: usize = 5;
const LIMIT: f64 = 1.3;

fn main() {
    let folder = std::env::temp_dir().join(format!("accede-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for the seed");
    let db = folder.join("accede.db");
    Store::create(&db, &seed::facts(), seed::COMPILED_BY, seed::COMPILED_AT).expect("a seeded file");
    let world =
        Store::open(&db, Access::Read).and_then(|store| store.world()).expect("the world of the seed");
    std::fs::remove_dir_all(&folder).expect("the folder goes again");

    let mut codes: Vec<&String> = world.persons.keys().filter(|code| code.len() == 2).collect();
    codes.sort();
    let treaties: Vec<Vec<Act>> = (0..TREATIES).map(|number| acts(&codes, &world, number)).collect();
    let treaty = treaty();
    let relations = Relations::default();
    let time = |acts: &[Act]| {
        let case = Case { treaty: &treaty, acts, treaty_acts: &[], world: &world, relations: &relations };
        let start = Instant::now();
        black_box(derive(black_box(&case)));
        start.elapsed()
    };

    let mut ratios = Vec::new();
    println!("| acts | per act, one treaty | per act, {TREATIES} treaties | ratio |\n|---|---|---|---|");
    for _ in 0..ROUNDS {
        // As many derivations of the one as of the many, so that both run as long.
        let one: Duration = (0..TREATIES).map(|_| time(&treaties[TREATIES / 2])).sum();
        let many: Duration = treaties.iter().map(|acts| time(acts)).sum();
        let ratio = many.as_secs_f64() / one.as_secs_f64();
        let per_act = |all: Duration| all.as_nanos() / (TREATIES * ACTS) as u128;
        println!("| {} | {} ns | {} ns | {ratio:.2} |", TREATIES * ACTS, per_act(one), per_act(many));
        ratios.push(ratio);
    }
    ratios.sort_by(f64::total_cmp);
    let median = ratios[ROUNDS / 2];
    println!("\nmedian ratio {median:.2}, limit {LIMIT}");
    if median > LIMIT {
        std::process::exit(1);
    }
}

/// Signatures, consents and some exits, spread over participants and days in a way that differs from treaty to treaty.
fn acts(codes: &[&String], world: &World, number: usize) -> Vec<Act> {
    let opened: Date = "1990-01-01".parse().expect("a day");
    let kinds = [ActKind::Signature, ActKind::Ratification, ActKind::Denunciation];
    let place = |act: usize| {
        let who = codes[(act * 7 + number) % PARTICIPANTS.min(codes.len())];
        let after = (act / PARTICIPANTS) * 2_000 + (act * 7_919 + number * 104_729) % 1_900;
        let after = i64::try_from(after).expect("a few thousand days");
        (who, opened.plus_days(after).expect("a day of this calendar"))
    };
    (1..)
        .zip(0..ACTS)
        .map(|(id, act)| {
            let (who, day) = place(act);
            Act { done_by: world.doer(who, day), ..Act::of(id, who, kinds[act / PARTICIPANTS], day) }
        })
        .collect()
}

fn treaty() -> Treaty {
    let clauses = [
        ("threshold", "treaty", "AND(count(40, not_additional_to_members), group(10, EU))"),
        ("effect", "treaty", "D(90)"),
        ("effect", "consent", "MF(3)"),
        ("withdrawal", "denunciation", "Y(1)"),
    ];
    let read = |(id, (kind, to, rule)): (i64, (&str, &str, &str))| {
        Clause::read(id, kind, to, rule, "art. 1").expect("a clause")
    };
    Treaty {
        amends: Vec::new(),
        code: "BENCH".to_owned(),
        depositary: String::new(),
        adopted_on: None,
        opened_on: "1990-01-01".parse().ok(),
        signature_closes_on: None,
        in_force_on: None,
        clauses: (1..).zip(clauses).map(read).collect(),
    }
}
