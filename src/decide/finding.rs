//! What a guard found: a truth value, its reasons, and the unknown atoms it hangs on.

use super::Truth;
use super::answer::Reason;
use crate::law::{Confidence, Id, OriginFact, Source, words};

words! {
    /// The fourteen guards (`semantics.md` §3.3), in their order.
    Guard {
        /// g1: agreement and clause in force and operational.
        Force = "force",
        /// g2: the acting market and the issuer's seat are parties in the right role.
        Parties = "parties",
        /// g3: kind and scheme, and papers that must accompany it.
        Artefact = "artefact",
        /// g4: whose rules it attests.
        Rules = "rules",
        /// g5: the product is included.
        Product = "product",
        /// g6: the product is not excluded.
        Exclusion = "exclusion",
        /// g7: the issuer satisfies the rule at issue.
        Issuer = "issuer",
        /// g8: valid on the day, and not too old.
        Validity = "validity",
        /// g9: issued within the clause's lineage.
        Preissue = "preissue",
        /// g10: edition of the standard.
        Edition = "edition",
        /// g11: level.
        Level = "level",
        /// g12: origin of the goods.
        Origin = "origin",
        /// g13: what it rests on.
        Basis = "basis",
        /// g14: no bar.
        Bars = "bars",
    }
}

words! {
    /// Facts that can be unknown, as people would state them.
    Fact {
        /// What product it is, or an attribute of it.
        Product = "product",
        /// Where it was made.
        MadeIn = "origin.made_in",
        /// Where it was grown.
        GrownIn = "origin.grown_in",
        /// Where it was last processed.
        LastProcessedIn = "origin.last_processed_in",
        /// Where it originates.
        OriginatingIn = "origin.originating_in",
        /// From where it is shipped.
        ShippedFrom = "origin.shipped_from",
        /// Where it is marketed.
        MarketedIn = "origin.marketed_in",
        /// The clause's rule of origin.
        OriginRule = "origin_rule",
        /// Edition of the standard.
        Edition = "edition",
        /// Level of the paper.
        Level = "level",
        /// Level that is wanted.
        WantedLevel = "wanted_level",
        /// Date of issue.
        Issued = "issued",
        /// The last day of its validity.
        Expires = "expires",
        /// Seat of the issuer.
        Seat = "seat",
        /// Which body the issuer is.
        Issuer = "issuer",
        /// Sort of body the issuer is.
        IssuerClass = "issuer_class",
        /// The clause's issuer rule.
        IssuerRule = "issuer_rule",
        /// Whether the issuer was listed.
        Listing = "listing",
        /// Who accredited the issuer.
        Accreditation = "accreditation",
        /// Who owns the issuer.
        Owner = "owner",
        /// Whose rules the paper attests.
        Attests = "attests",
        /// When a clause becomes operational.
        OperationalFrom = "operational_from",
        /// When an agreement enters into force.
        InForce = "in_force",
        /// What becomes of papers after an end.
        OnEnd = "on_end",
        /// Whether a paper may rest on others.
        BasisRule = "basis_rule",
        /// What a status in hand rests on.
        Basis = "basis",
        /// Which of a scheme's kinds of paper a slot asks for.
        SlotKind = "slot_kind",
        /// Which of two conflicting records is right.
        Conflict = "conflict",
        /// Whether a contested record is right.
        Doubtful = "doubtful",
        /// A date known only in part.
        Date = "date",
        /// Whether a market's requirements are all on record.
        Completeness = "requirements_complete",
    }
}

impl From<OriginFact> for Fact {
    fn from(fact: OriginFact) -> Fact {
        match fact {
            OriginFact::MadeIn => Fact::MadeIn,
            OriginFact::GrownIn => Fact::GrownIn,
            OriginFact::LastProcessedIn => Fact::LastProcessedIn,
            OriginFact::Originating => Fact::OriginatingIn,
            OriginFact::ShippedDirect => Fact::ShippedFrom,
        }
    }
}

/// An unknown that a finding hangs on. The same question about the same thing has the same key wherever it comes up.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Atom {
    pub(crate) key: String,
    pub(crate) fact: Fact,
    pub(crate) about: Vec<String>,
}

