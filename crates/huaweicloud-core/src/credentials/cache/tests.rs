//! How often a provider is asked, and what callers get meanwhile.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;
use crate::ManualClock;
use crate::credentials::Provide;

#[cfg(feature = "providers")]
mod logins;

/// 2026-11-21T06:00:00Z
const NOW: Duration = Duration::from_secs(1_795_240_800);
const HOUR: Duration = Duration::from_secs(3600);

fn clock() -> ManualClock {
    ManualClock::new(SystemTime::UNIX_EPOCH + NOW)
}

fn context(clock: &ManualClock) -> ProviderContext {
    ProviderContext::new(reqwest::Client::new()).with_clock(Arc::new(clock.clone()))
}

/// What a [`Script`] does when it is asked.
enum Step {
    /// A key of this id, good for so long.
    Key(&'static str, Duration),
    Fail,
    Hang,
}

/// A provider that does one step after the other, and counts.
#[derive(Default)]
struct Script {
    steps: Mutex<VecDeque<Step>>,
    asked: AtomicUsize,
}

impl std::fmt::Debug for Script {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Script")
    }
}

impl CredentialsProvider for Script {
    fn provide<'a>(&'a self, context: &'a ProviderContext) -> Provide<'a> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        let step = self.steps.lock().expect("not poisoned").pop_front().expect("a further step");
        Box::pin(async move {
            // Whoever else is ready has a turn, as during a real call.
            tokio::task::yield_now().await;
            match step {
                Step::Key(id, life) => Ok(Credentials::access_key(id, "sk").with_expiry(context.now() + life)),
                Step::Fail => Err(CredentialsError::misconfigured("script", "it failed")),
                Step::Hang => std::future::pending().await,
            }
        })
    }

    fn name(&self) -> &'static str {
        "script"
    }
}

struct Test {
    script: Arc<Script>,
    cache: Arc<CredentialsCache>,
    clock: ManualClock,
    context: ProviderContext,
}

impl Test {
    fn of(steps: impl IntoIterator<Item = Step>) -> Self {
        let script = Arc::new(Script { steps: Mutex::new(steps.into_iter().collect()), ..Script::default() });
        let clock = clock();
        let cache = Arc::new(CredentialsCache::new(script.clone()));
        Self { script, cache, context: context(&clock), clock }
    }

    fn asked(&self) -> usize {
        self.script.asked.load(Ordering::SeqCst)
    }

    /// The id of the key that a caller gets, or the error.
    async fn get(&self) -> Result<String, String> {
        shown(self.cache.get(&self.context).await)
    }

    /// Time passes, on every clock.
    async fn pass(&self, time: Duration) {
        self.clock.advance(time);
        tokio::time::advance(time).await;
    }
}

fn shown(result: Result<Credentials, CredentialsError>) -> Result<String, String> {
    result.map(|credentials| id(&credentials)).map_err(|error| error.kind().to_string())
}

fn id(credentials: &Credentials) -> String {
    match credentials.kind() {
        super::super::Kind::AccessKey(key) => key.id().to_owned(),
        super::super::Kind::Token(_) => "a token".to_owned(),
    }
}

fn key(id: &str) -> Result<String, String> {
    Ok(id.to_owned())
}

#[tokio::test(start_paused = true)]
async fn credentials_are_kept_until_five_minutes_before_they_expire() {
    let test = Test::of([Step::Key("a", HOUR), Step::Key("b", HOUR)]);
    assert_eq!(test.get().await, key("a"));
    test.pass(Duration::from_secs(54 * 60)).await;
    assert_eq!(test.get().await, key("a"));
    test.pass(Duration::from_secs(61)).await;
    assert_eq!(test.get().await, key("b"));
    assert_eq!(test.asked(), 2);
}

#[tokio::test(start_paused = true)]
async fn while_one_caller_renews_the_others_go_on_with_what_is_still_good() {
    let test = Test::of([Step::Key("a", HOUR), Step::Hang]);
    assert_eq!(test.get().await, key("a"));
    test.pass(Duration::from_secs(56 * 60)).await;
    let (cache, context) = (Arc::clone(&test.cache), test.context.clone());
    let renewing = tokio::spawn(async move { cache.get(&context).await });
    tokio::task::yield_now().await;
    assert_eq!(test.get().await, key("a"));
    assert_eq!(test.asked(), 2);
    renewing.abort();
}

#[tokio::test(start_paused = true)]
async fn a_renewal_that_fails_leaves_what_is_still_good_and_is_tried_again_after_half_a_minute() {
    let test = Test::of([Step::Key("a", HOUR), Step::Fail, Step::Key("b", HOUR)]);
    assert_eq!(test.get().await, key("a"));
    test.pass(Duration::from_secs(56 * 60)).await;
    assert_eq!(test.get().await, key("a"));
    test.pass(Duration::from_secs(29)).await;
    assert_eq!(test.get().await, key("a"));
    assert_eq!(test.asked(), 2);
    test.pass(Duration::from_secs(2)).await;
    assert_eq!(test.get().await, key("b"));
}

