use super::{lines, refused, whole};

const PAGE: &str =
    "Agreement on Maps\nParty Signature (*) Notification Entry into force (*) Decl/Res Observations\n\n";

#[test]
fn one_day_is_that_of_the_notification_and_three_are_all() {
    let page = format!(
        "Signature 09/12/2011: Mu; Entry into force 01/07/2013\n{PAGE}Atlantis 08/08/2012 Yes\nGreat Mu 10/12/2011 09/08/2012 01/08/2013\n(*) when no date is specified"
    );
    let reading = whole("eu-council", "page.txt", page.as_bytes(), Some("maps"));
    assert_eq!(
        lines(&reading),
        [
            "maps",
            "5:1 Atlantis signature 2011-12-09 flagged",
            "5:10 Atlantis consent-to-be-bound 2012-08-08 effect 2013-07-01 flagged",
            "6:10 Great Mu signature 2011-12-10",
            "6:21 Great Mu consent-to-be-bound 2012-08-09 effect 2013-08-01 flagged",
        ]
    );
    assert_eq!(reading.treaties[0].acts[0].note.as_deref(), Some("beside it: Yes"));
}

#[test]
fn what_cannot_be_read_is_told() {
    let page = format!(
        "Done on 01/01/2000\n{PAGE}Atlantis 08/08/2012 09/09/2012\nMu 08/13/2012\n[above: Signature 09/12/2011; Termination 01/01/2014]\n01/01/2001\nA 1/1/2001 1/1/2001 1/1/2001 1/1/2001"
    );
    assert_eq!(
        lines(&whole("eu-council", "page.txt", page.as_bytes(), Some("maps"))),
        [
            "maps",
            "6:1 Mu signature 2011-12-09 flagged",
            "! 1:1 not-of-this-form Done on 01/01/2000",
            "! 7:1 unknown-action  Termination 01/01/2014]",
            "! 9:1 not-of-this-form A 1/1/2001 1/1/2001 1/1/2001 1/1/2001",
            "! 5:10 ambiguous-heading 08/08/2012",
            "! 5:21 ambiguous-heading 09/09/2012",
            "! 6:4 unreadable-date 08/13/2012",
            "! 8:1 unknown-name 01/01/2001",
        ]
    );
    assert_eq!(refused("eu-council", PAGE.as_bytes(), None), "needs a treaty");
    assert_eq!(refused("eu-council", b"Party 08/08/2012", Some("maps")), "1:1 not-of-this-form");
}

/// Pasted with its tabs, or out of a spreadsheet, each day stands in its column.
#[test]
fn cells_that_stand_apart_are_read_by_their_columns() {
    for separator in ["\t", ";", ","] {
        let rows = [
            "Party|Signature (*)|Notification|Entry into force (*)|Decl/Res|Observations",
            "Mali|01/02/2003||||",
            "Cuba|||01/04/2004||",
            "Chad|01/02/2003|02/03/2004|01/04/2004|Yes|",
            "Togo||02/03/2004|||denounced on 5 May 2009",
            "Peru|soon||||",
        ];
        let page = rows.join("\n").replace('|', separator);
        assert_eq!(
            lines(&whole("eu-council", "page.txt", page.as_bytes(), Some("maps"))),
            [
                "maps",
                "2:6 Mali signature 2003-02-01",
                "3:8 Cuba consent-to-be-bound unknown effect 2004-04-01 flagged",
                "4:6 Chad signature 2003-02-01",
                "4:17 Chad consent-to-be-bound 2004-03-02 effect 2004-04-01 flagged",
                "5:7 Togo consent-to-be-bound 2004-03-02 flagged",
                "! 5:20 unread-column 5 May 2009",
                "! 6:6 unreadable-date soon",
            ],
            "{separator}"
        );
    }
}

#[test]
fn a_day_in_another_form_than_that_of_the_page_is_told() {
    let page = format!("{PAGE}Bulgaria 19 April 2012\nItaly(01/02/2013)\n");
    assert_eq!(
        lines(&whole("eu-council", "page.txt", page.as_bytes(), Some("maps"))),
        ["maps", "! 4:1 not-of-this-form 19 April 2012", "! 5:1 not-of-this-form 01/02/2013"]
    );
}
