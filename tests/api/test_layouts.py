"""HIT layouts: made by `kempelen admin`, used by CreateHIT and CreateHITWithHITType."""

import re
import xml.etree.ElementTree

import pytest
import questions
from people import unique
from refusal import refused
from server_process import AdminFailed, Server
from worker_site import get

HTML = questions.CLASSIC_HTML.replace(
    "What do you think?", "<img src='${image-url}' alt='${alt.text}'>${Note_2}"
)
VALUES = {
    "image-url": "https://example.org/a.png?b=1&c=2",
    "alt.text": "Grüße \U0001f600",
    "Note_2": "<b>new</b>",
}


def parameters(values):
    return [{"Name": name, "Value": value} for name, value in values.items()]


def page_of(question):
    """The HTML, as any XML parser reads it."""
    root = xml.etree.ElementTree.fromstring(question)
    names = ("HTMLContent", "FrameHeight")
    assert [child.tag for child in root] == [f"{{{questions.HTML_SPACE}}}{name}" for name in names]
    return root[0].text


@pytest.fixture
def make(server, requester, tmp_path):
    def make(html=HTML, owner=requester, marketplace="sandbox"):
        file = tmp_path / "layout.html"
        file.write_bytes(html.encode())
        return server.admin(
            *("create-layout", "--requester", owner.id, "--name", unique("Layout")),
            *("--html-file", str(file), "--marketplace", marketplace),
        )

    return make


@pytest.fixture
def publish(mturk):
    def publish(layout, values, client=mturk, **changes):
        return client.create_hit(
            **questions.hit(
                Title=unique("Layout"),
                Question=None,
                HITLayoutId=layout["HITLayoutId"],
                HITLayoutParameters=parameters(values),
                **changes,
            )
        )["HIT"]

    return publish


# The id has the form of all ids; the parameters come in the order of their first use.
def test_create(make):
    layout = make("${b}<p>${a}</p>${b}${ c }")
    assert re.fullmatch("3[A-Z0-9]{29}", layout["HITLayoutId"])
    assert layout["Parameters"] == ["b", "a"]


# Lists are per requester and marketplace; the HTML comes back byte for byte, line ends included.
def test_list_show_delete(server, make, fresh):
    html = "<p>\r\n\t${x} \u00e9 'single' \"double\" \\n ]]></p>\n\n"
    one, two = make(html, fresh), make("<p>plain</p>", fresh)
    live = make("<p>live</p>", fresh, "live")

    def listed(*more):
        return server.admin("list-layouts", "--requester", fresh.id, *more)["HITLayouts"]

    assert listed() == [one, two]
    assert listed("--marketplace", "live") == [live]
    shown = server.admin("show-layout", "--layout", one["HITLayoutId"])
    assert shown == {**one, "RequesterId": fresh.id, "Marketplace": "sandbox", "Html": html}
    server.admin("delete-layout", "--layout", one["HITLayoutId"])
    assert listed() == [two]
    for command in ("show-layout", "delete-layout"):
        with pytest.raises(AdminFailed) as caught:
            server.admin(command, "--layout", one["HITLayoutId"])
        assert "There is no layout" in caught.value.complaint


# HTML from standard input is taken as it is, too.
def test_from_standard_input(server, fresh):
    html = "<p>${x}</p>\n\n"
    layout = server.admin(
        *("create-layout", "--requester", fresh.id, "--name", "piped", "--html-file", "-"), stdin=html
    )
    assert server.admin("show-layout", "--layout", layout["HITLayoutId"])["Html"] == html


# What cannot be a layout is refused when it is made, in words.
@pytest.mark.parametrize(
    "html, word",
    [
        (b"", "html-file"),
        (b" \r\n", "empty"),
        (b"<p>\xff</p>", "UTF-8"),
        (b"<p>\x00</p>", "text"),
        (b"<p>\x01</p>", "control"),
        (b"x" * 65536, "65535"),
        (b"x" * 1000000, "bytes"),
    ],
    ids=["nothing", "blank", "not UTF-8", "NUL", "control character", "too long", "far too long"],
)
def test_no_layout(server, requester, tmp_path, html, word):
    file = tmp_path / "layout.html"
    file.write_bytes(html)
    with pytest.raises(AdminFailed) as caught:
        server.admin(
            *("create-layout", "--requester", requester.id, "--name", "bad", "--html-file", str(file))
        )
    assert word in caught.value.complaint


