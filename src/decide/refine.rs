//! Splitting into cases: what holds whichever way an unknown fact turns out (`semantics.md` §3.6, `refine`).
//!
//! Kleene's logic says unknown where each of two possible origins has a route of its own, although both cases succeed.
//! Here the question is asked once for each case, and what is common to all cases is what is known.

use super::error::QuestionError;
use super::finding::{Atom, Fact};
use super::inquiry::Inquiry;
use super::intervals::{VIRTUAL, gone, intervals};
use super::moment::{Moment, Spent};
use super::question::Question;
use super::{Interval, Scale, limits, pivotal, survey};
use crate::Law;
use crate::law::{Attribute, AttributeKind, Id};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What an answer comes to when unknown facts are split into cases.
#[derive(Clone, Debug, Serialize)]
pub struct Refined {
    /// The interval of each requirement, by id: within that of [`crate::check`].
    pub requirements: BTreeMap<String, Interval>,
    /// The interval of each recognition whose requirement is not on record, by the scheme.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub r#virtual: BTreeMap<String, Interval>,
    /// The market's interval.
    pub market: Interval,
    /// The facts that were split, each with the cases it was split into.
    pub split: Vec<Split>,
    /// Whether nothing was cut off by a budget.
    pub complete: bool,
    /// The budget that cut, if one did.
    pub budget: Option<&'static str>,
    /// Whether a chain of more than [`limits::HOPS`] recognitions was not followed (`semantics.md` §3.4).
    pub bound_hit: bool,
}

/// One fact and the ways it can turn out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Split {
    /// Which fact.
    pub fact: Fact,
    /// An attribute's id, or the key of an unknown.
    pub key: String,
    /// Its cases: an attribute's values, or `yes` and `no`.
    pub cases: Vec<String>,
}

/// Splits the unknown facts of a question into cases, three at a time, and says what holds in every case.
///
/// A fact has a finite domain: an attribute of the product has the values of its list, if that is closed, and any other
/// unknown is so or is not. Every case is a sharpening of the question, so the intervals may only shrink.
///
/// # Errors
/// As [`crate::check`].
///
/// # Complexity
/// At most [`limits::REFINED_FACTS`] facts, all threes of them, [`limits::REFINED_CASES`] cases each: one survey a case.
///
/// # Budget
/// [`limits::GUARDS`] for all cases together; a three that was not finished narrows nothing, and
/// [`Refined::budget`] says so.
///
/// # Example
/// ```
/// # #[cfg(feature = "compile")] {
/// // A toy law: one recognition takes the paper for sterile goods, another for all others.
/// let clause = |id: &str, scope: serde_json::Value| serde_json::json!({
///     "id": id, "agreement": "a", "from_party": ["QA"], "to_party": ["QB"], "artefact": { "schemes": ["A"] },
///     "scope": scope, "attests": "any", "issuer_rule": "any", "origin_rule": "none", "basis_rule": "any",
///     "effect": "equivalent", "fills": ["B"], "preissue": "yes" });
/// let sterile = serde_json::json!([{ "group": "sterile" }]);
/// let universe = serde_json::json!({
///     "as_of": "2026-01-01", "economies": ["QA", "QB"],
///     "schemes": [{ "id": "A", "kind": "product-certificate", "home": "QA", "regime": "A", "native_issuers": "any" },
///                 { "id": "B", "kind": "product-certificate", "home": "QB", "regime": "B", "native_issuers": "any" }],
///     "bodies": [{ "id": "a1", "seat": "QA" }],
///     "agreements": [{ "id": "a", "form": "government-mra", "in_force": "2000-01-01",
///                      "parties": [{ "party": "QA" }, { "party": "QB" }] }],
///     "clauses": [clause("sterile", serde_json::json!({ "include": sterile })),
///                 clause("other", serde_json::json!({ "include": [{ "all": true }], "exclude": sterile }))],
///     "requirements": [{ "id": "r", "market": "QB", "aspect": "safety", "scope": { "include": [{ "all": true }] },
///                        "ways": [{ "id": "w", "slots": [{ "scheme": "B" }] }] }] });
/// let law = comity::Law::new(comity::pack::universe(&universe).unwrap());
/// let question = comity::pack::question(&serde_json::json!({
///     "holdings": [{ "scheme": "A", "issuer": "a1", "issued": "2025-01-01" }],
///     "product": { "hs": "9018" }, "market": "QB", "on": "2026-01-01" })).unwrap();
/// use comity::decide::{Interval, Scale};
/// let open = comity::check(&law, &question).unwrap();
/// assert_eq!(open.requirements[0].interval, Interval(Scale::Nothing, Scale::Equivalent));
/// let refined = comity::refine(&law, &question).unwrap();
/// assert_eq!(refined.requirements["r"], Interval(Scale::Equivalent, Scale::Equivalent));
/// # }
/// ```
pub fn refine(law: &Law, question: &Question) -> Result<Refined, QuestionError> {
    let inquiry = Inquiry::read(question, law.records(), law.names())?;
    let spent = Spent::default();
    let moment = Moment::new(law, &inquiry, inquiry.on, &inquiry.assume, &spent);
    let target = survey::target(&moment);
    let mut narrowed = intervals(&moment, &target);
    let facts = facts(&moment, pivotal::atoms(&moment, &target));
    for chosen in threes(facts.len()) {
        let split: Vec<&Split> = chosen.iter().filter_map(|place| facts.get(*place)).collect();
        let Some(hull) = hull(&moment, &split) else { continue };
        for (key, interval) in &mut narrowed {
            // A case sharpens what is known: both bounds hold, so the tighter one does.
            let of_cases = hull.get(key).copied().unwrap_or(*interval);
            *interval = Interval(interval.lo().max(of_cases.lo()), interval.hi().min(of_cases.hi()));
        }
    }
    let mut refined = Refined {
        requirements: BTreeMap::new(),
        r#virtual: BTreeMap::new(),
        market: narrowed.remove("").unwrap_or(target.interval),
        split: facts,
        complete: spent.cut_by().is_none(),
        budget: spent.cut_by(),
        bound_hit: target.members.iter().flat_map(|m| &m.territory.requirements).any(|r| r.bound_hit),
    };
    for (key, interval) in narrowed {
        match key.strip_prefix(VIRTUAL) {
            Some(scheme) => refined.r#virtual.insert(scheme.to_owned(), interval),
            None => refined.requirements.insert(key, interval),
        };
    }
    Ok(refined)
}

