//! The keys and tokens that hold.

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::SystemTime;

use serde::{Serialize, Serializer};

use super::entry::Fingerprint;
use super::{AccessKey, FIRST_ACCESS_KEY, FIRST_SECRET, FIRST_TOKEN, Token, date};

/// The most keys and tokens together. IAM gives one to whoever asks, so that there must be an end.
const MOST: usize = 10_000;

/// The keys and tokens that hold.
///
/// Cheap to clone; clones are one keyring, which threads may share. It holds at most 10,000: beyond that, the oldest that
/// [IAM](crate::iam) has issued gives way, as if it had expired. What was added by hand stays.
///
/// ```
/// use mock::auth::{AccessKey, Keyring, Token};
///
/// let keyring = Keyring::empty();
/// keyring.add_key(AccessKey::new("AKEXAMPLE", "secret"))?;
/// keyring.add_token(Token::new("t-1").with_project("0a1b2c"))?;
/// assert_eq!(keyring.list().keys[0].id, "AKEXAMPLE");
/// # Ok::<(), mock::auth::KeyringError>(())
/// ```
#[derive(Clone)]
pub struct Keyring(Arc<RwLock<Ring>>);

#[derive(Clone, Default)]
struct Ring {
    keys: HashMap<String, Arc<AccessKey>>,
    tokens: HashMap<Fingerprint, Arc<Token>>,
    /// Those that IAM issued, the oldest first.
    issued: VecDeque<Issued>,
}

/// What a keyring held when it was asked.
pub(crate) struct FirstKeys(Ring);

#[derive(Clone, PartialEq)]
enum Issued {
    Key(String),
    Token(Fingerprint),
}

/// Why a key or token is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyringError {
    /// There are too many.
    Full,
    /// It has an empty part, which could never be sent.
    Empty(&'static str),
    /// The id of the access key could never stand in `Authorization`.
    UnsendableId,
}

impl fmt::Display for KeyringError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Full => write!(f, "the keyring holds {MOST} keys and tokens, and no more: remove one"),
            Self::UnsendableId => f.write_str(
                "the id cannot stand in Authorization: write it without `,`, `/`, line breaks and spaces around it",
            ),
            Self::Empty(part) => write!(f, "the {part} is empty: give one"),
        }
    }
}

impl std::error::Error for KeyringError {}

/// What a keyring holds, without any secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Listing {
    /// The access keys, by id.
    pub keys: Vec<KeyListing>,
    /// The tokens, by id.
    pub tokens: Vec<TokenListing>,
}

/// An access key, without its secrets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KeyListing {
    /// Its id.
    pub id: String,
    /// Whether callers have to send a security token besides.
    pub is_temporary: bool,
    /// The project it is good for.
    #[serde(rename = "project_id")]
    pub project: Option<String>,
    /// The domain it belongs to.
    #[serde(rename = "domain_id")]
    pub domain: Option<String>,
    /// When it expires.
    #[serde(serialize_with = "time")]
    pub expires_at: Option<SystemTime>,
}

/// A token, without its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TokenListing {
    /// What it is called here: the beginning of its hash.
    pub id: String,
    /// The project it is good for.
    #[serde(rename = "project_id")]
    pub project: Option<String>,
    /// The domain it belongs to.
    #[serde(rename = "domain_id")]
    pub domain: Option<String>,
    /// When it expires.
    #[serde(serialize_with = "time")]
    pub expires_at: Option<SystemTime>,
}

impl Keyring {
    /// A keyring that lets nobody in.
    #[must_use]
    pub fn empty() -> Self {
        Self(Arc::default())
    }

    /// Adds an access key, or replaces the one with its id.
    ///
    /// # Errors
    ///
    /// The keyring is full, the key has an empty id or secret, or an id that cannot stand in `Authorization`.
    pub fn add_key(&self, key: AccessKey) -> Result<(), KeyringError> {
        self.write().add_key(key)
    }

    /// Adds a token, or replaces the one with its value.
    ///
    /// # Errors
    ///
    /// The keyring is full, or the token is empty.
    pub fn add_token(&self, token: Token) -> Result<(), KeyringError> {
        self.write().add_token(token)
    }

