//! What all programs share: the client, the questions of samples/questions, and waiting.

use std::time::Duration;

use anyhow::{Context, Result};
use aws_config::{BehaviorVersion, Region};
use aws_sdk_mturk::types::HitStatus;
use aws_sdk_mturk::Client;
use aws_smithy_http_client::tls::{rustls_provider::CryptoMode, Provider};

/// A client for the marketplace that is set.
pub async fn connect() -> Result<Client> {
    let endpoint = std::env::var("AWS_ENDPOINT_URL_MTURK").context("AWS_ENDPOINT_URL_MTURK")?;
    Ok(connect_to(&endpoint).await)
}

/// A client for the marketplace at `endpoint`; the SDK itself finds the credentials in the environment.
pub async fn connect_to(endpoint: &str) -> Client {
    let http =
        aws_smithy_http_client::Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring)).build_https();
    let config = aws_config::defaults(BehaviorVersion::latest())
        .http_client(http)
        .endpoint_url(endpoint)
        .region(Region::from_static("us-east-1"))
        .load()
        .await;
    Client::new(&config)
}

pub fn question(name: &str) -> Result<String> {
    let path = format!("../questions/{name}.xml");
    std::fs::read_to_string(&path).context(path)
}

/// Asks once a second until all work on the HIT has been submitted.
pub async fn await_reviewable(mturk: &Client, hit_id: &str) -> Result<()> {
    loop {
        let answer = mturk.get_hit().hit_id(hit_id).send().await?;
        if answer.hit().and_then(|hit| hit.hit_status()) == Some(&HitStatus::Reviewable) {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}
