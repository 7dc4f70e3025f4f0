//! One file of the data: TOML in, drafts out, with every fault of form it has.
//!
//! Records are read one by one, so that a fault in one does not hide those of the next.

use super::{
    diagnostic::{Diagnostic, nearest},
    draft::{FileDraft, Ghost},
    rule::Rule,
};
use serde::de::DeserializeOwned;
use std::ops::Range;
use toml::{
    Spanned,
    de::{DeTable, DeValue, Error, ValueDeserializer},
};

/// A file as handed to the compiler.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceFile {
    /// Path below the data folder, with `/` (`agreements/cn-nz.toml`). Its stem is part of its sources' ids.
    pub path: String,
    /// Its text.
    pub text: String,
}

impl SourceFile {
    /// The path without its ending.
    pub(super) fn stem(&self) -> &str {
        self.path.strip_suffix(".toml").unwrap_or(&self.path)
    }
}

/// The tables a file may hold.
const TABLES: [&str; 18] = [
    "edition",
    "source",
    "market",
    "bloc",
    "product",
    "attribute",
    "norm",
    "scheme",
    "body",
    "register",
    "listing",
    "agreement",
    "clause",
    "requirement",
    "coverage",
    "bar",
    "pending",
    "fact",
];

/// How many ill-formed keys of one record are reported before the rest of it is passed over.
const FAULTS: usize = 16;

/// Reads a file; what is ill-formed is reported and left out.
pub(super) fn read(number: usize, file: &SourceFile, found: &mut Vec<Diagnostic>) -> FileDraft {
    let mut reader = Reader { number, found, ghosts: Vec::new() };
    let (document, faults) = DeTable::parse_recoverable(&file.text);
    for fault in faults {
        let spot = fault.span().unwrap_or_default();
        reader.found.push(Diagnostic::new(Rule::Syntax, fault.message()).at(number, spot, "not TOML"));
    }
    let mut draft = FileDraft::default();
    for (key, value) in document.into_inner() {
        match key.get_ref().as_ref() {
            "edition" => draft.edition = reader.record("edition", value),
            "source" => draft.source = reader.records("source", value),
            "market" => draft.market = reader.records("market", value),
            "bloc" => draft.bloc = reader.records("bloc", value),
            "product" => draft.product = reader.records("product", value),
            "attribute" => draft.attribute = reader.records("attribute", value),
            "norm" => draft.norm = reader.records("norm", value),
            "scheme" => draft.scheme = reader.records("scheme", value),
            "body" => draft.body = reader.records("body", value),
            "register" => draft.register = reader.records("register", value),
            "listing" => draft.listing = reader.records("listing", value),
            "agreement" => draft.agreement = reader.records("agreement", value),
            "clause" => draft.clause = reader.records("clause", value),
            "requirement" => draft.requirement = reader.records("requirement", value),
            "coverage" => draft.coverage = reader.records("coverage", value),
            "bar" => draft.bar = reader.records("bar", value),
            "pending" => draft.pending = reader.records("pending", value),
            "fact" => draft.fact = reader.records("fact", value),
            other => {
                let finding = Diagnostic::new(Rule::UnknownKey, format!("unknown table `{other}`"))
                    .at(number, key.span(), "")
                    .mend(did_you_mean(other, &TABLES));
                reader.found.push(finding);
            }
        }
    }
    draft.ghosts = reader.ghosts;
    draft
}

struct Reader<'f> {
    number: usize,
    found: &'f mut Vec<Diagnostic>,
    ghosts: Vec<Ghost>,
}

impl Reader<'_> {
    /// The records of a `[[table]]`.
    fn records<D: DeserializeOwned>(&mut self, table: &str, value: Spanned<DeValue<'_>>) -> Vec<D> {
        let span = value.span();
        let DeValue::Array(list) = value.into_inner() else {
            let finding = Diagnostic::new(Rule::Shape, format!("`{table}` is a list of records"))
                .at(self.number, span, "")
                .mend(format!("write `[[{table}]]` with two brackets above each record"));
            self.found.push(finding);
            return Vec::new();
        };
        list.into_iter().filter_map(|element| self.record(table, element)).collect()
    }

    /// One record. Ill-formed keys are struck out and the rest is read again, so that each of them is reported and the
    /// record is there for those that name it.
    fn record<D: DeserializeOwned>(&mut self, table: &str, mut value: Spanned<DeValue<'_>>) -> Option<D> {
        let mut struck: Vec<String> = Vec::new();
        for _ in 0..FAULTS {
            let fault = match D::deserialize(ValueDeserializer::from(value.clone())) {
                Ok(draft) => return Some(draft),
                Err(fault) => fault,
            };
            let at = fault.span().unwrap_or_else(|| value.span());
            // A needed key that was struck out has had its say.
            if struck.iter().any(|key| fault.message() == format!("missing field `{key}`")) {
                break;
            }
            self.found.push(mended(table, &fault).at(self.number, at.clone(), ""));
            match strike_out(value.get_mut(), &at) {
                Some(key) => struck.push(key),
                None => break,
            }
        }
        // Whoever names the record is not to be told that it does not exist.
        let id = ["id", "code"].iter().find_map(|key| value.get_ref().as_table()?.get(*key)?.get_ref().as_str());
        self.ghosts.push(Ghost { table: table.to_owned(), id: id.unwrap_or_default().to_owned() });
        None
    }
}

