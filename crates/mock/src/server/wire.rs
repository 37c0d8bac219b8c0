//! The socket of a connection, as hyper sees it.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use super::line::Line;

/// How an answer of hyper's own ends, after the line with its status.
const BARE: &[u8] = b"\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";

/// A socket that tells its [`Line`] what is still to be sent: hyper has an answer before its caller has it, and flushes
/// when nothing is left of it.
///
/// It keeps back what hyper may say of its own accord, a status and nothing else: whoever serves the connection then says it,
/// or something better.
#[derive(Debug)]
pub(super) struct Wire {
    stream: TcpStream,
    line: Arc<Line>,
    /// What hyper says to a head that it cannot read.
    bare: Vec<u8>,
}

impl Wire {
    pub(super) fn new(stream: TcpStream, line: Arc<Line>) -> Self {
        Self { stream, line, bare: Vec::new() }
    }

    /// The socket, and what has been kept back.
    pub(super) fn into_parts(self) -> (TcpStream, Vec<u8>) {
        (self.stream, self.bare)
    }

    /// Keeps back an answer that is as hyper's own are. They are the last of a connection.
    fn keeps(&mut self, bytes: &[u8]) -> bool {
        let is_bare =
            bytes.starts_with(b"HTTP/1.") && bytes.strip_suffix(BARE).is_some_and(|line| !line.contains(&b'\n'));
        if is_bare {
            self.bare.extend_from_slice(bytes);
        }
        is_bare
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if self.keeps(bytes) {
            return Poll::Ready(Ok(bytes.len()));
        }
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.line.sending(written.is_ready());
        written
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        if let [only] = pieces {
            return self.poll_write(context, only);
        }
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, pieces);
        self.line.sending(written.is_ready());
        written
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.line.all_sent();
        Pin::new(&mut self.stream).poll_flush(context)
    }

    /// Not yet: there may be more to say than hyper says. Whoever serves the connection shuts it down.
    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.poll_flush(context)
    }
}
