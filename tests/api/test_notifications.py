"""Notifications leave and arrive: at servers that others wrote (moto's SQS and SNS), at webhooks that fail in
every way, and by mail.

What requesters may ask for is in the scenarios notify-*. Each test here has a server of its own, since what
is sent where is a matter of the server's settings.
"""

import datetime
import json
import re
import subprocess
import time

import certificates
import pytest
import questions
import server_process
from moto_process import Moto, NotInstalled, write_destinations
from people import Requester, unique
from receivers import ARRIVES_WITHIN, MailServer, Webhook, closed_port, signature_fits
from refusal import refused
from signed_http import Key
from worker_site import Worker, get

PRIVATE = ("--notification-private-addresses", "127.0.0.1")
LOOPBACK = (*PRIVATE, "--notification-plain-http")
ALL = [
    "AssignmentAccepted",
    "AssignmentAbandoned",
    "AssignmentReturned",
    "AssignmentSubmitted",
    "AssignmentRejected",
    "AssignmentApproved",
    "HITCreated",
    "HITExpired",
    "HITReviewable",
    "HITExtended",
    "HITDisposed",
]


class Place:
    """A server with a requester and whatever the tests of this file need of it."""

    def __init__(self, home, flags, reach):
        self.home, self.flags = home, (*reach, *flags)
        self.start()
        made = self.server.admin("create-requester", "--name", unique("Requester"))
        key = self.server.admin("create-access-key", "--requester", made["RequesterId"])
        self.key = Key(key["AccessKeyId"], key["SecretAccessKey"])
        self.requester_id = made["RequesterId"]
        self.connect()

    def start(self):
        self.server = server_process.Server(self.home / "data", self.home / "server.log", self.flags)

    def connect(self):
        self.mturk = Requester(self.server, self.requester_id, self.key).sandbox

    def restart(self, end):
        """`end` is how the server goes: stop or kill."""
        getattr(self.server, end)()
        self.start()
        self.connect()

    def new_type(self, destination, transport="Webhook", events=("HITCreated",), **changes):
        type_id = self.mturk.create_hit_type(
            Title=unique("Task"),
            Description="Say what you see.",
            Reward="0.05",
            AssignmentDurationInSeconds=3600,
            **changes,
        )["HITTypeId"]
        self.mturk.update_notification_settings(
            HITTypeId=type_id, Notification=specification(destination, transport, events), Active=True
        )
        return type_id

    def new_hit(self, type_id, assignments=1):
        return self.mturk.create_hit_with_hit_type(
            HITTypeId=type_id,
            MaxAssignments=assignments,
            LifetimeInSeconds=86400,
            Question=questions.html_question(),
        )["HIT"]["HITId"]

    def new_worker(self):
        made = self.server.admin("create-worker", "--username", unique("worker"))
        token = self.server.admin("create-token", "--worker", made["WorkerId"])["Token"]
        return Worker(self.server.sandbox_url, token, made["WorkerId"])

    def destination(self, address):
        listed = self.server.admin("list-destinations", "--json")["Destinations"]
        return next(one for one in listed if one["Address"] == address)

    def wait_for(self, what, address, **members):
        """Until the destination of that address shows all of `members`."""
        late = time.monotonic() + ARRIVES_WITHIN
        while True:
            shown = self.destination(address)
            if all(shown.get(name) == value for name, value in members.items()):
                return shown
            assert time.monotonic() < late, (what, shown)
            time.sleep(0.05)

    def dead_letters(self, count, meanwhile=lambda: None):
        """Waits until there are so many, or `meanwhile` fails."""
        late = time.monotonic() + ARRIVES_WITHIN
        while len(letters := self.server.admin("list-dead-letters", "--json")["DeadLetters"]) < count:
            meanwhile()
            assert time.monotonic() < late, letters
            time.sleep(0.05)
        assert len(letters) == count, letters
        return letters


