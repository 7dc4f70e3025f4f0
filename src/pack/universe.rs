//! The vendor-neutral universe of `recognition-cases/1` (`tests/conformance/README.md`): invented law in one document.
//!
//! It says the same things as the data files in other words, with no names and no sources, and is read without loss.

use crate::decide::{self, Question};
use crate::law::{
    AcceptedEdition, Adoption, Agreement, Aspect, Attribute, Bar, BasisRule, Bloc, Body, Clause, Closes, CodeRole,
    Comparison, Confidence, Coverage, Day, Degree, Due, Duty, Edition, EditionRule, Effect, EndKind, Evidence, Fills,
    Form, Id, IssuerRule, Issuers, Issues, Kind, Level, Listing, Market, MarketKind, Membership, Norm, Obligation,
    ObligationKind, OnEnd, OriginFact, OriginRule, OriginTest, Party, PartyTest, Place, ProductGroup, ProductTest,
    Reach, Record, Records, Register, Requirement, Rules, Scheme, Scope, Slot, Span, Status, Table, Text, Way, When,
};
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

type Read<T> = Result<T, String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Universe {
    as_of: String,
    economies: Vec<String>,
    #[serde(default)]
    blocs: Vec<BlocSaid>,
    #[serde(default)]
    norms: Vec<NormSaid>,
    #[serde(default)]
    schemes: Vec<SchemeSaid>,
    #[serde(default)]
    bodies: Vec<BodySaid>,
    #[serde(default)]
    listings: Vec<ListingSaid>,
    #[serde(default)]
    agreements: Vec<AgreementSaid>,
    #[serde(default)]
    clauses: Vec<ClauseSaid>,
    #[serde(default)]
    bars: Vec<BarSaid>,
    #[serde(default)]
    requirements: Vec<RequirementSaid>,
    #[serde(default)]
    coverage: Vec<CoverageSaid>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BlocSaid {
    id: String,
    #[serde(default)]
    purpose: String,
    members: Vec<MemberSaid>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MemberSaid {
    code: String,
    from: Option<String>,
    until: Option<String>,
    confidence: Option<Confidence>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NormSaid {
    id: String,
    #[serde(default)]
    editions: Vec<EditionSaid>,
    #[serde(default)]
    adoptions: Vec<AdoptionSaid>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EditionSaid {
    id: String,
    published: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AdoptionSaid {
    edition: String,
    of: String,
    degree: Degree,
    #[serde(default)]
    deviations: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SchemeSaid {
    id: String,
    kind: Kind,
    home: Option<String>,
    regime: Option<String>,
    native_issuers: Option<Value>,
    confidence: Option<Confidence>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BodySaid {
    id: String,
    seat: Option<String>,
    /// Left out: none of note. `null`: not recorded.
    #[serde(default = "none_of_note")]
    owners: Option<Vec<String>>,
}

fn none_of_note() -> Option<Vec<String>> {
    Some(Vec::new())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListingSaid {
    id: String,
    body: String,
    r#for: String,
    from: Option<String>,
    until: Option<String>,
    end_kind: Option<EndKind>,
    survival: Option<String>,
    scope: Option<Vec<ItemSaid>>,
    conflicts_with: Option<String>,
    confidence: Option<Confidence>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AgreementSaid {
    id: String,
    form: Form,
    parties: Vec<PartySaid>,
    signed: Option<String>,
    in_force: Option<String>,
    operational_from: Option<String>,
    status: Option<Status>,
    ended: Option<String>,
    end_kind: Option<EndKind>,
    on_end: Option<Value>,
    #[serde(default)]
    supersedes: Vec<String>,
    confidence: Option<Confidence>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PartySaid {
    party: String,
    roles: Option<Vec<String>>,
    from: Option<String>,
    until: Option<String>,
    confidence: Option<Confidence>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct ScopeSaid {
    include: Vec<ItemSaid>,
    exclude: Vec<ItemSaid>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct ItemSaid {
    all: bool,
    hs: Option<String>,
    role: Option<CodeRole>,
    group: Option<String>,
    attr: Option<String>,
    equals: Vec<Value>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct ArtefactSaid {
    kind: Option<Kind>,
    schemes: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EditionRuleSaid {
    accepts: Vec<AcceptedSaid>,
    accept_newer: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AcceptedSaid {
    edition: String,
    from: Option<String>,
    until: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct SpanSaid {
    years: u16,
    months: u16,
    days: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ObligationSaid {
    kind: ObligationKind,
    arg: Option<String>,
    when: Option<Due>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IssuesSaid {
    scheme: String,
    issuer: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClauseSaid {
    id: String,
    agreement: String,
    from_party: Vec<String>,
    to_party: Vec<String>,
    scope: ScopeSaid,
    #[serde(default)]
    artefact: ArtefactSaid,
    rules: Option<Rules>,
    attests: Option<Value>,
    #[serde(default)]
    needs_all: Vec<String>,
    issuer_rule: Option<Value>,
    party_test: Option<String>,
    edition_rule: Option<Value>,
    cap: Option<u8>,
    max_age: Option<SpanSaid>,
    since: Option<String>,
    preissue: Option<String>,
    in_force: Option<String>,
    operational_from: Option<String>,
    until: Option<String>,
    end_kind: Option<EndKind>,
    on_end: Option<Value>,
    origin_rule: Option<Value>,
    basis_rule: Option<Value>,
    effect: Effect,
    duty: Option<Duty>,
    fills: Option<Value>,
    issues: Option<IssuesSaid>,
    #[serde(default)]
    obligations: Vec<ObligationSaid>,
    status_needed: Option<String>,
    #[serde(default)]
    overrides: Vec<String>,
    conflicts_with: Option<String>,
    confidence: Option<Confidence>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BarSaid {
    id: String,
    reach: String,
    subject: Option<String>,
    owned_by: Option<Vec<String>>,
    market: Option<String>,
    #[serde(default)]
    scope: Vec<ItemSaid>,
    from: Option<String>,
    until: Option<String>,
    confidence: Option<Confidence>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RequirementSaid {
    id: String,
    market: String,
    aspect: Aspect,
    scope: ScopeSaid,
    from: Option<String>,
    until: Option<String>,
    ways: Vec<WaySaid>,
    confidence: Option<Confidence>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WaySaid {
    #[serde(default)]
    id: String,
    slots: Vec<SlotSaid>,
    #[serde(default)]
    obligations: Vec<ObligationSaid>,
    from: Option<String>,
    until: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SlotSaid {
    scheme: String,
    level: Option<u8>,
    edition_rule: Option<Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CoverageSaid {
    id: String,
    closes: Closes,
    market: Option<String>,
    #[serde(default)]
    scope: Vec<ItemSaid>,
    aspect: Option<Aspect>,
    register: Option<String>,
    from: Option<String>,
    as_of: String,
    confidence: Option<Confidence>,
}

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
            products: table(self.groups.iter().map(|id| Ok(ProductGroup { id: id.clone(), ..ProductGroup::default() })))?,
            attributes: table(self.attributes.iter().map(|id| Ok(Attribute { id: id.clone(), ..Attribute::default() })))?,
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
            survival: said.survival.as_deref() != Some("no"),
            conflicts_with: said.conflicts_with.as_deref().map(|id| known(&self.listings, id, "listing")).transpose()?,
            evidence: evidence(said.confidence),
        })
    }

    fn agreement(&self, said: &AgreementSaid) -> Read<Agreement> {
        let parties = said.parties.iter().map(|p| {
            let has = |role: &str| p.roles.as_ref().is_none_or(|roles| roles.iter().any(|r| r == role));
            Ok(Party {
                place: self.place(&p.party)?,
                may_issue: has("may_issue"),
                must_accept: has("must_accept"),
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

    fn clause(&self, said: &ClauseSaid) -> Read<Clause> {
        let schemes = said.artefact.schemes.as_deref().unwrap_or_default();
        let fills = match (&said.fills, &said.issues) {
            (Some(Value::String(all)), _) if all == "all" => Fills::All,
            (Some(list), _) => Fills::Schemes(self.schemes(&strings(list)?)?),
            (None, _) => Fills::Schemes(Vec::new()),
        };
        let issues = match &said.issues {
            None => None,
            Some(issues) => Some(Issues {
                scheme: known(&self.schemes, &issues.scheme, "scheme")?,
                issuer: issues.issuer.as_deref().map(|id| known(&self.bodies, id, "body")).transpose()?,
            }),
        };
        Ok(Clause {
            id: said.id.clone(),
            agreement: known(&self.agreements, &said.agreement, "agreement")?,
            from: if said.from_party == ["any"] { None } else { Some(self.places(&said.from_party)?) },
            to: self.places(&said.to_party)?,
            party_test: match said.party_test.as_deref() {
                None | Some("both") => PartyTest::Both,
                Some("issue") => PartyTest::Issue,
                Some("use") => PartyTest::Use,
                Some(other) => return Err(format!("party_test: `{other}` is not both, issue or use")),
            },
            scope: self.scope(&said.scope.include, &said.scope.exclude)?,
            kind: said.artefact.kind,
            schemes: self.schemes(schemes)?,
            needs_all: self.schemes(&said.needs_all)?,
            marketed: said.status_needed.as_deref() == Some("marketed"),
            rules: said.rules.unwrap_or(Rules::International),
            attests: match &said.attests {
                None => None,
                Some(Value::String(any)) if any == "any" => None,
                Some(list) => Some(strings(list)?),
            },
            issuer: match &said.issuer_rule {
                None => None,
                Some(Value::String(word)) if word == "any" => Some(IssuerRule::Any),
                Some(Value::String(word)) if word == "native" => Some(IssuerRule::Native),
                Some(rule) => {
                    let register = rule.get("listed").and_then(Value::as_str).ok_or("issuer_rule: not understood")?;
                    let register = Some(known(&self.registers, register, "register")?);
                    Some(IssuerRule::Body { classes: Vec::new(), register, accredited_by: None })
                }
            },
            edition: self.edition_rule(said.edition_rule.as_ref())?,
            cap: said.cap,
            max_age: said.max_age.as_ref().map(|s| Span { years: s.years, months: s.months, days: s.days }),
            since: date(&said.since)?,
            preissue: said.preissue.as_deref() == Some("yes"),
            in_force: date(&said.in_force)?,
            operational_from: date(&said.operational_from)?,
            until: date(&said.until)?,
            end_kind: said.end_kind,
            on_end: on_end(said.on_end.as_ref())?,
            origin: self.origin_rule(said.origin_rule.as_ref())?,
            basis: match &said.basis_rule {
                None => None,
                Some(Value::String(word)) if word == "own" => Some(BasisRule::Own),
                Some(Value::String(word)) if word == "any" => Some(BasisRule::Any),
                Some(rule) => {
                    let only = rule.get("only").ok_or("basis_rule: not understood")?;
                    Some(BasisRule::Only(self.schemes(&strings(only)?)?))
                }
            },
            effect: said.effect,
            duty: said.duty.unwrap_or(Duty::Shall),
            fills,
            issues,
            obligations: said.obligations.iter().map(obligation).collect(),
            overrides: said.overrides.iter().map(|id| known(&self.clauses, id, "clause")).collect::<Read<Vec<_>>>()?,
            conflicts_with: said.conflicts_with.as_deref().map(|id| known(&self.clauses, id, "clause")).transpose()?,
            evidence: evidence(said.confidence),
            ..Clause::default()
        })
    }

    fn edition_rule(&self, rule: Option<&Value>) -> Read<Option<EditionRule>> {
        let Some(rule) = rule.filter(|rule| !rule.is_null() && rule.as_str() != Some("none")) else { return Ok(None) };
        let said = EditionRuleSaid::deserialize(rule).map_err(|e| format!("edition_rule: {e}"))?;
        let accepts = said.accepts.iter().map(|accepted| {
            Ok(AcceptedEdition {
                edition: known(&self.editions, &accepted.edition, "edition")?,
                from: date(&accepted.from)?,
                until: date(&accepted.until)?,
            })
        });
        Ok(Some(EditionRule {
            accepts: accepts.collect::<Read<Vec<_>>>()?,
            newer: said.accept_newer.as_deref().map(|word| word == "yes"),
        }))
    }

    fn origin_rule(&self, rule: Option<&Value>) -> Read<Option<OriginRule>> {
        let tests = |list: &Value| -> Read<Vec<OriginTest>> {
            list.as_array()
                .ok_or("origin_rule: expected a list of tests")?
                .iter()
                .map(|test| {
                    let word = test.get("kind").and_then(Value::as_str).unwrap_or_default();
                    let fact = OriginFact::parse(word).ok_or_else(|| format!("origin_rule: `{word}` is no test"))?;
                    let places = self.places(&strings(test.get("in").unwrap_or(&Value::Null))?)?;
                    Ok(OriginTest { fact, places })
                })
                .collect()
        };
        match rule {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(word)) if word == "none" => Ok(Some(OriginRule::Free)),
            Some(rule) => match (rule.get("any"), rule.get("all")) {
                (Some(list), None) => Ok(Some(OriginRule::Any(tests(list)?))),
                (None, Some(list)) => Ok(Some(OriginRule::All(tests(list)?))),
                _ => Err("origin_rule: expected none, any or all".to_owned()),
            },
        }
    }

    fn scope(&self, include: &[ItemSaid], exclude: &[ItemSaid]) -> Read<Scope> {
        let items = |said: &[ItemSaid]| said.iter().map(|item| self.item(item).map(|test| vec![test])).collect();
        Ok(Scope { include: Read::<Vec<_>>::from(items(include))?, exclude: Read::<Vec<_>>::from(items(exclude))? })
    }

    fn item(&self, said: &ItemSaid) -> Read<ProductTest> {
        match said {
            ItemSaid { all: true, .. } => Ok(ProductTest::All),
            ItemSaid { hs: Some(code), role, .. } => {
                Ok(ProductTest::Code(code.replace('.', ""), role.unwrap_or(CodeRole::Defining)))
            }
            ItemSaid { group: Some(group), .. } => Ok(ProductTest::Group(known(&self.groups, group, "group")?)),
            ItemSaid { attr: Some(attr), equals, .. } => {
                let values = equals.iter().map(|v| v.as_str().map_or_else(|| v.to_string(), str::to_owned)).collect();
                Ok(ProductTest::Attribute(known(&self.attributes, attr, "attribute")?, Comparison::Is, values))
            }
            _ => Err("scope: an item says nothing".to_owned()),
        }
    }

    fn requirement(&self, said: &RequirementSaid) -> Read<Requirement> {
        let ways = said.ways.iter().map(|way| {
            let slots = way.slots.iter().map(|slot| {
                Ok(Slot {
                    scheme: known(&self.schemes, &slot.scheme, "scheme")?,
                    kind: None,
                    level: slot.level.map_or(Level::Unasked, Level::AtLeast),
                    edition: self.edition_rule(slot.edition_rule.as_ref())?,
                })
            });
            Ok(Way {
                id: way.id.clone(),
                slots: slots.collect::<Read<Vec<_>>>()?,
                obligations: way.obligations.iter().map(obligation).collect(),
                from: date(&way.from)?,
                until: date(&way.until)?,
            })
        });
        Ok(Requirement {
            id: said.id.clone(),
            market: self.place(&said.market)?,
            aspect: said.aspect,
            scope: self.scope(&said.scope.include, &said.scope.exclude)?,
            from: date(&said.from)?,
            until: date(&said.until)?,
            ways: ways.collect::<Read<Vec<_>>>()?,
            evidence: evidence(said.confidence),
            ..Requirement::default()
        })
    }

    fn coverage(&self, said: &CoverageSaid) -> Read<Coverage> {
        Ok(Coverage {
            id: said.id.clone(),
            closes: said.closes,
            market: said.market.as_deref().map(|market| self.place(market)).transpose()?,
            scope: self.scope(&said.scope, &[])?,
            aspect: said.aspect,
            register: said.register.as_deref().map(|id| known(&self.registers, id, "register")).transpose()?,
            from: date(&said.from)?,
            as_of: date(&Some(said.as_of.clone()))?.unwrap_or(When::UNKNOWN),
            evidence: evidence(said.confidence),
        })
    }

    fn bar(&self, said: &BarSaid) -> Read<Bar> {
        let subject = said.subject.as_deref().unwrap_or_default();
        let reach = match (said.reach.as_str(), &said.owned_by) {
            ("body", Some(owners)) => Reach::OwnedBy(owners.clone()),
            ("body", None) => Reach::Body(known(&self.bodies, subject, "body")?),
            ("clause", _) => Reach::Clause(known(&self.clauses, subject, "clause")?),
            ("agreement", _) => Reach::Agreement(known(&self.agreements, subject, "agreement")?),
            ("scheme-in-market", _) => Reach::Scheme(known(&self.schemes, subject, "scheme")?),
            ("product-in-market", _) => Reach::Product(self.scope(&said.scope, &[])?),
            (other, _) => return Err(format!("bar {}: `{other}` is no reach", said.id)),
        };
        Ok(Bar {
            id: said.id.clone(),
            name: Text::default(),
            reach,
            market: said.market.as_deref().map(|market| self.place(market)).transpose()?,
            from: date(&said.from)?,
            until: date(&said.until)?,
            evidence: evidence(said.confidence),
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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QuestionSaid {
    holdings: Vec<HoldingSaid>,
    product: ProductSaid,
    #[serde(default)]
    origin: decide::Origin,
    market: String,
    on: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HoldingSaid {
    id: Option<String>,
    scheme: String,
    kind: Option<String>,
    issuer: Option<String>,
    issued: Option<String>,
    expires: Option<String>,
    level: Option<u8>,
    edition: Option<String>,
    #[serde(default)]
    deviations_tested: Vec<String>,
    attests: Option<Vec<String>>,
    basis: Option<Vec<decide::Basis>>,
    status: Option<Vec<decide::StatusPeriod>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProductSaid {
    hs: Option<String>,
    groups: Option<Vec<String>>,
    #[serde(default)]
    attributes: BTreeMap<String, decide::Value>,
}

/// The question of a case.
///
/// # Errors
/// Says which field was not understood.
pub fn question(value: &Value) -> Result<Question, String> {
    let said: QuestionSaid = serde_path_to_error::deserialize(value)
        .map_err(|error| format!("question.{}: {}", error.path(), error.inner()))?;
    let holdings = said.holdings.into_iter().map(|holding| decide::Holding {
        id: holding.id,
        scheme: Some(holding.scheme),
        kind: holding.kind,
        issued: holding.issued,
        expires: holding.expires,
        status: holding.status.map(decide::Status::Periods),
        issuer: decide::Issuer { body: holding.issuer, ..decide::Issuer::default() },
        norm: decide::Many::List(holding.edition.into_iter().collect()),
        deviations_tested: decide::Many::List(holding.deviations_tested),
        level: holding.level.map(decide::Level::Number),
        attests: holding.attests.map(decide::Many::List),
        basis: holding.basis,
        ..decide::Holding::default()
    });
    Ok(Question {
        holdings: holdings.collect(),
        product: decide::Product {
            group: said.product.groups.map(decide::Many::List),
            hs: said.product.hs,
            attributes: said.product.attributes,
            ..decide::Product::default()
        },
        origin: said.origin,
        market: said.market,
        on: said.on,
        ..Question::default()
    })
}
