//! From the question as written to the question as understood: each word looked up, each error naming its field.

use super::error::QuestionError;
use super::inquiry::{
    Accreditor, BasisPaper, Inquiry, Issued, Issuer, Origin, Paper, Period, Product, Wanted, level_of,
};
use super::limits;
use super::question::{self, Many, Question, YesNo};
use crate::law::{
    Attribute, AttributeKind, Body, Day, Id, IssuerClass, Kind, Market, Place, ProductGroup, Record, Records, Scheme,
    Table, When,
};
use crate::names::{Names, Noun};
use std::collections::{BTreeMap, BTreeSet};

#[cfg(all(test, feature = "compile"))]
mod tests;

pub(crate) type Read<T> = Result<T, QuestionError>;

/// Reads the words of a question, or of an overlay, against the records.
pub(crate) struct Reader<'a> {
    pub(crate) records: &'a Records,
    pub(crate) names: &'a Names,
}

impl Inquiry {
    pub(crate) fn read(question: &Question, records: &Records, names: &Names) -> Read<Inquiry> {
        if question.holdings.is_empty() {
            return Err(QuestionError::new("empty", "holdings", "", "at least one paper in hand"));
        }
        Inquiry::read_wanting(question, records, names)
    }

    /// The same where no paper need be in hand: papers are what is asked for.
    pub(crate) fn read_wanting(question: &Question, records: &Records, names: &Names) -> Read<Inquiry> {
        let reader = Reader { records, names };
        if question.holdings.len() > limits::HOLDINGS {
            let got = question.holdings.len().to_string();
            return Err(QuestionError::new("too-many", "holdings", &got, &format!("at most {}", limits::HOLDINGS)));
        }
        let papers = question
            .holdings
            .iter()
            .enumerate()
            .map(|(i, holding)| reader.paper(i, holding))
            .collect::<Read<Vec<_>>>()?;
        let wanted_level = match &question.wanted.level {
            None => None,
            Some(question::Level::Number(n)) => Some(Wanted::Number(*n)),
            Some(question::Level::Name(name)) => Some(Wanted::Name(reader.text("wanted.level", name)?.to_owned())),
        };
        Ok(Inquiry {
            papers,
            product: reader.product(&question.product)?,
            origin: reader.origin(&question.origin)?,
            target: reader.place("market", &question.market)?,
            on: reader.day("on", &question.on)?,
            purpose: reader.purpose(question.wanted.purpose.as_deref())?,
            wanted_level,
            assume: question.assume.iter().map(|(k, v)| (k.clone(), *v == YesNo::Yes)).collect(),
            unused: unused(question),
            hops: limits::HOPS,
        })
    }
}

/// What a question states and nothing on record turns on, by the codes of [`super::Answer::not_examined`].
fn unused(question: &Question) -> Vec<&'static str> {
    let dated = |holding: &question::Holding| holding.dates.applied.is_some() || holding.dates.tested.is_some();
    [
        (question.holdings.iter().any(dated), "dates-of-application-and-test"),
        (question.product.manufactured.is_some(), "date-of-manufacture"),
        (question.product.text.is_some(), "product-description"),
    ]
    .into_iter()
    .filter_map(|(stated, code)| stated.then_some(code))
    .collect()
}

impl Inquiry {
    /// The same question about other papers, and goods of another origin.
    pub(crate) fn about(
        &self,
        holdings: &[question::Holding],
        origin: &question::Origin,
        records: &Records,
        names: &Names,
    ) -> Read<Inquiry> {
        let reader = Reader { records, names };
        let papers = holdings.iter().enumerate().map(|(i, holding)| reader.paper(i, holding));
        Ok(Inquiry { papers: papers.collect::<Read<Vec<_>>>()?, origin: reader.origin(origin)?, ..self.clone() })
    }
}

