//! Files that others made to harm: each is refused with a message, in bounded memory and time, and the register stays as it
//! was.

#![cfg(target_os = "linux")]

use std::fs::{self, File};
use std::io::{BufWriter, Cursor, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::mutate::{sheet, workbook};
use crate::support::{Place, TODAY};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The most memory that a command may hold, in KiB; what it asks for beyond is not given to it.
const MOST_MEMORY: u64 = 256 << 10;

/// The most seconds of computing: long enough without optimisation, whatever else the machine does.
const MOST_COMPUTING: u64 = 60;

/// What has not ended by then waits for something.
const LONGEST: Duration = Duration::from_secs(600);

const MIB: usize = 1 << 20;

/// What is said and how it ends.
const SOUND: i32 = 0;
const FINDING: i32 = 1;
const USAGE: i32 = 2;
const UNUSABLE: i32 = 4;

type Make = fn(&mut dyn Write);

/// A hostile file: what it is, its name, what is in it, further options, the exit code, and a piece of the message.
type Case = (&'static str, &'static str, Make, &'static str, i32, &'static str);

fn put(file: &mut dyn Write, bytes: impl AsRef<[u8]>) {
    file.write_all(bytes.as_ref()).unwrap();
}

/// The same piece again and again.
fn many(file: &mut dyn Write, piece: &str, times: usize) {
    let block = piece.repeat(1 + 4096 / piece.len());
    let per_block = block.len() / piece.len();
    for _ in 0..times / per_block {
        put(file, &block);
    }
    put(file, piece.repeat(times % per_block));
}

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
/// Up to the rows of the table.
const TABLE: &str = "<Treaty><ExternalData><Titlesect>Maps</Titlesect></ExternalData><Participants><Thead><Row><Entry>Participant</Entry><Entry>Signature</Entry></Row></Thead><Rows>";
const END: &str = "</Rows></Participants></Treaty>";
const CSV: &str = "treaty,participant,action,date\n";
const JSON: &str = "[{\"NumSTE\": \"185\", \"CodePays\": \"FR\", \"DateSignature\": \"2001-11-23\"";
const UNTS: &str = "Participant,Action,Date of Notification/Deposit,Date of Effect\n";

fn lol(file: &mut dyn Write) {
    put(file, format!("{XML}<!DOCTYPE Treaty [<!ENTITY a0 \"lol\">"));
    for level in 1..20 {
        put(file, format!("<!ENTITY a{level} \"{}\">", format!("&a{};", level - 1).repeat(10)));
    }
    put(file, format!("]>\n{TABLE}<Row><Entry>&a19;</Entry><Entry>1 Jan 2001</Entry></Row>{END}"));
}

const XML_CASES: [Case; 21] = [
    ("XML bomb", "IV-11.en.xml", lol, "", FINDING, "declares a document type"),
    (
        "external entity",
        "IV-11.en.xml",
        |file| {
            put(
                file,
                format!("{XML}<!DOCTYPE Treaty [<!ENTITY secret SYSTEM \"file:///etc/passwd\">]>\n{TABLE}"),
            );
            put(file, format!("<Row><Entry>&secret;</Entry><Entry>1 Jan 2001</Entry></Row>{END}"));
        },
        "",
        FINDING,
        "declares a document type",
    ),
    (
        "entity without a declaration",
        "IV-11.en.xml",
        |file| put(file, format!("{XML}{TABLE}<Row><Entry>&a;</Entry><Entry>1 Jan 2001</Entry></Row>{END}")),
        "",
        FINDING,
        "'&a;' stands for nothing that is known here",
    ),
    (
        "100,000 elements deep",
        "IV-11.en.xml",
        |file| {
            put(file, format!("{XML}<Treaty><ExternalData/>"));
            many(file, "<Row>", 100_000);
        },
        "",
        FINDING,
        "elements stand in each other too deeply",
    ),
    (
        "attribute of 40 MiB",
        "IV-11.en.xml",
        |file| {
            put(file, format!("{XML}{TABLE}<Row a=\""));
            many(file, "a", 40 * MIB);
            put(file, format!("\"><Entry>Mu</Entry></Row>{END}"));
        },
        "",
        FINDING,
        "this tag is longer than 64 KiB",
    ),
    (
        "two million attributes",
        "IV-11.en.xml",
        |file| {
            put(file, format!("{XML}{TABLE}<Row"));
            many(file, " a='b'", 2_000_000);
            put(file, format!("><Entry>Mu</Entry></Row>{END}"));
        },
        "",
        FINDING,
        "this tag is longer than 64 KiB",
    ),
    (
        "text of 60 MiB",
        "IV-11.en.xml",
        |file| {
            put(file, format!("{XML}{TABLE}<Row><Entry>"));
            many(file, "a", 60 * MIB);
            put(file, format!("</Entry></Row>{END}"));
        },
        "",
        FINDING,
        "the text of one element is longer than 1 MiB",
    ),
    (
        "row of a million cells",
        "IV-11.en.xml",
        |file| {
            put(file, format!("{XML}{TABLE}<Row>"));
            many(file, "<Entry>1 Jan 2001</Entry>", 1_000_000);
            put(file, format!("</Row>{END}"));
        },
        "",
        FINDING,
        "<Row> has more than 100000 elements in it",
    ),
    (
        "name of an element of 40 MiB",
        "IV-11.en.xml",
        |file| {
            put(file, format!("{XML}{TABLE}<"));
            many(file, "a", 40 * MIB);
            put(file, format!(">{END}"));
        },
        "",
        FINDING,
        "this tag is longer than 64 KiB",
    ),
    (
        "NUL in XML",
        "IV-11.en.xml",
        |file| put(file, format!("{XML}{TABLE}<Row><Entry>M\0u</Entry><Entry>1 Jan 2001</Entry></Row>{END}")),
        "",
        FINDING,
        "a NUL byte stands here",
    ),
    (
        "NUL as a reference",
        "IV-11.en.xml",
        |file| {
            put(file, format!("{XML}{TABLE}<Row><Entry>M&#0;u</Entry><Entry>1 Jan 2001</Entry></Row>{END}"));
        },
        "",
        FINDING,
        "'&#0;' is no character",
    ),
    (
        "encoding that does not exist",
        "IV-11.en.xml",
        |file| {
            put(file, "<?xml version=\"1.0\" encoding=\"EBCDIC-\u{1b}[31m\"?>");
            put(file, format!("{TABLE}<Row><Entry>Mu</Entry><Entry>1 Jan 2001</Entry></Row>{END}"));
        },
        "",
        FINDING,
        "is not read here; give a copy in UTF-8",
    ),
    (
        "encoding that it is not in",
        "IV-11.en.xml",
        |file| {
            put(
                file,
                format!("{XML}{TABLE}<Row><Entry>C\u{f4}te</Entry>")
                    .replace('\u{f4}', "\u{1}")
                    .into_bytes()
                    .iter()
                    .map(|byte| if *byte == 1 { 0xf4 } else { *byte })
                    .collect::<Vec<u8>>(),
            );
            put(file, format!("<Entry>1 Jan 2001</Entry></Row>{END}"));
        },
        "",
        FINDING,
        "the byte F4 here is no UTF-8",
    ),
    (
        "cut off",
        "IV-11.en.xml",
        |file| put(file, format!("{XML}{TABLE}<Row><Entry>Fra")),
        "",
        FINDING,
        "it is cut off",
    ),
    (
        "escapes in a name and a heading",
        "IV-11.en.xml",
        |file| {
            let table =
                TABLE.replace("Signature", "Signature&#27;[31m").replace("Maps", "M&#x9b;31ma&#x202e;ps");
            let row = "<Row><Entry>Fr&#27;]0;title&#7;ance</Entry><Entry>1 Jan 2001&#x202e;</Entry></Row>";
            put(file, format!("{XML}{table}{row}{END}"));
        },
        "",
        FINDING,
        "there is a control character in it",
    ),
    (
        "eight million fields",
        "1.xml",
        |file| {
            put(
                file,
                format!("{XML}<Verdragenbank><meta><identifier>1</identifier></meta><Partijen><Partij>"),
            );
            many(file, "<a>b</a>", 7 * MIB);
            put(file, "</Partij></Partijen></Verdragenbank>");
        },
        "",
        FINDING,
        "<Partij> has more than 100000 elements in it",
    ),
    (
        "a remark in a million pieces",
        "IV-11.en.xml",
        |file| {
            put(file, format!("{XML}<Treaty><ExternalData>"));
            for _ in 0..15 {
                put(file, "<EIF>");
                many(file, "<Labeltext>a</Labeltext>", 99_000);
                put(file, "</EIF>");
            }
            put(
                file,
                format!(
                    "</ExternalData>{TABLE}<Row><Entry>Nobody</Entry><Entry>1 Jan 2001</Entry></Row>{END}</Treaty>"
                ),
            );
        },
        "",
        FINDING,
        "nobody is called so",
    ),
    (
        "a note in a million pieces",
        "1.xml",
        |file| {
            put(file, format!("{XML}<Verdragenbank><meta><identifier>1</identifier></meta><Partijen>"));
            for _ in 0..15 {
                put(
                    file,
                    "<Partij><NaamPartij>Nobody</NaamPartij><Voorbehouden><Voorbehoud><TekstVoorbehoud>",
                );
                many(file, "<p>a</p>", 99_000);
                put(file, "</TekstVoorbehoud></Voorbehoud></Voorbehouden></Partij>");
            }
            put(file, "</Partijen></Verdragenbank>");
        },
        "",
        FINDING,
        "nobody is called so",
    ),
    (
        "99,000 empty names",
        "IV-11.en.xml",
        |file| {
            put(file, format!("{XML}{TABLE}"));
            many(file, "<Row><Entry/><Entry>1 Jan 2001</Entry></Row>", 99_000);
            put(file, END);
        },
        "",
        FINDING,
        "more than 10000 findings",
    ),
    (
        "marks of footnotes in a text of 1 MiB",
        "IV-11.en.xml",
        |file| {
            put(file, format!("{XML}<Treaty><ExternalData><Conclusion>"));
            many(file, "&lt;superscript&gt;1&lt;/superscript&gt; ", 36_000);
            put(file, "</Conclusion><EIF><Labeltext>");
            many(file, "&lt;superscript&gt;1&lt;/superscript&gt; 1 Jan 2001 ", 26_000);
            put(
                file,
                format!(
                    "</Labeltext></EIF></ExternalData>{TABLE}<Row><Entry>Nobody</Entry><Entry>1 Jan 2001</Entry></Row>{END}</Treaty>"
                ),
            );
        },
        "",
        FINDING,
        "nobody is called so",
    ),
    (
        "100,000 bad days",
        "IV-11.en.xml",
        |file| {
            put(file, format!("{XML}{TABLE}"));
            many(file, "<Row><Entry>France</Entry><Entry>31 Feb 2001</Entry></Row>", 100_000);
            put(file, END);
        },
        "",
        FINDING,
        "more than 10000 findings",
    ),
];

const TEXT_CASES: [Case; 34] = [
    (
        "words of an act again and again",
        "table.csv",
        |file| {
            put(file, CSV);
            for number in 0..4_000 {
                put(file, format!("LAKE 1,Chad,{number}{} of A,2001-01-01\n", " of A".repeat(80)));
            }
        },
        "",
        FINDING,
        "4000 Findings",
    ),
    ("nothing in it", "table.csv", |_| {}, "", FINDING, "the file is empty"),
    ("nothing in it, for a reader", "table.csv", |_| {}, "--reader accede-csv", FINDING, "the file is empty"),
    (
        "page of a web site",
        "table.csv",
        |file| {
            put(
                file,
                "\n<!DOCTYPE html><html><head><title>Urgent \u{1b}[31mmaintenance\u{202e}</title></head>",
            );
        },
        "",
        FINDING,
        "it is a page of a web site",
    ),
    (
        "page of a web site for a map",
        "table.csv",
        |file| put(file, "<html><title>Urgent maintenance</title>"),
        "--reader wipo",
        FINDING,
        "it is a page of a web site",
    ),
    (
        "NUL in CSV",
        "table.csv",
        |file| put(file, format!("{CSV}CETS 185,Fra\0nce,signature,2001-11-23\n")),
        "",
        FINDING,
        "a NUL byte stands here",
    ),
    (
        "NUL in JSON",
        "table.json",
        |file| put(file, format!("{JSON}, \"a\": \"\0\"}}]")),
        "--reader coe-signatures",
        FINDING,
        "a NUL byte stands here",
    ),
    (
        "no UTF-8",
        "table.csv",
        |file| put(file, [CSV.as_bytes(), b"CETS 185,C\xf4te,signature,2001-11-23\n"].concat()),
        "",
        FINDING,
        "the byte F4 here is no UTF-8",
    ),
    (
        "UTF-16 without a mark",
        "table.csv",
        |file| put(file, CSV.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()),
        "--reader accede-csv",
        FINDING,
        "a NUL byte stands here",
    ),
    (
        "half a character of UTF-16",
        "table.csv",
        |file| {
            put(file, [0xff, 0xfe]);
            put(file, CSV.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
            put(file, [0x00, 0xd8]);
        },
        "--reader accede-csv",
        FINDING,
        "no text in the encoding that its first bytes name",
    ),
    (
        "million columns",
        "table.csv",
        |file| {
            put(file, CSV);
            many(file, "a,", 1_000_000);
        },
        "",
        FINDING,
        "more than 500 cells",
    ),
    (
        "million headings",
        "table.csv",
        |file| {
            many(file, "treaty,", 1_000_000);
            put(file, CSV);
        },
        "--reader accede-csv",
        FINDING,
        "more than 500 cells",
    ),
    (
        "line of 60 MiB",
        "table.csv",
        |file| {
            put(file, CSV);
            many(file, "a", 60 * MIB);
        },
        "",
        FINDING,
        "this row is longer than 1 MiB",
    ),
    (
        "first line of 60 MiB",
        "table.csv",
        |file| many(file, "a", 60 * MIB),
        "--reader coe-chart --treaty maps",
        FINDING,
        "there is no heading in it",
    ),
    (
        "quotation of 60 MiB",
        "table.csv",
        |file| {
            put(file, format!("{CSV}CETS 185,\""));
            many(file, "a,\n", 20 * MIB);
        },
        "",
        FINDING,
        "not closed within 1 MiB",
    ),
    (
        "quotation never closed",
        "table.csv",
        |file| put(file, format!("{CSV}CETS 185,\"France,signature,2001-11-23\n")),
        "",
        FINDING,
        "never closed",
    ),
    (
        "60 rows of 1 MiB with 480 days",
        "4-91.csv",
        |file| {
            put(file, "Participant");
            many(file, ",Signature", 480);
            for _ in 0..60 {
                put(file, "\n\"");
                many(file, "a ", 500_000);
                put(file, "\"");
                many(file, ",1 Jan 2001", 480);
            }
        },
        "",
        FINDING,
        "more than 10000 findings",
    ),
    (
        "a million rows of nonsense",
        "table.csv",
        |file| {
            put(file, CSV);
            many(file, "x\u{1b}[31m,y,z,\u{202e}\n", 1_000_000);
        },
        "",
        FINDING,
        "more than 100000 rows",
    ),
    (
        "a million rows of another source",
        "table.csv",
        |file| {
            put(file, UNTS);
            many(file, "Atlantis,Ratification,01/09/1993,06/03/1992\n", 1_000_000);
        },
        "--treaty maps",
        FINDING,
        "more than 100000 rows",
    ),
    (
        "99,000 acts of nobodies",
        "table.csv",
        |file| {
            put(file, CSV);
            for number in 0..99_000 {
                put(file, format!("CETS 185,Nobody {number},signature,2001-11-23\n"));
            }
        },
        "",
        FINDING,
        "nobody is called so",
    ),
    (
        "99,000 acts of one",
        "table.csv",
        |file| {
            put(file, CSV);
            for number in 0..99_000 {
                put(
                    file,
                    format!(
                        "CETS 185,France,accession,{}-{:02}-{:02}\n",
                        1000 + number / 336,
                        1 + number / 28 % 12,
                        1 + number % 28
                    ),
                );
            }
        },
        "",
        FINDING,
        "before CETS 185 was opened",
    ),
    (
        "cells of 2,000 blanks",
        "4-91.csv",
        |file| {
            put(file, "Participant");
            many(file, ",Signature", 480);
            for _ in 0..60 {
                put(file, "\nFrance");
                many(file, &format!(",1 Jan 2001{}", " ".repeat(2_000)), 480);
            }
        },
        "",
        FINDING,
        "the same act of the same day stands at 2:8 too",
    ),
    (
        "cells full of what begins like a day",
        "members.txt",
        |file| {
            put(file, "Member\tSignature\tInstrument\tIn Force\tDetails\n");
            for _ in 0..1_000 {
                put(file, "France\tsoon\t\t\t");
                many(file, "1999[12[31T00:00:00", 200);
                put(file, "\n");
            }
        },
        "--treaty 'WIPO X'",
        FINDING,
        "'soon' is a day in no form",
    ),
    (
        "title in many thousand sentences",
        "index.csv",
        |file| {
            put(file, "chapter_no,treaty_no,treaty_name\n4,11,\"");
            many(file, "A. ", 130_000);
            put(file, "\"\n");
        },
        "",
        FINDING,
        "more than 2,000 characters",
    ),
    (
        "heading of 1 MiB",
        "4-11.csv",
        |file| {
            put(file, "Participant,\"Signature");
            many(file, ", Accession(a)", 70_000);
            put(file, "\"\n");
            many(file, "France,1 Jan 2001 a\n", 1_000);
        },
        "",
        FINDING,
        "it has more than 2,000 characters",
    ),
    (
        "days of 1 MiB",
        "4-11.csv",
        |file| {
            put(file, "Participant,Signature\n");
            for piece in ["1", "1 ", "1 Jan 2001 ", "(", "[", "a ", "\u{f4}", "1 Jan 2001; "] {
                put(file, "France,\"");
                many(file, piece, 1_000_000 / piece.len());
                put(file, "\"\n");
            }
        },
        "",
        FINDING,
        "a day in no form that depositaries use",
    ),
    (
        "thousands of acts of a few",
        "table.csv",
        |file| {
            put(file, CSV);
            for code in ["AT", "BE", "CH", "DE", "ES", "FR", "GB", "IT", "NL", "PT"] {
                for number in 0..1_500 {
                    let (year, month, day) = (1950 + number / 28, 1 + number / 28 % 12, 1 + number % 28);
                    let act = ["signature", "accession", "denunciation"][number % 3];
                    put(file, format!("CETS 185,{code},{act},{year}-{month:02}-{day:02}\n"));
                }
            }
        },
        "",
        FINDING,
        "15000",
    ),
    (
        "60,000 treaties",
        "table.csv",
        |file| {
            put(file, CSV);
            for number in 0..30_000 {
                put(file, format!("XX {number},France,signature,2001-11-23\n"));
            }
        },
        "",
        FINDING,
        "more than 20000 treaties",
    ),
    (
        "formulas as text",
        "table.csv",
        |file| {
            put(
                file,
                format!(
                    "{CSV}CETS 185,\"=HYPERLINK(\"\"http://a\"\";\"\"France\"\")\",signature,2001-11-23\n"
                ),
            );
            put(file, "CETS 185,France,signature,=TODAY()\n");
        },
        "",
        FINDING,
        "=HYPERLINK",
    ),
    (
        "escapes in cells",
        "table.csv",
        |file| {
            put(file, format!("{CSV}CETS 185,Fr\u{1b}[2Jance,signature,2001-11-23\n"));
            put(
                file,
                "CETS 185,Fr\u{202e}ance,signature,2001-11-23\nCETS 185,France,sign\u{9b}31m,2001-11-23\n",
            );
            put(file, "CETS \u{1b}]0;a\u{7},France,signature,2001-\u{1b}[31m\n");
        },
        "",
        FINDING,
        "a control character",
    ),
    (
        "escapes in the name of the file",
        "a\u{1b}[31m\u{202e}b.csv",
        |file| put(file, format!("{CSV}CETS 185,Atlantis,signature,2001-11-23\n")),
        "",
        FINDING,
        "nobody is called so",
    ),
    (
        "JSON nested 100,000 deep",
        "table.json",
        |file| {
            put(file, format!("{JSON}, \"a\": "));
            many(file, "[", 100_000);
        },
        "--reader coe-signatures",
        FINDING,
        "no whole JSON",
    ),
    (
        "JSON of 20 million numbers",
        "table.json",
        |file| {
            put(file, format!("{JSON}}},"));
            many(file, "1,", 20_000_000);
            put(file, "1]");
        },
        "--reader coe-signatures",
        FINDING,
        "a record has to stand here",
    ),
    (
        "JSON of a million records",
        "table.json",
        |file| {
            put(file, format!("{JSON}}}"));
            many(file, ",{}", 1_000_000);
            put(file, "]");
        },
        "--reader coe-signatures",
        FINDING,
        "more than",
    ),
];

const MORE_CASES: [Case; 8] = [
    (
        "JSON cut off",
        "table.json",
        |file| put(file, format!("{JSON}}}")),
        "--reader coe-signatures",
        FINDING,
        "no whole JSON",
    ),
    (
        "escapes in JSON",
        "table.json",
        |file| put(file, format!("{JSON}, \"LibPaysOrga\": \"Fr\\u001b[31mance\\u202e\"}}]")),
        "--reader coe-signatures",
        FINDING,
        "a control character",
    ),
    (
        "name of a field of 2 MiB over lists in each other",
        "table.json",
        |file| {
            put(file, "{\"value\":[{\"");
            many(file, "k", 2 * MIB);
            put(file, "\":[{\"a\":1}");
            many(file, ",{\"a\":1}", 500);
            put(file, "]}]}");
        },
        "--reader brs",
        FINDING,
        "a name of more than 2000 letters",
    ),
    (
        "thirty million values of one field",
        "table.json",
        |file| {
            put(file, "{\"value\":[{\"a\":[");
            many(file, "1,", 31_000_000);
            put(file, "1]}]}");
        },
        "--reader brs",
        FINDING,
        "has more than 10000 values",
    ),
    (
        "400 fields in a line of 8 MiB",
        "table.json",
        |file| {
            put(file, "{\"value\":[{\"a\":1");
            for number in 0..400 {
                put(file, format!(",\"f{number}\":\"{}\"", "x".repeat(20_000)));
            }
            put(file, "}]}");
        },
        "--reader brs",
        FINDING,
        "the map 'brs' reads: it has no column 'name'",
    ),
    (
        "larger than any",
        "table.csv",
        |file| {
            put(file, CSV);
            many(file, "a,b,c,d\n", 9 * MIB);
        },
        "",
        UNUSABLE,
        "it has more than 64 MiB",
    ),
    (
        "old workbook",
        "table.xls",
        |file| {
            put(file, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
            many(file, "\0", MIB);
        },
        "--reader wipo",
        FINDING,
        "old Excel",
    ),
    (
        "five million lines of a page",
        "page.txt",
        |file| {
            put(
                file,
                "Agreement on Maps\nParty Signature (*) Notification Entry into force (*) Decl/Res Observations\n\n",
            );
            many(file, "A\n", 5_000_000);
        },
        "--treaty maps",
        SOUND,
        "Findings 0 0 0 0 0 0 0 0 Treaties Treaty Title, or what changes new maps maps",
    ),
];

fn book(rows: &str) -> Vec<u8> {
    workbook(&sheet(rows, "<si><t>Mu</t></si>"))
}

/// The headings of the map `wipo`.
const HEADINGS: [&str; 6] = [
    "Contracting Party",
    "Treaty",
    "Signature Date",
    "Instrument Type",
    "Instrument Date",
    "Entry Into Force Date",
];

fn row(number: u32, cells: &[&str]) -> String {
    let cells = cells.iter().map(|cell| match cell.strip_prefix('=') {
        Some(formula) => format!("<c><f>{formula}</f><v>36526</v></c>"),
        None => format!("<c t=\"inlineStr\"><is><t>{cell}</t></is></c>"),
    });
    format!("<row r=\"{number}\">{}</row>", cells.collect::<String>())
}

/// A sheet that unpacks to many times its size.
fn packed(file: &mut dyn Write, part: &str, piece: &str, times: usize) {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let parts = sheet(&row(1, &HEADINGS), "<si><t>Mu</t></si>");
    for (name, bytes) in &parts {
        archive.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
        if name.ends_with(part) {
            many(&mut archive, piece, times);
        }
    }
    put(file, archive.finish().unwrap().into_inner());
}

/// A sound book whose directory says that each part is of another size.
fn lying(file: &mut dyn Write, size: u32) {
    let mut bytes = book(&row(1, &HEADINGS));
    for (mark, at) in [(&b"PK\x03\x04"[..], 22), (b"PK\x01\x02", 24)] {
        let found: Vec<usize> =
            (0..bytes.len() - 4).filter(|start| &bytes[*start..start + 4] == mark).collect();
        for start in found {
            bytes[start + at..start + at + 4].copy_from_slice(&size.to_le_bytes());
        }
    }
    put(file, bytes);
}

/// Up to the rows of the table of a saved page.
/// Of a page of which nothing but its treaty is taken in.
const NOTHING_OF_IT: &str =
    "Findings 0 0 0 0 0 0 0 0 Treaties Treaty Title, or what changes new UN IV-11 UN IV-11";

const PAGE: &str =
    "<!DOCTYPE html><a href='?mtdsg_no=IV-11'>x</a><table id=\"a_tblgrid\"><tr><td>Participant<td>Signature";

const PAGE_CASES: [Case; 25] = [
    (
        "page of 20 MiB",
        "page.html",
        |file| {
            put(file, PAGE);
            many(file, "<div>", 4 * MIB);
        },
        "",
        FINDING,
        "the page has more than 8 MiB",
    ),
    (
        "a million tables in each other",
        "page.html",
        |file| {
            put(file, PAGE);
            many(file, "<table>", MIB);
        },
        "",
        FINDING,
        "stand in each other too deeply",
    ),
    (
        "a million boxes in each other",
        "page.html",
        |file| {
            put(file, PAGE);
            many(file, "<div>", MIB);
        },
        "",
        FINDING,
        "stand in each other too deeply",
    ),
    (
        "a million ends of nothing",
        "page.html",
        |file| {
            put(file, PAGE);
            many(file, "<div><td>", 40);
            many(file, "</table></div></tr>", MIB / 3);
        },
        "",
        SOUND,
        NOTHING_OF_IT,
    ),
    (
        "row of a million cells",
        "page.html",
        |file| {
            put(file, PAGE);
            put(file, "<tr>");
            many(file, "<td>a", MIB);
        },
        "",
        FINDING,
        "this row has more than 500 cells",
    ),
    (
        "a million lines",
        "page.html",
        |file| {
            put(file, PAGE);
            many(file, "<br>a", MIB);
        },
        "",
        FINDING,
        "more than 400000 lines, rows and cells",
    ),
    (
        "half a million rows",
        "page.html",
        |file| {
            put(file, PAGE);
            many(file, "<tr><td>", MIB / 2);
        },
        "",
        FINDING,
        "more than 400000 lines, rows and cells",
    ),
    (
        "attribute of 7 MiB",
        "page.html",
        |file| {
            put(file, PAGE);
            put(file, "<tr><td id=\"");
            many(file, "a", 7 * MIB);
            put(file, "\">France<td>1 Jan 2001</table>");
        },
        "",
        SOUND,
        "signature 2001-01-01",
    ),
    (
        "a million attributes",
        "page.html",
        |file| {
            put(file, PAGE);
            put(file, "<tr><td");
            many(file, " id=b", MIB);
            put(file, ">Nobody<td>1 Jan 2001</table>");
        },
        "",
        FINDING,
        "nobody is called so",
    ),
    (
        "script that never ends",
        "page.html",
        |file| {
            put(file, PAGE);
            put(file, "<script>");
            many(file, "</scrip", MIB);
        },
        "",
        FINDING,
        "the page is cut off",
    ),
    (
        "comment that never ends",
        "page.html",
        |file| {
            put(file, PAGE);
            put(file, "<!--");
            many(file, "<!-", 2 * MIB);
        },
        "",
        FINDING,
        "the page is cut off",
    ),
    (
        "marks of footnotes in a name of 7 MiB",
        "page.html",
        |file| {
            put(file, PAGE);
            put(file, "<tr><td>Nobody");
            many(file, "<sup>1</sup> ", 7 * MIB / 13);
            put(file, "<td>1 Jan 2001<sup>2</sup></table>");
        },
        "",
        FINDING,
        "it has more than",
    ),
    (
        "characters by number",
        "page.html",
        |file| {
            put(file, PAGE);
            put(file, "<tr><td>Fr&#27;[31man&#0;ce&#x202e;<td>1 Jan 2001&#1114112;</table>");
        },
        "",
        FINDING,
        "unreadable-date",
    ),
    (
        "escapes in a name and a title",
        "page.html",
        |file| {
            put(file, PAGE.replace("Signature", "Signature\u{1b}[31m"));
            put(file, "<tr><td>Fr\u{1b}]0;title\u{7}ance<td>1 Jan 2001");
            put(file, "</table><div id=\"a_InnerPage_rptTreaty_ctl00_tcTreaty\">1. M\u{202e}aps</div>");
        },
        "",
        FINDING,
        "there is a control character in it",
    ),
    (
        "text of a statement of 7 MiB",
        "page.html",
        |file| {
            put(file, PAGE);
            put(file, "</table><div id=\"a_InnerPage_dgDec_ctl02_divParticipant\">France</div>");
            put(file, "<div id=\"a_InnerPage_dgDec_ctl02_divText\">");
            many(file, "article 1(a) of nothing ", 7 * MIB / 24);
        },
        "",
        FINDING,
        "the text is too long",
    ),
    (
        "articles without end",
        "page.html",
        |file| {
            put(file, PAGE);
            put(file, "</table><div id=\"a_InnerPage_dgDec_ctl02_divParticipant\">France</div>");
            put(file, "<div id=\"a_InnerPage_dgDec_ctl02_divText\">articles ");
            many(file, "1, 2, 3(a), 4, 5, 6, 7, 8, 9 and ", 10_000);
        },
        "",
        SOUND,
        "Findings 1 0 0 0 0 0 1 0",
    ),
    (
        "30,000 objections to 30,000 reservations",
        "page.html",
        |file| {
            put(file, PAGE);
            for number in 0..30_000 {
                put(file, format!("<tr><td>N{number}<td>1 Jan 2001"));
            }
            put(file, "</table><div id=\"a_InnerPage_dgObj_ctl02_divParticipant\">France</div>");
            put(file, "<div id=\"a_InnerPage_dgObj_ctl02_divText\">");
            for number in 0..30_000 {
                put(
                    file,
                    format!(
                        "<i>With regard to the reservation made by N{number}:</i><br>[Same objection as to N1]<br>"
                    ),
                );
            }
        },
        "",
        FINDING,
        "nobody is called so",
    ),
    (
        "territories without end",
        "page.html",
        |file| {
            put(file, PAGE);
            put(file, "</table><table id=\"a_tblDec\"><tr><td>Participant<td>Date<td>Territories");
            put(file, "<tr><td>France<td>1 Jan 2001<td>");
            many(file, "a, ", 2 * MIB);
            put(file, "</table>");
        },
        "",
        FINDING,
        "or too many are",
    ),
    (
        "30,000 beginnings of a footnote that ends nowhere",
        "page.txt",
        |file| {
            put(file, "STATUS AS AT : 03-02-2026\nCHAPTER IV\n11. Maps\nParticipant\tSignature\nAtlantis\t");
            many(file, "<superscript>", 30_000);
            put(file, "\n");
        },
        "",
        SOUND,
        "Findings 0 0 0 0 0 0 0 0 Treaties Treaty Title, or what changes new UN IV-11 Maps",
    ),
    (
        "40,000 of them in a title",
        "page.html",
        |file| {
            put(file, PAGE);
            put(file, "</table><div id=\"a_InnerPage_rptTreaty_ctl00_tcTreaty\">");
            many(file, "&lt;superscript&gt;", 40_000);
            put(file, "</div>");
        },
        "",
        SOUND,
        NOTHING_OF_IT,
    ),
    (
        "20,000 lines in an element of a long name",
        "page.html",
        |file| {
            put(file, PAGE);
            put(file, "</table><div id=\"");
            many(file, "a", 200_000);
            put(file, "\">");
            many(file, "b<br>", 20_000);
        },
        "",
        SOUND,
        NOTHING_OF_IT,
    ),
    (
        "2,000 statements under a heading of 2 MiB",
        "page.html",
        |file| {
            put(file, PAGE);
            put(file, "</table><div id=\"a_InnerPage_divDecArt\">");
            many(file, "article 7 of the law ", MIB / 10);
            put(file, "</div>");
            for number in 0..2_000 {
                put(
                    file,
                    format!(
                        "<div id=\"a_InnerPage_dgNotifications_ctl{number}_divParticipant\">France</div><div id=\"a_InnerPage_dgNotifications_ctl{number}_divText\">We notify.</div>"
                    ),
                );
            }
        },
        "",
        SOUND,
        "Findings 2000 0 0 0 0 0 2000 0",
    ),
    (
        "bytes of no encoding",
        "page.html",
        |file| {
            put(file, PAGE);
            put(file, vec![0xff; 7 * MIB]);
        },
        "",
        FINDING,
        "is no UTF-8",
    ),
    (
        "line of 6 MiB in a pasted page",
        "page.txt",
        |file| {
            put(file, "STATUS AS AT : 03-02-2026\nCHAPTER IV\n11. Maps\nParticipant\tSignature\n");
            many(file, "a ", 3 * MIB);
        },
        "",
        FINDING,
        "this line is longer than 1 MiB",
    ),
    (
        "tabs without end in a pasted page",
        "page.txt",
        |file| {
            put(file, "Member\tSignature\tInstrument\tIn Force\tDetails\nAtlantis\t");
            many(file, "\na", 20 * MIB);
        },
        "--treaty 'WIPO BERNE'",
        FINDING,
        "the row has 2 cells and the heading 5",
    ),
];

const BOOK_CASES: [Case; 10] = [
    (
        "zip bomb",
        "table.xlsx",
        |file| packed(file, "sheet1.xml", "<row/>", 20 * MIB),
        "--reader wipo",
        FINDING,
        "unpacks to more than 48 MiB",
    ),
    (
        "zip bomb of shared texts",
        "table.xlsx",
        |file| packed(file, "sharedStrings.xml", "<si><t>a</t></si>", 2 * MIB),
        "--reader wipo",
        FINDING,
        "unpacks to more than 16 MiB",
    ),
    (
        "most cells that fit",
        "table.xlsx",
        |file| {
            let rows =
                format!("{}{}", row(1, &HEADINGS), "<row><c t=\"s\"><v>0</v></c></row>".repeat(900_000));
            put(file, book(&rows));
        },
        "--reader wipo",
        FINDING,
        "more than 200000 rows",
    ),
    (
        "cell far away",
        "table.xlsx",
        |file| {
            let far = "<row r=\"1048576\"><c r=\"XFD1048576\" t=\"s\"><v>0</v></c></row>";
            put(file, book(&format!("{}{far}", row(1, &HEADINGS))));
        },
        "--reader wipo",
        FINDING,
        "more than 200000 rows",
    ),
    (
        "cell nowhere",
        "table.xlsx",
        |file| {
            let far = "<row r=\"2\"><c r=\"ZZZZZZZ99999999\" t=\"s\"><v>0</v></c></row>";
            put(file, book(&format!("{}{far}", row(1, &HEADINGS))));
        },
        "--reader wipo",
        FINDING,
        "claims cells or texts that no workbook has",
    ),
    (
        "parts said to be small",
        "table.xlsx",
        |file| lying(file, 1),
        "--reader wipo",
        FINDING,
        "no workbook that can be read",
    ),
    (
        "parts said to be large",
        "table.xlsx",
        |file| lying(file, 0xffff_fff0),
        "--reader wipo",
        FINDING,
        "of another size than the workbook says",
    ),
    (
        "formulas",
        "table.xlsx",
        |file| {
            let rows = [
                row(1, &HEADINGS),
                row(2, &["France", "WIPO Copyright Treaty (WCT)", "=TODAY()", "Ratification", "=A1", ""]),
                row(
                    3,
                    &["=HYPERLINK(\"http://a\")", "WIPO Copyright Treaty (WCT)", "2001-01-01", "", "", ""],
                ),
            ];
            put(file, book(&rows.concat()));
        },
        "--reader wipo",
        FINDING,
        "formula",
    ),
    (
        "escapes in cells",
        "table.xlsx",
        |file| {
            let cells = [
                "Fr&#x9b;31ma\u{202e}nce",
                "WIPO Copyright Treaty (WCT)",
                "2001-01-01",
                "Accession",
                "2001-01-01",
                "",
            ];
            put(file, book(&format!("{}{}", row(1, &HEADINGS), row(2, &cells))));
        },
        "--reader wipo",
        FINDING,
        "a control character",
    ),
    (
        "cut off",
        "table.xlsx",
        |file| {
            let whole = book(&row(1, &HEADINGS));
            put(file, &whole[..whole.len() / 2]);
        },
        "--reader wipo",
        FINDING,
        "no workbook that can be read",
    ),
];

/// What a command did, and the most memory that it was seen to hold, in KiB.
struct Done {
    shown: String,
    code: Option<i32>,
    memory: u64,
    time: Duration,
}

/// Runs `accede import` without being given more memory than it may have.
fn import(place: &Place, file: &str, options: &str) -> Done {
    let out = File::create(place.path().join("out")).unwrap();
    let start = Instant::now();
    let mut child = Command::new("sh")
        .arg("-c")
        .arg(format!(
            "ulimit -d {MOST_MEMORY}; ulimit -t {MOST_COMPUTING}; exec \"$1\" import \"$2\" {options}"
        ))
        .args(["sh", env!("CARGO_BIN_EXE_accede"), file])
        .current_dir(place.path())
        .env("HOME", place.path())
        .env("ACCEDE_DB", "accede.db")
        .env("ACCEDE_TODAY", TODAY)
        .env("COLUMNS", "1000")
        .stdin(Stdio::null())
        .stderr(out.try_clone().unwrap())
        .stdout(out)
        .spawn()
        .unwrap();
    let (code, memory) = wait(&mut child, start);
    let mut shown = Vec::new();
    File::open(place.path().join("out")).unwrap().take(MIB as u64).read_to_end(&mut shown).unwrap();
    Done { shown: String::from_utf8(shown).unwrap(), code, memory, time: start.elapsed() }
}

/// The exit code, none where it did not end of itself.
fn wait(child: &mut Child, start: Instant) -> (Option<i32>, u64) {
    let status = format!("/proc/{}/status", child.id());
    let mut memory = 0;
    loop {
        let lines = fs::read_to_string(&status).unwrap_or_default();
        let held = lines.lines().find_map(|line| line.strip_prefix("VmHWM:")?.split_whitespace().next());
        memory = held.and_then(|held| held.parse().ok()).unwrap_or(memory);
        if let Some(ended) = child.try_wait().unwrap() {
            return (ended.code(), memory);
        }
        if start.elapsed() > LONGEST {
            child.kill().unwrap();
            child.wait().unwrap();
            return (None, memory);
        }
        thread::sleep(Duration::from_millis(3));
    }
}

fn is_control_character(letter: char) -> bool {
    (letter.is_control() && letter != '\n')
        || matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn check(cases: &[Case]) {
    let place = Place::new();
    let before = fs::read(place.db()).unwrap();
    let mut wrong = Vec::new();
    for (what, name, make, options, code, says) in cases {
        let path = place.path().join(name);
        let mut file = BufWriter::new(File::create(&path).unwrap());
        make(&mut file);
        file.flush().unwrap();
        drop(file);
        let done = import(&place, name, options);
        fs::remove_file(&path).unwrap();
        println!("{what}: {:?}, {} KiB, {:?}", done.code, done.memory, done.time);
        wrong.extend(faults(&place, &before, &done, *code, says).into_iter().map(|fault| {
            let shown: String = done.shown.chars().take(1_500).collect();
            format!("{what}: {fault}\n{:?} {} KiB {:?}\n{shown}", done.code, done.memory, done.time)
        }));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

fn faults(place: &Place, before: &[u8], done: &Done, code: i32, says: &str) -> Vec<&'static str> {
    let squeezed = done.shown.split_whitespace().collect::<Vec<_>>().join(" ");
    let found = [
        (done.code != Some(code), "another exit code"),
        (done.memory >= MOST_MEMORY, "too much memory"),
        (squeezed.is_empty() || !squeezed.contains(says), "another message"),
        (done.shown.len() > 200_000, "an endless message"),
        (done.shown.contains(is_control_character), "a control character"),
        (fs::read(place.db()).unwrap() != before, "the register is another"),
        (place.path().join("accede.db-journal").exists(), "a journal is left"),
    ];
    found.into_iter().filter(|fault| fault.0).map(|fault| fault.1).collect()
}

#[test]
fn hostile_xml_is_refused() {
    check(&XML_CASES);
}

#[test]
fn hostile_tables_are_refused() {
    check(&TEXT_CASES);
}

#[test]
fn hostile_records_and_pages_are_refused() {
    check(&MORE_CASES);
}

#[test]
fn hostile_pages_are_refused_in_bounds() {
    check(&PAGE_CASES);
}

#[test]
fn hostile_workbooks_are_refused() {
    check(&BOOK_CASES);
}

#[test]
fn what_is_no_file_is_refused() {
    let place = Place::new();
    let before = fs::read(place.db()).unwrap();
    fs::create_dir(place.path().join("empty")).unwrap();
    fs::create_dir_all(place.path().join("nested/folder")).unwrap();
    for (file, code, says) in [
        ("empty", UNUSABLE, "there is no file in this folder"),
        ("nested", UNUSABLE, "there is no file in this folder"),
        ("nowhere.csv", UNUSABLE, "there is no such file"),
        ("nowhere\u{1b}[31m\u{202e}.csv", UNUSABLE, "there is no such file"),
        ("/dev/null", FINDING, "the file is empty"),
        ("/dev/zero", UNUSABLE, "it has more than 64 MiB"),
    ] {
        let done = import(&place, file, "");
        let found = faults(&place, &before, &done, code, says);
        assert!(found.is_empty(), "{file}: {found:?} {:?} {}", done.code, done.shown);
    }
    let done = import(&place, "accede.db", "--treaty ''");
    assert_eq!(done.code, Some(USAGE), "{}", done.shown);
    assert!(Path::new("/proc/self/status").exists(), "memory is measured");
}
