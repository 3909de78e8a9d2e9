"""CreateAdditionalAssignmentsForHIT: more places, at the price of the first ones."""

import pytest
from people import unique
from refusal import no_money, no_such_hit, out_of_range, refused, state_refused

MOST = 1000000000


def add(client, hit, number=1, **more):
    return client.create_additional_assignments_for_hit(
        HITId=hit["HITId"], NumberOfAdditionalAssignments=number, **more
    )


def read(client, hit):
    return client.get_hit(HITId=hit["HITId"])["HIT"]


def rule_of_ten():
    return refused("RequestError", code="InvalidMaximumAssignmentsIncrease")


def token_used(token):
    return refused(
        "RequestError",
        whole=f'The idempotency token "{token}" has already been processed.',
        code="TokenAlreadyProcessed",
    )


# No output: `{}`.
def test_answer_has_no_members(raw, new_hit):
    answer = raw.call(
        "CreateAdditionalAssignmentsForHIT",
        {"HITId": new_hit()["HITId"], "NumberOfAdditionalAssignments": 1},
    )
    assert (answer.status, answer.body) == (200, b"{}")


# MaxAssignments and Available grow, the expiration stays; without a token each call adds.
def test_more_places(mturk, new_hit):
    hit = new_hit(MaxAssignments=2)
    add(mturk, hit, 3)
    add(mturk, hit, 1)
    assert read(mturk, hit) == {**hit, "MaxAssignments": 6, "NumberOfAssignmentsAvailable": 6}


# A full HIT, being Reviewable, opens again; the places can be taken, by others.
def test_reviewable_hit(mturk, new_hit, new_worker):
    hit = new_hit()
    new_worker().do(hit["HITId"])
    assert read(mturk, hit)["HITStatus"] == "Reviewable"
    add(mturk, hit)
    after = read(mturk, hit)
    assert (after["HITStatus"], after["NumberOfAssignmentsAvailable"]) == ("Assignable", 1)
    new_worker().do(hit["HITId"])
    assert read(mturk, hit)["HITStatus"] == "Reviewable"


# Nobody wrote down whether one under review can be extended; it can, and is worked on again.
def test_reviewing_hit(mturk, new_hit, worker):
    hit = new_hit()
    worker.do(hit["HITId"])
    mturk.update_hit_review_status(HITId=hit["HITId"])
    add(mturk, hit)
    assert read(mturk, hit)["HITStatus"] == "Assignable"


# An expired HIT takes the places and stays closed until its expiration is moved.
def test_expired_hit(mturk, new_hit, new_worker, server):
    hit = new_hit()
    mturk.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=0)
    add(mturk, hit, 2)
    after = read(mturk, hit)
    assert (after["HITStatus"], after["MaxAssignments"], after["NumberOfAssignmentsAvailable"]) == (
        "Reviewable",
        3,
        3,
    )
    mturk.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=int(server.now()) + 600)
    for _ in range(3):
        new_worker().do(hit["HITId"])
    assert read(mturk, hit)["NumberOfAssignmentsAvailable"] == 0


# Made with fewer than ten, a HIT never reaches ten; not in steps either. With ten or more it may grow.
def test_rule_of_ten(mturk, new_hit):
    for start, number in ((1, 9), (9, 1), (1, MOST - 1)):
        hit = new_hit(MaxAssignments=start)
        for _ in range(4):
            with rule_of_ten():
                add(mturk, hit, number)
        assert read(mturk, hit) == hit
    small = new_hit(MaxAssignments=4)
    add(mturk, small, 5)
    with rule_of_ten():
        add(mturk, small)
    assert read(mturk, small)["MaxAssignments"] == 9
    big = new_hit(MaxAssignments=10)
    add(mturk, big, 90)
    assert read(mturk, big)["MaxAssignments"] == 100


# The sum has the limit of MaxAssignments; the text names what is still possible.
def test_sum_out_of_range(mturk, new_hit):
    hit = new_hit(MaxAssignments=MOST - 5)
    with out_of_range(6, "NumberOfAdditionalAssignments", 1, 5):
        add(mturk, hit, 6)
    assert read(mturk, hit) == hit
    add(mturk, hit, 5)
    assert read(mturk, hit)["MaxAssignments"] == MOST


@pytest.mark.parametrize("number", [0, -1, -(2**31), MOST + 1, 2**31 - 1])
def test_number_out_of_range(mturk, new_hit, number):
    hit = new_hit(MaxAssignments=10)
    with out_of_range(number, "NumberOfAdditionalAssignments", 1, MOST):
        add(mturk, hit, number)
    assert read(mturk, hit) == hit


# Integers are integers of 32 bits.
@pytest.mark.parametrize("number", ["1", 1.5, True, [], 2**31, 2**80], ids=str)
def test_number_of_the_wrong_kind(raw, mturk, new_hit, number):
    hit = new_hit(MaxAssignments=10)
    answer = raw.call(
        "CreateAdditionalAssignmentsForHIT", {"HITId": hit["HITId"], "NumberOfAdditionalAssignments": number}
    )
    assert (answer.status, answer.error) == (400, "SerializationException")
    assert read(mturk, hit) == hit


