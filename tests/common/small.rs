//! Worlds put together record by record, each for one rule of the questions of `src/ask/`.
#![allow(dead_code, reason = "no test file uses all of it")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test speaks by panicking")]

use comity::ask::{self, Aim, Plan};
use comity::law::Effect;
use comity::{Law, Portfolio};
use serde_json::{Value, json};

/// A world put together record by record: one agreement of four markets, with a body in each; and one in EE that is barred.
pub(crate) struct Made(pub(crate) Value);

impl Made {
    pub(crate) fn new() -> Made {
        let markets = ["AA", "BB", "CC", "DD"];
        let parties = markets.map(|market| json!({ "party": market }));
        let mut made = Made(json!({
            "as_of": "2024-06-01", "economies": ["AA", "BB", "CC", "DD", "EE"], "schemes": [], "clauses": [], "requirements": [], "coverage": [], "listings": [],
            "bodies": markets.map(|market| json!({ "id": market.to_lowercase(), "seat": market })),
            "agreements": [{ "id": "g", "form": "government-mra", "parties": parties, "in_force": "2000-01-01" }],
            "bars": [{ "id": "bar", "reach": "body", "subject": "barred", "from": "2000-01-01" }],
        }));
        made.push("bodies", json!({ "id": "barred", "seat": "EE" }));
        made
    }

    pub(crate) fn push(&mut self, table: &str, record: Value) {
        self.0[table].as_array_mut().unwrap().push(record);
    }

    /// Certificates that the body of a market writes.
    pub(crate) fn papers(&mut self, home: &str, schemes: &[&str]) -> &mut Made {
        for id in schemes {
            self.push("schemes", json!({ "id": id, "kind": "product-certificate", "home": home, "native_issuers": [home.to_lowercase()] }));
        }
        self
    }

    /// Certificates that nobody may write: what asks for them is opened by clauses alone.
    pub(crate) fn unwritten(&mut self, home: &str, schemes: &[&str]) -> &mut Made {
        for id in schemes {
            self.push(
                "schemes",
                json!({ "id": id, "kind": "product-certificate", "home": home, "native_issuers": ["barred"] }),
            );
        }
        self
    }

    /// A market takes AA's papers of a scheme for others.
    pub(crate) fn takes(
        &mut self,
        market: &str,
        paper: &str,
        fills: &[&str],
        effect: &str,
        leaves: &[&str],
    ) -> &mut Made {
        self.clause(paper, market, json!({ "effect": effect, "fills": fills, "obligations": kinds(leaves) }))
    }

    pub(crate) fn clause(&mut self, paper: &str, market: &str, changes: Value) -> &mut Made {
        let mut clause = json!({ "id": format!("k{}", self.0["clauses"].as_array().unwrap().len()), "agreement": "g",
            "from_party": ["AA"], "to_party": [market], "scope": { "include": [{ "all": true }] },
            "artefact": { "schemes": [paper] }, "attests": "any", "issuer_rule": "any", "origin_rule": "none",
            "basis_rule": "any", "effect": "equivalent" });
        clause.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        self.push("clauses", clause);
        self
    }

    /// A requirement with ways of one slot each, or of several.
    pub(crate) fn asks(&mut self, id: &str, market: &str, ways: &[&[&str]]) -> &mut Made {
        let ways: Vec<(&[&str], &[&str])> = ways.iter().map(|way| (*way, &[][..])).collect();
        self.asks_besides(id, market, &ways)
    }

    /// The same, with what each way asks besides.
    pub(crate) fn asks_besides(&mut self, id: &str, market: &str, ways: &[(&[&str], &[&str])]) -> &mut Made {
        let way = |(n, (slots, besides)): (usize, &(&[&str], &[&str]))| {
            let slots: Vec<Value> = slots.iter().map(|scheme| json!({ "scheme": scheme })).collect();
            json!({ "id": format!("w{n}"), "slots": slots, "obligations": kinds(besides) })
        };
        let ways: Vec<Value> = ways.iter().enumerate().map(way).collect();
        self.push("requirements", json!({ "id": id, "market": market, "aspect": "safety", "scope": { "include": [{ "all": true }] }, "ways": ways }));
        self
    }

    /// All requirements of a market are on record.
    pub(crate) fn whole(&mut self, market: &str) -> &mut Made {
        self.push("coverage", json!({ "id": market, "closes": "requirements", "market": market, "scope": [{ "all": true }], "as_of": "2024-01-01" }));
        self
    }

    /// Goods that may be sold in one market may be sold in another.
    pub(crate) fn carries(&mut self, from: &str, to: &str, changes: &Value) -> &mut Made {
        let mut status = json!({ "from_party": [from], "artefact": { "kind": "lawful-marketing" }, "fills": "all" });
        status.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        self.clause("", to, status)
    }

    pub(crate) fn plan(&self, owned: &[&str], markets: &[&str]) -> Plan {
        self.plan_to(owned, markets, Effect::Reissue, &json!({}))
    }

    pub(crate) fn plan_to(&self, owned: &[&str], markets: &[&str], effect: Effect, wanted: &Value) -> Plan {
        let holdings: Vec<Value> = owned
            .iter()
            .map(|scheme| json!({ "scheme": scheme, "issuer": self.writer(scheme), "issued": "2020-01-01" }))
            .collect();
        self.plan_with(&json!(holdings), markets, effect, wanted)
    }

    pub(crate) fn plan_of(&self, holdings: &Value, markets: &[&str]) -> Plan {
        self.plan_with(holdings, markets, Effect::Reissue, &json!({}))
    }

    fn plan_with(&self, holdings: &Value, markets: &[&str], effect: Effect, wanted: &Value) -> Plan {
        let asked =
            json!({ "holdings": holdings, "product": { "hs": "8516.40" }, "on": "2024-06-01", "wanted": wanted });
        let goods: Portfolio = serde_json::from_value(asked).unwrap();
        let aim = Aim { markets: markets.iter().map(|m| (*m).to_owned()).collect(), effect };
        ask::plan(&self.law(), &goods, &aim).unwrap()
    }

    pub(crate) fn law(&self) -> Law {
        Law::new(comity::pack::universe(&self.0).unwrap())
    }

    fn writer(&self, scheme: &str) -> Value {
        let known = self.0["schemes"].as_array().unwrap().iter().find(|s| s["id"] == scheme).unwrap();
        json!({ "body": known["native_issuers"][0] })
    }
}

pub(crate) fn kinds(kinds: &[&str]) -> Vec<Value> {
    kinds.iter().map(|kind| json!({ "kind": kind })).collect()
}

/// A plan for a requirement with so many ways, each with a paper of its own, that ask these things besides.
pub(crate) fn ways(besides: &[&[&str]]) -> Plan {
    let schemes = ["B0", "B1", "B2", "B3"];
    let mut world = Made::new();
    world.papers("BB", &schemes);
    let slots: Vec<[&str; 1]> = schemes.iter().map(|scheme| [*scheme]).collect();
    let ways: Vec<(&[&str], &[&str])> = slots.iter().map(|slot| &slot[..]).zip(besides.iter().copied()).collect();
    world.asks_besides("r", "BB", &ways);
    world.plan(&[], &["BB"])
}
