"""Money in live: holds, fees, payment, release. All figures are worked out by hand beside the test."""

import concurrent.futures

import pytest
import questions
from people import unique
from refusal import refused

MASTERS = "2F1QJWKUDD8XADTFD2Q0G6UTO95ALH"
PREPAY = (
    "This Requester has insufficient funds in their account to complete this transaction. Please visit "
    "https://requester.mturk.com/prepayments/new to purchase Prepaid HITs."
)


def publish(requester, **changes):
    return requester.live.create_hit(**questions.hit(Title=unique("Paid"), **changes))["HIT"]


# Creating a HIT holds (reward + fee) x assignments. Fee: 20 %, half a cent rounds up, at least a cent; 40 %
# from ten assignments on; 5 % more for Masters.
@pytest.mark.parametrize(
    "reward, places, masters, hold",
    [
        ("0.01", 1, False, "0.02"),  # 0.002 -> 0.01 at least
        ("0.05", 1, False, "0.06"),  # 0.01
        ("0.07", 1, False, "0.08"),  # 0.014 -> 0.01
        ("0.08", 1, False, "0.10"),  # 0.016 -> 0.02
        ("0.12", 1, False, "0.14"),  # 0.024 -> 0.02
        ("0.13", 1, False, "0.16"),  # 0.026 -> 0.03
        ("0.10", 9, False, "1.08"),  # 0.02 each: 9 x 0.12
        ("0.10", 10, False, "1.40"),  # 0.04 each: 10 x 0.14
        ("0.01", 10, False, "0.20"),  # 0.004 -> 0.01: 10 x 0.02
        ("1.00", 1, True, "1.25"),  # 0.20 + 0.05
        ("0.50", 1, True, "0.63"),  # 0.125 -> 0.13
        ("0.10", 1, True, "0.13"),  # 0.025 -> 0.03
        ("0.10", 10, True, "1.50"),  # 0.045 -> 0.05: 10 x 0.15
        ("0.00", 3, False, "0.03"),  # the least fee: 3 x 0.01
        ("7.77", 4, False, "37.28"),  # 1.554 -> 1.55: 4 x 9.32
    ],
)
def test_hold(new_requester, reward, places, masters, hold):
    requester = new_requester("100.00")
    requirements = [{"QualificationTypeId": MASTERS, "Comparator": "Exists"}] if masters else []
    publish(requester, Reward=reward, MaxAssignments=places, QualificationRequirements=requirements)
    cents = 10000 - int(hold.replace(".", ""))
    assert requester.balance() == (f"{cents // 100}.{cents % 100:02}", hold)


# Approval moves the reward to the worker and the fee to the operator, out of the hold: Available does not
# change.
def test_approval_pays(new_requester, new_worker):
    requester, worker = new_requester("10.00"), new_worker("live")
    hit = publish(requester, Reward="1.00", MaxAssignments=2)  # held 2 x 1.20
    assert requester.balance() == ("7.60", "2.40")
    id = worker.do(hit["HITId"])
    assert worker.call("GetEarnings")["Pending"] == "1.00"
    assert requester.balance() == ("7.60", "2.40")
    requester.live.approve_assignment(AssignmentId=id)
    assert requester.balance() == ("7.60", "1.20")
    earned = worker.call("GetEarnings")
    assert (earned["Approved"], earned["Pending"], earned["Total"], earned["NumberApproved"]) == (
        "1.00",
        "0.00",
        "1.00",
        1,
    )


# A paid assignment is paid once, however often the call is repeated.
def test_paid_once(new_requester, new_worker):
    requester, worker = new_requester("10.00"), new_worker("live")
    id = worker.do(publish(requester, Reward="1.00")["HITId"])
    requester.live.approve_assignment(AssignmentId=id)
    for override in (False, True):
        with refused("RequestError", code="InvalidAssignmentState"):
            requester.live.approve_assignment(AssignmentId=id, OverrideRejection=override)
    assert requester.balance() == ("8.80", "0.00")
    assert worker.call("GetEarnings")["Approved"] == "1.00"


# Many approve the same at once: one wins, one payment.
def test_race_of_approvals(new_requester, new_worker):
    requester, worker = new_requester("10.00"), new_worker("live")
    id = worker.do(publish(requester, Reward="1.00")["HITId"])

    def approve(_):
        try:
            requester.live.approve_assignment(AssignmentId=id)
            return 1
        except requester.live.exceptions.RequestError:
            return 0

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(approve, range(8))) == 1
    assert requester.balance() == ("8.80", "0.00")
    assert worker.call("GetEarnings")["Approved"] == "1.00"


# Too little money: nothing is created, nothing is held, and the quoted text says where to go.
def test_insufficient_funds(new_requester):
    requester = new_requester("1.19")
    with refused("RequestError", PREPAY, "InsufficientFunds"):
        publish(requester, Reward="1.00")
    assert requester.balance() == ("1.19", "0.00")
    assert requester.live.list_hits()["NumResults"] == 0


# The last cent can be spent.
def test_exactly_enough(new_requester):
    requester = new_requester("1.20")
    publish(requester, Reward="1.00")
    assert requester.balance() == ("0.00", "1.20")


