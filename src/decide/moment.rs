//! One day of evaluation: which comparisons were made, and when they would next come out otherwise.
//!
//! Law is piecewise constant between change points. Every comparison of the day with a recorded date notes the days
//! on which it would turn; so the earliest of them is the first day on which the evaluation *can* differ, and no list
//! of change points has to be drawn up beforehand.

use super::answer::{Reason, Why};
use super::finding::{Atom, Fact, Finding};
use super::inquiry::{Inquiry, Issued, Paper};
use super::search::Way;
use super::shared::{Apart, OfProduct, Shared};
use super::survey::{self, Surveyed};
use super::twins::Kinds;
use super::{Truth, limits};
use crate::Law;
use crate::law::{Bloc, Closes, Coverage, Day, Evidence, Id, Market, Place, Records, Span, When};
use std::cell::{Cell, OnceCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// A point in time that is held against a recorded date.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Point {
    /// The day of evaluation.
    Now,
    /// Another date, as that of an issue.
    At(When),
    /// The day asked, whatever day is evaluated: what is held as it stood then.
    Asked(Day),
}

/// Whether one date is not later than another.
fn ordered(first: When, second: When) -> Truth {
    if first.latest <= second.earliest {
        Truth::True
    } else if first.earliest > second.latest {
        Truth::False
    } else {
        Truth::Unknown
    }
}

/// The bounds of a date at which something turns. The ends of the calendar stand for a day that nobody recorded, unless they
/// are recorded to the day: nothing turns there.
fn recorded(when: When) -> impl Iterator<Item = Day> {
    let to_the_day = when.earliest == when.latest;
    [when.earliest, when.latest].into_iter().filter(move |day| to_the_day || ![Day::FIRST, Day::LAST].contains(day))
}

/// What is spent on one question, whichever day or variant is evaluated.
pub(crate) struct Spent {
    guards: Cell<u32>,
    most: u32,
    cut: Cell<Option<&'static str>>,
    searched_less: Cell<bool>,
    /// Assumptions of the question that came to bear.
    assumed: Cell<BTreeSet<String>>,
    /// What was found before and comes out alike.
    pub(crate) shared: Shared,
    /// Every unknown met, for the test that none is overlooked.
    #[cfg(test)]
    pub(crate) met: std::cell::RefCell<BTreeSet<Atom>>,
}

impl Default for Spent {
    fn default() -> Spent {
        Spent::at_most(limits::GUARDS)
    }
}

impl Spent {
    /// Nothing spent yet of so many guards.
    pub(crate) fn at_most(guards: u32) -> Spent {
        Spent {
            guards: Cell::new(0),
            most: guards,
            cut: Cell::default(),
            searched_less: Cell::default(),
            assumed: Cell::default(),
            shared: Shared::default(),
            #[cfg(test)]
            met: std::cell::RefCell::default(),
        }
    }

    /// Nothing spent yet, by one of several questions that are asked of the same law.
    pub(crate) fn sharing(shared: &Shared) -> Spent {
        Spent { shared: shared.clone(), ..Spent::default() }
    }

    /// The same, of so many guards.
    pub(crate) fn sharing_at_most(shared: &Shared, guards: u32) -> Spent {
        Spent { shared: shared.clone(), ..Spent::at_most(guards) }
    }

    /// Guards evaluated so far.
    pub(crate) fn guards(&self) -> u32 {
        self.guards.get()
    }

    /// Takes one guard from the budget; `false` when there is none left.
    pub(crate) fn guard(&self) -> bool {
        let spent = self.guards.get();
        if spent >= self.most {
            self.cut("guards");
            return false;
        }
        self.guards.set(spent.saturating_add(1));
        true
    }

    /// Whether the search itself was cut: what it did not see is not excluded.
    pub(crate) fn search_cut(&self) -> bool {
        self.searched_less.get() || self.exhausted()
    }

    /// Notes that a budget cut something off.
    pub(crate) fn cut(&self, budget: &'static str) {
        if limits::of_the_search(budget) {
            self.searched_less.set(true);
        }
        if self.cut.get().is_none() {
            self.cut.set(Some(budget));
        }
    }

    /// The assumptions that came to bear so far.
    pub(crate) fn assumed(&self) -> BTreeSet<String> {
        let assumed = self.assumed.take();
        self.assumed.set(assumed.clone());
        assumed
    }

