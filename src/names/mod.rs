//! What people call things: ids, names and aliases in both languages, and the nearest to what was typed.

mod search;

pub use search::Found;

use crate::law::Records;
use std::collections::BTreeMap;
use std::sync::Arc;

crate::law::words! {
    /// Kinds of records that can be named in a question or looked up.
    Noun {
        /// A market.
        Market = "market",
        /// A bloc.
        Bloc = "bloc",
        /// A product group.
        Product = "product",
        /// A product attribute.
        Attribute = "attribute",
        /// A standard.
        Norm = "norm",
        /// An edition of a standard.
        Edition = "edition",
        /// A scheme.
        Scheme = "scheme",
        /// A body.
        Body = "body",
        /// A register.
        Register = "register",
        /// An agreement.
        Agreement = "agreement",
        /// A clause.
        Clause = "clause",
        /// A requirement.
        Requirement = "requirement",
        /// A page or document; its id is its address.
        Source = "source",
    }
}

/// How a text names a thing: its id before its name, its name before an alias.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Tie {
    Id,
    Name,
    Alias,
}

/// One thing with one of the ways to write it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    noun: Noun,
    id: String,
    tie: Tie,
}

/// Names of records, folded so that case, spaces and punctuation do not matter.
type ByText = BTreeMap<String, Vec<Entry>>;

/// All names of all records: those of the recorded law, shared, and those of assumed records.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    recorded: Arc<ByText>,
    laid: ByText,
}

/// How well a record matches a search: the smaller the better.
type Rank = (u8, usize);

/// How near a name is to a text that is not it: first the names in which the text is a word, then those in which it begins
/// one, holds together, or (in Chinese, where 家电 is short for 家用电器) stands in order; then those spelled almost so.
fn nearness(name: &str, text: &str) -> Option<Rank> {
    let (name, wanted) = (name.to_lowercase(), text.trim().to_lowercase());
    let (folded, typed) = (fold(&name), fold(&wanted));
    let length = folded.chars().count();
    let letters = typed.chars().count();
    let words = || name.split(|c: char| !c.is_alphanumeric());
    let short_for = || {
        let mut rest = folded.chars();
        typed.chars().all(|letter| !letter.is_ascii() && rest.any(|c| c == letter))
    };
    let how = match letters {
        0 | 1 => return None,
        _ if words().any(|word| word == wanted) => 0,
        _ if words().any(|word| word.starts_with(&wanted)) => 1,
        _ if folded.contains(&typed) && (letters > 2 || !typed.is_ascii()) => 2,
        _ if short_for() => 3,
        _ => {
            // Farther than half its length, a name is no suggestion.
            let distance = strsim::damerau_levenshtein(&folded, &typed);
            return (distance.saturating_mul(2) <= letters)
                .then_some((u8::try_from(distance).ok()?.saturating_add(3), length));
        }
    };
    Some((how, length))
}

