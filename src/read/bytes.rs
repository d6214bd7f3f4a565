//! Bytes of which nobody has said yet what they are.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};

/// The encoding of a text in UTF-16 that says so by its first bytes, and what stands behind them.
pub(super) fn in_utf16(bytes: &[u8]) -> Option<(&'static Encoding, &[u8])> {
    let (encoding, mark) = Encoding::for_bom(bytes).filter(|found| found.0 != UTF_8)?;
    Some((encoding, &bytes[mark..]))
}

/// Bytes as text, whatever they are, for a look at it.
pub(super) fn looked_at(bytes: &[u8]) -> Cow<'_, str> {
    match in_utf16(bytes) {
        Some((encoding, bytes)) => encoding.decode_without_bom_handling(bytes).0,
        None => String::from_utf8_lossy(bytes),
    }
}
