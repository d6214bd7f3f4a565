//! `accede completions`: for the shell.

use clap_complete::Shell;

use super::context::Context;
use crate::error::Result;

/// Print completions for a shell
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede completions bash > ~/.local/share/bash-completion/completions/accede
  accede completions fish > ~/.config/fish/completions/accede.fish")]
pub struct Args {
    /// The shell
    shell: Shell,
}

/// Prints them.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    context.refuse_known_at_and_why()?;
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut super::command_line(), "accede", &mut script);
    context.deliver(&String::from_utf8_lossy(&script))
}
