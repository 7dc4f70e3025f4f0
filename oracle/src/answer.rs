//! The answer in the shape of `expect` (`tests/conformance/README.md` §3.2).

use crate::calendar::{Age, Day, When, written};
use crate::case::Case;
use crate::law::{Clause, Requirement};
use crate::route::{Route, Window, best};
use crate::search::Chain;
use crate::standing::{Asked, Interval, Standing, Step};
use crate::truth::Truth::{F, T, U};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// The most routes shown (§3.7).
const SHOWN: usize = 5;

/// So many days before and after the day asked are looked at one by one.
const EVERY_DAY: Day = 120;

/// Which days are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scan {
    /// Every recorded date and the day after it, ages and the ends of coverage included.
    Recorded,
    /// Besides, every single day of the months around the day asked.
    EveryDay,
}

/// One question under work, with the days it has looked at so far.
pub(crate) struct Work<'u> {
    pub(crate) case: Case<'u>,
    days: Vec<Day>,
    seen: RefCell<BTreeMap<Day, Rc<Standing<'u>>>>,
    /// The routes that hold on a day, by requirement.
    routes: RefCell<BTreeMap<(Day, &'u str), Vec<Route<'u>>>>,
}

impl<'u> Work<'u> {
    pub(crate) fn new(case: Case<'u>, universe: &Value, question: &Value, scan: Scan) -> Self {
        let mut days = turning(universe, question, &case);
        if scan == Scan::EveryDay {
            days.extend(case.question.on - EVERY_DAY..=case.question.on + EVERY_DAY);
        }
        Self { case, days: days.into_iter().collect(), seen: RefCell::default(), routes: RefCell::default() }
    }

    fn on(&self) -> Day {
        self.case.question.on
    }

