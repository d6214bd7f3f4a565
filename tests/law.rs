//! Cases of law, as tables that a lawyer can read and extend.

use std::collections::{BTreeSet, HashMap};

use crate::support::{Place, cases};
use accede::law::{
    Case, Clause, Codes, Departure, Derived, Effect, Elsewhere, Finding, Holds, Moments, Question, Relations,
    Rule, SpansByCode, Statement, StatementEffect, Succession, Survival, Treaty, Wait, World, assessed_acts,
    bilateral_relation, carried_statements, conditions, consents_on, derive, entailed_by, examine,
    statement_effects,
};
use accede::model::{Act, ActKind, Date, Mode, Span, Stance, StatementKind, Status};
use accede::store::Store;

fn day(text: &str) -> Date {
    text.parse().unwrap_or_else(|why| panic!("{why}"))
}

/// Days of effect: the rule from the trigger, and not before the floor, where there is one.
#[test]
fn effect_dates() {
    let published = cases("law/effect_dates.csv");
    let boundaries = cases("law/effect_boundaries.csv");
    assert!(published.len() >= 145 && boundaries.len() >= 400);
    for case in published.into_iter().chain(boundaries) {
        let floor: Option<Date> = case["floor_date"].parse().ok();
        let effect = Effect::read(&case["rule"]).unwrap_or_else(|why| panic!("{}: {why}", case["id"]));
        let moments = Moments { in_force_on: floor, ..Moments::default() };
        let own = effect.apply(day(&case["trigger_date"]), &moments).unwrap();
        let found = floor.map_or(own, |floor| own.max(floor));
        assert_eq!(found.to_string(), case["expected_effective"], "{} {}", case["id"], case["event"]);
    }
}

/// Rules that count from other days than the trigger; where no day can be computed, none is expected.
#[test]
fn effect_dates_that_depend_on_other_days() {
    for case in cases("law/effect_contexts.csv") {
        let others: HashMap<String, Date> = case["others"]
            .split(';')
            .filter_map(|pair| pair.split_once('='))
            .map(|(treaty, on)| (treaty.to_owned(), day(on)))
            .collect();
        let moments = Moments {
            in_force_on: case["in_force"].parse().ok(),
            opened_on: case["opened"].parse().ok(),
            adopted_on: case["adopted"].parse().ok(),
            specified_on: case["specified"].parse().ok(),
            others: Some(&others),
        };
        let effect = Effect::read(&case["rule"]).unwrap_or_else(|why| panic!("{}: {why}", case["id"]));
        let found = effect.apply(day(&case["trigger"]), &moments);
        let shown = found.as_ref().map_or(String::new(), Date::to_string);
        assert_eq!(shown, case["expected"], "{}: {} ({found:?})", case["id"], case["why"]);
    }
}

/// Thresholds replayed over the instruments of the time: as recorded, and as one gets it wrong.
#[test]
fn thresholds_replayed() {
    let place = Place::new();
    let world = place.store().world().unwrap();
    let instruments = cases("law/threshold_instruments.csv");
    let replays = cases("law/threshold_replays.csv");
    assert!(replays.len() >= 43);
    for replay in replays {
        let which = format!("{}, {}", replay["treaty"], replay["variant"]);
        let today_only = replay["variant"].contains("without dissolved States");
        let acts: Vec<Act> = (1..)
            .zip(&instruments)
            .filter(|(_, row)| {
                row["treaty"] == replay["treaty"] && !(today_only && row["from"] == "dissolved")
            })
            .map(|(id, row)| act(id, &world, &row["participant"], &row["act"], day(&row["date"]), None))
            .collect();
        let treaty = treaty(
            "1900-01-01",
            &[("threshold", "treaty", &replay["rule"]), ("effect", "treaty", &replay["effect"])],
        );
        let relations = Relations::default();
        let case =
            Case { treaty: &treaty, acts: &acts, treaty_acts: &[], world: &world, relations: &relations };
        let entry = derive(&case).entry;
        assert_eq!(entry.met_on, replay["met_on"].parse().ok(), "{which}");
        let by = acts.iter().find(|act| Some(act.id) == entry.met_by).unwrap();
        let expected: Vec<&str> = replay["met_by"].split(' ').collect();
        assert!(expected.contains(&by.participant.as_str()), "{which}: {}, not {expected:?}", by.participant);
        if replay["variant"] == "as recorded" {
            assert_eq!(entry.computed_on, replay["in_force_on"].parse().ok(), "{which}");
            let eve = conditions(&case, entry.met_on.unwrap().plus_days(-1).unwrap()).unwrap().0;
            assert!(!eve.shortfalls(&*world).is_empty(), "{which}");
        }
    }
}

