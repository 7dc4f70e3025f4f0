//! Routes: what their hops make of them, how they compose, which are shown, and what they rest on.

use crate::common::{self, repaired::entries};
use crate::held::{ensure, hold, or_pass};
use crate::told::{answers, carries_a_standing, clauses, of_one_slot, routes, set};
use crate::worlds::{World, list};
use comity::decide::{RequirementAnswer, Route, Scale, Truth};
use comity::{Day, Question, check};
use serde_json::{Value, json};
use std::collections::BTreeSet;

#[test]
fn l17_whole_recognition_takes_one_hop_unless_goods_carry_their_standing() {
    hold(|world, _| {
        let mut world = world.clone();
        list(&mut world.universe, "clauses").retain(|clause| clause["artefact"]["kind"] != "lawful-marketing");
        let blocs: Vec<Value> = list(&mut world.universe, "blocs").iter().map(|bloc| bloc["id"].clone()).collect();
        list(&mut world.universe, "schemes")
            .iter_mut()
            .filter(|s| blocs.contains(&s["home"]))
            .for_each(|s| s["home"] = Value::Null);
        let answer = or_pass!(world.asked());
        let mut tested = false;
        for route in
            of_one_slot(&world, &answer).filter(|route| route.effect == Scale::Equivalent && !clauses(route).is_empty())
        {
            ensure(route.hops.len() == 1, || format!("{:?} is {}", clauses(route), route.effect))?;
            tested = true;
        }
        Ok(tested)
    });
}

