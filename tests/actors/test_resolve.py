"""Who speaks: by name, title, pronoun, kind, body, paper, or nobody known."""

from __future__ import annotations

import pytest
from tests.actors.scenes import scene

from tocsin.actors import Memory, NamedSpan, Tenure, resolve
from tocsin.documents.types import Document
from tocsin.world import World


def countries(marked: str, world: World, **more: object) -> list[str | None]:
    _, who = scene(marked, world, **more)  # type: ignore[arg-type]
    return [a.country if a else None for a in who]


def ids(marked: str, world: World, **more: object) -> list[str | None]:
    _, who = scene(marked, world, **more)  # type: ignore[arg-type]
    return [a.id if a else None for a in who]


@pytest.mark.parametrize(
    ("source", "person", "country"),
    [
        ("Kazakh Foreign Minister Dana Serikova", "Dana Serikova", "KAZ"),
        ("Kyrgyzstan's Foreign Minister Dana Serikova", "Dana Serikova", "KGZ"),
        ("Dana Serikova, the foreign minister of Tajikistan", "Dana Serikova", "TJK"),
        ("Dana Serikova, the deputy US ambassador to the UN", "Dana Serikova", "USA"),
        ("President of Uzbekistan Dana Serikova", "Dana Serikova", "UZB"),
        ("Deputy Head of the Security Council of Armenia Dana Serikova", "Dana Serikova", "ARM"),
        ("former Greek Finance Minister Dana Serikova", "Dana Serikova", "GRC"),
        ("Jordanian foreign ministry spokesperson Dana Serikova", "Dana Serikova", "JOR"),
        ("Israeli Transportation Minister Dana Serikova", "Dana Serikova", "ISR"),
        ("Hamas politburo member Dana Serikova", "Dana Serikova", "PSE"),
        ("Dana Serikova, a Gaza resident", "Dana Serikova", "PSE"),
        ("Japan’s UN ambassador, Dana Serikova", "Dana Serikova", "JPN"),
    ],
)
def test_a_title_tells_whose_official_speaks(source: str, person: str, country: str, world: World) -> None:
    _, (who,) = scene(f"[{source}] said that talks would go on.", world, people=(person,))
    assert who is not None
    assert (who.id, who.country, who.type) == ("person:dana-serikova", country, "person")


def test_a_role_is_learnt_with_the_words_that_prove_it(world: World) -> None:
    _, (who,) = scene("[CSTO Secretary General Timur Asanov] said so.", world, people=("Timur Asanov",))
    assert who is not None
    (role,) = who.roles
    assert (role.title, role.organisation) == ("Secretary General", "CSTO")
    assert role.spans == ((0, 22),)
    assert who.country is None


def test_a_former_office_is_called_so(world: World) -> None:
    _, (who,) = scene("[Former Greek Finance Minister Eleni Pappa] said so.", world, people=("Eleni Pappa",))
    assert who is not None
    assert who.roles[0].title == "former Finance Minister"


def test_surnames_and_pronouns_go_to_the_person_named_before(world: World) -> None:
    text = (
        "[Tajik Interior Minister Rustam Nazarov] said the border was calm. [Nazarov] added that patrols had doubled. "
        "[He] told reporters that no one was hurt."
    )
    assert ids(text, world, people=("Rustam Nazarov",)) == ["person:rustam-nazarov"] * 3


def test_she_is_not_a_man(world: World) -> None:
    text = (
        "[Kazakh spokeswoman Aigerim Omarova] said the talks went well. The visit of Mr Petrosyan ended on Monday. "
        "[She] added that a date was set."
    )
    assert ids(text, world, people=("Aigerim Omarova", "Petrosyan"))[1] == "person:aigerim-omarova"


def test_titles_alone_go_to_their_last_holder(world: World) -> None:
    text = (
        "[Uzbek Foreign Minister Jahongir Tursunov] said he met Estonian President Mari Tamm. [The minister] praised. "
        "[The Estonian president] thanked him."
    )
    assert ids(text, world, people=("Jahongir Tursunov", "Mari Tamm"))[1:] == [
        "person:jahongir-tursunov",
        "person:mari-tamm",
    ]


def test_spellings_of_one_name_meet(world: World) -> None:
    text = "[Defence Minister Sergei Shoigu] said it. [Shoygu] added more."
    first, second = ids(text, world, people=("Sergei Shoigu", "Shoygu"), day="2020-02-03")
    assert first == second == "person:sergey-shoigu"


