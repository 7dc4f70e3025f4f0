//! The smallest sets of certificates that open some markets.

use super::cost::{CERTIFICATE, cost};
use super::cover::{Candidate, Cover, Open};
use super::openers::opened;
use super::portfolio::Portfolio;
use super::template::{Example, IssuerDemand, Template};
use crate::Law;
use crate::decide::inquiry::{Inquiry, Paper};
use crate::decide::{Holding, Named, Obligation, QuestionError, Scale, Truth, limits, search};
use crate::law::{Effect, Kind, Place, Record, Text, words};
use crate::overlay::Assumed;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What a plan is for.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Aim {
    /// The markets and blocs to be opened.
    pub markets: Vec<String>,
    /// The weakest effect that counts as open.
    #[serde(default = "reissue")]
    pub effect: Effect,
}

fn reissue() -> Effect {
    Effect::Reissue
}

words! {
    /// How the sets were found.
    Method {
        /// Every set that could be better was looked at.
        Exact = "exact",
        /// One certificate after the other, each time the one that opens most for its weight; of those that open as much, the
        /// first. What later ones made needless is dropped in the end.
        Greedy = "greedy",
    }
}

/// The smallest sets of certificates that open some markets.
#[derive(Clone, Debug, Serialize)]
pub struct Plan {
    /// The day.
    pub on: String,
    /// The markets and blocs, as understood.
    pub markets: Vec<String>,
    /// The weakest effect that counts as open.
    pub effect: Effect,
    /// How the sets were found.
    pub method: Method,
    /// How many certificates were weighed, those left out that another outdoes in everything.
    pub candidates: usize,
    /// The sets, lightest first, at most [`limits::SETS`]. One of no certificates: what is owned opens all that can be opened.
    pub sets: Vec<PlanSet>,
    /// Whether other sets were found that are as light as the last one shown.
    pub more_as_light: bool,
    /// Requirements that nothing on record can open so far.
    pub gaps: Vec<Gap>,
    /// Markets of which it is not on record that all their requirements are.
    pub perhaps_more: Vec<String>,
    /// The law it assumes ([`crate::overlay`]): with any, it is about a hypothesis.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub overlay: Vec<Assumed>,
    /// Date of the data.
    pub as_of: Option<String>,
    /// Edition of the data.
    pub edition: String,
    /// Whether everything on record was looked at.
    pub complete: bool,
    /// The budget that cut, if one did.
    pub budget: Option<&'static str>,
    /// Whether a chain of more than [`limits::HOPS`] recognitions was not followed (`semantics.md` §3.4).
    pub bound_hit: bool,
    /// The papers that were considered, before any was left out; for those who would check it.
    #[serde(skip)]
    pub considered: Vec<Vec<Holding>>,
}

/// One set of certificates.
#[derive(Clone, Debug, Serialize)]
pub struct PlanSet {
    /// Its weight: [`CERTIFICATE`] for each paper to be got, and the cost of what is left to do for each requirement.
    pub weight: u32,
    /// The certificates to be got.
    pub certificates: Vec<Certificate>,
    /// What is opened, by what.
    pub openings: Vec<Opening>,
    /// All that is left to do, each step once.
    pub obligations: Vec<Obligation>,
}

/// A certificate to be got.
#[derive(Clone, Debug, Serialize)]
pub struct Certificate {
    /// Its scheme.
    pub scheme: Named,
    /// What it must be, for the first of the markets that asked for it.
    pub template: Template,
    /// What it opens, as places in the set's openings.
    pub opens: Vec<usize>,
}

/// A requirement opened.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Opening {
    /// The market or bloc.
    pub market: String,
    /// The requirement.
    pub requirement: String,
    /// Its names.
    pub name: Text,
    /// Whether it applies, or only perhaps.
    pub applies: Truth,
    /// The effect.
    pub effect: Scale,
    /// The clauses that do it; none: the market's own paper.
    pub clauses: Vec<String>,
    /// What is left to do.
    pub obligations: Vec<Obligation>,
    /// What that weighs.
    pub cost: u32,
    /// By which papers.
    pub by: Vec<Used>,
}

/// A paper used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Used {
    /// One in hand, by its place in the portfolio.
    Owned(usize),
    /// One to be got, by its place in the set.
    Certificate(usize),
}

/// A requirement that nothing on record opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// The market or bloc.
    pub market: String,
    /// The requirement.
    pub requirement: String,
    /// Its names.
    pub name: Text,
    /// Whether it applies, or only perhaps.
    pub applies: Truth,
    /// Whether unknown facts stand in the way: some paper opens it perhaps, or may no longer be got.
    pub perhaps: bool,
}

