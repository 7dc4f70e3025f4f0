//! A paper, held or obtained on the way, and the status of goods that may be sold somewhere (§3.4).

use crate::calendar::{Day, When};
use crate::case::Case;
use crate::law::{Body, Clause, Issue, LAWFUL};
use crate::question::{Holding, Spell};
use crate::truth::Truth::{self, U};

/// Who issued a paper.
#[derive(Clone, Copy)]
pub(crate) enum Issuer<'u> {
    Unknown,
    Body(&'u Body),
    /// The body of a market, its name not recorded.
    Unnamed,
    /// Nobody: a status.
    Nobody,
}

impl<'u> Issuer<'u> {
    pub(crate) fn name(&self) -> &'u str {
        match self {
            Self::Body(body) => &body.id,
            Self::Unknown => "?",
            Self::Unnamed => "!",
            Self::Nobody => "",
        }
    }
}

/// A paper that another rests on.
#[derive(Clone, Copy)]
pub(crate) struct Ground<'u> {
    pub(crate) scheme: Option<&'u str>,
    pub(crate) issuer: Issuer<'u>,
    /// Where its issuer sits, as far as that is known.
    pub(crate) seat: Option<&'u str>,
    /// The paper in hand that it is (`true`), or that states it as what it rests on.
    pub(crate) of: (usize, bool),
}

impl Ground<'_> {
    /// How its unknowns are named: those of a paper in hand are the same wherever it comes up.
    pub(crate) fn whose(&self) -> String {
        let (number, itself) = self.of;
        if itself { format!("paper {number}") } else { format!("paper {number}.basis") }
    }

    pub(crate) fn same(&self, other: &Ground) -> bool {
        self.scheme == other.scheme && self.issuer.name() == other.issuer.name()
    }
}

#[derive(Clone)]
pub(crate) struct Paper<'u> {
    pub(crate) kind: Option<&'u str>,
    pub(crate) scheme: Option<&'u str>,
    /// `None`: not recorded.
    pub(crate) attests: Option<Vec<&'u str>>,
    pub(crate) edition: Option<&'u str>,
    pub(crate) deviations_tested: &'u [String],
    pub(crate) level: Option<i32>,
    pub(crate) issuer: Issuer<'u>,
    /// Where the issuer sits, or where the goods may be sold; `None`: not recorded.
    pub(crate) seat: Option<&'u str>,
    pub(crate) issued: When,
    pub(crate) expires: Option<When>,
    pub(crate) spells: &'u [Spell],
    pub(crate) basis: Vec<Ground<'u>>,
    /// The sorts of paper that had to accompany what it rests on, each with the market that asked for it.
    pub(crate) accompanied: Vec<(&'u str, &'u str)>,
    /// Which paper in hand it is or was made from.
    pub(crate) number: usize,
    /// Whether its day of issue is not stated at all.
    pub(crate) undated: bool,
    /// Whether it was made on the day of the evaluation.
    pub(crate) derived: bool,
}

impl<'u> Paper<'u> {
    pub(crate) fn is_status(&self) -> bool {
        self.kind == Some(LAWFUL)
    }

    /// How its unknowns are named. One thing about one paper is one unknown; a paper that is made from it is another.
    pub(crate) fn key(&self) -> String {
        let made = self.derived.then(|| format!("+{:?}@{:?}", self.scheme, self.seat));
        format!("paper {}{}", self.number, made.unwrap_or_default())
    }

    /// What a paper made from this one rests on.
    pub(crate) fn grounds(&self) -> Vec<Ground<'u>> {
        self.basis.iter().copied().chain((!self.is_status()).then(|| self.as_ground())).collect()
    }

    /// The paper as another rests on it.
    pub(crate) fn as_ground(&self) -> Ground<'u> {
        Ground { scheme: self.scheme, issuer: self.issuer, seat: self.seat, of: (self.number, !self.derived) }
    }

    /// The status of goods sold lawfully in a market.
    pub(crate) fn status(
        market: &'u str,
        day: Day,
        basis: Vec<Ground<'u>>,
        accompanied: Vec<(&'u str, &'u str)>,
    ) -> Self {
        Self {
            kind: Some(LAWFUL),
            scheme: None,
            attests: None,
            edition: None,
            deviations_tested: &[],
            level: None,
            issuer: Issuer::Nobody,
            seat: Some(market),
            issued: When::on(day),
            expires: None,
            spells: &[],
            basis,
            accompanied,
            number: usize::MAX,
            undated: false,
            derived: true,
        }
    }
}

