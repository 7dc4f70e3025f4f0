//! What opens a market for a product on a day: sorts of papers, found backwards from what the market asks.

use super::chain::{self, Chain, Filter};
use super::choices::{self, Choices};
use super::portfolio::Portfolio;
use super::template::{self, Demand, Example, Hinge, Template, TemplateHop};
use super::trial::{Court, Outcome};
use crate::Law;
use crate::decide::inquiry::{Inquiry, Paper};
use crate::decide::moment::{Moment, Point, Spent};
use crate::decide::{
    Completeness, Named, Obligation, QuestionError, SourceCited, Truth, cite, guard, limits, route, search, survey,
};
use crate::graph::Node;
use crate::law::{Aspect, Clause, Closes, Confidence, Id, Kind, Market, Place, Requirement, Scheme, Slot, Text};
use crate::overlay::Assumed;
use serde::Serialize;
use std::collections::BTreeSet;

/// What opens a market for a product on a day.
#[derive(Clone, Debug, Serialize)]
pub struct Openers {
    /// The market or bloc.
    pub market: String,
    /// Its names.
    pub market_name: Text,
    /// The day.
    pub on: String,
    /// What the market asks, in order of the requirements' ids.
    pub requirements: Vec<RequirementOpeners>,
    /// Slots that no requirement on record asks for, but that a clause of this market fills.
    pub r#virtual: Vec<SlotOpeners>,
    /// Whether all requirements of the market are on record.
    pub requirements_complete: Completeness,
    /// The law it assumes ([`crate::overlay`]): with any, it is about a hypothesis.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub overlay: Vec<Assumed>,
    /// Date of the data.
    pub as_of: Option<String>,
    /// Edition of the data.
    pub edition: String,
    /// Whether everything on record was looked at.
    pub complete: bool,
    /// The budget that cut, if one did.
    pub budget: Option<&'static str>,
    /// Whether a chain of more than [`limits::HOPS`] recognitions was not followed (`semantics.md` §3.4).
    pub bound_hit: bool,
}

/// What opens a requirement: any of its ways.
#[derive(Clone, Debug, Serialize)]
pub struct RequirementOpeners {
    /// Its id.
    pub id: String,
    /// Its names.
    pub name: Text,
    /// What it is about.
    pub aspect: Aspect,
    /// Whether it applies.
    pub applies: Truth,
    /// The ways that are open, or may be.
    pub ways: Vec<WayOpeners>,
    /// Whether an unrecorded recognition could still exist.
    pub open_ways: bool,
    /// Where the requirement was read.
    pub sources: Vec<SourceCited>,
    /// How sure the record is.
    pub confidence: Confidence,
}

/// A way to meet a requirement: all of its slots.
#[derive(Clone, Debug, Serialize)]
pub struct WayOpeners {
    /// Its id within the requirement.
    pub id: String,
    /// Whether it is open on the day.
    pub open: Truth,
    /// Its slots.
    pub slots: Vec<SlotOpeners>,
    /// What it asks besides papers.
    pub obligations: Vec<Obligation>,
}

/// What opens a slot: any of the templates.
#[derive(Clone, Debug, Serialize)]
pub struct SlotOpeners {
    /// The scheme whose paper it asks for.
    pub asks_for: Named,
    /// The kind of paper, where it asks for one.
    pub kind: Option<Kind>,
    /// Strongest and surest first.
    pub templates: Vec<Template>,
}

/// Finds what opens a market for the goods of a portfolio; the papers in it are not looked at.
///
/// # Arguments
/// The law, the goods with their day, and the code or name of a market or bloc. Facts that the portfolio leaves open are
/// taken as the template states them; origins that it states rule templates out.
///
/// # Returns
/// For each requirement, way and slot the [`Template`]s of papers that fill it: the market's own, and those that a clause
/// puts there at once or over papers to be got. Each was tried: its example, asked of [`check`](crate::check), gives at least
/// its effect.
///
/// # Errors
/// A [`QuestionError`]: of the portfolio, or of `market`.
///
/// # Complexity
/// O(slots × b^H) chains for b clauses into a slot and H hops, and for each at most [`limits::TRIES`] papers of H hops.
///
/// # Budget
/// [`limits::CHAINS`] chains into a slot and [`limits::TRIES`] papers a chain; what they cut off is said in
/// [`Openers::complete`]. [`limits::HOPS`] clauses a chain; that longer ones were not followed says [`Openers::bound_hit`].
///
/// # Example
/// ```
/// use comity::{Law, Portfolio, ask};
/// let law = Law::default(); // nothing is on record
/// let goods: Portfolio = serde_json::from_str(r#"{"product":{"hs":"8516"},"on":"2026-11-22"}"#).unwrap();
/// assert_eq!(ask::openers(&law, &goods, "KR").unwrap_err().path, "market");
/// ```
pub fn openers(law: &Law, goods: &Portfolio, market: &str) -> Result<Openers, QuestionError> {
    openers_with(law, goods, market, |_, _| ())
}

