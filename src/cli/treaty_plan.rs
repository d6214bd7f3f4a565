//! From a treaty file to the facts that have to be recorded: everything in it that the record does not say yet.

use std::collections::BTreeMap;

use super::treaty_check::{check, code_in_use};
use super::{resolve, usage};
use crate::error::{Error, Result};
use crate::law::{Clause, Rule};
use crate::model::{
    Body, ClauseBody, Confidence, Fact, RetractionBody, SourceBody, Sources, TreatyBody, TreatyLinkBody,
    TreatyNameBody,
};
use crate::names::fold;
use crate::read::treaty_file::{Item, TreatyFile};
use crate::store::{Store, TreatyFacts};

/// What is to be recorded.
#[derive(Debug, Clone)]
pub struct Plan {
    /// What is done, in words.
    pub what: String,
    /// What the reader should know.
    pub warnings: Vec<String>,
    steps: Vec<Step>,
    sources: KnownSources,
    source: Option<String>,
}

/// One fact to record; its sources are still as the file has them.
#[derive(Debug, Clone)]
struct Step {
    body: Body,
    sources: Vec<String>,
    replaces: Option<i64>,
}

/// The codes of those sources that the record has, by the code or the words that the file gives.
#[derive(Debug, Clone, Default)]
struct KnownSources(BTreeMap<String, String>);

impl Plan {
    /// Whether there is nothing to record.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// The facts, where the entry before them is `seen`; `given` is what `--source` names. A source that is new
    /// becomes an entry of its own before them, with the number of that entry as its code.
    #[must_use]
    pub fn facts(self, seen: i64, given: &Sources) -> Vec<Fact> {
        let mut codes = self.sources.0;
        let mut next = seen + 1;
        if let (Some(words), Some(code)) = (self.source, given.0.first()) {
            next += i64::from(*code == format!("@{next}"));
            codes.insert(words, code.clone());
        }
        let mut facts: Vec<Fact> = Vec::new();
        for words in self.steps.iter().flat_map(|step| &step.sources) {
            if !codes.contains_key(words) {
                let code = format!("@{next}");
                next += 1;
                codes.insert(words.clone(), code.clone());
                facts.push(Body::Source(SourceBody::of(&code, words)).into());
            }
        }
        facts.extend(self.steps.into_iter().map(|step| {
            let mut cited: Vec<String> = step.sources.iter().map(|words| codes[words].clone()).collect();
            cited.extend(given.0.iter().cloned());
            let mut sources = Sources::default();
            for code in cited {
                if !sources.0.contains(&code) {
                    sources.0.push(code);
                }
            }
            Fact { body: with_sources(step.body, sources), replaces: step.replaces }
        }));
        facts
    }
}

fn with_sources(body: Body, sources: Sources) -> Body {
    match body {
        Body::Treaty(body) => Body::Treaty(TreatyBody { sources, ..body }),
        Body::TreatyLink(body) => Body::TreatyLink(TreatyLinkBody { sources, ..body }),
        Body::Clause(body) => Body::Clause(ClauseBody { sources, ..body }),
        other => other,
    }
}

/// What it takes to record a new treaty; `source` is what `--source` names.
pub fn add(store: &Store, file: &TreatyFile, source: Option<&str>) -> Result<Plan> {
    let body = &file.treaty.body;
    let place = file.place(file.treaty.line("code"));
    if let Some(known) = code_in_use(store, &body.code)? {
        return Err(Error::Refused(if known == body.code {
            format!("{place}: {known} is already recorded; accede treaty amend records what differs")
        } else {
            format!("{place}: '{}' is a name of {known}; choose another code", body.code)
        }));
    }
    let warnings = check(store, file)?;
    let sources = known_sources(store, file, source)?;
    let desk = Desk { file, source, sources: &sources };
    let mut steps = vec![desk.step(&file.treaty, Body::Treaty(body.clone()), None)];
    steps.extend(names(file).into_iter().map(|name| Desk::name(name, None)));
    steps.extend(file.links.iter().map(|link| desk.step(link, Body::TreatyLink(link.body.clone()), None)));
    steps.extend(file.clauses.iter().map(|clause| desk.clause(clause, None)));
    Ok(Plan {
        what: format!("{} ({}): treaty added", body.short_title, body.code),
        warnings,
        steps,
        sources,
        source: source.map(str::to_owned),
    })
}

