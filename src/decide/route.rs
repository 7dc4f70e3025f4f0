//! A chain from papers in hand to a requirement: how it is walked, what it amounts to, and for how long it holds.

use super::answer::{self, Obligation, Why};
use super::finding::{Atom, Fact, Finding, Guard};
use super::guard::{self, Step, bars, issuer};
use super::inquiry::{BasisPaper, Companion, Issued, Issuer, Paper};
use super::moment::Moment;
use super::survey::{applies, complete};
use super::{Scale, Truth, limits};
use crate::law::{
    Clause, Confidence, Day, Due, Duty, Effect, Id, Kind, Market, ObligationKind, Requirement, Scheme, Slot, Way,
};

/// How one slot is filled, from one paper in hand or from a status.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Path {
    /// A paper, the new papers made of it, and how the last of them fills the slot.
    Paper { holding: usize, reissues: Vec<(Id<Clause>, Id<Market>)>, last: Last },
    /// Goods that may lawfully be sold in a market, and the clause that carries this standing over.
    Status { from: Id<Market>, met: Vec<Met>, clause: Id<Clause> },
}

/// The hop that ends in the slot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Last {
    /// The paper is the market's own.
    Native,
    /// A clause puts it there.
    Clause(Id<Clause>),
}

/// How one requirement of the source market of a status is met; `filled: None` where it may not apply.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Met {
    pub(crate) requirement: Id<Requirement>,
    pub(crate) filled: Option<Filled>,
}

/// A way of a requirement with a path for each of its slots.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Filled {
    pub(crate) way: usize,
    pub(crate) paths: Vec<Path>,
}

/// What a chain amounts to.
#[derive(Clone, Debug)]
pub(crate) struct Label {
    pub(crate) truth: Truth,
    pub(crate) effect: Scale,
    pub(crate) duty: Duty,
    pub(crate) obligations: Vec<Obligation>,
    pub(crate) clauses: Vec<Id<Clause>>,
    pub(crate) obtain: Vec<Id<Scheme>>,
    pub(crate) hops: usize,
    pub(crate) confidence: Confidence,
    pub(crate) atoms: Vec<Atom>,
    pub(crate) presumed: Vec<answer::Reason>,
    /// The papers used, for the basis of a status.
    pub(crate) basis: Vec<BasisPaper>,
    /// What its clauses asked for beside those.
    pub(crate) companions: Vec<Companion>,
}

impl Label {
    /// The label of nothing: neutral for all that is joined.
    pub(crate) fn neutral() -> Label {
        Label {
            truth: Truth::True,
            effect: Scale::Native,
            duty: Duty::Shall,
            obligations: Vec::new(),
            clauses: Vec::new(),
            obtain: Vec::new(),
            hops: 0,
            confidence: Confidence::Verified,
            atoms: Vec::new(),
            presumed: Vec::new(),
            basis: Vec::new(),
            companions: Vec::new(),
        }
    }

    /// Whether it is at least as good in everything: as sure, as strong, with no more to do, to know or to presume.
    pub(crate) fn no_worse(&self, other: &Label) -> bool {
        fn within<T: PartialEq>(few: &[T], many: &[T]) -> bool {
            few.iter().all(|one| many.contains(one))
        }
        self.truth >= other.truth
            && self.effect >= other.effect
            && self.duty >= other.duty
            && self.hops <= other.hops
            && self.confidence >= other.confidence
            && within(&self.obligations, &other.obligations)
            && within(&self.obtain, &other.obtain)
            && within(&self.atoms, &other.atoms)
            && within(&self.presumed, &other.presumed)
            && within(&self.basis, &other.basis)
            && within(&self.companions, &other.companions)
    }

    /// Both together: effects, duties, truths by their minimum, the rest by union (`semantics.md` §3.4).
    pub(crate) fn joined(mut self, other: &Label) -> Label {
        self.truth = self.truth.and(other.truth);
        self.effect = self.effect.min(other.effect);
        self.duty = self.duty.min(other.duty);
        self.hops = self.hops.saturating_add(other.hops);
        self.confidence = self.confidence.min(other.confidence);
        add(&mut self.obligations, &other.obligations);
        self.clauses.extend(&other.clauses);
        add(&mut self.obtain, &other.obtain);
        self.atoms.extend(other.atoms.iter().cloned());
        add(&mut self.presumed, &other.presumed);
        add(&mut self.basis, &other.basis);
        add(&mut self.companions, &other.companions);
        self
    }

    /// Adds what a guard found.
    pub(crate) fn found(&mut self, finding: &Finding) {
        self.truth = self.truth.and(finding.value);
        self.confidence = self.confidence.min(finding.confidence);
        self.atoms.extend(finding.atoms.iter().cloned());
        if finding.value == Truth::True {
            add(&mut self.presumed, &finding.presumed);
        }
    }
}

