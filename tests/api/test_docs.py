"""The documentation at /docs: pages, their headers, and that no link of theirs is dead."""

import gzip
import http.client
import urllib.parse
from html.parser import HTMLParser

import pytest

pytestmark = pytest.mark.ours_only
START = "/docs/"


class Seen(HTMLParser):
    """Addresses that a page leads to, and the ids that addresses can lead to."""

    def __init__(self, text):
        super().__init__()
        self.links, self.ids, self.titles = [], set(), []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag in ("a", "link") and "href" in values:
            self.links.append(values["href"])
        if "id" in values:
            assert values["id"] not in self.ids, f"{values['id']} twice"
            self.ids.add(values["id"])


class Browser:
    """One connection to a listener."""

    def __init__(self, url):
        self.connection = http.client.HTTPConnection(urllib.parse.urlsplit(url).netloc, timeout=30)

    def ask(self, path, method="GET", **headers):
        self.connection.request(method, path, headers={k.replace("_", "-"): v for k, v in headers.items()})
        answer = self.connection.getresponse()
        return answer, answer.read()


@pytest.fixture(params=["sandbox", "live"])
def browser(server, request):
    return Browser(server.url(request.param))


@pytest.fixture(scope="module")
def site(server):
    """All pages that can be reached from the start, by address."""
    browser, pages, waiting = Browser(server.sandbox_url), {}, [START]
    while waiting:
        path = waiting.pop()
        if path in pages:
            continue
        answer, body = browser.ask(path)
        assert answer.status == 200, path
        html = answer.headers["Content-Type"] == "text/html; charset=utf-8"
        pages[path] = Seen(body.decode()) if html and path.startswith(START) else None
        for link in pages[path].links if pages[path] else []:
            target = urllib.parse.urljoin(path, link)
            if not urllib.parse.urlsplit(target).netloc:
                waiting.append(urllib.parse.urldefrag(target).url)
    return pages


def test_no_link_is_dead(site):
    """Pages were all found while walking; left are the places inside of them."""
    anchors = 0
    for path, page in site.items():
        for link in page.links if page else []:
            address, anchor = urllib.parse.urldefrag(urllib.parse.urljoin(path, link))
            if anchor and not urllib.parse.urlsplit(address).netloc:
                anchors += 1
                assert anchor in site[address].ids, f"{path} leads to {link}"
    assert anchors > 200


def test_everything_is_there(site):
    operations = [path for path in site if path.startswith("/docs/reference/operations/")]
    assert len(operations) == 39
    for path in ("errors", "glossary", "structures", "requester-api", "worker-api-operations"):
        assert f"/docs/reference/{path}" in site
    assert len([path for path in site if path.startswith("/docs/guides/")]) >= 12
    assert "/docs/samples/python/publish.py" in site


def test_headers(browser):
    answer, body = browser.ask("/docs/reference/operations/CreateHIT")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "script" not in policy and "frame-ancestors 'none'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["Set-Cookie"] is None
    assert b"<h1 id=\"createhit\">CreateHIT</h1>" in body
    known, nothing = browser.ask("/docs/reference/operations/CreateHIT", If_None_Match=answer.headers["ETag"])
    assert (known.status, nothing) == (304, b"")
    head, nothing = browser.ask("/docs/reference/operations/CreateHIT", "HEAD")
    assert (head.status, nothing) == (200, b"")
    assert head.headers["Content-Length"] == str(len(body))
    small, packed = browser.ask("/docs/reference/operations/CreateHIT", Accept_Encoding="gzip")
    assert small.headers["Content-Encoding"] == "gzip" and gzip.decompress(packed) == body
    style, _ = browser.ask("/docs/style.css")
    assert style.headers["Content-Type"] == "text/css; charset=utf-8"
    assert style.headers["Cache-Control"] == "public, max-age=300"


def test_the_folder_without_its_slash(browser):
    answer, _ = browser.ask("/docs")
    assert (answer.status, answer.headers["Location"]) == (302, "/docs/")


@pytest.mark.parametrize("path", ["/docs/nothing", "/docs/guides/", "/docs/guides/money/", "/docs/404.html",
                                  "/docs/guides/money.html", "/docs//", "/docs/../docs/", "/docs/%2e%2e/"])
def test_what_is_not_there(browser, path):
    answer, body = browser.ask(path)
    assert answer.status == 404
    assert b"No such page" in body
    # The page is shown under any address, so its links must not depend on it.
    assert all(link.startswith(("/", "#")) for link in Seen(body.decode()).links)
    assert answer.headers["ETag"] is None


def test_only_reading(browser):
    answer, body = browser.ask("/docs/", "POST")
    assert answer.status == 400 and b"UnknownOperationException" in body


# Other people's HTML has an origin of its own, and nothing of ours stands there.
def test_not_on_the_content_listener(content_url):
    answer, _ = Browser(content_url).ask("/docs/")
    assert answer.status == 404


def test_neighbours_are_pages_of_the_worker_site(browser):
    answer, _ = browser.ask("/docsy")
    assert answer.status == 404
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
