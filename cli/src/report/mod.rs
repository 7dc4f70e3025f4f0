//! `comity lint --report`: what the data holds, in numbers, as text or JSON.

mod coverage;
mod ledger;

pub(crate) use ledger::unmodelled;

use comity::law::{Confidence, Evidence, Form, Place, Records};
use comity::pack::{Compiled, Counts};
use coverage::Coverage;
use ledger::Ledger;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// What the data holds.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    /// The edition.
    edition: String,
    /// The day of the data.
    as_of: Option<String>,
    /// Records of each kind.
    records: BTreeMap<&'static str, u32>,
    /// Records by how sure they are.
    confidence: BTreeMap<&'static str, usize>,
    /// Clauses that name no source, and names that stand in one language only: the compiler refuses both.
    unsourced_clauses: usize,
    /// The dates of the oldest and the newest record.
    dated: Option<(String, String)>,
    /// How many findings of each rule there were.
    warnings: BTreeMap<&'static str, usize>,
    /// What became of the records of the first reading.
    facts: Ledger,
    /// Clauses by form of agreement and effect.
    clauses: Vec<ClauseCount>,
    /// Papers that are made out of each other.
    circles: Vec<Circle>,
    /// How much of what China counted in 2018 is on record.
    china: China,
    /// Coverage by market and product group.
    coverage: Coverage,
}

/// How many clauses have a form and an effect.
#[derive(Debug, Serialize)]
struct ClauseCount {
    form: &'static str,
    effect: &'static str,
    clauses: usize,
}

/// Papers that are reissued as each other.
#[derive(Debug, Serialize)]
struct Circle {
    schemes: Vec<String>,
    clauses: Vec<String>,
}

/// China's agreements on record beside the numbers that its administration gave in 2018.
#[derive(Debug, Serialize)]
struct China {
    /// Multilateral agreements and arrangements to which CN is a party here, and how many were counted in 2018.
    multilateral: (usize, usize),
    /// Agreements of two parties one of which is CN, and how many were counted in 2018.
    bilateral: (usize, usize),
}

/// "13 multilateral and 117 bilateral arrangements": the administration's own count of November 2018; most of the latter are
/// memoranda of cooperation, which recognise nothing (fact `cn-totals`).
const COUNTED_IN_2018: (usize, usize) = (13, 117);

impl Report {
    /// Counts; `None` where the data has errors.
    pub(crate) fn of(compiled: &Compiled) -> Option<Report> {
        let records = compiled.records.as_ref()?;
        let dates: BTreeSet<&str> = evidence(records).map(|e| e.as_of.as_str()).filter(|at| !at.is_empty()).collect();
        let mut warnings = BTreeMap::new();
        for finding in &compiled.diagnostics {
            count(&mut warnings, finding.rule.code());
        }
        Some(Report {
            edition: records.edition.clone(),
            as_of: records.as_of.map(|day| day.to_string()),
            records: Counts::of(records).all().into_iter().collect(),
            confidence: by_confidence(records),
            unsourced_clauses: records.clauses.iter().filter(|(_, clause)| clause.evidence.sources.is_empty()).count(),
            dated: dates.first().zip(dates.last()).map(|(old, new)| ((*old).to_owned(), (*new).to_owned())),
            warnings,
            facts: Ledger::of(&compiled.facts),
            clauses: clauses(records),
            circles: circles(records),
            china: china(records),
            coverage: Coverage::of(records),
        })
    }

    /// How many records of each kind there are, how sure they are, and what became of the first reading: a line for each.
    pub(crate) fn summary(&self) -> String {
        let mut text = String::new();
        for (kind, count) in &self.records {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{count:>7}  {kind}");
        }
        for (confidence, count) in &self.confidence {
            let _ = writeln!(text, "{count:>7}  records {confidence}");
        }
        text + &self.facts.text()
    }

