//! A chain of clauses tried with papers until one goes through: the forward judgement behind every template.

use super::chain::Chain;
use super::choices::{Choice, Choices, Pick};
use crate::Law;
use crate::decide::finding::{Atom, Fact, Finding, Guard};
use crate::decide::inquiry::Inquiry;
use crate::decide::moment::{Moment, Spent};
use crate::decide::route::{self, Label, Last, Path, Walked};
use crate::decide::{Origin, Question, Truth, Why, limits};
use crate::law::{Clause, Day, Id, Market, Scheme, Slot};

/// One hop as it was walked.
pub(super) struct Step {
    pub(super) clause: Option<Id<Clause>>,
    pub(super) to: Id<Scheme>,
    pub(super) market: Id<Market>,
    pub(super) label: Label,
}

/// What a chain amounts to for one paper.
pub(super) struct Outcome {
    pub(super) truth: Truth,
    pub(super) label: Label,
    pub(super) steps: Vec<Step>,
    /// The unknowns it hangs on.
    pub(super) unknown: Vec<Atom>,
    /// Where it broke: the hop and the guard.
    broke: Option<(usize, Guard)>,
}

/// A paper that goes through a chain, surely or perhaps.
pub(super) struct Passed {
    pub(super) pick: Pick,
    pub(super) issued: Option<Day>,
    pub(super) outcome: Outcome,
}

/// What the trials of one question share.
pub(super) struct Court<'a> {
    pub(super) law: &'a Law,
    /// The question, without papers.
    pub(super) inquiry: &'a Inquiry,
    pub(super) question: &'a Question,
}

