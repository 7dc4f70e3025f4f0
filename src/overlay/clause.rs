//! An assumed clause: like one on record with changes, or from scratch.

use super::change::{AddClause, Basis, ChangeKind, Editions, Issuer, Obligation, Origin, OriginTest, Said};
use super::lay::{CLAUSE_ENDS, Laying, numbered};
use super::{Assumed, OverlayError};
use crate::decide::Many;
use crate::decide::reading::Read;
use crate::law::{
    AcceptedEdition, BasisRule, Clause, Due, Duty, EditionRule, Effect, Fills, Id, IssuerClass, IssuerRule, Issues,
    Kind, ObligationKind, OriginFact, OriginRule, PartyTest, Place, Rules, Scheme, Span, Text, When,
};
use crate::names::Noun;

impl Laying<'_> {
    pub(super) fn add_clause(&mut self, path: &str, place: usize, said: &AddClause) -> Read<Assumed> {
        let written = said.id.clone().unwrap_or_else(|| numbered(place));
        let id = self.new_id(path, &self.clauses, &written)?;
        let clause = self.clause(path, place, written, said)?;
        let from = clause.in_force.or(clause.operational_from);
        let assumed = Assumed::new(ChangeKind::AddClause, &clause.id, &clause.name, from, clause.until);
        self.clauses.rows.insert(id, clause);
        Ok(assumed)
    }

    fn clause(&self, path: &str, place: usize, written: String, said: &AddClause) -> Read<Clause> {
        let at = |field: &str| format!("{path}.{field}");
        let (reader, records) = (&self.reader, self.reader.records);
        let scratch = said.like.is_none();
        let needed = |field: &str, there: bool| {
            let expected = "it, since the clause is like no other";
            if scratch && !there { Err(OverlayError::new("missing", &at(field), "", expected)) } else { Ok(()) }
        };
        let mut clause = match &said.like {
            Some(like) => {
                let id = self.clause_id(&at("like"), like)?;
                self.clauses.at(&records.clauses, id).cloned().unwrap_or_default()
            }
            None => Clause { from: None, ..Clause::default() },
        };
        clause.id = written;
        clause.place = said.place.clone().unwrap_or_default();
        (clause.conflicts_with, clause.mirror_of) = (None, None);
        clause.evidence = self.resting(place, None);
        if let Some(name) = &said.name {
            clause.name = name.clone();
        } else if scratch {
            clause.name = Text { en: clause.id.clone(), zh: clause.id.clone() };
        }

        needed("agreement", said.agreement.is_some())?;
        if let Some(text) = &said.agreement {
            let expected = "an agreement's id or name";
            clause.agreement = reader.id(&at("agreement"), Noun::Agreement, &records.agreements, text, expected)?;
        }
        needed("from", said.from.is_some())?;
        if let Some(from) = &said.from {
            let anybody = matches!(from.values(), [any] if any == "any");
            clause.from = if anybody { None } else { Some(self.places(&at("from"), from)?) };
        }
        needed("to", said.to.is_some())?;
        if let Some(to) = &said.to {
            clause.to = self.places(&at("to"), to)?;
        }
        if let Some(word) = &said.party_test {
            const TESTS: [&str; 3] = ["both", "issue", "use"];
            let parse = |word: &str| TESTS.into_iter().find(|test| *test == word);
            clause.party_test = match reader.word(&at("party_test"), word, &TESTS, parse, |test| test)? {
                "issue" => PartyTest::Issue,
                "use" => PartyTest::Use,
                _ => PartyTest::Both,
            };
        }
        needed("products", said.products.is_some())?;
        if let Some(products) = &said.products {
            clause.scope.include = self.items(&at("products"), reader.list(&at("products"), products)?)?;
        }
        if let Some(except) = &said.except {
            clause.scope.exclude = self.items(&at("except"), reader.list(&at("except"), except)?)?;
        }
        needed("accepts", said.accepts.is_some())?;
        if let Some(accepts) = &said.accepts {
            let kind = accepts.kind.as_deref();
            clause.kind = kind
                .map(|word| reader.word(&at("accepts.kind"), word, Kind::ALL, Kind::parse, Kind::word))
                .transpose()?;
            clause.schemes = self.schemes(&at("accepts.scheme"), &accepts.scheme)?;
            clause.needs_all = self.schemes(&at("accepts.with"), &accepts.with)?;
            clause.marketed = accepts.marketed;
        }
        self.what_it_does(path, said, &mut clause, &needed)?;
        self.whose(path, said, &mut clause, &needed)?;
        self.when(path, said, &mut clause)?;
        if let Some(obligations) = &said.obligations {
            clause.obligations = self.obligations(&at("obligations"), obligations)?;
        }
        if let Some(overrides) = &said.overrides {
            let general = reader.list(&at("overrides"), overrides)?.iter();
            clause.overrides = general.map(|text| self.clause_id(&at("overrides"), text)).collect::<Read<_>>()?;
        }
        Ok(clause)
    }

    /// Effect, duty, and the slots it fills or the paper it makes.
    fn what_it_does(
        &self,
        path: &str,
        said: &AddClause,
        clause: &mut Clause,
        needed: &impl Fn(&str, bool) -> Read<()>,
    ) -> Read<()> {
        let at = |field: &str| format!("{path}.{field}");
        let (reader, records) = (&self.reader, self.reader.records);
        needed("effect", said.effect.is_some())?;
        if let Some(word) = &said.effect {
            clause.effect = reader.word(&at("effect"), word, Effect::ALL, Effect::parse, Effect::word)?;
        }
        needed("duty", said.duty.is_some())?;
        if let Some(word) = &said.duty {
            clause.duty = reader.word(&at("duty"), word, Duty::ALL, Duty::parse, Duty::word)?;
        }
        if let Some(fills) = &said.fills {
            clause.fills = match fills.values() {
                [all] if all == "all" => Fills::All,
                _ => Fills::Schemes(self.schemes(&at("fills"), fills)?),
            };
            clause.issues = None;
        }
        if let Some(issues) = &said.issues {
            clause.issues = match issues {
                None => None,
                Some(issues) => {
                    let issuer = issues.issuer.as_deref().map(|text| {
                        let expected = "a body's id or name";
                        reader.id(&at("issues.issuer"), Noun::Body, &records.bodies, text, expected)
                    });
                    Some(Issues {
                        scheme: self.scheme(&at("issues.scheme"), &issues.scheme)?,
                        issuer: issuer.transpose()?,
                    })
                }
            };
            if clause.issues.is_some() && said.fills.is_none() {
                clause.fills = Fills::Schemes(Vec::new());
            }
        }
        let fills = clause.fills == Fills::All || matches!(&clause.fills, Fills::Schemes(list) if !list.is_empty());
        if fills == clause.issues.is_some() {
            let expected = "either `fills`, the slots it fills, or `issues`, the paper it makes";
            let code = if fills { "too-many" } else { "missing" };
            return Err(OverlayError::new(code, &at("fills"), if fills { "both" } else { "" }, expected));
        }
        if clause.issues.is_some() && clause.effect != Effect::Reissue {
            let expected = "`reissue`, where `issues` names the paper it makes";
            return Err(OverlayError::new("unknown", &at("effect"), clause.effect.word(), expected));
        }
        Ok(())
    }

    /// Whose rules, whose bodies, whose goods, and what the paper may rest on.
    fn whose(
        &self,
        path: &str,
        said: &AddClause,
        clause: &mut Clause,
        needed: &impl Fn(&str, bool) -> Read<()>,
    ) -> Read<()> {
        let at = |field: &str| format!("{path}.{field}");
        let reader = &self.reader;
        needed("rules", said.rules.is_some())?;
        if let Some(word) = &said.rules {
            clause.rules = reader.word(&at("rules"), word, Rules::ALL, Rules::parse, Rules::word)?;
        }
        match &said.attests {
            Some(None) => clause.attests = None,
            Some(Some(regimes)) => clause.attests = Some(reader.list(&at("attests"), regimes)?.to_vec()),
            // Where what decides the regimes is said anew, they follow from it.
            None if said.rules.is_some() || said.accepts.is_some() || said.fills.is_some() || said.issues.is_some() => {
                clause.attests = self.demanded(clause);
            }
            None => {}
        }
        if let Some(issuer) = &said.issuer {
            clause.issuer = issuer.as_ref().map(|issuer| self.issuer(&at("issuer"), issuer)).transpose()?;
        }
        if let Some(rule) = &said.edition {
            clause.edition = rule.as_ref().map(|rule| self.editions(&at("edition"), rule)).transpose()?;
        }
        if let Some(cap) = &said.cap {
            clause.cap = *cap;
        }
        if let Some(origin) = &said.origin {
            clause.origin = origin.as_ref().map(|origin| self.origin(&at("origin"), origin)).transpose()?;
        }
        if let Some(basis) = &said.basis {
            clause.basis = match basis {
                None => None,
                Some(Basis::Word(word)) if word == "own" => Some(BasisRule::Own),
                Some(Basis::Word(word)) if word == "any" => Some(BasisRule::Any),
                Some(Basis::Word(word)) => {
                    let expected = "own, any or { \"only\": [schemes] }";
                    return Err(OverlayError::new("unknown", &at("basis"), reader.text(&at("basis"), word)?, expected)
                        .near(vec!["own".to_owned(), "any".to_owned()]));
                }
                Some(Basis::Only(only)) => Some(BasisRule::Only(self.schemes(&at("basis.only"), &only.only)?)),
            };
        }
        Ok(())
    }

    /// The clause's dates, and what becomes of papers at its end.
    fn when(&self, path: &str, said: &AddClause, clause: &mut Clause) -> Read<()> {
        let at = |field: &str| format!("{path}.{field}");
        let reader = &self.reader;
        let date = |field: &str, said: &Said<String>, into: &mut Option<When>| -> Read<()> {
            if let Some(text) = said {
                *into = reader.when(&at(field), text.as_deref())?;
            }
            Ok(())
        };
        date("since", &said.since, &mut clause.since)?;
        date("in_force", &said.in_force, &mut clause.in_force)?;
        date("operational_from", &said.operational_from, &mut clause.operational_from)?;
        if let Some(text) = &said.until {
            clause.until = self.last_day(&at("until"), text.as_deref(), clause.in_force)?;
        } else if let (Some(from), Some(until)) = (clause.in_force, clause.until.filter(|_| said.in_force.is_some()))
            && until.latest < from.earliest
        {
            // The end of the clause it is like came before this one begins.
            let expected = format!("the last day, or null for none: `like` would copy one before the first ({from})");
            return Err(OverlayError::new("dates-out-of-order", &at("until"), &until.to_string(), &expected));
        }
        if let Some(word) = &said.end_kind {
            clause.end_kind = self.end_kind(&at("end_kind"), word.as_deref(), CLAUSE_ENDS)?;
        }
        if let Some(rule) = &said.on_end {
            clause.on_end = match rule {
                None => None,
                Some(rule) => self.on_end(&at("on_end"), rule)?,
            };
        }
        if let Some(preissue) = said.preissue {
            clause.preissue = preissue;
        }
        if let Some(span) = &said.max_age {
            clause.max_age = span
                .as_deref()
                .map(|text| {
                    let text = reader.text(&at("max_age"), text)?;
                    let expected = "a span of time, as `3 years` or `18 months`";
                    Span::parse(text).ok_or_else(|| OverlayError::new("unknown", &at("max_age"), text, expected))
                })
                .transpose()?;
        }
        Ok(())
    }

    fn places(&self, path: &str, many: &Many) -> Read<Vec<Place>> {
        self.reader.list(path, many)?.iter().map(|text| self.reader.place(path, text)).collect()
    }

    fn scheme(&self, path: &str, text: &str) -> Read<Id<Scheme>> {
        self.reader.id(path, Noun::Scheme, &self.reader.records.schemes, text, "a scheme's id or name")
    }

    fn schemes(&self, path: &str, many: &Many) -> Read<Vec<Id<Scheme>>> {
        self.reader.list(path, many)?.iter().map(|text| self.scheme(path, text)).collect()
    }

    fn issuer(&self, path: &str, said: &Issuer) -> Read<IssuerRule> {
        let (reader, records) = (&self.reader, self.reader.records);
        let bodies = match said {
            Issuer::Word(word) if word == "any" => return Ok(IssuerRule::Any),
            Issuer::Word(word) if word == "native" => return Ok(IssuerRule::Native),
            Issuer::Word(word) => {
                let expected = "any, native or { \"class\": [sorts], \"listed\": register }";
                return Err(OverlayError::new("unknown", path, reader.text(path, word)?, expected)
                    .near(vec!["any".to_owned(), "native".to_owned()]));
            }
            Issuer::Bodies(bodies) => bodies,
        };
        let class = format!("{path}.class");
        let classes = reader
            .list(&class, &bodies.class)?
            .iter()
            .map(|word| reader.word(&class, word, IssuerClass::ALL, IssuerClass::parse, IssuerClass::word))
            .collect::<Read<Vec<_>>>()?;
        let register = |field: &str, text: Option<&str>| {
            let path = format!("{path}.{field}");
            let expected = "a register's id or name";
            text.map(|text| reader.id(&path, Noun::Register, &records.registers, text, expected)).transpose()
        };
        let listed = register("listed", bodies.listed.as_deref())?;
        let accredited_by = register("accredited_by", bodies.accredited_by.as_deref())?;
        if classes.is_empty() && listed.is_none() && accredited_by.is_none() {
            return Err(OverlayError::new("missing", path, "", "a sort of body, or a register"));
        }
        Ok(IssuerRule::Body { classes, register: listed, accredited_by })
    }

    fn editions(&self, path: &str, said: &Editions) -> Read<EditionRule> {
        let (reader, records) = (&self.reader, self.reader.records);
        let accepts = said.accepts.iter().enumerate().map(|(place, taken)| {
            let at = |field: &str| format!("{path}.accepts[{place}].{field}");
            let expected = "a standard with its edition, as `IEC 60335-1:2020`";
            Ok(AcceptedEdition {
                edition: reader.id(&at("edition"), Noun::Edition, &records.editions, &taken.edition, expected)?,
                from: reader.when(&at("from"), taken.from.as_deref())?,
                until: reader.when(&at("until"), taken.until.as_deref())?,
            })
        });
        Ok(EditionRule { accepts: accepts.collect::<Read<Vec<_>>>()?, newer: said.newer })
    }

    fn origin(&self, path: &str, said: &Origin) -> Read<OriginRule> {
        let expected = "free, { \"any\": [tests] } or { \"all\": [tests] }";
        match said {
            Origin::Word(word) if word == "free" => Ok(OriginRule::Free),
            Origin::Word(word) => {
                let got = self.reader.text(path, word)?;
                Err(OverlayError::new("unknown", path, got, expected).near(vec!["free".to_owned()]))
            }
            Origin::Tests(tests) => match (tests.any.as_slice(), tests.all.as_slice()) {
                ([], []) => Err(OverlayError::new("missing", path, "", expected)),
                (any, []) => Ok(OriginRule::Any(self.origin_tests(&format!("{path}.any"), any)?)),
                ([], all) => Ok(OriginRule::All(self.origin_tests(&format!("{path}.all"), all)?)),
                _ => Err(OverlayError::new("too-many", path, "both", expected)),
            },
        }
    }

    fn origin_tests(&self, path: &str, said: &[OriginTest]) -> Read<Vec<crate::law::OriginTest>> {
        let tests = said.iter().enumerate().map(|(place, test)| {
            let path = format!("{path}[{place}]");
            let fact = format!("{path}.fact");
            Ok(crate::law::OriginTest {
                fact: self.reader.word(&fact, &test.fact, OriginFact::ALL, OriginFact::parse, OriginFact::word)?,
                places: self.places(&format!("{path}.in"), &test.r#in)?,
            })
        });
        tests.collect()
    }

    fn obligations(&self, path: &str, said: &[Obligation]) -> Read<Vec<crate::law::Obligation>> {
        let reader = &self.reader;
        let obligations = said.iter().enumerate().map(|(place, obligation)| {
            let at = |field: &str| format!("{path}[{place}].{field}");
            let (kinds, parse, word) = (ObligationKind::ALL, ObligationKind::parse, ObligationKind::word);
            let when = obligation.when.as_deref();
            let when = when.map(|word| reader.word(&at("when"), word, Due::ALL, Due::parse, Due::word));
            Ok(crate::law::Obligation {
                kind: reader.word(&at("kind"), &obligation.kind, kinds, parse, word)?,
                arg: obligation.arg.clone(),
                when: when.transpose()?.unwrap_or(Due::BeforeMarket),
                text: obligation.text.clone(),
            })
        });
        obligations.collect()
    }

    /// The regimes of which the paper must attest one (`semantics.md` §0.4): the importer's are those of the slots, the
    /// exporter's those of the papers. Rules that are shared demand nothing.
    fn demanded(&self, clause: &Clause) -> Option<Vec<String>> {
        let schemes: Vec<Id<Scheme>> = match clause.rules {
            Rules::Common | Rules::International => Vec::new(),
            Rules::Exporter => clause.schemes.clone(),
            Rules::Importer => {
                let filled = if let Fills::Schemes(schemes) = &clause.fills { schemes.as_slice() } else { &[] };
                filled.iter().copied().chain(clause.issues.as_ref().map(|paper| paper.scheme)).collect()
            }
        };
        let records = self.reader.records;
        let mut regimes: Vec<String> = schemes.iter().filter_map(|id| records.schemes.at(*id).regime.clone()).collect();
        regimes.sort_unstable();
        regimes.dedup();
        (!regimes.is_empty()).then_some(regimes)
    }
}
