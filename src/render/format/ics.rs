//! A calendar (RFC 5545): lines that end in CR LF and are folded at 75 octets, never inside a character.

use crate::model::Date;
use crate::model::letters::is_hidden;
use crate::render::calendar::Calendar;
use crate::render::format_spec::{Answer, FormatSpec};

pub(super) const SPEC: FormatSpec = FormatSpec::text("ics", "text/calendar", Answer::Calendar(render));

/// The calendar as bytes; the same calendar gives the same bytes.
fn render(calendar: &Calendar) -> String {
    let stamp: String = calendar.recorded_at.chars().filter(|letter| !matches!(letter, '-' | ':')).collect();
    let mut out = String::new();
    let mut line = |name: &str, value: &str| fold(&mut out, &format!("{name}:{value}"));
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", "-//accede//treaty calendar//EN");
    line("CALSCALE", "GREGORIAN");
    line("X-WR-CALNAME", &escaped(&calendar.name));
    for event in &calendar.events {
        line("BEGIN", "VEVENT");
        line("UID", &escaped(&event.uid));
        line("DTSTAMP", &stamp);
        line("LAST-MODIFIED", &stamp);
        line("SEQUENCE", &calendar.sequence.to_string());
        line("DTSTART;VALUE=DATE", &basic(event.day));
        // The end is outside: an event of one day ends on the next.
        if let Some(after) = event.day.plus_days(1) {
            line("DTEND;VALUE=DATE", &basic(after));
        }
        line("SUMMARY", &escaped(&event.summary));
        line("DESCRIPTION", &escaped(&event.description));
        let categories: Vec<String> = event.categories.iter().map(|category| escaped(category)).collect();
        line("CATEGORIES", &categories.join(","));
        line("TRANSP", "TRANSPARENT");
        line("END", "VEVENT");
    }
    line("END", "VCALENDAR");
    out
}

fn basic(day: Date) -> String {
    day.to_string().replace('-', "")
}

/// A text as a value (RFC 5545, 3.3.11): no control characters may stand in it, and none is left out.
fn escaped(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => value.extend(['\\', letter]),
            '\n' => value.push_str("\\n"),
            letter if is_hidden(letter) => {
                value.push('\\');
                value.extend(letter.escape_unicode());
            }
            letter => value.push(letter),
        }
    }
    value
}

/// Writes a line; one that goes on begins with a space, which counts among its octets (RFC 5545, 3.1).
fn fold(out: &mut String, line: &str) {
    const MOST: usize = 75;
    let mut room = MOST;
    for letter in line.chars() {
        if letter.len_utf8() > room {
            out.push_str("\r\n ");
            room = MOST - 1;
        }
        room -= letter.len_utf8();
        out.push(letter);
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_by_octets_between_characters() {
        for letter in ["a", "é", "€", "𝄞"] {
            let line = letter.repeat(200);
            let mut out = String::new();
            fold(&mut out, &line);
            let parts: Vec<&str> = out.split_terminator("\r\n").collect();
            assert!(parts.iter().all(|part| part.len() <= 75), "{out}");
            assert!(parts[..parts.len() - 1].iter().all(|part| part.len() > 75 - letter.len()), "{out}");
            assert_eq!(out.replace("\r\n ", "").trim_end_matches("\r\n"), line);
        }
    }

    #[test]
    fn what_has_a_meaning_in_a_text_is_escaped() {
        assert_eq!(escaped("a;b,c\\d\ne\r\u{7}:\"f\""), "a\\;b\\,c\\\\d\\ne\\\\u{d}\\\\u{7}:\"f\"");
    }
}
