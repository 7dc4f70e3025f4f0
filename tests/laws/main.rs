//! The laws of recognition (`semantics.md` §5) on universes drawn by seed: the toy universe with records dropped, copied
//! and contested, dates moved and facts forgotten, and a question of its cases likewise.
//!
//! A law that fails prints its seed and the smallest universe found that still breaks it.
#![cfg(feature = "compile")]
#![allow(missing_docs, reason = "tests")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test speaks by panicking")]

mod common;
#[macro_use]
mod worlds;

use comity::decide::{Answer, Completeness, Interval, Obligation, RequirementAnswer, Route, Scale, Truth, YesNo};
use comity::law::Duty;
use comity::{Day, Question, When, check};
use fastrand::Rng;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use worlds::*;

// ------------------------------------------------------------------------------------------------ what laws speak about

/// The interval of every requirement, and under the empty name of the market.
fn intervals(answer: &Answer) -> BTreeMap<&str, Interval> {
    let market = ("", answer.market.interval);
    answer.requirements.iter().map(|r| (r.id.as_str(), r.interval)).chain([market]).collect()
}

const NOT_REQUIRED: Interval = Interval::exactly(Scale::NotRequired);

/// Each interval before and after a change; a requirement that does not apply asks nothing.
fn pairs<'a>(before: &'a Answer, after: &'a Answer) -> Vec<(&'a str, Interval, Interval)> {
    let (old, new) = (intervals(before), intervals(after));
    let keys: BTreeSet<&str> = old.keys().chain(new.keys()).copied().collect();
    let at = |map: &BTreeMap<&str, Interval>, key: &str| map.get(key).copied().unwrap_or(NOT_REQUIRED);
    keys.into_iter().map(|key| (key, at(&old, key), at(&new, key))).collect()
}

fn never_lower(before: &Answer, after: &Answer) -> Result<(), String> {
    pairs(before, after).into_iter().try_for_each(|(key, old, new)| {
        ensure(new.lo() >= old.lo() && new.hi() >= old.hi(), || format!("`{key}` fell from {old:?} to {new:?}"))
    })
}

fn nested(wide: &Answer, narrow: &Answer, by: &str) -> Result<(), String> {
    // Of the market nothing is promised unless all its requirements are on record (`semantics.md` §3.6).
    let promised = wide.market.requirements_complete == Completeness::Yes;
    pairs(wide, narrow).into_iter().filter(|(key, ..)| promised || !key.is_empty()).try_for_each(|(key, old, new)| {
        ensure(new.lo() >= old.lo() && new.hi() <= old.hi(), || {
            format!("{by}: `{key}` was {old:?} and is {new:?}, not within it")
        })
    })
}

fn clauses(route: &Route) -> Vec<&str> {
    route.hops.iter().filter_map(|hop| hop.clause.as_deref()).collect()
}