/// The same, telling how far it has come: `progress` is called with the requirements done and all there are, before each.
///
/// # Errors
/// As [`openers`].
pub fn openers_with(
    law: &Law,
    goods: &Portfolio,
    market: &str,
    progress: impl FnMut(usize, usize),
) -> Result<Openers, QuestionError> {
    opened(law, goods, market, false, progress)
}

/// The same; `every`: with all instances of the templates of papers that can be got and surely count.
pub(super) fn opened(
    law: &Law,
    goods: &Portfolio,
    market: &str,
    every: bool,
    mut progress: impl FnMut(usize, usize),
) -> Result<Openers, QuestionError> {
    let question = goods.to(market);
    let read = Inquiry::read_wanting(&question, law.records(), law.names())?;
    let mut seats: Vec<Id<Market>> = read.origin.made_in.clone().unwrap_or_default();
    route::add(&mut seats, &read.papers.iter().filter_map(|paper| paper.issuer.seat).collect::<Vec<_>>());
    let inquiry = Inquiry { papers: bare_papers(law), ..read };
    let spent = Spent::default();
    let moment = Moment::new(law, &inquiry, inquiry.on, &inquiry.assume, &spent);
    let mut search = Backwards {
        moment: &moment,
        court: Court { law, inquiry: &inquiry, question: &question },
        seats,
        members: of_target(&moment),
        every,
        cut: None,
        bound_hit: false,
    };
    let records = law.records();
    let asked: Vec<(&Requirement, Truth)> = records
        .requirements
        .iter()
        .map(|(_, requirement)| (requirement, search.applies(requirement)))
        .filter(|(requirement, applies)| applies.possible() && search.meant(requirement))
        .collect();
    let mut requirements = Vec::new();
    for (done, (requirement, applies)) in asked.iter().enumerate() {
        progress(done, asked.len());
        requirements.push(search.requirement(requirement, *applies));
    }
    progress(asked.len(), asked.len());
    let r#virtual = if inquiry.purpose.is_none() { search.virtual_slots() } else { Vec::new() };
    let complete = survey::stated_complete(&moment);
    let (code, name) = match inquiry.target {
        Place::Market(id) => (records.markets.at(id).code.clone(), records.markets.at(id).name.clone()),
        Place::Bloc(id) => (records.blocs.at(id).code.clone(), records.blocs.at(id).name.clone()),
    };
    Ok(Openers {
        market: code,
        market_name: name,
        on: inquiry.on.to_string(),
        requirements,
        r#virtual,
        requirements_complete: if complete { Completeness::Yes } else { Completeness::Unknown },
        overlay: law.assumed().to_vec(),
        as_of: records.as_of.map(|day| day.to_string()),
        edition: records.edition.clone(),
        complete: search.cut.is_none(),
        budget: search.cut,
        bound_hit: search.bound_hit,
    })
}

/// One paper of each scheme with nothing known of it, for only its scheme is looked at: what matters to any of them matters
/// here.
fn bare_papers(law: &Law) -> Vec<Paper> {
    let schemes = law.records().schemes.iter();
    schemes.map(|(id, _)| Paper { scheme: id, ..route::status(Id::new(usize::MAX), Vec::new(), Vec::new()) }).collect()
}

/// The markets of the target on the day: of members that nothing on record tells apart, the first.
pub(super) fn of_target(moment: &Moment<'_>) -> Vec<Id<Market>> {
    match moment.ask.target {
        Place::Market(market) => vec![market],
        Place::Bloc(bloc) => moment
            .kinds(bloc)
            .iter()
            .map(|(first, _)| *first)
            .filter(|market| moment.member(Place::Bloc(bloc), *market, Point::Now).value.possible())
            .collect(),
    }
}

struct Backwards<'a, 'm> {
    moment: &'m Moment<'a>,
    court: Court<'m>,
    /// Seats of issuers that are preferred.
    seats: Vec<Id<Market>>,
    members: Vec<Id<Market>>,
    every: bool,
    cut: Option<&'static str>,
    bound_hit: bool,
}

