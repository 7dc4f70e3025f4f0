//! The facts of a record in words.

use crate::words::Words;
use comity::Description;

impl Words {
    /// A value of a fact: a word of a closed list, the name of a record, or what it is.
    pub(crate) fn fact(&self, description: &Description, key: &str, value: &str) -> String {
        let stem = match key {
            "kind" if description.noun.word() == "market" => "library.place",
            "kind" => "library.attribute",
            "kinds" => "kind",
            "issuers" | "classes" => "class",
            "status" => "library.status",
            "end-kind" => "library.end",
            "rules" => "library.rules",
            "effect" => "why.effect",
            "obligations" | "way-obligations" => "obligation",
            "form" | "duty" | "aspect" => key,
            "values" | "presumed" => return self.value(&description.id, value),
            // Dates, addresses and texts are what they are; so is what the notation of the data writes.
            _ => {
                let name = self.name(value);
                return if name == value { name } else { format!("{name} ({value})") };
            }
        };
        self.known(&format!("{stem}.{value}")).unwrap_or_else(|| value.to_owned())
    }
}
