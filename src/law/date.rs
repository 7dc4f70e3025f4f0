//! Days, and dates of which only the year or month is known (`semantics.md` Q14).

use serde::{Deserialize, Serialize};
use time::{Date, Month};

/// A calendar day, counted from 1970-01-01 in the proleptic Gregorian calendar.
///
/// Days order and compare as days do. The range is years 0000 to 9999; arithmetic stops at its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Day(i32);

/// Julian day number of 1970-01-01.
const EPOCH: i32 = 2_440_588;

impl Day {
    /// The first day that can be written: 0000-01-01.
    pub const FIRST: Day = Day(-719_528);
    /// The last day that can be written: 9999-12-31.
    pub const LAST: Day = Day(2_932_896);

    /// The day of a year, month (1 to 12) and day of month, or `None` where the calendar has no such day.
    ///
    /// ```
    /// use comity::Day;
    /// assert!(Day::new(2024, 2, 29).is_some());
    /// assert!(Day::new(2026, 2, 30).is_none());
    /// ```
    #[must_use]
    pub fn new(year: i32, month: u8, day: u8) -> Option<Day> {
        let month = Month::try_from(month).ok()?;
        let date = Date::from_calendar_date(year, month, day).ok()?;
        Some(Day(date.to_julian_day().saturating_sub(EPOCH))).filter(|d| *d >= Day::FIRST && *d <= Day::LAST)
    }

    /// Reads `YYYY-MM-DD`.
    ///
    /// ```
    /// use comity::Day;
    /// let day = Day::parse("2026-11-22").unwrap();
    /// assert_eq!(day.to_string(), "2026-11-22");
    /// assert_eq!(day.next().to_string(), "2026-11-23");
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Day> {
        match When::parse(text)? {
            When { earliest, latest } if earliest == latest => Some(earliest),
            When { .. } => None,
        }
    }

    /// The following day; the last day is its own successor.
    #[must_use]
    pub fn next(self) -> Day {
        Day(self.0.saturating_add(1)).min(Day::LAST)
    }

    /// The day before; the first day is its own predecessor.
    #[must_use]
    pub fn previous(self) -> Day {
        Day(self.0.saturating_sub(1)).max(Day::FIRST)
    }

    /// The day a calendar span later; a day that the month does not have becomes its last (`semantics.md` §3.3 g8).
    ///
    /// ```
    /// use comity::{Day, Span};
    /// let leap = Day::parse("2024-02-29").unwrap();
    /// assert_eq!(leap.after(Span::years(2)).to_string(), "2026-02-28");
    /// ```
    #[must_use]
    pub fn after(self, span: Span) -> Day {
        let date = self.date();
        let months = i64::from(date.year())
            .saturating_add(i64::from(span.years))
            .saturating_mul(12)
            .saturating_add(i64::from(u8::from(date.month())))
            .saturating_sub(1)
            .saturating_add(i64::from(span.months));
        let (Ok(year), Ok(month)) =
            (i32::try_from(months.div_euclid(12)), u8::try_from(months.rem_euclid(12).saturating_add(1)))
        else {
            return Day::LAST;
        };
        let Ok(month) = Month::try_from(month) else {
            return Day::LAST;
        };
        if !(0..=9999).contains(&year) {
            return Day::LAST;
        }
        let day = date.day().min(month.length(year));
        Day::new(year, month.into(), day)
            .map_or(Day::LAST, |d| Day(d.0.saturating_add(i32::try_from(span.days).unwrap_or(i32::MAX))).min(Day::LAST))
    }

    /// Days since 1970-01-01.
    #[must_use]
    pub fn number(self) -> i32 {
        self.0
    }

    fn date(self) -> Date {
        Date::from_julian_day(self.0.saturating_add(EPOCH)).unwrap_or(Date::MIN)
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let date = self.date();
        write!(f, "{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
    }
}

/// A calendar span: years, then months, then days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// Whole years.
    pub years: u16,
    /// Whole months.
    pub months: u16,
    /// Days.
    pub days: u32,
}

impl Span {
    /// How long a coverage statement closes after the day it speaks of (`semantics.md` §2.2: 18 calendar months).
    pub const COVERAGE: Span = Span { years: 0, months: 18, days: 0 };

    /// A span of whole years.
    #[must_use]
    pub const fn years(years: u16) -> Span {
        Span { years, months: 0, days: 0 }
    }

    /// Reads a span as people write it: `3 years`, `18 months`, `1 year 6 months`, `90 days`.
    ///
    /// ```
    /// use comity::Span;
    /// assert_eq!(Span::parse("3 years"), Some(Span::years(3)));
    /// assert_eq!(Span::parse("a while"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Span> {
        let mut span = Span::default();
        let mut words = text.split_whitespace();
        let mut any = false;
        while let Some(number) = words.next() {
            match words.next()?.trim_end_matches('s') {
                "year" => span.years = number.parse().ok()?,
                "month" => span.months = number.parse().ok()?,
                "day" => span.days = number.parse().ok()?,
                _ => return None,
            }
            any = true;
        }
        any.then_some(span)
    }
}

