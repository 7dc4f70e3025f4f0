//! What `data/` holds: the numbers that the project promises, and that nothing was dropped silently.
#![allow(missing_docs, reason = "tests")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test speaks by panicking")]

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn comity(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_comity")).current_dir(root()).args(arguments).output().unwrap()
}

fn printed(arguments: &[&str]) -> String {
    let output = comity(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn report() -> Value {
    serde_json::from_str(&printed(&["lint", "data", "--json"])).unwrap()
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap()
}

#[test]
fn the_page_of_what_became_no_data_is_made_from_the_facts() {
    let page = std::fs::read_to_string(root().join("data/UNMODELLED.md")).unwrap();
    let made = printed(&["lint", "data", "--unmodelled"]);
    assert!(page == made, "`comity lint data --unmodelled > data/UNMODELLED.md` was not run after the last change");
}

#[test]
fn every_record_of_the_first_reading_is_accounted_for() {
    let report = report();
    let read: BTreeMap<&str, u64> = report["facts"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(file, tally)| (file.as_str(), number(&tally["read"])))
        .collect();
    // As many as the fact base of November 2026 holds in each file: agreements, requirements, papers abroad, overlaps, blocs, member
    // tables, standards, product sub-groups, and one for each list of names.
    let held = BTreeMap::from([
        ("accreditation-life-sciences-food", 365),
        ("china-transport-security", 192),
        ("electrical", 302),
        ("government-mras", 266),
        ("members", 21),
        ("norms-products", 488),
    ]);
    assert_eq!(read, held);
    for (file, tally) in report["facts"].as_object().unwrap() {
        let parts = number(&tally["modelled"]) + number(&tally["in_part"]) + number(&tally["unmodelled"]);
        assert_eq!(parts, number(&tally["read"]), "{file}");
    }
}

#[test]
fn the_report_names_papers_that_are_made_out_of_each_other() {
    let report = report();
    let circles = report["circles"].as_array().unwrap();
    let text = printed(&["lint", "data", "--report"]);
    let (_, after) = text.split_once("papers that are reissued as each other\n").unwrap();
    for circle in circles {
        let schemes: Vec<&str> = circle["schemes"].as_array().unwrap().iter().map(|s| s.as_str().unwrap()).collect();
        assert!(after.contains(&schemes.join(", ")), "{schemes:?}");
    }
    assert!(!circles.is_empty(), "aircraft are validated both ways");
}

#[test]
fn the_data_is_as_large_as_promised_and_every_clause_has_a_source() {
    let report = report();
    let count = |kind: &str| number(&report["records"][kind]);
    assert!(count("agreements") >= 380, "{}", count("agreements"));
    assert!(count("requirements") >= 550, "{}", count("requirements"));
    assert_eq!(number(&report["unsourced_clauses"]), 0);
    let well = |row: &Value| row.as_object().unwrap().values().filter(|cell| *cell != "asked").count() >= 20;
    let markets: Vec<&str> = report["coverage"]
        .as_object()
        .unwrap()
        .iter()
        .filter(|(_, row)| well(row))
        .map(|(code, _)| code.as_str())
        .collect();
    assert!(markets.len() >= 30, "{markets:?}");
    // Not the Union's members alone.
    for market in ["AU", "BR", "CA", "CH", "CN", "GB", "IN", "JP", "KR", "RU", "SA", "SG", "TR", "US", "XI"] {
        assert!(markets.contains(&market), "{market} is not among {markets:?}");
    }
    // Of the first reading's records less than half were verified.
    let confidence = |word: &str| number(&report["confidence"][word]);
    let all = confidence("verified") + confidence("recalled") + confidence("doubtful");
    assert!(confidence("verified") * 2 > all, "{} of {all}", confidence("verified"));
}

/// Warnings may become fewer, never more: whoever mends one lowers the number here.
const WARNINGS: [(&str, u64); 8] =
    [("D13", 8), ("D14", 8), ("D6", 30), ("D8a", 1), ("D9", 19), ("D9a", 25), ("W04", 1), ("W05", 35)];

#[test]
fn warnings_do_not_grow() {
    let report = report();
    let allowed = BTreeMap::from(WARNINGS);
    let grown: Vec<String> = report["warnings"]
        .as_object()
        .unwrap()
        .iter()
        .filter(|(rule, count)| number(count) > allowed.get(rule.as_str()).copied().unwrap_or_default())
        .map(|(rule, count)| format!("{rule}: {count}"))
        .collect();
    assert!(grown.is_empty(), "{grown:?}");
}

/// A small panel: what the data says of one Chinese CB certificate.
const PANEL: &str = r#"{ "days": [{ "on": "2026-11-22", "issued": "2025-06-01" }], "markets": ["KR", "JP", "ID"],
    "papers": [{ "scheme": "iecee-cb", "seat": "CN", "class": "member-ncb", "products": ["household-appliances", "lighting"] }] }"#;

/// A folder of its own, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let folder = std::env::temp_dir().join(format!("comity-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Folder(folder)
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap();
    }
}