/// Finds the smallest sets of certificates that open some markets, beside those in hand, which cost nothing.
///
/// # Arguments
/// The law; the portfolio with what is in hand, none being allowed; and the [`Aim`].
///
/// # Returns
/// Sets that open every requirement of these markets that any paper on record opens to the effect asked, the lightest
/// first. A certificate weighs [`CERTIFICATE`], and what is left to do its class of cost. Each set was asked forward, all its
/// papers together.
///
/// # Errors
/// A [`QuestionError`]: of the portfolio, or of `markets[i]`.
///
/// # Complexity
/// Set cover, which is NP-hard. Up to [`limits::EXACT`] certificates by branch and bound, O(2^n) evaluations at worst; beyond
/// greedily, O(n²).
///
/// # Budget
/// Those of [`openers`] for each market, [`limits::WANTED`] markets and [`limits::CANDIDATES`] certificates; what is cut off is
/// said in [`Plan::complete`]. [`limits::HOPS`] clauses a chain, as [`Plan::bound_hit`] says.
///
/// # Example
/// ```
/// use comity::{Law, Portfolio, ask};
/// let law = Law::default(); // nothing is on record
/// let goods: Portfolio = serde_json::from_str(r#"{"product":{"hs":"8516"},"on":"2026-11-22"}"#).unwrap();
/// let aim: ask::Aim = serde_json::from_str(r#"{"markets":["KR"]}"#).unwrap();
/// assert_eq!(ask::plan(&law, &goods, &aim).unwrap_err().path, "markets[0]");
/// ```
pub fn plan(law: &Law, owned: &Portfolio, aim: &Aim) -> Result<Plan, QuestionError> {
    plan_with(law, owned, aim, |_, _| ())
}

/// The same, telling how far it has come: `progress` is called with the markets searched and all there are, before each.
///
/// # Errors
/// As [`plan`].
pub fn plan_with(
    law: &Law,
    owned: &Portfolio,
    aim: &Aim,
    mut progress: impl FnMut(usize, usize),
) -> Result<Plan, QuestionError> {
    let targets = targets(law, owned, aim)?;
    let (mut budget, mut bound_hit) = (None, false);
    let mut templates: Vec<Template> = Vec::new();
    for (done, target) in targets.iter().enumerate() {
        progress(done, targets.len());
        let opened = opened(law, owned, &super::template::code(law.records(), *target), true, |_, _| ())?;
        budget = budget.or(opened.budget);
        bound_hit |= opened.bound_hit;
        let slots = opened.requirements.into_iter().flat_map(|r| r.ways).flat_map(|way| way.slots);
        templates.extend(slots.flat_map(|slot| slot.templates));
    }
    progress(targets.len(), targets.len());
    templates.extend(shared(&templates));
    let least = Scale::from(aim.effect);
    let inquiry = super::markets::read_wanting(law, owned)?;
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut considered: Vec<Vec<Holding>> = Vec::new();
    let (mut perhaps, mut seen): (Vec<&Template>, Vec<String>) = (Vec::new(), Vec::new());
    let mut sure: Vec<&Template> = Vec::new();
    for template in &templates {
        let counts = template.effect >= least && template.kind != Kind::LawfulMarketing;
        let (Some(example), true) = (&template.example, counts) else { continue };
        if template.truth != Truth::True || !template.obtainable {
            perhaps.push(template);
            continue;
        }
        let key = format!("{:?}", example.holdings);
        if seen.contains(&key) {
            continue;
        }
        seen.push(key);
        let papers = inquiry.about(&example.holdings, &owned.origin, law.records(), law.names())?.papers;
        // Of papers that count together, what is in hand need not be got, if what is in hand does.
        let in_hand = |paper: &Paper| inquiry.papers.iter().any(|owned| owned.scheme == paper.scheme);
        let missing: Vec<Paper> = papers.iter().filter(|paper| !in_hand(paper)).cloned().collect();
        if missing.len() < papers.len() && !missing.is_empty() {
            let of_missing =
                if papers.first().is_some_and(in_hand) { beside(law, template, &missing) } else { template.clone() };
            candidates.push(Candidate { template: of_missing, papers: missing });
            sure.push(template);
        }
        considered.push(example.holdings.clone());
        candidates.push(Candidate { template: template.clone(), papers });
        sure.push(template);
    }
    let mut cover = Cover::new(law, &inquiry, &targets, least, candidates);
    // A paper that opens its slot only where a fact turns out as in its example: as where the goods come from.
    perhaps.extend(cover.unproved().into_iter().filter_map(|at| sure.get(at).copied()));
    if cover.candidates.len() > limits::CANDIDATES {
        budget = budget.or(Some("candidates"));
        cover.candidates.truncate(limits::CANDIDATES);
    }
    cover.reduce();
    let exact = cover.candidates.len() <= limits::EXACT;
    let mut found = if exact { cover.exact() } else { cover.greedy() };
    let more_as_light = found.len() > limits::SETS;
    found.truncate(limits::SETS);
    // All that can be opened is what a set opens: each leaves out nothing that another could.
    let best = found.first().map(|set| cover.open(set)).unwrap_or_default();
    let gaps = cover
        .elements
        .iter()
        .zip(&best)
        .filter(|(_, open)| open.is_none())
        .map(|(element, _)| Gap {
            market: super::template::code(law.records(), element.target),
            requirement: element.requirement.id.clone(),
            name: element.requirement.name.clone(),
            applies: element.applies,
            perhaps: perhaps.iter().any(|template| element.asks(law, template)),
        })
        .collect();
    let sets = found.iter().map(|set| cover.set(set)).collect();
    let records = law.records();
    let budget = budget.or(cover.cut());
    Ok(Plan {
        on: inquiry.on.to_string(),
        markets: targets.iter().map(|target| super::template::code(records, *target)).collect(),
        effect: aim.effect,
        method: if exact { Method::Exact } else { Method::Greedy },
        candidates: cover.candidates.len(),
        sets,
        more_as_light,
        gaps,
        perhaps_more: cover.not_stated_complete(),
        overlay: law.assumed().to_vec(),
        as_of: records.as_of.map(|day| day.to_string()),
        edition: records.edition.clone(),
        complete: budget.is_none(),
        budget,
        bound_hit,
        considered,
    })
}

