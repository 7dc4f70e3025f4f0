//! From the survey to the answer: windows, dominance, what changes when, what would move it, and every citation.

use super::answer::{
    Answer, Asked, Cited, Completeness, Headline, Hop, MarketAnswer, Named, PendingChange, Pivotal, Reason,
    RequirementAnswer, Route, Why, written,
};
use super::cite::{agreement_cited, cited, hop, named};
use super::error::QuestionError;
use super::finding::{Atom, Guard};
use super::inquiry::Inquiry;
use super::moment::{Moment, Spent};
use super::question::Question;
use super::route::{self, Filled, Label, Walked, add};
use super::survey::{self, Change, Member, Surveyed, Target, Territory};
use super::weigh::{Weighed, undominated};
use super::{Interval, Scale, Truth, Verdict, limits, search};
use crate::Law;
use crate::law::{Id, Market, Place, Requirement, Scheme, Slot};
use std::collections::{BTreeMap, BTreeSet};

/// What the model does not look at, said in every answer (`semantics.md` §7).
const NOT_EXAMINED: [&str; 6] =
    ["holder", "genuineness", "other-sales-laws", "safeguard-powers", "sub-federal-rules", "customs-duties"];

/// Answers a question: does that market recognise these papers, for this product, on this day, and under what?
///
/// Returns the same answer for the same question and law on every platform.
///
/// # Errors
/// A [`QuestionError`] names the field that was not understood and the nearest known thing.
///
/// # Complexity
/// O(b^H) guard evaluations for b clauses that match a paper and H hops, times the change points of the facts read, plus
/// one evaluation for each unknown fact and way it can turn out.
///
/// # Budget
/// All of [`limits`]; what is cut off is said in [`Answer::complete`] and [`Answer::budget`].
///
/// # Example
/// ```
/// use comity::{Law, Question, check};
/// let law = Law::default(); // nothing is on record
/// let question: Question = serde_json::from_str(
///     r#"{"holdings":[{"scheme":"iecee-cb"}],"product":{"hs":"8516"},"market":"KR","on":"2026-11-22"}"#).unwrap();
/// let error = check(&law, &question).unwrap_err();
/// assert_eq!((error.code, error.path.as_str()), ("unknown", "holdings[0].scheme"));
/// ```
pub fn check(law: &Law, question: &Question) -> Result<Answer, QuestionError> {
    let inquiry = Inquiry::read(question, law.records(), law.names())?;
    let spent = Spent::default();
    let moment = Moment::new(law, &inquiry, inquiry.on, &inquiry.assume, &spent);
    Ok(Sheet { law, inquiry: &inquiry, spent: &spent }.answer(&moment))
}

/// One requirement or virtual slot, put together from the members of the target.
struct Entry<'a> {
    id: String,
    surveyed: Surveyed<'a>,
    market: Id<Market>,
    interval: Interval,
    slot: Option<Slot>,
}

impl Entry<'_> {
    /// Its key among the intervals.
    fn key(&self) -> String {
        if self.slot.is_some() { format!("{VIRTUAL}{}", self.id) } else { self.id.clone() }
    }
}

struct Sheet<'a> {
    law: &'a Law,
    inquiry: &'a Inquiry,
    spent: &'a Spent,
}

