"""Asks twice for the qualification of `manage_qualifications`, is given it at last, and does the HIT."""

import time

from worker import Refused, play

NOT_YET = {
    "QualificationRequestPending",
    "QualificationTypeRetryDelayNotElapsed",
    "DoesNotMeetRequirements",
}


def in_time(call, *arguments, **parameters):
    """Once it is possible: the requester decides in between."""
    while True:
        try:
            return call(*arguments, **parameters)
        except Refused as refusal:
            if refusal.code not in NOT_YET:
                raise
            time.sleep(1)


def story(worker, hit):
    [unmet] = worker.call("ExplainHIT", HITId=hit)["Explanation"]["Requirements"]
    for _ in range(2):
        in_time(worker.call, "RequestQualification", QualificationTypeId=unmet["QualificationTypeId"])
    in_time(worker.answer_form, hit)


play(story)