impl Backwards<'_, '_> {
    /// Whether a requirement applies in any member.
    fn applies(&self, requirement: &Requirement) -> Truth {
        let of_member = |market: &Id<Market>| survey::applies(self.moment, requirement, *market).value;
        self.members.iter().map(of_member).max().unwrap_or(Truth::False)
    }

    /// Whether a requirement is among those that are meant.
    fn meant(&self, requirement: &Requirement) -> bool {
        let purpose = self.moment.ask.purpose.as_deref();
        purpose.is_none_or(|purpose| purpose == requirement.id || purpose == requirement.aspect.word())
    }

    fn requirement(&mut self, requirement: &Requirement, applies: Truth) -> RequirementOpeners {
        let markets: Vec<Id<Market>> = self
            .members
            .iter()
            .copied()
            .filter(|market| survey::applies(self.moment, requirement, *market).value.possible())
            .collect();
        let about = |c: &crate::law::Coverage| c.aspect.is_none_or(|aspect| aspect == requirement.aspect);
        let open_ways =
            markets.iter().any(|market| survey::closed(self.moment, Closes::Ways, *market, about).is_none());
        let target = template::code(self.moment.records(), self.moment.ask.target);
        let mut ways = Vec::new();
        for (index, way) in requirement.ways.iter().enumerate() {
            let open = route::way_open(self.moment, requirement, index, way).value;
            if !open.possible() {
                continue;
            }
            let slots = way.slots.iter().map(|slot| self.slot(slot, &markets)).collect();
            let obligations: Vec<Obligation> = way.obligations.iter().map(|o| route::tagged(o, &target)).collect();
            ways.push(WayOpeners { id: way.id.clone(), open, slots, obligations: search::in_order(&obligations) });
        }
        RequirementOpeners {
            id: requirement.id.clone(),
            name: requirement.name.clone(),
            aspect: requirement.aspect,
            applies,
            ways,
            open_ways,
            sources: cite::cited(self.moment, &requirement.evidence),
            confidence: requirement.evidence.confidence,
        }
    }

    /// Slots that nobody asks for on record, as `survey::virtual_slots` has them for papers of any scheme.
    fn virtual_slots(&mut self) -> Vec<SlotOpeners> {
        let mut slots: Vec<Slot> = Vec::new();
        for market in self.members.clone() {
            let territory = survey::Territory {
                market,
                requirements: Vec::new(),
                interval: crate::decide::Interval::exactly(crate::decide::Scale::Nothing),
                complete: false,
                unbarred: crate::decide::finding::Finding::of(Truth::True),
                presumed: Vec::new(),
            };
            for slot in survey::virtual_slots(self.moment, &territory) {
                if !slots.iter().any(|known| known.scheme == slot.scheme) {
                    slots.push(slot);
                }
            }
        }
        slots.sort_by_key(|slot| slot.scheme);
        let markets = self.members.clone();
        let mut opened: Vec<SlotOpeners> = slots.iter().map(|slot| self.slot(slot, &markets)).collect();
        for (slot, opened) in slots.iter().zip(&mut opened) {
            // Where nobody asks for it, it is there for the papers that a clause takes for it, and for no others.
            let takes = self.taken_for(slot.scheme, &markets);
            opened.templates.retain(|template| {
                template.scheme.as_ref().is_some_and(|scheme| takes.contains(scheme.id.as_str()))
                    && template.hops.iter().any(|hop| hop.clause.is_some())
            });
        }
        opened.retain(|slot| !slot.templates.is_empty());
        opened
    }

    /// The schemes whose papers a clause of these markets takes for a slot's, or makes into them.
    fn taken_for(&self, slot: Id<Scheme>, markets: &[Id<Market>]) -> BTreeSet<String> {
        let records = self.moment.records();
        let leads = |(id, node): (Id<Clause>, Node)| {
            let clause = records.clauses.at(id);
            let about = |market: &Id<Market>| !survey::elsewhere(self.moment, clause, slot, *market);
            let mut here = markets.iter().filter(|market| about(market));
            [Node::Slot(slot), Node::Paper(slot)].contains(&node)
                && here.any(|market| clause.to.iter().any(|place| survey::ever(self.moment, *place, *market)))
        };
        let taken = |scheme: Id<Scheme>| self.moment.law.graph().out_of(scheme).into_iter().any(leads);
        records.schemes.iter().filter(|(id, _)| taken(*id)).map(|(_, scheme)| scheme.id.clone()).collect()
    }

