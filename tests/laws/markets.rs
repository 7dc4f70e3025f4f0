//! From requirements to the market, and from members to the bloc.

use crate::clauses::or_empty;
use crate::held::{ensure, hold, or_pass};
use crate::told::{NOT_REQUIRED, never_lower, recognises, when};
use crate::worlds::{list, pick};
use comity::Day;
use comity::decide::{Answer, Interval, Scale, Truth, Verdict};
use serde_json::{Value, json};

#[test]
fn l25_the_market_is_its_weakest_requirement_a_way_more_never_lowers_it_a_requirement_more_never_raises_it() {
    hold(|world, rng| {
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
        // In a bloc a requirement may have applied in one member and not in another.
        if before.members.is_empty() && before.requirements.iter().any(|r| r.applies == Truth::True) {
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
        Ok(recognises(&before))
    });
}

#[test]
fn l28_a_product_in_no_scope_is_not_accepted_or_not_asked_for_where_the_ways_are_closed() {
    hold(|world, _| {
        let mut world = world.clone();
        world.question["product"] = json!({ "hs": "0101.21" });
        list(&mut world.universe, "bars").clear();
        for clause in list(&mut world.universe, "clauses") {
            list(&mut clause["scope"], "include").retain(|item| item["hs"].is_string());
        }
        // A paper of the market's own, and a way that asks for none, need no clause.
        let issuer = or_pass!(world.universe["bodies"][0]["id"].as_str()).to_owned();
        list(&mut world.universe, "bodies").push(json!({ "id": "stranger" }));
        list(&mut world.universe, "schemes")
            .iter_mut()
            .for_each(|scheme| scheme["native_issuers"] = json!(["stranger"]));
        list(&mut world.question, "holdings").iter_mut().for_each(|paper| paper["issuer"] = json!(issuer));
        list(&mut world.universe, "listings").clear();
        for way in list(&mut world.universe, "requirements").iter_mut().flat_map(|r| list(r, "ways")) {
            (way["from"], way["until"]) = (Value::Null, Value::Null);
        }
        let economies = list(&mut world.universe, "economies").clone();
        *list(&mut world.universe, "coverage") = economies
            .iter()
            .map(|economy| json!({ "id": economy, "closes": "ways", "market": economy, "scope": [{ "all": true }], "as_of": world.question["on"] }))
            .collect();
        let answer = or_pass!(world.asked());
        let mut tested = false;
        for r in answer.requirements.iter().filter(|r| r.applies == Truth::True && answer.members.is_empty()) {
            let expected = [Verdict::NotAccepted, Verdict::NotAddressed, Verdict::NotRequired];
            ensure(expected.contains(&r.verdict), || format!("`{}` is {}", r.id, r.verdict))?;
            tested = true;
        }
        Ok(tested)
    });
}

/// Whether an economy is surely, perhaps or not a member of a bloc on a day.
fn belongs(bloc: &Value, economy: &str, on: Day) -> Truth {
    let members = bloc["members"].as_array().unwrap().iter().filter(|member| member["code"] == economy);
    members.fold(Truth::False, |known, member| {
        let (from, until) = (when(&member["from"]), when(&member["until"]));
        let begun = from.map_or(Truth::True, |from| {
            if from.latest <= on {
                Truth::True
            } else if from.earliest > on {
                Truth::False
            } else {
                Truth::Unknown
            }
        });
        let going = until.map_or(Truth::True, |until| {
            if on <= until.earliest {
                Truth::True
            } else if on > until.latest {
                Truth::False
            } else {
                Truth::Unknown
            }
        });
        let sure = if member["confidence"] == "doubtful" { Truth::Unknown } else { Truth::True };
        known.max(begun.min(going).min(sure))
    })
}

#[test]
fn l40_a_bloc_is_its_weakest_member_and_one_that_perhaps_belongs_lowers_the_floor_only() {
    hold(|world, rng| {
        let mut world = world.clone();
        let bloc = or_pass!(rng.choice(world.universe["blocs"].as_array().unwrap().iter())).clone();
        world.question["market"] = bloc["id"].clone();
        let whole = or_pass!(world.asked());
        let mut members: Vec<(String, Truth, Answer)> = Vec::new();
        for economy in world.universe["economies"].as_array().unwrap().iter().filter_map(Value::as_str) {
            let belongs = belongs(&bloc, economy, world.on());
            if belongs >= Truth::Unknown {
                let alone = or_pass!(world.asked_with(|other| other.question["market"] = json!(economy)));
                members.push((economy.to_owned(), belongs, alone));
            }
        }
        for (economy, _, alone) in &members {
            let stated = whole.members.get(economy).copied();
            ensure(stated == Some(alone.market.interval), || {
                format!("{economy} is {:?}, in the bloc {stated:?}", alone.market.interval)
            })?;
        }
        ensure(whole.members.len() == members.len(), || format!("members {:?}", whole.members.keys()))?;
        let hull = |of: &dyn Fn(&Answer) -> Option<Interval>| {
            let all = || members.iter().filter_map(|(_, belongs, alone)| Some((*belongs, of(alone)?)));
            let hi = all().filter(|(belongs, _)| *belongs == Truth::True).map(|(_, interval)| interval.hi()).min();
            let lo = all().map(|(_, interval)| interval.lo()).min()?;
            Some((lo, hi.unwrap_or(Scale::NotRequired)))
        };
        let ends = |interval: Interval| (interval.lo(), interval.hi());
        if let Some((lo, hi)) = hull(&|alone| Some(alone.market.interval)) {
            // Where nobody surely belongs, perhaps nobody does: then nothing is on record.
            let surely = members.iter().any(|(_, belongs, _)| *belongs == Truth::True);
            let weakest = if surely { (lo, hi) } else { (lo.min(Scale::Nothing), hi) };
            ensure(ends(whole.market.interval) == weakest, || {
                format!("{:?}, by members {weakest:?}", whole.market.interval)
            })?;
        }
        for r in &whole.requirements {
            let of =
                |alone: &Answer| alone.requirements.iter().find(|other| other.id == r.id).map(|other| other.interval);
            ensure(hull(&of) == Some(ends(r.interval)), || {
                format!("`{}` is {:?}, by members {:?}", r.id, r.interval, hull(&of))
            })?;
        }
        Ok(members.len() > 1)
    });
}
