//! Publishes three HITs, waits until they are done, reads the answers as plain values and approves them.

use std::time::Duration;

use anyhow::{Context, Result};
use aws_sdk_mturk::types::{Assignment, Hit};
use aws_sdk_mturk::Client;
use connection::{connect, question};
use roxmltree::{Document, Node};

const HITS: usize = 3;
const PAGE_SIZE: i32 = 2;
const ANSWERS: &str =
    "http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/QuestionFormAnswers.xsd";

fn texts<'a>(parent: Node<'a, 'a>, name: &'static str) -> impl Iterator<Item = &'a str> {
    parent
        .children()
        .filter(move |child| child.has_tag_name((ANSWERS, name)))
        .map(|child| child.text().unwrap_or_default())
}

/// Each identifier with its text or, for what was chosen from a list, with the identifiers.
fn answers(xml: &str) -> Result<Vec<(String, String)>> {
    let document = Document::parse(xml)?;
    document
        .root_element()
        .children()
        .filter(|child| child.has_tag_name((ANSWERS, "Answer")))
        .map(|answer| {
            let identifier = texts(answer, "QuestionIdentifier").next().context("no identifier")?;
            let chosen: Vec<_> = texts(answer, "SelectionIdentifier").collect();
            let value = texts(answer, "FreeText").next().map_or_else(|| chosen.join(", "), str::to_owned);
            Ok((identifier.to_owned(), value))
        })
        .collect()
}

/// The id of a new HIT type with three HITs.
async fn publish(mturk: &Client) -> Result<String> {
    let hit_type = mturk
        .create_hit_type()
        .title("Look out of the window")
        .description("Say what you see.")
        .keywords("window, animals")
        .reward("0.10")
        .assignment_duration_in_seconds(600)
        .send()
        .await?;
    let hit_type_id = hit_type.hit_type_id().context("no HIT type in the answer")?;
    let question = question("question_form")?;
    for _ in 0..HITS {
        let answer = mturk
            .create_hit_with_hit_type()
            .hit_type_id(hit_type_id)
            .max_assignments(1)
            .lifetime_in_seconds(3600)
            .question(&question)
            .send()
            .await?;
        let hit = answer.hit().context("no HIT in the answer")?;
        println!("HIT: {}", hit.hit_id().unwrap_or_default());
    }
    Ok(hit_type_id.to_owned())
}

/// From all pages: the paginator follows NextToken.
async fn reviewable(mturk: &Client, hit_type_id: &str) -> Result<Vec<Hit>> {
    let request = mturk.list_reviewable_hits().hit_type_id(hit_type_id);
    let pages = request.into_paginator().page_size(PAGE_SIZE).send().try_collect().await?;
    Ok(pages.into_iter().filter_map(|page| page.hits).flatten().collect())
}

async fn assignments(mturk: &Client, hit_id: &str) -> Result<Vec<Assignment>> {
    let request = mturk.list_assignments_for_hit().hit_id(hit_id);
    let pages = request.into_paginator().page_size(PAGE_SIZE).send().try_collect().await?;
    Ok(pages.into_iter().filter_map(|page| page.assignments).flatten().collect())
}

#[tokio::main]
async fn main() -> Result<()> {
    let mturk = connect().await?;
    let hit_type_id = publish(&mturk).await?;
    let mut done = reviewable(&mturk, &hit_type_id).await?;
    while done.len() < HITS {
        tokio::time::sleep(Duration::from_secs(1)).await;
        done = reviewable(&mturk, &hit_type_id).await?;
    }

    let mut approved = 0;
    for hit in done {
        let hit_id = hit.hit_id().context("a HIT without id")?;
        for assignment in assignments(&mturk, hit_id).await? {
            for (identifier, value) in answers(assignment.answer().unwrap_or_default())? {
                println!("answer: {identifier} = {value}");
            }
            mturk
                .approve_assignment()
                .set_assignment_id(assignment.assignment_id)
                .requester_feedback("Thank you")
                .send()
                .await?;
            approved += 1;
        }
        mturk.delete_hit().hit_id(hit_id).send().await?;
    }
    println!("approved: {approved}");
    Ok(())
}