/// What each condition asks: how far it is met on a day, and on which day it is met.
#[test]
fn conditions_one_by_one() {
    let place = Place::new();
    let known = place.store().world().unwrap();
    let cases = cases("law/conditions.csv");
    assert!(cases.len() >= 45);
    for case in cases {
        let which = format!("{}: {}", case["rule"], case["why"]);
        let (mut world, mut relations) = (World::clone(&known), Relations::default());
        for row in parts(&case["weights"]) {
            let [table, code, weight, ref since @ ..] = row.split(' ').collect::<Vec<_>>()[..] else {
                panic!("{which}: {row}")
            };
            let of = world.weights.entry(table.to_owned()).or_default().entry(code.to_owned()).or_default();
            of.insert(since.first().map_or(Date::FIRST, |since| day(since)), weight.parse().unwrap());
        }
        for other in parts(&case["others"]) {
            let (treaty, who) = other.split_once('=').unwrap_or_else(|| panic!("{which}: {other}"));
            if who.is_empty() {
                relations.without_acts.insert(treaty.to_owned());
                continue;
            }
            let spans = who.split(' ').map(|code| (code.to_owned(), vec![Span::from(day("1900-01-01"))]));
            let spans: SpansByCode = spans.collect();
            relations.in_force.insert(treaty.to_owned(), day("1900-01-01"));
            for of in [&mut relations.bound, &mut relations.consented, &mut relations.signed] {
                of.insert(treaty.to_owned(), spans.clone());
            }
        }
        let (acts, _) = acts_of(&case["acts"], &world);
        let treaty = treaty("1900-01-01", &[("threshold", "treaty", &case["rule"])]);
        let law =
            Case { treaty: &treaty, acts: &acts, treaty_acts: &[], world: &world, relations: &relations };
        let condition = conditions(&law, day(&case["on"])).unwrap().0;
        let found = [
            condition.holds.word().to_owned(),
            condition.there.to_string(),
            condition.needed.to_string(),
            condition.missing.join(" "),
            derive(&law).entry.met_on.map_or_else(String::new, |met| met.to_string()),
        ];
        let expected = ["holds", "there", "needed", "missing", "met_on"].map(|name| case[name].clone());
        assert_eq!(found, expected, "{which}");
        let said = condition.shortfalls(&world).join("; ");
        assert_eq!(said.is_empty(), condition.holds == Holds::Yes, "{which}: {said}");
    }
}

/// Treaties of the seed whose conditions are shares, weights and sets: the days that are published, or undetermined.
#[test]
fn conditions_of_the_seed() {
    let place = Place::whole();
    let store = place.store();
    let known = store.world().unwrap();
    for (treaty, met_on, by, in_force_on, undetermined_on) in [
        ("OAS A-41", "1951-12-13", "US", "1951-12-13", ""),
        ("UN I-5-a", "1965-08-31", "US", "1965-08-31", ""),
        ("WIPO CONVENTION", "1970-01-26", "", "1970-04-26", ""),
        ("WIPO STRASBOURG", "", "", "", "1972-11-16"),
        ("IMO HKC", "", "", "", "2023-06-26"),
    ] {
        let dossier = store.dossier(treaty, &known).unwrap().unwrap();
        let entry = derive(&dossier.case(&known)).entry;
        assert_eq!(entry.met_on, met_on.parse().ok(), "{treaty}");
        assert_eq!(entry.computed_on, in_force_on.parse().ok(), "{treaty}");
        assert_eq!(entry.undetermined_on, undetermined_on.parse().ok(), "{treaty}");
        let met_by = dossier.acts.iter().find(|act| Some(act.id) == entry.met_by);
        assert!(by.is_empty() || met_by.unwrap().participant == by, "{treaty}: {met_by:?}");
    }
    // With the sums that were published for the 22 States, whosever they are.
    let dossier = store.dossier("IMO HKC", &known).unwrap().unwrap();
    let mut world = World::clone(&known);
    for act in dossier.acts.iter().filter(|act| act.kind.is_consent()) {
        let is_last = act.participant == "LR";
        for (table, weight) in [("IMO-TONNAGE", "45.81"), ("HKC-RECYCLING", "3.2"), ("HKC-TONNAGE", "100")] {
            let weight = if is_last { weight } else { "0" }.parse().unwrap();
            let of = world.weights.entry(table.to_owned()).or_default();
            of.entry(act.participant.clone()).or_default().insert(Date::FIRST, weight);
        }
    }
    let entry = derive(&dossier.case(&world)).entry;
    assert_eq!((entry.met_on, entry.computed_on), (Some(day("2023-06-26")), Some(day("2025-06-26"))));
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(';').map(str::trim).filter(|part| !part.is_empty())
}