impl<'a> Sheet<'a> {
    fn answer(&self, moment: &Moment<'a>) -> Answer {
        let target = survey::target(moment);
        let market_interval = target.interval;
        let complete = target.complete;
        let bloc = matches!(self.inquiry.target, Place::Bloc(_));
        let members = target
            .members
            .iter()
            .filter(|_| bloc)
            .flat_map(|member| {
                let markets = std::iter::once(member.territory.market).chain(member.twins.iter().copied());
                markets.map(|id| (moment.records().markets.at(id).code.clone(), member.territory.interval))
            })
            .collect();
        let unbarred: Vec<Atom> =
            target.members.iter().flat_map(|member| member.territory.unbarred.atoms.clone()).collect();
        let intervals = intervals(moment, &target);
        let entries = entries(moment, target);
        let changes = self.changes(moment, &intervals);
        let change = |key: &str| changes.get(key).copied();

        let mut presumptions = Vec::new();
        let mut atoms = unbarred;
        let mut bound_hit = false;
        let mut answers = Vec::new();
        let mut virtuals = Vec::new();
        for entry in &entries {
            bound_hit |= entry.surveyed.bound_hit;
            atoms.extend(entry.surveyed.applies.atoms.iter().cloned());
            for (_, label) in entry.surveyed.found.iter().filter(|(_, label)| label.truth == Truth::Unknown) {
                atoms.extend(label.atoms.iter().cloned());
            }
            for (_, label) in entry.surveyed.found.iter().filter(|(_, label)| label.truth == Truth::True) {
                add(&mut presumptions, &label.presumed);
            }
            let answer = self.requirement(moment, entry, change(&entry.key()));
            if entry.slot.is_some() { virtuals.push(answer) } else { answers.push(answer) }
        }
        if self.inquiry.product.groups.is_some() {
            add(&mut presumptions, &[Reason::new(Why::NoOtherGroup, &[])]);
        }
        presumptions.sort();
        let assumed = self.spent.assumed();
        let gaps: Vec<String> =
            entries.iter().filter(|e| e.slot.is_none() && e.surveyed.gap).map(|e| e.id.clone()).collect();
        // What is meant narrows what is shown, never what the market is found to ask.
        if let Some(purpose) = &self.inquiry.purpose {
            answers.retain(|a| a.id == *purpose || a.aspect.is_some_and(|aspect| aspect.word() == purpose));
            virtuals.clear();
        }
        let headline = headline(&answers, &virtuals, &gaps, market_interval);
        let lead = answers.iter().chain(&virtuals).find(|a| headline.r#for.first() == Some(&a.id));
        let mut obligations = Vec::new();
        for answer in answers.iter().chain(&virtuals).filter(|a| headline.r#for.contains(&a.id)) {
            add(&mut obligations, &answer.obligations);
        }
        let obligations = search::in_order(&obligations);
        let market_change = change("");
        let records = moment.records();
        Answer {
            question: self.asked(moment),
            obligations,
            stable_until: lead.map_or(written(market_change.map(|c| c.until)), |a| a.stable_until.clone()),
            next_verdict: lead.map_or(market_change.map(|c| c.next), |a| a.next_verdict),
            headline,
            pivotal_unknowns: self.pivotal(moment, &intervals, atoms),
            pending_changes: self.pending(moment, &entries),
            grants_nothing: self.grants_nothing(moment),
            market: MarketAnswer {
                interval: market_interval,
                gaps,
                requirements_complete: if complete { Completeness::Yes } else { Completeness::Unknown },
                stable_until: written(market_change.map(|c| c.until)),
                next_verdict: market_change.map(|c| c.next),
            },
            requirements: answers,
            r#virtual: virtuals,
            members,
            assumptions_used: assumed.iter().cloned().collect(),
            assumptions_unused: self.inquiry.assume.keys().filter(|key| !assumed.contains(*key)).cloned().collect(),
            presumptions_used: presumptions,
            not_examined: NOT_EXAMINED.map(str::to_owned).to_vec(),
            as_of: written(records.as_of),
            edition: records.edition.clone(),
            projected: records.as_of.is_some_and(|as_of| self.inquiry.on > as_of),
            bound_hit,
            complete: self.spent.cut_by().is_none(),
            budget: self.spent.cut_by(),
        }
    }

    fn asked(&self, moment: &Moment<'_>) -> Asked {
        let records = moment.records();
        let (market, market_name) = match self.inquiry.target {
            Place::Market(id) => (records.markets.at(id).code.clone(), records.markets.at(id).name.clone()),
            Place::Bloc(id) => (records.blocs.at(id).code.clone(), records.blocs.at(id).name.clone()),
        };
        let mut schemes: Vec<String> = Vec::new();
        for paper in &self.inquiry.papers {
            add(&mut schemes, &[records.schemes.at(paper.scheme).id.clone()]);
        }
        Asked { schemes, market, market_name, on: self.inquiry.on.to_string() }
    }

    /// For each interval the day before the first on which it differs, and what it is then (`semantics.md` §3.8).
    fn changes(&self, moment: &Moment<'a>, now: &BTreeMap<String, Interval>) -> BTreeMap<String, Change> {
        let mut changes = BTreeMap::new();
        let (_, mut next) = moment.turning_points();
        for _ in 0..limits::CHANGES {
            let Some(day) = next else { return changes };
            if changes.len() == now.len() {
                return changes;
            }
            let there = moment.on(day);
            let then = intervals(&there, &survey::target(&there));
            if self.spent.exhausted() {
                // A day that was not fully looked at says nothing.
                return changes;
            }
            for (key, interval) in now {
                let later = then.get(key).copied().unwrap_or(gone(key));
                if later != *interval && !changes.contains_key(key) {
                    changes.insert(key.clone(), Change { until: day.previous(), next: later });
                }
            }
            next = there.turning_points().1;
        }
        self.spent.cut("changes");
        changes
    }

    fn requirement(&self, moment: &Moment<'a>, entry: &Entry<'a>, change: Option<Change>) -> RequirementAnswer {
        let records = moment.records();
        let surveyed = &entry.surveyed;
        let weighed = self.weigh(moment, entry);
        let shown = undominated(moment, weighed);
        let lo = entry.interval.lo();
        let free = shown.iter().any(|w| w.label.effect >= lo && w.label.obligations.is_empty());
        let obligations = shown.first().map(|w| search::in_order(&w.label.obligations)).unwrap_or_default();
        let verdict = Verdict::name(entry.interval, if free { &[] } else { &obligations }, surveyed.gap);
        let more_routes = shown.len().saturating_sub(limits::ROUTES_SHOWN);
        let routes = shown.iter().take(limits::ROUTES_SHOWN).map(|w| self.route(moment, entry, w)).collect();
        let mut conditional: Vec<&(Filled, Label)> =
            surveyed.found.iter().filter(|(_, l)| l.truth == Truth::Unknown && l.effect > lo).collect();
        conditional.sort_by(|(_, a), (_, b)| {
            let ids =
                |l: &Label| search::written(moment, &l.clauses).into_iter().map(str::to_owned).collect::<Vec<_>>();
            // Of the same clauses in two ways, the one that leaves less to do speaks for both.
            let left = |l: &Label| (l.obligations.len(), search::in_order(&l.obligations));
            (b.effect, a.atoms.len(), ids(a), left(a)).cmp(&(a.effect, b.atoms.len(), ids(b), left(b)))
        });
        conditional.dedup_by(|(_, a), (_, b)| a.clauses == b.clauses);
        let conditional_routes: Vec<Route> = conditional
            .into_iter()
            .take(limits::ROUTES_SHOWN)
            .map(|(filled, label)| {
                let weighed = Weighed { filled: filled.clone(), label: label.clone(), window: (None, None) };
                self.route(moment, entry, &weighed)
            })
            .collect();
        let requirement = surveyed.requirement;
        let slot_scheme = entry.slot.as_ref().map(|slot| records.schemes.at(slot.scheme));
        let mut addressed_by = Vec::new();
        let mut asks_for: Vec<Named> = Vec::new();
        for slot in requirement.ways.iter().flat_map(|way| &way.slots).chain(&entry.slot) {
            add(&mut asks_for, &[named(moment, slot.scheme)]);
        }
        if !surveyed.gap {
            for paper in &self.inquiry.papers {
                add(&mut addressed_by, &[records.schemes.at(paper.scheme).id.clone()]);
            }
        }
        RequirementAnswer {
            id: entry.id.clone(),
            name: slot_scheme.map_or_else(|| requirement.name.clone(), |scheme| scheme.name.clone()),
            aspect: entry.slot.is_none().then_some(requirement.aspect),
            legal_basis: requirement.legal_basis.clone(),
            applies: surveyed.applies.value,
            verdict,
            interval: entry.interval,
            routes,
            more_routes,
            near_misses: if shown.is_empty() && conditional_routes.is_empty() {
                self.near(moment, entry)
            } else {
                Vec::new()
            },
            conditional_routes,
            open_ways: surveyed.ways_stated.is_none(),
            ways_stated: surveyed.ways_stated.map(|when| when.to_string()),
            obligations,
            stable_until: written(change.map(|c| c.until)),
            next_verdict: change.map(|c| c.next),
            addressed_by,
            asks_for,
            sources: cited(moment, &requirement.evidence),
            confidence: requirement.evidence.confidence,
        }
    }

    /// The recognitions into a requirement that come nearest: those of the market that take the kind of a paper in
    /// hand and fail on the fewest guards.
    fn near(&self, moment: &Moment<'a>, entry: &Entry<'a>) -> Vec<Hop> {
        let explaining = moment.on(moment.day).explaining();
        let records = moment.records();
        let mut near: Vec<(usize, &str, Hop)> = Vec::new();
        for slot in entry.surveyed.requirement.ways.iter().flat_map(|way| &way.slots) {
            for id in self.law.graph().leading_to(slot.scheme) {
                let clause = records.clauses.at(id);
                if clause.of_status() || !clause.to.iter().any(|place| survey::ever(moment, *place, entry.market)) {
                    continue;
                }
                for paper in self.inquiry.papers.iter().filter(|p| clause.kind.is_none_or(|kind| kind == p.kind)) {
                    let target = if clause.issues.is_some() { None } else { Some(slot) };
                    let walked = route::hop(&explaining, id, clause, paper.clone(), entry.market, target);
                    let failed = walked.guards.iter().filter(|(_, finding)| finding.value == Truth::False).count();
                    let another =
                        walked.guards.iter().any(|(guard, f)| *guard == Guard::Artefact && f.value == Truth::False);
                    if failed == 0 || failed > limits::FAILED_GUARDS || another {
                        continue;
                    }
                    if !near.iter().any(|(_, known, _)| *known == clause.id) {
                        near.push((failed, &clause.id, hop(&explaining, walked)));
                    }
                }
            }
        }
        near.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)));
        near.into_iter().take(limits::NEAR_MISSES).map(|(_, _, hop)| hop).collect()
    }

    /// The routes that hold, each with the period in which it does.
    fn weigh(&self, moment: &Moment<'a>, entry: &Entry<'a>) -> Vec<Weighed> {
        let requirement = entry.surveyed.requirement;
        let mut weighed: Vec<Weighed> = Vec::new();
        for (filled, label) in entry.surveyed.found.iter().filter(|(_, label)| label.truth == Truth::True) {
            let window = route::window(moment, |there| self.walk(there, entry, requirement, filled, &mut |_| ()));
            let known = weighed.iter().any(|w| {
                w.label.clauses == label.clauses && w.window == window && w.label.obligations == label.obligations
            });
            if !known {
                weighed.push(Weighed { filled: filled.clone(), label: label.clone(), window });
            }
        }
        weighed
    }

    fn walk<'m>(
        &self,
        moment: &Moment<'m>,
        entry: &Entry<'_>,
        requirement: &Requirement,
        filled: &Filled,
        visit: &mut dyn FnMut(Walked<'m>),
    ) -> Truth {
        match (&entry.slot, filled.paths.first()) {
            (Some(slot), Some(path)) => route::walk(moment, path, slot, entry.market, visit),
            _ => route::walk_filled(moment, filled, requirement, entry.market, visit),
        }
    }

    fn route(&self, moment: &Moment<'a>, entry: &Entry<'a>, weighed: &Weighed) -> Route {
        let explaining = moment.on(moment.day).explaining();
        let mut hops = Vec::new();
        self.walk(&explaining, entry, entry.surveyed.requirement, &weighed.filled, &mut |walked| {
            hops.push(hop(&explaining, walked));
        });
        Route {
            hops,
            effect: weighed.label.effect,
            duty: weighed.label.duty,
            truth: weighed.label.truth,
            obligations: search::in_order(&weighed.label.obligations),
            window: (written(weighed.window.0), written(weighed.window.1)),
            confidence: weighed.label.confidence,
            obtain: weighed.label.obtain.iter().map(|scheme| named(moment, *scheme)).collect(),
        }
    }

    /// Unknown facts whose setting alone moves an interval: each is tried both ways (`semantics.md` §3.9).
    fn pivotal(&self, moment: &Moment<'a>, now: &BTreeMap<String, Interval>, atoms: Vec<Atom>) -> Vec<Pivotal> {
        let mut atoms: Vec<Atom> = atoms.into_iter().collect::<BTreeSet<_>>().into_iter().collect();
        if atoms.len() > limits::PIVOTAL {
            self.spent.cut("pivotal");
            atoms.truncate(limits::PIVOTAL);
        }
        let mut pivotal = Vec::new();
        for atom in atoms {
            let tried = |value: bool| {
                let mut forced = moment.forced.clone();
                forced.insert(atom.key.clone(), value);
                let there = Moment::new(self.law, self.inquiry, moment.day, &forced, self.spent);
                intervals(&there, &survey::target(&there))
            };
            let (yes, no) = (tried(true), tried(false));
            if self.spent.exhausted() {
                break;
            }
            let at = |map: &BTreeMap<String, Interval>, key: &str| map.get(key).copied().unwrap_or(gone(key));
            let keys: BTreeSet<&String> = now.keys().chain(yes.keys()).chain(no.keys()).collect();
            let moves: Vec<String> = keys
                .into_iter()
                .filter(|key| at(&yes, key) != at(now, key) || at(&no, key) != at(now, key))
                .cloned()
                .collect();
            // The market is moved by what moves a requirement or a slot; it stands for itself only where none does.
            let rank = |key: &&String| (key.is_empty(), key.starts_with(VIRTUAL), (*key).clone());
            if let Some(lead) = moves.iter().min_by_key(rank) {
                let ids = moves.iter().filter(|key| !key.is_empty());
                pivotal.push(Pivotal {
                    fact: atom.fact,
                    key: atom.key.clone(),
                    about: atom.about.iter().filter(|text| !text.is_empty()).cloned().collect(),
                    if_yes: at(&yes, lead),
                    if_no: at(&no, lead),
                    moves: ids.map(|key| key.strip_prefix(VIRTUAL).unwrap_or(key).to_owned()).collect(),
                });
            }
        }
        pivotal
            .sort_by(|a, b| (b.if_yes.lo().max(b.if_no.lo()), &a.key).cmp(&(a.if_yes.lo().max(a.if_no.lo()), &b.key)));
        pivotal
    }

    /// Coming changes that touch what the question is about.
    fn pending(&self, moment: &Moment<'a>, entries: &[Entry<'a>]) -> Vec<PendingChange> {
        let records = moment.records();
        let markets: Vec<Id<Market>> = entries.iter().map(|e| e.market).collect();
        let mut agreements = BTreeSet::new();
        let mut schemes: BTreeSet<Id<Scheme>> = self.inquiry.papers.iter().map(|p| p.scheme).collect();
        for paper in &self.inquiry.papers {
            for (clause, _) in self.law.graph().out_of(paper.scheme) {
                let clause = records.clauses.at(clause);
                let here = |place: &Place| markets.iter().any(|m| survey::ever(moment, *place, *m));
                let from = clause
                    .from
                    .iter()
                    .flatten()
                    .any(|place| paper.issuer.seat.is_none_or(|s| survey::ever(moment, *place, s)));
                if clause.to.iter().any(here) && (from || clause.from.is_none()) {
                    agreements.insert(clause.agreement);
                }
            }
        }
        for (_, label) in entries.iter().flat_map(|e| &e.surveyed.found) {
            agreements.extend(label.clauses.iter().map(|id| records.clauses.at(*id).agreement));
        }
        for slot in entries.iter().flat_map(|e| &e.surveyed.requirement.ways).flat_map(|w| &w.slots) {
            schemes.insert(slot.scheme);
        }
        records
            .pending
            .iter()
            .filter(|(_, p)| {
                let touches = |empty: bool, hit: bool| empty || hit;
                touches(p.agreements.is_empty(), p.agreements.iter().any(|a| agreements.contains(a)))
                    && touches(p.schemes.is_empty(), p.schemes.iter().any(|s| schemes.contains(s)))
                    && touches(
                        p.markets.is_empty(),
                        p.markets.iter().any(|place| {
                            *place == self.inquiry.target || markets.iter().any(|m| survey::ever(moment, *place, *m))
                        }),
                    )
                    && (p.scope.include.is_empty()
                        || super::guard::product::in_scope(moment, &p.scope).value.possible())
            })
            .map(|(_, p)| PendingChange {
                id: p.id.clone(),
                what: p.what.clone(),
                stage: p.stage.clone(),
                expected_from: p.expected_from.map(|when| when.to_string()),
                sources: cited(moment, &p.evidence),
            })
            .collect()
    }

    /// Declarations between the issuer's market and the one asked that recognise nothing.
    fn grants_nothing(&self, moment: &Moment<'a>) -> Vec<Cited> {
        let records = moment.records();
        let seats: Vec<Id<Market>> = self.inquiry.papers.iter().filter_map(|p| p.issuer.seat).collect();
        let names = |agreement: &crate::law::Agreement, market: Id<Market>| {
            agreement.parties.iter().any(|p| survey::ever(moment, p.place, market))
        };
        let elsewhere = |seat: Id<Market>| match self.inquiry.target {
            Place::Market(market) => market != seat,
            Place::Bloc(_) => !survey::ever(moment, self.inquiry.target, seat),
        };
        records
            .agreements
            .iter()
            .filter(|(_, a)| a.grants_nothing.is_some())
            .filter(|(_, a)| super::guard::product::in_scope(moment, &a.about).value.possible())
            .filter(|(_, a)| seats.iter().any(|seat| elsewhere(*seat) && names(a, *seat)))
            .filter(|(_, a)| match self.inquiry.target {
                Place::Market(market) => names(a, market),
                Place::Bloc(_) => a.parties.iter().any(|p| p.place == self.inquiry.target),
            })
            .map(|(_, a)| agreement_cited(moment, a))
            .collect()
    }
}

