"""A SPARQL service on its good and its bad days."""

import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from tests.world.stand_in import StandIn, hung_up, late, running, status

from tocsin.errors import WorldError
from tocsin.world.service import Cell, OfflineError, Service, ServiceError, TooMuchError

QUERY = "SELECT ?place WHERE { VALUES ?place { wd:Q1 } ?place p:P35 ?statement }"
TIMED_OUT = "SPARQL-QUERY: queryStr=...\njava.util.concurrent.TimeoutException\n\tat java.util.concurrent.FutureTask"


@pytest.fixture
def known() -> Iterator[StandIn]:
    with running(StandIn()) as stand_in:
        stand_in.add("P35", "Q1", "Q10", name="Ilona Kalns", start="2025-05-01")
        yield stand_in


class Pauses(list[float]):
    """Waits no time, and remembers how long it should have been."""

    def __call__(self, seconds: float) -> None:
        self.append(seconds)


def test_an_answer_is_read_with_its_types(known: StandIn) -> None:
    with Service(known.endpoint) as service:
        (row,) = service.ask(QUERY)
    assert row["holder"] == Cell("uri", "http://www.wikidata.org/entity/Q10")
    assert row["name"] == Cell("literal", "Ilona Kalns", language="en")
    assert row["start"].datatype == "http://www.w3.org/2001/XMLSchema#dateTime"


def test_it_says_who_asks_and_what_it_reads(known: StandIn) -> None:
    with Service(known.endpoint, contact="desk@example.org") as service:
        service.ask(QUERY)
    (headers,) = known.headers
    assert headers["user-agent"].startswith("tocsin/")
    assert "desk@example.org" in headers["user-agent"]
    assert headers["accept"] == "application/sparql-results+json"
    assert known.queries == [QUERY]


def test_it_pauses_between_questions(known: StandIn) -> None:
    pauses = Pauses()
    with Service(known.endpoint, pause=pauses) as service:
        service.ask(QUERY)
        service.ask(QUERY)
    assert pauses == [1.0]


def test_it_waits_as_long_as_the_service_asks(known: StandIn) -> None:
    pauses = Pauses()
    known.faults.extend([status(429, retry_after="7"), status(503, retry_after="11")])
    with Service(known.endpoint, pause=pauses) as service:
        assert len(service.ask(QUERY)) == 1
    assert pauses == [7.0, 11.0]


def test_a_wait_may_be_given_as_a_time(known: StandIn) -> None:
    pauses, soon = Pauses(), datetime.now(UTC) + timedelta(seconds=30)
    known.faults.append(status(429, retry_after=format_datetime(soon, usegmt=True)))
    with Service(known.endpoint, pause=pauses) as service:
        service.ask(QUERY)
    (waited,) = pauses
    assert 27 < waited <= 30


@pytest.mark.parametrize("written", [{}, {"retry_after": "soon"}])
def test_without_a_word_it_waits_a_minute(known: StandIn, written: dict[str, str]) -> None:
    pauses = Pauses()
    known.faults.append(status(429, **written))
    with Service(known.endpoint, pause=pauses) as service:
        service.ask(QUERY)
    assert pauses == [60.0]


def test_it_does_not_wait_for_ever(known: StandIn) -> None:
    pauses = Pauses()
    known.faults.append(status(429, retry_after="86400"))
    with Service(known.endpoint, pause=pauses) as service, pytest.raises(ServiceError, match="86400 seconds"):
        service.ask(QUERY)
    assert pauses == []


def test_a_fault_of_the_service_is_tried_again_with_longer_waits(known: StandIn) -> None:
    pauses = Pauses()
    known.faults.extend([status(500), status(502)])
    with Service(known.endpoint, pause=pauses) as service:
        assert len(service.ask(QUERY)) == 1
    assert pauses == [2.0, 4.0]


def test_it_gives_up_after_four_tries(known: StandIn) -> None:
    known.faults.extend([status(500)] * 9)
    with Service(known.endpoint, pause=Pauses()) as service, pytest.raises(ServiceError, match="500, 4 times"):
        service.ask(QUERY)
    assert len(known.queries) == 4


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (status(500, TIMED_OUT), "took the service too long"),
        (hung_up, "broke off"),
        (status(200, '{"head": {"vars": []}, "results": {"bindings": [{"place": {"type": "uri", "val'), "broke off"),
        (status(200, '{"results": {"bindings": []}}' + " " * 5000), "larger than 2000 bytes"),
        (late(0.6), "no answer within 0.3 seconds"),
    ],
)
def test_what_a_smaller_question_may_mend(known: StandIn, fault, said: str) -> None:  # type: ignore[no-untyped-def]
    known.faults.append(fault)
    with Service(known.endpoint, seconds=0.3, most=2000) as service, pytest.raises(TooMuchError, match=said):
        service.ask(QUERY)
    assert len(known.queries) == 1


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (status(200, "<!DOCTYPE html><title>Wikimedia Error</title>"), "a web page"),
        (status(200, ""), "no JSON"),
        (status(200, "[]"), "no SPARQL result"),
        (status(200, '{"boolean": true}'), "no SPARQL result"),
        (status(200, '{"results": {"bindings": [{"place": {"type": "shape", "value": ""}}]}}'), "no SPARQL result"),
        (status(200, '{"results": {"bindings": [{"place": {"type": "uri", "value": 7}}]}}'), "no SPARQL result"),
        (status(400, "Malformed query"), "answers 400"),
        (status(403, "<html>"), "answers 403"),
        (status(302, location="https://example.org/"), "answers 302"),
    ],
)
def test_what_is_no_answer(known: StandIn, fault, said: str) -> None:  # type: ignore[no-untyped-def]
    known.faults.append(fault)
    with Service(known.endpoint) as service, pytest.raises(ServiceError, match=said) as caught:
        service.ask(QUERY)
    assert not isinstance(caught.value, TooMuchError)
    assert caught.value.cure
    assert len(known.queries) == 1


def test_offline_is_said() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/sparql"
    with Service(address) as service, pytest.raises(OfflineError, match="you may be offline"):
        service.ask(QUERY)


@pytest.mark.parametrize("address", ["query.wikidata.org", "file:///etc/passwd", "http://", "http://[::1"])
def test_what_is_no_address(address: str) -> None:
    with pytest.raises(WorldError, match="no valid web address"):
        Service(address)


def test_a_contact_cannot_write_headers_of_its_own() -> None:
    with pytest.raises(WorldError, match="contact"):
        Service(contact="me\r\nx-other: 1")
