//! From what an overlay says to records: every word looked up, each error naming its field.

use super::change::{
    AddBar, AddListing, AddMembership, AtEnd, Change, ChangeKind, EndBar, EndClause, EndListing, EndMembership, Overlay,
};
use super::{Assumed, Assumptions, OverlayError};
use crate::decide::limits;
use crate::decide::reading::{Read, Reader};
use crate::law::{
    AttributeKind, Bar, Bloc, Clause, CodeRole, Comparison, Confidence, EndKind, Evidence, Id, Listing, Membership,
    OnEnd, ProductTest, Reach, Record, Records, Scope, Source, Table, When,
};
use crate::names::{Names, Noun};
use std::collections::{BTreeMap, BTreeSet};

/// Records as an overlay leaves them: those it changed or added, over the recorded law.
pub(super) struct Laying<'a> {
    pub(super) reader: Reader<'a>,
    pub(super) clauses: Layer<Clause>,
    pub(super) listings: Layer<Listing>,
    pub(super) bars: Layer<Bar>,
    pub(super) blocs: Layer<Bloc>,
    sources: BTreeMap<String, Id<Source>>,
    pub(super) assumptions: Assumptions,
}

/// The changed and added records of one kind.
pub(super) struct Layer<T> {
    /// Where the added records stand, those that are yet to be read included.
    places: BTreeMap<String, Id<T>>,
    pub(super) rows: BTreeMap<Id<T>, T>,
}

impl<T: Record> Layer<T> {
    fn new(table: &Table<T>, added: &BTreeSet<String>) -> Layer<T> {
        Layer { places: table.places(added), rows: BTreeMap::new() }
    }

    /// The record as it stands now; `None` where it is yet to be added.
    pub(super) fn at<'t>(&'t self, table: &'t Table<T>, id: Id<T>) -> Option<&'t T> {
        self.rows.get(&id).or_else(|| table.holds(id).then(|| table.at(id)))
    }
}

/// A day before which something cannot end, with the day.
type Begun = Option<When>;

