//! g8 and g9: valid on the day, not too old, and issued within the clause's lineage.

use super::{Step, product};
use crate::decide::Truth;
use crate::decide::answer::{Reason, Why};
use crate::decide::finding::{Fact, Finding};
use crate::decide::inquiry::{Issued, Paper};
use crate::decide::moment::{Moment, Point};
use crate::law::Kind;
use std::fmt::Display;

pub(super) fn valid(moment: &Moment<'_>, step: &Step<'_>) -> Finding {
    let finding = validity(moment, step.paper);
    let Some(span) = step.clause.max_age else {
        return finding;
    };
    match step.paper.issued {
        Issued::Today => finding,
        Issued::NotStated => {
            let reason = moment.explain.then(|| Reason::new(Why::IssueDateNotStated, &[]));
            let key = format!("{}.issued/age/{}", moment.paper_key(step.paper), step.clause.id);
            finding.and(moment.unknown(Fact::Issued, key, &[], reason))
        }
        Issued::On(issued) => {
            let last = issued.after(span);
            let value = moment.no_later(Point::Now, last);
            let key = || format!("{}.issued/age/{}", moment.paper_key(step.paper), step.clause.id);
            finding.and(moment.dated(value, &key, &step.clause.id, || {
                let code = if value == Truth::False { Why::TooOld } else { Why::YoungEnough };
                Reason::new(code, &[("issued", &issued), ("last", &last)])
            }))
        }
    }
}

/// The paper itself is valid on the day: issued, not expired, active.
pub(crate) fn validity(moment: &Moment<'_>, paper: &Paper) -> Finding {
    let begun = match paper.issued {
        Issued::Today => Finding::of(Truth::True),
        // Nobody issues a status: that it is enjoyed on the day is what its holder asserts.
        Issued::NotStated if paper.kind == Kind::LawfulMarketing => Finding::of(Truth::True),
        Issued::NotStated => {
            let reason = moment.explain.then(|| Reason::new(Why::IssueDateNotStated, &[]));
            moment.unknown(Fact::Issued, format!("{}.issued", moment.paper_key(paper)), &[], reason)
        }
        Issued::On(issued) => {
            let value = moment.no_earlier(Point::Now, issued);
            moment.dated(value, &|| format!("{}.issued/{issued}", moment.paper_key(paper)), "", || {
                let code = if value == Truth::False { Why::NotIssuedYet } else { Why::Issued };
                Reason::new(code, &[("issued", &issued)])
            })
        }
    };
    let going = match paper.expires {
        None => unstated_end(moment, paper),
        Some(expires) => {
            let value = moment.no_later(Point::Now, expires);
            moment.dated(value, &|| format!("{}.expires", moment.paper_key(paper)), "", || {
                let code = if value == Truth::False { Why::Expired } else { Why::ValidUntil };
                Reason::new(code, &[("expires", &expires)])
            })
        }
    };
    let active = Finding::all(paper.inactive.iter().map(|(from, until)| {
        let value = moment.within(*from, Point::Now, *until).negate();
        moment.dated(value, &|| format!("{}.status", moment.paper_key(paper)), "", || {
            Reason::new(if value == Truth::False { Why::Inactive } else { Why::Active }, &[])
        })
    }));
    let mut finding = begun
        .and(going)
        .and(active)
        .and(not_lapsed(moment, paper))
        .and(already_issued(moment, paper))
        .and(still_issued(moment, paper));
    if !paper.status_stated && paper.issued != Issued::Today {
        finding.presumed.push(Reason::new(Why::StatusActive, &[]));
    }
    finding
}

/// A paper whose last day nobody stated: taken as still running, and told so, for as long as papers of its scheme usually run.
/// Beyond that its holder has to tell.
fn unstated_end(moment: &Moment<'_>, paper: &Paper) -> Finding {
    if paper.issued == Issued::Today || paper.kind == Kind::LawfulMarketing {
        return Finding::of(Truth::True);
    }
    let scheme = moment.records().schemes.at(paper.scheme);
    if scheme.validity.is_some() && paper.issued == Issued::NotStated {
        // How old it is hangs on the day that nobody stated: that it was issued by today does not make it young.
        let reason = moment.explain.then(|| Reason::new(Why::IssueDateNotStated, &[]));
        let key = format!("{}.issued/usual", moment.paper_key(paper));
        return moment.resting_on(moment.unknown(Fact::Issued, key, &[], reason), &scheme.evidence);
    }
    if let (Some(span), Issued::On(issued)) = (scheme.validity, paper.issued) {
        let last = issued.after(span);
        if moment.no_later(Point::Now, last) != Truth::True {
            let reason = moment.explain.then(|| Reason::new(Why::OlderThanUsual, &[("last", &last)]));
            let key = format!("{}.expires/usual", moment.paper_key(paper));
            return moment.resting_on(moment.unknown(Fact::Expires, key, &[], reason), &scheme.evidence);
        }
    }
    let mut finding = Finding::of(Truth::True);
    finding.presumed.push(Reason::new(Why::NoEndStated, &[]));
    finding
}

