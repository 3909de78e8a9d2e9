"""Rejects an assignment, thinks better of it, pays a bonus, and writes to, blocks and unblocks its worker."""

import time
import uuid

from connection import connect, question, say

mturk = connect()
hit = mturk.create_hit(
    Title="Look out of the window",
    Description="Say what you see.",
    Reward="0.10",
    MaxAssignments=1,
    LifetimeInSeconds=3600,
    AssignmentDurationInSeconds=600,
    Question=question("question_form"),
)["HIT"]["HITId"]
say("HIT:", hit)

while mturk.get_hit(HITId=hit)["HIT"]["HITStatus"] != "Reviewable":
    time.sleep(1)
[assignment] = mturk.list_assignments_for_hit(HITId=hit, AssignmentStatuses=["Submitted"])["Assignments"]
work, worker = assignment["AssignmentId"], assignment["WorkerId"]


def status():
    return mturk.get_assignment(AssignmentId=work)["Assignment"]["AssignmentStatus"]


mturk.reject_assignment(AssignmentId=work, RequesterFeedback="There is no such animal.")
say("after the rejection:", status())
mturk.approve_assignment(AssignmentId=work, RequesterFeedback="There is one.", OverrideRejection=True)
say("after the override:", status())

mturk.send_bonus(
    WorkerId=worker,
    AssignmentId=work,
    BonusAmount="0.50",
    Reason="Sorry for the rejection.",
    UniqueRequestToken=str(uuid.uuid4()),  # a repeated call pays nothing twice
)
for bonus in mturk.list_bonus_payments(AssignmentId=work)["BonusPayments"]:
    say("bonus:", bonus["BonusAmount"])

failures = mturk.notify_workers(
    Subject="Your animal", MessageText="It does exist. We have paid you.", WorkerIds=[worker]
)["NotifyWorkersFailureStatuses"]
say("messages that failed:", len(failures))


def blocked():
    return [block["WorkerId"] for block in mturk.list_worker_blocks()["WorkerBlocks"]]


mturk.create_worker_block(WorkerId=worker, Reason="Only to show how it is done.")
say("blocked workers:", len(blocked()))
mturk.delete_worker_block(WorkerId=worker, Reason="It was only to show how it is done.")
say("blocked workers:", len(blocked()))
mturk.delete_hit(HITId=hit)
