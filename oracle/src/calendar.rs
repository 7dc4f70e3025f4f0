//! The civil calendar, counted in days, and dates of which only a part is known.

use crate::truth::Truth::{self, F, T, U};

/// Days since 1970-01-01.
pub(crate) type Day = i32;

const NEVER: Day = i32::MAX;
const ALWAYS: Day = i32::MIN;

/// A date as recorded: some day from `first` to `last`, which one is not known if they differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct When {
    pub(crate) first: Day,
    pub(crate) last: Day,
}

impl When {
    /// Any day at all.
    pub(crate) const UNKNOWN: Self = Self { first: ALWAYS, last: NEVER };

    pub(crate) fn on(day: Day) -> Self {
        Self { first: day, last: day }
    }

    /// Some day not before this one.
    pub(crate) fn or_later(self) -> Self {
        Self { first: self.first, last: NEVER }
    }

    /// Reads `YYYY-MM-DD`, `YYYY-MM`, `YYYY` or `unknown`.
    pub(crate) fn read(text: &str) -> Option<Self> {
        if text == "unknown" {
            return Some(Self::UNKNOWN);
        }
        let number = |part: &str, digits: usize| {
            (part.len() == digits && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse::<i32>().ok())?
        };
        let parts: Vec<&str> = text.split('-').collect();
        match parts.as_slice() {
            [year] => {
                let year = number(year, 4)?;
                Some(Self { first: day_of(year, 1, 1), last: day_of(year, 12, 31) })
            }
            [year, month] => {
                let (year, month) = (number(year, 4)?, month_number(number(month, 2)?)?);
                Some(Self { first: day_of(year, month, 1), last: day_of(year, month, month_length(year, month)) })
            }
            [year, month, day] => {
                let (year, month, day) = (number(year, 4)?, month_number(number(month, 2)?)?, number(day, 2)?);
                (1..=month_length(year, month)).contains(&day).then(|| Self::on(day_of(year, month, day)))
            }
            _ => None,
        }
    }

    /// Both ends moved alike.
    fn moved(self, by: impl Fn(Day) -> Day) -> Self {
        let step = |day: Day| if day == ALWAYS || day == NEVER { day } else { by(day) };
        Self { first: step(self.first), last: step(self.last) }
    }

    /// The day before.
    pub(crate) fn eve(self) -> Self {
        self.moved(|day| day - 1)
    }

    pub(crate) fn plus(self, age: Age) -> Self {
        self.moved(|day| age.after(day))
    }

    /// The days on which a comparison with this date may turn.
    pub(crate) fn edges(self) -> impl Iterator<Item = Day> {
        [self.first, self.last].into_iter().filter(|day| *day != ALWAYS && *day != NEVER).flat_map(|day| [day, day + 1])
    }
}

/// Whether one date is not after another.
pub(crate) fn not_after(earlier: When, later: When) -> Truth {
    if earlier.last <= later.first {
        T
    } else if earlier.first > later.last {
        F
    } else {
        U
    }
}

/// Whether a day lies from `from` to `until`, both inclusive; an open end always holds.
pub(crate) fn within(from: Option<When>, until: Option<When>, day: When) -> Truth {
    let begun = from.map_or(T, |from| not_after(from, day));
    let not_over = until.map_or(T, |until| not_after(day, until));
    begun.and(not_over)
}

/// A span of calendar time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Age {
    pub(crate) years: i32,
    pub(crate) months: i32,
    pub(crate) days: i32,
}

impl Age {
    /// A day that does not exist is the month's last.
    fn after(self, day: Day) -> Day {
        let (year, month, date) = civil(day);
        let months = year * 12 + (month - 1) + self.years * 12 + self.months;
        let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
        day_of(year, month, date.min(month_length(year, month))) + self.days
    }
}

/// `YYYY-MM-DD`.
pub(crate) fn written(day: Day) -> String {
    let (year, month, date) = civil(day);
    format!("{year:04}-{month:02}-{date:02}")
}

fn leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn month_number(month: i32) -> Option<i32> {
    (1..=12).contains(&month).then_some(month)
}

fn month_length(year: i32, month: i32) -> i32 {
    match month {
        2 => 28 + i32::from(leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days before a year, counted from the year 1.
fn days_before(year: i32) -> i32 {
    let past = year - 1;
    past * 365 + past.div_euclid(4) - past.div_euclid(100) + past.div_euclid(400)
}

fn day_of(year: i32, month: i32, date: i32) -> Day {
    let months: i32 = (1..month).map(|m| month_length(year, m)).sum();
    days_before(year) - days_before(1970) + months + date - 1
}

fn civil(day: Day) -> (i32, i32, i32) {
    let mut year = 1970 + day.div_euclid(366);
    while day_of(year + 1, 1, 1) <= day {
        year += 1;
    }
    let mut month = 1;
    while month < 12 && day_of(year, month + 1, 1) <= day {
        month += 1;
    }
    (year, month, day - day_of(year, month, 1) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_as_the_calendar_has_them() {
        for (text, day) in [("1970-01-01", 0), ("2000-03-01", 11017), ("2024-02-29", 19782), ("1969-12-31", -1)] {
            assert_eq!(When::read(text), Some(When::on(day)));
            assert_eq!(written(day), text);
        }
        assert_eq!(When::read("2023-02-29"), None);
        let leap_day = When::read("2024-02-29").map(|when| when.plus(Age { years: 2, ..Age::default() }));
        assert_eq!(leap_day, When::read("2026-02-28"));
    }
}
