//! What a few tests need beside Rust and a C compiler. Where it is missing they are not run, and say so; `ACCEDE_INSIST=1`
//! makes that a failure.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Mutex;

/// Whether a program is on the path.
pub fn program(name: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(name).is_file()) || not_run(name)
}

/// Whether a command can be run without the powers of root, as `as_user` does.
pub fn plain_user() -> bool {
    !is_root() || program("setpriv")
}

/// The folder of real tables, which are not part of the repository: `ACCEDE_CORPUS` names it.
pub fn corpus() -> Option<PathBuf> {
    let folder = std::env::var_os("ACCEDE_CORPUS").filter(|folder| !folder.is_empty());
    if folder.is_none() {
        not_run("the real tables, in the folder that ACCEDE_CORPUS names");
    }
    folder.map(PathBuf::from)
}

/// Tells it once, past the test runner, which keeps the output of tests that pass to itself.
pub fn not_run(what: &str) -> bool {
    static TOLD: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    let thread = std::thread::current();
    let test = thread.name().unwrap_or("a test");
    assert!(std::env::var_os("ACCEDE_INSIST").is_none(), "{test} needs {what}");
    let line = format!("not run: {test} needs {what}");
    if TOLD.lock().unwrap().insert(line.clone()) {
        std::io::stderr().write_all(format!("{line}\n").as_bytes()).unwrap();
    }
    false
}

fn is_root() -> bool {
    std::process::Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout == b"0\n")
}
