//! What would strengthen an answer (`semantics.md` §3.9, §3.6): near misses, pivotal facts and case splits.

use crate::common::repaired::{entries, faults, of};
use crate::held::{ensure, hold, or_pass};
use crate::worlds::{dates, forget, stated};
use comity::check;
use comity::decide::{Answer, Interval, NearMiss, YesNo};

#[test]
fn l32_each_set_of_repairs_does_what_it_promises_and_no_part_of_it_does() {
    hold(|world, _| {
        let answer = or_pass!(world.asked());
        let (law, question) = (world.law().unwrap(), world.question().unwrap());
        let mut any = false;
        for entry in entries(&answer) {
            for near in &entry.near_misses {
                faults(&law, &question, entry, near)?;
                any = true;
            }
            let dearest = |near: &NearMiss| near.repairs.iter().map(|repair| repair.kind).max();
            ensure(entry.near_misses.is_sorted_by_key(dearest), || format!("{}: not cheapest first", entry.id))?;
        }
        Ok(any)
    });
}

#[test]
fn l33_each_pivotal_fact_moves_an_interval_whichever_way_it_is_tried_first() {
    hold(|world, _| {
        let answer = or_pass!(world.asked());
        let (law, question) = (world.law().unwrap(), world.question().unwrap());
        for pivotal in &answer.pivotal_unknowns {
            let tried = |value: YesNo| {
                let mut question = question.clone();
                question.assume.insert(pivotal.key.clone(), value);
                let after = check(&law, &question).unwrap();
                (all(&after), after.market.interval, after.assumptions_used.contains(&pivotal.key))
            };
            let (yes, no) = (tried(YesNo::Yes), tried(YesNo::No));
            let before = (all(&answer), answer.market.interval, true);
            // Of a slot that no recorded requirement asks for, silence excludes nothing: what its recorded clauses hang on moves
            // what they give, and not what is shown (`docs/semantics.md` §3.5).
            let on_record = pivotal.if_yes != pivotal.if_no
                && answer.r#virtual.iter().any(|entry| entry.open_ways && pivotal.moves.contains(&entry.id));
            ensure(yes != before || no != before || on_record, || format!("`{}` moves nothing", pivotal.key))?;
        }
        Ok(!answer.pivotal_unknowns.is_empty())
    });
}

fn all(answer: &Answer) -> Vec<(String, Interval)> {
    entries(answer).map(|entry| (entry.id.clone(), entry.interval)).collect()
}

/// Whether one interval lies within another.
fn within(narrow: Interval, wide: Interval) -> bool {
    narrow.lo() >= wide.lo() && narrow.hi() <= wide.hi()
}

#[test]
fn l24_a_case_split_only_narrows_and_never_leaves_out_what_is_so() {
    hold(|known, _| {
        let mut met = false;
        for fact in stated(&known.question) {
            let mut world = known.clone();
            forget(&mut world.question, &fact);
            let Some(answer) = world.asked() else { continue };
            let refined = comity::refine(&world.law().unwrap(), &world.question().unwrap()).unwrap();
            for entry in &answer.requirements {
                let narrow = refined.requirements[&entry.id];
                ensure(within(narrow, entry.interval), || format!("{fact}: {} {narrow:?}", entry.id))?;
                met |= entry.interval.lo() != entry.interval.hi();
                // What was known before it was forgotten is one of the cases.
                let exact = known.asked().and_then(|answer| of(&answer, entry));
                if let Some(exact) = exact.filter(|exact| exact.lo() == exact.hi()) {
                    let kept = within(exact, narrow);
                    ensure(kept, || format!("{fact}: {} {exact:?} not in {narrow:?}", entry.id))?;
                }
            }
            ensure(within(refined.market, answer.market.interval), || format!("{fact}: the market"))?;
        }
        Ok(met)
    });
}

/// L24 for the record: a date known by its month alone may be any day of it, also the one it is.
#[test]
fn l24_of_dates_known_in_part_a_case_split_leaves_out_no_day_they_may_be() {
    hold(|known, rng| {
        let Some(exact) = known.asked() else { return Ok(false) };
        let mut world = known.clone();
        // A statement that a record is complete is never true by halves.
        let tables = world.universe.as_object_mut().unwrap().iter_mut();
        for (_, table) in tables.filter(|(name, _)| !["as_of", "coverage"].contains(&name.as_str())) {
            dates(table, &mut |day| match rng.u8(0..4) {
                0 => {}
                1 => day.truncate("2026".len()),
                _ => day.truncate("2026-06".len()),
            });
        }
        let (Some(law), Some(question)) = (world.law(), world.question()) else { return Ok(false) };
        let Ok(answer) = comity::check(&law, &question) else { return Ok(false) };
        let refined = comity::refine(&law, &question).unwrap();
        let mut met = false;
        for entry in &answer.requirements {
            let narrow = refined.requirements[&entry.id];
            ensure(within(narrow, entry.interval), || format!("{}: {narrow:?}", entry.id))?;
            if let Some(so) = of(&exact, entry).filter(|so| so.lo() == so.hi()) {
                ensure(within(so, narrow), || format!("{}: {so:?} not in {narrow:?}", entry.id))?;
                met |= entry.interval != so;
            }
        }
        Ok(met)
    });
}