def specification(destination, transport="Webhook", events=("HITCreated",), version="2014-08-15"):
    return {
        "Destination": destination,
        "Transport": transport,
        "Version": version,
        "EventTypes": list(events),
    }


@pytest.fixture
def place(tmp_path):
    """Makes a Place with further flags; it ends with the test."""
    made = []

    def make(*flags, reach=LOOPBACK):
        made.append(Place(tmp_path / str(len(made)), flags, reach))
        return made[-1]

    yield make
    for one in made:
        assert one.server.stop() == 0, one.server.log()[-2000:]
        recount(one)


def recount(place):
    """Without a server, on the same directory."""
    assert place.server.admin("check", "--json")["Clean"]


@pytest.fixture
def webhook():
    made = []

    def make(*arguments):
        made.append(Webhook(*arguments))
        return made[-1]

    yield make
    for one in made:
        one.stop()


@pytest.fixture
def mail_server():
    made = []

    def make(*arguments, **more):
        made.append(MailServer(*arguments, **more))
        return made[-1]

    yield make
    for one in made:
        one.stop()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    return certificates.make(tmp_path_factory.mktemp("here"), ["IP:127.0.0.1"])


@pytest.fixture(scope="module")
def misnamed(tmp_path_factory):
    """The certificate of another host."""
    return certificates.make(tmp_path_factory.mktemp("elsewhere"), ["DNS:hooks.example.org"])


@pytest.fixture(scope="module")
def moto(tmp_path_factory):
    try:
        running = Moto(tmp_path_factory.mktemp("moto"))
    except NotInstalled as reason:
        print(f"\nnot run: {reason}")
        pytest.skip(str(reason))
    yield running
    running.stop()


@pytest.fixture
def with_moto(place, moto, tmp_path):
    """A place that may send to moto's queues and topics, in the given protocol."""

    def make(protocol="json", **more):
        file = write_destinations(
            tmp_path / "notifications.toml",
            {"prefix": moto.url + "/", "protocol": protocol, **more},
            {"prefix": "arn:aws:sns:", "endpoint": moto.url, **more},
        )
        return place("--notifications-file", str(file), "--notification-source-account", "047991105548")

    return make


def receive(client, queue_url, count):
    """So many messages, in the order of their arrival; each is taken out of the queue."""
    found = []
    late = time.monotonic() + ARRIVES_WITHIN
    while len(found) < count:
        assert time.monotonic() < late, f"{len(found)} of {count} messages"
        for message in client.receive_message(QueueUrl=queue_url, MaxNumberOfMessages=10).get("Messages", []):
            found.append(message)
            client.delete_message(QueueUrl=queue_url, ReceiptHandle=message["ReceiptHandle"])
    return found


def events_of(messages):
    return [event for message in messages for event in json.loads(message["Body"])["Events"]]


# Field by field as the dossier's captured message has it.
@pytest.mark.parametrize("protocol", ["json", "query"])
def test_a_queue_gets_the_document(with_moto, moto, protocol):
    place = with_moto(protocol)
    sqs = moto.client("sqs")
    queue = sqs.create_queue(QueueName=unique("events").replace(" ", "-") + protocol)["QueueUrl"]
    type_id = place.new_type(queue, "SQS", ["HITCreated"])
    hit_id = place.new_hit(type_id)
    (message,) = receive(sqs, queue, 1)
    document = json.loads(message["Body"])
    assert list(document) == ["Events", "EventDocId", "SourceAccount", "CustomerId", "EventDocVersion"]
    assert re.fullmatch("[0-9a-f]{40}", document["EventDocId"])
    assert document["SourceAccount"] == "047991105548"
    assert document["CustomerId"] == place.requester_id
    assert document["EventDocVersion"] == "2014-08-15"
    (event,) = document["Events"]
    assert list(event) == ["EventType", "EventTimestamp", "HITId", "HITTypeId"]
    assert (event["EventType"], event["HITId"], event["HITTypeId"]) == ("HITCreated", hit_id, type_id)
    at = datetime.datetime.strptime(event["EventTimestamp"], "%Y-%m-%dT%H:%M:%SZ")
    assert abs(at.replace(tzinfo=datetime.timezone.utc).timestamp() - place.server.now()) < 60


