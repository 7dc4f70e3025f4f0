//! Places, papers, bodies, registers, requirements, statements of completeness and bars.

use super::chance::Chance;
use super::dates::Dates;
use super::{Cast, GROUPS, Scheme};
use serde_json::{Value, json};

const KINDS: [&str; 3] = ["product-certificate", "test-certificate", "test-report"];

/// Puts a field in where chance wants it.
pub(super) fn put(record: &mut Value, key: &str, value: Value) {
    if let Some(fields) = record.as_object_mut() {
        fields.insert(key.to_owned(), value);
    }
}

/// How well a record is attested.
pub(super) fn doubt(chance: &mut Chance, record: &mut Value) {
    if chance.percent(4) {
        put(record, "confidence", json!("doubtful"));
    }
}

/// The cast with the records of blocs, schemes and bodies.
pub(super) fn cast(chance: &mut Chance, dates: &Dates) -> (Cast, Vec<Value>, Vec<Value>, Vec<Value>) {
    let names = ["AA", "BB", "CC", "DD", "EE", "FF"].map(str::to_owned);
    let many = chance.weighted(&[(30, 2), (35, 3), (20, 4), (10, 5), (5, 6)], 3);
    let economies: Vec<String> = names.into_iter().take(many).collect();
    let mut cast = Cast { economies, blocs: Vec::new(), bodies: Vec::new(), schemes: Vec::new() };
    let mut blocs = Vec::new();
    for id in ["UU", "VV"].into_iter().take(chance.weighted(&[(50, 0), (38, 1), (12, 2)], 0)) {
        let mut members = Vec::new();
        for code in chance.some(&cast.economies, 65) {
            let mut member = json!({ "code": code });
            if chance.percent(60) {
                put(&mut member, "from", dates.begin(chance));
                put(&mut member, "until", dates.end(chance));
            }
            doubt(chance, &mut member);
            members.push(member);
        }
        blocs.push(json!({ "id": id, "purpose": "goods", "members": members }));
        cast.blocs.push(id.to_owned());
    }
    let mut bodies = Vec::new();
    for economy in &cast.economies {
        for number in 0..chance.count(1, 2) {
            let id = format!("{}{number}", economy.to_lowercase());
            let mut body = json!({ "id": id, "seat": economy });
            match chance.between(0, 99) {
                0..=2 => put(&mut body, "seat", Value::Null),
                3..=10 => put(&mut body, "owners", json!(["O-1"])),
                11..=14 => put(&mut body, "owners", Value::Null),
                _ => {}
            }
            bodies.push(body);
            cast.bodies.push((id, economy.clone()));
        }
    }
    let mut schemes = Vec::new();
    for number in 0..chance.count(2, 5) {
        let home = (number == 0 || !chance.percent(22)).then(|| cast.place(chance));
        let scheme = scheme(chance, &cast, number, home);
        let mut record = json!({
            "id": scheme.id, "kind": scheme.kind, "home": scheme.home, "regime": scheme.regime,
            "native_issuers": scheme.issuers,
        });
        match chance.between(0, 99) {
            0..=11 => put(&mut record, "native_issuers", json!("any")),
            12..=14 => put(&mut record, "native_issuers", Value::Null),
            15..=18 => put(&mut record, "regime", Value::Null),
            _ if scheme.issuers.is_empty() => put(&mut record, "native_issuers", Value::Null),
            _ => {}
        }
        lasting(chance, dates, &mut record);
        schemes.push(record);
        cast.schemes.push(scheme);
    }
    (cast, blocs, schemes, bodies)
}

