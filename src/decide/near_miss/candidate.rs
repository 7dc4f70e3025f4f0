//! Recognitions that a paper in hand comes near to: what each fails on, and what would mend that.

use super::super::answer::Why;
use super::super::entry::Entry;
use super::super::finding::{Atom, Fact, Finding, Guard};
use super::super::guard;
use super::super::inquiry::Paper;
use super::super::moment::Moment;
use super::super::repair::Remedy;
use super::super::route::{self, Walked};
use super::super::{Scale, Truth, survey};
use crate::law::{Clause, Id, Kind, Market, Slot};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// One recognition with one paper: a clause whose market and slot fit, or the slot's own scheme.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    /// `None`: the paper is of the slot's own scheme.
    pub(crate) clause: Option<Id<Clause>>,
    pub(crate) slot: Slot,
    pub(crate) market: Id<Market>,
    pub(crate) holding: usize,
}

/// What its guards found, in a world.
pub(crate) type Guards = Vec<(Guard, Finding)>;

/// The candidates of a requirement: each clause that leads to one of its slots and takes the kind of a paper in hand.
pub(crate) fn candidates(moment: &Moment<'_>, entry: &Entry<'_>) -> Vec<Candidate> {
    let records = moment.records();
    let mut candidates = Vec::new();
    let slots = entry.surveyed.requirement.ways.iter().flat_map(|way| &way.slots).chain(&entry.slot);
    for slot in slots {
        for paper in &moment.ask.papers {
            let of = |clause| Candidate { clause, slot: slot.clone(), market: entry.market, holding: paper.holding };
            if paper.scheme == slot.scheme {
                let home = records.schemes.at(slot.scheme).home;
                if home.is_some_and(|home| survey::ever(moment, home, entry.market)) {
                    candidates.push(of(None));
                }
            }
            for id in moment.law.graph().leading_to(slot.scheme) {
                let clause = records.clauses.at(id);
                let here = clause.to.iter().any(|place| survey::ever(moment, *place, entry.market));
                let held = !clause.of_status() || paper.kind == Kind::LawfulMarketing;
                if here && held && clause.kind.is_none_or(|kind| kind == paper.kind) {
                    candidates.push(of(Some(id)));
                }
            }
        }
    }
    candidates
}