#[tokio::test(start_paused = true)]
async fn many_callers_at_once_all_go_on_with_what_is_still_good_when_the_renewal_fails() {
    let test = Test::of([Step::Key("a", HOUR), Step::Fail]);
    assert_eq!(test.get().await, key("a"));
    test.pass(Duration::from_secs(56 * 60)).await;
    let callers: Vec<_> = (0..100)
        .map(|_| {
            let (cache, context) = (Arc::clone(&test.cache), test.context.clone());
            tokio::spawn(async move { shown(cache.get(&context).await) })
        })
        .collect();
    for caller in callers {
        assert_eq!(caller.await.expect("no panic"), key("a"));
    }
    assert_eq!(test.asked(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_renewal_that_fails_is_an_error_once_nothing_is_good_any_more() {
    let test = Test::of([Step::Key("a", HOUR), Step::Fail]);
    assert_eq!(test.get().await, key("a"));
    test.pass(HOUR).await;
    assert_eq!(test.get().await, Err("it failed".to_owned()));
}

#[tokio::test(start_paused = true)]
async fn a_failure_is_shared_for_a_second_and_not_repeated_by_each_caller() {
    let test = Test::of([Step::Fail, Step::Key("a", HOUR)]);
    let callers: Vec<_> = (0..100)
        .map(|_| {
            let (cache, context) = (Arc::clone(&test.cache), test.context.clone());
            tokio::spawn(async move { shown(cache.get(&context).await) })
        })
        .collect();
    for caller in callers {
        assert_eq!(caller.await.expect("no panic"), Err("it failed".to_owned()));
    }
    assert_eq!(test.asked(), 1);
    test.pass(Duration::from_millis(1001)).await;
    assert_eq!(test.get().await, key("a"));
}

#[tokio::test(start_paused = true)]
async fn of_many_callers_that_were_refused_with_the_same_credentials_one_renews() {
    let test = Test::of([Step::Key("a", HOUR), Step::Key("b", HOUR)]);
    let stale = test.cache.get(&test.context).await.expect("credentials");
    for _ in 0..3 {
        let renewed = test.cache.renew(&stale, &test.context).await.expect("renewed").expect("other ones");
        assert_eq!(id(&renewed), "b");
    }
    assert_eq!(test.asked(), 2);
    assert_eq!(test.get().await, key("b"));
}

#[tokio::test(start_paused = true)]
async fn credentials_that_are_refused_again_and_again_are_renewed_every_ten_seconds_and_not_for_every_call() {
    let test = Test::of([Step::Key("a", HOUR), Step::Key("b", HOUR), Step::Key("c", HOUR)]);
    let mut stale = test.cache.get(&test.context).await.expect("credentials");
    stale = test.cache.renew(&stale, &test.context).await.expect("renewed").expect("other ones");
    for _ in 0..9 {
        test.pass(Duration::from_secs(1)).await;
        assert!(test.cache.renew(&stale, &test.context).await.expect("no failure").is_none());
    }
    assert_eq!((test.asked(), test.get().await), (2, key("b")));
    test.pass(Duration::from_secs(1)).await;
    let renewed = test.cache.renew(&stale, &test.context).await.expect("renewed").expect("other ones");
    assert_eq!(id(&renewed), "c");
}

#[tokio::test(start_paused = true)]
async fn credentials_that_never_change_cannot_be_renewed() {
    let given = Credentials::access_key("a", "sk");
    let cache = CredentialsCache::new(Arc::new(given));
    let context = context(&clock());
    let held = cache.get(&context).await.expect("credentials");
    assert!(cache.renew(&held, &context).await.expect("no failure").is_none());
}

#[tokio::test(start_paused = true)]
async fn credentials_expire_by_the_clock_however_fast_it_runs() {
    let test = Test::of([Step::Key("a", HOUR), Step::Key("b", HOUR), Step::Key("c", HOUR)]);
    for id in ["a", "b", "c"] {
        assert_eq!(test.get().await, key(id));
        test.clock.advance(HOUR);
    }
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_is_ahead_does_not_make_every_call_a_renewal() {
    let test = Test::of([Step::Key("a", Duration::ZERO), Step::Key("b", Duration::ZERO)]);
    assert_eq!(test.get().await, key("a"));
    assert_eq!(test.get().await, key("a"));
    test.pass(Duration::from_secs(2)).await;
    assert_eq!(test.get().await, key("b"));
}
