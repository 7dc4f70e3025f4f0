//! Clauses, requirements, coverage and bars of a universe.

use super::said::{
    BarSaid, ClauseSaid, ClosingSaid, CoverageSaid, EditionRuleSaid, ItemSaid, LapseSaid, RequirementSaid, SpanSaid,
    StatusNeeded, WhenTested, YesNo,
};
use super::{At, Ids, Read, date, day, evidence, known, obligation, on_end, strings};
use crate::decide::QuestionError;
use crate::law::{
    AcceptedEdition, Bar, BasisRule, Clause, Closing, CodeRole, Comparison, Coverage, Duty, EditionRule, Fills,
    IssuerRule, Issues, Lapse, Level, OriginFact, OriginRule, OriginTest, PartyTest, ProductTest, Reach, Requirement,
    Rules, Scope, Slot, Text, Way, When,
};
use serde::Deserialize;
use serde_json::Value;

impl Ids {
    pub(super) fn clause(&self, said: &ClauseSaid) -> Read<Clause> {
        let schemes = said.artefact.schemes.as_deref().unwrap_or_default();
        let fills = match (&said.fills, &said.issues) {
            (Some(Value::String(all)), _) if all == "all" => Fills::All,
            (Some(list), _) => Fills::Schemes(strings(list).and_then(|ids| self.schemes(&ids)).at("fills")?),
            (None, _) => Fills::Schemes(Vec::new()),
        };
        let issues = match &said.issues {
            None => None,
            Some(issues) => Some(Issues {
                scheme: known(&self.schemes, &issues.scheme, "a scheme").at("issues.scheme")?,
                issuer: issues
                    .issuer
                    .as_deref()
                    .map(|id| known(&self.bodies, id, "a body"))
                    .transpose()
                    .at("issues.issuer")?,
            }),
        };
        Ok(Clause {
            id: said.id.clone(),
            agreement: known(&self.agreements, &said.agreement, "an agreement").at("agreement")?,
            from: if said.from_party == ["any"] { None } else { Some(self.places(&said.from_party).at("from_party")?) },
            to: self.places(&said.to_party).at("to_party")?,
            party_test: match said.party_test {
                None | Some(WhenTested::Both) => PartyTest::Both,
                Some(WhenTested::Issue) => PartyTest::Issue,
                Some(WhenTested::Use) => PartyTest::Use,
            },
            scope: self.scope(&said.scope.include, &said.scope.exclude).at("scope")?,
            kind: said.artefact.kind,
            schemes: self.schemes(schemes).at("artefact.schemes")?,
            needs_all: self.schemes(&said.needs_all).at("needs_all")?,
            marketed: said.status_needed == Some(StatusNeeded::Marketed),
            rules: said.rules.unwrap_or(Rules::International),
            attests: match &said.attests {
                None => None,
                Some(Value::String(any)) if any == "any" => None,
                Some(list) => Some(strings(list).at("attests")?),
            },
            issuer: match &said.issuer_rule {
                None => None,
                Some(Value::String(word)) if word == "any" => Some(IssuerRule::Any),
                Some(Value::String(word)) if word == "native" => Some(IssuerRule::Native),
                Some(rule) => {
                    let register = rule.get("listed").and_then(Value::as_str).ok_or_else(|| {
                        QuestionError::shape("issuer_rule", "expected native, any or {listed: register}")
                    })?;
                    let register = Some(known(&self.registers, register, "a register").at("issuer_rule")?);
                    Some(IssuerRule::Body { classes: Vec::new(), register, accredited_by: None })
                }
            },
            edition: self.edition_rule(said.edition_rule.as_ref()).at("edition_rule")?,
            cap: said.cap,
            max_age: said.max_age.as_ref().map(SpanSaid::span),
            since: date(&said.since).at("since")?,
            preissue: said.preissue == Some(YesNo::Yes),
            in_force: date(&said.in_force).at("in_force")?,
            operational_from: date(&said.operational_from).at("operational_from")?,
            until: date(&said.until).at("until")?,
            end_kind: said.end_kind,
            on_end: on_end(said.on_end.as_ref()).at("on_end")?,
            origin: self.origin_rule(said.origin_rule.as_ref()).at("origin_rule")?,
            basis: match &said.basis_rule {
                None => None,
                Some(Value::String(word)) if word == "own" => Some(BasisRule::Own),
                Some(Value::String(word)) if word == "any" => Some(BasisRule::Any),
                Some(rule) => {
                    let only = rule.get("only").unwrap_or(&Value::Null);
                    let schemes = strings(only).and_then(|ids| self.schemes(&ids)).at("basis_rule.only")?;
                    Some(BasisRule::Only(schemes))
                }
            },
            effect: said.effect,
            duty: said.duty.unwrap_or(Duty::Shall),
            fills,
            issues,
            obligations: said.obligations.iter().map(obligation).collect(),
            overrides: said
                .overrides
                .iter()
                .map(|id| known(&self.clauses, id, "a clause"))
                .collect::<Read<Vec<_>>>()
                .at("overrides")?,
            conflicts_with: said
                .conflicts_with
                .as_deref()
                .map(|id| known(&self.clauses, id, "a clause"))
                .transpose()
                .at("conflicts_with")?,
            evidence: evidence(said.confidence),
            ..Clause::default()
        })
    }