#[test]
fn the_first_group_is_of_those_whose_consents_stood() {
    let place = Place::new();
    let world = place.store().world().unwrap();
    let clauses = [("threshold", "treaty", "count(3)"), ("effect", "treaty", "D(30)")];
    let treaty = treaty("1989-01-01", &clauses);
    let relations = Relations::default();
    for (acts, met_on, stood) in [
        // Each successor counts for itself, in the place of the one that has ended (1978 Vienna Convention arts 18(5), 36(5)).
        (
            "CSHH accession 1990-01-01, CZ succession 1993-02-22, SK succession 1993-05-28, AT accession 1994-01-01",
            "1994-01-01",
            "CZ SK AT",
        ),
        (
            "CSHH accession 1990-01-01, BE accession 1991-01-01, AT accession 1992-01-01",
            "1992-01-01",
            "CSHH BE AT",
        ),
        (
            "BE accession 1990-01-01, BE withdrawal-of-consent 1990-06-01, AT accession 1991-01-01, BG accession 1992-01-01, BE accession 1993-01-01",
            "1993-01-01",
            "AT BG BE",
        ),
    ] {
        let read = |(id, said): (i64, &str)| {
            let [who, kind, on] = said.split(' ').collect::<Vec<_>>()[..] else { panic!("{said}") };
            act(id, &world, who, kind, day(on), None)
        };
        let acts: Vec<Act> = (1..).zip(acts.split(", ")).map(read).collect();
        let case =
            Case { treaty: &treaty, acts: &acts, treaty_acts: &[], world: &world, relations: &relations };
        let met = derive(&case).entry.met_on;
        assert_eq!(met, met_on.parse().ok());
        let standing = consents_on(&case, met.unwrap());
        let who: Vec<&str> = acts
            .iter()
            .filter(|act| standing.contains(&act.id))
            .map(|act| act.participant.as_str())
            .collect();
        assert_eq!(who.join(" "), stood);
    }
}

fn treaty(opened: &str, clauses: &[(&str, &str, &str)]) -> Treaty {
    let read = |(id, (kind, applies_to, rule)): (i64, &(&str, &str, &str))| {
        Clause::read(id, kind, applies_to, rule, "art. 1").unwrap_or_else(|why| panic!("{why}"))
    };
    Treaty {
        code: "TEST".to_owned(),
        depositary: String::new(),
        adopted_on: None,
        opened_on: Some(day(opened)),
        signature_closes_on: None,
        in_force_on: None,
        amends: Vec::new(),
        clauses: (1..).zip(clauses).map(read).collect(),
    }
}

fn act(id: i64, world: &World, who: &str, kind: &str, on: Date, effective_on: Option<Date>) -> Act {
    let kind = ActKind::from_word(kind).unwrap_or_else(|| panic!("no act '{kind}'"));
    Act { done_by: world.doer(who, on), effective_on, ..Act::of(id, who, kind, on) }
}

/// `CODE act day [effective day] [notified day] [withdrawn] [scope words]`, or `* act day` for the whole treaty.
fn acts_of(text: &str, world: &World) -> (Vec<Act>, Vec<Act>) {
    let acts = (1..).zip(text.split(';').map(str::trim).filter(|text| !text.is_empty())).map(|(id, text)| {
        let words: Vec<&str> = text.split_whitespace().collect();
        let after = |word: &str| {
            let place = words.iter().position(|known| *known == word)?;
            Some(words[place + 1])
        };
        let who = if words[0] == "*" { "" } else { words[0] };
        let mut act = act(id, world, who, words[1], day(words[2]), after("effective").map(day));
        act.notified_on = after("notified").map(day);
        act.under = after("under").map(str::to_owned);
        act.withdrawn = words.contains(&"withdrawn");
        act.waits = words.contains(&"waits");
        act.scope = text.split_once(" scope ").map(|pair| pair.1.to_owned());
        act
    });
    acts.partition(|act| !act.participant.is_empty())
}

/// What a case gives: a treaty of the seed or one of its own, with rules beside its own, and the acts under it.
struct Given<'a> {
    treaty: Treaty,
    acts: Vec<Act>,
    treaty_acts: Vec<Act>,
    world: &'a World,
    relations: Relations,
}

impl<'a> Given<'a> {
    fn of(case: &HashMap<String, String>, store: &Store, world: &'a World) -> Self {
        let mut treaty = match store.dossier(&case["treaty"], world).unwrap() {
            Some(dossier) => dossier.treaty,
            None => treaty("1900-01-01", &[]),
        };
        let rules = case["rules"].split(';').map(str::trim).filter(|rule| !rule.is_empty());
        for (id, rule) in (1000..).zip(rules) {
            let words: Vec<&str> = rule.splitn(3, ' ').collect();
            match words[0] {
                "in_force_on" => treaty.in_force_on = words[1].parse().ok(),
                "opened_on" => treaty.opened_on = words[1].parse().ok(),
                kind => treaty.clauses.push(Clause::read(id, kind, words[1], words[2], "art. 1").unwrap()),
            }
        }
        let (acts, treaty_acts) = acts_of(&case["acts"], world);
        Self { treaty, acts, treaty_acts, world, relations: Relations::default() }
    }

    fn law(&self) -> Case<'_> {
        Case {
            treaty: &self.treaty,
            acts: &self.acts,
            treaty_acts: &self.treaty_acts,
            world: self.world,
            relations: &self.relations,
        }
    }
}

