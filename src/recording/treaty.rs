//! A treaty from a file: added, or amended to what the file says, whole or not at all.

use std::collections::BTreeMap;

use super::register::{Options, Planned, Request, cite};
use super::treaty_check::{check, code_in_use};
use crate::error::{Error, Result, nearest};
use crate::law::{Clause, Rule};
use crate::model::{
    Body, ClauseBody, Confidence, Fact, RetractionBody, SourceBody, Sources, TreatyBody, TreatyLinkBody,
    TreatyNameBody,
};
use crate::names::fold;
use crate::read::treaty_file::{Item, TreatyFile};
use crate::store::{Store, TreatyFacts, resolve};

/// A treaty that the record does not have yet.
#[derive(Debug, Clone, Copy)]
pub struct NewTreaty<'a>(pub &'a TreatyFile);

/// A treaty whose record is to be brought to what a file says.
#[derive(Debug, Clone, Copy)]
pub struct Amendment<'a>(pub &'a TreatyFile);

impl Request for NewTreaty<'_> {
    fn plan(&self, store: &Store, options: &Options) -> Result<Planned> {
        let file = self.0;
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
        let desk = FileBesideRecord::of(store, file, options)?;
        let mut facts = vec![desk.cited(&file.treaty, Body::Treaty(body.clone()), None)];
        facts.extend(names(file).into_iter().map(|name| Cited::name(name, None)));
        facts.extend(
            file.links.iter().map(|link| desk.cited(link, Body::TreatyLink(link.body.clone()), None)),
        );
        facts.extend(file.clauses.iter().map(|clause| desk.clause(clause, None)));
        Ok(Planned {
            what: format!("{} ({}): treaty added", body.short_title, body.code),
            warnings,
            facts: desk.facts(store, facts)?,
        })
    }
}

impl Request for Amendment<'_> {
    fn plan(&self, store: &Store, options: &Options) -> Result<Planned> {
        let file = self.0;
        let body = &file.treaty.body;
        let Some(known) = store.treaty_facts(&body.code)? else {
            let place = file.place(file.treaty.line("code"));
            let code = &body.code;
            return Err(match resolve::treaty(store, code) {
                Ok(row) => {
                    Error::Usage(format!("{place}: '{code}' is a name of {}; write that code", row.code))
                }
                Err(Error::Unknown { candidates, .. }) => Error::Usage(format!(
                    "{place}: no treaty has the code '{code}'{}; accede treaty add records a new one",
                    nearest(&candidates)
                )),
                Err(error) => error,
            });
        };
        let warnings = check(store, file)?;
        let desk = FileBesideRecord::of(store, file, options)?;
        let mut facts: Vec<Cited> = desk.treaty(&known).into_iter().collect();
        facts.extend(desk.names(&known));
        facts.extend(desk.links(&known));
        facts.extend(desk.clauses(&known));
        let done = if facts.is_empty() { "unchanged" } else { "amended" };
        // What no longer counts goes first, so that a name can be given again.
        facts.sort_by_key(|cited| match cited.fact.body {
            Body::Treaty(_) => 0,
            Body::Retraction(_) => 1,
            _ => 2,
        });
        Ok(Planned {
            what: format!("{} ({}): treaty {done}", body.short_title, body.code),
            warnings,
            facts: desk.facts(store, facts)?,
        })
    }
}

/// One fact to record; its sources are still as the file has them.
struct Cited {
    fact: Fact,
    sources: Vec<String>,
}

impl Cited {
    fn name(name: &TreatyNameBody, replaces: Option<i64>) -> Self {
        Self { fact: Fact { body: Body::TreatyName(name.clone()), replaces }, sources: Vec::new() }
    }
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

/// Where the file is laid beside the record.
struct FileBesideRecord<'a> {
    file: &'a TreatyFile,
    /// The source that is given beside those in the file.
    source: Option<&'a str>,
    /// The codes of those sources that the record has, by the code or the words that the file gives.
    sources: BTreeMap<String, String>,
}

impl<'a> FileBesideRecord<'a> {
    fn of(store: &Store, file: &'a TreatyFile, options: &'a Options) -> Result<Self> {
        let source = options.recording.source.as_deref();
        let of_items = [&file.treaty.sources]
            .into_iter()
            .chain(file.links.iter().map(|link| &link.sources))
            .chain(file.clauses.iter().map(|clause| &clause.sources));
        let mut sources = BTreeMap::new();
        for words in of_items.flatten().flatten().map(String::as_str).chain(source) {
            if !sources.contains_key(words)
                && let Some(code) = store.source_called(words)?
            {
                sources.insert(words.to_owned(), code);
            }
        }
        Ok(Self { file, source, sources })
    }

