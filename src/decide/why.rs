//! Reason codes: a closed list, so that every catalogue of `locales/` has words for each (`reason.<code>`).

use crate::law::words;

words! {
    /// Why a guard came out as it did, or what was presumed.
    Why {
        /// {record} in force since {from}.
        InForce = "in-force",
        /// {record} working since {from}.
        Operational = "operational",
        /// The day from which {clause} works is not on record.
        OperationNotRecorded = "operation-not-recorded",
        /// {record} signed; entry into force not on record.
        SignedOnly = "signed-only",
        /// {agreement} is suspended.
        Suspended = "suspended",
        /// {record} ended: last day {until}.
        Ended = "ended",
        /// {record} holds until {until}.
        Until = "until",
        /// Papers in hand count until {until}.
        PapersKeptUntil = "papers-kept-until",
        /// Papers issued by {until} go on counting.
        PapersKeptIfIssuedBy = "papers-kept-if-issued-by",
        /// {record} ended on {until}; what becomes of papers in hand is not on record.
        EndRuleNotRecorded = "end-rule-not-recorded",
        /// Gives way to {clause}.
        Overridden = "overridden",
        /// {market} recognises under {agreement}.
        MarketAccepts = "market-accepts",
        /// {market} does not recognise under {agreement} on that day.
        MarketDoesNotAccept = "market-does-not-accept",
        /// Where the issuer sits is not stated.
        SeatNotStated = "seat-not-stated",
        /// Where {body} sits is not on record.
        SeatNotRecorded = "seat-not-recorded",
        /// {market} is a party whose papers count.
        SeatInParty = "seat-in-party",
        /// Papers from {market} are not covered by {agreement}.
        SeatOutsideParties = "seat-outside-parties",
        /// {market} may issue under {agreement}.
        MayIssue = "may-issue",
        /// {market} may not issue under {agreement}.
        MayNotIssue = "may-not-issue",
        /// Dates of the party {party}.
        PartyDates = "party-dates",
        /// Membership of {market} in {bloc}.
        Membership = "membership",
        /// This kind of paper.
        ThisPaper = "this-paper",
        /// {clause} is about another paper.
        AnotherPaper = "another-paper",
        /// A valid {scheme} must also be in hand.
        MissingDocument = "missing-document",
        /// Whether the goods are marketed in {market} is not stated.
        MarketingNotStated = "marketing-not-stated",
        /// The goods are not among those marketed in {market}.
        MarketedElsewhere = "marketed-elsewhere",
        /// No particular rules are asked for.
        NoRulesDemanded = "no-rules-demanded",
        /// Whose rules the paper attests is not stated; wanted: {wanted}.
        RulesNotStated = "rules-not-stated",
        /// Attests the rules of {attested}.
        AttestsTheRules = "attests-the-rules",
        /// Attests the rules of {attested}; wanted: {wanted}.
        AttestsOtherRules = "attests-other-rules",
        /// No edition of a standard is asked for.
        NoEditionDemanded = "no-edition-demanded",
        /// The edition of the standard is not stated.
        EditionNotStated = "edition-not-stated",
        /// Whether {edition} is taken is not on record.
        EditionNotRecorded = "edition-not-recorded",
        /// Whether the newer {edition} is taken is not on record.
        NewerEditionNotRecorded = "newer-edition-not-recorded",
        /// The newer {edition} is taken.
        NewerEditionTaken = "newer-edition-taken",
        /// The newer {edition} is not taken.
        NewerEditionNotTaken = "newer-edition-not-taken",
        /// {edition} is a modified adoption, which counts for a conversion only.
        EditionModified = "edition-modified",
        /// {edition} does not correspond to what is taken.
        EditionNotEquivalent = "edition-not-equivalent",
        /// {edition} is taken.
        EditionTaken = "edition-taken",
        /// {edition} is not taken on that day.
        EditionOutOfPeriod = "edition-out-of-period",
        /// No level is asked for.
        NoLevelAsked = "no-level-asked",
        /// Recognised at level {recognised}, {asked} asked.
        LevelReached = "level-reached",
        /// Recognised at level {recognised} only, {asked} asked.
        LevelTooLow = "level-too-low",
        /// The level is not stated; {asked} is asked.
        LevelNotStated = "level-not-stated",
        /// The level that is wanted is not stated.
        WantedLevelNotStated = "wanted-level-not-stated",
        /// What a status rests on is not stated.
        BasisNotStated = "basis-not-stated",
        /// Which of a scheme's kinds of paper a slot asks for is not on record.
        SlotKindNotRecorded = "slot-kind-not-recorded",
        /// Rests on its own results.
        OwnResults = "own-results",
        /// The certificate is presumed to rest on its own results.
        OwnResultsPresumed = "own-results-presumed",
        /// Whether {clause} takes papers that rest on others is not on record.
        BasisRuleNotRecorded = "basis-rule-not-recorded",
        /// It rests on others’ results; {clause} takes own results only.
        RestsOnOthers = "rests-on-others",
        /// It may rest on others’ results.
        AnyBasis = "any-basis",
        /// It rests only on results that {clause} takes.
        BasisPermitted = "basis-permitted",
        /// It rests on results that {clause} does not take.
        BasisNotPermitted = "basis-not-permitted",
        /// The product is in the scope of {clause}.
        ProductInScope = "product-in-scope",
        /// The product is outside the scope of {clause}.
        ProductOutsideScope = "product-outside-scope",
        /// The product is excluded from {clause}.
        ProductExcluded = "product-excluded",
        /// The product is not stated precisely enough: {test}.
        ProductNotStatedPrecisely = "product-not-stated-precisely",
        /// The product is presumed to belong to no group but those stated.
        NoOtherGroup = "no-other-group",
        /// {attribute} is {value}.
        Attribute = "attribute",
        /// {attribute} is presumed to be {value}.
        AttributePresumed = "attribute-presumed",
        /// The text has no rule of origin.
        NoOriginRule = "no-origin-rule",
        /// The rule of origin of {clause} is not on record.
        OriginRuleNotRecorded = "origin-rule-not-recorded",
        /// Not stated: {fact}; wanted: {places}.
        OriginNotStated = "origin-not-stated",
        /// Only some of the stated places qualify: {places}.
        OriginMixed = "origin-mixed",
        /// {stated} qualifies.
        OriginMet = "origin-met",
        /// {stated} does not qualify; wanted: {places}.
        OriginElsewhere = "origin-elsewhere",
        /// Any issuer counts.
        AnyIssuer = "any-issuer",
        /// Who must have issued it under {clause} is not on record.
        IssuerRuleNotRecorded = "issuer-rule-not-recorded",
        /// On the register {register}, as stated.
        RecognisedAsStated = "recognised-as-stated",
        /// Not on the register {register}, as stated.
        NotRecognisedAsStated = "not-recognised-as-stated",
        /// Taken as stated: the issuer stands on the register {register}.
        RecognitionAsserted = "recognition-asserted",
        /// Presumed: being of its sort, the issuer stands on the register {register}.
        ClassStandsForRegister = "class-stands-for-register",
        /// The issuer is on record as {class}.
        IssuerClassRecorded = "issuer-class-recorded",
        /// The issuer is, as stated, {class}.
        IssuerClassStated = "issuer-class-stated",
        /// The issuer is {class}; wanted: {wanted}.
        IssuerClassDiffers = "issuer-class-differs",
        /// Taken as stated: the issuer is {class}.
        IssuerClassAsserted = "issuer-class-asserted",
        /// What sort of body issued it is not stated; wanted: {wanted}.
        IssuerClassNotStated = "issuer-class-not-stated",
        /// {class} is too general; wanted: {wanted}.
        IssuerClassTooGeneral = "issuer-class-too-general",
        /// Papers of {scheme} come from {class}.
        IssuerByNature = "issuer-by-nature",
        /// Presumed to be issued within {scheme}.
        IssuedWithinScheme = "issued-within-scheme",
        /// The issuing body is not named.
        IssuerNotNamed = "issuer-not-named",
        /// {body} is not on the register {register}.
        NotListed = "not-listed",
        /// {body} on the register {register} from {from} until {until}.
        ListedAtIssue = "listed-at-issue",
        /// {body} on the register {register} only from {from} until {until}.
        NotListedAtIssue = "not-listed-at-issue",
        /// {body} is still on the register {register}.
        StillListed = "still-listed",
        /// The listing of {body} ended on {until}, and its papers with it.
        PapersFellWithListing = "papers-fell-with-listing",
        /// No body of {seat} stood on the register {register} at issue.
        NobodyOfSeatListed = "nobody-of-seat-listed",
        /// Presumed to be a body of {seat} on the register {register}.
        IssuerOnRegister = "issuer-on-register",
        /// Who accredited the issuer is not stated.
        AccreditorNotStated = "accreditor-not-stated",
        /// The accreditation body is not on the record of {register}.
        AccreditorNotOnRecord = "accreditor-not-on-record",
        /// The accreditation body was not on the register {register}.
        AccreditorNotListed = "accreditor-not-listed",
        /// Anybody may issue {scheme}.
        AnybodyIssues = "anybody-issues",
        /// Any supplier draws up {scheme}, wherever it sits.
        SupplierIssues = "supplier-issues",
        /// {scheme} is the supplier’s own declaration, and the issuer is another sort of body: {class}.
        NotTheSuppliers = "not-the-suppliers",
        /// Presumed to be the supplier’s own declaration, no test house’s certificate: {scheme}.
        SuppliersOwn = "suppliers-own",
        /// The issuer in {market} sits outside the home of {scheme}.
        SeatOutsideHome = "seat-outside-home",
        /// The issuer is one of {scheme}’s own.
        NativeIssuer = "native-issuer",
        /// The issuer is not one of {scheme}’s own.
        NotANativeIssuer = "not-a-native-issuer",
        /// Issued {issued}.
        Issued = "issued",
        /// Issued on {issued} only.
        NotIssuedYet = "not-issued-yet",
        /// Valid until {expires}.
        ValidUntil = "valid-until",
        /// Expired: last day {expires}.
        Expired = "expired",
        /// No last day of validity is stated: taken as still running.
        NoEndStated = "no-end-stated",
        /// No last day is stated, and papers of this scheme usually end after {last}.
        OlderThanUsual = "older-than-usual",
        /// Issued {issued} under rules that were replaced: counted until {last}.
        RulesReplaced = "rules-replaced",
        /// No paper of the scheme was issued before {since}.
        NotIssuedThen = "not-issued-then",
        /// Papers of the scheme are no longer issued for these products.
        NoLongerIssued = "no-longer-issued",
        /// Active on that day.
        Active = "active",
        /// Suspended or withdrawn on that day.
        Inactive = "inactive",
        /// The certificate is presumed active.
        StatusActive = "status-active",
        /// The date of issue is not stated.
        IssueDateNotStated = "issue-date-not-stated",
        /// Issued {issued}: young enough until {last}.
        YoungEnough = "young-enough",
        /// Issued {issued}: too old since {last}.
        TooOld = "too-old",
        /// Papers issued earlier count too.
        EarlierPapersCount = "earlier-papers-count",
        /// Issued since the recognition began on {since}.
        IssuedSince = "issued-since",
        /// Issued before the recognition began on {since}.
        IssuedBeforeClause = "issued-before-clause",
        /// {clause} and {other} state this differently.
        Conflict = "conflict",
        /// {record} is contested.
        Doubtful = "doubtful",
        /// The bar {bar} applies.
        Barred = "barred",
        /// Dates of the bar {bar}.
        BarDates = "bar-dates",
        /// Whether the issuer is designated or recognised under {agreement} is not stated.
        DesignationNotStated = "designation-not-stated",
        /// The issuer is not named, and could be {body}, which is barred.
        IssuerMayBeBarred = "issuer-may-be-barred",
        /// Presumed to be accredited by the body of {market} on the register {register}.
        AccreditorPresumed = "accreditor-presumed",
        /// Who owns {body} is not stated; barred owners: {owners}.
        OwnerNotStated = "owner-not-stated",
        /// Whether all requirements of {market} are on record is not stated.
        RequirementsNotStatedComplete = "requirements-not-stated-complete",
        /// Dates of the requirement {requirement}.
        RequirementDates = "requirement-dates",
        /// Dates of the way {way} of {requirement}.
        WayDates = "way-dates",
        /// Nothing in hand is about it; it asks for {papers}.
        NothingInHand = "nothing-in-hand",
        /// It asks for several papers together, and not all are in hand: {papers}.
        NotAllInHand = "not-all-in-hand",
        /// No recognition on record takes {papers} in {market}.
        NothingTakesIt = "nothing-takes-it",
        /// Nothing on record goes further than {effect} for {papers}.
        NoFurther = "no-further",
    }
}

impl Why {
    /// Whether it only names the dates of a record.
    pub(crate) const fn merely_dates(self) -> bool {
        matches!(self, Why::PartyDates | Why::Membership | Why::RequirementDates | Why::WayDates | Why::BarDates)
    }
}
