//! `accede next`: what will happen by time alone.

use super::context::Context;
use super::group_option::GroupOption;
use crate::error::{Error, Result};
use crate::model::Date;
use crate::report::{Ahead, next};
use crate::store::resolve;

/// What will happen by time alone: entries into force, departures, windows that close
///
/// From the day after the one asked about, by the acts done up to it: treaties and consents that enter into force,
/// denunciations that take effect, what begins and ends beside a status, last days to sign, to give notice and to object,
/// invitations that lapse, memberships that begin and end. With --group its members, and what concerns all alike.
/// --format ics makes a calendar.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede next
  accede next budapest --as-of 2025-11-01
  accede next --within 1y --group EU
  accede next --within 2026-12-31
  accede next --within 1y --format ics --output treaties.ics")]
pub struct Args {
    /// Only these treaties, by any of their names
    #[arg(value_name = "TREATY")]
    treaties: Vec<String>,

    /// How far to look: days, weeks, months or years (90d, 12w, 6m, 2y), or the last day
    #[arg(long, value_name = "TIME|DATE", default_value = "90d", value_parser = within)]
    within: Within,

    #[command(flatten)]
    group: GroupOption,
}

/// How far to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Within {
    Days(u32),
    Months(u32),
    Until(Date),
}

fn within(word: &str) -> std::result::Result<Within, String> {
    let lengths = || {
        let (number, unit) = word.split_at_checked(word.len().checked_sub(1)?)?;
        let digits = !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit());
        let number: u32 = number.parse().ok().filter(|number| digits && *number > 0)?;
        match unit {
            "d" => Some(Within::Days(number)),
            "w" => number.checked_mul(7).map(Within::Days),
            "m" => Some(Within::Months(number)),
            "y" => number.checked_mul(12).map(Within::Months),
            _ => None,
        }
    };
    lengths().or_else(|| word.parse().ok().map(Within::Until)).ok_or_else(|| {
        "it is a time from 1 on, as 90d, 12w, 6m or 2y, or a last day, written YYYY-MM-DD".to_owned()
    })
}

/// Answers it.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let store = context.read()?;
    let when = context.when();
    let mut treaties = Vec::new();
    for name in &args.treaties {
        let treaty = resolve::treaty(&store, name)?;
        if treaties.iter().any(|known: &crate::store::TreatyRow| known.code == treaty.code) {
            return Err(Error::usage(format!("'{name}': {} is named twice", treaty.code)));
        }
        treaties.push(treaty);
    }
    let set = args.group.set(&store, when.as_of)?;
    let until = match args.within {
        Within::Days(days) => when.as_of.plus_days(days.into()),
        Within::Months(months) => when.as_of.plus_months(months),
        Within::Until(day) => Some(day),
    };
    let until = until.filter(|until| when.as_of < *until).ok_or_else(|| match args.within {
        Within::Until(day) => Error::usage(format!(
            "--within {day} is not after {}: there is nothing to come before it",
            when.as_of
        )),
        _ => Error::usage(format!("--within goes beyond the last day, {}; give a shorter time", Date::LAST)),
    })?;
    let asked = Ahead { treaties, set: set.as_ref(), until, calendar: context.wants_calendar() };
    context.answer_from(&store, &next(&store, &asked, when)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_days() {
        assert_eq!(within("90d"), Ok(Within::Days(90)));
        assert_eq!(within("12w"), Ok(Within::Days(84)));
        assert_eq!(within("2y"), Ok(Within::Months(24)));
        assert!(matches!(within("2026-12-31"), Ok(Within::Until(_))));
        for bad in [
            "",
            "d",
            "0d",
            "-1d",
            "+1d",
            "1.5y",
            "90",
            "90 d",
            "90D",
            "9999999999d",
            "4294967295w",
            "é",
            "2026-02-30",
        ] {
            assert!(within(bad).is_err(), "{bad}");
        }
    }
}
