//! The request of every operation, by the names that its documentation has for its arguments.

use std::collections::{BTreeMap, BTreeSet};
use std::pin::Pin;
use std::sync::LazyLock;

use contract::{Address, Element, ParameterIn};
use huaweicloud_core::{Config, Error, InvalidRequest, ResponseValue, Token};
use serde_json::Value;

/// The request of an operation.
pub struct Request {
    /// The service.
    pub service: &'static str,
    /// The stem of the operation.
    pub operation: &'static str,
    /// The addresses of its arguments: `path project_id`, `request`.
    pub arguments: &'static [&'static str],
    check: fn(&Given) -> Result<(), InvalidRequest>,
    send: fn(Config, Given) -> Answer,
}

/// An answer that the operation takes for a success, or its error; without the type of the body.
type Answer = Pin<Box<dyn Future<Output = Result<ResponseValue<()>, Error>>>>;

impl Request {
    /// Holds the request against the documentation, as `send` does before it sends anything.
    ///
    /// # Errors
    /// What it breaks.
    pub fn check(&self, given: &Given) -> Result<(), InvalidRequest> {
        for name in given.arguments.keys() {
            assert!(self.arguments.contains(&name.as_str()), "`{}` has no argument `{name}`", self.operation);
        }
        (self.check)(given)
    }

    /// Sends it to wherever the configuration says.
    ///
    /// # Errors
    /// Those of the client.
    pub async fn send(&self, config: &Config, given: &Given) -> Result<ResponseValue<()>, Error> {
        (self.send)(config.clone(), given.clone()).await
    }
}

/// The request of an operation.
pub fn find(service: &str, operation: &str) -> &'static Request {
    let mut found = REQUESTS.iter().filter(|request| (request.service, request.operation) == (service, operation));
    found.next().unwrap_or_else(|| panic!("no request `{operation}` of `{service}` is listed"))
}

/// What a caller gives.
#[derive(Clone, Debug, Default)]
pub struct Given {
    arguments: BTreeMap<String, Value>,
    allowed: BTreeSet<String>,
}

impl Given {
    /// The value of an argument.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.arguments.get(name)
    }

    /// Gives an argument its value.
    pub fn set(&mut self, name: &str, value: Value) {
        self.arguments.insert(name.to_owned(), value);
    }

    /// Leaves an argument out.
    pub fn remove(&mut self, name: &str) {
        self.arguments.remove(name);
    }

    /// Allows what is not documented at a path of the request.
    pub fn allow(&mut self, path: &str) {
        self.allowed.insert(path.to_owned());
    }

    /// The argument as the type that its setter takes.
    fn argument<T: serde::de::DeserializeOwned>(&self, name: &str) -> Option<T> {
        let value = self.get(name)?.clone();
        Some(serde_json::from_value(value).unwrap_or_else(|err| panic!("{name}: {err}")))
    }
}

/// Whether the runtime sends it, not the generated request.
pub fn is_of_the_runtime(element: &Element) -> bool {
    matches!(&element.address, Address::Parameter(ParameterIn::Header, name)
        if ["x-auth-token", "content-type"].contains(&&*name.to_ascii_lowercase()))
}

/// Whether callers may leave an argument out that has to be sent: the runtime knows the project, or finds it out.
pub fn may_be_left_out(address: &str) -> bool {
    address == "path project_id"
}

/// A configuration for calls that are never made.
pub static NOWHERE: LazyLock<Config> = LazyLock::new(|| {
    let token = Token::new("token").unwrap_or_else(|err| panic!("{err}"));
    let config = Config::builder().endpoint("http://127.0.0.1:1").token(token).build();
    config.unwrap_or_else(|err| panic!("{err}"))
});

macro_rules! list {
    ($(
        $service:literal, $operation:literal, $client:path, $method:ident,
        [$($name:literal $setter:ident $type:ty,)*];
    )*) => {
        /// All of them, as the generator lists them.
        pub const REQUESTS: &[Request] = &[$(Request {
            service: $service,
            operation: $operation,
            arguments: &[$($name),*],
            check: |given| {
                let client = <$client>::new(&NOWHERE);
                list!(@request client given $method [$($name $setter $type,)*]).check()
            },
            send: |config, given| Box::pin(async move {
                let client = <$client>::new(&config);
                let request = list!(@request client given $method [$($name $setter $type,)*]);
                match request.send().await {
                    Ok(answer) => Ok(answer.map(|_| ())),
                    Err(error) => Err(error.into_untyped()),
                }
            }),
        }),*];
    };
    (@request $client:ident $given:ident $method:ident [$($name:literal $setter:ident $type:ty,)*]) => {{
        let mut request = $client.$method();
        $(if let Some(value) = $given.argument::<$type>($name) {
            request = request.$setter(value);
        })*
        for path in &$given.allowed {
            request = request.allow_undocumented(path);
        }
        request
    }};
}

#[macro_use]
#[path = "generated/requests.rs"]
mod generated;

requests!(list);