def test_a_bare_surname_is_looked_up_as_of_the_day(world: World) -> None:
    (who,) = scene("[Blinken] said so.", world, people=("Blinken",), day="2023-05-01")[1]
    assert who is not None
    assert (who.id, who.country) == ("person:antony-blinken", "USA")


def test_a_holders_surname_needs_no_reader(world: World) -> None:
    assert ids("On Monday [Guterres] said so.", world, day="2023-05-01") == ["person:antonio-guterres"]


def test_the_texts_own_words_beat_what_is_known(world: World) -> None:
    (who,) = scene("[Fijian minister Antony Blinken] said so.", world, people=("Antony Blinken",))[1]
    assert who is not None
    assert who.country == "FJI"


@pytest.mark.parametrize(
    ("source", "kind", "country"),
    [
        ("Israeli officials", "group", "ISR"),
        ("analysts", "group", None),
        ("Palestinian health officials", "group", "PSE"),
        ("an unnamed US defence official", "person", "USA"),
        ("Palestinians", "group", "PSE"),
        ("the Kazakh military", "government", "KAZ"),
        ("Russia’s foreign ministry", "government", "RUS"),
        ("the Palestinian Ministry of Public Works and Housing", "government", "PSE"),
        ("Washington", "state", "USA"),
        ("Yemen’s Houthi rebels", "armed-group", "YEM"),
        ("the Reuters news agency", "medium", "GBR"),
        ("a joint statement by the European Commission", "organisation", None),
        ("Officials in Gaza", "group", "PSE"),
    ],
)
def test_kinds_bodies_and_metonyms(source: str, kind: str, country: str | None, world: World) -> None:
    (who,) = scene(f"On Monday [{source}] said that nothing had changed.", world)[1]
    assert who is not None
    assert (who.type, who.country) == (kind, country)


def test_unnamed_people_stay_one_within_a_text_and_apart_across_texts(world: World) -> None:
    text = "[A senior Turkish official] told reporters it was agreed. [The official] said no more."
    first, second = ids(text, world)
    other = ids("Yesterday [a senior Turkish official] said so.", world)[0]
    assert first == second != other
    assert first is not None
    assert first.startswith("person:~")


def test_the_ministry_is_the_one_named_before(world: World) -> None:
    text = "[The Armenian defence ministry] said two were hurt. [The ministry] denied more. [It] gave no names."
    assert ids(text, world) == ["ARM.defence-ministry"] * 3


def test_several_are_one_group_with_the_country_they_share(world: World) -> None:
    text = "[Finance Minister Ori Levin and Israeli minister Dov Katzir] objected. [Iran and Oman] agreed."
    _, (ministers, states) = scene(text, world, people=("Ori Levin", "Dov Katzir"))
    assert ministers is not None
    assert states is not None
    assert (states.type, states.country, states.name) == ("group", None, "Iran and Oman")


def test_we_is_whom_the_quoted_speaker_speaks_for(world: World) -> None:
    text = "“[We] deny it,” said [Omani Foreign Minister Said Harthi]."
    assert ids(text, world, people=("Said Harthi",)) == ["OMN", "person:said-harthi"]


def test_in_a_release_the_president_is_the_issuers(world: World) -> None:
    text = "[The President] noted progress. [The leaders] agreed to meet. [The President of Latvia] thanked his host."
    _, who = scene(
        text,
        world,
        title="Telephone conversation with President of Latvia Egils Levits",
        source="Kremlin",
        day="2021-11-02",
    )
    host, both, guest = who
    assert host is not None
    assert both is not None
    assert guest is not None
    assert host.id == "person:vladimir-putin"
    assert both.name == "Vladimir Putin and Egils Levits"
    assert guest.country == "LVA"


def test_the_islamic_emirate_is_afghanistan_or_its_rulers_on_a_day(world: World) -> None:
    assert countries("[The Islamic Emirate] has not responded.", world) == ["AFG"]


def test_nobody_is_nobody(world: World) -> None:
    cast, (he, implied) = scene("[He] said so. Later it was reportedly [] denied.", world)
    assert he is None
    assert implied is None
    assert all(s.confidence == 0.0 and s.reason == "unknown" for s in cast.sources)


