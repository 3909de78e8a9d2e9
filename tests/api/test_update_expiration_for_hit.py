"""UpdateExpirationForHIT: to end a HIT at once, to extend it, to shorten it."""

import datetime

import pytest
from refusal import no_money, no_such_hit, out_of_range, refused, state_refused
from worker_site import WorkerRefused

RANGE = "is invalid for ExpirationIncrementInSeconds. Valid values range from 60 to 31536000."
YEAR = 31536000


def read(client, hit):
    return client.get_hit(HITId=hit["HITId"])["HIT"]


def expiration(hit):
    return int(hit["Expiration"].timestamp())


# No output: `{}`, since PHP throws on less.
def test_answer_has_no_members(raw, new_hit):
    answer = raw.call("UpdateExpirationForHIT", {"HITId": new_hit()["HITId"], "ExpireAt": 0})
    assert (answer.status, answer.body) == (200, b"{}")


# Zero and other times gone by mean "now": Reviewable in the very next call, and the stored expiration is
# about the time of the call. Also in fractions, and as an exponent.
@pytest.mark.parametrize(
    "when",
    ["0", "-1", "-62135596800", "1", "1e0", "1.5E9", "1500000000.123", "-2.5e3", '"2001-02-03T04:05:06Z"'],
)
def test_at_once(mturk, raw, new_hit, server, when):
    hit = new_hit(MaxAssignments=3)
    before = int(server.now())
    body = f'{{"HITId":"{hit["HITId"]}","ExpireAt":{when}}}'.encode()
    assert raw.call("UpdateExpirationForHIT", body).body == b"{}"
    after = read(mturk, hit)
    assert (after["HITStatus"], after["NumberOfAssignmentsAvailable"]) == ("Reviewable", 3)
    assert before - 1 <= expiration(after) <= server.now() + 1
    assert after == {**hit, "HITStatus": "Reviewable", "Expiration": after["Expiration"]}


# psiTurk ends a HIT with a date a month ago, then deletes it in the next call.
def test_a_month_ago_then_delete(mturk, new_hit, server):
    hit = new_hit()
    then = datetime.datetime.fromtimestamp(server.now(), datetime.timezone.utc) - datetime.timedelta(days=30)
    mturk.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=then)
    mturk.delete_hit(HITId=hit["HITId"])
    assert read(mturk, hit)["HITStatus"] == "Disposed"


# Work under way keeps its time: Unassignable until it ends, though nobody can accept any more.
def test_at_once_with_work_under_way(mturk, new_hit, new_worker):
    hit = new_hit(MaxAssignments=3)
    worker = new_worker()
    assignment = worker.accept(hit["HITId"])
    mturk.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=0)
    assert read(mturk, hit)["HITStatus"] == "Unassignable"
    with pytest.raises(WorkerRefused) as caught:
        new_worker().accept(hit["HITId"])
    assert caught.value.code == "NoMoreHITs"
    assert worker.submit(assignment, {"comment": "in time"})["Status"] == "Submitted"
    assert read(mturk, hit)["HITStatus"] == "Reviewable"


# The call is idempotent; the original refused a repeat because of a token of its own inside, and nobody
# wants that. The time of the first call stays.
def test_at_once_twice(mturk, new_hit, advance):
    hit = new_hit()
    mturk.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=0)
    first = read(mturk, hit)
    advance(100)
    mturk.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=0)
    mturk.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=expiration(first) - 5)
    assert read(mturk, hit) == first


# An extension: at least a minute, at most 365 days beyond the present expiration. The quoted text.
@pytest.mark.parametrize("by", [60, 61, 86400, YEAR])
def test_extension(mturk, new_hit, by):
    hit = new_hit()
    mturk.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=expiration(hit) + by)
    after = read(mturk, hit)
    assert expiration(after) == expiration(hit) + by
    assert after == {**hit, "Expiration": after["Expiration"]}


@pytest.mark.parametrize("by", [1, 11, 59, YEAR + 1])
def test_extension_out_of_range(mturk, new_hit, by):
    hit = new_hit()
    for _ in range(4):  # Go v1 sends a refused request four times
        with out_of_range(by, "ExpirationIncrementInSeconds", 60, YEAR):
            mturk.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=expiration(hit) + by)
    assert read(mturk, hit) == hit


# Far away, up to the last second of the year 9999.
@pytest.mark.parametrize("when", [4102444800, 253402300799])
def test_far_away(mturk, new_hit, when):
    hit = new_hit()
    with refused("ParameterValidationError", RANGE, "AWS.ParameterOutOfRange"):
        mturk.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=when)
    assert read(mturk, hit) == hit


# Beyond the years 1 to 9999 are milliseconds, nearly always; the answer says that seconds are wanted.
@pytest.mark.parametrize("when", ["253402300800", "1795532400000", "1.7955324e12", "-62135596801", "1e300"])
def test_beyond_all_years(mturk, raw, new_hit, when):
    hit = new_hit()
    body = f'{{"HITId":"{hit["HITId"]}","ExpireAt":{when}}}'.encode()
    answer = raw.call("UpdateExpirationForHIT", body)
    assert (answer.status, answer.error) == (400, "ParameterValidationError")
    assert answer.json["Parameter"] == "ExpireAt"
    assert "A time is a number of seconds since 1970, in the years 1 to 9999.." in answer.message
    assert read(mturk, hit) == hit


