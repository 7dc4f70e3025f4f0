//! What was found before, for all evaluations in which it comes out alike.
//!
//! One answer asks hundreds of questions: on other days, with a fact settled, with a paper changed. What they find of the
//! product hangs on nothing but the product, the presumptions about it that stand and the assumptions that are looked for
//! on the way; and which members of a bloc can be told apart, on the papers' schemes and the markets named besides.

use super::finding::Finding;
use super::guard::product;
use super::inquiry::Product;
use super::moment::{Consulted, Moment};
use super::twins::{self, Kinds, Reach};
use crate::law::{Attribute, Bloc, Id, Market, Place, Scheme, ScopeItem};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// What was worked out, each by what it hangs on. There are few: they are sought one after the other.
struct Kept<K, V>(RefCell<Vec<(K, Rc<V>)>>);

impl<K, V> Default for Kept<K, V> {
    fn default() -> Self {
        Kept(RefCell::default())
    }
}

impl<K: PartialEq, V> Kept<K, V> {
    /// What was worked out for a key, or is now.
    fn of(&self, key: K, work_out: impl FnOnce(&K) -> V) -> Rc<V> {
        let known = self.0.borrow().iter().find(|(known, _)| *known == key).map(|(_, value)| Rc::clone(value));
        known.unwrap_or_else(|| {
            let value = Rc::new(work_out(&key));
            self.0.borrow_mut().push((key, Rc::clone(&value)));
            value
        })
    }
}

/// What was found, by what it hangs on. For questions to one law only: scopes are known by where they lie in memory.
#[derive(Clone, Default)]
pub(crate) struct Shared(Rc<Kept<Subject, OfProduct>>);

/// What findings about the product hang on.
#[derive(PartialEq)]
struct Subject {
    product: Product,
    /// The attributes of which a value is presumed, where that depends on the papers in hand.
    presumed: Vec<Id<Attribute>>,
}

/// What was found of one product.
#[derive(Default)]
pub(crate) struct OfProduct {
    scopes: RefCell<BTreeMap<usize, Looked>>,
    reach: Kept<BTreeMap<String, bool>, Reach>,
    apart: Kept<Company, Apart>,
}

/// Whether the product is one of the items of a scope, and which assumptions were looked for.
struct Looked {
    finding: Finding,
    consulted: Consulted,
}

/// What it hangs on, besides the product, which records can matter and which markets are told apart by the question.
#[derive(PartialEq)]
struct Company {
    schemes: BTreeSet<Id<Scheme>>,
    named: BTreeSet<Id<Market>>,
    assume: BTreeMap<String, bool>,
}

/// What tells the members of blocs apart, and the members by kind.
pub(crate) struct Apart {
    places: BTreeSet<Place>,
    named: BTreeSet<Id<Market>>,
    kinds: Kept<Id<Bloc>, Kinds>,
}

impl Shared {
    /// What was found of the product of an evaluation.
    pub(crate) fn of_product(&self, moment: &Moment<'_>) -> Rc<OfProduct> {
        let subject = Subject { product: moment.ask.product.clone(), presumed: product::presumed(moment) };
        self.0.of(subject, |_| OfProduct::default())
    }
}

impl OfProduct {
    /// What is found of a scope: as before, where every assumption looked for then is what it was.
    pub(crate) fn among(&self, moment: &Moment<'_>, items: &[ScopeItem], look: impl FnOnce() -> Finding) -> Finding {
        let place = items.as_ptr().addr();
        if let Some(known) = self.scopes.borrow().get(&place)
            && known.consulted.iter().all(|(key, value)| moment.forced.get(key).copied() == *value)
        {
            for (key, _) in known.consulted.iter().filter(|(_, value)| value.is_some()) {
                moment.assuming(key.clone());
            }
            return known.finding.clone();
        }
        let (finding, consulted) = moment.consulting(look);
        self.scopes.borrow_mut().insert(place, Looked { finding: finding.clone(), consulted });
        finding
    }

    /// What tells members of blocs apart in an evaluation.
    pub(crate) fn apart(&self, moment: &Moment<'_>) -> Rc<Apart> {
        let company = Company {
            schemes: moment.ask.papers.iter().map(|paper| paper.scheme).collect(),
            named: twins::in_question(moment),
            assume: moment.ask.assume.clone(),
        };
        self.apart.of(company, |company| {
            let mut reach = Reach::clone(&self.reach.of(company.assume.clone(), |_| twins::of_product(moment)));
            reach.further(moment, company.schemes.iter().copied().collect());
            Apart { places: reach.places, named: company.named.clone(), kinds: Kept::default() }
        })
    }
}

impl Apart {
    /// The members of a bloc by kind.
    pub(crate) fn kinds(&self, moment: &Moment<'_>, bloc: Id<Bloc>) -> Rc<Kinds> {
        self.kinds.of(bloc, |bloc| twins::kinds(moment, *bloc, &self.places, &self.named))
    }
}
