//! The vendor-neutral universe of `recognition-cases/1` (`tests/conformance/README.md`): invented law in one document.
//!
//! It says the same things as the data files in other words, with no names and no sources, and is read without loss.

mod law;
mod question;
mod said;

pub use question::question;

use crate::law::{
    Adoption, Agreement, Attribute, Bloc, Body, Confidence, Day, Due, Edition, Evidence, Id, Issuers, Listing, Market,
    MarketKind, Membership, Norm, Obligation, OnEnd, Party, Place, ProductGroup, Record, Records, Register, Scheme,
    Status, Table, Text, When,
};
use said::{AgreementSaid, BlocSaid, BodySaid, ListingSaid, ObligationSaid, Role, SchemeSaid, Universe, YesNo};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

type Read<T> = Result<T, String>;

/// Ids of each kind of record, sorted.
struct Ids {
    markets: BTreeSet<String>,
    blocs: BTreeSet<String>,
    groups: BTreeSet<String>,
    attributes: BTreeSet<String>,
    norms: BTreeSet<String>,
    editions: BTreeSet<String>,
    schemes: BTreeSet<String>,
    bodies: BTreeSet<String>,
    registers: BTreeSet<String>,
    listings: BTreeSet<String>,
    agreements: BTreeSet<String>,
    clauses: BTreeSet<String>,
}

/// The records of a universe.
///
/// # Errors
/// Says which record and field was not understood.
pub fn universe(value: &Value) -> Result<Records, Vec<String>> {
    let said: Universe = serde_path_to_error::deserialize(value)
        .map_err(|error| vec![format!("universe.{}: {}", error.path(), error.inner())])?;
    let ids = Ids::of(&said);
    ids.records(&said).map_err(|fault| vec![format!("universe: {fault}")])
}

