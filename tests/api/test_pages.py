"""Pages of the four lists at 0, 1, 99, 100 and 101 entries: where a page is just not full, full, or one too
many. 100,000 entries are tested in C++ (tests/pages)."""

import pytest
import questions
from people import unique

COUNTS = (0, 1, 99, 100, 101)


def walk(list_page, entries, size):
    """All entries in order, and how many came on each page. A page with entries has a token, also the last
    one; an empty one has none; no token comes twice."""
    found, sizes, tokens = [], [], []
    while True:
        more = {"NextToken": tokens[-1]} if tokens else {}
        page = list_page(**more, **({"MaxResults": size} if size else {}))
        assert page["NumResults"] == len(page[entries])
        assert ("NextToken" in page) == bool(page[entries])
        sizes.append(page["NumResults"])
        found += page[entries]
        if not page[entries]:
            return found, sizes
        assert page["NextToken"] not in tokens
        tokens.append(page["NextToken"])


def check(list_page, entries, wanted, key):
    """`wanted` in this order, in pages of 100, of 99 and of the default."""
    for size in (100, 99, None):
        found, sizes = walk(list_page, entries, size)
        assert [key(entry) for entry in found] == wanted
        full, rest = divmod(len(wanted), size or 10)
        assert sizes == [size or 10] * full + ([rest] if rest else []) + [0]


@pytest.fixture(scope="module")
def lister(new_requester):
    return new_requester().sandbox


def test_list_hits_and_reviewable_hits(lister, advance):
    type = lister.create_hit_type(**questions.hit_type(Title=unique("Many")))["HITTypeId"]
    made, expired = [], []
    for count in COUNTS:
        while len(made) < count:
            hit = lister.create_hit_with_hit_type(
                HITTypeId=type, LifetimeInSeconds=7200, Question=questions.external_question()
            )["HIT"]
            made.insert(0, hit["HITId"])
            advance(1)  # those of one millisecond are in an order of their own
        check(lister.list_hits, "HITs", made, lambda hit: hit["HITId"])
        for id in made[: len(made) - len(expired)][::-1]:
            lister.update_expiration_for_hit(HITId=id, ExpireAt=0)
            expired.append(id)
        # Those that ended within one second are in an order of their own; but in an order.
        first, _ = walk(lister.list_reviewable_hits, "HITs", 100)
        assert sorted(hit["HITId"] for hit in first) == sorted(expired)
        check(lister.list_reviewable_hits, "HITs", [hit["HITId"] for hit in first], lambda hit: hit["HITId"])


def test_list_assignments(lister, new_worker):
    hit = lister.create_hit(**questions.hit(Title=unique("Busy"), MaxAssignments=200))["HIT"]
    done = []

    def list_page(**more):
        return lister.list_assignments_for_hit(HITId=hit["HITId"], **more)

    for count in COUNTS:
        while len(done) < count:
            done.append(new_worker().do(hit["HITId"]))
        check(list_page, "Assignments", done, lambda assignment: assignment["AssignmentId"])
    # With a filter that passes over most of them.
    for id in done[:-1]:
        lister.approve_assignment(AssignmentId=id)
    found, sizes = walk(
        lambda **more: list_page(AssignmentStatuses=["Submitted"], **more), "Assignments", 100
    )
    assert ([a["AssignmentId"] for a in found], sizes) == ([done[-1]], [1, 0])


def test_list_bonus_payments(lister, new_worker):
    hit = lister.create_hit(**questions.hit(Title=unique("Generous")))["HIT"]
    worker = new_worker()
    id = worker.do(hit["HITId"])
    paid = []
    for count in COUNTS:
        while len(paid) < count:
            reason = f"Number {len(paid)}"
            lister.send_bonus(WorkerId=worker.id, AssignmentId=id, BonusAmount="0.01", Reason=reason)
            paid.append(reason)
        for which in ({"HITId": hit["HITId"]}, {"AssignmentId": id}):
            check(
                lambda **more: lister.list_bonus_payments(**which, **more),
                "BonusPayments",
                paid,
                lambda bonus: bonus["Reason"],
            )