# Numbers as Java, Go and JavaScript write them.
def test_forms_of_a_number(mturk, raw, new_hit):
    hit = new_hit()
    by = 100
    for form in ("{}", "{}.0", "{}.25", "exponent"):
        when = expiration(hit) + by
        text = f"{when / 1e9:.9f}E9" if form == "exponent" else form.format(when)
        body = f'{{"HITId":"{hit["HITId"]}","ExpireAt":{text}}}'.encode()
        assert raw.call("UpdateExpirationForHIT", body).status == 200, text
        assert expiration(read(mturk, hit)) == when
        by += 100


# No SDK sends text; ISO 8601 is understood all the same, and everything else is no time.
def test_text(mturk, raw, new_hit):
    hit = new_hit()
    when = expiration(hit) + 3600
    text = datetime.datetime.fromtimestamp(when, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    answer = raw.call("UpdateExpirationForHIT", {"HITId": hit["HITId"], "ExpireAt": text})
    assert answer.status == 200
    assert expiration(read(mturk, hit)) == when


@pytest.mark.parametrize("when", ["tomorrow", "", "1800000000", True, [], {}], ids=str)
def test_no_time(mturk, raw, new_hit, when):
    hit = new_hit()
    answer = raw.call("UpdateExpirationForHIT", {"HITId": hit["HITId"], "ExpireAt": when})
    assert (answer.status, answer.error) == (400, "SerializationException")
    assert read(mturk, hit) == hit


# Sources disagree whether an expiration can be shortened without ending the HIT; it can.
def test_shortening(mturk, new_hit, advance):
    hit = new_hit(LifetimeInSeconds=7200)
    mturk.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=expiration(hit) - 3600)
    after = read(mturk, hit)
    assert (after["HITStatus"], expiration(after)) == ("Assignable", expiration(hit) - 3600)
    advance(3601)
    assert read(mturk, hit)["HITStatus"] == "Reviewable"


# The same time again is no extension and no error.
def test_same_time(mturk, new_hit):
    hit = new_hit()
    mturk.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=expiration(hit))
    assert read(mturk, hit) == hit


# For an expired HIT the increment counts from now.
def test_expired_hit_is_extended_from_now(mturk, new_hit, new_worker, advance, server):
    hit = new_hit(LifetimeInSeconds=30)
    advance(1000)
    now = int(server.now())
    for when in (now + 30, now + YEAR + 30):
        with refused("ParameterValidationError", RANGE, "AWS.ParameterOutOfRange"):
            mturk.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=when)
    assert read(mturk, hit)["HITStatus"] == "Reviewable"
    mturk.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=now + 90)
    after = read(mturk, hit)
    assert (after["HITStatus"], expiration(after)) == ("Assignable", now + 90)
    assert new_worker().do(hit["HITId"])


# A full HIT is extended without opening: no place is left.
def test_full_hit(mturk, new_hit, new_worker, server):
    hit = new_hit()
    new_worker().do(hit["HITId"])
    mturk.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=0)
    mturk.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=int(server.now()) + 3600)
    assert read(mturk, hit)["HITStatus"] == "Reviewable"


# Live: the end gives the money of the open places back, an extension holds it again.
def test_money(new_requester, new_worker, new_hit, server):
    requester = new_requester("5.00")
    client = requester.live
    hit = new_hit(client=client, Reward="1.00", MaxAssignments=3)  # 3 x 1.20
    new_worker("live").accept(hit["HITId"])
    assert requester.balance() == ("1.40", "3.60")
    client.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=0)
    assert requester.balance() == ("3.80", "1.20")
    client.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=0)
    assert requester.balance() == ("3.80", "1.20")
    client.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=int(server.now()) + 3600)
    assert requester.balance() == ("1.40", "3.60")
    # Open as it is, more time costs nothing.
    client.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=int(server.now()) + 7200)
    assert requester.balance() == ("1.40", "3.60")


# … or is refused when it has gone elsewhere, and then nothing has changed.
def test_no_money_to_extend(new_requester, new_hit, server):
    requester = new_requester("2.40")
    hit = new_hit(client=requester.live, Reward="1.00", MaxAssignments=2)
    requester.live.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=0)
    new_hit(client=requester.live, Reward="1.00")
    before = read(requester.live, hit)
    for _ in range(4):
        with no_money():
            requester.live.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=int(server.now()) + 3600)
    assert read(requester.live, hit) == before
    assert requester.balance() == ("1.20", "1.20")


# Disposed is final, whatever the time.
def test_disposed(mturk, new_hit, server):
    hit = new_hit()
    mturk.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=0)
    mturk.delete_hit(HITId=hit["HITId"])
    for when in (0, int(server.now()) + 3600):
        with state_refused("Disposed", "Assignable, Unassignable, Reviewable, Reviewing"):
            mturk.update_expiration_for_hit(HITId=hit["HITId"], ExpireAt=when)


def test_unknown_hit(mturk):
    with no_such_hit("3NOSUCHHIT"):
        mturk.update_expiration_for_hit(HITId="3NOSUCHHIT", ExpireAt=0)


def test_required_members(mturk, new_hit):
    with refused("ValidationException", "Value null at 'hITId'"):
        mturk.update_expiration_for_hit(ExpireAt=0)
    with refused("ValidationException", "Value null at 'expireAt'"):
        mturk.update_expiration_for_hit(HITId=new_hit()["HITId"])
