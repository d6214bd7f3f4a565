//! What has to hold of a treaty file before anything of it is recorded. Each fault is told with its line.

use std::sync::Arc;

use super::doubts::Known;
use super::register::warn;
use super::{refused, usage};
use crate::error::{self, Error, Result};
use crate::law::{Clause, World};
use crate::model::ClauseBody;
use crate::model::letters::code_fault;
use crate::names::{fold, nearest};
use crate::read::treaty_file::{Item, TreatyFile};
use crate::store::{Store, resolve};

/// The kinds of clause of which the law applies one for each thing that they apply to.
const ONE_OF_EACH: [&str; 5] = ["threshold", "gap", "effect", "withdrawal", "means"];

/// The treaty that is found by this code, if any.
pub(super) fn code_in_use(store: &Store, code: &str) -> Result<Option<String>> {
    match resolve::find_treaty(store, code) {
        Ok(found) => Ok(found.map(|row| row.code)),
        Err(Error::Ambiguous { candidates, .. }) => Ok(candidates.into_iter().next()),
        Err(error) => Err(error),
    }
}

/// Every code, title and name of a treaty, each with the code of its treaty.
pub(super) fn known_names(store: &Store) -> Result<Vec<(String, String)>> {
    let mut names = store.treaty_names()?;
    for row in store.treaties()? {
        names.extend([&row.code, &row.title, &row.short_title].map(|name| (row.code.clone(), name.clone())));
    }
    Ok(names)
}

/// Checks everything that the file says; the answer is what the reader should know all the same.
pub(super) fn check(store: &Store, file: &TreatyFile) -> Result<Vec<String>> {
    let known = Known::of(known_names(store)?);
    let mut checker = Checker { store, file, known, world: store.world()?, warnings: Vec::new() };
    checker.code()?;
    checker.names()?;
    checker.days()?;
    checker.others()?;
    checker.sources()?;
    let clauses = checker.clauses()?;
    checker.entry_into_force(&clauses);
    Ok(checker.warnings)
}

struct Checker<'a> {
    store: &'a Store,
    file: &'a TreatyFile,
    known: Known,
    world: Arc<World>,
    warnings: Vec<String>,
}