    /// Everything that fills a slot in some markets.
    fn slot(&mut self, slot: &Slot, markets: &[Id<Market>]) -> SlotOpeners {
        let admitted = self.admitted(markets);
        let filter = Filter { admits: &|id| admitted.contains(&id), most: limits::CHAINS };
        let chains = chain::into_slot(self.moment.law.graph(), slot.scheme, &filter);
        self.bound_hit |= chains.bound_hit;
        if !chains.whole {
            self.cut = self.cut.or(Some("chains"));
        }
        let papers_of_status =
            self.moment.records().schemes.iter().any(|(_, scheme)| scheme.kinds.contains(&Kind::LawfulMarketing));
        let mut templates: Vec<Template> = Vec::new();
        for chain in &chains.found {
            match chain.start {
                Some(start) => templates.extend(self.tried(chain, start, slot, markets)),
                // Where there is a paper for the standing of goods, it speaks for the standing.
                None if papers_of_status => {}
                None => templates.extend(self.standing(chain, slot, markets)),
            }
        }
        templates.sort_by(|a, b| {
            let ids = |t: &Template| t.hops.iter().map(|hop| hop.clause.clone()).collect::<Vec<_>>();
            let scheme = |t: &Template| t.scheme.as_ref().map(|named| named.id.clone());
            (b.truth, b.effect, b.duty)
                .cmp(&(a.truth, a.effect, a.duty))
                .then_with(|| a.hops.len().cmp(&b.hops.len()))
                .then_with(|| a.obligations.len().cmp(&b.obligations.len()))
                .then_with(|| (scheme(a), ids(a), &a.members).cmp(&(scheme(b), ids(b), &b.members)))
        });
        SlotOpeners { asks_for: cite::named(self.moment, slot.scheme), kind: slot.kind, templates }
    }

    /// Clauses that can have a part in it, as far as no paper decides: they cover the product and have begun.
    fn admitted(&self, markets: &[Id<Market>]) -> BTreeSet<Id<Clause>> {
        let records = self.moment.records();
        let takes = |clause: &Clause| {
            clause.generative()
                || clause.to.iter().any(|place| markets.iter().any(|m| survey::ever(self.moment, *place, *m)))
        };
        records
            .clauses
            .iter()
            .filter(|(_, clause)| takes(clause))
            .filter(|(_, clause)| guard::product::in_scope(self.moment, &clause.scope).value.possible())
            .map(|(id, _)| id)
            .collect()
    }

    /// The templates of a chain that starts from papers of a scheme: one, or for a bloc one for each sort of member.
    fn tried(&mut self, chain: &Chain, start: Id<Scheme>, slot: &Slot, markets: &[Id<Market>]) -> Vec<Template> {
        let mut found: Vec<(Template, Choices, choices::Pick)> = Vec::new();
        for market in markets {
            // A paper that opens one member is shown to the next.
            let mut opened = false;
            for (template, choices, pick) in &mut found {
                let outcome = self.court.judge(chain, choices, pick, slot, *market);
                if outcome.is_some_and(|o| o.truth == template.truth && o.label.effect == template.effect) {
                    template.members.extend(self.members_like(*market));
                    opened = true;
                    break;
                }
            }
            if opened {
                continue;
            }
            let origin = &self.court.question.origin;
            let choices = Choices::of(self.moment, chain, start, slot, *market, origin, &self.seats);
            let (passed, all) = self.court.first(chain, &choices, slot, *market);
            let sure = passed.as_ref().is_some_and(|p| p.outcome.truth == Truth::True);
            let all = all && choices.whole;
            if !all && !sure {
                self.cut = self.cut.or(Some("tries"));
            }
            let Some(passed) = passed else { continue };
            let example = Example { holdings: choices.holdings(&passed.pick), origin: choices.origin.clone() };
            let obtainable = passed.issued.is_none_or(|day| day == self.moment.day);
            let mut template = self.template(chain, Some(start), slot, &passed.outcome, *market);
            template.kind = Kind::parse(example.holdings.first().and_then(|h| h.kind.as_deref()).unwrap_or_default())
                .unwrap_or(template.kind);
            template.issued_until = if obtainable { None } else { passed.issued.map(|day| day.to_string()) };
            if self.every && sure && obtainable {
                let (passed, all) = self.court.every(chain, &choices, slot, *market);
                template.others = passed.iter().map(|pick| choices.holdings(pick)).collect();
                if !all {
                    self.cut = self.cut.or(Some("tries"));
                }
            }
            template.example = Some(example);
            template.obtainable = obtainable;
            found.push((template, choices, passed.pick));
        }
        found.into_iter().map(|(template, _, _)| template).collect()
    }

