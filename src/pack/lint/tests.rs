//! One sound world of two markets; each test breaks one thing in it and reads what the compiler says.

use crate::pack::{SourceFile, compile};

const WORLD: &str = include_str!("../../../tests/common/world.toml");

/// The codes found in a text, in order.
fn codes(text: &str) -> Vec<&'static str> {
    let files = [SourceFile { path: "world.toml".into(), text: text.into() }];
    compile(&files).diagnostics.iter().map(|finding| finding.rule.code()).collect()
}

/// The world with its first `old` replaced.
fn world(old: &str, new: &str) -> String {
    assert!(WORLD.contains(old), "the world has no `{old}`");
    WORLD.replacen(old, new, 1)
}

/// What is found after one replacement.
#[track_caller]
fn found(old: &str, new: &str, expected: &[&str]) {
    assert_eq!(codes(&world(old, new)), expected, "{old} -> {new}");
}

/// What is found after something is added.
#[track_caller]
fn found_with(more: &str, expected: &[&str]) {
    assert_eq!(codes(&format!("{WORLD}\n{more}")), expected, "{more}");
}

#[test]
fn the_sound_world_is_sound() {
    assert_eq!(codes(WORLD), Vec::<&str>::new());
}

#[test]
fn an_equivalent_clause_cites_its_place() {
    found("place = \"Article 3\"\n", "", &["D1"]);
}

#[test]
fn bodies_cannot_bind_regulators_unless_the_sentence_is_cited_and_read() {
    found("form = \"government-mra\"", "form = \"body-arrangement\"", &[]);
    let unread = world("form = \"government-mra\"", "form = \"body-arrangement\"").replacen(
        "duty = \"shall\"",
        "duty = \"shall\"\nconfidence = \"recalled\"",
        1,
    );
    assert_eq!(codes(&unread), ["D2"]);
}

#[test]
fn stated_rules_and_demanded_rules_agree() {
    found("rules = \"importer\"", "rules = \"importer\"\nattests = [\"ZZ\"]", &["D3", "D3a"]);
    found("scheme = [\"bb-cert\"]", "scheme = [\"aa-cert\"]", &["D3a"]);
}

#[test]
fn a_mutual_text_has_both_directions() {
    let (before, after) = WORLD.split_at(WORLD.rfind("[[clause]]").unwrap());
    let rest = after.split_at(after.find("[[requirement]]").unwrap()).1;
    let one_way = format!("{before}{rest}").replace("mirror_of = \"aa-bb.back\"\n", "");
    assert_eq!(codes(&one_way), ["D4"]);
    let said = one_way
        .replace("{ code = \"AA\" }", "{ code = \"AA\", roles = [\"issue\"] }")
        .replace("{ code = \"BB\" } ]", "{ code = \"BB\", roles = [\"accept\"] } ]");
    assert_eq!(codes(&said), Vec::<&str>::new());
    found("mirror_of = \"aa-bb.back\"", "mirror_of = \"aa-bb.there\"", &["D4"]);
}

#[test]
fn native_issuers_are_of_places_that_are_named() {
    let any =
        world("from = [\"AA\"]", "from = [\"any\"]").replacen("form = \"government-mra\"", "form = \"unilateral\"", 1);
    assert!(!codes(&any).contains(&"D10a"), "{:?}", codes(&any));
    let issuer = any.lines().find(|line| line.starts_with("issuer = ")).unwrap().to_owned();
    assert!(codes(&any.replacen(&issuer, "issuer = { native = true }", 1)).contains(&"D10a"));
}

#[test]
fn dates_that_may_be_in_order_are_let_pass() {
    found("signed = 2009-01-01", "signed = 2010-06-01", &["D5"]);
    found("signed = 2009-01-01", "signed = \"2010\"", &[]);
    found("from = 2010-01-01\n\n[[agreement]]", "from = 2010-01-01\nuntil = 2009-12-31\n\n[[agreement]]", &["D5"]);
    found("duty = \"shall\"", "duty = \"shall\"\nsince = 2011-01-01", &["D5"]);
    found("as_of = 2026-01-01", "as_of = 2026-12-01", &["D5"]);
}