/// What it takes to bring the record of a treaty to what the file says.
pub fn amend(store: &Store, file: &TreatyFile, source: Option<&str>) -> Result<Plan> {
    let body = &file.treaty.body;
    let Some(facts) = store.treaty_facts(&body.code)? else {
        let place = file.place(file.treaty.line("code"));
        return Err(match resolve::treaty(store, &body.code) {
            Ok(row) => usage(format!("{place}: '{}' is a name of {}; write that code", body.code, row.code)),
            Err(Error::Unknown { candidates, .. }) => usage(format!(
                "{place}: no treaty has the code '{}'; nearest: {}; accede treaty add records a new one",
                body.code,
                candidates.join(", ")
            )),
            Err(error) => error,
        });
    };
    let warnings = check(store, file)?;
    let sources = known_sources(store, file, source)?;
    let desk = Desk { file, source, sources: &sources };
    let mut steps: Vec<Step> = desk.treaty(&facts).into_iter().collect();
    steps.extend(desk.names(&facts));
    steps.extend(desk.links(&facts));
    steps.extend(desk.clauses(&facts));
    let done = if steps.is_empty() { "unchanged" } else { "amended" };
    // What no longer counts goes first, so that a name can be given again.
    steps.sort_by_key(|step| match step.body {
        Body::Treaty(_) => 0,
        Body::Retraction(_) => 1,
        _ => 2,
    });
    Ok(Plan {
        what: format!("{} ({}): treaty {done}", body.short_title, body.code),
        warnings,
        steps,
        sources,
        source: source.map(str::to_owned),
    })
}

/// The names in the file that do not go without saying: its number and its titles find it anyway.
fn names(file: &TreatyFile) -> Vec<&TreatyNameBody> {
    let body = &file.treaty.body;
    let mut seen = vec![fold(&body.code), fold(&body.title), fold(&body.short_title)];
    let mut names = Vec::new();
    for (_, alias) in &file.aliases {
        let folded = fold(&alias.name);
        if !seen.contains(&folded) {
            seen.push(folded);
            names.push(alias);
        }
    }
    names
}

fn known_sources(store: &Store, file: &TreatyFile, source: Option<&str>) -> Result<KnownSources> {
    let of_items = [&file.treaty.sources]
        .into_iter()
        .chain(file.links.iter().map(|link| &link.sources))
        .chain(file.clauses.iter().map(|clause| &clause.sources));
    let mut known = KnownSources::default();
    for words in of_items.flatten().flatten().map(String::as_str).chain(source) {
        if !known.0.contains_key(words)
            && let Some(code) = store.source_called(words)?
        {
            known.0.insert(words.to_owned(), code);
        }
    }
    Ok(known)
}

/// Where the file is laid beside the record.
struct Desk<'a> {
    file: &'a TreatyFile,
    source: Option<&'a str>,
    sources: &'a KnownSources,
}

