//! Budgets: public constants, each with its reason. What a budget cuts off is said in the answer.

/// Clauses on one route (`semantics.md` §3.4, H): report → scheme certificate → national certificate → lawful
/// marketing → neighbour. Longer chains are possible on paper and useless in practice.
pub const HOPS: usize = 4;
/// Routes kept for one slot or status (`semantics.md` §4): sets of obligations can multiply without end.
pub const LABELS: usize = 64;
/// Routes shown for one requirement (`semantics.md` §3.7).
pub const ROUTES_SHOWN: usize = 5;
/// Guard evaluations for one question: a thousand times what real questions need, well under a second.
pub const GUARDS: u32 = 400_000;
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
/// Recognitions shown where none holds, and guards that each may fail on: farther off, they explain nothing.
pub const NEAR_MISSES: usize = 3;
/// See [`NEAR_MISSES`].
pub const FAILED_GUARDS: usize = 2;
/// Markets that one portfolio is shown to: four times those that exist.
pub const MARKETS: usize = 1_024;
/// Chains of clauses into one slot that are looked at: the real data has some dozens.
pub const CHAINS: usize = 2_048;
/// Papers tried for one chain of clauses: what a paper can be is tried choice by choice, and few choices fail late.
pub const TRIES: usize = 1_024;
/// Markets of one plan: all of a trade bloc's partners at once.
pub const WANTED: usize = 64;
/// Certificates that are weighed for one plan; each adds a search over every wanted market.
pub const CANDIDATES: usize = 64;
/// Certificates up to which the lightest set is found for sure (`semantics.md` §4): 2^12 sets are quickly looked at.
pub const EXACT: usize = 12;
/// Sets that a plan shows: the best and what could be had instead.
pub const SETS: usize = 3;