impl<'a> Laying<'a> {
    pub(super) fn of(records: &'a Records, names: &'a Names, overlay: &Overlay) -> Read<Laying<'a>> {
        if overlay.changes.len() > limits::OVERLAY {
            let got = overlay.changes.len().to_string();
            let expected = format!("at most {} changes", limits::OVERLAY);
            return Err(OverlayError::new("too-many", "changes", &got, &expected));
        }
        let added = |kind: ChangeKind| -> BTreeSet<String> {
            let changes = overlay.changes.iter().enumerate().filter(|(_, change)| change.kind() == kind);
            changes.filter_map(|(place, change)| id_of(place, change)).collect()
        };
        let sources: BTreeSet<String> = (0..overlay.changes.len()).map(source_of).collect();
        Ok(Laying {
            reader: Reader { records, names },
            clauses: Layer::new(&records.clauses, &added(ChangeKind::AddClause)),
            listings: Layer::new(&records.listings, &added(ChangeKind::AddListing)),
            bars: Layer::new(&records.bars, &added(ChangeKind::AddBar)),
            blocs: Layer::new(&records.blocs, &BTreeSet::new()),
            sources: records.sources.places(&sources),
            assumptions: Assumptions { overlay: overlay.clone(), ..Assumptions::default() },
        })
    }

    /// Makes one change. `shown` is its place in the overlay it came with.
    pub(super) fn make(&mut self, place: usize, shown: usize, change: &Change) -> Read<()> {
        let path = format!("changes[{shown}].{}", change.kind());
        let assumed = match change {
            Change::AddClause(said) => self.add_clause(&path, place, said)?,
            Change::EndClause(said) => self.end_clause(&path, place, said)?,
            Change::AddListing(said) => self.add_listing(&path, place, said)?,
            Change::EndListing(said) => self.end_listing(&path, place, said)?,
            Change::AddBar(said) => self.add_bar(&path, place, said)?,
            Change::EndBar(said) => self.end_bar(&path, place, said)?,
            Change::AddMembership(said) => self.add_membership(&path, place, said)?,
            Change::EndMembership(said) => self.end_membership(&path, place, said)?,
        };
        self.assumptions.list.push(assumed);
        Ok(())
    }

    /// The sources that changes stand for, with the records they are about.
    pub(super) fn sources(&self) -> BTreeMap<Id<Source>, Source> {
        let list = self.assumptions.list.iter().enumerate();
        list.filter_map(|(place, assumed)| {
            let id = source_of(place);
            let source = Source { id: id.clone(), says: assumed.record.clone(), ..Source::default() };
            Some((*self.sources.get(&id)?, source))
        })
        .collect()
    }

    /// What a record rests on once a change has touched it. A hypothesis is decided as if it were so, hence not
    /// doubtful; nobody read it anywhere, hence not verified.
    pub(super) fn resting(&self, place: usize, before: Option<&Evidence>) -> Evidence {
        let mut evidence = before.cloned().unwrap_or_default();
        evidence.confidence = evidence.confidence.min(Confidence::Recalled);
        evidence.sources.extend(self.sources.get(&source_of(place)));
        evidence
    }

    /// The place of a new record.
    pub(super) fn new_id<T: Record>(&self, path: &str, layer: &Layer<T>, written: &str) -> Read<Id<T>> {
        let taken = || OverlayError::new("taken", &format!("{path}.id"), written, "an id that no such record has");
        self.reader.text(&format!("{path}.id"), written)?;
        match layer.places.get(written) {
            Some(place) if !layer.rows.contains_key(place) => Ok(*place),
            _ => Err(taken()),
        }
    }

    /// A record that names do not lead to: by its written id.
    fn known<T: Record>(&self, path: &str, table: &Table<T>, layer: &Layer<T>, text: &str, what: &str) -> Read<Id<T>> {
        let text = self.reader.text(path, text)?;
        let added = layer.places.get(text).copied().filter(|place| layer.rows.contains_key(place));
        table.find(text).or(added).ok_or_else(|| {
            let ids = table.iter().map(|(_, record)| record.id()).chain(layer.places.keys().map(String::as_str));
            let mut near: Vec<(usize, &str)> = ids.map(|id| (strsim::damerau_levenshtein(id, text), id)).collect();
            near.sort_unstable();
            let near = near.into_iter().take(3).map(|(_, id)| id.to_owned()).collect();
            OverlayError::new("unknown", path, text, what).near(near)
        })
    }

    /// A clause, recorded or added before.
    pub(super) fn clause_id(&self, path: &str, text: &str) -> Read<Id<Clause>> {
        match self.clauses.places.get(text).filter(|place| self.clauses.rows.contains_key(place)) {
            Some(place) => Ok(*place),
            None => self.reader.id(path, Noun::Clause, &self.reader.records.clauses, text, "a clause's id or name"),
        }
    }

    pub(super) fn end_kind(&self, path: &str, text: Option<&str>, ends: &[EndKind]) -> Read<Option<EndKind>> {
        let Some(text) = text else { return Ok(None) };
        let among = |word: &str| EndKind::parse(word).filter(|kind| ends.contains(kind));
        if let Some(kind) = among(text) {
            return Ok(Some(kind));
        }
        let expected = ends.iter().map(|kind| kind.word()).collect::<Vec<_>>().join(", ");
        let near = ends.iter().map(|kind| kind.word().to_owned()).collect();
        Err(OverlayError::new("unknown", path, self.reader.text(path, text)?, &format!("one of {expected}")).near(near))
    }

    pub(super) fn on_end(&self, path: &str, said: &AtEnd) -> Read<Option<OnEnd>> {
        match said {
            AtEnd::Word(word) if word == "lapse" => Ok(Some(OnEnd::Lapse)),
            AtEnd::Word(word) if word == "keep-issued-before-end" => Ok(Some(OnEnd::KeepIssuedBeforeEnd)),
            AtEnd::Word(word) => {
                let expected = "lapse, keep-issued-before-end or { \"keep_until\": day }";
                let near = vec!["lapse".to_owned(), "keep-issued-before-end".to_owned()];
                Err(OverlayError::new("unknown", path, self.reader.text(path, word)?, expected).near(near))
            }
            AtEnd::KeepUntil(rule) => {
                let until = self.reader.when(&format!("{path}.keep_until"), Some(&rule.keep_until))?;
                Ok(until.map(OnEnd::KeepUntil))
            }
        }
    }

    /// A last day, which must not lie before the first.
    pub(super) fn last_day(&self, path: &str, text: Option<&str>, begun: Begun) -> Read<Option<When>> {
        let until = self.reader.when(path, text)?;
        match (begun, until) {
            (Some(from), Some(until)) if until.latest < from.earliest => {
                let expected = format!("a day on or after the first ({from})");
                Err(OverlayError::new("dates-out-of-order", path, &until.to_string(), &expected))
            }
            _ => Ok(until),
        }
    }

    /// Products as the data files write them.
    pub(super) fn items(&self, path: &str, words: &[String]) -> Read<Vec<Vec<ProductTest>>> {
        words
            .iter()
            .enumerate()
            .map(|(place, word)| {
                let path = format!("{path}[{place}]");
                self.reader.text(&path, word)?.split(" & ").map(|test| self.product_test(&path, test.trim())).collect()
            })
            .collect()
    }

    fn product_test(&self, path: &str, test: &str) -> Read<ProductTest> {
        let records = self.reader.records;
        if test == "all" {
            return Ok(ProductTest::All);
        }
        let code = |written: &str, role| {
            let digits: String = written.chars().filter(|c| *c != '.').collect();
            let sound = !digits.is_empty() && digits.chars().all(char::is_alphanumeric);
            let fault = || OverlayError::new("unknown", path, test, "an HS code with or without dots");
            sound.then_some(ProductTest::Code(digits, role)).ok_or_else(fault)
        };
        if let Some(written) = test.strip_prefix("hs:") {
            return code(written, CodeRole::Defining);
        }
        if let Some(written) = test.strip_prefix("hs~") {
            return code(written, CodeRole::Indicative);
        }
        let Some(attribute) = test.strip_prefix("attr:") else {
            let expected = "`all`, a product group, `hs:` or `hs~` with a code, or `attr:id=value`";
            let group = self.reader.id(path, Noun::Product, &records.products, test, expected)?;
            return Ok(ProductTest::Group(group));
        };
        // Two-letter operators first: `=` is part of them.
        let operators = [Comparison::IsNot, Comparison::AtMost, Comparison::AtLeast, Comparison::Is];
        let split =
            operators.into_iter().find_map(|op| attribute.split_once(op.word()).map(|(id, rest)| (id, op, rest)));
        let Some((id, comparison, values)) = split else {
            return Err(OverlayError::new("unknown", path, test, "`attr:id=value`, with `=`, `!=`, `<=` or `>=`"));
        };
        let id = self.reader.id(path, Noun::Attribute, &records.attributes, id.trim(), "an attribute's id or name")?;
        let record = records.attributes.at(id);
        let values: Vec<String> = values.split(',').map(|value| value.trim().to_owned()).collect();
        let ordered = matches!(comparison, Comparison::AtMost | Comparison::AtLeast);
        let fits = |value: &String| match record.kind {
            AttributeKind::YesNo => value == "yes" || value == "no",
            AttributeKind::Number => value.parse::<u64>().is_ok(),
            AttributeKind::Choice => record.values.contains(value),
            AttributeKind::Text => !value.is_empty(),
        };
        if !values.iter().all(fits) || (ordered && record.kind != AttributeKind::Number) {
            let expected = format!("a value `{}` can take ({})", record.id, record.kind);
            return Err(OverlayError::new("unknown", path, test, &expected).near(record.values.clone()));
        }
        Ok(ProductTest::Attribute(id, comparison, values))
    }

    fn end_clause(&mut self, path: &str, place: usize, said: &EndClause) -> Read<Assumed> {
        let records = self.reader.records;
        let id = self.clause_id(&format!("{path}.id"), &said.id)?;
        let mut clause = self.clauses.at(&records.clauses, id).cloned().unwrap_or_default();
        let until = self.last_day(&format!("{path}.until"), Some(&said.until), clause.in_force)?;
        self.not_later(&format!("{path}.until"), until, clause.until)?;
        clause.until = until;
        let end_kind = self.end_kind(&format!("{path}.end_kind"), said.end_kind.as_deref(), CLAUSE_ENDS)?;
        clause.end_kind = end_kind.or(clause.end_kind);
        if let Some(rule) = &said.on_end {
            clause.on_end = self.on_end(&format!("{path}.on_end"), rule)?;
        }
        clause.evidence = self.resting(place, Some(&clause.evidence));
        let assumed = Assumed::new(ChangeKind::EndClause, &clause.id, &clause.name, None, until);
        self.clauses.rows.insert(id, clause);
        Ok(assumed)
    }

    /// What has ended does not end again later: that would be law added.
    fn not_later(&self, path: &str, until: Option<When>, recorded: Option<When>) -> Read<()> {
        match (until, recorded) {
            (Some(until), Some(recorded)) if until.earliest > recorded.latest => {
                let expected = format!("a day on or before the recorded end ({recorded}); to extend it, add a record");
                Err(OverlayError::new("already-ended", path, &until.to_string(), &expected))
            }
            _ => Ok(()),
        }
    }

    fn add_listing(&mut self, path: &str, place: usize, said: &AddListing) -> Read<Assumed> {
        let (reader, records) = (&self.reader, self.reader.records);
        let written = said.id.clone().unwrap_or_else(|| numbered(place));
        let id = self.new_id(path, &self.listings, &written)?;
        let at = |field: &str| format!("{path}.{field}");
        let from = reader.when(&at("from"), said.from.as_deref())?;
        let listing = Listing {
            id: written,
            body: reader.id(&at("body"), Noun::Body, &records.bodies, &said.body, "a body's id or name")?,
            register: reader.id(
                &at("register"),
                Noun::Register,
                &records.registers,
                &said.register,
                "a register's id or name",
            )?,
            scope: match &said.products {
                None => None,
                Some(products) => {
                    let include = self.items(&at("products"), reader.list(&at("products"), products)?)?;
                    Some(Scope { include, exclude: Vec::new() })
                }
            },
            from,
            until: self.last_day(&at("until"), said.until.as_deref(), from)?,
            end_kind: self.end_kind(&at("end_kind"), said.end_kind.as_deref(), LISTING_ENDS)?,
            survival: said.survival.unwrap_or(true),
            conflicts_with: None,
            evidence: self.resting(place, None),
        };
        let name = &records.bodies.at(listing.body).name;
        let assumed = Assumed::new(ChangeKind::AddListing, &listing.id, name, listing.from, listing.until);
        self.listings.rows.insert(id, listing);
        Ok(assumed)
    }

    fn end_listing(&mut self, path: &str, place: usize, said: &EndListing) -> Read<Assumed> {
        let records = self.reader.records;
        let at = |field: &str| format!("{path}.{field}");
        let id = self.known(&at("id"), &records.listings, &self.listings, &said.id, "a listing's id")?;
        let mut listing = self.listings.at(&records.listings, id).cloned().unwrap_or_default();
        let until = self.last_day(&at("until"), Some(&said.until), listing.from)?;
        self.not_later(&at("until"), until, listing.until)?;
        listing.until = until;
        let end_kind = self.end_kind(&at("end_kind"), said.end_kind.as_deref(), LISTING_ENDS)?;
        listing.end_kind = end_kind.or(listing.end_kind);
        listing.survival = said.survival.unwrap_or(listing.survival);
        listing.evidence = self.resting(place, Some(&listing.evidence));
        let name = &records.bodies.at(listing.body).name;
        let assumed = Assumed::new(ChangeKind::EndListing, &listing.id, name, None, until);
        self.listings.rows.insert(id, listing);
        Ok(assumed)
    }

    fn add_bar(&mut self, path: &str, place: usize, said: &AddBar) -> Read<Assumed> {
        let written = said.id.clone().unwrap_or_else(|| numbered(place));
        let id = self.new_id(path, &self.bars, &written)?;
        let at = |field: &str| format!("{path}.{field}");
        let reach = self.reach(path, said)?;
        let reader = &self.reader;
        let from = reader.when(&at("from"), said.from.as_deref())?;
        let scheme = |text: &String| {
            let schemes = &reader.records.schemes;
            reader.id(&at("schemes"), Noun::Scheme, schemes, text, "a scheme's id or name")
        };
        let bar = Bar {
            id: written,
            name: crate::law::Text::default(),
            reach,
            market: said.market.as_deref().map(|market| reader.place(&at("market"), market)).transpose()?,
            schemes: said.schemes.values().iter().map(scheme).collect::<Read<_>>()?,
            issued_from: reader.when(&at("issued_from"), said.issued_from.as_deref())?,
            from,
            until: self.last_day(&at("until"), said.until.as_deref(), from)?,
            evidence: self.resting(place, None),
        };
        let assumed = Assumed::new(ChangeKind::AddBar, &bar.id, &bar.name, bar.from, bar.until);
        self.bars.rows.insert(id, bar);
        Ok(assumed)
    }

    fn reach(&self, path: &str, said: &AddBar) -> Read<Reach> {
        let (reader, records) = (&self.reader, self.reader.records);
        let at = |field: &str| format!("{path}.{field}");
        let mut reaches = Vec::new();
        if let Some(text) = &said.clause {
            reaches.push(Reach::Clause(self.clause_id(&at("clause"), text)?));
        }
        if let Some(text) = &said.agreement {
            let expected = "an agreement's id or name";
            let id = reader.id(&at("agreement"), Noun::Agreement, &records.agreements, text, expected)?;
            reaches.push(Reach::Agreement(id));
        }
        if let Some(text) = &said.body {
            reaches.push(Reach::Body(reader.id(
                &at("body"),
                Noun::Body,
                &records.bodies,
                text,
                "a body's id or name",
            )?));
        }
        if let Some(owners) = &said.owned_by {
            reaches.push(Reach::OwnedBy(reader.list(&at("owned_by"), owners)?.to_vec()));
        }
        if let Some(text) = &said.scheme {
            let id = reader.id(&at("scheme"), Noun::Scheme, &records.schemes, text, "a scheme's id or name")?;
            reaches.push(Reach::Scheme(id));
        }
        if let Some(products) = &said.products {
            let include = self.items(&at("products"), reader.list(&at("products"), products)?)?;
            reaches.push(Reach::Product(Scope { include, exclude: Vec::new() }));
        }
        let expected = "exactly one of clause, agreement, body, owned_by, scheme, products";
        match (reaches.len(), reaches.pop()) {
            (1, Some(reach)) => Ok(reach),
            (0, _) => Err(OverlayError::new("missing", path, "", expected)),
            (several, _) => Err(OverlayError::new("too-many", path, &several.to_string(), expected)),
        }
    }

    fn end_bar(&mut self, path: &str, place: usize, said: &EndBar) -> Read<Assumed> {
        let records = self.reader.records;
        let at = |field: &str| format!("{path}.{field}");
        let id = self.known(&at("id"), &records.bars, &self.bars, &said.id, "a bar's id")?;
        let mut bar = self.bars.at(&records.bars, id).cloned().unwrap_or_default();
        let until = self.last_day(&at("until"), Some(&said.until), bar.from)?;
        self.not_later(&at("until"), until, bar.until)?;
        bar.until = until;
        bar.evidence = self.resting(place, Some(&bar.evidence));
        let assumed = Assumed::new(ChangeKind::EndBar, &bar.id, &bar.name, None, until);
        self.bars.rows.insert(id, bar);
        Ok(assumed)
    }

    /// A bloc and a market, by the fields that name them.
    fn membership(&self, path: &str, bloc: &str, market: &str) -> Read<(Id<Bloc>, Id<crate::law::Market>)> {
        let (reader, records) = (&self.reader, self.reader.records);
        let expected = "a bloc's code or name";
        let bloc = reader.id(&format!("{path}.bloc"), Noun::Bloc, &records.blocs, bloc, expected)?;
        Ok((bloc, reader.market(&format!("{path}.market"), market)?))
    }

    fn add_membership(&mut self, path: &str, place: usize, said: &AddMembership) -> Read<Assumed> {
        let (id, market) = self.membership(path, &said.bloc, &said.market)?;
        let from = self.reader.when(&format!("{path}.from"), said.from.as_deref())?;
        let until = self.last_day(&format!("{path}.until"), said.until.as_deref(), from)?;
        Ok(self.change_bloc(ChangeKind::AddMembership, place, id, market, (from, until), |members| {
            members.push(Membership { market, from, until, doubtful: false });
        }))
    }

    fn end_membership(&mut self, path: &str, place: usize, said: &EndMembership) -> Read<Assumed> {
        let records = self.reader.records;
        let (id, market) = self.membership(path, &said.bloc, &said.market)?;
        let until = self.reader.when(&format!("{path}.until"), Some(&said.until))?;
        let runs = |member: &Membership| {
            let begun = member.from.zip(until).is_none_or(|(from, until)| from.earliest <= until.latest);
            let going = member.until.zip(until).is_none_or(|(recorded, until)| until.earliest <= recorded.latest);
            member.market == market && begun && going
        };
        let bloc = self.blocs.at(&records.blocs, id);
        if !bloc.is_some_and(|bloc| bloc.members.iter().any(runs)) {
            let code = &records.blocs.at(id).code;
            let members = bloc.into_iter().flat_map(|bloc| &bloc.members);
            let near: BTreeSet<&String> = members.map(|m| &records.markets.at(m.market).code).collect();
            let expected = format!("a market that is a member of `{code}` on that day");
            let near = near.into_iter().take(3).cloned().collect();
            return Err(
                OverlayError::new("not-a-member", &format!("{path}.market"), &said.market, &expected).near(near)
            );
        }
        Ok(self.change_bloc(ChangeKind::EndMembership, place, id, market, (None, until), |members| {
            for member in members.iter_mut().filter(|member| runs(member)) {
                member.until = until;
            }
        }))
    }

    fn change_bloc(
        &mut self,
        kind: ChangeKind,
        place: usize,
        id: Id<Bloc>,
        market: Id<crate::law::Market>,
        (from, until): (Option<When>, Option<When>),
        change: impl FnOnce(&mut Vec<Membership>),
    ) -> Assumed {
        let records = self.reader.records;
        let mut bloc = self.blocs.at(&records.blocs, id).cloned().unwrap_or_default();
        change(&mut bloc.members);
        let market_record = records.markets.at(market);
        let name = format!("{}/{}", bloc.code, market_record.code);
        let assumed = Assumed::new(kind, &name, &market_record.name, from, until);
        self.blocs.rows.insert(id, bloc);
        if let Some(source) = self.sources.get(&source_of(place)) {
            self.assumptions.memberships.entry((id, market)).or_default().push(*source);
        }
        assumed
    }
}

/// How a clause can end.
pub(super) const CLAUSE_ENDS: &[EndKind] = &[EndKind::Expiry, EndKind::Termination, EndKind::Replacement];
/// How a listing can end.
const LISTING_ENDS: &[EndKind] = &[EndKind::Withdrawn, EndKind::Suspended, EndKind::Expired];

/// The id of a record that an overlay adds without naming it.
pub(super) fn numbered(place: usize) -> String {
    format!("assumed-{}", place.saturating_add(1))
}

/// The written id of the record a change adds.
fn id_of(place: usize, change: &Change) -> Option<String> {
    let said = match change {
        Change::AddClause(said) => &said.id,
        Change::AddListing(said) => &said.id,
        Change::AddBar(said) => &said.id,
        _ => return None,
    };
    Some(said.clone().unwrap_or_else(|| numbered(place)))
}

/// The id of the source a change stands for: no file's, since those have a path.
fn source_of(place: usize) -> String {
    format!("?{place:03}")
}