/// Each case is a sequence of acts under a treaty of the seed, or under the rules that it gives, and the status
/// expected on named days: `CODE day status`, with the modes beside it after a `+`.
#[test]
fn spells_of_real_and_made_up_cases() {
    let place = Place::new();
    let store = place.store();
    let world = store.world().unwrap();
    let cases = cases("law/spells.csv");
    assert!(cases.len() >= 40);
    for case in cases {
        let name = &case["case"];
        let given = Given::of(&case, &store, &world);
        let law = given.law();
        let derived = derive(&law);
        for expected in case["expected"].split(';').map(str::trim) {
            let words: Vec<&str> = expected.split_whitespace().collect();
            let (who, on) = (words[0], day(words[1]));
            let spell = derived.spells.iter().find(|spell| {
                spell.participant == who && spell.since <= on && spell.until.is_none_or(|until| on < until)
            });
            let mut found = spell.map_or(Status::None, |spell| spell.status).to_string();
            let modes = derived.modes.iter().filter(|mode| mode.participant == who && mode.span().holds(on));
            for mode in modes.map(|mode| mode.mode).collect::<BTreeSet<Mode>>() {
                found = format!("{found}+{mode}");
            }
            assert_eq!(found, words[2], "{name}: {who} on {on}");
        }
        for code in derived.spells.iter().map(|spell| spell.participant.as_str()).collect::<BTreeSet<_>>() {
            assert!(!assessed_acts(&law, code).is_empty(), "{name}: {code}");
        }
    }
}

/// Each case: acts that are recorded, one that somebody wants to record, and what the law says of it: `normal`, or
/// `refused: …` or `unusual: …` with a part of what it says.
#[test]
fn what_may_be_recorded() {
    let place = Place::new();
    let store = place.store();
    let world = store.world().unwrap();
    let rows = cases("law/entries.csv");
    assert!(rows.len() >= 30);
    for case in rows {
        let name = &case["case"];
        let given = Given::of(&case, &store, &world);
        let mut new = acts_of(&case["act"], &world).0.remove(0);
        new.id = Act::NOT_RECORDED;
        let with = [given.acts.clone(), vec![new.clone()]].concat();
        let law = given.law();
        let question = Question {
            act: &new,
            case: law,
            with: &with,
            last: None,
            in_force_on: law.treaty.in_force_on.or(derive(&law).entry.on),
            dependents: &[],
            today: day("2026-11-30"),
        };
        let findings = examine(&question).findings;
        let (verdict, part) = case["says"].split_once(": ").unwrap_or((case["says"].as_str(), ""));
        let holds = match verdict {
            "normal" => findings.is_empty(),
            "refused" => {
                findings.iter().any(|it| matches!(it, Finding::Refused(text) if text.contains(part)))
            }
            "unusual" => {
                let refused = findings.iter().any(|it| matches!(it, Finding::Refused(_)));
                !refused
                    && findings.iter().any(|it| matches!(it, Finding::Unusual(text) if text.contains(part)))
            }
            other => panic!("{name}: what is '{other}'?"),
        };
        assert!(holds, "{name}: {findings:?}");
    }
}

/// Each case: acts, and who left by which act (`@N`, by its place among them) of which consent, with what came of it.
#[test]
fn departures_of_real_and_made_up_cases() {
    expect("law/departures.csv", |derived| {
        let row = |row: &Departure| {
            let by = |on: Option<Date>, by: Option<i64>, word: &str| {
                on.zip(by).map_or_else(String::new, |(on, by)| format!(" {word} {on} by @{by}"))
            };
            let on = |word: &str, on: Option<Date>| on.map_or_else(String::new, |on| format!(" {word} {on}"));
            let consent = row.consent.map_or_else(String::new, |consent| format!(" of @{consent}"));
            [
                format!("{} @{}{consent}", row.participant, row.act),
                (if row.is_dated { "" } else { " undated" }).to_owned(),
                on("effective", row.effective_on),
                by(row.overtaken_on, row.overtaken_by, "overtaken"),
                by(row.revoked_on, row.revoked_by, "revoked"),
                by(row.returned_on, row.returned_by, "returned"),
                on("in force", row.back_on),
            ]
            .concat()
        };
        derived.departures.iter().map(row).collect()
    });
}

/// Each case: acts, and who came by succession of States by which act (`@N`), from whom, from when and how long after.
#[test]
fn successions_of_real_and_made_up_cases() {
    expect("law/successions.csv", |derived| {
        let row = |row: &Succession| {
            let on = |word: &str, on: Option<Date>| on.map_or_else(String::new, |on| format!(" {word} {on}"));
            let days = |word: &str, days: Option<i64>| {
                days.map_or_else(String::new, |days| format!(" {word} {days}"))
            };
            [
                format!("{} @{} {} of {}", row.participant, row.act, row.kind.word(), row.predecessors),
                on("since", Some(row.since)),
                on("until", row.until),
                on("succeeded", row.succeeded_on),
                on("independent", row.independent_on),
                on("in force", row.in_force_on),
                days("gap", row.days_to_notification),
                days("delay", row.days_to_force),
            ]
            .concat()
            .replace(';', "+")
        };
        derived.successions.iter().map(row).collect()
    });
}

