"""Each of the 39 operations as four SDKs were recorded calling it, with every input member, carried out.

The recordings name objects that exist nowhere, and give members together that exclude each other (they show
what an SDK can send, not what makes sense). So a stage is set with the objects, their ids go into the
recorded body, and what contradicts is left out, below and nowhere else. The answer has to be a success whose
members are members of the recorded answer, of the same kinds.
"""

import json
import pathlib

import pytest
import questions
from people import unique
from worker_site import post

WIRE = pathlib.Path(__file__).resolve().parents[1] / "fixtures" / "wire"
CLIENTS = ("boto3-1.43", "go-v1-1.44", "go-v2-1.17", "js-v3-node")


def recorded(client):
    """{operation: (body sent, body answered)}."""
    scenarios = json.loads((WIRE / f"{client}-all-operations.json").read_text())["scenarios"]
    found = {}
    for scenario in scenarios:
        exchange = scenario["exchanges"][0]
        found[scenario["operation"]] = (
            json.loads(exchange["request"]["body"]),
            json.loads(exchange["response"]["body"] or "{}"),
        )
    return found


RECORDED = {client: recorded(client) for client in CLIENTS}

# The ids of the recordings.
HIT = "3TESTHIT0000000000000000000001"
HIT_TYPE = "3TESTHITTYPE000000000000000001"
ASSIGNMENT = "3TESTASSIGNMENT0000000000000001"
WORKER = "A1TESTWORKER01"
QUALIFICATION = "3TESTQUALIFICATIONTYPE00000001"
QUALIFICATION_REQUEST = "3TESTQUALIFICATIONREQUEST000001"

TEST = questions.question_form(questions.form_question("q", questions.selection_answer(["a", "b"])))
KEY = (
    '<AnswerKey xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/'
    '2005-10-01/AnswerKey.xsd">'
    "<Question><QuestionIdentifier>q</QuestionIdentifier><AnswerOption>"
    "<SelectionIdentifier>a</SelectionIdentifier><AnswerScore>1</AnswerScore></AnswerOption></Question>"
    "</AnswerKey>"
)
KNOWN_ANSWERS = {
    "PolicyName": "ScoreMyKnownAnswers/2011-09-01",
    "Parameters": [{"Key": "AnswerKey", "MapEntries": [{"Key": "comment", "Values": ["fine"]}]}],
}
PLURALITY = {
    "PolicyName": "SimplePlurality/2011-09-01",
    "Parameters": [
        {"Key": "QuestionIds", "Values": ["comment"]},
        {"Key": "QuestionAgreementThreshold", "Values": ["50"]},
    ],
}


def sensible(operation, body):
    """The recorded body without what excludes something else in it."""
    body.pop("NextToken", None)  # somebody else's
    if "HITLayoutId" in body:  # a Question is there as well
        del body["HITLayoutId"], body["HITLayoutParameters"]
        body["AssignmentReviewPolicy"], body["HITReviewPolicy"] = KNOWN_ANSWERS, PLURALITY
    for requirement in body.get("QualificationRequirements", []):
        del requirement["LocaleValues"], requirement["RequiredToPreview"]
    if "Test" in body:  # the recorded one is empty, and excludes granting automatically
        body.update(Test=TEST, AnswerKey=KEY)
        del body["AutoGranted"], body["AutoGrantedValue"]
    if "Notification" in body:  # a topic, and a transport that is not its
        body["Notification"]["Transport"] = "SNS"
    return body