    /// The first budget that cut something off.
    pub(crate) fn cut_by(&self) -> Option<&'static str> {
        self.cut.get()
    }

    /// Whether the guard budget is used up: what follows proves nothing.
    pub(crate) fn exhausted(&self) -> bool {
        self.guards.get() >= self.most
    }
}

/// The evaluation of a question on one day.
pub(crate) struct Moment<'a> {
    pub(crate) law: &'a Law,
    pub(crate) ask: &'a Inquiry,
    /// The day evaluated.
    pub(crate) day: Day,
    /// The day asked.
    pub(crate) asked: Day,
    /// When coverage is looked at: as on the day asked, whatever the day (`semantics.md` §3.8).
    pub(crate) coverage: Point,
    /// Unknown atoms whose value is given: assumptions of the question, or tries.
    pub(crate) forced: &'a BTreeMap<String, bool>,
    /// Whether reasons are wanted.
    pub(crate) explain: bool,
    pub(crate) spent: &'a Spent,
    before: Cell<Option<Day>>,
    after: Cell<Option<Day>>,
    sources: Cell<Sources<'a>>,
    of_product: OnceCell<Rc<OfProduct>>,
    apart: OnceCell<Rc<Apart>>,
    /// What is noted while somebody wants to know what is looked for.
    consulted: Cell<Option<Consulted>>,
}

/// Assumptions that were looked for, each with what was found.
pub(crate) type Consulted = Vec<(String, Option<bool>)>;

/// What the markets ask whose lawful goods a clause takes: the same for every slot that such goods could fill.
type Sources<'a> = BTreeMap<(Id<Market>, Way), Rc<[Surveyed<'a>]>>;

