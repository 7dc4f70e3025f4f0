//! A record as people can read it: its facts by name, what it leads to, and where it was read.

mod terms;

use crate::Law;
use crate::decide::{Named, SourceCited};
use crate::graph::RestsOn;
use crate::law::{
    Clause, Evidence, Fills, Id, Pending, Place, ProductTest, Reach, Record, Requirement, Scheme, Scope, Source, Table,
    Text, When,
};
use crate::names::Noun;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// One record described.
#[derive(Clone, Debug, Serialize)]
pub struct Description {
    /// What it is.
    pub noun: Noun,
    /// Its id.
    pub id: String,
    /// Its names.
    pub name: Text,
    /// Its facts: a key with words in `locales/` (`describe.<key>`), and the values: ids, words, dates.
    pub facts: Vec<(&'static str, Vec<String>)>,
    /// Records it leads to, by relation (`describe.<relation>`).
    pub related: Vec<Related>,
    /// For a market, a bloc or a requirement: what every foreign route into each paper asked for rests on, on the day of the data.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rests: Vec<Rests>,
    /// Where it was read.
    pub sources: Vec<SourceCited>,
    /// How sure it is; empty where the record states nothing that could be wrong.
    pub confidence: String,
}

/// A record that another leads to.
#[derive(Clone, Debug, Serialize)]
pub struct Related {
    /// How it is related.
    pub relation: &'static str,
    /// What it is.
    pub noun: Noun,
    /// Its id.
    pub id: String,
    /// Its names.
    pub name: Text,
}

/// What every foreign route into a paper that a requirement asks for rests on ([`Law::rests_on`]).
#[derive(Clone, Debug, Serialize)]
pub struct Rests {
    /// The requirement.
    pub requirement: String,
    /// The paper it asks for.
    pub paper: Named,
    /// Whether any recognition leads there.
    pub reached: bool,
    /// Agreements that all routes go through.
    pub agreements: Vec<Named>,
    /// Clauses that all routes go through.
    pub clauses: Vec<String>,
    /// Papers that all routes start from or make, other than the one asked for.
    pub papers: Vec<Named>,
}

impl Law {
    /// Describes every record that has this id; several nouns can share one.
    ///
    /// O(records). The answer is empty where nothing has the id: [`Law::nearest`] then suggests others.
    #[must_use]
    pub fn describe(&self, id: &str) -> Vec<Description> {
        let describer = Describer { law: self };
        [
            describer.market(id),
            describer.bloc(id),
            describer.product(id),
            describer.attribute(id),
            describer.scheme(id),
            describer.body(id),
            describer.register(id),
            describer.agreement(id),
            describer.clause(id),
            describer.requirement(id),
            describer.norm(id),
            describer.edition(id),
            describer.source(id),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

struct Describer<'a> {
    law: &'a Law,
}

impl Describer<'_> {
    fn start(&self, noun: Noun, id: &str, name: &Text) -> Description {
        Description {
            noun,
            id: id.to_owned(),
            name: name.clone(),
            facts: Vec::new(),
            related: Vec::new(),
            rests: Vec::new(),
            sources: Vec::new(),
            confidence: String::new(),
        }
    }

    fn rests(&self, mut description: Description, evidence: &Evidence) -> Description {
        let sources = &self.law.records().sources;
        description.sources =
            evidence.sources.iter().filter(|id| !id.assumed()).map(|id| sources.at(*id)).map(SourceCited::of).collect();
        description.confidence = evidence.confidence.word().to_owned();
        if !evidence.as_of.is_empty() {
            description.facts.push(("as-of", vec![evidence.as_of.clone()]));
        }
        description
    }

    fn place(&self, place: Place) -> String {
        terms::code(self.law.records(), place)
    }

    /// Bars that stand against something, and changes under way that touch it: told beside the facts, never applied to them.
    fn beside(
        &self,
        description: &mut Description,
        stops: impl Fn(&Reach) -> bool,
        touches: impl Fn(&Pending) -> bool,
    ) {
        let records = self.law.records();
        for (_, bar) in records.bars.iter().filter(|(_, bar)| stops(&bar.reach)) {
            let time = period(bar.from, bar.until);
            description.facts.push(("bar", vec![bar.name.en.clone(), bar.name.zh.clone(), time]));
        }
        for (_, pending) in records.pending.iter().filter(|(_, pending)| touches(pending)) {
            let time = period(pending.expected_from, None);
            description.facts.push(("pending", vec![pending.what.en.clone(), pending.what.zh.clone(), time]));
        }
    }

    fn places(&self, places: &[Place]) -> Vec<String> {
        places.iter().map(|place| self.place(*place)).collect()
    }

    fn schemes(&self, schemes: &[Id<Scheme>]) -> Vec<String> {
        schemes.iter().map(|id| self.law.records().schemes.at(*id).id.clone()).collect()
    }

    fn market(&self, id: &str) -> Option<Description> {
        let records = self.law.records();
        let market = records.markets.find(id)?;
        let record = records.markets.at(market);
        let mut description = self.start(Noun::Market, &record.code, &record.name);
        description.facts.push(("kind", vec![record.kind.word().to_owned()]));
        let here = |place: Place| match place {
            Place::Market(other) => other == market,
            Place::Bloc(bloc) => records.blocs.at(bloc).members.iter().any(|m| m.market == market),
        };
        let blocs = records.blocs.iter().filter(|(id, _)| here(Place::Bloc(*id))).map(|(_, b)| b.code.clone());
        push(&mut description, "member-of", blocs.collect());
        for (_, requirement) in records.requirements.iter().filter(|(_, r)| here(r.market)) {
            description.related.push(related("asks", Noun::Requirement, &requirement.id, &requirement.name));
        }
        for (_, agreement) in records.agreements.iter().filter(|(_, a)| a.parties.iter().any(|p| here(p.place))) {
            description.related.push(related("party-to", Noun::Agreement, &agreement.id, &agreement.name));
        }
        description.rests = self.rests_of(Place::Market(market), &|r| here(r.market));
        Some(description)
    }

    /// What the routes into each paper that these requirements ask for in a place rest on; a paper that several ways ask for
    /// once a requirement.
    fn rests_of(&self, place: Place, of: &dyn Fn(&Requirement) -> bool) -> Vec<Rests> {
        let records = self.law.records();
        let named = |id: &str, name: &Text| Named { id: id.to_owned(), name: name.clone() };
        let paper = |id: Id<Scheme>| named(&records.schemes.at(id).id, &records.schemes.at(id).name);
        let mut rests = Vec::new();
        let mut known: BTreeMap<Id<Scheme>, RestsOn> = BTreeMap::new();
        for (_, requirement) in records.requirements.iter().filter(|(_, r)| of(r)) {
            let slots: BTreeSet<Id<Scheme>> =
                requirement.ways.iter().flat_map(|way| &way.slots).map(|slot| slot.scheme).collect();
            for slot in slots {
                let on = known.entry(slot).or_insert_with(|| self.law.rests_on(place, slot, records.as_of));
                let agreements = on.agreements.iter().map(|id| records.agreements.at(*id));
                rests.push(Rests {
                    requirement: requirement.id.clone(),
                    paper: paper(slot),
                    reached: on.reached,
                    agreements: agreements.map(|a| named(&a.id, &a.name)).collect(),
                    clauses: on.clauses.iter().map(|id| records.clauses.at(*id).id.clone()).collect(),
                    papers: on.papers.iter().filter(|id| **id != slot).map(|id| paper(*id)).collect(),
                });
            }
        }
        rests
    }

    fn bloc(&self, id: &str) -> Option<Description> {
        let records = self.law.records();
        let bloc = records.blocs.find(id)?;
        let record = records.blocs.at(bloc);
        let mut description = self.start(Noun::Bloc, &record.code, &record.name);
        description.facts.push(("purpose", vec![record.purpose.clone()]));
        let members = record.members.iter().map(|m| {
            let code = &records.markets.at(m.market).code;
            format!("{code} {}", period(m.from, m.until)).trim_end().to_owned()
        });
        push(&mut description, "members", members.collect());
        description.rests = self.rests_of(Place::Bloc(bloc), &|r| r.market == Place::Bloc(bloc));
        Some(self.rests(description, &record.evidence))
    }

    fn product(&self, id: &str) -> Option<Description> {
        let records = self.law.records();
        let product = records.products.find(id)?;
        let record = records.products.at(product);
        let mut description = self.start(Noun::Product, &record.id, &record.name);
        push(&mut description, "aliases", record.aliases.clone());
        push(&mut description, "hs", record.hs.clone());
        push(&mut description, "covering", record.covering.clone());
        if let Some(parent) = record.parent {
            let parent = records.products.at(parent);
            description.related.push(related("part-of", Noun::Product, &parent.id, &parent.name));
        }
        for (_, part) in records.products.iter().filter(|(_, p)| p.parent == Some(product)) {
            description.related.push(related("contains", Noun::Product, &part.id, &part.name));
        }
        let mut wider = vec![product];
        while let Some(parent) =
            wider.last().and_then(|id| records.products.at(*id).parent).filter(|id| !wider.contains(id))
        {
            wider.push(parent);
        }
        let about = |scope: &Scope| {
            scope.include.iter().flatten().any(|test| matches!(test, ProductTest::Group(id) if wider.contains(id)))
        };
        for (_, requirement) in records.requirements.iter().filter(|(_, r)| about(&r.scope)) {
            description.related.push(related("asked-by", Noun::Requirement, &requirement.id, &requirement.name));
        }
        for (_, clause) in records.clauses.iter().filter(|(_, c)| about(&c.scope)) {
            description.related.push(related("covered-by", Noun::Clause, &clause.id, &clause.name));
        }
        Some(description)
    }

    fn attribute(&self, id: &str) -> Option<Description> {
        let records = self.law.records();
        let record = records.attributes.at(records.attributes.find(id)?);
        let mut description = self.start(Noun::Attribute, &record.id, &record.name);
        description.facts.push(("kind", vec![record.kind.word().to_owned()]));
        push(&mut description, "values", record.values.clone());
        push(&mut description, "presumed", record.presumed.clone().into_iter().collect());
        Some(description)
    }

    fn scheme(&self, id: &str) -> Option<Description> {
        let records = self.law.records();
        let scheme = records.schemes.find(id)?;
        let record = records.schemes.at(scheme);
        let mut description = self.start(Noun::Scheme, &record.id, &record.name);
        push(&mut description, "aliases", record.aliases.clone());
        push(&mut description, "kinds", record.kinds.iter().map(|k| k.word().to_owned()).collect());
        push(&mut description, "home", record.home.map(|home| self.place(home)).into_iter().collect());
        push(&mut description, "issuers", record.issuers.classes.iter().map(|c| c.word().to_owned()).collect());
        let level =
            |name: &Text| if name.en == name.zh { name.en.clone() } else { format!("{} / {}", name.en, name.zh) };
        push(&mut description, "levels", record.levels.iter().map(level).collect());
        push(&mut description, "verify", record.verify.clone().into_iter().collect());
        extend(&mut description, terms::age(records, record));
        self.beside(
            &mut description,
            |reach| *reach == Reach::Scheme(scheme),
            |pending| pending.schemes.contains(&scheme),
        );
        for (_, requirement) in records.requirements.iter().filter(|(_, r)| asks_for(r, scheme)) {
            description.related.push(related("asked-by", Noun::Requirement, &requirement.id, &requirement.name));
        }
        for (_, clause) in records.clauses.iter() {
            let relation = if clause.schemes.contains(&scheme) {
                "recognised-by"
            } else if leads_to(clause, scheme) {
                "filled-by"
            } else {
                continue;
            };
            description.related.push(related(relation, Noun::Clause, &clause.id, &clause.name));
        }
        Some(self.rests(description, &record.evidence))
    }

    fn body(&self, id: &str) -> Option<Description> {
        let records = self.law.records();
        let body = records.bodies.find(id)?;
        let record = records.bodies.at(body);
        let mut description = self.start(Noun::Body, &record.id, &record.name);
        push(
            &mut description,
            "seat",
            record.seat.map(|seat| records.markets.at(seat).code.clone()).into_iter().collect(),
        );
        push(&mut description, "classes", record.classes.iter().map(|c| c.word().to_owned()).collect());
        push(&mut description, "owners", record.owners.clone().unwrap_or_default());
        let listed = records.listings.iter().filter(|(_, l)| l.body == body).map(|(_, l)| {
            let register = &records.registers.at(l.register).id;
            format!("{register} {}", period(l.from, l.until)).trim_end().to_owned()
        });
        push(&mut description, "listed", listed.collect());
        self.beside(&mut description, |reach| *reach == Reach::Body(body), |_| false);
        Some(self.rests(description, &record.evidence))
    }

    fn register(&self, id: &str) -> Option<Description> {
        let records = self.law.records();
        let register = records.registers.find(id)?;
        let record = records.registers.at(register);
        let mut description = self.start(Noun::Register, &record.id, &record.name);
        push(&mut description, "verify", record.url.clone().into_iter().collect());
        let closed =
            records.coverage.iter().filter(|(_, c)| c.register == Some(register)).map(|(_, c)| c.as_of.to_string());
        push(&mut description, "stated-complete", closed.collect());
        let listed = self.law.listings_of(register).iter().map(|id| {
            let listing = records.listings.at(*id);
            let body = &records.bodies.at(listing.body).id;
            format!("{body} {}", period(listing.from, listing.until)).trim_end().to_owned()
        });
        push(&mut description, if record.by_seat { "listed-by-seat" } else { "listed" }, listed.collect());
        Some(description)
    }

    fn agreement(&self, id: &str) -> Option<Description> {
        let records = self.law.records();
        let agreement = records.agreements.find(id)?;
        let record = records.agreements.at(agreement);
        let mut description = self.start(Noun::Agreement, &record.id, &record.name);
        description.facts.push(("form", vec![record.form.word().to_owned()]));
        description.facts.push(("status", vec![record.status.word().to_owned()]));
        let parties = record.parties.iter().map(|p| {
            let role = match (p.may_issue, p.must_accept) {
                (true, false) => " (issue)",
                (false, true) => " (accept)",
                _ => "",
            };
            format!("{}{role} {}", self.place(p.place), period(p.from, p.until)).trim_end().to_owned()
        });
        push(&mut description, "parties", parties.collect());
        for (key, date) in [
            ("signed", record.signed),
            ("in-force", record.in_force),
            ("operational-from", record.operational_from),
            ("ended", record.ended),
        ] {
            push(&mut description, key, date.map(|d| d.to_string()).into_iter().collect());
        }
        push(&mut description, "end-kind", record.end_kind.map(|k| k.word().to_owned()).into_iter().collect());
        push(&mut description, "outlived", record.outlived.iter().map(ToString::to_string).collect());
        push(&mut description, "on-end", terms::on_end(record.on_end));
        extend(&mut description, terms::products(records, &record.about));
        self.beside(
            &mut description,
            |reach| *reach == Reach::Agreement(agreement),
            |pending| pending.agreements.contains(&agreement),
        );
        if let Some(text) = &record.grants_nothing {
            push(&mut description, "grants-nothing", vec![text.en.clone(), text.zh.clone()]);
        }
        for older in &record.supersedes {
            let older = records.agreements.at(*older);
            description.related.push(related("supersedes", Noun::Agreement, &older.id, &older.name));
        }
        for newer in self.law.superseded_by(agreement) {
            let newer = records.agreements.at(*newer);
            description.related.push(related("superseded-by", Noun::Agreement, &newer.id, &newer.name));
        }
        for (_, clause) in records.clauses.iter().filter(|(_, c)| c.agreement == agreement) {
            description.related.push(related("clause", Noun::Clause, &clause.id, &clause.name));
        }
        Some(self.rests(description, &record.evidence))
    }

    fn clause(&self, id: &str) -> Option<Description> {
        let records = self.law.records();
        let clause = records.clauses.find(id)?;
        let record = records.clauses.at(clause);
        let mut description = self.start(Noun::Clause, &record.id, &record.name);
        push(&mut description, "place", vec![record.place.clone()]);
        let from = record.from.as_ref().map_or_else(|| vec!["any".to_owned()], |from| self.places(from));
        push(&mut description, "from", from);
        push(&mut description, "to", self.places(&record.to));
        push(&mut description, "takes", self.schemes(&record.schemes));
        push(&mut description, "with", self.schemes(&record.needs_all));
        extend(&mut description, terms::of_clause(records, record));
        push(&mut description, "rules", vec![record.rules.word().to_owned()]);
        push(&mut description, "effect", vec![record.effect.word().to_owned()]);
        push(&mut description, "duty", vec![record.duty.word().to_owned()]);
        let fills = match (&record.issues, &record.fills) {
            (Some(issues), _) => self.schemes(&[issues.scheme]),
            (None, Fills::All) => vec!["all".to_owned()],
            (None, Fills::Schemes(schemes)) => self.schemes(schemes),
        };
        push(&mut description, if record.issues.is_some() { "issues" } else { "fills" }, fills);
        for (key, date) in [
            ("in-force", record.in_force),
            ("operational-from", record.operational_from),
            ("since", record.since),
            ("until", record.until),
        ] {
            push(&mut description, key, date.map(|d| d.to_string()).into_iter().collect());
        }
        push(&mut description, "end-kind", record.end_kind.map(|k| k.word().to_owned()).into_iter().collect());
        push(&mut description, "on-end", terms::on_end(record.on_end));
        push(&mut description, "obligations", record.obligations.iter().map(|o| o.kind.word().to_owned()).collect());
        self.beside(&mut description, |reach| *reach == Reach::Clause(clause), |_| false);
        let agreement = records.agreements.at(record.agreement);
        description.related.push(related("of-agreement", Noun::Agreement, &agreement.id, &agreement.name));
        let overriding =
            records.clauses.iter().filter(|(_, c)| c.overrides.contains(&clause)).map(|(id, _)| ("gives-way-to", id));
        let others = [("mirror", record.mirror_of), ("contested-by", record.conflicts_with)];
        let others = others.into_iter().filter_map(|(relation, id)| Some((relation, id?)));
        let overridden = record.overrides.iter().map(|id| ("overrides", *id));
        for (relation, id) in others.chain(overridden).chain(overriding) {
            let other = records.clauses.at(id);
            description.related.push(related(relation, Noun::Clause, &other.id, &other.name));
        }
        Some(self.rests(description, &record.evidence))
    }

    fn requirement(&self, id: &str) -> Option<Description> {
        let records = self.law.records();
        let record = records.requirements.at(records.requirements.find(id)?);
        let mut description = self.start(Noun::Requirement, &record.id, &record.name);
        push(&mut description, "market", vec![self.place(record.market)]);
        push(&mut description, "aspect", vec![record.aspect.word().to_owned()]);
        extend(&mut description, terms::products(records, &record.scope));
        push(&mut description, "legal-basis", vec![record.legal_basis.clone()]);
        push(&mut description, "dates", vec![period(record.from, record.until)]);
        for way in &record.ways {
            let slots: Vec<String> = way.slots.iter().map(|slot| records.schemes.at(slot.scheme).id.clone()).collect();
            description.facts.push(("way", vec![way.id.clone(), slots.join(" + "), period(way.from, way.until)]));
            push(
                &mut description,
                "way-obligations",
                way.obligations.iter().map(|o| o.kind.word().to_owned()).collect(),
            );
            for slot in &way.slots {
                let scheme = records.schemes.at(slot.scheme);
                let other = related("asks-for", Noun::Scheme, scheme.id(), &scheme.name);
                if !description.related.iter().any(|r| r.id == other.id) {
                    description.related.push(other);
                }
            }
        }
        description.rests = self.rests_of(record.market, &|other| std::ptr::eq(other, record));
        Some(self.rests(description, &record.evidence))
    }

    /// A page or document by its address: every record that was read there.
    fn source(&self, url: &str) -> Option<Description> {
        let records = self.law.records();
        let here: BTreeSet<Id<Source>> =
            records.sources.iter().filter(|(_, source)| source.url == url).map(|(id, _)| id).collect();
        let first = records.sources.at(*here.first()?);
        let mut description = self.start(Noun::Source, url, &Text { en: first.says.clone(), zh: String::new() });
        let cited = here.iter().map(|id| records.sources.at(*id));
        description.sources = cited.map(SourceCited::of).collect();
        description.sources.sort_by(|a, b| (&a.says, &a.read).cmp(&(&b.says, &b.read)));
        description.sources.dedup();
        description.related = [
            citing(&records.agreements, Noun::Agreement, &here, |a| (&a.evidence, &a.name)),
            citing(&records.clauses, Noun::Clause, &here, |c| (&c.evidence, &c.name)),
            citing(&records.requirements, Noun::Requirement, &here, |r| (&r.evidence, &r.name)),
            citing(&records.schemes, Noun::Scheme, &here, |s| (&s.evidence, &s.name)),
            citing(&records.bodies, Noun::Body, &here, |b| (&b.evidence, &b.name)),
            citing(&records.blocs, Noun::Bloc, &here, |b| (&b.evidence, &b.name)),
        ]
        .concat();
        Some(description)
    }

    fn norm(&self, id: &str) -> Option<Description> {
        let records = self.law.records();
        let norm = records.norms.find(id)?;
        let record = records.norms.at(norm);
        let mut description = self.start(Noun::Norm, &record.id, &record.name);
        for (_, edition) in records.editions.iter().filter(|(_, edition)| edition.norm == Some(norm)) {
            description.related.push(related("edition", Noun::Edition, &edition.id, &record.name));
        }
        Some(description)
    }

    fn edition(&self, id: &str) -> Option<Description> {
        let records = self.law.records();
        let record = records.editions.at(records.editions.find(id)?);
        let name = record.norm.map(|norm| records.norms.at(norm).name.clone()).unwrap_or_default();
        let mut description = self.start(Noun::Edition, &record.id, &name);
        push(&mut description, "published", record.published.map(|d| d.to_string()).into_iter().collect());
        let adopts = record.adoptions.iter().map(|a| format!("{} {}", records.editions.at(a.of).id, a.degree));
        push(&mut description, "adopts", adopts.collect());
        if let Some(norm) = record.norm {
            let norm = records.norms.at(norm);
            description.related.push(related("of-norm", Noun::Norm, &norm.id, &norm.name));
        }
        Some(description)
    }
}

fn push(description: &mut Description, key: &'static str, values: Vec<String>) {
    let values: Vec<String> = values.into_iter().filter(|value| !value.is_empty()).collect();
    if !values.is_empty() {
        description.facts.push((key, values));
    }
}

fn extend(description: &mut Description, terms: terms::Terms) {
    for (key, values) in terms {
        push(description, key, values);
    }
}

/// Records of a table that rest on one of some sources.
fn citing<R: Record>(
    table: &Table<R>,
    noun: Noun,
    sources: &BTreeSet<Id<Source>>,
    of: impl Fn(&R) -> (&Evidence, &Text),
) -> Vec<Related> {
    let cites = |record: &&R| of(record).0.sources.iter().any(|source| sources.contains(source));
    let citing = table.iter().map(|(_, record)| record).filter(cites);
    citing.map(|record| related("cited-by", noun, record.id(), of(record).1)).collect()
}

fn related(relation: &'static str, noun: Noun, id: &str, name: &Text) -> Related {
    Related { relation, noun, id: id.to_owned(), name: name.clone() }
}

fn period(from: Option<When>, until: Option<When>) -> String {
    match (from, until) {
        (None, None) => String::new(),
        (from, until) => {
            let written = |date: Option<When>| date.map(|d| d.to_string()).unwrap_or_default();
            format!("{}..{}", written(from), written(until))
        }
    }
}

fn asks_for(requirement: &Requirement, scheme: Id<Scheme>) -> bool {
    requirement.ways.iter().flat_map(|way| &way.slots).any(|slot| slot.scheme == scheme)
}

fn leads_to(clause: &Clause, scheme: Id<Scheme>) -> bool {
    let filled = matches!(&clause.fills, Fills::Schemes(schemes) if schemes.contains(&scheme));
    filled || clause.issues.as_ref().is_some_and(|issues| issues.scheme == scheme)
}
