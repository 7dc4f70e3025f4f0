//! Budgets: public constants, each with its reason. What a budget cuts off is said in the answer.

/// Whether a budget ends the search itself: where it cut, a stronger route may exist. Any other leaves the verdict whole,
/// and cuts only what is told beside it.
#[must_use]
pub fn of_the_search(budget: &str) -> bool {
    ["guards", "labels"].contains(&budget)
}

/// Clauses on one route (`semantics.md` §3.4, H): report → scheme certificate → national certificate → lawful
/// marketing → neighbour. Longer chains are possible on paper and useless in practice.
pub const HOPS: usize = 4;
/// Routes kept for one slot or status (`semantics.md` §4): sets of obligations can multiply without end.
pub const LABELS: usize = 64;
/// Routes shown for one requirement (`semantics.md` §3.7).
pub const ROUTES_SHOWN: usize = 5;
/// Guard evaluations for one question. The dearest real one, an accredited report for machinery in the thirty markets of the
/// EU's goods rules, takes 100,000 for a survey, and two surveys for each of ten facts that nobody stated: a second at most.
pub const GUARDS: u32 = 4_000_000;
/// Change points looked at in one direction: a paper's life meets a few dozen at most.
pub const CHANGES: usize = 256;
/// Unknown facts tried for being pivotal.
pub const PIVOTAL: usize = 48;
/// Papers in one portfolio.
pub const HOLDINGS: usize = 64;
/// Values in any list of a question.
pub const LIST: usize = 256;
/// Bytes in any text of a question.
pub const TEXT: usize = 512;
/// Bytes of a question as JSON: a full portfolio needs a tenth of it.
pub const QUESTION_BYTES: usize = 1 << 20;
/// Near misses shown for one requirement: more alternatives than anybody weighs at a time.
pub const NEAR_MISSES: usize = 6;
/// Changed questions asked to find the near misses of one answer: a requirement has a handful of candidates with one to
/// four acts each, and real answers need a few dozen. Each costs as much as surveying the requirement once.
pub const TRIALS: usize = 384;
/// Guard evaluations for all of them together: so the near misses never cost more than the answer may. The dearest real one, a
/// report for machinery in the thirty markets of the EU’s goods rules, takes more than 300,000.
pub const TRIAL_GUARDS: u32 = 500_000;
/// Days looked at in one direction for a date that mends: a clause, a paper and a listing have a dozen between them.
pub const TRIAL_DAYS: usize = 32;
/// Issuers tried for one certificate from a body that counts: the first that does is offered, and registers are long.
pub const TRIAL_ISSUERS: usize = 48;
/// Unknown facts that a case split looks at: all threes of them are twenty splits.
pub const REFINED_FACTS: usize = 6;
/// Cases of one split (`semantics.md` §3.6): three facts with four values each.
pub const REFINED_CASES: usize = 64;
/// Changes of assumed law laid on one law: between two neighbouring ids there is room for 255 assumed records, and a
/// hypothesis of more is another law, which wants a pack of its own.
pub const OVERLAY: usize = 200;
/// Bytes of an overlay as JSON.
pub const OVERLAY_BYTES: usize = 1 << 20;
/// Markets that one portfolio is shown to: four times those that exist.
pub const MARKETS: usize = 1_024;
/// Chains of clauses into one slot that are looked at: the real data has some dozens.
pub const CHAINS: usize = 2_048;
/// Days of issue, and bodies of a register, that are tried for one chain of clauses: bodies alike in seat and dates count once,
/// and the registers and memberships of the real data have some dozens of days.
pub const ALIKE: usize = 256;
/// Papers tried for one chain of clauses: what a paper can be is tried choice by choice, and few choices fail late.
pub const TRIES: usize = 4_096;
/// Markets of one plan: all of a trade bloc's partners at once.
pub const WANTED: usize = 64;
/// Certificates that are weighed for one plan; each adds a search over every wanted market.
pub const CANDIDATES: usize = 64;
/// Certificates up to which the lightest set is found for sure (`semantics.md` §4): 2^12 sets are quickly looked at.
pub const EXACT: usize = 12;
/// Sets that a plan shows: the best and what could be had instead.
pub const SETS: usize = 3;
