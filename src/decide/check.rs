//! From the survey to the answer.

use super::answer::{Answer, Asked, Completeness, Headline, MarketAnswer, Reason, RequirementAnswer, Why, written};
use super::error::QuestionError;
use super::inquiry::Inquiry;
use super::moment::{Moment, Point, Spent};
use super::question::Question;
use super::route::add;
use super::shared::Shared;
use super::survey;
use super::{Interval, Scale, Truth, Verdict, beside, entry, intervals, near_miss, pivotal, requirement, search};
use crate::Law;
use crate::law::{Day, Place};

/// What the model does not look at, said in every answer (`semantics.md` §7).
const NOT_EXAMINED: [&str; 6] =
    ["holder", "genuineness", "other-sales-laws", "safeguard-powers", "sub-federal-rules", "customs-duties"];

/// Answers a question: does that market recognise these papers, for this product, on this day, and under what?
///
/// Returns the same answer for the same question and law on every platform.
///
/// # Errors
/// A [`QuestionError`] names the field that was not understood and the nearest known thing.
///
/// # Complexity
/// O(b^H) guard evaluations for b clauses that match a paper and H hops, times the change points of the facts read, plus
/// one evaluation for each unknown fact and way it can turn out.
///
/// # Budget
/// All of [`limits`]; what is cut off is said in [`Answer::complete`] and [`Answer::budget`].
///
/// # Example
/// ```
/// use comity::{Law, Question, check};
/// let law = Law::default(); // nothing is on record
/// let question: Question = serde_json::from_str(
///     r#"{"holdings":[{"scheme":"iecee-cb"}],"product":{"hs":"8516"},"market":"KR","on":"2026-11-22"}"#).unwrap();
/// let error = check(&law, &question).unwrap_err();
/// assert_eq!((error.code, error.path.as_str()), ("unknown", "holdings[0].scheme"));
/// ```
pub fn check(law: &Law, question: &Question) -> Result<Answer, QuestionError> {
    let inquiry = Inquiry::read(question, law.records(), law.names())?;
    let spent = Spent::default();
    let moment = Moment::new(law, &inquiry, inquiry.on, &inquiry.assume, &spent);
    Ok(answer(&moment, Some(question)))
}

/// The answer to a question already read, on a day of its history, without what would move it; and the last day before
/// that day and the first after it on which the answer could be another. Coverage is held as at the day asked.
pub(crate) fn brief(law: &Law, inquiry: &Inquiry, day: Day, shared: &Shared) -> (Answer, (Option<Day>, Option<Day>)) {
    let spent = Spent::sharing(shared);
    let moment = Moment::new(law, inquiry, day, &inquiry.assume, &spent);
    (answer(&moment, None), moment.turning_points())
}

/// The same on a day of the history of which completeness is not presumed: on a day before the one asked a statement that
/// the record is complete counts only if it speaks of that day.
pub(crate) fn dated(law: &Law, inquiry: &Inquiry, day: Day, shared: &Shared) -> (Answer, (Option<Day>, Option<Day>)) {
    let spent = Spent::sharing(shared);
    let mut moment = Moment::new(law, inquiry, day, &inquiry.assume, &spent);
    if day <= inquiry.on {
        moment.coverage = Point::Now;
    }
    (answer(&moment, None), moment.turning_points())
}

