//! How a mock starts, or why not; and how it stops.

use std::path::Path;
use std::time::{Duration, Instant};

use mock::{Mock, StartError};
use spec::Cloud;
use tokio::net::{TcpListener, TcpStream};

use crate::caller::{drs, pause, request};

async fn error(builder: mock::Builder) -> String {
    builder.start().await.expect_err("it cannot start").to_string()
}

#[tokio::test]
async fn each_service_has_a_port_and_they_follow_each_other() {
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    // Another process may take one of them in between: then there is another try.
    for first in [free, 21_480, 31_480, 41_480] {
        let started = Mock::builder().service("oms").service("drs").port(first).start().await;
        let Ok(mock) = started else { continue };
        assert_eq!((mock.address("oms").port(), mock.address("drs").port()), (first, first + 1));
        assert_eq!(mock.url("oms"), format!("http://127.0.0.1:{first}"));
        return;
    }
    panic!("no two ports are free");
}

#[tokio::test]
async fn all_services_of_a_cloud_are_played_and_ready_within_a_second() {
    let begun = Instant::now();
    let mock = Mock::builder().start().await.unwrap();
    assert!(begun.elapsed() < Duration::from_secs(1), "{:?}", begun.elapsed());
    assert_eq!(mock.services().collect::<Vec<_>>(), ["dcs", "drs", "oms"]);
    let other = Mock::builder().cloud(Cloud::OpenTelekomCloud).start().await.unwrap();
    assert_eq!(other.services().collect::<Vec<_>>(), ["dcs", "drs"], "the other cloud has no OMS");
}

#[tokio::test]
async fn what_cannot_be_played_is_told_with_what_can() {
    let unknown = error(Mock::builder().service("ecs")).await;
    assert_eq!(unknown, "there is no service `ecs`: there are dcs, drs, oms");
    let elsewhere = error(Mock::builder().service("oms").cloud(Cloud::OpenTelekomCloud)).await;
    assert!(elsewhere.contains("exists on Huawei Cloud only"), "{elsewhere}");
    let twice = error(Mock::builder().service("drs").service("drs")).await;
    assert!(twice.contains("asked for twice"), "{twice}");
    let nowhere = error(Mock::builder().specs("no/such/folder")).await;
    assert!(nowhere.contains("no specs at no/such/folder"), "{nowhere}");
    let last = error(Mock::builder().port(u16::MAX)).await;
    assert!(last.contains("no 3 ports"), "{last}");
}

#[tokio::test]
async fn a_port_that_is_taken_is_named() {
    let taken = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = taken.local_addr().unwrap().port();
    let err = Mock::builder().service("drs").port(port).start().await.expect_err("it is taken");
    assert!(matches!(err, StartError::Port { .. }), "{err:?}");
    assert!(err.to_string().starts_with(&format!("drs cannot listen on 127.0.0.1:{port}: ")), "{err}");
}

#[tokio::test]
async fn broken_specs_are_told_with_their_places() {
    let folder = std::env::temp_dir().join(format!("mock-broken-specs-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("drs")).unwrap();
    std::fs::write(folder.join("drs/service.toml"), "title = 7\n").unwrap();
    let err = error(Mock::builder().specs(&folder)).await;
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(err.starts_with("the specs of drs cannot be used:"), "{err}");
    assert!(err.contains("drs/service.toml:1:"), "{err}");
}

/// Waits until a request has arrived, however busy the machine is.
async fn heard_one(mock: &Mock) {
    while mock.summaries()[0].requests == 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn answers_that_are_under_way_are_finished_before_it_stops() {
    let mock = drs().await;
    let idle = TcpStream::connect(mock.address("drs")).await.unwrap();
    let slow = pause().header("X-Mock-Fault: delay=300ms");
    let (url, begun) = (mock.address("drs"), Instant::now());
    let (answer, summaries) = tokio::join!(slow.send(&mock), async {
        heard_one(&mock).await;
        // The mock is borrowed by the caller, who is still waiting: it is asked to stop from elsewhere.
        mock.request_stop();
        mock.summaries()
    });
    assert_eq!(answer.status(), 200);
    assert_eq!(summaries[0].requests, 1);
    mock.stop().await;
    assert!(begun.elapsed() < Duration::from_secs(2), "nobody waits for connections that say nothing");
    assert!(TcpStream::connect(url).await.is_err(), "it listens no more");
    drop(idle);
}

#[tokio::test]
async fn no_fault_delays_a_stop_and_what_it_delays_is_answered() {
    for fault in ["X-Mock-Fault: delay=10m", "X-Mock-Fault: drip=10s"] {
        let mock = drs().await;
        let begun = Instant::now();
        let (answer, ()) = tokio::join!(pause().header(fault).send(&mock), async {
            heard_one(&mock).await;
            mock.request_stop();
        });
        assert!(answer.raw.starts_with("HTTP/1.1 200 OK\r\n") && answer.json()["results"].is_array(), "{answer:?}");
        mock.stop().await;
        assert!(begun.elapsed() < Duration::from_secs(1), "{fault}: {:?}", begun.elapsed());
    }
}

#[tokio::test]
async fn a_service_that_is_called_as_iam_is_not_played_beside_it() {
    let folder = std::env::temp_dir().join(format!("mock-named-iam-{}", std::process::id()));
    let beacon = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/specimen/specs/beacon");
    copy(beacon.as_ref(), &folder.join("iam"));
    let manifest = folder.join("iam/service.toml");
    let text = std::fs::read_to_string(&manifest).unwrap().replace("specimen-beacon", "huaweicloud-iam");
    std::fs::write(&manifest, text).unwrap();
    let alone = Mock::builder().specs(&folder).start().await.map(|mock| mock.services().count());
    let both = Mock::builder().specs(&folder).iam().start().await;
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(alone.unwrap(), 1);
    assert!(matches!(both, Err(StartError::NameOfIam)), "{both:?}");
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let to = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copy(&entry.path(), &to),
            false => drop(std::fs::copy(entry.path(), to).unwrap()),
        }
    }
}

#[tokio::test]
async fn dropping_it_closes_its_port() {
    let mock = drs().await;
    let address = mock.address("drs");
    drop(mock);
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(TcpStream::connect(address).await.is_err());
}

#[tokio::test]
#[should_panic(expected = "the service `dcs` is not played here; drs are")]
async fn asking_for_a_service_that_is_not_played_is_a_mistake_of_the_test() {
    let _ = request("GET", "/").send_to(&drs().await, "dcs").await;
}
