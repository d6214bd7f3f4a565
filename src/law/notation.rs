//! The notation of rules: `word`, or `word(argument, …)` where an argument is a rule or a plain word.

use crate::model::ActKind;

/// Why a rule cannot be read: where, and what was expected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("rule '{}', at character {at}: {why}", self.excerpt())]
pub struct RuleError {
    /// The whole rule.
    pub rule: String,
    /// Position of the fault, counted from 1.
    pub at: usize,
    /// What is wrong there.
    pub why: String,
}

impl RuleError {
    /// The rule; of a long one only what stands around the fault.
    fn excerpt(&self) -> String {
        const AROUND: usize = 40;
        if self.rule.chars().count() <= 3 * AROUND {
            return self.rule.clone();
        }
        let skipped = self.at.saturating_sub(AROUND);
        let part: String = self.rule.chars().skip(skipped).take(2 * AROUND).collect();
        format!("…{part}…")
    }
}

/// A rule as written: a word, its position in the text, and its arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term<'a> {
    pub rule: &'a str,
    pub word: &'a str,
    pub at: usize,
    pub arguments: Vec<Term<'a>>,
}

impl<'a> Term<'a> {
    /// Reads a whole rule.
    pub fn read(rule: &'a str) -> Result<Self, RuleError> {
        let (term, rest) = Self::read_at(rule, 0, 0)?;
        if rule[rest..].trim().is_empty() {
            Ok(term)
        } else {
            Err(fault(rule, rest, "the rule should end here"))
        }
    }

    fn read_at(rule: &'a str, start: usize, depth: usize) -> Result<(Self, usize), RuleError> {
        const DEEPEST: usize = 16;
        if depth > DEEPEST {
            return Err(fault(rule, start, "too many brackets inside each other"));
        }
        let end = rule[start..].find(['(', ')', ',']).map_or(rule.len(), |length| start + length);
        let word = rule[start..end].trim();
        let at = end - rule[start..end].trim_start().len();
        if word.is_empty() {
            return Err(fault(rule, start, "a word is missing"));
        }
        let mut term = Self { rule, word, at, arguments: Vec::new() };
        if !rule[end..].starts_with('(') {
            return Ok((term, end));
        }
        let mut next = end + 1;
        loop {
            let (argument, rest) = Self::read_at(rule, next, depth + 1)?;
            term.arguments.push(argument);
            next = rest + 1;
            match rule[rest..].chars().next() {
                Some(',') => {}
                Some(')') => return Ok((term, next)),
                _ => return Err(fault(rule, rest, "a closing bracket is missing")),
            }
        }
    }

    /// The fault `why` at this term.
    pub fn fault(&self, why: impl Into<String>) -> RuleError {
        fault(self.rule, self.at, why)
    }

    /// The only argument.
    pub fn one(&self) -> Result<&Self, RuleError> {
        match self.arguments.as_slice() {
            [argument] => Ok(argument),
            _ => Err(self.fault(format!("'{}' takes one argument", self.word))),
        }
    }

    /// The two arguments.
    pub fn two(&self) -> Result<(&Self, &Self), RuleError> {
        match self.arguments.as_slice() {
            [first, second] => Ok((first, second)),
            _ => Err(self.fault(format!("'{}' takes two arguments", self.word))),
        }
    }

    /// The arguments, of which there must be at least `least`.
    pub fn at_least(&self, least: usize) -> Result<&[Self], RuleError> {
        if self.arguments.len() >= least {
            Ok(&self.arguments)
        } else {
            let how_many = if least == 1 { "at least one argument" } else { "two arguments or more" };
            Err(self.fault(format!("'{}' takes {how_many}", self.word)))
        }
    }

    /// The word as something that is written in one way only.
    pub fn parsed<T: std::str::FromStr>(&self, what: &str) -> Result<T, RuleError> {
        self.none()?;
        self.word.parse().map_err(|_| self.fault(format!("'{}' is not {what}", self.word)))
    }

    /// Checks that there are no arguments.
    pub fn none(&self) -> Result<(), RuleError> {
        if self.arguments.is_empty() {
            Ok(())
        } else {
            Err(self.fault(format!("'{}' takes no argument", self.word)))
        }
    }

    /// The word as a whole number, at most 10,000.
    pub fn number(&self) -> Result<u32, RuleError> {
        self.none()?;
        let number = self.word.parse().ok().filter(|n| *n <= 10_000);
        number.ok_or_else(|| self.fault(format!("'{}' is not a whole number from 0 to 10000", self.word)))
    }

    /// The kinds of act in the brackets, each of which has to be one that `may` stand there.
    pub fn kinds(&self, may: fn(ActKind) -> bool) -> Result<Vec<ActKind>, RuleError> {
        let read = |kind: &Self| {
            kind.none()?;
            ActKind::from_word(kind.word)
                .filter(|kind| may(*kind))
                .ok_or_else(|| kind.fault(format!("'{}' is no act of consent", kind.word)))
        };
        self.at_least(1)?.iter().map(read).collect()
    }

    /// The word itself.
    pub fn plain(&self) -> Result<String, RuleError> {
        self.none()?;
        Ok(self.word.to_owned())
    }
}

fn fault(rule: &str, at: usize, why: impl Into<String>) -> RuleError {
    RuleError { rule: rule.to_owned(), at: rule[..at].chars().count() + 1, why: why.into() }
}
