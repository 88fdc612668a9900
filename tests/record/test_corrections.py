"""Corrections: kept beside what was read, applied to every answer, undone without a trace in it."""

from __future__ import annotations

import contextlib
import datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tocsin import record
from tocsin.actors.types import Actor, Mention, Role
from tocsin.errors import RecordError
from tocsin.reading.types import Act, Reading
from tocsin.record import Query, Record

from .sample import reading

NOW = datetime.datetime(2026, 4, 1, 9, 30, tzinfo=datetime.UTC)
WHO: dict[str, Any] = {"who": "registrar", "now": NOW}
LONG, SHORT = "person:aizada-toktorova", "person:a-toktorova"


@pytest.fixture
def spelt_twice(store: Record) -> Record:
    """One person under two ids, in two documents."""
    store.add(reading("long", speaker="Aizada Toktorova", published="2026-03-02"))
    store.add(reading("short", speaker="A Toktorova", published="2026-03-05", said="the ford had to be watched"))
    return store


@pytest.fixture
def two_in_one(store: Record) -> Record:
    """Two persons of one name: a Kyrgyz minister, and in the second document a Tajik general."""
    store.add(reading("minister", published="2026-03-02"))
    other = reading("general", published="2026-03-05")
    store.add(replace(other, actors=(tajik(other.actors[0]), *other.actors[1:])))
    return store


def tajik(actor: Actor) -> Actor:
    office = Role(title="General", organisation="TJK.defence-ministry", spans=actor.roles[0].spans)
    return replace(actor, country="TJK", roles=(office,))


def keys(store: Record, **query: Any) -> list[str]:
    return [entry.key for entry in store.statements(Query(**query))]


def test_merged_actors_answer_as_one(spelt_twice: Record) -> None:
    made = spelt_twice.merge(LONG, SHORT, why="initials only", **WHO)
    assert (made.number, made.what) == (1, f"{SHORT} is {LONG}")
    for name in (LONG, SHORT, "aizada", "a tokto"):
        assert keys(spelt_twice, speaker=name) == ["long#s1", "short#s1"]
        assert [actor.id for actor in spelt_twice.actors(name)] == [LONG]
    assert [entry.statement.source.actor for entry in spelt_twice.statements()] == [LONG, LONG]
    assert {entry.actors[LONG].name for entry in spelt_twice.statements()} == {"Aizada Toktorova"}
    assert [role.document for role in spelt_twice.roles(LONG)] == ["long", "short"]
    assert list(spelt_twice.roles(SHORT)) == []
    assert spelt_twice.names(LONG) == ("A Toktorova", "Aizada Toktorova")
    (tenure,) = [t for t in spelt_twice.tenures() if t.actor == LONG]
    assert (tenure.start, tenure.last, tenure.seen) == ("2026-03-02", "2026-03-05", 2)


def test_what_was_read_stays_as_it_was(spelt_twice: Record) -> None:
    before = msgspec.json.encode(list(spelt_twice.readings()))
    spelt_twice.merge(LONG, SHORT, **WHO)
    spelt_twice.rename(LONG, "Aizada T. Toktorova", **WHO)
    assert msgspec.json.encode(list(spelt_twice.readings())) == before
    short = spelt_twice.reading("short")
    assert short is not None
    assert [actor.id for actor in short.actors] == [SHORT, "KGZ", "TJK"]
    told = spelt_twice.corrected(short)
    assert next((actor.id, actor.name) for actor in told.actors) == (LONG, "Aizada T. Toktorova")
    assert {mention.actor for mention in told.mentions} == {LONG, "KGZ"}
    assert told.document == short.document


def test_reading_again_changes_no_correction(spelt_twice: Record) -> None:
    spelt_twice.merge(LONG, SHORT, **WHO)
    assert spelt_twice.add(reading("short", speaker="A Toktorova", said="the ford had to be watched")) is False
    spelt_twice.add(reading("third", speaker="A Toktorova", published="2026-03-09", said="the ford was safe again"))
    assert keys(spelt_twice, speaker=LONG) == ["long#s1", "short#s1", "third#s1"]


