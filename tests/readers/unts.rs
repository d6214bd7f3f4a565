use super::{lines, refused, whole};

const LIST: &[u8] = include_bytes!("../read/good/unts.csv");

#[test]
fn a_row_is_an_act_or_a_statement_with_or_without_days() {
    let reading = whole("unts", "IV-3.csv", LIST, Some("UN IV-3"));
    assert_eq!(
        lines(&reading),
        [
            "UN IV-3",
            "2:23 Atlantis ratification 1993-09-01 effect 1992-03-06",
            "3:23 Atlantis ratification 1993-09-04 effect 1992-03-06",
            "4:19 Lemuria signature unknown flagged",
            "5:35 Lemuria statement:withdrawal-of-statement 1992-09-30 effect 1992-09-30",
            "6:25 Mu, Land of accession 1992-09-30",
        ]
    );
}

#[test]
fn what_cannot_be_read_is_told() {
    let list = include_bytes!("../read/bad/unts.csv");
    assert_eq!(
        lines(&whole("unts", "list.csv", list, Some("UN IV-3"))),
        [
            "UN IV-3",
            "5:20 Atlantis accession 1990-01-01",
            "! 2:10 unknown-action Dreaming",
            "! 3:20 unreadable-date 01/13/1990",
            "! 4:1 uneven-row Atlantis | Accession",
            "! 5:31 unreadable-date 1990",
            "! 6:12 unknown-name 01/01/1990",
        ]
    );
    assert_eq!(refused("unts", LIST, None), "needs a treaty");
}