impl Court<'_> {
    /// Walks a chain with some papers into a slot.
    fn walk(&self, inquiry: &Inquiry, path: &Path, slot: &Slot, market: Id<Market>) -> Outcome {
        let spent = Spent::default();
        let moment = Moment::new(self.law, inquiry, inquiry.on, &inquiry.assume, &spent);
        let mut noted = Noted::default();
        let truth = route::walk(&moment, path, slot, market, &mut |hop| noted.note(&moment, &hop));
        noted.outcome(truth)
    }

    /// The outcome of a pick in a market.
    pub(super) fn judge(
        &self,
        chain: &Chain,
        choices: &Choices,
        pick: &Pick,
        slot: &Slot,
        market: Id<Market>,
    ) -> Option<Outcome> {
        let inquiry = self.about(&choices.holdings(pick), &choices.origin)?;
        Some(self.walk(&inquiry, &path(chain, choices, pick), slot, market))
    }

    /// The question about some papers and an origin; `None` where the words of a question cannot say it.
    fn about(&self, holdings: &[crate::decide::Holding], origin: &Origin) -> Option<Inquiry> {
        let (records, names) = (self.law.records(), self.law.names());
        self.inquiry.about(holdings, origin, records, names).ok()
    }

    /// The standing of goods of a market, carried by a clause into a slot, as of goods that rest on nothing.
    pub(super) fn standing(&self, id: Id<Clause>, source: Id<Market>, slot: &Slot, market: Id<Market>) -> Outcome {
        let spent = Spent::default();
        let moment = Moment::new(self.law, self.inquiry, self.inquiry.on, &self.inquiry.assume, &spent);
        let clause = self.law.records().clauses.at(id);
        let hop = route::hop(&moment, id, clause, route::status(source, Vec::new(), Vec::new()), market, Some(slot));
        let mut noted = Noted::default();
        noted.note(&moment, &hop);
        noted.outcome(hop.value)
    }

    /// Whether it is the market that does not take the paper, whoever issued it.
    fn refuses(&self, chain: &Chain, choices: &Choices, pick: &Pick, slot: &Slot, market: Id<Market>) -> bool {
        let Some(inquiry) = self.about(&choices.holdings(pick), &choices.origin) else { return false };
        let spent = Spent::default();
        let moment = Moment::new(self.law, &inquiry, inquiry.on, &inquiry.assume, &spent).explaining();
        let mut refuses = false;
        let mut first = true;
        route::walk(&moment, &path(chain, choices, pick), slot, market, &mut |hop| {
            let reasons = hop.guards.iter().flat_map(|(_, finding)| &finding.because);
            refuses |= first && reasons.into_iter().any(|reason| reason.code == Why::MarketDoesNotAccept);
            first = false;
        });
        refuses
    }

    /// Tries paper after paper until one surely goes through; else the best that perhaps does. The flag says whether all
    /// that differ were tried.
    pub(super) fn first(
        &self,
        chain: &Chain,
        choices: &Choices,
        slot: &Slot,
        market: Id<Market>,
    ) -> (Option<Passed>, bool) {
        let mut best: Option<Passed> = None;
        let mut next = choices.first();
        for _ in 0..limits::TRIES {
            let Some(pick) = next else { return (best, true) };
            let Some(outcome) = self.judge(chain, choices, &pick, slot, market) else {
                // What a question cannot say is no paper.
                next = choices.after(&pick, Choice::Owner);
                continue;
            };
            next = if outcome.truth == Truth::True {
                None
            } else {
                self.next(chain, choices, &pick, &outcome, slot, market)
            };
            let sure = outcome.truth == Truth::True;
            let surer = |known: &Passed| sure || outcome.unknown.len() < known.outcome.unknown.len();
            if outcome.truth.possible() && best.as_ref().is_none_or(surer) {
                best = Some(Passed { issued: choices.issued(&pick), pick, outcome });
            }
        }
        (best, next.is_none())
    }

    /// The next paper worth a try after one that does not surely go through.
    fn next(
        &self,
        chain: &Chain,
        choices: &Choices,
        pick: &Pick,
        outcome: &Outcome,
        slot: &Slot,
        market: Id<Market>,
    ) -> Option<Pick> {
        let last = chain.reissues.len().saturating_sub(1);
        match outcome.broke {
            // The market is none of those whose own paper it would be, whoever wrote it.
            Some((0, Guard::Parties)) if chain.clauses().next().is_none() => None,
            Some((0, Guard::Parties)) if self.refuses(chain, choices, pick, slot, market) => {
                choices.other_market(pick, 0)
            }
            Some((0, guard)) => hangs_on(guard).and_then(|choice| choices.after(pick, choice)),
            // A later paper is what the market before makes of the first, whatever that was.
            Some((_, Guard::Product | Guard::Exclusion | Guard::Basis)) => None,
            Some((_, Guard::Bars)) => choices.after(pick, Choice::Owner),
            Some((hop, _)) => choices.other_market(pick, hop.min(last)),
            // What is unknown of the record another acting market may decide, if not another paper.
            None if self.undecided(outcome) && chain.reissues.is_empty() => choices.after(pick, Choice::Owner),
            None if self.undecided(outcome) => choices.after(pick, Choice::Acting(last)),
            None => choices.other_market(pick, last),
        }
    }

    /// All papers issued on the day asked that surely go through, one for each that differs in more than its issuer's owner
    /// and in who makes other papers of it. The flag says whether all that differ were tried.
    pub(super) fn every(&self, chain: &Chain, choices: &Choices, slot: &Slot, market: Id<Market>) -> (Vec<Pick>, bool) {
        let mut passed = Vec::new();
        let mut next = choices.first();
        for _ in 0..limits::TRIES {
            let Some(pick) = next.filter(|pick| choices.issued(pick).is_none_or(|day| day == self.inquiry.on)) else {
                return (passed, choices.whole);
            };
            next = match self.judge(chain, choices, &pick, slot, market) {
                None => choices.after(&pick, Choice::Owner),
                Some(outcome) if outcome.truth == Truth::True => {
                    passed.push(pick.clone());
                    choices.after(&pick, Choice::Attests)
                }
                Some(outcome) => self.next(chain, choices, &pick, &outcome, slot, market),
            };
        }
        (passed, false)
    }

    /// Whether an unknown hangs on what the paper is: one of the first hop, or whoever owns its issuer, which is asked for as
    /// long as later papers rest on it.
    fn undecided(&self, outcome: &Outcome) -> bool {
        let atoms = outcome.steps.first().map_or(&[][..], |step| &step.label.atoms);
        atoms.iter().any(|atom| !self.of_the_record(atom))
            || outcome.unknown.iter().any(|atom| matches!(atom.fact, Fact::Issuer | Fact::Owner))
    }

    /// Whether an unknown is one of the record or of the goods, which no paper decides.
    fn of_the_record(&self, atom: &Atom) -> bool {
        let records = self.law.records();
        match atom.fact {
            Fact::Product
            | Fact::MadeIn
            | Fact::GrownIn
            | Fact::LastProcessedIn
            | Fact::OriginatingIn
            | Fact::ShippedFrom
            | Fact::MarketedIn
            | Fact::OriginRule
            | Fact::WantedLevel
            | Fact::IssuerRule
            | Fact::OperationalFrom
            | Fact::InForce
            | Fact::OnEnd
            | Fact::BasisRule
            | Fact::SlotKind
            | Fact::Completeness => true,
            // A contested clause is so for every paper; a contested listing is for those of its body.
            Fact::Doubtful => atom.about.iter().any(|record| {
                records.clauses.find(record).is_some()
                    || records.agreements.find(record).is_some()
                    || records.schemes.find(record).is_some()
            }),
            Fact::Edition
            | Fact::Level
            | Fact::Issued
            | Fact::Expires
            | Fact::Seat
            | Fact::IssuerClass
            | Fact::Listing
            | Fact::Accreditation
            | Fact::Issuer
            | Fact::Owner
            | Fact::Attests
            | Fact::Basis
            | Fact::Conflict
            | Fact::Date => false,
        }
    }
}