def test_undoing_gives_back_what_was_there(spelt_twice: Record) -> None:
    before = list(spelt_twice.statements())
    spelt_twice.merge(LONG, SHORT, **WHO)
    undone = spelt_twice.undo(1, who="editor", why="they are sisters", now=NOW)
    assert (undone.undone_by, undone.undone_why) == ("editor", "they are sisters")
    assert list(spelt_twice.statements()) == before
    assert keys(spelt_twice, speaker=SHORT) == ["short#s1"]
    with pytest.raises(RecordError, match="correction 1: was undone on 2026-04-01 by editor"):
        spelt_twice.undo(1, **WHO)
    with pytest.raises(RecordError, match=r"correction 7: there is none .* lists them"):
        spelt_twice.undo(7, **WHO)
    assert [c.undone is not None for c in spelt_twice.corrections()] == [True]


def test_corrections_outlive_the_program(address: str) -> None:
    with record.open(address) as store:
        store.add(reading("long"))
        store.add(reading("short", speaker="A Toktorova"))
        store.merge(LONG, SHORT, why="initials only", **WHO)
        kept = store.corrections()
    with record.open(address) as store:
        assert store.corrections() == kept
        assert (kept[0].who, kept[0].made, kept[0].why) == ("registrar", "2026-04-01T09:30:00+00:00", "initials only")
        assert keys(store, speaker=LONG) == ["long#s1", "short#s1"]


def test_who_was_merged_into_another_follows_it(spelt_twice: Record) -> None:
    spelt_twice.add(reading("third", speaker="Toktorova", published="2026-03-09", said="the ford was safe again"))
    spelt_twice.merge(SHORT, "person:toktorova", **WHO)
    spelt_twice.merge(LONG, SHORT, **WHO)
    assert keys(spelt_twice, speaker=LONG) == ["long#s1", "short#s1", "third#s1"]
    spelt_twice.undo(1, **WHO)
    assert keys(spelt_twice, speaker=LONG) == ["long#s1", "short#s1"]
    assert keys(spelt_twice, speaker="person:toktorova") == ["third#s1"]


@pytest.mark.parametrize("names", [(LONG, SHORT), (SHORT, LONG), (SHORT, SHORT), (LONG, "aizada")])
def test_nobody_is_merged_twice_or_in_a_circle(spelt_twice: Record, names: tuple[str, str]) -> None:
    spelt_twice.merge(LONG, SHORT, **WHO)
    with pytest.raises(RecordError, match=r"are one already: person:aizada-toktorova \(Aizada Toktorova, KGZ\)"):
        spelt_twice.merge(*names, **WHO)
    assert len(spelt_twice.corrections()) == 1


def test_actors_of_two_states_or_types_are_merged_only_by_force(two_in_one: Record) -> None:
    two_in_one.add(reading("third", speaker="Daler Rahimov", published="2026-03-09"))
    one = two_in_one.reading("third")
    assert one is not None
    stranger = replace(one.actors[0], id="person:rahimov-the-general", name="Rahimov", country="TJK")
    two_in_one.add(replace(one, document=replace(one.document, id="fourth"), actors=(*one.actors, stranger)))
    with pytest.raises(RecordError, match=r"are of KGZ and of TJK \(--force merges them all the same\)"):
        two_in_one.merge("Daler Rahimov", "person:rahimov-the-general", **WHO)
    with pytest.raises(RecordError, match="are a state and a person"):
        two_in_one.merge("KGZ", "Daler Rahimov", **WHO)
    two_in_one.merge("Daler Rahimov", "person:rahimov-the-general", force=True, **WHO)
    assert [actor.id for actor in two_in_one.actors("rahimov")] == ["person:daler-rahimov"]


def test_what_the_record_does_not_know_may_be_of_the_world(store: Record) -> None:
    one = reading("1")
    group = Actor(id="org:security-treaty-bloc", type="organisation", name="Security Treaty Bloc")
    store.add(replace(one, actors=(*one.actors, group)))
    store.merge("CSTO", "Security Treaty Bloc", **WHO)
    (actor,) = store.actors("bloc")
    assert (actor.id, actor.type, actor.country) == ("CSTO", "organisation", None)
    assert "Collective Security Treaty Organi" in actor.name


