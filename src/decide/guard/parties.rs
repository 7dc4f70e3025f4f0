//! g2: the acting market takes, the issuer's market gives, each in its role and time.

use super::Step;
use super::issuer::seat_not_stated;
use crate::decide::Truth;
use crate::decide::answer::{Reason, Why};
use crate::decide::finding::{Fact, Finding};
use crate::decide::moment::{Moment, Point};
use crate::decide::survey;
use crate::law::{Agreement, Clause, Form, Id, Market, Party, PartyTest, Place};

pub(super) fn parties(moment: &Moment<'_>, step: &Step<'_>) -> Finding {
    let records = moment.records();
    let agreement = records.agreements.at(step.clause.agreement);
    let market = &records.markets.at(step.market).code;
    let explain = |mut finding: Finding, code: Why, place: &str| {
        if moment.explain && finding.because.is_empty() {
            finding.because.push(Reason::new(code, &[("market", &place), ("agreement", &agreement.id)]));
        }
        finding
    };

    let takes = taken(moment, step.clause, step.market);
    let code = if takes.value == Truth::False { Why::MarketDoesNotAccept } else { Why::MarketAccepts };
    let takes = explain(takes, code, market);

    let Some(from) = &step.clause.from else { return takes };
    if takes.value == Truth::False {
        return takes;
    }
    let Some(seat) = step.paper.issuer.seat else {
        return takes.and(seat_not_stated(moment, step.paper));
    };
    let issued = match moment.issued(step.paper.issued) {
        Some(point) => Some(point),
        // For a status nothing was issued: the seat is tested on the day.
        None if step.clause.of_status() => Some(Point::Now),
        None => None,
    };
    let times: Vec<Option<Point>> = match (step.clause.party_test, issued) {
        (PartyTest::Use, _) => vec![Some(Point::Now)],
        (PartyTest::Issue, issued) => vec![issued],
        (PartyTest::Both, Some(issued)) => vec![Some(issued), Some(Point::Now)],
        (PartyTest::Both, None) => vec![Some(Point::Now)],
    };
    let homeless = records.schemes.at(step.paper.scheme).home.is_none();
    let own = homeless && !step.clause.of_status() && among_its_own(agreement.form);
    let gives = if seat == step.market && !own {
        Finding::of(Truth::False)
    } else {
        // A clause between X and Y joins members of X with members of Y, never members of X among themselves: also not those
        // that blocs on both sides have in common, where two sides agreed (`semantics.md` §3.4).
        let between_sides = !among_its_own(agreement.form);
        let outside = |place: Place, market| moment.member(place, market, Point::Now).negate();
        Finding::any(from.iter().map(|origin| {
            let distinct = if own || within_one_bloc(step.clause) {
                Finding::of(Truth::True)
            } else {
                Finding::any(step.clause.to.iter().filter(|to| *to != origin).map(|to| {
                    let taken = moment.member(*to, step.market, Point::Now);
                    if !between_sides {
                        return taken;
                    }
                    taken.and(outside(*origin, step.market)).and(outside(*to, seat))
                }))
            };
            Finding::all(times.iter().map(|at| belongs(moment, *origin, seat, *at))).and(distinct)
        }))
    };
    let seat_code = &records.markets.at(seat).code;
    let code = if gives.value == Truth::False { Why::SeatOutsideParties } else { Why::SeatInParty };
    let gives = explain(gives, code, seat_code);

    let issues = if agreement.form == Form::Unilateral {
        Finding::of(Truth::True)
    } else {
        let seated = if step.clause.party_test == PartyTest::Issue { issued } else { Some(Point::Now) };
        let mut dates = vec![(Point::Now, seated)];
        if step.clause.party_test != PartyTest::Use && !step.clause.preissue {
            dates.extend(issued.map(|issued| (issued, Some(issued))));
        }
        let finding = in_role(moment, agreement, seat, &dates, |party| party.may_issue);
        let code = if finding.value == Truth::False { Why::MayNotIssue } else { Why::MayIssue };
        explain(finding, code, seat_code)
    };
    let undated = if issued.is_none() && step.clause.party_test != PartyTest::Use {
        let settled = gives.value == Truth::True && seat_is_fixed(moment, step, agreement, seat);
        if settled { Finding::of(Truth::True) } else { issue_date_unknown(moment, step) }
    } else {
        Finding::of(Truth::True)
    };
    takes.and(gives).and(issues).and(undated)
}

