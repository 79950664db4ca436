//! `powermap serve`: a store shown live, to people as a page and to programs as a JSON API.

mod add;
mod api;
mod error;
mod openapi;
mod parameters;
mod parts;
mod questions;
mod route;

use super::store::Place;
use super::usage::Usage;
use super::{Outcome, input, output};
use crate::web::guard::{Hosts, host_name};
use crate::web::{Limits, Server};
use anyhow::{Context, Result, anyhow, ensure};
use api::Api;
use clap::Args;
use std::io::ErrorKind;
use std::net::{SocketAddr, TcpListener, ToSocketAddrs};
use std::path::PathBuf;
use std::sync::Arc;

/// Show a store live: a page to explore it in, and a JSON API that answers the same questions
#[derive(Debug, Args)]
#[command(after_help = "\
It listens to this machine alone unless told otherwise, changes nothing without --write, and refuses what pages of other sites send.
The API is told at /openapi.json and in docs/api.md. Ctrl-C stops it.

Examples:
  powermap serve
  powermap serve --store wire.db --listen 127.0.0.1:9000
  powermap serve --write                    articles may be added in the page, too
  curl 'http://127.0.0.1:8787/api/who?relation=supports&name=Hallam'")]
pub(super) struct Options {
    #[command(flatten)]
    place: Place,
    /// Address, or name of this machine, and port; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8787", value_parser = address)]
    listen: SocketAddr,
    /// Let articles be added, which only this machine may do
    #[arg(long)]
    write: bool,
    /// A name by which the server may be called, besides localhost and addresses, as behind a proxy; may be given several times
    #[arg(long = "host", value_name = "NAME", value_parser = host_name)]
    hosts: Vec<String>,
    /// The relations that questions may name and that added articles are read for, as `powermap extract` takes them
    #[arg(long, value_name = "FILE")]
    ontology: Option<PathBuf>,
}

/// The address that is given, or that a name means on this machine.
fn address(text: &str) -> Result<SocketAddr, String> {
    let example = "give an address and a port, such as 127.0.0.1:8787";
    let named: Vec<SocketAddr> = text.to_socket_addrs().map_err(|_| example)?.collect();
    // Of several, such as those of localhost, that which the page's address is told by.
    let found = named.iter().find(|address| address.is_ipv4()).or(named.first());
    found.copied().ok_or_else(|| example.to_owned())
}

pub(super) fn run(options: &Options) -> Result<Outcome> {
    let loopback = options.listen.ip().is_loopback();
    ensure!(
        loopback || !options.write,
        Usage(format!(
            "{}: with --write, whoever reaches this address could change the store; listen on 127.0.0.1, or leave out --write",
            options.listen
        ))
    );
    let ontology = input::ontology(options.ontology.as_deref())?;
    let api = Api::open(&options.place, ontology, options.write)?;
    let listener = TcpListener::bind(options.listen).map_err(|error| cannot_listen(options.listen, &error))?;
    let address = listener.local_addr().context("the system does not tell the address")?;
    if !loopback {
        output::message(&format!("{address}: everybody who reaches this address can read the store"))?;
    }
    let store = options.place.store.display();
    let access = if options.write { "articles may be added" } else { "read-only" };
    output::print(format!("{store} is shown at http://{address}/ ({access}); stop with Ctrl-C\n").as_bytes())?;
    let hosts = Hosts { loopback, names: options.hosts.clone() };
    let server = Server { listener, hosts, limits: Limits::default(), service: Arc::new(api) };
    server.run().context("the server")?;
    Ok(Outcome::Done)
}

fn cannot_listen(address: SocketAddr, error: &std::io::Error) -> anyhow::Error {
    match error.kind() {
        ErrorKind::AddrInUse => anyhow!(
            "{address}: another program listens there; give another port with --listen {}:PORT, or 0 for a free one",
            address.ip()
        ),
        ErrorKind::PermissionDenied => {
            anyhow!("{address}: this port is not for everybody; give one from 1024 with --listen")
        }
        ErrorKind::AddrNotAvailable => anyhow!("{address}: this machine has no such address; give one of its own"),
        kind => anyhow!("{address}: cannot listen there ({kind}); give another with --listen"),
    }
}
