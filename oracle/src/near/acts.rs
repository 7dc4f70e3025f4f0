//! Every form that an act can take.

use super::world::{Act, World};
use super::{Candidate, Trial};
use crate::calendar::{When, within, written};
use crate::case::Case;
use crate::law::{Clause, EditionRule, IssuerRule, Issuers, Listing, OriginRule, OriginTest};
use crate::truth::Truth::T;
use crate::truth::all;
use serde_json::{Value, json};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The fields of a new paper: of a day, without an end and with no standing of its own.
fn anew(number: usize, issued: &str) -> Vec<(String, Value)> {
    let of = |field: &str| format!("/holdings/{number}/{field}");
    vec![(of("issued"), json!(issued)), (of("expires"), Value::Null), (of("status"), Value::Null)]
}

/// Every choice of one of each.
fn product<T: Clone>(of: &[Vec<T>]) -> Vec<Vec<T>> {
    of.iter().fold(vec![Vec::new()], |chosen, next| {
        let longer = |so_far: &Vec<T>| {
            let so_far = so_far.clone();
            next.iter().map(move |one| so_far.iter().cloned().chain([one.clone()]).collect()).collect::<Vec<Vec<T>>>()
        };
        chosen.iter().flat_map(longer).collect()
    })
}

impl Trial<'_> {
    /// Every form of an act of a sort, for a candidate in a world.
    pub(super) fn acts(&self, kind: &str, candidate: Candidate, world: &World) -> Vec<Act> {
        let fields = |fields: Vec<(String, Value)>| Act { fields, ..Act::default() };
        let on = world.on().to_owned();
        match kind {
            "date" => self.other_days(candidate, world),
            "renew" => self.renewed(candidate, world, &on).into_iter().map(fields).collect(),
            "listed-body" => self.issued_by_another(candidate, world, &on).into_iter().map(fields).collect(),
            "other-regime" => candidate.clause.map_or_else(Vec::new, |clause| {
                self.other_papers(candidate, clause, world, &on).into_iter().map(fields).collect()
            }),
            "add-document" => {
                let issuer = world.question.pointer(&format!("/holdings/{}/issuer", candidate.number));
                let needed = candidate.clause.into_iter().flat_map(|clause| &clause.needs_all);
                let document = |scheme| json!({ "scheme": scheme, "issued": on, "issuer": issuer });
                needed.map(|scheme| fields(vec![("/holdings/-".to_owned(), document(scheme))])).collect()
            }
            "change-origin" => candidate.clause.map_or_else(Vec::new, |clause| {
                self.origins(candidate, clause, world).into_iter().map(fields).collect()
            }),
            _ => world.in_it(self.law, |case| {
                facts(case, candidate).into_values().map(|atoms| favourable(case, candidate, atoms)).collect()
            }),
        }
    }

    /// The first later day on which what a date can mend is mended and the first on which nothing fails; of the last earlier stretch on which
    /// nothing fails the last day on which all surely holds, or else its last: of any other day the same could be said.
    fn other_days(&self, candidate: Candidate, world: &World) -> Vec<Act> {
        let failing = |world: &World| world.in_it(self.law, |case| candidate.failing(case));
        let now = failing(world).unwrap_or_default();
        // A clause that is not in force waits for its day; only where it is can another day do for a paper.
        let waits = |guard: &u8| *guard == 1 || !now.contains(&1) && matches!(guard, 8 | 10);
        let to = |day: String| Act { fields: vec![("/on".to_owned(), json!(day))], ..Act::default() };
        let mut days = Vec::new();
        let mut mended = false;
        for day in self.days.iter().map(|day| written(*day)).filter(|day| day.as_str() > world.on()) {
            let there = to(day);
            let Some(left) = failing(&world.after(&there)) else { continue };
            let whole = left.is_empty();
            let fewer = left.iter().all(|guard| now.contains(guard)) && !left.iter().any(waits);
            if whole || fewer && !mended {
                mended = true;
                days.push(there);
            }
            if whole {
                break;
            }
        }
        let earlier = self.days.iter().rev().map(|day| written(*day)).filter(|day| day.as_str() < world.on()).map(to);
        let whole = |there: &Act| failing(&world.after(there)).is_some_and(|left| left.is_empty());
        let surely = |there: &Act| {
            let guards = world.after(there).in_it(self.law, |case| candidate.guards(case)).unwrap_or_default();
            guards.iter().all(|(_, value)| *value == T)
        };
        let stretch: Vec<Act> = earlier.skip_while(|day| !whole(day)).take_while(whole).collect();
        days.extend(stretch.iter().find(|day| surely(day)).or(stretch.first()).cloned());
        days
    }

    /// The editions and levels that a new paper may be got to: those that count, or as before.
    fn editions_and_levels(&self, candidate: Candidate, on: &str) -> Vec<Vec<(String, Value)>> {
        let of = |field: &str| format!("/holdings/{}/{field}", candidate.number);
        let rules: Vec<&EditionRule> = match candidate.clause {
            Some(clause) => self.law.records(clause).into_iter().filter_map(|r| r.edition_rule.as_ref()).collect(),
            None => candidate.slot.edition_rule.iter().collect(),
        };
        // One that is accepted for a time counts while that surely is not over.
        let now = When::read(on).unwrap_or(When::UNKNOWN);
        let accepted = rules.into_iter().flat_map(|rule| &rule.accepts);
        let surely = accepted.filter(|accepted| within(accepted.from, accepted.until, now) == T);
        let accepted = surely.map(|accepted| &accepted.edition);
        let mut editions: Vec<Vec<(String, Value)>> = vec![Vec::new()];
        editions.extend(accepted.map(|edition| vec![(of("edition"), json!(edition))]));
        let mut levels: Vec<Vec<(String, Value)>> = vec![Vec::new()];
        levels.extend(candidate.slot.level.map(|level| vec![(of("level"), json!(level))]));
        product(&[editions, levels]).into_iter().map(|chosen| chosen.concat()).collect()
    }

    /// Of edition and level a renewal changes what fails; what is merely unknown is for its holder to state.
    fn renewed(&self, candidate: Candidate, world: &World, on: &str) -> Vec<Vec<(String, Value)>> {
        let failing = world.in_it(self.law, |case| candidate.failing(case)).unwrap_or_default();
        let changes = |(path, _): &(String, Value)| {
            path.ends_with("/edition") && failing.contains(&10) || path.ends_with("/level") && failing.contains(&11)
        };
        let further = self.editions_and_levels(candidate, on).into_iter().filter(|further| further.iter().all(changes));
        further.map(|further| [anew(candidate.number, on), further].concat()).collect()
    }

    /// By those who are asked for, or by any body of a market: one of today who surely counts; or else one who may, and one who did on the last day
    /// on which somebody stood on the register.
    fn issued_by_another(&self, candidate: Candidate, world: &World, on: &str) -> Vec<Vec<(String, Value)>> {
        let counts = |form: &Vec<(String, Value)>| {
            let there = world.after(&Act { fields: form.clone(), ..Act::default() });
            let guards = there.in_it(self.law, |case| candidate.guards(case)).unwrap_or_default();
            all(guards.into_iter().filter(|(number, _)| matches!(number, 2 | 7 | 14)).map(|(_, value)| value))
        };
        let present = world.question.pointer(&format!("/holdings/{}/issuer", candidate.number));
        let body_of = |issuer: Option<&Value>| issuer.and_then(Value::as_str).map(str::to_owned);
        let seat_of = |issuer: Option<&Value>| {
            let body = body_of(issuer).and_then(|id| self.law.body(&id)?.seat.clone());
            body.or_else(|| issuer?.get("seat")?.as_str().map(str::to_owned))
        };
        let made_in: Vec<&str> = match world.question.pointer("/origin/made_in") {
            Some(Value::Array(places)) => places.iter().filter_map(Value::as_str).collect(),
            Some(Value::String(place)) => vec![place],
            _ => Vec::new(),
        };
        let registers = self.registers(candidate);
        let now = When::read(on).unwrap_or(When::UNKNOWN).first;
        let listings = self.law.listings.iter().filter(|listing| registers.contains(&listing.register));
        let ended = listings.filter(|listing| listing.until.is_some_and(|until| until.last < now));
        let last =
            |listing: &Listing| listing.until.map(|until| until.first).filter(|day| *day > i32::MIN).map(written);
        let past: BTreeSet<(String, String)> =
            ended.filter_map(|listing| Some((last(listing)?, listing.body.clone()))).collect();
        let days: BTreeSet<&String> = past.iter().map(|(day, _)| day).collect();
        let days: Vec<String> = days.into_iter().rev().cloned().collect();
        let mut today = self.issued_on(candidate, world, &[on.to_owned()]);
        // The last day of a listing is that of the body which stood on it: of the past nobody is meant who has no name.
        let mut once = self.issued_on(candidate, world, &days);
        once.retain(|form| {
            let of =
                |end: &str| form.iter().find(|(path, _)| path.ends_with(end)).and_then(|(_, value)| value.as_str());
            let stood = of("/issued").zip(of("/issuer"));
            stood.is_some_and(|(day, body)| past.contains(&(day.to_owned(), body.to_owned())))
        });
        let home = self.law.scheme(&candidate.slot.scheme).and_then(|scheme| scheme.home.clone());
        let home = home.filter(|_| candidate.clause.is_none());
        let at_home = |seat: &Option<String>| match (&home, seat) {
            (Some(home), Some(seat)) => world.in_it(self.law, |case| case.ever_inside(seat, home)),
            (Some(_), None) => false,
            (None, _) => true,
        };
        // The latest first; by name, the present one, at home, of its market, of where the goods are made.
        for forms in [&mut today, &mut once] {
            forms.sort_by_key(|form| {
                let of = |end: &str| form.iter().find(|(path, _)| path.ends_with(end)).map(|(_, value)| value);
                let (body, seat) = (body_of(of("/issuer")), seat_of(of("/issuer")));
                let elsewhere = !seat.as_deref().is_some_and(|seat| made_in.contains(&seat));
                let issued = Reverse(of("/issued").and_then(Value::as_str).map(str::to_owned));
                let (other, abroad) = (body != body_of(present), !at_home(&seat));
                (issued, body.is_none(), other, abroad, seat != seat_of(present), elsewhere, seat, body)
            });
        }
        let surely = |form: &&Vec<(String, Value)>| counts(form) == T;
        let perhaps = |form: &&Vec<(String, Value)>| counts(form).possible();
        let first = match today.iter().find(surely) {
            Some(today) => vec![today],
            None => {
                let past = once.iter().find(surely).or(once.iter().find(perhaps));
                today.iter().find(perhaps).into_iter().chain(past).collect()
            }
        };
        first.into_iter().cloned().collect()
    }

    /// The registers on which the issuer must stand, or may.
    fn registers(&self, candidate: Candidate) -> Vec<String> {
        let Some(clause) = candidate.clause else { return vec![candidate.slot.scheme.clone()] };
        let rules = self.law.records(clause).into_iter().map(|record| &record.issuer_rule);
        let listed = rules.filter_map(|rule| match rule {
            IssuerRule::Listed(register) => Some(register.clone()),
            _ => None,
        });
        listed.collect()
    }

    /// The bodies that are asked for by name: those of the scheme, or those of the register; and whether nobody else can be meant.
    fn asked_for(&self, candidate: Candidate, world: &World) -> (BTreeSet<String>, bool) {
        let scheme = world.question.pointer(&format!("/holdings/{}/scheme", candidate.number)).and_then(Value::as_str);
        let native = candidate.clause.is_none_or(|clause| matches!(clause.issuer_rule, IssuerRule::Native));
        let mut registers = self.registers(candidate);
        let mut asked_for = BTreeSet::new();
        let mut alone = false;
        for scheme in self.law.schemes.iter().filter(|known| native && Some(known.id.as_str()) == scheme) {
            registers.push(scheme.id.clone());
            if let Issuers::Named(named) = &scheme.native_issuers {
                alone |= !named.is_empty();
                asked_for.extend(named.iter().cloned());
            }
        }
        let listings = self.law.listings.iter().filter(|listing| registers.contains(&listing.register));
        asked_for.extend(listings.map(|listing| listing.body.clone()));
        (asked_for, alone)
    }

    fn issued_on(&self, candidate: Candidate, world: &World, days: &[String]) -> Vec<Vec<(String, Value)>> {
        // By name only those that are asked for by name; else any body of a seat.
        let (asked_for, alone) = self.asked_for(candidate, world);
        let named = asked_for.iter().map(|body| json!(body));
        // From anywhere: then the seat is no matter of the clause, and stays.
        let anywhere = candidate.clause.is_some_and(|clause| clause.from_party.iter().any(|from| from == "any"));
        let seat = world.in_it(self.law, |case| {
            let holding = case.question.holdings.get(candidate.number)?;
            case.held(candidate.number, holding).seat.map(str::to_owned)
        });
        let seats =
            self.law.economies.iter().filter(|economy| !alone && (!anywhere || Some(*economy) == seat.as_ref()));
        let unnamed = seats.map(|economy| json!({ "seat": economy }));
        let issuers: Vec<Value> = named.chain(unnamed).collect();
        let by = |issuer: &Value| (format!("/holdings/{}/issuer", candidate.number), issuer.clone());
        issuers
            .iter()
            .flat_map(|issuer| days.iter().map(move |day| [anew(candidate.number, day), vec![by(issuer)]].concat()))
            .collect()
    }

    /// A paper of each scheme that the clause takes, to the rules it wants.
    fn other_papers(
        &self,
        candidate: Candidate,
        clause: &Clause,
        world: &World,
        on: &str,
    ) -> Vec<Vec<(String, Value)>> {
        let of = |field: &str| format!("/holdings/{}/{field}", candidate.number);
        let held = world.question.pointer(&of("scheme")).and_then(Value::as_str);
        let takes =
            |scheme: &str| clause.schemes.as_ref().is_none_or(|taken| taken.iter().any(|known| known == scheme));
        // Where its own scheme is taken, the paper stays of it.
        let stays = held.is_some_and(takes);
        let others = self.law.schemes.iter().filter(|s| if stays { held == Some(&s.id) } else { takes(&s.id) });
        let mut papers = Vec::new();
        for scheme in others {
            // Its own rules, or else the first that are wanted; what no scheme's papers attest has no name that could be stated.
            let known = |regime: &String| self.law.schemes.iter().any(|s| s.regime.as_ref() == Some(regime));
            let wanted = clause.attests.as_ref();
            let own = wanted.is_none_or(|all| scheme.regime.as_ref().is_some_and(|regime| all.contains(regime)));
            let first = wanted.and_then(|all| all.first()).filter(|regime| known(regime));
            let attests = if own { Some(Value::Null) } else { first.map(|regime| json!([regime])) };
            if let Some(rules) = attests {
                for further in self.editions_and_levels(candidate, on) {
                    let paper = vec![(of("scheme"), json!(scheme.id)), (of("attests"), rules.clone())];
                    papers.push([anew(candidate.number, on), paper, further].concat());
                }
            }
        }
        papers
    }

    /// The goods from where a rule of origin wants them: for all tests together, or for each that alone would do, the first markets with which
    /// they hold, the issuer's own before others.
    fn origins(&self, candidate: Candidate, clause: &Clause, world: &World) -> Vec<Vec<(String, Value)>> {
        let seat = world.in_it(self.law, |case| {
            let holding = case.question.holdings.get(candidate.number)?;
            case.held(candidate.number, holding).seat.map(str::to_owned)
        });
        let mut markets: Vec<&String> = self.law.economies.iter().collect();
        markets.sort_by_key(|market| (Some(*market) != seat.as_ref(), *market));
        let of_all = |tests: &[OriginTest]| {
            let facts: BTreeSet<&str> = tests.iter().map(|test| crate::guards::origin_fact(&test.kind)).collect();
            let from = |fact: &&str| -> Vec<(String, Value)> {
                markets.iter().map(|market| (format!("/origin/{fact}"), json!([market]))).collect()
            };
            let holds = |form: &Vec<(String, Value)>| {
                let there = world.after(&Act { fields: form.clone(), ..Act::default() });
                there.in_it(self.law, |case| all(tests.iter().map(|test| case.comes_up_to(test, case.question.on))))
                    == T
            };
            product(&facts.iter().map(from).collect::<Vec<_>>()).into_iter().find(holds)
        };
        match &clause.origin_rule {
            OriginRule::Any(tests) => tests.chunks(1).filter_map(of_all).collect(),
            OriginRule::All(tests) => of_all(tests).into_iter().collect(),
            OriginRule::None | OriginRule::Unrecorded => Vec::new(),
        }
    }
}

