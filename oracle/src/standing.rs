//! How requirements and markets stand on a day (§3.5, §3.6).

use crate::calendar::Day;
use crate::case::Case;
use crate::law::{Effect, Requirement};
use crate::route::Route;
use crate::search::Chain;
use crate::truth::Truth::{self, F, T, U};

/// The scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    Barred,
    None,
    Evidence,
    Reissue,
    Equivalent,
    Native,
    NotRequired,
}

impl Step {
    pub(crate) fn of(effect: Effect) -> Self {
        match effect {
            Effect::Evidence => Self::Evidence,
            Effect::Reissue => Self::Reissue,
            Effect::Equivalent => Self::Equivalent,
            Effect::Native => Self::Native,
        }
    }

    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Barred => "barred",
            Self::None => "none",
            Self::Evidence => "evidence",
            Self::Reissue => "reissue",
            Self::Equivalent => "equivalent",
            Self::Native => "native",
            Self::NotRequired => "not-required",
        }
    }
}

/// The strongest proved and the strongest not excluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Interval {
    pub(crate) lo: Step,
    pub(crate) hi: Step,
}

impl Interval {
    pub(crate) const NOT_REQUIRED: Self = Self { lo: Step::NotRequired, hi: Step::NotRequired };

    /// What routes prove and do not exclude.
    pub(crate) fn of(routes: &[Route]) -> Self {
        let best = |at_least: Truth| {
            let routes = routes.iter().filter(|route| route.truth >= at_least);
            routes.map(|route| Step::of(route.effect)).max().unwrap_or(Step::None)
        };
        Self { lo: best(T), hi: best(U) }
    }

    pub(crate) fn weaker(self, other: Self) -> Self {
        Self { lo: self.lo.min(other.lo), hi: self.hi.min(other.hi) }
    }

    /// A bar on the product forces `barred`; a possible one does so below.
    fn under(self, spared: Truth) -> Self {
        match spared {
            F => Self { lo: Step::Barred, hi: Step::Barred },
            U => Self { lo: Step::Barred, ..self },
            T => self,
        }
    }
}

/// A requirement that applies, or may.
pub(crate) struct Asked<'u> {
    pub(crate) requirement: &'u Requirement,
    pub(crate) routes: Vec<Route<'u>>,
    pub(crate) interval: Interval,
    pub(crate) gap: bool,
}

/// A market on a day.
pub(crate) struct Standing<'u> {
    pub(crate) asked: Vec<Asked<'u>>,
    pub(crate) interval: Interval,
}

impl<'u> Case<'u> {
    pub(crate) fn standing(&self, market: &'u str, day: Day) -> Standing<'u> {
        let spared = self.product_spared(market, day);
        let mut asked = Vec::new();
        for requirement in &self.law.requirements {
            let Some((routes, interval)) = self.met(requirement, market, day) else { continue };
            let gap = !self.reached(requirement, market, day) && !self.addressed(requirement, market);
            asked.push(Asked { requirement, routes, interval, gap });
        }
        let complete = self.requirements_complete(market);
        let nothing = Interval { lo: if complete { Step::NotRequired } else { Step::None }, hi: Step::NotRequired };
        let weakest = asked.iter().map(|asked| asked.interval).reduce(Interval::weaker).unwrap_or(nothing);
        Standing { asked, interval: weakest.under(spared) }
    }

    /// How a requirement is met in a market on a day; `None` where it is not asked.
    pub(crate) fn met(
        &self,
        requirement: &'u Requirement,
        market: &'u str,
        day: Day,
    ) -> Option<(Vec<Route<'u>>, Interval)> {
        let applies = self.applies(requirement, market, day);
        if !applies.possible() {
            return None;
        }
        let routes = self.requirement_routes(requirement, market, day, &Chain::default());
        let mut interval = Interval::of(&routes);
        if !self.ways_closed(market, requirement) {
            interval.hi = interval.hi.max(Step::Equivalent);
        }
        if applies == U {
            interval.hi = Step::NotRequired;
        }
        Some((routes, interval.under(self.product_spared(market, day))))
    }

    /// Whether a route that holds or may leads to a slot of a way that is open or may be, alone among its slots or not (§3.5).
    fn reached(&self, requirement: &'u Requirement, market: &'u str, day: Day) -> bool {
        let ways = requirement.ways.iter().enumerate();
        let open = ways.filter(|(number, _)| self.way_open(requirement, *number, day).possible());
        open.flat_map(|(_, way)| &way.slots).any(|slot| {
            let routes = self.slot_routes(slot, market, day, &Chain::default());
            routes.iter().any(|route| route.truth.possible())
        })
    }

    /// Whether a slot of a requirement, or a clause into one, takes the kind of any paper in hand (§3.5).
    fn addressed(&self, requirement: &'u Requirement, market: &str) -> bool {
        let kinds: Vec<Option<&str>> =
            self.question.holdings.iter().enumerate().map(|(number, h)| self.held(number, h).kind).collect();
        let of_scheme = |id: &str| self.law.scheme(id).and_then(|scheme| scheme.kind.as_deref());
        let in_hand = |kind: Option<&str>| kind.is_some() && kinds.contains(&kind);
        requirement.ways.iter().flat_map(|way| &way.slots).any(|slot| {
            let into = self.law.clauses.iter().filter(|clause| {
                let issues = clause.issues.as_ref().is_some_and(|issue| issue.scheme == slot.scheme);
                let here = clause.to_party.iter().any(|to| self.ever_inside(market, to));
                here && (issues || clause.fills(&slot.scheme))
            });
            in_hand(of_scheme(&slot.scheme))
                || into.into_iter().any(|clause| {
                    let taken = clause.kind.as_deref();
                    let by_scheme = clause.schemes.iter().flatten().any(|scheme| in_hand(of_scheme(scheme)));
                    let takes = match taken {
                        Some(_) => in_hand(taken),
                        None => clause.schemes.is_none() || by_scheme,
                    };
                    takes || clause.needs_all.iter().any(|needed| in_hand(of_scheme(needed)))
                })
        })
    }
}
