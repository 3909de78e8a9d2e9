"""Makes a qualification with a test that is graded at once, and a HIT for those who pass it."""

import time
import uuid

from connection import connect, question, say

mturk = connect()
qualification = mturk.create_qualification_type(
    Name=f"Knows animals {uuid.uuid4()}",
    Description="Two questions about animals.",
    QualificationTypeStatus="Active",
    Test=question("test"),
    TestDurationInSeconds=600,
    AnswerKey=question("answer_key"),
)["QualificationType"]["QualificationTypeId"]
say("qualification type:", qualification)

hit = mturk.create_hit(
    Title="Look out of the window, if you know animals",
    Description="Say what you see.",
    Reward="0.10",
    MaxAssignments=1,
    LifetimeInSeconds=3600,
    AssignmentDurationInSeconds=600,
    QualificationRequirements=[
        {
            "QualificationTypeId": qualification,
            "Comparator": "GreaterThanOrEqualTo",
            "IntegerValues": [80],
        }
    ],
    Question=question("question_form"),
)["HIT"]["HITId"]
say("HIT:", hit)

while mturk.get_hit(HITId=hit)["HIT"]["HITStatus"] != "Reviewable":
    time.sleep(1)

for assignment in mturk.list_assignments_for_hit(HITId=hit)["Assignments"]:
    score = mturk.get_qualification_score(QualificationTypeId=qualification, WorkerId=assignment["WorkerId"])
    say("score:", score["Qualification"]["IntegerValue"])
    mturk.approve_assignment(AssignmentId=assignment["AssignmentId"])
mturk.delete_hit(HITId=hit)
mturk.delete_qualification_type(QualificationTypeId=qualification)
say("deleted:", qualification)
