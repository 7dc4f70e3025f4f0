//! What holds of overlays in one law, and what is refused.

use crate::{TOY, common, overlay};
use comity::decide::limits;
use comity::{Law, Overlay, OverlayError, check};
use serde_json::{Value, json};

fn asked(law: &Law, case: &str) -> Value {
    let cases = TOY["cases"].as_array().unwrap();
    let question = &cases.iter().find(|c| c["id"] == case).unwrap()["question"];
    serde_json::to_value(check(law, &comity::pack::question(question).unwrap()).unwrap()).unwrap()
}

fn fault(changes: Value) -> OverlayError {
    common::toy_law().with(&overlay(changes)).unwrap_err()
}

#[test]
fn overlays_stack_and_the_first_is_laid_before_the_second() {
    let law = common::toy_law();
    let one = json!({ "end_clause": { "id": "a1.x", "until": "2024-01-01", "on_end": "lapse" } });
    let two = json!({ "add_clause": { "id": "a1.again", "like": "a1.x", "until": null, "on_end": null } });
    let stacked = law.with(&overlay(json!([one]))).unwrap().with(&overlay(json!([two]))).unwrap();
    let at_once = law.with(&overlay(json!([one, two]))).unwrap();
    for case in ["X5", "X6", "X13"] {
        assert_eq!(asked(&stacked, case), asked(&at_once, case));
    }
    let answer = asked(&stacked, "X5");
    assert_eq!(answer["overlay"].as_array().unwrap().len(), 2);
    assert_eq!(answer["requirements"][1]["interval"], json!(["equivalent", "equivalent"]), "{answer}");
    assert_eq!(answer["requirements"][1]["routes"][0]["hops"][0]["clause"], "a1.again");
    assert!(stacked.describe("a1.again")[0].sources.is_empty());
    assert_eq!(stacked.describe("a1.again")[0].confidence, "recalled");
    assert_eq!(stacked.search("a1.again", 3)[0].id, "a1.again");
    // A clause that was ended and is taken again is still the ended one's copy: its `until` was taken back.
    let ended = asked(&law.with(&overlay(json!([one]))).unwrap(), "X5");
    assert_eq!(ended["requirements"][1]["interval"], json!(["none", "none"]));
    assert!(asked(&law, "X5").get("overlay").is_none());
    // Of a stack the second's errors count its own changes.
    let error = stacked.with(&overlay(json!([{ "end_bar": { "id": "b1", "until": "1999-01-01" } }]))).unwrap_err();
    assert_eq!((error.code, error.path.as_str()), ("dates-out-of-order", "changes[0].end_bar.until"));
}

#[test]
fn an_overlay_with_no_change_is_the_law_on_record() {
    let law = common::toy_law();
    let same = law.with(&Overlay::default()).unwrap();
    assert_eq!(asked(&same, "X22").to_string(), asked(&law, "X22").to_string());
    assert!(same.assumed().is_empty());
}

#[test]
fn a_pack_holds_recorded_law_only() {
    let law = common::toy_law();
    let with = law.with(&overlay(json!([{ "end_bar": { "id": "b1", "until": "2026-01-01" } }]))).unwrap();
    assert!(comity::pack::encode(law.records(), [0; 16]).is_ok());
    assert_eq!(comity::pack::encode(with.records(), [0; 16]).unwrap_err().code(), "hypothetical");
}

#[test]
fn ids_of_recorded_records_stay() {
    let law = common::toy_law();
    let with = law
        .with(&overlay(json!([
            { "add_clause": { "id": "a", "like": "a1.x" } },
            { "add_clause": { "like": "a" } },
            { "add_clause": { "id": "b", "like": "a1.x" } },
            { "add_listing": { "body": "ub1", "register": "a1.x" } },
        ])))
        .unwrap();
    for (id, clause) in law.records().clauses.iter() {
        assert_eq!(with.records().clauses.at(id).id, clause.id);
        assert_eq!(with.records().clauses.find(&clause.id), Some(id));
    }
    let ids: Vec<&str> = with.records().clauses.iter().map(|(_, clause)| clause.id.as_str()).collect();
    assert!(ids.is_sorted() && ids.contains(&"assumed-2"), "{ids:?}");
    assert_eq!(with.records().listings.iter().filter(|(_, l)| l.id == "assumed-4").count(), 1);
}