/// What a key that is gone amounts to: a requirement that no longer applies asks nothing any more; a recognition that no
/// longer bites is none, or is said by a requirement that now asks for it.
fn gone(key: &str) -> Interval {
    Interval::exactly(if key.starts_with(VIRTUAL) { Scale::Nothing } else { Scale::NotRequired })
}

/// Before the scheme of a virtual slot, among the keys of requirements.
const VIRTUAL: &str = "virtual:";

/// The interval of every requirement, of every virtual slot, and under the empty key of the market.
fn intervals(moment: &Moment<'_>, target: &Target<'_>) -> BTreeMap<String, Interval> {
    let mut map = BTreeMap::new();
    map.insert(String::new(), target.interval);
    for Member { territory: member, .. } in &target.members {
        for surveyed in &member.requirements {
            if let Some(interval) = target.requirement(surveyed.id) {
                map.insert(surveyed.requirement.id.clone(), interval);
            }
        }
    }
    for (slot, weakest) in virtual_slots(moment, target) {
        let id = &moment.records().schemes.at(slot.scheme).id;
        map.insert(format!("{VIRTUAL}{id}"), weakest.interval);
    }
    map
}

/// Where a virtual slot is weakest among the members of the target.
struct Weakest {
    market: Id<Market>,
    findings: search::Findings,
    interval: Interval,
}

