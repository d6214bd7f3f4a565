//! Workbooks made here, good and bad.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use accede::model::draft::{Reading, Reason};
use accede::read::{ColumnMap, Input, Unreadable, recognised_map};

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// The parts of a workbook that a test may set.
struct Book {
    /// What stands in `<sheetData>`, and before it.
    rows: String,
    dimension: &'static str,
    strings: String,
    from_1904: bool,
    more: Vec<(&'static str, Vec<u8>)>,
    /// The list of its sheets, and where they stand.
    workbook: Option<(String, String)>,
}

impl Default for Book {
    fn default() -> Self {
        let strings = "<sst uniqueCount=\"1\"><si><t>Chad</t></si></sst>".to_owned();
        Self {
            rows: String::new(),
            dimension: "A1:C9",
            strings,
            from_1904: false,
            more: Vec::new(),
            workbook: None,
        }
    }
}

impl Book {
    fn of(rows: &[&str]) -> Self {
        Self { rows: rows.concat(), ..Self::default() }
    }

    fn bytes(&self) -> Vec<u8> {
        let epoch = if self.from_1904 { "<workbookPr date1904=\"1\"/>" } else { "" };
        let sheet = format!(
            "<worksheet xmlns=\"{MAIN}\"><dimension ref=\"{}\"/><sheetData>{}</sheetData></worksheet>",
            self.dimension, self.rows
        );
        let workbook = format!(
            "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\">{epoch}<sheets><sheet name=\"Status\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
        );
        let links = |id: &str, kind: &str, target: &str| {
            format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"{id}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/></Relationships>"
            )
        };
        let styles = format!(
            "<styleSheet xmlns=\"{MAIN}\"><numFmts count=\"1\"><numFmt numFmtId=\"170\" formatCode=\"yyyy&quot; d&quot;\"/></numFmts><fonts count=\"2\"><font/><font><strike/></font></fonts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\" applyNumberFormat=\"1\"/>{}</cellXfs></styleSheet>",
            "<xf numFmtId=\"17\" applyNumberFormat=\"1\"/><xf numFmtId=\"170\" applyNumberFormat=\"1\"/><xf numFmtId=\"16\" applyNumberFormat=\"1\"/><xf numFmtId=\"14\" fontId=\"1\" applyNumberFormat=\"1\" applyFont=\"1\"/>"
        );
        let own = (workbook, links("rId1", "worksheet", "worksheets/sheet1.xml"));
        let (workbook, sheets) = self.workbook.clone().unwrap_or(own);
        let parts = [
            ("_rels/.rels", links("rId1", "officeDocument", "xl/workbook.xml")),
            ("xl/workbook.xml", workbook),
            ("xl/_rels/workbook.xml.rels", sheets),
            ("xl/styles.xml", styles),
            ("xl/sharedStrings.xml", self.strings.clone()),
            ("xl/worksheets/sheet1.xml", sheet),
        ];
        let mut file = ZipWriter::new(Cursor::new(Vec::new()));
        let parts = parts.into_iter().map(|(name, text)| (name, text.into_bytes()));
        for (name, bytes) in parts.chain(self.more.clone()) {
            file.start_file(name, SimpleFileOptions::default()).unwrap();
            file.write_all(&bytes).unwrap();
        }
        file.finish().unwrap().into_inner()
    }

    fn read(&self) -> Result<Reading, Unreadable> {
        let bytes = self.bytes();
        let input = Input { name: "table.xlsx", bytes: &bytes, treaty: Some("MY 1") };
        map().read_file(&input)
    }

    fn refused(&self) -> String {
        self.read().expect_err("it is refused").to_string()
    }
}

fn map() -> &'static ColumnMap {
    ColumnMap::shipped().iter().find(|map| map.name() == "uk-treaties").unwrap()
}