# A whole life of a HIT, through a queue, in order.
def test_every_event_arrives(with_moto, moto):
    place = with_moto()
    sqs = moto.client("sqs")
    queue = sqs.create_queue(QueueName="every-event")["QueueUrl"]
    type_id = place.new_type(queue, "SQS", ALL, AutoApprovalDelayInSeconds=3600)
    hit_id = place.new_hit(type_id, 3)
    first, second, third = place.new_worker(), place.new_worker(), place.new_worker()
    approved, rejected = first.do(hit_id), second.do(hit_id)
    returned = third.accept(hit_id)["AssignmentId"]
    third.call("ReturnAssignment", AssignmentId=returned)
    abandoned = third.accept(hit_id)["AssignmentId"]
    place.mturk.reject_assignment(AssignmentId=rejected, RequesterFeedback="no")
    place.mturk.create_additional_assignments_for_hit(HITId=hit_id, NumberOfAdditionalAssignments=1)
    place.server.advance(3601)
    place.server.advance(86400)
    place.mturk.delete_hit(HITId=hit_id)
    expected = [
        ("HITCreated", None),
        ("AssignmentAccepted", approved),
        ("AssignmentSubmitted", approved),
        ("AssignmentAccepted", rejected),
        ("AssignmentSubmitted", rejected),
        ("AssignmentAccepted", returned),
        ("AssignmentReturned", returned),
        ("AssignmentAccepted", abandoned),
        ("AssignmentRejected", rejected),
        ("HITExtended", None),
        ("AssignmentApproved", approved),
        ("AssignmentAbandoned", abandoned),
        ("HITExpired", None),
        ("HITReviewable", None),
        ("HITDisposed", None),
    ]
    events = []
    late = time.monotonic() + ARRIVES_WITHIN
    while len(events) < len(expected) and time.monotonic() < late:
        events += events_of(receive(sqs, queue, 1))
    assert [(e["EventType"], e.get("AssignmentId")) for e in events] == expected
    assert {e["HITId"] for e in events} == {hit_id} and {e["HITTypeId"] for e in events} == {type_id}


# Through a topic to a queue that subscribes it: what an unchanged consumer of the original reads.
def test_a_topic_gets_the_document(with_moto, moto):
    place = with_moto()
    sqs, sns = moto.client("sqs"), moto.client("sns")
    queue = sqs.create_queue(QueueName="subscriber")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    topic = sns.create_topic(Name="hits")["TopicArn"]
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)
    hit_id = place.new_hit(place.new_type(topic, "SNS"))
    (message,) = receive(sqs, queue, 1)
    envelope = json.loads(message["Body"])
    assert envelope["Type"] == "Notification" and envelope["TopicArn"] == topic
    assert re.fullmatch("[0-9]{13}", envelope["Subject"])
    assert json.loads(envelope["Message"])["Events"][0]["HITId"] == hit_id


# FIFO queues and topics need a group and an id against duplicates.
def test_fifo_queue_and_topic(with_moto, moto):
    place = with_moto()
    sqs, sns = moto.client("sqs"), moto.client("sns")
    fifo = {"FifoQueue": "true"}
    queue = sqs.create_queue(QueueName="ordered.fifo", Attributes=fifo)["QueueUrl"]
    type_id = place.new_type(queue, "SQS")
    place.new_hit(type_id)
    found = sqs.receive_message(QueueUrl=queue, AttributeNames=["All"], WaitTimeSeconds=10)["Messages"][0]
    assert found["Attributes"]["MessageGroupId"] == type_id
    assert found["Attributes"]["MessageDeduplicationId"] == json.loads(found["Body"])["EventDocId"]
    topic = sns.create_topic(Name="ordered.fifo", Attributes={"FifoTopic": "true"})["TopicArn"]
    place.mturk.send_test_event_notification(
        Notification=specification(topic, "SNS"), TestEventType="HITCreated"
    )
    place.wait_for("the test event", topic, State="Good", WaitingMessages=0)
    assert not place.server.admin("list-dead-letters", "--json")["DeadLetters"]


