//! No secret shows: not in `Debug`, not in an error, not in a log.

use std::fmt::Write as _;

use huaweicloud_core::credentials::{
    Agency, Credentials, CredentialsProvider, EnvironmentProvider, IdToken, MetadataProvider, OidcAgencyProvider,
    OidcProvider, PasswordLogin, Profile, ProviderChain, ProviderContext, Sensitive,
};
use huaweicloud_core::{Environment, Token};

use crate::log;
use crate::server::{Answer, Server, answer, token_answer};
use crate::setup::{EXPIRES_AT, context, echo, environment};

/// Part of every secret of these tests.
const SECRET: &str = "hunter2";

fn token() -> Answer {
    token_answer("token-hunter2", EXPIRES_AT)
}

fn key(object: &str, names: [&str; 4]) -> Answer {
    let values = ["AKID", "sk-hunter2", "st-hunter2", EXPIRES_AT];
    let members: Vec<_> = names.iter().zip(values).map(|(name, value)| format!("{name:?}:{value:?}")).collect();
    answer("201 Created", &format!("{{{object:?}:{{{}}}}}", members.join(",")))
}

fn iam_key() -> Answer {
    key("credential", ["access", "secret", "securitytoken", "expires_at"])
}

/// Every provider, each with the answers that it gets on its way to credentials.
fn flows(address: &str) -> Vec<(Box<dyn CredentialsProvider>, Vec<Answer>)> {
    let login = || PasswordLogin::new("alice", "password-hunter2").domain_name("account");
    let id_token = || IdToken::Text("id-hunter2".into());
    let sts_key = key("credentials", ["access_key_id", "secret_access_key", "security_token", "expiration"]);
    let operator = Credentials::token(Token::new("token-hunter2").expect("a token"));
    vec![
        (Box::new(login()), vec![token()]),
        (Box::new(Agency::new(operator, "a").domain_name("d")), vec![iam_key()]),
        (Box::new(Agency::new(login(), "a").domain_name("d")), vec![token(), iam_key()]),
        (Box::new(MetadataProvider::new().with_endpoint(address)), vec![answer("200 OK", "mt-hunter2"), iam_key()]),
        (Box::new(OidcProvider::new("idp", id_token())), vec![token(), iam_key()]),
        (Box::new(OidcAgencyProvider::new("p", "a", id_token()).endpoint(address)), vec![sts_key]),
        (Box::new(ProviderChain::new().then(EnvironmentProvider::new()).then(login())), vec![token()]),
    ]
}

#[tokio::test]
async fn no_flow_shows_a_secret_whether_it_succeeds_or_is_refused_at_any_of_its_steps() {
    log::begin();
    let mut shown = String::new();
    for index in 0..flows("http://127.0.0.1").len() {
        let steps = flows("http://127.0.0.1")[index].1.len();
        for good in 0..=steps {
            let answers = flows("http://127.0.0.1").swap_remove(index).1.into_iter().take(good);
            // A renewal after the first refusal is refused as well.
            let server = Server::start(answers.chain([echo(), echo(), echo()])).await;
            let (provider, _) = flows(server.address()).swap_remove(index);
            let result = provider.provide(&context().with_iam_endpoint(server.address())).await;
            assert_eq!(result.is_ok(), good == steps, "{result:?}");
            let _ = writeln!(shown, "{provider:?} {result:?}");
            if let Err(error) = &result {
                let _ = writeln!(shown, "{error} {:?} {:?}", error.kind(), std::error::Error::source(error));
            }
        }
    }
    let log = log::take();
    assert!(log.contains("credentials were obtained"), "the agency's source is traced:\n{log}");
    assert!(shown.contains("[secret]"), "what a server repeats is struck out:\n{shown}");
    assert!(!log.contains(SECRET), "{log}");
    assert!(!shown.contains(SECRET), "{shown}");
}

#[test]
fn no_value_shows_a_secret() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("credentials");
    let text = "[basic]\nak = a\nsk = sk-hunter2\nsecurity_token = hunter2\nendpoint = http://u:hunter2@x\n";
    std::fs::write(&file, text).expect("written");
    let variables = [("HUAWEICLOUD_SDK_CREDENTIALS_FILE", file.display().to_string())];
    let profile = Profile::read(&environment(&[(variables[0].0, &variables[0].1)]), None).expect("a profile");
    let context: ProviderContext = context()
        .with_iam_endpoint("https://u:hunter2@iam.example")
        .with_environment(Environment::empty().with("OS_PASSWORD", SECRET));
    let key = Credentials::access_key("a", SECRET).with_security_token(SECRET);
    let token = Credentials::token(Token::new(SECRET).expect("a token"));
    let shown = format!("{:?} {profile:?} {context:?} {key:?} {:?} {token:?}", Sensitive::from(SECRET), key.kind());
    assert!(!shown.contains(SECRET), "{shown}");
}

#[cfg(unix)]
#[test]
fn a_file_that_others_can_read_is_warned_of() {
    use std::os::unix::fs::PermissionsExt as _;

    log::begin();
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("credentials");
    std::fs::write(&file, "[basic]\nak = a\nsk = hunter2\n").expect("written");
    let variables = environment(&[("HUAWEICLOUD_SDK_CREDENTIALS_FILE", &file.display().to_string())]);
    for (mode, warned) in [(0o600, false), (0o644, true)] {
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode)).expect("set");
        Profile::read(&variables, None).expect("a profile");
        let log = log::take();
        assert_eq!(log.contains("chmod 600"), warned, "{log}");
        assert!(!log.contains(SECRET), "{log}");
    }
}
