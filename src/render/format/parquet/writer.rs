//! Apache Parquet: zstd, text by dictionary, days as DATE. Rows are kept as runs until a row group is full, and then each
//! column is written with each run repeated.

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical, ZstdLevel};
use parquet::column::writer::{
    ColumnCloseResult, ColumnWriter, ColumnWriterImpl, get_column_writer, get_typed_column_writer_mut,
};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterPropertiesPtr};
use parquet::file::writer::{SerializedFileWriter, SerializedPageWriter, TrackedWrite};
use parquet::schema::types::{ColumnDescPtr, Type};

use crate::error::{Error, Result};
use crate::model::Date;
use crate::render::datapackage::footer;
use crate::render::target::{Target, Writer};
use crate::report::{Datum, Description, Field, Kind, Period, Rows};

/// Rows of a row group.
const GROUP: usize = 1 << 18;

/// Cells that are kept before a row group is written, however few rows they stand for: some 16 MB with their text.
const KEPT: usize = 250_000;

/// Columns that are encoded at once, however many processors there are: each needs memory of its own.
const MOST_THREADS: usize = 4;

/// Rows that are handed to the library at once.
const BATCH: usize = 1 << 10;

pub struct Parquet<'a> {
    file: SerializedFileWriter<&'a mut (dyn Write + Send)>,
    name: String,
    columns: Vec<Column>,
    /// How many rows each run has.
    runs: Vec<usize>,
    /// The period of every row of the group.
    periods: Vec<Period>,
    rows: usize,
}

/// A column, with one cell for each run.
struct Column {
    kind: Kind,
    is_required: bool,
    cells: Vec<Cell>,
}

enum Cell {
    Nothing,
    Text(ByteArray),
    Integer(i64),
    Number(f64),
    Flag(bool),
    Period,
    Year,
}

impl<'a> Parquet<'a> {
    pub fn to(target: Target<'a>, fields: &[Field], description: Option<&Description>) -> Result<Self> {
        let Target { out, name, .. } = target;
        let columns = fields.iter().map(Column::of).collect();
        let file = schema(fields).and_then(|schema| {
            let level = ZstdLevel::try_new(3)?;
            let about = KeyValue { key: "datapackage".to_owned(), value: Some(footer(fields, description)) };
            let properties = WriterProperties::builder()
                .set_created_by(concat!("accede ", env!("CARGO_PKG_VERSION")).to_owned())
                .set_compression(Compression::ZSTD(level))
                .set_statistics_enabled(EnabledStatistics::Chunk)
                .set_key_value_metadata(Some(vec![about]))
                .build();
            SerializedFileWriter::new(out, schema, Arc::new(properties))
        });
        let file = file.map_err(|why| failed(&name, &why))?;
        Ok(Self { file, name, columns, runs: Vec::new(), periods: Vec::new(), rows: 0 })
    }

    fn write_group(&mut self) -> Result<()> {
        if self.rows == 0 {
            return Ok(());
        }
        let written = self.group();
        for column in &mut self.columns {
            column.cells.clear();
        }
        self.runs.clear();
        self.periods.clear();
        self.rows = 0;
        written.map_err(|why| failed(&self.name, &why))
    }

    fn group(&mut self) -> std::result::Result<(), ParquetError> {
        let chunks = self.chunks()?;
        let mut group = self.file.next_row_group()?;
        for Chunk { bytes, written } in chunks {
            group.append_column(&bytes, written)?;
        }
        group.close().map(drop)
    }

