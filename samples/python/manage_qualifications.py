"""Decides on requests for a qualification, gives it unasked, looks up who has it, and takes it away."""

import time
import uuid

from connection import connect, question, say


def next_request():
    """The request that waits for a decision, once there is one."""
    while not (
        requests := mturk.list_qualification_requests(QualificationTypeId=qualification)[
            "QualificationRequests"
        ]
    ):
        time.sleep(1)
    return requests[0]["QualificationRequestId"]


def holders():
    return mturk.list_workers_with_qualification_type(QualificationTypeId=qualification, Status="Granted")[
        "Qualifications"
    ]


mturk = connect()
name = f"Watches birds {uuid.uuid4()}"
qualification = mturk.create_qualification_type(
    Name=name,
    Description="For people who know birds.",
    QualificationTypeStatus="Active",
    RetryDelayInSeconds=1,
)["QualificationType"]["QualificationTypeId"]
say("qualification type:", qualification)
found = mturk.list_qualification_types(Query=name, MustBeRequestable=True, MustBeOwnedByCaller=True)
say("found:", len(found["QualificationTypes"]))
mturk.update_qualification_type(QualificationTypeId=qualification, Description="For people who watch birds.")
about = mturk.get_qualification_type(QualificationTypeId=qualification)["QualificationType"]
say("description:", about["Description"])

hit = mturk.create_hit(
    Title="Look out of the window, if you watch birds",
    Description="Say what you see.",
    Reward="0.10",
    MaxAssignments=1,
    LifetimeInSeconds=3600,
    AssignmentDurationInSeconds=600,
    QualificationRequirements=[{"QualificationTypeId": qualification, "Comparator": "Exists"}],
    Question=question("question_form"),
)["HIT"]["HITId"]
listed = mturk.list_hits_for_qualification_type(QualificationTypeId=qualification)
say("HITs that require it:", len(listed["HITs"]))
say("HIT:", hit)

mturk.reject_qualification_request(
    QualificationRequestId=next_request(), Reason="Please ask again tomorrow."
)
say("request: rejected")
mturk.accept_qualification_request(QualificationRequestId=next_request(), IntegerValue=80)
say("request: accepted")

while mturk.get_hit(HITId=hit)["HIT"]["HITStatus"] != "Reviewable":
    time.sleep(1)
for assignment in mturk.list_assignments_for_hit(HITId=hit)["Assignments"]:
    mturk.approve_assignment(AssignmentId=assignment["AssignmentId"])

worker = holders()[0]["WorkerId"]
mturk.associate_qualification_with_worker(
    QualificationTypeId=qualification, WorkerId=worker, IntegerValue=95, SendNotification=False
)
say("value:", holders()[0]["IntegerValue"])
mturk.disassociate_qualification_from_worker(
    QualificationTypeId=qualification, WorkerId=worker, Reason="The birds have left."
)
say("workers who have it:", len(holders()))

mturk.delete_hit(HITId=hit)
mturk.delete_qualification_type(QualificationTypeId=qualification)
say("deleted:", qualification)
