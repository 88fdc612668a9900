"""Concerns: who raises them, where the threat comes from, whom it endangers, who holds them in common."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace
from tests.told import Said, person, state, told

from tocsin.actors.types import Actor
from tocsin.record.types import Entry
from tocsin.register import Concern, register
from tocsin.world import World

BARZAN = person("Ilir Barzan", "TJK", "Foreign Minister")
OSTROV = person("Pavel Ostrov", "RUS", "Defence Minister")
VEIL = person("Anna Veil", "LVA", "Foreign Minister")
PASTUK = person("Oleg Pastuk", "BLR", "Foreign Minister")
GENERAL = person("Timur Adil", None, "Secretary General", "CSTO")
HALL = person("Mary Hall", "GBR", "security analyst")
PAPER = Actor(id="medium:paper", type="medium", name="Evening Paper", country="LVA")
CAST = (BARZAN, OSTROV, VEIL, PASTUK, GENERAL, HALL, PAPER, state("AFG", "Afghanistan"))

DRONES = "Anna Veil said that Latvia was concerned about drones from Belarus near its border."


def drones(**axes: object) -> list[Entry]:
    content = "Latvia was concerned about drones from Belarus near its border"
    said: dict[str, Any] = {"acts": "concern", "speaker": VEIL.id, "targets": ("BLR",)} | axes
    return told(DRONES, Said("Anna Veil", "said", content, **said), actors=CAST)


def only(entries: list[Entry], world: World, as_of: str = "2026-03-02") -> Concern:
    (concern,) = register(entries, as_of=date.fromisoformat(as_of), world=world).concerns
    return concern


def test_a_worry_about_another_state_is_a_concern_of_the_speakers_state(world: World) -> None:
    concern = only(drones(), world)
    assert concern.id == "concern:BLR-lva"
    assert concern.title == "Threats from Belarus to Latvia"
    assert concern.origins == ("BLR",)
    assert concern.endangers == ("LVA",)
    assert set(concern.held_by) == {"LVA", VEIL.id}
    assert [(raising.actor, raising.date) for raising in concern.raised] == [(VEIL.id, "2026-03-02")]


def test_it_is_common_to_the_allies_of_that_day_by_the_treaty(world: World) -> None:
    commons = {common.alliance: common for common in only(drones(), world).common_to}
    assert "LVA" in commons["NATO"].members
    assert "BLR" not in commons["NATO"].members
    assert "articles 5 and 4" in commons["NATO"].basis or "articles 4 and 5" in commons["NATO"].basis
    assert "CSTO" not in commons, "the origin's own alliance does not hold the concern"


def test_allies_are_those_of_the_day_asked_for(world: World) -> None:
    entries = told(
        DRONES,
        Said("Anna Veil", "said", "Latvia was concerned about drones from Belarus", "concern", VEIL.id),
        day="2003-01-10",
        actors=CAST,
    )
    assert only(entries, world, "2003-12-31").common_to == ()
    later = {common.alliance for common in only(entries, world, "2010-12-31").common_to}
    assert "NATO" in later


def test_a_region_named_in_danger_stands_for_its_states_and_frozen_members_are_noted(world: World) -> None:
    text = "Pavel Ostrov warned of threats from Afghanistan to the security of Central Asia."
    content = "threats from Afghanistan to the security of Central Asia"
    concern = only(told(text, Said("Pavel Ostrov", "warned", content, "concern", OSTROV.id), actors=CAST), world)
    assert concern.id == "concern:AFG-central-asia"
    assert concern.endangers == ("KAZ", "KGZ", "TJK", "TKM", "UZB")
    csto = next(common for common in concern.common_to if common.alliance == "CSTO")
    assert csto.members == ("ARM", "BLR", "KAZ", "KGZ", "RUS", "TJK")
    assert any(note.startswith("Armenia: participation frozen since") for note in csto.notes)


@pytest.mark.parametrize(
    ("text", "content", "origins", "endangers"),
    [
        ("It said Belarusian drones were a threat.", "Belarusian drones were a threat", ("BLR",), ("LVA",)),
        ("It said militants from Afghanistan threaten Tajikistan.", "militants from Afghanistan threaten Tajikistan",
         ("AFG",), ("TJK",)),
        ("It said an attack on Estonia from Russian territory was possible.",
         "an attack on Estonia from Russian territory was possible", ("RUS",), ("EST",)),
        ("It said missiles in Belarus endangered Lithuania and Poland.",
         "missiles in Belarus endangered Lithuania and Poland", ("BLR",), ("LTU", "POL")),
        ("It said the military build-up of Russia worried it.", "the military build-up of Russia worried it",
         ("RUS",), ("LVA",)),
        ("It said Belarus's incursions violated Polish airspace.", "Belarus's incursions violated Polish airspace",
         ("BLR",), ("POL",)),
    ],
)  # fmt: skip
def test_words_about_a_name_tell_origin_from_endangered(
    text: str, content: str, origins: tuple[str, ...], endangers: tuple[str, ...], world: World
) -> None:
    concern = only(told(text, Said("It", "said", content, "concern", VEIL.id), actors=CAST), world)
    assert (concern.origins, concern.endangers) == (origins, endangers)


def test_two_origins_are_two_concerns(world: World) -> None:
    text = "Anna Veil said that Iranian missiles and Syrian militants endangered our security."
    content = "Iranian missiles and Syrian militants endangered our security"
    entries = told(text, Said("Anna Veil", "said", content, "concern", VEIL.id), actors=CAST)
    found = register(entries, as_of=date(2026, 3, 2), world=world).concerns
    assert [(concern.origins, concern.endangers) for concern in found] == [(("IRN",), ("LVA",)), (("SYR",), ("LVA",))]


def test_a_far_state_that_condemns_an_attack_is_not_in_danger_itself(world: World) -> None:
    text = "Kim Soo condemned Russian attacks on Ukraine. He said that the Russian attacks were a threat to peace."
    kim = person("Kim Soo", "KOR", "Foreign Minister")
    entries = told(
        text,
        Said("Kim Soo", "condemned", "Russian attacks on Ukraine", "accuse", kim.id, ("RUS",)),
        Said("He", "said", "that the Russian attacks were a threat to peace", "concern", kim.id, ("RUS",)),
        actors=(kim,),
    )
    concern = only(entries, world)
    assert (concern.origins, concern.endangers) == (("RUS",), ("UKR",))
    assert len(concern.raised) == 2


def test_a_worry_without_an_origin_joins_the_one_its_speaker_raised_last_about_the_same_states(world: World) -> None:
    text = "Anna Veil voiced concern about the security of Latvia."
    said = Said("Anna Veil", "voiced concern about", "the security of Latvia", "concern", VEIL.id)
    later = told(text, said, day="2026-04-02", doc="c", actors=CAST)
    assert len(only([*drones(), *later], world, "2026-04-02").raised) == 2
    assert only(later, world, "2026-04-02").title == "Threats to the security of Latvia"


def test_an_act_that_is_hardly_likely_counts_only_beside_others(world: World) -> None:
    def unsure(entries: list[Entry], confidence: float) -> list[Entry]:
        (entry,) = entries
        acts = tuple(replace(act, confidence=confidence) for act in entry.statement.acts)
        return [replace(entry, statement=replace(entry.statement, acts=acts))]

    assert register(unsure(drones(), 0.3), as_of=date(2026, 3, 2), world=world).concerns == ()
    text = "Anna Veil said again that drones from Belarus endangered Latvia."
    said = Said("Anna Veil", "said again", "that drones from Belarus endangered Latvia", "concern", VEIL.id)
    again = told(text, said, doc="b", actors=CAST)
    assert len(only([*drones(), *unsure(again, 0.3)], world).raised) == 2
    assert len(only([*drones(), *unsure(again, 0.2)], world).raised) == 1


@pytest.mark.parametrize("words", ["that its drones were no threat to Latvia", "that its army threatened nobody"])
def test_what_says_that_there_is_no_danger_voices_none(words: str, world: World) -> None:
    said = Said("Oleg Pastuk", "told Latvia", words, "threaten", PASTUK.id, ("LVA",))
    entries = told(f"Oleg Pastuk told Latvia {words}.", said, actors=CAST)
    assert register(entries, as_of=date(2026, 3, 2), world=world).concerns == ()


def test_what_a_party_only_denies_to_have_said_is_not_its_word(world: World) -> None:
    text = "Oleg Pastuk rejected claims by Belarus that Latvian drones were a threat to it."
    denial, claim = told(
        text,
        Said("Oleg Pastuk", "rejected", "claims by Belarus that Latvian drones were a threat to it", "deny", PASTUK.id),
        Said("Belarus", "claims", "that Latvian drones were a threat to it", "accuse", "BLR", ("LVA",)),
        actors=CAST,
    )
    inner = replace(claim, statement=replace(claim.statement, within="s1"))
    assert register([denial, inner], as_of=date(2026, 3, 2), world=world).concerns == ()
    assert register([denial, claim], as_of=date(2026, 3, 2), world=world).concerns


def test_trouble_in_a_country_endangers_its_neighbours_or_else_itself(world: World) -> None:
    kim, osis = person("Kim Soo", "KOR", "Foreign Minister"), person("Ali Rahim", "TJK", "President")
    text = "{} voiced concern about the violence in Afghanistan."
    far, close = (
        told(
            text.format(who.name),
            Said(who.name, "voiced concern about", "the violence in Afghanistan", "concern", who.id),
            actors=(who,),
        )
        for who in (kim, osis)
    )
    assert (only(far, world).origins, only(far, world).endangers) == ((), ("AFG",))
    assert (only(close, world).origins, only(close, world).endangers) == (("AFG",), ("TJK",))


@pytest.mark.parametrize(
    "axes",
    [{"negated": True}, {"communicated": False}, {"speaker": HALL.id}, {"speaker": PAPER.id}, {"acts": "inform"}],
    ids=["not done", "a private thought", "an analyst", "a medium", "another act"],
)
def test_what_raises_no_concern(axes: dict[str, object], world: World) -> None:
    assert register(drones(**axes), as_of=date(2026, 3, 2), world=world).concerns == ()


def test_criticism_without_danger_is_no_concern(world: World) -> None:
    text = "Anna Veil accused Belarus of jailing poets and of unfair trade."
    entries = told(
        text, Said("Anna Veil", "accused", "Belarus of jailing poets", "accuse", VEIL.id, ("BLR",)), actors=CAST
    )
    assert register(entries, as_of=date(2026, 3, 2), world=world).concerns == ()


def test_an_accusation_of_aggression_is_a_concern(world: World) -> None:
    text = "Anna Veil accused Belarus of shelling a Latvian village."
    said = Said("Anna Veil", "accused", "Belarus of shelling a Latvian village", "accuse", VEIL.id, ("BLR",))
    concern = only(told(text, said, actors=CAST), world)
    assert (concern.origins, concern.endangers) == (("BLR",), ("LVA",))


def test_a_threat_is_a_concern_of_the_threatened_and_their_allies(world: World) -> None:
    text = "Oleg Pastuk threatened Latvia with missiles."
    said = Said("Oleg Pastuk", "threatened", "Latvia with missiles", "threaten", PASTUK.id, ("LVA",))
    concern = only(told(text, said, actors=CAST), world)
    assert concern.origins == ("BLR",)
    assert concern.endangers == ("LVA",)
    assert "LVA" in concern.held_by
    assert "BLR" not in concern.held_by
    assert "NATO" in {common.alliance for common in concern.common_to}


def test_one_who_speaks_for_an_alliance_speaks_for_its_members(world: World) -> None:
    text = "Timur Adil voiced concern over missiles from Afghanistan."
    said = Said("Timur Adil", "voiced concern", "missiles from Afghanistan", "concern", GENERAL.id)
    concern = only(told(text, said, actors=CAST), world)
    assert concern.endangers == ("ARM", "BLR", "KAZ", "KGZ", "RUS", "TJK")
    assert set(concern.held_by) == {"CSTO", GENERAL.id}


def test_a_worry_that_points_back_takes_its_origin_from_the_sentence_before(world: World) -> None:
    text = "Drones crossed the border from Belarus at night. Anna Veil said that the flights were a danger to Latvia."
    said = Said("Anna Veil", "said", "the flights were a danger to Latvia", "concern", VEIL.id)
    assert only(told(text, said, actors=CAST), world).origins == ("BLR",)


def test_similar_concerns_join_the_one_they_stand_beside(world: World) -> None:
    text = DRONES + " Earlier President Jan Osis had raised similar concerns."
    osis = person("Jan Osis", "LVA", "President")
    entries = told(
        text,
        Said("Anna Veil", "said", "Latvia was concerned about drones from Belarus", "concern", VEIL.id),
        Said("President Jan Osis", "raised", "similar concerns", "concern", osis.id, time="past"),
        actors=(*CAST, osis),
    )
    concern = only(entries, world)
    assert [(raising.actor, raising.date, raising.time) for raising in concern.raised] == [
        (osis.id, None, "past"),
        (VEIL.id, "2026-03-02", "now"),
    ]


def test_allies_voices_about_one_origin_are_one_concern_and_strangers_are_another(world: World) -> None:
    rasa, kim = person("Rasa Vaitke", "LTU", "Defence Minister"), person("Kim Soo", "KOR", "Foreign Minister")
    text = "{} said that missiles from Belarus were a threat to {}."
    entries = drones()
    for number, (speaker, country) in enumerate([(rasa, "Lithuania"), (kim, "South Korea")]):
        content = f"missiles from Belarus were a threat to {country}"
        entries += told(
            text.format(speaker.name, country),
            Said(speaker.name, "said", content, "concern", speaker.id),
            day="2026-03-05",
            doc=f"b{number}",
            actors=(speaker,),
        )
    found = register(entries, as_of=date(2026, 3, 5), world=world).concerns
    assert [concern.endangers for concern in found] == [("LTU", "LVA"), ("KOR",)]


def test_an_organisation_whose_members_are_said_to_be_worried_holds_the_concern(world: World) -> None:
    text = "Pavel Ostrov said that members of the CSTO were concerned about militants from Afghanistan."
    content = "members of the CSTO were concerned about militants from Afghanistan"
    concern = only(told(text, Said("Pavel Ostrov", "said", content, "concern", OSTROV.id), actors=CAST), world)
    assert "CSTO" in concern.held_by


def test_a_role_learnt_later_does_not_change_what_was_filed_before(world: World) -> None:
    nobody = person("Ines Kalm", None)
    minister = person("Ines Kalm", "EST", "Foreign Minister")
    text = "Ines Kalm said that drones from Belarus were a threat to Estonia."
    said = Said("Ines Kalm", "said", "drones from Belarus were a threat to Estonia", "concern", nobody.id)
    first = told(text, said, day="2026-03-01", doc="a", actors=(nobody,))
    second = told(text, said, day="2026-03-09", doc="b", actors=(minister,))
    raised = only([*first, *second], world, "2026-03-09").raised
    assert [raising.statement for raising in raised] == ["b#s1"]


def test_all_who_raised_it_can_close_it(world: World) -> None:
    text = "Anna Veil said that Latvia was no longer concerned about drones from Belarus."
    content = "Latvia was no longer concerned about drones from Belarus"
    said = Said("Anna Veil", "said", content, "concern", VEIL.id, ("BLR",), negated=True)
    after = told(text, said, day="2026-05-01", doc="z", actors=CAST)
    assert only([*drones(), *after], world, "2026-05-01").status == "closed"
    assert only([*drones(), *after], world, "2026-04-30").status == "open"