/// The unknowns that can be split: attributes with a closed list of values, and single unknowns that are so or not. The
/// order is that of their keys.
fn facts(moment: &Moment<'_>, atoms: Vec<Atom>) -> Vec<Split> {
    let mut facts: BTreeMap<String, Split> = BTreeMap::new();
    for atom in atoms.into_iter().collect::<BTreeSet<_>>() {
        let attribute = attribute(moment, &atom).map(|id| moment.records().attributes.at(id));
        let (key, cases) = match attribute.and_then(|attribute| Some((attribute.id.clone(), values(attribute)?))) {
            Some(of_attribute) => of_attribute,
            None => (atom.key.clone(), vec!["yes".to_owned(), "no".to_owned()]),
        };
        facts.entry(key.clone()).or_insert(Split { fact: atom.fact, key, cases });
    }
    if facts.len() > limits::REFINED_FACTS {
        moment.spent.cut("refined-facts");
    }
    facts.into_values().take(limits::REFINED_FACTS).collect()
}

/// The attribute of the product that an unknown is about.
fn attribute(moment: &Moment<'_>, atom: &Atom) -> Option<Id<Attribute>> {
    let id = atom.about.first().filter(|_| atom.key.starts_with("product/attr:"))?;
    moment.records().attributes.find(id)
}

/// The values an attribute can have; `None` where the list is not closed.
fn values(attribute: &Attribute) -> Option<Vec<String>> {
    match attribute.kind {
        AttributeKind::YesNo => Some(vec!["yes".to_owned(), "no".to_owned()]),
        AttributeKind::Choice => Some(attribute.values.clone()),
        AttributeKind::Number | AttributeKind::Text => None,
    }
}

