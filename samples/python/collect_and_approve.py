"""Publishes three HITs, waits until they are done, reads the answers as plain values and approves them."""

import time
import xml.etree.ElementTree as ElementTree

from connection import connect, question, say

HITS = 3
ANSWERS = {
    "": "http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/QuestionFormAnswers.xsd"
}


def answers(xml):
    """Identifier to text or, for what was chosen from a list, to a list of identifiers."""
    found = {}
    for answer in ElementTree.fromstring(xml).iterfind("Answer", ANSWERS):
        text = answer.findtext("FreeText", namespaces=ANSWERS)
        chosen = [element.text for element in answer.iterfind("SelectionIdentifier", ANSWERS)]
        found[answer.findtext("QuestionIdentifier", namespaces=ANSWERS)] = chosen if text is None else text
    return found


def pages(operation, member, **parameters):
    """The members of all pages, two a page: the paginator follows NextToken."""
    paginator = mturk.get_paginator(operation)
    for page in paginator.paginate(**parameters, PaginationConfig={"PageSize": 2}):
        yield from page[member]


mturk = connect()
hit_type = mturk.create_hit_type(
    Title="Look out of the window",
    Description="Say what you see.",
    Keywords="window, animals",
    Reward="0.10",
    AssignmentDurationInSeconds=600,
)["HITTypeId"]
for _ in range(HITS):
    hit = mturk.create_hit_with_hit_type(
        HITTypeId=hit_type, MaxAssignments=1, LifetimeInSeconds=3600, Question=question("question_form")
    )["HIT"]
    say("HIT:", hit["HITId"])

while len(done := list(pages("list_reviewable_hits", "HITs", HITTypeId=hit_type))) < HITS:
    time.sleep(1)

approved = 0
for hit in done:
    for assignment in pages("list_assignments_for_hit", "Assignments", HITId=hit["HITId"]):
        for identifier, value in answers(assignment["Answer"]).items():
            say("answer:", identifier, "=", ", ".join(value) if isinstance(value, list) else value)
        mturk.approve_assignment(AssignmentId=assignment["AssignmentId"], RequesterFeedback="Thank you")
        approved += 1
    mturk.delete_hit(HITId=hit["HITId"])
say("approved:", approved)
