//! g14: no recorded prohibition, suspension or withdrawal hits.

use super::issuer::answers;
use super::{Step, product, validity};
use crate::decide::Truth;
use crate::decide::answer::{Reason, Why};
use crate::decide::finding::{Fact, Finding};
use crate::decide::inquiry::{BasisPaper, Paper};
use crate::decide::moment::{Moment, Point};
use crate::law::{Bar, Body, Id, IssuerClass, Kind, Market, Reach, Scheme};
use std::collections::BTreeSet;

pub(super) fn bars(moment: &Moment<'_>, step: &Step<'_>) -> Finding {
    let law = recorded(moment, step.market, |bar| match &bar.reach {
        Reach::Clause(id) => Some(Finding::of(Truth::of(*id == step.id))),
        Reach::Agreement(id) => Some(Finding::of(Truth::of(*id == step.clause.agreement))),
        _ => None,
    });
    let finding = law.and(paper(moment, step.paper, step.market));
    // Goods that are barred where they are said to be sold are not lawfully sold there.
    match step.paper.issuer.seat {
        Some(seat) if step.clause.of_status() => finding.and(product_in(moment, seat)),
        _ => finding,
    }
}

/// No bar on the paper's bodies, its scheme or the product in the market, nor on what accompanied those it was made of.
pub(crate) fn paper(moment: &Moment<'_>, paper: &Paper, market: Id<Market>) -> Finding {
    let own = bodies(moment, paper, market).and(scheme(moment, paper.scheme, market)).and(product_in(moment, market));
    own.and(companions(moment, paper, market))
}

/// Of each sort of paper that accompanied what this one was made of, one in hand is valid and barred neither where it was asked
/// for nor here: a barred body slips through no more than by the basis.
fn companions(moment: &Moment<'_>, made: &Paper, market: Id<Market>) -> Finding {
    let sorts: BTreeSet<Id<Scheme>> = made.companions.iter().map(|companion| companion.scheme).collect();
    Finding::all(sorts.into_iter().map(|sort| {
        let asked =
            made.companions.iter().filter(|companion| companion.scheme == sort).map(|companion| companion.market);
        let places: BTreeSet<Id<Market>> = asked.chain([market]).collect();
        let in_hand = moment.ask.papers.iter().filter(|held| held.scheme == sort);
        Finding::any(in_hand.map(|held| {
            let unbarred = places.iter().map(|place| paper(moment, held, *place));
            unbarred.fold(validity(moment, held), Finding::and)
        }))
    }))
}

/// No bar on the issuer or on any body in the basis, nor on who owns them.
fn bodies(moment: &Moment<'_>, paper: &Paper, market: Id<Market>) -> Finding {
    recorded(moment, market, |bar| {
        let of_a_body = matches!(bar.reach, Reach::Body(_) | Reach::OwnedBy(_));
        of_a_body.then(|| {
            let own = if concerns(bar, paper.scheme) && !to_be_issued_by_nobody_yet(paper) {
                issued_under(moment, bar, paper).and(reached(moment, bar, Suspect::issuer(moment, paper)))
            } else {
                Finding::of(Truth::False)
            };
            let basis = paper.basis.iter().filter(|b| concerns(bar, b.scheme));
            own.or(Finding::any(basis.map(|b| reached(moment, bar, Suspect::basis(b)).and(older(moment, bar, paper)))))
        })
    })
}

/// Whether a bar on a body or an owner is about papers of this scheme.
fn concerns(bar: &Bar, scheme: Id<Scheme>) -> bool {
    bar.schemes.is_empty() || bar.schemes.contains(&scheme)
}

/// A paper still to be got will not be issued by a barred body; what it rests on is what it is.
fn to_be_issued_by_nobody_yet(paper: &Paper) -> bool {
    paper.to_be_issued() && paper.issuer.body.is_none()
}