# All of 64 KiB, full of what JSON escapes, goes through the socket and comes back.
def test_a_large_layout(server, make):
    html = '"\\\n' * 21000 + "${x}"
    layout = make(html)
    assert server.admin("show-layout", "--layout", layout["HITLayoutId"])["Html"] == html


# Without a running server the commands work as well.
@pytest.mark.ours_only
def test_without_a_server(tmp_path):
    server = Server(tmp_path / "data", tmp_path / "server.log")
    requester = server.admin("list-requesters")["Requesters"][0]["RequesterId"]
    server.stop()
    layout = server.admin(
        *("create-layout", "--requester", requester, "--name", "x", "--html-file", "-"), stdin="<p>${x}</p>"
    )
    assert server.admin("list-layouts", "--requester", requester)["HITLayouts"] == [layout]


# GetHIT shows the layout and the merged question, the same as CreateHIT did; values go in as they are.
def test_merged_question(mturk, make, publish):
    layout = make()
    hit = publish(layout, VALUES)
    assert hit["HITLayoutId"] == layout["HITLayoutId"]
    assert mturk.get_hit(HITId=hit["HITId"])["HIT"] == hit
    expected = HTML
    for name, value in VALUES.items():
        expected = expected.replace("${" + name + "}", value)
    assert page_of(hit["Question"]) == expected


def test_with_hit_type(mturk, make):
    layout = make("<p>${a}</p>")
    type = mturk.create_hit_type(**questions.hit_type(Title=unique("Layout")))["HITTypeId"]
    hit = mturk.create_hit_with_hit_type(
        HITTypeId=type,
        LifetimeInSeconds=3600,
        HITLayoutId=layout["HITLayoutId"],
        HITLayoutParameters=[{"Name": "a", "Value": "1"}],
    )["HIT"]
    assert (hit["HITTypeId"], hit["HITLayoutId"]) == (type, layout["HITLayoutId"])
    assert page_of(hit["Question"]) == "<p>1</p>"


# No value can become a part of the document around the page, or a placeholder.
@pytest.mark.parametrize(
    "value",
    ["]]>", "]]", "]]]]>>", "${b}", "&amp;", "</HTMLContent>", "]]></HTMLContent><FrameHeight>9", ""],
)
def test_values_are_data(make, publish, value):
    hit = publish(make("<p>${a}></p>${b}"), {"a": value, "b": "B"})
    assert page_of(hit["Question"]) == f"<p>{value}></p>B"


# Workers preview and accept the merged page, the old addresses replaced as in any other; the answer comes in.
def test_worker(mturk, make, publish, worker, content_url):
    hit = publish(make(), VALUES)
    frame = worker.call("PreviewHIT", HITId=hit["HITId"])["HIT"]["Frame"]
    status, headers, body = get(frame["URL"])
    assert status == 200 and headers["Content-Security-Policy"].startswith("sandbox")
    page = body.decode()
    assert "<img src='https://example.org/a.png?b=1&c=2' alt='Grüße \U0001f600'><b>new</b>" in page
    assert f"action='{content_url}/mturk/externalSubmit'" in page
    assignment = worker.do(hit["HITId"])
    answers = mturk.list_assignments_for_hit(HITId=hit["HITId"])["Assignments"]
    assert [a["AssignmentId"] for a in answers] == [assignment]


# A HIT that was made stays as it is when its layout goes; nothing new can be made from it.
def test_deleted(server, mturk, make, publish, worker):
    layout = make()
    hit = publish(layout, VALUES)
    server.admin("delete-layout", "--layout", layout["HITLayoutId"])
    assert mturk.get_hit(HITId=hit["HITId"])["HIT"] == hit
    status, _, body = get(worker.call("PreviewHIT", HITId=hit["HITId"])["HIT"]["Frame"]["URL"])
    assert status == 200 and b"<b>new</b>" in body
    id = layout["HITLayoutId"]
    with refused("RequestError", f"HITLayout {id} does not exist.", "HITLayoutDoesNotExist"):
        publish(layout, VALUES)


