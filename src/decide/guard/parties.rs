//! g2: the acting market takes, the issuer's market gives, each in its role and time.

use super::Step;
use crate::decide::Truth;
use crate::decide::answer::{Reason, Why};
use crate::decide::finding::{Fact, Finding};
use crate::decide::moment::{Moment, Point};
use crate::law::{Agreement, Clause, Form, Id, Market, Party, PartyTest, When};

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

    let takes = moment.in_places(&step.clause.to, step.market, Point::Now).and(in_role(
        moment,
        agreement,
        step.market,
        &[(Point::Now, Point::Now)],
        |party| party.must_accept,
    ));
    let code = if takes.value == Truth::False { Why::MarketDoesNotAccept } else { Why::MarketAccepts };
    let takes = explain(takes, code, market);

    let Some(from) = &step.clause.from else { return takes };
    if takes.value == Truth::False && !moment.explain {
        return takes;
    }
    let Some(seat) = step.paper.issuer.seat else {
        let reason = moment.explain.then(|| Reason::new(Why::SeatNotStated, &[]));
        let key = format!("holdings[{}].issuer.seat", step.paper.holding);
        return takes.and(moment.unknown(Fact::Seat, key, &[], reason));
    };
    let issued = match moment.issued(step.paper.issued) {
        Some(point) => Some(point),
        // For a status nothing was issued: the seat is tested on the day.
        None if step.clause.of_status() => Some(Point::Now),
        None => None,
    };
    let times: Vec<Point> = match (step.clause.party_test, issued) {
        (PartyTest::Use, _) => vec![Point::Now],
        (PartyTest::Issue, Some(issued)) => vec![issued],
        (PartyTest::Both, Some(issued)) => vec![issued, Point::Now],
        // Issued on some day or other: a seat that once lay there may have lain there then.
        (PartyTest::Issue, None) => vec![Point::At(When::UNKNOWN)],
        (PartyTest::Both, None) => vec![Point::Now],
    };
    let homeless = records.schemes.at(step.paper.scheme).home.is_none();
    let own = homeless && !step.clause.of_status() && among_its_own(agreement.form);
    let gives = if seat == step.market && !own {
        Finding::of(Truth::False)
    } else {
        // A clause between X and Y joins members of X with members of Y, never members of X among themselves.
        Finding::any(from.iter().map(|origin| {
            let distinct = if own || within_one_bloc(step.clause) {
                Finding::of(Truth::True)
            } else {
                let others = step.clause.to.iter().filter(|to| *to != origin);
                Finding::any(others.map(|to| moment.member(*to, step.market, Point::Now)))
            };
            Finding::all(times.iter().map(|at| moment.member(*origin, seat, *at))).and(distinct)
        }))
    };
    let seat_code = &records.markets.at(seat).code;
    let code = if gives.value == Truth::False { Why::SeatOutsideParties } else { Why::SeatInParty };
    let gives = explain(gives, code, seat_code);

    let issues = if agreement.form == Form::Unilateral {
        Finding::of(Truth::True)
    } else {
        let some_day = Point::At(When::UNKNOWN);
        let seated = if step.clause.party_test == PartyTest::Issue { issued.unwrap_or(some_day) } else { Point::Now };
        let mut dates = vec![(Point::Now, seated)];
        if step.clause.party_test != PartyTest::Use && !step.clause.preissue {
            dates.extend(issued.map(|issued| (issued, issued)));
        }
        let finding = in_role(moment, agreement, seat, &dates, |party| party.may_issue);
        let code = if finding.value == Truth::False { Why::MayNotIssue } else { Why::MayIssue };
        explain(finding, code, seat_code)
    };
    let undated = if issued.is_none() && step.clause.party_test != PartyTest::Use {
        let settled = gives.value == Truth::True && seat_is_fixed(step, seat);
        if settled { Finding::of(Truth::True) } else { issue_date_unknown(moment, step) }
    } else {
        Finding::of(Truth::True)
    };
    takes.and(gives).and(issues).and(undated)
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

/// Whether the market stands among the parties in a role on all these days: the day that the party's own dates are held
/// against, and the day on which the market must belong to the party. Another entry may serve on another day.
fn in_role(
    moment: &Moment<'_>,
    agreement: &Agreement,
    market: Id<Market>,
    dates: &[(Point, Point)],
    role: fn(&Party) -> bool,
) -> Finding {
    let name = format!("{}/{}", agreement.id, moment.records().markets.at(market).code);
    Finding::all(dates.iter().enumerate().map(|(i, (at, seated))| {
        Finding::any(agreement.parties.iter().filter(|party| role(party)).map(|party| {
            let member = moment.member(party.place, market, *seated);
            if member.value == Truth::False {
                return member;
            }
            let value = moment.within(party.from, *at, party.until);
            let dated = moment.dated(value, &|| format!("party/{name}/{i}"), &name, || {
                Reason::new(Why::PartyDates, &[("party", &name)])
            });
            moment.doubted(member.and(dated), party.doubtful, &name)
        }))
    }))
}

/// Whether the clause names the seat's own market rather than a bloc with dated members: then no issue date matters.
fn seat_is_fixed(step: &Step<'_>, seat: Id<Market>) -> bool {
    step.clause.from.iter().flatten().any(|place| *place == crate::law::Place::Market(seat))
}

fn issue_date_unknown(moment: &Moment<'_>, step: &Step<'_>) -> Finding {
    let reason = moment.explain.then(|| Reason::new(Why::IssueDateNotStated, &[]));
    let key = format!("holdings[{}].issued/seat/{}", step.paper.holding, step.clause.id);
    moment.unknown(Fact::Issued, key, &[], reason)
}