#[test]
fn an_end_says_what_becomes_of_papers() {
    found("signed = 2009-01-01", "ended = 2020-01-01", &["D6"]);
    found("signed = 2009-01-01", "ended = 2020-01-01\nend_kind = \"expiry\"", &[]);
    found("duty = \"shall\"", "duty = \"shall\"\nuntil = 2020-01-01", &["D6"]);
    found("duty = \"shall\"", "duty = \"shall\"\nuntil = 2020-01-01\non_end = { lapse = true }", &[]);
}

#[test]
fn an_exclusion_lies_within_what_is_included() {
    found("products = [\"kettles\"]", "products = [\"kettles\"]\nexcept = [\"lamps\"]", &["D7"]);
    found("products = [\"kettles\"]", "products = [\"kettles\"]\nexcept = [\"hs:9405\"]", &["D7"]);
    found("products = [\"kettles\"]", "products = [\"kettles\"]\nexcept = [\"hs:8516.10\"]", &[]);
    found("products = [\"kettles\"]", "products = [\"kettles\"]\nexcept = [\"attr:fuel=gas\"]", &[]);
}

#[test]
fn a_code_that_illustrates_never_stands_alone() {
    found("products = [\"kettles\"]", "products = [\"hs~8516\"]", &["D8"]);
    found("products = [\"kettles\"]", "products = [\"hs~8516\", \"kettles\"]", &[]);
    found("covering = [\"94\"]", "", &["D8a"]);
}

#[test]
fn a_slot_nobody_asks_for_is_virtual() {
    found("market = \"BB\"\naspect", "market = \"AA\"\naspect", &["D9", "W04"]);
}

#[test]
fn goods_of_which_nobody_asks_the_paper_are_told() {
    found("products = [\"kettles\"]", "products = [\"kettles\", \"lamps\"]", &["D9a"]);
}

#[test]
fn a_clause_runs_between_parties_with_the_role_for_it() {
    found("{ code = \"BB\" } ]", "{ code = \"BB\", roles = [\"issue\"] } ]", &["E19"]);
    found("from = [\"AA\"]", "from = [\"any\"]", &["E19", "D4", "D4"]);
    let bloc = "[[bloc]]\ncode = \"AB\"\npurpose = \"goods\"\nname = { en = \"Both\", zh = \"双方\" }\n\
                members = [ { code = \"AA\" }, { code = \"BB\" } ]\nsources = [\"s1\"]\n";
    let wider = world("to = [\"BB\"]", "to = [\"AB\"]")
        .replace("{ code = \"AA\" }, {", "{ code = \"AA\", roles = [\"issue\"] }, {");
    let wider = wider.replace("to = [\"AA\"]", "to = [\"BB\"]");
    assert!(codes(&format!("{wider}{bloc}")).contains(&"D10"));
}

#[test]
fn schemes_known_to_have_roles_give_them() {
    let criteria = WORLD.replace("product-certificate", "security-certificate");
    let criteria = criteria.replace("government-mra", "multilateral-scheme");
    assert_eq!(codes(&criteria), ["D11"]);
}

#[test]
fn conflicting_records_differ_in_guards_not_in_effects() {
    let second = "[[clause]]\nid = \"aa-bb.there-2\"\nplace = \"Article 3\"\nname = { en = \"Again\", zh = \"再述\" }\n\
                  from = [\"AA\"]\nto = [\"BB\"]\naccepts = { scheme = [\"bb-cert\"] }\nrules = \"importer\"\n\
                  products = [\"kettles\"]\neffect = \"reissue\"\nduty = \"may\"\nfills = [\"bb-cert\"]\n\
                  conflicts_with = \"aa-bb.there\"\n";
    found_with(second, &["D12"]);
    found_with(&second.replace("reissue", "equivalent"), &[]);
    let listing = "[[listing]]\nid = \"again\"\nbody = \"alpha-labs\"\nregister = \"bodies\"\n";
    found_with(listing, &["D12a"]);
    found_with(&format!("{listing}conflicts_with = \"bodies/alpha-labs\"\n"), &[]);
    found_with(&format!("{listing}until = 2009-12-31\n"), &[]);
}

