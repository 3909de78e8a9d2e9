"""ListHITs: order, pages and page tokens. Programs page through everything, for no filter exists."""

import pytest
import questions
from people import unique
from refusal import refused


@pytest.fixture(scope="module")
def publish(advance):
    """Makes HITs a second apart, for those of one millisecond are in an order of their own. Gives their ids,
    oldest first."""

    def make(client, count):
        title, made = unique("Listed"), []
        for _ in range(count):
            made.append(client.create_hit(**questions.hit(Title=title))["HIT"]["HITId"])
            advance(1)
        return made

    return make


def ids(page):
    return [hit["HITId"] for hit in page["HITs"]]


@pytest.fixture(scope="module")
def lister(new_requester, publish):
    """A requester with 23 HITs, and their ids newest first."""
    requester = new_requester()
    return requester.sandbox, publish(requester.sandbox, 23)[::-1]


# An empty page: NumResults 0, the empty list, and no token.
def test_nothing_yet(fresh):
    answer = fresh.raw.call("ListHITs").json
    assert answer == {"NumResults": 0, "HITs": []}


# Ten by default, newest first (a capture of the original has this order; its predecessor had the opposite).
def test_first_page(lister):
    client, newest = lister
    page = client.list_hits()
    assert page["NumResults"] == 10
    assert ids(page) == newest[:10]


# Whole HITs, as GetHIT shows them.
def test_entries_are_whole(lister):
    client, _ = lister
    hit = client.list_hits(MaxResults=1)["HITs"][0]
    assert hit == client.get_hit(HITId=hit["HITId"])["HIT"]


# A non-empty page always carries a token, even the last one, and the page after it is empty and has none.
# Two programs read NextToken without a check on every page with results.
def test_last_page_has_a_token_too(lister):
    client, newest = lister
    page = client.list_hits(MaxResults=100)
    assert ids(page) == newest
    assert page["NextToken"]
    end = client.list_hits(MaxResults=100, NextToken=page["NextToken"])
    assert (end["NumResults"], end["HITs"]) == (0, [])
    assert "NextToken" not in end


# Page by page: nothing twice, nothing missing; consecutive tokens differ, or boto3 and the CLI stop with an
# error.
@pytest.mark.parametrize("size", [1, 2, 7, 23, 24])
def test_pages_are_the_list(lister, size):
    client, newest = lister
    found, token, tokens = [], None, []
    while True:
        page = client.list_hits(MaxResults=size, **({"NextToken": token} if token else {}))
        assert page["NumResults"] == len(page["HITs"]) <= size
        if not page["HITs"]:
            assert "NextToken" not in page
            break
        found += ids(page)
        token = page["NextToken"]
        tokens.append(token)
    assert found == newest
    assert len(set(tokens)) == len(tokens)


# The SDK's own paginator ends.
def test_paginator(lister):
    client, newest = lister
    pages = client.get_paginator("list_hits").paginate(PaginationConfig={"PageSize": 5})
    assert [id for page in pages for id in ids(page)] == newest


# Changing MaxResults between pages must work.
def test_page_size_may_change(lister):
    client, newest = lister
    page = client.list_hits(MaxResults=3)
    assert ids(client.list_hits(MaxResults=5, NextToken=page["NextToken"])) == newest[3:8]


# A position, not an offset: HITs made between two pages neither repeat nor hide entries.
def test_new_hits_do_not_shift_pages(fresh, publish):
    old = publish(fresh.sandbox, 4)[::-1]
    page = fresh.sandbox.list_hits(MaxResults=2)
    publish(fresh.sandbox, 3)
    assert ids(page) + ids(fresh.sandbox.list_hits(MaxResults=10, NextToken=page["NextToken"])) == old


# The same question twice gets the same answer: a retried page is no surprise.
def test_token_may_be_used_twice(lister):
    client, _ = lister
    token = client.list_hits(MaxResults=4)["NextToken"]
    assert ids(client.list_hits(MaxResults=4, NextToken=token)) == ids(
        client.list_hits(MaxResults=4, NextToken=token)
    )