/// The virtual slots of the target, each as its weakest member has it: where nothing bites it is none.
fn virtual_slots(moment: &Moment<'_>, target: &Target<'_>) -> Vec<(Slot, Weakest)> {
    let mut slots: Vec<Slot> = Vec::new();
    for Member { territory, .. } in &target.members {
        for slot in survey::virtual_slots(moment, territory) {
            if !slots.iter().any(|known| known.scheme == slot.scheme) {
                slots.push(slot);
            }
        }
    }
    slots.sort_by_key(|slot| slot.scheme);
    let mut weakest = Vec::new();
    for slot in slots {
        let mut least: Option<Weakest> = None;
        let mut bites = false;
        for Member { territory, belongs, .. } in &target.members {
            let findings = search::routes(moment, &slot, territory.market, &search::Way::default());
            let of_member = of_virtual(&findings.found);
            bites |= of_member.is_some();
            let here = of_member.unwrap_or(Interval::exactly(Scale::Nothing));
            let interval = match &least {
                None => here,
                // A perhaps-member lowers the floor only.
                Some(least) if *belongs == Truth::True => least.interval.and(here),
                Some(least) => Interval(least.interval.lo().min(here.lo()), least.interval.hi()),
            };
            let weaker = least.as_ref().is_none_or(|least| here.lo() < least.interval.lo());
            least = match least {
                Some(known) if !weaker => Some(Weakest { interval, ..known }),
                _ => Some(Weakest { market: territory.market, findings, interval }),
            };
        }
        if let Some(least) = least.filter(|_| bites) {
            weakest.push((slot, least));
        }
    }
    weakest
}