/// What follows in each case of a table, row by row, in the order in which it is kept.
fn expect(file: &str, rows: impl Fn(&Derived) -> Vec<String>) {
    let place = Place::new();
    let store = place.store();
    let world = store.world().unwrap();
    let mut wrong = Vec::new();
    for case in cases(file) {
        let given = Given::of(&case, &store, &world);
        let found = rows(&derive(&given.law())).join("; ");
        if found != case["expected"] {
            wrong.push(format!("{}:\n  {found}\n  {}", case["case"], case["expected"]));
        }
    }
    assert!(wrong.is_empty(), "found and expected differ\n{}", wrong.join("\n"));
}

/// `N CODE kind day [to N] [towards CODE] [about kind] [articles 9;22] [notified day] [effective day] [precluding|severing]`.
fn statements_of(text: &str) -> Vec<Statement> {
    let statements = text.split(';').map(str::trim).filter(|text| !text.is_empty()).map(|text| {
        let words: Vec<&str> = text.split_whitespace().collect();
        let after = |word: &str| {
            let place = words.iter().position(|known| *known == word)?;
            Some(words[place + 1])
        };
        let stance = words.last().and_then(|word| Stance::from_word(word)).unwrap_or_default();
        Statement {
            id: words[0].parse().unwrap(),
            participant: words[1].to_owned(),
            kind: StatementKind::from_word(words[2]).unwrap_or_else(|| panic!("no statement '{}'", words[2])),
            articles: after("articles")
                .into_iter()
                .flat_map(|list| list.split(','))
                .map(str::to_owned)
                .collect(),
            earliest: day(after("earliest").unwrap_or(words[3])),
            day: day(words[3]),
            notified_on: after("notified").map(day),
            effective_on: after("effective").map(day),
            lapses_on: after("lapses").map(day),
            refers_to: after("to").map(|id| id.parse().unwrap()),
            towards: after("towards").map(str::to_owned),
            stance,
            about: after("about").and_then(StatementKind::from_word),
            late: words.contains(&"late"),
        }
    });
    statements.collect()
}

/// Each case: acts and statements under a treaty of the seed, or under the rules that it gives, and whether two are bound
/// to each other on named days. The order of the two makes no difference.
#[test]
fn bound_to_each_other() {
    let place = Place::new();
    let store = place.store();
    let world = store.world().unwrap();
    for case in cases("law/pairs.csv") {
        let name = &case["case"];
        let given = Given::of(&case, &store, &world);
        let law = given.law();
        let statements = statements_of(&case["statements"]);
        let spells = derive(&law).spells;
        let days = |code: &str| -> Vec<Span> {
            let own = spells.iter().filter(|spell| spell.participant == code && spell.status.bound());
            own.map(|spell| Span { since: spell.since, until: spell.until }).collect()
        };
        for expected in case["expected"].split(';').map(str::trim) {
            let words: Vec<&str> = expected.split_whitespace().collect();
            let on = day(words[2]);
            for (a, b) in [(words[0], words[1]), (words[1], words[0])] {
                let bond = bilateral_relation(&law, &statements, (a, b), [&days(a), &days(b)]);
                let found = bond.spans.iter().any(|span| span.holds(on));
                assert_eq!(
                    if found { "yes" } else { "no" },
                    words[3],
                    "{name}: {a} and {b} on {on}: {bond:?}"
                );
                let both = bond.joint.iter().any(|span| span.holds(on));
                let cut = bond.cuts.iter().any(|cut| cut.span.holds(on));
                assert_eq!(found, both && !cut, "{name}: what keeps {a} and {b} apart is told");
            }
        }
    }
}

/// Each case: acts and statements under the rules that it gives, who was bound when by the treaty that it amends
/// (`CODE since until`, by consent on the first day), and who is bound without a consent of its own, how and when.
#[test]
fn bound_without_consent() {
    let place = Place::new();
    let store = place.store();
    let world = store.world().unwrap();
    let mut wrong = Vec::new();
    for case in cases("law/bound_without_consent.csv") {
        let mut given = Given::of(&case, &store, &world);
        given.treaty.amends.extend((!case["amends"].is_empty()).then(|| case["amends"].clone()));
        let parties = case["parties"].split(';').map(str::trim).filter(|text| !text.is_empty());
        for text in parties {
            let words: Vec<&str> = text.split_whitespace().collect();
            let span = Span { since: day(words[1]), until: words.get(2).map(|until| day(until)) };
            for of in [&mut given.relations.bound, &mut given.relations.consented] {
                of.entry("PARENT".to_owned()).or_default().entry(words[0].to_owned()).or_default().push(span);
            }
        }
        given.relations.statements = statements_of(&case["statements"]);
        let derived = derive(&given.law());
        let found = derived.modes.iter().filter(|mode| mode.mode.binds()).map(|mode| {
            let until = mode.until.map_or_else(String::new, |until| format!(" {until}"));
            format!("{} {} {}{until}", mode.participant, mode.mode, mode.since)
        });
        let found = found.collect::<Vec<_>>().join("; ");
        if found != case["expected"] {
            wrong.push(format!("{}:\n  {found}\n  {}", case["case"], case["expected"]));
        }
        let consents = derived.spells.iter().filter(|spell| spell.status.consented());
        assert!(
            consents
                .into_iter()
                .all(|spell| given.acts.iter().any(|act| act.participant == spell.participant))
        );
    }
    assert!(wrong.is_empty(), "found and expected differ\n{}", wrong.join("\n"));
}