/// Removes the key that stands, or whose value stands, at a place.
fn strike_out(value: &mut DeValue<'_>, at: &Range<usize>) -> Option<String> {
    match value {
        DeValue::Table(table) => {
            let entry = table.iter().find(|(key, value)| key.span() == *at || value.span() == *at);
            if let Some(key) = entry.map(|(key, _)| key.get_ref().clone().into_owned()) {
                table.remove(key.as_str());
                return Some(key);
            }
            table.iter_mut().find_map(|(_, value)| strike_out(value.get_mut(), at))
        }
        DeValue::Array(list) => list.iter_mut().find_map(|element| strike_out(element.get_mut(), at)),
        _ => None,
    }
}

/// `serde`'s message in the words of the guide.
fn mended(table: &str, fault: &Error) -> Diagnostic {
    let message = fault.message();
    let mut quoted = message.split('`').skip(1).step_by(2);
    if message.starts_with("unknown field") {
        let written = quoted.next().unwrap_or_default();
        let known: Vec<&str> = quoted.collect();
        return Diagnostic::new(Rule::UnknownKey, format!("unknown key `{written}` in `{table}`"))
            .mend(did_you_mean(written, &known));
    }
    if message.starts_with("missing field") {
        let missing = quoted.next().unwrap_or_default();
        return Diagnostic::new(Rule::MissingKey, format!("a key `{missing}` is missing in `{table}`"));
    }
    if message.contains("untagged enum DateText") {
        return Diagnostic::new(Rule::BadDate, "not a date").mend(
            "write a bare date (`2008-10-01`) or a quoted partial one (`\"2016\"`, `\"2016-05\"`, `\"unknown\"`)",
        );
    }
    let words =
        [("a sequence", "a list"), ("sequence", "list"), ("a map", "a table"), ("map", "table"), ("string ", "text ")];
    let message = words.iter().fold(message.to_owned(), |text, (theirs, ours)| text.replace(theirs, ours));
    Diagnostic::new(Rule::Shape, format!("{message} in `{table}`"))
}

fn did_you_mean(written: &str, known: &[&str]) -> String {
    match nearest(written, known.iter().copied()) {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("known here: {}", known.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(text: &str) -> (FileDraft, Vec<Diagnostic>) {
        let file = SourceFile { path: "a/b.toml".into(), text: text.into() };
        let mut found = Vec::new();
        (read(0, &file, &mut found), found)
    }

    fn messages(text: &str) -> Vec<String> {
        findings(text).1.into_iter().map(|f| format!("{}; {}", f.message, f.mend.unwrap_or_default())).collect()
    }

    #[test]
    fn every_unknown_key_is_told_with_the_nearest_known_one_and_the_record_is_kept() {
        let text = "[[register]]\nid = \"r\"\nnmae = 1\nname = { en = \"R\", zh = \"册\", fr = \"R\" }\nulr = \"x\"\n";
        let (draft, found) = findings(text);
        let told: Vec<&str> = found.iter().filter_map(|f| f.mend.as_deref()).collect();
        assert_eq!(told, ["known here: en, zh", "did you mean `name`?", "did you mean `url`?"]);
        assert_eq!(draft.register[0].id.get_ref(), "r");
        let at: Vec<&str> = found.iter().filter_map(|f| text.get(f.spots[0].bytes.clone())).collect();
        assert_eq!(at, ["fr", "nmae", "ulr"]);
    }

    #[test]
    fn a_value_of_the_wrong_shape_hides_nothing_else() {
        let text = "[[body]]\nid = \"b\"\nname = { en = \"B\", zh = \"乙\" }\nclass = \"authority\"\nseat = 7\n";
        let (draft, found) = findings(text);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found.iter().all(|f| f.rule == Rule::Shape));
        assert_eq!(draft.body.len(), 1);
    }

    #[test]
    fn a_record_without_a_needed_key_leaves_a_ghost() {
        let (draft, found) = findings("[[market]]\ncode = \"AA\"\nkind = \"state\"\n");
        let rules: Vec<Rule> = found.iter().map(|f| f.rule).collect();
        assert_eq!(rules, [Rule::MissingKey]);
        assert!(draft.market.is_empty());
        assert_eq!(draft.ghosts[0].id, "AA");
    }

    #[test]
    fn a_needed_key_with_an_ill_formed_value_is_not_told_as_missing_too() {
        let found = findings("[[market]]\ncode = \"AA\"\nkind = 1\nname = { en = \"A\", zh = \"甲\" }\n").1;
        assert_eq!(found.len(), 1, "{found:?}");
    }

    #[test]
    fn dates_are_bare_or_quoted_and_nothing_else() {
        let listing = |date: &str| format!("[[listing]]\nbody = \"b\"\nregister = \"r\"\nfrom = {date}\n");
        for good in ["2008-10-01", "\"2008\"", "\"unknown\""] {
            assert_eq!(messages(&listing(good)), Vec::<String>::new(), "{good}");
        }
        for bad in ["2008", "true", "[]"] {
            assert!(messages(&listing(bad))[0].starts_with("not a date; write a bare date"), "{bad}");
        }
    }

    #[test]
    fn tables_have_their_names_and_two_brackets() {
        assert_eq!(messages("[[claus]]\n"), ["unknown table `claus`; did you mean `clause`?"]);
        assert_eq!(
            messages("[market]\ncode = \"AA\"\n"),
            ["`market` is a list of records; write `[[market]]` with two brackets above each record"]
        );
    }

    #[test]
    fn what_is_no_toml_is_told_with_its_place() {
        let text = "[[market]]\ncode = \n[[bloc]\n";
        let found = findings(text).1;
        assert!(!found.is_empty() && found.iter().any(|f| f.rule == Rule::Syntax));
    }
}
