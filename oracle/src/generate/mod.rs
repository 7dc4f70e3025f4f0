//! Small random universes and questions about them, weighted to the places where an evaluator goes wrong: days one apart,
//! dates known in part, facts not recorded, parallel and circular recognitions, coarse products, contested records.

mod chance;
mod dates;
mod law;
mod question;
mod treaty;

use chance::Chance;
use dates::Dates;
use serde_json::{Value, json};

/// A universe with questions about it.
#[derive(Clone, Debug)]
pub struct World {
    /// The law, as the member `universe` of the conformance format has it.
    pub universe: Value,
    /// The questions, as their `question`.
    pub questions: Vec<Value>,
    /// Whether all its dates lie so close together that every single day can be looked at.
    pub dense: bool,
}

/// Groups of products.
const GROUPS: [&str; 2] = ["g1", "g2"];

/// A paper's scheme as the other records need it.
#[derive(Clone)]
struct Scheme {
    id: String,
    kind: &'static str,
    home: Option<String>,
    regime: String,
    issuers: Vec<String>,
}

/// What is drawn before the records are: the cast.
struct Cast {
    economies: Vec<String>,
    blocs: Vec<String>,
    bodies: Vec<(String, String)>,
    schemes: Vec<Scheme>,
}

impl Cast {
    /// An economy or a bloc.
    fn place(&self, chance: &mut Chance) -> String {
        let bloc = !self.blocs.is_empty() && chance.percent(30);
        chance.pick(if bloc { &self.blocs } else { &self.economies }).clone()
    }

    fn body_of(&self, place: &str, chance: &mut Chance) -> Option<String> {
        let there: Vec<&String> = self.bodies.iter().filter(|(_, seat)| seat == place).map(|(id, _)| id).collect();
        (!there.is_empty()).then(|| (*chance.pick(&there)).clone())
    }
}

/// The world of a seed, the same on every machine, with so many questions about it.
///
/// At most 6 economies, 8 clauses and 3 papers in hand: the oracle enumerates.
#[must_use]
pub fn world(seed: u64, questions: usize) -> World {
    let mut chance = Chance::new(seed);
    let dense = chance.percent(3);
    let dates = Dates::new(&mut chance, dense);
    let (cast, blocs, schemes, bodies) = law::cast(&mut chance, &dates);
    let norms = law::norms();
    let requirements = law::requirements(&mut chance, &dates, &cast);
    let treaties = treaty::treaties(&mut chance, &dates, &cast, &requirements);
    let universe = json!({
        "as_of": dates.reviewed(&mut chance),
        "economies": cast.economies,
        "blocs": blocs,
        "norms": norms,
        "schemes": &schemes,
        "bodies": bodies,
        "listings": law::listings(&mut chance, &dates, &cast, &treaties.registers),
        "agreements": treaties.agreements,
        "clauses": treaties.clauses,
        "bars": law::bars(&mut chance, &dates, &cast, &treaties.clauses, &treaties.agreements),
        "coverage": law::coverage(&mut chance, &dates, &cast, &treaties.registers),
        "requirements": requirements,
    });
    // Only groups, attributes and regimes that the law knows can be stated.
    let law = universe.to_string();
    let known: Vec<&str> = GROUPS.into_iter().filter(|group| law.contains(&format!("\"{group}\""))).collect();
    let regimes: Vec<&str> = schemes.iter().filter_map(|scheme| scheme["regime"].as_str()).collect();
    let about = question::About {
        cast: &cast,
        clauses: &treaties.clauses,
        requirements: &requirements,
        groups: &known,
        regimes: &regimes,
        attribute: law.contains("\"volt\""),
    };
    let questions = (0..questions).map(|_| question::question(&mut chance, &dates, &about)).collect();
    World { universe, questions, dense }
}