/// Each case: acts under the rules that it gives, those under another treaty (`PARENT`) that may be consent to this one, and
/// statements; and what follows: `CODE day status` with the modes beside it after a `+`, `entry met day` or `entry on day` for
/// the treaty itself, and `entailed` with those whose consent follows from that other treaty.
#[test]
fn consents_that_follow_from_something_else_or_wait_for_it() {
    let place = Place::new();
    let store = place.store();
    let world = store.world().unwrap();
    let mut wrong = Vec::new();
    for case in cases("law/linked_consents.csv") {
        let mut given = Given::of(&case, &store, &world);
        given.relations.statements = statements_of(&case["statements"]);
        let elsewhere = acts_of(&case["elsewhere"], &world).0;
        let elsewhere: Vec<Act> = (500..).zip(elsewhere).map(|(id, act)| Act { id, ..act }).collect();
        let linked = given.treaty.entailments().flat_map(|(rule, _)| {
            elsewhere.iter().filter_map(|act| entailed_by(rule, act)).collect::<Vec<_>>()
        });
        given.relations.linked_acts = linked.collect();
        let derived = derive(&given.law());
        for expected in case["expected"].split(';').map(str::trim) {
            let words: Vec<&str> = expected.split_whitespace().collect();
            let shown = |day: Option<Date>| day.map_or_else(|| "none".to_owned(), |day| day.to_string());
            let found = match words[..] {
                ["entry", "met", _] => format!("entry met {}", shown(derived.entry.met_on)),
                ["entry", "on", _] => format!("entry on {}", shown(derived.entry.on)),
                ["entailed", ..] => {
                    let mut who: Vec<&str> = derived.entailed.iter().map(|it| &*it.participant).collect();
                    who.extend(who.is_empty().then_some("none"));
                    format!("entailed {}", who.join(" "))
                }
                [who, on, _] => {
                    let on = day(on);
                    let spell = derived.spells.iter().find(|spell| spell.is_of(who, on));
                    let status = spell.map_or(Status::None, |spell| spell.status);
                    let modes =
                        derived.modes.iter().filter(|mode| mode.participant == who && mode.span().holds(on));
                    let mut found = format!("{who} {on} {status}");
                    modes.for_each(|mode| found.extend(["+", mode.mode.word()]));
                    found
                }
                _ => panic!("{expected}"),
            };
            if found != expected {
                wrong.push(format!("{}:\n  {found}\n  {expected}", case["case"]));
            }
        }
        for code in derived.spells.iter().map(|spell| spell.participant.as_str()).collect::<BTreeSet<_>>() {
            assert!(!assessed_acts(&given.law(), code).is_empty(), "{}: {code}", case["case"]);
        }
        let mut other_way = given.acts.clone();
        other_way.reverse();
        let again = derive(&Case { acts: &other_way, ..given.law() });
        assert_eq!((again.spells, again.modes), (derived.spells, derived.modes), "{}", case["case"]);
    }
    assert!(wrong.is_empty(), "found and expected differ\n{}", wrong.join("\n"));
}

/// Each case: acts and statements under the rules that it gives, statements under another treaty (`PARENT`), each with the day
/// `until` which it stands there, and those of them that stand under this one too: `CODE N since until`, with the day from which
/// one may stand whose own day is not known.
#[test]
fn statements_under_another_treaty_that_stand_here_too() {
    let place = Place::new();
    let store = place.store();
    let world = store.world().unwrap();
    let mut wrong = Vec::new();
    for case in cases("law/carried_statements.csv") {
        let given = Given::of(&case, &store, &world);
        let law = given.law();
        let statements = statements_of(&case["statements"]);
        let courses = statement_effects(&law, &statements);
        let texts = case["elsewhere"].split(';');
        let elsewhere = texts.zip(statements_of(&case["elsewhere"])).map(|(text, statement)| Elsewhere {
            treaty: "PARENT".to_owned(),
            span: Span {
                since: statement.day,
                until: text.split_once(" until ").map(|(_, on)| day(on.trim())),
            },
            statement,
        });
        let elsewhere: Vec<Elsewhere> = elsewhere.collect();
        let carried = carried_statements(&law, (&statements, &courses), &elsewhere);
        let found = carried.iter().map(|it| {
            let until = it.until.map_or_else(|| "on".to_owned(), |until| until.to_string());
            let perhaps = it.earliest.map_or_else(String::new, |on| format!(" perhaps {on}"));
            format!("{} {} {} {until}{perhaps}", it.participant, it.statement, it.since)
        });
        let found = found.collect::<Vec<_>>().join("; ");
        let found = if found.is_empty() { "none".to_owned() } else { found };
        if found != case["expected"] {
            wrong.push(format!("{}:\n  {found}\n  {}", case["case"], case["expected"]));
        }
    }
    assert!(wrong.is_empty(), "found and expected differ\n{}", wrong.join("\n"));
}

