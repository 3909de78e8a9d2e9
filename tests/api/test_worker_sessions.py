"""Workers in a browser: sign up, sign in, cookies, and the token against forged requests."""

import json

import pytest
from people import unique
from worker_site import Browser, Worker, WorkerRefused, link_token, post

pytestmark = pytest.mark.ours_only

PASSWORD = "correct horse battery"


def code_of(call):
    with pytest.raises(WorkerRefused) as caught:
        call()
    return caught.value.status, caught.value.code


@pytest.fixture
def signed_up(new_browser):
    browser = new_browser()
    browser.username = unique("ada")
    browser.worker = browser.call(
        "SignUp", {"Username": browser.username, "Password": PASSWORD, "Country": "DE"}
    )["Worker"]
    return browser


# A new worker: an id of the original's form, and a session at once.
def test_sign_up(signed_up):
    assert signed_up.worker["WorkerId"].startswith("A") and len(signed_up.worker["WorkerId"]) == 14
    assert (signed_up.worker["Username"], signed_up.worker["Country"]) == (signed_up.username, "DE")
    assert signed_up.call("GetEarnings")["Total"] == "0.00"


# The cookie cannot be read by scripts, sent from other sites, or set from a subdomain.
def test_cookie(signed_up):
    [line] = signed_up.set_cookie_headers
    name, _, rest = line.partition("=")
    assert name == "__Host-kempelen-sandbox"
    attributes = [a.strip().lower() for a in rest.split(";")[1:]]
    assert "httponly" in attributes and "secure" in attributes and "path=/" in attributes
    assert any(a in ("samesite=lax", "samesite=strict") for a in attributes)
    assert not any(a.startswith("domain") for a in attributes)


# Live has its own cookie: cookies do not know ports.
def test_cookie_of_live(new_browser):
    browser = new_browser("live")
    browser.call("SignUp", {"Username": unique("live"), "Password": PASSWORD})
    assert list(browser.cookies) == ["__Host-kempelen-live"]


# Name and password.
def test_sign_in(signed_up, new_browser):
    browser = new_browser()
    answer = browser.call("SignIn", {"Username": signed_up.username, "Password": PASSWORD})
    assert answer["Worker"]["WorkerId"] == signed_up.worker["WorkerId"]
    assert browser.call("GetProfile")["Worker"]["Username"] == signed_up.username


# A wrong password and an unknown name look the same.
def test_wrong_credentials(signed_up, new_browser):
    attempts = [
        {"Username": signed_up.username, "Password": "wrong password"},
        {"Username": unique("nobody"), "Password": PASSWORD},
        {"LinkToken": "nonsense"},
    ]
    assert {code_of(lambda a=a: new_browser().call("SignIn", a)) for a in attempts} == {
        (401, "BadCredentials")
    }


# Passwords cannot be tried out: whoever guesses on and on is slowed down, and nobody else is.
def test_guessing_passwords(signed_up, new_browser):
    guesser = new_browser()
    codes = set()
    for i in range(200):
        codes.add(code_of(lambda i=i: guesser.call("SignIn", {"LinkToken": f"guess {i}"})))
        if (429, "Throttled") in codes:
            break
    assert (429, "Throttled") in codes
    credentials = {"Username": signed_up.username, "Password": PASSWORD}
    assert code_of(lambda: guesser.call("SignIn", credentials)) == (429, "Throttled")
    assert new_browser().call("SignIn", credentials)["Worker"]


# Nobody escapes that by claiming to be somebody else's proxy.
def test_guessing_with_a_forged_address(server):
    codes = set()
    for i in range(200):
        headers = {"Content-Type": "application/json", "X-Forwarded-For": f"192.0.2.{i}"}
        status, _, _ = post(
            server.sandbox_url + "/worker/api/SignIn", b'{"LinkToken":"guess"}', headers, "127.9.9.9"
        )
        codes.add(status)
        if 429 in codes:
            break
    assert codes == {401, 429}


# A name is taken once, in whatever case.
def test_username_taken(signed_up, new_browser):
    for name in (signed_up.username, signed_up.username.upper()):
        assert code_of(lambda: new_browser().call("SignUp", {"Username": name, "Password": PASSWORD})) == (
            400,
            "UsernameTaken",
        )


# Limits of names and passwords.
@pytest.mark.parametrize(
    "parameters, member",
    [
        ({"Username": "ab", "Password": PASSWORD}, "username"),
        ({"Username": "x" * 65, "Password": PASSWORD}, "username"),
        ({"Username": "tab\there", "Password": PASSWORD}, "username"),
        ({"Username": "long enough", "Password": "short"}, "password"),
        ({"Username": "long enough", "Password": "x" * 201}, "password"),
        ({"Username": "long enough"}, "password"),
        ({"Username": "long enough", "Password": PASSWORD, "Country": "Germany"}, "country"),
    ],
    ids=["2 letters", "65 letters", "tab", "short password", "long password", "no password", "country"],
)
def test_sign_up_refused(new_browser, parameters, member):
    with pytest.raises(WorkerRefused) as caught:
        new_browser().call("SignUp", parameters)
    assert caught.value.code == "InvalidInput"
    assert member in caught.value.message.lower()


# Without the token a call with the cookie is forged, whatever it wants.
@pytest.mark.parametrize(
    "operation, parameters",
    [
        ("GetEarnings", {}),
        ("SearchHITGroups", {}),
        ("SignOut", {}),
        ("AcceptHIT", {"HITId": "3X"}),
        ("SubmitAssignment", {"AssignmentId": "3X"}),
    ],
)
def test_missing_csrf_token(signed_up, operation, parameters):
    assert code_of(lambda: signed_up.call(operation, parameters, csrf=False)) == (403, "ForgedRequest")
    assert code_of(lambda: signed_up.call(operation, parameters, csrf="wrong")) == (403, "ForgedRequest")
    # The session is none the worse.
    assert signed_up.call("GetEarnings")


