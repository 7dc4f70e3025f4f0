//! What one recognition more, one less or a narrower one does.

use crate::held::{ensure, hold, or_pass};
use crate::routes::no_worse;
use crate::told::{clauses, essence, never_lower, never_raises, pairs, recognises, routes, same};
use crate::worlds::{World, list, one, pick};
use comity::decide::{RequirementAnswer, Scale};
use fastrand::Rng;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A clause of the universe, most often one on a route of the answer, that overrides nothing.
fn some_clause(world: &World, used: &BTreeSet<String>, rng: &mut Rng) -> Option<usize> {
    let all = world.universe["clauses"].as_array().unwrap();
    let plain = |clause: &Value| clause["overrides"].as_array().is_none_or(Vec::is_empty);
    let on_route = |clause: &Value| clause["id"].as_str().is_some_and(|id| used.contains(id));
    let candidates = |wanted: bool| -> Vec<usize> {
        (0..all.len()).filter(|i| plain(&all[*i]) && (!wanted || on_route(&all[*i]))).collect()
    };
    rng.choice(candidates(true)).or_else(|| rng.choice(candidates(false)))
}

#[test]
fn l5_a_recognition_of_fewer_products_never_raises_anything() {
    hold(|world, rng| {
        let before = or_pass!(world.asked());
        let used = routes(&before).flat_map(clauses).map(str::to_owned).collect();
        let place = or_pass!(some_clause(world, &used, rng));
        let after = or_pass!(world.asked_with(|other| {
            let include = list(&mut other.universe["clauses"][place]["scope"], "include");
            let Some(item) = pick(include, rng) else { return };
            let code = item["hs"].as_str().map(str::to_owned);
            match (code, rng.u8(0..4)) {
                (Some(_), 0) => *item = json!({ "hs": "9999.99" }),
                (Some(_), 1) => item["role"] = json!("indicative"),
                (Some(code), _) if code.len() < 7 => {
                    item["hs"] = json!(format!("{code}{}", one(rng, &["40", "50", "1"])));
                }
                (None, _) if item["all"] == true => *item = json!({ "hs": one(rng, &["85", "8516.40", "8516.50"]) }),
                // Of a group or an attribute no code is a part: it goes, or stays.
                (None, _) => {
                    let gone = item.clone();
                    if include.len() > 1 {
                        include.retain(|item| *item != gone);
                    }
                }
                _ => *item = json!({ "hs": "9999" }),
            }
        }));
        never_raises(&before, &after)?;
        Ok(pairs(&before, &after).iter().any(|(_, old, new)| old != new))
    });
}

#[test]
fn l6_an_exclusion_or_one_more_condition_never_raises_anything() {
    hold(|world, rng| {
        let before = or_pass!(world.asked());
        let used = routes(&before).flat_map(clauses).map(str::to_owned).collect();
        let place = or_pass!(some_clause(world, &used, rng));
        let market = &world.question["market"];
        let after = or_pass!(world.asked_with(|other| {
            let clause = &mut other.universe["clauses"][place];
            match rng.u8(0..6) {
                0 | 1 => {
                    let item = [
                        json!({ "all": true }),
                        json!({ "hs": "8516.50" }),
                        json!({ "hs": "8516", "role": "indicative" }),
                        json!({ "attr": "risk", "equals": ["high"] }),
                    ][rng.usize(0..4)]
                    .clone();
                    let exclude = &mut clause["scope"]["exclude"];
                    match exclude.as_array_mut() {
                        Some(items) => items.push(item),
                        None => *exclude = json!([item]),
                    }
                }
                2 if clause["origin_rule"] == "none" => {
                    clause["origin_rule"] =
                        json!({ "all": [{ "kind": one(rng, &["made-in", "shipped-direct"]), "in": [market] }] });
                }
                3 => {
                    let cap = clause["cap"].as_u64().unwrap_or(9).min(rng.u64(0..4));
                    clause["cap"] = json!(cap);
                }
                4 if clause["max_age"].is_null() => clause["max_age"] = json!({ "months": rng.u8(1..14) }),
                _ if clause["basis_rule"] == "any" => {
                    clause["basis_rule"] = [json!("own"), json!({ "only": [world.universe["schemes"][0]["id"]] })]
                        [rng.usize(0..2)]
                    .clone();
                }
                _ => {
                    let mut needed = clause["needs_all"].as_array().cloned().unwrap_or_default();
                    needed.push(world.universe["schemes"][0]["id"].clone());
                    clause["needs_all"] = json!(needed);
                }
            }
        }));
        never_raises(&before, &after)?;
        Ok(pairs(&before, &after).iter().any(|(_, old, new)| old != new))
    });
}

#[test]
fn l7_one_more_recognition_never_lowers_anything() {
    hold(|world, rng| {
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
        Ok(pairs(&before, &after).iter().any(|(_, old, new)| old != new))
    });
}

pub(crate) fn or_empty(value: Option<Value>) -> Value {
    value.unwrap_or_else(|| json!({}))
}

#[test]
fn l8_one_more_bar_never_raises_anything() {
    hold(|world, rng| {
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
        never_raises(&before, &after)?;
        Ok(pairs(&before, &after).iter().any(|(_, old, new)| old != new))
    });
}

