"""A public answer is drawn once for each state of the data, and is nobody's in particular."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from cachetools import LRUCache
from django.http import HttpResponse, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.test import RequestFactory

from emra.lib import http

Drawn = Callable[..., HttpResponse]


class Data:
    """What a view reads: its state, and how often it was drawn."""

    def __init__(self) -> None:
        self.state = 1
        self.drawn = 0


@pytest.fixture
def data() -> Iterator[Data]:
    yield Data()
    http.forget()


@pytest.fixture
def view(data: Data) -> Drawn:
    @http.etag_by(lambda: data.state)
    def numbered(request: Any, status: int = 200) -> HttpResponse:
        data.drawn += 1
        return HttpResponse(f"dibujo {data.drawn}", status=status, headers={"X-Kind": "page"})

    return numbered


@pytest.fixture
def get() -> Callable[..., Any]:
    return RequestFactory().get


def test_it_is_drawn_once_while_the_state_is_the_same(view, get, data):
    first, second = view(get("/")), view(get("/"))
    assert first.content == second.content == b"dibujo 1"
    assert second.headers == first.headers
    data.state = 2
    assert view(get("/")).content == b"dibujo 2"


def test_each_address_host_and_accepted_kind_has_its_own(view, get):
    asked = [
        get("/"),
        get("/?corte=2026-T2"),
        get("/", headers={"host": "localhost"}),
        get("/", headers={"accept": "application/json"}),
    ]
    assert len({view(request).content for request in asked}) == 4


def test_whoever_has_it_already_gets_304_and_nothing_is_drawn(view, get, data):
    etag = view(get("/"))["ETag"]
    http.forget()
    again = view(get("/", headers={"if-none-match": etag}))
    assert (again.status_code, again.content, again["ETag"], data.drawn) == (304, b"", etag, 1)


def test_a_refusal_is_not_kept(view, get, data):
    assert [view(get("/"), status=404).status_code for _ in range(2)] == [404, 404]
    assert data.drawn == 2
    assert "ETag" not in view(get("/"), status=404)


@pytest.mark.parametrize("personal", ["key", "cookie", "form", "stream", "post"])
def test_what_is_for_one_visitor_is_not_kept(personal, data):
    @http.etag_by(lambda: data.state)
    def page(request: Any) -> Any:
        data.drawn += 1
        answer = HttpResponse("algo")
        if personal == "cookie":
            answer.set_cookie("suya", "1")
        if personal == "form":
            get_token(request)
        return StreamingHttpResponse(["algo"]) if personal == "stream" else answer

    headers = {"authorization": "Bearer x"} if personal == "key" else {}
    for _ in range(2):
        requests = RequestFactory(headers=headers)
        page(requests.post("/") if personal == "post" else requests.get("/"))
    assert data.drawn == 2


def test_no_more_is_kept_than_there_is_room_for(view, get, data, monkeypatch):
    monkeypatch.setattr(http, "_kept", LRUCache(2500, lambda kept: 1000 + len(kept[1])))
    for page in ("/1", "/2", "/3", "/3", "/1"):
        view(get(page))
    assert data.drawn == 4, "/3 was kept, /1 had made room for it"


def test_with_no_room_each_is_drawn_anew(view, get, data, monkeypatch):
    monkeypatch.setattr(http, "_kept", LRUCache(0, lambda kept: 1000 + len(kept[1])))
    assert [view(get("/")).content for _ in range(2)] == [b"dibujo 1", b"dibujo 2"]
