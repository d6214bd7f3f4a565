//! Several things as a sentence names them.

/// `a, b and c`, with another joining word where asked.
#[must_use]
pub fn series<T: AsRef<str>>(items: &[T], joint: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [all @ .., last] => {
            let all: Vec<&str> = all.iter().map(AsRef::as_ref).collect();
            format!("{} {joint} {}", all.join(", "), last.as_ref())
        }
    }
}
