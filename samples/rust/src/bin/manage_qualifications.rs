//! Decides on requests for a qualification, gives it unasked, looks up who has it, and takes it away.

use std::time::Duration;

use anyhow::{Context, Result};
use aws_sdk_mturk::types::{
    Comparator, Qualification, QualificationRequirement, QualificationStatus, QualificationTypeStatus,
};
use aws_sdk_mturk::Client;
use connection::{await_reviewable, connect, question};
use uuid::Uuid;

async fn create_qualification(mturk: &Client, name: &str) -> Result<String> {
    let answer = mturk
        .create_qualification_type()
        .name(name)
        .description("For people who know birds.")
        .qualification_type_status(QualificationTypeStatus::Active)
        .retry_delay_in_seconds(1)
        .send()
        .await?;
    let created = answer.qualification_type.context("no qualification type in the answer")?;
    created.qualification_type_id.context("a qualification type without id")
}

/// Finds the qualification by its name and changes its description.
async fn describe(mturk: &Client, name: &str, qualification: &str) -> Result<()> {
    let found = mturk
        .list_qualification_types()
        .query(name)
        .must_be_requestable(true)
        .must_be_owned_by_caller(true)
        .send()
        .await?;
    println!("found: {}", found.qualification_types().len());
    mturk
        .update_qualification_type()
        .qualification_type_id(qualification)
        .description("For people who watch birds.")
        .send()
        .await?;
    let answer = mturk.get_qualification_type().qualification_type_id(qualification).send().await?;
    let about = answer.qualification_type().context("no qualification type in the answer")?;
    println!("description: {}", about.description().unwrap_or_default());
    Ok(())
}

async fn publish(mturk: &Client, qualification: &str) -> Result<String> {
    let requirement = QualificationRequirement::builder()
        .qualification_type_id(qualification)
        .comparator(Comparator::Exists)
        .build()?;
    let answer = mturk
        .create_hit()
        .title("Look out of the window, if you watch birds")
        .description("Say what you see.")
        .reward("0.10")
        .max_assignments(1)
        .lifetime_in_seconds(3600)
        .assignment_duration_in_seconds(600)
        .qualification_requirements(requirement)
        .question(question("question_form")?)
        .send()
        .await?;
    let hit = answer.hit.context("no HIT in the answer")?;
    let listed = mturk.list_hits_for_qualification_type().qualification_type_id(qualification).send().await?;
    println!("HITs that require it: {}", listed.hits().len());
    hit.hit_id.context("a HIT without id")
}

/// The request that waits for a decision, once there is one.
async fn next_request(mturk: &Client, qualification: &str) -> Result<String> {
    loop {
        let waiting = mturk.list_qualification_requests().qualification_type_id(qualification).send().await?;
        if let Some(request) = waiting.qualification_requests().first() {
            return Ok(request.qualification_request_id().context("a request without id")?.to_owned());
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

/// Rejects the first request and accepts the second.
async fn decide(mturk: &Client, qualification: &str) -> Result<()> {
    let first = next_request(mturk, qualification).await?;
    mturk
        .reject_qualification_request()
        .qualification_request_id(first)
        .reason("Please ask again tomorrow.")
        .send()
        .await?;
    println!("request: rejected");
    let second = next_request(mturk, qualification).await?;
    mturk.accept_qualification_request().qualification_request_id(second).integer_value(80).send().await?;
    println!("request: accepted");
    Ok(())
}

async fn holders(mturk: &Client, qualification: &str) -> Result<Vec<Qualification>> {
    let held = mturk
        .list_workers_with_qualification_type()
        .qualification_type_id(qualification)
        .status(QualificationStatus::Granted)
        .send()
        .await?;
    Ok(held.qualifications.unwrap_or_default())
}

/// Gives each holder another value, and then takes the qualification away.
async fn give_and_take(mturk: &Client, qualification: &str) -> Result<()> {
    for holder in holders(mturk, qualification).await? {
        mturk
            .associate_qualification_with_worker()
            .qualification_type_id(qualification)
            .set_worker_id(holder.worker_id)
            .integer_value(95)
            .send_notification(false)
            .send()
            .await?;
    }
    for holder in holders(mturk, qualification).await? {
        println!("value: {}", holder.integer_value.context("a qualification without value")?);
        mturk
            .disassociate_qualification_from_worker()
            .qualification_type_id(qualification)
            .set_worker_id(holder.worker_id)
            .reason("The birds have left.")
            .send()
            .await?;
    }
    println!("workers who have it: {}", holders(mturk, qualification).await?.len());
    Ok(())
}

#[tokio::main]
async fn main() -> Result<()> {
    let mturk = connect().await?;
    let name = format!("Watches birds {}", Uuid::new_v4());
    let qualification = create_qualification(&mturk, &name).await?;
    println!("qualification type: {qualification}");
    describe(&mturk, &name, &qualification).await?;
    let hit_id = publish(&mturk, &qualification).await?;
    println!("HIT: {hit_id}");

    decide(&mturk, &qualification).await?;
    await_reviewable(&mturk, &hit_id).await?;
    let work = mturk.list_assignments_for_hit().hit_id(&hit_id).send().await?;
    for assignment in work.assignments.unwrap_or_default() {
        mturk.approve_assignment().set_assignment_id(assignment.assignment_id).send().await?;
    }
    give_and_take(&mturk, &qualification).await?;
    mturk.delete_hit().hit_id(&hit_id).send().await?;
    mturk.delete_qualification_type().qualification_type_id(&qualification).send().await?;
    println!("deleted: {qualification}");
    Ok(())
}
