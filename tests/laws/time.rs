//! Days: when clauses, papers, listings and verdicts begin and end.

use crate::held::{ensure, hold, or_pass};
use crate::told::{NOT_REQUIRED, clauses, pairs, recognises, routes, same, unmoved, when};
use crate::worlds::{World, dates, later, list, visit};
use comity::decide::{Answer, Interval, RequirementAnswer, Truth};
use comity::{Day, When};
use fastrand::Rng;
use serde_json::{Value, json};
use std::collections::BTreeSet;

#[test]
fn l10_no_clause_holds_before_it_begins_or_after_it_lapsed() {
    hold(|world, _| {
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
fn l10_the_day_before_a_clause_begins_and_the_day_after_it_lapses_it_holds_nothing() {
    hold(|world, rng| {
        let before = or_pass!(world.asked());
        let id = or_pass!(
            rng.choice(routes(&before).filter(|r| r.truth == Truth::True).flat_map(clauses).collect::<Vec<_>>())
        )
        .to_owned();
        let (on, mut other) = (world.on(), world.clone());
        let clause =
            list(&mut other.universe, "clauses").iter_mut().find(|clause| clause["id"] == id.as_str()).unwrap();
        match rng.u8(0..3) {
            0 => clause["in_force"] = json!(on.next().to_string()),
            1 => clause["operational_from"] = json!(on.next().to_string()),
            _ => {
                clause["until"] = json!(on.previous().to_string());
                clause["on_end"] = json!("lapse");
            }
        }
        let after = or_pass!(other.asked());
        for route in routes(&after).filter(|route| route.truth == Truth::True) {
            ensure(!clauses(route).contains(&id.as_str()), || format!("`{id}` holds on {on}: {:?}", clauses(route)))?;
        }
        Ok(true)
    });
}

#[test]
fn l11_a_paper_counts_neither_before_its_issue_nor_after_its_expiry() {
    hold(|world, rng| {
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
        Ok(routes(&answer).next().is_some())
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
    hold(|world, rng| {
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
        Ok(answer.requirements.iter().any(|r| r.stable_until.is_some()))
    });
}

#[test]
fn l12_where_no_requirement_is_recorded_the_end_of_a_recognition_is_none_not_not_required() {
    hold(|world, _| {
        let (mut world, answer) = (world.clone(), or_pass!(world.asked()));
        // The market's own records go, so that what its clauses fill stands alone.
        list(&mut world.universe, "requirements")
            .retain(|r| answer.requirements.iter().all(|known| r["id"] != known.id));
        let answer = or_pass!(world.asked());
        for slot in &answer.r#virtual {
            ensure(slot.next_verdict != Some(NOT_REQUIRED), || {
                format!("slot `{}`: {:?} until {:?}", slot.id, slot.interval, slot.stable_until)
            })?;
        }
        Ok(answer.r#virtual.iter().any(|slot| slot.next_verdict.is_some()))
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
    hold(|world, _| {
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
            } else if let Some(year) = text.get(..4).and_then(|year| year.parse::<u32>().ok()) {
                // A date known in part.
                let later = year + 400;
                text.replace_range(..4, &later.to_string());
            }
        };
        visit(&mut expected, "", &mut |key, item| match item {
            // Reasons hold dates known in part as well; they follow from what is compared.
            Value::Array(reasons) if key == "because" => reasons.clear(),
            Value::String(text)
                if ["stable_until", "until", "window", "ways_stated", "date", "issued", "value"].contains(&key) =>
            {
                moved(text)
            }
            // An unknown date known in part is assumed under a key that ends in it.
            Value::String(text) if key == "path" => {
                if let Some((fact, date)) = text.rsplit_once('/') {
                    let mut date = date.to_owned();
                    moved(&mut date);
                    *text = format!("{fact}/{date}");
                }
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
        Ok(recognises(&before))
    });
}

#[test]
fn l36_a_clause_cut_in_two_in_time_with_its_lineage_recognises_the_same() {
    hold(|world, rng| {
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

/// A paper in hand by a listed body, and the listing: the only one of its body, whose papers are all of one day.
fn listed_paper(world: &World, rng: &mut Rng) -> Option<(usize, Day)> {
    let holdings = world.question["holdings"].as_array().unwrap();
    let listings = world.universe["listings"].as_array().unwrap();
    let paper = rng.choice(holdings.iter())?;
    let issued = Day::parse(paper["issued"].as_str()?)?;
    let of_body: Vec<usize> = (0..listings.len()).filter(|i| listings[*i]["body"] == paper["issuer"]).collect();
    let [place] = of_body.as_slice() else { return None };
    let alone = holdings.iter().filter(|h| h["issuer"] == paper["issuer"]).all(|h| h["issued"] == paper["issued"]);
    let contested = listings.iter().any(|l| !l["conflicts_with"].is_null());
    (alone && !contested && issued <= world.on()).then_some((*place, issued))
}

/// The world where nothing is reissued, so that every paper on a route is in hand, and every clause takes papers of listed
/// bodies only.
fn of_listed_bodies(world: &World) -> World {
    let mut world = world.clone();
    list(&mut world.universe, "clauses")
        .retain(|clause| clause["issues"].is_null() && clause["artefact"]["kind"] != "lawful-marketing");
    let Some(register) = world.universe["listings"][0]["for"].as_str().map(str::to_owned) else { return world };
    list(&mut world.universe, "clauses")
        .iter_mut()
        .for_each(|clause| clause["issuer_rule"] = json!({ "listed": register }));
    world
}

#[test]
fn l38_a_listing_withdrawn_after_issue_is_neutral_if_papers_survive_it() {
    hold(|world, rng| {
        let mut world = of_listed_bodies(world);
        let (place, issued) = or_pass!(listed_paper(&world, rng));
        let listing = &mut world.universe["listings"][place];
        listing["survival"] = json!("yes");
        let last = issued.next().to_string();
        if !listing["until"].is_null() && when(&listing["until"]).is_none_or(|until| until.earliest <= issued.next()) {
            return Ok(false);
        }
        let before = or_pass!(world.asked());
        let withdrawn = [issued.to_string(), last][rng.usize(0..2)].clone();
        let after = or_pass!(world.asked_with(|other| {
            other.universe["listings"][place]["until"] = json!(withdrawn);
            other.universe["listings"][place]["end_kind"] = json!("withdrawn");
        }));
        unmoved(&before, &after, &format!("withdrawn after {withdrawn}, paper of {issued}"))?;
        Ok(recognises(&before))
    });
}

#[test]
fn l38_a_listing_withdrawn_before_issue_never_raises_anything() {
    hold(|world, rng| {
        let world = of_listed_bodies(world);
        let (place, issued) = or_pass!(listed_paper(&world, rng));
        let before = or_pass!(world.asked());
        let after = or_pass!(world.asked_with(|other| {
            other.universe["listings"][place]["until"] = json!(issued.previous().to_string());
            // A closed register: who is not on it is known not to be.
            let register = other.universe["listings"][place]["for"].clone();
            list(&mut other.universe, "coverage")
                .push(json!({ "id": "closed", "closes": "register", "register": register,
                "scope": [{ "all": true }], "from": "1990-01-01", "as_of": world.question["on"] }));
        }));
        for (key, old, new) in pairs(&before, &after) {
            ensure(new.lo() <= old.lo() && new.hi() <= old.hi(), || format!("`{key}` rose from {old:?} to {new:?}"))?;
        }
        Ok(pairs(&before, &after).iter().any(|(_, old, new)| old != new))
    });
}