class Stage:
    """Sets up what one operation needs; `ids` are the real ids by the recorded ones."""

    def __init__(self, requester, new_worker):
        self.mturk = requester.sandbox
        self.worker = new_worker()
        self.ids = {WORKER: self.worker.id}

    def hit(self, **changes):
        made = self.mturk.create_hit(**questions.hit(**{"Title": unique("Recorded"), **changes}))["HIT"]
        self.ids[HIT] = made["HITId"]
        return made["HITId"]

    def hit_type(self):
        made = self.mturk.create_hit_type(**questions.hit_type(Title=unique("Recorded type")))
        self.ids[HIT_TYPE] = made["HITTypeId"]

    def submitted(self, **changes):
        hit = self.hit(**{"MaxAssignments": 1, **changes})
        self.ids[ASSIGNMENT] = self.worker.do(hit)

    def qualification(self):
        made = self.mturk.create_qualification_type(
            Name=unique("Recorded"), Description="d", QualificationTypeStatus="Active"
        )
        self.ids[QUALIFICATION] = made["QualificationType"]["QualificationTypeId"]

    def granted(self):
        self.qualification()
        self.mturk.associate_qualification_with_worker(
            QualificationTypeId=self.ids[QUALIFICATION], WorkerId=self.worker.id
        )

    def requested(self):
        self.qualification()
        made = self.worker.call("RequestQualification", QualificationTypeId=self.ids[QUALIFICATION])
        self.ids[QUALIFICATION_REQUEST] = made["QualificationRequest"]["QualificationRequestId"]

    def uploaded(self):
        sizes = "<MaxFileSizeInBytes>9</MaxFileSizeInBytes><MinFileSizeInBytes>1</MinFileSizeInBytes>"
        question = questions.form_question("Upload1", f"<FileUploadAnswer>{sizes}</FileUploadAnswer>")
        hit = self.hit(Question=questions.question_form(question))
        assignment = self.worker.accept(hit)
        place = self.worker.call(
            "RequestFileUpload",
            AssignmentId=assignment["AssignmentId"],
            QuestionIdentifier="Upload1",
            FileName="a.txt",
            FileSizeInBytes=6,
        )
        post(f"{place['UploadURL']}&offset=0", b"a file", {"Content-Type": "application/octet-stream"})
        self.worker.submit(assignment, {"Upload1": place["UploadedFileKey"]})
        self.ids[ASSIGNMENT] = assignment["AssignmentId"]

    def set_for(self, operation):
        needs = {
            "AcceptQualificationRequest": [self.requested],
            "ApproveAssignment": [self.submitted],
            "AssociateQualificationWithWorker": [self.qualification],
            # Ten from the beginning: a HIT with fewer may never have 600 more.
            "CreateAdditionalAssignmentsForHIT": [lambda: self.hit(MaxAssignments=10)],
            "CreateHIT": [self.qualification],
            "CreateHITType": [self.qualification],
            "CreateHITWithHITType": [self.hit_type],
            "DeleteHIT": [self.reviewed],
            "DeleteQualificationType": [self.qualification],
            "DisassociateQualificationFromWorker": [self.granted],
            "GetAssignment": [self.submitted],
            "GetFileUploadURL": [self.uploaded],
            "GetHIT": [self.hit],
            "GetQualificationScore": [self.granted],
            "GetQualificationType": [self.qualification],
            "ListAssignmentsForHIT": [self.submitted],
            "ListBonusPayments": [self.paid],
            "ListHITs": [self.hit],
            "ListHITsForQualificationType": [self.requiring],
            "ListQualificationRequests": [self.requested],
            "ListQualificationTypes": [self.qualification],
            "ListReviewPolicyResultsForHIT": [lambda: self.submitted(AssignmentReviewPolicy=KNOWN_ANSWERS)],
            "ListReviewableHITs": [self.submitted, self.hit_type],
            "ListWorkerBlocks": [self.blocked],
            "ListWorkersWithQualificationType": [self.granted],
            "NotifyWorkers": [],
            "RejectAssignment": [self.submitted],
            "RejectQualificationRequest": [self.requested],
            "SendBonus": [self.submitted],
            "UpdateExpirationForHIT": [self.hit],
            "UpdateHITReviewStatus": [self.submitted],
            "UpdateHITTypeOfHIT": [self.hit, self.hit_type],
            "UpdateNotificationSettings": [self.hit_type],
            "UpdateQualificationType": [self.qualification],
        }
        for need in needs.get(operation, []):
            need()

    def reviewed(self):
        self.submitted()
        self.mturk.approve_assignment(AssignmentId=self.ids[ASSIGNMENT])

    def paid(self):
        self.submitted()
        self.mturk.send_bonus(
            WorkerId=self.worker.id, AssignmentId=self.ids[ASSIGNMENT], BonusAmount="0.10", Reason="Thanks"
        )

    def requiring(self):
        self.qualification()
        self.hit(
            QualificationRequirements=[
                {"QualificationTypeId": self.ids[QUALIFICATION], "Comparator": "Exists"}
            ]
        )

    def blocked(self):
        self.mturk.create_worker_block(WorkerId=self.worker.id, Reason="r")

    def with_real_ids(self, body):
        text = json.dumps(body)
        for name, real in self.ids.items():
            text = text.replace(f'"{name}"', f'"{real}"')
        return json.loads(text)


def kind(value):
    if isinstance(value, bool):
        return "boolean"
    return "number" if isinstance(value, (int, float)) else type(value).__name__


def assert_same_shape(ours, theirs, path="answer"):
    assert kind(ours) == kind(theirs), path
    if isinstance(ours, dict):
        assert set(ours) <= set(theirs), (path, set(ours) - set(theirs))
        for name, member in ours.items():
            assert_same_shape(member, theirs[name], f"{path}.{name}")
    elif isinstance(ours, list) and theirs:
        for item in ours:
            assert_same_shape(item, theirs[0], f"{path}[]")


@pytest.mark.parametrize("operation", sorted(RECORDED["boto3-1.43"]))
@pytest.mark.parametrize("client", CLIENTS)
def test_is_carried_out(fresh, new_worker, client, operation):
    stage = Stage(fresh, new_worker)
    stage.set_for(operation)
    sent, answered = RECORDED[client][operation]
    body = stage.with_real_ids(sensible(operation, json.loads(json.dumps(sent))))
    answer = fresh.raw.call(operation, body)
    assert answer.status == 200, answer.body
    assert_same_shape(answer.json, answered)
    if not answered:
        assert answer.body == b"{}"


def test_every_operation_was_recorded_by_every_client():
    assert [len(RECORDED[client]) for client in CLIENTS] == [39] * len(CLIENTS)
