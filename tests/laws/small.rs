//! Small invented laws, drawn by seed: at most six economies and eight clauses, so that ten thousand are asked in seconds.
//!
//! They are drawn round the question: the papers are such as a clause takes, the market is one that takes them, and each
//! fact then has its chance to be a day too late, in the wrong place, doubtful or not recorded. What cannot be hit by
//! chance (cycles, chains, parallel clauses, coarse products) is drawn on purpose.

use fastrand::Rng;
use serde_json::{Map, Value, json};

/// The day that questions are asked for, if nothing moves it.
const TODAY: &str = "2024-06-01";
/// The first half of them have certificates, requirements and bodies of their own.
const ECONOMIES: [&str; 6] = ["AA", "BB", "CC", "DD", "EE", "FF"];
const CODES: [&str; 6] = ["85", "8516", "8516.40", "8516.50", "84", "9018"];
const LEVELS: std::ops::Range<u8> = 1..6;

/// Dates before the question, at it, and after it, each with the days next to it.
const PAST: [&str; 7] = ["2010-01-01", "2020-02-29", "2023-06-01", "2024-05-31", "2024-06-01", "2023", "2024-01"];
const FUTURE: [&str; 8] =
    ["2024-06-01", "2024-06-02", "2024-06-30", "2025-02-28", "2028-02-29", "2030-12-31", "2025", "2024-06"];

/// What is drawn from, and how often something is wrong.
struct Draw<'r> {
    rng: &'r mut Rng,
    /// How many economies there are.
    count: usize,
    /// The blocs with the economies in them.
    blocs: Vec<(String, Vec<String>)>,
}

/// A universe and a question about it.
pub(crate) fn world(rng: &mut Rng) -> (Value, Value) {
    let count = rng.usize(3..=6);
    let mut draw = Draw { rng, count, blocs: Vec::new() };
    let universe = draw.universe();
    let question = draw.question(&universe);
    (universe, question)
}

/// One more paper, such as this universe knows.
pub(crate) fn paper(universe: &Value, rng: &mut Rng) -> Value {
    let mut draw = Draw { rng, count: 3, blocs: Vec::new() };
    let clause = draw.of(universe, "clauses");
    draw.paper(universe, &clause)
}

/// A product as coarse or fine as they come.
pub(crate) fn product(rng: &mut Rng) -> Value {
    let mut product = Map::new();
    match rng.u8(0..10) {
        0 => {}
        1 => drop(product.insert("hs".into(), json!("8516"))),
        2 => drop(product.insert("hs".into(), json!("8516.50"))),
        3 => drop(product.insert("hs".into(), json!("9018.11"))),
        _ => drop(product.insert("hs".into(), json!("8516.40"))),
    }
    if rng.u8(0..3) == 0 {
        product.insert("groups".into(), if rng.bool() { json!(["g"]) } else { json!([]) });
    }
    if rng.u8(0..3) == 0 {
        product.insert("attributes".into(), json!({ "risk": if rng.bool() { "low" } else { "high" } }));
    }
    Value::Object(product)
}