    fn edition_rule(&self, rule: Option<&Value>) -> Read<Option<EditionRule>> {
        let Some(rule) = rule.filter(|rule| !rule.is_null() && rule.as_str() != Some("none")) else {
            return Ok(None);
        };
        let said = EditionRuleSaid::deserialize(rule).map_err(|e| QuestionError::shape("", &e.to_string()))?;
        let accepts = said.accepts.iter().map(|accepted| {
            Ok(AcceptedEdition {
                edition: known(&self.editions, &accepted.edition, "an edition").at("accepts.edition")?,
                from: date(&accepted.from).at("accepts.from")?,
                until: date(&accepted.until).at("accepts.until")?,
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
                .ok_or_else(|| QuestionError::shape("", "expected a list of tests"))?
                .iter()
                .map(|test| {
                    let word = test.get("kind").and_then(Value::as_str).unwrap_or_default();
                    let fact = OriginFact::parse(word)
                        .ok_or_else(|| QuestionError::new("unknown", "kind", word, "a fact of origin"))?;
                    let places =
                        strings(test.get("in").unwrap_or(&Value::Null)).and_then(|ids| self.places(&ids)).at("in")?;
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
                _ => Err(QuestionError::shape("", "expected none, any or all")),
            },
        }
    }

    /// Papers that ended with the rules under which they were issued.
    pub(super) fn lapse(&self, said: &LapseSaid) -> Read<Lapse> {
        Ok(Lapse {
            scope: self.scope(&said.scope.include, &said.scope.exclude).at("scope")?,
            issued_before: day(&said.issued_before).at("issued_before")?,
            last: day(&said.last).at("last")?,
        })
    }

    /// Products for which no more papers are issued.
    pub(super) fn closing(&self, said: &ClosingSaid) -> Read<Closing> {
        Ok(Closing {
            scope: self.scope(&said.scope.include, &said.scope.exclude).at("scope")?,
            last: day(&said.last).at("last")?,
        })
    }

    pub(super) fn scope(&self, include: &[ItemSaid], exclude: &[ItemSaid]) -> Read<Scope> {
        let items = |said: &[ItemSaid]| said.iter().map(|item| self.item(item).map(|test| vec![test])).collect();
        Ok(Scope { include: Read::<Vec<_>>::from(items(include))?, exclude: Read::<Vec<_>>::from(items(exclude))? })
    }

    fn item(&self, said: &ItemSaid) -> Read<ProductTest> {
        let tests = [said.all, said.hs.is_some(), said.group.is_some(), said.attr.is_some()];
        if tests.into_iter().filter(|test| *test).count() > 1 {
            let expected = "one of `all`, `hs`, `group`, `attr`: items are joined by OR";
            return Err(QuestionError::shape("", expected));
        }
        match said {
            ItemSaid { all: true, .. } => Ok(ProductTest::All),
            ItemSaid { hs: Some(code), role, .. } => {
                Ok(ProductTest::Code(code.replace('.', ""), role.unwrap_or(CodeRole::Defining)))
            }
            ItemSaid { group: Some(group), .. } => Ok(ProductTest::Group(known(&self.groups, group, "a group")?)),
            ItemSaid { attr: Some(attr), equals, .. } => {
                let values = equals.iter().map(|v| v.as_str().map_or_else(|| v.to_string(), str::to_owned)).collect();
                Ok(ProductTest::Attribute(known(&self.attributes, attr, "an attribute")?, Comparison::Is, values))
            }
            _ => Err(QuestionError::shape("", "an item says nothing")),
        }
    }

    pub(super) fn requirement(&self, said: &RequirementSaid) -> Read<Requirement> {
        let ways = said.ways.iter().map(|way| {
            if way.slots.is_empty() {
                return Err(QuestionError::shape("ways.slots", "a way asks for a paper"));
            }
            let slots = way.slots.iter().map(|slot| {
                Ok(Slot {
                    scheme: known(&self.schemes, &slot.scheme, "a scheme").at("ways.slots.scheme")?,
                    kind: None,
                    level: slot.level.map_or(Level::Unasked, Level::AtLeast),
                    edition: self.edition_rule(slot.edition_rule.as_ref()).at("ways.slots.edition_rule")?,
                })
            });
            Ok(Way {
                id: way.id.clone(),
                slots: slots.collect::<Read<Vec<_>>>()?,
                obligations: way.obligations.iter().map(obligation).collect(),
                from: date(&way.from).at("ways.from")?,
                until: date(&way.until).at("ways.until")?,
            })
        });
        Ok(Requirement {
            id: said.id.clone(),
            market: self.place(&said.market).at("market")?,
            aspect: said.aspect,
            scope: self.scope(&said.scope.include, &said.scope.exclude).at("scope")?,
            from: date(&said.from).at("from")?,
            until: date(&said.until).at("until")?,
            ways: ways.collect::<Read<Vec<_>>>()?,
            evidence: evidence(said.confidence),
            ..Requirement::default()
        })
    }

    pub(super) fn coverage(&self, said: &CoverageSaid) -> Read<Coverage> {
        Ok(Coverage {
            id: said.id.clone(),
            closes: said.closes,
            market: said.market.as_deref().map(|market| self.place(market)).transpose().at("market")?,
            scope: self.scope(&said.scope, &[]).at("scope")?,
            aspect: said.aspect,
            register: said
                .register
                .as_deref()
                .map(|id| known(&self.registers, id, "a register"))
                .transpose()
                .at("register")?,
            from: date(&said.from).at("from")?,
            as_of: date(&Some(said.as_of.clone())).at("as_of")?.unwrap_or(When::UNKNOWN),
            evidence: evidence(said.confidence),
        })
    }

    pub(super) fn bar(&self, said: &BarSaid) -> Read<Bar> {
        let subject = said.subject.as_deref().unwrap_or_default();
        let reach = match (said.reach.as_str(), &said.owned_by) {
            ("body", Some(owners)) => Reach::OwnedBy(owners.clone()),
            ("body", None) => Reach::Body(known(&self.bodies, subject, "a body").at("subject")?),
            ("clause", _) => Reach::Clause(known(&self.clauses, subject, "a clause").at("subject")?),
            ("agreement", _) => Reach::Agreement(known(&self.agreements, subject, "an agreement").at("subject")?),
            ("scheme-in-market", _) => Reach::Scheme(known(&self.schemes, subject, "a scheme").at("subject")?),
            ("product-in-market", _) => Reach::Product(self.scope(&said.scope, &[]).at("scope")?),
            (other, _) => return Err(QuestionError::new("unknown", "reach", other, "a reach of bars")),
        };
        Ok(Bar {
            id: said.id.clone(),
            name: Text::default(),
            reach,
            market: said.market.as_deref().map(|market| self.place(market)).transpose().at("market")?,
            schemes: said
                .schemes
                .iter()
                .map(|id| known(&self.schemes, id, "a scheme"))
                .collect::<Read<_>>()
                .at("schemes")?,
            issued_from: date(&said.issued_from).at("issued_from")?,
            from: date(&said.from).at("from")?,
            until: date(&said.until).at("until")?,
            evidence: evidence(said.confidence),
        })
    }
}
