//! Changes files at random and hands them to every reader and column map. What panics, or takes too long, is made
//! shorter and kept in `fuzz/regressions/`, where the tests of the program read it again.
//!
//! `cargo run --release --manifest-path fuzz/Cargo.toml -- --seconds 30 [--reader NAME] [--seed NUMBER]`

mod mutate;
mod targets;

use std::hash::{DefaultHasher, Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};
use std::{env, fs};

use mutate::{Random, changed};
use targets::{Target, all};

/// A file that takes longer hangs.
const SLOW: Duration = Duration::from_secs(2);

/// A file that takes longer than this is not waited for.
const ENDLESS: Duration = Duration::from_secs(60);

/// The most bytes of a real file to begin with.
const LARGEST_SAMPLE: u64 = 1 << 15;

/// What is being read, since when.
static NOW: Mutex<Option<(Instant, String, Vec<u8>)>> = Mutex::new(None);

/// Where the last panic was, and what it said.
static PANIC: Mutex<String> = Mutex::new(String::new());

struct Options {
    time: Duration,
    reader: Option<String>,
    seed: u64,
}

fn main() -> ExitCode {
    let options = match options() {
        Ok(options) => options,
        Err(why) => {
            eprintln!("{why}\nusage: accede-fuzz [--seconds N] [--reader NAME] [--seed NUMBER]");
            return ExitCode::from(2);
        }
    };
    set_hook(Box::new(|panic| {
        // What is wrong with the fuzzing itself is told at once.
        if NOW.lock().is_ok_and(|now| now.is_none()) {
            eprintln!("{panic}");
        }
        if let Ok(mut last) = PANIC.lock() {
            *last = panic.to_string();
        }
    }));
    thread::spawn(watch);
    let mut targets = all();
    targets.retain(|target| options.reader.as_ref().is_none_or(|name| target.name() == name));
    if targets.is_empty() {
        eprintln!("no reader or map is called so");
        return ExitCode::from(2);
    }
    let each = options.time / u32::try_from(targets.len()).unwrap_or(1);
    println!("{:20} {:>9} {:>9} {:>9} {:>8}", "reader", "runs", "taken in", "longest", "findings");
    let (mut runs, mut found) = (0, 0);
    for target in &targets {
        let (own, bad) = fuzz(target, each, options.seed);
        runs += own;
        found += bad;
    }
    println!("{:20} {runs:>9} {:>9} {:>9} {found:>8}", "all", "", "");
    if found == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn options() -> Result<Options, String> {
    let mut options = Options { time: Duration::from_secs(30), reader: None, seed: 1 };
    let mut words = env::args().skip(1);
    while let Some(word) = words.next() {
        let value = words.next().ok_or_else(|| format!("{word} takes a value"))?;
        let not = || format!("{word}: '{value}' is no number");
        match word.as_str() {
            "--seconds" => {
                options.time = value.parse().map(Duration::from_secs).map_err(|_| not())?;
            }
            "--seed" => options.seed = value.parse().map_err(|_| not())?,
            "--reader" => options.reader = Some(value),
            _ => return Err(format!("{word} is not known")),
        }
    }
    Ok(options)
}

/// The repository that this is a part of.
fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Real files, where there are some, that the reader takes something from.
fn real(target: &Target) -> Vec<Vec<u8>> {
    const ENOUGH: usize = 20;
    let Some(corpus) = env::var_os("ACCEDE_CORPUS") else { return Vec::new() };
    let mut folders = vec![PathBuf::from(corpus)];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        let inside = fs::read_dir(&folder).into_iter().flatten().flatten().map(|entry| entry.path());
        folders.extend(inside.filter(|path| path.is_dir()));
        let small = |path: &PathBuf| path.metadata().is_ok_and(|data| data.len() <= LARGEST_SAMPLE);
        let bytes = targets::files(&folder).into_iter().filter(small).flat_map(fs::read);
        let read = bytes.filter(|bytes| run(target, bytes).taken.unwrap_or(true));
        found.extend(read.take(ENOUGH - found.len()));
        if found.len() == ENOUGH {
            break;
        }
    }
    found
}

