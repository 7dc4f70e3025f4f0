//! Clauses, requirements, coverage and bars of a universe.

use super::said::{
    BarSaid, ClauseSaid, CoverageSaid, EditionRuleSaid, ItemSaid, RequirementSaid, StatusNeeded, WhenTested, YesNo,
};
use super::{Ids, Read, date, evidence, known, obligation, on_end, strings};
use crate::law::{
    AcceptedEdition, Bar, BasisRule, Clause, CodeRole, Comparison, Coverage, Duty, EditionRule, Fills, IssuerRule,
    Issues, Level, OriginFact, OriginRule, OriginTest, PartyTest, ProductTest, Reach, Requirement, Rules, Scope, Slot,
    Span, Text, Way, When,
};
use serde::Deserialize;
use serde_json::Value;

impl Ids {
    pub(super) fn clause(&self, said: &ClauseSaid) -> Read<Clause> {
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
            party_test: match said.party_test {
                None | Some(WhenTested::Both) => PartyTest::Both,
                Some(WhenTested::Issue) => PartyTest::Issue,
                Some(WhenTested::Use) => PartyTest::Use,
            },
            scope: self.scope(&said.scope.include, &said.scope.exclude)?,
            kind: said.artefact.kind,
            schemes: self.schemes(schemes)?,
            needs_all: self.schemes(&said.needs_all)?,
            marketed: said.status_needed == Some(StatusNeeded::Marketed),
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
            preissue: said.preissue == Some(YesNo::Yes),
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
        let Some(rule) = rule.filter(|rule| !rule.is_null() && rule.as_str() != Some("none")) else {
            return Ok(None);
        };
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
            newer: said.accept_newer.map(|word| word == YesNo::Yes),
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

    pub(super) fn scope(&self, include: &[ItemSaid], exclude: &[ItemSaid]) -> Read<Scope> {
        let items = |said: &[ItemSaid]| said.iter().map(|item| self.item(item).map(|test| vec![test])).collect();
        Ok(Scope { include: Read::<Vec<_>>::from(items(include))?, exclude: Read::<Vec<_>>::from(items(exclude))? })
    }

    fn item(&self, said: &ItemSaid) -> Read<ProductTest> {
        let tests = [said.all, said.hs.is_some(), said.group.is_some(), said.attr.is_some()];
        if tests.into_iter().filter(|test| *test).count() > 1 {
            return Err("scope: an item is one of `all`, `hs`, `group`, `attr`; items are joined by OR".to_owned());
        }
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

    pub(super) fn requirement(&self, said: &RequirementSaid) -> Read<Requirement> {
        let ways = said.ways.iter().map(|way| {
            if way.slots.is_empty() {
                return Err(format!("requirement {}: way `{}` asks for no paper", said.id, way.id));
            }
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

    pub(super) fn coverage(&self, said: &CoverageSaid) -> Read<Coverage> {
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

    pub(super) fn bar(&self, said: &BarSaid) -> Read<Bar> {
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
            schemes: said.schemes.iter().map(|id| known(&self.schemes, id, "scheme")).collect::<Read<_>>()?,
            issued_from: date(&said.issued_from)?,
            from: date(&said.from)?,
            until: date(&said.until)?,
            evidence: evidence(said.confidence),
        })
    }
}
