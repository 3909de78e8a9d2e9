"""Is refused the HIT of `qualification_test`, passes the test, and does the HIT."""

from worker import Refused, play

RIGHT = {"wings": "bird", "fur": ["cat", "dog"]}


def story(worker, hit):
    try:
        worker.accept(hit)
        raise SystemExit(f"HIT {hit} could be accepted without its qualification")
    except Refused as refusal:
        if refusal.code != "DoesNotMeetRequirements":
            raise
    [unmet] = worker.call("ExplainHIT", HITId=hit)["Explanation"]["Requirements"]
    test = worker.call("RequestQualification", QualificationTypeId=unmet["QualificationTypeId"])
    request = test["QualificationRequest"]["QualificationRequestId"]
    worker.call("SubmitQualificationTest", QualificationRequestId=request, Answers=RIGHT)
    worker.answer_form(hit)


play(story)