#[test]
fn bad_overlays_name_the_field_and_the_nearest() {
    let cases: [(Value, &str, &str, &str); 21] = [
        (json!({ "end_clause": { "id": "a1.z", "until": "2026-01-01" } }), "unknown", "end_clause.id", "a1.x"),
        (json!({ "end_clause": { "id": "a1.x", "until": "2026-02-30" } }), "no-such-day", "end_clause.until", ""),
        (
            json!({ "end_clause": { "id": "a1.x", "until": "2026-01-01", "on_end": "laps" } }),
            "unknown",
            "end_clause.on_end",
            "lapse",
        ),
        (
            json!({ "end_clause": { "id": "a1.x", "until": "2026-01-01", "end_kind": "withdrawn" } }),
            "unknown",
            "end_clause.end_kind",
            "expiry",
        ),
        (json!({ "add_clause": { "id": "a1.x", "like": "a1.y" } }), "taken", "add_clause.id", ""),
        (json!({ "add_clause": { "id": "n" } }), "missing", "add_clause.agreement", ""),
        (json!({ "add_clause": { "like": "a1.x", "to": "QMM" } }), "unknown", "add_clause.to", "QM"),
        (json!({ "add_clause": { "like": "a1.x", "effect": "equal" } }), "unknown", "add_clause.effect", "equivalent"),
        (json!({ "add_clause": { "like": "a1.x", "fills": [] } }), "missing", "add_clause.fills", ""),
        (json!({ "add_clause": { "like": "a1.x", "basis": "owm" } }), "unknown", "add_clause.basis", "own"),
        (json!({ "add_clause": { "like": "a1.x", "max_age": "soon" } }), "unknown", "add_clause.max_age", ""),
        (json!({ "add_clause": { "like": "a1.x", "products": ["hs:"] } }), "unknown", "add_clause.products[0]", ""),
        // The end of the clause it is like is no end of one that begins later.
        (
            json!({ "add_clause": { "like": "e2.old", "in_force": "2026-01-01" } }),
            "dates-out-of-order",
            "add_clause.until",
            "",
        ),
        (
            json!({ "add_clause": { "like": "a1.x", "issues": { "scheme": "U-SAFE" }, "fills": "U-SAFE" } }),
            "too-many",
            "add_clause.fills",
            "",
        ),
        (json!({ "add_listing": { "body": "ub9", "register": "a1.x" } }), "unknown", "add_listing.body", "ub1"),
        (
            json!({ "add_listing": { "body": "ub1", "register": "a1.x", "from": "2026-01-02", "until": "2026-01-01" } }),
            "dates-out-of-order",
            "add_listing.until",
            "",
        ),
        (json!({ "end_listing": { "id": "lj22", "until": "2026-01-01" } }), "unknown", "end_listing.id", "lj2"),
        (json!({ "add_bar": { "market": "QM" } }), "missing", "add_bar", ""),
        (json!({ "add_bar": { "body": "ub1", "scheme": "WTC" } }), "too-many", "add_bar", ""),
        (json!({ "end_bar": { "id": "b2", "until": "2026-01-01" } }), "already-ended", "end_bar.until", ""),
        (
            json!({ "end_membership": { "bloc": "UQ", "market": "QP", "until": "2026-01-01" } }),
            "not-a-member",
            "end_membership.market",
            "QM",
        ),
    ];
    for (change, code, field, near) in cases {
        let error = fault(json!([change.clone()]));
        assert_eq!(
            (error.code, error.path.as_str()),
            (code, format!("changes[0].{field}").as_str()),
            "{change}: {error}"
        );
        assert!(near.is_empty() || error.nearest.iter().any(|id| id == near), "{change}: {:?}", error.nearest);
        assert!(!error.to_string().is_empty());
    }
    let many: Vec<Value> = (0..=limits::OVERLAY).map(|_| json!({ "add_clause": { "like": "a1.x" } })).collect();
    assert_eq!(fault(json!(many)).code, "too-many");
    assert!(common::toy_law().with(&overlay(json!(many[..limits::OVERLAY]))).is_ok());
    let again = json!([{ "add_clause": { "like": "e2.old", "in_force": "2026-01-01", "until": null } }]);
    assert!(common::toy_law().with(&overlay(again)).is_ok());
    let twice =
        json!([{ "add_clause": { "id": "n", "like": "a1.x" } }, { "add_clause": { "id": "n", "like": "a1.x" } }]);
    assert_eq!(fault(twice).path, "changes[1].add_clause.id");
    let typo = serde_json::from_value::<Overlay>(json!({ "changes": [{ "end_clause": { "id": "a", "unti": "" } }] }));
    assert!(typo.unwrap_err().to_string().contains("unknown field `unti`"));
}