/// The unknown facts that its holder can state, each with the atoms of the candidate's guards that it settles.
pub(super) fn facts(case: &Case, candidate: Candidate) -> BTreeMap<String, Vec<String>> {
    let met = case.atoms.met_by(|| {
        candidate.all_guards(case);
    });
    let mut facts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (key, fact) in met {
        let of_paper = key.split('.').next().filter(|paper| paper.starts_with("paper "));
        let name = match fact {
            "product" if key.starts_with("product/attribute/") => {
                key.split('/').nth(2).map(|name| format!("attribute {name}"))
            }
            "product" => Some("product".to_owned()),
            "level" | "issued" | "expires" | "issuer_class" | "attests" | "basis" | "seat" => {
                of_paper.map(|paper| format!("{fact} of {paper}"))
            }
            // A stated edition of which nobody recorded whether it counts is a matter of the record.
            "edition" if key.ends_with(".edition") => Some(key.clone()),
            "listing" if key.ends_with("/?") => Some(key.clone()),
            "issuer" | "owner" | "wanted_level" => Some(key.clone()),
            // Where the paper's own day is known in part its holder can tell it; where the law's is, nobody who asks can.
            "date" => of_paper.filter(|_| of_its_own(case, &key)).map(|_| key.clone()),
            _ if fact.starts_with("origin.") => Some(fact.to_owned()),
            _ => None,
        };
        if let Some(name) = name {
            facts.entry(name).or_default().push(key);
        }
    }
    facts
}

