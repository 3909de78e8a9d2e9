//! Publishes a HIT of each kind of question, for workers in two countries whose work is mostly approved.

use anyhow::{Context, Result};
use aws_sdk_mturk::types::{Comparator, Locale, QualificationRequirement};
use connection::{connect, question};
use uuid::Uuid;

const KINDS: [(&str, &str); 3] = [
    ("HTMLQuestion", "html_question"),
    ("ExternalQuestion", "external_question"),
    ("QuestionForm", "question_form"),
];

fn requirements() -> Result<Vec<QualificationRequirement>> {
    let locale = QualificationRequirement::builder()
        .qualification_type_id("00000000000000000071") // Worker_Locale
        .comparator(Comparator::In)
        .locale_values(Locale::builder().country("DE").build()?)
        .locale_values(Locale::builder().country("US").build()?)
        .build()?;
    let percentage = QualificationRequirement::builder()
        .qualification_type_id("000000000000000000L0") // Worker_PercentAssignmentsApproved
        .comparator(Comparator::GreaterThanOrEqualTo)
        .integer_values(95)
        .build()?;
    Ok(vec![locale, percentage])
}

#[tokio::main]
async fn main() -> Result<()> {
    let mturk = connect().await?;
    for (kind, file) in KINDS {
        let answer = mturk
            .create_hit()
            .title(format!("Look out of the window ({kind})"))
            .description("Say what you see.")
            .keywords("window, animals")
            .reward("0.10")
            .max_assignments(1)
            .lifetime_in_seconds(3600)
            .assignment_duration_in_seconds(600)
            .set_qualification_requirements(Some(requirements()?))
            .question(question(file)?)
            .unique_request_token(Uuid::new_v4()) // a repeated call publishes nothing twice
            .send()
            .await?;
        let hit = answer.hit().context("no HIT in the answer")?;
        println!("HIT: {} {kind}", hit.hit_id().unwrap_or_default());
    }
    println!("published: {}", KINDS.len());
    Ok(())
}