impl Ids {
    fn of(said: &Universe) -> Ids {
        let items = said
            .clauses
            .iter()
            .flat_map(|c| c.scope.include.iter().chain(&c.scope.exclude))
            .chain(said.requirements.iter().flat_map(|r| r.scope.include.iter().chain(&r.scope.exclude)))
            .chain(said.coverage.iter().flat_map(|c| &c.scope))
            .chain(said.bars.iter().flat_map(|b| &b.scope))
            .chain(said.listings.iter().flat_map(|l| l.scope.iter().flatten()));
        let (mut groups, mut attributes) = (BTreeSet::new(), BTreeSet::new());
        for item in items {
            groups.extend(item.group.clone());
            attributes.extend(item.attr.clone());
        }
        let mut editions: BTreeSet<String> = BTreeSet::new();
        for norm in &said.norms {
            editions.extend(norm.editions.iter().map(|e| e.id.clone()));
            editions.extend(norm.adoptions.iter().flat_map(|a| [a.edition.clone(), a.of.clone()]));
        }
        let listed = |rule: &Option<Value>| rule.as_ref()?.get("listed")?.as_str().map(str::to_owned);
        let registers = said
            .listings
            .iter()
            .map(|l| l.r#for.clone())
            .chain(said.coverage.iter().filter_map(|c| c.register.clone()))
            .chain(said.clauses.iter().filter_map(|c| listed(&c.issuer_rule)))
            .collect();
        Ids {
            markets: said.economies.iter().cloned().collect(),
            blocs: said.blocs.iter().map(|b| b.id.clone()).collect(),
            groups,
            attributes,
            norms: said.norms.iter().map(|n| n.id.clone()).collect(),
            editions,
            schemes: said.schemes.iter().map(|s| s.id.clone()).collect(),
            bodies: said.bodies.iter().map(|b| b.id.clone()).collect(),
            registers,
            listings: said.listings.iter().map(|l| l.id.clone()).collect(),
            agreements: said.agreements.iter().map(|a| a.id.clone()).collect(),
            clauses: said.clauses.iter().map(|c| c.id.clone()).collect(),
        }
    }

    fn records(&self, said: &Universe) -> Read<Records> {
        let as_of = Day::parse(&said.as_of).ok_or_else(|| format!("as_of: `{}` is no day", said.as_of))?;
        Ok(Records {
            edition: "universe".to_owned(),
            as_of: Some(as_of),
            markets: table(self.markets.iter().map(|code| Ok(market(code))))?,
            blocs: table(said.blocs.iter().map(|b| self.bloc(b)))?,
            products: table(
                self.groups.iter().map(|id| Ok(ProductGroup { id: id.clone(), ..ProductGroup::default() })),
            )?,
            attributes: table(
                self.attributes.iter().map(|id| Ok(Attribute { id: id.clone(), ..Attribute::default() })),
            )?,
            norms: table(said.norms.iter().map(|n| Ok(Norm { id: n.id.clone(), name: Text::default() })))?,
            editions: table(self.editions.iter().map(|id| self.edition(id, said)))?,
            schemes: table(said.schemes.iter().map(|s| self.scheme(s)))?,
            bodies: table(said.bodies.iter().map(|b| self.body(b)))?,
            registers: table(self.registers.iter().map(|id| Ok(Register { id: id.clone(), ..Register::default() })))?,
            listings: table(said.listings.iter().map(|l| self.listing(l)))?,
            agreements: table(said.agreements.iter().map(|a| self.agreement(a)))?,
            clauses: table(said.clauses.iter().map(|c| self.clause(c).map_err(|e| format!("clause {}: {e}", c.id))))?,
            requirements: table(said.requirements.iter().map(|r| self.requirement(r)))?,
            coverage: table(said.coverage.iter().map(|c| self.coverage(c)))?,
            bars: table(said.bars.iter().map(|b| self.bar(b)))?,
            pending: Table::default(),
            sources: Table::default(),
        })
    }

    fn place(&self, code: &str) -> Read<Place> {
        find(&self.markets, code)
            .map(Place::Market)
            .or_else(|| find(&self.blocs, code).map(Place::Bloc))
            .ok_or_else(|| format!("`{code}` is neither an economy nor a bloc"))
    }

    fn places(&self, codes: &[String]) -> Read<Vec<Place>> {
        codes.iter().map(|code| self.place(code)).collect()
    }

    fn schemes(&self, ids: &[String]) -> Read<Vec<Id<Scheme>>> {
        ids.iter().map(|id| known(&self.schemes, id, "scheme")).collect()
    }

    fn bloc(&self, said: &BlocSaid) -> Read<Bloc> {
        let members = said.members.iter().map(|m| {
            Ok(Membership {
                market: known(&self.markets, &m.code, "economy")?,
                from: date(&m.from)?,
                until: date(&m.until)?,
                doubtful: m.confidence == Some(Confidence::Doubtful),
            })
        });
        Ok(Bloc {
            code: said.id.clone(),
            purpose: said.purpose.clone(),
            members: members.collect::<Read<Vec<_>>>()?,
            ..Bloc::default()
        })
    }

    fn edition(&self, id: &str, said: &Universe) -> Read<Edition> {
        let mut edition = Edition { id: id.to_owned(), ..Edition::default() };
        for norm in &said.norms {
            if let Some(own) = norm.editions.iter().find(|e| e.id == id) {
                edition.norm = find(&self.norms, &norm.id);
                edition.published = date(&own.published)?;
            }
            for adoption in norm.adoptions.iter().filter(|a| a.edition == id) {
                edition.adoptions.push(Adoption {
                    of: known(&self.editions, &adoption.of, "edition")?,
                    degree: adoption.degree,
                    deviations: adoption.deviations.clone(),
                });
            }
        }
        Ok(edition)
    }

    fn scheme(&self, said: &SchemeSaid) -> Read<Scheme> {
        let mut issuers = Issuers { register: find(&self.registers, &said.id), ..Issuers::default() };
        match &said.native_issuers {
            None => {}
            Some(Value::String(any)) if any == "any" => issuers.anybody = true,
            Some(list) => {
                issuers.bodies =
                    strings(list)?.iter().map(|id| known(&self.bodies, id, "body")).collect::<Read<Vec<_>>>()?;
            }
        }
        Ok(Scheme {
            id: said.id.clone(),
            kinds: vec![said.kind],
            home: said.home.as_deref().map(|home| self.place(home)).transpose()?,
            regime: said.regime.clone(),
            issuers,
            evidence: evidence(said.confidence),
            ..Scheme::default()
        })
    }

    fn body(&self, said: &BodySaid) -> Read<Body> {
        Ok(Body {
            id: said.id.clone(),
            seat: said.seat.as_deref().map(|seat| known(&self.markets, seat, "economy")).transpose()?,
            owners: said.owners.clone(),
            ..Body::default()
        })
    }

    fn listing(&self, said: &ListingSaid) -> Read<Listing> {
        Ok(Listing {
            id: said.id.clone(),
            body: known(&self.bodies, &said.body, "body")?,
            register: known(&self.registers, &said.r#for, "register")?,
            scope: said.scope.as_deref().map(|items| self.scope(items, &[])).transpose()?,
            from: date(&said.from)?,
            until: date(&said.until)?,
            end_kind: said.end_kind,
            survival: said.survival != Some(YesNo::No),
            conflicts_with: said
                .conflicts_with
                .as_deref()
                .map(|id| known(&self.listings, id, "listing"))
                .transpose()?,
            evidence: evidence(said.confidence),
        })
    }

    fn agreement(&self, said: &AgreementSaid) -> Read<Agreement> {
        let parties = said.parties.iter().map(|p| {
            let has = |role: Role| p.roles.as_ref().is_none_or(|roles| roles.contains(&role));
            Ok(Party {
                place: self.place(&p.party)?,
                may_issue: has(Role::MayIssue),
                must_accept: has(Role::MustAccept),
                from: date(&p.from)?,
                until: date(&p.until)?,
                doubtful: p.confidence == Some(Confidence::Doubtful),
            })
        });
        Ok(Agreement {
            id: said.id.clone(),
            form: said.form,
            parties: parties.collect::<Read<Vec<_>>>()?,
            signed: date(&said.signed)?,
            in_force: date(&said.in_force)?,
            operational_from: date(&said.operational_from)?,
            status: said.status.unwrap_or(Status::InForce),
            ended: date(&said.ended)?,
            end_kind: said.end_kind,
            on_end: on_end(said.on_end.as_ref())?,
            supersedes: said
                .supersedes
                .iter()
                .map(|id| known(&self.agreements, id, "agreement"))
                .collect::<Read<Vec<_>>>()?,
            evidence: evidence(said.confidence),
            ..Agreement::default()
        })
    }
}

fn market(code: &str) -> Market {
    Market { code: code.to_owned(), kind: MarketKind::State, ..Market::default() }
}

fn evidence(confidence: Option<Confidence>) -> Evidence {
    Evidence { confidence: confidence.unwrap_or(Confidence::Verified), ..Evidence::default() }
}

fn obligation(said: &ObligationSaid) -> Obligation {
    Obligation { kind: said.kind, arg: said.arg.clone(), when: said.when.unwrap_or(Due::BeforeMarket), text: None }
}

fn on_end(value: Option<&Value>) -> Read<Option<OnEnd>> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(word)) if word == "lapse" => Ok(Some(OnEnd::Lapse)),
        Some(Value::String(word)) if word == "keep-issued-before-end" => Ok(Some(OnEnd::KeepIssuedBeforeEnd)),
        Some(rule) => {
            let until = rule.get("keep_until").and_then(Value::as_str).map(str::to_owned);
            let until = date(&until)?.ok_or("on_end: not understood")?;
            Ok(Some(OnEnd::KeepUntil(until)))
        }
    }
}

