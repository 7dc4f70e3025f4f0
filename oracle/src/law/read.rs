//! The records of a universe, read from its JSON.

use super::*;
use crate::json::{date, each, items, number, strings, text, word, words};
use serde_json::Value;

impl Law {
    pub(crate) fn read(universe: &Value) -> Self {
        Self {
            as_of: date(universe, "as_of"),
            economies: strings(universe, "economies"),
            blocs: each(universe, "blocs", |b| Bloc { id: word(b, "id", ""), members: each(b, "members", member) }),
            norms: each(universe, "norms", norm),
            schemes: each(universe, "schemes", scheme),
            bodies: each(universe, "bodies", body),
            listings: each(universe, "listings", listing),
            agreements: each(universe, "agreements", agreement),
            clauses: each(universe, "clauses", clause),
            requirements: each(universe, "requirements", requirement),
            coverage: each(universe, "coverage", coverage),
            bars: each(universe, "bars", bar),
            bare_slots: each(universe, "schemes", |s| Slot {
                scheme: word(s, "id", ""),
                level: None,
                edition_rule: None,
            }),
        }
    }

    /// Whether a clause joins every two markets at once that it joins in two steps. A text between blocs does not: by way of the
    /// other bloc it reaches a fellow member, to whom it says nothing directly.
    pub(crate) fn leads_at_once(&self, clause: &Clause) -> bool {
        let anywhere = clause.from_party.iter().any(|from| from == "any");
        let alone = clause.to_party.len() == 1 && clause.from_party == clause.to_party;
        let mut places = clause.from_party.iter().chain(&clause.to_party);
        anywhere || alone || places.all(|place| self.economies.contains(place))
    }

    pub(crate) fn scheme(&self, id: &str) -> Option<&Scheme> {
        self.schemes.iter().find(|scheme| scheme.id == id)
    }

    pub(crate) fn body(&self, id: &str) -> Option<&Body> {
        self.bodies.iter().find(|body| body.id == id)
    }

    pub(crate) fn agreement(&self, id: &str) -> Option<&Agreement> {
        self.agreements.iter().find(|agreement| agreement.id == id)
    }

    /// The clauses that count as such: a rival record of one is no clause of its own.
    pub(crate) fn clauses(&self) -> impl Iterator<Item = &Clause> {
        self.clauses.iter().filter(|clause| clause.conflicts_with.is_none())
    }

    /// All records of one clause: itself, and what other sources state in its place.
    pub(crate) fn records<'l>(&'l self, clause: &'l Clause) -> Vec<&'l Clause> {
        let rivals = self.clauses.iter().filter(|other| other.conflicts_with.as_ref() == Some(&clause.id));
        std::iter::once(clause).chain(rivals).collect()
    }

    /// Whether any record of a clause says that it fills slots of a scheme.
    pub(crate) fn some_record_fills(&self, clause: &Clause, scheme: &str) -> bool {
        self.records(clause).iter().any(|record| record.fills(scheme))
    }
}

fn yes(of: &Value, key: &str) -> Option<bool> {
    of.get(key).and_then(Value::as_str).map(|word| word == "yes")
}

fn member(m: &Value) -> Member {
    Member {
        code: word(m, "code", ""),
        from: date(m, "from"),
        until: date(m, "until"),
        confidence: Confidence::read(m),
    }
}

fn norm(n: &Value) -> Norm {
    Norm {
        editions: each(n, "editions", |e| Edition { id: word(e, "id", ""), published: date(e, "published") }),
        adoptions: each(n, "adoptions", |a| Adoption {
            edition: word(a, "edition", ""),
            of: word(a, "of", ""),
            degree: word(a, "degree", ""),
            deviations: strings(a, "deviations"),
        }),
    }
}

fn scheme(s: &Value) -> Scheme {
    Scheme {
        id: word(s, "id", ""),
        kind: text(s, "kind"),
        home: text(s, "home"),
        regime: text(s, "regime"),
        native_issuers: match s.get("native_issuers") {
            Some(Value::String(_)) => Issuers::Any,
            // An empty list names nobody: it records nothing.
            Some(Value::Array(named)) if !named.is_empty() => Issuers::Named(strings(s, "native_issuers")),
            _ => Issuers::Unrecorded,
        },
        validity: s.get("validity").and_then(age),
        lapses: each(s, "lapses", |l| Lapse {
            scope: scope(l),
            issued_before: date(l, "issued_before").unwrap_or(When::UNKNOWN),
            last: date(l, "last").unwrap_or(When::UNKNOWN),
        }),
        closings: each(s, "closings", |c| Closing { scope: scope(c), last: date(c, "last").unwrap_or(When::UNKNOWN) }),
    }
}

