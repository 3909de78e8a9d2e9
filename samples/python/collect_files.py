"""Asks for a file, and says where it can be fetched from for the next minute."""

import time

from connection import connect, question, say

mturk = connect()
hit = mturk.create_hit(
    Title="Show your window",
    Description="Send a photo.",
    Reward="0.10",
    MaxAssignments=1,
    LifetimeInSeconds=3600,
    AssignmentDurationInSeconds=600,
    Question=question("file_form"),
)["HIT"]["HITId"]
say("HIT:", hit)

while mturk.get_hit(HITId=hit)["HIT"]["HITStatus"] != "Reviewable":
    time.sleep(1)

for assignment in mturk.list_assignments_for_hit(HITId=hit)["Assignments"]:
    address = mturk.get_file_upload_url(AssignmentId=assignment["AssignmentId"], QuestionIdentifier="photo")
    say("photo:", address["FileUploadURL"])
    mturk.approve_assignment(AssignmentId=assignment["AssignmentId"])
say("collected: 1")
