//! `accede check`: what the auditor's rules find.

use std::collections::HashMap;

use super::context::Context;
use crate::error::{Error, Exit, Result};
use crate::law::audit::{AuditRule, RULES, Severity};
use crate::names::nearest;
use crate::report::{Audit, check, rules};
use crate::store::resolve;

/// Look for what cannot be right in the record: forty rules, from impossible days to missing sources
///
/// Each finding names its rule, the log entries concerned and both values. A finding need not be a mistake of the record:
/// depositaries differ from their clauses at times. With --as-of ages are counted from that day.
/// Exit code 1: something was found.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede check
  accede check A-07 A-14 --treaty budapest
  accede check --severity warning --skip no-source
  accede check --set A-35=warning --set A-38=off
  accede check --list")]
pub struct Args {
    /// Only these rules, by number or name: A-07, effect-differs [default: all]
    #[arg(value_name = "RULE")]
    rules: Vec<String>,

    /// Only what is at least so grave: error, warning, info
    #[arg(long, value_name = "SEVERITY", value_parser = severity)]
    severity: Option<Severity>,

    /// Leave this rule out; can be given more than once
    #[arg(long, value_name = "RULE")]
    skip: Vec<String>,

    /// Give what a rule finds another severity, or turn it off; can be given more than once
    #[arg(long, value_name = "RULE=SEVERITY|off")]
    set: Vec<String>,

    /// Only what concerns this treaty, by any of its names
    #[arg(long, value_name = "TREATY")]
    treaty: Option<String>,

    /// List the rules instead
    #[arg(long, conflicts_with = "treaty")]
    list: bool,
}

/// Checks, or lists the rules.
pub fn run(args: &Args, context: &Context) -> Result<Exit> {
    let audit = audit(args)?;
    if args.list {
        context.answer(&rules(&audit))?;
        return Ok(Exit::Done);
    }
    let store = context.read()?;
    let treaty = args.treaty.as_deref().map(|name| resolve::treaty(&store, name)).transpose()?;
    let report = check(&store, treaty.as_ref().map(|row| row.code.as_str()), &audit, context.when())?;
    context.answer_from(&store, &report)?;
    Ok(if report.findings.is_empty() { Exit::Done } else { Exit::No })
}

fn audit(args: &Args) -> Result<Audit> {
    let named = |words: &[String]| words.iter().map(|word| Ok(rule(word)?.id)).collect::<Result<Vec<_>>>();
    let mut skip = named(&args.skip)?;
    let mut set = HashMap::new();
    for word in &args.set {
        let (name, value) = word.split_once('=').ok_or_else(|| {
            Error::usage(format!("--set: '{word}' is not RULE=SEVERITY; A-07=info or A-07=off is one"))
        })?;
        let id = rule(name)?.id;
        if value == "off" {
            skip.push(id);
        } else {
            let severity =
                severity(value).map_err(|why| Error::usage(format!("--set {word}: {why}, or off")))?;
            set.insert(id, severity);
        }
    }
    Ok(Audit { only: named(&args.rules)?, skip, at_least: args.severity, set })
}

fn severity(word: &str) -> std::result::Result<Severity, String> {
    Severity::from_word(word).ok_or_else(|| format!("'{word}' is no severity: error, warning, info"))
}

/// The rule with this number or name.
fn rule(word: &str) -> Result<&'static AuditRule> {
    let is = |rule: &&AuditRule| rule.id.eq_ignore_ascii_case(word) || rule.name.eq_ignore_ascii_case(word);
    RULES.iter().find(is).ok_or_else(|| {
        let names = RULES.iter().flat_map(|rule| [rule.id, rule.name]);
        let candidates = nearest(word, names, 3).into_iter().map(str::to_owned).collect();
        Error::Unknown { what: "rule", name: word.to_owned(), candidates }
    })
}