/// Every requirement and slot of an answer with its routes, those that may hold included.
fn answers(answer: &Answer) -> impl Iterator<Item = &RequirementAnswer> {
    answer.requirements.iter().chain(&answer.r#virtual)
}

fn routes(answer: &Answer) -> impl Iterator<Item = &Route> {
    answers(answer).flat_map(|r| r.routes.iter().chain(&r.conditional_routes))
}

fn carries_a_standing(route: &Route) -> bool {
    route.hops.iter().any(|hop| hop.from.id.starts_with("lawful-marketing("))
}

/// What may not change where a change is neutral: verdicts, routes, obligations, dates. Reasons and ties may.
fn essence(answer: &Answer) -> Value {
    let route = |r: &Route| {
        json!([clauses(r), r.effect, r.duty, set(&r.obligations), r.window, r.confidence, r.obtain]).to_string()
    };
    let requirement = |r: &RequirementAnswer| {
        json!({
            "id": r.id, "verdict": r.verdict, "interval": r.interval, "applies": r.applies, "more": r.more_routes,
            "routes": r.routes.iter().map(route).collect::<BTreeSet<_>>(),
            "conditional": r.conditional_routes.iter().map(route).collect::<BTreeSet<_>>(),
            "obligations": set(&r.obligations), "until": r.stable_until, "next": r.next_verdict, "open": r.open_ways,
        })
    };
    json!({
        "requirements": answer.requirements.iter().map(requirement).collect::<Vec<_>>(),
        "virtual": answer.r#virtual.iter().map(requirement).collect::<Vec<_>>(),
        "market": answer.market, "members": answer.members, "headline": answer.headline,
        "pivotal": answer.pivotal_unknowns.iter().map(|p| json!([unnumbered(&p.key), p.if_yes, p.if_no]).to_string()).collect::<BTreeSet<_>>(),
    })
}

/// The key of a fact without the place of the paper it is about: papers have no order.
fn unnumbered(key: &str) -> String {
    let parts = key.split("holdings[").enumerate();
    parts.map(|(i, part)| if i == 0 { part } else { part.trim_start_matches(|c: char| c.is_ascii_digit()) }).collect()
}

fn set(obligations: &[Obligation]) -> BTreeSet<String> {
    obligations.iter().map(|o| json!([o.kind, o.arg, o.at, o.when]).to_string()).collect()
}

fn same(before: &Value, after: &Value, what: &str) -> Result<(), String> {
    ensure(before == after, || {
        let (Some(old), Some(new)) = (before.as_object(), after.as_object()) else {
            return format!("{what}: {before} became {after}");
        };
        let changed: Vec<String> = old
            .iter()
            .filter(|(key, value)| new.get(*key) != Some(value))
            .map(|(key, value)| format!("{key}: {value}\n   became {}", new.get(key).unwrap_or(&Value::Null)))
            .collect();
        format!("{what}: {}", changed.join("\n"))
    })
}

fn when(value: &Value) -> Option<When> {
    value.as_str().and_then(When::parse)
}

// --------------------------------------------------------------------------------------------------------------- laws

#[test]
fn the_same_question_has_the_same_answer() {
    hold(200, |world, _| {
        let (once, again) = (or_pass!(world.asked()), or_pass!(world.asked()));
        same(&json!(once), &json!(again), "asked twice")?;
        Ok(true)
    });
}

#[test]
fn l2_the_order_of_records_papers_ways_and_requirements_means_nothing() {
    hold(300, |world, rng| {
        let before = or_pass!(world.asked());
        let after = world.asked_with(|other| {
            TABLES.iter().for_each(|table| rng.shuffle(list(&mut other.universe, table)));
            list(&mut other.universe, "requirements").iter_mut().for_each(|r| rng.shuffle(list(r, "ways")));
            rng.shuffle(list(&mut other.question, "holdings"));
        });
        same(&essence(&before), &essence(&or_pass!(after)), "shuffled")?;
        Ok(true)
    });
}

#[test]
fn l3_other_ids_in_the_same_order_give_the_same_answer_under_those_ids() {
    const MARK: &str = "a·";
    hold(200, |world, _| {
        let before = or_pass!(world.asked());
        let mut ids = BTreeSet::new();
        visit(&mut world.universe.clone(), "", &mut |key, value| {
            if let (
                Value::String(text),
                "economies" | "id" | "for" | "register" | "listed" | "regime" | "group" | "attr" | "edition" | "of",
            ) = (value, key)
            {
                ids.insert(text.clone());
            }
        });
        let renamed = |value: &mut Value| {
            visit(value, "", &mut |key, item| match item {
                Value::String(text) if ids.contains(text) && !["hs", "id"].contains(&key) => {
                    *text = format!("{MARK}{text}")
                }
                Value::String(text) if key == "id" && ids.contains(text) => *text = format!("{MARK}{text}"),
                Value::Object(fields) if key == "attributes" => {
                    *fields =
                        fields.iter().map(|(name, v)| (format!("{MARK}{name}"), v.clone())).collect::<Map<_, _>>();
                }
                _ => {}
            });
        };
        let after = or_pass!(world.asked_with(|other| {
            renamed(&mut other.universe);
            renamed(&mut other.question);
        }));
        let text = json!(after).to_string().replace(MARK, "");
        same(&json!(before), &serde_json::from_str(&text).unwrap(), "renamed")?;
        Ok(true)
    });
}

#[test]
fn l7_one_more_recognition_never_lowers_anything() {
    hold(400, |world, rng| {
        let before = or_pass!(world.asked());
        let holding = rng.choice(world.question["holdings"].as_array().unwrap().iter()).cloned().unwrap();
        let after = or_pass!(world.asked_with(|other| {
            let mut clause = or_empty(rng.choice(list(&mut other.universe, "clauses").iter()).cloned());
            clause["id"] = json!("new");
            let fields = clause.as_object_mut().unwrap();
            ["overrides", "conflicts_with"].iter().for_each(|key| drop(fields.remove(*key)));
            fields.insert("effect".into(), json!(one(rng, &["evidence", "reissue", "equivalent"])));
            // Half of them are made to bite.
            if rng.bool() {
                ["issues", "edition_rule", "cap", "max_age", "until", "needs_all"].iter().for_each(|key| drop(fields.remove(*key)));
                let bites = json!({
                    "from_party": ["any"], "to_party": [world.question["market"]], "scope": { "include": [{ "all": true }] },
                    "artefact": { "schemes": [holding["scheme"]] }, "attests": "any", "issuer_rule": "any", "origin_rule": "none",
                    "basis_rule": "any", "fills": "all", "preissue": "yes",
                });
                fields.extend(bites.as_object().unwrap().clone());
            }
            list(&mut other.universe, "clauses").push(clause);
        }));
        never_lower(&before, &after)?;
        Ok(true)
    });
}

fn or_empty(value: Option<Value>) -> Value {
    value.unwrap_or_else(|| json!({}))
}

#[test]
fn l8_one_more_bar_never_raises_anything() {
    hold(400, |world, rng| {
        let before = or_pass!(world.asked());
        let after = or_pass!(world.asked_with(|other| {
            let id = |table: &str, rng: &mut Rng| {
                or_empty(rng.choice(other.universe[table].as_array().unwrap().iter()).cloned())["id"].clone()
            };
            let market = if rng.bool() { Value::Null } else { world.question["market"].clone() };
            let holding = rng.choice(world.question["holdings"].as_array().unwrap().iter()).unwrap();
            let mut bar = match rng.u8(0..7) {
                0 => json!({ "reach": "clause", "subject": id("clauses", rng) }),
                1 => json!({ "reach": "agreement", "subject": id("agreements", rng) }),
                2 => json!({ "reach": "body", "subject": holding["issuer"] }),
                3 => json!({ "reach": "body", "owned_by": ["O-1"] }),
                4 => json!({ "reach": "scheme-in-market", "subject": holding["scheme"] }),
                5 => json!({ "reach": "product-in-market", "scope": [{ "hs": world.question["product"]["hs"] }] }),
                _ => json!({ "reach": "product-in-market", "scope": [{ "all": true }] }),
            };
            let more = json!({ "id": "new", "market": market, "from": one(rng, &["2000-01-01", "2025"]),
                "confidence": one(rng, &["doubtful", "verified"]) });
            bar.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            list(&mut other.universe, "bars").push(bar);
        }));
        never_lower(&after, &before).map_err(|fault| format!("with the bar instead of without: {fault}"))?;
        Ok(true)
    });
}

#[test]
fn l10_no_clause_holds_before_it_begins_or_after_it_lapsed() {
    hold(400, |world, _| {
        let (answer, on) = (or_pass!(world.asked()), world.on());
        let mut tested = false;
        for route in routes(&answer).filter(|route| route.truth == Truth::True) {
            for id in clauses(route) {
                let clause = world.record("clauses", id);
                let agreement = world.record("agreements", clause["agreement"].as_str().unwrap());
                for record in [clause, agreement] {
                    for key in ["in_force", "operational_from"] {
                        ensure(when(&record[key]).is_none_or(|from| from.earliest <= on), || {
                            format!("`{id}` holds on {on}, before its {key}")
                        })?;
                    }
                    let over = |key: &str| when(&record[key]).is_some_and(|end| end.latest < on);
                    let rule = if clause["on_end"].is_null() { &agreement["on_end"] } else { &clause["on_end"] };
                    ensure(!(rule == "lapse" && (over("until") || over("ended"))), || {
                        format!("`{id}` holds on {on}, after it lapsed")
                    })?;
                }
                tested = true;
            }
        }
        Ok(tested)
    });
}

#[test]
fn l11_a_paper_counts_neither_before_its_issue_nor_after_its_expiry() {
    hold(400, |world, rng| {
        let mut world = world.clone();
        let holdings = world.question["holdings"].as_array().unwrap().iter();
        let edges: Vec<Day> = holdings
            .flat_map(|h| [&h["issued"], &h["expires"]])
            .filter_map(|edge| Day::parse(edge.as_str()?))
            .collect();
        let day = or_pass!(rng.choice(edges));
        world.question["on"] = json!([day.previous(), day, day.next()][rng.usize(0..3)].to_string());
        let (answer, on) = (or_pass!(world.asked()), world.on());
        let good = |holding: &Value| {
            when(&holding["issued"]).is_none_or(|from| from.earliest <= on)
                && when(&holding["expires"]).is_none_or(|until| on <= until.latest)
        };
        let holdings = world.question["holdings"].as_array().unwrap();
        for route in routes(&answer).filter(|route| route.truth == Truth::True) {
            for hop in route.hops.iter().filter(|hop| !route.obtain.contains(&hop.from)) {
                let mut of_scheme = holdings.iter().filter(|h| h["scheme"] == json!(hop.from.id)).peekable();
                ensure(of_scheme.peek().is_none() || of_scheme.any(good), || {
                    format!("a route uses `{}` on {on}", hop.from.id)
                })?;
            }
        }
        Ok(true)
    });
}

/// The interval that a fresh question gets on a day.
fn on_day(world: &World, day: Day, of: &dyn Fn(&Answer) -> Interval) -> Option<Interval> {
    world.asked_with(|other| other.question["on"] = json!(day.to_string())).as_ref().map(of)
}

fn stable(
    world: &World,
    rng: &mut Rng,
    what: &str,
    now: Interval,
    until: Option<&str>,
    next: Option<Interval>,
    of: &dyn Fn(&Answer) -> Interval,
) -> Result<(), String> {
    let on = world.on();
    let ask = |day: Day, expected: Interval| match on_day(world, day, of) {
        Some(got) if got != expected => {
            Err(format!("`{what}` on {on} is {now:?} until {until:?}, then {next:?}; but on {day} it is {got:?}"))
        }
        _ => Ok(()),
    };
    let Some(last) = until else {
        ensure(next.is_none(), || format!("`{what}` has a next verdict and no end"))?;
        return ask(later(on, rng.u32(1..4000)), now);
    };
    let last = Day::parse(last).unwrap();
    ensure(on <= last && next.is_some_and(|next| next != now), || {
        format!("`{what}`: {now:?} until {last}, then {next:?}")
    })?;
    let between = u32::try_from(last.number() - on.number()).unwrap();
    ask(later(on, rng.u32(0..=between)), now)?;
    ask(last, now)?;
    ask(last.next(), next.unwrap())
}

#[test]
fn l12_a_verdict_stays_until_the_day_said_and_is_the_next_one_the_day_after() {
    hold(250, |world, rng| {
        let world = world.clone().covered_for_ever();
        let answer = or_pass!(world.asked());
        for r in &answer.requirements {
            let of = |a: &Answer| {
                a.requirements.iter().find(|other| other.id == r.id).map_or(NOT_REQUIRED, |other| other.interval)
            };
            stable(&world, rng, &r.id, r.interval, r.stable_until.as_deref(), r.next_verdict, &of)?;
        }
        let market = &answer.market;
        stable(&world, rng, "market", market.interval, market.stable_until.as_deref(), market.next_verdict, &|a| {
            a.market.interval
        })?;
        Ok(!answer.requirements.is_empty())
    });
}

#[test]
fn l12_where_no_requirement_is_recorded_the_end_of_a_recognition_is_none_not_not_required() {
    let mut seen = 0;
    for place in 0..WORLDS {
        let (seed, mut world) = World::of_pool(place);
        // The market's own records go, so that what its clauses fill stands alone.
        let Some(answer) = world.asked() else { continue };
        list(&mut world.universe, "requirements")
            .retain(|r| answer.requirements.iter().all(|known| r["id"] != known.id));
        let Some(answer) = world.asked() else { continue };
        for slot in &answer.r#virtual {
            seen += 1;
            assert_ne!(
                slot.next_verdict,
                Some(NOT_REQUIRED),
                "seed {seed}: slot `{}` of {}: {:?} until {:?}\nquestion {}",
                slot.id,
                answer.question.market,
                slot.interval,
                slot.stable_until,
                world.question
            );
        }
    }
    assert!(seen > 10, "only {seen} slots without a requirement were met");
}

