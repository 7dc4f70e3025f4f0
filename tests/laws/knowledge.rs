//! What is known and what is not: intervals widen with what nobody recorded and narrow with what somebody did.

use crate::clauses::or_empty;
use crate::held::{ensure, hold, or_pass};
use crate::told::{NOT_REQUIRED, answers, carries_a_standing, clauses, intervals, nested, pairs, routes};
use crate::worlds::{World, dates, forget, list, one, pick, stated};
use comity::decide::{Answer, Interval, Scale, Truth, YesNo};
use comity::law::Duty;
use comity::{Law, Question, check};
use fastrand::Rng;
use serde_json::{Value, json};

/// One thing less known, in the question or in the record. What was known stands, or turns out not to be on record at all.
fn blurred(known: &mut World, unknown: &mut World, rng: &mut Rng) {
    let universe = &mut unknown.universe;
    match rng.u8(0..13) {
        12 => {
            if let Some(agreement) = pick(list(universe, "agreements"), rng) {
                agreement["in_force"] = Value::Null;
            }
        }
        0..=2 => {
            if let Some(fact) = rng.choice(stated(&unknown.question)) {
                forget(&mut unknown.question, &fact);
            }
        }
        3 => less_of_a_date(&mut unknown.question["holdings"], rng),
        4 | 5 => {
            let table = ["clauses", "agreements", "listings", "blocs", "requirements", "bars"][rng.usize(0..6)];
            if let Some(record) = pick(list(universe, table), rng) {
                less_of_a_date(record, rng);
            }
        }
        6 | 7 => {
            let table = ["clauses", "listings", "requirements", "bars"][rng.usize(0..4)];
            let place = rng.usize(..64);
            let records = list(universe, table);
            let Some(record) = records.len().checked_sub(1).and_then(|last| records.get_mut(place.min(last))) else {
                return;
            };
            // Records that others name are not taken away, nor clauses of which there are two versions.
            let id = record["id"].clone();
            record["confidence"] = json!("doubtful");
            let clause = record.clone();
            if rng.bool() && (table != "clauses" || !known.singular(&clause) && clause["overrides"].is_null()) {
                list(&mut known.universe, table).retain(|record| record["id"] != id);
            }
        }
        8 => {
            if let Some(clause) = pick(list(universe, "clauses"), rng) {
                clause[one(rng, &["issuer_rule", "origin_rule", "basis_rule"])] = Value::Null;
            }
        }
        9 => {
            let coverage = list(universe, "coverage");
            if !coverage.is_empty() {
                coverage.remove(rng.usize(0..coverage.len()));
            }
        }
        10 => {
            if let Some(body) = pick(list(universe, "bodies"), rng) {
                body[one(rng, &["seat", "owners"])] = Value::Null;
            }
        }
        _ => {
            // Of a replaced agreement no rule on record means that nothing is kept: that is decided, not unknown.
            let agreements = list(universe, "agreements");
            let replaced: Vec<Value> =
                agreements.iter().flat_map(|a| a["supersedes"].as_array().cloned().unwrap_or_default()).collect();
            if let Some(agreement) = pick(agreements, rng).filter(|agreement| !replaced.contains(&agreement["id"])) {
                (agreement["on_end"], agreement["end_kind"]) = (Value::Null, Value::Null);
                let id = agreement["id"].clone();
                for clause in list(universe, "clauses").iter_mut().filter(|clause| clause["agreement"] == id) {
                    (clause["on_end"], clause["end_kind"]) = (Value::Null, Value::Null);
                }
            }
        }
    }
}

/// Of some date only the year or the month, or that there is one.
fn less_of_a_date(value: &mut Value, rng: &mut Rng) {
    let mut count = 0;
    dates(value, &mut |_| count += 1);
    let (chosen, mut place, kept) = (rng.usize(0..count.max(1)), 0, [4, 7, 0][rng.usize(0..3)]);
    dates(value, &mut |text| {
        if place == chosen {
            *text = if kept == 0 { "unknown".to_owned() } else { text.chars().take(kept).collect() };
        }
        place += 1;
    });
}

#[test]
fn l21_however_the_unknown_turns_out_the_verdict_lies_within_what_was_said() {
    hold(|world, rng| {
        let (mut known, mut unknown) = (world.clone(), world.clone());
        for _ in 0..rng.u8(1..4) {
            blurred(&mut known, &mut unknown, rng);
        }
        let (wide, narrow) = (or_pass!(unknown.asked()), or_pass!(known.asked()));
        nested(&wide, &narrow, "as it turns out")
            .map_err(|fault| format!("{fault}\nknown {}\nquestion {}", known.universe, known.question))?;
        Ok(pairs(&wide, &narrow).iter().any(|(_, old, new)| old != new))
    });
}

#[test]
fn l21_a_recognition_that_nobody_recorded_lies_within_what_open_ways_left_open() {
    hold(|world, rng| {
        let plain =
            |clause: &&Value| clause["issues"].is_null() && clause["overrides"].is_null() && !world.singular(clause);
        let all = world.universe["clauses"].as_array().unwrap();
        let id = or_pass!(rng.choice(all.iter().filter(plain).collect::<Vec<_>>()))["id"].clone();
        let recorded = or_pass!(world.asked());
        let before = or_pass!(world.asked_with(|other| {
            list(&mut other.universe, "clauses").retain(|clause| clause["id"] != id);
            list(&mut other.universe, "coverage").retain(|coverage| coverage["closes"] != "ways");
        }));
        nested(&before, &recorded, &format!("`{id}` recorded at last"))?;
        Ok(pairs(&before, &recorded).iter().any(|(_, old, new)| old != new))
    });
}