impl<'u> Case<'u> {
    pub(crate) fn held(&self, number: usize, holding: &'u Holding) -> Paper<'u> {
        let scheme = holding.scheme.as_deref().and_then(|id| self.law.scheme(id));
        let by =
            |id: &Option<String>| id.as_deref().and_then(|id| self.law.body(id)).map_or(Issuer::Unknown, Issuer::Body);
        let seat = |issuer: Issuer<'u>| match issuer {
            Issuer::Body(body) => body.seat.as_deref(),
            _ => None,
        };
        let status = holding.scheme.as_deref() == Some(LAWFUL);
        Paper {
            kind: holding.kind.as_deref().or(if status {
                Some(LAWFUL)
            } else {
                scheme.and_then(|s| s.kind.as_deref())
            }),
            scheme: holding.scheme.as_deref(),
            attests: match &holding.attests {
                Some(stated) => Some(stated.iter().map(String::as_str).collect()),
                None => scheme.and_then(|s| s.regime.as_deref()).map(|regime| vec![regime]),
            },
            edition: holding.edition.as_deref(),
            deviations_tested: &holding.deviations_tested,
            level: holding.level,
            issuer: by(&holding.issuer),
            seat: seat(by(&holding.issuer)).or(holding.seat.as_deref()),
            issued: holding.issued.unwrap_or(When::UNKNOWN),
            expires: holding.expires,
            spells: &holding.status,
            basis: holding
                .basis
                .iter()
                .map(|g| Ground { scheme: g.scheme.as_deref(), issuer: by(&g.issuer), seat: None, of: (number, false) })
                .collect(),
            accompanied: Vec::new(),
            number,
            undated: holding.issued.is_none(),
            derived: false,
        }
    }

    /// The paper that a market's body makes from another on a day.
    /// What a clause asks for in a market beside the paper it takes, added to what earlier ones asked.
    pub(crate) fn accompanied(
        &self,
        so_far: &[(&'u str, &'u str)],
        clause: &'u Clause,
        market: &'u str,
    ) -> Vec<(&'u str, &'u str)> {
        let records = self.law.records(clause);
        let needed = records.into_iter().flat_map(|record| &record.needs_all).map(|sort| (sort.as_str(), market));
        so_far.iter().copied().chain(needed).collect()
    }

    pub(crate) fn derived(
        &self,
        clause: &'u Clause,
        issue: &'u Issue,
        from: &Paper<'u>,
        market: &'u str,
        day: Day,
    ) -> Paper<'u> {
        let scheme = self.law.scheme(&issue.scheme);
        let body = issue.issuer.as_deref().and_then(|id| self.law.body(id));
        Paper {
            kind: scheme.and_then(|s| s.kind.as_deref()),
            scheme: Some(&issue.scheme),
            attests: scheme.and_then(|s| s.regime.as_deref()).map(|regime| vec![regime]),
            issuer: body.map_or(Issuer::Unnamed, Issuer::Body),
            // Where nobody is named it is the market's own body.
            seat: body.map_or(Some(market), |body| body.seat.as_deref()),
            number: from.number,
            ..Paper::status(market, day, from.grounds(), self.accompanied(&from.accompanied, clause, market))
        }
    }

    /// Whether the issuer sits in a place on a day.
    pub(crate) fn seated(&self, paper: &Paper, place: &str, day: When) -> Truth {
        paper.seat.map_or_else(|| self.seat_unknown(paper), |seat| self.inside(seat, place, day))
    }

    /// Where the issuer sits is not stated; of a body that has yet to issue, it is not recorded.
    pub(crate) fn seat_unknown(&self, paper: &Paper) -> Truth {
        self.atom(U, "seat", || match paper.issuer {
            Issuer::Body(body) if paper.derived => format!("seat/{}", body.id),
            _ => format!("{}.seat", paper.key()),
        })
    }

    /// What a test of the day of issue comes to. Where that day is not stated, it is one unknown of the paper, whatever dates it would
    /// be held against.
    pub(crate) fn at_issue(&self, paper: &Paper, what: &str, test: impl Fn() -> Truth) -> Truth {
        if !paper.undated {
            return test();
        }
        self.issue_dated(self.aside(test), paper, || what.to_owned())
    }
}