# A thousand million places at the highest price must not wrap around into something affordable.
def test_sums_do_not_overflow(new_requester):
    requester = new_requester("1000.00")
    with refused("RequestError", code="InsufficientFunds"):
        publish(requester, Reward="9000.00", MaxAssignments=1000000000)
    assert requester.balance() == ("1000.00", "0.00")


# Competing for the same money: never more than there is.
def test_race_for_money(new_requester):
    requester = new_requester("3.60")  # three times 1.20

    def create(_):
        try:
            publish(requester, Reward="1.00")
            return 1
        except requester.live.exceptions.RequestError:
            return 0

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(create, range(12))) == 3
    assert requester.balance() == ("0.00", "3.60")
    assert requester.live.list_hits()["NumResults"] == 3


# At expiry the open places' hold comes back, that of taken and submitted ones stays.
def test_release_at_expiry(new_requester, new_worker, advance):
    requester = new_requester("10.00")
    hit = publish(
        requester, Reward="1.00", MaxAssignments=4, LifetimeInSeconds=300, AssignmentDurationInSeconds=600
    )
    assert requester.balance() == ("5.20", "4.80")
    submitted = new_worker("live").do(hit["HITId"])
    new_worker("live").accept(hit["HITId"])
    advance(301)
    assert requester.balance() == ("7.60", "2.40")
    # The accepted one runs out: its place cannot be offered again, so its money comes back too.
    advance(600)
    assert requester.balance() == ("8.80", "1.20")
    requester.live.approve_assignment(AssignmentId=submitted)
    assert requester.balance() == ("8.80", "0.00")


# Before the expiration a place given back keeps its money: somebody else can take it.
def test_return_keeps_the_hold(new_requester, new_worker):
    requester, worker = new_requester("10.00"), new_worker("live")
    assignment = worker.accept(publish(requester, Reward="1.00")["HITId"])
    worker.call("ReturnAssignment", AssignmentId=assignment["AssignmentId"])
    assert requester.balance() == ("8.80", "1.20")


# After the expiration it does not.
def test_return_after_expiry_releases(new_requester, new_worker, advance):
    requester, worker = new_requester("10.00"), new_worker("live")
    assignment = worker.accept(publish(requester, Reward="1.00", LifetimeInSeconds=60)["HITId"])
    advance(61)
    assert requester.balance() == ("8.80", "1.20")
    worker.call("ReturnAssignment", AssignmentId=assignment["AssignmentId"])
    assert requester.balance() == ("10.00", "0.00")


# What expires frees money for what comes next, at once, with no timer in between.
def test_released_money_can_be_held_again(new_requester, advance):
    requester = new_requester("1.20")
    publish(requester, Reward="1.00", LifetimeInSeconds=60)
    advance(61)
    publish(requester, Reward="1.00")
    assert requester.balance() == ("0.00", "1.20")


# Automatic approval pays like one by hand.
def test_automatic_approval_pays(new_requester, new_worker, advance):
    requester, worker = new_requester("10.00"), new_worker("live")
    worker.do(publish(requester, Reward="0.50", AutoApprovalDelayInSeconds=60)["HITId"])
    advance(61)
    assert requester.balance() == ("9.40", "0.00")
    assert worker.call("GetEarnings")["Approved"] == "0.50"


# The ten-or-more rate depends on MaxAssignments at creation, not on how many were done.
def test_rate_is_that_of_creation(new_requester, new_worker):
    requester, worker = new_requester("10.00"), new_worker("live")
    id = worker.do(publish(requester, Reward="0.10", MaxAssignments=10)["HITId"])
    requester.live.approve_assignment(AssignmentId=id)
    # 10 x 0.14 were held, one of them is paid.
    assert requester.balance() == ("8.60", "1.26")


# The whole story adds up: deposits = available + holds + paid + fees.
def test_everything_adds_up(new_requester, new_worker, advance):
    requester = new_requester("20.00")
    hit = publish(
        requester, Reward="0.33", MaxAssignments=5, LifetimeInSeconds=1000, AutoApprovalDelayInSeconds=5000
    )
    workers = [new_worker("live") for _ in range(3)]  # fee 0.066 -> 0.07; 0.40 each
    ids = [w.do(hit["HITId"]) for w in workers]
    requester.live.approve_assignment(AssignmentId=ids[0])
    assert requester.balance() == ("18.00", "1.60")
    advance(1001)
    assert requester.balance() == ("18.80", "0.80")
    advance(5000)
    assert requester.balance() == ("18.80", "0.00")
    assert [w.call("GetEarnings")["Total"] for w in workers] == ["0.33"] * 3
    # 3 x 0.33 paid, 3 x 0.07 fees, 18.80 left: 20.00.


# In the sandbox rewards are play money: the worker sees them grow, the requester pays nothing.
def test_sandbox_pays_play_money(mturk, new_hit, worker):
    hit = new_hit(Reward="2.00")
    mturk.approve_assignment(AssignmentId=worker.do(hit["HITId"]))
    assert worker.call("GetEarnings")["Approved"] == "2.00"
    assert mturk.get_account_balance()["AvailableBalance"] == "10000.00"


# … and nothing is ever too expensive.
def test_sandbox_never_lacks_money(new_hit):
    assert new_hit(Reward="10000.00", MaxAssignments=1000000)["HITStatus"] == "Assignable"
