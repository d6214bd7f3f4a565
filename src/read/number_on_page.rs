//! The number of a treaty in the addresses on a page.

/// What stands behind one of these keys wherever they stand on a page, where that is always the same. What cannot be read as a
/// number says nothing.
pub(super) fn number_behind(
    keys: &[&str],
    bytes: &[u8],
    read: impl Fn(&str) -> Option<String>,
) -> Option<String> {
    const LONGEST: usize = 32;
    let text = String::from_utf8_lossy(bytes);
    let mut found: Option<String> = None;
    for rest in keys.iter().flat_map(|key| text.split(key).skip(1)) {
        let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric() && !"-.".contains(letter));
        let number = rest.get(..end.unwrap_or(rest.len()).min(LONGEST)).and_then(&read);
        match (&found, number) {
            (Some(known), Some(number)) if *known != number => return None,
            (None, number) => found = number,
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::number_behind;

    #[test]
    fn a_page_that_names_one_number_is_of_that() {
        let of = |page: &str| {
            let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.to_owned());
            number_behind(&["id=", "id&#x3D;"], page.as_bytes(), |text| {
                digits(text).filter(|text| !text.is_empty())
            })
        };
        assert_eq!(of("a?id=15 b?id=15&c d?id&#x3D;15").as_deref(), Some("15"));
        assert_eq!(of("a?id=15 b?id= c?id=x"), Some("15".to_owned()));
        assert_eq!(of("a?id=15 b?id=16"), None);
        assert_eq!(of("a?id=15 b?id&#x3D;16"), None);
        assert_eq!(of("none"), None);
    }
}
