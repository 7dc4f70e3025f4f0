//! From files to records: read, collect, resolve, lint.

use super::{
    diagnostic::Diagnostic,
    draft::FileDraft,
    file::{self, SourceFile},
    index::{Draft, Index, Row, Written},
    ledger::{Fact, facts},
    lint::{Sound, lint},
    resolve::Resolver,
    rule::Rule,
};
use crate::law::{Day, Id, Reading, Record, Records, Table};
use crate::names;
use pinyin::ToPinyinMulti;
use std::collections::BTreeSet;

/// What the compiler makes of the files.
#[derive(Debug)]
pub struct Compiled {
    /// The law, if no error was found.
    pub records: Option<Records>,
    /// Every finding of every file, in order of file and place.
    pub diagnostics: Vec<Diagnostic>,
    /// What became of every record of the first reading; no part of the pack.
    pub facts: Vec<Fact>,
}

/// Compiles data files into the records of the law.
///
/// All faults of all files are collected: a fault of form in one record hides neither the next record nor the lints.
/// The order of the files, and of the records in them, does not matter.
///
/// ```
/// use comity::pack::{SourceFile, compile};
/// let text = "[edition]\nnumber = \"2026.11.0\"\nas_of = 2026-11-22\n[[market]]\ncode = \"CN\"\nkind = \"stat\"\n\
///             name = { en = \"China\", zh = \"中国\" }\n";
/// let compiled = compile(&[SourceFile { path: "markets.toml".into(), text: text.into() }]);
/// assert!(compiled.records.is_none());
/// let fault = &compiled.diagnostics[0];
/// assert_eq!(fault.mend.as_deref(), Some("did you mean `state`?"));
/// ```
#[must_use]
pub fn compile(files: &[SourceFile]) -> Compiled {
    let mut found = Vec::new();
    let drafts: Vec<FileDraft> =
        files.iter().enumerate().map(|(number, file)| file::read(number, file, &mut found)).collect();
    let (edition, as_of) = edition(&drafts, &mut found);
    let index = Index::new(files, &drafts, &mut found);
    let mut resolver = Resolver::new(&index, files, found);
    let (mut records, sound) = resolver.records();
    records.edition = edition;
    records.as_of = as_of;
    records.readings = readings(&records);
    let mut found = resolver.findings();
    let facts = facts(files, &drafts, &index, &mut found);
    lint(&records, &index, &sound, &mut found);
    found.sort_by_key(|finding| {
        let spot = finding.spots.first();
        // What concerns the data as a whole comes last.
        (spot.is_none(), spot.map(|s| s.file), spot.map(|s| s.bytes.start), finding.rule)
    });
    let sound = !found.iter().any(Diagnostic::is_error);
    Compiled { records: sound.then_some(records), diagnostics: found, facts }
}

/// How the Chinese characters of all names are read.
fn readings(records: &Records) -> Table<Reading> {
    let mut characters: BTreeSet<char> = BTreeSet::new();
    names::each(records, |_, _, name, aliases| {
        characters.extend(name.zh.chars().chain(aliases.iter().flat_map(|alias| alias.chars())));
    });
    let read = |c: char| {
        let mut syllables: Vec<String> = Vec::new();
        for reading in c.to_pinyin_multi()? {
            if !syllables.iter().any(|known| known == reading.plain()) {
                syllables.push(reading.plain().to_owned());
            }
        }
        Some(Reading { character: c.to_string(), syllables })
    };
    Table::sorted(characters.into_iter().filter_map(read).collect())
}