# A queue that is gone is a failure for good; when it is back, the operator sends again.
def test_a_missing_queue_makes_a_dead_letter(with_moto, moto):
    place = with_moto()
    sqs = moto.client("sqs")
    queue = sqs.create_queue(QueueName="missing")["QueueUrl"]
    sqs.delete_queue(QueueUrl=queue)
    place.new_hit(place.new_type(queue, "SQS"))
    (letter,) = place.dead_letters(1)
    assert letter["Address"] == queue and "QueueDoesNotExist" in letter["Failure"] and letter["Events"] == 1
    sqs.create_queue(QueueName="missing")
    assert place.server.admin("retry-dead-letter", "--message", letter["MessageId"]) == {"Retried": 1}
    (message,) = receive(sqs, queue, 1)
    assert message["Body"] == letter["Body"]
    assert not place.server.admin("list-dead-letters", "--json")["DeadLetters"]


# Every test event, whatever its specification lists, in both spellings of the version.
def test_test_events(with_moto, moto):
    place = with_moto()
    sqs = moto.client("sqs")
    queue = sqs.create_queue(QueueName="tests")["QueueUrl"]
    for version in ("2014-08-15", "2006-05-05"):
        for type in [*ALL, "Ping"]:
            answer = place.mturk.send_test_event_notification(
                Notification=specification(queue, "SQS", ["HITCreated"], version), TestEventType=type
            )
            assert set(answer) == {"ResponseMetadata"}
    events = events_of(receive(sqs, queue, 24))
    assert sorted(e["EventType"] for e in events) == sorted([*ALL, "Ping"] * 2)
    for event in events:
        for id in event["HITId"], event["HITTypeId"], event.get("AssignmentId", event["HITId"]):
            assert re.fullmatch("3[0-9A-Z]{29}", id)
        assert ("AssignmentId" in event) == event["EventType"].startswith("Assignment")


# -- webhooks ------------------------------------------------------------------------------------------------


# Signed with the requester's secret, which only the operator can see; a new one is used at once.
@pytest.mark.ours_only
def test_a_webhook_is_signed(place, webhook):
    here, hook = place(), webhook()
    type_id = here.new_type(hook.url + "/hits?key=1")
    here.new_hit(type_id)
    asked = ("--requester", here.requester_id)
    show = lambda: here.server.admin("show-webhook-secret", *asked)["WebhookSecret"]
    headers, body, _ = hook.requests.get(timeout=ARRIVES_WITHIN)
    secret = show()
    assert headers["Content-Type"] == "application/json"
    assert signature_fits(secret, headers["Kempelen-Signature"], body)
    assert not signature_fits(secret, headers["Kempelen-Signature"], body + b" ")
    assert show() == secret
    new = here.server.admin("rotate-webhook-secret", *asked)["WebhookSecret"]
    assert new != secret and show() == new
    here.new_hit(type_id)
    headers, body, _ = hook.requests.get(timeout=ARRIVES_WITHIN)
    assert signature_fits(new, headers["Kempelen-Signature"], body)
    # Sealed at rest, and in no log.
    here.restart("stop")
    for text in (here.home / "data" / "kempelen.db").read_bytes(), here.server.log().encode():
        assert secret.encode() not in text and new.encode() not in text
    assert "/hits?key=1" not in here.server.log()