impl Checker<'_> {
    fn at(&self, line: usize, label: &str) -> String {
        let label = if label.is_empty() { String::new() } else { format!("{label}: ") };
        format!("{}: {label}", self.file.place(line))
    }

    fn own(&self, key: &str) -> String {
        self.at(self.file.treaty.line(key), "")
    }

    /// A new code can stand in a rule, on the command line and in a list, and is taken for no other.
    fn code(&mut self) -> Result<()> {
        let code = &self.file.treaty.body.code;
        if self.store.treaty(code)?.is_some() {
            return Ok(());
        }
        let twin = self.known.taken_for(code, code).map(|(whose, _)| whose.to_owned());
        if let Some(why) = code_fault(code) {
            let twin = twin.map_or_else(String::new, |twin| format!("; it looks like {twin}"));
            return usage(format!("{}code: '{code}' cannot be a code: {why}{twin}", self.own("code")));
        }
        self.warnings
            .extend(twin.map(|twin| format!("the code {code} looks like {twin}, and is another one")));
        Ok(())
    }

    /// Nothing in the file is the name of another treaty.
    fn names(&mut self) -> Result<()> {
        let body = &self.file.treaty.body;
        let another = |name: &str| -> Result<Option<String>> {
            Ok(code_in_use(self.store, name)?.filter(|code| *code != body.code))
        };
        let own = (self.file.treaty.line("short_title"), &body.short_title);
        let aliases = self.file.aliases.iter().map(|(line, alias)| (*line, &alias.name));
        for (line, name) in std::iter::once(own).filter(|own| own.1 != &body.title).chain(aliases) {
            if fold(name).is_empty() {
                return usage(format!(
                    "{}'{name}' has no letter and no digit, so that nothing is found by it",
                    self.at(line, "")
                ));
            }
            if let Some(code) = another(name)? {
                let title = self.store.treaty(&code)?.map_or_else(String::new, |row| row.short_title);
                return refused(format!(
                    "{}'{name}' is already a name of {code} ({title}); choose another",
                    self.at(line, "")
                ));
            }
        }
        let texts = [&body.title, &body.short_title]
            .into_iter()
            .chain(self.file.aliases.iter().map(|alias| &alias.1.name));
        let doubts: Vec<String> = texts.flat_map(|text| self.known.doubts(text, &body.code)).collect();
        warn(&mut self.warnings, doubts);
        // Two treaties may have one official title; one of them then has to be asked for by its number.
        if let Some(code) = another(&body.title)? {
            self.warnings.push(format!("{code} has the same title: ask for either by its number"));
        }
        Ok(())
    }

    fn days(&mut self) -> Result<()> {
        let body = &self.file.treaty.body;
        for (key, day) in
            [("in_force_on", body.in_force_on), ("signature_closes_on", body.signature_closes_on)]
        {
            let opened = body.opened_on;
            if let (Some(day), Some(opened)) = (day, opened)
                && day < opened
            {
                if key == "in_force_on" {
                    self.warnings.push(format!(
                        "{key} {day} is before the treaty was opened ({opened}): so it may itself provide (VCLT art. 24(1))"
                    ));
                    continue;
                }
                return refused(format!(
                    "{}{key} {day} is before the treaty was opened ({})",
                    self.own(key),
                    opened
                ));
            }
        }
        if let (Some(day), Some(opened)) = (body.adopted_on, body.opened_on)
            && day > opened
        {
            self.warnings.push(format!("adopted on {day}, after it was opened for signature on {opened}"));
        }
        Ok(())
    }

    /// The treaties that it is a protocol to, or is linked with.
    fn others(&mut self) -> Result<()> {
        let own = &self.file.treaty.body.code;
        if let Some(parent) = &self.file.treaty.body.parent {
            if parent == own {
                return refused(format!("{}a treaty is not its own parent", self.own("parent")));
            }
            self.is_above(parent)?;
            self.other(&self.own("parent"), "", parent)?;
        }
        for link in &self.file.links {
            let place = self.at(link.line("treaty"), &link.label);
            if link.body.other == *own {
                return refused(format!("{place}a treaty is not linked with itself"));
            }
            self.other(&place, &link.label, &link.body.other)?;
        }
        for (place, link) in self.file.links.iter().enumerate() {
            let same = |other: &&Item<_>| about_link(other) == about_link(link);
            if self.file.links[..place].iter().any(|other| same(&other)) {
                let place = self.at(link.line("kind"), &link.label);
                return refused(format!("{place}the same link stands in the file twice"));
            }
        }
        Ok(())
    }

    /// Whether a treaty stands under this one already, as a protocol to it or to a protocol to it.
    fn is_above(&self, parent: &str) -> Result<()> {
        const DEEPEST: usize = 100;
        let own = &self.file.treaty.body.code;
        let mut above = parent.to_owned();
        for _ in 0..DEEPEST {
            match self.store.treaty(&above)?.and_then(|row| row.parent) {
                Some(next) if next == *own => {
                    return refused(format!("{}{parent} is itself under {own}", self.own("parent")));
                }
                Some(next) => above = next,
                None => return Ok(()),
            }
        }
        Ok(())
    }

    /// Another treaty goes by its code; one that is not in the database is only told.
    fn other(&mut self, place: &str, label: &str, other: &str) -> Result<()> {
        let own = &self.file.treaty.body.code;
        if other == own || self.store.treaty(other)?.is_some() {
            return Ok(());
        }
        if let Some(code) = code_in_use(self.store, other)? {
            return usage(format!("{place}'{other}' is a name of {code}; write that code"));
        }
        let label = if label.is_empty() { "it" } else { label };
        let twin = self.known.taken_for(other, own).map(|(_, twin)| format!("; it looks like {twin}"));
        let twin = twin.unwrap_or_default();
        self.warnings.push(format!("{label} refers to {other}, which is not in the database{twin}"));
        Ok(())
    }

    /// A number of an entry means a source that is there.
    fn sources(&self) -> Result<()> {
        let (treaty, links, clauses) = (&self.file.treaty, &self.file.links, &self.file.clauses);
        let all = std::iter::once((&treaty.label, &treaty.sources, treaty.line("sources")))
            .chain(links.iter().map(|link| (&link.label, &link.sources, link.line("sources"))))
            .chain(clauses.iter().map(|clause| (&clause.label, &clause.sources, clause.line("sources"))));
        for (label, sources, line) in all {
            for words in sources.iter().flatten().filter(|words| words.starts_with('@')) {
                if self.store.source_called(words)?.is_none() {
                    return usage(format!("{}there is no source {words}", self.at(line, label)));
                }
            }
        }
        Ok(())
    }

    fn clauses(&mut self) -> Result<Vec<Clause>> {
        let mut read: Vec<Clause> = Vec::new();
        for item in &self.file.clauses {
            let place = self.at(item.line("rule"), &item.label);
            let ClauseBody { clause_kind, applies_to, rule, article, .. } = &item.body;
            if let Some((key, why)) = Clause::misfit(clause_kind, applies_to) {
                return usage(format!("{}{why}", self.at(item.line(key), &item.label)));
            }
            let clause = Clause::read(0, clause_kind, applies_to, rule, article)
                .map_err(|why| Error::Usage(format!("{place}{why}")))?;
            self.named(&place, &clause)?;
            for other in clause.rule.treaties() {
                self.other(&place, &item.label, other)?;
            }
            for table in clause.rule.tables() {
                if !self.world.weights.contains_key(table) {
                    self.warnings.push(format!(
                        "{} asks for the table of weights {table}, which is not in the database",
                        item.label
                    ));
                }
            }
            let twin = read.iter().position(|other| {
                other.rule.kind() == clause.rule.kind()
                    && other.applies_to == clause.applies_to
                    && (ONE_OF_EACH.contains(&clause.rule.kind()) || other.rule == clause.rule)
            });
            if let Some(twin) = twin {
                return refused(format!(
                    "{place}a treaty has one such clause for '{applies_to}', and clause {} is one",
                    twin + 1
                ));
            }
            read.push(clause);
        }
        Ok(read)
    }

    /// Every participant and group that a rule names is there, under this code.
    fn named(&self, place: &str, clause: &Clause) -> Result<()> {
        let code = self.file.treaty.body.code.as_str();
        if clause.rule.treaties().contains(&code) {
            return usage(format!(
                "{place}the rule refers to {code} itself; EIF stands for its own entry into force"
            ));
        }
        let unknown = |what: &str, code: &str, near: Vec<String>| {
            usage(format!("{place}no {what} has the code '{code}'{}", error::nearest(&near)))
        };
        for code in clause.rule.groups() {
            if !self.world.groups.contains_key(code) {
                return unknown("group", code, self.nearest_groups(code));
            }
        }
        for code in clause.rule.participants() {
            if !self.world.persons.contains_key(code) {
                return unknown("participant", code, self.nearest_participants(code));
            }
        }
        Ok(())
    }

    fn nearest_groups(&self, code: &str) -> Vec<String> {
        let mut groups: Vec<_> = self.world.groups.iter().collect();
        groups.sort();
        let near = nearest(code, groups.iter().flat_map(|group| [group.0.as_str(), group.1.as_str()]), 3);
        groups
            .iter()
            .filter(|group| near.contains(&group.0.as_str()) || near.contains(&group.1.as_str()))
            .map(|(code, name)| format!("{name} ({code})"))
            .collect()
    }

    fn nearest_participants(&self, name: &str) -> Vec<String> {
        match resolve::participant(self.store, name) {
            Ok(row) => vec![format!("{} ({})", row.name, row.code)],
            Err(Error::Unknown { candidates, .. } | Error::Ambiguous { candidates, .. }) => candidates,
            Err(_) => Vec::new(),
        }
    }

    /// Says so where no day of entry into force can ever follow.
    fn entry_into_force(&mut self, clauses: &[Clause]) {
        let has = |kind: &str| {
            clauses.iter().any(|clause| clause.rule.kind() == kind && clause.applies_to == "treaty")
        };
        let published = self.file.treaty.body.in_force_on.is_some();
        if !published && !has("threshold") {
            let why = "neither in_force_on nor a clause of threshold: whoever consents stays contracting";
            self.warnings.push(why.to_owned());
        } else if has("threshold") && !has("effect") {
            let why = "no clause of effect for the treaty: no day follows once the conditions are met";
            self.warnings.push(why.to_owned());
        }
    }
}

fn about_link(link: &Item<crate::model::TreatyLinkBody>) -> (&str, &str) {
    (&link.body.link, &link.body.other)
}
