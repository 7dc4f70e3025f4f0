//! Places: who is a party to what, and who is a member of which bloc when.

use crate::held::{ensure, hold, or_pass};
use crate::told::{clauses, essence, intervals, pairs, recognises, routes, same, unmoved, when};
use crate::worlds::{TABLES, World, list, visit};
use comity::decide::Interval;
use fastrand::Rng;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A bloc of the universe with its members.
fn some_bloc(world: &World, rng: &mut Rng) -> Option<(Value, Vec<Value>)> {
    let bloc = rng.choice(world.universe["blocs"].as_array().unwrap().iter())?;
    Some((bloc["id"].clone(), bloc["members"].as_array().unwrap().clone()))
}

/// The economies that a place is, or that were or will be members of it.
fn ever(world: &World, place: &Value) -> BTreeSet<String> {
    let blocs = world.universe["blocs"].as_array().unwrap().iter().filter(|bloc| bloc["id"] == *place);
    let members = blocs.flat_map(|bloc| bloc["members"].as_array().unwrap()).map(|member| &member["code"]);
    members.chain([place]).filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The same law as seen in a mirror in which two economies change places: its other records keep apart by a mark.
struct Mirror {
    sides: [String; 2],
    ids: BTreeSet<String>,
}

impl Mirror {
    const MARK: char = '~';

    fn between(universe: &Value, sides: [String; 2]) -> Mirror {
        let mut ids = BTreeSet::new();
        for table in TABLES.iter().filter(|table| !["economies", "norms"].contains(*table)) {
            for record in universe[*table].as_array().unwrap() {
                let names = [&record["id"], &record["for"], &record["regime"], &record["register"]];
                ids.extend(names.into_iter().filter_map(Value::as_str).map(str::to_owned));
                let rule = record["issuer_rule"]["listed"].as_str();
                ids.extend(rule.map(str::to_owned));
                ids.extend(
                    record["attests"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned),
                );
            }
        }
        Mirror { sides, ids }
    }

    fn image(&self, text: &str) -> Option<String> {
        let [left, right] = &self.sides;
        match text {
            _ if text == left => Some(right.clone()),
            _ if text == right => Some(left.clone()),
            _ => match text.strip_suffix(Mirror::MARK) {
                Some(plain) => Some(plain.to_owned()),
                None => self.ids.contains(text).then(|| format!("{text}{}", Mirror::MARK)),
            },
        }
    }

    fn turn(&self, value: &mut Value) {
        visit(value, "", &mut |key, item| {
            if let (Value::String(text), true) = (item, !["hs", "equals", "kind", "aspect"].contains(&key))
                && let Some(image) = self.image(text)
            {
                *text = image;
            }
        });
    }
}

#[test]
fn l13_where_every_promise_is_mutual_the_other_way_round_is_the_same() {
    hold(|world, rng| {
        let mut world = world.clone();
        let market = or_pass!(world.question["market"].as_str()).to_owned();
        let economies: Vec<String> =
            list(&mut world.universe, "economies").iter().filter_map(Value::as_str).map(str::to_owned).collect();
        if !economies.contains(&market) {
            return Ok(false);
        }
        let other =
            or_pass!(rng.choice(economies.into_iter().filter(|economy| *economy != market).collect::<Vec<_>>()));
        let mirror = Mirror::between(&world.universe, [market, other]);
        let mut image = world.universe.clone();
        mirror.turn(&mut image);
        for table in TABLES.iter().filter(|table| !["economies", "norms"].contains(*table)) {
            list(&mut world.universe, table).append(list(&mut image, table));
        }
        let here = or_pass!(world.asked());
        let there = or_pass!(world.asked_with(|other| mirror.turn(&mut other.question)));
        let reflected: BTreeMap<String, Interval> = intervals(&there)
            .into_iter()
            .map(|(key, interval)| (mirror.image(key).unwrap_or_default(), interval))
            .collect();
        for (key, interval) in intervals(&here) {
            let got = reflected.get(key).copied();
            ensure(got == Some(interval), || format!("`{key}` is {interval:?}, in the mirror {got:?}"))?;
        }
        Ok(recognises(&here))
    });
}

#[test]
fn l13_a_promise_of_another_market_is_none_of_this_one() {
    hold(|world, rng| {
        let mut world = world.clone();
        // Goods that may be sold there could come here by it.
        list(&mut world.universe, "clauses").retain(|clause| clause["artefact"]["kind"] != "lawful-marketing");
        let here = ever(&world, &world.question["market"]);
        let within = |place: &Value| !ever(&world, place).is_disjoint(&here);
        let one_way = |clause: &&Value| {
            let places = |key: &str| clause[key].as_array().unwrap().clone();
            clause["issues"].is_null()
                && !world.singular(clause)
                && clause["overrides"].as_array().is_none_or(Vec::is_empty)
                && !places("to_party").iter().any(within)
                && places("from_party").iter().any(within)
        };
        let all = world.universe["clauses"].as_array().unwrap();
        let id = or_pass!(rng.choice(all.iter().filter(one_way).collect::<Vec<_>>()))["id"].clone();
        let before = or_pass!(world.asked());
        let after = or_pass!(
            world.asked_with(|other| list(&mut other.universe, "clauses").retain(|clause| clause["id"] != id))
        );
        unmoved(&before, &after, &format!("without {id}"))?;
        Ok(true)
    });
}

#[test]
fn l14_the_members_of_a_bloc_in_its_place_make_the_same_party() {
    hold(|world, rng| {
        let mut world = world.clone();
        let (bloc, members) = or_pass!(some_bloc(&world, rng));
        // A list of parties in a clause has no dates: the members are such at all times.
        let codes: BTreeSet<&str> = members.iter().filter_map(|member| member["code"].as_str()).collect();
        let members: Vec<Value> =
            codes.iter().map(|code| json!({ "code": code, "from": null, "until": null })).collect();
        list(&mut world.universe, "blocs").iter_mut().find(|b| b["id"] == bloc).unwrap()["members"] = json!(members);
        let before = or_pass!(world.asked());
        let named = |clause: &Value, key: &str| clause[key].as_array().unwrap().contains(&bloc);
        let used: BTreeSet<&str> = routes(&before).flat_map(clauses).collect();
        let mut touched = false;
        for clause in world.universe["clauses"].as_array().unwrap() {
            // A bloc on both sides is one party; its members are several. So it is with those that it shares with the other side.
            let shares = |key: &str| {
                let places = clause[key].as_array().unwrap().iter();
                places.flat_map(|place| ever(&world, place)).any(|code| codes.contains(code.as_str()))
            };
            let sides = [("from_party", "to_party"), ("to_party", "from_party")];
            if sides.iter().any(|(one, other)| named(clause, one) && shares(other)) {
                return Ok(false);
            }
            touched |= (named(clause, "from_party") || named(clause, "to_party"))
                && clause["id"].as_str().is_some_and(|id| used.contains(id));
        }
        let after = or_pass!(world.asked_with(|other| {
            for clause in list(&mut other.universe, "clauses") {
                for key in ["from_party", "to_party"] {
                    let places = list(clause, key);
                    if places.contains(&bloc) {
                        places.retain(|place| *place != bloc);
                        places.extend(codes.iter().map(|code| json!(code)));
                    }
                }
            }
            for agreement in list(&mut other.universe, "agreements") {
                let parties = std::mem::take(list(agreement, "parties"));
                for party in parties {
                    let all = if party["party"] == bloc {
                        codes.iter().copied().map(|code| json!(code)).collect()
                    } else {
                        vec![party["party"].clone()]
                    };
                    list(agreement, "parties").extend(all.into_iter().map(|place| {
                        let mut party = party.clone();
                        party["party"] = place;
                        party
                    }));
                }
            }
        }));
        // Of which facts are asked for nothing is said: of a bloc's member it is also when it became one.
        let essence = |answer| {
            let mut essence = essence(answer);
            essence["pivotal"] = Value::Null;
            essence
        };
        same(&essence(&before), &essence(&after), &format!("members instead of {bloc}"))?;
        Ok(touched)
    });
}

#[test]
fn l15_a_treaty_with_a_bloc_says_nothing_between_its_members() {
    hold(|world, rng| {
        let mut world = world.clone();
        let (bloc, members) = or_pass!(some_bloc(&world, rng));
        let codes: BTreeSet<&str> = members.iter().filter_map(|member| member["code"].as_str()).collect();
        let outsider = or_pass!(
            world.universe["economies"]
                .as_array()
                .unwrap()
                .iter()
                .find(|e| !e.as_str().is_some_and(|e| codes.contains(e)))
        )
        .clone();
        let market = or_pass!(rng.choice(codes.iter().copied())).to_owned();
        let inside = |seat: &Value| seat.as_str().is_some_and(|seat| seat != market && codes.contains(seat));
        let body =
            or_pass!(world.universe["bodies"].as_array().unwrap().iter().find(|body| inside(&body["seat"]))).clone();
        // The papers are of a scheme at home somewhere: of a home-less one a member recognises its own too.
        let schemes = world.universe["schemes"].as_array().unwrap();
        let scheme =
            or_pass!(rng.choice(schemes.iter().filter(|scheme| !scheme["home"].is_null()).collect::<Vec<_>>()))["id"]
                .clone();
        world.question["market"] = json!(market);
        for paper in list(&mut world.question, "holdings") {
            (paper["scheme"], paper["issuer"]) = (scheme.clone(), body["id"].clone());
        }
        // Only papers in hand: what is issued anew has another seat.
        list(&mut world.universe, "clauses")
            .retain(|c| c["issues"].is_null() && c["artefact"]["kind"] != "lawful-marketing");
        let with = |from: [&Value; 2], to: [&Value; 2]| {
            world.asked_with(|other| {
                let parties: Vec<Value> = from.iter().chain(&to).map(|place| json!({ "party": place })).collect();
                list(&mut other.universe, "agreements").push(json!({ "id": "treaty", "form": "government-mra", "parties": parties, "in_force": "1990-01-01" }));
                list(&mut other.universe, "clauses").push(json!({ "id": "treaty.1", "agreement": "treaty", "from_party": from, "to_party": to,
                    "scope": { "include": [{ "all": true }] }, "artefact": {}, "attests": "any", "issuer_rule": "any", "origin_rule": "none",
                    "basis_rule": "any", "preissue": "yes", "effect": "equivalent", "fills": "all" }));
            })
        };
        let before = or_pass!(world.asked());
        let after = or_pass!(with([&bloc, &outsider], [&bloc, &outsider]));
        for (key, old, new) in pairs(&before, &after) {
            ensure(old == new, || format!("a treaty of {bloc} with {outsider}: `{key}` was {old:?} and is {new:?}"))?;
        }
        // A clause between the two members would have counted.
        let between = or_pass!(with([&body["seat"], &outsider], [&json!(market), &outsider]));
        Ok(pairs(&before, &between).iter().any(|(_, old, new)| old != new))
    });
}

#[test]
fn l16_a_membership_over_before_issue_and_day_is_as_if_it_never_were() {
    hold(|world, rng| {
        let before = or_pass!(world.asked());
        let mut first = world.on();
        for paper in world.question["holdings"].as_array().unwrap() {
            first = first.min(or_pass!(when(&paper["issued"])).earliest);
        }
        let economy = or_pass!(rng.choice(world.universe["economies"].as_array().unwrap().iter())).clone();
        let after = or_pass!(world.asked_with(|other| {
            let blocs = list(&mut other.universe, "blocs");
            let Some(bloc) = blocs.iter_mut().next() else { return };
            let from = [Value::Null, json!("1980-01-01")][rng.usize(0..2)].clone();
            list(bloc, "members").push(json!({ "code": economy, "from": from, "until": first.previous().to_string() }));
        }));
        for (key, old, new) in pairs(&before, &after) {
            ensure(old == new, || {
                format!("{economy} was a member until {}: `{key}` was {old:?} and is {new:?}", first.previous())
            })?;
        }
        let bloc = &world.universe["blocs"][0]["id"];
        let of_bloc = |id: &str| {
            ["from_party", "to_party"]
                .into_iter()
                .any(|key| world.record("clauses", id)[key].as_array().unwrap().contains(bloc))
        };
        Ok(!bloc.is_null()
            && world.universe["clauses"].as_array().unwrap().iter().any(|c| of_bloc(c["id"].as_str().unwrap())))
    });
}
