//! Agreements and their clauses: mostly from where a paper is made to where another is asked, so that routes exist.

use super::chance::Chance;
use super::dates::Dates;
use super::law::{doubt, edition_rule, item, obligations, put, scope};
use super::{Cast, Scheme};
use serde_json::{Value, json};

/// Agreements, clauses, and the registers that clauses name.
pub(super) struct Treaties {
    pub(super) agreements: Vec<Value>,
    pub(super) clauses: Vec<Value>,
    pub(super) registers: Vec<String>,
}

pub(super) fn treaties(chance: &mut Chance, dates: &Dates, cast: &Cast, requirements: &[Value]) -> Treaties {
    let asked = asked(requirements);
    let mut treaties = Treaties { agreements: Vec::new(), clauses: Vec::new(), registers: Vec::new() };
    let many = chance.weighted(&[(20, 1), (22, 2), (20, 3), (14, 4), (10, 5), (6, 6), (4, 7), (4, 8)], 2);
    while treaties.clauses.len() < many {
        let clause = if chance.percent(14) {
            status_clause(chance, dates, cast, &asked, &mut treaties)
        } else {
            paper_clause(chance, dates, cast, &asked, &mut treaties)
        };
        let rival =
            (chance.percent(9) && treaties.clauses.len() + 2 <= many).then(|| rival(chance, dates, cast, &clause));
        treaties.clauses.push(clause);
        treaties.clauses.extend(rival);
    }
    overrides(chance, &mut treaties.clauses);
    supersede(chance, &mut treaties.agreements);
    treaties
}

/// What is asked where: the scheme of each slot, with the market.
fn asked(requirements: &[Value]) -> Vec<(String, String)> {
    let mut asked = Vec::new();
    for requirement in requirements {
        let market = requirement["market"].as_str().unwrap_or_default();
        let slots = requirement["ways"].as_array().into_iter().flatten().filter_map(|way| way["slots"].as_array());
        let schemes = slots.flatten().filter_map(|slot| slot["scheme"].as_str());
        asked.extend(schemes.map(|scheme| (scheme.to_owned(), market.to_owned())));
    }
    asked
}

/// What a clause leads to: mostly something that is asked.
fn target(chance: &mut Chance, cast: &Cast, asked: &[(String, String)]) -> (Scheme, String) {
    if !asked.is_empty() && chance.percent(75) {
        let (scheme, market) = chance.pick(asked);
        if let Some(scheme) = cast.schemes.iter().find(|known| known.id == *scheme) {
            return (scheme.clone(), market.clone());
        }
    }
    let scheme = chance.pick(&cast.schemes).clone();
    let home = scheme.home.clone().unwrap_or_else(|| cast.place(chance));
    (scheme, home)
}

/// What a clause takes: mostly the paper of another scheme.
fn source(chance: &mut Chance, cast: &Cast, target: &Scheme) -> Scheme {
    let others: Vec<&Scheme> = cast.schemes.iter().filter(|scheme| scheme.id != target.id).collect();
    if others.is_empty() || chance.percent(15) {
        chance.pick(&cast.schemes).clone()
    } else {
        (*chance.pick(&others)).clone()
    }
}

/// An agreement to which these places are parties; a new one, or one that is there already.
fn agreement(chance: &mut Chance, dates: &Dates, cast: &Cast, treaties: &mut Treaties, from: &str, to: &str) -> String {
    let agreements = &mut treaties.agreements;
    let reused = (!agreements.is_empty() && chance.percent(35)).then(|| chance.count(0, agreements.len() - 1));
    let index = reused.unwrap_or_else(|| {
        agreements.push(new_agreement(chance, dates, agreements.len()));
        agreements.len() - 1
    });
    let Some(agreement) = agreements.get_mut(index) else { return String::new() };
    let unilateral = agreement["form"] == "unilateral";
    let mut wanted = vec![to];
    if !unilateral && from != "any" {
        wanted.push(from);
    }
    for place in wanted {
        let there = agreement["parties"].as_array().is_some_and(|ps| ps.iter().any(|p| p["party"] == place));
        if there || chance.percent(2) {
            continue;
        }
        let mut party = json!({ "party": place });
        match chance.between(0, 99) {
            0..=4 => put(&mut party, "roles", json!(["must_accept"])),
            5..=7 => put(&mut party, "roles", json!(["may_issue"])),
            8..=14 => put(&mut party, "from", dates.begin(chance)),
            15..=20 => put(&mut party, "until", dates.last(chance)),
            _ => {}
        }
        if let Some(parties) = agreement["parties"].as_array_mut() {
            parties.push(party);
        }
    }
    if !unilateral
        && chance.percent(10)
        && let Some(parties) = agreement["parties"].as_array_mut()
    {
        parties.push(json!({ "party": cast.place(chance) }));
    }
    agreement["id"].as_str().unwrap_or_default().to_owned()
}

