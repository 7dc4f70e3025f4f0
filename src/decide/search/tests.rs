//! L42: the limit of hops lowers what is found and nothing else (`semantics.md` §5). It stands here because nobody outside
//! can move the limit.
#![allow(clippy::unwrap_used, reason = "a test speaks by panicking")]

use crate::Law;
use crate::decide::inquiry::Inquiry;
use crate::decide::moment::{Moment, Spent};
use crate::decide::{Interval, survey};
use fastrand::Rng;
use serde_json::{Value, json};

const SCHEMES: usize = 5;
const ECONOMIES: [&str; 3] = ["AA", "BB", "CC"];

/// Chains, circles and shortcuts of conversions between five schemes in three markets, each of which asks for one of them.
fn universe(rng: &mut Rng, status: bool) -> Value {
    let scheme = |i: usize| format!("S{i}");
    let economy = |rng: &mut Rng| ECONOMIES.get(rng.usize(0..3)).copied();
    let clauses: Vec<Value> = (0..rng.usize(3..9))
        .map(|i| {
            let (takes, gives) = (rng.usize(0..SCHEMES), rng.usize(0..SCHEMES));
            let mut clause = json!({ "id": format!("c{i}"), "agreement": "all", "from_party": ["any"], "to_party": [economy(rng)],
                "scope": { "include": [{ "all": true }] }, "artefact": { "schemes": [scheme(takes)] }, "attests": "any",
                "issuer_rule": if rng.u8(0..5) == 0 { Value::Null } else { json!("any") }, "origin_rule": "none", "basis_rule": "any",
                "effect": "reissue", "issues": { "scheme": scheme(gives), "issuer": "body" } });
            let ends = json!({ "issues": null, "fills": [scheme(gives)], "effect": if rng.bool() { "equivalent" } else { "evidence" } });
            let carries = json!({ "issues": null, "fills": "all", "effect": "equivalent", "artefact": { "kind": "lawful-marketing" } });
            let changes = match rng.u8(0..4) {
                0 => Some(ends),
                1 if status => Some(carries),
                _ => None,
            };
            if let (Some(fields), Some(Value::Object(more))) = (clause.as_object_mut(), changes) {
                fields.extend(more);
            }
            clause
        })
        .collect();
    let schemes: Vec<Value> = (0..SCHEMES)
        .map(|i| json!({ "id": scheme(i), "kind": "test-certificate", "home": ECONOMIES.get(i), "native_issuers": ["body"] }))
        .collect();
    let requirements: Vec<Value> = ECONOMIES
        .iter()
        .enumerate()
        .map(|(i, economy)| {
            json!({ "id": format!("r{i}"), "market": economy, "aspect": "safety", "scope": { "include": [{ "all": true }] },
                "ways": [{ "slots": [{ "scheme": scheme(i) }] }] })
        })
        .collect();
    let coverage = |closes: &str, economy: &str| {
        json!({ "id": format!("{closes}-{economy}"), "closes": closes, "market": economy,
        "scope": [{ "all": true }], "as_of": "2024-01-01" })
    };
    json!({ "as_of": "2024-01-01", "economies": ECONOMIES, "schemes": schemes, "bodies": [{ "id": "body", "seat": "BB" }],
        "agreements": [{ "id": "all", "form": "multilateral-scheme", "parties": [{ "party": "AA" }, { "party": "BB" }, { "party": "CC" }],
            "in_force": "2000-01-01" }],
        "clauses": clauses, "requirements": requirements,
        "coverage": ECONOMIES.iter().flat_map(|economy| [coverage("ways", economy), coverage("requirements", economy)]).collect::<Vec<_>>() })
}

/// The market's interval under a limit, and whether the limit cut anything off; `None` where another budget did.
fn under(law: &Law, inquiry: &Inquiry, hops: usize) -> Option<(Interval, bool)> {
    let inquiry = Inquiry { hops, ..inquiry.clone() };
    let spent = Spent::default();
    let moment = Moment::new(law, &inquiry, inquiry.on, &inquiry.assume, &spent);
    let target = survey::target(&moment);
    let hit = target.members.iter().flat_map(|member| &member.territory.requirements).any(|r| r.bound_hit);
    spent.cut_by().is_none().then_some((target.interval, hit))
}

fn raised(status: bool, enough: usize) {
    let cases = std::env::var("COMITY_LAW_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(250);
    let (mut met, mut rose, mut seed) = (0, 0_u64, 0);
    while met < cases {
        seed += 1;
        assert!(seed < 40 * cases, "only {met} of {seed} universes were such as the law speaks of");
        let rng = &mut Rng::with_seed(seed);
        let document = universe(rng, status);
        let law = Law::new(crate::pack::universe(&document).unwrap());
        let question = json!({ "holdings": [{ "scheme": "S4", "issuer": "body", "issued": "2020-01-01" }], "product": { "hs": "8516" },
            "market": ECONOMIES.get(rng.usize(0..3)), "on": "2024-01-01" });
        let question = crate::pack::question(&question).unwrap();
        let inquiry = Inquiry::read(&question, law.records(), law.names()).unwrap();
        let found: Option<Vec<_>> = (0..=enough + 2).map(|hops| under(&law, &inquiry, hops)).collect();
        let Some(found) = found else { continue };
        for (hops, two) in found.windows(2).enumerate() {
            let [(lower, cut), (higher, _)] = two else { continue };
            let says =
                || format!("seed {seed}: {lower:?} within {hops} hops, {higher:?} within {}\n{document}", hops + 1);
            assert!(higher.lo() >= lower.lo() && higher.hi() >= lower.hi(), "{}", says());
            // What is cut off is said: where nothing was, more hops find nothing more.
            assert!(*cut || higher == lower, "{}", says());
            assert!(hops < enough || higher == lower, "{}", says());
            rose += u64::from(higher != lower);
        }
        // Something was to be found, somewhere along the way.
        met += u64::from(found.first().map(|f| f.0) != found.last().map(|f| f.0));
    }
    assert!(rose >= met);
}

#[test]
fn l42_more_hops_never_lower_and_beyond_the_schemes_change_nothing() {
    raised(false, SCHEMES + 1);
}

#[test]
fn l42_where_goods_carry_their_standing_beyond_schemes_and_requirements_nothing_changes() {
    raised(true, SCHEMES + 1 + ECONOMIES.len() * ECONOMIES.len());
}
