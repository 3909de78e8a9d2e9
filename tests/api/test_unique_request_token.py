"""UniqueRequestToken: a repeated creation is an error that names the earlier HIT."""

import concurrent.futures

import questions
from people import unique
from refusal import refused


def ids(client):
    return [hit["HITId"] for hit in client.list_hits(MaxResults=100)["HITs"]]


# Same token within 24 hours: the error names the HIT, so that a program whose answer got lost finds it.
def test_repeat_names_the_hit(fresh):
    parameters = questions.hit(UniqueRequestToken="token-1")
    hit = fresh.sandbox.create_hit(**parameters)["HIT"]
    for _ in range(3):
        with refused("RequestError", f'The HIT with ID "{hit["HITId"]}" already exists.', "HitAlreadyExists"):
            fresh.sandbox.create_hit(**parameters)
    assert ids(fresh.sandbox) == [hit["HITId"]]


# Other parameters do not matter: the token decides.
def test_repeat_with_other_parameters(fresh):
    hit = fresh.sandbox.create_hit(**questions.hit(UniqueRequestToken="t"))["HIT"]
    with refused("RequestError", hit["HITId"], "HitAlreadyExists"):
        fresh.sandbox.create_hit(
            **questions.hit(UniqueRequestToken="t", Title=unique("Different"), Reward="9.99")
        )


# CreateHIT and CreateHITWithHITType share one name space.
def test_both_operations_share_tokens(fresh):
    hit = fresh.sandbox.create_hit(**questions.hit(UniqueRequestToken="both"))["HIT"]
    with refused("RequestError", hit["HITId"], "HitAlreadyExists"):
        fresh.sandbox.create_hit_with_hit_type(
            HITTypeId=hit["HITTypeId"],
            LifetimeInSeconds=60,
            Question=questions.html_question(),
            UniqueRequestToken="both",
        )


# Tokens are per requester and per marketplace.
def test_tokens_are_per_requester_and_marketplace(new_requester):
    one, two = new_requester("10.00"), new_requester()
    parameters = questions.hit(UniqueRequestToken="mine")
    made = [
        one.sandbox.create_hit(**parameters),
        two.sandbox.create_hit(**parameters),
        one.live.create_hit(**parameters),
    ]
    assert len({m["HIT"]["HITId"] for m in made}) == 3


# A call that failed does not use the token up.
def test_failure_keeps_the_token_free(fresh):
    with refused("ParameterValidationError"):
        fresh.sandbox.create_hit(**questions.hit(UniqueRequestToken="again", Question="<x/>"))
    assert fresh.sandbox.create_hit(**questions.hit(UniqueRequestToken="again"))["HIT"]


# … also when money was what failed.
def test_lack_of_money_keeps_the_token_free(fresh):
    with refused("RequestError", code="InsufficientFunds"):
        fresh.live.create_hit(**questions.hit(UniqueRequestToken="paid"))
    fresh.deposit("1.00")
    assert fresh.live.create_hit(**questions.hit(UniqueRequestToken="paid"))["HIT"]


# The token is looked up before money: a retry of a call that succeeded never sees InsufficientFunds.
def test_repeat_without_money_left(new_requester):
    requester = new_requester("0.06")
    parameters = questions.hit(Reward="0.05", UniqueRequestToken="last cent")
    hit = requester.live.create_hit(**parameters)["HIT"]
    assert requester.balance()[0] == "0.00"
    with refused("RequestError", hit["HITId"], "HitAlreadyExists"):
        requester.live.create_hit(**parameters)


# A token lives 24 hours.
def test_token_lives_a_day(fresh, advance):
    parameters = questions.hit(UniqueRequestToken="daily", LifetimeInSeconds=864000)
    first = fresh.sandbox.create_hit(**parameters)["HIT"]["HITId"]
    advance(24 * 3600 - 30)
    with refused("RequestError", first, "HitAlreadyExists"):
        fresh.sandbox.create_hit(**parameters)
    advance(60)
    second = fresh.sandbox.create_hit(**parameters)["HIT"]["HITId"]
    assert second != first
    with refused("RequestError", second, "HitAlreadyExists"):
        fresh.sandbox.create_hit(**parameters)


# Many at once: one wins, all others learn its name.
def test_race(fresh):
    parameters = questions.hit(UniqueRequestToken="race")

    def create(_):
        try:
            return fresh.sandbox.create_hit(**parameters)["HIT"]["HITId"], True
        except fresh.sandbox.exceptions.RequestError as e:
            return e.response["Error"]["Message"].split('"')[1], False

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        results = list(pool.map(create, range(16)))
    assert sum(won for _, won in results) == 1
    assert len({id for id, _ in results}) == 1
    assert ids(fresh.sandbox) == [results[0][0]]


# 1 to 64 characters of any kind.
def test_lengths(fresh):
    for token in ("", "x" * 65):
        with refused("ValidationException", "'uniqueRequestToken'"):
            fresh.sandbox.create_hit(**questions.hit(UniqueRequestToken=token))
    for token in ("x", "ü" * 64, "2026-11-24T12:00:00Z/β"):
        assert fresh.sandbox.create_hit(**questions.hit(UniqueRequestToken=token))["HIT"]


# Case counts.
def test_tokens_are_compared_exactly(fresh):
    made = {
        fresh.sandbox.create_hit(**questions.hit(UniqueRequestToken=t))["HIT"]["HITId"]
        for t in ("a", "A", "a ")
    }
    assert len(made) == 3
