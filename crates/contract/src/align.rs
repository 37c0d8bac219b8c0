//! Several contracts of one operation, side by side.

use std::collections::HashMap;

use crate::{Address, Contract, Element};

/// One address and what each witness says there, in the order of the witnesses.
#[derive(Clone, Debug)]
pub struct Aligned<'c> {
    /// The address, as the first witness that has it writes it.
    pub address: Address,
    /// What each witness says; `None` where it says nothing.
    pub told: Vec<Option<&'c Element>>,
}

/// Contracts of one operation, aligned address by address.
#[derive(Clone, Debug)]
pub struct Alignment<'c> {
    /// The witnesses, in the order in which they were given.
    pub contracts: Vec<&'c Contract>,
    /// Every address that any of them has.
    pub rows: Vec<Aligned<'c>>,
}

impl<'c> Alignment<'c> {
    /// The row of an address.
    pub fn get(&self, address: &Address) -> Option<&Aligned<'c>> {
        let key = address.key();
        self.rows.iter().find(|row| row.address.key() == key)
    }
}

/// Lays contracts side by side. The rows follow the first contract; what only later ones have comes after.
pub fn align<'c>(contracts: impl IntoIterator<Item = &'c Contract>) -> Alignment<'c> {
    let contracts: Vec<&Contract> = contracts.into_iter().collect();
    let mut rows: Vec<Aligned<'c>> = Vec::new();
    let mut index: HashMap<Address, usize> = HashMap::new();
    for (witness, contract) in contracts.iter().enumerate() {
        for element in &contract.elements {
            let row = *index.entry(element.address.key()).or_insert_with(|| {
                rows.push(Aligned { address: element.address.clone(), told: vec![None; contracts.len()] });
                rows.len() - 1
            });
            rows[row].told[witness].get_or_insert(element);
        }
    }
    Alignment { contracts, rows }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Place, Witness};

    fn contract(addresses: &[&str]) -> Contract {
        let mut contract = Contract::new(Witness::Spec, "spec");
        for address in addresses {
            contract.elements.push(Element::new(address.parse().unwrap(), Place::file("spec")));
        }
        contract
    }

    #[test]
    fn rows_follow_the_first_witness_and_additions_come_after() {
        let (one, two) = (contract(&["operation", "header X-A"]), contract(&["operation", "request", "header x-a"]));
        let alignment = align([&one, &two]);
        let shown: Vec<String> = alignment
            .rows
            .iter()
            .map(|row| format!("{} {:?}", row.address, row.told.iter().map(Option::is_some).collect::<Vec<_>>()))
            .collect();
        assert_eq!(shown, ["operation [true, true]", "header X-A [true, true]", "request [false, true]"]);
    }
}
