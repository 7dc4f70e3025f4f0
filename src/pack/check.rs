//! Whether records hang together: every id points into its table, tables are sorted, groups run in no circle.
//!
//! The engine relies on all three, so a pack is refused where one fails. Cost: one visit to every id, O(records).

use crate::law::{
    BasisRule, Clause, EditionRule, Fills, Id, IssuerRule, OriginRule, Place, ProductTest, Reach, Record, Records, Scope,
    Table,
};

/// What does not hang together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Broken {
    /// A record points at one that is not there.
    Dangling {
        /// Id of the record that points.
        record: String,
        /// The field it points with.
        field: &'static str,
    },
    /// A table is not sorted by id, or an id stands twice.
    Unsorted {
        /// The id out of order.
        record: String,
    },
    /// A product group is part of itself.
    Circle {
        /// The group.
        record: String,
    },
}

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Broken::Dangling { record, field } => write!(f, "`{field}` of `{record}` points at nothing"),
            Broken::Unsorted { record } => write!(f, "`{record}` is out of order or there twice"),
            Broken::Circle { record } => write!(f, "the product group `{record}` is part of itself"),
        }
    }
}

/// The first thing that does not hang together, or `Ok`.
pub(super) fn check(records: &Records) -> Result<(), Broken> {
    sorted(records)?;
    places(records)?;
    papers(records)?;
    for (_, clause) in records.clauses.iter() {
        check_clause(records, clause)?;
    }
    demands(records)?;
    circles(records)
}

/// The ids of one record.
struct Ids<'r> {
    records: &'r Records,
    record: &'r str,
}

impl<'r> Ids<'r> {
    fn of<T: Record>(records: &'r Records, record: &'r T) -> Ids<'r> {
        Ids { records, record: record.id() }
    }

    fn one<T: Record>(&self, field: &'static str, table: &Table<T>, id: Id<T>) -> Result<(), Broken> {
        if table.holds(id) { Ok(()) } else { Err(Broken::Dangling { record: self.record.to_owned(), field }) }
    }

    fn all<'i, T: Record + 'i>(
        &self,
        field: &'static str,
        table: &Table<T>,
        ids: impl IntoIterator<Item = &'i Id<T>>,
    ) -> Result<(), Broken> {
        ids.into_iter().try_for_each(|id| self.one(field, table, *id))
    }

    fn place(&self, field: &'static str, place: Place) -> Result<(), Broken> {
        match place {
            Place::Market(id) => self.one(field, &self.records.markets, id),
            Place::Bloc(id) => self.one(field, &self.records.blocs, id),
        }
    }

    fn places<'p>(&self, field: &'static str, places: impl IntoIterator<Item = &'p Place>) -> Result<(), Broken> {
        places.into_iter().try_for_each(|place| self.place(field, *place))
    }

    fn scope(&self, scope: &Scope) -> Result<(), Broken> {
        scope.include.iter().chain(&scope.exclude).flatten().try_for_each(|test| match test {
            ProductTest::All | ProductTest::Code(..) => Ok(()),
            ProductTest::Group(id) => self.one("scope", &self.records.products, *id),
            ProductTest::Attribute(id, ..) => self.one("scope", &self.records.attributes, *id),
        })
    }

    fn edition_rule(&self, rule: Option<&EditionRule>) -> Result<(), Broken> {
        let editions = rule.into_iter().flat_map(|rule| &rule.accepts).map(|accepted| &accepted.edition);
        self.all("edition", &self.records.editions, editions)
    }

    fn evidence(&self, evidence: &crate::law::Evidence) -> Result<(), Broken> {
        self.all("sources", &self.records.sources, &evidence.sources)
    }
}

fn sorted(records: &Records) -> Result<(), Broken> {
    fn table<T: Record>(table: &Table<T>) -> Result<(), Broken> {
        let out_of_order = table.iter().zip(table.iter().skip(1)).find(|((_, a), (_, b))| a.id() >= b.id());
        out_of_order.map_or(Ok(()), |(_, (_, late))| Err(Broken::Unsorted { record: late.id().to_owned() }))
    }
    table(&records.markets)?;
    table(&records.blocs)?;
    table(&records.products)?;
    table(&records.attributes)?;
    table(&records.norms)?;
    table(&records.editions)?;
    table(&records.schemes)?;
    table(&records.bodies)?;
    table(&records.registers)?;
    table(&records.listings)?;
    table(&records.agreements)?;
    table(&records.clauses)?;
    table(&records.requirements)?;
    table(&records.coverage)?;
    table(&records.bars)?;
    table(&records.pending)?;
    table(&records.sources)
}

fn places(records: &Records) -> Result<(), Broken> {
    for (_, bloc) in records.blocs.iter() {
        let ids = Ids::of(records, bloc);
        ids.all("members", &records.markets, bloc.members.iter().map(|member| &member.market))?;
        ids.evidence(&bloc.evidence)?;
    }
    for (_, group) in records.products.iter() {
        Ids::of(records, group).all("parent", &records.products, &group.parent)?;
    }
    for (_, edition) in records.editions.iter() {
        let ids = Ids::of(records, edition);
        ids.all("norm", &records.norms, &edition.norm)?;
        ids.all("adoptions", &records.editions, edition.adoptions.iter().map(|adoption| &adoption.of))?;
    }
    for (_, agreement) in records.agreements.iter() {
        let ids = Ids::of(records, agreement);
        ids.places("parties", agreement.parties.iter().map(|party| &party.place))?;
        ids.all("supersedes", &records.agreements, &agreement.supersedes)?;
        ids.evidence(&agreement.evidence)?;
    }
    Ok(())
}