    /// The template of the standing of goods, in a world that has no paper for it.
    fn standing(&mut self, chain: &Chain, slot: &Slot, markets: &[Id<Market>]) -> Option<Template> {
        let id = chain.last?;
        let clause = self.moment.records().clauses.at(id);
        let sources: Vec<Id<Market>> = match &clause.from {
            Some(places) => places.iter().flat_map(|place| choices::members(self.moment, *place)).collect(),
            None => self.moment.records().markets.iter().map(|(id, _)| id).collect(),
        };
        let mut best: Option<Template> = None;
        for market in markets {
            let outcomes = sources
                .iter()
                .filter(|source| *source != market)
                .map(|source| self.court.standing(id, *source, slot, *market))
                .filter(|outcome| outcome.truth.possible());
            let Some(outcome) = outcomes.max_by_key(|outcome| outcome.truth) else { continue };
            match &mut best {
                Some(known) if known.truth == outcome.truth => known.members.extend(self.members_like(*market)),
                Some(_) => {}
                None => best = Some(self.template(chain, None, slot, &outcome, *market)),
            }
        }
        best
    }

    /// A member of the target with all that nothing tells apart from it; none where the target is one market.
    fn members_like(&self, market: Id<Market>) -> Vec<String> {
        let Place::Bloc(bloc) = self.moment.ask.target else { return Vec::new() };
        let kinds = self.moment.kinds(bloc);
        let kind = kinds.iter().find(|(first, _)| *first == market);
        let all = kind.into_iter().flat_map(|(first, twins)| std::iter::once(first).chain(twins));
        all.map(|id| self.moment.records().markets.at(*id).code.clone()).collect()
    }

    fn template(
        &self,
        chain: &Chain,
        start: Option<Id<Scheme>>,
        slot: &Slot,
        outcome: &Outcome,
        market: Id<Market>,
    ) -> Template {
        let records = self.moment.records();
        let first = chain.clauses().next().map(|id| records.clauses.at(id));
        let scheme = start.map(|id| records.schemes.at(id));
        let demand = match first {
            Some(clause) => Demand::of_clause(records, clause, scheme),
            None => Demand::of_slot(records, slot),
        };
        let hops = outcome
            .steps
            .iter()
            .map(|step| {
                let clause = step.clause.map(|id| records.clauses.at(id));
                TemplateHop {
                    clause: clause.map(|clause| clause.id.clone()),
                    agreement: clause.map(|clause| records.agreements.at(clause.agreement).id.clone()),
                    at: records.markets.at(step.market).code.clone(),
                    to: cite::named(self.moment, step.to),
                    effect: step.label.effect,
                }
            })
            .collect();
        let kind = first.and_then(|clause| clause.kind).or(slot.kind);
        let mut with: Vec<Named> = Vec::new();
        for needed in chain.clauses().flat_map(|id| &records.clauses.at(id).needs_all) {
            if Some(*needed) != start {
                route::add(&mut with, &[cite::named(self.moment, *needed)]);
            }
        }
        let hinges = outcome.unknown.iter().filter(|_| outcome.truth == Truth::Unknown);
        let direct = chain.reissues.is_empty();
        Template {
            scheme: start.map(|id| cite::named(self.moment, id)),
            kind: kind.or(scheme.and_then(|s| s.kinds.first().copied())).unwrap_or(Kind::LawfulMarketing),
            issuer: demand.issuer,
            issued_from: demand.issued_from,
            issued_until: None,
            max_age: demand.max_age,
            editions: demand.editions,
            level: if direct { template::level(slot, guard::wanted(self.moment, slot)) } else { None },
            attests: demand.attests,
            basis: demand.basis,
            basis_only: demand.basis_only,
            with,
            origin: template::origins(records, chain.clauses()),
            hops,
            effect: outcome.label.effect,
            duty: outcome.label.duty,
            truth: outcome.truth,
            hinges_on: hinges
                .map(|atom| Hinge { fact: atom.fact, key: atom.key.clone(), about: atom.about.clone() })
                .collect(),
            obligations: search::in_order(&outcome.label.obligations),
            obtain: outcome.label.obtain.iter().map(|id| cite::named(self.moment, *id)).collect(),
            confidence: outcome.label.confidence,
            members: self.members_like(market),
            obtainable: true,
            example: None,
            others: Vec::new(),
        }
    }
}