#[test]
fn l18_a_route_is_no_stronger_than_its_weakest_hop_and_drops_no_obligation() {
    hold(400, |world, _| {
        let answer = or_pass!(world.asked());
        let mut tested = false;
        for route in routes(&answer) {
            let (ids, held) = (clauses(route), set(&route.obligations));
            let weakest = route.hops.iter().map(|hop| hop.effect).min();
            ensure(weakest.is_none_or(|weakest| route.effect <= weakest), || {
                format!("{ids:?} is {} with a hop of {weakest:?}", route.effect)
            })?;
            let duty = route.hops.iter().map(|hop| hop.duty).min();
            ensure(duty.is_none_or(|duty| route.duty <= duty), || {
                format!("{ids:?} is {} with a hop of {duty:?}", route.duty)
            })?;
            for hop in &route.hops {
                let Some(id) = &hop.clause else { continue };
                for o in world.record("clauses", id)["obligations"].as_array().into_iter().flatten() {
                    let due = if o["when"].is_null() { json!("before-market") } else { o["when"].clone() };
                    let wanted = json!([o["kind"], o["arg"], hop.at, due]).to_string();
                    ensure(held.contains(&wanted), || format!("{ids:?} loses {wanted} of `{id}`"))?;
                }
                tested = true;
            }
        }
        Ok(tested)
    });
}

