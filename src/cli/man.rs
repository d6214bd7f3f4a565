//! `accede man`: manual pages.

use super::context::Context;
use crate::error::{Error, Result};

/// Print a manual page, for man(1)
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede man | man -l -
  accede man status > accede-status.1")]
pub struct Args {
    /// The command to describe; without one, accede itself
    command: Option<String>,
}

/// Prints it.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    context.refuse_known_at_and_why()?;
    let mut whole = super::command_line();
    whole.build();
    let page = match &args.command {
        None => whole,
        Some(name) => {
            let known: Vec<String> =
                whole.get_subcommands().map(|command| command.get_name().to_owned()).collect();
            let found = whole.find_subcommand(name);
            let found = found.ok_or_else(|| {
                Error::usage(format!("there is no command '{name}'; commands: {}", known.join(", ")))
            })?;
            found.clone()
        }
    };
    let title = args.command.as_ref().map_or_else(|| "accede".to_owned(), |name| format!("accede-{name}"));
    let mut text = Vec::new();
    clap_mangen::Man::new(page)
        .title(title)
        .render(&mut text)
        .map_err(|why| Error::Output { to: "the manual page".to_owned(), why: why.to_string() })?;
    context.deliver(&String::from_utf8_lossy(&text))
}