/// Templates with an instance that fits several of them at once, where no one's own example fits them all: as the paper of a body
/// that two markets list, each of which lists others too.
fn shared(templates: &[Template]) -> Vec<Template> {
    let mut fits: BTreeMap<String, (BTreeSet<usize>, &Vec<Holding>)> = BTreeMap::new();
    for (at, template) in templates.iter().enumerate() {
        for instance in &template.others {
            fits.entry(format!("{instance:?}")).or_insert_with(|| (BTreeSet::new(), instance)).0.insert(at);
        }
    }
    let own: BTreeSet<String> =
        templates.iter().filter_map(|t| Some(format!("{:?}", t.example.as_ref()?.holdings))).collect();
    let known: Vec<BTreeSet<usize>> =
        fits.iter().filter(|(key, _)| own.contains(*key)).map(|(_, (fitting, _))| fitting.clone()).collect();
    let mut found: Vec<(BTreeSet<usize>, &Vec<Holding>)> = Vec::new();
    for (fitting, instance) in fits.into_values() {
        let covered = |by: &BTreeSet<usize>| fitting.is_subset(by);
        if fitting.len() > 1 && !known.iter().any(covered) && !found.iter().any(|(by, _)| covered(by)) {
            found.retain(|(less, _)| !less.is_subset(&fitting));
            found.push((fitting, instance));
        }
    }
    let with = |(fitting, instance): (BTreeSet<usize>, &Vec<Holding>)| {
        let template = templates.get(*fitting.first()?)?.clone();
        let example = template.example.clone().map(|example| Example { holdings: instance.clone(), ..example });
        Some(Template { example, ..template })
    };
    found.into_iter().filter_map(with).collect()
}

/// The papers that must be beside one in hand, of which some are `missing`, as what is to be got: of these nothing more is
/// asked.
fn beside(law: &Law, template: &Template, missing: &[Paper]) -> Template {
    let to_get = |id: &str| missing.iter().any(|paper| law.records().schemes.at(paper.scheme).id == id);
    let (mut got, in_hand): (Vec<Named>, Vec<Named>) = template.with.iter().cloned().partition(|n| to_get(&n.id));
    let scheme = if got.is_empty() { None } else { Some(got.remove(0)) };
    let with = got.into_iter().chain(in_hand).chain(template.scheme.clone()).collect();
    let example = template.example.clone().map(|mut example| {
        example.holdings.retain(|holding| holding.scheme.as_deref().is_some_and(to_get));
        example
    });
    Template {
        kind: missing.first().map_or(template.kind, |paper| paper.kind),
        scheme,
        with,
        example,
        issuer: IssuerDemand::default(),
        issued_from: None,
        max_age: None,
        editions: Vec::new(),
        level: None,
        attests: Vec::new(),
        ..template.clone()
    }
}

