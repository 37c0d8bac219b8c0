//! What waiters and paginators say, as the contracts of their operations hold it.

use contract::{Contract, Method};

use super::{Absent, Methods, Paginator, Style, Waiter};
use crate::OperationInfo;

/// Adds each to the contract of the operation that it calls; the contracts are in the order of the operations.
pub(crate) fn tell(methods: &Methods, operations: &[OperationInfo], contracts: &mut [Contract]) {
    let waiters = methods.waiters.iter().map(|waiter| (&waiter.operation, wait(waiter)));
    let paginators = methods.paginators.iter().map(|paginator| (&paginator.operation, pages(paginator)));
    for (stem, method) in waiters.chain(paginators) {
        let mut told = operations.iter().zip(contracts.iter_mut());
        if let Some((_, contract)) = told.find(|(operation, _)| operation.stem == *stem) {
            contract.methods.push(method);
        }
    }
}

fn wait(waiter: &Waiter) -> Method {
    let at = &waiter.at;
    let mut method = Method::new(waiter.method(), at.clone());
    method.say("status", Some(&waiter.status), at);
    method.list("success", &waiter.success, at);
    method.list("failure", &waiter.failure, at);
    method.list("pending", &waiter.pending, at);
    let absent = waiter.absent.map(|absent| match absent {
        Absent::Success => "success",
        Absent::Failure => "failure",
    });
    method.say("absent", absent, at);
    method.say("first interval", Some(waiter.first.as_millis()), at);
    method.say("longest interval", Some(waiter.most.as_millis()), at);
    method.say("timeout", Some(waiter.timeout.as_millis()), at);
    method
}

fn pages(paginator: &Paginator) -> Method {
    let at = &paginator.at;
    let mut method = Method::new(paginator.method(), at.clone());
    let (style, first, next) = match &paginator.style {
        Style::Offset => ("offset", None, None),
        Style::Page(first) => ("page", Some(first), None),
        Style::Marker(next) => ("marker", None, Some(next)),
    };
    method.say("style", Some(style), at);
    method.say("parameter", Some(&paginator.parameter), at);
    method.say("first page", first, at);
    let limit = paginator.limit.as_ref();
    method.say("limit", limit.map(|(name, _)| name), at);
    method.say("default limit", limit.and_then(|(_, default)| *default), at);
    method.say("items", Some(&paginator.items), at);
    method.say("next", next, at);
    method.say("total", paginator.total.as_ref(), at);
    method.say("short page is last", Some(paginator.short_page_is_last), at);
    method
}
