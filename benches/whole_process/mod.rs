//! A question as a whole process, as somebody asks it.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How long a question takes. `check` ends with 1 where it finds something; any other end but 0 is none.
pub fn answered(db: &Path, words: &[&str]) -> Duration {
    let start = Instant::now();
    let status = Command::new(env!("CARGO_BIN_EXE_accede"))
        .args(words)
        .env("ACCEDE_DB", db)
        .stdout(Stdio::null())
        .status()
        .expect("accede runs");
    let is_answer = status.success() || (words[0] == "check" && status.code() == Some(1));
    assert!(is_answer, "{words:?}");
    start.elapsed()
}

/// The one in the middle.
pub fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