def test_an_unknown_and_an_ambiguous_name_say_what_to_do(spelt_twice: Record) -> None:
    with pytest.raises(RecordError, match=r"Nobody At All: nobody on record .* \(tocsin actors list shows who does\)"):
        spelt_twice.note("Nobody At All", "x", **WHO)
    with pytest.raises(RecordError) as error:
        spelt_twice.rename("toktorova", "Aizada", **WHO)
    assert str(error.value) == (
        "toktorova: may be any of 2: person:a-toktorova (A Toktorova, KGZ); "
        "person:aizada-toktorova (Aizada Toktorova, KGZ) (name one by its id)"
    )
    assert spelt_twice.find("aizada toktorova").id == LONG
    assert spelt_twice.find("KGZ").id == "KGZ"


def test_a_split_by_state_parts_what_was_read_and_what_will_be(two_in_one: Record) -> None:
    made = two_in_one.split("toktorova", of="TJK", name="Aizada Toktorova (general)", **WHO)
    part = f"{LONG}~2"
    assert made.other == part
    assert made.what == f"{LONG} of TJK is {part} (Aizada Toktorova (general))"
    assert keys(two_in_one, speaker=LONG) == ["minister#s1"]
    assert keys(two_in_one, speaker=part) == ["general#s1"]
    assert [(a.id, a.name, a.country) for a in two_in_one.actors("toktorova")] == [
        (LONG, "Aizada Toktorova", "KGZ"),
        (part, "Aizada Toktorova (general)", "TJK"),
    ]
    assert keys(two_in_one, country="TJK") == ["general#s1"]
    assert [role.title for role in two_in_one.roles(part)] == ["General"]
    later = reading("later", published="2026-04-02", said="the road was mined")
    two_in_one.add(replace(later, actors=(tajik(later.actors[0]), *later.actors[1:])))
    assert keys(two_in_one, speaker=part) == ["general#s1", "later#s1"]
    two_in_one.undo(1, **WHO)
    assert keys(two_in_one, speaker=LONG) == ["minister#s1", "general#s1", "later#s1"]


def test_a_split_by_document_and_a_name_that_a_reading_took_from_it(two_in_one: Record) -> None:
    part = two_in_one.split(LONG, documents=["general"], **WHO).other or ""
    assert keys(two_in_one, speaker=part) == ["general#s1"]
    # A later document that was resolved to the part.
    later = reading("later", published="2026-04-02", said="the road was mined")
    as_part = replace(tajik(later.actors[0]), id=part)
    said = replace(later.statements[0], source=replace(later.statements[0].source, actor=part))
    two_in_one.add(replace(later, actors=(as_part, *later.actors[1:]), statements=(said,)))
    assert keys(two_in_one, speaker=part) == ["general#s1", "later#s1"]
    two_in_one.undo(1, **WHO)
    assert keys(two_in_one, speaker=LONG) == ["minister#s1", "general#s1", "later#s1"]


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({}, "nothing says who is split off"),
        ({"of": "UZB"}, "no document gives it a country or an office of UZB"),
        ({"documents": ["elsewhere"]}, "is not in document elsewhere"),
        ({"documents": ["minister", "general"]}, "all 2 documents that name it would go to the part"),
    ],
)
def test_a_split_that_parts_nothing_is_refused(two_in_one: Record, asked: dict[str, Any], why: str) -> None:
    with pytest.raises(RecordError, match=why):
        two_in_one.split(LONG, **asked, **WHO)
    assert two_in_one.corrections() == ()