/// Adds what is not there yet.
pub(crate) fn add<T: PartialEq + Clone>(into: &mut Vec<T>, more: &[T]) {
    for item in more {
        if !into.contains(item) {
            into.push(item.clone());
        }
    }
}

/// One hop as walked.
pub(crate) struct Walked<'a> {
    pub(crate) clause: Option<(Id<Clause>, &'a Clause)>,
    pub(crate) paper: Paper,
    pub(crate) to: Id<Scheme>,
    pub(crate) market: Id<Market>,
    pub(crate) value: Truth,
    pub(crate) guards: Vec<(Guard, Finding)>,
    pub(crate) obligations: Vec<Obligation>,
}

impl Walked<'_> {
    /// The hop's contribution to the label of its chain.
    pub(crate) fn label(&self, moment: &Moment<'_>) -> Label {
        let mut label = Label::neutral();
        label.truth = self.value;
        for (_, finding) in &self.guards {
            label.found(finding);
        }
        label.truth = self.value;
        match self.clause {
            Some((id, clause)) => {
                // Where a rival statement gives another effect or duty, the weaker is taken (`semantics.md` §3.10 no. 5).
                let rivals = moment.law.conflicts_with(id).iter().map(|rival| moment.records().clauses.at(*rival));
                label.effect = rivals.clone().map(|c| c.effect).fold(clause.effect, Effect::min).into();
                label.duty = rivals.map(|c| c.duty).fold(clause.duty, Duty::min);
                label.clauses.push(id);
                label.hops = 1;
                label.obligations = self.obligations.clone();
                label.companions = companions(moment, id, self.market);
                label.confidence = label.confidence.min(clause.evidence.confidence);
                if let Some(issues) = &clause.issues {
                    label.obtain.push(issues.scheme);
                }
            }
            None => {
                let scheme = moment.records().schemes.at(self.paper.scheme);
                label.confidence = label.confidence.min(scheme.evidence.confidence);
                label.effect = if self.paper.issued == Issued::Today { Scale::Reissue } else { Scale::Native };
            }
        }
        label
    }
}

/// What a clause asks for in a market beside the paper it takes, by any of its records.
fn companions(moment: &Moment<'_>, id: Id<Clause>, market: Id<Market>) -> Vec<Companion> {
    let records = std::iter::once(&id).chain(moment.law.conflicts_with(id));
    let needed = records.flat_map(|id| &moment.records().clauses.at(*id).needs_all);
    needed.map(|scheme| Companion { scheme: *scheme, market }).collect()
}

/// The obligations of a clause in a market, with the national deviations this paper still has to be tested for.
pub(crate) fn obligations(moment: &Moment<'_>, id: Id<Clause>, paper: &Paper, market: Id<Market>) -> Vec<Obligation> {
    let clause = moment.records().clauses.at(id);
    let at = moment.records().markets.at(market).code.clone();
    let mut obligations: Vec<Obligation> = clause.obligations.iter().map(|o| tagged(o, &at)).collect();
    for rival in moment.law.conflicts_with(id) {
        let theirs: Vec<Obligation> =
            moment.records().clauses.at(*rival).obligations.iter().map(|o| tagged(o, &at)).collect();
        add(&mut obligations, &theirs);
    }
    if let (Effect::Reissue, Some(rule)) = (clause.effect, &clause.edition) {
        for deviation in guard::deviations_left(moment, paper, rule) {
            let left = Obligation {
                when: Due::BeforeIssue,
                kind: ObligationKind::DeviationTests,
                arg: Some(deviation),
                at: at.clone(),
                text: None,
            };
            add(&mut obligations, &[left]);
        }
    }
    obligations
}

/// An obligation in its market.
pub(crate) fn tagged(obligation: &crate::law::Obligation, at: &str) -> Obligation {
    Obligation {
        when: obligation.when,
        kind: obligation.kind,
        arg: obligation.arg.clone(),
        at: at.to_owned(),
        text: obligation.text.clone(),
    }
}

/// The paper that a market's body issues on the strength of another: dated the day of evaluation (`semantics.md` §3.8).
/// `None` where the clause makes no new paper, or one of which nobody recorded what kind it is.
pub(crate) fn reissued(moment: &Moment<'_>, paper: &Paper, id: Id<Clause>, market: Id<Market>) -> Option<Paper> {
    moment.records().clauses.at(id).issues.as_ref().and_then(|issues| {
        let scheme = moment.records().schemes.at(issues.scheme);
        let mut basis = paper.basis.clone();
        add(&mut basis, &[paper.as_basis()]);
        let mut beside = paper.companions.clone();
        add(&mut beside, &companions(moment, id, market));
        scheme.kinds.first().map(|kind| Paper {
            holding: paper.holding,
            kind: *kind,
            scheme: issues.scheme,
            attests: scheme.regime.clone().map(|regime| vec![regime]),
            editions: Vec::new(),
            deviations_tested: Vec::new(),
            level: None,
            issuer: Issuer {
                body: issues.issuer,
                // Where nobody is named it is the market's own body; one that is named sits where it is recorded to.
                seat: issues.issuer.map_or(Some(market), |body| moment.records().bodies.at(body).seat),
                ..Issuer::default()
            },
            issued: Issued::Today,
            expires: None,
            inactive: Vec::new(),
            status_stated: true,
            basis,
            basis_stated: true,
            companions: beside,
        })
    })
}

