"""HTML questions as they stand in a worker's frame."""

import urllib.request

import pytest
import questions
from signed_http import RawClient
from worker_site import get

PREVIEW = "ASSIGNMENT_ID_NOT_AVAILABLE"


def page_of(frame):
    status, headers, body = get(frame["URL"])
    assert status == 200
    return headers, body.decode()


@pytest.fixture
def frame(new_hit, worker):
    return worker.accept(new_hit()["HITId"])["Frame"]


# Foreign HTML runs in a sandbox of its own, also when somebody opens it outside the frame.
@pytest.mark.ours_only
def test_sandbox(frame):
    headers, _ = page_of(frame)
    assert headers["Content-Security-Policy"] == "sandbox allow-scripts allow-forms allow-popups allow-modals"
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers.get("Set-Cookie") is None
    assert headers.get("X-Frame-Options") is None


# The original's addresses lead to us; a template from 2012 works unchanged.
def test_replaced_addresses(frame, content_url):
    _, page = page_of(frame)
    assert "www.mturk.com" not in page and "s3.amazonaws.com" not in page
    assert f"action='{content_url}/mturk/externalSubmit'" in page
    assert "externalHIT_v1.js" in page
    assert "<textarea name='comment' cols='80' rows='3'></textarea>" in page


# All spellings of the dead addresses, in attributes and in scripts.
@pytest.mark.parametrize(
    "address, kind",
    [
        ("https://www.mturk.com/mturk/externalSubmit", "submit"),
        ("http://www.mturk.com/mturk/externalSubmit", "submit"),
        ("https://workersandbox.mturk.com/mturk/externalSubmit", "submit"),
        ("http://workersandbox.mturk.com/mturk/externalSubmit", "submit"),
        ("https://s3.amazonaws.com/mturk-public/externalHIT_v1.js", "helper"),
        ("http://s3.amazonaws.com/mturk-public/externalHIT_v1.js", "helper"),
    ],
)
def test_spellings(new_hit, worker, content_url, mturk, address, kind):
    html = (
        f'<!DOCTYPE html><html><form action="{address}"></form><script>var a = "{address}";</script></html>'
    )
    hit = new_hit(Question=questions.html_question(html))
    _, page = page_of(worker.accept(hit["HITId"])["Frame"])
    assert address not in page
    assert page.count(content_url + ("/mturk/externalSubmit" if kind == "submit" else "/")) >= 2
    # What the API returns stays byte for byte what the requester sent.
    assert mturk.get_hit(HITId=hit["HITId"])["HIT"]["Question"] == questions.html_question(html)


# Other addresses are the requester's business.
def test_other_addresses_stay(new_hit, worker):
    html = (
        '<!DOCTYPE html><html><body><a href="https://www.mturk.com/help">help</a>'
        '<img src="https://s3.amazonaws.com/my-bucket/cat.jpg">'
        '<a href="https://worker.mturk.com/projects">more</a></body></html>'
    )
    _, page = page_of(worker.accept(new_hit(Question=questions.html_question(html))["HITId"])["Frame"])
    for address in (
        "https://www.mturk.com/help",
        "https://s3.amazonaws.com/my-bucket/cat.jpg",
        "https://worker.mturk.com/projects",
    ):
        assert address in page


# The stand-in for localStorage and cookies comes before anything a template runs.
@pytest.mark.ours_only
def test_stand_in_comes_first(frame, content_url):
    _, page = page_of(frame)
    assert 0 < page.index("/assets/stand-in.js") < page.index("externalHIT_v1.js")
    assert page.lstrip().lower().startswith("<!doctype html>")
    status, headers, script = get(f"{content_url}/assets/stand-in.js")
    assert status == 200 and "javascript" in headers["Content-Type"] and b"localStorage" in script


# The helper script has the original's functions, at both addresses.
@pytest.mark.parametrize("path", ["/assets/externalHIT_v1.js", "/mturk-public/externalHIT_v1.js"])
def test_helper_script(content_url, path):
    status, headers, script = get(content_url + path)
    assert status == 200 and "javascript" in headers["Content-Type"]
    for function in (b"turkGetParam", b"turkSetAssignmentID", b"turkGetSubmitToHost", b"decode"):
        assert b"function " + function in script
    assert b"You must ACCEPT the HIT before you can submit the results." in script


# Umlauts and everything else arrive as they were sent.
def test_encoding(new_hit, worker):
    text = "Grüße 你好 \U0001f600 &amp; &nbsp; &eacute;"
    html = f"<!DOCTYPE html><html><body><p>{text}</p></body></html>"
    _, page = page_of(worker.accept(new_hit(Question=questions.html_question(html))["HITId"])["Frame"])
    assert text in page


# A preview shows the same page.
def test_preview(new_hit, worker):
    hit = new_hit()
    _, page = page_of(worker.call("PreviewHIT", HITId=hit["HITId"])["HIT"]["Frame"])
    assert "name='comment'" in page


# Made-up addresses: nothing there, and nothing is echoed.
@pytest.mark.parametrize(
    "query",
    [
        "",
        "hitId=3NOSUCHHIT",
        f"hitId=3NOSUCHHIT&assignmentId={PREVIEW}",
        "hitId=%3Cscript%3E&assignmentId=%3Cscript%3E",
        "assignmentId=3NOSUCHASSIGNMENT",
    ],
)
def test_nothing_there(content_url, query):
    status, headers, body = get(f"{content_url}/dynamic/hit?{query}")
    assert 400 <= status < 500
    assert b"<script>" not in body
    assert headers["Content-Security-Policy"].startswith("sandbox")


# An ExternalQuestion is not hosted by us.
def test_external_question_is_not_hosted(new_hit, content_url):
    hit = new_hit(Question=questions.external_question())
    status, _, _ = get(f"{content_url}/dynamic/hit?hitId={hit['HITId']}&assignmentId={PREVIEW}")
    assert status == 404


# The application origin never serves foreign HTML.
@pytest.mark.ours_only
def test_application_origin_hosts_nothing(server, new_hit):
    hit = new_hit(Question=questions.html_question("<!DOCTYPE html><p>MARKER-OF-FOREIGN-HTML</p>"))
    for url in (server.sandbox_url, server.live_url):
        _, _, body = get(f"{url}/dynamic/hit?hitId={hit['HITId']}&assignmentId={PREVIEW}")
        assert b"MARKER-OF-FOREIGN-HTML" not in body


# Neither the API nor the worker site is served on the content origin.
@pytest.mark.ours_only
def test_content_origin_serves_nothing_else(content_url, requester):
    answer = RawClient(content_url, requester.key).call("GetAccountBalance")
    assert answer.status in (404, 405)
    for path in ("/", "/projects", "/worker/api/GetProfile", "/_test/advance"):
        status, _, _ = get(content_url + path)
        assert status in (404, 405), path


# HEAD answers without a body.
def test_head(frame):
    request = urllib.request.Request(frame["URL"], method="HEAD")
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert answer.status == 200 and answer.read() == b""