#[test]
fn l9_without_the_agreement_of_the_only_route_nothing_is_proved() {
    hold(|world, rng| {
        let before = or_pass!(world.asked());
        let alone = |r: &&RequirementAnswer| r.routes.len() == 1 && !clauses(&r.routes[0]).is_empty();
        let requirement = or_pass!(rng.choice(before.requirements.iter().filter(alone).collect::<Vec<_>>()));
        let route = &requirement.routes[0];
        let agreement = world.record("clauses", clauses(route)[0])["agreement"].clone();
        let gone: Vec<&Value> =
            world.universe["clauses"].as_array().unwrap().iter().filter(|c| c["agreement"] == agreement).collect();
        let record = world.record("agreements", agreement.as_str().unwrap());
        // What comes back when it no longer stands in the way is another law's matter.
        let stands_alone = record["supersedes"].as_array().is_none_or(Vec::is_empty)
            && gone.iter().all(|c| !world.singular(c) && c["overrides"].as_array().is_none_or(Vec::is_empty));
        let named = world.universe["bars"].as_array().unwrap().iter().any(|bar| bar["subject"] == agreement)
            || world.universe["agreements"]
                .as_array()
                .unwrap()
                .iter()
                .any(|a| a["supersedes"].as_array().is_some_and(|ids| ids.contains(&agreement)));
        if !stands_alone || named {
            return Ok(false);
        }
        let after = or_pass!(world.asked_with(|other| {
            list(&mut other.universe, "clauses").retain(|clause| clause["agreement"] != agreement);
            list(&mut other.universe, "agreements").retain(|a| a["id"] != agreement);
        }));
        let left = or_pass!(after.requirements.iter().find(|r| r.id == requirement.id));
        for other in &left.routes {
            ensure(no_worse(route, other), || {
                format!("{:?} was not shown beside {:?}", clauses(other), clauses(route))
            })?;
        }
        ensure(!left.routes.is_empty() || left.interval.lo() <= Scale::Nothing, || {
            format!("`{}` is {:?} without a route", left.id, left.interval)
        })?;
        Ok(left.routes.is_empty())
    });
}

#[test]
fn l26_the_top_cap_is_none_a_lower_cap_never_raises_a_higher_level_never_lowers() {
    hold(|world, rng| {
        let mut world = world.clone();
        let asked = rng.u8(1..5);
        for way in list(&mut world.universe, "requirements").iter_mut().flat_map(|r| list(r, "ways")) {
            list(way, "slots").iter_mut().for_each(|slot| slot["level"] = json!(asked));
        }
        let held = rng.u8(0..6);
        list(&mut world.question, "holdings").iter_mut().for_each(|paper| paper["level"] = json!(held));
        let capped = |cap: Option<u8>| {
            world.asked_with(|other| {
                list(&mut other.universe, "clauses").iter_mut().for_each(|clause| clause["cap"] = json!(cap))
            })
        };
        let (free, top) = (or_pass!(capped(None)), or_pass!(capped(Some(u8::MAX))));
        same(&essence(&free), &essence(&top), "a cap at the top")?;
        let cap = rng.u8(0..6);
        let (higher, lower) = (or_pass!(capped(Some(cap + 1))), or_pass!(capped(Some(cap))));
        never_raises(&higher, &lower).map_err(|fault| format!("cap {cap} instead of {}: {fault}", cap + 1))?;
        let raised = or_pass!(world.asked_with(|other| {
            list(&mut other.question, "holdings").iter_mut().for_each(|paper| paper["level"] = json!(held + 1));
        }));
        let before = or_pass!(world.asked());
        never_lower(&before, &raised).map_err(|fault| format!("level {} instead of {held}: {fault}", held + 1))?;
        let differ = |a, b| pairs(a, b).iter().any(|(_, old, new)| old != new);
        Ok(differ(&free, &lower) || differ(&higher, &lower) || differ(&before, &raised))
    });
}

#[test]
fn l37_a_clause_cut_in_two_by_product_recognises_the_same() {
    hold(|world, rng| {
        let before = or_pass!(world.asked());
        let used: BTreeSet<&str> = routes(&before).flat_map(clauses).collect();
        let id = or_pass!(rng.choice(used)).to_owned();
        let original = world.record("clauses", &id).clone();
        // The cut runs along a code inside the scope, that the product surely lies inside or outside of.
        let product = or_pass!(world.question["product"]["hs"].as_str()).replace('.', "");
        let cut = one(rng, &[&product, product.get(..4).unwrap_or("85"), "851650", "8516", "9018"]).to_owned();
        let include = original["scope"]["include"].as_array().unwrap();
        let within = include.iter().any(|item| {
            let code = item["hs"].as_str().map(|code| code.replace('.', ""));
            item["all"] == true || (item["role"] != "indicative" && code.is_some_and(|code| cut.starts_with(&code)))
        });
        if world.singular(&original) || !original["overrides"].is_null() || product.len() < 6 || !within {
            return Ok(false);
        }
        let part = |name: &str, scope: Value| {
            let mut part = original.clone();
            part["id"] = json!(format!("{id}~{name}"));
            part["scope"] = scope;
            part
        };
        let exclude = original["scope"]["exclude"].as_array().cloned().unwrap_or_default();
        let excluded: Vec<Value> = exclude.iter().cloned().chain([json!({ "hs": cut })]).collect();
        let outside = part("1", json!({ "include": include, "exclude": excluded }));
        let inside = part("2", json!({ "include": [{ "hs": cut }], "exclude": exclude }));
        let after = or_pass!(world.asked_with(|other| {
            let table = list(&mut other.universe, "clauses");
            table.retain(|clause| clause["id"] != id.as_str());
            table.extend([outside, inside]);
        }));
        for (key, old, new) in pairs(&before, &after) {
            ensure(old == new, || format!("`{id}` cut along {cut}: `{key}` was {old:?} and is {new:?}"))?;
        }
        for (old, new) in before.requirements.iter().zip(&after.requirements) {
            let told = |r: &RequirementAnswer| json!({ "verdict": r.verdict, "until": r.stable_until, "next": r.next_verdict });
            same(&told(old), &told(new), &format!("`{id}` cut along {cut}, `{}`", old.id))?;
        }
        Ok(recognises(&before))
    });
}