/// The status of goods that may lawfully be sold in a market, resting on the papers that made them so.
pub(crate) fn status(market: Id<Market>, basis: Vec<BasisPaper>, companions: Vec<Companion>) -> Paper {
    Paper {
        holding: 0,
        kind: Kind::LawfulMarketing,
        scheme: Id::new(usize::MAX),
        attests: None,
        editions: Vec::new(),
        deviations_tested: Vec::new(),
        level: None,
        issuer: Issuer { seat: Some(market), ..Issuer::default() },
        issued: Issued::Today,
        expires: None,
        inactive: Vec::new(),
        status_stated: true,
        basis,
        basis_stated: true,
        companions,
    }
}

/// The guards of the native edge: the slot's own paper, valid, from a native issuer, in its home, not barred.
pub(crate) fn native(
    moment: &Moment<'_>,
    paper: &Paper,
    slot: &Slot,
    market: Id<Market>,
) -> (Truth, Vec<(Guard, Finding)>) {
    let scheme = moment.records().schemes.at(paper.scheme);
    let of_kind = slot.kind.is_none_or(|kind| kind == paper.kind);
    let Some(home) = scheme.home.filter(|_| slot.scheme == paper.scheme && of_kind) else {
        return (Truth::False, Vec::new());
    };
    let mut guards = vec![
        (Guard::Artefact, principal(moment, scheme, paper, slot)),
        (Guard::Parties, moment.member(home, market, super::moment::Point::Now)),
        (Guard::Issuer, issuer::native(moment, paper, true)),
        (Guard::Validity, guard::validity(moment, paper)),
    ];
    if let Some(rule) = &slot.edition {
        guards.push((
            Guard::Edition,
            guard::edition_rule(moment, paper, rule, &guard::Taker { id: &scheme.id, modified: false }),
        ));
    }
    guards.push((Guard::Level, guard::leveled(moment, paper, slot, None)));
    guards.push((Guard::Bars, bars::paper(moment, paper, market)));
    let value = guards.iter().map(|(_, finding)| finding.value).min().unwrap_or(Truth::False);
    let doubt =
        moment.doubted(Finding::of(Truth::True), scheme.evidence.doubtful() && value.possible(), "scheme", &scheme.id);
    let value = value.and(doubt.value);
    if doubt.value != Truth::True {
        guards.push((Guard::Artefact, doubt));
    }
    (value, guards)
}

/// Whether a paper is of the kind that a slot asks for. One that names no kind asks for the scheme's first: whether another of
/// its kinds (an audit in place of a certificate, a report, a registration) would do as well is not on record.
fn principal(moment: &Moment<'_>, scheme: &Scheme, paper: &Paper, slot: &Slot) -> Finding {
    if slot.kind.is_some() || scheme.kinds.first().is_none_or(|first| *first == paper.kind) {
        return Finding::of(Truth::True);
    }
    guard::slot_kind_unknown(moment, slot.scheme, paper.kind)
}

