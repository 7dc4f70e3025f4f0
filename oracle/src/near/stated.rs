//! Near misses that somebody else states, held against the text.

use super::acts::{of_fact, told_in_part};
use super::world::{Act, World};
use super::{Candidate, Outcome, Trial, own};
use crate::answer::interval as written;
use serde_json::{Value, json};

/// The fields that a stated repair sets, in the words of the cases.
fn fields(repair: &Value) -> Vec<(String, Value)> {
    let set = repair["set"].as_array().into_iter().flatten();
    let path = |setting: &Value| -> String {
        let steps = setting["path"].as_array().into_iter().flatten();
        let words = steps.map(|step| step.as_str().map_or_else(|| step.to_string(), str::to_owned));
        words.map(|word| format!("/{}", if word == "norm" { "edition" } else { &word })).collect()
    };
    let stated = set.filter(|setting| setting.pointer("/path/0") != Some(&json!("assume")));
    stated.map(|setting| (path(setting), setting["value"].clone())).collect()
}

impl Trial<'_> {
    /// What a stated set of repairs may come to: every way in which the facts that it states turn out.
    fn outcomes(&self, base: &World, repairs: &[&Value], candidate: Candidate) -> Vec<Outcome> {
        let mut worlds = vec![base.clone()];
        for repair in repairs.iter().filter(|repair| repair["kind"] != "state-fact") {
            let act = Act { fields: fields(repair), ..Act::default() };
            worlds = worlds.iter().map(|world| world.after(&act)).collect();
        }
        for repair in repairs.iter().filter(|repair| repair["kind"] == "state-fact") {
            let fact = repair.pointer("/args/fact").and_then(Value::as_str).unwrap_or_default();
            let settled = |world: &World| {
                let atoms = world.in_it(self.law, |case| {
                    of_fact(case, fact, || {
                        candidate.all_guards(case);
                    })
                });
                told_in_part(&atoms).iter().map(|act| world.after(act)).collect::<Vec<_>>()
            };
            worlds = worlds.iter().flat_map(settled).collect();
        }
        worlds.iter().filter_map(|world| self.outcome(world)).collect()
    }

    /// What is wrong with a stated near miss, if anything is (§3.9).
    pub(crate) fn fault(&self, question: &Value, near: &Value) -> Option<String> {
        let base = World::new(question);
        let now = self.outcome(&base)?.interval;
        let repairs: Vec<&Value> = near["repairs"].as_array().into_iter().flatten().collect();
        if !(1..=2).contains(&repairs.len()) {
            return Some(format!("{} repairs", repairs.len()));
        }
        let mine = |candidate: &Candidate| json!(candidate.clause.map(|clause| &clause.id)) == near["clause"];
        let candidates: Vec<_> = self.candidates(&base).into_iter().filter(mine).collect();
        // A guard that no act mends (the last row of the table) makes no near miss.
        let mendable: Vec<_> =
            candidates.iter().filter(|candidate| self.called_for(**candidate, &base).is_some()).collect();
        if mendable.is_empty() {
            return Some(format!("of {} candidates none is near", candidates.len()));
        }
        let part =
            |candidate: Candidate| candidate.clause.map_or_else(|| own(candidate.number), |clause| clause.id.clone());
        let word = |proved| if proved { "lo" } else { "hi" };
        let mut seen = Vec::new();
        let mut kept = None;
        for candidate in mendable {
            for outcome in self.outcomes(&base, &repairs, *candidate) {
                let promise = outcome.promise(now).filter(|(proved, effect)| {
                    near["promise"] == word(*proved)
                        && near["effect"] == effect.word()
                        && written(outcome.interval) == near["interval"]
                        && outcome.owes(&part(*candidate), (*proved, *effect))
                });
                kept = kept.or(promise.map(|promise| (*candidate, promise)));
                seen.push(written(outcome.interval));
            }
        }
        let Some((candidate, promise)) = kept else { return Some(format!("comes to {}", json!(seen))) };
        // Of a stated fact nobody says how it turns out: it does as much alone only where it does however it turns out.
        let alone = |repair: &&Value| {
            let all = self.outcomes(&base, &[repair], candidate);
            !all.is_empty() && all.iter().all(|outcome| outcome.reaches(promise))
        };
        if repairs.len() > 1 && repairs.iter().any(alone) {
            return Some("one of the two does as much alone".to_owned());
        }
        let asked = question["on"].as_str().unwrap_or_default();
        let past = repairs.iter().any(|repair| Act { fields: fields(repair), ..Act::default() }.past(asked));
        (near["past"] != json!(past)).then(|| format!("past: {past}"))
    }
}