/// How long a scheme's papers run, those that ended with their rules, and the products for which there are no more.
fn lasting(chance: &mut Chance, dates: &Dates, record: &mut Value) {
    if chance.percent(22) {
        put(record, "validity", dates.usual_validity(chance));
    }
    if chance.percent(14) {
        let lapses: Vec<Value> = (0..chance.weighted(&[(80, 1), (20, 2)], 1))
            .map(|_| {
                let (issued_before, last) = dates.lapse(chance);
                json!({ "scope": scope(chance), "issued_before": issued_before, "last": last })
            })
            .collect();
        put(record, "lapses", json!(lapses));
    }
    if chance.percent(12) {
        let closings: Vec<Value> = (0..chance.weighted(&[(85, 1), (15, 2)], 1))
            .map(|_| json!({ "scope": scope(chance), "last": dates.closing(chance) }))
            .collect();
        put(record, "closings", json!(closings));
    }
}

fn scheme(chance: &mut Chance, cast: &Cast, number: usize, home: Option<String>) -> Scheme {
    let at_home = |seat: &String| home.as_ref().is_some_and(|home| home == seat || cast.blocs.contains(home));
    let candidates: Vec<String> =
        cast.bodies.iter().filter(|(_, seat)| at_home(seat)).map(|(id, _)| id.clone()).collect();
    let mut issuers = chance.some(&candidates, 80);
    if chance.percent(8) {
        issuers.push(chance.pick(&cast.bodies).0.clone());
        issuers.sort();
        issuers.dedup();
    }
    let kind = chance.weighted(&[(60, KINDS[0]), (25, KINDS[1]), (15, KINDS[2])], KINDS[0]);
    Scheme { id: format!("S{number}"), kind, home, regime: format!("R{number}"), issuers }
}

/// One norm: two editions of its own, adoptions of each degree.
pub(super) fn norms() -> Value {
    json!([{
        "id": "N",
        "editions": [
            { "id": "N:1", "published": "2008-01-01" },
            { "id": "N:2", "published": "2014-01-01" },
            { "id": "N:3", "published": "2020-01-01" },
        ],
        "adoptions": [
            { "edition": "I-N:2", "of": "N:2", "degree": "IDT" },
            { "edition": "M-N:2", "of": "N:2", "degree": "MOD", "deviations": ["plug", "voltage"] },
            { "edition": "X-N:2", "of": "N:2", "degree": "NEQ" },
            { "edition": "I-N:3", "of": "N:3", "degree": "IDT" },
        ],
    }])
}

pub(super) const EDITIONS: [&str; 7] = ["N:2", "N:2", "N:1", "N:3", "I-N:2", "M-N:2", "X-N:2"];

pub(super) fn edition_rule(chance: &mut Chance, dates: &Dates) -> Value {
    let mut accepts = Vec::new();
    for _ in 0..chance.count(1, 2) {
        let edition = *chance.pick(&EDITIONS);
        let mut accepted = json!({ "edition": edition });
        if chance.percent(35) {
            put(&mut accepted, "from", dates.begin(chance));
        }
        if chance.percent(35) {
            put(&mut accepted, "until", dates.last(chance));
        }
        accepts.push(accepted);
    }
    let newer = chance.weighted(&[(30, Some("yes")), (30, Some("no")), (40, None)], None);
    json!({ "accepts": accepts, "accept_newer": newer })
}

/// One item of a scope, most likely one that holds the product usually asked about.
pub(super) fn item(chance: &mut Chance, wide: bool) -> Value {
    match chance.between(0, if wide { 99 } else { 60 }) + if wide { 0 } else { 40 } {
        0..=44 => json!({ "all": true }),
        45..=59 => json!({ "hs": "85" }),
        60..=71 => json!({ "hs": "8516" }),
        72..=77 => json!({ "hs": "8516.40" }),
        78..=83 => json!({ "hs": "8516.50" }),
        84..=87 => json!({ "hs": "0805" }),
        88..=90 => json!({ "hs": "8516", "role": "indicative" }),
        91..=95 => json!({ "group": *chance.pick(&GROUPS) }),
        _ => json!({ "attr": "volt", "equals": [*chance.pick(&["low", "high"])] }),
    }
}