    /// All of it.
    pub(crate) fn text(&self) -> String {
        let mut text = self.summary();
        if let Some((oldest, newest)) = &self.dated {
            let _ = writeln!(text, "\noldest record: {oldest}, newest: {newest}");
        }
        text.push_str("\nclauses by form and effect\n");
        for ClauseCount { form, effect, clauses } in &self.clauses {
            let _ = writeln!(text, "{clauses:>7}  {form}, {effect}");
        }
        let _ = writeln!(text, "{:>7}  without a source", self.unsourced_clauses);
        text.push_str("\npapers that are reissued as each other\n");
        for Circle { schemes, clauses } in &self.circles {
            let _ = writeln!(text, "  {} by {}", schemes.join(", "), clauses.join(", "));
        }
        if self.circles.is_empty() {
            text.push_str("  none\n");
        }
        let (China { multilateral, bilateral }, head) =
            (&self.china, "\nChina's agreements, beside its own count of 2018");
        let _ = writeln!(text, "{head}\n{:>7}  multilateral, of {}", multilateral.0, multilateral.1);
        let _ = writeln!(text, "{:>7}  bilateral, of {}", bilateral.0, bilateral.1);
        text + &self.coverage.text()
    }
}

fn count<K: Ord>(counts: &mut BTreeMap<K, usize>, key: K) {
    let count = counts.entry(key).or_default();
    *count = count.saturating_add(1);
}

/// What every record that rests on something rests on.
fn evidence(records: &Records) -> impl Iterator<Item = &Evidence> {
    let vocabulary =
        records.blocs.iter().map(|(_, r)| &r.evidence).chain(records.schemes.iter().map(|(_, r)| &r.evidence));
    let bodies =
        records.bodies.iter().map(|(_, r)| &r.evidence).chain(records.listings.iter().map(|(_, r)| &r.evidence));
    let law =
        records.agreements.iter().map(|(_, r)| &r.evidence).chain(records.clauses.iter().map(|(_, r)| &r.evidence));
    let asked =
        records.requirements.iter().map(|(_, r)| &r.evidence).chain(records.coverage.iter().map(|(_, r)| &r.evidence));
    let rest = records.bars.iter().map(|(_, r)| &r.evidence).chain(records.pending.iter().map(|(_, r)| &r.evidence));
    vocabulary.chain(bodies).chain(law).chain(asked).chain(rest)
}

fn by_confidence(records: &Records) -> BTreeMap<&'static str, usize> {
    let mut counts: BTreeMap<&str, usize> = Confidence::ALL.iter().map(|confidence| (confidence.word(), 0)).collect();
    evidence(records).for_each(|evidence| count(&mut counts, evidence.confidence.word()));
    counts
}

fn clauses(records: &Records) -> Vec<ClauseCount> {
    let mut counts = BTreeMap::new();
    for (_, clause) in records.clauses.iter() {
        count(&mut counts, (records.agreements.at(clause.agreement).form.word(), clause.effect.word()));
    }
    counts.into_iter().map(|((form, effect), clauses)| ClauseCount { form, effect, clauses }).collect()
}

fn circles(records: &Records) -> Vec<Circle> {
    let law = comity::Law::new(records.clone());
    let parts = law.graph().strongly_connected();
    let circle = |part: &comity::graph::Part| Circle {
        schemes: part.schemes.iter().map(|id| records.schemes.at(*id).id.clone()).collect(),
        clauses: part.clauses.iter().map(|id| records.clauses.at(*id).id.clone()).collect(),
    };
    parts.iter().map(circle).collect()
}

fn china(records: &Records) -> China {
    let cn = records.markets.find("CN").map(Place::Market);
    let (mut multilateral, mut bilateral) = (0_usize, 0_usize);
    for (_, agreement) in records.agreements.iter().filter(|(_, a)| a.form != Form::Unilateral) {
        if agreement.parties.iter().any(|party| Some(party.place) == cn) {
            let of = if agreement.parties.len() > 2 { &mut multilateral } else { &mut bilateral };
            *of = of.saturating_add(1);
        }
    }
    China { multilateral: (multilateral, COUNTED_IN_2018.0), bilateral: (bilateral, COUNTED_IN_2018.1) }
}
