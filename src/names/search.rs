//! Search as people type: names, aliases and codes in both languages, word by word, by pinyin, and almost spelled.

use super::{Names, Noun, Tie, each, fold};
use crate::law::{Records, Text};
use std::collections::{BTreeMap, BTreeSet};

/// A record found by [`crate::Law::search`].
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Found {
    /// What it is.
    pub noun: Noun,
    /// Its id.
    pub id: String,
    /// Its names.
    pub name: Text,
}

/// How a name matches what was typed, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum How {
    /// It is what was typed, letter for letter, case and punctuation apart.
    Whole,
    /// It has every word that was typed.
    Words,
    /// It begins so.
    Begins,
    /// Each word that was typed begins one of its words.
    Beginnings,
    /// Each word that was typed begins a word of one or another of the record's names.
    Scattered,
    /// It contains what was typed.
    Contains,
    /// Its characters read so, all of them: syllables, or their initials.
    PinyinWhole,
    /// Its characters read so from the first on.
    Pinyin,
    /// Its characters read so somewhere.
    PinyinWithin,
    /// What was typed is short for it: 家电 for 家用电器.
    Short,
    /// It is spelled almost so, with so many letters wrong.
    Almost(usize),
}

/// What people look for first where several things match alike: a paper, then where it counts, then the law.
fn place(noun: Noun) -> u8 {
    match noun {
        Noun::Market | Noun::Bloc => 0,
        Noun::Scheme => 1,
        Noun::Product => 2,
        Noun::Agreement => 3,
        Noun::Requirement => 4,
        Noun::Body => 5,
        Noun::Norm | Noun::Edition => 6,
        Noun::Register => 7,
        Noun::Attribute => 8,
        Noun::Clause => 9,
        Noun::Source => 10,
    }
}

/// What was typed.
struct Typed {
    folded: String,
    words: Vec<String>,
    ascii: bool,
}

impl Typed {
    fn of(text: &str) -> Typed {
        let folded = fold(text);
        Typed { ascii: folded.is_ascii(), words: words(text), folded }
    }

    /// How one name matches, without the ways that look at several names or at spelling.
    fn matches(&self, name: &str) -> Option<How> {
        let folded = fold(name);
        if folded == self.folded {
            return Some(How::Whole);
        }
        let has = words(name);
        if self.words.iter().all(|word| has_word(&has, word)) {
            return Some(How::Words);
        }
        if folded.starts_with(&self.folded) {
            return Some(How::Begins);
        }
        if self.words.iter().all(|word| begins_word(&has, word)) {
            return Some(How::Beginnings);
        }
        let long_enough = !self.ascii || self.folded.len() > 2;
        (long_enough && folded.contains(&self.folded)).then_some(How::Contains)
    }

    /// Whether what was typed, all of it Chinese, stands in order in a name.
    fn short_for(&self, name: &str) -> bool {
        let folded = fold(name);
        let mut rest = folded.chars();
        self.folded.chars().count() > 1 && self.folded.chars().all(|c| !c.is_ascii() && rest.any(|other| other == c))
    }

    /// How many letters of a name are wrong, where it is not more than a quarter of it, nor of one of its words, and not the
    /// first: north is no slip for south.
    fn misspells(&self, name: &str) -> Option<usize> {
        let has = words(name);
        let other = |(mine, its): (&String, &String)| {
            let letters = mine.chars().count().max(4);
            strsim::damerau_levenshtein(mine, its).saturating_mul(4) > letters
        };
        if has.len() == self.words.len() && self.words.iter().zip(&has).any(other) {
            return None;
        }
        let folded = fold(name);
        if folded.chars().next() != self.folded.chars().next() {
            return None;
        }
        let letters = self.folded.chars().count();
        // A quarter of the letters may be wrong, so a length that differs by more need not be compared.
        if folded.chars().count().abs_diff(letters).saturating_mul(4) > letters {
            return None;
        }
        let wrong = strsim::damerau_levenshtein(&folded, &self.folded);
        let least = if self.ascii { LEAST_MISSPELT } else { LEAST_MISSPELT_CHARACTERS };
        (letters >= least && wrong.saturating_mul(4) <= letters).then_some(wrong)
    }
}

/// The words of a text in lower case: runs of letters and digits, Latin and other scripts apart (`CB报告` is two).
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut last = None;
    for c in text.chars().flat_map(char::to_lowercase) {
        let sort = c.is_alphanumeric().then(|| c.is_ascii());
        if let Some(word) = words.last_mut().filter(|_| sort.is_some() && sort == last) {
            word.push(c);
        } else if sort.is_some() {
            words.push(c.to_string());
        }
        last = sort;
    }
    words
}

/// Whether a name has a word; one in another script than Latin is not set apart and may stand anywhere.
fn has_word(has: &[String], word: &str) -> bool {
    has.iter().any(|known| known == word || (!word.is_ascii() && known.contains(word)))
}

fn begins_word(has: &[String], word: &str) -> bool {
    has.iter().any(|known| known.starts_with(word) || (!word.is_ascii() && known.contains(word)))
}

/// How characters are read.
struct Readings<'r>(BTreeMap<char, &'r [String]>);