fn papers(records: &Records) -> Result<(), Broken> {
    for (_, scheme) in records.schemes.iter() {
        let ids = Ids::of(records, scheme);
        ids.places("home", &scheme.home)?;
        ids.all("issuers", &records.bodies, &scheme.issuers.bodies)?;
        ids.all("issuers", &records.registers, &scheme.issuers.register)?;
        ids.evidence(&scheme.evidence)?;
    }
    for (_, body) in records.bodies.iter() {
        let ids = Ids::of(records, body);
        ids.all("seat", &records.markets, &body.seat)?;
        ids.evidence(&body.evidence)?;
    }
    for (_, listing) in records.listings.iter() {
        let ids = Ids::of(records, listing);
        ids.one("body", &records.bodies, listing.body)?;
        ids.one("register", &records.registers, listing.register)?;
        listing.scope.iter().try_for_each(|scope| ids.scope(scope))?;
        ids.all("conflicts_with", &records.listings, &listing.conflicts_with)?;
        ids.evidence(&listing.evidence)?;
    }
    Ok(())
}

fn check_clause(records: &Records, clause: &Clause) -> Result<(), Broken> {
    let ids = Ids::of(records, clause);
    ids.one("agreement", &records.agreements, clause.agreement)?;
    ids.places("from", clause.from.iter().flatten())?;
    ids.places("to", &clause.to)?;
    ids.scope(&clause.scope)?;
    ids.all("schemes", &records.schemes, &clause.schemes)?;
    ids.all("needs_all", &records.schemes, &clause.needs_all)?;
    if let Some(IssuerRule::Body { register, accredited_by, .. }) = &clause.issuer {
        ids.all("issuer", &records.registers, register)?;
        ids.all("issuer", &records.registers, accredited_by)?;
    }
    ids.edition_rule(clause.edition.as_ref())?;
    if let Some(OriginRule::Any(tests) | OriginRule::All(tests)) = &clause.origin {
        ids.places("origin", tests.iter().flat_map(|test| &test.places))?;
    }
    if let Some(BasisRule::Only(schemes)) = &clause.basis {
        ids.all("basis", &records.schemes, schemes)?;
    }
    if let Fills::Schemes(schemes) = &clause.fills {
        ids.all("fills", &records.schemes, schemes)?;
    }
    if let Some(issues) = &clause.issues {
        ids.one("issues", &records.schemes, issues.scheme)?;
        ids.all("issues", &records.bodies, &issues.issuer)?;
    }
    ids.all("overrides", &records.clauses, &clause.overrides)?;
    ids.all("conflicts_with", &records.clauses, &clause.conflicts_with)?;
    ids.all("mirror_of", &records.clauses, &clause.mirror_of)?;
    ids.evidence(&clause.evidence)
}

fn demands(records: &Records) -> Result<(), Broken> {
    for (_, requirement) in records.requirements.iter() {
        let ids = Ids::of(records, requirement);
        ids.place("market", requirement.market)?;
        ids.scope(&requirement.scope)?;
        for slot in requirement.ways.iter().flat_map(|way| &way.slots) {
            ids.one("slots", &records.schemes, slot.scheme)?;
            ids.edition_rule(slot.edition.as_ref())?;
        }
        ids.evidence(&requirement.evidence)?;
    }
    for (_, coverage) in records.coverage.iter() {
        let ids = Ids::of(records, coverage);
        ids.places("market", &coverage.market)?;
        ids.scope(&coverage.scope)?;
        ids.all("register", &records.registers, &coverage.register)?;
        ids.evidence(&coverage.evidence)?;
    }
    for (_, bar) in records.bars.iter() {
        let ids = Ids::of(records, bar);
        match &bar.reach {
            Reach::Clause(id) => ids.one("clause", &records.clauses, *id)?,
            Reach::Agreement(id) => ids.one("agreement", &records.agreements, *id)?,
            Reach::Body(id) => ids.one("body", &records.bodies, *id)?,
            Reach::Scheme(id) => ids.one("scheme", &records.schemes, *id)?,
            Reach::Product(scope) => ids.scope(scope)?,
            Reach::OwnedBy(_) => {}
        }
        ids.places("market", &bar.market)?;
        ids.evidence(&bar.evidence)?;
    }
    for (_, pending) in records.pending.iter() {
        let ids = Ids::of(records, pending);
        ids.all("agreements", &records.agreements, &pending.agreements)?;
        ids.all("schemes", &records.schemes, &pending.schemes)?;
        ids.places("markets", &pending.markets)?;
        ids.scope(&pending.scope)?;
        ids.evidence(&pending.evidence)?;
    }
    Ok(())
}

/// Wider groups are followed upwards by the engine, so they must come to an end.
fn circles(records: &Records) -> Result<(), Broken> {
    for (_, group) in records.products.iter() {
        let mut at = group.parent;
        // A way up that is longer than the table has groups comes back to one of them.
        for _ in 0..=records.products.len() {
            let Some(parent) = at else { break };
            at = records.products.at(parent).parent;
        }
        if at.is_some() {
            return Err(Broken::Circle { record: group.id.clone() });
        }
    }
    Ok(())
}
