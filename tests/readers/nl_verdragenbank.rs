use super::{lines, refused, whole};

#[test]
fn a_party_becomes_its_acts_and_its_reservations() {
    let page = include_bytes!("../read/good/nl-verdragenbank.xml");
    let reading = whole("nl-verdragenbank", "1.xml", page, None);
    assert_eq!(
        lines(&reading),
        [
            "NL 000091",
            "14:1 Atlantis signature 1998-12-17",
            "15:1 Atlantis ratification 1999-07-28 effect 1999-11-01 flagged",
            "18:1 Atlantis denunciation 2010-01-01 effect 2010-07-01",
            "21:14 Atlantis statement:reservation 1999-07-28 flagged",
            "22:14 Atlantis statement:reservation unknown flagged",
            "26:24 Lemurië provisional-application 2000-01-01",
            "27:24 Lemurië accession 2000-02-02",
            "30:22 Mu consent-to-be-bound 2001-01-01 flagged",
            "! 17:1 unknown-action 1999-01-01",
        ]
    );
    let treaty = &reading.treaties[0];
    assert_eq!(treaty.title.as_deref(), Some("Verdrag inzake kaarten"));
    assert_eq!(treaty.acts[3].note.as_deref(), Some("Mu & Lemuria are not recognised."));
    assert_eq!(treaty.acts[1].note.as_deref(), Some("with effect back to 1999-01-01"));
    assert_eq!(reading.edition.status_as_at.unwrap().to_string(), "2022-06-23");
    assert_eq!(treaty.adopted_on.unwrap().to_string(), "1985-10-03");
}

#[test]
fn what_cannot_be_read_is_told() {
    let page = include_bytes!("../read/bad/nl-verdragenbank.xml");
    assert_eq!(
        lines(&whole("nl-verdragenbank", "1.xml", page, None)),
        [
            "NL 000091",
            "! 4:35 unknown-action 1999-07-28",
            "! 4:116 unknown-action 1999-11-01",
            "! 5:35 unreadable-date 17-13-1998",
            "! 5:86 unknown-action 2010-07-01",
            "! 6:12 unknown-name 1998-12-17",
            "! 8:32 unknown-action 2000-01-01",
        ]
    );
    assert_eq!(refused("nl-verdragenbank", b"<Verdragenbank></Verdragenbank>", None), "needs a treaty");
}
