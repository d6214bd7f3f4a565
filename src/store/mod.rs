//! L2: the only SQL. A `file` stands open; `open` makes every connection, `create` a new file by the `schema`. RECORD is the
//! `log` of each `entry`, held together by its `chain`; `record_act` and `record_facts` `append` to it in one `transaction`.
//! DERIVED follows: `apply` writes the rows of an entry, `derive` what follows by law (`law_input`: what that needs, `whose`:
//! whose territory each is), with what the `cache` has kept; `rebuild` makes all of it anew, and the `query` files read it,
//! by the columns that `rows` has from their structs. `verify` asks whether all of it `follows`, with the large tables read
//! `as_recorded` beside the log, and else makes it `derived_anew` to `compare`. `ask` answers a statement that somebody else
//! wrote, within what it `permits` and `in_time`.

mod append;
mod apply;
mod as_recorded;
mod ask;
mod cache;
mod chain;
mod clause;
mod clock;
mod codec;
mod column;
mod compare;
mod copy;
mod correct;
mod create;
mod derive;
mod derived_anew;
mod derived_rows;
mod derived_state;
mod dump;
mod earlier;
mod entry;
mod failure;
mod file;
mod follows;
mod in_time;
mod inspect;
mod journal;
mod known;
mod law_input;
mod log;
mod look;
mod names;
mod naming;
mod open;
mod opening;
mod permits;
mod query;
mod read_before;
mod rebuild;
mod record_act;
mod record_facts;
mod recovery;
mod references;
mod reflected;
mod register_row;
pub mod resolve;
mod rows;
mod said;
mod schema;
mod short_names;
mod shown_acts;
mod side_files;
mod status_runs;
mod supersede;
mod touched;
mod transaction;
mod verify;
mod whose;
mod window;

pub use append::Recording;
pub use ask::{Cut, LONGEST_STATEMENT, Question, Table, Value};
pub use copy::Copied;
pub use correct::edited;
pub use entry::{Entry, Head, Moment};
pub use file::{Access, Store};
pub use in_time::in_time;
pub use law_input::Dossier;
pub use look::Look;
pub use query::{
    ActRow, Address, CarriedRow, ClauseRow, ConflictingAct, DatedSpell, EventRow, GivenAct, GroupRow,
    InvitationRow, LogFilter, ModeChange, ModeOf, NameRow, ParticipantRow, Recorded, RecordedName,
    SeatChange, SeatRow, SourceRow, SpellAct, SpellInFull, SpellWithActs, StateNumberRow, StatusChange,
    TreatyFacts, TreatyRow, WeightRow, Whose,
};
pub use record_act::{Draft, Outcome};
pub use record_facts::Registered;
pub use said::ReservationRow;
pub use short_names::Names;
pub use status_runs::statuses;
pub use verify::Verified;
