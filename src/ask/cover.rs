//! Which certificates together open which requirements: evaluated, reduced, and searched for the lightest sets.

use super::openers::of_target;
use super::plan::{numbered, weighed};
use super::template::Template;
use crate::Law;
use crate::decide::inquiry::{Inquiry, Paper};
use crate::decide::moment::{Moment, Spent};
use crate::decide::route::{Filled, Label, Path, add};
use crate::decide::{Obligation, Scale, Truth, guard, limits, search, survey};
use crate::law::{Clause, Id, Market, Place, Requirement, Slot};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

/// A certificate that could be got.
pub(super) struct Candidate {
    pub(super) template: Template,
    /// The paper, and those that must be in hand beside it.
    pub(super) papers: Vec<Paper>,
}

/// A requirement of a wanted market.
pub(super) struct Element<'a> {
    pub(super) target: Place,
    pub(super) id: Id<Requirement>,
    pub(super) requirement: &'a Requirement,
    pub(super) applies: Truth,
}

impl Element<'_> {
    /// Whether a template is one of its slots'.
    pub(super) fn asks(&self, law: &Law, template: &Template) -> bool {
        let end = template.hops.last().map(|hop| hop.to.id.as_str());
        let mut slots = self.requirement.ways.iter().flat_map(|way| &way.slots);
        slots.any(|slot| Some(law.records().schemes.at(slot.scheme).id.as_str()) == end)
    }
}

/// How a requirement is opened: the cheapest of what is strong enough.
#[derive(Clone, Debug)]
pub(super) struct Open {
    pub(super) effect: Scale,
    pub(super) cost: u32,
    pub(super) clauses: Vec<Id<Clause>>,
    pub(super) obligations: Vec<Obligation>,
    /// The papers used, by their places among those asked about.
    pub(super) holdings: Vec<usize>,
}

/// For each element, how it is opened, if it is.
pub(super) type Opened = Vec<Option<Open>>;

/// One slot of one way of one element, in one market.
type SlotKey = (Id<Market>, Id<Requirement>, usize, usize);

/// What a candidate does beside what is in hand: each slot that it fills, or fills better.
type Row = BTreeMap<SlotKey, Fill>;

/// How well a slot is filled.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Fill {
    /// The strongest effect.
    effect: Scale,
    /// The least that is left to do where it is strong enough for what is wanted; `None`: it is not.
    wanted: Option<u32>,
    /// The least that is left to do where it makes goods lawful, for their standing to carry elsewhere.
    standing: Option<u32>,
}

impl Fill {
    /// Whether another fills it as well in every respect.
    fn no_better(&self, other: &Fill) -> bool {
        let no_less = |mine: Option<u32>, theirs: Option<u32>| match (mine, theirs) {
            (Some(mine), Some(theirs)) => theirs <= mine,
            (Some(_), None) => false,
            (None, _) => true,
        };
        self.effect <= other.effect && no_less(self.wanted, other.wanted) && no_less(self.standing, other.standing)
    }
}

pub(super) struct Cover<'a> {
    pub(super) law: &'a Law,
    pub(super) candidates: Vec<Candidate>,
    pub(super) owned: Vec<Paper>,
    pub(super) elements: Vec<Element<'a>>,
    inquiry: Inquiry,
    targets: Vec<Place>,
    least: Scale,
    rows: Vec<Row>,
    /// Targets into which the standing of goods elsewhere carries, or where papers count beside others: there every paper can
    /// matter.
    carried: BTreeSet<Place>,
    /// Markets whose standing carries there.
    sources: Vec<Id<Market>>,
    /// What was asked before: the target, and the candidates that matter there.
    known: RefCell<BTreeMap<(Place, Vec<usize>), Opened>>,
    cut: Cell<Option<&'static str>>,
}

