//! Servers that cannot prove who they are, or do not know TLS.

use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

use crate::patient;
use crate::support::client::{Client, config};
use crate::support::server::Server;

/// The address of a server whose certificate is signed by itself, for these names.
async fn self_signed(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(ToString::to_string).collect();
    let made = rcgen::generate_simple_self_signed(names).expect("a certificate");
    let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).expect("a key");
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.into()], key)
        .expect("a certificate and its key");
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = format!("https://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                assert!(acceptor.accept(stream).await.is_err(), "nobody may trust this certificate");
            });
        }
    });
    address
}

#[tokio::test]
async fn a_certificate_that_nobody_signed_is_named_and_not_tried_again() {
    for names in [&["localhost", "127.0.0.1"][..], &["elsewhere.example"]] {
        let address = self_signed(names).await;
        let client = Client::with(config(&address).retry(patient()));
        for error in
            [client.list(&[]).await.expect_err("not trusted"), client.stop("t").await.expect_err("not trusted")]
        {
            assert!(error.is_connect(), "{error}");
            assert_eq!(error.attempts(), 1, "{error}");
            assert!(error.to_string().contains(&address), "{error}");
            assert!(error.to_string().to_lowercase().contains("certificate"), "{error}");
        }
    }
}

#[tokio::test]
async fn a_server_that_does_not_know_tls_is_named_and_not_tried_again() {
    let server = Server::serving(|mut peer| async move {
        let _ = tokio::io::AsyncReadExt::read_u8(&mut peer.stream).await;
        peer.say("HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n").await;
        tokio::time::sleep(Duration::from_millis(50)).await;
    })
    .await;
    let client = Client::with(config(&server.address().replace("http:", "https:")).retry(patient()));
    let error = client.list(&[]).await.expect_err("no TLS");
    assert!(error.is_connect(), "{error}");
    assert_eq!(error.attempts(), 1, "{error}");
}

#[tokio::test]
async fn a_handshake_that_breaks_off_is_tried_again_since_nothing_was_sent() {
    let server = Server::serving(|mut peer| async move {
        let _ = tokio::io::AsyncReadExt::read_u8(&mut peer.stream).await;
        peer.reset();
    })
    .await;
    let client = Client::with(config(&server.address().replace("http:", "https:")).retry(patient()));
    let error = client.stop("t").await.expect_err("broken off");
    assert!(error.is_connect(), "{error}");
    assert_eq!(error.attempts(), 3, "{error}");
}

#[tokio::test]
async fn a_handshake_that_stalls_is_no_connection() {
    let server = Server::serving(|peer| async move {
        tokio::time::sleep(Duration::from_secs(60)).await;
        drop(peer);
    })
    .await;
    let config = config(&server.address().replace("http:", "https:")).connect_timeout(Duration::from_millis(40));
    let error = Client::with(config.retry(patient())).stop("t").await.expect_err("nobody talks");
    assert!(error.is_connect() && error.is_timeout(), "{error}");
    assert!(error.to_string().ends_with("after 3 attempts: cannot connect: time ran out"), "{error}");
}