/// Requirements whose ways have one slot each: there, hops of one route follow each other.
fn of_one_slot<'a>(world: &'a World, answer: &'a Answer) -> impl Iterator<Item = &'a Route> {
    let single = |id: &str| {
        let requirement = world.universe["requirements"].as_array().unwrap().iter().find(|r| r["id"] == id);
        requirement
            .is_none_or(|r| r["ways"].as_array().unwrap().iter().all(|way| way["slots"].as_array().unwrap().len() == 1))
    };
    answers(answer).filter(move |r| single(&r.id)).flat_map(|r| r.routes.iter().chain(&r.conditional_routes))
}

#[test]
fn l19_two_recognitions_in_a_row_convert_at_most_unless_goods_carry_their_standing() {
    hold(400, |world, _| {
        let answer = or_pass!(world.asked());
        for route in of_one_slot(world, &answer).filter(|route| route.hops.len() > 1 && !carries_a_standing(route)) {
            ensure(route.effect <= Scale::Reissue, || format!("{:?} is {}", clauses(route), route.effect))?;
        }
        Ok(true)
    });
}

#[test]
fn l20_where_papers_must_rest_on_own_results_nothing_chains() {
    hold(400, |world, _| {
        let mut world = world.clone();
        list(&mut world.universe, "clauses").retain(|clause| clause["artefact"]["kind"] != "lawful-marketing");
        list(&mut world.universe, "clauses").iter_mut().for_each(|clause| clause["basis_rule"] = json!("own"));
        let answer = or_pass!(world.asked());
        for route in of_one_slot(&world, &answer) {
            ensure(clauses(route).len() <= 1, || format!("{:?} is a chain", clauses(route)))?;
        }
        Ok(true)
    });
}

