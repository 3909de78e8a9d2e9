"""A worker's program and a worker's browser, as far as HTTP goes."""

import http.client
import http.cookies
import itertools
import json
import re
import urllib.error
import urllib.parse
import urllib.request


class WorkerRefused(Exception):
    def __init__(self, status, body):
        super().__init__(f"{status} {body}")
        self.status = status
        self.body = body
        self.code = body.get("Code")
        self.message = body.get("Message")


def post(url, body, headers, source="127.0.0.1"):
    """(status, headers, bytes), whatever the status. `source` is the address of the caller's machine."""
    parts = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=30, source_address=(source, 0))
    try:
        connection.request("POST", url.partition(parts.netloc)[2] or "/", body, headers)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def get(url, headers=None):
    """(status, headers, bytes) without following a redirect."""
    try:
        request = urllib.request.Request(url, headers=headers or {})
        with urllib.request.build_opener(_NoRedirect).open(request, timeout=30) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as e:
        return e.code, e.headers, e.read()


class Worker:
    """Speaks the Worker API with a bearer token."""

    def __init__(self, url, token, worker_id=None):
        self.url = url
        self.token = token
        self.id = worker_id

    def call(self, operation, **parameters):
        status, _, body = post(
            f"{self.url}/worker/api/{operation}",
            json.dumps(parameters).encode(),
            {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"},
        )
        answer = json.loads(body)
        if status != 200:
            raise WorkerRefused(status, answer)
        return answer

    def accept(self, hit_id):
        return self.call("AcceptHIT", HITId=hit_id)["Assignment"]

    def submit(self, assignment, answers):
        return self.call("SubmitAssignment", AssignmentId=assignment["AssignmentId"], Answers=answers)[
            "Assignment"
        ]

    def do(self, hit_id, answers=None):
        """Accepts and submits; the AssignmentId."""
        assignment = self.accept(hit_id)
        self.submit(assignment, answers or {"comment": "fine"})
        return assignment["AssignmentId"]


_machines = itertools.count(2)


class Browser:
    """A worker's browser, on a machine of its own: sign-in is limited per address. Keeps the session
    cookie, and sends the CSRF token with each call unless told otherwise."""

    def __init__(self, url):
        self.url = url
        self.cookies = {}
        self.set_cookie_headers = []
        number = next(_machines)
        self.address = f"127.0.{number // 250}.{number % 250 + 1}"
        self.csrf = None

    def call(self, operation, parameters=None, *, csrf=True, origin=None, content_type="application/json"):
        headers = {"Content-Type": content_type}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        if csrf and self.csrf:
            headers["X-Kempelen-CSRF"] = csrf if isinstance(csrf, str) else self.csrf
        if origin:
            headers["Origin"] = origin
        status, answered, body = post(
            f"{self.url}/worker/api/{operation}", json.dumps(parameters or {}).encode(), headers, self.address
        )
        for line in answered.get_all("Set-Cookie") or []:
            self.set_cookie_headers.append(line)
            for name, morsel in http.cookies.SimpleCookie(line).items():
                if morsel.value and morsel["max-age"] != "0":
                    self.cookies[name] = morsel.value
                else:
                    self.cookies.pop(name, None)
        answer = json.loads(body)
        if status != 200:
            raise WorkerRefused(status, answer)
        self.csrf = answer.get("CSRFToken", self.csrf)
        return answer


def multipart(fields):
    """(content type, body) of a form with text fields, a list of (name, value)."""
    boundary = "----KempelenFormBoundary7MA4YWxkTrZu0gW"
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields
    ]
    return f"multipart/form-data; boundary={boundary}", ("".join(parts) + f"--{boundary}--\r\n").encode()


def post_form(content_url, fields, headers=None, as_multipart=False):
    """Posts a question's form as the frame would. (status, headers, page)"""
    if as_multipart:
        content_type, body = multipart(fields)
    else:
        content_type, body = "application/x-www-form-urlencoded", urllib.parse.urlencode(fields).encode()
    status, answered, page = post(
        f"{content_url}/mturk/externalSubmit", body, {"Content-Type": content_type, **(headers or {})}
    )
    return status, answered, page.decode()


def answers_in(xml):
    """What a requester's program reads out of an Answer document: identifier to text. Fails when it does
    not parse."""
    import xml.etree.ElementTree as tree

    space = "{http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/QuestionFormAnswers.xsd}"
    root = tree.fromstring(xml.encode())
    assert root.tag == space + "QuestionFormAnswers", root.tag
    found = {}
    for answer in root.findall(space + "Answer"):
        identifier = answer.find(space + "QuestionIdentifier").text
        assert identifier not in found, (
            "two Answer elements with one identifier lose one in programs' dictionaries"
        )
        found[identifier] = answer.find(space + "FreeText").text or ""
    return found


def link_token(link):
    """The token in a printed worker link or password-reset link."""
    return re.search(r"#(?:sign-in|reset)=([^&\s]+)", link).group(1)
