//! How well a fact is supported.

use serde::{Deserialize, Serialize};

use super::words::words;

words! {
    /// How well a fact is supported by its sources.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "lowercase")]
    Confidence():
    /// Not supported by any source seen.
    Unverified = "unverified";
    /// From knowledge of the depositary's chart; it follows the rule and every dated count agrees.
    Consistent = "consistent";
    /// Seen in at least one named source.
    Verified = "verified";
}