/// Whether a comparison of dates is unknown for the paper's own dates.
fn of_its_own(case: &Case, key: &str) -> bool {
    let Some((_, what)) = key.split_once(".issued/") else { return true };
    // What a register or a treaty says of that day is a matter of the record.
    if !["by today", "age/", "since/", "lapse/", "closing/"].iter().any(|own| what.starts_with(own)) {
        return false;
    }
    let of = |number: usize| key.starts_with(&format!("paper {number}."));
    let held = case.question.holdings.iter().enumerate().filter(|(number, _)| of(*number));
    held.filter_map(|(_, holding)| holding.issued).any(|issued| issued.first != issued.last)
}

/// Every way in which a fact may turn out, as far as it is told: of several unknowns some may be left.
pub(super) fn told_in_part(atoms: &[String]) -> Vec<Act> {
    let each = |atom: &String| [Some(true), Some(false), None].map(|value| (atom.clone(), value)).to_vec();
    let each: Vec<Vec<(String, Option<bool>)>> = atoms.iter().take(7).map(each).collect();
    let chosen = product(&each).into_iter();
    let settled =
        |chosen: Vec<(String, Option<bool>)>| chosen.into_iter().filter_map(|(atom, v)| Some((atom, v?))).collect();
    chosen.map(|chosen| Act { settled: settled(chosen), ..Act::default() }).collect()
}

/// A fact as it is best for a recognition: every unknown of it so that the guards come out as strong as may be.
fn favourable(case: &Case, candidate: Candidate, atoms: Vec<String>) -> Act {
    let strength = |atom: &String, value: bool| -> usize {
        let mut set = case.atoms.settled();
        set.insert(atom.clone(), value);
        case.atoms.with(set, || candidate.all_guards(case)).into_iter().map(|value| value as usize).sum()
    };
    let settled = atoms.into_iter().map(|atom| {
        let value = strength(&atom, true) >= strength(&atom, false);
        (atom, value)
    });
    Act { settled: settled.collect(), ..Act::default() }
}

/// All unknowns of a fact that come up in an evaluation, however it is asked.
pub(super) fn of_fact(case: &Case, fact: &str, evaluate: impl FnOnce()) -> Vec<String> {
    let met = case.atoms.met_by(evaluate);
    met.into_iter().filter(|(_, of)| *of == fact).map(|(key, _)| key).collect()
}