/// BB takes AA's papers under the clauses given, of a treaty with these parties.
fn small(members: &[&str], parties: Value, clauses: &[Value], listings: Value) -> Law {
    let clauses: Vec<Value> = clauses
        .iter()
        .map(|more| {
            let mut clause = json!({
                "agreement": "t", "from_party": ["any"], "to_party": ["BB"], "scope": { "include": [{ "all": true }] },
                "artefact": { "schemes": ["A"] }, "attests": "any", "issuer_rule": "any", "origin_rule": "none",
                "basis_rule": "any", "party_test": "use", "effect": "equivalent", "fills": ["B"],
            });
            clause.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            clause
        })
        .collect();
    let members: Vec<Value> = members.iter().map(|code| json!({ "code": code })).collect();
    let universe = json!({
        "as_of": "2030-01-01", "economies": ["AA", "BB", "CC"], "blocs": [{ "id": "U", "members": members }],
        "schemes": [
            { "id": "A", "kind": "product-certificate", "home": "AA", "native_issuers": "any" },
            { "id": "B", "kind": "product-certificate", "home": "BB", "native_issuers": "any" },
        ],
        "bodies": [{ "id": "a", "seat": "AA" }], "listings": listings,
        "agreements": [{ "id": "t", "form": "unilateral", "parties": parties, "in_force": "2000-01-01" }],
        "clauses": clauses,
        "requirements": [{
            "id": "r", "market": "BB", "aspect": "safety", "scope": { "include": [{ "all": true }] },
            "ways": [{ "slots": [{ "scheme": "B" }] }],
        }],
    });
    Law::new(comity::pack::universe(&universe).unwrap())
}

/// The verdict under an assumption, and what the hop of the clause `c` is said to rest on.
fn resting(law: &Law, change: Value) -> (String, Value) {
    let question = json!({
        "holdings": [{ "scheme": "A", "issuer": "a", "issued": "2020-01-01" }],
        "product": { "hs": "8516.40" }, "origin": {}, "market": "BB", "on": "2024-06-01",
    });
    let law = law.with(&overlay(json!([change]))).unwrap();
    let answer = serde_json::to_value(check(&law, &comity::pack::question(&question).unwrap()).unwrap()).unwrap();
    let requirement = &answer["requirements"][0];
    let routes =
        requirement["routes"].as_array().unwrap().iter().chain(requirement["conditional_routes"].as_array().unwrap());
    let hop = routes.map(|route| &route["hops"][0]).find(|hop| hop["clause"] == "c").unwrap();
    (requirement["verdict"].as_str().unwrap().to_owned(), hop["hypothetical"].clone())
}

#[test]
fn a_hop_names_the_assumption_without_which_it_would_fall_and_no_other() {
    let joins = |market: &str| json!({ "add_membership": { "bloc": "U", "market": market } });
    let (open, sure) = ("unknown".to_owned(), "accepted".to_owned());
    let none = json!([]);
    // The market takes as a member that is assumed, and whether it did so yet is open.
    let late = json!([{ "party": "U", "from": "2024" }]);
    let law = small(&["CC"], late, &[json!({ "id": "c", "to_party": ["U"] })], none.clone());
    assert_eq!(resting(&law, joins("BB")), (open.clone(), json!(["U/BB"])));
    // The other way about: what is open comes first, the assumed member is the issuer's market.
    let from_bloc = [json!({ "id": "c", "from_party": ["U"] })];
    let law = small(&["CC"], json!([{ "party": "BB", "from": "2024" }]), &from_bloc, none.clone());
    assert_eq!(resting(&law, joins("AA")), (open.clone(), json!(["U/AA"])));
    // Nothing is open.
    let law = small(&["CC"], json!([{ "party": "BB" }]), &from_bloc, none.clone());
    assert_eq!(resting(&law, joins("AA")), (sure.clone(), json!(["U/AA"])));
    // A special clause for the bloc's members does not displace this one, with or without the assumption: it is not in force
    // yet, or is about other goods.
    for special in [json!({ "in_force": "2030-01-01" }), json!({ "scope": { "include": [{ "hs": "9018" }] } })] {
        let mut other = json!({ "id": "special", "to_party": ["U"], "overrides": ["c"] });
        other.as_object_mut().unwrap().extend(special.as_object().unwrap().clone());
        let law =
            small(&["CC"], json!([{ "party": "BB" }, { "party": "U" }]), &[json!({ "id": "c" }), other], none.clone());
        assert_eq!(resting(&law, joins("BB")), (sure.clone(), Value::Null), "{special}");
    }
    // Two entries of a register: what is open without the one that is assumed to have ended would not be so with it; what
    // stands on the other is as it was.
    let listed = [json!({ "id": "c", "issuer_rule": { "listed": "L" } })];
    for (ended, from, verdict, marked) in [
        ("l1", ["2000", "2020"], &open, json!(["l1"])),
        ("l2", ["2020", "2000"], &open, json!(["l2"])),
        ("l1", ["2000", "2000"], &sure, Value::Null),
        ("l2", ["2000", "2000"], &sure, Value::Null),
    ] {
        let entry = |id: &str, from: &str| json!({ "id": id, "body": "a", "for": "L", "from": from });
        let entries = json!([entry("l1", from[0]), entry("l2", from[1])]);
        let law = small(&["CC"], json!([{ "party": "BB" }]), &listed, entries);
        let end = json!({ "end_listing": { "id": ended, "until": "2019-12-31", "end_kind": "withdrawn" } });
        assert_eq!(resting(&law, end), (verdict.clone(), marked), "{ended} of {from:?}");
    }
}
