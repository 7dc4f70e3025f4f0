//! Where an answer becomes words: the catalogues of `locales/`, which the page shares.

use crate::Failure;
use crate::conditions;
use crate::names::Names;
use comity::Law;
use comity::decide::{
    Answer, Interval, Obligation, QuestionError, Refined, RequirementAnswer, Route, Scale, Verdict, limits,
};
use comity::law::{Confidence, Text};
use comity::overlay::Assumed;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// A language there is a catalogue for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Language {
    /// English.
    #[default]
    English,
    /// Simplified Chinese.
    Chinese,
}

impl Language {
    pub(crate) fn parse(text: &str) -> Result<Language, Failure> {
        match text {
            "en" => Ok(Language::English),
            "zh-CN" | "zh" => Ok(Language::Chinese),
            other => Err(Failure::Input(format!("--lang: `{other}` is not one of en, zh-CN"))),
        }
    }
}

/// One catalogue, and the names of what is on record.
pub(crate) struct Words {
    language: Language,
    catalogue: BTreeMap<String, String>,
    pub(crate) names: Names,
    /// Keys that were asked for and have no words.
    missing: RefCell<BTreeSet<String>>,
}

const ENGLISH: &str = include_str!("../../locales/en.json");
const CHINESE: &str = include_str!("../../locales/zh-CN.json");

/// What was left out of a list.
#[derive(Clone, Copy)]
pub(crate) struct Whole {
    /// The budget that cut it, if one did.
    pub(crate) budget: Option<&'static str>,
    /// Whether longer chains were not followed.
    pub(crate) bound_hit: bool,
}

impl Words {
    pub(crate) fn new(language: Language) -> Words {
        let text = match language {
            Language::English => ENGLISH,
            Language::Chinese => CHINESE,
        };
        // The catalogues are part of the program; a test reads both.
        Words {
            language,
            catalogue: serde_json::from_str(text).unwrap_or_default(),
            names: Names::default(),
            missing: RefCell::default(),
        }
    }

    /// The words about a law: what it names is called by its name.
    pub(crate) fn about(language: Language, law: &Law) -> Words {
        Words { names: Names::of(law.records()), ..Words::new(language) }
    }

    /// Keys that were asked for since this was last asked, and have no words.
    pub(crate) fn missing(&self) -> BTreeSet<String> {
        self.missing.take()
    }

    /// The words of a key, if there are any.
    pub(crate) fn known(&self, key: &str) -> Option<String> {
        self.catalogue.get(key).cloned()
    }

    /// The words of a key with its placeholders filled; a key without words shows itself.
    pub(crate) fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        let mut text = self.known(key).unwrap_or_else(|| {
            self.missing.borrow_mut().insert(key.to_owned());
            key.to_owned()
        });
        for (name, value) in args {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        closed_up(&text)
    }