# Another session's token does not do.
def test_csrf_token_of_another_session(signed_up, new_browser):
    other = new_browser()
    other.call("SignIn", {"Username": signed_up.username, "Password": PASSWORD})
    assert code_of(lambda: signed_up.call("GetEarnings", csrf=other.csrf)) == (403, "ForgedRequest")


# GetProfile tells a page that was loaded again who it is, and its token.
def test_profile(signed_up, server):
    profile = signed_up.call("GetProfile", csrf=False)
    assert profile["Worker"]["WorkerId"] == signed_up.worker["WorkerId"]
    assert profile["CSRFToken"] == signed_up.csrf
    assert (profile["Marketplace"], profile["SignUpOpen"]) == ("sandbox", True)
    assert profile["ContentURL"].startswith("http")
    stranger = Browser(server.live_url).call("GetProfile")
    assert "Worker" not in stranger and "CSRFToken" not in stranger
    assert stranger["Marketplace"] == "live"


# Signing in can be forged too: it would put a worker into somebody else's account.
@pytest.mark.parametrize("operation", ["SignIn", "SignUp"])
def test_foreign_origin(signed_up, new_browser, operation):
    name = signed_up.username if operation == "SignIn" else unique("forged")
    for origin in ("https://evil.example", "null", "http://localhost:1"):
        assert code_of(
            lambda: new_browser().call(operation, {"Username": name, "Password": PASSWORD}, origin=origin)
        ) == (403, "ForgedRequest")
    own = new_browser()
    assert own.call(operation, {"Username": name, "Password": PASSWORD}, origin=own.url)["Worker"]


# Signing out ends the session on the server, not only in the browser.
def test_sign_out(signed_up):
    kept = dict(signed_up.cookies)
    signed_up.call("SignOut")
    assert signed_up.cookies == {}
    signed_up.cookies = kept
    assert code_of(lambda: signed_up.call("GetEarnings")) == (401, "NotSignedIn")


# With a bearer token the cookie is ignored and no token against forgery is needed.
def test_bearer_beside_cookie(signed_up, server, new_worker):
    worker = new_worker()
    headers = {
        "Content-Type": "application/json",
        "Authorization": f"Bearer {worker.token}",
        "Cookie": "; ".join(f"{k}={v}" for k, v in signed_up.cookies.items()),
    }
    status, _, body = post(server.sandbox_url + "/worker/api/GetProfile", b"{}", headers)
    assert status == 200
    assert json.loads(body)["Worker"]["WorkerId"] == worker.id


# The printed worker link signs the demo worker in, and the page removes it from the address.
def test_worker_link(server, new_browser):
    token = link_token(server.env["KEMPELEN_WORKER_URL"])
    browser = new_browser()
    assert browser.call("SignIn", {"LinkToken": token})["Worker"]["WorkerId"].startswith("A")
    # The link belongs to the sandbox.
    assert code_of(lambda: new_browser("live").call("SignIn", {"LinkToken": token})) == (
        401,
        "BadCredentials",
    )


# The demo worker's tokens work where they belong.
def test_printed_tokens(server):
    for url, name in (
        (server.sandbox_url, "KEMPELEN_WORKER_TOKEN"),
        (server.live_url, "KEMPELEN_LIVE_WORKER_TOKEN"),
    ):
        assert Worker(url, server.env[name]).call("GetEarnings")["Bonuses"] == "0.00"


# A reset link sets a new password once; the old one and all sessions are over.
def test_password_reset(server, signed_up, new_browser):
    link = server.admin("reset-password", "--worker", signed_up.worker["WorkerId"])["Link"]
    assert link.startswith(server.sandbox_url) or "/#reset=" in link
    token = link_token(link)
    browser = new_browser()
    browser.call("SignIn", {"LinkToken": token, "NewPassword": "another password"})
    assert browser.call("GetProfile")["Worker"]["WorkerId"] == signed_up.worker["WorkerId"]
    assert code_of(
        lambda: new_browser().call("SignIn", {"LinkToken": token, "NewPassword": "third password"})
    ) == (401, "BadCredentials")
    assert code_of(
        lambda: new_browser().call("SignIn", {"Username": signed_up.username, "Password": PASSWORD})
    ) == (401, "BadCredentials")
    new_browser().call("SignIn", {"Username": signed_up.username, "Password": "another password"})
    assert code_of(lambda: signed_up.call("GetEarnings")) == (401, "NotSignedIn")


# A reset link without a new password changes nothing and is not used up.
def test_password_reset_needs_a_password(server, signed_up, new_browser):
    token = link_token(server.admin("reset-password", "--worker", signed_up.worker["WorkerId"])["Link"])
    with pytest.raises(WorkerRefused) as caught:
        new_browser().call("SignIn", {"LinkToken": token})
    assert caught.value.code in ("InvalidInput", "BadCredentials")
    assert new_browser().call("SignIn", {"LinkToken": token, "NewPassword": "another password"})["Worker"]


# A suspended worker can do nothing; resumed, everything is as before.
def test_suspension(server, new_worker, new_hit):
    worker = new_worker()
    assignment = worker.accept(new_hit()["HITId"])
    server.admin("suspend-worker", "--worker", worker.id)
    assert code_of(lambda: worker.call("SearchHITGroups"))[1] == "WorkerSuspended"
    assert code_of(lambda: worker.submit(assignment, {"comment": "x"}))[1] == "WorkerSuspended"
    server.admin("resume-worker", "--worker", worker.id)
    assert worker.submit(assignment, {"comment": "x"})["Status"] == "Submitted"