    /// Adds all of these, or none, and says by their ids which of them are in the place of others now.
    ///
    /// # Errors
    ///
    /// One of them cannot be added, as for [`add_key`](Self::add_key) and [`add_token`](Self::add_token).
    pub(crate) fn add_all(&self, keys: Vec<AccessKey>, tokens: Vec<Token>) -> Result<Vec<String>, KeyringError> {
        let mut ring = self.write();
        let mut with_all = ring.clone();
        let mut replaced = Vec::new();
        for key in keys {
            replaced.extend(with_all.keys.get(key.id()).map(|key| key.id().to_owned()));
            with_all.add_key(key)?;
        }
        for token in tokens {
            replaced.extend(with_all.tokens.get(&token.fingerprint()).map(|token| token.id()));
            with_all.add_token(token)?;
        }
        *ring = with_all;
        Ok(replaced)
    }

    /// What it holds now, but for what IAM issued: to be [restored](Self::restore).
    pub(crate) fn first_keys(&self) -> FirstKeys {
        let mut ring = self.read().clone();
        for issued in std::mem::take(&mut ring.issued) {
            match issued {
                Issued::Key(id) => drop(ring.keys.remove(&id)),
                Issued::Token(fingerprint) => drop(ring.tokens.remove(&fingerprint)),
            }
        }
        FirstKeys(ring)
    }

    /// Takes back what was added and removed by hand. What IAM issued stays: whoever has it knows of no reset.
    pub(crate) fn restore(&self, first: &FirstKeys) {
        let mut ring = self.write();
        let mut restored = first.0.clone();
        for issued in &ring.issued {
            match issued {
                Issued::Key(id) => restored.keys.extend(ring.keys.get(id).map(|key| (id.clone(), Arc::clone(key)))),
                Issued::Token(id) => restored.tokens.extend(ring.tokens.get(id).map(|token| (*id, Arc::clone(token)))),
            }
        }
        restored.issued.clone_from(&ring.issued);
        *ring = restored;
    }

    /// Adds an access key that gives way when the keyring is full.
    pub(crate) fn issue_key(&self, key: AccessKey) -> Result<(), KeyringError> {
        let mut ring = self.write();
        let issued = Issued::Key(key.id().to_owned());
        ring.add_key(key)?;
        ring.issued.push_back(issued);
        Ok(())
    }

    /// Adds a token that gives way when the keyring is full.
    pub(crate) fn issue_token(&self, token: Token) -> Result<(), KeyringError> {
        let mut ring = self.write();
        let issued = Issued::Token(token.fingerprint());
        ring.add_token(token)?;
        ring.issued.push_back(issued);
        Ok(())
    }

    /// Removes an access key; whether there was one.
    pub fn remove_key(&self, id: &str) -> bool {
        self.write().remove_key(id)
    }

    /// Removes the token that the [listing](Self::list) calls so; whether there was one.
    pub fn remove_token(&self, id: &str) -> bool {
        let mut ring = self.write();
        let found = ring.tokens.iter().find(|(_, token)| token.id() == id).map(|(fingerprint, _)| *fingerprint);
        found.is_some_and(|fingerprint| ring.remove_token(&fingerprint))
    }

    /// Removes everything, those of a first try included.
    pub fn clear(&self) {
        *self.write() = Ring::default();
    }

    /// What there is, sorted by id.
    #[must_use]
    pub fn list(&self) -> Listing {
        let ring = self.read();
        let mut keys: Vec<KeyListing> = ring.keys.values().map(|key| KeyListing::of(key)).collect();
        let mut tokens: Vec<TokenListing> = ring.tokens.values().map(|token| TokenListing::of(token)).collect();
        drop(ring);
        keys.sort_unstable_by(|one, other| one.id.cmp(&other.id));
        tokens.sort_unstable_by(|one, other| one.id.cmp(&other.id));
        Listing { keys, tokens }
    }

