//! L2: bytes to facts that can be recorded. Nothing here touches the store.
//!
//! From the ground up: `bytes` (a first look), `text` (bytes to text), `days` (every form of a day, with the names of
//! the `months`; `noticed`: those that nothing reads) and `day_order` (which number of one is the month), `drafts` (drafts
//! and findings as they come),
//! `cells` (a cell with its place becomes the day of an act, or a finding); the forms of files: `rows` (text with
//! separators), `xlsx`, `html`, `json_rows`, `table` (any of these), `json`, `xml`, `toml_table` (what people write by
//! hand); `words` and `heading` (what headings and marks mean), `schemes` (codes in our form); then one small file for
//! each source, `read(input)`, and a [`ColumnMap`] for a table of any other; `readers` lists them all. `treaty_file`
//! and `weights` are files of one's own that give no acts; `addresses` are those that depositaries are known to use.

mod accede_csv;
pub mod addresses;
mod bytes;
mod cells;
mod coe;
mod coe_chart;
mod coe_notes;
mod coe_signatures;
mod coe_treaties;
mod coe_words;
mod column_map;
mod day_order;
mod days;
mod drafts;
mod eu_council;
mod footnotes;
mod heading;
mod html;
mod html_elements;
mod input;
mod json;
mod json_rows;
mod months;
mod mtdsg;
mod mtdsg_csv;
mod mtdsg_declarations;
mod mtdsg_record;
mod mtdsg_xml;
mod nl_verdragenbank;
mod noticed;
mod number_on_page;
mod put_together;
mod readers;
mod rows;
mod schemes;
pub mod seed;
mod table;
mod table_file;
mod text;
mod toml_table;
pub mod treaty_file;
mod uk_treaties;
mod untc;
mod untc_articles;
mod untc_entries;
mod untc_lines;
mod untc_page;
mod untc_paste;
mod untc_stance;
mod untc_statements;
mod untc_table;
mod untc_words;
mod unts;
mod weights;
mod wipo_lex;
mod words;
mod xlsx;
mod xml;

pub use column_map::{ColumnMap, recognised_map};
pub use input::{Input, Read, Unreadable, WHICHEVER_TREATY};
pub use readers::{READERS, Reader, any, names_nearest, nothing, sha256};
pub use schemes::{canonical, is_of_a_depositary, says_whose};
pub use text::{LARGEST, is_read as is_encoding, recoded};
pub use weights::{WeightFile, WeightLine};