/// A date as recorded: one day, or some day between two, which one is not known.
///
/// `2016` is any day of 2016, `2016-05` any day of that May, `unknown` any day at all. A comparison that depends on
/// which day it is comes out unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct When {
    /// The first day it can be.
    pub earliest: Day,
    /// The last day it can be.
    pub latest: Day,
}

impl When {
    /// Some day, nobody recorded which.
    pub const UNKNOWN: When = When { earliest: Day::FIRST, latest: Day::LAST };

    /// Exactly this day.
    #[must_use]
    pub const fn on(day: Day) -> When {
        When { earliest: day, latest: day }
    }

    /// Reads `YYYY-MM-DD`, `YYYY-MM`, `YYYY` or `unknown`.
    #[must_use]
    pub fn parse(text: &str) -> Option<When> {
        if text == "unknown" {
            return Some(When::UNKNOWN);
        }
        let number = |part: &str, digits: usize| -> Option<u16> {
            (part.len() == digits && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok())?
        };
        let mut parts = text.split('-');
        let year = i32::from(number(parts.next()?, 4)?);
        let month = parts.next().map(|p| number(p, 2).and_then(|m| u8::try_from(m).ok()).ok_or(())).transpose().ok()?;
        let day = parts.next().map(|p| number(p, 2).and_then(|d| u8::try_from(d).ok()).ok_or(())).transpose().ok()?;
        if parts.next().is_some() {
            return None;
        }
        match (month, day) {
            (None, _) => Some(When { earliest: Day::new(year, 1, 1)?, latest: Day::new(year, 12, 31)? }),
            (Some(month), None) => {
                let earliest = Day::new(year, month, 1)?;
                let length = Month::try_from(month).ok()?.length(year);
                Some(When { earliest, latest: Day::new(year, month, length)? })
            }
            (Some(month), Some(day)) => Some(When::on(Day::new(year, month, day)?)),
        }
    }

    /// The single day it is, if that is known.
    #[must_use]
    pub fn day(self) -> Option<Day> {
        (self.earliest == self.latest).then_some(self.earliest)
    }

    /// The same date a calendar span later, as far as it is known.
    #[must_use]
    pub fn after(self, span: Span) -> When {
        if self == When::UNKNOWN {
            return self;
        }
        When { earliest: self.earliest.after(span), latest: self.latest.after(span) }
    }
}

impl std::fmt::Display for When {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(day) = self.day() {
            return day.fmt(f);
        }
        if *self == When::UNKNOWN {
            return f.write_str("unknown");
        }
        let (from, to) = (self.earliest.date(), self.latest.date());
        if from.year() == to.year() && from.month() == to.month() {
            write!(f, "{:04}-{:02}", from.year(), u8::from(from.month()))
        } else {
            write!(f, "{:04}", from.year())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_known_by_its_year_is_any_day_of_it() {
        let year = When::parse("2016").unwrap();
        assert_eq!((year.earliest.to_string(), year.latest.to_string()), ("2016-01-01".into(), "2016-12-31".into()));
        assert_eq!(When::parse("2024-02").unwrap().latest.to_string(), "2024-02-29");
        for text in ["2016", "2016-05", "2016-05-04", "unknown"] {
            assert_eq!(When::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn a_day_is_counted_from_1970_and_a_span_is_read_unit_by_unit() {
        assert_eq!(
            ["1969-12-30", "1970-01-01", "1970-02-01"].map(|day| Day::parse(day).unwrap().number()),
            [-2, 0, 31]
        );
        assert_eq!(Span::parse("2 years 1 month 10 days"), Some(Span { years: 2, months: 1, days: 10 }));
        assert_eq!(Span::parse("3 years"), Some(Span::years(3)));
    }

    #[test]
    fn days_that_do_not_exist_are_no_days() {
        for text in [
            "2026-02-30",
            "2025-02-29",
            "2026-13-01",
            "2026-00-10",
            "26-01-01",
            "2026-1-1",
            "",
            "2026-01-01-01",
            "−2026",
        ] {
            assert_eq!(When::parse(text), None, "{text}");
        }
    }

    #[test]
    fn spans_end_on_the_last_day_a_month_has() {
        let day = |t| Day::parse(t).unwrap();
        assert_eq!(day("2026-08-31").after(Span::COVERAGE), day("2028-02-29"));
        assert_eq!(day("2026-06-01").after(Span::COVERAGE), day("2027-12-01"));
        assert_eq!(Day::LAST.after(Span::years(9)), Day::LAST);
    }
}
