//! Hears by webhook what happens to a HIT, and approves its assignment as soon as it is submitted.

use std::collections::HashSet;
use std::thread;
use std::time::{Duration, SystemTime};

use anyhow::{anyhow, Context, Result};
use aws_sdk_mturk::types::{EventType, NotificationSpecification};
use aws_sdk_mturk::Client;
use connection::{connect, question};
use hmac::{Hmac, KeyInit, Mac};
use serde::Deserialize;
use sha2::Sha256;
use tiny_http::{Request, Response, Server};
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Event {
    event_type: String,
    assignment_id: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Document {
    event_doc_id: String,
    events: Vec<Event>,
}

/// `header` is t=(epoch seconds),v1=(hex): who knows the address but not the secret cannot write it.
fn is_genuine(secret: &str, header: &str, body: &[u8]) -> Option<()> {
    let (time, signature) = header.strip_prefix("t=")?.split_once(",v1=")?;
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).ok()?;
    mac.update(time.as_bytes());
    mac.update(b".");
    mac.update(body);
    mac.verify_slice(&hex::decode(signature).ok()?).ok()?; // in constant time
    let sent = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(time.parse().ok()?))?;
    let age = sent.elapsed().unwrap_or_else(|ahead| ahead.duration());
    (age < Duration::from_secs(300)).then_some(())
}

/// The document of a message, if it is genuine.
fn read(secret: &str, request: &mut Request) -> Option<Document> {
    let mut body = Vec::new();
    request.as_reader().read_to_end(&mut body).ok()?;
    let header = request.headers().iter().find(|header| header.field.equiv("Kempelen-Signature"))?;
    is_genuine(secret, header.value.as_str(), &body)?;
    serde_json::from_slice(&body).ok()
}

/// Passes on the genuine messages.
fn receive(webhook: Server, secret: String, documents: UnboundedSender<Document>) -> Result<()> {
    for mut request in webhook.incoming_requests() {
        let document = read(&secret, &mut request);
        request.respond(Response::empty(if document.is_some() { 204 } else { 403 }))?;
        if let Some(document) = document {
            documents.send(document)?;
        }
    }
    Ok(())
}

/// The id of a HIT whose events are sent to `destination`.
async fn publish(mturk: &Client, destination: &str) -> Result<String> {
    let hit_type = mturk
        .create_hit_type()
        .title("Look out of the window")
        .description("Say what you see.")
        .reward("0.10")
        .assignment_duration_in_seconds(600)
        .send()
        .await?;
    let hit_type_id = hit_type.hit_type_id().context("no HIT type in the answer")?;
    let notification = NotificationSpecification::builder()
        .destination(destination)
        .transport("Webhook".into()) // Kempelen's own, so the SDK has no variant for it
        .version("2014-08-15")
        .event_types(EventType::AssignmentAccepted)
        .event_types(EventType::AssignmentSubmitted)
        .event_types(EventType::AssignmentApproved)
        .build()?;
    // A Ping comes at once if the destination can be reached.
    mturk
        .send_test_event_notification()
        .notification(notification.clone())
        .test_event_type(EventType::Ping)
        .send()
        .await?;
    mturk
        .update_notification_settings()
        .hit_type_id(hit_type_id)
        .notification(notification)
        .active(true)
        .send()
        .await?;
    let answer = mturk
        .create_hit_with_hit_type()
        .hit_type_id(hit_type_id)
        .max_assignments(1)
        .lifetime_in_seconds(3600)
        .question(question("question_form")?)
        .send()
        .await?;
    let hit = answer.hit.context("no HIT in the answer")?;
    hit.hit_id.context("a HIT without id")
}

/// Takes each document once, although it may come twice, until the work has been approved.
async fn hear(mturk: &Client, mut documents: UnboundedReceiver<Document>) -> Result<()> {
    let mut known = HashSet::new();
    while let Some(document) = documents.recv().await {
        if !known.insert(document.event_doc_id) {
            continue;
        }
        for event in document.events {
            println!("event: {}", event.event_type);
            match EventType::from(event.event_type.as_str()) {
                EventType::AssignmentSubmitted => {
                    mturk.approve_assignment().set_assignment_id(event.assignment_id).send().await?;
                }
                EventType::AssignmentApproved => return Ok(()),
                _ => {}
            }
        }
    }
    Err(anyhow!("the webhook has stopped"))
}

#[tokio::main]
async fn main() -> Result<()> {
    let secret = std::env::var("KEMPELEN_WEBHOOK_SECRET").context("KEMPELEN_WEBHOOK_SECRET")?;
    let webhook = Server::http("127.0.0.1:0").map_err(|error| anyhow!(error))?;
    let destination = format!("http://{}/", webhook.server_addr());
    let (sender, documents) = mpsc::unbounded_channel();
    thread::spawn(move || receive(webhook, secret, sender));

    let mturk = connect().await?;
    let hit_id = publish(&mturk, &destination).await?;
    println!("HIT: {hit_id}");
    hear(&mturk, documents).await?;
    mturk.delete_hit().hit_id(&hit_id).send().await?;
    println!("heard: everything");
    Ok(())
}
