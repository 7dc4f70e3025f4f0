//! Whether records hang together: every id points into its table, tables are sorted, groups run in no circle.
//!
//! The engine relies on all three, so a pack is refused where one fails. Cost: one visit to every id, O(records).

use crate::law::{
    BasisRule, Clause, EditionRule, Fills, Id, IssuerRule, OriginRule, Place, ProductTest, Reach, Record, Records,
    Scope, Table,
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
    table(&records.sources)?;
    table(&records.readings)
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
        ids.scope(&agreement.about)?;
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
        scheme.lapses.iter().try_for_each(|lapse| ids.scope(&lapse.scope))?;
        scheme.closings.iter().try_for_each(|closing| ids.scope(&closing.scope))?;
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
        ids.all("schemes", &records.schemes, &bar.schemes)?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::*;

    /// An id that points past every table.
    fn nowhere<T>() -> Id<T> {
        Id::new(9)
    }

    /// A scope with one test.
    fn scope(test: ProductTest) -> Scope {
        Scope { include: vec![vec![ProductTest::All]], exclude: vec![vec![test]] }
    }

    /// One record of each kind, and nothing dangling.
    fn sound() -> Records {
        let row = |id: &str| id.to_owned();
        let here = Place::Market(Id::new(0));
        Records {
            markets: Table::sorted(vec![Market { code: row("AA"), ..Market::default() }]),
            blocs: Table::sorted(vec![Bloc { code: row("AB"), ..Bloc::default() }]),
            products: Table::sorted(vec![ProductGroup { id: row("p"), ..ProductGroup::default() }]),
            editions: Table::sorted(vec![Edition { id: row("e"), ..Edition::default() }]),
            schemes: Table::sorted(vec![Scheme { id: row("s"), ..Scheme::default() }]),
            bodies: Table::sorted(vec![Body { id: row("b"), ..Body::default() }]),
            registers: Table::sorted(vec![Register { id: row("r"), ..Register::default() }]),
            listings: Table::sorted(vec![Listing {
                id: row("l"),
                body: Id::new(0),
                register: Id::new(0),
                ..Listing::default()
            }]),
            agreements: Table::sorted(vec![Agreement { id: row("a"), ..Agreement::default() }]),
            clauses: Table::sorted(vec![Clause { id: row("c"), agreement: Id::new(0), ..Clause::default() }]),
            requirements: Table::sorted(vec![Requirement { id: row("q"), market: here, ..Requirement::default() }]),
            coverage: Table::sorted(vec![Coverage { id: row("v"), ..Coverage::default() }]),
            bars: Table::sorted(vec![Bar { id: row("x"), ..Bar::default() }]),
            pending: Table::sorted(vec![Pending { id: row("n"), ..Pending::default() }]),
            ..Records::default()
        }
    }

    /// Changes the only record of a table.
    fn change<T: Record + Clone>(table: &mut Table<T>, how: impl Fn(&mut T)) {
        let mut record = table.at(Id::new(0)).clone();
        how(&mut record);
        *table = Table::sorted(vec![record]);
    }

    #[test]
    fn records_that_hang_together_pass() {
        assert_eq!(check(&sound()), Ok(()));
    }

    #[test]
    fn every_id_that_points_at_nothing_is_found() {
        macro_rules! dangling {
            ($($table:ident $field:literal |$r:ident| $how:expr;)+) => {
                $({
                    let mut records = sound();
                    change(&mut records.$table, |$r| $how);
                    let record = records.$table.at(Id::new(0)).id().to_owned();
                    assert_eq!(check(&records), Err(Broken::Dangling { record, field: $field }), "{}", stringify!($how));
                })+
            };
        }
        let place = Place::Bloc(nowhere());
        let rule =
            EditionRule { accepts: vec![AcceptedEdition { edition: nowhere(), from: None, until: None }], newer: None };
        let tests = vec![OriginTest { fact: OriginFact::MadeIn, places: vec![place] }];
        let slot = Slot { scheme: Id::new(0), kind: None, level: Level::Unasked, edition: None };
        let way =
            |slot: Slot| Way { id: String::new(), slots: vec![slot], obligations: vec![], from: None, until: None };
        let party = Party { place, may_issue: true, must_accept: true, from: None, until: None, doubtful: false };
        let body = |register, accredited_by| IssuerRule::Body { classes: vec![], register, accredited_by };
        dangling! {
            blocs "members" |r| r.members.push(Membership { market: nowhere(), from: None, until: None, doubtful: false });
            blocs "sources" |r| r.evidence.sources.push(nowhere());
            products "parent" |r| r.parent = Some(nowhere());
            editions "norm" |r| r.norm = Some(nowhere());
            editions "adoptions" |r| r.adoptions.push(Adoption { of: nowhere(), degree: Degree::Identical, deviations: vec![] });
            schemes "home" |r| r.home = Some(place);
            schemes "issuers" |r| r.issuers.bodies.push(nowhere());
            schemes "issuers" |r| r.issuers.register = Some(nowhere());
            schemes "sources" |r| r.evidence.sources.push(nowhere());
            bodies "seat" |r| r.seat = Some(nowhere());
            bodies "sources" |r| r.evidence.sources.push(nowhere());
            listings "body" |r| r.body = nowhere();
            listings "register" |r| r.register = nowhere();
            listings "scope" |r| r.scope = Some(scope(ProductTest::Group(nowhere())));
            listings "conflicts_with" |r| r.conflicts_with = Some(nowhere());
            listings "sources" |r| r.evidence.sources.push(nowhere());
            agreements "parties" |r| r.parties.push(party.clone());
            agreements "supersedes" |r| r.supersedes.push(nowhere());
            agreements "scope" |r| r.about = scope(ProductTest::Group(nowhere()));
            agreements "sources" |r| r.evidence.sources.push(nowhere());
            clauses "agreement" |r| r.agreement = nowhere();
            clauses "from" |r| r.from = Some(vec![place]);
            clauses "to" |r| r.to.push(Place::Market(nowhere()));
            clauses "scope" |r| r.scope = scope(ProductTest::Attribute(nowhere(), Comparison::Is, vec![]));
            clauses "schemes" |r| r.schemes.push(nowhere());
            clauses "needs_all" |r| r.needs_all.push(nowhere());
            clauses "issuer" |r| r.issuer = Some(body(Some(nowhere()), None));
            clauses "issuer" |r| r.issuer = Some(body(None, Some(nowhere())));
            clauses "edition" |r| r.edition = Some(rule.clone());
            clauses "origin" |r| r.origin = Some(OriginRule::Any(tests.clone()));
            clauses "origin" |r| r.origin = Some(OriginRule::All(tests.clone()));
            clauses "basis" |r| r.basis = Some(BasisRule::Only(vec![nowhere()]));
            clauses "fills" |r| r.fills = Fills::Schemes(vec![nowhere()]);
            clauses "issues" |r| r.issues = Some(Issues { scheme: nowhere(), issuer: None });
            clauses "issues" |r| r.issues = Some(Issues { scheme: Id::new(0), issuer: Some(nowhere()) });
            clauses "overrides" |r| r.overrides.push(nowhere());
            clauses "conflicts_with" |r| r.conflicts_with = Some(nowhere());
            clauses "mirror_of" |r| r.mirror_of = Some(nowhere());
            clauses "sources" |r| r.evidence.sources.push(nowhere());
            requirements "market" |r| r.market = place;
            requirements "scope" |r| r.scope = scope(ProductTest::Group(nowhere()));
            requirements "slots" |r| r.ways.push(way(Slot { scheme: nowhere(), ..slot.clone() }));
            requirements "edition" |r| r.ways.push(way(Slot { edition: Some(rule.clone()), ..slot.clone() }));
            requirements "sources" |r| r.evidence.sources.push(nowhere());
            coverage "market" |r| r.market = Some(place);
            coverage "scope" |r| r.scope = scope(ProductTest::Group(nowhere()));
            coverage "register" |r| r.register = Some(nowhere());
            coverage "sources" |r| r.evidence.sources.push(nowhere());
            bars "clause" |r| r.reach = Reach::Clause(nowhere());
            bars "agreement" |r| r.reach = Reach::Agreement(nowhere());
            bars "body" |r| r.reach = Reach::Body(nowhere());
            bars "scheme" |r| r.reach = Reach::Scheme(nowhere());
            bars "scope" |r| r.reach = Reach::Product(scope(ProductTest::Group(nowhere())));
            bars "market" |r| r.market = Some(place);
            bars "sources" |r| r.evidence.sources.push(nowhere());
            pending "agreements" |r| r.agreements.push(nowhere());
            pending "schemes" |r| r.schemes.push(nowhere());
            pending "markets" |r| r.markets.push(place);
            pending "scope" |r| r.scope = scope(ProductTest::Group(nowhere()));
            pending "sources" |r| r.evidence.sources.push(nowhere());
        }
    }

    #[test]
    fn tables_are_sorted_and_every_id_is_there_once() {
        let market = |code: &str| Market { code: code.to_owned(), ..Market::default() };
        for codes in [["BB", "AA"], ["AA", "AA"]] {
            let markets = Table::sorted(codes.into_iter().map(market).collect());
            let records = Records { markets, ..Records::default() };
            assert_eq!(check(&records), Err(Broken::Unsorted { record: "AA".to_owned() }));
        }
    }

    #[test]
    fn product_groups_run_in_no_circle() {
        let group = |id: &str, parent| ProductGroup {
            id: id.to_owned(),
            parent: Some(Id::new(parent)),
            ..ProductGroup::default()
        };
        let products = Table::sorted(vec![group("a", 1), group("b", 0)]);
        let records = Records { products, ..Records::default() };
        assert_eq!(check(&records), Err(Broken::Circle { record: "a".to_owned() }));
    }
}