impl<'a> Moment<'a> {
    pub(crate) fn new(
        law: &'a Law,
        ask: &'a Inquiry,
        day: Day,
        forced: &'a BTreeMap<String, bool>,
        spent: &'a Spent,
    ) -> Moment<'a> {
        Moment {
            law,
            ask,
            day,
            asked: ask.on,
            coverage: Point::Asked(ask.on),
            forced,
            explain: false,
            spent,
            before: Cell::new(None),
            after: Cell::new(None),
            sources: Cell::default(),
            of_product: OnceCell::new(),
            apart: OnceCell::new(),
            consulted: Cell::default(),
        }
    }

    /// The same question on another day, with nothing noted yet.
    pub(crate) fn on(&self, day: Day) -> Moment<'a> {
        Moment::new(self.law, self.ask, day, self.forced, self.spent)
    }

    /// What a market asks as the source of a status, surveyed once a day for each way the search came there.
    pub(crate) fn source(&self, market: Id<Market>, on_the_way: Way) -> Rc<[Surveyed<'a>]> {
        let key = (market, on_the_way);
        let sources = self.sources.take();
        let known = sources.get(&key).cloned();
        self.sources.set(sources);
        known.unwrap_or_else(|| {
            let surveyed: Rc<[Surveyed<'a>]> = survey::requirements(self, market, &key.1).into();
            let mut sources = self.sources.take();
            sources.insert(key, Rc::clone(&surveyed));
            self.sources.set(sources);
            surveyed
        })
    }

    pub(crate) fn explaining(mut self) -> Moment<'a> {
        self.explain = true;
        self
    }

    /// The members of a bloc by kind: those that nothing relevant to the question tells apart stand together.
    pub(crate) fn kinds(&self, bloc: Id<Bloc>) -> Rc<Kinds> {
        self.apart.get_or_init(|| self.of_product().apart(self)).kinds(self, bloc)
    }

    /// What is found of the product, in this evaluation and all in which it comes out alike.
    pub(crate) fn of_product(&self) -> &OfProduct {
        self.of_product.get_or_init(|| self.spent.shared.of_product(self))
    }

    /// What is found, with the assumptions that were looked for on the way.
    pub(crate) fn consulting<T>(&self, find: impl FnOnce() -> T) -> (T, Consulted) {
        let before = self.consulted.replace(Some(Consulted::new()));
        let found = find();
        (found, self.consulted.replace(before).unwrap_or_default())
    }

    /// Notes that an assumption of the question came to bear.
    pub(crate) fn assuming(&self, key: String) {
        let mut assumed = self.spent.assumed.take();
        assumed.insert(key);
        self.spent.assumed.set(assumed);
    }

    pub(crate) fn records(&self) -> &'a Records {
        self.law.records()
    }

    /// The last day before this one, and the first after it, on which some comparison made comes out otherwise.
    pub(crate) fn turning_points(&self) -> (Option<Day>, Option<Day>) {
        (self.before.get(), self.after.get())
    }

    /// Notes that something comes out otherwise from `first` on than on the day before.
    fn turns(&self, first: Day) {
        if first > self.day {
            self.after.set(Some(self.after.get().map_or(first, |day| day.min(first))));
        } else {
            let last = first.previous();
            // Before the first day of the calendar there is none.
            if last < self.day {
                self.before.set(Some(self.before.get().map_or(last, |day| day.max(last))));
            }
        }
    }

    /// Whether a point in time is not later than a recorded date.
    pub(crate) fn no_later(&self, at: Point, last: When) -> Truth {
        match at {
            Point::At(when) => ordered(when, last),
            Point::Asked(day) => ordered(When::on(day), last),
            Point::Now => {
                recorded(last).for_each(|bound| self.turns(bound.next()));
                ordered(When::on(self.day), last)
            }
        }
    }

    /// Whether a point in time is not earlier than a recorded date.
    pub(crate) fn no_earlier(&self, at: Point, first: When) -> Truth {
        match at {
            Point::At(when) => ordered(first, when),
            Point::Asked(day) => ordered(first, When::on(day)),
            Point::Now => {
                recorded(first).for_each(|bound| self.turns(bound));
                ordered(first, When::on(self.day))
            }
        }
    }

    /// Whether a date lies in a recorded period, both ends inclusive.
    pub(crate) fn within(&self, from: Option<When>, at: Point, until: Option<When>) -> Truth {
        let begun = from.map_or(Truth::True, |from| self.no_earlier(at, from));
        let going = until.map_or(Truth::True, |until| self.no_later(at, until));
        begun.and(going)
    }

    /// A value that nobody recorded: unknown, unless the question assumes it or a try sets it.
    pub(crate) fn unknown(&self, fact: Fact, key: String, about: &[&str], reason: Option<Reason>) -> Finding {
        let mut finding = Finding::of(Truth::Unknown);
        let forced = self.forced.get(&key).copied();
        if let Some(mut consulted) = self.consulted.take() {
            consulted.push((key.clone(), forced));
            self.consulted.set(Some(consulted));
        }
        if let Some(value) = forced {
            finding.value = Truth::of(value);
            self.assuming(key);
            return finding;
        }
        finding.atoms.push(Atom { fact, key, about: about.iter().map(|text| (*text).to_owned()).collect() });
        #[cfg(test)]
        self.spent.met.borrow_mut().extend(finding.atoms.iter().cloned());
        finding.because.extend(reason);
        finding
    }

    /// A truth value of dates, with an atom where it is unknown.
    pub(crate) fn dated(
        &self,
        value: Truth,
        key: &dyn Fn() -> String,
        about: &str,
        reason: impl FnOnce() -> Reason,
    ) -> Finding {
        let reason = self.explain.then(reason);
        if value == Truth::Unknown {
            return self.unknown(Fact::Date, key(), &[about], reason);
        }
        // Dates that merely hold explain nothing; those that decide have a reason of their own.
        let reason = reason.filter(|r| value == Truth::False || !r.code.merely_dates());
        Finding { because: reason.into_iter().collect(), ..Finding::of(value) }
    }

    /// A plain value with its reason.
    pub(crate) fn found(&self, value: Truth, reason: impl FnOnce() -> Reason) -> Finding {
        let because = if self.explain { vec![reason()] } else { Vec::new() };
        Finding { because, ..Finding::of(value) }
    }

    /// What names a paper in the key of an unknown: its holding; and of a paper made of it, its scheme and who makes it. One key
    /// is one fact: whether the body that issued a paper is listed says nothing of the one that reissues it.
    pub(crate) fn paper_key(&self, paper: &Paper) -> String {
        let holding = paper.holding;
        if paper.issued != Issued::Today {
            return format!("holdings[{holding}]");
        }
        let seat = paper.issuer.seat.map_or("", |seat| self.records().markets.at(seat).code.as_str());
        format!("holdings[{holding}]+{}@{seat}", self.records().schemes.at(paper.scheme).id)
    }

    /// A doubtful positive record proves nothing: its true becomes unknown, its false stays (`semantics.md` §3.2). `noun`: what
    /// sort of record it is, for ids may repeat from table to table.
    pub(crate) fn doubted(&self, finding: Finding, doubtful: bool, noun: &str, record: &str) -> Finding {
        if !doubtful || finding.value == Truth::False {
            return finding;
        }
        // Also where something else is unknown: were the record wrong, nothing of it could hold.
        let reason = self.explain.then(|| Reason::new(Why::Doubtful, &[("record", &record)]));
        let doubt =
            self.unknown(Fact::Doubtful, format!("doubtful/{noun}/{record}"), &[record], reason).owing(&finding);
        finding.and(doubt)
    }

    /// In the key of an unknown: which date it is that is compared, if not the day of evaluation.
    pub(crate) fn of_another_day(&self, at: Point) -> String {
        match at {
            Point::At(when) if when != When::on(self.day) => format!("@{when}"),
            // One day is one day, be it that of evaluation, of the question or of an issue.
            Point::At(_) | Point::Now | Point::Asked(_) => String::new(),
        }
    }

    /// Whether a market is a place, or a member of it, at a date.
    pub(crate) fn member(&self, place: Place, market: Id<Market>, at: Point) -> Finding {
        match place {
            Place::Market(other) => Finding::of(Truth::of(other == market)),
            Place::Bloc(id) => {
                let bloc = self.records().blocs.at(id);
                let code = &self.records().markets.at(market).code;
                let entries = bloc.members.iter().filter(|m| m.market == market);
                Finding::any(entries.enumerate().map(|(entry, membership)| {
                    let value = self.within(membership.from, at, membership.until);
                    let name = format!("{}/{code}", bloc.code);
                    let finding = self.dated(
                        value,
                        &|| format!("membership/{name}/{entry}{}", self.of_another_day(at)),
                        &name,
                        || Reason::new(Why::Membership, &[("bloc", &bloc.code), ("market", code)]),
                    );
                    let mut finding = self.doubted(finding, membership.doubtful, "membership", &name);
                    if self.explain {
                        finding.sources.extend(self.law.assumptions().of_member(id, market));
                    }
                    finding
                }))
            }
        }
    }

    /// Whether a market is a place, or a member of it, at all times.
    pub(crate) fn always(&self, place: Place, market: Id<Market>) -> bool {
        match place {
            Place::Market(other) => other == market,
            Place::Bloc(bloc) => self
                .records()
                .blocs
                .at(bloc)
                .members
                .iter()
                .any(|m| m.market == market && m.from.is_none() && m.until.is_none() && !m.doubtful),
        }
    }

    /// Whether a market is one of several places at a date.
    pub(crate) fn in_places(&self, places: &[Place], market: Id<Market>, at: Point) -> Finding {
        Finding::any(places.iter().map(|place| self.member(*place, market, at)))
    }

    /// The issue date of a paper as a point in time; `None`: not stated.
    pub(crate) fn issued(&self, issued: Issued) -> Option<Point> {
        match issued {
            Issued::On(when) => Some(Point::At(when)),
            Issued::Today => Some(Point::Now),
            Issued::NotStated => None,
        }
    }

    /// Whether a coverage statement of this kind is valid at a date. A statement is never true by halves: doubtful or
    /// partly dated ones do not close anything.
    pub(crate) fn stated(&self, coverage: &Coverage, closes: Closes, at: Point) -> bool {
        let ends = When::on(coverage.as_of.earliest.after(Span::COVERAGE));
        let of_such = coverage.closes == closes && !coverage.evidence.doubtful();
        of_such && self.within(coverage.from, at, Some(ends)) == Truth::True
    }

    /// Notes what a record rests on.
    pub(crate) fn resting_on(&self, mut finding: Finding, evidence: &Evidence) -> Finding {
        finding.confidence = finding.confidence.min(evidence.confidence);
        if self.explain {
            finding.sources.extend(evidence.sources.iter().copied());
        }
        finding
    }

    /// Notes that a record is assumed, where it is read and nothing rests on it otherwise.
    pub(crate) fn supposing(&self, mut finding: Finding, evidence: &Evidence) -> Finding {
        if self.explain {
            finding.sources.extend(evidence.sources.iter().filter(|source| source.assumed()));
        }
        finding
    }
}
