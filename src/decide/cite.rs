//! Hops, agreements and sources as the answer cites them.

use super::answer::{Cited, GuardAnswer, Hop, Named, SourceCited};
use super::moment::Moment;
use super::route::Walked;
use crate::law::{Agreement, Evidence, Id, Record, Scheme, Source, Text};
use crate::overlay;

/// A hop with its guards, its agreement and where it was read.
pub(crate) fn hop(moment: &Moment<'_>, walked: Walked<'_>) -> Hop {
    let records = moment.records();
    let label = walked.label(moment);
    let read = walked.guards.iter().flat_map(|(_, finding)| &finding.sources).copied();
    let own = walked.clause.iter().flat_map(|(_, clause)| &clause.evidence.sources).copied();
    let hypothetical = overlay::hypothetical(records, read.chain(own));
    let guards = walked
        .guards
        .iter()
        .map(|(guard, finding)| {
            let own: Vec<Id<Source>> = match walked.clause {
                Some((_, clause)) => {
                    let agreement = records.agreements.at(clause.agreement);
                    clause.evidence.sources.iter().chain(&agreement.evidence.sources).copied().collect()
                }
                None => Vec::new(),
            };
            // Two files may cite one page for the same thing, each by a record of its own.
            let told = |source: &Id<Source>| {
                let page = |id: Id<Source>| {
                    let source = records.sources.at(id);
                    (&source.url, &source.says, &source.read)
                };
                own.iter().any(|own| page(*own) == page(*source))
            };
            let besides: Vec<Id<Source>> = finding.sources.iter().filter(|s| !told(s)).copied().collect();
            GuardAnswer {
                name: *guard,
                value: finding.value,
                because: finding.because.clone(),
                sources: pages(moment, &besides),
            }
        })
        .collect();
    let status = walked.paper.kind == crate::law::Kind::LawfulMarketing && walked.paper.scheme == Id::new(usize::MAX);
    let from = if status {
        let seat = walked.paper.issuer.seat.map(|seat| records.markets.at(seat));
        Named {
            id: format!("lawful-marketing({})", seat.map_or("", |m| m.code.as_str())),
            name: seat.map(|m| m.name.clone()).unwrap_or_default(),
        }
    } else {
        named(moment, walked.paper.scheme)
    };
    let common = |sources, confidence| Hop {
        clause: None,
        name: None,
        place: String::new(),
        agreement: None,
        from,
        to: named(moment, walked.to),
        at: records.markets.at(walked.market).code.clone(),
        effect: label.effect,
        duty: label.duty,
        guards,
        hypothetical,
        sources,
        confidence,
    };
    match walked.clause {
        None => {
            let evidence = &records.schemes.at(walked.paper.scheme).evidence;
            common(cited(moment, evidence), evidence.confidence)
        }
        Some((_, clause)) => {
            let agreement = records.agreements.at(clause.agreement);
            let hop =
                common(cited(moment, &clause.evidence), clause.evidence.confidence.min(agreement.evidence.confidence));
            Hop {
                clause: Some(clause.id.clone()),
                name: Some(clause.name.clone()),
                place: clause.place.clone(),
                agreement: Some(agreement_cited(moment, agreement)),
                ..hop
            }
        }
    }
}

pub(crate) fn agreement_cited(moment: &Moment<'_>, agreement: &crate::law::Agreement) -> Cited {
    Cited {
        id: agreement.id.clone(),
        name: agreement.name.clone(),
        form: agreement.form,
        says: agreement.grants_nothing.clone(),
        sources: cited(moment, &agreement.evidence),
    }
}

pub(crate) fn named_agreement(moment: &Moment<'_>, id: Id<Agreement>) -> Named {
    let agreement = moment.records().agreements.at(id);
    Named { id: agreement.id.clone(), name: agreement.name.clone() }
}

pub(crate) fn named(moment: &Moment<'_>, scheme: Id<Scheme>) -> Named {
    let record = moment.records().schemes.at(scheme);
    let name = if record.name == Text::default() {
        Text { en: record.id.clone(), zh: record.id.clone() }
    } else {
        record.name.clone()
    };
    Named { id: record.id().to_owned(), name }
}

pub(crate) fn cited(moment: &Moment<'_>, evidence: &Evidence) -> Vec<SourceCited> {
    pages(moment, &evidence.sources)
}

/// The pages among some sources: an assumed record has none.
fn pages(moment: &Moment<'_>, sources: &[Id<Source>]) -> Vec<SourceCited> {
    let records = sources.iter().filter(|id| !id.assumed()).map(|id| moment.records().sources.at(*id));
    records.map(SourceCited::of).collect()
}