fn age(span: &Value) -> Option<Age> {
    let part = |key: &str| number(span, key).unwrap_or(0);
    span.is_object().then(|| Age { years: part("years"), months: part("months"), days: part("days") })
}

fn body(b: &Value) -> Body {
    let owners = if b.get("owners").is_some() { words(b, "owners") } else { Some(Vec::new()) };
    Body { id: word(b, "id", ""), seat: text(b, "seat"), owners }
}

fn listing(l: &Value) -> Listing {
    Listing {
        id: word(l, "id", ""),
        body: word(l, "body", ""),
        register: word(l, "for", ""),
        from: date(l, "from"),
        until: date(l, "until"),
        survives: yes(l, "survival") != Some(false),
        scope: optional_items(l),
        conflicts_with: text(l, "conflicts_with"),
        confidence: Confidence::read(l),
    }
}

fn agreement(a: &Value) -> Agreement {
    Agreement {
        id: word(a, "id", ""),
        form: word(a, "form", ""),
        parties: each(a, "parties", |p| {
            let plays = |role: &str| words(p, "roles").is_none_or(|roles| roles.iter().any(|r| r == role));
            Party {
                place: word(p, "party", ""),
                issues: plays("may_issue"),
                accepts: plays("must_accept"),
                from: date(p, "from"),
                until: date(p, "until"),
            }
        }),
        signed: date(a, "signed"),
        in_force: date(a, "in_force"),
        operational_from: date(a, "operational_from"),
        status: text(a, "status"),
        ended: date(a, "ended"),
        on_end: on_end(a),
        end_kind: text(a, "end_kind"),
        supersedes: strings(a, "supersedes"),
        confidence: Confidence::read(a),
    }
}

fn on_end(of: &Value) -> Option<OnEnd> {
    match of.get("on_end")? {
        Value::String(word) if word == "lapse" => Some(OnEnd::Lapse),
        Value::String(_) => Some(OnEnd::KeepIssued),
        rule => date(rule, "keep_until").map(OnEnd::KeepUntil),
    }
}

fn item(i: &Value) -> Item {
    if let Some(code) = text(i, "hs") {
        Item::Code { code: code.replace('.', ""), indicative: word(i, "role", "defining") == "indicative" }
    } else if let Some(group) = text(i, "group") {
        Item::Group(group)
    } else if let Some(name) = text(i, "attr") {
        Item::Attribute { name, equals: strings(i, "equals") }
    } else {
        Item::All
    }
}

fn optional_items(of: &Value) -> Option<Vec<Item>> {
    of.get("scope").is_some_and(Value::is_array).then(|| each(of, "scope", item))
}

fn scope(of: &Value) -> Scope {
    let scope = of.get("scope").unwrap_or(&Value::Null);
    Scope { include: each(scope, "include", item), exclude: each(scope, "exclude", item) }
}

fn edition_rule(of: &Value) -> Option<EditionRule> {
    let rule = of.get("edition_rule").filter(|rule| rule.is_object())?;
    Some(EditionRule {
        accepts: each(rule, "accepts", |a| Accepted {
            edition: word(a, "edition", ""),
            from: date(a, "from"),
            until: date(a, "until"),
        }),
        accept_newer: yes(rule, "accept_newer"),
    })
}

fn obligations(of: &Value) -> Vec<Task> {
    each(of, "obligations", |o| Task {
        kind: word(o, "kind", ""),
        arg: text(o, "arg"),
        when: word(o, "when", "before-market"),
    })
}

fn origin_rule(c: &Value) -> OriginRule {
    let tests =
        |of: &Value, key: &str| each(of, key, |t| OriginTest { kind: word(t, "kind", ""), places: strings(t, "in") });
    match c.get("origin_rule") {
        Some(Value::String(_)) => OriginRule::None,
        Some(rule) if !items(rule, "any").is_empty() => OriginRule::Any(tests(rule, "any")),
        Some(rule) if rule.is_object() => OriginRule::All(tests(rule, "all")),
        _ => OriginRule::Unrecorded,
    }
}