/// Whether the paper is of a date of issue that the bar concerns.
fn issued_under(moment: &Moment<'_>, bar: &Bar, paper: &Paper) -> Finding {
    let Some(first) = bar.issued_from else { return Finding::of(Truth::True) };
    match moment.issued(paper.issued) {
        Some(issued) => {
            let value = moment.no_earlier(issued, first);
            moment.dated(value, &|| format!("bar-issue/{}{}", bar.id, moment.of_another_day(issued)), &bar.id, || {
                Reason::new(Why::BarDates, &[("bar", &bar.id)])
            })
        }
        None => {
            let reason = moment.explain.then(|| Reason::new(Why::IssueDateNotStated, &[]));
            moment.unknown(Fact::Issued, format!("{}.issued/bar/{}", moment.paper_key(paper), bar.id), &[], reason)
        }
    }
}

/// Whether what a paper rests on is of a date of issue that the bar concerns. It is older than the paper; how much, nobody says.
fn older(moment: &Moment<'_>, bar: &Bar, paper: &Paper) -> Finding {
    match bar.issued_from {
        None => Finding::of(Truth::True),
        Some(_) if issued_under(moment, bar, paper).value == Truth::False => Finding::of(Truth::False),
        Some(_) => {
            let reason = moment.explain.then(|| Reason::new(Why::BarDates, &[("bar", &bar.id)]));
            moment.unknown(Fact::Date, format!("bar-basis-issue/{}/{}", bar.id, paper.holding), &[&bar.id], reason)
        }
    }
}

/// The body behind a paper, or behind one it rests on, as far as it is known.
struct Suspect<'a> {
    body: Option<Id<Body>>,
    seat: Option<Id<Market>>,
    class: Option<IssuerClass>,
    owner: Option<&'a str>,
    /// Where a question would say who it is.
    place: String,
    /// Whether anybody but a body stands behind it: a supplier, or the goods' own standing.
    nobody: bool,
}

impl<'a> Suspect<'a> {
    fn issuer(moment: &Moment<'_>, paper: &'a Paper) -> Suspect<'a> {
        Suspect {
            body: paper.issuer.body,
            seat: paper.issuer.seat,
            class: paper.issuer.class,
            owner: paper.issuer.owner.as_deref(),
            place: format!("{}.issuer", moment.paper_key(paper)),
            nobody: matches!(paper.kind, Kind::SupplierDeclaration | Kind::LawfulMarketing),
        }
    }

    fn basis(paper: &'a BasisPaper) -> Suspect<'a> {
        Suspect {
            body: paper.issuer,
            seat: paper.seat,
            class: None,
            owner: paper.owner.as_deref(),
            // What is asked of a paper in hand is one question, also where another paper rests on it.
            place: format!("holdings[{}].{}", paper.holding, if paper.itself { "issuer" } else { "basis" }),
            nobody: paper.by_nobody,
        }
    }
}

/// Whether a bar on a body or an owner reaches whoever is behind a paper.
fn reached(moment: &Moment<'_>, bar: &Bar, suspect: Suspect<'_>) -> Finding {
    match (&bar.reach, suspect.body) {
        (Reach::Body(barred), Some(body)) => Finding::of(Truth::of(body == *barred)),
        (Reach::Body(barred), None) if suspect.nobody || !could_be(moment, *barred, &suspect) => {
            Finding::of(Truth::False)
        }
        // Who issued it is not said, and it may be the barred body (`semantics.md` §3.6: for every completion).
        (Reach::Body(barred), None) => {
            let name = &moment.records().bodies.at(*barred).id;
            let reason = moment.explain.then(|| Reason::new(Why::IssuerMayBeBarred, &[("body", name)]));
            moment.unknown(Fact::Issuer, format!("barred-issuer/{}", suspect.place), &[], reason)
        }
        (Reach::OwnedBy(owners), _) if !suspect.nobody => {
            owned(moment, suspect.body, suspect.owner, owners, &format!("{}.owner", suspect.place))
        }
        _ => Finding::of(Truth::False),
    }
}

