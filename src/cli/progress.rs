//! How far a long command has come, on a terminal: a bar, a rate, an estimate; nothing otherwise. And whether it is to
//! stop, which Ctrl-C asks for.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::context::Context;
use crate::error::{Error, Result};
use crate::render::clean;

/// A long command on its way.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
    interrupted: Arc<AtomicBool>,
}

impl Progress {
    /// So many bytes of files to read.
    pub fn bytes(what: &str, total: u64, context: &Context) -> Self {
        Self::new(total, "{msg:10} {wide_bar} {bytes}/{total_bytes} {bytes_per_sec} {eta}", what, context)
    }

    /// So many things to do.
    pub fn counted(what: &str, total: u64, context: &Context) -> Self {
        Self::new(total, "{msg:10} {wide_bar} {pos}/{len} {per_sec} {eta}", what, context)
    }

    /// Nothing to be seen: the answer itself goes to the terminal.
    pub fn unseen(context: &Context) -> Self {
        Self { bar: ProgressBar::hidden(), interrupted: context.interrupted() }
    }

    /// Something whose end is not known.
    pub fn spinning(what: &str, context: &Context) -> Self {
        let progress = Self::new(0, "{spinner} {msg} {elapsed}", what, context);
        if !progress.bar.is_hidden() {
            progress.bar.enable_steady_tick(Duration::from_millis(100));
        }
        progress
    }

    fn new(total: u64, template: &str, what: &str, context: &Context) -> Self {
        // Hidden by itself where standard error is no terminal.
        let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr_with_hz(10));
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_message(clean(what).into_owned());
        Self { bar, interrupted: context.interrupted() }
    }

    /// So much more is done.
    pub fn advance(&self, by: u64) {
        self.bar.inc(by);
    }

    /// So much of the whole is done.
    pub fn at(&self, done: u64, of: u64) {
        self.bar.set_length(of);
        self.bar.set_position(done);
    }

    /// An error once the user has asked to stop.
    pub fn check(&self) -> Result<()> {
        if self.interrupted.load(Ordering::Relaxed) { Err(Error::Interrupted) } else { Ok(()) }
    }

    /// Whether the user has asked to stop.
    pub fn interrupted(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.interrupted)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