# Failures that may pass: the same document comes again, and nothing overtakes it.
@pytest.mark.ours_only
@pytest.mark.parametrize("failure", [500, 503, 429, "die", "close", "hang"])
def test_a_failure_that_passes(place, webhook, failure):
    here, hook = place("--notification-seconds-max", "1"), webhook(lambda n: failure if n == 1 else 200)
    type_id = here.new_type(hook.url)
    first = here.new_hit(type_id)
    _, failed, what = hook.next()
    assert what == failure
    second = here.new_hit(type_id)
    _, again, what = hook.next()
    assert what == 200 and again == failed
    assert [e["HITId"] for e in again["Events"]] == [first]
    assert [e["HITId"] for e in hook.next_delivered()["Events"]] == [second]
    here.wait_for("recovery", hook.url, State="Good", Failures=0, WaitingEvents=0, WaitingMessages=0)


# A server that is not there at all: tried again with pauses, shown to the operator, not given up.
@pytest.mark.ours_only
def test_nobody_listens(place):
    here = place()
    url = f"http://127.0.0.1:{closed_port()}"
    here.new_hit(here.new_type(url))
    shown = here.wait_for("two failures", url, Failures=2)
    assert shown["State"] in ("Paused", "Failing") and shown["LastFailure"] and shown["FailingSince"]
    assert shown["WaitingMessages"] == 1
    assert not here.server.admin("list-dead-letters", "--json")["DeadLetters"]


# Answers that will not change, and redirects, which are not followed: dead letters at once. The operator
# sends one again and drops the others.
@pytest.mark.ours_only
@pytest.mark.parametrize("status", [400, 404, 410, 302, 307])
def test_a_failure_for_good(place, webhook, status):
    here, hook = place(), webhook(lambda n: status if n <= 3 else 200)
    type_id = here.new_type(hook.url)
    for _ in range(3):
        here.new_hit(type_id)
        assert hook.next()[2] == status
    letters = here.dead_letters(3)
    assert all(str(status) in letter["Failure"] for letter in letters)
    here.server.admin("retry-dead-letter", "--message", letters[1]["MessageId"])
    _, document, what = hook.next()
    assert what == 200 and document == json.loads(letters[1]["Body"])
    here.dead_letters(2)
    dropped = here.server.admin("drop-dead-letter", "--destination", letters[0]["DestinationId"])
    assert dropped == {"Dropped": 2}
    here.dead_letters(0)
    hook.nothing_comes()
    with pytest.raises(server_process.AdminFailed) as gone:
        here.server.admin("retry-dead-letter", "--message", letters[0]["MessageId"])
    assert "There is no dead letter" in gone.value.complaint


# What an operator reads: a line for each destination and each dead letter, with the reason below it.
@pytest.mark.ours_only
def test_tables_for_the_operator(place, webhook):
    here, hook = place(), webhook(lambda n: 404 if n == 1 else 500)
    type_id = here.new_type(hook.url)
    for _ in range(2):
        here.new_hit(type_id)
        hook.next()
    (letter,) = here.dead_letters(1)
    here.wait_for("a failure", hook.url, State="Paused")

    def table(command):
        printed = subprocess.run(
            [server_process.binary(), "admin", "--data", here.server.data, command],
            capture_output=True,
            text=True,
            check=True,
            env=server_process.environment(),
        )
        return printed.stdout.splitlines()

    head, line, reason = table("list-dead-letters")
    assert head.startswith("Message ") and line.startswith(letter["MessageId"]) and hook.url in line
    assert reason.strip() == "answered with status 404"
    head, line, reason = table("list-destinations")
    assert head.startswith("Destination ") and hook.url in line and " Paused " in line
    assert here.requester_id in line and "answered with status 500" in reason


# A name says nothing about where it leads: the address is checked when the connection is made.
@pytest.mark.ours_only
def test_private_addresses_are_refused(place, webhook):
    here, hook = place(reach=("--notification-plain-http",)), webhook()
    hosts = ["localhost", "127.0.0.1", "127.0.0.2", "[::1]", "[::ffff:127.0.0.1]", "0x7f000001"]
    hosts.append("169.254.169.254")
    for host in hosts:
        here.new_hit(here.new_type(f"http://{host}:{hook.port}/"))
    for letter in here.dead_letters(len(hosts), meanwhile=lambda: hook.nothing_comes(0)):
        assert "not allowed" in letter["Failure"]
    hook.nothing_comes(0.1)


