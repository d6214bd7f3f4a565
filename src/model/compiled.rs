//! When the seed was compiled.

/// The moment that the seed's entries bear: the day on which it was compiled, so that every new file begins
/// with the same entries and the same head.
pub const COMPILED_AT: &str = "2026-11-30T00:00:00Z";
