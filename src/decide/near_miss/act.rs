//! The acts that could mend what a candidate fails on, each as changes of the question (the table of `semantics.md` §3.9).

use super::super::finding::{Fact, Finding, Guard};
use super::super::guard;
use super::super::inquiry::Paper;
use super::super::moment::{Moment, Point};
use super::super::question::{self, Question, YesNo};
use super::super::repair::{Remedy, Repair, Setting};
use super::super::route::add;
use super::super::{Truth, limits};
use super::candidate::{Candidate, Guards, Stated, asked, facts, failing};
use super::issuer::{self, Counting};
use super::trial::Allowance;
use crate::law::{
    Clause, Day, EditionRule, Id, Level, Market, OriginFact, OriginRule, OriginTest, Place, Scheme, Slot,
};
use std::cmp::Reverse;

/// A candidate in a world: the day and the papers of a question, with what the guards found there.
pub(crate) struct Scene<'m, 'a> {
    pub(crate) allowance: &'m Allowance<'m>,
    pub(crate) moment: &'m Moment<'a>,
    pub(crate) question: &'m Question,
    pub(crate) candidate: &'m Candidate,
    pub(crate) guards: &'m Guards,
    pub(crate) paper: &'m Paper,
    /// The same paper as the question has it.
    pub(crate) holding: &'m question::Holding,
    /// The day that was asked; the scene may stand on another.
    pub(crate) asked: Day,
}

/// How the candidate stands on another day.
struct There {
    /// The guards that fail.
    failing: Vec<Guard>,
    /// Whether all hold.
    settled: bool,
    /// The days before and after on which that may differ.
    around: (Option<Day>, Option<Day>),
}

/// Every act that could mend a failing guard or settle an unknown fact here, cheapest first.
pub(crate) fn acts(scene: &Scene<'_, '_>) -> Vec<Repair> {
    let mut remedies = scene.candidate.remedies(scene.moment, scene.guards);
    remedies.dedup();
    let mut acts = Vec::new();
    if failing(scene.guards).next().is_none() {
        acts.extend(facts(scene.guards).stated.into_values().map(|fact| scene.stated(fact)));
    }
    for remedy in remedies {
        match remedy {
            Remedy::AddDocument => acts.extend(scene.documents()),
            Remedy::Renew => acts.push(scene.renewed()),
            Remedy::ListedBody => acts.extend(scene.listed()),
            Remedy::OtherRegime => acts.extend(scene.clause().and_then(|clause| scene.other_regime(clause))),
            Remedy::ChangeOrigin => acts.extend(scene.origins()),
            // Facts are stated where nothing fails, and days are looked for where a date can mend what does.
            Remedy::StateFact | Remedy::Date | Remedy::NotActionable => {}
        }
    }
    let dated = [Guard::Force, Guard::Validity, Guard::Edition];
    if failing(scene.guards).any(|(guard, _)| dated.contains(guard)) {
        acts.extend(scene.dates());
    }
    acts.sort_by_key(|act| act.kind);
    acts
}