/// Every choice of three places out of so many; of all of them where there are no more than three.
fn threes(count: usize) -> Vec<Vec<usize>> {
    if count <= 3 {
        return if count == 0 { Vec::new() } else { vec![(0..count).collect()] };
    }
    let mut threes = Vec::new();
    for first in 0..count {
        for second in first.saturating_add(1)..count {
            threes.extend((second.saturating_add(1)..count).map(|third| vec![first, second, third]));
        }
    }
    threes
}

/// What every case allows: the hull of their intervals. `None` where there are too many cases or the budget ran out.
fn hull(moment: &Moment<'_>, split: &[&Split]) -> Option<BTreeMap<String, Interval>> {
    if split.iter().map(|fact| fact.cases.len()).fold(1, usize::saturating_mul) > limits::REFINED_CASES {
        moment.spent.cut("refined-cases");
        return None;
    }
    let mut cases: Vec<Vec<(&Split, &str)>> = vec![Vec::new()];
    for fact in split {
        cases = cases
            .iter()
            .flat_map(|case| fact.cases.iter().map(|value| [case.as_slice(), &[(*fact, value.as_str())]].concat()))
            .collect();
    }
    let mut of_cases = Vec::with_capacity(cases.len());
    for case in &cases {
        of_cases.push(in_case(moment, case));
        if moment.spent.exhausted() {
            return None;
        }
    }
    let keys: BTreeSet<&String> = of_cases.iter().flat_map(BTreeMap::keys).collect();
    let over = |key: &String| {
        let each = of_cases.iter().map(|case| case.get(key).copied().unwrap_or(gone(key, Scale::Equivalent)));
        each.reduce(|one, other| Interval(one.lo().min(other.lo()), one.hi().max(other.hi())))
    };
    Some(keys.into_iter().filter_map(|key| over(key).map(|interval| (key.clone(), interval))).collect())
}

/// The intervals in one case.
fn in_case(moment: &Moment<'_>, case: &[(&Split, &str)]) -> BTreeMap<String, Interval> {
    let mut ask = moment.ask.clone();
    let mut forced = moment.forced.clone();
    for (fact, value) in case {
        match moment.records().attributes.find(&fact.key).filter(|_| fact.fact == Fact::Product) {
            Some(attribute) => drop(ask.product.attributes.insert(attribute, (*value).to_owned())),
            None => drop(forced.insert(fact.key.clone(), *value == "yes")),
        }
    }
    let there = Moment::new(moment.law, &ask, moment.day, &forced, moment.spent);
    intervals(&there, &survey::target(&there))
}

#[cfg(all(test, feature = "compile"))]
mod tests {
    use super::{Split, hull};
    use crate::Law;
    use crate::decide::finding::Fact;
    use crate::decide::inquiry::Inquiry;
    use crate::decide::moment::{Moment, Spent};
    use crate::decide::{Interval, Scale, limits};
    use serde_json::Value;
    use std::collections::BTreeMap;

    #[test]
    fn cases_that_were_not_all_looked_at_say_nothing() {
        let toy: Value = serde_json::from_str(include_str!("../../tests/conformance/toy-universe.json")).unwrap();
        let law = Law::new(crate::pack::universe(&toy["universe"]).unwrap());
        // Where the goods were made is not stated, and decides.
        let case = toy["cases"].as_array().unwrap().iter().find(|case| case["id"] == "X24").unwrap();
        let question = crate::pack::question(&case["question"]).unwrap();
        let (inquiry, nothing) = (Inquiry::read(&question, law.records(), law.names()).unwrap(), BTreeMap::new());
        let key = crate::check(&law, &question).unwrap().pivotal_unknowns.remove(0).key;
        let made = Split { fact: Fact::MadeIn, key, cases: vec!["yes".to_owned(), "no".to_owned()] };
        let within = |guards: u32| {
            let spent = Spent::at_most(guards);
            let hull = hull(&Moment::new(&law, &inquiry, inquiry.on, &nothing, &spent), &[&made]);
            (hull, spent.guards())
        };
        let (all, last) = within(limits::GUARDS);
        assert_eq!(all.as_ref().unwrap()["r-S-safety"], Interval(Scale::Nothing, Scale::Equivalent));
        for guards in 0..=last {
            assert_eq!(within(guards).0, None, "{guards} guards of {last}");
        }
        assert_eq!(within(last.saturating_add(1)).0, all, "one guard to spare");
    }
}