# With TLS the operator needs no plain http. The certificate is checked against `notification_ca_file`.
@pytest.mark.ours_only
def test_a_webhook_over_tls(place, webhook, certificate):
    hook = webhook(lambda n: 200, certificate)
    here = place("--notification-ca-file", str(certificate.chain), reach=PRIVATE)
    hit_id = here.new_hit(here.new_type(hook.url))
    headers, document, _ = hook.next()
    assert [e["HITId"] for e in document["Events"]] == [hit_id]
    assert headers["Host"] == f"127.0.0.1:{hook.port}" and "Kempelen-Signature" in headers
    here.wait_for("delivery", hook.url, State="Good", WaitingMessages=0)


# Neither the system's authorities nor another host's name will do; the message waits for a better day.
@pytest.mark.ours_only
@pytest.mark.parametrize("why", ["unknown authority", "name of another host"])
def test_a_webhook_whose_certificate_proves_nothing(place, webhook, certificate, misnamed, why):
    shown = certificate if why == "unknown authority" else misnamed
    hook = webhook(lambda n: 200, shown)
    flags = () if shown is certificate else ("--notification-ca-file", str(shown.chain))
    here = place(*flags, reach=PRIVATE)
    here.new_hit(here.new_type(hook.url))
    seen = here.wait_for("a failure", hook.url, State="Paused")
    assert "certificate" in seen["LastFailure"] and seen["WaitingMessages"] == 1
    hook.nothing_comes(0.1)


# Slow and dying receivers do not hold up the others.
@pytest.mark.ours_only
def test_others_go_on(place, webhook):
    here = place("--notification-seconds-max", "30")
    hanging = [webhook(lambda n: "hang") for _ in range(5)]
    for hook in hanging:
        here.new_hit(here.new_type(hook.url))
        hook.next()
    good = webhook()
    type_id = here.new_type(good.url)
    began = time.monotonic()
    hits = [here.new_hit(type_id) for _ in range(30)]
    seen = []
    while len(seen) < 30:
        seen += [e["HITId"] for e in good.next_delivered()["Events"]]
    assert seen == hits
    assert time.monotonic() - began < 15


# Nothing is lost when the server is killed at any moment, order is kept, and what comes twice has the same
# EventDocId and the same text.
@pytest.mark.ours_only
def test_nothing_is_lost_when_the_server_is_killed(place, webhook):
    here, hook = place(), webhook(lambda n: 500 if n % 7 == 3 else 200)
    type_id = here.new_type(hook.url)
    hits = []
    for _ in range(4):
        hits += [here.new_hit(type_id) for _ in range(25)]
        here.restart("kill")
    documents, order = {}, []
    while len({e["HITId"] for d in order for e in documents[d]["Events"]}) < len(hits):
        document = hook.next_delivered()
        id = document["EventDocId"]
        assert documents.setdefault(id, document) == document
        if id not in order:
            order.append(id)
        assert len(document["Events"]) <= 10
    assert [e["HITId"] for d in order for e in documents[d]["Events"]] == hits
    here.wait_for("the end", hook.url, WaitingEvents=0, WaitingMessages=0)


# An orderly end marks what has arrived: after the next start nothing comes twice.
@pytest.mark.ours_only
def test_an_orderly_end_repeats_nothing(place, webhook):
    here, hook = place(), webhook()
    type_id = here.new_type(hook.url)
    hit_id = here.new_hit(type_id)
    assert hook.next_delivered()["Events"][0]["HITId"] == hit_id
    here.restart("stop")
    hook.nothing_comes()
    other = here.new_hit(type_id)
    assert hook.next_delivered()["Events"][0]["HITId"] == other


