//! Scopes as people write them: items joined by OR, tests of an item joined by ` & `.

use super::{draft::Word, resolve::Resolver, rule::Rule};
use crate::law::{Attribute, AttributeKind, CodeRole, Comparison, Id, ProductTest, Scope, ScopeItem};

/// Every code of HS 2022, after two lines that tell where they are from.
const HS_2022: &str = include_str!("../../data/hs-2022.txt");

impl Resolver<'_> {
    /// What is included and what is taken out.
    pub(super) fn scope(&mut self, include: &[Word], exclude: &[Word]) -> Scope {
        Scope { include: self.items(include), exclude: self.items(exclude) }
    }

    fn items(&mut self, words: &[Word]) -> Vec<ScopeItem> {
        words.iter().filter_map(|word| self.item(word)).collect()
    }

    fn item(&mut self, word: &Word) -> Option<ScopeItem> {
        word.get_ref().split(" & ").map(|test| self.test(word, test.trim())).collect()
    }

    fn test(&mut self, word: &Word, test: &str) -> Option<ProductTest> {
        if test == "all" {
            return Some(ProductTest::All);
        }
        if let Some(code) = test.strip_prefix("hs:") {
            return self.code(word, code).map(|digits| ProductTest::Code(digits, CodeRole::Defining));
        }
        if let Some(code) = test.strip_prefix("hs~") {
            return self.code(word, code).map(|digits| ProductTest::Code(digits, CodeRole::Indicative));
        }
        if let Some(attribute) = test.strip_prefix("attr:") {
            return self.attribute_test(word, attribute);
        }
        if test.contains([':', '~', '=', '<', '>', '&']) || test.is_empty() {
            let mend = "items are `all`, a group id, `hs:8516`, `hs~8516`, `attr:id=value`, joined by ` & `";
            self.fault(Rule::BadItem, word.span(), format!("`{test}` is no scope item"), mend);
            return None;
        }
        let index = self.index;
        let named = toml::Spanned::new(word.span(), test.to_owned());
        self.refer(&index.products, &named).map(ProductTest::Group)
    }

    /// An HS code: dots are allowed and dropped; it must be one of HS 2022.
    pub(super) fn code(&mut self, word: &Word, written: &str) -> Option<String> {
        let digits: String = written.chars().filter(|c| *c != '.').collect();
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            let mend = "write 2, 4 or 6 digits, with or without dots";
            self.fault(Rule::UnknownCode, word.span(), format!("`{written}` is no HS code"), mend);
            return None;
        }
        if !in_hs_2022(&digits) {
            // The longest beginning that exists says where to look.
            let known =
                digits.char_indices().rev().filter_map(|(end, _)| digits.get(..end)).find(|start| in_hs_2022(start));
            let mend = match known {
                Some(start) => {
                    format!("`{start}` exists; HS 2022 has 2, 4 and 6 digits (national digits are not used)")
                }
                None => "chapters run from 01 to 97; HS 2022 has 2, 4 and 6 digits".to_owned(),
            };
            self.fault(Rule::UnknownCode, word.span(), format!("HS 2022 has no code `{written}`"), mend);
        }
        Some(digits)
    }

    fn attribute_test(&mut self, word: &Word, test: &str) -> Option<ProductTest> {
        // Two-letter operators first: `=` is part of them.
        let operators = [Comparison::IsNot, Comparison::AtMost, Comparison::AtLeast, Comparison::Is];
        let split =
            operators.into_iter().find_map(|op| test.split_once(op.word()).map(|(id, values)| (id, op, values)));
        let Some((id, comparison, values)) = split else {
            let mend = "write `attr:id=value`, `attr:id!=value`, `attr:id<=5` or `attr:id>=6` (more than 5)";
            self.fault(Rule::BadItem, word.span(), format!("`attr:{test}` compares with nothing"), mend);
            return None;
        };
        let index = self.index;
        let named = toml::Spanned::new(word.span(), id.trim().to_owned());
        let attribute = self.refer(&index.attributes, &named)?;
        let values: Vec<String> = values.split(',').map(|value| value.trim().to_owned()).collect();
        self.check_values(word, attribute, comparison, &values);
        Some(ProductTest::Attribute(attribute, comparison, values))
    }

    /// An attribute is compared with values it can take.
    fn check_values(&mut self, word: &Word, attribute: Id<Attribute>, comparison: Comparison, values: &[String]) {
        let Some(draft) = self.index.attributes.get(attribute.row()).map(|row| row.draft) else {
            return;
        };
        let kind = AttributeKind::parse(draft.kind.get_ref());
        let ordered = matches!(comparison, Comparison::AtMost | Comparison::AtLeast);
        if ordered && (kind != Some(AttributeKind::Number) || values.len() != 1) {
            let mend = "`<=` and `>=` compare an attribute of kind `number` with one number";
            self.fault(Rule::AttributeValue, word.span(), format!("`{}` has no order", draft.id.get_ref()), mend);
        }
        for value in values {
            let (fits, mend) = match kind {
                Some(AttributeKind::YesNo) => (value == "yes" || value == "no", "it is `yes` or `no`".to_owned()),
                Some(AttributeKind::Number) => (value.parse::<u64>().is_ok(), "it is a whole number".to_owned()),
                Some(AttributeKind::Choice) => {
                    (draft.values.contains(value), format!("one of: {}", draft.values.join(", ")))
                }
                Some(AttributeKind::Text) => (!value.is_empty(), "a value is missing".to_owned()),
                None => continue,
            };
            if !fits {
                let message = format!("`{}` is never `{value}`", draft.id.get_ref());
                self.fault(Rule::AttributeValue, word.span(), message, mend);
            }
        }
    }
}

/// Whether a code of 2, 4 or 6 digits is one of HS 2022.
fn in_hs_2022(digits: &str) -> bool {
    // The list is sorted, and a shorter code stands before those it begins; lines of notes stand before all.
    use std::{collections::BTreeSet, sync::LazyLock};
    static CODES: LazyLock<BTreeSet<&'static str>> =
        LazyLock::new(|| HS_2022.lines().filter(|line| !line.starts_with('#')).collect());
    CODES.contains(digits)
}