/// Walks a path again, on whatever day the moment is, and shows each hop. The value is that of the whole path.
pub(crate) fn walk<'a>(
    moment: &Moment<'a>,
    path: &Path,
    slot: &Slot,
    market: Id<Market>,
    visit: &mut dyn FnMut(Walked<'a>),
) -> Truth {
    match path {
        Path::Paper { holding, reissues, last } => {
            let mut value = Truth::True;
            let mut paper = moment.ask.papers.get(*holding).cloned();
            for (id, at) in reissues {
                let clause = moment.records().clauses.at(*id);
                paper = paper.and_then(|paper| {
                    let hop = hop(moment, *id, clause, paper.clone(), *at, None);
                    value = value.and(hop.value);
                    visit(hop);
                    reissued(moment, &paper, *id, *at)
                });
            }
            let hop = paper.map(|paper| match last {
                Last::Clause(id) => hop(moment, *id, moment.records().clauses.at(*id), paper, market, Some(slot)),
                Last::Native => {
                    let (value, guards) = native(moment, &paper, slot, market);
                    Walked { clause: None, paper, to: slot.scheme, market, value, guards, obligations: Vec::new() }
                }
            });
            hop.map_or(Truth::False, |hop| {
                value = value.and(hop.value);
                visit(hop);
                value
            })
        }
        Path::Status { from, met, clause } => {
            let (mut basis, mut beside): (Vec<BasisPaper>, Vec<Companion>) = Default::default();
            let mut value = complete(moment, *from).value.and(bars::product_in(moment, *from).value);
            for (id, requirement) in moment.records().requirements.iter() {
                let applies = applies(moment, requirement, *from).value;
                if !applies.possible() {
                    continue;
                }
                let filled = met.iter().find(|m| m.requirement == id).and_then(|m| m.filled.as_ref());
                value = value.and(match filled {
                    None => applies.negate(),
                    Some(filled) => walk_filled(moment, filled, requirement, *from, &mut |hop| {
                        add(&mut basis, &hop.paper.basis);
                        if !hop.paper.made_status() {
                            add(&mut basis, &[hop.paper.as_basis()]);
                        }
                        let asked = hop.clause.map(|(id, _)| companions(moment, id, hop.market));
                        add(&mut beside, &asked.unwrap_or_default());
                        visit(hop);
                    }),
                });
            }
            let id = *clause;
            let clause = moment.records().clauses.at(id);
            let hop = hop(moment, id, clause, status(*from, basis, beside), market, Some(slot));
            value = value.and(hop.value);
            visit(hop);
            value
        }
    }
}

/// One hop tested.
pub(crate) fn hop<'a>(
    moment: &Moment<'a>,
    id: Id<Clause>,
    clause: &'a Clause,
    paper: Paper,
    market: Id<Market>,
    slot: Option<&Slot>,
) -> Walked<'a> {
    let (value, guards) = guard::guards(moment, &Step { id, clause, paper: &paper, market, slot });
    let to =
        clause.issues.as_ref().map_or_else(|| slot.map_or(paper.scheme, |slot| slot.scheme), |issues| issues.scheme);
    let obligations = obligations(moment, id, &paper, market);
    Walked { clause: Some((id, clause)), paper, to, market, value, guards, obligations }
}

/// Walks a filled way again.
pub(crate) fn walk_filled<'a>(
    moment: &Moment<'a>,
    filled: &Filled,
    requirement: &Requirement,
    market: Id<Market>,
    visit: &mut dyn FnMut(Walked<'a>),
) -> Truth {
    requirement.ways.get(filled.way).map_or(Truth::False, |way| {
        let open = way_open(moment, requirement, filled.way, way).value;
        let slots = way.slots.iter().zip(&filled.paths);
        slots.fold(open, |value, (slot, path)| value.and(walk(moment, path, slot, market, visit)))
    })
}

/// Whether a way is open on the day.
pub(crate) fn way_open(moment: &Moment<'_>, requirement: &Requirement, index: usize, way: &Way) -> Finding {
    let value = moment.within(way.from, super::moment::Point::Now, way.until);
    let name = format!("{}/{index}", requirement.id);
    moment.dated(value, &|| format!("way/{name}"), &requirement.id, || {
        answer::Reason::new(Why::WayDates, &[("requirement", &requirement.id), ("way", &way.id)])
    })
}

/// The period around the day in which something holds: first and last day, `None` for open. `holds` is asked day by day
/// of change, and never more often than [`limits::CHANGES`] each way.
pub(crate) fn window(moment: &Moment<'_>, holds: impl Fn(&Moment<'_>) -> Truth) -> (Option<Day>, Option<Day>) {
    let here = moment.on(moment.day);
    holds(&here);
    let (before, after) = here.turning_points();
    let end = scan(moment, after, true, &holds);
    let start = scan(moment, before, false, &holds);
    (start, end)
}

fn scan(moment: &Moment<'_>, first: Option<Day>, forward: bool, holds: &impl Fn(&Moment<'_>) -> Truth) -> Option<Day> {
    let mut next = first;
    let mut left = limits::CHANGES;
    while let Some(day) = next {
        if left == 0 {
            moment.spent.cut("changes");
        }
        let there = moment.on(day);
        // Where the budget ends, the window is stated no wider than what was looked at.
        if left == 0 || holds(&there) != Truth::True {
            return Some(if forward { day.previous() } else { day.next() });
        }
        left = left.saturating_sub(1);
        let (before, after) = there.turning_points();
        next = if forward { after } else { before };
    }
    None
}

/// An unknown that a status rests on: whether the source market's requirements are all on record.
pub(crate) fn completeness_unknown(moment: &Moment<'_>, market: &str) -> Finding {
    let reason =
        moment.explain.then(|| answer::Reason::new(Why::RequirementsNotStatedComplete, &[("market", &market)]));
    moment.unknown(Fact::Completeness, format!("requirements/{market}"), &[market], reason)
}
