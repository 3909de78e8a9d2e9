//! Makes a qualification with a test that is graded at once, and a HIT for those who pass it.

use anyhow::{Context, Result};
use aws_sdk_mturk::types::{Comparator, QualificationRequirement, QualificationTypeStatus};
use aws_sdk_mturk::Client;
use connection::{await_reviewable, connect, question};
use uuid::Uuid;

async fn create_qualification(mturk: &Client) -> Result<String> {
    let answer = mturk
        .create_qualification_type()
        .name(format!("Knows animals {}", Uuid::new_v4()))
        .description("Two questions about animals.")
        .qualification_type_status(QualificationTypeStatus::Active)
        .test(question("test")?)
        .test_duration_in_seconds(600)
        .answer_key(question("answer_key")?)
        .send()
        .await?;
    let created = answer.qualification_type.context("no qualification type in the answer")?;
    created.qualification_type_id.context("a qualification type without id")
}

async fn publish(mturk: &Client, qualification: &str) -> Result<String> {
    let requirement = QualificationRequirement::builder()
        .qualification_type_id(qualification)
        .comparator(Comparator::GreaterThanOrEqualTo)
        .integer_values(80)
        .build()?;
    let answer = mturk
        .create_hit()
        .title("Look out of the window, if you know animals")
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
    hit.hit_id.context("a HIT without id")
}

#[tokio::main]
async fn main() -> Result<()> {
    let mturk = connect().await?;
    let qualification = create_qualification(&mturk).await?;
    println!("qualification type: {qualification}");
    let hit_id = publish(&mturk, &qualification).await?;
    println!("HIT: {hit_id}");
    await_reviewable(&mturk, &hit_id).await?;

    let work = mturk.list_assignments_for_hit().hit_id(&hit_id).send().await?;
    for assignment in work.assignments.unwrap_or_default() {
        let score = mturk
            .get_qualification_score()
            .qualification_type_id(&qualification)
            .set_worker_id(assignment.worker_id)
            .send()
            .await?;
        let held = score.qualification.context("no qualification in the answer")?;
        println!("score: {}", held.integer_value.context("a qualification without value")?);
        mturk.approve_assignment().set_assignment_id(assignment.assignment_id).send().await?;
    }
    mturk.delete_hit().hit_id(&hit_id).send().await?;
    mturk.delete_qualification_type().qualification_type_id(&qualification).send().await?;
    println!("deleted: {qualification}");
    Ok(())
}