#[test]
fn coverage_says_since_when_and_is_not_out_of_date() {
    found("from = 2010-01-01\nas_of = 2026-01-01", "as_of = 2026-01-01", &["D13"]);
    found("as_of = 2026-01-01", "as_of = 2025-05-22", &[]);
    found("as_of = 2026-01-01", "as_of = 2025-05-21", &["D13"]);
}

#[test]
fn a_status_rests_on_papers_and_on_complete_requirements() {
    let status = WORLD.replace("product-certificate", "lawful-marketing");
    let status = status
        .replace("fills = [\"bb-cert\"]", "fills = [\"all\"]")
        .replace("fills = [\"aa-cert\"]", "fills = [\"all\"]");
    assert_eq!(codes(&status), ["D14", "D14a", "D14", "D14a"]);
}

#[test]
fn a_verified_record_rests_on_a_page_that_was_read() {
    let unread = world("sources = [\"s1\"]\nconfidence", "sources = [\"unread\"]\nconfidence");
    assert_eq!(codes(&unread), ["D15"]);
}

#[test]
fn neither_a_yes_nor_a_closed_no_rests_on_memory() {
    let recalled = "sources = [\"unread\"]\nconfidence = \"recalled\"";
    // The two clauses are `equivalent` and take the agreement's source.
    found("sources = [\"s1\"]\nconfidence = \"verified\"", recalled, &["D15a", "D15a"]);
    found("sources = [\"s1\"]\nconfidence = \"verified\"", &recalled.replace("recalled", "doubtful"), &[]);
    let lesser =
        world("sources = [\"s1\"]\nconfidence = \"verified\"", recalled).replace("\"equivalent\"", "\"reissue\"");
    assert!(!codes(&lesser).contains(&"D15a"), "{:?}", codes(&lesser));
}

#[test]
fn no_source_no_fact() {
    // The listing and the clauses take the agreement's sources, so they miss them too.
    found("sources = [\"s1\"]\nconfidence = \"verified\"", "", &["W06", "W06", "W06", "E12", "E12", "E12", "E12"]);
    found("https://example.org/treaty", "example.org/treaty", &["E13"]);
    found("https://example.org/treaty", "https://example.org/the treaty", &["E13"]);
}

#[test]
fn names_stand_in_both_languages_for_one_thing() {
    found("zh = \"甲国\"", "zh = \" \"", &["E11"]);
    found("en = [\"Betaland\"]", "en = [\"alpha\"]", &["W01"]);
    found("id = \"lamps\"", "id = \"Lamps\"", &["E10"]);
}

#[test]
fn no_text_promises_what_recognition_is_not() {
    found("Beta takes Alpha's bodies", "Alpha's bodies are approved", &["E16"]);
    found("Beta takes Alpha's bodies", "Beta takes UK approved-body reports", &[]);
    found("乙国接受甲国机构", "产品合规", &["E16"]);
    // A title is not ours to reword, but it does not promise either.
    found("Alpha certificate", "Alpha approved products", &[]);
    found("Alpha certificate", "Guaranteed certificate", &["E16"]);
}

#[test]
fn codes_and_values_exist() {
    found("products = [\"kettles\"]", "products = [\"hs:8599\"]", &["E14"]);
    found("products = [\"kettles\"]", "products = [\"kettles & attr:fuel=coal\"]", &["E18"]);
    found("products = [\"kettles\"]", "products = [\"kettles & attr:fuel<=3\"]", &["E18", "E18"]);
    found("products = [\"kettles\"]", "products = [\"attr:fuel\"]", &["E09"]);
    found("level = 2", "level = 3", &["E22"]);
}

