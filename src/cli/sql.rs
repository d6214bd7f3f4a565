//! `accede sql`: a question in SQL, for what no other command answers.

use std::io::Read;
use std::time::Duration;

use super::context::Context;
use super::words;
use crate::error::{Error, Result};
use crate::report::sql;
use crate::store::{LONGEST_STATEMENT, Question, in_time};

/// Answers one statement in SQL, which may only read
///
/// The tables and views are those of the file: docs/views.md says which view answers which question, and the
/// schema says what every column means. Views that say today answer for --as-of, and so does the parameter
/// `:as_of`; date('now') in the statement itself is the clock. With --known-at the tables hold what was known then.
/// Anything that would write is refused (exit 3), and so is what takes too long or needs too much memory.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede sql \"select * from party_count\"
  accede sql \"select * from party_count\" --as-of 2012-05-03 --format csv
  accede sql \"select name from status_today where treaty = :t\" --param 't=CETS 185'
  accede sql - < question.sql")]
pub struct Args {
    /// The statement; - reads it from standard input
    statement: String,

    /// The value of a parameter: name=value for :name in the statement; can be given several times
    #[arg(long, value_name = "NAME=VALUE", value_parser = words::parameter)]
    param: Vec<(String, String)>,

    /// The number of rows after which the answer is cut
    #[arg(long, value_name = "N", default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    limit: u32,

    /// How long it may take: 10s, 500ms, 2m
    #[arg(long, value_name = "TIME", default_value = "10s", value_parser = words::time)]
    timeout: Duration,
}

/// Answers it.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let mut names: Vec<&String> = args.param.iter().map(|pair| &pair.0).collect();
    names.sort();
    if let Some([name, _]) = names.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(Error::usage(format!("--param {name}: it is given more than once")));
    }
    context.refuse_why()?;
    let statement = if args.statement == "-" { from_stdin(context)? } else { args.statement.clone() };
    let stop = context.interrupted();
    let (param, limit, time) = (args.param.clone(), args.limit, args.timeout);
    let apart = context.clone();
    let answer = in_time(time, &stop, move |begin| {
        let mut store = apart.read()?;
        begin();
        let question = Question {
            statement: &statement,
            values: &param,
            as_of: apart.when().as_of,
            rows: limit.try_into().unwrap_or(usize::MAX),
            time,
            stop: apart.interrupted(),
        };
        let report = sql(&mut store, &question)?;
        store.end_look();
        apart.laid_out(&report)
    })?;
    context.give(&answer)
}

fn from_stdin(context: &Context) -> Result<String> {
    context.own_files()?.check_standard_input()?;
    let most = u64::try_from(LONGEST_STATEMENT).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    std::io::stdin().take(most + 1).read_to_end(&mut bytes).map_err(|why| {
        Error::Usage(format!("standard input cannot be read: {why}; give the statement as a word"))
    })?;
    String::from_utf8(bytes).map_err(|_| Error::usage("standard input: it is not UTF-8 text"))
}