# Somebody else's layout and the other marketplace's look like none.
def test_not_yours(make, publish, requester, fresh):
    sandbox, live = make("<p>${a}</p>"), make("<p>${a}</p>", marketplace="live")
    for layout, client in [
        (sandbox, fresh.sandbox),
        (sandbox, requester.live),
        (live, requester.sandbox),
        ({"HITLayoutId": "3NOSUCHLAYOUT"}, requester.sandbox),
    ]:
        id = layout["HITLayoutId"]
        with refused("RequestError", f"HITLayout {id} does not exist.", "HITLayoutDoesNotExist"):
            publish(layout, {"a": "1"}, client)
    assert publish(live, {"a": "1"}, requester.live)["HITLayoutId"] == live["HITLayoutId"]


# Missing, surplus, doubled, differently written, and unfit: the variable is named.
@pytest.mark.parametrize(
    "given, named",
    [
        ([], "one"),
        ([("one", "1")], "two"),
        ([("one", "1"), ("two", "2"), ("three", "3")], "three"),
        ([("one", "1"), ("two", "2"), ("one", "1")], "one"),
        ([("one", "1"), ("TWO", "2")], "two"),
        ([("one", "1"), ("two", "a\x0bb")], "two"),
        ([("one", "1"), ("two", "2"), ("", "3")], ""),
        ([("one", "1"), ("two", "2"), ("x" * 5000, "3")], "x" * 200),
    ],
    ids=["none", "missing", "surplus", "doubled", "case", "control character", "no name", "long name"],
)
def test_parameters_that_do_not_fit(mturk, make, given, named):
    layout = make("<p>${one} ${two}</p>")
    with refused(
        "ParameterValidationError",
        f'The value "{named}',
        "InvalidParameterValue",
        parameter="HITLayoutParameters",
    ):
        mturk.create_hit(
            **questions.hit(
                Question=None,
                HITLayoutId=layout["HITLayoutId"],
                HITLayoutParameters=[{"Name": name, "Value": value} for name, value in given],
            )
        )


# A parameter without its name or value breaks the model.
@pytest.mark.parametrize("item", [{"Name": "a"}, {"Value": "1"}, {}])
def test_half_a_parameter(mturk, make, item):
    with refused("ValidationException", "Member must not be null"):
        mturk.create_hit(
            **questions.hit(
                Question=None, HITLayoutId=make("<p>${a}</p>")["HITLayoutId"], HITLayoutParameters=[item]
            )
        )


# Parameters without a layout; a question and a layout; neither.
@pytest.mark.parametrize(
    "change, type",
    [
        ({"HITLayoutParameters": [{"Name": "a", "Value": "1"}]}, "InvalidParameterCombinationError"),
        (
            {"Question": None, "HITLayoutParameters": [{"Name": "a", "Value": "1"}]},
            "InvalidParameterCombinationError",
        ),
        ({"HITLayoutId": "3X"}, "InvalidParameterCombinationError"),
        ({"Question": None}, "ParameterValidationError"),
    ],
    ids=["question and parameters", "only parameters", "both", "neither"],
)
def test_combinations(mturk, change, type):
    with refused(type):
        mturk.create_hit(**questions.hit(**change))


# The limit of a question holds for what comes out, to the byte.
def test_limit(mturk, make, publish):
    layout = make("<p>${a}</p>")
    around = len(publish(layout, {"a": ""})["Question"])
    hit = publish(layout, {"a": "é" + "x" * (65535 - around - 2)})
    assert len(hit["Question"].encode()) == 65535
    for value in ("x" * (65536 - around), "é" * 40000, "x" * 1000000):
        with refused("ParameterValidationError", "65535 bytes", parameter="Question"):
            publish(layout, {"a": value})


# The token: a repeat names the HIT, and what was refused did not use it up.
def test_token(make, publish):
    layout, token = make("<p>${a}</p>"), unique("token").replace(" ", "-")
    with refused("ParameterValidationError"):
        publish(layout, {"b": "1"}, UniqueRequestToken=token)
    hit = publish(layout, {"a": "1"}, UniqueRequestToken=token)
    with refused("RequestError", f'The HIT with ID "{hit["HITId"]}" already exists.', "HitAlreadyExists"):
        publish(layout, {"a": "2"}, UniqueRequestToken=token)