impl<'r> Readings<'r> {
    fn of(records: &'r Records) -> Readings<'r> {
        let read = records.readings.iter();
        Readings(read.filter_map(|(_, r)| Some((r.character.chars().next()?, r.syllables.as_slice()))).collect())
    }

    /// How a name is read as what was typed: `qzxcprz` and `qiangzhi` both begin 强制性产品认证.
    fn matches(&self, name: &str, typed: &str) -> Option<How> {
        let characters: Vec<char> = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        let mut starts = (0..characters.len()).filter_map(|start| {
            let rest = characters.get(start..)?;
            let syllables = self.0.get(rest.first()?)?;
            syllables.iter().find(|syllable| syllable.bytes().next() == typed.bytes().next())?;
            Some((start, self.reads(rest, typed.as_bytes())?))
        });
        let (start, read) = starts.next()?;
        Some(match start {
            0 if read == characters.len() => How::PinyinWhole,
            0 => How::Pinyin,
            _ => How::PinyinWithin,
        })
    }

    /// How many characters, from the first on, read as all of what was typed: each as a syllable, its beginning or its initial.
    fn reads(&self, characters: &[char], typed: &[u8]) -> Option<usize> {
        // How much of it may be read after each character: a set, so that no way of dividing it is tried twice.
        let mut reached: BTreeSet<usize> = [0].into();
        for (place, c) in characters.iter().enumerate() {
            let mut next = BTreeSet::new();
            let own = [c.to_string()];
            for from in &reached {
                let rest = typed.get(*from..).unwrap_or_default();
                for syllable in self.0.get(c).copied().unwrap_or(&own) {
                    let common = syllable.bytes().zip(rest).take_while(|(a, b)| a == *b).count();
                    // A character that no reading is known of must be typed itself; of a syllable its initial will do.
                    let least = if self.0.contains_key(c) { 1 } else { syllable.len() };
                    next.extend((least..=common).map(|read| from.saturating_add(read)));
                }
            }
            if next.contains(&typed.len()) {
                return Some(place.saturating_add(1));
            }
            reached = next;
        }
        None
    }
}

/// The shortest text that is looked for by pinyin: fewer letters are the initials of too much.
const LEAST_PINYIN: usize = 4;

/// The shortest text that may be misspelt: marks of fewer letters are codes, and another code is another mark.
const LEAST_MISSPELT: usize = 5;

/// The same for Chinese characters.
const LEAST_MISSPELT_CHARACTERS: usize = 4;

impl Names {
    /// Records whose id, names or aliases match a text, best first.
    pub(crate) fn search(&self, records: &Records, text: &str, most: usize) -> Vec<Found> {
        let typed = Typed::of(text);
        if typed.folded.is_empty() {
            return Vec::new();
        }
        let readings = Readings::of(records);
        let mut ranked: Vec<(How, u8, Tie, usize, String, Noun, Text)> = Vec::new();
        let mut offer = |noun: Noun, id: &str, name: &Text, aliases: &[String]| {
            let texts = [(Tie::Id, id), (Tie::Name, name.en.as_str()), (Tie::Name, name.zh.as_str())];
            let texts: Vec<(Tie, &str)> =
                texts.into_iter().chain(aliases.iter().map(|alias| (Tie::Alias, alias.as_str()))).collect();
            if let Some((how, tie, length)) = best(&texts, &typed, &readings) {
                ranked.push((how, place(noun), tie, length, id.to_owned(), noun, name.clone()));
            }
        };
        each(records, &mut offer);
        if let Some(code) = hs_code(text) {
            for (_, product) in records.products.iter() {
                if let Some((how, length)) = product.hs.iter().filter_map(|own| covers(own, &code)).min() {
                    let name = product.name.clone();
                    ranked.push((how, place(Noun::Product), Tie::Id, length, product.id.clone(), Noun::Product, name));
                }
            }
        }
        ranked.sort();
        ranked.truncate(most);
        ranked.into_iter().map(|(.., id, noun, name)| Found { noun, id, name }).collect()
    }
}

/// The shortest code of the Harmonized System that is looked for as one: a heading.
const LEAST_HS: usize = 4;

/// The digits of a code of the Harmonized System, as people write it: `8516.50`, `8516 50`, `8516.50.00`.
fn hs_code(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace() && *c != '.').collect();
    (digits.len() >= LEAST_HS && digits.bytes().all(|c| c.is_ascii_digit())).then_some(digits)
}

/// How a product's own code answers to one that was typed: it is that, or a wider one, or one within it.
fn covers(own: &str, typed: &str) -> Option<(How, usize)> {
    let apart = own.len().abs_diff(typed.len());
    match () {
        () if own == typed => Some((How::Whole, apart)),
        () if typed.starts_with(own) => Some((How::Words, apart)),
        () => own.starts_with(typed).then_some((How::Begins, apart)),
    }
}

/// The best match among a record's texts, what it is of the record where it is the whole text, and its length.
fn best(texts: &[(Tie, &str)], typed: &Typed, readings: &Readings<'_>) -> Option<(How, Tie, usize)> {
    let length = |text: &str| text.chars().count();
    let direct = texts.iter().filter_map(|(tie, text)| {
        let how = typed.matches(text)?;
        Some((how, if how == How::Whole { *tie } else { Tie::Alias }, length(text)))
    });
    if let Some(found) = direct.min() {
        return Some(found);
    }
    let shortest = texts.iter().map(|(_, text)| length(text)).filter(|length| *length > 0).min().unwrap_or_default();
    let all: Vec<String> = texts.iter().flat_map(|(_, text)| words(text)).collect();
    if typed.words.len() > 1 && typed.words.iter().all(|word| begins_word(&all, word)) {
        return Some((How::Scattered, Tie::Alias, shortest));
    }
    let each = texts.iter().filter_map(|(_, text)| {
        let pinyin = (typed.ascii && typed.folded.len() >= LEAST_PINYIN).then(|| readings.matches(text, &typed.folded));
        let short = || typed.short_for(text).then_some(How::Short);
        let almost = || typed.misspells(text).map(How::Almost);
        pinyin.flatten().or_else(short).or_else(almost).map(|how| (how, Tie::Alias, length(text)))
    });
    each.min()
}
