"""Publishes a HIT of each kind of question, for workers in two countries whose work is mostly approved."""

import uuid

from connection import connect, question, say

REQUIREMENTS = [
    {
        "QualificationTypeId": "00000000000000000071",  # Worker_Locale
        "Comparator": "In",
        "LocaleValues": [{"Country": "DE"}, {"Country": "US"}],
    },
    {
        "QualificationTypeId": "000000000000000000L0",  # Worker_PercentAssignmentsApproved
        "Comparator": "GreaterThanOrEqualTo",
        "IntegerValues": [95],
    },
]
KINDS = {
    "HTMLQuestion": "html_question",
    "ExternalQuestion": "external_question",
    "QuestionForm": "question_form",
}

mturk = connect()
for kind, name in KINDS.items():
    hit = mturk.create_hit(
        Title=f"Look out of the window ({kind})",
        Description="Say what you see.",
        Keywords="window, animals",
        Reward="0.10",
        MaxAssignments=1,
        LifetimeInSeconds=3600,
        AssignmentDurationInSeconds=600,
        QualificationRequirements=REQUIREMENTS,
        Question=question(name),
        UniqueRequestToken=str(uuid.uuid4()),  # a repeated call publishes nothing twice
    )["HIT"]
    say("HIT:", hit["HITId"], kind)
say("published:", len(KINDS))