fn text(at: &str, text: &str) -> String {
    format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

fn heading() -> String {
    format!(
        "<row r=\"1\">{}{}{}{}</row>",
        text("A1", "Country"),
        text("B1", "Action"),
        text("C1", "Action Date"),
        text("D1", "Effective Date")
    )
}

fn row(number: u32, third: &str) -> String {
    let (a, b) = (text(&format!("A{number}"), "Ghana"), text(&format!("B{number}"), "Accession"));
    format!("<row r=\"{number}\">{a}{b}{third}</row>")
}

/// What the only act or finding of a workbook with this cell is: the day, or the reason.
fn third(cell: &str, from_1904: bool) -> String {
    let mut book = Book::of(&[&heading(), &row(3, cell)]);
    book.from_1904 = from_1904;
    let reading = book.read().unwrap();
    assert_eq!(reading.dated_cells, 1, "{cell}");
    match (&reading.treaties[0].acts[..], &reading.findings[..]) {
        ([act], []) => {
            assert_eq!(act.place.to_string(), "3:3");
            let window = || {
                let (first, last) = (act.day.earliest.unwrap(), act.day.latest.unwrap());
                format!("{first}..{last}")
            };
            act.day.date.map_or_else(window, |day| day.to_string())
        }
        ([], [finding]) => {
            assert_eq!(finding.place.to_string(), "3:3");
            finding.reason.word().to_owned()
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_day_is_a_cell_that_is_styled_as_one_or_text() {
    for (cell, from_1904, expected) in [
        ("<c r=\"C3\" s=\"1\"><v>37218</v></c>", false, "2001-11-23"),
        ("<c r=\"C3\" s=\"1\"><v>35756</v></c>", true, "2001-11-23"),
        ("<c r=\"C3\" t=\"inlineStr\"><is><t>23 Nov 2001</t></is></c>", false, "2001-11-23"),
        ("<c r=\"C3\" t=\"d\"><v>2001-11-23</v></c>", false, "2001-11-23"),
        ("<c r=\"C3\"><v>37218</v></c>", false, "unreadable-date"),
        ("<c r=\"C3\"><v>2001</v></c>", false, "unreadable-date"),
        ("<c r=\"C3\" s=\"1\"><v>60</v></c>", false, "unreadable-date"),
        ("<c r=\"C3\" s=\"1\"><v>37218.5</v></c>", false, "unreadable-date"),
        ("<c r=\"C3\" t=\"e\"><v>#N/A</v></c>", false, "unreadable-date"),
        ("<c r=\"C3\" s=\"1\"><f>TODAY()</f><v>37218</v></c>", false, "formula"),
        ("<c r=\"C3\" t=\"str\"><f>A1</f><v>23 Nov 2001</v></c>", false, "formula"),
    ] {
        assert_eq!(third(cell, from_1904), expected, "{cell}");
    }
}

#[test]
fn names_may_be_shared_and_formulas_are_no_names() {
    let name = |cell: &str| {
        let row = format!("<row r=\"2\">{cell}{}{}</row>", text("B2", "Accession"), text("C2", "23/11/2001"));
        Book::of(&[&heading(), &row]).read().unwrap()
    };
    assert_eq!(name("<c r=\"A2\" t=\"s\"><v>0</v></c>").treaties[0].acts[0].participant, "Chad");
    let reading = name("<c r=\"A2\" t=\"str\"><f>A1</f><v>Chad</v></c>");
    assert_eq!(reading.findings[0].reason, Reason::Formula);
    assert_eq!(name("").findings[0].reason, Reason::UnknownName);
}

#[test]
fn a_workbook_is_recognised_by_its_headings() {
    let bytes = Book::of(&[&heading()]).bytes();
    let input = Input { name: "table.xlsx", bytes: &bytes, treaty: None };
    assert_eq!(recognised_map(&input), Some(map()));
    assert!(map().recognises(&input));
}

#[test]
fn what_a_workbook_claims_is_not_believed() {
    let day = text("C3", "23/11/2001");
    let mut book = Book::of(&[&heading(), &row(3, &day)]);
    book.dimension = "A1:XFD1048576";
    assert_eq!(book.read().unwrap().treaties[0].acts.len(), 1);
    book.dimension = "A9:A1";
    assert!(book.refused().contains("claims cells"));
    book.dimension = "A1";
    book.strings = "<sst uniqueCount=\"99999999999999\"></sst>".to_owned();
    assert!(book.refused().contains("claims cells or texts"));
}

#[test]
fn a_workbook_that_is_too_large_is_refused() {
    let far = |cell: &str| Book::of(&[&heading(), cell]).refused();
    assert!(far(&format!("<row r=\"1048576\">{}</row>", text("XFD1048576", "x"))).contains("200000 rows"));
    assert!(far(&format!("<row r=\"2\">{}</row>", text("SG2", "x"))).contains("500 cells"));
    assert!(far(&format!("<row r=\"2\">{}</row>", text("ZZZZZZZZ2", "x"))).contains("claims cells"));
    assert!(
        far(&format!("<row r=\"2\">{}</row>", text("A2", &"x".repeat(40_000)))).contains("32767 letters")
    );
    let twice = format!("<row r=\"2\">{}{}</row>", text("A2", "x"), text("A2", "y"));
    assert!(far(&twice).contains("two values"));
    let back = format!("<row r=\"3\">{}</row><row r=\"2\">{}</row>", text("A3", "x"), text("A2", "y"));
    assert!(far(&back).contains("order"));
    // A cell far away that is only styled is none.
    let styled = "<row r=\"1048576\"><c r=\"XFD1048576\" s=\"1\"/></row>";
    assert!(Book::of(&[&heading(), styled]).read().is_ok());
}

#[test]
fn a_bomb_is_refused_before_it_is_opened() {
    let bomb = |name: &'static str, size: usize| {
        let more = vec![(name, vec![b' '; size])];
        Book { more, ..Book::of(&[&heading()]) }.refused()
    };
    assert!(bomb("xl/media/image1.png", 49 << 20).contains("more than 48 MiB"));
    assert!(bomb("xl/comments1.xml", 3 << 20).contains("more than 2 MiB"));
    let strings = format!("<sst>{}</sst>", " ".repeat(17 << 20));
    assert!(Book { strings, ..Book::of(&[&heading()]) }.refused().contains("more than 16 MiB"));
}

#[test]
fn what_is_no_workbook_is_told() {
    let read = |bytes: &[u8]| {
        let input = Input { name: "table.xlsx", bytes, treaty: Some("MY 1") };
        map().read_file(&input).expect_err("it is refused").to_string()
    };
    assert!(read(b"PK\x03\x04 and nothing").contains("no workbook"));
    assert!(read(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).contains("old Excel"));
    let whole = Book::of(&[&heading()]).bytes();
    assert!(read(&whole[..whole.len() / 2]).contains("no workbook"));
}

/// What a style leaves out of a day nobody wrote there.
#[test]
fn a_month_or_a_year_is_no_day_and_what_is_struck_out_no_act() {
    assert_eq!(third("<c r=\"C3\" s=\"1\"><v>36281</v></c>", false), "1999-05-01");
    assert_eq!(third("<c r=\"C3\" s=\"2\"><v>36281</v></c>", false), "1999-05-01..1999-05-31");
    assert_eq!(third("<c r=\"C3\" s=\"3\"><v>36161</v></c>", false), "1999-01-01..1999-12-31");
    assert_eq!(third("<c r=\"C3\" s=\"4\"><v>36281</v></c>", false), "unreadable-date");
    assert_eq!(third("<c r=\"C3\" s=\"5\"><v>36281</v></c>", false), "unreadable-date");
}

fn two_sheets(second: &str) -> Vec<u8> {
    let mut book = Book::of(&[&heading(), &row(3, "<c r=\"C3\" s=\"1\"><v>36281</v></c>")]);
    let sheet = format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{second}</sheetData></worksheet>");
    let workbook = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets><sheet name=\"Status\" sheetId=\"1\" r:id=\"rId1\"/><sheet name=\"Left\" state=\"hidden\" sheetId=\"2\" r:id=\"rId2\"/></sheets></workbook>"
    );
    let links = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{RELATIONS}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"{RELATIONS}/worksheet\" Target=\"worksheets/sheet2.xml\"/></Relationships>"
    );
    book.more = vec![("xl/worksheets/sheet2.xml", sheet.into_bytes())];
    book.workbook = Some((workbook, links));
    book.bytes()
}

#[test]
fn days_on_another_sheet_are_told() {
    let read = |second: &str| {
        let bytes = two_sheets(second);
        map().read_file(&Input { name: "table.xlsx", bytes: &bytes, treaty: Some("MY 1") }).unwrap()
    };
    let reading = read(&format!("{}{}", heading(), row(2, "<c r=\"C2\" s=\"1\"><v>36282</v></c>")));
    let [finding] = &reading.findings[..] else { panic!("{reading:?}") };
    assert!(finding.why.contains("'Left' has a day"), "{}", finding.why);
    assert_eq!(finding.cell, "1999-05-02");
    assert_eq!(read(&heading()).findings, []);
}

/// A depositary's table is the same in a workbook.
#[test]
fn what_reads_a_table_of_text_reads_it_in_a_workbook() {
    let rows = format!(
        "<row r=\"1\">{}{}{}</row><row r=\"3\">{}{}{}</row><row r=\"4\">{}{}</row>",
        text("A1", "Participant"),
        text("B1", "Signature"),
        text("C1", "Ratification, Accession(a)"),
        text("A3", "Mu"),
        text("B3", "1 Mar 1990"),
        text("C3", "2 Apr 1991 a"),
        text("A4", "Thule"),
        "<c r=\"B4\" s=\"1\"><f>A1</f><v>36281</v></c>",
    );
    let bytes = Book::of(&[&rows]).bytes();
    let reading = super::whole("mtdsg-csv", "IV-91.xlsx", &bytes, Some("UN IV-91"));
    assert_eq!(
        super::lines(&reading),
        [
            "UN IV-91",
            "3:2 Mu signature 1990-03-01",
            "3:3 Mu accession 1991-04-02",
            "! 4:2 unreadable-date formula: 1999-05-01",
        ]
    );
}