def test_a_renamed_actor_is_found_by_both_names(spelt_twice: Record) -> None:
    spelt_twice.rename(SHORT, "Asel  Toktorova\n", **WHO)
    for name in ("asel", "a toktorova", SHORT):
        assert [actor.name for actor in spelt_twice.actors(name)][-1:] == ["Asel Toktorova"]
        assert keys(spelt_twice, speaker=name) == ["short#s1"]
    (entry,) = spelt_twice.statements(Query(document="short"))
    assert entry.actors[SHORT].name == "Asel Toktorova"
    with pytest.raises(RecordError, match="is named Asel Toktorova already"):
        spelt_twice.rename(SHORT, "Asel Toktorova", **WHO)
    with pytest.raises(RecordError, match="is empty: no name"):
        spelt_twice.rename(SHORT, " \t", **WHO)
    with pytest.raises(RecordError, match="is too long for a name: 999 characters, 200 at most"):
        spelt_twice.rename(SHORT, "x" * 999, **WHO)


def test_nobody_corrects_without_a_name(spelt_twice: Record) -> None:
    with pytest.raises(RecordError, match="nobody signs it"):
        spelt_twice.note(SHORT, "signs with an initial", who=" ")
    spelt_twice.note(SHORT, "signs with an initial", **WHO)
    with pytest.raises(RecordError, match="nobody signs its undoing"):
        spelt_twice.undo(1, who="")


def test_a_note_is_kept_and_changes_no_answer(spelt_twice: Record) -> None:
    before = list(spelt_twice.statements())
    spelt_twice.note(SHORT, "signs with an initial'); DROP TABLE actors; --", **WHO)
    assert spelt_twice.corrections()[0].text == "signs with an initial'); DROP TABLE actors; --"
    assert list(spelt_twice.statements()) == before


PEOPLE = ("person:a", "person:b", "person:c")
STATES = ("KGZ", "TJK", "UZB")


def telling(number: int, speaker: str, target: str, country: str) -> Reading:
    one = reading(f"d{number}", published=f"2026-03-{number + 1:02d}", said=f"crossing {number} was shut")
    people = tuple(Actor(id=i, type="person", name=i.removeprefix("person:") + " x", country=country)
                   for i in dict.fromkeys((speaker, target)))  # fmt: skip
    said = replace(one.statements[0], source=replace(one.statements[0].source, actor=speaker))
    said = replace(said, acts=(Act(act="concern", targets=(target,)),))
    return replace(one, actors=people, mentions=(Mention(span=(0, 3), actor=speaker),), statements=(said,), events=())


documents = st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE), st.sampled_from(STATES))
steps = st.one_of(
    st.tuples(st.just("merge"), st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)),
    st.tuples(st.just("split"), st.sampled_from(PEOPLE), st.sampled_from(STATES)),
    st.tuples(st.just("undo"), st.integers(1, 5), st.none()),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(documents, min_size=1, max_size=6), st.lists(steps, max_size=6))
def test_what_is_asked_for_is_what_the_corrected_readings_say(
    several: list[tuple[str, str, str]], asked: list[tuple[Any, Any, Any]]
) -> None:
    with record.open("sqlite://") as store:
        raw = [telling(number, *one) for number, one in enumerate(several)]
        for one in raw:
            store.add(one, now=NOW)
        for kind, first, second in asked:
            with contextlib.suppress(RecordError):
                if kind == "merge":
                    store.merge(first, second, force=True, **WHO)
                elif kind == "split":
                    store.split(first, of=second, **WHO)
                else:
                    store.undo(first, **WHO)
        corrected = [store.corrected(one) for one in raw]
        everybody = {actor.id for one in corrected for actor in one.actors}
        assert {actor.id for actor in store.actors()} == everybody
        for who in everybody:
            for side, of in (("speaker", _speakers), ("target", _targets)):
                expected = [f"{one.document.id}#s1" for one in corrected if who in of(one)]
                assert keys(store, **{side: who}) == expected
        assert [entry.statement for entry in store.statements()] == [one.statements[0] for one in corrected]
        for correction in store.corrections():
            with contextlib.suppress(RecordError):
                store.undo(correction.number, **WHO)
        assert [entry.statement for entry in store.statements()] == [one.statements[0] for one in raw]


def _speakers(one: Reading) -> set[str | None]:
    return {one.statements[0].source.actor}


def _targets(one: Reading) -> set[str]:
    return set(one.statements[0].acts[0].targets)