/// The path of a pick.
fn path(chain: &Chain, choices: &Choices, pick: &Pick) -> Path {
    let last = chain.last.map_or(Last::Native, Last::Clause);
    Path::Paper { holding: 0, reissues: choices.reissues(chain, pick), last }
}

/// The quickest of the choices that a failed guard of the first hop hangs on; `None`: no paper passes it.
fn hangs_on(guard: Guard) -> Option<Choice> {
    match guard {
        Guard::Artefact => Some(Choice::Kind),
        Guard::Rules => Some(Choice::Attests),
        Guard::Edition => Some(Choice::Edition),
        Guard::Parties | Guard::Issuer => Some(Choice::Issuer),
        Guard::Force | Guard::Validity | Guard::Preissue => Some(Choice::Date),
        Guard::Bars => Some(Choice::Owner),
        Guard::Product | Guard::Exclusion | Guard::Level | Guard::Origin | Guard::Basis => None,
    }
}

/// What is noted on the way.
struct Noted {
    label: Label,
    steps: Vec<Step>,
    broke: Option<(usize, Guard)>,
}

impl Default for Noted {
    fn default() -> Noted {
        Noted { label: Label::neutral(), steps: Vec::new(), broke: None }
    }
}

impl Noted {
    fn note(&mut self, moment: &Moment<'_>, hop: &Walked<'_>) {
        let failed = |(guard, finding): &(Guard, Finding)| (finding.value == Truth::False).then_some(*guard);
        if self.broke.is_none() && hop.value == Truth::False {
            let guard = hop.guards.iter().find_map(failed).unwrap_or(Guard::Artefact);
            self.broke = Some((self.steps.len(), guard));
        }
        let label = hop.label(moment);
        self.label = self.label.clone().joined(&label);
        let clause = hop.clause.map(|(id, _)| id);
        self.steps.push(Step { clause, to: hop.to, market: hop.market, label });
    }

    fn outcome(self, truth: Truth) -> Outcome {
        let mut unknown = self.label.atoms.clone();
        unknown.sort();
        unknown.dedup();
        let broke = self.broke.filter(|_| truth == Truth::False);
        Outcome { truth, label: self.label, steps: self.steps, unknown, broke }
    }
}
