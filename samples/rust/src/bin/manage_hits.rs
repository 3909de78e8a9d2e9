//! Changes a HIT while it is worked on: its type, how many may do it, when it ends, how its review stands.

use std::time::Duration;

use anyhow::{Context, Result};
use aws_sdk_mturk::primitives::DateTime;
use aws_sdk_mturk::types::{Assignment, HitStatus, PolicyParameter, ReviewPolicy, ReviewPolicyLevel};
use aws_sdk_mturk::Client;
use connection::{connect, question};

fn review_policy() -> Result<ReviewPolicy> {
    let questions = PolicyParameter::builder().key("QuestionIds").values("seen").build();
    let threshold = PolicyParameter::builder().key("QuestionAgreementThreshold").values("50").build();
    let policy = ReviewPolicy::builder().policy_name("SimplePlurality/2011-09-01");
    Ok(policy.parameters(questions).parameters(threshold).build()?)
}

async fn create_hit_type(mturk: &Client, title: &str) -> Result<String> {
    let answer = mturk
        .create_hit_type()
        .title(title)
        .description("Say what you see.")
        .reward("0.10")
        .assignment_duration_in_seconds(600)
        .send()
        .await?;
    answer.hit_type_id.context("no HIT type in the answer")
}

async fn publish(mturk: &Client, hit_type_id: &str) -> Result<String> {
    let answer = mturk
        .create_hit_with_hit_type()
        .hit_type_id(hit_type_id)
        .max_assignments(1)
        .lifetime_in_seconds(3600)
        .question(question("question_form")?)
        .hit_review_policy(review_policy()?)
        .send()
        .await?;
    let hit = answer.hit.context("no HIT in the answer")?;
    hit.hit_id.context("a HIT without id")
}

/// Gives the HIT another type and one more assignment.
async fn change(mturk: &Client, hit_id: &str, hit_type_id: &str) -> Result<()> {
    mturk.update_hit_type_of_hit().hit_id(hit_id).hit_type_id(hit_type_id).send().await?;
    let answer = mturk.get_hit().hit_id(hit_id).send().await?;
    let hit = answer.hit().context("no HIT in the answer")?;
    println!("title: {}", hit.title().unwrap_or_default());
    mturk
        .create_additional_assignments_for_hit()
        .hit_id(hit_id)
        .number_of_additional_assignments(1)
        .send()
        .await?;
    let answer = mturk.get_hit().hit_id(hit_id).send().await?;
    let hit = answer.hit().context("no HIT in the answer")?;
    println!("assignments: {}", hit.max_assignments().context("a HIT without assignments")?);
    Ok(())
}

async fn print_listed(mturk: &Client, hit_type_id: &str) -> Result<()> {
    let mut listed = 0;
    let mut pages = mturk.list_hits().into_paginator().send();
    while let Some(page) = pages.next().await {
        listed += page?.hits().iter().filter(|hit| hit.hit_type_id() == Some(hit_type_id)).count();
    }
    println!("HITs of this type: {listed}");
    Ok(())
}

async fn assignments(mturk: &Client, hit_id: &str) -> Result<Vec<Assignment>> {
    let work = mturk.list_assignments_for_hit().hit_id(hit_id).send().await?;
    Ok(work.assignments.unwrap_or_default())
}

async fn status(mturk: &Client, hit_id: &str) -> Result<HitStatus> {
    let answer = mturk.get_hit().hit_id(hit_id).send().await?;
    let hit = answer.hit.context("no HIT in the answer")?;
    hit.hit_status.context("a HIT without status")
}

/// Ends the HIT, of whose two assignments one is done, and says that it is being reviewed.
async fn end(mturk: &Client, hit_id: &str) -> Result<()> {
    // A time that has passed ends the HIT at once.
    mturk.update_expiration_for_hit().hit_id(hit_id).expire_at(DateTime::from_secs(0)).send().await?;
    println!("status: {}", status(mturk, hit_id).await?);
    mturk.update_hit_review_status().hit_id(hit_id).revert(false).send().await?;
    println!("status: {}", status(mturk, hit_id).await?);
    Ok(())
}

/// What the review policy found about each question.
async fn print_review(mturk: &Client, hit_id: &str) -> Result<()> {
    let results = mturk
        .list_review_policy_results_for_hit()
        .hit_id(hit_id)
        .policy_levels(ReviewPolicyLevel::Hit)
        .send()
        .await?;
    let report = results.hit_review_report().context("no report in the answer")?;
    for result in report.review_results() {
        if let Some(question) = result.question_id() {
            let (key, value) = (result.key().unwrap_or_default(), result.value().unwrap_or_default());
            println!("review: {question} {key} = {value}");
        }
    }
    Ok(())
}

#[tokio::main]
async fn main() -> Result<()> {
    let mturk = connect().await?;
    let first = create_hit_type(&mturk, "Look out of the window").await?;
    let second = create_hit_type(&mturk, "Look out of the window, with patience").await?;
    let hit_id = publish(&mturk, &first).await?;
    change(&mturk, &hit_id, &second).await?;
    print_listed(&mturk, &second).await?;
    println!("HIT: {hit_id}");

    while assignments(&mturk, &hit_id).await?.is_empty() {
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    end(&mturk, &hit_id).await?;
    print_review(&mturk, &hit_id).await?;
    for assignment in assignments(&mturk, &hit_id).await? {
        mturk.approve_assignment().set_assignment_id(assignment.assignment_id).send().await?;
    }
    mturk.delete_hit().hit_id(&hit_id).send().await?;
    println!("deleted: {hit_id}");
    Ok(())
}
