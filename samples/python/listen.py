"""Hears by webhook what happens to a HIT, and approves its assignment as soon as it is submitted."""

import hashlib
import hmac
import json
import os
import queue
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

from connection import connect, question, say

SECRET = os.environ["KEMPELEN_WEBHOOK_SECRET"].encode()
documents = queue.Queue()


def is_genuine(header, body):
    """`header` is t=<epoch seconds>,v1=<hex>: who knows the address but not the secret cannot write it."""
    parts = dict(part.split("=", 1) for part in header.split(",") if "=" in part)
    expected = hmac.new(SECRET, parts.get("t", "").encode() + b"." + body, hashlib.sha256).hexdigest()
    is_ours = hmac.compare_digest(expected.encode(), parts.get("v1", "").encode())
    return is_ours and abs(time.time() - int(parts["t"])) < 300


class Webhook(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        genuine = is_genuine(self.headers.get("Kempelen-Signature", ""), body)
        if genuine:
            documents.put(json.loads(body))
        self.send_response(204 if genuine else 403)
        self.end_headers()

    def log_message(self, *_):
        """Nothing: standard error is for what went wrong."""


def events():
    """Each event once, although a document may come twice."""
    known = set()
    while True:
        document = documents.get()
        if document["EventDocId"] not in known:
            known.add(document["EventDocId"])
            yield from document["Events"]


webhook = HTTPServer(("127.0.0.1", 0), Webhook)
threading.Thread(target=webhook.serve_forever, daemon=True).start()

mturk = connect()
hit_type = mturk.create_hit_type(
    Title="Look out of the window",
    Description="Say what you see.",
    Reward="0.10",
    AssignmentDurationInSeconds=600,
)["HITTypeId"]
notification = {
    "Destination": f"http://127.0.0.1:{webhook.server_port}/",
    "Transport": "Webhook",
    "Version": "2014-08-15",
    "EventTypes": ["AssignmentAccepted", "AssignmentSubmitted", "AssignmentApproved"],
}
# A Ping comes at once if the destination can be reached.
mturk.send_test_event_notification(Notification=notification, TestEventType="Ping")
mturk.update_notification_settings(HITTypeId=hit_type, Notification=notification, Active=True)
hit = mturk.create_hit_with_hit_type(
    HITTypeId=hit_type, MaxAssignments=1, LifetimeInSeconds=3600, Question=question("question_form")
)["HIT"]["HITId"]
say("HIT:", hit)

for event in events():
    say("event:", event["EventType"])
    if event["EventType"] == "AssignmentSubmitted":
        mturk.approve_assignment(AssignmentId=event["AssignmentId"])
    if event["EventType"] == "AssignmentApproved":
        break
mturk.delete_hit(HITId=hit)
say("heard: everything")