impl Candidate {
    /// The hop tested in a world, with whatever paper stands in the place of the one in hand.
    pub(crate) fn walked<'m>(&self, moment: &Moment<'m>, paper: Paper) -> Walked<'m> {
        match self.clause {
            Some(id) => {
                let clause = moment.records().clauses.at(id);
                let slot = if clause.issues.is_some() { None } else { Some(&self.slot) };
                route::hop(moment, id, clause, paper, self.market, slot)
            }
            None => {
                let (value, guards) = route::native(moment, &paper, &self.slot, self.market);
                let (to, market) = (self.slot.scheme, self.market);
                Walked { clause: None, paper, to, market, value, guards, obligations: Vec::new() }
            }
        }
    }

    /// The hop tested in a world, with the paper in hand there.
    pub(crate) fn in_hand<'m>(&self, moment: &Moment<'m>) -> Option<Walked<'m>> {
        moment.ask.papers.get(self.holding).map(|paper| self.walked(moment, paper.clone()))
    }

    /// A paper that is made on the way has to count in its own right: whether it does, and what each guard of that found.
    fn of_what_it_makes(&self, moment: &Moment<'_>, walked: &Walked<'_>) -> Option<(Truth, Guards)> {
        let (id, _) = walked.clause?;
        let made = route::reissued(moment, &walked.paper, id, self.market)?;
        Some(route::native(moment, &made, &self.slot, self.market))
    }

    /// Its guards with their reasons, in a world, and what is unknown of the paper that it makes; none where the paper is no longer there.
    pub(crate) fn guards(&self, moment: &Moment<'_>) -> Guards {
        let explaining = moment.on(moment.day).explaining();
        let with_unknown = |walked: Walked<'_>| {
            let made = self.of_what_it_makes(&explaining, &walked).filter(|(value, _)| *value == Truth::Unknown);
            let unknown = made.into_iter().flat_map(|(_, guards)| guards);
            walked.guards.into_iter().chain(unknown.filter(|(_, finding)| finding.value == Truth::Unknown))
        };
        self.in_hand(&explaining).into_iter().flat_map(with_unknown).collect()
    }

    /// How strong it comes out in a world: all guards together, then how few fail and how many hold.
    pub(crate) fn strength(&self, moment: &Moment<'_>) -> (Truth, Reverse<usize>, usize) {
        // With reasons every guard is tested; without, none after the first that fails.
        let explaining = moment.on(moment.day).explaining();
        let counted = |walked: Walked<'_>| {
            let made = self.of_what_it_makes(&explaining, &walked).unwrap_or((Truth::True, Vec::new()));
            let of =
                |truth: Truth| walked.guards.iter().chain(&made.1).filter(|(_, found)| found.value == truth).count();
            (walked.value.and(made.0), Reverse(of(Truth::False)), of(Truth::True))
        };
        self.in_hand(&explaining).map_or((Truth::False, Reverse(usize::MAX), 0), counted)
    }

    /// Whether the paper in hand there is one that surely counts as the market's own.
    pub(crate) fn is_native(&self, moment: &Moment<'_>) -> bool {
        let paper = moment.ask.papers.get(self.holding).filter(|paper| paper.scheme == self.slot.scheme);
        paper.is_some_and(|paper| route::native(moment, paper, &self.slot, self.market).0 == Truth::True)
    }

    /// The strongest it can come to.
    pub(crate) fn effect(&self, moment: &Moment<'_>) -> Scale {
        let Some(id) = self.clause else { return Scale::Native };
        let rivals = moment.law.conflicts_with(id).iter().map(|rival| moment.records().clauses.at(*rival).effect);
        rivals.fold(moment.records().clauses.at(id).effect, std::cmp::min).into()
    }

    /// The acts that would mend what fails, and the facts that would settle what is unknown: one entry an act, cheapest
    /// first. What no act mends stands last.
    pub(crate) fn remedies(&self, moment: &Moment<'_>, guards: &Guards) -> Vec<Remedy> {
        let mut remedies: Vec<Remedy> = Vec::new();
        for (guard, finding) in failing(guards) {
            let remedy = self.remedy(moment, *guard, finding);
            if !remedies.contains(&remedy) || remedy == Remedy::AddDocument {
                remedies.push(remedy);
            }
        }
        // A paper got anew is new in all that a renewal renews, and need not be waited for as one that is not issued yet.
        let anew = |remedies: &[Remedy]| remedies.iter().any(|r| matches!(r, Remedy::ListedBody | Remedy::OtherRegime));
        if anew(&remedies) {
            let of_the_law = failing(guards).any(|(guard, _)| *guard == Guard::Force);
            remedies.retain(|remedy| match remedy {
                Remedy::Renew => false,
                Remedy::Date => of_the_law,
                _ => true,
            });
        }
        let unknown = facts(guards);
        remedies.extend(unknown.stated.iter().map(|_| Remedy::StateFact));
        if unknown.unrecorded {
            remedies.push(Remedy::NotActionable);
        }
        remedies.sort_unstable();
        remedies
    }

    /// What mends one failing guard (the table of `semantics.md` §3.9).
    pub(crate) fn remedy(&self, moment: &Moment<'_>, guard: Guard, finding: &Finding) -> Remedy {
        let says = |code: Why| finding.because.iter().any(|reason| reason.code == code);
        match guard {
            Guard::Force if says(Why::Suspended) || says(Why::Overridden) => Remedy::NotActionable,
            Guard::Force => Remedy::Date,
            // Where the market itself takes no such papers, no paper helps.
            Guard::Parties if !self.taken(moment) => Remedy::NotActionable,
            // For a native paper this guard says where the scheme is at home.
            Guard::Parties if self.clause.is_none() => Remedy::NotActionable,
            Guard::Parties | Guard::Issuer => Remedy::ListedBody,
            Guard::Artefact if says(Why::AnotherPaper) => Remedy::OtherRegime,
            Guard::Artefact if says(Why::MissingDocument) => Remedy::AddDocument,
            Guard::Rules => Remedy::OtherRegime,
            Guard::Level if self.capped(moment, finding) => Remedy::NotActionable,
            Guard::Validity if says(Why::NotIssuedYet) => Remedy::Date,
            Guard::Validity | Guard::Preissue | Guard::Edition | Guard::Level => Remedy::Renew,
            Guard::Origin => Remedy::ChangeOrigin,
            Guard::Artefact | Guard::Product | Guard::Exclusion | Guard::Basis | Guard::Bars => Remedy::NotActionable,
        }
    }

    /// Whether the market may be one that the clause is addressed to.
    fn taken(&self, moment: &Moment<'_>) -> bool {
        let clause = self.clause.map(|id| moment.records().clauses.at(id));
        clause.is_none_or(|clause| guard::taken(moment, clause, self.market).value.possible())
    }

    /// Whether the clause recognises no level as high as is asked.
    fn capped(&self, moment: &Moment<'_>, finding: &Finding) -> bool {
        let cap = self.clause.and_then(|id| moment.records().clauses.at(id).cap);
        cap.zip(asked(finding)).is_some_and(|(cap, asked)| cap < asked)
    }
}

