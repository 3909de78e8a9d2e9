"""Changes a HIT while it is worked on: its type, how many may do it, when it ends, how its review stands."""

import time

from connection import connect, question, say

REVIEW_POLICY = {
    "PolicyName": "SimplePlurality/2011-09-01",
    "Parameters": [
        {"Key": "QuestionIds", "Values": ["seen"]},
        {"Key": "QuestionAgreementThreshold", "Values": ["50"]},
    ],
}


def hit_type(title):
    return mturk.create_hit_type(
        Title=title, Description="Say what you see.", Reward="0.10", AssignmentDurationInSeconds=600
    )["HITTypeId"]


mturk = connect()
first, second = hit_type("Look out of the window"), hit_type("Look out of the window, with patience")
hit = mturk.create_hit_with_hit_type(
    HITTypeId=first,
    MaxAssignments=1,
    LifetimeInSeconds=3600,
    Question=question("question_form"),
    HITReviewPolicy=REVIEW_POLICY,
)["HIT"]["HITId"]

mturk.update_hit_type_of_hit(HITId=hit, HITTypeId=second)
say("title:", mturk.get_hit(HITId=hit)["HIT"]["Title"])
mturk.create_additional_assignments_for_hit(HITId=hit, NumberOfAdditionalAssignments=1)
say("assignments:", mturk.get_hit(HITId=hit)["HIT"]["MaxAssignments"])
listed = 0
for page in mturk.get_paginator("list_hits").paginate():
    listed += sum(one["HITTypeId"] == second for one in page["HITs"])
say("HITs of this type:", listed)

say("HIT:", hit)
while not mturk.list_assignments_for_hit(HITId=hit)["Assignments"]:
    time.sleep(1)
# One of two assignments is done; a time that has passed ends the HIT at once.
mturk.update_expiration_for_hit(HITId=hit, ExpireAt=0)
say("status:", mturk.get_hit(HITId=hit)["HIT"]["HITStatus"])
mturk.update_hit_review_status(HITId=hit, Revert=False)
say("status:", mturk.get_hit(HITId=hit)["HIT"]["HITStatus"])

results = mturk.list_review_policy_results_for_hit(HITId=hit, PolicyLevels=["HIT"])
for result in results["HITReviewReport"]["ReviewResults"]:
    if "QuestionId" in result:
        say("review:", result["QuestionId"], result["Key"], "=", result["Value"])

for assignment in mturk.list_assignments_for_hit(HITId=hit)["Assignments"]:
    mturk.approve_assignment(AssignmentId=assignment["AssignmentId"])
mturk.delete_hit(HITId=hit)
say("deleted:", hit)
