//! What the compiler demands of the data: every code it can print, how grave it is, and what it means.

use super::diagnostic::Severity;

/// Declares the rules: variant, code, severity, meaning.
macro_rules! rules {
    ($($variant:ident = $code:literal $severity:ident $meaning:literal),+ $(,)?) => {
        /// A rule of the data. `E` are faults of form, `D` the lints of `semantics.md` §5.1, `W` other warnings.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule { $(#[doc = $meaning] $variant),+ }

        impl Rule {
            /// Every rule, in order of its code.
            pub const ALL: &'static [Rule] = &[$(Rule::$variant),+];

            /// Its stable code.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Rule::$variant => $code),+ }
            }

            /// What it demands.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Rule::$variant => $meaning),+ }
            }

            /// How grave a breach is.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Rule::$variant => Severity::$severity),+ }
            }
        }
    };
}

rules! {
    Equivalent = "D1" Warning "an `equivalent` clause cites the place of its operative sentence",
    EquivalentByForm = "D2" Error "arrangements of bodies and of accreditation give `equivalent` only by a cited sentence in a verified record; trusted traders are a matter of governments",
    RulesOfPaper = "D3" Error "what a clause says about `rules` fits what it demands",
    OtherRules = "D3a" Warning "the papers a clause accepts attest the rules it demands",
    Mutual = "D4" Warning "a mutual text is two clauses, each the mirror of the other",
    Order = "D5" Error "dates are in order",
    EndUnexplained = "D6" Warning "an end says what becomes of papers in hand, or how it ended",
    IdleExclusion = "D7" Warning "an exclusion lies inside what is included",
    IndicativeAlone = "D8" Error "a code that only illustrates has a group beside it",
    GroupUncovered = "D8a" Warning "a product group names the codes outside which nothing belongs to it",
    VirtualSlot = "D9" Warning "a clause fills a slot that its target is recorded to ask for",
    UnaskedProduct = "D9a" Warning "of all goods that a clause covers its target is recorded to ask for the paper",
    BlocPurpose = "D10" Error "parties are markets, or blocs with the right purpose",
    SeatToday = "D10a" Warning "a clause that asks for the market's own issuers says whose, so that their seat is tested on the day too",
    Roles = "D11" Warning "schemes whose members only issue or only accept give their roles",
    ConflictingEffects = "D12" Error "records that conflict speak of one thing and differ in guards, not in effects",
    UnlinkedConflict = "D12a" Warning "two listings of one body on one register are separate in time, or say that they conflict",
    CoverageUndated = "D13" Warning "a coverage statement says from when it can be vouched for, and is not out of date",
    StatusUnproved = "D14" Warning "the markets whose lawful goods a clause takes have their requirements stated complete",
    StatusBasis = "D14a" Error "a status always rests on papers, so its clause cannot ask for `own` results",
    Unread = "D15" Error "a verified record rests on a source that was read",
    UnreadBasis = "D15a" Error "coverage and `equivalent` clauses rest on a source that was read, or are doubtful",
    Syntax = "E01" Error "the file is TOML",
    UnknownKey = "E02" Error "every key is known",
    MissingKey = "E03" Error "every needed key is there",
    Shape = "E04" Error "every value has the shape its key asks for",
    UnknownId = "E05" Error "every id that is named exists",
    TwiceDefined = "E06" Error "every id is defined once",
    UnknownWord = "E07" Error "closed lists are kept to",
    BadDate = "E08" Error "dates and spans are written as the guide says",
    BadItem = "E09" Error "scope items are written as the guide says",
    BadId = "E10" Error "ids are lower-case words joined by hyphens",
    EmptyName = "E11" Error "every name is there in both languages",
    Unsourced = "E12" Error "every agreement, clause, listing, requirement, coverage, bar and pending change names its sources",
    BadAddress = "E13" Error "addresses are whole web addresses",
    UnknownCode = "E14" Error "HS codes exist in HS 2022",
    WhichAgreement = "E15" Error "every clause belongs to one agreement",
    ForbiddenWords = "E16" Error "no text promises what recognition is not",
    Contradiction = "E17" Error "the keys of a record do not contradict each other",
    AttributeValue = "E18" Error "an attribute is tested against values it can take",
    NotParty = "E19" Error "a clause runs between parties of its agreement that have the role for it",
    Circle = "E20" Error "no product group is part of itself",
    EditionMark = "E21" Error "the data says which edition it is, once",
    LevelRange = "E22" Error "levels lie within the scheme's",
    PaperOfAnother = "E23" Error "a reissue makes a paper of the market that takes the foreign one",
    Unaccounted = "E24" Error "every record of the first reading became data, or it is said why not",
    AmbiguousAlias = "W01" Warning "a name stands for one record of its kind",
    Unreachable = "W02" Warning "every clause can be reached by some question",
    NothingIssues = "W03" Warning "every scheme says who issues it",
    SilentMarket = "W04" Warning "every market has a requirement",
    EmptyRegister = "W05" Warning "a register that a clause asks for, or that is closed, lists somebody",
    UnsourcedName = "W06" Warning "schemes, bodies and blocs name their sources",
    ReviewDue = "W08" Warning "a record is read again by its `review_by`",
    NoClauses = "W07" Warning "an agreement has clauses, or says that it grants nothing",
}
