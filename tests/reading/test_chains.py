"""Carriers: who passed a statement on."""

from tocsin.actors.types import Actor, Mention
from tocsin.reading._found import FoundActs
from tocsin.reading.assemble import Said, tied
from tocsin.reading.chains import carriers, is_citing, is_medium, is_outlet
from tocsin.reading.types import Carrier

ACTS = FoundActs({"inform": 1.0}, (), {"past": 0.0, "now": 1.0, "future": 0.0}, 0.0, 1.0)
WIRE = Actor(id="wire", type="medium", name="Continental Wire", country="GBR")


def found(text: str, source: str, content: str) -> tuple[Carrier, ...]:
    def span(words: str) -> tuple[int, int]:
        return text.index(words), text.index(words) + len(words)

    media = [(Mention(span=span("Continental Wire"), actor="wire"), WIRE)] if "Continental Wire" in text else []
    return carriers(text, (0, len(text)), (span(source),), (span(content),), media)


def test_an_outlet_that_was_told_carries_what_it_was_told() -> None:
    carried = found("Sakovich told Continental Wire that talks had failed.", "Sakovich", "that talks had failed")
    assert carried == (Carrier(actor="wire", text="Continental Wire"),)


def test_an_outlet_carries_what_its_own_correspondent_says() -> None:
    carried = found("Continental Wire’s Ozols said the road was shut.", "Continental Wire’s Ozols", "the road was shut")
    assert carried == (Carrier(actor="wire", text="Continental Wire"),)


def test_an_outlet_that_is_talked_about_carries_nothing() -> None:
    text = "Sakovich said the report by Continental Wire was false."
    assert found(text, "Sakovich", "the report by Continental Wire was false") == ()


def test_a_platform_carries_what_is_posted_on_it() -> None:
    assert found("Kalns wrote on X that he would resign.", "Kalns", "that he would resign") == (Carrier(text="X"),)


def test_an_outlet_carries_what_a_source_who_spoke_to_it_says() -> None:
    text = "A diplomat who spoke to Continental Wire said the road was shut."
    assert found(text, "A diplomat who spoke to Continental Wire", "the road was shut") == (
        Carrier(actor="wire", text="Continental Wire"),
    )


def test_an_outlet_that_speaks_itself_carries_nothing() -> None:
    assert found("According to Continental Wire, the road was shut.", "Continental Wire", "the road was shut") == ()


def test_an_outlet_that_nobody_knows_is_known_by_its_name() -> None:
    assert is_medium(Actor(id="org:harbour-gazette", type="organisation", name="Harbour Gazette"))
    assert not is_medium(Actor(id="org:harbour-board", type="organisation", name="Harbour Board"))


def test_an_outlet_that_nobody_knows_is_known_by_what_it_does() -> None:
    text = "In an interview with Le Phare, Kalns said the road was shut."
    assert found(text, "Kalns", "the road was shut") == (Carrier(text="Le Phare"),)
    text = "The road is shut, the mayor said in a statement carried by the Harbour Gazette."
    assert found(text, "the mayor", "The road is shut") == (Carrier(text="Harbour Gazette"),)
    text = "Kalns told the Talsi Chronicle the road was shut."
    assert found(text, "Kalns", "the road was shut") == (Carrier(text="Talsi Chronicle"),)
    text = "Kalns told the Talsi Echo newspaper the road was shut."
    assert found(text, "Kalns", "the road was shut") == (Carrier(text="Talsi Echo"),)
    assert found("Kalns told the Harbour Board the road was shut.", "Kalns", "the road was shut") == ()


def test_who_is_quoted_as_saying_stands_inside_who_quotes() -> None:
    text = "The Harbour Gazette quoted a pilot as saying the road was shut."
    said = [
        Said("reported", ((4, 19),), ((20, 26),), ((43, 62),), ACTS, 0.9, 1),
        Said("reported", ((27, 34),), ((35, 44),), ((43, 62),), ACTS, 0.9, None),
    ]
    assert [one.within for one in tied(said, text)] == [None, 0]


def test_outlets_are_told_by_kind() -> None:
    assert is_outlet("Local media in Talsi")
    assert is_outlet("the state-run Dienas agency")
    assert is_outlet("State television")
    assert not is_outlet("the newspaper's editor")
    assert not is_outlet("The ministry’s press secretary")


def test_citing_is_told_from_saying() -> None:
    assert is_citing("citing")
    assert not is_citing("said")