impl<'a> Cover<'a> {
    pub(super) fn new(
        law: &'a Law,
        inquiry: &Inquiry,
        targets: &[Place],
        least: Scale,
        candidates: Vec<Candidate>,
    ) -> Cover<'a> {
        let mut cover = Cover {
            law,
            candidates,
            owned: inquiry.papers.clone(),
            elements: Vec::new(),
            inquiry: inquiry.clone(),
            targets: targets.to_vec(),
            least,
            rows: Vec::new(),
            carried: BTreeSet::new(),
            sources: Vec::new(),
            known: RefCell::default(),
            cut: Cell::new(None),
        };
        cover.list();
        cover
    }

    /// The budget that cut an evaluation, if one did.
    pub(super) fn cut(&self) -> Option<&'static str> {
        self.cut.get()
    }

    /// Lists what is to be opened, and where goods carry their standing from.
    fn list(&mut self) {
        let records = self.law.records();
        for target in self.targets.clone() {
            let inquiry = Inquiry { target, ..self.inquiry.clone() };
            let spent = Spent::default();
            let moment = Moment::new(self.law, &inquiry, inquiry.on, &inquiry.assume, &spent);
            for (id, requirement) in records.requirements.iter() {
                let markets = of_target(&moment);
                let applies = markets.iter().map(|m| survey::applies(&moment, requirement, *m).value).max();
                let Some(applies) = applies.filter(|applies| applies.possible()) else { continue };
                let purpose = inquiry.purpose.as_deref();
                if purpose.is_none_or(|p| p == requirement.id || p == requirement.aspect.word()) {
                    self.elements.push(Element { target, id, requirement, applies });
                }
                for slot in requirement.ways.iter().flat_map(|way| &way.slots) {
                    self.carrying(&moment, slot, target, &markets);
                }
            }
            let beside = |clause: &Clause| {
                let here =
                    clause.to.iter().any(|place| of_target(&moment).iter().any(|m| survey::ever(&moment, *place, *m)));
                !clause.needs_all.is_empty() && (here || clause.generative())
            };
            if records.clauses.iter().any(|(_, clause)| beside(clause)) {
                self.carried.insert(target);
            }
        }
    }

    /// Notes where the standing of goods carries from into a slot.
    fn carrying(&mut self, moment: &Moment<'_>, slot: &Slot, target: Place, into: &[Id<Market>]) {
        for clause in self.law.graph().status(slot.scheme).into_iter().map(|id| self.law.records().clauses.at(id)) {
            let here = clause.to.iter().any(|place| into.iter().any(|m| survey::ever(moment, *place, *m)));
            if here && guard::product::in_scope(moment, &clause.scope).value.possible() {
                self.carried.insert(target);
                for place in clause.from.iter().flatten() {
                    add(&mut self.sources, &super::choices::members(moment, *place));
                }
            }
        }
    }

    /// Markets of which it is not stated that all their requirements are on record.
    pub(super) fn not_stated_complete(&self) -> Vec<String> {
        let stated = |target: &Place| {
            let inquiry = Inquiry { target: *target, ..self.inquiry.clone() };
            let spent = Spent::default();
            let moment = Moment::new(self.law, &inquiry, inquiry.on, &inquiry.assume, &spent);
            survey::stated_complete(&moment)
        };
        let open = self.targets.iter().filter(|target| !stated(target));
        open.map(|target| super::template::code(self.law.records(), *target)).collect()
    }

    // ------------------------------------------------------------------------------------------------- evaluation

    /// What each element is opened by, with all papers owned and some candidates together.
    pub(super) fn open(&self, chosen: &[usize]) -> Vec<Option<Open>> {
        let mut opened = Vec::with_capacity(self.elements.len());
        for target in &self.targets {
            opened.extend(self.open_in(*target, chosen));
        }
        opened
    }

    /// The elements of one target, which stand together. Only candidates that matter there are asked about, and no
    /// question is asked twice.
    fn open_in(&self, target: Place, chosen: &[usize]) -> Vec<Option<Open>> {
        let matters = |at: &usize| self.carried.contains(&target) || self.touches(*at, target);
        let relevant: Vec<usize> = chosen.iter().copied().filter(matters).collect();
        let key = (target, relevant);
        if let Some(known) = self.known.borrow().get(&key) {
            // Papers that do not matter here shift the places of those that do.
            return shifted(known, &self.places(&key.1), &self.places(chosen));
        }
        let opened = self.evaluated(target, &key.1);
        let shown = shifted(&opened, &self.places(&key.1), &self.places(chosen));
        self.known.borrow_mut().insert(key, opened);
        shown
    }

    /// Of which paper each place among those asked about is: the owned ones, then each candidate's.
    fn places(&self, chosen: &[usize]) -> Vec<(Option<usize>, usize)> {
        let owned = (0..self.owned.len()).map(|place| (None, place));
        let got = chosen.iter().flat_map(|at| {
            let papers = self.candidates.get(*at).map_or(0, |candidate| candidate.papers.len());
            (0..papers).map(move |place| (Some(*at), place))
        });
        owned.chain(got).collect()
    }

    fn asked(&self, target: Place, chosen: &[usize]) -> Inquiry {
        let got = chosen.iter().filter_map(|at| self.candidates.get(*at)).flat_map(|candidate| &candidate.papers);
        Inquiry { target, papers: numbered(self.owned.iter().chain(got)), ..self.inquiry.clone() }
    }

    fn evaluated(&self, target: Place, chosen: &[usize]) -> Vec<Option<Open>> {
        let inquiry = self.asked(target, chosen);
        let spent = Spent::default();
        let moment = Moment::new(self.law, &inquiry, inquiry.on, &inquiry.assume, &spent);
        let surveyed = survey::target(&moment);
        let elements = self.elements.iter().filter(|element| element.target == target);
        let opened = elements
            .map(|element| {
                let interval = surveyed.requirement(element.id)?;
                if interval.lo() < self.least {
                    return None;
                }
                // Of members of a bloc, the one that leaves most to do speaks for it.
                let asking = surveyed.members.iter().flat_map(|member| &member.territory.requirements);
                let of_members: Option<Vec<Open>> =
                    asking.filter(|s| s.id == element.id).map(|s| self.cheapest(&s.found)).collect();
                of_members?.into_iter().max_by_key(|open| open.cost)
            })
            .collect();
        if let Some(budget) = spent.cut_by() {
            self.cut.set(self.cut.get().or(Some(budget)));
        }
        opened
    }

    /// The cheapest of what surely fills a requirement strongly enough.
    fn cheapest(&self, found: &[(Filled, Label)]) -> Option<Open> {
        let strong = found.iter().filter(|(_, label)| label.truth == Truth::True && label.effect >= self.least);
        let opens = strong.map(|(filled, label)| {
            let mut holdings = Vec::new();
            filled.paths.iter().for_each(|path| used(path, &mut holdings));
            Open {
                effect: label.effect,
                cost: weighed(&label.obligations),
                clauses: label.clauses.clone(),
                obligations: label.obligations.clone(),
                holdings,
            }
        });
        opens.min_by_key(|open| (open.cost, std::cmp::Reverse(open.effect), open.clauses.len()))
    }

    fn touches(&self, at: usize, target: Place) -> bool {
        let Some(row) = self.rows.get(at) else { return true };
        let spent = Spent::default();
        let moment = Moment::new(self.law, &self.inquiry, self.inquiry.on, &self.inquiry.assume, &spent);
        row.keys().any(|(market, ..)| survey::ever(&moment, target, *market))
    }

    // --------------------------------------------------------------------------------------------------- reduction

    /// The candidates that surely fill nothing as the question stands, by their places.
    pub(super) fn unproved(&self) -> Vec<usize> {
        let idle = |at: &usize| self.candidates.get(*at).is_some_and(|c| self.filled(c.papers.iter()).is_empty());
        (0..self.candidates.len()).filter(idle).collect()
    }

    /// Leaves out candidates that fill nothing, and those that another outdoes in everything.
    pub(super) fn reduce(&mut self) {
        let in_hand = self.filled(self.owned.iter());
        let rows: Vec<Row> = (0..self.candidates.len()).map(|at| self.row(at, &in_hand)).collect();
        let papers: Vec<usize> = self.candidates.iter().map(|candidate| candidate.papers.len()).collect();
        let outdone = |at: usize| {
            let (Some(row), Some(weight)) = (rows.get(at), papers.get(at)) else { return true };
            row.is_empty()
                || rows.iter().zip(&papers).enumerate().any(|(other, (theirs, weighs))| {
                    let as_good = weighs <= weight
                        && row.iter().all(|(slot, fill)| theirs.get(slot).is_some_and(|other| fill.no_better(other)));
                    let alike = theirs == row && weighs == weight;
                    // Of those alike the first stays.
                    as_good && (!alike || other < at)
                })
        };
        let keep: Vec<bool> = (0..rows.len()).map(|at| !outdone(at)).collect();
        self.rows = rows;
        self.retain(&keep);
        let now = self.open(&[]);
        let keep: Vec<bool> = (0..self.candidates.len()).map(|at| self.worth_it(at, &now)).collect();
        self.retain(&keep);
    }

    fn retain(&mut self, keep: &[bool]) {
        let mut kept = keep.iter();
        self.candidates.retain(|_| kept.next().copied().unwrap_or(false));
        let mut kept = keep.iter();
        self.rows.retain(|_| kept.next().copied().unwrap_or(false));
        // The candidates have other numbers now.
        self.known.borrow_mut().clear();
    }

    /// Whether a candidate can be in a lightest set: it fills something that is not open with what is in hand, or could save
    /// more of what is left to do than it weighs.
    fn worth_it(&self, at: usize, now: &[Option<Open>]) -> bool {
        let (Some(row), Some(candidate)) = (self.rows.get(at), self.candidates.get(at)) else { return false };
        if !self.carried.is_empty() && row.keys().any(|(market, ..)| self.sources.contains(market)) {
            return true;
        }
        let touched = |element: &Element<'_>| row.keys().any(|(_, id, ..)| *id == element.id);
        let mut saved: u32 = 0;
        for (_, open) in self.elements.iter().zip(now).filter(|(element, _)| touched(element)) {
            match open {
                None => return true,
                Some(open) => saved = saved.saturating_add(open.cost),
            }
        }
        let papers = u32::try_from(candidate.papers.len()).unwrap_or(u32::MAX);
        saved > super::cost::CERTIFICATE.saturating_mul(papers)
    }

    /// What a candidate fills, or fills better, beside what is in hand: in the wanted markets, and in those whose standing
    /// carries there.
    fn row(&self, at: usize, in_hand: &Row) -> Row {
        let got = self.candidates.get(at).map_or(&[][..], |candidate| &candidate.papers);
        let mut row = self.filled(self.owned.iter().chain(got));
        row.retain(|slot, fill| !in_hand.get(slot).is_some_and(|known| fill.no_better(known)));
        row
    }

    /// What some papers fill.
    fn filled<'p>(&self, papers: impl Iterator<Item = &'p Paper>) -> Row {
        let papers = numbered(papers);
        let mut row = Row::new();
        for target in self.targets.iter().copied().chain(self.sources.iter().map(|market| Place::Market(*market))) {
            let inquiry = Inquiry { papers: papers.clone(), target, ..self.inquiry.clone() };
            let spent = Spent::default();
            let moment = Moment::new(self.law, &inquiry, inquiry.on, &inquiry.assume, &spent);
            for market in of_target(&moment) {
                for (id, requirement) in self.law.records().requirements.iter() {
                    if survey::applies(&moment, requirement, market).value.possible() {
                        self.fills(&moment, (market, id), requirement, &mut row);
                    }
                }
            }
        }
        row
    }

    fn fills(
        &self,
        moment: &Moment<'_>,
        (market, id): (Id<Market>, Id<Requirement>),
        requirement: &Requirement,
        row: &mut Row,
    ) {
        for (way, record) in requirement.ways.iter().enumerate() {
            for (slot, asked) in record.slots.iter().enumerate() {
                let findings = search::routes(moment, asked, market, &search::Way::default());
                let surely = findings.found.iter().map(|found| &found.label).filter(|label| label.truth == Truth::True);
                let cost = |least: Scale| {
                    let strong = surely.clone().filter(|label| label.effect >= least);
                    strong.map(|label| weighed(&label.obligations)).min()
                };
                let (wanted, standing) = (cost(self.least), cost(Scale::Reissue));
                let effect = surely.clone().map(|label| label.effect).max().unwrap_or(Scale::Nothing);
                if wanted.is_some() || standing.is_some() {
                    row.insert((market, id, way, slot), Fill { effect, wanted, standing });
                }
            }
        }
    }

    // ------------------------------------------------------------------------------------------------------ search

    /// The lightest sets in order, by branch and bound: [`limits::SETS`], and those as light as the last of these.
    pub(super) fn exact(&self) -> Vec<Vec<usize>> {
        let all: Vec<usize> = (0..self.candidates.len()).collect();
        let most = self.open(&all);
        let mut search = Search {
            cover: self,
            wanted: most.iter().map(Option::is_some).collect(),
            // More papers never make a requirement dearer: this is the least that obligations can weigh.
            least: self.weight(&[], &most),
            kept: Vec::new(),
        };
        search.branch(0, &mut Vec::new());
        search.kept.into_iter().map(|(_, chosen)| chosen).collect()
    }

    /// One light set, certificate after certificate.
    pub(super) fn greedy(&self) -> Vec<Vec<usize>> {
        let mut chosen: Vec<usize> = Vec::new();
        let count = |opened: &[Option<Open>]| opened.iter().flatten().count();
        loop {
            let now = self.open(&chosen);
            let (weight, have) = (self.weight(&chosen, &now), count(&now));
            let empty = self.empty_slots(&now, &chosen);
            let mut best: Option<(u64, u64, usize)> = None;
            for at in (0..self.candidates.len()).filter(|at| !chosen.contains(at)) {
                let mut with = chosen.clone();
                with.push(at);
                with.sort_unstable();
                let then = self.open(&with);
                let opens = count(&then).saturating_sub(have);
                let fills = self.rows.get(at).map_or(0, |row| row.keys().filter(|key| empty.contains(*key)).count());
                // What is opened counts first; where a way asks for several papers, each that fills a slot is a step.
                let gain = u64::try_from(opens.saturating_mul(1_000).saturating_add(fills)).unwrap_or(u64::MAX);
                let price = u64::from(self.weight(&with, &then).saturating_sub(weight).max(1));
                let better = best.is_none_or(|(g, p, _)| gain.saturating_mul(p) > g.saturating_mul(price));
                if gain > 0 && better {
                    best = Some((gain, price, at));
                }
            }
            let Some((_, _, at)) = best else { break };
            chosen.push(at);
            chosen.sort_unstable();
        }
        // What later ones made needless is dropped.
        for at in chosen.clone() {
            let without: Vec<usize> = chosen.iter().copied().filter(|other| *other != at).collect();
            if count(&self.open(&without)) >= count(&self.open(&chosen)) {
                chosen = without;
            }
        }
        vec![chosen]
    }

    /// The slots of what is not open that nothing chosen fills.
    fn empty_slots(&self, opened: &[Option<Open>], chosen: &[usize]) -> BTreeSet<SlotKey> {
        let shut: BTreeSet<Id<Requirement>> = self
            .elements
            .iter()
            .zip(opened)
            .filter(|(_, open)| open.is_none())
            .map(|(element, _)| element.id)
            .collect();
        let filled = |key: &SlotKey| chosen.iter().filter_map(|at| self.rows.get(*at)).any(|row| row.contains_key(key));
        let wanted = |market: &Id<Market>| !self.sources.contains(market);
        self.rows
            .iter()
            .flat_map(BTreeMap::keys)
            .filter(|key| shut.contains(&key.1) && wanted(&key.0) && !filled(key))
            .copied()
            .collect()
    }
}