pub(super) fn scope(chance: &mut Chance) -> Value {
    let mut include = vec![item(chance, true)];
    if chance.percent(15) {
        include.push(item(chance, true));
    }
    if chance.percent(2) {
        include.clear();
    }
    let mut scope = json!({ "include": include });
    if chance.percent(14) {
        put(&mut scope, "exclude", json!([item(chance, false)]));
    }
    scope
}

pub(super) fn obligations(chance: &mut Chance, percent: u32) -> Vec<Value> {
    let all = [
        json!({ "kind": "application", "when": "before-issue" }),
        json!({ "kind": "samples", "when": "before-issue" }),
        json!({ "kind": "marking" }),
        json!({ "kind": "deviation-tests", "arg": "plug", "when": "before-issue" }),
        json!({ "kind": "technical-file", "when": "ongoing" }),
    ];
    chance.some(&all, percent)
}

pub(super) fn requirements(chance: &mut Chance, dates: &Dates, cast: &Cast) -> Vec<Value> {
    let mut requirements = Vec::new();
    let at_home: Vec<&Scheme> = cast.schemes.iter().filter(|scheme| scheme.home.is_some()).collect();
    for number in 0..chance.weighted(&[(5, 0), (30, 1), (35, 2), (20, 3), (10, 4)], 2) {
        let scheme = *chance.pick(&at_home);
        let home = scheme.home.clone().unwrap_or_default();
        let market = if chance.percent(88) { home } else { cast.place(chance) };
        let mut ways = Vec::new();
        for _ in 0..chance.weighted(&[(78, 1), (20, 2), (2, 0)], 1) {
            let mut slots = vec![json!({ "scheme": scheme.id })];
            if chance.percent(14) {
                slots.push(json!({ "scheme": chance.pick(&cast.schemes).id }));
            }
            if chance.percent(12) {
                slots = vec![json!({ "scheme": chance.pick(&cast.schemes).id })];
            }
            for slot in &mut slots {
                if chance.percent(12) {
                    put(slot, "level", json!(chance.between(1, 3)));
                }
                if chance.percent(8) {
                    put(slot, "edition_rule", edition_rule(chance, dates));
                }
            }
            let mut way = json!({ "slots": slots });
            if chance.percent(12) {
                put(&mut way, "obligations", json!(obligations(chance, 25)));
            }
            if chance.percent(10) {
                put(&mut way, "from", dates.begin(chance));
            }
            if chance.percent(10) {
                put(&mut way, "until", dates.last(chance));
            }
            ways.push(way);
        }
        let aspect = *chance.pick(&["safety", "emc"]);
        let mut requirement = json!({
            "id": format!("r{number}"), "market": market, "aspect": aspect, "scope": scope(chance), "ways": ways,
        });
        if chance.percent(18) {
            put(&mut requirement, "from", dates.begin(chance));
        }
        if chance.percent(14) {
            put(&mut requirement, "until", dates.last(chance));
        }
        doubt(chance, &mut requirement);
        requirements.push(requirement);
    }
    requirements
}

pub(super) fn listings(chance: &mut Chance, dates: &Dates, cast: &Cast, registers: &[String]) -> Vec<Value> {
    let mut listings: Vec<Value> = Vec::new();
    let own: Vec<String> = cast.schemes.iter().map(|scheme| scheme.id.clone()).collect();
    let own = chance.some(&own, 14);
    for register in registers.iter().chain(&own) {
        for (body, _) in chance.some(&cast.bodies, 55) {
            let id = format!("l{}", listings.len());
            let mut listing = json!({
                "id": id, "body": body, "for": register, "from": dates.begin(chance), "until": dates.end(chance),
            });
            if chance.percent(15) {
                put(&mut listing, "survival", json!("no"));
            }
            if chance.percent(8) {
                put(&mut listing, "scope", json!([item(chance, true)]));
            }
            if chance.percent(20) {
                put(&mut listing, "end_kind", json!("withdrawn"));
            }
            let mut rival = listing.clone();
            doubt(chance, &mut listing);
            listings.push(listing);
            if chance.percent(6) {
                put(&mut rival, "id", json!(format!("l{}", listings.len())));
                put(&mut rival, "conflicts_with", json!(id));
                put(&mut rival, "until", dates.end(chance));
                listings.push(rival);
            }
        }
    }
    listings
}