    /// How many access keys there are, and the ids of some, sorted.
    pub(super) fn some_ids(&self, most: usize) -> (usize, Vec<String>) {
        let ring = self.read();
        let mut ids: Vec<String> = ring.keys.keys().take(most).cloned().collect();
        let count = ring.keys.len();
        drop(ring);
        ids.sort_unstable();
        (count, ids)
    }

    pub(super) fn key(&self, id: &str) -> Option<Arc<AccessKey>> {
        self.read().keys.get(id).cloned()
    }

    pub(super) fn token(&self, value: &[u8]) -> Option<Arc<Token>> {
        self.read().tokens.get(&Fingerprint::of_header(value)).cloned()
    }

    /// A panic elsewhere leaves the keyring as it was: nothing here stops half-way.
    fn read(&self) -> RwLockReadGuard<'_, Ring> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Ring> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The key and the token of a first try.
impl Default for Keyring {
    fn default() -> Self {
        let key = AccessKey::new(FIRST_ACCESS_KEY, FIRST_SECRET);
        let token = Token::new(FIRST_TOKEN);
        let ring = Ring {
            keys: HashMap::from([(key.id().to_owned(), Arc::new(key))]),
            tokens: HashMap::from([(token.fingerprint(), Arc::new(token))]),
            issued: VecDeque::new(),
        };
        Self(Arc::new(RwLock::new(ring)))
    }
}

impl Ring {
    fn add_key(&mut self, key: AccessKey) -> Result<(), KeyringError> {
        if key.id().is_empty() || key.secret().is_empty() {
            return Err(KeyringError::Empty(if key.id().is_empty() { "id" } else { "secret" }));
        }
        if !AccessKey::is_id(key.id()) {
            return Err(KeyringError::UnsendableId);
        }
        self.remove_key(key.id());
        self.make_room()?;
        self.keys.insert(key.id().to_owned(), Arc::new(key));
        Ok(())
    }

    fn add_token(&mut self, token: Token) -> Result<(), KeyringError> {
        if token.fingerprint().is_of_nothing() {
            return Err(KeyringError::Empty("token"));
        }
        self.remove_token(&token.fingerprint());
        self.make_room()?;
        self.tokens.insert(token.fingerprint(), Arc::new(token));
        Ok(())
    }

    fn make_room(&mut self) -> Result<(), KeyringError> {
        while self.keys.len() + self.tokens.len() >= MOST {
            match self.issued.pop_front().ok_or(KeyringError::Full)? {
                Issued::Key(id) => drop(self.keys.remove(&id)),
                Issued::Token(fingerprint) => drop(self.tokens.remove(&fingerprint)),
            }
        }
        Ok(())
    }

    fn remove_key(&mut self, id: &str) -> bool {
        let was_there = self.keys.remove(id).is_some();
        if was_there {
            self.issued.retain(|issued| !matches!(issued, Issued::Key(other) if other == id));
        }
        was_there
    }

    fn remove_token(&mut self, fingerprint: &Fingerprint) -> bool {
        let was_there = self.tokens.remove(fingerprint).is_some();
        if was_there {
            self.issued.retain(|issued| *issued != Issued::Token(*fingerprint));
        }
        was_there
    }
}

impl KeyListing {
    fn of(key: &AccessKey) -> Self {
        Self {
            id: key.id().to_owned(),
            is_temporary: key.security_token().is_some(),
            project: key.project().map(str::to_owned),
            domain: key.domain().map(str::to_owned),
            expires_at: key.expires_at(),
        }
    }
}

impl TokenListing {
    fn of(token: &Token) -> Self {
        Self {
            id: token.id(),
            project: token.project().map(str::to_owned),
            domain: token.domain().map(str::to_owned),
            expires_at: token.expires_at(),
        }
    }
}

fn time<S: Serializer>(at: &Option<SystemTime>, serializer: S) -> Result<S::Ok, S::Error> {
    at.map(date::rfc3339).serialize(serializer)
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ring = self.read();
        f.debug_struct("Keyring").field("keys", &ring.keys.len()).field("tokens", &ring.tokens.len()).finish()
    }
}

impl fmt::Debug for FirstKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FirstKeys").field("keys", &self.0.keys.len()).finish_non_exhaustive()
    }
}