# A pause ends early when the operator says so, or when the requester sends a test, which comes first.
@pytest.mark.ours_only
def test_a_test_event_ends_a_pause(place, webhook):
    answer = [500]
    here, hook = place(), webhook(lambda n: answer[0])
    type_id = here.new_type(hook.url)
    hit_id = here.new_hit(type_id)
    for _ in range(3):
        hook.next()
    here.wait_for("three failures", hook.url, State="Paused", Failures=3)
    answer[0] = 200
    here.mturk.send_test_event_notification(Notification=specification(hook.url), TestEventType="Ping")
    assert hook.next_delivered()["Events"][0]["EventType"] == "Ping"
    assert hook.next_delivered()["Events"][0]["HITId"] == hit_id
    here.server.admin("resume-destination", "--destination", here.destination(hook.url)["DestinationId"])


# -- settings ------------------------------------------------------------------------------------------------


# Per requester, in the form that SDKs retry; the other operations are not touched.
def test_test_events_are_throttled(place, webhook):
    here, hook = place("--test-events-per-minute", "3"), webhook()
    send = lambda: here.mturk.send_test_event_notification(
        Notification=specification(hook.url), TestEventType="Ping"
    )
    for _ in range(3):
        send()
    with refused("ThrottlingException", "Rate exceeded"):
        send()
    here.mturk.get_account_balance()


# Without a file of notifications the original's queues and topics can be named, as programs do; nothing is
# sent there, and the operator sees why.
def test_without_credentials_nothing_is_sent(place):
    here = place()
    queue = "https://sqs.us-east-1.amazonaws.com/123456789012/events"
    here.new_hit(here.new_type(queue, "SQS"))
    (letter,) = here.dead_letters(1)
    assert "credentials" in letter["Failure"]


# A file that others can read, an unknown member, a host that could be continued: refused before serving.
@pytest.mark.ours_only
@pytest.mark.parametrize(
    "text, mode, complaint",
    [
        ('prefix = "https://a.test/"\naccess_key_id = "a"\nsecret_access_key = "b"', 0o644, "chmod 600"),
        ('prefix = "https://a.test"\naccess_key_id = "a"\nsecret_access_key = "b"', 0o600, "prefix"),
        ('prefix = "https://a.test/"\naccess_key_id = "a"', 0o600, "secret_access_key"),
        ('prefix = "https://a.test/"\nsecret = "b"', 0o600, "there is no secret"),
        ('prefix = "http://a.test/"\naccess_key_id = "a"\nsecret_access_key = "b"', 0o600, "plain http"),
    ],
)
def test_a_wrong_file_is_refused(tmp_path, text, mode, complaint):
    file = tmp_path / "notifications.toml"
    file.write_text("[[destination]]\n" + text)
    file.chmod(mode)
    done = subprocess.run(
        [server_process.binary(), "serve", "--data", str(tmp_path / "data"), "--notifications-file", file],
        capture_output=True,
        text=True,
        timeout=30,
        env=server_process.environment(),
    )
    assert done.returncode == 2 and complaint in done.stderr, done.stderr


@pytest.mark.ours_only
def test_metrics(place, webhook):
    here, hook = place(), webhook(lambda n: 410 if n == 2 else 200)
    type_id = here.new_type(hook.url)
    for _ in range(2):
        here.new_hit(type_id)
        hook.next()
    here.dead_letters(1)
    text = get(here.server.sandbox_url + "/metrics")[2].decode()
    for line in (
        "kempelen_notifications_delivered 1",
        "kempelen_notification_events_delivered 1",
        "kempelen_notifications_failed 1",
        "kempelen_notifications_dead 1",
        "kempelen_notifications_queued 0",
        "kempelen_notifications_oldest_seconds 0",
    ):
        assert re.search(rf"^{line}(\.0)?$", text, re.M), (line, re.findall("^kempelen_notif.*$", text, re.M))