/// The target's half: the market is a place that the clause is addressed to, and a party that must accept.
pub(crate) fn taken(moment: &Moment<'_>, clause: &Clause, market: Id<Market>) -> Finding {
    let agreement = moment.records().agreements.at(clause.agreement);
    let party = in_role(moment, agreement, market, &[(Point::Now, Some(Point::Now))], |party| party.must_accept);
    moment.in_places(&clause.to, market, Point::Now).and(party)
}

/// Whether a member of the scheme also recognises its own papers: in schemes that members join, never in what two sides
/// agree between them (`semantics.md` Q17).
fn among_its_own(form: Form) -> bool {
    match form {
        Form::MultilateralScheme | Form::AccreditationArrangement | Form::SingleMarket | Form::Unilateral => true,
        Form::GovernmentMra | Form::EnhancedMra | Form::Equivalence | Form::FtaChapter | Form::BodyArrangement => false,
    }
}

/// Whether the clause is a bloc's rule for its own members, as of goods lawfully marketed in any of them.
fn within_one_bloc(clause: &Clause) -> bool {
    match (clause.from.as_deref(), clause.to.as_slice()) {
        (Some([from]), [to]) => clause.of_status() && from == to,
        _ => false,
    }
}

/// Whether a market belongs to a place on a day; `None`: on some day or other, of which a market that ever belonged to it may
/// be one. That the day is not known is said once, of the paper.
fn belongs(moment: &Moment<'_>, place: Place, market: Id<Market>, at: Option<Point>) -> Finding {
    match at {
        Some(at) => moment.member(place, market, at),
        None => Finding::of(Truth::of(survey::ever(moment, place, market))),
    }
}

/// Whether the market stands among the parties in a role on all these days: the day that the party's own dates are held
/// against, and the day on which the market must belong to the party. Another entry may serve on another day.
fn in_role(
    moment: &Moment<'_>,
    agreement: &Agreement,
    market: Id<Market>,
    dates: &[(Point, Option<Point>)],
    role: fn(&Party) -> bool,
) -> Finding {
    let name = format!("{}/{}", agreement.id, moment.records().markets.at(market).code);
    Finding::all(dates.iter().map(|(at, seated)| {
        let parties = agreement.parties.iter().enumerate().filter(|(_, party)| role(party));
        Finding::any(parties.map(|(entry, party)| {
            let member = belongs(moment, party.place, market, *seated);
            if member.value == Truth::False {
                return member;
            }
            let value = moment.within(party.from, *at, party.until);
            // The dates of one entry are one unknown, whichever member of the party is meant.
            let dated = moment.dated(
                value,
                &|| format!("party/{}/{entry}{}", agreement.id, moment.of_another_day(*at)),
                &name,
                || Reason::new(Why::PartyDates, &[("party", &name)]),
            );
            moment.doubted(member.and(dated), party.doubtful, "party", &name)
        }))
    }))
}

/// Whether the seat belongs to clause and parties at all times, or to a party that is one for earlier papers too: then no issue
/// date matters.
fn seat_is_fixed(moment: &Moment<'_>, step: &Step<'_>, agreement: &Agreement, seat: Id<Market>) -> bool {
    let its_own = |place: Place| moment.always(place, seat);
    let dateless = |party: &Party| party.from.is_none() && party.until.is_none() && !party.doubtful;
    let mut issuing = agreement.parties.iter().filter(|party| party.may_issue);
    let at_issue = |party: &Party| its_own(party.place) && (step.clause.preissue || dateless(party));
    let party = agreement.form == Form::Unilateral || issuing.any(at_issue);
    party && step.clause.from.iter().flatten().any(|place| its_own(*place))
}

fn issue_date_unknown(moment: &Moment<'_>, step: &Step<'_>) -> Finding {
    let reason = moment.explain.then(|| Reason::new(Why::IssueDateNotStated, &[]));
    let key = format!("{}.issued/seat/{}", moment.paper_key(step.paper), step.clause.id);
    moment.unknown(Fact::Issued, key, &[], reason)
}