fn new_agreement(chance: &mut Chance, dates: &Dates, number: usize) -> Value {
    let form =
        chance.weighted(&[(45, "government-mra"), (35, "multilateral-scheme"), (20, "unilateral")], "government-mra");
    let mut agreement =
        json!({ "id": format!("a{number}"), "form": form, "parties": [], "in_force": dates.begin(chance) });
    match chance.between(0, 99) {
        0..=2 => {
            put(&mut agreement, "in_force", Value::Null);
            put(&mut agreement, "signed", dates.begin(chance));
        }
        3 => put(&mut agreement, "in_force", Value::Null),
        4..=6 => put(&mut agreement, "status", json!("partly-operational")),
        7..=8 => put(&mut agreement, "status", json!("signed-not-in-force")),
        9..=10 => put(&mut agreement, "status", json!("suspended")),
        11 => put(&mut agreement, "status", json!("ended")),
        12..=15 => put(&mut agreement, "operational_from", dates.begin(chance)),
        16..=27 => {
            put(&mut agreement, "ended", dates.last(chance));
            ending(chance, dates, &mut agreement);
        }
        _ => {}
    }
    if chance.percent(5) {
        put(&mut agreement, "confidence", json!("recalled"));
    }
    doubt(chance, &mut agreement);
    agreement
}

/// What becomes of papers after an end.
fn ending(chance: &mut Chance, dates: &Dates, record: &mut Value) {
    match chance.between(0, 99) {
        0..=24 => put(record, "on_end", json!("lapse")),
        25..=39 => put(record, "on_end", json!("keep-issued-before-end")),
        40..=54 => put(record, "on_end", json!({ "keep_until": dates.last(chance) })),
        _ => {}
    }
    let kinds = [(30, Some("expiry")), (20, Some("termination")), (20, Some("replacement")), (30, None)];
    if let Some(kind) = chance.weighted(&kinds, None) {
        put(record, "end_kind", json!(kind));
    }
}

/// The places from and to which a clause leads.
fn direction(chance: &mut Chance, cast: &Cast, source: &Scheme, to: &str) -> (String, String) {
    let from = match &source.home {
        Some(home) if chance.percent(85) => home.clone(),
        _ => cast.place(chance),
    };
    let to = if chance.percent(92) { to.to_owned() } else { cast.place(chance) };
    (from, to)
}

fn beginning_of_a_clause(
    chance: &mut Chance,
    dates: &Dates,
    cast: &Cast,
    treaties: &mut Treaties,
    source: &Scheme,
    to: &str,
) -> Value {
    let (from, to) = direction(chance, cast, source, to);
    let agreement = agreement(chance, dates, cast, treaties, &from, &to);
    // From anywhere: only where one side alone speaks.
    let unilateral = treaties.agreements.iter().any(|a| a["id"] == *agreement && a["form"] == "unilateral");
    let from = if unilateral && chance.percent(40) { "any".to_owned() } else { from };
    let (mut from_party, mut to_party) = (vec![from.clone()], vec![to.clone()]);
    // A scheme of many: whoever issues also accepts.
    if chance.percent(16) && from != "any" {
        from_party.push(to);
        to_party.push(from);
    }
    if chance.percent(8) && from_party.first().is_none_or(|first| first != "any") {
        from_party.push(cast.place(chance));
    }
    from_party.dedup();
    to_party.dedup();
    let id = format!("k{}", treaties.clauses.len());
    let mut clause = json!({
        "id": id, "agreement": agreement, "from_party": from_party, "to_party": to_party, "scope": scope(chance),
        "attests": "any", "origin_rule": "none",
    });
    if chance.percent(10) {
        put(&mut clause, "in_force", dates.begin(chance));
    }
    if chance.percent(8) {
        put(&mut clause, "operational_from", dates.begin(chance));
    }
    if chance.percent(13) {
        put(&mut clause, "until", dates.last(chance));
    }
    if chance.percent(12) {
        ending(chance, dates, &mut clause);
    }
    origin(chance, cast, &mut clause);
    if chance.percent(30) {
        put(&mut clause, "obligations", json!(obligations(chance, 22)));
    }
    if chance.percent(18) {
        put(&mut clause, "duty", json!(*chance.pick(&["may", "in-principle"])));
    }
    if chance.percent(6) {
        put(&mut clause, "confidence", json!("recalled"));
    }
    doubt(chance, &mut clause);
    clause
}

