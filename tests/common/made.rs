//! Invented records in the form of `data/`, to be compiled beside it: each is said as briefly as the form allows.

/// Names that nobody reads.
const NAME: &str = r#"name = { en = "x", zh = "某" }"#;
/// What every record rests on here.
const READ: &str = "sources = [\"q\"]\nconfidence = \"verified\"\nas_of = \"2026-11\"";

pub(crate) fn source() -> String {
    "[[source]]\nid = \"q\"\nurl = \"https://example.org/\"\nsays = \"invented\"\nread = \"2026-11\"\n".to_owned()
}

pub(crate) fn market(code: &str) -> String {
    format!("[[market]]\ncode = \"{code}\"\nkind = \"state\"\n{NAME}\n")
}

pub(crate) fn bloc(code: &str, members: &[&str]) -> String {
    format!("[[bloc]]\ncode = \"{code}\"\npurpose = \"goods\"\n{NAME}\nmembers = [{}]\n{READ}\n", codes(members))
}

/// `issuers`: as in the data, `anybody = true` …
pub(crate) fn scheme(id: &str, home: &str, issuers: &str) -> String {
    format!(
        "[[scheme]]\nid = \"{id}\"\n{NAME}\nkinds = [\"product-certificate\"]\nhome = \"{home}\"\nissuers = {{ {issuers} }}\n{READ}\n"
    )
}

pub(crate) fn agreement(id: &str, parties: &[&str]) -> String {
    let parties = codes(parties);
    format!(
        "[[agreement]]\nid = \"{id}\"\n{NAME}\nform = \"unilateral\"\nparties = [{parties}]\nin_force = 2000-01-01\n\
         status = \"in-force\"\n{READ}\n"
    )
}

/// A clause of the agreement that its id begins with, as open as can be. `issuer`: as in the data, `any = true` …
pub(crate) fn clause(id: &str, from: &str, to: &str, takes: &str, fills: &str, issuer: &str) -> String {
    let agreement = id.split('.').next().unwrap_or_default();
    format!(
        "[[clause]]\nid = \"{id}\"\nagreement = \"{agreement}\"\n{NAME}\nfrom = [\"{from}\"]\nto = [\"{to}\"]\n\
         accepts = {{ scheme = [\"{takes}\"] }}\nrules = \"exporter\"\nissuer = {{ {issuer} }}\n\
         products = [\"household-appliances\"]\norigin = {{ free = true }}\nbasis = {{ any = true }}\n\
         effect = \"equivalent\"\nduty = \"shall\"\nfills = [\"{fills}\"]\npreissue = true\nsources = [\"q\"]\n"
    )
}

pub(crate) fn requirement(id: &str, market: &str, asks: &str) -> String {
    format!(
        "[[requirement]]\nid = \"{id}\"\n{NAME}\nmarket = \"{market}\"\naspect = \"safety\"\n\
         products = [\"household-appliances\"]\nways = [{{ id = \"w\", slots = [{{ scheme = \"{asks}\" }}] }}]\n{READ}\n"
    )
}

pub(crate) fn pending(id: &str, touches: &str) -> String {
    format!(
        "[[pending]]\nid = \"{id}\"\nwhat = {{ en = \"x\", zh = \"某\" }}\nstage = {{ en = \"x\", zh = \"某\" }}\n\
         expected_from = 2027-01-01\n{touches}\n{READ}\n"
    )
}

/// A statement that a list is complete; `of`: `market = "…"` or `register = "…"`.
pub(crate) fn coverage(id: &str, closes: &str, of: &str) -> String {
    format!(
        "[[coverage]]\nid = \"{id}\"\ncloses = \"{closes}\"\n{of}\nproducts = [\"household-appliances\"]\nfrom = 2000-01-01\n\
         as_of = 2026-11-01\nsources = [\"q\"]\nconfidence = \"verified\"\n"
    )
}

pub(crate) fn register(id: &str) -> String {
    format!("[[register]]\nid = \"{id}\"\n{NAME}\n")
}

/// `class`: as in the data, `class = ["…"]`, or nothing.
pub(crate) fn body(id: &str, seat: &str, class: &str) -> String {
    format!("[[body]]\nid = \"{id}\"\n{NAME}\nseat = \"{seat}\"\nowners = []\n{class}\n{READ}\n")
}

pub(crate) fn listing(body: &str, register: &str) -> String {
    format!("[[listing]]\nbody = \"{body}\"\nregister = \"{register}\"\nfrom = 2010-01-01\n{READ}\n")
}

fn codes(codes: &[&str]) -> String {
    codes.iter().map(|code| format!("{{ code = \"{code}\" }}")).collect::<Vec<_>>().join(", ")
}