#[test]
fn l22_a_fact_supposed_either_way_narrows_the_interval_to_what_was_promised() {
    hold(|world, _| {
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
    hold(|world, _| {
        let full = or_pass!(world.asked());
        let mut narrowed = false;
        for fact in stated(&world.question) {
            let open = or_pass!(world.asked_with(|other| forget(&mut other.question, &fact)));
            nested(&open, &full, &format!("stating {fact}"))?;
            narrowed |= pairs(&open, &full).iter().any(|(_, old, new)| old != new);
        }
        Ok(narrowed)
    });
}

/// Settles one unknown fact after the other that moves a requirement, each so that the wanted end of its interval stays,
/// and as far as that allows the other end comes to meet it. What the interval is when nothing moves it any more.
fn settled(law: &Law, question: &Question, id: &str, hopeful: bool) -> Result<Option<Interval>, String> {
    let mut question = question.clone();
    let interval = |answer: &Answer| answer.requirements.iter().find(|r| r.id == id).map(|r| r.interval);
    for _ in 0..16 {
        let answer = check(law, &question).map_err(|error| error.to_string())?;
        let Some(now) = interval(&answer) else { return Ok(None) };
        let Some(fact) = answer.pivotal_unknowns.iter().find(|p| p.moves.iter().any(|moved| moved == id)) else {
            return Ok(Some(now));
        };
        let mut best: Option<(YesNo, Interval)> = None;
        for word in [YesNo::Yes, YesNo::No] {
            let mut tried = question.clone();
            tried.assume.insert(fact.key.clone(), word);
            let Some(then) = check(law, &tried).ok().as_ref().and_then(interval) else { continue };
            let keeps = if hopeful { then.hi() == now.hi() } else { then.lo() == now.lo() };
            let nearer = |than: Interval| if hopeful { then.lo() > than.lo() } else { then.hi() < than.hi() };
            if keeps && best.is_none_or(|(_, known)| nearer(known)) {
                best = Some((word, then));
            }
        }
        let Some((word, _)) = best else {
            return Err(format!("`{}` moves `{id}` from {now:?} whichever way it turns out", fact.key));
        };
        question.assume.insert(fact.key.clone(), word);
    }
    Ok(None)
}

#[test]
fn l23_where_each_unknown_occurs_once_the_best_is_what_is_not_excluded_and_the_worst_what_is_proved() {
    hold(|world, _| {
        let (law, question, answer) = (or_pass!(world.law()), or_pass!(world.question()), or_pass!(world.asked()));
        let mut tested = false;
        for r in
            answer.requirements.iter().filter(|r| answer.members.is_empty() && r.applies == Truth::True && !r.open_ways)
        {
            // One route that may hold, of one hop: what is unknown of it is unknown once.
            let [route] = r.conditional_routes.as_slice() else { continue };
            let [id] = clauses(route)[..] else { continue };
            let clause = world.record("clauses", id);
            // Goods that carry their standing met the same facts on the way; a doubt is a fact to ask for only where nothing
            // else is unknown.
            let agreement = world.record("agreements", clause["agreement"].as_str().unwrap());
            let doubtful = [clause, agreement].iter().any(|record| record["confidence"] == "doubtful");
            // A status in hand is one of several: goods may have that of any market the clause takes it from.
            let status = clause["artefact"]["kind"] == "lawful-marketing";
            if carries_a_standing(route) || status || doubtful {
                continue;
            }
            let once = clause["scope"]["exclude"].as_array().is_none_or(Vec::is_empty) && !world.singular(clause);
            if !once
                || route.hops.len() > 1
                || r.interval.hi() != route.effect
                || world.question["holdings"].as_array().unwrap().len() > 1
            {
                continue;
            }
            let (best, worst) = (settled(&law, &question, &r.id, true)?, settled(&law, &question, &r.id, false)?);
            let (hi, lo) = (Interval::exactly(r.interval.hi()), Interval::exactly(r.interval.lo()));
            ensure(best.is_none_or(|best| best == hi), || format!("`{}` is {:?}, at best {best:?}", r.id, r.interval))?;
            ensure(worst.is_none_or(|worst| worst == lo), || {
                format!("`{}` is {:?}, at worst {worst:?}", r.id, r.interval)
            })?;
            tested |= best.is_some() && worst.is_some();
        }
        Ok(tested)
    });
}

#[test]
fn l27_a_more_specific_product_nests_whatever_still_applies() {
    hold(|world, rng| {
        let code = or_pass!(world.question["product"]["hs"].as_str()).replace('.', "");
        let coarse: String = code.chars().take([2, 4][rng.usize(0..2)]).collect();
        let fine = match coarse.len() {
            2 => format!("{coarse}{}", one(rng, &["16", "01", "18"])),
            _ => format!("{coarse}{}", one(rng, &["40", "50", "11"])),
        };
        let with = |code: &str| world.asked_with(|other| other.question["product"]["hs"] = json!(code));
        let (wide, narrow) = (or_pass!(with(&coarse)), or_pass!(with(&fine)));
        nested(&wide, &narrow, &format!("{fine} instead of {coarse}"))?;
        Ok(pairs(&wide, &narrow).iter().any(|(_, old, new)| old != new))
    });
}

#[test]
fn l29_saying_that_the_record_is_complete_proves_nothing_and_only_excludes() {
    hold(|world, rng| {
        let closes = ["ways", "register", "parties", "requirements"][rng.usize(0..4)];
        let mut world = world.clone();
        list(&mut world.universe, "coverage").retain(|coverage| coverage["closes"] != closes);
        let before = or_pass!(world.asked());
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
        Ok(pairs(&before, &after).iter().any(|(_, old, new)| old != new))
    });
}

#[test]
fn l41_what_is_proved_is_never_more_than_what_is_not_excluded() {
    hold(|world, _| {
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
        Ok(routes(&answer).next().is_some())
    });
}
