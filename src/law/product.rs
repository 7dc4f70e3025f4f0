//! Products: groups, attributes, and the scopes that clauses draw over them.

use super::{Id, Record, Span, Text, word::words};
use serde::{Deserialize, Serialize};

/// A product group as agreements and markets speak of it; sub-groups name their parent.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ProductGroup {
    /// Stable id.
    pub id: String,
    /// Its names.
    pub name: Text,
    /// Other names people type.
    pub aliases: Vec<String>,
    /// The wider group it is part of.
    pub parent: Option<Id<ProductGroup>>,
    /// HS 2022 prefixes outside which nothing belongs to the group; empty: not known.
    pub covering: Vec<String>,
    /// HS 2022 codes that illustrate the group, for search.
    pub hs: Vec<String>,
}

impl Record for ProductGroup {
    fn id(&self) -> &str {
        &self.id
    }
}

words! {
    /// What sort of value an attribute takes.
    AttributeKind {
        /// `yes` or `no`.
        YesNo = "yes-no",
        /// One of a list of words.
        Choice = "choice",
        /// A whole number.
        Number = "number",
        /// Any text, compared exactly.
        Text = "text",
    }
}

/// A fact about the product that clauses name: device class, sterile, yearly volume …
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Attribute {
    /// Stable id.
    pub id: String,
    /// Its names.
    pub name: Text,
    /// What sort of value it takes.
    pub kind: AttributeKind,
    /// The words of a choice.
    pub values: Vec<String>,
    /// What each of them is called, in their order; empty where the value is its own name, as a class of devices is.
    pub value_names: Vec<Text>,
    /// The value presumed where none is stated: only for what the holder controls and warrants (`semantics.md` §3.2).
    /// A presumed value is printed with the answer.
    pub presumed: Option<String>,
    /// Whether the presumption falls where a paper states an edition of a standard that has a later one on record.
    pub presumed_while_current: bool,
    /// How long ago papers in hand may have been issued for the presumption to stand; `None`: however long.
    pub presumed_for: Option<Span>,
}

impl Default for Attribute {
    fn default() -> Attribute {
        Attribute {
            id: String::new(),
            name: Text::default(),
            kind: AttributeKind::Text,
            values: Vec::new(),
            value_names: Vec::new(),
            presumed: None,
            presumed_while_current: false,
            presumed_for: None,
        }
    }
}

impl Attribute {
    /// What a value is called, where it is not its own name.
    #[must_use]
    pub fn name_of(&self, value: &str) -> Option<&Text> {
        let named = self.values.iter().zip(&self.value_names).find(|(known, _)| *known == value);
        named.map(|(_, name)| name).filter(|name| !name.en.is_empty())
    }
}

impl Record for Attribute {
    fn id(&self) -> &str {
        &self.id
    }
}

words! {
    /// Whether a code defines the scope or only illustrates it (`semantics.md` §3.3 g5).
    CodeRole {
        /// The text draws its line by this code.
        Defining = "defining",
        /// The text is in words; the code is an example and proves nothing.
        Indicative = "indicative",
    }
}

words! {
    /// How an attribute test compares.
    Comparison {
        /// Is one of the values.
        Is = "=",
        /// Is none of the values.
        IsNot = "!=",
        /// Is at most the value (numbers).
        AtMost = "<=",
        /// Is at least the value (numbers).
        AtLeast = ">=",
    }
}

/// One test of a product.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ProductTest {
    /// Every product.
    All,
    /// By HS code prefix (digits only).
    Code(String, CodeRole),
    /// By group.
    Group(Id<ProductGroup>),
    /// By attribute.
    Attribute(Id<Attribute>, Comparison, Vec<String>),
}

/// One item of a scope: all its tests must hold together.
pub type ScopeItem = Vec<ProductTest>;

/// The products a record is about: any included item, and no excluded one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Scope {
    /// Items joined by OR.
    pub include: Vec<ScopeItem>,
    /// Items joined by OR; a hit takes the product out.
    pub exclude: Vec<ScopeItem>,
}