impl Reader<'_> {
    fn origin(&self, origin: &question::Origin) -> Read<Origin> {
        Ok(Origin {
            made_in: self.markets("origin.made_in", origin.made_in.as_ref())?,
            grown_in: self.markets("origin.grown_in", origin.grown_in.as_ref())?,
            last_processed_in: self.markets("origin.last_processed_in", origin.last_processed_in.as_ref())?,
            originating_in: self.markets("origin.originating_in", origin.originating_in.as_ref())?,
            shipped_from: self.markets("origin.shipped_from", origin.shipped_from.as_ref())?,
            marketed_in: self.markets("origin.marketed_in", origin.marketed_in.as_ref())?,
        })
    }

    pub(crate) fn text<'t>(&self, path: &str, text: &'t str) -> Read<&'t str> {
        if text.len() > limits::TEXT {
            let expected = format!("at most {} bytes of text", limits::TEXT);
            return Err(QuestionError::new("too-long", path, "", &expected));
        }
        Ok(text)
    }

    pub(crate) fn list<'m>(&self, path: &str, many: &'m Many) -> Read<&'m [String]> {
        let values = many.values();
        if values.len() > limits::LIST {
            let expected = format!("at most {} values", limits::LIST);
            return Err(QuestionError::new("too-many", path, &values.len().to_string(), &expected));
        }
        Ok(values)
    }

    fn day(&self, path: &str, text: &str) -> Read<Day> {
        let text = self.text(path, text)?;
        Day::parse(text)
            .ok_or_else(|| QuestionError::new("no-such-day", path, text, "a day of the calendar as YYYY-MM-DD"))
    }

    pub(crate) fn when(&self, path: &str, text: Option<&str>) -> Read<Option<When>> {
        let Some(text) = text else { return Ok(None) };
        let text = self.text(path, text)?;
        When::parse(text).map(Some).ok_or_else(|| {
            QuestionError::new("no-such-day", path, text, "a date as YYYY-MM-DD, YYYY-MM, YYYY, or `unknown`")
        })
    }

    /// The one record of some nouns that is called so; `find` knows it by its id.
    fn one<T: Copy>(
        &self,
        path: &str,
        nouns: &[Noun],
        text: &str,
        expected: &str,
        find: impl Fn(Noun, &str) -> Option<T>,
    ) -> Read<T> {
        let text = self.text(path, text)?;
        let called = self.names.called(nouns, text);
        let found: Vec<T> = called.iter().filter_map(|(noun, id)| find(*noun, id)).collect();
        match found.as_slice() {
            [one] => Ok(*one),
            [] => {
                let near = self.names.nearest(self.records, nouns, text, 5);
                Err(QuestionError::new("unknown", path, text, expected).near(near))
            }
            _ => {
                let ids = called.into_iter().map(|(_, id)| id).collect();
                Err(QuestionError::new("ambiguous", path, text, expected).near(ids))
            }
        }
    }

    pub(crate) fn id<T: Record>(
        &self,
        path: &str,
        noun: Noun,
        table: &Table<T>,
        text: &str,
        expected: &str,
    ) -> Read<Id<T>> {
        // Its own id is never ambiguous, whatever else is called so.
        match table.find(text) {
            Some(id) => Ok(id),
            None => self.one(path, &[noun], text, expected, |_, id| table.find(id)),
        }
    }

    pub(crate) fn market(&self, path: &str, text: &str) -> Read<Id<Market>> {
        self.id(path, Noun::Market, &self.records.markets, text, "a market's code or name")
    }

    fn markets(&self, path: &str, many: Option<&Many>) -> Read<Option<Vec<Id<Market>>>> {
        let Some(many) = many else { return Ok(None) };
        self.list(path, many)?.iter().map(|text| self.market(path, text)).collect::<Read<Vec<_>>>().map(Some)
    }

    pub(crate) fn place(&self, path: &str, text: &str) -> Read<Place> {
        let market = |code: &str| self.records.markets.find(code).map(Place::Market);
        let bloc = |code: &str| self.records.blocs.find(code).map(Place::Bloc);
        match market(text).or_else(|| bloc(text)) {
            Some(place) => Ok(place),
            None => {
                let expected = "the code or name of a market or bloc";
                self.one(path, &[Noun::Market, Noun::Bloc], text, expected, |noun, code| {
                    if noun == Noun::Market { market(code) } else { bloc(code) }
                })
            }
        }
    }

    pub(crate) fn word<T: Copy>(
        &self,
        path: &str,
        text: &str,
        all: &[T],
        parse: fn(&str) -> Option<T>,
        word: fn(T) -> &'static str,
    ) -> Read<T> {
        let text = self.text(path, text)?;
        parse(text).ok_or_else(|| {
            let words: Vec<&str> = all.iter().map(|w| word(*w)).collect();
            let mut near: Vec<(usize, &str)> =
                words.iter().map(|w| (strsim::damerau_levenshtein(w, text), *w)).collect();
            near.sort_unstable();
            let near = near.into_iter().take(3).map(|(_, w)| w.to_owned()).collect();
            QuestionError::new("unknown", path, text, &format!("one of {}", words.join(", "))).near(near)
        })
    }

    fn paper(&self, index: usize, holding: &question::Holding) -> Read<Paper> {
        let at = |field: &str| format!("holdings[{index}].{field}");
        let kind = match &holding.kind {
            None => None,
            Some(text) => Some(self.word(&at("kind"), text, Kind::ALL, Kind::parse, Kind::word)?),
        };
        let scheme = match (&holding.scheme, kind) {
            (Some(text), _) => {
                self.id(&at("scheme"), Noun::Scheme, &self.records.schemes, text, "a scheme's id or name")?
            }
            (None, Some(Kind::LawfulMarketing)) => {
                let written = "lawful-marketing";
                self.id(&at("scheme"), Noun::Scheme, &self.records.schemes, written, "a scheme's id or name")?
            }
            (None, _) => {
                return Err(QuestionError::new("missing", &at("scheme"), "", "a scheme's id or name"));
            }
        };
        let record = self.records.schemes.at(scheme);
        let kind = match kind {
            None => *record.kinds.first().ok_or_else(|| {
                QuestionError::new("missing", &at("kind"), "", "the kind of paper, since the scheme's is not recorded")
            })?,
            Some(kind) if record.kinds.contains(&kind) => kind,
            Some(kind) => {
                let issued: Vec<String> = record.kinds.iter().map(|k| k.word().to_owned()).collect();
                let expected = format!("a kind that `{}` issues", record.id);
                return Err(QuestionError::new("not-of-scheme", &at("kind"), kind.word(), &expected).near(issued));
            }
        };
        let issued = self.when(&at("issued"), holding.issued.as_deref())?;
        let expires = self.when(&at("expires"), holding.expires.as_deref())?;
        if let (Some(issued), Some(expires)) = (issued, expires)
            && expires.latest < issued.earliest
        {
            let expected = format!("a date on or after issue ({issued})");
            return Err(QuestionError::new("dates-out-of-order", &at("expires"), &expires.to_string(), &expected));
        }
        self.when(&at("dates.applied"), holding.dates.applied.as_deref())?;
        self.when(&at("dates.tested"), holding.dates.tested.as_deref())?;
        let (inactive, status_stated) = self.status(&at("status"), holding.status.as_ref())?;
        let basis = match &holding.basis {
            None => Vec::new(),
            Some(papers) if papers.len() > limits::LIST => {
                let expected = format!("at most {} papers", limits::LIST);
                return Err(QuestionError::new("too-many", &at("basis"), &papers.len().to_string(), &expected));
            }
            Some(papers) => papers
                .iter()
                .map(|paper| {
                    let path = at("basis.scheme");
                    let scheme =
                        self.id(&path, Noun::Scheme, &self.records.schemes, &paper.scheme, "a scheme's id or name")?;
                    let issuer =
                        paper.issuer.as_deref().map(|text| self.body(&at("basis.issuer"), text)).transpose()?;
                    let seat = issuer.and_then(|body| self.records.bodies.at(body).seat);
                    Ok(BasisPaper {
                        scheme,
                        issuer,
                        seat,
                        by_nobody: false,
                        owner: None,
                        holding: index,
                        itself: false,
                    })
                })
                .collect::<Read<Vec<_>>>()?,
        };
        Ok(Paper {
            holding: index,
            kind,
            scheme,
            attests: match &holding.attests {
                None => record.regime.clone().map(|regime| vec![regime]),
                Some(many) => Some(self.regimes(&at("attests"), many)?),
            },
            editions: self
                .list(&at("norm"), &holding.norm)?
                .iter()
                .map(|text| {
                    let expected = "a standard with its edition, as `IEC 60335-1:2020`";
                    self.id(&at("norm"), Noun::Edition, &self.records.editions, text, expected)
                })
                .collect::<Read<Vec<_>>>()?,
            deviations_tested: self.list(&at("deviations_tested"), &holding.deviations_tested)?.to_vec(),
            level: match &holding.level {
                None => None,
                Some(question::Level::Number(n)) => Some(*n),
                Some(question::Level::Name(name)) => Some(self.level(&at("level"), record, name)?),
            },
            issuer: self.issuer(&at("issuer"), &holding.issuer)?,
            issued: issued.map_or(Issued::NotStated, Issued::On),
            expires,
            inactive,
            status_stated,
            basis,
            basis_stated: holding.basis.is_some(),
            companions: Vec::new(),
        })
    }

    fn level(&self, path: &str, scheme: &Scheme, name: &str) -> Read<u8> {
        let name = self.text(path, name)?;
        level_of(scheme, name).ok_or_else(|| {
            let expected = format!("a level of `{}`, by name or number", scheme.id);
            QuestionError::new("unknown", path, name, &expected)
                .near(scheme.levels.iter().map(|level| level.en.clone()).collect())
        })
    }

    fn status(&self, path: &str, status: Option<&question::Status>) -> Read<(Vec<Period>, bool)> {
        let active = |state: &str| match state {
            "active" => Ok(true),
            "suspended" | "withdrawn" => Ok(false),
            other => {
                let near = ["active", "suspended", "withdrawn"].map(str::to_owned).to_vec();
                Err(QuestionError::new("unknown", path, other, "active, suspended or withdrawn").near(near))
            }
        };
        match status {
            None => Ok((Vec::new(), false)),
            Some(question::Status::Word(word)) => {
                let word = self.text(path, word)?;
                Ok((if active(word)? { Vec::new() } else { vec![(None, None)] }, true))
            }
            Some(question::Status::Periods(periods)) if periods.len() > limits::LIST => {
                let expected = format!("at most {} periods", limits::LIST);
                Err(QuestionError::new("too-many", path, &periods.len().to_string(), &expected))
            }
            Some(question::Status::Periods(periods)) => {
                let mut inactive = Vec::new();
                for period in periods {
                    let dates = (self.when(path, period.from.as_deref())?, self.when(path, period.until.as_deref())?);
                    if !active(self.text(path, &period.state)?)? {
                        inactive.push(dates);
                    }
                }
                Ok((inactive, true))
            }
        }
    }

    fn body(&self, path: &str, text: &str) -> Read<Id<Body>> {
        self.id(
            path,
            Noun::Body,
            &self.records.bodies,
            text,
            "a body's id or name; where it is not known, give its class and seat",
        )
    }

    fn issuer(&self, path: &str, issuer: &question::Issuer) -> Read<Issuer> {
        let at = |field: &str| format!("{path}.{field}");
        let body = issuer.body.as_deref().map(|text| self.body(&at("body"), text)).transpose()?;
        let recorded = body.and_then(|id| self.records.bodies.at(id).seat);
        let stated = issuer.seat.as_deref().map(|text| self.market(&at("seat"), text)).transpose()?;
        if let (Some(recorded), Some(stated)) = (recorded, stated)
            && recorded != stated
        {
            let expected = format!("the recorded seat of that body, {}", self.records.markets.at(recorded).code);
            return Err(QuestionError::new(
                "contradicts-record",
                &at("seat"),
                &self.records.markets.at(stated).code,
                &expected,
            ));
        }
        let class = match &issuer.class {
            None => None,
            Some(text) => {
                Some(self.word(&at("class"), text, IssuerClass::ALL, IssuerClass::parse, IssuerClass::word)?)
            }
        };
        let accredited_by = match issuer.accredited_by.as_deref() {
            None => None,
            Some(text) => match self.records.markets.find(text) {
                Some(market) => Some(Accreditor::Of(market)),
                None => Some(Accreditor::Body(self.body(&at("accredited_by"), text)?)),
            },
        };
        let recognised_by = match &issuer.recognised_by {
            None => None,
            Some(registers) if registers.len() > limits::LIST => {
                let expected = format!("at most {} registers", limits::LIST);
                return Err(QuestionError::new(
                    "too-many",
                    &at("recognised_by"),
                    &registers.len().to_string(),
                    &expected,
                ));
            }
            Some(registers) => Some(
                registers
                    .iter()
                    .map(|text| {
                        self.id(
                            &at("recognised_by"),
                            Noun::Register,
                            &self.records.registers,
                            text,
                            "a register's id or name",
                        )
                    })
                    .collect::<Read<Vec<_>>>()?,
            ),
        };
        let owner = issuer.owner.as_deref().map(|text| self.text(&at("owner"), text)).transpose()?.map(str::to_owned);
        Ok(Issuer { body, class, seat: stated.or(recorded), accredited_by, recognised_by, owner })
    }

    /// Regimes by their own names, or those of the schemes of a market or bloc.
    fn regimes(&self, path: &str, many: &Many) -> Read<Vec<String>> {
        let mut regimes = Vec::new();
        for text in self.list(path, many)? {
            let text = self.text(path, text)?;
            if self.records.schemes.iter().any(|(_, s)| s.regime.as_deref() == Some(text)) {
                regimes.push(text.to_owned());
                continue;
            }
            let place = self.place(path, text)?;
            regimes.push(text.to_owned());
            for (_, scheme) in self.records.schemes.iter() {
                if let (Some(home), Some(regime)) = (scheme.home, &scheme.regime)
                    && self.lies_in(place, home)
                    && !regimes.contains(regime)
                {
                    regimes.push(regime.clone());
                }
            }
        }
        Ok(regimes)
    }

    /// Whether a place is, or ever was, a part of another.
    fn lies_in(&self, place: Place, home: Place) -> bool {
        let members = |place: Place| -> Vec<Id<Market>> {
            match place {
                Place::Market(market) => vec![market],
                Place::Bloc(bloc) => self.records.blocs.at(bloc).members.iter().map(|m| m.market).collect(),
            }
        };
        let home_members = members(home);
        let parts = members(place);
        place == home || (!parts.is_empty() && parts.iter().all(|market| home_members.contains(market)))
    }

    fn purpose(&self, purpose: Option<&str>) -> Read<Option<String>> {
        let Some(text) = purpose else { return Ok(None) };
        if crate::law::Aspect::parse(text).is_some() {
            return Ok(Some(text.to_owned()));
        }
        let expected = "an aspect (safety, emc, radio …) or a requirement's id";
        let requirements = &self.records.requirements;
        let id = self.id("wanted.purpose", Noun::Requirement, requirements, text, expected)?;
        Ok(Some(requirements.at(id).id.clone()))
    }

    fn product(&self, product: &question::Product) -> Read<Product> {
        if let Some(text) = &product.text {
            self.text("product.text", text)?;
        }
        self.when("product.manufactured", product.manufactured.as_deref())?;
        let mut stated = BTreeSet::new();
        let mut given = false;
        for (path, many) in [("product.group", &product.group), ("product.subgroup", &product.subgroup)] {
            let Some(many) = many else { continue };
            given = true;
            for text in self.list(path, many)? {
                let code = text.starts_with(|first: char| first.is_ascii_digit());
                let expected = if code {
                    "a product group's id or name; an HS code goes into `hs`"
                } else {
                    "a product group's id or name"
                };
                stated.insert(self.id(path, Noun::Product, &self.records.products, text, expected)?);
            }
        }
        let parent = |group: &Id<ProductGroup>| self.records.products.at(*group).parent;
        // A group's ancestors are few; the bound stops a cycle that a foreign pack might hold.
        let above = |group: &Id<ProductGroup>| {
            let group = *group;
            std::iter::successors(parent(&group), parent).take(limits::LIST).filter(move |other| *other != group)
        };
        let wider: BTreeSet<Id<ProductGroup>> = stated.iter().flat_map(above).collect();
        let groups = stated.union(&wider).copied().collect();
        // A stated group that contains another stated one adds nothing.
        let narrowest = stated.difference(&wider).copied().collect();
        Ok(Product {
            groups: given.then_some(groups),
            stated: narrowest,
            hs: product.hs.as_deref().map(|text| self.hs(text)).transpose()?,
            attributes: product
                .attributes
                .iter()
                .map(|(name, value)| self.attribute(name, value))
                .collect::<Read<BTreeMap<_, _>>>()?,
        })
    }

    fn hs(&self, text: &str) -> Read<String> {
        let text = self.text("product.hs", text)?;
        let digits: String = text.chars().filter(|c| *c != '.' && *c != ' ').collect();
        let wrong = || {
            let expected = "an HS code of 2, 4 or 6 digits (8 or 10 of a national tariff), of the chapters 01 to 97 (77 is reserved)";
            QuestionError::new("no-such-code", "product.hs", text, expected)
        };
        // A code with letters is none of the Harmonized System; it is read only where the data itself draws a scope by it.
        if !digits.chars().all(|c| c.is_ascii_digit()) && !self.scope_code(&digits) {
            return Err(wrong());
        }
        if digits.chars().all(|c| c.is_ascii_digit()) && !matches!(digits.len(), 2 | 4 | 6 | 8 | 10) {
            return Err(wrong());
        }
        // Harmonized System 2022: 97 chapters, of which 77 is reserved for later use; 98 and 99 are left to the parties.
        let chapter = digits.get(..2).and_then(|chapter| chapter.parse::<u8>().ok());
        if chapter.is_some_and(|chapter| !(1..=97).contains(&chapter) || chapter == 77) {
            return Err(wrong());
        }
        Ok(digits)
    }

    fn scope_code(&self, code: &str) -> bool {
        use crate::law::{ProductTest, Reach};
        let names = |scope: &crate::law::Scope| {
            scope
                .include
                .iter()
                .chain(&scope.exclude)
                .flatten()
                .any(|test| matches!(test, ProductTest::Code(c, _) if c == code))
        };
        self.records.clauses.iter().any(|(_, c)| names(&c.scope))
            || self.records.requirements.iter().any(|(_, r)| names(&r.scope))
            || self.records.coverage.iter().any(|(_, c)| names(&c.scope))
            || self.records.listings.iter().any(|(_, l)| l.scope.as_ref().is_some_and(names))
            || self.records.bars.iter().any(|(_, b)| matches!(&b.reach, Reach::Product(scope) if names(scope)))
    }

    fn attribute(&self, name: &str, value: &question::Value) -> Read<(Id<Attribute>, String)> {
        let path = format!("product.attributes.{name}");
        self.text("product.attributes", name)?;
        let id = self.id(
            "product.attributes",
            Noun::Attribute,
            &self.records.attributes,
            name,
            "a recorded attribute of products",
        )?;
        let attribute = self.records.attributes.at(id);
        let written = match value {
            question::Value::Bool(true) => "yes".to_owned(),
            question::Value::Bool(false) => "no".to_owned(),
            question::Value::Number(n) => n.to_string(),
            question::Value::Text(text) => self.text(&path, text)?.to_owned(),
        };
        let wrong = |expected: &str, near: Vec<String>| {
            Err(QuestionError::new("wrong-value", &path, &written, expected).near(near))
        };
        match attribute.kind {
            AttributeKind::YesNo if written != "yes" && written != "no" => {
                wrong("yes or no", vec!["yes".into(), "no".into()])
            }
            AttributeKind::Number if written.parse::<i64>().is_err() => wrong("a whole number", Vec::new()),
            AttributeKind::Choice => {
                let meant = crate::names::fold(&written);
                let names = |v: &String| attribute.name_of(v).map(|name| [name.en.clone(), name.zh.clone()]);
                let called = |v: &&String| {
                    let names = names(v).into_iter().flatten().chain([(*v).clone()]);
                    names.into_iter().any(|name| crate::names::fold(&name) == meant)
                };
                match attribute.values.iter().find(called) {
                    Some(value) => Ok((id, value.clone())),
                    None => wrong("one of its values", attribute.values.clone()),
                }
            }
            AttributeKind::YesNo | AttributeKind::Number | AttributeKind::Text => Ok((id, written)),
        }
    }
}
