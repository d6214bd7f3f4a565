//! Work that ends in time, whatever it does.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::error::{Error, Result};

/// How often it is looked whether the user asks to stop.
const LOOK: Duration = Duration::from_millis(20);

/// As much as the main thread has.
const STACK: usize = 8 << 20;

/// Does work on a thread of its own, and stops waiting for it after `time` or once `stop` is set. `SQLite` looks at a clock
/// between its steps only, and one step can take minutes. The time begins where the work calls what it is given.
///
/// Work that is given up goes on until its next look at the clock, or until the process ends: it must not write.
///
/// Errors: what the work gives; [`Error::Refused`] where its time was over, [`Error::Interrupted`] where it was asked to
/// stop.
pub fn in_time<T: Send + 'static>(
    time: Duration,
    stop: &Arc<AtomicBool>,
    work: impl FnOnce(&dyn Fn()) -> Result<T> + Send + 'static,
) -> Result<T> {
    let (say, hear) = channel();
    let worker = move || {
        // Nobody listens any more where the work was given up.
        let done = work(&|| drop(say.send(None)));
        drop(say.send(Some(done)));
    };
    let worker = thread::Builder::new().stack_size(STACK).spawn(worker);
    let worker = worker.map_err(|why| {
        Error::Refused(format!("the system gives no thread for it: {why}; try again when it has less to do"))
    })?;
    let mut end: Option<Instant> = None;
    loop {
        let left = end.map_or(LOOK, |end| end.saturating_duration_since(Instant::now()).min(LOOK));
        match hear.recv_timeout(left) {
            Ok(Some(done)) => return done,
            Ok(None) => end = Instant::now().checked_add(time),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => {
                let fault = worker.join().expect_err("it ended without an answer");
                std::panic::resume_unwind(fault)
            }
        }
        if stop.load(Ordering::Relaxed) {
            return Err(Error::Interrupted);
        }
        if end.is_some_and(|end| Instant::now() >= end) {
            return Err(over(time));
        }
    }
}

/// The error where a time is over.
pub(super) fn over(time: Duration) -> Error {
    let time = time.as_secs_f64();
    Error::Refused(format!("stopped after {time} s; ask for less, or give it longer with --timeout"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_secs(3_600);

    fn no_end() {
        loop {
            thread::park();
        }
    }

    #[test]
    fn work_that_never_looks_at_the_clock_is_given_up() {
        let given_up = in_time(Duration::from_millis(1), &Arc::default(), |begin| {
            begin();
            no_end();
            Ok(())
        });
        assert!(matches!(given_up, Err(Error::Refused(why)) if why.starts_with("stopped after 0.001 s")));
    }

    #[test]
    fn work_is_given_up_as_soon_as_the_user_asks() {
        let stop = Arc::new(AtomicBool::new(false));
        let asked = Arc::clone(&stop);
        let given_up = in_time(LONG, &stop, move |_| {
            asked.store(true, Ordering::Relaxed);
            no_end();
            Ok(())
        });
        assert!(matches!(given_up, Err(Error::Interrupted)));
    }

    #[test]
    fn what_comes_before_the_work_begins_takes_its_time() {
        let done = in_time(Duration::from_millis(1), &Arc::default(), |begin| {
            thread::sleep(Duration::from_millis(50));
            begin();
            Ok(7)
        });
        assert_eq!(done.unwrap(), 7);
        let failed = in_time(LONG, &Arc::default(), |_| Err::<(), _>(Error::usage("not that")));
        assert!(matches!(failed, Err(Error::Usage(why)) if why == "not that"));
    }
}