/// Every rule that can be written reads back as itself, and no two say the same in English.
#[test]
fn rules_read_back_as_themselves() {
    let place = Place::new();
    let store = place.store();
    let mut rules: BTreeSet<(String, String)> =
        cases("law/rules.csv").into_iter().map(|case| (case["kind"].clone(), case["rule"].clone())).collect();
    for case in cases("law/effect_boundaries.csv").into_iter().chain(cases("law/effect_contexts.csv")) {
        rules.insert(("effect".to_owned(), case["rule"].clone()));
    }
    for treaty in store.treaties().unwrap() {
        rules.extend(
            store.clauses(&treaty.code).unwrap().into_iter().map(|clause| (clause.kind, clause.rule)),
        );
    }
    assert!(rules.len() > 200);
    let mut said: HashMap<(String, String), String> = HashMap::new();
    for (kind, text) in rules {
        let rule = Rule::read(&kind, &text).unwrap_or_else(|why| panic!("{why}"));
        let written = rule.to_string();
        assert_eq!(Rule::read(&kind, &written).unwrap(), rule, "{kind} {text}");
        let words = rule.in_words("deposit", &Codes);
        let earlier = said.insert((kind.clone(), words.clone()), written.clone());
        assert!(earlier.is_none_or(|earlier| earlier == written), "{kind} {written}: {words}");
    }
}

/// Rules in plain English.
#[test]
fn rules_in_plain_english() {
    let place = Place::new();
    let world = place.store().world().unwrap();
    for case in cases("law/rules.csv") {
        let rule = Rule::read(&case["kind"], &case["rule"]).unwrap_or_else(|why| panic!("{why}"));
        assert_eq!(rule.in_words("deposit", &*world), case["in_words"], "{}", case["rule"]);
    }
}

#[test]
fn a_rule_that_cannot_be_read_says_where() {
    for case in cases("law/rules_refused.csv") {
        let why = Rule::read(&case["kind"], &case["rule"]).unwrap_err();
        assert_eq!(why.at.to_string(), case["at"], "{}: {why}", case["rule"]);
        assert!(why.to_string().contains(&case["says"]), "{}: {why}", case["rule"]);
    }
    let deep = "max(".repeat(40);
    assert!(Effect::read(&deep).unwrap_err().to_string().contains("too many brackets"));
}

/// Each kind of participant's act, in each status, has its verdict in the table of the law.
#[test]
fn the_table_of_transitions_is_the_one_described() {
    let said = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/data/transitions.csv")).unwrap();
    assert_eq!(
        said.lines().count() - 1,
        ActKind::ALL.into_iter().filter(|kind| kind.is_of_participant()).count()
    );
}

/// The 44 named States of the nuclear test ban, of which eight had not ratified; a ratification withdrawn makes it nine.
#[test]
fn a_withdrawn_ratification_is_missing_again() {
    let place = Place::new();
    let store = place.store();
    let world = store.world().unwrap();
    let dossier = store.dossier("UN XXVI-4", &world).unwrap().unwrap();
    let (threshold, _) = dossier.treaty.threshold().unwrap();
    let missing = ["CN", "EG", "IN", "IR", "IL", "KP", "PK", "US"];
    let mut acts: Vec<Act> = (1..)
        .zip(threshold.participants())
        .filter(|(_, code)| !missing.contains(code))
        .map(|(id, code)| act(id, &world, code, "ratification", day("2012-02-06"), None))
        .collect();
    assert_eq!(acts.len(), 36);
    acts.push(act(100, &world, "RU", "withdrawal-of-consent", day("2023-11-03"), None));
    let case = Case { acts: &acts, ..dossier.case(&world) };
    let still = |on: &str| {
        let (condition, _) = conditions(&case, day(on)).unwrap();
        condition.missing.iter().map(String::as_str).collect::<BTreeSet<_>>().len()
    };
    assert_eq!((still("2023-11-02"), still("2023-11-03")), (8, 9));
    assert_eq!(derive(&case).entry.met_on, None);
}

/// When statements were made, until when they can be objected to, whether they stand.
#[test]
fn courses_of_statements() {
    let place = Place::new();
    let store = place.store();
    let world = store.world().unwrap();
    let cases = cases("law/statements.csv");
    assert!(cases.len() >= 30);
    for case in cases {
        let name = &case["case"];
        let given = Given::of(&case, &store, &world);
        let law = given.law();
        let statements: Vec<Statement> =
            case["statements"].split(';').map(|text| statement(text.trim())).collect();
        let courses = statement_effects(&law, &statements);
        for expected in case["expected"].split(';').map(str::trim) {
            let (id, expected) = expected.split_once(' ').unwrap();
            let course = courses.iter().find(|course| course.id.to_string() == id).unwrap();
            let found = found_of(course, expected);
            assert_eq!(found, expected, "{name}: {id} {course:?}");
        }
    }
}

