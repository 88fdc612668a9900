"""What holds of a reading whatever the text, and how little an unrelated paragraph changes what stood before it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tocsin.documents import KINDS, Document, Kind, Span, document_from_text
from tocsin.reading import Reading, Statement, read

CHANGED_GOAL = 0.01
"""Share of the statements that we want an appended paragraph to change at most."""
CHANGED_BAR = 0.1
"""Share that it may change: a little above what the shipped model reaches, so that a rise is seen."""

ODD = {
    "straight quotes": 'The mayor said "the road is open" and "the guards are gone".',
    "curly quotes": "“We will not leave,” Nadia Ferro said. “Not today.”",
    "single quotes": "'We saw the boats turn,' said pilot Owen Rhys, 'and then they fired.'",
    "guillemets": "«Nous partons», the envoy said; »we will return«, he added.",
    "low quotes": "„The bridge is closed“, said Captain Jana Holub.",
    "doubled marks": "``We agreed to talk,'' she said. ''They did not.'' \"\"No,\"\" he said.",
    "unclosed quote": "“We have no quarrel with them, the general said.\nHe left the hall.\nThe army denied it.",
    "quote over paragraphs": "“We asked for help,” he said. “No one came.\n\n“We asked again.\n\n“No one answered.”",
    "only quotes": "“”‘’\"\"''«»„“",
    "bullets": "The council demanded:\n• a truce;\n- an inquiry;\n* new elections.\n1) It thanked Oslo.",
    "dateline": "RABAT, Feb 2 (Reuters) - Algeria denied on Monday that its jets had crossed the line.",
    "soft hyphens": "The minis\u00adter de\u00adnied that the con\u00advoy was armed, the agen\u00adcy re\u00adported.",
    "combining characters": "Zoe\u0301 Ne\u0300gre said that Ma\u0301laga\u0327 re\u0302fuses to si\u0304gn.",
    "right to left": "محمد السالم said the port was shut. דוד כהן denied it, and \u202eevil\u202c was written there.",
    "emoji": "👩‍🚒 The fire chief 🇫🇷 said “we are safe 🎉” and thanked 👍🏽 the crews.",
    "control characters": "The\x07 envoy\x1b[31m said\x08 that\x0b talks\x0c were\x7f off\u2028and\u0085left.",
    "zero width": "The en\u200bvoy sa\u200did th\u2060at \ufeffhe was leaving.",
    "very long word": f"The minister said that {'supercali' * 3000} was not a word.",
    "empty lines": "\n\n \n\t\nThe army denied the report.\n\n\n\n\r\n\r\nIt said nothing more.\n\n",
    "one letter": "a",
    "one letter many times": "a" * 100_000,
    "one mark many times": "“" * 20_000,
    "colons": "Riga: Tallinn: Vilnius: “no”: said: he: said",
    "markup": "<b>The minister</b> said <script>alert('no')</script> that [the port](http://x) was shut.",
    "formula": "=HYPERLINK(1) said '; DROP TABLE statements; -- that the fleet had sailed.",
    "capitals": "THE PRESIDENT SAID THAT THE TROOPS WOULD LEAVE THE CITY BY FRIDAY.",
    "no spaces": "Theministersaidthatthetroopswouldleave.Hedeniedit.",
    "turns": "MR HALE: We deny it.\nQUESTION: Why?\nMR HALE: Because it is not true.\n\nQ Anything else?",
}
PARAGRAPH = (
    "The museum of glass in the old brewery opens again in spring after two years of repairs. Its roof has been "
    "replaced, and a café now looks over the canal. Tickets cost nine euros, and children enter free on Sundays."
)


def spans_of(reading: Reading) -> Iterator[tuple[Span, ...]]:
    for one in reading.statements:
        yield from (one.source.spans, one.cue.spans, one.content.spans, one.occasion.spans)
        yield from (act.condition.spans for act in one.acts)
    yield tuple(mention.span for mention in reading.mentions)
    for actor in reading.actors:
        yield from (role.spans for role in actor.roles)
    yield from (event.spans for event in reading.events)


def check(document: Document) -> Reading:
    """What holds of every reading."""
    reading, text = read(document), document.text
    assert reading.document.text == text
    for spans in spans_of(reading):
        assert all(0 <= start < end <= len(text) for start, end in spans)
    for one in reading.statements:
        said = one.source
        assert said.text == " ".join(text[start:end] for start, end in said.spans)
        for part in (one.cue, one.content, one.occasion, *(act.condition for act in one.acts)):
            assert part.text == " ".join(text[start:end] for start, end in part.spans)
        assert 0.0 <= one.confidence <= 1.0
        assert one.source.actor is None or one.source.actor in {actor.id for actor in reading.actors}
    ids = [one.id for one in reading.statements]
    assert len(ids) == len(set(ids))
    outer = {one.id: one.within for one in reading.statements}
    for key in ids:
        seen, at = {key}, outer[key]
        while at is not None:
            assert at in outer
            assert at not in seen
            seen.add(at)
            at = outer[at]
    return reading


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_odd_text(text: str) -> None:
    document = document_from_text(text)
    first = check(document)
    assert msgspec.json.encode(first) == msgspec.json.encode(read(document))


@pytest.mark.parametrize("marks", ['""', "“”", "''", "‘’", "«»", "„“"])
def test_a_quotation_is_found_in_any_marks(marks: str) -> None:
    document = document_from_text(
        f"{marks[0]}We will not leave this valley,{marks[1]} Colonel Nadia Ferro told reporters."
    )
    assert "We will not leave this valley" in " ".join(one.content.text for one in check(document).statements)


# fmt: off
PIECES = [
    "said", " that ", "“", "”", '"', "'", "«", "»", "‘", "\n", "\n\n", ": ", "• ", "- ", "—", ", ", ". ", "? ", "…",
    "He", "Kabul", "The minister", "denied", "according to", "Q", "MR HALE: ", "if ", "not ", "will ", "x" * 300,
    "\u00ad", "\u0301", "\u200d", "\ufeff", "\u202e", "עמית", "نورة", "🎉", "\x07", "\x0b", "\x1f", "\r\n", "\t",
]
# fmt: on
pieces = st.sampled_from(PIECES)
few = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def test_a_transcript_without_turns_can_be_read() -> None:
    check(document_from_text("The delegates met at nine. Nobody is named before a colon.", kind="transcript"))


@few
@given(st.lists(pieces, min_size=1, max_size=60), st.sampled_from(KINDS))
def test_spans_of_any_pieces(parts: list[str], kind: Kind) -> None:
    check(document_from_text("A. " + "".join(parts), kind=kind))


@few
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=300))
def test_spans_of_any_characters(text: str) -> None:
    check(document_from_text("Oslo said: " + text))


@few
@given(st.lists(pieces, min_size=1, max_size=40))
def test_reading_twice_gives_the_same(parts: list[str]) -> None:
    document = document_from_text("The envoy said " + "".join(parts))
    assert msgspec.json.encode(read(document)) == msgspec.json.encode(read(document))


def essence(one: Statement) -> tuple[int, object]:
    """Where a statement begins, and what makes it the same statement in another reading."""
    spans = (one.source.spans, one.cue.spans, one.content.spans)
    start = min(start for part in spans for start, _ in part)
    act = one.acts[0]
    return start, (one.voice, *spans, act.act, act.negated, act.time)


def story() -> list[Document]:
    lines = files("tocsin.demo").joinpath("story.jsonl").read_text("utf-8").splitlines()
    out = []
    for line in lines:
        given_ = msgspec.json.decode(line)
        out.append(
            document_from_text(
                given_["text"], id=given_["id"], source=given_["source"], date=given_["date"], kind=given_["kind"]
            )
        )
    return out


def test_an_unrelated_paragraph_changes_little(capsys: pytest.CaptureFixture[str]) -> None:
    before = changed = 0
    for document in story():
        longer = msgspec.structs.replace(document, text=f"{document.text.rstrip()}\n\n{PARAGRAPH}")
        kept = {essence(one) for one in read(longer).statements}
        first = {essence(one) for one in read(document).statements}
        end = len(document.text.rstrip())
        new = {one for one in kept - first if one[0] < end}
        before += len(first)
        changed += max(len(first - kept), len(new))
    with capsys.disabled():
        print(f"\nchanged by an appended paragraph: {changed} of {before} statements, {100 * changed / before:.1f}%")
        print(f"(goal: {CHANGED_GOAL:.0%})")
    assert before > 100
    assert changed / before < CHANGED_BAR
