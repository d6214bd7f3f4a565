//! `accede reservations`: reservations, declarations and other statements.

use super::context::Context;
use super::words;
use crate::error::{Error, Result};
use crate::model::{Article, Date, StatementKind};
use crate::report::{Standing, StatementsAsked, When, reservations};
use crate::store::resolve;

/// Reservations, declarations and other statements, with reactions, windows and withdrawals
///
/// Each with its day, when it was made (at signature, with consent, late), what has become of it by the day, and below it
/// who objected and how. Without a treaty: those of one participant (--by) under all treaties.
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of the command line")]
#[command(after_help = "\
Examples:
  accede reservations budapest --article 9
  accede reservations budapest --article 22 --in-force-on 2010-01-01
  accede reservations budapest --kind authority --by Slovakia
  accede reservations budapest --withdrawn
  accede reservations --by Denmark --kind all
  accede reservations budapest --open --as-of 2025-12-01")]
pub struct Args {
    /// The treaty, by any of its names: budapest, 185, 'CETS 185'
    #[arg(required_unless_present = "by")]
    treaty: Option<String>,

    /// Only those of this participant, by its code or any name
    #[arg(long, value_name = "PARTICIPANT")]
    by: Option<String>,

    /// Only those to this article, its paragraphs, or the whole of it: 9, 9(2); several: once for each
    #[arg(long = "article", value_name = "ARTICLE", value_parser = words::article)]
    articles: Vec<Article>,

    /// Only those that stand on this day
    #[arg(long, value_name = "DATE", conflicts_with_all = ["withdrawn", "lapsed", "unconfirmed"])]
    in_force_on: Option<Date>,

    /// Of these kinds, or all [default: reservation,declaration]
    #[arg(long = "kind", value_name = "KIND,…", value_delimiter = ',', value_parser = kind, hide_possible_values = true)]
    kinds: Vec<Kinds>,

    /// Only those withdrawn by the day
    #[arg(long)]
    withdrawn: bool,

    /// Only those whose time is past, without renewal
    #[arg(long)]
    lapsed: bool,

    /// Only those made at signature and not confirmed with the consent (VCLT art. 23(2))
    #[arg(long)]
    unconfirmed: bool,

    /// Only those that can be objected to on the day
    #[arg(long)]
    open: bool,

    /// Only those addressed to this participant
    #[arg(long, value_name = "PARTICIPANT")]
    towards: Option<String>,

    /// Only those that concern this territory
    #[arg(long, value_name = "TERRITORY")]
    territory: Option<String>,
}

/// One kind, or all.
#[derive(Debug, Clone, Copy)]
enum Kinds {
    One(StatementKind),
    All,
}

fn kind(word: &str) -> std::result::Result<Kinds, String> {
    match word {
        "all" => Ok(Kinds::All),
        word => words::statement_named(word).map(Kinds::One),
    }
}

/// Answers it.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let store = context.read()?;
    let mut when = context.when();
    if let Some(day) = args.in_force_on {
        if context.as_of().is_some_and(|as_of| as_of != day) {
            return Err(Error::usage("--in-force-on and --as-of are two days: give one"));
        }
        when = When { as_of: day, ..when };
    }
    let treaty = args.treaty.as_ref().map(|name| resolve::treaty(&store, name)).transpose()?;
    let code = |name: &String| resolve::participant(&store, name).map(|row| row.code);
    let mut kinds: Vec<StatementKind> = Vec::new();
    for kind in &args.kinds {
        match kind {
            Kinds::One(kind) => kinds.push(*kind),
            Kinds::All => kinds.extend(StatementKind::ALL),
        }
    }
    kinds.sort_unstable();
    kinds.dedup();
    let states = [(args.withdrawn, Standing::Withdrawn), (args.lapsed, Standing::Lapsed)];
    let asked = StatementsAsked {
        by: args.by.as_ref().map(code).transpose()?,
        articles: args.articles.clone(),
        kinds,
        standing: args.in_force_on.is_some(),
        states: states.into_iter().filter(|state| state.0).map(|state| state.1).collect(),
        unconfirmed: args.unconfirmed,
        open: args.open,
        towards: args.towards.as_ref().map(code).transpose()?,
        territory: args.territory.as_ref().map(code).transpose()?,
    };
    context.answer_from(&store, &reservations(&store, treaty.as_ref(), &asked, when)?)
}