#[test]
fn registers_list_somebody_and_schemes_are_issued_by_somebody() {
    found("register = \"bodies\"\nfrom", "register = \"others\"\nfrom", &["E05", "W05"]);
    found("home = \"AA\"\nissuers = { class = [\"certification-body\"] }", "home = \"AA\"", &["W03"]);
}

#[test]
fn a_reissue_makes_a_paper_of_the_market_that_takes() {
    let reissue = |scheme: &str| {
        world("effect = \"equivalent\"", "effect = \"reissue\"")
            .replacen("fills = [\"bb-cert\"]", &format!("issues = {{ scheme = \"{scheme}\" }}"), 1)
            .replacen("scheme = [\"bb-cert\"]", "scheme = []", 1)
    };
    assert_eq!(codes(&reissue("bb-cert")), Vec::<&str>::new());
    assert_eq!(codes(&reissue("aa-cert")), ["E23"]);
}

#[test]
fn a_paper_that_no_scheme_issues_reaches_nothing() {
    found("kind = \"product-certificate\", scheme", "kind = \"test-report\", scheme", &["W02"]);
}

#[test]
fn a_clause_whose_paper_no_market_of_it_asks_for_is_reached_by_no_question() {
    // The clause into BB fills a slot of AA's scheme there: none of BB's requirements asks for it, and BB has no such paper.
    let told = codes(&WORLD.replacen("fills = [\"bb-cert\"]", "fills = [\"aa-cert\"]", 1));
    assert!(told.contains(&"W02"), "{told:?}");
    assert!(told.contains(&"D9"), "{told:?}");
}

#[test]
fn a_declaration_has_no_clauses_and_an_agreement_has_some() {
    let nothing = "[[agreement]]\nid = \"words\"\nname = { en = \"Words\", zh = \"宣言\" }\nform = \"government-mra\"\n\
                   parties = [ { code = \"AA\" } ]\nsources = [\"s1\"]\n";
    // Two agreements in a file: clauses and listings no longer know theirs.
    let two = |more: &str| {
        let named = WORLD.replace("place = \"Article 3\"", "place = \"Article 3\"\nagreement = \"aa-bb\"");
        let sourced = "sources = [\"s1\"]\n";
        let named = named
            .replace("kinds = [", &format!("{sourced}kinds = ["))
            .replace("seat = \"AA\"", &format!("seat = \"AA\"\n{sourced}"))
            .replace("register = \"bodies\"\nfrom", &format!("register = \"bodies\"\n{sourced}from"));
        codes(&format!("{named}{nothing}{more}"))
    };
    assert_eq!(two(""), ["W07"]);
    assert_eq!(two("products = [\"lamps\"]\n"), ["W07", "E17"]);
    let said = "grants_nothing = { en = \"Promotes.\", zh = \"促进。\" }\n";
    assert_eq!(two(said), Vec::<&str>::new());
    assert_eq!(two(&format!("{said}products = [\"lamps\"]\n")), Vec::<&str>::new());
    found("signed = 2009-01-01", "grants_nothing = { en = \"Promotes.\", zh = \"促进。\" }", &["E17"]);
    found("signed = 2009-01-01", "signed = 2009-01-01\nstatus = \"suspended\"", &["E17"]);
    // Without being told, clauses do not know which of two is theirs, and listings have nobody to take sources from.
    found_with(nothing, &["W06", "W06", "W06", "E12", "E12", "E15", "E12", "E15"]);
}

#[test]
fn a_group_is_no_part_of_itself() {
    found("covering = [\"94\"]", "covering = [\"94\"]\nparent = \"lamps\"", &["E20"]);
}