    pub(crate) fn pick<'t>(&self, text: &'t Text) -> &'t str {
        match self.language {
            Language::English => &text.en,
            Language::Chinese => &text.zh,
        }
    }

    pub(crate) fn list(&self, items: &[String]) -> String {
        items.join(match self.language {
            Language::English => "; ",
            Language::Chinese => "；",
        })
    }

    /// Conditions one after the other, each joined to those before in the words of a key.
    pub(crate) fn joined(&self, key: &str, conditions: &[String]) -> String {
        let all = conditions.iter().cloned();
        all.reduce(|text, more| self.say(key, &[("text", &text), ("more", &more)])).unwrap_or_default()
    }

    pub(crate) fn scale(&self, scale: Scale) -> String {
        self.say(&format!("scale.{scale}"), &[])
    }

    pub(crate) fn interval(&self, interval: Interval) -> String {
        if interval.lo() == interval.hi() {
            return self.scale(interval.lo());
        }
        self.say("frame.between", &[("lo", &self.scale(interval.lo())), ("hi", &self.scale(interval.hi()))])
    }

    /// A record with its facts, relations and sources.
    pub(crate) fn description(&self, description: &comity::Description) -> String {
        let mut out = String::new();
        line(&mut out, &format!("{} {}", description.noun, description.id));
        line(&mut out, &format!("  {}", self.pick(&description.name)));
        for (key, values) in &description.facts {
            let values: Vec<String> = values.iter().map(|value| self.fact(description, key, value)).collect();
            line(&mut out, &format!("  {}: {}", self.say(&format!("describe.{key}"), &[]), values.join(", ")));
        }
        for related in &description.related {
            let relation = self.say(&format!("describe.{}", related.relation), &[]);
            line(&mut out, &format!("  {relation}: {} — {}", related.id, self.pick(&related.name)));
        }
        for rests in &description.rests {
            self.rests(&mut out, rests);
        }
        self.sources(&mut out, "  ", &description.sources);
        if !description.confidence.is_empty() {
            line(&mut out, &format!("  {}", self.say(&format!("confidence.{}", description.confidence), &[])));
        }
        out
    }

    /// What every foreign route into a paper rests on.
    fn rests(&self, out: &mut String, rests: &comity::Rests) {
        let paper = self.pick(&rests.paper.name);
        let names = |named: &[comity::decide::Named]| {
            self.list(&named.iter().map(|n| self.pick(&n.name).to_owned()).collect::<Vec<_>>())
        };
        let mut text = if !rests.reached {
            self.say("graph.no-route", &[("paper", paper)])
        } else if rests.agreements.is_empty() {
            self.say("graph.rests-on-none", &[("paper", paper)])
        } else {
            self.say("graph.rests-on", &[("paper", paper), ("agreements", &names(&rests.agreements))])
        };
        if !rests.clauses.is_empty() {
            let _ = write!(text, " — {}", self.say("graph.via", &[("clauses", &rests.clauses.join(", "))]));
        }
        if !rests.papers.is_empty() {
            let _ = write!(text, " — {}", self.say("graph.through", &[("papers", &names(&rests.papers))]));
        }
        line(out, &format!("  {}: {text}", rests.requirement));
    }

    /// A whole answer.
    pub(crate) fn answer(&self, answer: &Answer) -> String {
        let mut out = String::new();
        let market = self.pick(&answer.question.market_name);
        let lead: Vec<&RequirementAnswer> = answer
            .requirements
            .iter()
            .chain(&answer.r#virtual)
            .filter(|r| answer.headline.r#for.contains(&r.id))
            .collect();
        self.assumed(&mut out, &answer.overlay);
        let verdict = answer.headline.verdict;
        line(&mut out, &self.say(&format!("verdict.{verdict}"), &[]).to_uppercase());
        let means = self.say(&format!("verdict.{verdict}.means"), &[("market", market)]);
        let may = conditions::may(verdict, &lead);
        line(&mut out, &if may { self.say("means.may", &[("means", &means)]) } else { means });
        line(&mut out, "");
        match lead.first() {
            Some(requirement) => self.frame(&mut out, answer, requirement),
            None => line(&mut out, &self.unknown(answer, None)),
        }
        if answer.projected {
            line(&mut out, &self.say("frame.projected", &[("as_of", answer.as_of.as_deref().unwrap_or(""))]));
        }
        self.steps(&mut out, answer, lead.first().copied());
        self.until(&mut out, answer);
        for requirement in &lead {
            self.why(&mut out, answer, requirement);
        }
        self.change(&mut out, answer, &lead);
        self.market(&mut out, answer, &lead);
        self.footing(&mut out, answer);
        out.trim_end().to_owned()
    }

    /// What an answer about assumed law assumes, before anything it says.
    pub(crate) fn assumed(&self, out: &mut String, overlay: &[Assumed]) {
        if overlay.is_empty() {
            return;
        }
        line(out, &self.say("overlay.title", &[]));
        for assumed in overlay {
            let name = self.pick(&assumed.name);
            let mut text = self.say(&format!("overlay.{}", assumed.change), &[("record", &assumed.record)]);
            if !name.is_empty() && name != assumed.record {
                let _ = write!(text, " ({name})");
            }
            for (key, date) in [("overlay.from", &assumed.from), ("overlay.until", &assumed.until)] {
                if let Some(date) = date {
                    let _ = write!(text, "{}", self.say(key, &[("date", date)]));
                }
            }
            line(out, &format!("  ◇ {text}"));
        }
        line(out, &self.say("overlay.caveat", &[]));
        line(out, "");
    }

    /// The frame of `semantics.md` §7.
    fn frame(&self, out: &mut String, answer: &Answer, requirement: &RequirementAnswer) {
        let date = answer.question.on.as_str();
        let as_of = answer.as_of.as_deref().unwrap_or("");
        let name = self.pick(&requirement.name);
        let verdict = self.say(&format!("verdict.{}.inline", requirement.verdict), &[]);
        let args = [("requirement", name), ("verdict", verdict.as_str()), ("date", date), ("as_of", as_of)];
        let sentence = match requirement.verdict {
            Verdict::Native => self.say("frame.native", &args),
            Verdict::Accepted | Verdict::AcceptedWithConditions | Verdict::Convertible | Verdict::Supporting => {
                let agreements: Vec<String> = requirement
                    .routes
                    .first()
                    .into_iter()
                    .flat_map(|route| &route.hops)
                    .filter_map(|hop| hop.agreement.as_ref().map(|a| (a, &hop.place)))
                    .map(|(a, place)| {
                        let title = self.pick(&a.name);
                        if place.is_empty() { title.to_owned() } else { format!("{title} ({place})") }
                    })
                    .collect();
                let mut args = args.to_vec();
                let agreements = self.list(&agreements);
                args.push(("agreement", &agreements));
                self.say("frame.recognised", &args)
            }
            Verdict::NotAccepted => match &requirement.ways_stated {
                Some(day) => self.say("frame.not-accepted", &[("date", day)]),
                None => self.say("frame.not-accepted.bare", &[]),
            },
            Verdict::NotAddressed => self.say("frame.not-addressed", &[("requirement", name)]),
            Verdict::Barred => self.say("frame.barred", &args),
            Verdict::NotRequired => self.say("frame.not-required", &args),
            Verdict::Unknown => self.unknown(answer, Some(requirement)),
        };
        line(out, &sentence);
        for other in conditions::instead(answer, requirement) {
            let verdict = self.say(&format!("verdict.{}.inline", other.verdict), &[]);
            line(out, &self.say("frame.instead", &[("requirement", self.pick(&other.name)), ("verdict", &verdict)]));
        }
        if conditions::suppliers_own(answer, requirement) {
            line(out, &self.say("frame.suppliers-own", &[]));
        }
        // Nobody reported what is assumed: the answer said so before anything else.
        let recorded = |route: &&Route| route.hops.iter().all(|hop| hop.hypothetical.is_empty());
        match requirement.routes.first().filter(recorded).map(|route| route.confidence) {
            Some(Confidence::Recalled) => line(out, &self.say("frame.recalled", &[])),
            Some(Confidence::Doubtful) => line(out, &self.say("frame.doubtful", &[])),
            Some(Confidence::Verified) | None => {}
        }
        let proved =
            requirement.interval.lo() > Scale::Nothing && requirement.interval.lo() < requirement.interval.hi();
        if proved && requirement.interval.hi() <= Scale::Native {
            let hi = self.scale(requirement.interval.hi());
            let facts = self.facts(answer, requirement);
            if !facts.is_empty() {
                line(out, &self.say("frame.stronger", &[("hi", &hi), ("facts", &self.joined("list.if", &facts))]));
            } else if conditions::on_points(requirement) {
                line(out, &self.say("frame.stronger.points", &[("hi", &hi)]));
            } else if requirement.open_ways {
                line(out, &self.say("frame.stronger.open", &[("hi", &hi)]));
            }
        }
    }

    fn unknown(&self, answer: &Answer, requirement: Option<&RequirementAnswer>) -> String {
        let interval = requirement.map_or(answer.market.interval, |r| r.interval);
        let hi = self.scale(interval.hi());
        let facts = requirement.map(|r| self.facts(answer, r)).unwrap_or_default();
        if requirement.is_none() && answer.requirements.is_empty() {
            return self.say("ask.openers.nothing", &[]);
        }
        if interval.lo() == Scale::Barred {
            self.say("frame.unknown.bar", &[])
        } else if interval.hi() == Scale::NotRequired {
            let key = match requirement {
                _ if facts.is_empty() => "frame.unknown.optional.bare",
                Some(requirement) if conditions::hopeless(answer, requirement) => "frame.unknown.unasked",
                _ => "frame.unknown.optional",
            };
            self.say(key, &[("facts", &self.joined("list.whether", &facts))])
        } else if !facts.is_empty() {
            self.say("frame.unknown", &[("hi", &hi), ("facts", &self.joined("list.if", &facts))])
        } else if requirement.is_some_and(conditions::on_points) {
            self.say("frame.unknown.points", &[("hi", &hi)])
        } else if requirement.is_some_and(|r| r.open_ways) {
            self.say("frame.unknown.open", &[("hi", &hi)])
        } else {
            self.say("frame.unknown.bare", &[("hi", &hi)])
        }
    }

    fn steps(&self, out: &mut String, answer: &Answer, lead: Option<&RequirementAnswer>) {
        let obligations = &answer.obligations;
        let asked = asked(answer);
        // Where nothing is recognised, "nothing left to do" would mislead.
        if !recognised(answer.headline.verdict) && obligations.is_empty() {
            return;
        }
        let obtain: Vec<String> = lead
            .and_then(|r| r.routes.first())
            .into_iter()
            .flat_map(|route| &route.obtain)
            .map(|paper| self.say("steps.obtain", &[("paper", self.pick(&paper.name))]))
            .collect();
        // Evidence replaces nothing: what the requirement itself asks for is still to be got.
        let supported = lead.filter(|_| answer.headline.verdict == Verdict::Supporting && obtain.is_empty());
        let asked_for: Vec<String> =
            supported.iter().flat_map(|r| &r.asks_for).map(|paper| self.pick(&paper.name).to_owned()).collect();
        let obtain = if asked_for.is_empty() {
            obtain
        } else {
            vec![self.say("why.asks-for", &[("papers", &self.list(&asked_for))])]
        };
        if answer.headline.verdict == Verdict::Supporting && obligations.is_empty() && obtain.is_empty() {
            return;
        }
        self.title(out, "answer.steps");
        if obligations.is_empty() && obtain.is_empty() {
            line(out, &format!("  {}", self.say("steps.none", &[])));
            return;
        }
        let mut due = None;
        for obligation in obligations {
            if due != Some(obligation.when) {
                due = Some(obligation.when);
                line(out, &format!("  {}", self.say(&format!("due.{}", obligation.when), &[])));
            }
            line(out, &format!("    □ {}", self.obligation(obligation, &asked)));
        }
        for paper in obtain {
            line(out, &format!("  → {paper}"));
        }
    }

    /// What is to be done; where, if not in one of the markets asked.
    pub(crate) fn obligation(&self, obligation: &Obligation, asked: &[&str]) -> String {
        let said = obligation.text.as_ref().map(|text| self.pick(text).to_owned());
        let mut text = said.unwrap_or_else(|| self.say(&format!("obligation.{}", obligation.kind), &[]));
        if let Some(arg) = obligation.arg.as_ref().filter(|arg| !text.contains(arg.as_str())) {
            let _ = write!(text, " ({})", self.name(arg));
        }
        if !asked.contains(&obligation.at.as_str()) {
            let _ = write!(text, " [{}]", self.name(&obligation.at));
        }
        text
    }

    fn until(&self, out: &mut String, answer: &Answer) {
        // Of what is not recognised there is no end to tell, but perhaps a change.
        if !recognised(answer.headline.verdict) && answer.stable_until.is_none() {
            return;
        }
        self.title(out, "answer.until");
        let text = match (&answer.stable_until, answer.next_verdict) {
            (Some(day), Some(next)) => format!("{} {}", self.say("frame.until", &[("date", day)]), self.then(next)),
            _ => self.say("frame.until.open", &[]),
        };
        line(out, &format!("  {text}"));
    }

    /// What holds after the last day. That a requirement is asked no more is no all-clear: another may take its place.
    fn then(&self, next: Interval) -> String {
        if next == Interval::exactly(Scale::NotRequired) {
            return self.say("frame.then.gone", &[]);
        }
        self.say("frame.then", &[("next", &self.interval(next))])
    }

    /// What holds of all requirements together; of each is given its interval, and whether nothing in hand is about it.
    pub(crate) fn together(&self, market: Interval, each: impl Iterator<Item = (Interval, bool)>) -> String {
        // Where nothing but gaps is in the way, nobody refuses anything.
        let refusing: Vec<bool> =
            each.filter(|(interval, _)| interval.hi() <= Scale::Nothing).map(|(_, gap)| !gap).collect();
        let only_gaps = !refusing.is_empty() && refusing.iter().all(|refuses| !refuses);
        let verdict = if market.hi() == Scale::Nothing && only_gaps {
            self.say("verdict.not-addressed.inline", &[])
        } else {
            self.interval(market)
        };
        self.say("market.interval", &[("verdict", &verdict)])
    }

    /// What a case split found beyond the answer, below it.
    pub(crate) fn refined(&self, answer: &Answer, refined: &Refined) -> String {
        let mut out = String::from("\n");
        self.title(&mut out, "answer.refined");
        let told = answer.requirements.iter().filter_map(|r| Some((r, *refined.requirements.get(&r.id)?)));
        let narrowed: Vec<_> = told.filter(|(requirement, interval)| requirement.interval != *interval).collect();
        let market = (refined.market != answer.market.interval).then(|| self.interval(refined.market));
        if narrowed.is_empty() && market.is_none() {
            line(&mut out, &format!("  {}", self.say("refined.nothing", &[])));
            for split in &refined.split {
                let fact = self.say(&format!("fact.{}", split.fact), &[]);
                let case = |case: &String| self.say(if case == "yes" { "refined.yes" } else { "refined.no" }, &[]);
                let named = |case: &String| self.name(case).to_owned();
                let yes_or_no = split.cases == ["yes", "no"];
                let cases: Vec<String> = if yes_or_no {
                    split.cases.iter().map(case).collect()
                } else {
                    split.cases.iter().map(named).collect()
                };
                let told = [("fact", fact.as_str()), ("about", &split.key), ("cases", &self.list(&cases))];
                line(&mut out, &format!("  · {}", self.say("refined.split", &told)));
            }
        }
        for (requirement, interval) in narrowed {
            line(&mut out, &format!("  {}: {}", self.pick(&requirement.name), self.interval(interval)));
        }
        if let Some(verdict) = market {
            line(&mut out, &format!("  {}", self.say("market.interval", &[("verdict", &verdict)])));
        }
        out.trim_end().to_owned()
    }

    fn market(&self, out: &mut String, answer: &Answer, lead: &[&RequirementAnswer]) {
        self.title(out, "answer.market");
        for requirement in answer.requirements.iter().filter(|r| !lead.iter().any(|l| l.id == r.id)) {
            let verdict = self.say(&format!("verdict.{}", requirement.verdict), &[]);
            line(out, &format!("  {}: {verdict}", self.pick(&requirement.name)));
        }
        let complete = match answer.market.requirements_complete {
            comity::decide::Completeness::Yes => "market.complete",
            comity::decide::Completeness::Unknown => "market.incomplete",
        };
        let each = answer.requirements.iter().map(|r| (r.interval, answer.market.gaps.contains(&r.id)));
        line(out, &format!("  {}", self.together(answer.market.interval, each)));
        line(out, &format!("  {}", self.say(complete, &[])));
        // Members that fare alike share a line.
        let mut alike: Vec<(Interval, Vec<String>)> = Vec::new();
        for (member, interval) in &answer.members {
            match alike.iter_mut().find(|(of, _)| of == interval) {
                Some((_, members)) => members.push(self.name(member).to_owned()),
                None => alike.push((*interval, vec![self.name(member).to_owned()])),
            }
        }
        if !alike.is_empty() {
            line(out, &format!("  {}", self.say("market.members", &[])));
        }
        for (interval, members) in alike {
            line(out, &format!("    {}: {}", self.interval(interval), self.list(&members)));
        }
        for cited in &answer.grants_nothing {
            let name = self.pick(&cited.name);
            line(out, &format!("  {}: {name}", self.say("why.grants-nothing", &[])));
            if let Some(says) = &cited.says {
                line(out, &format!("    {}", self.pick(says)));
            }
        }
    }

    fn footing(&self, out: &mut String, answer: &Answer) {
        self.title(out, "answer.footing");
        let presumed: Vec<String> = answer.presumptions_used.iter().map(|reason| self.reason(reason)).collect();
        if !presumed.is_empty() {
            line(out, &format!("  {}", self.say("frame.assumed", &[("list", &self.list(&presumed))])));
        }
        let unseen: Vec<String> =
            answer.not_examined.iter().map(|code| self.say(&format!("not-examined.{code}"), &[])).collect();
        line(out, &format!("  {}", self.say("frame.not-examined", &[("list", &self.list(&unseen))])));
        for pending in &answer.pending_changes {
            line(
                out,
                &format!(
                    "  {}: {} — {}",
                    self.say("footing.pending", &[]),
                    self.pick(&pending.what),
                    self.pick(&pending.stage)
                ),
            );
        }
        if answer.bound_hit {
            line(out, &format!("  {}", self.say("frame.bound", &[])));
        }
        if let Some(budget) = answer.budget {
            let key = if limits::of_the_search(budget) { "frame.cut" } else { "frame.cut.beside" };
            line(out, &format!("  {}", self.say(key, &[("budget", budget)])));
        }
        line(out, &format!("  {}", self.say("frame.caveat", &[])));
        line(out, &format!("  {}", self.say("frame.advice", &[])));
        let as_of = answer.as_of.as_deref().unwrap_or("");
        line(out, &format!("  {}", self.say("app.edition", &[("edition", &answer.edition), ("as_of", as_of)])));
    }

    /// The last lines of a list: whether it is whole, what it does not claim, and of what edition it is.
    pub(crate) fn close(&self, out: &mut String, whole: Whole, edition: &str, as_of: Option<&str>) {
        if whole.bound_hit {
            line(out, &self.say("frame.bound", &[]));
        }
        match whole.budget {
            Some(budget) => line(out, &self.say("ask.cut", &[("budget", budget)])),
            None => line(out, &self.say("ask.complete", &[])),
        }
        line(out, &self.say("frame.advice", &[]));
        line(out, &self.say("app.edition", &[("edition", edition), ("as_of", as_of.unwrap_or(""))]));
    }

    /// What is wrong with a question, in the words that the page has for it.
    pub(crate) fn trouble(&self, error: &QuestionError) -> String {
        let key = match error.code {
            "missing" | "empty" => "error.missing",
            "ambiguous" => "error.ambiguous",
            "no-such-day" => "error.date",
            _ if error.got.is_empty() => "error.other",
            _ => "error.field",
        };
        let args = [("field", error.path.as_str()), ("got", &error.got), ("expected", &error.expected)];
        let said = self.say(key, &args);
        match error.nearest.as_slice() {
            [] => said,
            near => format!("{said}{}{}", self.say("error.nearest", &[]), near.join(", ")),
        }
    }

    pub(crate) fn title(&self, out: &mut String, key: &str) {
        line(out, "");
        line(out, &self.say(key, &[]));
    }
}

/// Whether a verdict reports a recognition, were it the weakest.
fn recognised(verdict: Verdict) -> bool {
    match verdict {
        Verdict::Native
        | Verdict::Accepted
        | Verdict::AcceptedWithConditions
        | Verdict::Convertible
        | Verdict::Supporting => true,
        Verdict::NotAddressed | Verdict::NotAccepted | Verdict::Unknown | Verdict::Barred | Verdict::NotRequired => {
            false
        }
    }
}

/// The market asked and its members: what each member asks, the market does.
pub(crate) fn asked(answer: &Answer) -> Vec<&str> {
    answer.members.keys().map(String::as_str).chain([answer.question.market.as_str()]).collect()
}

pub(crate) fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}

/// Chinese is set apart from numbers and letters by a space, and from Chinese by none.
fn closed_up(text: &str) -> String {
    let chinese = |c: Option<char>| {
        c.is_some_and(|c| matches!(c, '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}'))
    };
    let mut closed = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if c != ' ' || !chinese(closed.chars().next_back()) || !chinese(rest.peek().copied()) {
            closed.push(c);
        }
    }
    closed
}