/// The markets of an aim as places, each once.
fn targets(law: &Law, owned: &Portfolio, aim: &Aim) -> Result<Vec<Place>, QuestionError> {
    if aim.markets.is_empty() {
        return Err(QuestionError::new("empty", "markets", "", "at least one market"));
    }
    if aim.markets.len() > limits::WANTED {
        let expected = format!("at most {} markets", limits::WANTED);
        return Err(QuestionError::new("too-many", "markets", &aim.markets.len().to_string(), &expected));
    }
    let mut targets = Vec::new();
    for (i, market) in aim.markets.iter().enumerate() {
        let read = Inquiry::read_wanting(&owned.to(market), law.records(), law.names());
        let target = read
            .map_err(|error| match error.path.as_str() {
                "market" => QuestionError { path: format!("markets[{i}]"), ..error },
                _ => error,
            })?
            .target;
        crate::decide::route::add(&mut targets, &[target]);
    }
    Ok(targets)
}

impl Cover<'_> {
    /// A set of candidates as it is shown.
    fn set(&self, chosen: &[usize]) -> PlanSet {
        let records = self.law.records();
        let owners = self.owners(chosen);
        let mut openings = Vec::new();
        for (element, open) in self.elements.iter().zip(self.open(chosen)) {
            let Some(open) = open else { continue };
            let mut by: Vec<Used> = open.holdings.iter().filter_map(|holding| owners.get(*holding)).copied().collect();
            by.sort_unstable();
            by.dedup();
            openings.push(Opening {
                market: super::template::code(records, element.target),
                requirement: element.requirement.id.clone(),
                name: element.requirement.name.clone(),
                applies: element.applies,
                effect: open.effect,
                clauses: open.clauses.iter().map(|id| records.clauses.at(*id).id().to_owned()).collect(),
                cost: open.cost,
                obligations: search::in_order(&open.obligations),
                by,
            });
        }
        let certificates = chosen
            .iter()
            .enumerate()
            .filter_map(|(place, at)| {
                let candidate = self.candidates.get(*at)?;
                let uses = |opening: &Opening| opening.by.contains(&Used::Certificate(place));
                Some(Certificate {
                    scheme: candidate.template.scheme.clone()?,
                    template: candidate.template.clone(),
                    opens: openings.iter().enumerate().filter(|(_, o)| uses(o)).map(|(at, _)| at).collect(),
                })
            })
            .collect();
        let obligations: Vec<Obligation> = openings.iter().flat_map(|o| o.obligations.iter().cloned()).collect();
        PlanSet {
            weight: self.weight(chosen, &self.open(chosen)),
            certificates,
            openings,
            obligations: search::in_order(&obligations),
        }
    }

    /// Whose paper each paper of a set is, in the order in which they are asked about.
    fn owners(&self, chosen: &[usize]) -> Vec<Used> {
        let owned = (0..self.owned.len()).map(Used::Owned);
        let got = chosen.iter().enumerate().flat_map(|(place, at)| {
            let papers = self.candidates.get(*at).map_or(0, |candidate| candidate.papers.len());
            std::iter::repeat_n(Used::Certificate(place), papers)
        });
        owned.chain(got).collect()
    }

    /// What a set weighs.
    pub(super) fn weight(&self, chosen: &[usize], opened: &[Option<Open>]) -> u32 {
        // A paper that must be beside several others is got once.
        let mut got: Vec<Paper> = Vec::new();
        for paper in chosen.iter().filter_map(|at| self.candidates.get(*at)).flat_map(|candidate| &candidate.papers) {
            crate::decide::route::add(&mut got, &[Paper { holding: 0, ..paper.clone() }]);
        }
        let papers = got.len();
        let papers = CERTIFICATE.saturating_mul(u32::try_from(papers).unwrap_or(u32::MAX));
        opened.iter().flatten().map(|open| open.cost).fold(papers, u32::saturating_add)
    }
}

/// The papers of a candidate numbered as holdings of a question.
pub(super) fn numbered<'p>(papers: impl Iterator<Item = &'p Paper>) -> Vec<Paper> {
    papers.enumerate().map(|(holding, paper)| Paper { holding, ..paper.clone() }).collect()
}

/// What the obligations of an opening weigh.
pub(super) fn weighed(obligations: &[Obligation]) -> u32 {
    cost(&search::in_order(obligations))
}