# Tokens are authenticated. Text of the service's own check, the parameter named.
def test_token_made_up(mturk):
    with refused(
        "ParameterValidationError",
        'The value "p1:abc" is not valid for the parameter NextToken.',
        "InvalidParameterValue",
        parameter="NextToken",
    ):
        mturk.list_hits(NextToken="p1:abc")


# Not a single character of a token may be changed.
def test_token_altered(lister):
    client, _ = lister
    token = client.list_hits(MaxResults=4)["NextToken"]
    for i in range(0, len(token), 5):
        altered = token[:i] + ("A" if token[i] != "A" else "B") + token[i + 1 :]
        with refused("ParameterValidationError", parameter="NextToken"):
            client.list_hits(NextToken=altered)


# Somebody else's token is as good as a made-up one.
def test_token_of_another_requester(lister, mturk):
    client, _ = lister
    with refused("ParameterValidationError", parameter="NextToken"):
        mturk.list_hits(NextToken=client.list_hits()["NextToken"])


# So is one of another operation, …
def test_token_of_another_operation(mturk, new_hit, worker):
    hit = new_hit()
    worker.do(hit["HITId"])
    other = mturk.list_assignments_for_hit(HITId=hit["HITId"])["NextToken"]
    with refused("ParameterValidationError", parameter="NextToken"):
        mturk.list_hits(NextToken=other)


# … and one of the other marketplace.
def test_token_of_another_marketplace(new_requester, publish):
    requester = new_requester("10.00")
    publish(requester.sandbox, 1)
    with refused("ParameterValidationError", parameter="NextToken"):
        requester.live.list_hits(NextToken=requester.sandbox.list_hits()["NextToken"])


# The model's ranges.
@pytest.mark.parametrize(
    "size, constraint",
    [
        (0, "Member must have value greater than or equal to 1"),
        (-1, "Member must have value greater than or equal to 1"),
        (101, "Member must have value less than or equal to 100"),
    ],
)
def test_page_sizes_outside_the_model(mturk, size, constraint):
    with refused(
        "ValidationException", f"Value '{size}' at 'maxResults' failed to satisfy constraint: {constraint}"
    ):
        mturk.list_hits(MaxResults=size)


# 1 to 255 characters.
def test_token_lengths_outside_the_model(mturk):
    with refused("ValidationException", "'nextToken'"):
        mturk.list_hits(NextToken="")
    with refused("ValidationException", "'nextToken'"):
        mturk.list_hits(NextToken="p" * 256)


# The list is of one marketplace.
def test_lists_are_per_marketplace(new_requester, publish):
    requester = new_requester("10.00")
    [in_sandbox] = publish(requester.sandbox, 1)
    [in_live] = publish(requester.live, 1)
    assert ids(requester.sandbox.list_hits()) == [in_sandbox]
    assert ids(requester.live.list_hits()) == [in_live]


# HITs in all states are listed; here an expired one.
def test_expired_hits_are_listed(fresh, advance):
    hit = fresh.sandbox.create_hit(**questions.hit(LifetimeInSeconds=30))["HIT"]
    advance(31)
    assert [h["HITStatus"] for h in fresh.sandbox.list_hits()["HITs"] if h["HITId"] == hit["HITId"]] == [
        "Reviewable"
    ]


# In all states but Disposed, each as GetHIT shows it.
def test_all_states(fresh, new_worker, publish):
    client = fresh.sandbox
    assignable, unassignable, reviewable, reviewing, disposed = publish(client, 5)
    new_worker().accept(unassignable)
    for id in (reviewable, reviewing, disposed):
        client.update_expiration_for_hit(HITId=id, ExpireAt=0)
    client.update_hit_review_status(HITId=reviewing)
    client.delete_hit(HITId=disposed)
    listed = client.list_hits()["HITs"]
    assert [(hit["HITId"], hit["HITStatus"]) for hit in listed] == [
        (reviewing, "Reviewing"),
        (reviewable, "Reviewable"),
        (unassignable, "Unassignable"),
        (assignable, "Assignable"),
    ]
    assert listed == [client.get_hit(HITId=hit["HITId"])["HIT"] for hit in listed]
    assert client.get_hit(HITId=disposed)["HIT"]["HITStatus"] == "Disposed"