    /// Every column of the row group, in order. Several are encoded side by side: most of the time goes there.
    fn chunks(&self) -> std::result::Result<Vec<Chunk>, ParquetError> {
        let rows = (&self.runs[..], &self.periods[..]);
        let (columns, schema) = (&self.columns, self.file.schema_descr());
        let properties = self.file.properties();
        let next = AtomicUsize::new(0);
        let encode = || {
            let mut done = Vec::new();
            loop {
                let place = next.fetch_add(1, Ordering::Relaxed);
                let Some(column) = columns.get(place) else { return done };
                done.push((place, column.encoded(schema.column(place), properties.clone(), rows)));
            }
        };
        let mut done = std::thread::scope(|scope| {
            let beside: Vec<_> = (1..threads()).map(|_| scope.spawn(encode)).collect();
            let mut done = encode();
            for other in beside {
                done.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
            }
            done
        });
        done.sort_unstable_by_key(|(place, _)| *place);
        done.into_iter().map(|(_, chunk)| chunk).collect()
    }
}

/// How many columns are encoded at once.
fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, |cores| cores.get().min(MOST_THREADS))
}

/// A column of a row group as it stands in the file.
struct Chunk {
    bytes: Bytes,
    written: ColumnCloseResult,
}

impl Column {
    fn of(field: &Field) -> Self {
        Self { kind: field.kind, is_required: field.required, cells: Vec::new() }
    }

    fn keep(&mut self, value: &Datum) {
        let cell = match value {
            Datum::Nothing => Cell::Nothing,
            Datum::Text(text) => match self.cells.last() {
                // Runs that follow each other have much in common.
                Some(Cell::Text(last)) if last.data() == text.as_bytes() => Cell::Text(last.clone()),
                _ => Cell::Text((&**text).into()),
            },
            // A column may hold numbers beside text, or whole ones beside others.
            Datum::Integer(number) if self.kind == Kind::Text => {
                Cell::Text(number.to_string().as_str().into())
            }
            Datum::Number(number) if self.kind == Kind::Text => Cell::Text((&**number).into()),
            Datum::Integer(number) if self.kind == Kind::Number => {
                number.to_string().parse().map_or(Cell::Nothing, Cell::Number)
            }
            Datum::Integer(number) => Cell::Integer(*number),
            Datum::Number(number) => number.parse().map_or(Cell::Nothing, Cell::Number),
            Datum::Flag(flag) => Cell::Flag(*flag),
            Datum::Day(day) => Cell::Integer(day.days_since(Date::EPOCH)),
            Datum::Period => Cell::Period,
            Datum::Year => Cell::Year,
        };
        self.cells.push(cell);
    }

    /// The column as it stands in the file.
    fn encoded(
        &self,
        column: ColumnDescPtr,
        properties: WriterPropertiesPtr,
        rows: (&[usize], &[Period]),
    ) -> std::result::Result<Chunk, ParquetError> {
        let mut out = TrackedWrite::new(Vec::new());
        let mut writer = get_column_writer(column, properties, Box::new(SerializedPageWriter::new(&mut out)));
        let to = &mut writer;
        match self.kind {
            Kind::Text => self.write::<ByteArrayType>(rows, to, |cell, period| match cell {
                Cell::Text(text) => Some(text.clone()),
                Cell::Period => Some(period.label.as_str().into()),
                _ => None,
            }),
            Kind::Integer | Kind::Day => self.write::<Int32Type>(rows, to, |cell, period| match cell {
                Cell::Integer(number) => i32::try_from(*number).ok(),
                Cell::Year => Some(period.year),
                _ => None,
            }),
            Kind::Large => self.write::<Int64Type>(rows, to, |cell, _| match cell {
                Cell::Integer(number) => Some(*number),
                _ => None,
            }),
            Kind::Number => self.write::<DoubleType>(rows, to, |cell, _| match cell {
                Cell::Number(number) => Some(*number),
                _ => None,
            }),
            Kind::Flag => self.write::<BoolType>(rows, to, |cell, _| match cell {
                Cell::Flag(flag) => Some(*flag),
                _ => None,
            }),
        }?;
        let written = writer.close()?;
        Ok(Chunk { bytes: out.into_inner()?.into(), written })
    }