/// The branch and bound.
struct Search<'c, 'a> {
    cover: &'c Cover<'a>,
    /// The elements that can be opened at all.
    wanted: Vec<bool>,
    least: u32,
    /// The lightest sets so far, in order.
    kept: Vec<(u32, Vec<usize>)>,
}

impl Search<'_, '_> {
    fn branch(&mut self, place: usize, chosen: &mut Vec<usize>) {
        let bound = self.cover.weight(chosen, &[]).saturating_add(self.least);
        if self.heaviest().is_some_and(|weight| bound > weight) {
            return;
        }
        let opened = self.cover.open(chosen);
        if self.enough(&opened) {
            self.keep(self.cover.weight(chosen, &opened), chosen);
        }
        if place >= self.cover.candidates.len() {
            return;
        }
        let with_rest: Vec<usize> = chosen.iter().copied().chain(place..self.cover.candidates.len()).collect();
        if !self.enough(&self.cover.open(&with_rest)) {
            return;
        }
        // Each set is come to once: by its last certificate.
        for next in place..self.cover.candidates.len() {
            chosen.push(next);
            self.branch(next.saturating_add(1), chosen);
            chosen.pop();
        }
    }

    fn enough(&self, opened: &[Option<Open>]) -> bool {
        self.wanted.iter().zip(opened).all(|(wanted, open)| !wanted || open.is_some())
    }

