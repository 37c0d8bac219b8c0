//! The classes of defects.

use contract::Confidence::{self, High, Low, Medium};

/// Declares the classes in one table: name, how sure a defect of it is as a rule, what contradicts what, what the vendor
/// could do about it, and why it is as sure as that, and when it is less so.
macro_rules! classes {
    ($($variant:ident $name:literal $confidence:ident $about:literal $advice:literal $why:literal)*) => {
        /// A class of defects.
        ///
        /// Its name is stable: facts files hold it, and quirks refer to it.
        ///
        /// ```
        /// use docparse::Class;
        ///
        /// let class = Class::from_name("columns-swapped");
        /// assert_eq!(class.map(Class::about), Some("a type in the column of another cell"));
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Class {
            $(#[doc = $about] #[doc = ""] #[doc = $why] $variant,)*
        }

        impl Class {
            /// Every class, those of examples first.
            pub const ALL: &[Class] = &[$(Class::$variant,)*];

            /// Its name in kebab-case.
            pub fn as_str(self) -> &'static str {
                match self { $(Class::$variant => $name,)* }
            }

            /// How sure a defect of it is as a rule.
            pub fn confidence(self) -> Confidence {
                match self { $(Class::$variant => $confidence,)* }
            }

            /// What contradicts what.
            pub fn about(self) -> &'static str {
                match self { $(Class::$variant => $about,)* }
            }

            /// What the vendor could do about it.
            pub fn advice(self) -> &'static str {
                match self { $(Class::$variant => $advice,)* }
            }
        }
    };
}

classes! {
    ExampleUnparsable "example-unparsable" High "an example that is no JSON"
        "Correct the example so that it parses."
        "A parser says so. What is left out on purpose or noted in the margin (`...`, a comment, a second \
         document) is of medium confidence."
    ExampleDuplicateKey "example-duplicate-key" High "an example with one key twice in one object"
        "Remove or rename one of the two."
        "It stands there twice; readers of JSON see one of the two."
    ExampleUrl "example-url" High "the URL or method of an example, and the URI"
        "Correct the example, or the URI if the example is right."
        "Both are literal. Paths are compared segment by segment, variables fit anything."
    ExampleRoot "example-root" Medium "the outermost fields of an example, and the table of the body"
        "Add the missing outer object to the table or to the example."
        "No field is shared, so one of the two is wrong; which of several examples shows the whole body is a guess."
    ExampleType "example-type" High "the JSON type of a value in an example, and the table"
        "Correct the type in the table, or the value in the example."
        "As sure as the type: high from a column or a label, medium from a sentence. Texts that are masked or \
         empty are low."
    ExampleUnknownField "example-unknown-field" High "a field in an example, and the table, which lacks it"
        "Describe the field in the table, or remove it from the example."
        "The whole table was read. Low where another table of the body has a field of the name, and none where \
         the words say that any key goes."
    ExampleMissingField "example-missing-field" Medium "a mandatory field, and an example that leaves it out"
        "Add the field to the example, or make it optional in the table."
        "Examples are often shortened: only requests count, only where one example shows the case, and no \
         sentence makes the field conditional. Answers are low."
    ExampleNotAllowed "example-not-allowed" High "a value in an example, and the values that are allowed"
        "Add the value to those allowed, or use an allowed one in the example."
        "As sure as the list: high from a column or a label, medium from a sentence, and where only upper and lower \
         case differ. A list of one may have been read in part, and several values at once may be allowed: low."
    ExampleOutOfRange "example-out-of-range" High "a value in an example, and its limits"
        "Correct the limits, or the value in the example."
        "As sure as the limit. `0` and `-1` often mean none: low."
    ExampleNull "example-null" Low "a `null` in an example, and the table, which allows none"
        "Say in the table when the field is `null`."
        "Few tables say when a field may be `null`."
    PathVariableUndocumented "path-variable-undocumented" High "a variable of the URI that no row describes"
        "Describe the variable, or correct its name."
        "Neither a row nor a sentence has the name."
    PathParameterUnused "path-parameter-unused" High "a row among the path parameters, and the URI, which lacks it"
        "Correct the name, move the row to the table where it belongs, or remove it."
        "The row stands among the path parameters; low where another operation of the page has the variable."
    PathParameterOptional "path-parameter-optional" High "a variable of the path that may be left out"
        "Make it mandatory: no path can be built without it."
        "No path can be built without it."
    DuplicateRow "duplicate-row" High "two rows of one table for one name"
        "Keep the right one of the two."
        "The name stands there twice. Medium where two of type, presence and description differ in a table \
         of an answer or of an object."
    ColumnsSwapped "columns-swapped" High "a type in the column of another cell"
        "Move the cells to their columns."
        "No type says whether something is mandatory."
    PresenceContradicted "presence-contradicted" Medium "the column of presence, and the description"
        "Say the same in both."
        "Sentences are understood less surely than columns: only one that stands alone counts."
    DefaultNotAllowed "default-not-allowed" High "a default, and the values that are allowed"
        "Add the default to the allowed values, or correct it."
        "As sure as the less sure of the two facts. Another spelling is medium, a list of one low."
    DefaultOutOfRange "default-out-of-range" High "a default, and its limits"
        "Correct the limits or the default."
        "As sure as the less sure of the two facts. `0` and `-1` often mean none: low."
    DefaultType "default-type" Medium "a default, and the type"
        "Correct the type or the default."
        "A word where a number or a truth value should be may describe the default rather than be it."
    ValueOutOfRange "value-out-of-range" High "an allowed value, and its limits"
        "Correct the limits or the list of values."
        "As sure as the less sure of the two facts. `0` and `-1` often mean none: low."
    LimitsContradict "limits-contradict" High "a least value above the greatest"
        "Correct the limits."
        "As sure as the limits: no value is both."
    StatedTwice "stated-twice" Medium "two statements of one row about one thing, which differ"
        "State it once."
        "Both are labels, or both are sentences. A sentence may hold in a case that another sets: low."
    DuplicateValue "duplicate-value" High "one value twice among those allowed"
        "Remove one of the two, or correct it."
        "The value begins two items of one list."
    ObjectWithoutTable "object-without-table" Medium "a type with a name that no table describes"
        "Add the table, or refer to it."
        "The type may be described on a page that we were not given, though no reference says so."
    ObjectTableUnused "object-table-unused" Low "a table of an object that no row refers to"
        "Refer to it from the row of its object, or remove it."
        "The reader may have missed the reference."
    StatusNotListed "status-not-listed" Medium "a status code in the text, and the table of status codes, which lacks it"
        "Add it to the table, or correct the code."
        "The table may list only what the text does not explain."
    StatusWithoutBody "status-without-body" Low "error statuses that are listed, and no table of their bodies"
        "Describe the body of an error."
        "An omission, common to most pages."
    AlwaysNull "always-null" Low "a field with a type, and the sentence that says it is always `null`"
        "Remove the field, or say what it is for."
        "Such fields are often reserved on purpose."
    EndpointDescribedTwice "endpoint-described-twice" Medium "two pages about one endpoint"
        "Describe the endpoint on one page, or make the two agree."
        "Pages may be about two actions that share an endpoint: low where little else agrees."
    ObjectDescribedTwice "object-described-twice" Medium "two pages about one object"
        "Make the tables of the object agree."
        "Objects of one name may be two: told only where three quarters of their fields agree, and most pages \
         say otherwise."
}

impl Class {
    /// The class of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|class| class.as_str() == name)
    }
}