#[test]
fn l22_a_fact_supposed_either_way_narrows_the_interval_to_what_was_promised() {
    hold(400, |world, _| {
        let (law, question) = (or_pass!(world.law()), or_pass!(world.question()));
        let before = or_pass!(world.asked());
        for pivotal in &before.pivotal_unknowns {
            for (word, promised) in [(YesNo::Yes, pivotal.if_yes), (YesNo::No, pivotal.if_no)] {
                let assume = [(pivotal.key.clone(), word)].into();
                let after = or_pass!(check(&law, &Question { assume, ..question.clone() }).ok().filter(|a| a.complete));
                let by = format!("`{}` {word:?}", pivotal.key);
                nested(&before, &after, &by)?;
                let lead = pivotal.moves.first().map_or("", String::as_str);
                let asked = lead.is_empty() || before.requirements.iter().any(|r| r.id == lead);
                if asked {
                    let got = intervals(&after).get(lead).copied().unwrap_or(NOT_REQUIRED);
                    ensure(got == promised, || format!("{by}: `{lead}` is {got:?}, promised was {promised:?}"))?;
                }
            }
        }
        Ok(!before.pivotal_unknowns.is_empty())
    });
}

#[test]
fn l22_l27_a_fact_stated_in_the_question_narrows_what_holds_without_it() {
    hold(400, |world, _| {
        let full = or_pass!(world.asked());
        for fact in stated(&world.question) {
            let open = or_pass!(world.asked_with(|other| forget(&mut other.question, &fact)));
            nested(&open, &full, &format!("stating {fact}"))?;
        }
        Ok(true)
    });
}

