//! How long something takes where it has not yet happened to all: the Kaplan–Meier estimate, with those that still wait
//! counted as long as they were seen to wait.

/// One that was watched for some days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wait {
    /// For how many days, from the first day on.
    pub days: i64,
    /// Whether it ended then because it happened; else nothing is known from then on.
    pub happened: bool,
}

/// What follows from a number of waits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Survival {
    /// How many were watched.
    pub n: usize,
    /// To how many it happened.
    pub happened: usize,
    /// Days after which it had happened to a quarter; none where the estimate does not come so far.
    pub quarter: Option<i64>,
    /// Days after which it had happened to half.
    pub median: Option<i64>,
    /// Days after which it had happened to three quarters.
    pub three_quarters: Option<i64>,
}

impl Survival {
    /// The estimate from these waits. What happens on a day comes before what is no longer watched from that day on.
    #[must_use]
    pub fn of(waits: &[Wait]) -> Self {
        // Shares are products of fractions: what differs by less than this differs by rounding.
        const ROUNDING: f64 = 1e-9;
        let mut sorted = waits.to_vec();
        sorted.sort_unstable();
        let mut found = Self {
            n: waits.len(),
            happened: waits.iter().filter(|wait| wait.happened).count(),
            ..Self::default()
        };
        let mut left = 1.0;
        let mut at_risk = waits.len();
        for of_day in sorted.chunk_by(|one, other| one.days == other.days) {
            let happened = of_day.iter().filter(|wait| wait.happened).count();
            left *= 1.0 - share(happened, at_risk);
            at_risk -= of_day.len();
            let days = of_day[0].days;
            for (slot, at_most) in
                [(&mut found.quarter, 0.75), (&mut found.median, 0.5), (&mut found.three_quarters, 0.25)]
            {
                if happened > 0 && slot.is_none() && left <= at_most + ROUNDING {
                    *slot = Some(days);
                }
            }
        }
        found
    }
}

#[expect(clippy::cast_precision_loss, reason = "there are fewer participants than a float can count")]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(waits: &[(i64, bool)]) -> (Option<i64>, Option<i64>, Option<i64>) {
        let waits: Vec<Wait> =
            waits.iter().map(|(days, happened)| Wait { days: *days, happened: *happened }).collect();
        let found = Survival::of(&waits);
        (found.quarter, found.median, found.three_quarters)
    }

    #[test]
    fn without_censoring_it_is_the_plain_quantile() {
        assert_eq!(of(&[(4, true), (1, true), (3, true), (2, true)]), (Some(1), Some(2), Some(3)));
        assert_eq!(of(&[(5, true)]), (Some(5), Some(5), Some(5)));
        assert_eq!(of(&[(0, true), (0, true)]), (Some(0), Some(0), Some(0)));
        assert_eq!(of(&[]), (None, None, None));
    }

    /// The remission of leukaemia under 6-MP, as in every textbook: the median is 23 weeks.
    #[test]
    fn with_censoring() {
        let happened = [6, 6, 6, 7, 10, 13, 16, 22, 23].map(|days| (days, true));
        let watched = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map(|days| (days, false));
        let all: Vec<(i64, bool)> = happened.into_iter().chain(watched).collect();
        assert_eq!(of(&all), (Some(13), Some(23), None));
    }

    #[test]
    fn those_who_still_wait_hold_the_estimate_up() {
        assert_eq!(of(&[(1, false), (2, false)]), (None, None, None));
        assert_eq!(of(&[(1, true), (2, false), (3, false)]).1, None);
        // One that is no longer watched from the day of an event on was watched that day.
        assert_eq!(of(&[(1, true), (1, false)]), (Some(1), Some(1), None));
        assert_eq!(of(&[(1, false), (2, true)]), (Some(2), Some(2), Some(2)));
    }
}