# -- mail ----------------------------------------------------------------------------------------------------


@pytest.mark.ours_only
def test_events_by_mail(place, mail_server):
    server = mail_server({"gone@example.org": "550 no such user"})
    here = place("--smtp-url", server.url, "--smtp-from", "turk@example.com")
    hit_id = here.new_hit(here.new_type("ann@example.org", "Email"))
    to, mail, _ = server.next()
    assert to == "ann@example.org" and mail["From"] == "turk@example.com" and mail["To"] == to
    assert mail["Subject"] == "HITCreated" and hit_id in mail.get_content()
    here.new_hit(here.new_type("gone@example.org", "Email"))
    (letter,) = here.dead_letters(1)
    assert "550" in letter["Failure"]


# A mailbox that is full for now is tried again.
@pytest.mark.ours_only
def test_mail_is_tried_again(place, mail_server):
    refuse = {"ann@example.org": "452 mailbox full"}
    server = mail_server(refuse)
    here = place("--smtp-url", server.url, "--smtp-from", "turk@example.com")
    hit_id = here.new_hit(here.new_type("ann@example.org", "Email"))
    server.refused.get(timeout=ARRIVES_WITHIN)
    refuse.clear()
    assert hit_id in server.next()[1].get_content()


def write_to_a_worker(here):
    """NotifyWorkers to a worker whom the requester has paid; the worker's address."""
    worker = here.new_worker()
    worker.call("UpdateProfile", Email="worker@example.org")
    hit_id = here.mturk.create_hit(**questions.hit())["HIT"]["HITId"]
    here.mturk.approve_assignment(AssignmentId=worker.do(hit_id))
    answer = here.mturk.notify_workers(
        Subject="More photos", MessageText="Grüße, there are more.", WorkerIds=[worker.id]
    )
    assert answer["NotifyWorkersFailureStatuses"] == []
    return "worker@example.org"


@pytest.fixture
def user(tmp_path):
    """Flags for a user of the mail server."""
    file = tmp_path / "password"
    file.write_text("correct horse\n")
    file.chmod(0o600)
    return ("--smtp-user", "turk", "--smtp-password-file", str(file))


# What a requester writes to a worker leaves over TLS, and with a user only there: by STARTTLS, or from the
# beginning.
@pytest.mark.ours_only
@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
@pytest.mark.parametrize("as_user", [True, False])
def test_mail_over_tls(place, mail_server, certificate, user, scheme, as_user):
    server = mail_server(certificate=certificate, scheme=scheme)
    here = place(
        *("--smtp-url", server.url, "--smtp-from", "turk@example.com"),
        *("--notification-ca-file", str(certificate.chain), *(user if as_user else ())),
    )
    address = write_to_a_worker(here)
    to, mail, version = server.next()
    assert (to, mail["Subject"]) == (address, "More photos")
    assert "Grüße, there are more." in mail.get_content()
    assert version is not None
    assert list(server.logins.queue) == ([("turk", "correct horse", version)] if as_user else [])


# Where a mail server offers TLS and cannot prove who it is, nothing is sent; and with a user nothing goes out
# in the clear.
@pytest.mark.ours_only
@pytest.mark.parametrize("case", ["unknown authority", "name of another host", "no TLS for a user"])
def test_mail_to_a_server_that_proves_nothing(place, mail_server, certificate, misnamed, user, case):
    shown = {"unknown authority": certificate, "name of another host": misnamed}.get(case)
    flags = ["--notification-ca-file", str(misnamed.chain)] if shown is not certificate else []
    server = mail_server(certificate=shown)
    here = place("--smtp-url", server.url, "--smtp-from", "turk@example.com", *flags, *user)
    address = write_to_a_worker(here)
    seen = here.wait_for("a failure", address, State="Paused")
    assert seen["WaitingMessages"] == 1 and seen["LastFailure"]
    assert not server.connections.empty()
    assert server.mails.empty() and server.logins.empty()
