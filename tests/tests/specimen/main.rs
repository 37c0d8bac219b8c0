//! The client of the specimen against a server on loopback that plays the service: what travels, and what comes back.

mod answers;
mod house;
mod lamps;
mod paging;
mod script;
mod waiting;

use evidence::server::{Heard, Server};
use specimen_beacon::Client;

/// A client, and the server that it talks to.
struct Talk {
    client: Client,
    server: Server,
}

impl Talk {
    async fn answering(head: &str, body: impl AsRef<[u8]>) -> Self {
        let server = Server::answering(head, body).await;
        Self { client: Client::new(&server.config), server }
    }

    async fn heard(self) -> Heard {
        self.server.heard().await
    }
}
