//! The Treaty Database of the Netherlands: one treaty with what each party did, as XML with Dutch names.

use quick_xml::Reader;

use super::cells::{self, Cell, Dated, add};
use super::days::Forms;
use super::drafts::Drafts;
use super::input::{Input, MOST_ROWS, Read, Unreadable};
use super::text::{self, Places};
use super::xml::{self, Element};
use crate::model::draft::{Authority, DraftTreaty, Edition, Place, Reason, What};
use crate::model::{ActKind, Date, StatementKind};

/// A day of effect that lies before the act.
const BACKWARDS: &str = "DatumTerugwerkendeKracht";

/// `R` stands for all three.
const FOLDED: &str = "the source does not tell ratification, acceptance and approval apart";

const NO_TYPE: &str = "the source does not say by which act";

/// Declarations stand among them.
const RESERVATION: &str = "the source lists declarations as reservations too";

/// Days of the treaty that are remarks, with what they are.
const FURTHER_DAYS: [(&str, &str); 2] =
    [("voorlopigeToepassingDatum", "provisionally applied from"), ("uitwerkingtredingDatum", "ended on")];

pub(super) fn recognises(input: &Input) -> bool {
    input.beginning().contains("<Verdragenbank")
}

pub(super) fn read(input: &Input) -> Read {
    let text = text::decode(input, xml::declared_encoding(input.bytes).as_deref())?;
    let mut page = Page {
        drafts: Drafts::new(Edition {
            shows_withdrawals: true,
            is_whole: true,
            ..Edition::of(
                "Netherlands Ministry of Foreign Affairs, Treaty Database",
                Authority::Collection,
                "Verdragenbank (XML)",
            )
        }),
        treaty: DraftTreaty { place: Place::START, ..DraftTreaty::default() },
        number: None,
        party: Party::default(),
        markup: String::new(),
        parties: 0,
    };
    if let Some(code) = input.treaty {
        page.treaty.code = Some(code.to_owned());
        code.clone_into(&mut page.treaty.named);
    }
    let mut places = Places::of(&text);
    xml::walk(&mut Reader::from_str(&text), &mut places, |element| page.element(&element))?;
    page.number()?;
    Ok(page.drafts.done())
}

/// The elements of one party that have a text.
#[derive(Default)]
struct Party {
    fields: Vec<Field>,
    reservations: Vec<Vec<Field>>,
    /// The parts of the reservation that is being read.
    reservation: Vec<Field>,
}

struct Field {
    name: String,
    place: Place,
    text: String,
}

impl Field {
    fn cell(&self) -> Cell<'_> {
        Cell { place: self.place, header: &self.name, text: &self.text }
    }
}

struct Page {
    drafts: Drafts,
    treaty: DraftTreaty,
    /// The number of the treaty once what stands above its parties is read.
    number: Option<usize>,
    party: Party,
    /// Text in elements inside a text.
    markup: String,
    parties: usize,
}

impl Page {
    /// An element has ended.
    fn element(&mut self, element: &Element) -> Result<(), Unreadable> {
        let text = element.text.trim();
        if element.is_inside("TekstVoorbehoud") {
            self.markup.push_str(text);
            self.markup.push(' ');
            return Ok(());
        }
        let text = match element.name {
            "TekstVoorbehoud" => format!("{}{text}", std::mem::take(&mut self.markup)).trim().to_owned(),
            _ => text.to_owned(),
        };
        let is_field = !element.is_nil && !text.is_empty();
        let name = element.name.to_owned();
        match element.parent() {
            "Partijen" if name == "Partij" => self.party(element.place)?,
            "Voorbehouden" if name == "Voorbehoud" => {
                let parts = std::mem::take(&mut self.party.reservation);
                self.party.reservations.push(parts);
            }
            "Voorbehoud" if is_field => {
                self.party.reservation.push(Field { name, place: element.place, text });
            }
            "Partij" if is_field => self.party.fields.push(Field { name, place: element.place, text }),
            _ if !is_field => {}
            _ if element.is_inside("meta") => self.meta(element, &text)?,
            _ => self.elsewhere(element, &text)?,
        }
        Ok(())
    }

    /// What stands above the parties.
    fn meta(&mut self, element: &Element, text: &str) -> Result<(), Unreadable> {
        let cell = Cell { place: element.place, header: element.name, text };
        match element.name {
            "identifier" if self.treaty.code.is_none() => {
                text.clone_into(&mut self.treaty.named);
                let is_number = text.len() <= 10 && text.bytes().all(|byte| byte.is_ascii_digit());
                self.treaty.code = is_number.then(|| format!("NL {text}"));
            }
            "title" => self.treaty.title = Some(text.to_owned()),
            "modified" => {
                let day = cell.whole_day(&mut self.drafts, &Forms::default())?;
                self.drafts.edition().status_as_at = day;
            }
            "sluitingsDatum" => {
                self.treaty.adopted_on = cell.whole_day(&mut self.drafts, &Forms::default())?;
            }
            "sluitingsPlaats" => self.treaty.opened_at = Some(text.to_owned()),
            "inwerkingtredingDatum" => {
                self.treaty.in_force_on = cell.whole_day(&mut self.drafts, &Forms::default())?;
            }
            "verdragType" => self.treaty.kind = Some(text.to_lowercase()),
            name => {
                if let Some((_, what)) = FURTHER_DAYS.iter().find(|known| known.0 == name) {
                    add(&mut self.treaty.note, &format!("{what} {text}"));
                }
            }
        }
        Ok(())
    }