/// Runs one reader for some time; how often, and how many files were found that it does not stand.
fn fuzz(target: &Target, time: Duration, seed: u64) -> (u64, usize) {
    const ENOUGH: usize = 5;
    let mut samples = target.samples(&repository());
    samples.extend(real(target));
    let mut hasher = DefaultHasher::new();
    (target.name(), seed).hash(&mut hasher);
    let mut random = Random::from(hasher.finish());
    let (mut runs, mut taken, mut longest) = (0_u64, 0_u64, Duration::ZERO);
    let mut found: Vec<String> = Vec::new();
    let start = Instant::now();
    while start.elapsed() < time && found.len() < ENOUGH {
        let bytes = changed(&mut random, &samples);
        let ran = run(target, &bytes);
        runs += 1;
        longest = longest.max(ran.time);
        let fault = match ran.taken {
            Err(panic) => panic,
            Ok(_) if ran.time > SLOW && (0..2).all(|_| run(target, &bytes).time > SLOW) => "slow".to_owned(),
            Ok(is_taken) => {
                taken += u64::from(is_taken);
                continue;
            }
        };
        if !found.iter().any(|known| place(known) == place(&fault)) {
            let short = shrunk(target, bytes, &fault);
            println!(
                "{}: {}\n  kept as {}",
                target.name(),
                fault.escape_debug(),
                keep(target.name(), &short)
            );
            found.push(fault);
        }
    }
    let longest = format!("{} ms", longest.as_millis());
    println!("{:20} {runs:>9} {taken:>9} {longest:>9} {:>8}", target.name(), found.len());
    (runs, found.len())
}

struct Ran {
    /// Whether something is taken in, or how it panicked.
    taken: Result<bool, String>,
    time: Duration,
}

fn run(target: &Target, bytes: &[u8]) -> Ran {
    let start = Instant::now();
    if let Ok(mut now) = NOW.lock() {
        *now = Some((start, target.name().to_owned(), bytes.to_vec()));
    }
    let taken = catch_unwind(AssertUnwindSafe(|| target.run(bytes)));
    let time = start.elapsed();
    if let Ok(mut now) = NOW.lock() {
        *now = None;
    }
    // Of what it says only the beginning: the rest may be the file.
    let said = || PANIC.lock().map(|last| last.chars().take(300).collect()).unwrap_or_default();
    Ran { taken: taken.map_err(|_| said()), time }
}

/// Ends everything where one file is read without end.
fn watch() {
    loop {
        thread::sleep(Duration::from_millis(200));
        let now = NOW.lock().ok().and_then(|now| now.clone());
        if let Some((start, name, bytes)) = now
            && start.elapsed() > ENDLESS
        {
            println!("{name}: endless\n  kept as {}", keep(&name, &bytes));
            std::process::exit(1);
        }
    }
}

/// Where a panic was: the first line of what it says.
fn place(fault: &str) -> &str {
    fault.lines().next().unwrap_or_default()
}

/// The file without pieces that the fault does not need.
fn shrunk(target: &Target, mut bytes: Vec<u8>, fault: &str) -> Vec<u8> {
    let is_same = |bytes: &[u8]| match run(target, bytes) {
        Ran { taken: Err(panic), .. } => place(&panic) == place(fault),
        Ran { time, .. } => fault == "slow" && time > SLOW,
    };
    let start = Instant::now();
    let mut size = bytes.len() / 2;
    while size > 0 && start.elapsed() < Duration::from_secs(30) {
        let mut at = 0;
        while at < bytes.len() {
            let end = (at + size).min(bytes.len());
            let without = [&bytes[..at], &bytes[end..]].concat();
            if is_same(&without) {
                bytes = without;
            } else {
                at = end;
            }
        }
        size /= 2;
    }
    bytes
}

fn keep(name: &str, bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    let path = repository().join("fuzz/regressions").join(format!("{name}-{:016x}", hasher.finish()));
    match fs::write(&path, bytes) {
        Ok(()) => path.display().to_string(),
        Err(why) => format!("nothing: {why}"),
    }
}
