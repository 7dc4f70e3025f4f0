//! All records of all files by their ids: what makes a written word a reference.

use super::{
    diagnostic::Diagnostic,
    draft::{
        AgreementDraft, AttributeDraft, BarDraft, BlocDraft, BodyDraft, ClauseDraft, CoverageDraft, EditionDraft,
        FileDraft, ListingDraft, MarketDraft, NormDraft, PendingDraft, ProductDraft, RegisterDraft, RequirementDraft,
        SchemeDraft, SourceDraft, Word,
    },
    file::SourceFile,
    rule::Rule,
};
use crate::law;
use std::{collections::BTreeSet, ops::Range};

/// A draft that becomes a record of the law.
pub(super) trait Draft {
    /// The record it becomes.
    type Record;
    /// What people call it.
    const KIND: &'static str;
}

macro_rules! drafts {
    ($($draft:ident => $record:ident $kind:literal),+ $(,)?) => {
        $(impl Draft for $draft { type Record = law::$record; const KIND: &'static str = $kind; })+
    };
}

drafts! {
    SourceDraft => Source "source", MarketDraft => Market "market", BlocDraft => Bloc "bloc",
    ProductDraft => ProductGroup "product group", AttributeDraft => Attribute "attribute", NormDraft => Norm "norm",
    EditionDraft => Edition "edition", SchemeDraft => Scheme "scheme", BodyDraft => Body "body",
    RegisterDraft => Register "register", ListingDraft => Listing "listing", AgreementDraft => Agreement "agreement",
    ClauseDraft => Clause "clause", RequirementDraft => Requirement "requirement", CoverageDraft => Coverage "coverage",
    BarDraft => Bar "bar", PendingDraft => Pending "pending change",
}

/// A record as written, and where.
pub(super) struct Row<'d, D> {
    /// Its id: unique in the data.
    pub id: String,
    /// Its file.
    pub file: usize,
    /// The place of its id.
    pub at: Range<usize>,
    /// What is written.
    pub draft: &'d D,
}

/// Records of one kind, sorted by id, each id once.
pub(super) struct Written<'d, D> {
    rows: Vec<Row<'d, D>>,
}

impl<'d, D: Draft> Written<'d, D> {
    /// Sorts the records; an id that is defined twice is reported and kept once.
    fn new(rows: impl Iterator<Item = Row<'d, D>>, found: &mut Vec<Diagnostic>) -> Self {
        let mut rows: Vec<Row<'d, D>> = rows.collect();
        rows.sort_by(|a, b| (&a.id, a.file, a.at.start).cmp(&(&b.id, b.file, b.at.start)));
        rows.dedup_by(|later, first| {
            let twice = later.id == first.id;
            if twice {
                found.push(
                    Diagnostic::new(Rule::TwiceDefined, format!("the {} `{}` is defined twice", D::KIND, first.id))
                        .at(later.file, later.at.clone(), "here again")
                        .at(first.file, first.at.clone(), "here first")
                        .mend("remove one of them, or give it an id of its own"),
                );
            }
            twice
        });
        Written { rows }
    }

    /// The record's place in its table.
    pub(super) fn find(&self, id: &str) -> Option<usize> {
        self.rows.binary_search_by(|row| row.id.as_str().cmp(id)).ok()
    }

    /// A record as written.
    pub(super) fn get(&self, row: usize) -> Option<&Row<'d, D>> {
        self.rows.get(row)
    }

    /// All of them.
    pub(super) fn iter(&self) -> std::slice::Iter<'_, Row<'d, D>> {
        self.rows.iter()
    }

    /// Their ids.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().map(|row| row.id.as_str())
    }
}

