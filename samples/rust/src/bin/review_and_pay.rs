//! Rejects an assignment, thinks better of it, pays a bonus, and writes to, blocks and unblocks its worker.

use anyhow::{Context, Result};
use aws_sdk_mturk::types::AssignmentStatus;
use aws_sdk_mturk::Client;
use connection::{await_reviewable, connect, question};
use uuid::Uuid;

async fn publish(mturk: &Client) -> Result<String> {
    let answer = mturk
        .create_hit()
        .title("Look out of the window")
        .description("Say what you see.")
        .reward("0.10")
        .max_assignments(1)
        .lifetime_in_seconds(3600)
        .assignment_duration_in_seconds(600)
        .question(question("question_form")?)
        .send()
        .await?;
    let hit = answer.hit.context("no HIT in the answer")?;
    hit.hit_id.context("a HIT without id")
}

async fn status(mturk: &Client, assignment: &str) -> Result<AssignmentStatus> {
    let answer = mturk.get_assignment().assignment_id(assignment).send().await?;
    let found = answer.assignment.context("no assignment in the answer")?;
    found.assignment_status.context("an assignment without status")
}

/// Rejects, and takes it back.
async fn review(mturk: &Client, assignment: &str) -> Result<()> {
    mturk
        .reject_assignment()
        .assignment_id(assignment)
        .requester_feedback("There is no such animal.")
        .send()
        .await?;
    println!("after the rejection: {}", status(mturk, assignment).await?);
    mturk
        .approve_assignment()
        .assignment_id(assignment)
        .requester_feedback("There is one.")
        .override_rejection(true)
        .send()
        .await?;
    println!("after the override: {}", status(mturk, assignment).await?);
    Ok(())
}

async fn pay(mturk: &Client, worker: &str, assignment: &str) -> Result<()> {
    mturk
        .send_bonus()
        .worker_id(worker)
        .assignment_id(assignment)
        .bonus_amount("0.50")
        .reason("Sorry for the rejection.")
        .unique_request_token(Uuid::new_v4()) // a repeated call pays nothing twice
        .send()
        .await?;
    let paid = mturk.list_bonus_payments().assignment_id(assignment).send().await?;
    for bonus in paid.bonus_payments() {
        println!("bonus: {}", bonus.bonus_amount().unwrap_or_default());
    }
    Ok(())
}

async fn write(mturk: &Client, worker: &str) -> Result<()> {
    let answer = mturk
        .notify_workers()
        .subject("Your animal")
        .message_text("It does exist. We have paid you.")
        .worker_ids(worker)
        .send()
        .await?;
    println!("messages that failed: {}", answer.notify_workers_failure_statuses().len());
    Ok(())
}

async fn print_blocked(mturk: &Client) -> Result<()> {
    let answer = mturk.list_worker_blocks().send().await?;
    println!("blocked workers: {}", answer.worker_blocks().len());
    Ok(())
}

/// Blocks the worker, and unblocks them again.
async fn block(mturk: &Client, worker: &str) -> Result<()> {
    mturk.create_worker_block().worker_id(worker).reason("Only to show how it is done.").send().await?;
    print_blocked(mturk).await?;
    mturk
        .delete_worker_block()
        .worker_id(worker)
        .reason("It was only to show how it is done.")
        .send()
        .await?;
    print_blocked(mturk).await
}

#[tokio::main]
async fn main() -> Result<()> {
    let mturk = connect().await?;
    let hit_id = publish(&mturk).await?;
    println!("HIT: {hit_id}");
    await_reviewable(&mturk, &hit_id).await?;

    let request = mturk.list_assignments_for_hit().hit_id(&hit_id);
    let work = request.assignment_statuses(AssignmentStatus::Submitted).send().await?;
    for submitted in work.assignments() {
        let assignment = submitted.assignment_id().context("an assignment without id")?;
        let worker = submitted.worker_id().context("an assignment without worker")?;
        review(&mturk, assignment).await?;
        pay(&mturk, worker, assignment).await?;
        write(&mturk, worker).await?;
        block(&mturk, worker).await?;
    }
    mturk.delete_hit().hit_id(&hit_id).send().await?;
    Ok(())
}