pub(super) fn coverage(chance: &mut Chance, dates: &Dates, cast: &Cast, registers: &[String]) -> Vec<Value> {
    let mut statements = Vec::new();
    let places: Vec<String> = cast.economies.iter().chain(&cast.blocs).cloned().collect();
    let registers: Vec<String> = registers.iter().cloned().chain(cast.schemes.iter().map(|s| s.id.clone())).collect();
    let mut state = |closes: &str, key: &str, of: &str, chance: &mut Chance| {
        let mut statement = json!({
            "id": format!("c{}", statements.len()), "closes": closes, "from": dates.begin(chance), "as_of": dates.stated(chance),
        });
        put(&mut statement, key, json!(of));
        if closes != "register" {
            put(&mut statement, "scope", json!([item(chance, true)]));
            if chance.percent(8) {
                put(&mut statement, "aspect", json!(*chance.pick(&["safety", "emc"])));
            }
        }
        doubt(chance, &mut statement);
        statements.push(statement);
    };
    for place in &places {
        if chance.percent(72) {
            state("requirements", "market", place, chance);
        }
        if chance.percent(88) {
            state("ways", "market", place, chance);
        }
    }
    for register in &registers {
        if chance.percent(45) {
            state("register", "register", register, chance);
        }
    }
    statements
}

pub(super) fn bars(
    chance: &mut Chance,
    dates: &Dates,
    cast: &Cast,
    clauses: &[Value],
    agreements: &[Value],
) -> Vec<Value> {
    let mut bars = Vec::new();
    for number in 0..chance.weighted(&[(62, 0), (26, 1), (12, 2)], 0) {
        let mut bar = json!({ "id": format!("b{number}"), "from": dates.begin(chance), "until": dates.end(chance) });
        if chance.percent(70) {
            put(&mut bar, "market", json!(cast.place(chance)));
        }
        match chance.between(0, 99) {
            0..=17 if !clauses.is_empty() => {
                put(&mut bar, "reach", json!("clause"));
                put(&mut bar, "subject", chance.pick(clauses)["id"].clone());
            }
            18..=32 if !agreements.is_empty() => {
                put(&mut bar, "reach", json!("agreement"));
                put(&mut bar, "subject", chance.pick(agreements)["id"].clone());
            }
            33..=54 => {
                put(&mut bar, "reach", json!("body"));
                put(&mut bar, "subject", json!(chance.pick(&cast.bodies).0));
            }
            55..=66 => {
                put(&mut bar, "reach", json!("body"));
                put(&mut bar, "owned_by", json!(["O-1"]));
            }
            67..=83 => {
                put(&mut bar, "reach", json!("scheme-in-market"));
                put(&mut bar, "subject", json!(chance.pick(&cast.schemes).id));
                put(&mut bar, "market", json!(cast.place(chance)));
            }
            _ => {
                put(&mut bar, "reach", json!("product-in-market"));
                put(&mut bar, "scope", json!([item(chance, true)]));
                put(&mut bar, "market", json!(cast.place(chance)));
            }
        }
        let of_a_body = bar.get("reach").is_some_and(|reach| reach == "body");
        if of_a_body && chance.percent(20) {
            put(&mut bar, "schemes", json!([chance.pick(&cast.schemes).id]));
        }
        if of_a_body && chance.percent(20) {
            put(&mut bar, "issued_from", dates.last(chance));
        }
        if chance.percent(25) {
            put(&mut bar, "confidence", json!("doubtful"));
        }
        bars.push(bar);
    }
    bars
}