/// Lower case, letters and digits only.
pub(crate) fn fold(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

impl Names {
    pub(crate) fn of(records: &Records) -> Names {
        let mut by_text = ByText::new();
        each(records, |noun, id, text, aliases| {
            add(&mut by_text, noun, id, Tie::Id, id);
            add(&mut by_text, noun, id, Tie::Name, &text.en);
            add(&mut by_text, noun, id, Tie::Name, &text.zh);
            aliases.iter().for_each(|alias| add(&mut by_text, noun, id, Tie::Alias, alias));
        });
        Names { recorded: Arc::new(by_text), laid: ByText::new() }
    }

    /// The names of the recorded law, shared, with those of some assumed records.
    pub(crate) fn with<'r>(&self, added: impl Iterator<Item = (Noun, &'r str, &'r crate::law::Text)>) -> Names {
        let mut laid = ByText::new();
        for (noun, id, text) in added {
            add(&mut laid, noun, id, Tie::Id, id);
            add(&mut laid, noun, id, Tie::Name, &text.en);
            add(&mut laid, noun, id, Tie::Name, &text.zh);
        }
        Names { recorded: Arc::clone(&self.recorded), laid }
    }

    /// Ids of the records of some nouns that are called so: where a text is the name of one and an alias of another,
    /// the one whose name it is.
    pub(crate) fn called(&self, nouns: &[Noun], text: &str) -> Vec<(Noun, String)> {
        let folded = fold(text);
        let entries = || {
            let all = [self.recorded.get(&folded), self.laid.get(&folded)].into_iter().flatten().flatten();
            all.filter(|e| nouns.contains(&e.noun))
        };
        let closest = entries().map(|e| e.tie).min();
        entries().filter(|e| Some(e.tie) == closest).map(|e| (e.noun, e.id.clone())).collect()
    }

    /// Ids of the records of some nouns whose names are nearest to a text, nearest first.
    pub(crate) fn nearest(&self, records: &Records, nouns: &[Noun], text: &str, most: usize) -> Vec<String> {
        let mut nearest: BTreeMap<(Noun, String), Rank> = BTreeMap::new();
        let mut offer = |noun: Noun, id: &str, name: &str| {
            let Some(rank) = nearness(name, text).filter(|_| nouns.contains(&noun)) else { return };
            nearest.entry((noun, id.to_owned())).and_modify(|best| *best = rank.min(*best)).or_insert(rank);
        };
        each(records, |noun, id, name, aliases| {
            let names = [id, &name.en, &name.zh].into_iter().chain(aliases.iter().map(String::as_str));
            names.for_each(|name| offer(noun, id, name));
        });
        for (name, entries) in &self.laid {
            entries.iter().for_each(|entry| offer(entry.noun, &entry.id, name));
        }
        let mut ranked: Vec<(Rank, String)> = nearest.into_iter().map(|((_, id), rank)| (rank, id)).collect();
        ranked.sort_unstable();
        let mut ids: Vec<String> = Vec::new();
        for (_, id) in ranked {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids.truncate(most);
        ids
    }
}

fn add(by_text: &mut ByText, noun: Noun, id: &str, tie: Tie, text: &str) {
    let folded = fold(text);
    if folded.is_empty() {
        return;
    }
    let entries = by_text.entry(folded).or_default();
    // The closer tie came first.
    if !entries.iter().any(|entry| entry.noun == noun && entry.id == id) {
        entries.push(Entry { noun, id: id.to_owned(), tie });
    }
}

/// Visits every record that has a name.
pub(crate) fn each(records: &Records, mut visit: impl FnMut(Noun, &str, &crate::law::Text, &[String])) {
    for (_, r) in records.markets.iter() {
        visit(Noun::Market, &r.code, &r.name, &r.aliases);
    }
    for (_, r) in records.blocs.iter() {
        visit(Noun::Bloc, &r.code, &r.name, &r.aliases);
    }
    for (_, r) in records.products.iter() {
        visit(Noun::Product, &r.id, &r.name, &r.aliases);
    }
    for (_, r) in records.attributes.iter() {
        visit(Noun::Attribute, &r.id, &r.name, &[]);
    }
    for (_, r) in records.norms.iter() {
        visit(Noun::Norm, &r.id, &r.name, &[]);
    }
    for (_, r) in records.editions.iter() {
        visit(Noun::Edition, &r.id, &crate::law::Text::default(), &[]);
    }
    for (_, r) in records.schemes.iter() {
        visit(Noun::Scheme, &r.id, &r.name, &r.aliases);
    }
    for (_, r) in records.bodies.iter() {
        visit(Noun::Body, &r.id, &r.name, &r.aliases);
    }
    for (_, r) in records.registers.iter() {
        visit(Noun::Register, &r.id, &r.name, &[]);
    }
    for (_, r) in records.agreements.iter() {
        visit(Noun::Agreement, &r.id, &r.name, &r.aliases);
    }
    for (_, r) in records.clauses.iter() {
        visit(Noun::Clause, &r.id, &r.name, &[]);
    }
    for (_, r) in records.requirements.iter() {
        visit(Noun::Requirement, &r.id, &r.name, &[]);
    }
}