    /// A day that belongs to something that is not read here, such as a territory or an objection.
    fn elsewhere(&mut self, element: &Element, text: &str) -> Result<(), Unreadable> {
        if !element.name.starts_with("Datum") {
            return Ok(());
        }
        let why = format!("'{}' in '{}' is a day that is not read", element.name, element.parent());
        self.drafts.lost(element.place, Reason::UnknownAction, text, why)
    }

    fn number(&mut self) -> Result<usize, Unreadable> {
        if let Some(number) = self.number {
            return Ok(number);
        }
        if self.treaty.code.is_none() {
            return Err(Unreadable::NeedsTreaty);
        }
        let number = self.drafts.treaty(std::mem::take(&mut self.treaty))?;
        self.number = Some(number);
        Ok(number)
    }

    fn party(&mut self, place: Place) -> Result<(), Unreadable> {
        let treaty = self.number()?;
        self.parties += 1;
        if self.parties > MOST_ROWS {
            return Err(Unreadable::too_many_rows(place));
        }
        std::mem::take(&mut self.party).acts(&mut self.drafts, treaty)
    }
}

impl Party {
    /// A field, which is then used up.
    fn field(&mut self, name: &str) -> Option<Field> {
        let found = self.fields.iter().position(|field| field.name == name)?;
        Some(self.fields.remove(found))
    }

    fn acts(mut self, drafts: &mut Drafts, treaty: usize) -> Result<(), Unreadable> {
        let name = self.field("NaamPartij").map(|field| field.text).unwrap_or_default();
        let how = self.field("TypeInstemming");
        let mut in_force = self.field("DatumInwerkingtreding");
        let backwards = self.field(BACKWARDS);
        let mut ended = self.field("DatumBuitenwerkingtreding");
        for (column, kind) in [
            // The source spells it with two n, and may come to spell it with one.
            ("DatumOndertekenning", ActKind::Signature),
            ("DatumOndertekening", ActKind::Signature),
            ("DatumVoorlopigeToepassing", ActKind::ProvisionalApplication),
        ] {
            if let Some((field, dated)) = self.day(drafts, column)? {
                cells::take(drafts, treaty, field.cell().act(&name, What::Act(kind), dated))?;
            }
        }
        if let Some((field, dated)) = self.day(drafts, "DatumRatificatie")? {
            let meant = match how.as_ref().map(|field| field.text.as_str()) {
                Some("R") => Ok((ActKind::Ratification, FOLDED)),
                Some("T") => Ok((ActKind::Accession, "")),
                Some("VG") => Ok((ActKind::Succession, "")),
                None | Some("NK") => Ok((ActKind::ConsentToBeBound, NO_TYPE)),
                Some(other) => Err(format!("'{other}' is the word for no act known here")),
            };
            match meant {
                Ok((kind, flag)) => {
                    let mut act = field.cell().act(&name, What::Act(kind), dated);
                    act.effective_on = whole_day(drafts, in_force.take())?;
                    add(&mut act.flag, flag);
                    if let Some(day) = &backwards {
                        add(&mut act.note, &format!("with effect back to {}", day.text));
                    }
                    cells::take(drafts, treaty, act)?;
                }
                Err(why) => drafts.lost(field.place, Reason::UnknownAction, &field.text, why)?,
            }
        }
        if let Some((field, dated)) = self.day(drafts, "DatumOpzegging")? {
            let mut act = field.cell().act(&name, What::Act(ActKind::Denunciation), dated);
            act.effective_on = whole_day(drafts, ended.take())?;
            cells::take(drafts, treaty, act)?;
        }
        for parts in std::mem::take(&mut self.reservations) {
            reservation(drafts, treaty, &name, &parts)?;
        }
        let left = [in_force, backwards, ended].into_iter().flatten().chain(self.fields);
        for field in left.filter(|field| field.name.starts_with("Datum")) {
            let why = if field.name == BACKWARDS {
                format!(
                    "an act of '{name}' has effect from a day before it, which the record cannot keep beside its entry into force"
                )
            } else {
                format!("'{}' of '{name}' belongs to no act that is read", field.name)
            };
            drafts.lost(field.place, Reason::UnknownAction, &field.text, why)?;
        }
        Ok(())
    }

    fn day(&mut self, drafts: &mut Drafts, name: &str) -> Result<Option<(Field, Dated)>, Unreadable> {
        let Some(field) = self.field(name) else {
            return Ok(None);
        };
        let dated = field.cell().day(drafts, &Forms::default())?;
        Ok(dated.map(|dated| (field, dated)))
    }
}

fn whole_day(drafts: &mut Drafts, field: Option<Field>) -> Result<Option<Date>, Unreadable> {
    match field {
        Some(field) => field.cell().whole_day(drafts, &Forms::default()),
        None => Ok(None),
    }
}

/// A reservation with its day, which may be missing, and its text.
fn reservation(drafts: &mut Drafts, treaty: usize, name: &str, parts: &[Field]) -> Result<(), Unreadable> {
    let part = |wanted: &str| parts.iter().find(|part| part.name == wanted);
    let (day, text) = (part("DatumVoorbehoud"), part("TekstVoorbehoud"));
    let Some(cell) = day.or(text).map(Field::cell) else {
        return Ok(());
    };
    let dated = match day {
        Some(day) => match day.cell().day(drafts, &Forms::default())? {
            Some(dated) => dated,
            None => return Ok(()),
        },
        None => Dated::default(),
    };
    let mut act = cell.act(name, What::Statement(StatementKind::Reservation), dated);
    add(&mut act.flag, RESERVATION);
    add(&mut act.note, text.map_or("", |text| text.text.as_str()));
    cells::take(drafts, treaty, act)
}
