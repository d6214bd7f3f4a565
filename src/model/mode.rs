//! What may hold beside a status: how the treaty applies to a participant for some days.

use serde::{Deserialize, Serialize};

use super::words::words;

words! {
    /// A mode of application beside the status; several can hold on one day.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    Mode():
    /// Applied provisionally, without being a party (VCLT art. 25).
    Provisional = "provisional";
    /// Operation suspended; still a party (VCLT arts 57, 72).
    Suspended = "suspended";
    /// Consent to a part of the treaty only (VCLT art. 17).
    Partial = "partial";
}