impl Draw<'_> {
    fn chance(&mut self, percent: u8) -> bool {
        self.rng.u8(0..100) < percent
    }

    fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.rng.usize(0..of.len())].clone()
    }

    fn of(&mut self, universe: &Value, table: &str) -> Value {
        self.rng.choice(universe[table].as_array().unwrap().iter()).cloned().unwrap_or(Value::Null)
    }

    fn economy(&mut self) -> String {
        // Most of them have certificates of their own.
        let among = if self.chance(90) { self.count.min(4) } else { self.count };
        ECONOMIES[self.rng.usize(0..among)].to_owned()
    }

    fn place(&mut self) -> String {
        if !self.blocs.is_empty() && self.chance(35) {
            return self.blocs[self.rng.usize(0..self.blocs.len())].0.clone();
        }
        self.economy()
    }

    /// A date that usually lies so that nothing hinges on it.
    fn since(&mut self) -> Value {
        if self.chance(85) { json!("2010-01-01") } else { json!(self.one(&PAST)) }
    }

    fn until(&mut self, seldom: u8) -> Value {
        if self.chance(seldom) { json!(self.one(&FUTURE)) } else { Value::Null }
    }

    fn confidence(&mut self) -> Value {
        match self.rng.u8(0..20) {
            0 => json!("doubtful"),
            1 => json!("recalled"),
            _ => Value::Null,
        }
    }

    fn universe(&mut self) -> Value {
        let mut blocs = Vec::new();
        for id in ["UU", "VV"].into_iter().take(self.rng.usize(0..3)) {
            let members: Vec<Value> = (0..self.rng.usize(1..4))
                .map(|_| {
                    json!({ "code": self.economy(), "from": self.since(), "until": self.until(20), "confidence": self.confidence() })
                })
                .collect();
            let codes = members.iter().filter_map(|member| member["code"].as_str()).map(str::to_owned).collect();
            self.blocs.push((id.to_owned(), codes));
            blocs.push(json!({ "id": id, "purpose": "rules", "members": members }));
        }
        let own = self.count.min(4);
        let mut schemes = Vec::new();
        let mut bodies = Vec::new();
        for (i, economy) in ECONOMIES.iter().take(own).enumerate() {
            let (body, home) = (format!("body{i}"), if self.chance(80) { (*economy).to_owned() } else { self.place() });
            let issuers = if self.chance(15) { json!("any") } else { json!([body]) };
            schemes.push(json!({ "id": format!("CERT{i}"), "kind": "product-certificate", "home": home,
                "regime": format!("rules{i}"), "native_issuers": issuers }));
            let owners = [json!([]), json!(["owner"]), Value::Null][self.rng.usize(0..3)].clone();
            bodies.push(json!({ "id": body, "seat": economy, "owners": owners }));
        }
        schemes.push(json!({ "id": "WORLD", "kind": "test-certificate", "home": null, "regime": "rulesW",
            "native_issuers": ["body0", "body1"] }));
        schemes.push(
            json!({ "id": "REPORT", "kind": "test-report", "home": null, "regime": "rulesW", "native_issuers": "any" }),
        );
        schemes.push(
            json!({ "id": "lawful-marketing", "kind": "lawful-marketing", "home": null, "native_issuers": "any" }),
        );
        let norms = json!([{ "id": "N", "editions": [{ "id": "N:1", "published": "2010-01-01" }, { "id": "N:2", "published": "2020-01-01" }],
            "adoptions": [{ "edition": "NA:1", "of": "N:1", "degree": self.one(&["IDT", "MOD", "NEQ"]), "deviations": ["plug"] }] }]);
        let agreements: Vec<Value> = (0..self.rng.usize(1..4)).map(|i| self.agreement(i)).collect();
        let mut clauses: Vec<Value> = Vec::new();
        for i in 0..self.rng.usize(1..8) {
            let last = clauses.last().cloned().unwrap_or(Value::Null);
            let mut clause = match self.rng.u8(0..10) {
                0..=2 if i > 0 => self.parallel(last),
                3..=5 if i > 0 => self.further(&last, &agreements, &schemes),
                _ => {
                    let agreement = self.one(&agreements);
                    self.clause(&agreement, &schemes, None)
                }
            };
            clause["id"] = json!(format!("c{i}"));
            clauses.push(clause);
        }
        if clauses.len() > 1 && self.chance(10) {
            let (key, other) = (self.one(&["overrides", "conflicts_with"]), clauses[0]["id"].clone());
            clauses[1][key] = if key == "overrides" { json!([other]) } else { other };
        }
        let listings: Vec<Value> = (0..self.rng.usize(0..4))
            .map(|i| {
                json!({ "id": format!("l{i}"), "body": format!("body{}", self.rng.usize(0..own)), "for": self.one(&["REG", "CERT0"]),
                    "from": self.since(), "until": self.until(30), "survival": self.one(&["yes", "yes", "no"]),
                    "confidence": self.confidence() })
            })
            .collect();
        let mut requirements = Vec::new();
        for (i, economy) in ECONOMIES.iter().take(own).enumerate() {
            for aspect in ["safety", "emc"].into_iter().take(if self.chance(25) { 2 } else { 1 }) {
                if self.chance(12) {
                    continue;
                }
                let place = schemes[i]["home"].as_str().filter(|_| i % 4 != 3).unwrap_or(economy).to_owned();
                requirements.push(self.requirement(&format!("r{i}-{aspect}"), &place, aspect, i));
            }
        }
        // Closes nothing: it makes the group and the attribute known to every universe.
        let mut coverage = vec![json!({ "id": "names", "closes": "parties", "market": "AA", "as_of": "2024-01-01",
            "scope": [{ "group": "g" }, { "attr": "risk", "equals": ["low"] }] })];
        for economy in ECONOMIES.iter().take(self.count) {
            for closes in ["requirements", "ways"] {
                if self.chance(75) {
                    coverage.push(json!({ "id": format!("{closes}-{economy}"), "closes": closes, "market": economy,
                        "scope": [{ "all": true }], "from": "2000-01-01",
                        "as_of": if self.chance(90) { "2024-01-01" } else { "2022-11-30" } }));
                }
            }
        }
        if self.chance(60) {
            coverage
                .push(json!({ "id": "register", "closes": "register", "register": "REG", "scope": [{ "all": true }],
                "from": "2000-01-01", "as_of": "2024-01-01" }));
        }
        let bars: Vec<Value> = (0..usize::from(self.chance(15))).map(|i| self.bar(i, &clauses, own)).collect();
        json!({ "as_of": "2024-06-01", "economies": ECONOMIES[..self.count], "blocs": blocs, "norms": norms, "schemes": schemes,
            "bodies": bodies, "listings": listings, "agreements": agreements, "clauses": clauses, "bars": bars,
            "requirements": requirements, "coverage": coverage })
    }

    fn agreement(&mut self, i: usize) -> Value {
        let mut parties: Vec<Value> = Vec::new();
        while parties.len() < 2 + usize::from(parties.len() == 2 && self.chance(40)) {
            let place = self.place();
            if parties.iter().any(|party| party["party"] == place.as_str()) {
                continue;
            }
            let roles = match self.rng.u8(0..14) {
                0 => json!(["may_issue"]),
                1 => json!(["must_accept"]),
                _ => Value::Null,
            };
            parties.push(json!({ "party": place, "roles": roles, "from": self.since(), "until": self.until(8) }));
        }
        let mut agreement = json!({ "id": format!("a{i}"), "form": self.one(&["government-mra", "equivalence", "multilateral-scheme"]),
            "parties": parties, "signed": "2009-01-01", "in_force": self.since(), "confidence": self.confidence() });
        match self.rng.u8(0..20) {
            0 => agreement["in_force"] = Value::Null,
            1 => agreement["status"] = json!("partly-operational"),
            2 => agreement["operational_from"] = self.since(),
            3 | 4 => {
                agreement["ended"] = json!(self.one(&["2024-05-31", "2024-06-01", "2024-06-02", "2024"]));
                agreement["end_kind"] = json!(self.one(&["termination", "replacement", "expiry"]));
                agreement["on_end"] = self.on_end();
            }
            5 if i > 0 => agreement["supersedes"] = json!([format!("a{}", i - 1)]),
            _ => {}
        }
        agreement
    }

    fn on_end(&mut self) -> Value {
        self.one(&[Value::Null, json!("lapse"), json!("keep-issued-before-end"), json!({ "keep_until": "2024-06-02" })])
    }

    fn items(&mut self) -> Value {
        match self.rng.u8(0..12) {
            0..=3 => json!([{ "all": true }]),
            4..=6 => json!([{ "hs": "8516" }]),
            7 => json!([{ "hs": "8516.40" }, { "hs": "9018" }]),
            8 => json!([{ "hs": self.one(&CODES), "role": self.one(&["defining", "indicative"]) }]),
            9 => json!([{ "group": "g" }]),
            10 => json!([{ "attr": "risk", "equals": ["low"] }]),
            _ => json!([{ "hs": "84" }, { "group": "g" }, { "hs": "8516" }]),
        }
    }

    /// The same recognition once more, with another effect, other duties or another end.
    fn parallel(&mut self, mut clause: Value) -> Value {
        clause["obligations"] = self.obligations();
        clause["duty"] = json!(self.one(&["shall", "may"]));
        if clause["issues"].is_null() {
            clause["effect"] = json!(self.one(&["equivalent", "reissue", "evidence"]));
        }
        if self.chance(30) {
            self.condition(&mut clause);
        }
        clause
    }

    /// A clause that takes what the last one issues or fills, from where that one leads: a chain, if the law lets it be one.
    fn further(&mut self, last: &Value, agreements: &[Value], schemes: &[Value]) -> Value {
        let agreement = agreements.iter().find(|agreement| agreement["id"] == last["agreement"]).unwrap();
        let issued = [&last["issues"]["scheme"], &last["fills"][0]].into_iter().find_map(Value::as_str);
        let mut clause = self.clause(agreement, schemes, Some(&last["to_party"][0]));
        if let (Some(issued), true) = (issued, clause["artefact"]["kind"].is_null()) {
            clause["artefact"]["schemes"] = json!([issued]);
            clause["basis_rule"] = json!("any");
        }
        clause
    }

    /// The scheme of a place: its own certificate, of a bloc that of a member.
    fn scheme_of(&mut self, place: &Value, schemes: &[Value]) -> String {
        let of_bloc = self.blocs.iter().find(|(id, _)| *place == id.as_str()).map(|(_, members)| members.clone());
        let economy =
            of_bloc.map_or_else(|| place.as_str().unwrap_or_default().to_owned(), |members| self.one(&members));
        match ECONOMIES.iter().position(|known| *known == economy) {
            Some(i) if i < self.count.min(4) => format!("CERT{i}"),
            _ => self.one(&schemes[..schemes.len() - 1])["id"].as_str().unwrap().to_owned(),
        }
    }

    fn clause(&mut self, agreement: &Value, schemes: &[Value], begins: Option<&Value>) -> Value {
        let parties = agreement["parties"].as_array().unwrap();
        let first = self.rng.usize(0..parties.len());
        let second = (first + self.rng.usize(1..parties.len())) % parties.len();
        let from = begins.cloned().unwrap_or_else(|| parties[first]["party"].clone());
        let to = parties[second]["party"].clone();
        let of_status = self.chance(12);
        let taken = match self.rng.u8(0..10) {
            0..=5 => self.scheme_of(&from, schemes),
            6..=8 => "WORLD".to_owned(),
            _ => "REPORT".to_owned(),
        };
        let filled = self.scheme_of(&to, schemes);
        let from = if self.chance(15) { json!(["any"]) } else { json!([from]) };
        let mut clause = json!({
            "agreement": agreement["id"], "from_party": from, "to_party": [to],
            "scope": { "include": self.items(), "exclude": if self.chance(15) { json!([{ "hs": self.one(&CODES) }]) } else { json!([]) } },
            "artefact": { "schemes": [taken] }, "attests": "any",
            "issuer_rule": self.one(&[json!("any"), json!("any"), json!("any"), json!("native"), json!({ "listed": "REG" }), Value::Null]),
            "origin_rule": "none", "basis_rule": self.one(&[json!("any"), json!("own"), json!("own"), Value::Null]),
            "effect": self.one(&["equivalent", "equivalent", "reissue", "reissue", "evidence"]), "duty": self.one(&["shall", "shall", "may"]),
            "fills": if self.chance(85) { json!([filled]) } else { json!("all") },
            "obligations": self.obligations(), "confidence": self.confidence(),
        });
        if of_status {
            clause["artefact"] = json!({ "kind": "lawful-marketing" });
            clause["basis_rule"] = json!("any");
            clause["issuer_rule"] = json!("any");
            clause["effect"] = json!("equivalent");
            if self.chance(30) {
                clause["status_needed"] = json!("marketed");
            }
        } else if clause["effect"] == "reissue" && self.chance(70) {
            clause["issues"] =
                json!({ "scheme": filled, "issuer": format!("body{}", self.rng.usize(0..self.count.min(4))) });
            clause["fills"] = Value::Null;
        }
        for _ in 0..self.rng.u8(0..3) {
            self.condition(&mut clause);
        }
        clause
    }

    /// One more thing a clause asks for, or an end it has.
    fn condition(&mut self, clause: &mut Value) {
        match self.rng.u8(0..11) {
            0 => clause["attests"] = json!([format!("rules{}", self.rng.usize(0..3))]),
            1 => clause["cap"] = json!(self.rng.u8(LEVELS)),
            2 => clause["max_age"] = json!({ "months": self.one(&[1, 12, 40]) }),
            3 => clause["since"] = json!(self.one(&["2010-01-01", "2023-05-31", "2023-06-01", "2023-06-02"])),
            4 => clause["preissue"] = json!("yes"),
            5 => {
                clause["until"] = json!(self.one(&FUTURE));
                clause["end_kind"] = json!(self.one(&["termination", "replacement", "expiry"]));
                clause["on_end"] = self.on_end();
            }
            6 => {
                let tests = json!([{ "kind": self.one(&["made-in", "last-processed-in"]), "in": [self.place()] }]);
                clause["origin_rule"] = json!({ self.one(&["any", "all"]): tests });
            }
            7 => clause["origin_rule"] = Value::Null,
            8 => {
                clause["edition_rule"] = json!({ "accepts": [{ "edition": self.one(&["N:1", "NA:1"]), "until": self.until(20) }],
                    "accept_newer": self.one(&[json!("yes"), json!("no"), Value::Null]) });
            }
            9 => clause["needs_all"] = json!(["REPORT"]),
            _ => clause["party_test"] = json!(self.one(&["issue", "use"])),
        }
    }

    fn obligations(&mut self) -> Value {
        let kinds = ["marking", "fee", "samples", "application"];
        (0..self.rng.usize(0..3))
            .map(|_| json!({ "kind": self.one(&kinds), "when": self.one(&["before-issue", "before-market", "ongoing"]) }))
            .collect()
    }

    fn requirement(&mut self, id: &str, market: &str, aspect: &str, i: usize) -> Value {
        let mut ways = Vec::new();
        for way in 0..if self.chance(25) { 2 } else { 1 } {
            let mut slots = vec![json!({ "scheme": if way == 0 { format!("CERT{i}") } else { "WORLD".to_owned() } })];
            if self.chance(15) {
                slots[0]["level"] = json!(self.rng.u8(LEVELS));
            }
            if self.chance(15) {
                slots.push(json!({ "scheme": "REPORT" }));
            }
            let obligations = if self.chance(20) { self.obligations() } else { json!([]) };
            ways.push(json!({ "slots": slots, "obligations": obligations, "from": if self.chance(10) { self.since() } else { Value::Null },
                "until": self.until(8) }));
        }
        let include = if self.chance(60) { json!([{ "all": true }]) } else { self.items() };
        json!({ "id": id, "market": market, "aspect": aspect, "scope": { "include": include }, "from": self.since(),
            "until": self.until(10), "ways": ways, "confidence": self.confidence() })
    }

    fn bar(&mut self, i: usize, clauses: &[Value], own: usize) -> Value {
        let mut bar = match self.rng.u8(0..6) {
            0 => json!({ "reach": "clause", "subject": self.one(clauses)["id"] }),
            1 => json!({ "reach": "agreement", "subject": self.one(clauses)["agreement"] }),
            2 => json!({ "reach": "body", "subject": format!("body{}", self.rng.usize(0..own)) }),
            3 => json!({ "reach": "body", "owned_by": ["owner"] }),
            4 => json!({ "reach": "scheme-in-market", "subject": "WORLD" }),
            _ => json!({ "reach": "product-in-market", "scope": self.items() }),
        };
        bar["id"] = json!(format!("bar{i}"));
        bar["market"] = if self.chance(50) { json!(self.place()) } else { Value::Null };
        bar["from"] = self.since();
        bar["until"] = self.until(40);
        bar["confidence"] = self.confidence();
        bar
    }

    fn question(&mut self, universe: &Value) -> Value {
        let clauses = universe["clauses"].as_array().unwrap();
        let first = self.rng.usize(0..clauses.len());
        // Where the clause of the paper leads, or a later one, that may take up where it ends.
        let last = if self.chance(60) { first } else { self.rng.usize(first..clauses.len()) };
        let clause = clauses[first].clone();
        let mut market = if self.chance(95) { clauses[last]["to_party"][0].clone() } else { json!(self.place()) };
        // A bloc is asked for as such, but more often one of its members is.
        let blocs = universe["blocs"].as_array().unwrap();
        if let Some(bloc) = blocs.iter().find(|bloc| bloc["id"] == market)
            && self.chance(60)
        {
            market = self.one(bloc["members"].as_array().unwrap())["code"].clone();
        }
        let mut holdings = vec![self.paper(universe, &clause)];
        for _ in 0..self.rng.u8(0..6).saturating_sub(3) {
            let other = self.of(universe, "clauses");
            holdings.push(self.paper(universe, &other));
        }
        let mut origin = Map::new();
        for fact in ["made_in", "last_processed_in", "marketed_in"] {
            if self.chance(60) {
                origin.insert(fact.into(), json!([self.economy()]));
            }
        }
        json!({ "holdings": holdings, "product": product(self.rng), "origin": origin, "market": market, "on": TODAY })
    }

    /// A paper such as a clause takes, by a body in a place it takes papers from.
    fn paper(&mut self, universe: &Value, clause: &Value) -> Value {
        let scheme = match clause["artefact"]["schemes"][0].as_str() {
            Some(scheme) => scheme.to_owned(),
            None if self.chance(30) => "lawful-marketing".to_owned(),
            None => self.of(universe, "schemes")["id"].as_str().unwrap().to_owned(),
        };
        let from = &clause["from_party"][0];
        let members: Vec<&Value> = universe["blocs"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|bloc| bloc["id"] == *from)
            .flat_map(|bloc| bloc["members"].as_array().unwrap())
            .map(|member| &member["code"])
            .collect();
        let bodies = universe["bodies"].as_array().unwrap();
        let of_party: Vec<&Value> =
            bodies.iter().filter(|body| body["seat"] == *from || members.contains(&&body["seat"])).collect();
        let body = self.rng.choice(of_party).or_else(|| self.rng.choice(bodies.iter()));
        let issuer = body.map_or(Value::Null, |body| body["id"].clone());
        let mut paper = json!({ "scheme": scheme, "issuer": issuer, "issued": "2023-06-01", "level": self.rng.u8(LEVELS),
            "edition": self.one(&["N:1", "N:1", "N:2", "NA:1"]), "expires": self.until(40) });
        for _ in 0..self.rng.u8(0..4).saturating_sub(1) {
            match self.rng.u8(0..9) {
                0 => paper["issuer"] = json!(null),
                1 => {
                    paper["issued"] =
                        [json!("2024-06-01"), json!("2024-05-31"), json!("2023"), json!("2009-12-31"), Value::Null]
                            [self.rng.usize(0..5)]
                        .clone()
                }
                2 => paper["level"] = Value::Null,
                3 => paper["edition"] = Value::Null,
                4 => {
                    paper["basis"] = json!([{ "scheme": "REPORT", "issuer": self.one(&[json!("body0"), Value::Null]) }])
                }
                5 => paper["basis"] = json!([]),
                6 => paper["attests"] = json!([format!("rules{}", self.rng.usize(0..3))]),
                7 => {
                    paper["status"] = json!([{ "state": "suspended", "from": self.one(&["2024-06-01", "2024-06-02"]), "until": self.one(&[json!("2024-06-30"), Value::Null]) }])
                }
                _ => paper["deviations_tested"] = json!(["plug"]),
            }
        }
        paper
    }
}