fn date(text: &Option<String>) -> Read<Option<When>> {
    text.as_deref().map(|text| When::parse(text).ok_or_else(|| format!("`{text}` is no date"))).transpose()
}

fn strings(value: &Value) -> Read<Vec<String>> {
    let items = value.as_array().ok_or_else(|| format!("{value}: expected a list"))?;
    items.iter().map(|v| v.as_str().map(str::to_owned).ok_or_else(|| format!("{v}: expected a text"))).collect()
}

fn find<T>(ids: &BTreeSet<String>, id: &str) -> Option<Id<T>> {
    ids.iter().position(|known| known == id).map(Id::new)
}

fn known<T>(ids: &BTreeSet<String>, id: &str, kind: &str) -> Read<Id<T>> {
    find(ids, id).ok_or_else(|| format!("`{id}` is no {kind}"))
}

/// The records in order of their ids, each id once.
fn table<T: Record>(records: impl Iterator<Item = Read<T>>) -> Read<Table<T>> {
    let mut sorted: BTreeMap<String, T> = BTreeMap::new();
    for record in records {
        let record = record?;
        let id = record.id().to_owned();
        if sorted.insert(id.clone(), record).is_some() {
            return Err(format!("`{id}` stands twice"));
        }
    }
    Ok(Table::sorted(sorted.into_values().collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::{BasisRule, Clause, Duty, OriginRule, ProductTest};
    use serde_json::json;

    fn toy() -> Records {
        let document: Value =
            serde_json::from_str(include_str!("../../../tests/conformance/toy-universe.json")).unwrap();
        universe(document.get("universe").unwrap()).unwrap()
    }

    fn clause(records: &Records, id: &str) -> Clause {
        records.clauses.at(records.clauses.find(id).unwrap()).clone()
    }

    #[test]
    fn what_the_toy_universe_says_is_kept() {
        let toy = toy();
        let scheme = |id: &str| toy.schemes.at(toy.schemes.find(id).unwrap()).clone();
        assert!(scheme("U-DOC").issuers.anybody);
        assert_eq!(scheme("WTC").home, None);
        // A register that is named like a scheme is that scheme's own; the others are not.
        assert!(scheme("W-CERT").issuers.register.is_some());
        assert_eq!(scheme("X-CERT").issuers.register, None);
        let body = |id: &str| toy.bodies.at(toy.bodies.find(id).unwrap()).owners.clone();
        assert_eq!((body("xb1"), body("xb4")), (Some(vec![]), None), "none of note is not the same as not recorded");
        let mra = clause(&toy, "a1.x");
        assert_eq!(mra.attests, Some(vec!["U-REG".to_owned()]));
        assert_eq!(mra.origin, Some(OriginRule::Free));
        assert_eq!((mra.duty, mra.basis), (Duty::Shall, Some(BasisRule::Own)));
        assert_eq!(clause(&toy, "q1").attests, None);
        assert_eq!(clause(&toy, "q1").cap, Some(4));
    }

    #[test]
    fn made_up_codes_and_dots_are_kept_as_the_format_says() {
        let toy = toy();
        let codes: BTreeSet<String> = toy
            .clauses
            .iter()
            .flat_map(|(_, clause)| clause.scope.include.iter().chain(&clause.scope.exclude).flatten())
            .filter_map(|test| if let ProductTest::Code(code, _) = test { Some(code.clone()) } else { None })
            .collect();
        assert!(codes.contains("sec") && codes.contains("851650") && !codes.iter().any(|code| code.contains('.')));
    }

    #[test]
    fn what_the_universe_does_not_define_is_an_error() {
        let small = |more: Value| {
            let mut document = json!({ "as_of": "2026-01-01", "economies": ["AA"] });
            document.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            universe(&document).map(|_| ()).unwrap_err().join("")
        };
        let bloc = json!({ "blocs": [{ "id": "B", "members": [{ "code": "ZZ" }] }] });
        assert_eq!(small(bloc), "universe: `ZZ` is no economy");
        let typo = json!({ "blocs": [{ "id": "B", "member": [] }] });
        assert!(small(typo).starts_with("universe.blocs[0].member: unknown field `member`"));
        let word = json!({ "listings": [{ "id": "l", "body": "b", "for": "r", "survival": "perhaps" }] });
        assert!(small(word).starts_with("universe.listings[0].survival: unknown variant `perhaps`"));
        let twice = json!({ "bodies": [{ "id": "b" }, { "id": "b" }] });
        assert_eq!(small(twice), "universe: `b` stands twice");
    }
}
