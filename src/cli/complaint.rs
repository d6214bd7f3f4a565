//! What is said on standard error where a command line cannot be answered.

use std::io::Write;

use clap::error::ContextValue;

use crate::render::clean;

/// One message on standard error, in one or two lines, without control characters.
pub fn complain(message: &str, hint: Option<&str>) {
    let red = anstyle::AnsiColor::Red.on_default().bold();
    let hint = hint.map_or_else(String::new, |hint| format!("\n  {hint}"));
    // Nobody can be told if standard error is gone.
    let _ = writeln!(anstream::stderr(), "{red}accede:{red:#} {}{hint}", in_bounds(message));
}

/// A line that is not endless, without control characters.
fn in_bounds(line: &str) -> String {
    const LONGEST: usize = 400;
    let mut shown: String = line.chars().take(LONGEST).collect();
    if shown.len() < line.len() {
        shown.push('…');
    }
    clean(&shown).into_owned()
}

/// What the parser says, without its usage page: the fault, and the nearest right word.
pub fn in_short(error: &clap::Error) -> String {
    let mut full = error.render().ansi().to_string();
    for (_, typed) in error.context() {
        if let ContextValue::String(typed) = typed {
            full = full.replace(typed, &as_typed(typed));
        }
    }
    let lines = full.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut fault = String::new();
    let mut tips = String::new();
    for line in lines.take_while(|line| !line.starts_with("Usage:") && !line.starts_with("For more")) {
        match line.strip_prefix("tip: ") {
            Some(tip) => tips = format!("{tips}; {tip}"),
            None if line.starts_with('[') && !tips.is_empty() => {}
            None if fault.is_empty() => fault.push_str(line.trim_start_matches("error: ")),
            None if line.starts_with("[possible values") && line.len() > 120 => {}
            None => fault = format!("{fault} {line}"),
        }
    }
    format!("{fault}{tips}")
}

/// A word as it was typed, in one line, and short enough that the reason still fits behind it.
fn as_typed(word: &str) -> String {
    const LONGEST: usize = 100;
    let mut shown = clean(word).into_owned();
    if shown.chars().count() > LONGEST {
        shown = shown.chars().take(LONGEST).collect();
        shown.push('…');
    }
    shown
}