/// The interval of a virtual slot: what the clauses prove and do not exclude; `None` where none bites.
fn of_virtual(found: &[search::Found]) -> Option<Interval> {
    let at = |least: Truth| found.iter().filter(|f| f.label.truth >= least).map(|f| f.label.effect).max();
    at(Truth::Unknown).map(|hi| Interval(at(Truth::True).unwrap_or(Scale::Nothing), hi))
}

/// One entry a requirement and virtual slot; of a bloc, that of its weakest member.
fn entries<'a>(moment: &Moment<'a>, target: Target<'a>) -> Vec<Entry<'a>> {
    let mut entries: Vec<Entry<'a>> = Vec::new();
    let hulls: BTreeMap<Id<Requirement>, Interval> = target
        .members
        .iter()
        .flat_map(|member| &member.territory.requirements)
        .filter_map(|s| target.requirement(s.id).map(|interval| (s.id, interval)))
        .collect();
    let of_virtuals = virtual_slots(moment, &target);
    let mut members = target.members;
    // Those that surely belong speak first.
    members.sort_by_key(|member| (std::cmp::Reverse(member.belongs), member.territory.market));
    for Member { territory: member, .. } in members {
        collect(&mut entries, member, &hulls);
    }
    for (slot, Weakest { market, findings, interval }) in of_virtuals {
        let found = findings.found.into_iter().map(|f| (Filled { way: 0, paths: vec![f.path] }, f.label)).collect();
        let surveyed = Surveyed {
            id: Id::new(usize::MAX),
            requirement: no_requirement(),
            applies: super::finding::Finding::of(Truth::True),
            interval,
            found,
            gap: false,
            ways_stated: None,
            bound_hit: findings.bound_hit,
        };
        let id = moment.records().schemes.at(slot.scheme).id.clone();
        entries.push(Entry { id, surveyed, market, interval, slot: Some(slot) });
    }
    entries.sort_by(|a, b| (a.slot.is_some(), &a.id).cmp(&(b.slot.is_some(), &b.id)));
    entries
}

