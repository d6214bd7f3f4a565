//! Rows that are alike but for their period: written out once, and copied with each period put in.

use std::fmt::Display;
use std::io::Write;

use crate::report::Period;

/// The text of one row with holes in it.
#[derive(Debug, Default)]
pub(super) struct Template {
    /// What is written so far.
    pub text: Vec<u8>,
    holes: Vec<(usize, Hole)>,
}

#[derive(Debug, Clone, Copy)]
enum Hole {
    Period,
    Year,
}

/// A year has four figures, and every period begins with its year.
const YEAR: usize = 4;

impl Template {
    pub fn clear(&mut self) {
        self.text.clear();
        self.holes.clear();
    }

    /// Adds a value as text.
    pub fn put(&mut self, value: impl Display) {
        write!(self.text, "{value}").expect("memory takes everything");
    }

    /// The period goes in here.
    pub fn period_here(&mut self) {
        self.holes.push((self.text.len(), Hole::Period));
    }

    /// The year of the period goes in here.
    pub fn year_here(&mut self) {
        self.holes.push((self.text.len(), Hole::Year));
    }

    /// Adds the row for one period.
    pub fn fill(&self, period: &Period, to: &mut Vec<u8>) {
        let label = period.label.as_bytes();
        let mut done = 0;
        for (at, hole) in &self.holes {
            to.extend_from_slice(&self.text[done..*at]);
            match hole {
                Hole::Period => to.extend_from_slice(label),
                Hole::Year => to.extend_from_slice(&label[..YEAR.min(label.len())]),
            }
            done = *at;
        }
        to.extend_from_slice(&self.text[done..]);
    }
}
