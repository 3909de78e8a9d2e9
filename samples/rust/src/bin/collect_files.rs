//! Asks for a file, and says where it can be fetched from for the next minute.

use anyhow::{Context, Result};
use aws_sdk_mturk::Client;
use connection::{await_reviewable, connect, question};

async fn publish(mturk: &Client) -> Result<String> {
    let answer = mturk
        .create_hit()
        .title("Show your window")
        .description("Send a photo.")
        .reward("0.10")
        .max_assignments(1)
        .lifetime_in_seconds(3600)
        .assignment_duration_in_seconds(600)
        .question(question("file_form")?)
        .send()
        .await?;
    let hit = answer.hit.context("no HIT in the answer")?;
    hit.hit_id.context("a HIT without id")
}

#[tokio::main]
async fn main() -> Result<()> {
    let mturk = connect().await?;
    let hit_id = publish(&mturk).await?;
    println!("HIT: {hit_id}");
    await_reviewable(&mturk, &hit_id).await?;

    let work = mturk.list_assignments_for_hit().hit_id(&hit_id).send().await?;
    for done in work.assignments() {
        let assignment = done.assignment_id().context("an assignment without id")?;
        let address =
            mturk.get_file_upload_url().assignment_id(assignment).question_identifier("photo").send().await?;
        println!("photo: {}", address.file_upload_url().unwrap_or_default());
        mturk.approve_assignment().assignment_id(assignment).send().await?;
    }
    println!("collected: {}", work.assignments().len());
    Ok(())
}