fn collect<'a>(entries: &mut Vec<Entry<'a>>, member: Territory<'a>, hulls: &BTreeMap<Id<Requirement>, Interval>) {
    let market = member.market;
    for surveyed in member.requirements {
        let interval = hulls.get(&surveyed.id).copied().unwrap_or(surveyed.interval);
        let id = surveyed.requirement.id.clone();
        match entries.iter_mut().find(|e| e.surveyed.id == surveyed.id) {
            // Of members equally strong, the one that leaves more to do speaks for the bloc.
            Some(known)
                if (surveyed.interval.lo(), unburdened(&surveyed))
                    < (known.surveyed.interval.lo(), unburdened(&known.surveyed)) =>
            {
                *known = Entry { id, surveyed, market, interval, slot: None };
            }
            Some(_) => {}
            None => entries.push(Entry { id, surveyed, market, interval, slot: None }),
        }
    }
}

/// Whether a requirement is met, as far as it is, with nothing left to do.
fn unburdened(surveyed: &Surveyed<'_>) -> bool {
    let lo = surveyed.interval.lo();
    surveyed.found.iter().any(|(_, l)| l.truth == Truth::True && l.effect >= lo && l.obligations.is_empty())
}

/// The requirement a virtual slot stands for: none is on record.
fn no_requirement() -> &'static Requirement {
    static NONE: std::sync::OnceLock<Requirement> = std::sync::OnceLock::new();
    NONE.get_or_init(Requirement::default)
}