fn origin(chance: &mut Chance, cast: &Cast, clause: &mut Value) {
    let kinds = ["made-in", "made-in", "grown-in", "last-processed-in", "shipped-direct"];
    let mut tests = Vec::new();
    for _ in 0..chance.count(1, 2) {
        tests.push(json!({ "kind": *chance.pick(&kinds), "in": [cast.place(chance)] }));
    }
    match chance.between(0, 99) {
        0..=2 => put(clause, "origin_rule", Value::Null),
        3..=9 => put(clause, "origin_rule", json!({ "all": tests })),
        10..=14 => put(clause, "origin_rule", json!({ "any": tests })),
        _ => {}
    }
}

fn basis_rule(chance: &mut Chance, cast: &Cast) -> Value {
    match chance.between(0, 99) {
        0..=24 => json!("own"),
        25..=81 => json!("any"),
        82..=91 => json!({ "only": [chance.pick(&cast.schemes).id] }),
        _ => Value::Null,
    }
}

fn status_clause(
    chance: &mut Chance,
    dates: &Dates,
    cast: &Cast,
    asked: &[(String, String)],
    treaties: &mut Treaties,
) -> Value {
    let (target, to) = target(chance, cast, asked);
    let source = source(chance, cast, &target);
    let mut clause = beginning_of_a_clause(chance, dates, cast, treaties, &source, &to);
    put(&mut clause, "artefact", json!({ "kind": "lawful-marketing" }));
    // Many markets that pass goods on to each other in any order are more than can be enumerated.
    if cast.economies.len() > 3 {
        for side in ["from_party", "to_party"] {
            if let Some(places) = clause.get_mut(side).and_then(Value::as_array_mut) {
                places.truncate(1);
            }
        }
    }
    put(&mut clause, "issuer_rule", json!("any"));
    put(&mut clause, "effect", json!(chance.weighted(&[(85, "equivalent"), (15, "evidence")], "equivalent")));
    put(&mut clause, "fills", if chance.percent(70) { json!("all") } else { json!([target.id]) });
    let basis = chance.weighted(&[(80, Some("any")), (20, None)], None);
    put(&mut clause, "basis_rule", json!(basis));
    if chance.percent(25) {
        put(&mut clause, "status_needed", json!("marketed"));
    }
    clause
}

fn paper_clause(
    chance: &mut Chance,
    dates: &Dates,
    cast: &Cast,
    asked: &[(String, String)],
    treaties: &mut Treaties,
) -> Value {
    let further = further(chance, cast, &treaties.clauses);
    let (target, to) = further.clone().unwrap_or_else(|| target(chance, cast, asked));
    let source = source(chance, cast, &target);
    let mut clause = beginning_of_a_clause(chance, dates, cast, treaties, &source, &to);
    let mut artefact = json!({ "kind": source.kind, "schemes": [source.id] });
    match chance.between(0, 99) {
        0..=4 => put(&mut artefact, "kind", Value::Null),
        5..=8 => put(&mut artefact, "schemes", Value::Null),
        9..=14 => put(&mut artefact, "schemes", json!([source.id, chance.pick(&cast.schemes).id])),
        _ => {}
    }
    put(&mut clause, "artefact", artefact);
    match chance.between(0, 99) {
        0..=24 => put(&mut clause, "attests", json!([source.regime])),
        25..=31 => put(&mut clause, "attests", json!([target.regime])),
        _ => {}
    }
    // Beside itself a paper needs none of its own scheme.
    let beside = chance.pick(&cast.schemes).id.clone();
    if chance.percent(6) && beside != source.id {
        put(&mut clause, "needs_all", json!([beside]));
    }
    let register = format!("reg{}", chance.count(0, 1));
    match chance.between(0, 99) {
        0..=32 => put(&mut clause, "issuer_rule", json!("native")),
        33..=65 => put(&mut clause, "issuer_rule", json!("any")),
        66..=94 => {
            put(&mut clause, "issuer_rule", json!({ "listed": register }));
            if !treaties.registers.contains(&register) {
                treaties.registers.push(register);
            }
        }
        _ => put(&mut clause, "issuer_rule", Value::Null),
    }
    put(&mut clause, "basis_rule", basis_rule(chance, cast));
    limits(chance, dates, &mut clause);
    effect(chance, cast, &target, further.is_some(), &mut clause);
    clause
}

