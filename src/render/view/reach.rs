//! How far what is recorded reaches.

use crate::model::Date;
use crate::report::TreatyBrief;

/// Of more treaties than these only how many lie behind is said.
const FEW: usize = 6;

/// A sentence where the day asked about lies before a treaty was opened, or behind the last day up to which
/// its acts were collected.
pub fn reach<'a>(treaties: impl IntoIterator<Item = &'a TreatyBrief>, as_of: Date) -> Option<String> {
    let treaties: Vec<&TreatyBrief> = treaties.into_iter().collect();
    if treaties.len() > FEW { reach_of_many(&treaties, as_of) } else { reach_of_each(&treaties, as_of) }
}

fn reach_of_each(treaties: &[&TreatyBrief], as_of: Date) -> Option<String> {
    let mut behind = Vec::new();
    for treaty in treaties {
        if let Some(opened) = treaty.opened_on.filter(|opened| as_of < *opened) {
            return Some(format!("{} was opened for signature on {opened}.", treaty.code));
        }
        if let Some(end) = treaty.ended_on.filter(|end| *end <= as_of) {
            return Some(format!("{} ended for all on {end}.", treaty.code));
        }
        if !treaty.collected {
            return Some(format!(
                "No act under {} is recorded: its acts have not been collected, and who stands where is not known here.",
                treaty.code
            ));
        }
        let complete_to = treaty.complete_to.filter(|day| *day < as_of);
        behind.extend(complete_to.map(|day| format!("{day} ({})", treaty.code)));
    }
    (!behind.is_empty())
        .then(|| format!("Acts were collected up to {}; later ones may be missing.", behind.join(", ")))
}

fn reach_of_many(treaties: &[&TreatyBrief], as_of: Date) -> Option<String> {
    let behind = treaties.iter().filter(|treaty| treaty.complete_to.is_none_or(|day| day < as_of)).count();
    (behind > 0).then(|| {
        let whose = if behind == treaties.len() { "any".to_owned() } else { format!("{behind}") };
        format!(
            "Acts under {whose} of the {} treaties were not collected up to {as_of}; later ones may be missing.",
            treaties.len()
        )
    })
}