    fn standing(&self, day: Day) -> Rc<Standing<'u>> {
        if let Some(seen) = self.seen.borrow().get(&day) {
            return Rc::clone(seen);
        }
        let standing = Rc::new(self.case.standing(&self.case.question.market, day));
        self.seen.borrow_mut().insert(day, Rc::clone(&standing));
        standing
    }

    /// The first later day on which a reading of the standing differs, and the reading there.
    fn change(&self, read: impl Fn(&Standing) -> Interval) -> (Value, Value) {
        let today = read(&self.standing(self.on()));
        let later = self.days.iter().copied().filter(|day| *day > self.on());
        for day in later {
            let then = read(&self.standing(day));
            if then != today {
                return (json!(written(day - 1)), interval(then));
            }
        }
        (Value::Null, Value::Null)
    }

    /// Whether a route holds on a day, whether or not anything is asked on it.
    fn holds(&self, day: Day, requirement: &'u Requirement, route: &Route) -> bool {
        let market: &'u str = &self.case.question.market;
        let mut seen = self.routes.borrow_mut();
        let routes = seen.entry((day, requirement.id.as_str())).or_insert_with(|| {
            let routes = self.case.requirement_routes(requirement, market, day, &Chain::default());
            routes.into_iter().filter(|route| route.truth == T).collect()
        });
        routes.iter().any(|then| route.is(then))
    }

    /// The connected days around the day asked on which a route holds.
    fn window(&self, requirement: &'u Requirement, route: &Route) -> Window {
        let mut window = Window { from: Day::MIN, until: Day::MAX };
        for day in self.days.iter().copied().filter(|day| *day > self.on()) {
            if !self.holds(day, requirement, route) {
                window.until = day - 1;
                break;
            }
        }
        // Nothing changes between one of the days and the next: the stretch that ends at `next` is looked at on its first day.
        let mut next = self.days.iter().copied().filter(|day| *day <= self.on()).max();
        while let Some(begin) = next {
            let before = self.days.iter().copied().filter(|day| *day < begin).max();
            if !self.holds(before.unwrap_or(begin - 1), requirement, route) {
                window.from = begin;
                break;
            }
            next = before;
        }
        window
    }

    fn shown(&self, asked: &Asked<'u>) -> Vec<Route<'u>> {
        let mut sure: Vec<&Route> = Vec::new();
        for route in asked.routes.iter().filter(|route| route.truth == T && !route.detour) {
            // The same clauses on the same paper by another market's body: one route, the first.
            if !sure.iter().any(|known| known.line == route.line) {
                sure.push(route);
            }
        }
        let alone = sure.len() < 2;
        let whole = Window { from: Day::MIN, until: Day::MAX };
        let routes: Vec<(Route, Window)> = sure
            .into_iter()
            .map(|route| {
                let window = if alone { whole } else { self.window(asked.requirement, route) };
                (route.clone(), window)
            })
            .collect();
        best(&routes)
    }

    fn requirement(&self, asked: &Asked<'u>) -> Value {
        let id = &asked.requirement.id;
        let shown = self.shown(asked);
        let (stable_until, next_verdict) = self.change(|standing| {
            let then = standing.asked.iter().find(|asked| asked.requirement.id == *id);
            then.map_or(Interval::NOT_REQUIRED, |asked| asked.interval)
        });
        let conditional: BTreeSet<Vec<&str>> = asked
            .routes
            .iter()
            .filter(|route| route.truth == U && !route.detour && Step::of(route.effect) > asked.interval.lo)
            .map(|route| route.clauses.clone())
            .collect();
        let first = shown.first();
        json!({
            "id": id,
            "verdict": verdict(asked.interval, asked.gap, plain(asked)),
            "interval": interval(asked.interval),
            "routes": shown.iter().take(SHOWN).map(|route| json!(route.clauses)).collect::<Vec<_>>(),
            "conditional": conditional,
            "obligations": first.map(duties).unwrap_or_default(),
            "obtain": first.map(|route| json!(route.obtain)).unwrap_or_else(|| json!([])),
            "stable_until": stable_until,
            "next_verdict": next_verdict,
        })
    }

    pub(crate) fn answer(&self) -> Value {
        let law = self.case.law;
        let market = &self.case.question.market;
        let projected = law.as_of.is_some_and(|as_of| self.on() > as_of.last);
        let mut answer = match law.blocs.iter().find(|bloc| bloc.id == *market) {
            Some(_) => self.of_a_bloc(),
            None => self.of_an_economy(),
        };
        if let Some(fields) = answer.as_object_mut() {
            fields.insert("projected".to_owned(), json!(projected));
        }
        answer
    }

    pub(crate) fn of_an_economy(&self) -> Value {
        let market: &'u str = &self.case.question.market;
        self.case.bound_hit.set(false);
        let today = self.standing(self.on());
        let slots = self.virtual_slots(&[market], &self.named(&[market]), true);
        let bound_hit = self.case.bound_hit.get();
        let (stable_until, next_verdict) = self.change(|standing| standing.interval);
        json!({
            "requirements": today.asked.iter().map(|asked| self.requirement(asked)).collect::<Vec<_>>(),
            "market": {
                "interval": interval(today.interval),
                "gaps": today.asked.iter().filter(|asked| asked.gap).map(|a| &a.requirement.id).collect::<Vec<_>>(),
                "requirements_complete": self.complete(market),
                "stable_until": stable_until,
                "next_verdict": next_verdict,
            },
            "virtual": slots.iter().flat_map(|(slot, found)| found.iter().map(move |found| json!({
                "slot": slot,
                "interval": interval(*found),
            }))).collect::<Vec<_>>(),
            "bound_hit": bound_hit,
        })
    }

    fn complete(&self, market: &str) -> &'static str {
        if self.case.requirements_complete(market) { "yes" } else { "unknown" }
    }

    /// The markets that the place asked about consists of on the day, each with whether it surely does.
    pub(crate) fn members(&self) -> Vec<(&'u str, bool)> {
        let (place, today) = (&self.case.question.market, When::on(self.on()));
        let economies = self.case.law.economies.iter();
        economies
            .map(|economy| (economy.as_str(), self.case.inside(economy, place, today)))
            .filter(|(_, member)| member.possible())
            .map(|(economy, member)| (economy, member == T))
            .collect()
    }

    /// The minimum over the members; a perhaps-member lowers lo only (§3.4, Q16).
    fn of_a_bloc(&self) -> Value {
        let members = self.members();
        self.case.bound_hit.set(false);
        let standings: Vec<(&str, bool, Standing)> =
            members.iter().map(|(member, sure)| (*member, *sure, self.case.standing(member, self.on()))).collect();
        let mut requirements = Vec::new();
        let mut gaps = Vec::new();
        for requirement in &self.case.law.requirements {
            let asked: Vec<(&Asked, bool)> = standings
                .iter()
                .flat_map(|(_, sure, standing)| standing.asked.iter().map(|asked| (asked, *sure)))
                .filter(|(asked, _)| asked.requirement.id == requirement.id)
                .collect();
            if asked.is_empty() {
                continue;
            }
            let intervals: Vec<(Interval, bool)> = asked.iter().map(|(asked, sure)| (asked.interval, *sure)).collect();
            let whole = lowest(&intervals);
            let gap = asked.iter().all(|(asked, _)| asked.gap);
            let weakest = asked.iter().filter(|(asked, _)| asked.interval.lo == whole.lo);
            let unconditional = weakest.into_iter().all(|(asked, _)| plain(asked));
            if gap {
                gaps.push(&requirement.id);
            }
            requirements.push(json!({
                "id": requirement.id,
                "verdict": verdict(whole, gap, unconditional),
                "interval": interval(whole),
            }));
        }
        let of_markets: Vec<(Interval, bool)> =
            standings.iter().map(|(_, sure, standing)| (standing.interval, *sure)).collect();
        let markets: Vec<&'u str> = members.iter().map(|(member, _)| *member).collect();
        let slots = self.virtual_slots(&markets, &self.named(&markets), true);
        let surely = members.iter().any(|(_, sure)| *sure);
        let of_bloc = of_members(&of_markets);
        let complete = surely && members.iter().all(|(member, _)| self.case.requirements_complete(member));
        json!({
            "requirements": requirements,
            "market": {
                "interval": interval(of_bloc),
                "gaps": gaps,
                "requirements_complete": if complete { "yes" } else { "unknown" },
            },
            "members": standings
                .iter()
                .map(|(member, _, standing)| ((*member).to_owned(), interval(standing.interval)))
                .collect::<serde_json::Map<_, _>>(),
            "virtual": slots.iter().map(|(slot, found)| {
                let all: Vec<(Interval, bool)> =
                    found.iter().zip(&members).map(|(found, (_, sure))| (*found, *sure)).collect();
                json!({ "slot": slot, "interval": interval(lowest(&all)) })
            }).collect::<Vec<_>>(),
            "bound_hit": self.case.bound_hit.get(),
        })
    }

    /// Slots of clauses that bite where some market has no record that asks for that paper of such a product (§3.5), each with its interval in
    /// every market; none where no clause bites anywhere.
    pub(crate) fn virtual_slots(
        &self,
        markets: &[&'u str],
        named: &[&'u str],
        silence: bool,
    ) -> BTreeMap<&'u str, Vec<Interval>> {
        // Where no clause bites nothing is proved; what silence does not exclude is not excluded (§3.6).
        let open = |market: &&str| match silence && !self.case.all_ways_closed(market) {
            true => Step::Equivalent,
            false => Step::None,
        };
        let mut found = BTreeMap::new();
        for scheme in named {
            let cut_before = self.case.bound_hit.get();
            let slots: Vec<Option<Interval>> = markets.iter().map(|market| self.virtual_slot(scheme, market)).collect();
            if slots.iter().any(Option::is_some) {
                let none = Interval { lo: Step::None, hi: Step::None };
                let raised = slots.into_iter().zip(markets).map(|(slot, market)| {
                    let proved = slot.unwrap_or(none);
                    Interval { lo: proved.lo, hi: proved.hi.max(open(market)) }
                });
                found.insert(*scheme, raised.collect());
            } else {
                self.case.bound_hit.set(cut_before);
            }
        }
        found
    }

    /// The schemes whose slot some clause names where some market has no record that asks for it.
    pub(crate) fn named(&self, markets: &[&'u str]) -> Vec<&'u str> {
        let schemes = self.case.law.schemes.iter().map(|scheme| scheme.id.as_str());
        schemes.filter(|scheme| markets.iter().any(|market| self.unasked(scheme, market))).collect()
    }

    /// Whether a clause that takes a paper in hand names a scheme's slot in a market that asks for it of no such product.
    fn unasked(&self, scheme: &str, market: &str) -> bool {
        let (case, law) = (&self.case, self.case.law);
        let asked = |scheme: &str| {
            law.requirements.iter().any(|requirement| {
                let slots = requirement.ways.iter().flat_map(|way| &way.slots);
                let of_such = case.ever_inside(market, &requirement.market) && case.spoken_of(&requirement.scope) > F;
                of_such && slots.into_iter().any(|asked| asked.scheme == scheme)
            })
        };
        let home = law.scheme(scheme).and_then(|scheme| scheme.home.as_ref());
        let own = home.is_none_or(|home| case.ever_inside(market, home));
        let papers: Vec<_> =
            case.question.holdings.iter().enumerate().map(|(number, h)| case.held(number, h)).collect();
        let named = law.clauses().any(|clause| {
            // What a clause says of other products is nothing about this one. Records that differ leave each point open by itself.
            let records = law.records(clause);
            let about = records.iter().any(|record| case.within_scope(&record.scope) > F);
            let names = records.iter().any(|record| match (&record.issues, &record.fills) {
                (Some(issue), _) => issue.scheme == scheme,
                (None, fills) => fills.iter().flatten().any(|fill| fill == scheme),
            });
            let takes = papers.iter().any(|paper| {
                let of_kind = clause.kind.as_deref().is_none_or(|kind| paper.kind == Some(kind));
                let wanted = clause.schemes.as_ref();
                of_kind && wanted.is_none_or(|wanted| wanted.iter().any(|w| paper.scheme == Some(w)))
            });
            // Of several slots that a clause fills, those that are asked for of such a product are the ones it is about.
            let elsewhere = clause.fills.iter().flatten().any(|fill| fill != scheme && asked(fill));
            about && names && takes && !elsewhere && clause.to_party.iter().any(|place| case.ever_inside(market, place))
        });
        !asked(scheme) && own && named
    }

    /// What a slot that asks nothing but a scheme's paper is worth in a market; `None` where no clause bites.
    fn virtual_slot(&self, scheme: &str, market: &'u str) -> Option<Interval> {
        let slot = self.case.law.bare_slots.iter().find(|slot| slot.scheme == scheme)?;
        let mut routes = self.case.slot_routes(slot, market, self.on(), &Chain::default());
        // Where a clause caps the level, what is recognised depends on the level that is wanted, and nobody says which.
        // All records of a clause are one clause: each leaves open what it says.
        let records = |clause: &&'u Clause| self.case.law.records(clause);
        let leads = |c: &Clause| c.fills(scheme) || c.issued_scheme() == Some(scheme);
        let into = |clause: &&'u Clause| records(clause).into_iter().any(leads);
        let here = |clause: &&Clause| clause.to_party.iter().any(|place| self.case.ever_inside(market, place));
        let capped = |c: &Clause| c.cap.is_some_and(|cap| cap < u8::MAX.into());
        let caps = |clause: &'u Clause| records(&clause).into_iter().any(capped);
        if self.case.law.clauses().filter(into).filter(here).any(caps) {
            // A status has no level.
            let statuses: Vec<&str> =
                self.case.law.clauses().filter(|c| c.about_a_status()).map(|c| c.id.as_str()).collect();
            let leveled = routes.iter_mut().filter(|r| r.clauses.last().is_none_or(|last| !statuses.contains(last)));
            let wanted = self.case.atom(U, "wanted_level", || "wanted level".to_owned());
            leveled.for_each(|route| route.truth = route.truth.and(wanted));
        }
        let bites = |route: &Route| route.truth.possible() && !route.clauses.is_empty();
        routes.iter().any(bites).then(|| Interval::of(&routes))
    }
}

/// The lowest of several members; one that is only perhaps a member lowers lo only (Q16).
pub(crate) fn lowest(intervals: &[(Interval, bool)]) -> Interval {
    let lo = intervals.iter().map(|(interval, _)| interval.lo).min().unwrap_or(Step::None);
    let sure = intervals.iter().filter(|(_, sure)| *sure);
    Interval { lo, hi: sure.map(|(interval, _)| interval.hi).min().unwrap_or(Step::NotRequired) }
}

/// The interval of a bloc. One without members says nothing; nor does one of which nobody surely is a member.
pub(crate) fn of_members(markets: &[(Interval, bool)]) -> Interval {
    let mut whole = lowest(markets);
    if !markets.iter().any(|(_, sure)| *sure) {
        whole.lo = whole.lo.min(Step::None);
    }
    whole
}

/// The days on which anything recorded turns: every date there is, the ends of ages and usual runs, and the days on which completeness grows old.
pub(crate) fn turning(universe: &Value, question: &Value, case: &Case) -> BTreeSet<Day> {
    let mut days = BTreeSet::new();
    collect(universe, &mut days);
    collect(question, &mut days);
    let usual = case.law.schemes.iter().filter_map(|scheme| scheme.validity);
    let ages = case.law.clauses.iter().filter_map(|clause| clause.max_age).chain(usual);
    let issued: Vec<When> = case.question.holdings.iter().filter_map(|holding| holding.issued).collect();
    days.extend(ages.flat_map(|age| issued.iter().flat_map(move |day| day.plus(age).edges())));
    let reviewed = case.law.coverage.iter().filter_map(|coverage| coverage.as_of);
    let lasting = Age { months: 18, ..Age::default() };
    days.extend(reviewed.flat_map(|day| day.plus(lasting).edges()));
    days
}

/// Every date below a value, with the day after it.
fn collect(value: &Value, days: &mut BTreeSet<Day>) {
    match value {
        Value::String(text) => days.extend(When::read(text).into_iter().flat_map(When::edges)),
        Value::Array(items) => items.iter().for_each(|item| collect(item, days)),
        Value::Object(fields) => fields.values().for_each(|field| collect(field, days)),
        _ => {}
    }
}

/// Whether what is proved is proved by a route that leaves nothing to do.
fn plain(asked: &Asked) -> bool {
    let strongest =
        asked.routes.iter().filter(|r| r.truth == T && !r.detour && Step::of(r.effect) == asked.interval.lo);
    strongest.into_iter().any(|route| route.obligations.is_empty())
}

fn duties(route: &Route) -> Vec<String> {
    route.obligations.iter().map(crate::route::Obligation::written).collect::<BTreeSet<_>>().into_iter().collect()
}

pub(crate) fn interval(interval: Interval) -> Value {
    json!([interval.lo.word(), interval.hi.word()])
}

/// The name of an interval (§3.6).
fn verdict(interval: Interval, gap: bool, plain: bool) -> &'static str {
    match (interval.lo, interval.hi) {
        (Step::NotRequired, _) => "not-required",
        (Step::Native, _) => "native",
        (Step::Equivalent, _) => {
            if plain {
                "accepted"
            } else {
                "accepted-with-conditions"
            }
        }
        (Step::Reissue, _) => "convertible",
        (Step::Evidence, _) => "supporting",
        (Step::None, Step::None) => {
            if gap {
                "not-addressed"
            } else {
                "not-accepted"
            }
        }
        (Step::Barred, Step::Barred) => "barred",
        (Step::None | Step::Barred, _) => "unknown",
    }
}