/// The strongest recognition over what the holdings are about.
fn headline(
    answers: &[RequirementAnswer],
    virtuals: &[RequirementAnswer],
    gaps: &[String],
    market: Interval,
) -> Headline {
    let about: Vec<&RequirementAnswer> = answers.iter().filter(|a| !gaps.contains(&a.id)).collect();
    let pool = match (about.is_empty(), virtuals.is_empty()) {
        (false, _) => about,
        (true, false) => virtuals.iter().collect(),
        (true, true) => answers.iter().collect(),
    };
    // Where nothing is asked nothing is recognised: a perhaps-missing requirement is no merit of the paper.
    let merit = |interval: Interval| (interval.lo(), interval.hi().min(Scale::Native));
    let Some(best) = pool.iter().map(|a| merit(a.interval)).max() else {
        return Headline { verdict: Verdict::name(market, &[], true), interval: market, r#for: Vec::new() };
    };
    let leads: Vec<&&RequirementAnswer> = pool.iter().filter(|a| merit(a.interval) == best).collect();
    // Of verdicts equally strong, the one that leaves more to do.
    let verdict = leads.iter().map(|a| a.verdict).max();
    Headline {
        verdict: verdict.unwrap_or(Verdict::Unknown),
        interval: leads.first().map_or(market, |a| a.interval),
        r#for: leads.iter().map(|a| a.id.clone()).collect(),
    }
}