/// Every record of every file.
pub(super) struct Index<'d> {
    pub markets: Written<'d, MarketDraft>,
    pub blocs: Written<'d, BlocDraft>,
    pub products: Written<'d, ProductDraft>,
    pub attributes: Written<'d, AttributeDraft>,
    pub norms: Written<'d, NormDraft>,
    pub editions: Written<'d, EditionDraft>,
    pub schemes: Written<'d, SchemeDraft>,
    pub bodies: Written<'d, BodyDraft>,
    pub registers: Written<'d, RegisterDraft>,
    pub listings: Written<'d, ListingDraft>,
    pub agreements: Written<'d, AgreementDraft>,
    pub clauses: Written<'d, ClauseDraft>,
    pub requirements: Written<'d, RequirementDraft>,
    pub coverage: Written<'d, CoverageDraft>,
    pub bars: Written<'d, BarDraft>,
    pub pending: Written<'d, PendingDraft>,
    pub sources: Written<'d, SourceDraft>,
    /// The one agreement of each file that has exactly one: its place in the table.
    pub only_agreement: Vec<Option<usize>>,
    /// Tables with ill-formed records, by file.
    ghost_tables: BTreeSet<(&'d str, usize)>,
    /// Ids of ill-formed records: naming one is no second fault.
    pub ghosts: BTreeSet<&'d str>,
}

impl<'d> Index<'d> {
    /// Collects and sorts; ids that are defined twice are reported.
    pub(super) fn new(files: &[SourceFile], drafts: &'d [FileDraft], found: &mut Vec<Diagnostic>) -> Index<'d> {
        macro_rules! table {
            ($table:ident, $key:ident) => {
                Written::new(
                    drafts.iter().enumerate().flat_map(|(file, draft)| {
                        draft.$table.iter().map(move |record| row(file, record, &record.$key))
                    }),
                    found,
                )
            };
        }
        let stems: Vec<&str> = files.iter().map(SourceFile::stem).collect();
        let agreements: Written<'d, AgreementDraft> = table!(agreement, id);
        let only_agreement = drafts
            .iter()
            .map(|draft| match draft.agreement.as_slice() {
                [only] => agreements.find(only.id.get_ref()),
                _ => None,
            })
            .collect();
        let sources = drafts.iter().zip(&stems).enumerate().flat_map(|(file, (draft, stem))| {
            draft
                .source
                .iter()
                .map(move |source| Row { id: source_id(stem, source.id.get_ref()), ..row(file, source, &source.id) })
        });
        let editions = drafts.iter().enumerate().flat_map(|(file, draft)| {
            draft.norm.iter().flat_map(move |norm| norm.editions.iter().map(move |e| row(file, e, &e.id)))
        });
        let listings = drafts.iter().enumerate().flat_map(|(file, draft)| {
            draft.listing.iter().map(move |listing| match &listing.id {
                Some(id) => row(file, listing, id),
                None => Row {
                    id: format!("{}/{}", listing.register.get_ref(), listing.body.get_ref()),
                    ..row(file, listing, &listing.body)
                },
            })
        });
        Index {
            markets: table!(market, code),
            blocs: table!(bloc, code),
            products: table!(product, id),
            attributes: table!(attribute, id),
            norms: table!(norm, id),
            editions: Written::new(editions, found),
            schemes: table!(scheme, id),
            bodies: table!(body, id),
            registers: table!(register, id),
            listings: Written::new(listings, found),
            clauses: table!(clause, id),
            requirements: table!(requirement, id),
            coverage: table!(coverage, id),
            bars: table!(bar, id),
            pending: table!(pending, id),
            sources: Written::new(sources, found),
            agreements,
            only_agreement,
            ghost_tables: drafts
                .iter()
                .enumerate()
                .flat_map(|(file, draft)| draft.ghosts.iter().map(move |ghost| (ghost.table.as_str(), file)))
                .collect(),
            ghosts: drafts.iter().flat_map(|draft| draft.ghosts.iter().map(|ghost| ghost.id.as_str())).collect(),
        }
    }
}

impl Index<'_> {
    /// Whether a file has an agreement that is ill-formed, so that its clauses cannot know theirs.
    pub(super) fn ghost_agreement(&self, file: usize) -> bool {
        self.ghost_tables.contains(&("agreement", file))
    }

    /// Whether any file has an ill-formed record of a table.
    pub(super) fn ghost_in(&self, table: &str) -> bool {
        self.ghost_tables.iter().any(|(of, _)| *of == table)
    }
}

/// A source's id in the data: its file's path and its id in that file.
pub(super) fn source_id(stem: &str, id: &str) -> String {
    format!("{stem}/{id}")
}

fn row<'d, D>(file: usize, draft: &'d D, id: &Word) -> Row<'d, D> {
    Row { id: id.get_ref().clone(), file, at: id.span(), draft }
}
