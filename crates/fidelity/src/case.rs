//! All testimonies of one operation.

use contract::{Address, Aspect, Contract, Element, FieldPath, Place, Witness, align};

/// The testimonies of one operation. One that is missing is itself a finding.
#[derive(Clone, Debug)]
pub struct Case {
    /// The service's folder name: `drs`.
    pub service: String,
    /// The operation's stem: `batch_delete_jobs`.
    pub operation: String,
    /// What the vendor's pages say, an edition each.
    pub pages: Vec<Contract>,
    /// What our spec says.
    pub spec: Option<Contract>,
    /// What the generated Rust says.
    pub rust: Option<Contract>,
}

/// One address of an operation and what everybody says there.
#[derive(Clone, Debug)]
pub struct Subject<'c> {
    /// Which part of the operation.
    pub address: Address,
    /// What each page says, in the order of [`Case::pages`].
    pub pages: Vec<Option<&'c Element>>,
    /// What the spec says.
    pub spec: Option<&'c Element>,
    /// What the generated Rust says.
    pub rust: Option<&'c Element>,
}

impl Subject<'_> {
    /// Whether any page knows this part.
    pub fn on_a_page(&self) -> bool {
        self.pages.iter().any(Option::is_some)
    }
}

impl Case {
    /// Every part of the operation that anybody mentions.
    pub fn subjects(&self) -> Vec<Subject<'_>> {
        let witnesses = self.pages.iter().chain(&self.spec).chain(&self.rust);
        align(witnesses)
            .rows
            .into_iter()
            .map(|row| {
                let (pages, rest) = row.told.split_at(self.pages.len());
                let mut rest = rest.iter().copied();
                let spec = self.spec.as_ref().and_then(|_| rest.next()).flatten();
                let rust = self.rust.as_ref().and_then(|_| rest.next()).flatten();
                Subject { address: row.address, pages: pages.to_vec(), spec, rust }
            })
            .collect()
    }

    /// All contracts at hand, with pages first.
    pub fn contracts(&self) -> impl Iterator<Item = &Contract> {
        self.pages.iter().chain(&self.spec).chain(&self.rust)
    }

    /// Where a reader should look for what a witness does not say: the type of the nearest enclosing part that it has,
    /// which may stand elsewhere than the part itself, or the part, or the operation, or its file.
    pub fn nearest(&self, contract: &Contract, address: &Address) -> Place {
        let mut path = address.field_path().cloned().unwrap_or_else(FieldPath::root);
        loop {
            if let Some(element) = contract.get(&address.with_path(path.clone())) {
                let ty = element.facts.get(Aspect::Type).filter(|_| element.address.key() != address.key());
                return ty.map_or(&element.at, |ty| &ty.at).clone();
            }
            if path.0.pop().is_none() {
                break;
            }
        }
        contract.operation().map_or_else(|| Place::file(contract.source.file.clone()), |operation| operation.at.clone())
    }

    /// The contract of a witness.
    pub fn contract(&self, witness: &Witness) -> Option<&Contract> {
        self.contracts().find(|contract| contract.source.witness == *witness)
    }
}
