//! The gallery of errors: each message with the smallest command that brings it up. Running a page also checks
//! that the file is left as it was, byte for byte.

use crate::support::{Place, check_transcript, markdown_in};

#[test]
fn every_error_says_what_where_why_and_what_next() {
    for page in markdown_in("tests/errors") {
        check_transcript(&page, Place::new);
    }
}