fn statement(text: &str) -> Statement {
    let words: Vec<&str> = text.split_whitespace().collect();
    let value = |key: &str| words.iter().find_map(|word| word.strip_prefix(key)?.strip_prefix('='));
    Statement {
        id: words[0].parse().unwrap(),
        participant: words[1].to_owned(),
        kind: StatementKind::from_word(words[2]).unwrap_or_else(|| panic!("no statement '{}'", words[2])),
        articles: value("art").map_or_else(Vec::new, |list| list.split('+').map(str::to_owned).collect()),
        earliest: day(words[3]),
        day: day(words[3]),
        notified_on: value("notified").map(day),
        effective_on: value("effective").map(day),
        lapses_on: value("lapses").map(day),
        refers_to: value("to").map(|id| id.parse().unwrap()),
        towards: value("towards").map(str::to_owned),
        stance: if words.contains(&"precluding") { Stance::Precluding } else { Stance::Simple },
        about: value("about").and_then(StatementKind::from_word),
        late: words.contains(&"late"),
    }
}

/// What is so of a course, in the form of what is expected of it.
fn found_of(course: &StatementEffect, expected: &str) -> String {
    let words: Vec<&str> = expected.split_whitespace().collect();
    let by = |entry: Option<i64>| entry.map_or_else(|| "nobody".to_owned(), |id| id.to_string());
    match words[0] {
        "made" => format!("made {}", course.made.word()),
        "about" => format!("about {}", by(course.about)),
        "ends" => course.end.map_or_else(String::new, |end| format!("ends {} by {}", end.on, by(end.by))),
        "stands" | "not" => {
            format!("{} {}", if course.stands(day(words[1])) { "stands" } else { "not" }, words[1])
        }
        "unconfirmed" | "open" => {
            format!(
                "{} {}",
                if course.is_unconfirmed(day(words[1])) { "unconfirmed" } else { "open" },
                words[1]
            )
        }
        "confirmed" => format!("confirmed {}", by(course.confirmed_by)),
        "barred" => format!("barred {}", by(course.barred_by)),
        "effect" => {
            let on = course.takes_effect_on.map_or_else(|| "never".to_owned(), |on| on.to_string());
            format!("effect {on}")
        }
        "not-allowed" => {
            let list = course.not_allowed.join("+");
            format!("not-allowed {}", if list.is_empty() { "none" } else { &list })
        }
        "acceptance" => {
            let state = course.establishment.as_ref().map(|it| it.state(day(words[1])).word());
            format!("acceptance {} {}", words[1], state.unwrap_or("not asked for"))
        }
        "counted" => {
            let it = course.establishment.as_ref();
            it.map_or_else(String::new, |it| format!("counted {}/{}", it.by.len(), it.among))
        }
        "no-window" => if course.window.is_none() { "no-window" } else { "a window" }.to_owned(),
        "window" => course.window.map_or_else(String::new, |window| {
            let estimated = if window.estimated { " estimated" } else { "" };
            format!("window {} {}{estimated}", window.opens_on, window.closes_on)
        }),
        "reaction" => {
            let reaction = course.reactions.iter().find(|reaction| reaction.id.to_string() == words[1]);
            let how = match reaction.map(|reaction| reaction.in_time) {
                Some(Some(true)) => "in-time",
                Some(Some(false)) => "late",
                Some(None) => "unknown",
                None => "missing",
            };
            format!("reaction {} {how}", words[1])
        }
        "means" => {
            let reaction = course.reactions.iter().find(|reaction| reaction.id.to_string() == words[1]);
            let effect = reaction.map_or("missing", |it| course.of_reaction(it, Date::LAST).word());
            format!("means {} {effect}", words[1])
        }
        word => panic!("what is '{word}'?"),
    }
}

/// `3` happened after three days, `3+` was watched for three days.
fn waits(text: &str) -> Vec<Wait> {
    let wait = |word: &str| {
        let days = word.trim_end_matches('+');
        Wait { days: days.parse().unwrap(), happened: days == word }
    };
    text.split_whitespace().map(wait).collect()
}

/// The days after which it had happened to one in four, one half, and three in four.
#[test]
fn durations() {
    let rows = cases("law/durations.csv");
    assert!(rows.len() >= 18, "{}", rows.len());
    for case in rows {
        let found = Survival::of(&waits(&case["waits"]));
        let quartiles = [found.quarter, found.median, found.three_quarters];
        let quartiles = quartiles.map(|days| days.map_or("-".to_owned(), |days| days.to_string()));
        assert_eq!(quartiles.join(" "), case["quartiles"], "{}", case["case"]);
    }
}