    /// Every cell as often as its run is long.
    fn write<T: DataType>(
        &self,
        (runs, periods): (&[usize], &[Period]),
        to: &mut ColumnWriter,
        value: impl Fn(&Cell, &Period) -> Option<T::T>,
    ) -> std::result::Result<(), ParquetError> {
        let mut batch = Batch::<T>::to(to, self.is_required);
        let mut done = 0;
        for (cell, run) in self.cells.iter().zip(runs) {
            let periods = &periods[done..done + run];
            done += run;
            if matches!(cell, Cell::Period | Cell::Year) {
                for period in periods {
                    batch.push(value(cell, period).as_ref(), 1)?;
                }
            } else if let Some(first) = periods.first() {
                batch.push(value(cell, first).as_ref(), *run)?;
            }
        }
        batch.flush()
    }
}

/// Values on their way to the library.
struct Batch<'w, 'c, T: DataType> {
    column: &'w mut ColumnWriterImpl<'c, T>,
    is_required: bool,
    values: Vec<T::T>,
    levels: Vec<i16>,
}

impl<'w, 'c, T: DataType> Batch<'w, 'c, T> {
    fn to(writer: &'w mut ColumnWriter<'c>, is_required: bool) -> Self {
        let (values, levels) = (Vec::with_capacity(BATCH), Vec::with_capacity(BATCH));
        Self { column: get_typed_column_writer_mut::<T>(writer), is_required, values, levels }
    }

    fn push(&mut self, value: Option<&T::T>, mut times: usize) -> std::result::Result<(), ParquetError> {
        while times > 0 {
            let now = times.min(BATCH - self.levels.len());
            if let Some(value) = value {
                self.values.extend(std::iter::repeat_n(value, now).cloned());
            }
            self.levels.extend(std::iter::repeat_n(i16::from(value.is_some()), now));
            times -= now;
            if self.levels.len() == BATCH {
                self.flush()?;
            }
        }
        Ok(())
    }

    fn flush(&mut self) -> std::result::Result<(), ParquetError> {
        let levels = (!self.is_required).then_some(&self.levels[..]);
        self.column.write_batch(&self.values, levels, None)?;
        self.values.clear();
        self.levels.clear();
        Ok(())
    }
}

impl Rows for Parquet<'_> {
    fn rows(&mut self, cells: &[Datum], mut periods: &[Period]) -> Result<()> {
        while !periods.is_empty() {
            let now = periods.len().min(GROUP - self.rows);
            for (column, cell) in self.columns.iter_mut().zip(cells) {
                column.keep(cell);
            }
            self.runs.push(now);
            self.periods.extend_from_slice(&periods[..now]);
            self.rows += now;
            periods = &periods[now..];
            if self.rows == GROUP || self.runs.len() * self.columns.len() >= KEPT {
                self.write_group()?;
            }
        }
        Ok(())
    }
}

impl Writer for Parquet<'_> {
    fn finish(mut self: Box<Self>) -> Result<()> {
        self.write_group()?;
        self.file.close().map(drop).map_err(|why| failed(&self.name, &why))
    }
}

fn schema(fields: &[Field]) -> std::result::Result<Arc<Type>, ParquetError> {
    let columns = fields.iter().map(|field| {
        let (physical, logical) = match field.kind {
            Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Kind::Integer => (Physical::INT32, None),
            Kind::Large => (Physical::INT64, None),
            Kind::Number => (Physical::DOUBLE, None),
            Kind::Flag => (Physical::BOOLEAN, None),
            Kind::Day => (Physical::INT32, Some(LogicalType::Date)),
        };
        let repetition = if field.required { Repetition::REQUIRED } else { Repetition::OPTIONAL };
        Type::primitive_type_builder(&field.name, physical)
            .with_logical_type(logical)
            .with_repetition(repetition)
            .build()
            .map(Arc::new)
    });
    let columns = columns.collect::<std::result::Result<_, _>>()?;
    Type::group_type_builder("accede").with_fields(columns).build().map(Arc::new)
}

fn failed(name: &str, why: &ParquetError) -> Error {
    Error::Output { to: name.to_owned(), why: why.to_string() }
}