/// The answer of a moment. `question`: what to change in trying out what would move it; without it nothing is tried.
fn answer(moment: &Moment<'_>, question: Option<&Question>) -> Answer {
    let target = survey::target(moment);
    let market_interval = target.interval;
    let complete = target.complete;
    let bloc = matches!(moment.ask.target, Place::Bloc(_));
    let members = target
        .members
        .iter()
        .filter(|_| bloc)
        .flat_map(|member| {
            let markets = std::iter::once(member.territory.market).chain(member.twins.iter().copied());
            markets.map(|id| (moment.records().markets.at(id).code.clone(), member.territory.interval))
        })
        .collect();
    let mut presumptions: Vec<Reason> = Vec::new();
    for member in &target.members {
        add(&mut presumptions, &member.territory.presumed);
    }
    let mut atoms = pivotal::atoms(moment, &target);
    let intervals = intervals::intervals(moment, &target);
    let named = entry::named(moment, &target);
    let on_record = question.map(|_| intervals::on_record(moment, &target, &named));
    let entries = entry::entries(moment, target);
    let changes = intervals::changes(moment, &intervals);
    let change = |key: &str| changes.get(key).copied();

    let mut bound_hit = false;
    let mut answers = Vec::new();
    let mut virtuals = Vec::new();
    for entry in &entries {
        bound_hit |= entry.surveyed.bound_hit;
        if entry.slot.is_some() {
            atoms.extend(pivotal::hanging_on(&entry.surveyed));
            atoms.extend(entry.elsewhere.iter().cloned());
        }
        for (_, label) in entry.surveyed.found.iter().filter(|(_, label)| label.truth == Truth::True) {
            add(&mut presumptions, &label.presumed);
        }
        let answer = requirement::answer(moment, entry, change(&entry.key()));
        if entry.slot.is_some() { virtuals.push(answer) } else { answers.push(answer) }
    }
    if moment.ask.product.groups.is_some() {
        add(&mut presumptions, &[Reason::new(Why::NoOtherGroup, &[])]);
    }
    presumptions.sort();
    let assumed = moment.spent.assumed();
    let gaps: Vec<String> =
        entries.iter().filter(|e| e.slot.is_none() && e.surveyed.gap).map(|e| e.id.clone()).collect();
    // What is meant narrows what is shown, never what the market is found to ask.
    if let Some(purpose) = &moment.ask.purpose {
        answers.retain(|a| a.id == *purpose || a.aspect.is_some_and(|aspect| aspect.word() == purpose));
        virtuals.clear();
    }
    let headline = headline(&answers, &virtuals, &gaps, market_interval);
    if let Some(question) = question {
        // What the headline is about is mended first, while there is budget.
        let allowance = near_miss::Allowance::new(moment.law, question, &moment.spent.shared);
        for leads in [true, false] {
            for entry in entries.iter().filter(|entry| headline.r#for.contains(&entry.id) == leads) {
                let among = if entry.slot.is_some() { &mut virtuals } else { &mut answers };
                for answer in among.iter_mut().filter(|answer| answer.id == entry.id) {
                    near_miss::add(moment, entry, answer, &allowance);
                }
            }
        }
        if allowance.cut() {
            moment.spent.cut("near-misses");
        }
    }
    let lead = answers.iter().chain(&virtuals).find(|a| headline.r#for.first() == Some(&a.id));
    let mut obligations = Vec::new();
    for answer in answers.iter().chain(&virtuals).filter(|a| headline.r#for.contains(&a.id)) {
        add(&mut obligations, &answer.obligations);
    }
    let obligations = search::in_order(&obligations);
    let market_change = change("");
    let records = moment.records();
    Answer {
        question: asked(moment),
        overlay: moment.law.assumed().to_vec(),
        obligations,
        stable_until: lead.map_or(written(market_change.map(|c| c.until)), |a| a.stable_until.clone()),
        next_verdict: lead.map_or(market_change.map(|c| c.next), |a| a.next_verdict),
        pivotal_unknowns: on_record
            .map(|now| pivotal::pivotal(moment, &now, atoms, &named, &headline.r#for))
            .unwrap_or_default(),
        headline,
        pending_changes: beside::pending(moment, &entries),
        grants_nothing: beside::grants_nothing(moment),
        market: MarketAnswer {
            interval: market_interval,
            gaps,
            requirements_complete: if complete { Completeness::Yes } else { Completeness::Unknown },
            stable_until: written(market_change.map(|c| c.until)),
            next_verdict: market_change.map(|c| c.next),
        },
        requirements: answers,
        r#virtual: virtuals,
        members,
        assumptions_used: assumed.iter().cloned().collect(),
        assumptions_unused: moment.ask.assume.keys().filter(|key| !assumed.contains(*key)).cloned().collect(),
        presumptions_used: presumptions,
        not_examined: NOT_EXAMINED.iter().chain(&moment.ask.unused).map(|code| (*code).to_owned()).collect(),
        as_of: written(records.as_of),
        edition: records.edition.clone(),
        projected: records.as_of.is_some_and(|as_of| moment.ask.on > as_of),
        bound_hit,
        complete: moment.spent.cut_by().is_none(),
        budget: moment.spent.cut_by(),
    }
}

fn asked(moment: &Moment<'_>) -> Asked {
    let records = moment.records();
    let (market, market_name) = match moment.ask.target {
        Place::Market(id) => (records.markets.at(id).code.clone(), records.markets.at(id).name.clone()),
        Place::Bloc(id) => (records.blocs.at(id).code.clone(), records.blocs.at(id).name.clone()),
    };
    let mut schemes: Vec<String> = Vec::new();
    for paper in &moment.ask.papers {
        add(&mut schemes, &[records.schemes.at(paper.scheme).id.clone()]);
    }
    Asked { schemes, market, market_name, on: moment.ask.on.to_string() }
}

/// Of some requirements, those that speak: what surely applies is what a paper is held against, and what may apply speaks where
/// nothing does, or where the paper is worth nothing for all that surely applies and is shown to meet what may: then that is
/// what it is about. Where one fact decides which of two requirements of an aspect it is that applies, and the paper is shown to
/// meet the one and not the other, it is not shown to meet what is asked.
fn sure_first<'a>(all: Vec<&'a RequirementAnswer>, every: &'a [RequirementAnswer]) -> Vec<&'a RequirementAnswer> {
    let surely: Vec<&RequirementAnswer> = all.iter().filter(|a| a.applies == Truth::True).copied().collect();
    let proved = |a: &RequirementAnswer| a.interval.lo() > Scale::Nothing;
    if surely.iter().any(|a| a.interval.hi() > Scale::Nothing) {
        return surely;
    }
    if !surely.is_empty() {
        let met =
            |a: &&RequirementAnswer| proved(a) && all.iter().all(|other| proved(other) || other.aspect != a.aspect);
        let met: Vec<&RequirementAnswer> = all.iter().filter(|a| met(a)).copied().collect();
        if !met.is_empty() {
            return met;
        }
        // Or it is the very paper that may be asked for, and something else keeps it from counting.
        let own = |a: &&RequirementAnswer| a.asks_for.iter().any(|paper| a.addressed_by.contains(&paper.id));
        let open: Vec<&RequirementAnswer> =
            all.iter().filter(|a| a.applies == Truth::Unknown && own(a) && !proved(a)).copied().collect();
        return if open.is_empty() || surely.iter().any(own) { surely } else { open };
    }
    let rival = |a: &RequirementAnswer| all.iter().any(|other| proved(other) && other.aspect == a.aspect);
    // Among them those that nothing in hand is about: where a body's certificate may be asked, a declaration is not shown to do.
    let unproved: Vec<&RequirementAnswer> =
        every.iter().filter(|a| a.applies != Truth::False && !proved(a) && rival(a)).collect();
    if unproved.is_empty() { all } else { unproved }
}

/// The strongest recognition over what the holdings are about.
fn headline(
    answers: &[RequirementAnswer],
    virtuals: &[RequirementAnswer],
    gaps: &[String],
    market: Interval,
) -> Headline {
    let about: Vec<&RequirementAnswer> = answers.iter().filter(|a| !gaps.contains(&a.id)).collect();
    let pool = match (about.is_empty(), virtuals.is_empty()) {
        (false, _) => sure_first(about, answers),
        (true, false) => virtuals.iter().collect(),
        (true, true) => sure_first(answers.iter().collect(), answers),
    };
    // Where nothing is asked nothing is recognised: a perhaps-missing requirement is no merit of the paper.
    let merit = |interval: Interval| (interval.lo(), interval.hi().min(Scale::Native));
    let Some(best) = pool.iter().map(|a| merit(a.interval)).max() else {
        return Headline { verdict: Verdict::name(market, &[], true), interval: market, r#for: Vec::new() };
    };
    let leads: Vec<&&RequirementAnswer> = pool.iter().filter(|a| merit(a.interval) == best).collect();
    // Of verdicts equally strong, the one that leaves more to do.
    let verdict = leads.iter().map(|a| a.verdict).max();
    Headline {
        verdict: verdict.unwrap_or(Verdict::Unknown),
        interval: leads.first().map_or(market, |a| a.interval),
        r#for: leads.iter().map(|a| a.id.clone()).collect(),
    }
}