#[test]
fn two_editions_are_compared_over_a_panel_of_questions() {
    let folder = Folder::new("diff");
    let (pack, panel) = (folder.path("old.pack"), folder.path("panel.json"));
    printed(&["pack", "data", "-o", &pack]);
    std::fs::write(&panel, PANEL).unwrap();
    let same = printed(&["diff", &pack, "data", "--panel", &panel]);
    assert!(same.starts_with("0 of 6 answers differ"), "{same}");
    let wrong = comity(&["diff", &pack]);
    assert_eq!(wrong.status.code(), Some(2));
    std::fs::write(&panel, PANEL.replace("\"seat\"", "\"saet\"")).unwrap();
    let wrong = comity(&["diff", &pack, "data", "--panel", &panel]);
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("papers[0]"), "{}", String::from_utf8_lossy(&wrong.stderr));
}

#[test]
fn what_an_edition_changes_is_told_and_starred_where_it_promises_more() {
    let folder = Folder::new("changed");
    let (old, new) = (folder.path("old"), folder.path("new"));
    // In the older edition the clauses give evidence only.
    let weaker = WORLD.replace("effect = \"equivalent\"", "effect = \"evidence\"");
    for (path, world) in [(&old, weaker.as_str()), (&new, WORLD)] {
        std::fs::create_dir_all(path).unwrap();
        std::fs::write(Path::new(path).join("world.toml"), world).unwrap();
    }
    let panel = folder.path("panel.json");
    let asked = r#"{ "days": [{ "on": "2026-11-22", "issued": "2025-06-01" }], "markets": ["AA"],
        "papers": [{ "scheme": "aa-cert", "seat": "BB", "class": "certification-body", "products": ["kettles"] }] }"#;
    std::fs::write(&panel, asked).unwrap();
    let told = printed(&["diff", &old, &new, "--panel", &panel]);
    assert!(told.starts_with("★ aa-cert (BB), kettles → AA, 2026-11-22: ") && told.contains("1 of 1"), "{told}");
    let back: Value = serde_json::from_str(&printed(&["diff", &new, &old, "--panel", &panel, "--json"])).unwrap();
    assert_eq!(back["differences"][0]["old"]["answer"]["interval"][0], "equivalent");
    let feed = printed(&["diff", &old, &new, "--panel", &panel, "--atom", "https://example.org/?a=1&b=2"]);
    assert!(
        feed.starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">")
    );
    assert_eq!((feed.matches("<entry>").count(), feed.matches("promises-more").count()), (1, 1), "{feed}");
    let asked = "scheme=aa-cert&amp;issued-in=BB&amp;issued=2025-06-01&amp;issuer-class=certification-body&amp;product=kettles&amp;market=AA";
    assert!(feed.contains(&format!("https://example.org/?a=1&amp;b=2#{asked}&amp;on=2026-11-22")), "{feed}");
    assert!(feed.contains("<updated>2026-11-22T00:00:00Z</updated>"), "the day of the data, not of the run");
    let back = printed(&["diff", &new, &old, "--panel", &panel, "--lang", "zh-CN"]);
    assert!(back.starts_with("  aa-cert"), "{back}");
}

#[test]
fn the_feed_beside_the_data_is_that_of_its_edition() {
    let kept = std::fs::read_to_string(format!("{}/../data/feed.xml", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let first = printed(&["diff", "data", "--atom", "./"]);
    let head = |feed: &str| feed.split("<author>").next().unwrap().to_owned();
    assert_eq!(
        head(&kept),
        head(&first),
        "a new edition brings its feed: `comity diff OLD data --atom ./ > data/feed.xml`"
    );
    assert!(first.contains("<id>urn:comity:changes</id>") && !first.contains("<entry>"), "{first}");
}

const WORLD: &str = include_str!("../../tests/common/world.toml");

#[test]
fn whatever_is_asked_is_answered_with_words_and_sources() {
    // A sample; `cargo xtask sweep` asks all of it. 100,003 is prime, so that the sample keeps step with no table.
    let told = printed(&["sweep", "--every", "100003"]);
    assert!(told.ends_with("0 faults found.\n"), "{told}");
}