#[test]
fn every_fault_is_told_not_only_the_first() {
    let many = WORLD
        .replacen("signed", "singed", 1)
        .replacen("duty = \"shall\"", "duty = \"must\"", 1)
        .replacen("market = \"BB\"", "market = \"BC\"", 1)
        .replacen("as_of = 2026-01-01", "as_of = \"lately\"", 1);
    assert_eq!(codes(&many), ["E02", "E07", "E05", "E08"]);
}

#[test]
fn an_ill_formed_record_is_still_there_for_those_that_name_it() {
    // The scheme lacks its kinds; clauses and requirements that name it are not told that it is unknown.
    let lacking = world("kinds = [\"product-certificate\"]\nhome = \"AA\"", "home = \"AA\"");
    assert_eq!(codes(&lacking), ["E03"]);
}

#[test]
fn the_order_of_files_and_records_does_not_matter() {
    let (first, second) = WORLD.split_at(WORLD.find("[[agreement]]").unwrap());
    let (vocabulary, sources) = first.split_at(first.find("[[source]]").unwrap());
    let sources = sources.split_at(sources.find("[[scheme]]").unwrap());
    let a = SourceFile {
        path: "a.toml".into(),
        text: format!("{vocabulary}{}", sources.1.split_at(sources.1.find("[[listing]]").unwrap()).0),
    };
    let listing = sources.1.split_at(sources.1.find("[[listing]]").unwrap()).1;
    let b = SourceFile { path: "b.toml".into(), text: format!("{}{listing}{second}", sources.0) };
    let packed = |files: &[SourceFile]| crate::pack::encode(&compile(files).records.unwrap(), [0; 16]).unwrap();
    assert_eq!(packed(&[a.clone(), b.clone()]), packed(&[b, a]));
}

#[test]
fn a_record_of_the_first_reading_became_data_or_it_is_said_why_not() {
    found_with("[[fact]]\nid = \"a/one\"\nbecame = [\"bb-safety\", \"aa-cert\", \"bb-ways\", \"BB\"]\n", &[]);
    found_with("[[fact]]\nid = \"a/one\"\nunmodelled = \"No source.\"\n", &[]);
    found_with("[[fact]]\nid = \"a/one\"\n", &["E24"]);
    found_with("[[fact]]\nid = \"a/one\"\nunmodelled = \" \"\n", &["E24"]);
    found_with("[[fact]]\nid = \"a/one\"\nbecame = [\"bb-safty\"]\n", &["E05"]);
    let twice = "[[fact]]\nid = \"a/one\"\nbecame = [\"BB\"]\n".repeat(2);
    found_with(&twice, &["E06"]);
}

#[test]
fn what_became_of_facts_is_told_by_file_and_id() {
    let more = "[[fact]]\nid = \"x/two\"\nbecame = [\"bb-ways\"]\nunmodelled = \"Lamps are not read.\"\n[[fact]]\nid = \"x/one\"\nunmodelled = \"Not read.\"\n";
    let files = [
        SourceFile { path: "world.toml".into(), text: WORLD.into() },
        SourceFile { path: "facts/x.toml".into(), text: more.into() },
    ];
    let facts = compile(&files).facts;
    let told: Vec<_> =
        facts.iter().map(|f| (f.file.as_str(), f.id.as_str(), f.became.len(), f.unmodelled.as_str())).collect();
    assert_eq!(told, [("x", "x/one", 0, "Not read."), ("x", "x/two", 1, "Lamps are not read.")]);
}

#[test]
fn a_record_is_read_again_by_its_day() {
    let due = |day: &str| world("ways = [ { slots", &format!("review_by = {day}\nways = [ {{ slots"));
    assert_eq!(codes(&due("2026-11-21")), ["W08"]);
    assert_eq!(codes(&due("2026-11-22")), Vec::<&str>::new());
    assert_eq!(codes(&due("\"2026\"")), Vec::<&str>::new());
    assert_eq!(codes(&due("\"2026-13\"")), ["E08"]);
}
