//! The option `--group`.

use crate::error::Result;
use crate::model::Date;
use crate::report::Set;
use crate::store::Store;

/// Limits a question to a set of participants.
#[derive(Debug, clap::Args)]
pub struct GroupOption {
    /// Only members of this group on the day: EU, COE … or parties:TREATY, signatories:TREATY (signed, not
    /// consented), signed:TREATY, consented:TREATY, former:TREATY (left it)
    #[arg(long, value_name = "GROUP")]
    group: Option<String>,
}

impl GroupOption {
    /// Whether one was asked for.
    pub fn is_given(&self) -> bool {
        self.group.is_some()
    }

    /// The set, where one was asked for.
    pub fn set(&self, store: &Store, day: Date) -> Result<Option<Set>> {
        self.group.as_deref().map(|asked| Set::called(store, asked, day)).transpose()
    }
}