#[test]
fn l25_the_market_is_its_weakest_requirement_a_way_more_never_lowers_it_a_requirement_more_never_raises_it() {
    hold(400, |world, rng| {
        let before = or_pass!(world.asked());
        if before.members.is_empty() && !before.requirements.is_empty() {
            let weakest = before.requirements.iter().map(|r| r.interval).fold(NOT_REQUIRED, Interval::and);
            ensure(before.market.interval == weakest, || {
                format!("market {:?}, requirements {weakest:?}", before.market.interval)
            })?;
        }
        let after = or_pass!(world.asked_with(|other| {
            let schemes: Vec<Value> =
                other.universe["schemes"].as_array().unwrap().iter().map(|s| s["id"].clone()).collect();
            let scheme = rng.choice(schemes.iter());
            if let Some(requirement) = pick(list(&mut other.universe, "requirements"), rng) {
                list(requirement, "ways").push(json!({ "slots": [{ "scheme": scheme }] }));
            }
        }));
        never_lower(&before, &after).map_err(|fault| format!("one more way: {fault}"))?;
        if before.requirements.iter().any(|r| r.applies == Truth::True) {
            let after = or_pass!(world.asked_with(|other| {
                let table = list(&mut other.universe, "requirements");
                let mut copy = or_empty(rng.choice(table.iter()).cloned());
                copy["id"] = json!("new");
                copy["market"] = world.question["market"].clone();
                copy["scope"] = json!({ "include": [{ "all": true }] });
                table.push(copy);
            }));
            let (old, new) = (before.market.interval, after.market.interval);
            ensure(new.lo() <= old.lo() && new.hi() <= old.hi(), || {
                format!("one more requirement raised the market from {old:?} to {new:?}")
            })?;
        }
        Ok(true)
    });
}

#[test]
fn l29_saying_that_the_record_is_complete_proves_nothing_and_only_excludes() {
    hold(400, |world, rng| {
        let before = or_pass!(world.asked());
        let closes = ["ways", "register", "parties", "requirements"][rng.usize(0..4)];
        let after = or_pass!(world.asked_with(|other| {
            let registers: Vec<Value> = other.universe["listings"].as_array().unwrap().iter().map(|l| l["for"].clone()).collect();
            let register = if closes == "register" { rng.choice(registers.iter()) } else { None };
            let markets = [world.question["market"].clone(), or_empty(rng.choice(other.universe["economies"].as_array().unwrap().iter()).cloned())];
            let scope = if rng.bool() { json!([{ "all": true }]) } else { json!([{ "hs": one(rng, &["85", "8516", "84", "90"]) }]) };
            let coverage = json!({ "id": "new", "closes": closes, "register": register, "market": markets[rng.usize(0..2)],
                "scope": scope, "from": "2001-01-01", "as_of": one(rng, &["2026-06-01", "2024-12-31"]) });
            list(&mut other.universe, "coverage").push(coverage);
        }));
        nested(&before, &after, closes)?;
        for (key, old, new) in pairs(&before, &after) {
            ensure(closes == "requirements" || old.lo() == new.lo(), || {
                format!("{closes}: `{key}` from {old:?} to {new:?}")
            })?;
        }
        Ok(true)
    });
}

/// Better in one thing and worse in none (`semantics.md` §3.7), from what the answer shows.
fn dominates(a: &Route, b: &Route) -> bool {
    let day = |text: &Option<String>, open: Day| text.as_deref().map_or(open, |text| Day::parse(text).unwrap());
    let window = |r: &Route| (day(&r.window.0, Day::FIRST), day(&r.window.1, Day::LAST));
    let (wa, wb) = (window(a), window(b));
    let (oa, ob) = (set(&a.obligations), set(&b.obligations));
    let hops = |r: &Route| clauses(r).len();
    let strength = |r: &Route| (r.effect, r.duty, r.confidence);
    let no_worse = a.effect >= b.effect
        && a.duty >= b.duty
        && a.confidence >= b.confidence
        && oa.is_subset(&ob)
        && hops(a) <= hops(b)
        && wa.0 <= wb.0
        && wa.1 >= wb.1;
    no_worse && (strength(a), &oa, hops(a), wa) != (strength(b), &ob, hops(b), wb)
}

#[test]
fn l30_no_route_shown_is_better_than_another() {
    hold(400, |world, _| {
        let answer = or_pass!(world.asked());
        for r in answers(&answer) {
            for (a, b) in r.routes.iter().flat_map(|a| r.routes.iter().map(move |b| (a, b))) {
                ensure(!dominates(a, b), || format!("{:?} dominates {:?} in `{}`", clauses(a), clauses(b), r.id))?;
            }
            let order = |r: &Route| (r.effect, r.duty);
            ensure(r.routes.windows(2).all(|two| order(&two[0]) >= order(&two[1])), || {
                format!("`{}` is not shown best first", r.id)
            })?;
        }
        Ok(true)
    });
}