def test_what_the_record_learnt_comes_before_what_ships(world: World) -> None:
    learnt = Memory(
        [
            Tenure(
                name="Nino Beridze",
                title="Foreign Minister",
                actor="person:nino-beridze",
                country="GEO",
                organisation="GEO",
                start="2025-01-01",
                confidence=0.9,
            )
        ]
    )
    text = "Beridze said so. The Georgian foreign minister left."
    cast = resolve(
        Document(id="d", published="2026-01-01", text=text),
        [NamedSpan(span=(0, 7), kind="person")],
        [((0, 7),), ((17, 46),)],
        [(), ()],
        world=world,
        known=learnt,
    )
    assert [s.actor for s in cast.sources] == ["person:nino-beridze"] * 2


def test_mentions_name_states_bodies_groups_and_people(world: World) -> None:
    cast, _ = scene(
        "Tajik President Emomali Rahmon met Hamas in Doha; the Kazakh army watched.", world, people=("Emomali Rahmon",)
    )
    named = {(m.span, m.actor) for m in cast.mentions}
    assert ((0, 30), "person:emomali-rahmon") in named
    assert ((35, 40), "hamas") in named
    assert ((44, 48), "QAT") in named
    assert any(actor == "KAZ.armed-forces" for _, actor in named)


@pytest.mark.parametrize("name", ["Hamid al-Wasiti", "Hamid el-Barq", "al-Wasiti"])
def test_a_surname_with_a_joined_article_stays_whole(name: str, world: World) -> None:
    _, (who,) = scene(f"[{name}] said that talks would go on.", world, people=(name,))
    assert who is not None
    assert (who.type, who.name) == ("person", name)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Tents stood in a field in Gaza. [Witnesses] said the rain came early.", "PSE"),
        ("Hundreds of people marched in Amman. [The marchers] chanted for an hour.", "JOR"),
        ("[Tens of thousands of protesters] gathered in Tel Aviv on Saturday.", "ISR"),
        ("Israeli troops left. The Hamas-run [Ministry of Health] said nine people were hurt.", "PSE"),
        ("[Security sources] in Baghdad said a road was closed.", "IRQ"),
        ("Italian lawmakers came to Kyiv. Ukraine showed them a school. [The lawmakers] promised more.", "ITA"),
    ],
)
def test_people_and_bodies_belong_where_the_text_is_set(text: str, country: str, world: World) -> None:
    assert countries(text, world)[-1] == country


def test_a_private_person_lives_where_the_text_is_set(world: World) -> None:
    text = "Rain fell in Rafah all night. [Huda Salim, 34,] said the tent would not hold."
    assert countries(text, world, people=("Huda Salim",)) == ["PSE"]


def test_an_official_without_a_country_is_not_given_one_by_a_name_nearby(world: World) -> None:
    text = "“It was a hard question for the Israeli prime minister,” said [Housing Minister Petra Lunt]."
    assert countries(text, world, people=("Petra Lunt",)) == [None]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("[Belarus’s Security Council] met on Monday.", "BLR.security-council"),
        ("[The Security Council] met on Monday.", "UNSC"),
        ("[Peace Now] counted the houses.", "PEACE_NOW"),
        ("[The UN force on the border, known as UNIFIL,] saw no tanks.", "UNIFIL"),
    ],
)
def test_bodies_of_the_same_name_are_told_by_their_owner(text: str, who: str, world: World) -> None:
    assert ids(text, world) == [who]


def test_in_a_release_people_without_a_country_are_at_home_unless_a_guest_is_named(world: World) -> None:
    office = "President of Ukraine (president.gov.ua/en)"
    alone = "[Deputy Minister Olena Krut] said trains run again."
    assert countries(alone, world, source=office, people=("Olena Krut",)) == ["UKR"]
    guest = "A delegation of Norway came. [Mr Halvorsen] thanked his hosts."
    assert countries(guest, world, source=office, people=("Halvorsen",)) == [None]


def test_a_readout_is_about_whom_its_headline_names(world: World) -> None:
    _, (both,) = scene(
        "Vice President Harris rang Mr Modi. [The two] spoke about grain.",
        world,
        title="Readout of Vice President Kamala Harris’s Call with Prime Minister Narendra Modi of India",
        source="White House",
        day="2023-05-01",
    )
    assert both is not None
    assert both.name == "Kamala Harris and Narendra Modi"