/// Whether an issuer that is not named could be this body, by its seat and its sort.
fn could_be(moment: &Moment<'_>, body: Id<Body>, suspect: &Suspect<'_>) -> bool {
    let record = moment.records().bodies.at(body);
    let seat = record.seat.is_none_or(|seat| suspect.seat.is_none_or(|stated| stated == seat));
    let sort = suspect.class.is_none_or(|stated| {
        record.classes.is_empty() || record.classes.iter().any(|class| answers(stated, *class).possible())
    });
    seat && sort
}

fn scheme(moment: &Moment<'_>, scheme: Id<Scheme>, market: Id<Market>) -> Finding {
    recorded(moment, market, |bar| match &bar.reach {
        Reach::Scheme(id) => Some(Finding::of(Truth::of(*id == scheme))),
        _ => None,
    })
}

/// No bar on the product in the market: true means free of bars.
pub(crate) fn product_in(moment: &Moment<'_>, market: Id<Market>) -> Finding {
    recorded(moment, market, |bar| match &bar.reach {
        Reach::Product(scope) => Some(product::in_scope(moment, scope)),
        _ => None,
    })
}

/// The word of a question for an issuer that nobody of note owns.
const NOBODY: &str = "none";

/// Whether a body has one of these owners. `asked` says where a question would state it.
fn owned(moment: &Moment<'_>, body: Option<Id<Body>>, stated: Option<&str>, owners: &[String], asked: &str) -> Finding {
    let among = |name: &str| owners.iter().any(|owner| crate::names::fold(owner) == crate::names::fold(name));
    let record = body.map(|body| moment.records().bodies.at(body));
    let recorded = record.and_then(|body| body.owners.as_ref());
    if stated.is_some_and(among) || recorded.is_some_and(|owners| owners.iter().any(|owner| among(owner))) {
        return Finding::of(Truth::True);
    }
    // A bar may name a class of owners: a name that it does not list may still be of that class.
    let cleared = match stated {
        Some(word) => crate::names::fold(word) == NOBODY,
        None => recorded.is_some(),
    };
    if cleared {
        return Finding::of(Truth::False);
    }
    let name = record.map_or(asked, |body| body.id.as_str());
    let reason =
        moment.explain.then(|| Reason::new(Why::OwnerNotStated, &[("body", &name), ("owners", &owners.join(", "))]));
    moment.unknown(Fact::Owner, format!("owner/{name}/{}", owners.join("+")), &[name], reason)
}

/// True where no bar that the function applies to hits.
fn recorded(moment: &Moment<'_>, market: Id<Market>, hit: impl Fn(&Bar) -> Option<Finding>) -> Finding {
    Finding::all(moment.records().bars.iter().filter_map(|(_, bar)| {
        let subject = hit(bar)?;
        if subject.value == Truth::False {
            return None;
        }
        let place =
            bar.market.map_or_else(|| Finding::of(Truth::True), |place| moment.member(place, market, Point::Now));
        let value = moment.within(bar.from, Point::Now, bar.until);
        let active = moment.dated(value, &|| format!("bar-dates/{}", bar.id), &bar.id, || {
            Reason::new(Why::BarDates, &[("bar", &bar.id)])
        });
        let hits = subject.and(place).and(active);
        // A doubtful bar that hits is perhaps none (`semantics.md` §3.2).
        let hits = moment.doubted(hits, bar.evidence.doubtful(), "bar", &bar.id);
        let mut finding = hits.negate();
        if moment.explain && finding.value != Truth::True {
            finding.because.push(Reason::new(Why::Barred, &[("bar", &bar.id)]));
        }
        Some(if finding.value == Truth::True {
            moment.supposing(finding, &bar.evidence)
        } else {
            moment.resting_on(finding, &bar.evidence)
        })
    }))
}
