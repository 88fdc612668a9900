"""Small readings about invented people, for the tests of the record."""

from __future__ import annotations

from tocsin.actors.types import Actor, Mention, Role
from tocsin.documents.types import Document, Span
from tocsin.reading.types import Act, ActName, Carrier, Date, Event, Reading, Source, Statement, Words

KYRGYZSTAN = Actor(id="KGZ", type="state", name="Kyrgyzstan", country="KGZ")
TAJIKISTAN = Actor(id="TJK", type="state", name="Tajikistan", country="TJK")
ALLIANCE = Actor(id="CSTO", type="organisation", name="Collective Security Treaty Organization")


def reading(
    id: str = "crossing-1",  # noqa: A002
    *,
    published: str | None = "2026-03-02",
    speaker: str = "Aizada Toktorova",
    said: str = "the closed crossing at Kyzyl-Bel worried her government",
    act: ActName = "concern",
    target: Actor = TAJIKISTAN,
    source: str = "Osh Evening Post",
    title: str = "A crossing stays shut",
) -> Reading:
    """One document with one event and one statement: `SPEAKER, the foreign minister of Kyrgyzstan, said that SAID.`"""
    text = f"{speaker}, the foreign minister of Kyrgyzstan, said that {said}. Envoys met in Osh.\r\n"

    def at(words: str) -> Span:
        start = text.index(words)
        return (start, start + len(words))

    office, event = at("the foreign minister of Kyrgyzstan"), at("Envoys met in Osh")
    minister = Actor(
        id=f"person:{speaker.lower().replace(' ', '-')}",
        type="person",
        name=speaker,
        country="KGZ",
        roles=(Role(title="foreign minister", organisation="KGZ", spans=(office,)),),
    )
    source_span, content = (0, office[1]), at(said)
    return Reading(
        document=Document(id=id, title=title, source=source, published=published, text=text),
        actors=tuple({actor.id: actor for actor in (minister, KYRGYZSTAN, target)}.values()),
        mentions=(Mention(span=at(speaker), actor=minister.id), Mention(span=at("Kyrgyzstan"), actor="KGZ")),
        statements=(
            Statement(
                id="s1",
                source=Source(spans=(source_span,), text=text[slice(*source_span)], actor=minister.id),
                cue=Words(spans=(at("said"),), text="said"),
                content=Words(spans=(content,), text=said),
                via=(Carrier(actor=None, text=source),),
                date=Date(value=published, precision="day") if published else Date(),
                acts=(Act(act=act, targets=(target.id,), about=("KGZ",), confidence=0.81),),
                confidence=0.93,
            ),
        ),
        events=(
            Event(
                id="e1",
                event="CONSULT",
                mode="meet",
                actors=("KGZ",),
                recipients=(target.id,),
                location="KGZ",
                spans=(event,),
                confidence=0.7,
            ),
        ),
        warnings=("the title was not read",),
    )