impl Desk<'_> {
    /// The sources that the file gives for an item: its own, else those of the treaty; none where neither has any.
    fn sources_of<'a, T>(&'a self, item: &'a Item<T>) -> Option<&'a Vec<String>> {
        item.sources.as_ref().or(self.file.treaty.sources.as_ref())
    }

    fn step<T>(&self, item: &Item<T>, body: Body, replaces: Option<i64>) -> Step {
        let sources = self.sources_of(item).cloned().unwrap_or_default();
        let supported = self.source.is_some() || sources.iter().any(|words| words != Sources::KNOWLEDGE);
        let confidence =
            item.confidence.unwrap_or(if supported { Confidence::Verified } else { Confidence::Unverified });
        let body = match body {
            Body::Treaty(body) => Body::Treaty(TreatyBody { confidence, ..body }),
            Body::TreatyLink(body) => Body::TreatyLink(TreatyLinkBody { confidence, ..body }),
            Body::Clause(body) => Body::Clause(ClauseBody { confidence, ..body }),
            other => other,
        };
        Step { body, sources, replaces }
    }

    fn name(name: &TreatyNameBody, replaces: Option<i64>) -> Step {
        Step { body: Body::TreatyName(name.clone()), sources: Vec::new(), replaces }
    }

    fn clause(&self, clause: &Item<ClauseBody>, replaces: Option<i64>) -> Step {
        let body = ClauseBody { rule: in_one_form(&clause.body), ..clause.body.clone() };
        self.step(clause, Body::Clause(body), replaces)
    }

    /// Whether the record supports a fact as the file does. What the file leaves out is no difference: neither
    /// that it names no sources, nor that the record has one more, which `--source` named before.
    fn same_support<T>(&self, item: &Item<T>, recorded: &Sources, confidence: Confidence) -> bool {
        let stands = |words: &String| self.sources.0.get(words).is_some_and(|code| recorded.0.contains(code));
        self.sources_of(item).is_none_or(|given| given.iter().all(stands))
            && item.confidence.is_none_or(|given| given == confidence)
    }

    fn treaty(&self, facts: &TreatyFacts) -> Option<Step> {
        let (entry, recorded) = &facts.treaty;
        let item = &self.file.treaty;
        let as_recorded = TreatyBody {
            sources: recorded.sources.clone(),
            confidence: recorded.confidence,
            ..item.body.clone()
        };
        let same =
            as_recorded == *recorded && self.same_support(item, &recorded.sources, recorded.confidence);
        (!same).then(|| self.step(item, Body::Treaty(item.body.clone()), Some(*entry)))
    }

    fn names(&self, facts: &TreatyFacts) -> Vec<Step> {
        let names = names(self.file);
        let matched = matched(
            &names,
            &facts.aliases,
            &[
                &|name, recorded| *name == recorded,
                &|name, recorded| fold(&name.name) == fold(&recorded.name),
                &|name, recorded| name.scheme.is_some() && name.scheme == recorded.scheme,
            ],
        );
        steps(&matched, &facts.aliases, |name, recorded| {
            let same = recorded.is_some_and(|(_, recorded)| *name == recorded);
            (!same).then(|| Self::name(name, recorded.map(|pair| pair.0)))
        })
    }

    fn links(&self, facts: &TreatyFacts) -> Vec<Step> {
        let items: Vec<_> = self.file.links.iter().collect();
        let matched = matched(
            &items,
            &facts.links,
            &[&|item, recorded| (&item.body.link, &item.body.other) == (&recorded.link, &recorded.other)],
        );
        steps(&matched, &facts.links, |item, recorded| {
            let same = recorded.is_some_and(|(_, recorded)| {
                item.body.article == recorded.article
                    && self.same_support(item, &recorded.sources, recorded.confidence)
            });
            let body = Body::TreatyLink(item.body.clone());
            (!same).then(|| self.step(item, body, recorded.map(|pair| pair.0)))
        })
    }

    fn clauses(&self, facts: &TreatyFacts) -> Vec<Step> {
        let items: Vec<_> = self.file.clauses.iter().collect();
        let about = |clause: &ClauseBody| (clause.clause_kind.clone(), clause.applies_to.clone());
        let matched = matched(
            &items,
            &facts.clauses,
            &[
                &|item, recorded| {
                    about(&item.body) == about(recorded)
                        && item.body.article == recorded.article
                        && in_one_form(&item.body) == in_one_form(recorded)
                },
                &|item, recorded| {
                    about(&item.body) == about(recorded) && in_one_form(&item.body) == in_one_form(recorded)
                },
                &|item, recorded| {
                    about(&item.body) == about(recorded) && item.body.article == recorded.article
                },
                &|item, recorded| about(&item.body) == about(recorded),
            ],
        );
        steps(&matched, &facts.clauses, |item, recorded| {
            let same = recorded.is_some_and(|(_, recorded)| {
                let said =
                    |clause: &ClauseBody| (in_one_form(clause), clause.article.clone(), clause.note.clone());
                said(&item.body) == said(recorded)
                    && self.same_support(item, &recorded.sources, recorded.confidence)
            });
            (!same).then(|| self.clause(item, recorded.map(|pair| pair.0)))
        })
    }
}

/// The rule as the notation writes it; as it stands where it cannot be read.
fn in_one_form(clause: &ClauseBody) -> String {
    let ClauseBody { clause_kind, applies_to, rule, article, .. } = clause;
    let read = Clause::read(0, clause_kind, applies_to, rule, article);
    read.map_or_else(|_| rule.clone(), |clause| Rule::to_string(&clause.rule))
}

type Alike<'a, T, R> = &'a dyn Fn(&T, &R) -> bool;

/// Each thing in the file with its place among those recorded, no place taken twice: first by the first way of
/// being alike, then by the second, and so on.
fn matched<'a, T, R>(
    items: &'a [T],
    recorded: &[(i64, R)],
    ways: &[Alike<T, R>],
) -> Vec<(&'a T, Option<usize>)> {
    let mut places: Vec<(&T, Option<usize>)> = items.iter().map(|item| (item, None)).collect();
    let mut taken = vec![false; recorded.len()];
    for alike in ways {
        for (item, place) in places.iter_mut().filter(|pair| pair.1.is_none()) {
            let found =
                recorded.iter().enumerate().position(|(at, (_, fact))| !taken[at] && alike(item, fact));
            if let Some(at) = found {
                taken[at] = true;
                *place = Some(at);
            }
        }
    }
    places
}

/// The steps for what differs, and a retraction of each recorded thing that the file no longer has.
fn steps<T, R>(
    matched: &[(&T, Option<usize>)],
    recorded: &[(i64, R)],
    differs: impl Fn(&T, Option<&(i64, R)>) -> Option<Step>,
) -> Vec<Step> {
    let mut steps: Vec<Step> =
        matched.iter().filter_map(|(item, place)| differs(item, place.map(|at| &recorded[at]))).collect();
    let gone = (0..recorded.len()).filter(|at| !matched.iter().any(|pair| pair.1 == Some(*at)));
    steps.extend(gone.map(|at| {
        let body = Body::Retraction(RetractionBody { entry: recorded[at].0 });
        Step { body, sources: Vec::new(), replaces: None }
    }));
    steps
}
