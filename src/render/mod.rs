//! L4: a value to bytes. A `view` declares the columns of a report and lays it out for people; each format is one small file.

mod answer;
mod calendar;
mod columns;
mod datapackage;
mod first_rows;
mod format;
mod format_spec;
mod marks;
mod sheet;
mod target;
mod template;
mod text;
mod treaty_file;
mod view;

pub use answer::{Report, render};
pub use calendar::{Calendar, Event};
pub use columns::Table;
pub use datapackage::{Resource, datapackage};
pub use first_rows::FirstRows;
pub use format::Format;
pub use format_spec::FormatSpec;
pub use sheet::{Cell, Head, Section, Sheet, Style};
pub use target::Writer;
pub use text::clean;
pub use treaty_file::treaty_file;
pub use view::{Declared, declared};