/// The level asked, as the guard's reason has it.
pub(crate) fn asked(finding: &Finding) -> Option<u8> {
    finding.because.iter().find_map(|reason| reason.args.get("asked").and_then(|level| level.parse().ok()))
}

/// The guards that fail.
pub(crate) fn failing(guards: &Guards) -> impl Iterator<Item = &(Guard, Finding)> {
    guards.iter().filter(|(_, finding)| finding.value == Truth::False)
}

/// Unknown facts of the case, as people would state them: each with the atoms it settles. And whether the record too
/// leaves something unknown, which nobody who asks can state.
#[derive(Debug, Default)]
pub(crate) struct Unknown {
    pub(crate) stated: BTreeMap<String, Stated>,
    pub(crate) unrecorded: bool,
}

/// One fact with the atoms it settles.
#[derive(Debug)]
pub(crate) struct Stated {
    pub(crate) fact: Fact,
    pub(crate) about: Vec<String>,
    pub(crate) atoms: BTreeSet<String>,
}

/// The unknown facts that guards hang on.
pub(crate) fn facts(guards: &Guards) -> Unknown {
    let mut unknown = Unknown::default();
    for (_, finding) in guards.iter().filter(|(_, finding)| finding.value == Truth::Unknown) {
        for atom in &finding.atoms {
            let Some(group) = of_the_case(atom) else {
                unknown.unrecorded = true;
                continue;
            };
            let known = unknown.stated.entry(group).or_insert_with(|| Stated {
                fact: atom.fact,
                about: Vec::new(),
                atoms: BTreeSet::new(),
            });
            route::add(&mut known.about, &atom.about);
            known.atoms.insert(atom.key.clone());
        }
    }
    unknown
}

/// The fact of the case that an atom belongs to, if it is one that its holder knows or can learn.
fn of_the_case(atom: &Atom) -> Option<String> {
    // `holdings[0].issued/since/…`: the paper it is about, in hand or made of it on the way (`holdings[0]+scheme@KR.issuer/…`).
    let of_paper = || atom.key.split_once('.').map_or("", |(before, _)| before).to_owned();
    match atom.fact {
        Fact::Product => {
            let attribute = atom.key.starts_with("product/attr:").then(|| atom.about.first()).flatten();
            Some(attribute.map_or_else(|| "product".to_owned(), |attribute| format!("product/{attribute}")))
        }
        Fact::MadeIn
        | Fact::GrownIn
        | Fact::LastProcessedIn
        | Fact::OriginatingIn
        | Fact::ShippedFrom
        | Fact::MarketedIn
        | Fact::WantedLevel => Some(atom.fact.word().to_owned()),
        // Where a body on record sits is a matter of the record.
        Fact::Seat => atom.key.starts_with("holdings[").then(|| format!("{}/{}", atom.fact, of_paper())),
        Fact::Level | Fact::Issued | Fact::Expires | Fact::IssuerClass | Fact::Attests | Fact::Basis => {
            Some(format!("{}/{}", atom.fact, of_paper()))
        }
        Fact::Accreditation | Fact::Issuer | Fact::Owner => Some(format!("{}/{}", atom.fact, atom.key)),
        // A stated edition of which nobody recorded whether it counts is a matter of the record; so is a named body.
        Fact::Edition => atom.key.ends_with(".norm").then(|| atom.key.clone()),
        Fact::Listing => (atom.key.ends_with('/') || atom.key.starts_with("designated/")).then(|| atom.key.clone()),
        Fact::Date => atom.key.starts_with("holdings[").then(|| atom.key.clone()),
        Fact::OriginRule
        | Fact::IssuerRule
        | Fact::OperationalFrom
        | Fact::InForce
        | Fact::OnEnd
        | Fact::BasisRule
        | Fact::SlotKind
        | Fact::Conflict
        | Fact::Doubtful
        | Fact::Completeness => None,
    }
}
