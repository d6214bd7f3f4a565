//! L0: files of other machines, by their addresses. `asking` says what is asked for, and `client` asks, which the feature
//! `fetch` makes part of the program; without it `no_client` says so.

mod asking;
#[cfg(feature = "fetch")]
mod client;
#[cfg(not(feature = "fetch"))]
mod no_client;

pub use asking::{Asking, Fetched, is_address};
#[cfg(feature = "fetch")]
pub use client::Client;
#[cfg(not(feature = "fetch"))]
pub use no_client::Client;