#[test]
fn l34_a_paper_held_twice_counts_once() {
    hold(300, |world, rng| {
        let before = or_pass!(world.asked());
        let after = or_pass!(world.asked_with(|other| {
            let holdings = list(&mut other.question, "holdings");
            let mut copy = rng.choice(holdings.iter()).cloned().unwrap();
            copy["id"] = json!("copy");
            holdings.push(copy);
        }));
        // Two papers have two dates that may be unknown, and neither alone decides.
        let essence = |answer: &Answer| {
            let mut essence = essence(answer);
            essence["pivotal"] = Value::Null;
            essence
        };
        same(&essence(&before), &essence(&after), "held twice")?;
        Ok(true)
    });
}

#[test]
fn l34_a_clause_written_twice_changes_no_verdict_and_adds_no_other_route() {
    hold(400, |world, rng| {
        let before = or_pass!(world.asked());
        // Most clauses have nothing to do with the question: those on its routes come first.
        let used: Vec<&str> = routes(&before).flat_map(clauses).collect();
        let all = world.universe["clauses"].as_array().unwrap();
        let mut candidates: Vec<&Value> = all.iter().filter(|c| used.iter().any(|id| c["id"] == *id)).collect();
        if candidates.is_empty() {
            candidates = all.iter().collect();
        }
        let mut copy = or_pass!(rng.choice(candidates)).clone();
        if world.singular(&copy) {
            return Ok(false);
        }
        let original = copy["id"].as_str().unwrap().to_owned();
        copy["id"] = json!(format!("{original}~copy"));
        let after = or_pass!(world.asked_with(|other| list(&mut other.universe, "clauses").push(copy)));
        let text = json!(after).to_string().replace(&format!("{original}~copy"), &original);
        let after: Value = serde_json::from_str(&text).unwrap();
        let before = json!(before);
        let part = |answer: &Value, path: &str| answer.pointer(path).cloned().unwrap_or_default();
        for path in ["/headline", "/market", "/members"] {
            same(&part(&before, path), &part(&after, path), path)?;
        }
        for table in ["requirements", "virtual"] {
            let lists = |answer: &Value| answer[table].as_array().cloned().unwrap_or_default();
            for (old, new) in lists(&before).iter().zip(&lists(&after)) {
                for key in ["id", "verdict", "interval", "obligations", "stable_until", "next_verdict"] {
                    same(&old[key], &new[key], key)?;
                }
                let kinds = |r: &Value| -> BTreeSet<String> {
                    r["routes"].as_array().unwrap().iter().map(ToString::to_string).collect()
                };
                // Beyond those shown nothing can be compared.
                if old["more_routes"] == 0 && new["more_routes"] == 0 {
                    ensure(kinds(old) == kinds(new), || {
                        format!("`{}`: the copy of `{original}` makes another route", old["id"])
                    })?;
                }
            }
        }
        Ok(true)
    });
}

#[test]
fn l35_four_hundred_years_later_everything_is_four_hundred_years_later() {
    let shifted = |value: &mut Value| {
        dates(value, &mut |text| {
            if let Some(year) = text.get(..4).and_then(|year| year.parse::<u32>().ok()) {
                text.replace_range(..4, &(year + 400).to_string());
            }
        });
    };
    hold(250, |world, _| {
        let before = or_pass!(world.asked());
        let after = or_pass!(world.asked_with(|other| {
            shifted(&mut other.universe);
            shifted(&mut other.question);
        }));
        let mut expected = json!({ "requirements": before.requirements, "virtual": before.r#virtual, "market": before.market,
            "members": before.members, "until": before.stable_until, "next": before.next_verdict, "bound": before.bound_hit });
        let moved = |text: &mut String| {
            if let Some(day) = Day::parse(text) {
                *text = day.after(comity::Span::years(400)).to_string();
            }
        };
        visit(&mut expected, "", &mut |key, item| match item {
            // Reasons hold dates known in part as well; they follow from what is compared.
            Value::Array(reasons) if key == "because" => reasons.clear(),
            Value::String(text)
                if ["stable_until", "until", "window", "ways_stated", "date", "issued", "value"].contains(&key) =>
            {
                moved(text);
            }
            _ => {}
        });
        let mut got = json!({ "requirements": after.requirements, "virtual": after.r#virtual, "market": after.market,
            "members": after.members, "until": after.stable_until, "next": after.next_verdict, "bound": after.bound_hit });
        visit(&mut got, "", &mut |key, item| {
            if let (Value::Array(reasons), "because") = (item, key) {
                reasons.clear();
            }
        });
        same(&expected, &got, "shifted")?;
        Ok(true)
    });
}