/// An act with what its words are made of.
fn act(kind: Remedy, args: &[(&'static str, String)], set: Vec<Setting>) -> Repair {
    let args = args.iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (*name, value.clone()));
    Repair { kind, args: args.collect(), past: false, set }
}

impl Scene<'_, '_> {
    fn clause(&self) -> Option<&Clause> {
        self.candidate.clause.map(|id| self.moment.records().clauses.at(id))
    }

    fn place(&self) -> usize {
        self.candidate.holding
    }

    fn finding(&self, guard: Guard) -> Option<&Finding> {
        failing(self.guards).find(|(failing, _)| *failing == guard).map(|(_, finding)| finding)
    }

    /// A fact as it is best for the recognition: each of its unknowns so that the guards come out stronger. What one of them is worth may
    /// hang on another, so each is tried again beside all others as they then are.
    fn stated(&self, fact: Stated) -> Repair {
        let mut forced = self.moment.forced.clone();
        for key in fact.atoms.iter().chain(&fact.atoms) {
            let mut so = |value: bool| {
                forced.insert(key.clone(), value);
                let there = Moment::new(self.moment.law, self.moment.ask, self.moment.day, &forced, self.moment.spent);
                self.candidate.strength(&there)
            };
            let (yes, no) = (so(true), so(false));
            forced.insert(key.clone(), yes >= no);
        }
        // What stands in the question itself needs no name.
        let named = fact.about.iter().filter(|text| !text.is_empty() && !text.starts_with("holdings["));
        let about = named.cloned().collect::<Vec<_>>().join(", ");
        let best = |key: String| {
            let value = if forced.get(&key) == Some(&false) { YesNo::No } else { YesNo::Yes };
            Setting::Assume(key, value)
        };
        let set = fact.atoms.into_iter().map(best).collect();
        act(Remedy::StateFact, &[("fact", fact.fact.word().to_owned()), ("about", about)], set)
    }

    /// The settings of any new paper: issued on a day, with no end and no standing of its own stated yet.
    fn anew(&self, issued: Day) -> Vec<Setting> {
        let mut set = vec![Setting::Issued(self.place(), issued)];
        if self.holding.expires.is_some() {
            set.push(Setting::NoEnd(self.place()));
        }
        if self.holding.status.is_some() {
            set.push(Setting::Active(self.place()));
        }
        set
    }

    /// Papers that the clause wants beside this one, by the same issuer.
    fn documents(&self) -> Vec<Repair> {
        let there = |needed: Id<Scheme>| {
            let mut papers = self.moment.ask.papers.iter().filter(|paper| paper.scheme == needed);
            papers.any(|paper| {
                let valid = guard::validity(self.moment, paper);
                valid.and(guard::bars::paper(self.moment, paper, self.candidate.market)).value.possible()
            })
        };
        let needed = self.clause().into_iter().flat_map(|clause| clause.needs_all.iter().copied());
        let missing = needed.filter(|needed| !there(*needed));
        let document = |needed: Id<Scheme>| {
            let scheme = self.moment.records().schemes.at(needed).id.clone();
            let holding = question::Holding {
                scheme: Some(scheme.clone()),
                issued: Some(self.moment.day.to_string()),
                issuer: self.holding.issuer.clone(),
                ..question::Holding::default()
            };
            let set = vec![Setting::Holding(self.question.holdings.len(), Box::new(holding))];
            act(Remedy::AddDocument, &[("scheme", scheme)], set)
        };
        missing.map(document).collect()
    }

    /// The same paper issued anew, to an edition and a level that count.
    fn renewed(&self) -> Repair {
        let mut set = self.anew(self.moment.day);
        let (mut edition, mut level) = (String::new(), String::new());
        if self.finding(Guard::Edition).is_some()
            && let Some(taken) = self.edition()
        {
            edition.clone_from(&taken);
            set.push(Setting::Norm(self.place(), taken));
        }
        if let Some(wanted) = self.finding(Guard::Level).and_then(asked) {
            level = wanted.to_string();
            set.push(Setting::Level(self.place(), Some(wanted)));
        }
        let issued = self.moment.day.to_string();
        act(Remedy::Renew, &[("issued", issued), ("edition", edition), ("level", level)], set)
    }

    /// The newest edition that is taken on the day.
    fn edition(&self) -> Option<String> {
        let of_slot = self.candidate.slot.edition.as_ref();
        let rule: Option<&EditionRule> = self.clause().map_or(of_slot, |clause| clause.edition.as_ref());
        let editions = &self.moment.records().editions;
        let taken = rule
            .into_iter()
            .flat_map(|rule| &rule.accepts)
            .filter(|accepted| self.moment.within(accepted.from, Point::Now, accepted.until) == Truth::True);
        let newest = taken.max_by_key(|accepted| {
            let edition = editions.at(accepted.edition);
            (edition.published.map(|when| when.latest), accepted.edition)
        })?;
        Some(editions.at(newest.edition).id.clone())
    }

    /// The same paper, issued by a body that counts: one that surely does today, or else one that may, and one that did on the last day on which
    /// there was one.
    fn listed(&self) -> Vec<Repair> {
        let by = |found: Counting| {
            let mut set = self.anew(found.issued.unwrap_or(self.moment.day));
            set.push(Setting::Issuer(self.place(), found.stated));
            let issued = found.issued.map(|day| day.to_string()).unwrap_or_default();
            let past = found.issued.is_some_and(|day| day < self.asked);
            Repair { past, ..act(Remedy::ListedBody, &[("issuer", found.told), ("issued", issued)], set) }
        };
        issuer::that_count(self).into_iter().map(by).collect()
    }

    /// A paper of a scheme that the clause takes, to the rules it wants, from the same issuer: of the scheme with which the guards come out
    /// strongest and none fails that no act mends, and of several one whose papers are to those rules anyway.
    fn other_regime(&self, clause: &Clause) -> Option<Repair> {
        let taken = clause.schemes.is_empty() || clause.schemes.contains(&self.paper.scheme);
        let mut schemes = if taken { vec![self.paper.scheme] } else { clause.schemes.clone() };
        schemes.sort_unstable_by_key(|scheme| (!self.attests(clause, *scheme), *scheme));
        let mut papers: Vec<Repair> =
            schemes.into_iter().filter_map(|scheme| self.other_paper(clause, scheme)).collect();
        if papers.len() > 1 {
            let strength = |there: &Moment<'_>, _: &Question| {
                let guards = self.candidate.guards(there);
                let mends = |(guard, found): &(Guard, Finding)| self.candidate.remedy(there, *guard, found);
                let mendable = failing(&guards).all(|failing| mends(failing) != Remedy::NotActionable);
                // A paper that counts as the market's own needs no clause: of two that come out alike the other is advised.
                mendable.then(|| (self.candidate.strength(there), !self.candidate.is_native(there)))
            };
            papers.sort_by_cached_key(|paper| Reverse(self.allowance.world(&paper.set, strength)));
        }
        papers.into_iter().next()
    }

    /// Whether papers of a scheme are by themselves to the rules that the clause wants.
    fn attests(&self, clause: &Clause, scheme: Id<Scheme>) -> bool {
        let regime = &self.moment.records().schemes.at(scheme).regime;
        clause.attests.as_ref().is_none_or(|demanded| regime.as_ref().is_some_and(|regime| demanded.contains(regime)))
    }

    /// A paper of a scheme, to the rules that the clause wants; `None` where it wants another kind than the scheme has.
    fn other_paper(&self, clause: &Clause, scheme: Id<Scheme>) -> Option<Repair> {
        let record = self.moment.records().schemes.at(scheme);
        // What its paper would be: of the kind that the clause names, or else the scheme's first.
        let kind = record.kinds.iter().copied().find(|kind| clause.kind.is_none_or(|named| named == *kind))?;
        let mut set = Vec::new();
        if scheme != self.paper.scheme {
            set.push(Setting::Scheme(self.place(), record.id.clone()));
        }
        if kind != self.paper.kind || self.holding.kind.is_some() {
            set.push(Setting::Kind(self.place(), kind.word().to_owned()));
        }
        let demanded = clause.attests.iter().flatten().next().filter(|_| !self.attests(clause, scheme)).cloned();
        if demanded.is_some() || self.holding.attests.is_some() {
            set.push(Setting::Attests(self.place(), demanded.clone().map(|regime| vec![regime])));
        }
        let rules = demanded.or_else(|| record.regime.clone()).unwrap_or_default();
        set.extend(self.anew(self.moment.day));
        if let Some(taken) = self.edition() {
            set.push(Setting::Norm(self.place(), taken));
        }
        // A level counts in its own scheme: the new paper is got at the level that is asked.
        let asked = match self.candidate.slot.level {
            Level::Unasked => None,
            Level::AtLeast(level) => Some(level),
            Level::AsWanted => guard::wanted(self.moment, &self.candidate.slot),
        };
        if asked.is_some() || (scheme != self.paper.scheme && self.paper.level.is_some()) {
            set.push(Setting::Level(self.place(), asked));
        }
        Some(act(Remedy::OtherRegime, &[("scheme", record.id.clone()), ("rules", rules)], set))
    }

    /// The goods from where the rule of origin wants them: one act for each test that alone would do.
    fn origins(&self) -> Vec<Repair> {
        let moved = |tests: &[OriginTest]| {
            let mut facts: Vec<OriginFact> = Vec::new();
            add(&mut facts, &tests.iter().map(|test| test.fact).collect::<Vec<_>>());
            let mut set = Vec::new();
            let mut told = Vec::new();
            for fact in &facts {
                let of_fact: Vec<&OriginTest> = tests.iter().filter(|test| test.fact == *fact).collect();
                let code = self.moment.records().markets.at(self.market_of(&of_fact)?).code.clone();
                add(&mut told, std::slice::from_ref(&code));
                set.push(Setting::Origin(*fact, code));
            }
            let facts: Vec<&str> = facts.into_iter().map(|fact| Fact::from(fact).word()).collect();
            Some(act(Remedy::ChangeOrigin, &[("facts", facts.join(", ")), ("places", told.join(", "))], set))
        };
        match self.clause().and_then(|clause| clause.origin.as_ref()) {
            Some(OriginRule::Any(tests)) => tests.chunks(1).filter_map(moved).collect(),
            Some(OriginRule::All(tests)) => moved(tests).into_iter().collect(),
            Some(OriginRule::Free) | None => Vec::new(),
        }
    }

    /// The market with which all tests of one fact hold on the day: the issuer's own if it is one of them.
    fn market_of(&self, tests: &[&OriginTest]) -> Option<Id<Market>> {
        let records = self.moment.records();
        let all = tests.iter().flat_map(|test| &test.places).flat_map(|place| match place {
            Place::Market(market) => vec![*market],
            Place::Bloc(bloc) => records.blocs.at(*bloc).members.iter().map(|member| member.market).collect(),
        });
        let within = |market: Id<Market>| {
            let mut found = tests.iter().map(|test| self.moment.in_places(&test.places, market, Point::Now).value);
            found.all(|value| value == Truth::True)
        };
        let mut now: Vec<Id<Market>> = all.filter(|market| within(*market)).collect();
        now.sort_unstable_by_key(|market| (Some(*market) != self.paper.issuer.seat, *market));
        now.first().copied()
    }

    /// The nearest other days on which what a date can mend is mended: the first later on which that is so and the first
    /// on which nothing fails at all, and of the last stretch of earlier days on which nothing fails the last on which all
    /// surely holds, or else its last.
    fn dates(&self) -> Vec<Repair> {
        let now: Vec<Guard> = failing(self.guards).map(|(guard, _)| *guard).collect();
        let mends = |guard: &Guard| match guard {
            Guard::Force => true,
            Guard::Validity | Guard::Edition => !now.contains(&Guard::Force),
            _ => false,
        };
        let mut days: Vec<Day> = Vec::new();
        for (day, there) in self.other_days(true) {
            let fewer = there.failing.iter().all(|guard| now.contains(guard)) && !there.failing.iter().any(mends);
            if there.failing.is_empty() || (fewer && days.is_empty()) {
                days.push(day);
            }
            if there.failing.is_empty() {
                break;
            }
        }
        let whole = self.other_days(false).skip_while(|(_, there)| !there.failing.is_empty());
        let mut stretch = whole.take_while(|(_, there)| there.failing.is_empty());
        if let Some((last, there)) = stretch.next() {
            let surely = if there.settled { None } else { stretch.find(|(_, there)| there.settled) };
            days.push(surely.map_or(last, |(day, _)| day));
        }
        let on = |day: Day| {
            let repair = act(Remedy::Date, &[("date", day.to_string())], vec![Setting::On(day)]);
            Repair { past: day < self.asked, ..repair }
        };
        days.into_iter().map(on).collect()
    }

    /// The days after or before on which the guards may come out otherwise, nearest first, as far as the budget goes. Where it ends, this
    /// says too little, and [`Allowance::world`] drops all that was found in this world.
    fn other_days(&self, forward: bool) -> impl Iterator<Item = (Day, There)> {
        let onward = move |(before, after): (Option<Day>, Option<Day>)| if forward { after } else { before };
        let mut next = onward(self.there(self.moment.day).around);
        let mut left = limits::TRIAL_DAYS;
        std::iter::from_fn(move || {
            let day = next?;
            if left == 0 {
                self.allowance.leave();
                return None;
            }
            left = left.saturating_sub(1);
            let there = self.there(day);
            next = onward(there.around);
            Some((day, there))
        })
    }

    fn there(&self, day: Day) -> There {
        let there = self.moment.on(day).explaining();
        let walked = self.candidate.walked(&there, self.paper.clone());
        let failing = failing(&walked.guards).map(|(guard, _)| *guard).collect();
        There { failing, settled: walked.value == Truth::True, around: there.turning_points() }
    }

    /// The slot to be filled.
    pub(crate) fn slot(&self) -> &Slot {
        &self.candidate.slot
    }
}