#[test]
fn l18_a_route_is_no_stronger_than_its_weakest_hop_and_drops_no_obligation() {
    hold(|world, _| {
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

#[test]
fn l19_two_recognitions_in_a_row_convert_at_most_unless_goods_carry_their_standing() {
    hold(|world, _| {
        let answer = or_pass!(world.asked());
        let mut tested = false;
        for route in of_one_slot(world, &answer).filter(|route| route.hops.len() > 1 && !carries_a_standing(route)) {
            ensure(route.effect <= Scale::Reissue, || format!("{:?} is {}", clauses(route), route.effect))?;
            tested = true;
        }
        Ok(tested)
    });
}

#[test]
fn l20_where_papers_must_rest_on_own_results_nothing_chains() {
    hold(|world, _| {
        let mut world = world.clone();
        list(&mut world.universe, "clauses").retain(|clause| clause["artefact"]["kind"] != "lawful-marketing");
        list(&mut world.universe, "clauses").iter_mut().for_each(|clause| clause["basis_rule"] = json!("own"));
        let chained = routes(&or_pass!(world.asked())).any(|route| clauses(route).len() > 1);
        let answer = or_pass!(world.asked());
        for route in of_one_slot(&world, &answer) {
            ensure(clauses(route).len() <= 1, || format!("{:?} is a chain", clauses(route)))?;
        }
        Ok(chained)
    });
}

/// Better in one thing and worse in none (`semantics.md` §3.7), from what the answer shows.
fn dominates(a: &Route, b: &Route) -> bool {
    let strength = |r: &Route| (r.effect, r.duty, r.confidence, set(&r.obligations), clauses(r).len(), window(r));
    no_worse(a, b) && strength(a) != strength(b)
}

fn window(route: &Route) -> (Day, Day) {
    let day = |text: &Option<String>, open: Day| text.as_deref().map_or(open, |text| Day::parse(text).unwrap());
    (day(&route.window.0, Day::FIRST), day(&route.window.1, Day::LAST))
}

/// Worse in nothing.
pub(crate) fn no_worse(a: &Route, b: &Route) -> bool {
    let (wa, wb) = (window(a), window(b));
    a.effect >= b.effect
        && a.duty >= b.duty
        && a.confidence >= b.confidence
        && set(&a.obligations).is_subset(&set(&b.obligations))
        && clauses(a).len() <= clauses(b).len()
        && wa.0 <= wb.0
        && wa.1 >= wb.1
}

#[test]
fn l30_no_route_shown_is_better_than_another() {
    hold(|world, _| {
        let answer = or_pass!(world.asked());
        let several = answers(&answer).any(|r| r.routes.len() > 1);
        for r in answers(&answer) {
            for (a, b) in r.routes.iter().flat_map(|a| r.routes.iter().map(move |b| (a, b))) {
                ensure(!dominates(a, b), || format!("{:?} dominates {:?} in `{}`", clauses(a), clauses(b), r.id))?;
            }
            let order = |r: &Route| (r.effect, r.duty);
            ensure(r.routes.windows(2).all(|two| order(&two[0]) >= order(&two[1])), || {
                format!("`{}` is not shown best first", r.id)
            })?;
        }
        Ok(several)
    });
}
#[test]
fn l31_every_hop_of_a_real_route_cites_what_it_was_read_in() {
    let law = common::real_law();
    let mut hops = 0;
    for file in common::below(&common::root().join("tests/conformance/real"), "json") {
        for case in common::document(&file)["cases"].as_array().unwrap() {
            let question: Question = serde_json::from_value(case["question"].clone()).unwrap();
            let answer = check(&law, &question).unwrap();
            for hop in routes(&answer).flat_map(|route| &route.hops) {
                for guard in hop.guards.iter().filter(|guard| guard.value == Truth::True) {
                    let cites = !hop.sources.is_empty() || !guard.sources.is_empty();
                    assert!(cites, "{}: {:?} of {:?} cites nothing", case["id"], guard.name, hop.clause);
                }
                hops += 1;
            }
        }
    }
    assert!(hops > 50, "only {hops} hops were met");
}

#[test]
fn l31_without_a_record_that_the_only_route_rests_on_it_is_another_route_or_none() {
    hold(|world, rng| {
        let before = or_pass!(world.asked());
        let alone =
            |r: &&RequirementAnswer| r.routes.len() == 1 && r.more_routes == 0 && !clauses(&r.routes[0]).is_empty();
        let requirement = or_pass!(rng.choice(entries(&before).filter(alone).collect::<Vec<_>>()));
        let route = &requirement.routes[0];
        let ids = clauses(route);
        // What its reasons name, its clauses and their agreements.
        let args = route
            .hops
            .iter()
            .flat_map(|hop| &hop.guards)
            .flat_map(|guard| &guard.because)
            .flat_map(|reason| reason.args.values());
        let mut named: BTreeSet<String> = args.cloned().collect();
        named.extend(ids.iter().map(|id| (*id).to_owned()));
        let tables = ["clauses", "agreements", "listings"];
        let cited: Vec<(&str, String)> = tables
            .into_iter()
            .flat_map(|table| world.universe[table].as_array().unwrap().iter().map(move |record| (table, record)))
            .filter_map(|(table, record)| Some((table, record["id"].as_str()?.to_owned())))
            .filter(|(table, id)| {
                named.contains(id)
                    || (*table == "agreements"
                        && ids.iter().any(|c| world.record("clauses", c)["agreement"] == *id.as_str()))
            })
            .collect();
        let (table, id) = or_pass!(rng.choice(cited));
        let after = or_pass!(world.asked_with(|other| without(other, table, &id)));
        let told = |r: &RequirementAnswer| json!([r.interval.lo(), r.routes]);
        let of = |r: &&RequirementAnswer| r.id == requirement.id && r.aspect == requirement.aspect;
        let left = entries(&after).find(of).map(told);
        // A slot that only a clause speaks of goes with it; a requirement stays.
        let virtual_slot = requirement.aspect.is_none();
        ensure(left.map_or(virtual_slot, |left| left != told(requirement)), || {
            format!("`{}` stands as it did without `{id}`", requirement.id)
        })?;
        Ok(true)
    });
}

/// The world without a record, and without what speaks of it.
fn without(world: &mut World, table: &str, id: &str) {
    let universe = &mut world.universe;
    list(universe, table).retain(|record| record["id"] != id);
    if table == "agreements" {
        let gone: Vec<Value> =
            list(universe, "clauses").iter().filter(|c| c["agreement"] == id).map(|c| c["id"].clone()).collect();
        list(universe, "clauses").retain(|clause| clause["agreement"] != id);
        gone.iter().filter_map(Value::as_str).for_each(|clause| without(world, "clauses", clause));
    }
    for clause in list(&mut world.universe, "clauses") {
        if clause["conflicts_with"] == id {
            clause["conflicts_with"] = Value::Null;
        }
        if let Some(ids) = clause["overrides"].as_array_mut() {
            ids.retain(|other| other != id);
        }
    }
    list(&mut world.universe, "bars").retain(|bar| bar["subject"] != id);
}
