//! The command line `accede`.

use std::process::ExitCode;

fn main() -> ExitCode {
    let exit = accede::cli::run(std::env::args_os());
    ExitCode::from(exit as u8)
}