/// What an earlier clause takes and from where: a clause that issues it makes a chain.
fn further(chance: &mut Chance, cast: &Cast, clauses: &[Value]) -> Option<(Scheme, String)> {
    if clauses.is_empty() || chance.percent(65) {
        return None;
    }
    let clause = chance.pick(clauses);
    let taken = clause.pointer("/artefact/schemes/0")?.as_str()?;
    let from = clause.pointer("/from_party/0")?.as_str()?;
    let scheme = cast.schemes.iter().find(|scheme| scheme.id == taken)?;
    (from != "any").then(|| (scheme.clone(), from.to_owned()))
}

/// What lowers or narrows a clause about papers.
fn limits(chance: &mut Chance, dates: &Dates, clause: &mut Value) {
    if chance.percent(10) {
        put(clause, "party_test", json!(*chance.pick(&["issue", "use"])));
    }
    if chance.percent(12) {
        put(clause, "edition_rule", edition_rule(chance, dates));
    }
    if chance.percent(10) {
        put(clause, "cap", json!(chance.between(1, 3)));
    }
    if chance.percent(12) {
        let ages =
            [json!({ "years": 1 }), json!({ "months": 6 }), json!({ "days": 100 }), json!({ "months": 13, "days": 1 })];
        put(clause, "max_age", chance.pick(&ages).clone());
    }
    if chance.percent(8) {
        put(clause, "since", dates.begin(chance));
    }
    if chance.percent(12) {
        put(clause, "preissue", json!(*chance.pick(&["yes", "yes", "no"])));
    }
}

fn effect(chance: &mut Chance, cast: &Cast, target: &Scheme, chained: bool, clause: &mut Value) {
    let drawn = chance.weighted(&[(42, "equivalent"), (43, "reissue"), (15, "evidence")], "equivalent");
    let effect = if chained { "reissue" } else { drawn };
    put(clause, "effect", json!(effect));
    if effect == "reissue" && (chained || chance.percent(65)) {
        let home = target.home.clone().unwrap_or_else(|| cast.place(chance));
        let named = if target.issuers.is_empty() {
            cast.body_of(&home, chance)
        } else {
            Some(chance.pick(&target.issuers).clone())
        };
        let issuer = if chance.percent(88) { named } else { None };
        put(clause, "issues", json!({ "scheme": target.id, "issuer": issuer }));
    } else if chance.percent(12) {
        put(clause, "fills", json!("all"));
    } else {
        put(clause, "fills", json!([target.id]));
    }
}

/// Another source's record of a clause, with one or two things stated differently.
fn rival(chance: &mut Chance, dates: &Dates, cast: &Cast, clause: &Value) -> Value {
    let mut rival = clause.clone();
    let id = clause["id"].as_str().unwrap_or_default();
    put(&mut rival, "id", json!(format!("{id}b")));
    put(&mut rival, "conflicts_with", json!(id));
    put(&mut rival, "confidence", clause["confidence"].clone());
    for _ in 0..chance.count(1, 2) {
        match chance.between(0, 8) {
            0 => put(&mut rival, "scope", scope(chance)),
            1 => put(&mut rival, "scope", json!({ "include": [{ "all": true }], "exclude": [item(chance, false)] })),
            2 => put(&mut rival, "until", dates.last(chance)),
            3 => put(&mut rival, "in_force", dates.begin(chance)),
            4 => put(&mut rival, "obligations", json!(obligations(chance, 30))),
            5 if rival.get("issues").is_none() => {
                put(&mut rival, "effect", json!(*chance.pick(&["equivalent", "evidence"])))
            }
            7 if rival.get("issues").is_none() => put(&mut rival, "fills", json!([chance.pick(&cast.schemes).id])),
            6 => put(&mut rival, "basis_rule", json!(*chance.pick(&["any", "own"]))),
            _ => put(&mut rival, "max_age", json!({ "months": chance.between(3, 14) })),
        }
    }
    rival
}

fn overrides(chance: &mut Chance, clauses: &mut [Value]) {
    let ids: Vec<Value> = clauses.iter().filter(|c| c["conflicts_with"].is_null()).map(|c| c["id"].clone()).collect();
    for clause in clauses.iter_mut().filter(|clause| clause["conflicts_with"].is_null()) {
        let other = chance.pick(&ids).clone();
        if chance.percent(8) && other != clause["id"] {
            put(clause, "overrides", json!([other]));
        }
    }
}

fn supersede(chance: &mut Chance, agreements: &mut [Value]) {
    let ids: Vec<Value> = agreements.iter().map(|agreement| agreement["id"].clone()).collect();
    for agreement in agreements.iter_mut() {
        let other = chance.pick(&ids).clone();
        if chance.percent(9) && other != agreement["id"] {
            put(agreement, "supersedes", json!([other]));
        }
    }
}
