"""Links that programs print and people have kept, and the pages of the worker site."""

import re

import pytest
from worker_site import get


# Printed by nearly every sample after CreateHIT, with either id.
@pytest.mark.parametrize("member", ["HITTypeId", "HITGroupId"])
def test_preview_link(server, new_hit, member):
    id = new_hit()[member]
    status, headers, _ = get(f"{server.sandbox_url}/mturk/preview?groupId={id}")
    assert status == 302
    assert headers["Location"] in (f"/projects/{id}/tasks", f"{server.sandbox_url}/projects/{id}/tasks")


# A GET never accepts: the page asks first.
@pytest.mark.parametrize("path", ["/mturk/accept", "/mturk/previewandaccept"])
def test_accept_link_asks(server, mturk, new_hit, path):
    hit = new_hit()
    status, headers, _ = get(f"{server.sandbox_url}{path}?groupId={hit['HITGroupId']}&autoAcceptEnabled=true")
    assert status == 302
    assert headers["Location"].endswith(f"/projects/{hit['HITGroupId']}/tasks?accept=ask")
    assert mturk.get_hit(HITId=hit["HITId"])["HIT"]["NumberOfAssignmentsPending"] == 0


# The original's other addresses lead to their modern pages.
@pytest.mark.parametrize(
    "path, place",
    [
        ("/mturk/findhits", "/projects"),
        ("/mturk/dashboard", "/dashboard"),
        ("/mturk/viewquals", "/qualifications"),
        ("/mturk/beginsignin", "/sign-in"),
        ("/mturk/transferearnings", "/earnings"),
    ],
)
def test_other_links(server, path, place):
    status, headers, _ = get(server.sandbox_url + path)
    assert status == 302 and headers["Location"].endswith(place)


# Nothing from the link is echoed into the answer's head: no second header, no foreign place.
@pytest.mark.parametrize(
    "group", ["%0d%0aSet-Cookie:%20a=b", "//evil.example", "..%2F..%2Fevil", "%3Cscript%3E", ""]
)
def test_forged_links(server, group):
    status, headers, body = get(f"{server.sandbox_url}/mturk/preview?groupId={group}")
    assert status == 302
    assert headers.get("Set-Cookie") is None
    location = headers["Location"].removeprefix(server.sandbox_url)
    assert location.startswith("/projects") and not location.startswith("//")
    assert b"<script>" not in body


# The pages exist on both marketplaces, are not cached, and may not be framed by others.
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/projects",
        "/projects/3ABC/tasks",
        "/projects/3ABC/tasks/3DEF?assignment_id=3GHI",
        "/tasks",
        "/dashboard",
        "/earnings",
        "/profile",
        "/qualifications",
        "/qualifications/3ABC",
        "/qualifications/tests/3ABC",
        "/confirm/3ABC",
        "/sign-in",
        "/sign-up",
    ],
)
def test_pages(server, path):
    for url in (server.sandbox_url, server.live_url):
        status, headers, body = get(url + path)
        assert status == 200
        assert headers["Content-Type"].startswith("text/html")
        assert b"<html" in body.lower()
        policy = headers["Content-Security-Policy"]
        assert (
            "frame-ancestors 'none'" in policy
            and "default-src 'self'" in policy
            and "unsafe-eval" not in policy
        )
        assert "no-cache" in headers["Cache-Control"] or "no-store" in headers["Cache-Control"]


# What a page asks for is there, with a long life, since its name changes with its content.
@pytest.mark.ours_only
def test_assets(server):
    _, _, body = get(server.sandbox_url + "/")
    assets = re.findall(r'(?:src|href)="(/assets/[^"]+)"', body.decode())
    assert assets
    for path in assets:
        status, headers, _ = get(server.sandbox_url + path)
        assert status == 200
        assert "max-age" in headers["Cache-Control"]


# No files of the machine.
@pytest.mark.parametrize(
    "path",
    [
        "/../../../../etc/passwd",
        "/assets/../../../../etc/passwd",
        "/assets/%2e%2e/%2e%2e/etc/passwd",
        "/assets/",
        "/connect.env",
        "/assets/..%2f..%2fconnect.env",
    ],
)
def test_no_files(server, content_url, path):
    for url in (server.sandbox_url, content_url):
        status, _, body = get(url + path)
        assert status in (400, 404)
        assert b"root:" not in body and b"AWS_SECRET" not in body
