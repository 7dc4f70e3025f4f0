//! The vendor-neutral universe of `recognition-cases/1` (`tests/conformance/README.md`): invented law in one document.
//!
//! It says the same things as the data files in other words, with no names and no sources, and is read without loss.

mod law;
mod question;
mod repeat;
mod said;

pub use question::question;
pub use repeat::unfolded;

use crate::decide::QuestionError;
use crate::law::{
    Adoption, Agreement, Attribute, Bloc, Body, Confidence, Day, Due, Edition, Evidence, Id, Issuers, Listing, Market,
    MarketKind, Membership, Norm, Obligation, OnEnd, Party, Place, ProductGroup, Record, Records, Register, Scheme,
    Status, Table, Text, When,
};
use said::{
    AgreementSaid, BlocSaid, BodySaid, ListingSaid, ObligationSaid, Role, SchemeSaid, SpanSaid, Universe, YesNo,
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

type Read<T> = Result<T, QuestionError>;

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
/// Says which field of which record was not understood, as it is said of a question: `universe.clauses[3].agreement`. An id
/// that is not defined is `unknown`, one that is defined twice `twice`.
pub fn universe(value: &Value) -> Result<Records, QuestionError> {
    let read: Read<Records> = serde_path_to_error::deserialize(value)
        .map_err(|error| QuestionError::shape(&error.path().to_string(), &error.inner().to_string()))
        .and_then(|said: Universe| Ids::of(&said).records(&said));
    read.at("universe")
}

/// Says in which field something was not understood.
trait At {
    fn at(self, field: &str) -> Self;
}

impl<T> At for Read<T> {
    fn at(self, field: &str) -> Read<T> {
        self.map_err(|error| {
            let path = if error.path.is_empty() { field.to_owned() } else { format!("{field}.{}", error.path) };
            QuestionError { path, ..error }
        })
    }
}

impl Ids {
    fn of(said: &Universe) -> Ids {
        let items = said
            .clauses
            .iter()
            .flat_map(|c| c.scope.include.iter().chain(&c.scope.exclude))
            .chain(said.requirements.iter().flat_map(|r| r.scope.include.iter().chain(&r.scope.exclude)))
            .chain(said.schemes.iter().flat_map(SchemeSaid::scopes).flat_map(|s| s.include.iter().chain(&s.exclude)))
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
        let as_of = Day::parse(&said.as_of).ok_or_else(|| no_such_day(&said.as_of)).at("as_of")?;
        Ok(Records {
            edition: "universe".to_owned(),
            as_of: Some(as_of),
            markets: table("economies", self.markets.iter().map(|code| Ok(market(code))))?,
            blocs: table("blocs", said.blocs.iter().map(|b| self.bloc(b)))?,
            products: table(
                "groups",
                self.groups.iter().map(|id| Ok(ProductGroup { id: id.clone(), ..ProductGroup::default() })),
            )?,
            attributes: table(
                "attributes",
                self.attributes.iter().map(|id| Ok(Attribute { id: id.clone(), ..Attribute::default() })),
            )?,
            norms: table("norms", said.norms.iter().map(|n| Ok(Norm { id: n.id.clone(), name: Text::default() })))?,
            editions: table("norms", self.editions.iter().map(|id| self.edition(id, said)))?,
            schemes: table("schemes", said.schemes.iter().map(|s| self.scheme(s)))?,
            bodies: table("bodies", said.bodies.iter().map(|b| self.body(b)))?,
            registers: table(
                "registers",
                self.registers.iter().map(|id| Ok(Register { id: id.clone(), ..Register::default() })),
            )?,
            listings: table("listings", said.listings.iter().map(|l| self.listing(l)))?,
            agreements: table("agreements", said.agreements.iter().map(|a| self.agreement(a)))?,
            clauses: table("clauses", said.clauses.iter().map(|c| self.clause(c)))?,
            requirements: table("requirements", said.requirements.iter().map(|r| self.requirement(r)))?,
            coverage: table("coverage", said.coverage.iter().map(|c| self.coverage(c)))?,
            bars: table("bars", said.bars.iter().map(|b| self.bar(b)))?,
            pending: Table::default(),
            readings: Table::default(),
            sources: Table::default(),
        })
    }

    fn place(&self, code: &str) -> Read<Place> {
        find(&self.markets, code)
            .map(Place::Market)
            .or_else(|| find(&self.blocs, code).map(Place::Bloc))
            .ok_or_else(|| unknown(self.markets.iter().chain(&self.blocs), code, "an economy or a bloc"))
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
                market: known(&self.markets, &m.code, "an economy").at("members.code")?,
                from: date(&m.from).at("members.from")?,
                until: date(&m.until).at("members.until")?,
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
                edition.published = date(&own.published).at("editions.published")?;
            }
            for adoption in norm.adoptions.iter().filter(|a| a.edition == id) {
                edition.adoptions.push(Adoption {
                    of: known(&self.editions, &adoption.of, "an edition").at("adoptions.of")?,
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
                issuers.bodies = strings(list)
                    .and_then(|ids| ids.iter().map(|id| known(&self.bodies, id, "a body")).collect::<Read<Vec<_>>>())
                    .at("native_issuers")?;
            }
        }
        Ok(Scheme {
            id: said.id.clone(),
            kinds: vec![said.kind],
            home: said.home.as_deref().map(|home| self.place(home)).transpose().at("home")?,
            regime: said.regime.clone(),
            issuers,
            validity: said.validity.as_ref().map(SpanSaid::span),
            lapses: said.lapses.iter().map(|lapse| self.lapse(lapse)).collect::<Read<Vec<_>>>().at("lapses")?,
            closings: said
                .closings
                .iter()
                .map(|closing| self.closing(closing))
                .collect::<Read<Vec<_>>>()
                .at("closings")?,
            evidence: evidence(said.confidence),
            ..Scheme::default()
        })
    }

    fn body(&self, said: &BodySaid) -> Read<Body> {
        Ok(Body {
            id: said.id.clone(),
            seat: said.seat.as_deref().map(|seat| known(&self.markets, seat, "an economy")).transpose().at("seat")?,
            owners: said.owners.clone(),
            ..Body::default()
        })
    }

    fn listing(&self, said: &ListingSaid) -> Read<Listing> {
        Ok(Listing {
            id: said.id.clone(),
            body: known(&self.bodies, &said.body, "a body").at("body")?,
            register: known(&self.registers, &said.r#for, "a register").at("for")?,
            scope: said.scope.as_deref().map(|items| self.scope(items, &[])).transpose().at("scope")?,
            from: date(&said.from).at("from")?,
            until: date(&said.until).at("until")?,
            end_kind: said.end_kind,
            survival: said.survival != Some(YesNo::No),
            conflicts_with: said
                .conflicts_with
                .as_deref()
                .map(|id| known(&self.listings, id, "a listing"))
                .transpose()
                .at("conflicts_with")?,
            evidence: evidence(said.confidence),
        })
    }

    fn agreement(&self, said: &AgreementSaid) -> Read<Agreement> {
        let parties = said.parties.iter().map(|p| {
            let has = |role: Role| p.roles.as_ref().is_none_or(|roles| roles.contains(&role));
            Ok(Party {
                place: self.place(&p.party).at("parties.party")?,
                may_issue: has(Role::MayIssue),
                must_accept: has(Role::MustAccept),
                from: date(&p.from).at("parties.from")?,
                until: date(&p.until).at("parties.until")?,
                doubtful: p.confidence == Some(Confidence::Doubtful),
            })
        });
        Ok(Agreement {
            id: said.id.clone(),
            form: said.form,
            parties: parties.collect::<Read<Vec<_>>>()?,
            signed: date(&said.signed).at("signed")?,
            in_force: date(&said.in_force).at("in_force")?,
            operational_from: date(&said.operational_from).at("operational_from")?,
            status: said.status.unwrap_or(Status::InForce),
            ended: date(&said.ended).at("ended")?,
            end_kind: said.end_kind,
            on_end: on_end(said.on_end.as_ref()).at("on_end")?,
            supersedes: said
                .supersedes
                .iter()
                .map(|id| known(&self.agreements, id, "an agreement"))
                .collect::<Read<Vec<_>>>()
                .at("supersedes")?,
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
            let until = date(&until).at("keep_until")?;
            until
                .map(|until| Some(OnEnd::KeepUntil(until)))
                .ok_or_else(|| QuestionError::shape("", "expected lapse, keep-issued-before-end or {keep_until: date}"))
        }
    }
}

fn date(text: &Option<String>) -> Read<Option<When>> {
    text.as_deref().map(day).transpose()
}

/// A date that is always stated.
fn day(text: &str) -> Read<When> {
    When::parse(text).ok_or_else(|| no_such_day(text))
}

fn no_such_day(text: &str) -> QuestionError {
    QuestionError::new("no-such-day", "", text, "a date as YYYY-MM-DD, YYYY-MM, YYYY, or `unknown`")
}

fn strings(value: &Value) -> Read<Vec<String>> {
    let text = |v: &Value| v.as_str().map(str::to_owned).ok_or_else(|| QuestionError::shape("", "expected texts"));
    let items = value.as_array().ok_or_else(|| QuestionError::shape("", "expected a list"))?;
    items.iter().map(text).collect()
}

fn find<T>(ids: &BTreeSet<String>, id: &str) -> Option<Id<T>> {
    ids.iter().position(|known| known == id).map(Id::new)
}

fn known<T>(ids: &BTreeSet<String>, id: &str, noun: &str) -> Read<Id<T>> {
    find(ids, id).ok_or_else(|| unknown(ids.iter(), id, noun))
}

/// An id that is not defined, with those that are written like it.
fn unknown<'i>(ids: impl Iterator<Item = &'i String>, id: &str, noun: &str) -> QuestionError {
    let distances = ids.map(|known| (strsim::damerau_levenshtein(known, id), known));
    // Half of what was written is what was meant.
    let close = id.chars().count() / 2;
    let mut near: Vec<_> = distances.filter(|(distance, _)| *distance <= close.min(2)).collect();
    near.sort();
    let near = near.into_iter().take(3).map(|(_, known)| known.clone()).collect();
    QuestionError::new("unknown", "", id, &format!("{noun} of the universe")).near(near)
}

/// The records in order of their ids, each id once. `name` is that of the list in the universe.
fn table<T: Record>(name: &str, records: impl Iterator<Item = Read<T>>) -> Read<Table<T>> {
    let mut sorted: BTreeMap<String, T> = BTreeMap::new();
    for (place, record) in records.enumerate() {
        let at = format!("{name}[{place}]");
        let record = record.at(&at)?;
        let id = record.id().to_owned();
        if sorted.insert(id.clone(), record).is_some() {
            return Err(QuestionError::new("twice", &format!("{at}.id"), &id, "an id of its own"));
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
            universe(&document).map(|_| ()).unwrap_err()
        };
        let bloc = json!({ "blocs": [{ "id": "B", "members": [{ "code": "ZZ" }] }] });
        let error = small(bloc);
        assert_eq!((error.code, error.path.as_str()), ("unknown", "universe.blocs[0].members.code"));
        assert_eq!(error.to_string(), "universe.blocs[0].members.code: `ZZ` is not an economy of the universe");
        let typo = json!({ "blocs": [{ "id": "B", "member": [] }] });
        assert!(small(typo).to_string().starts_with("universe.blocs[0].member: `member` is not one of the fields "));
        let word = json!({ "listings": [{ "id": "l", "body": "b", "for": "r", "survival": "perhaps" }] });
        assert!(small(word).to_string().starts_with("universe.listings[0].survival: unknown variant `perhaps`"));
        let twice = json!({ "bodies": [{ "id": "b" }, { "id": "b" }] });
        let error = small(twice);
        assert_eq!((error.code, error.path.as_str(), error.got.as_str()), ("twice", "universe.bodies[1].id", "b"));
        let near = json!({ "bodies": [{ "id": "body" }], "listings": [{ "id": "l", "body": "bodi", "for": "r" }] });
        assert_eq!(small(near).nearest, ["body"]);
    }
}