/// That the rules under which the paper was issued still carry it: a paper of older rules ended with them, whatever it states.
fn not_lapsed(moment: &Moment<'_>, paper: &Paper) -> Finding {
    let scheme = moment.records().schemes.at(paper.scheme);
    Finding::all(scheme.lapses.iter().filter(|_| paper.issued != Issued::Today).map(|lapse| {
        let over = moment.no_later(Point::Now, lapse.last).negate();
        if over == Truth::False {
            return Finding::of(Truth::True);
        }
        let concerned = product::in_scope(moment, &lapse.scope);
        if concerned.value == Truth::False {
            return Finding::of(Truth::True);
        }
        let key = || format!("{}.issued/rules/{}", moment.paper_key(paper), lapse.issued_before);
        let older = match paper.issued {
            Issued::On(issued) => {
                let value = moment.no_earlier(Point::At(issued), lapse.issued_before).negate();
                moment.dated(value, &key, "", || Reason::new(Why::Issued, &[("issued", &issued)]))
            }
            Issued::NotStated | Issued::Today => {
                let reason = moment.explain.then(|| Reason::new(Why::IssueDateNotStated, &[]));
                moment.unknown(Fact::Issued, key(), &[], reason)
            }
        };
        if older.value == Truth::False {
            return Finding::of(Truth::True);
        }
        let over = moment.dated(over, &|| format!("lapse/{}/{}", scheme.id, lapse.last), &scheme.id, || {
            Reason::new(Why::Until, &[("record", &scheme.id), ("until", &lapse.last)])
        });
        let mut finding = concerned.and(older).and(over).negate();
        if let (Truth::False, Issued::On(issued), true) = (finding.value, paper.issued, moment.explain) {
            let told = [("issued", &issued as &dyn Display), ("last", &lapse.last)];
            finding.because = vec![Reason::new(Why::RulesReplaced, &told)];
        }
        moment.resting_on(finding, &scheme.evidence)
    }))
}

/// That papers of its scheme were issued on the day it was: one that bears an earlier day is none of them.
fn already_issued(moment: &Moment<'_>, paper: &Paper) -> Finding {
    let scheme = moment.records().schemes.at(paper.scheme);
    let Some(since) = scheme.since else {
        return Finding::of(Truth::True);
    };
    let key = || format!("{}.issued/begun/{since}", moment.paper_key(paper));
    let finding = match moment.issued(paper.issued) {
        Some(issued) => moment.dated(moment.no_earlier(issued, since), &key, &scheme.id, || {
            Reason::new(Why::NotIssuedThen, &[("scheme", &scheme.id), ("since", &since)])
        }),
        // Nothing is issued later than the day it is shown.
        None if moment.no_earlier(Point::Now, since) == Truth::False => {
            moment.found(Truth::False, || Reason::new(Why::NotIssuedThen, &[("scheme", &scheme.id), ("since", &since)]))
        }
        None => {
            let reason = moment.explain.then(|| Reason::new(Why::IssueDateNotStated, &[]));
            moment.unknown(Fact::Issued, key(), &[], reason)
        }
    };
    if finding.value == Truth::True { Finding::of(Truth::True) } else { moment.resting_on(finding, &scheme.evidence) }
}

/// That papers of its scheme were still issued on the day it was.
fn still_issued(moment: &Moment<'_>, paper: &Paper) -> Finding {
    let scheme = moment.records().schemes.at(paper.scheme);
    Finding::all(scheme.closings.iter().map(|closing| {
        let key = || format!("{}.issued/closed/{}", moment.paper_key(paper), closing.last);
        // Nothing is issued later than the day it is shown.
        let shown_by_then = || moment.no_later(Point::Now, closing.last) == Truth::True;
        let open = match moment.issued(paper.issued) {
            Some(Point::At(issued)) if issued.day().is_none() && shown_by_then() => Finding::of(Truth::True),
            Some(issued) => moment.dated(moment.no_later(issued, closing.last), &key, &scheme.id, || {
                Reason::new(Why::NoLongerIssued, &[("scheme", &scheme.id), ("last", &closing.last)])
            }),
            None if shown_by_then() => Finding::of(Truth::True),
            None => {
                let reason = moment.explain.then(|| Reason::new(Why::IssueDateNotStated, &[]));
                moment.unknown(Fact::Issued, key(), &[], reason)
            }
        };
        if open.value == Truth::True {
            return Finding::of(Truth::True);
        }
        let beside = product::in_scope(moment, &closing.scope).negate();
        moment.resting_on(open.or(beside), &scheme.evidence)
    }))
}

pub(super) fn preissue(moment: &Moment<'_>, step: &Step<'_>) -> Finding {
    let clause = step.clause;
    if clause.preissue {
        return moment.found(Truth::True, || Reason::new(Why::EarlierPapersCount, &[("clause", &clause.id)]));
    }
    let agreement = moment.records().agreements.at(clause.agreement);
    let Some(since) = clause.since.or(clause.in_force).or(agreement.in_force) else {
        return Finding::of(Truth::True);
    };
    let Some(issued) = moment.issued(step.paper.issued) else {
        let reason = moment.explain.then(|| Reason::new(Why::IssueDateNotStated, &[]));
        let key = format!("{}.issued/since/{}", moment.paper_key(step.paper), clause.id);
        return moment.unknown(Fact::Issued, key, &[], reason);
    };
    let value = moment.no_earlier(issued, since);
    // Where the paper's own day is known in part, its holder can tell it; where the clause's is, nobody who asks can.
    let key = || match issued {
        Point::At(when) if when.day().is_none() => {
            format!("{}.issued/since/{}", moment.paper_key(step.paper), clause.id)
        }
        _ => format!("since/{}{}", clause.id, moment.of_another_day(issued)),
    };
    moment.dated(value, &key, &clause.id, || {
        let code = if value == Truth::False { Why::IssuedBeforeClause } else { Why::IssuedSince };
        Reason::new(code, &[("since", &since)])
    })
}