    /// Keeps a set, unless a part of it is as light; and drops those of which it is a part.
    fn keep(&mut self, weight: u32, chosen: &[usize]) {
        let part = |small: &[usize], large: &[usize]| small.iter().all(|at| large.contains(at));
        if self.kept.iter().any(|(w, set)| *w <= weight && part(set, chosen)) {
            return;
        }
        self.kept.retain(|(w, set)| !(weight <= *w && part(chosen, set)));
        self.kept.push((weight, chosen.to_vec()));
        self.kept.sort();
        if let Some(heaviest) = self.heaviest() {
            self.kept.retain(|(weight, _)| *weight <= heaviest);
        }
    }

    /// The most that a set may weigh to be of interest; `None`: any does, so few are kept.
    fn heaviest(&self) -> Option<u32> {
        self.kept.get(limits::SETS.saturating_sub(1)).map(|(weight, _)| *weight)
    }
}

/// The papers that a path uses.
fn used(path: &Path, holdings: &mut Vec<usize>) {
    match path {
        Path::Paper { holding, .. } => add(holdings, &[*holding]),
        Path::Status { met, .. } => {
            let filled = met.iter().filter_map(|met| met.filled.as_ref());
            filled.flat_map(|filled| &filled.paths).for_each(|path| used(path, holdings));
        }
    }
}

/// Openings whose papers are found at other places.
fn shifted(
    opened: &[Option<Open>],
    from: &[(Option<usize>, usize)],
    to: &[(Option<usize>, usize)],
) -> Vec<Option<Open>> {
    let place = |holding: &usize| {
        let paper = from.get(*holding)?;
        to.iter().position(|other| other == paper)
    };
    let shift = |open: &Open| Open { holdings: open.holdings.iter().filter_map(place).collect(), ..open.clone() };
    opened.iter().map(|open| open.as_ref().map(shift)).collect()
}