/// The edition of the data: named in one file.
fn edition(drafts: &[FileDraft], found: &mut Vec<Diagnostic>) -> (String, Option<Day>) {
    let marks: Vec<_> = drafts.iter().enumerate().filter_map(|(file, d)| Some((file, d.edition.as_ref()?))).collect();
    match marks.as_slice() {
        [(file, mark)] => {
            let day = mark.as_of.get_ref().when().and_then(|when| when.day());
            if day.is_none() {
                let finding = Diagnostic::new(Rule::BadDate, "the data has no day")
                    .at(*file, mark.as_of.span(), "")
                    .mend("write a bare date: `as_of = 2026-11-22`");
                found.push(finding);
            }
            (mark.number.clone(), day)
        }
        [] => {
            found.push(
                Diagnostic::new(Rule::EditionMark, "no file says which edition this is")
                    .mend("write `[edition]` with `number = \"2026.11.0\"` and `as_of = 2026-11-22` in one file"),
            );
            (String::new(), None)
        }
        [(file, first), rest @ ..] => {
            let mut finding =
                Diagnostic::new(Rule::EditionMark, "the edition is given twice").mend("keep `[edition]` in one file");
            for (file, mark) in rest {
                finding = finding.at(*file, mark.as_of.span(), "again here");
            }
            found.push(finding.at(*file, first.as_of.span(), "here first"));
            (first.number.clone(), None)
        }
    }
}

impl Resolver<'_> {
    /// All records, and which agreements and clauses were read without a fault.
    fn records(&mut self) -> (Records, Sound) {
        let index = self.index;
        let mut sound = Sound::default();
        let agreements: Vec<_> = self.each(&index.agreements, Resolver::agreement, |row| {
            sound.agreements.insert(Id::new(row));
        });
        let clauses = self.each(
            &index.clauses,
            |this, row| this.clause(row, &agreements),
            |row| {
                sound.clauses.insert(Id::new(row));
            },
        );
        let mut read = 0_usize;
        let requirements = self.each(&index.requirements, Resolver::requirement, |_| read = read.saturating_add(1));
        sound.requirements = read == requirements.len() && !index.ghost_in("requirement");
        let records = Records {
            edition: String::new(),
            as_of: None,
            markets: self.table(&index.markets, Resolver::market),
            blocs: self.table(&index.blocs, Resolver::bloc),
            products: self.table(&index.products, Resolver::product),
            attributes: self.table(&index.attributes, Resolver::attribute),
            norms: self.table(&index.norms, Resolver::norm),
            editions: self.table(&index.editions, Resolver::edition),
            schemes: self.table(&index.schemes, |this, row| this.scheme(row, this.elder(&agreements))),
            bodies: self.table(&index.bodies, |this, row| this.body(row, this.elder(&agreements))),
            registers: self.table(&index.registers, Resolver::register),
            listings: self.table(&index.listings, |this, row| this.listing(row, this.elder(&agreements))),
            clauses: Table::sorted(clauses),
            requirements: Table::sorted(requirements),
            coverage: self.table(&index.coverage, Resolver::coverage),
            bars: self.table(&index.bars, Resolver::bar),
            pending: self.table(&index.pending, Resolver::pending),
            sources: self.table(&index.sources, Resolver::source),
            readings: Table::default(),
            agreements: Table::sorted(agreements),
        };
        (records, sound)
    }

    /// Every record of a table, each read as of its own file; the rows of those without a fault are told.
    fn each<D: Draft>(
        &mut self,
        written: &Written<'_, D>,
        mut read: impl FnMut(&mut Self, &Row<'_, D>) -> D::Record,
        mut sound: impl FnMut(usize),
    ) -> Vec<D::Record> {
        let mut rows = Vec::new();
        for (place, row) in written.iter().enumerate() {
            let faults = self.faults;
            self.file = row.file;
            rows.push(read(self, row));
            if self.faults == faults {
                sound(place);
            }
        }
        rows
    }

    fn table<D: Draft>(
        &mut self,
        written: &Written<'_, D>,
        read: impl FnMut(&mut Self, &Row<'_, D>) -> D::Record,
    ) -> Table<D::Record>
    where
        D::Record: Record,
    {
        Table::sorted(self.each(written, read, |_| ()))
    }
}