def test_in_a_transcript_i_is_whose_turn_it_is(world: World) -> None:
    text = (
        "President of Russia Vladimir Putin: [I] welcome you.\n\n"
        "President of Kyrgyzstan Almazbek Atambayev: [I] thank you. [We] value this."
    )
    people = ("Vladimir Putin", "Almazbek Atambayev")
    found = ids(text, world, people=people, source="Kremlin", day="2015-03-16")
    assert found == ["person:vladimir-putin", "person:almazbek-atambayev", "KGZ"]


@pytest.mark.parametrize("source", ["all of us", "we both", "they themselves", "those who came"])
def test_pronouns_that_are_counted_are_no_names(source: str, world: World) -> None:
    cast, _ = scene(f"On Monday [{source}] agreed.", world)
    assert not any(a.type == "organisation" for a in cast.actors)


def test_a_name_at_the_texts_head_takes_nothing_from_the_headline(world: World) -> None:
    _, (who,) = scene("[Dana Serikova] said so.", world, people=("Dana Serikova",), title="Letter to President Kornil")
    assert who is not None
    assert who.name == "Dana Serikova"


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("[Another Syrian refugee, Nabil,] said he would stay.", "Nabil", "SYR"),
        ("[Nabil who is originally from the Syrian province of Idlib] said so.", "Nabil", "SYR"),
        ("[Rana Aziz, a Palestinian American teacher,] said so.", "Rana Aziz", "USA"),
        ("A shell fell in Houla, [Sami Haddad, the town’s mayor,] said.", "Sami Haddad", "LBN"),
        ("A crowd stood in Haifa. [Noa Peled, another protester,] said she was tired.", "Noa Peled", "ISR"),
    ],
)
def test_words_beside_a_name_tell_where_somebody_is_from(text: str, name: str, country: str, world: World) -> None:
    assert countries(text, world, people=(name,)) == [country]


def test_a_first_name_is_no_holder_of_an_office(world: World) -> None:
    text = "[Ahmed, 19,] said he had no passport."
    assert ids(text, world, people=("Ahmed",), day="2023-10-13") == ["person:ahmed"]


def test_a_resolution_is_whose_sentence_brings_it_in(world: World) -> None:
    assert ids("France said it had proposed [a resolution] calling for calm.", world) == ["FRA"]


def test_the_acts_of_others_that_a_release_mentions_stay_unknown(world: World) -> None:
    text = "Vladimir Putin noted the results of the visit. Later [] decision came."
    _, (who,) = scene(text, world, source="Kremlin", people=("Vladimir Putin",), day="2021-11-02")
    assert who is None


def test_a_guest_with_an_office_that_home_fills_is_not_placed_at_home(world: World) -> None:
    text = "[President Timur Asanov] thanked his host. Vladimir Putin smiled."
    people = ("Timur Asanov", "Vladimir Putin")
    assert countries(text, world, people=people, source="Kremlin", day="2021-11-02") == [None]


@pytest.mark.parametrize(
    ("text", "person", "country"),
    [
        ("As Peru’s foreign minister, [Dana Serikova] pledged a treaty.", "Dana Serikova", "PER"),
        ("It was back then, while serving as Peru’s envoy, that [Dana Serikova] pledged it.", "Dana Serikova", "PER"),
        ("[Dana Serikova] and her fellow Peruvian colleagues slept there, she said.", "Dana Serikova", "PER"),
        ("[Dana Serikova] and three other Peruvians slept there.", "Dana Serikova", "PER"),
        ("Some saw him as Peru’s envoy, [Dana Serikova] added.", "Dana Serikova", None),
        ("[Dana Serikova] and the Peruvian colleagues of her guest slept there.", "Dana Serikova", None),
    ],
)
def test_a_role_or_company_beside_a_name_tells_whose_it_is(
    text: str, person: str, country: str | None, world: World
) -> None:
    assert countries(text, world, people=(person,)) == [country]


def test_two_holders_side_by_side_are_two(world: World) -> None:
    text = "In that talk with Guterres Blinken agreed. Nothing came of it, [Blinken] recalled."
    assert ids(text, world, people=("Guterres Blinken", "Blinken"), day="2023-05-01") == ["person:antony-blinken"]


def test_government_figures_are_no_people(world: World) -> None:
    text = "Peru hosts two thousand of them, according to [government figures]."
    assert countries(text, world) == ["PER"]


def test_the_report_is_whose_it_was_when_the_text_brought_it_in(world: World) -> None:
    text = "The African Union’s yearly report came out. Rights groups read it. According to [the report], ten died."
    assert ids(text, world) == ["AU"]
