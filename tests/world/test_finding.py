"""Which entity a name means."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.world import World, load

DAY = date(2026, 2, 3)


def ids(world: World, name: str, day: date | None = DAY) -> list[str]:
    return [entity.id for entity in world.find(name, day)]


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("Tajikistan", "TJK"),
        ("the Republic of Tajikistan", "TJK"),
        ("Tajik", "TJK"),
        ("Tajiks", "TJK"),
        ("Dushanbe", "TJK"),
        ("KYRGYZSTAN", "KGZ"),
        ("Kiev", "UKR"),
        ("Kyiv", "UKR"),
        ("Türkiye", "TUR"),
        ("Côte d’Ivoire", "CIV"),
        ("Kosovo", "XKX"),
        ("Abkhazia", "GEO-AB"),
        ("the Soviet Union", "SUN"),
        ("Афганистан", "AFG"),
        ("the Kremlin", "RUS.presidency"),
        ("Foggy Bottom", "USA.foreign-ministry"),
        ("CSTO", "CSTO"),
        ("the CSTO’s", "CSTO"),
        ("Collective Security Treaty Organisation", "CSTO"),
        ("the Islamic Emirate", "taliban"),
        ("the Pakistani Taliban", "ttp"),
        ("Ansar Allah", "houthis"),
        ("UNAMA", "UNAMA"),
        ("TASS", "tass"),
    ],
)
def test_a_name_is_found(world: World, name: str, identifier: str) -> None:
    assert ids(world, name) == [identifier]


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("the Kazakh Foreign Ministry", "KAZ.foreign-ministry"),
        ("Kazakhstan's foreign ministry", "KAZ.foreign-ministry"),
        ("Kazakhstan’s Ministry of Foreign Affairs", "KAZ.foreign-ministry"),
        ("Ministry of Foreign Affairs of the Republic of Kazakhstan", "KAZ.foreign-ministry"),
        ("Astana's Foreign Ministry", "KAZ.foreign-ministry"),
        ("Armenian MoD", "ARM.defence-ministry"),
        ("the Islamic Emirate's Ministry of Interior", "AFG.interior-ministry"),
        ("Norwegian parliament", "NOR.parliament"),
        ("the UK government", "GBR.government"),
        ("Abkhaz Foreign Ministry", "GEO-AB.foreign-ministry"),
        ("the State Department", "USA.foreign-ministry"),
        ("the US State Department", "USA.foreign-ministry"),
        ("Latvian Saeima", "LVA.parliament"),
        ("Libya's Government of National Unity", "LBY.government-of-national-unity"),
    ],
)
def test_a_body_is_found_by_pattern_or_by_its_own_name(world: World, name: str, identifier: str) -> None:
    assert ids(world, name) == [identifier]
    body = world.entity(identifier)
    assert body is not None
    assert body.type == "government"
    assert body.parent == identifier.split(".")[0]


def test_a_group_that_rules_no_country_has_no_ministries(world: World) -> None:
    assert ids(world, "the Islamic Emirate's Ministry of Interior", date(2019, 5, 1)) == []
    assert ids(world, "Boko Haram's Ministry of Interior") == []


@pytest.mark.parametrize("name", ["us", "turkey", "polish", "chad", "jordan", "georgia", "who", "is", "un", "it"])
def test_common_words_are_no_names(world: World, name: str) -> None:
    assert ids(world, name) == []
    assert world.find_normalised(name, DAY) == ()


@pytest.mark.parametrize(
    ("name", "identifier"), [("US", "USA"), ("U.S.", "USA"), ("Turkey", "TUR"), ("Polish", "POL"), ("TURKEY", "TUR")]
)
def test_with_their_capitals_they_are(world: World, name: str, identifier: str) -> None:
    assert ids(world, name) == [identifier]


@pytest.mark.parametrize(
    "name",
    ["officials", "the minister", "analysts", "she", "the bloc", "border guards", "the treaty", "local residents", ""],
)
def test_kinds_of_people_and_pronouns_are_refused(world: World, name: str) -> None:
    assert ids(world, name) == []
    assert world.find_normalised(name, DAY) == ()


def test_several_bearers_mean_that_the_name_is_ambiguous(world: World) -> None:
    assert set(ids(world, "Brussels")) == {"NATO", "EU", "BEL"}
    assert set(ids(world, "Congo")) == {"COG", "COD"}
    (name,) = [name for name in world.entity("GEO").names if name.text == "Georgia"]  # type: ignore[union-attr]
    assert name.ambiguous


def test_a_name_holds_on_its_days(world: World) -> None:
    assert ids(world, "Nur-Sultan", date(2021, 1, 1)) == ["KAZ"]
    assert ids(world, "Nur-Sultan", date(2026, 1, 1)) == []
    assert ids(world, "Nur-Sultan", None) == ["KAZ"]


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("Turkiye", "TUR"),
        ("Cote dIvoire", "CIV"),
        ("Elysee", "FRA.presidency"),
        ("al Shabaab", "al-shabab"),
    ],
)
def test_loose_spelling(world: World, name: str, identifier: str) -> None:
    assert [e.id for e in world.find_normalised(name, DAY)] == [identifier]


@given(st.text(max_size=400))
def test_no_text_breaks_the_search(text: str) -> None:
    world = load()
    assert all(world.entity(entity.id) is not None for entity in world.find(text))
    assert all(world.entity(entity.id) is not None for entity in world.find_normalised(text))


def test_a_very_long_surface_is_not_searched(world: World) -> None:
    assert world.find("Ministry of " * 100_000) == ()


def test_every_alias_leads_back_to_its_bearer(world: World) -> None:
    aliases = world.aliases(patterns=False)
    assert len(aliases) > 5_000
    for text, bearers in aliases.items():
        found = {entity.id for entity in world.find(text)}
        assert {identifier for identifier, _ in bearers} <= found, text


def test_bodies_by_pattern_are_among_the_aliases(world: World) -> None:
    aliases = world.aliases()
    assert {i for i, _ in aliases["Kazakh Foreign Ministry"]} == {"KAZ.foreign-ministry"}
    assert {i for i, _ in aliases["Kenya's parliament"]} == {"KEN.parliament"}
    for text in list(aliases)[:: max(1, len(aliases) // 2_000)]:
        assert {identifier for identifier, _ in aliases[text]} <= {entity.id for entity in world.find(text)}, text