fn clause(c: &Value) -> Clause {
    let artefact = c.get("artefact").unwrap_or(&Value::Null);
    Clause {
        id: word(c, "id", ""),
        agreement: word(c, "agreement", ""),
        from_party: strings(c, "from_party"),
        to_party: strings(c, "to_party"),
        scope: scope(c),
        kind: text(artefact, "kind"),
        schemes: words(artefact, "schemes"),
        attests: c.get("attests").filter(|a| a.is_array()).map(|_| strings(c, "attests")),
        needs_all: strings(c, "needs_all"),
        issuer_rule: match c.get("issuer_rule") {
            Some(Value::String(rule)) if rule == "native" => IssuerRule::Native,
            Some(Value::String(_)) => IssuerRule::Any,
            Some(rule) if rule.is_object() => IssuerRule::Listed(word(rule, "listed", "")),
            _ => IssuerRule::Unrecorded,
        },
        party_test: word(c, "party_test", "both"),
        edition_rule: edition_rule(c),
        cap: number(c, "cap"),
        max_age: c.get("max_age").and_then(age),
        since: date(c, "since"),
        preissue: yes(c, "preissue") == Some(true),
        in_force: date(c, "in_force"),
        operational_from: date(c, "operational_from"),
        until: date(c, "until"),
        on_end: on_end(c),
        end_kind: text(c, "end_kind"),
        origin_rule: origin_rule(c),
        basis_rule: match c.get("basis_rule") {
            Some(Value::String(rule)) if rule == "own" => BasisRule::Own,
            Some(Value::String(_)) => BasisRule::Any,
            Some(rule) if rule.is_object() => BasisRule::Only(strings(rule, "only")),
            _ => BasisRule::Unrecorded,
        },
        effect: match c.get("effect").and_then(Value::as_str) {
            Some("equivalent") => Effect::Equivalent,
            Some("reissue") => Effect::Reissue,
            _ => Effect::Evidence,
        },
        duty: match c.get("duty").and_then(Value::as_str) {
            Some("may") => Duty::May,
            Some("in-principle") => Duty::InPrinciple,
            _ => Duty::Shall,
        },
        fills: if c.get("fills").and_then(Value::as_str) == Some("all") { None } else { Some(strings(c, "fills")) },
        issues: c
            .get("issues")
            .filter(|i| i.is_object())
            .map(|i| Issue { scheme: word(i, "scheme", ""), issuer: text(i, "issuer") }),
        obligations: obligations(c),
        marketed: word(c, "status_needed", "saleable") == "marketed",
        overrides: strings(c, "overrides"),
        conflicts_with: text(c, "conflicts_with"),
        confidence: Confidence::read(c),
    }
}

fn requirement(r: &Value) -> Requirement {
    Requirement {
        id: word(r, "id", ""),
        market: word(r, "market", ""),
        aspect: text(r, "aspect"),
        scope: scope(r),
        from: date(r, "from"),
        until: date(r, "until"),
        ways: each(r, "ways", |w| Way {
            from: date(w, "from"),
            until: date(w, "until"),
            obligations: obligations(w),
            slots: each(w, "slots", |s| Slot {
                scheme: word(s, "scheme", ""),
                level: number(s, "level"),
                edition_rule: edition_rule(s),
            }),
        }),
        confidence: Confidence::read(r),
    }
}

fn coverage(c: &Value) -> Coverage {
    Coverage {
        closes: word(c, "closes", ""),
        market: text(c, "market"),
        scope: optional_items(c),
        aspect: text(c, "aspect"),
        register: text(c, "register"),
        from: date(c, "from"),
        as_of: date(c, "as_of"),
        confidence: Confidence::read(c),
    }
}

fn bar(b: &Value) -> Bar {
    Bar {
        id: word(b, "id", ""),
        reach: word(b, "reach", ""),
        subject: text(b, "subject"),
        owned_by: strings(b, "owned_by"),
        schemes: strings(b, "schemes"),
        issued_from: date(b, "issued_from"),
        market: text(b, "market"),
        scope: optional_items(b),
        from: date(b, "from"),
        until: date(b, "until"),
        confidence: Confidence::read(b),
    }
}