#[test]
fn l36_a_clause_cut_in_two_in_time_with_its_lineage_recognises_the_same() {
    hold(500, |world, rng| {
        let before = or_pass!(world.asked());
        let used: BTreeSet<&str> = routes(&before).flat_map(clauses).collect();
        let clause = or_pass!(rng.choice(used)).to_owned();
        let original = world.record("clauses", &clause).clone();
        let agreement = world.record("agreements", original["agreement"].as_str().unwrap()).clone();
        let superseded = world.universe["agreements"]
            .as_array()
            .unwrap()
            .iter()
            .any(|a| a["supersedes"].as_array().is_some_and(|ids| ids.contains(&agreement["id"])));
        let day = |value: &Value| when(value).and_then(When::day);
        let begins = or_pass!(day(&original["in_force"]).or(day(&agreement["in_force"])));
        let ends = [&original["until"], &agreement["ended"]].into_iter().filter(|end| !end.is_null());
        let ends: Vec<Day> = or_pass!(ends.map(day).collect::<Option<Vec<_>>>());
        if world.singular(&original) || superseded || !original["overrides"].is_null() {
            return Ok(false);
        }
        let asked = world.on();
        let cut =
            [begins.next(), asked.previous(), asked, asked.next(), later(asked, rng.u32(1..500))][rng.usize(0..5)];
        if cut <= begins || ends.iter().any(|end| cut > *end) {
            return Ok(false);
        }
        let after = or_pass!(world.asked_with(|other| {
            let table = list(&mut other.universe, "clauses");
            table.retain(|c| c["id"] != clause.as_str());
            let lineage =
                if original["since"].is_null() { json!(begins.to_string()) } else { original["since"].clone() };
            let half = |id: &str, changes: Value| {
                let mut half = original.clone();
                half.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
                half["since"] = lineage.clone();
                half["id"] = json!(format!("{clause}~{id}"));
                half
            };
            table.push(half(
                "1",
                json!({ "until": cut.previous().to_string(), "on_end": "lapse", "end_kind": "replacement" }),
            ));
            table.push(half("2", json!({ "in_force": cut.to_string() })));
        }));
        for (key, old, new) in pairs(&before, &after) {
            ensure(old == new, || format!("`{clause}` cut on {cut}: `{key}` was {old:?} and is {new:?}"))?;
        }
        for (old, new) in before.requirements.iter().zip(&after.requirements) {
            let told = |r: &RequirementAnswer| json!({ "verdict": r.verdict, "until": r.stable_until, "next": r.next_verdict });
            same(&told(old), &told(new), &format!("`{clause}` cut on {cut}, `{}`", old.id))?;
        }
        Ok(true)
    });
}

#[test]
fn l41_what_is_proved_is_never_more_than_what_is_not_excluded() {
    hold(500, |world, _| {
        let answer = or_pass!(world.asked());
        let all = answers(&answer).flat_map(|r| [Some(r.interval), r.next_verdict]).flatten();
        let tried = answer.pivotal_unknowns.iter().flat_map(|p| [p.if_yes, p.if_no]);
        let rest =
            [answer.market.interval, answer.headline.interval].into_iter().chain(answer.members.values().copied());
        for interval in all.chain(tried).chain(rest).chain(answer.market.next_verdict).chain(answer.next_verdict) {
            ensure(interval.lo() <= interval.hi(), || format!("{interval:?}"))?;
        }
        for r in answer.requirements.iter().filter(|_| answer.members.is_empty()) {
            let known = r.applies == Truth::True
                && !r.open_ways
                && r.conditional_routes.is_empty()
                && r.interval.lo() != Scale::Barred;
            ensure(!known || r.interval.lo() == r.interval.hi(), || {
                format!("`{}` is {:?} with nothing unknown", r.id, r.interval)
            })?;
        }
        for route in routes(&answer) {
            ensure(route.duty <= Duty::Shall && route.truth != Truth::False, || {
                format!("{:?} does not hold", clauses(route))
            })?;
        }
        Ok(true)
    });
}
