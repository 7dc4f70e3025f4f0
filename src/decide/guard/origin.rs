//! g12: where the goods come from.

use super::Step;
use crate::decide::Truth;
use crate::decide::answer::{Reason, Why};
use crate::decide::finding::{Fact, Finding};
use crate::decide::moment::{Moment, Point};
use crate::law::{OriginFact, OriginRule, OriginTest};

pub(super) fn origin(moment: &Moment<'_>, step: &Step<'_>) -> Finding {
    match &step.clause.origin {
        None => {
            let reason =
                moment.explain.then(|| Reason::new(Why::OriginRuleNotRecorded, &[("clause", &step.clause.id)]));
            moment.unknown(Fact::OriginRule, format!("origin-rule/{}", step.clause.id), &[&step.clause.id], reason)
        }
        Some(OriginRule::Free) => moment.found(Truth::True, || Reason::new(Why::NoOriginRule, &[])),
        Some(OriginRule::Any(tests)) => Finding::any(tests.iter().map(|test| tested(moment, test))),
        Some(OriginRule::All(tests)) => Finding::all(tests.iter().map(|test| tested(moment, test))),
    }
}

fn tested(moment: &Moment<'_>, test: &OriginTest) -> Finding {
    let records = moment.records();
    let origin = &moment.ask.origin;
    let stated = match test.fact {
        OriginFact::MadeIn => &origin.made_in,
        OriginFact::GrownIn => &origin.grown_in,
        OriginFact::LastProcessedIn => &origin.last_processed_in,
        OriginFact::Originating => &origin.originating_in,
        OriginFact::ShippedDirect => &origin.shipped_from,
    };
    let fact = Fact::from(test.fact);
    let wanted: Vec<&str> = test
        .places
        .iter()
        .map(|place| match place {
            crate::law::Place::Market(m) => records.markets.at(*m).code.as_str(),
            crate::law::Place::Bloc(b) => records.blocs.at(*b).code.as_str(),
        })
        .collect();
    let key = || format!("{}/{}", fact.word(), wanted.join("+"));
    let places = match stated.as_deref() {
        None | Some([]) => {
            let reason = moment
                .explain
                .then(|| Reason::new(Why::OriginNotStated, &[("fact", &fact), ("places", &wanted.join(", "))]));
            return moment.unknown(fact, key(), &wanted, reason);
        }
        Some(places) => places,
    };
    let findings: Vec<Finding> =
        places.iter().map(|market| moment.in_places(&test.places, *market, Point::Now)).collect();
    let every = Finding::all(findings.iter().cloned());
    let some = Finding::any(findings);
    let stated: Vec<&str> = places.iter().map(|m| records.markets.at(*m).code.as_str()).collect();
    // Goods of several origins of which only some qualify are neither: which goods are meant is not stated.
    if every.value == Truth::False && some.value.possible() {
        let reason =
            moment.explain.then(|| Reason::new(Why::OriginMixed, &[("fact", &fact), ("places", &stated.join(", "))]));
        return moment.unknown(fact, key(), &wanted, reason);
    }
    let mut finding = every;
    if moment.explain && finding.because.is_empty() {
        let code = if finding.value == Truth::False { Why::OriginElsewhere } else { Why::OriginMet };
        finding.because.push(Reason::new(
            code,
            &[("fact", &fact), ("places", &wanted.join(", ")), ("stated", &stated.join(", "))],
        ));
    }
    finding
}