# A token makes a repeat an error, whatever else the repeat says, and for any HIT; not a second effect.
def test_token(mturk, new_hit):
    hit, other, token = new_hit(), new_hit(), unique("token")
    add(mturk, hit, 2, UniqueRequestToken=token)
    for again, number in ((hit, 2), (hit, 1), (other, 2)):
        with token_used(token):
            add(mturk, again, number, UniqueRequestToken=token)
    assert read(mturk, hit)["MaxAssignments"] == 3
    assert read(mturk, other) == other
    add(mturk, hit, 1, UniqueRequestToken=unique("token"))
    assert read(mturk, hit)["MaxAssignments"] == 4


# After 24 hours it is forgotten.
def test_token_after_a_day(mturk, new_hit, advance):
    hit, token = new_hit(LifetimeInSeconds=10 * 86400), unique("token")
    add(mturk, hit, UniqueRequestToken=token)
    advance(86400 - 30)
    with token_used(token):
        add(mturk, hit, UniqueRequestToken=token)
    advance(60)
    add(mturk, hit, UniqueRequestToken=token)
    assert read(mturk, hit)["MaxAssignments"] == 3


# A refused call does not use it up, and it is looked up before state and money.
def test_token_and_refusals(mturk, new_hit):
    hit, token = new_hit(), unique("token")
    with rule_of_ten():
        add(mturk, hit, 9, UniqueRequestToken=token)
    add(mturk, hit, 1, UniqueRequestToken=token)
    mturk.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=0)
    mturk.delete_hit(HITId=hit["HITId"])
    with token_used(token):
        add(mturk, hit, 1, UniqueRequestToken=token)


# Tokens of other operations and of other requesters are other tokens; so are those of the other marketplace.
def test_token_scope(new_requester, new_hit):
    mine, other, token = new_requester("10.00"), new_requester(), unique("token")
    hit = new_hit(client=mine.sandbox, UniqueRequestToken=token)
    add(mine.sandbox, hit, UniqueRequestToken=token)
    add(mine.live, new_hit(client=mine.live), UniqueRequestToken=token)
    add(other.sandbox, new_hit(client=other.sandbox), UniqueRequestToken=token)


@pytest.mark.parametrize("token", ["", "x" * 65], ids=["empty", "long"])
def test_token_outside_the_model(mturk, new_hit, token):
    hit = new_hit()
    with refused("ValidationException", "'uniqueRequestToken'"):
        add(mturk, hit, UniqueRequestToken=token)
    assert read(mturk, hit) == hit


# Live: each place is held at the HIT's own price, at the rate of its creation.
def test_hold(new_requester, new_hit):
    requester = new_requester("20.00")
    hit = new_hit(client=requester.live, Reward="1.00", MaxAssignments=1)  # 1.20 each
    add(requester.live, hit, 2)
    assert requester.balance() == ("16.40", "3.60")
    ten = new_hit(client=requester.live, Reward="0.10", MaxAssignments=10)  # 0.14 each
    add(requester.live, ten, 10)
    assert requester.balance() == ("13.60", "6.40")


# Too little money: nothing has changed, however often it is sent; the last cent can be spent.
def test_no_money(new_requester, new_hit):
    requester, token = new_requester("3.60"), unique("token")
    hit = new_hit(client=requester.live, Reward="1.00")
    for _ in range(4):
        with no_money():
            add(requester.live, hit, 3, UniqueRequestToken=token)
    assert read(requester.live, hit) == hit
    assert requester.balance() == ("2.40", "1.20")
    add(requester.live, hit, 2, UniqueRequestToken=token)
    assert requester.balance() == ("0.00", "3.60")
    # A retry of what succeeded hears so, not that the money is gone.
    with token_used(token):
        add(requester.live, hit, 2, UniqueRequestToken=token)


# A thousand million places at a high price must not wrap around into something affordable.
def test_sums_do_not_overflow(new_requester, new_hit):
    requester = new_requester("200000.00")
    hit = new_hit(client=requester.live, Reward="9000.00", MaxAssignments=10)
    with no_money():
        add(requester.live, hit, MOST - 10)
    assert read(requester.live, hit) == hit


# An expired HIT's places cost nothing until it opens again.
def test_expired_hit_holds_nothing(new_requester, new_hit, server):
    requester = new_requester("1.20")
    hit = new_hit(client=requester.live, Reward="1.00")
    requester.live.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=0)
    add(requester.live, hit, 1)
    assert requester.balance() == ("1.20", "0.00")
    with no_money():
        requester.live.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=int(server.now()) + 600)


def test_disposed(mturk, new_hit):
    hit = new_hit()
    mturk.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=0)
    mturk.delete_hit(HITId=hit["HITId"])
    with state_refused("Disposed", "Assignable, Unassignable, Reviewable, Reviewing"):
        add(mturk, hit)


def test_unknown_hit(mturk):
    with no_such_hit("3NOSUCHHIT"):
        add(mturk, {"HITId": "3NOSUCHHIT"})


def test_required_members(mturk, new_hit):
    with refused("ValidationException", "Value null at 'hITId'"):
        mturk.create_additional_assignments_for_hit(NumberOfAdditionalAssignments=1)
    with refused("ValidationException", "Value null at 'numberOfAdditionalAssignments'"):
        mturk.create_additional_assignments_for_hit(HITId=new_hit()["HITId"])
