//! The names of recorded things in a reader's language, looked up by id.

use crate::words::Words;
use comity::law::{Bloc, Records, Text};
use std::collections::BTreeMap;

/// Names by id; none for a text that is about no law.
#[derive(Default)]
pub(crate) struct Names {
    texts: BTreeMap<String, Text>,
    /// Members of a bloc that have not left it, by its code.
    members: BTreeMap<String, Vec<String>>,
}

impl Names {
    pub(crate) fn of(records: &Records) -> Names {
        let mut texts = BTreeMap::new();
        // Where an id is given twice, the later holds: a scheme and its agreement share one, a market's code is the market.
        let mut name = |id: &str, text: &Text| {
            texts.insert(id.to_owned(), text.clone());
        };
        records.clauses.iter().for_each(|(_, r)| name(&r.id, &r.name));
        records.agreements.iter().for_each(|(_, r)| name(&r.id, &r.name));
        records.registers.iter().for_each(|(_, r)| name(&r.id, &r.name));
        records.requirements.iter().for_each(|(_, r)| name(&r.id, &r.name));
        records.bodies.iter().for_each(|(_, r)| name(&r.id, &r.name));
        records.attributes.iter().for_each(|(_, r)| name(&r.id, &r.name));
        for (_, attribute) in records.attributes.iter() {
            let named = attribute.values.iter().filter_map(|value| Some((value, attribute.name_of(value)?)));
            named.for_each(|(value, text)| name(&format!("{}={value}", attribute.id), text));
        }
        records.schemes.iter().for_each(|(_, r)| name(&r.id, &r.name));
        records.products.iter().for_each(|(_, r)| name(&r.id, &r.name));
        records.blocs.iter().for_each(|(_, r)| name(&r.code, &r.name));
        records.markets.iter().for_each(|(_, r)| name(&r.code, &r.name));
        let members = |bloc: &Bloc| {
            let staying = bloc.members.iter().filter(|member| member.until.is_none());
            staying.map(|member| records.markets.at(member.market).code.clone()).collect()
        };
        let members = records.blocs.iter().map(|(_, bloc)| (bloc.code.clone(), members(bloc))).collect();
        Names { texts, members }
    }
}

impl Words {
    /// The name of an id; what has no name is shown as it stands.
    pub(crate) fn name(&self, id: &str) -> String {
        if let Some(text) = self.names.texts.get(id).map(|text| self.pick(text)).filter(|text| !text.is_empty()) {
            return text.to_owned();
        }
        ["kind", "class", "aspect", "fact"]
            .iter()
            .find_map(|stem| self.known(&format!("{stem}.{id}")))
            .unwrap_or_else(|| id.to_owned())
    }

    /// What a value of an attribute of the product is called.
    pub(crate) fn value(&self, attribute: &str, value: &str) -> String {
        match value {
            "yes" | "no" => self.say(&format!("field.{value}"), &[]),
            _ => self.names.texts.get(&format!("{attribute}={value}")).map_or(value, |text| self.pick(text)).to_owned(),
        }
    }

    /// A line for each id that has a name of its own: the id and the name.
    pub(crate) fn called(&self, ids: &[String]) -> Vec<String> {
        let named = ids.iter().map(|id| (id, self.name(id))).filter(|(id, name)| *id != name);
        named.map(|(id, name)| format!("  {id}  {name}")).collect()
    }

    /// The members of a market, if it is a bloc: what each of them asks, the bloc does.
    pub(crate) fn asking<'w>(&'w self, market: &'w str) -> Vec<&'w str> {
        let members = self.names.members.get(market).into_iter().flatten();
        members.map(String::as_str).chain([market]).collect()
    }

    /// Several of them.
    pub(crate) fn names(&self, ids: &[String]) -> String {
        self.list(&ids.iter().map(|id| self.name(id)).collect::<Vec<_>>())
    }

    /// An argument of a reason or an act: an id, a list of ids, a part of a record, or a word of its own.
    pub(crate) fn argument(&self, name: &str, value: &str) -> String {
        match (name, value) {
            ("edition" | "level", _) => return value.to_owned(),
            (_, "open") => return self.say("why.open-end", &[]),
            _ => {}
        }
        let whole = self.name(value);
        if whole != value || value.contains("://") {
            return whole;
        }
        // `record/party`, and lists.
        let part = |id: &str| id.split('/').map(|id| self.name(id)).collect::<Vec<_>>().join(" · ");
        self.list(&value.split(", ").map(part).collect::<Vec<_>>())
    }
}
