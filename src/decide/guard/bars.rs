//! g14: no recorded prohibition, suspension or withdrawal hits.

use super::{Step, product};
use crate::decide::Truth;
use crate::decide::answer::{Reason, Why};
use crate::decide::finding::{Fact, Finding};
use crate::decide::inquiry::Paper;
use crate::decide::moment::{Moment, Point};
use crate::law::{Bar, Body, Id, Market, Reach, Scheme};

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

/// No bar on the paper's bodies, its scheme or the product in the market.
pub(crate) fn paper(moment: &Moment<'_>, paper: &Paper, market: Id<Market>) -> Finding {
    bodies(moment, paper, market).and(scheme(moment, paper.scheme, market)).and(product_in(moment, market))
}

/// No bar on the issuer or on any body in the basis.
pub(crate) fn bodies(moment: &Moment<'_>, paper: &Paper, market: Id<Market>) -> Finding {
    let mut finding = free_of_bars(moment, paper, market);
    // Who holds the paper knows who issued it: an issuer that is not named is presumed to be none of those barred.
    if paper.issuer.body.is_none() && !paper.to_be_issued() && finding.value == Truth::True {
        let seat = |body: Id<Body>| moment.records().bodies.at(body).seat;
        let could_be =
            |body: Id<Body>| seat(body).is_none() || paper.issuer.seat.is_none() || seat(body) == paper.issuer.seat;
        let barred = moment.records().bars.iter().any(|(_, bar)| match &bar.reach {
            Reach::Body(id) => {
                could_be(*id) && bar.market.is_none_or(|place| crate::decide::survey::ever(moment, place, market))
            }
            _ => false,
        });
        if barred {
            finding.presumed.push(Reason::new(Why::NoBarredIssuer, &[]));
        }
    }
    finding
}

fn free_of_bars(moment: &Moment<'_>, paper: &Paper, market: Id<Market>) -> Finding {
    recorded(moment, market, |bar| match &bar.reach {
        Reach::Body(id) => {
            let named = std::iter::once(paper.issuer.body).chain(paper.basis.iter().map(|b| b.issuer));
            Some(Finding::of(Truth::of(named.flatten().any(|body| body == *id))))
        }
        Reach::OwnedBy(owners) => {
            // A paper still to be got will not be issued by a barred body; what it rests on is what it is.
            let own = if paper.to_be_issued() && paper.issuer.body.is_none() {
                Finding::of(Truth::False)
            } else {
                let asked = format!("holdings[{}].issuer.owner", paper.holding);
                owned(moment, paper.issuer.body, paper.issuer.owner.as_deref(), owners, &asked)
            };
            let basis = paper.basis.iter().map(|b| {
                owned(moment, b.issuer, b.owner.as_deref(), owners, &format!("holdings[{}].basis", b.holding))
            });
            Some(own.or(Finding::any(basis)))
        }
        _ => None,
    })
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

/// Whether a body has one of these owners. `asked` says where a question would state it.
fn owned(moment: &Moment<'_>, body: Option<Id<Body>>, stated: Option<&str>, owners: &[String], asked: &str) -> Finding {
    let among = |name: &str| owners.iter().any(|owner| crate::names::fold(owner) == crate::names::fold(name));
    if let Some(stated) = stated {
        return Finding::of(Truth::of(among(stated)));
    }
    let record = body.map(|body| moment.records().bodies.at(body));
    if let Some(recorded) = record.and_then(|body| body.owners.as_ref()) {
        return Finding::of(Truth::of(recorded.iter().any(|owner| among(owner))));
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
        let hits = moment.doubted(hits, bar.evidence.doubtful(), &bar.id);
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