    /// The facts with the codes of their sources. A source that is new becomes an entry of its own before them, with the
    /// number of that entry as its code; first comes the one that is given.
    fn facts(&self, store: &Store, cited: Vec<Cited>) -> Result<Vec<Fact>> {
        let mut codes = self.sources.clone();
        let mut next = store.head()?.seq + 1;
        let mut new_code = || {
            next += 1;
            format!("@{}", next - 1)
        };
        if let Some(words) = self.source {
            codes.entry(words.to_owned()).or_insert_with(&mut new_code);
        }
        let mut facts: Vec<Fact> = Vec::new();
        for words in cited.iter().flat_map(|cited| &cited.sources) {
            codes.entry(words.clone()).or_insert_with(|| {
                let code = new_code();
                facts.push(Body::Source(SourceBody::of(&code, words)).into());
                code
            });
        }
        for Cited { mut fact, sources } in cited {
            if let Some(cites) = fact.body.sources_mut() {
                *cites = Sources::default();
                cite(cites, sources.iter().map(|words| &codes[words]));
            }
            facts.push(fact);
        }
        Ok(facts)
    }
}

impl FileBesideRecord<'_> {
    /// The sources that the file gives for an item: its own, else those of the treaty; none where neither has any.
    fn sources_of<'a, T>(&'a self, item: &'a Item<T>) -> Option<&'a Vec<String>> {
        item.sources.as_ref().or(self.file.treaty.sources.as_ref())
    }

    fn cited<T>(&self, item: &Item<T>, body: Body, replaces: Option<i64>) -> Cited {
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
        Cited { fact: Fact { body, replaces }, sources }
    }

    fn clause(&self, clause: &Item<ClauseBody>, replaces: Option<i64>) -> Cited {
        let body = ClauseBody { rule: in_one_form(&clause.body), ..clause.body.clone() };
        self.cited(clause, Body::Clause(body), replaces)
    }

    /// Whether the record supports a fact as the file does. What the file leaves out is no difference: neither
    /// that it names no sources, nor that the record has one more, which `--source` named before.
    fn same_support<T>(&self, item: &Item<T>, recorded: &Sources, confidence: Confidence) -> bool {
        let stands = |words: &String| self.sources.get(words).is_some_and(|code| recorded.0.contains(code));
        self.sources_of(item).is_none_or(|given| given.iter().all(stands))
            && item.confidence.is_none_or(|given| given == confidence)
    }

    fn treaty(&self, facts: &TreatyFacts) -> Option<Cited> {
        let (entry, recorded) = &facts.treaty;
        let item = &self.file.treaty;
        let as_recorded = TreatyBody {
            sources: recorded.sources.clone(),
            confidence: recorded.confidence,
            ..item.body.clone()
        };
        let same =
            as_recorded == *recorded && self.same_support(item, &recorded.sources, recorded.confidence);
        (!same).then(|| self.cited(item, Body::Treaty(item.body.clone()), Some(*entry)))
    }

    fn names(&self, facts: &TreatyFacts) -> Vec<Cited> {
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
        differing(&matched, &facts.aliases, |name, recorded| {
            let same = recorded.is_some_and(|(_, recorded)| *name == recorded);
            (!same).then(|| Cited::name(name, recorded.map(|pair| pair.0)))
        })
    }

    fn links(&self, facts: &TreatyFacts) -> Vec<Cited> {
        let items: Vec<_> = self.file.links.iter().collect();
        let matched = matched(
            &items,
            &facts.links,
            &[&|item, recorded| (&item.body.link, &item.body.other) == (&recorded.link, &recorded.other)],
        );
        differing(&matched, &facts.links, |item, recorded| {
            let same = recorded.is_some_and(|(_, recorded)| {
                item.body.article == recorded.article
                    && self.same_support(item, &recorded.sources, recorded.confidence)
            });
            let body = Body::TreatyLink(item.body.clone());
            (!same).then(|| self.cited(item, body, recorded.map(|pair| pair.0)))
        })
    }

    fn clauses(&self, facts: &TreatyFacts) -> Vec<Cited> {
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
        differing(&matched, &facts.clauses, |item, recorded| {
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

/// What differs, and a retraction of each recorded thing that the file no longer has.
fn differing<T, R>(
    matched: &[(&T, Option<usize>)],
    recorded: &[(i64, R)],
    differs: impl Fn(&T, Option<&(i64, R)>) -> Option<Cited>,
) -> Vec<Cited> {
    let mut facts: Vec<Cited> =
        matched.iter().filter_map(|(item, place)| differs(item, place.map(|at| &recorded[at]))).collect();
    let gone = (0..recorded.len()).filter(|at| !matched.iter().any(|pair| pair.1 == Some(*at)));
    facts.extend(gone.map(|at| {
        let body = Body::Retraction(RetractionBody { entry: recorded[at].0 });
        Cited { fact: body.into(), sources: Vec::new() }
    }));
    facts
}