/// What was found.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    pub(crate) value: Truth,
    pub(crate) because: Vec<Reason>,
    pub(crate) atoms: Vec<Atom>,
    pub(crate) presumed: Vec<Reason>,
    pub(crate) sources: Vec<Id<Source>>,
    pub(crate) confidence: Confidence,
}

impl Finding {
    pub(crate) fn of(value: Truth) -> Finding {
        Finding {
            value,
            because: Vec::new(),
            atoms: Vec::new(),
            presumed: Vec::new(),
            sources: Vec::new(),
            confidence: Confidence::Verified,
        }
    }

    /// All of them; the reasons kept are those that decide.
    pub(crate) fn all(findings: impl IntoIterator<Item = Finding>) -> Finding {
        until(findings, Truth::True, Truth::False, Finding::and)
    }

    /// Any of them; the reasons kept are those that decide. None at all is false.
    pub(crate) fn any(findings: impl IntoIterator<Item = Finding>) -> Finding {
        until(findings, Truth::False, Truth::True, Finding::or)
    }

    pub(crate) fn and(self, other: Finding) -> Finding {
        match self.value.cmp(&other.value) {
            std::cmp::Ordering::Less if self.value == Truth::False => self,
            std::cmp::Ordering::Less => self.owing(&other),
            std::cmp::Ordering::Greater if other.value == Truth::False => other,
            std::cmp::Ordering::Greater => other.owing(&self),
            std::cmp::Ordering::Equal if self.value == Truth::False => self,
            std::cmp::Ordering::Equal => self.joined(other),
        }
    }

    pub(crate) fn or(self, other: Finding) -> Finding {
        match self.value.cmp(&other.value) {
            std::cmp::Ordering::Greater if self.value == Truth::True => self,
            std::cmp::Ordering::Greater => self.owing(&other),
            std::cmp::Ordering::Less if other.value == Truth::True => other,
            std::cmp::Ordering::Less => other.owing(&self),
            std::cmp::Ordering::Equal if self.value == Truth::True => self,
            std::cmp::Ordering::Equal => self.joined(other),
        }
    }

    /// Keeps what another finding, in whose place or beside which it stands, owes to assumed law: without that the value
    /// could have been another.
    pub(crate) fn owing(mut self, other: &Finding) -> Finding {
        self.sources.extend(other.sources.iter().filter(|source| source.assumed()));
        self
    }

    /// What two records that state one thing differently leave unknown. Where an unknown of either is settled, they may agree.
    pub(crate) fn between(mut self, one: &Finding, other: &Finding) -> Finding {
        if self.value == Truth::Unknown {
            let own = self.atoms.first().map(|atom| atom.key.clone());
            let theirs = one.atoms.iter().chain(&other.atoms).filter(|atom| Some(&atom.key) != own.as_ref());
            self.atoms.extend(theirs.cloned());
        }
        self.owing(one).owing(other)
    }

    /// Beside what another record of the same states, which comes out alike. Of one fact that both leave open each has an unknown of its own:
    /// settled for one alone it is contested.
    pub(crate) fn alike(mut self, other: &Finding) -> Finding {
        if self.value == Truth::Unknown {
            let theirs = other.atoms.iter().filter(|atom| !self.atoms.contains(atom)).cloned().collect::<Vec<_>>();
            self.atoms.extend(theirs);
        }
        self
    }

    /// Swaps true and false.
    pub(crate) fn negate(mut self) -> Finding {
        self.value = self.value.negate();
        self
    }

    fn joined(mut self, other: Finding) -> Finding {
        let extend = |into: &mut Vec<Reason>, from: Vec<Reason>| {
            for reason in from {
                if !into.contains(&reason) {
                    into.push(reason);
                }
            }
        };
        extend(&mut self.because, other.because);
        extend(&mut self.presumed, other.presumed);
        self.atoms.extend(other.atoms);
        for source in other.sources {
            if !self.sources.contains(&source) {
                self.sources.push(source);
            }
        }
        self.confidence = self.confidence.min(other.confidence);
        self
    }
}

/// Findings put together until one decides: what follows could change nothing.
fn until(
    findings: impl IntoIterator<Item = Finding>,
    first: Truth,
    decides: Truth,
    with: fn(Finding, Finding) -> Finding,
) -> Finding {
    let mut all = Finding::of(first);
    for finding in findings {
        all = with(all, finding);
        if all.value == decides {
            break;
        }
    }
    all
}
