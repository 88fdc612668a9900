"""From what the model finds to a reading: voices, silences, acts with their axes, actors, chains, dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tocsin.actors import Actor, Cast, Memory, resolve
from tocsin.documents.types import Document, Span
from tocsin.reading._model import FoundActs, FoundDocument, FoundStatement
from tocsin.reading.axes import Around, around, goes_on, negated, time_of, undone_act
from tocsin.reading.carrying import carry_on
from tocsin.reading.chains import carriers, is_citing, is_medium, is_outlet, is_quoted, quotes
from tocsin.reading.conditions import condition_of, depends
from tocsin.reading.dates import statement_date
from tocsin.reading.manner import manner_of
from tocsin.reading.naming import named_spans
from tocsin.reading.occasion import occasion
from tocsin.reading.rejection import settled
from tocsin.reading.sentences import sentence_at
from tocsin.reading.silence import Silence, is_silence
from tocsin.reading.targets import about, addressees, beside, targets
from tocsin.reading.types import (
    ACTS,
    PLOVER_OF_ACT,
    Act,
    ActName,
    Carrier,
    Reading,
    Source,
    Statement,
    Time,
    Voice,
    Words,
)
from tocsin.reading.voice import OwnSentence
from tocsin.reading.wording import worded
from tocsin.world import World

_ADVERBIAL = 30
"""Characters before a source, or before a cue without one, in which "previously" and the like still count."""

PRIVATE_BELOW = 0.5
SILENCE_PRECISION = 0.9
"""How often the words of `data/silence.txt` report a silence."""


@dataclass(frozen=True, slots=True)
class Said:
    """A statement before its actors are known."""

    voice: Voice
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    acts: FoundActs
    probability: float
    within: int | None = None
    """Index, among the statements given to `assemble`, of the one that this is reported inside."""


@dataclass(frozen=True, slots=True)
class _Clause:
    """The sentence in which a statement is made, the words around its cue, and the time that they give it."""

    sentence: Span
    words: Around
    time: Time


def reported(found: FoundStatement) -> Said:
    """A statement that the document attributes to somebody."""
    return Said("reported", found.source, found.cue, found.content, found.acts, found.probability, found.within)


def own(sentence: OwnSentence, acts: FoundActs) -> Said:
    """A sentence that the document says itself."""
    label = (sentence.label,) if sentence.label else ()
    return Said("own", label, (), (sentence.span,), acts, 1.0 - acts.acts["none"])


def silent(party: Span, silence: Silence) -> Said:
    """A silence that the document reports, found by its words."""
    chances: dict[str, float] = {**dict.fromkeys(ACTS, 0.0), "silent": SILENCE_PRECISION}
    acts = FoundActs(chances, (), {"past": 0.0, "now": 1.0, "future": 0.0}, 0.0, 1.0)
    content = (silence.content,) if silence.content else ()
    return Said("reported", (party,), (silence.cue,), content, acts, SILENCE_PRECISION)


def tied(said: Sequence[Said], text: str) -> list[Said]:
    """The statements, a cited source's tied to the one that cites it.

    "A reported X, citing B" and "A quoted B as saying X" are B's X within A's.
    """
    cues = [_words(text, one.cue).text for one in said]
    holders: dict[tuple[Span, ...], int] = {}
    quoters: dict[tuple[Span, ...], int] = {}
    for index, one in enumerate(said):
        if one.voice == "reported" and not is_citing(cues[index]):
            holders.setdefault(one.content, index)
        if one.voice == "reported" and quotes(cues[index]):
            quoters.setdefault(one.content, index)
    out = list(said)
    for index, one in enumerate(said):
        if one.within is None and is_citing(cues[index]):
            outer = holders.get(one.content)
        else:
            outer = quoters.get(one.content) if is_quoted(cues[index]) else None
        if outer is None or outer == index:
            continue
        if out[outer].within == index:
            out[outer] = replace(out[outer], within=one.within)
        if index not in _outers(out, outer):
            out[index] = replace(one, within=outer)
    return out


def _outers(said: Sequence[Said], index: int) -> set[int]:
    """The statements inside which one stands."""
    found: set[int] = set()
    outer = said[index].within
    while outer is not None and outer not in found:
        found.add(outer)
        outer = said[outer].within
    return found


def assemble(
    document: Document,
    found: FoundDocument,
    said: Sequence[Said],
    sentences: list[Span],
    world: World,
    known: Memory | None = None,
) -> Reading:
    """The reading of one document, from the names in `found` and the statements said in it; `known` as `resolve` takes
    it."""
    said = tied(said, document.text)
    order = sorted(range(len(said)), key=lambda i: (_start(said[i]), i))
    names = list(named_spans(document.text, found.names))
    sources, cues = [said[i].source for i in order], [said[i].cue for i in order]
    cast = resolve(document, names, sources, cues, world=world, known=known)
    ids = {original: f"s{number + 1}" for number, original in enumerate(order)}
    actors = {actor.id: actor for actor in cast.actors}
    speakers = {original: cast.sources[number].actor for number, original in enumerate(order)}
    inner: dict[int, list[Span]] = {}
    for one in said:
        if one.within is not None and depends(_likeliest(one)):
            inner.setdefault(one.within, []).append(_stretch(one))
    clauses = _clauses(document, said, sentences)
    statements = []
    for original in order:
        one = said[original]
        outer = (said[one.within], speakers[one.within]) if one.within is not None else None
        within = ids[one.within] if one.within is not None else None
        inside = inner.get(original, ())
        statements.append(
            _statement(
                document, one, ids[original], within, speakers[original], outer, inside, clauses[original], cast, actors
            )
        )
    return Reading(
        document=document, actors=cast.actors, mentions=cast.mentions, statements=carry_on(statements, actors)
    )


def _clauses(document: Document, said: Sequence[Said], sentences: list[Span]) -> list[_Clause]:
    """Where each statement is made, with its time: what a speaker goes on to do in a sentence is as early as before."""
    anchors = [one.cue[0][0] if one.cue else _start(one) for one in said]
    clauses: dict[int, _Clause] = {}
    earlier: dict[tuple[Span, tuple[Span, ...], int | None], Time] = {}
    for index in sorted(range(len(said)), key=lambda i: (anchors[i], i)):
        one = said[index]
        sentence = sentences[sentence_at(sentences, anchors[index])]
        words = around(document.text, sentence, one.source, one.cue, one.content)
        time = time_of(words, one.acts.times, inner=one.within is not None, published=document.published)
        if one.cue:
            same = sentence, one.source, one.within
            if time == "now" and earlier.get(same) == "past" and goes_on(words):
                time = "past"
            earlier[same] = time
        clauses[index] = _Clause(sentence, words, time)
    return [clauses[index] for index in range(len(said))]


def _statement(
    document: Document, said: Said, number: str, within: str | None, speaker: str | None,
    outer: tuple[Said, str | None] | None, inner: Sequence[Span], clause: _Clause, cast: Cast, actors: dict[str, Actor],
) -> Statement:  # fmt: skip
    text, sentence, words, time = document.text, clause.sentence, clause.words, clause.time
    taken = (*said.source, *said.content)
    near = [m for m in cast.mentions if _overlaps(m.span, (sentence, *said.content))]
    cue = _words(text, said.cue)
    named = about(near, said.content, speaker)
    told = addressees(text, near, said.cue, taken, actors) if said.voice == "reported" else ()
    reporter = (*outer[0].source, *outer[0].cue) if outer else ()
    aside = beside(near, sentence, (*taken, *reporter), actors) if said.voice == "reported" else ()
    named_near = [(m, actors[m.actor]) for m in near]
    via = carriers(text, sentence, said.source, said.content, named_near) if said.voice == "reported" else ()
    via = (*_carried_by(text, said, outer, actors, via), *via)
    where = occasion(text, sentence, taken) if said.voice == "reported" else None
    outside = _outside(text, sentence, said.content)
    return Statement(
        id=number,
        voice=said.voice,
        manner=manner_of(text, said.content) if said.voice == "reported" else "direct",
        source=Source(spans=said.source, text=_words(text, said.source).text, actor=speaker),
        cue=cue,
        content=_words(text, said.content),
        addressees=told,
        via=via,
        occasion=_words(text, (where,) if where else ()),
        date=statement_date(outside, document.published, time),
        acts=_acts(text, said, sentence, words, time, named, told, aside, actors, speaker, reporter, inner),
        within=within,
        communicated=said.acts.core >= PRIVATE_BELOW,
        confidence=round(said.probability, 4),
    )


def _carried_by(
    text: str, said: Said, outer: tuple[Said, str | None] | None, actors: dict[str, Actor], via: tuple[Carrier, ...]
) -> tuple[Carrier, ...]:
    """The outlet inside whose statement this one stands: known as one, called one, or citing its source."""
    if outer is None:
        return ()
    one, actor = outer
    words = _words(text, one.source).text
    kind = actors[actor].type if actor else "organisation"
    reports = kind == "person" and _words(text, one.cue).text.startswith("report")
    citing = bool(words) and is_citing(_words(text, said.cue).text)
    if actor and is_medium(actors[actor]):
        carrier = Carrier(actor=actor, text=actors[actor].name)
    elif is_outlet(words) or (citing and (kind in ("organisation", "group") or reports)):
        carrier = Carrier(actor=actor, text=words)
    else:
        return ()
    known = any(other.actor == carrier.actor if carrier.actor else other.text == carrier.text for other in via)
    return () if known else (carrier,)


def _acts(
    text: str, said: Said, sentence: Span, words: Around, time: Time, named: tuple[str, ...], told: tuple[str, ...],
    aside: Sequence[str], actors: dict[str, Actor], speaker: str | None, reporter: Sequence[Span],
    inner: Sequence[Span],
) -> tuple[Act, ...]:  # fmt: skip
    cue = _words(text, said.cue).text
    some = max(1e-6, 1.0 - said.acts.acts["none"])
    chances: dict[ActName, float] = {name: said.acts.acts[name] / some for name in ACTS if name != "none"}
    likeliest = _likeliest(said)
    content = _words(text, said.content).text
    primary = undone_act(words) or worded(settled(likeliest, cue, content), cue, content)
    confidence = max(chances[primary], chances[likeliest])
    if said.voice == "reported" and is_silence(cue):
        primary, confidence = "silent", max(confidence, SILENCE_PRECISION)
    parts = (said.source, said.cue, said.content)
    condition = condition_of(text, sentence, *parts, primary, reporter=reporter, inner=inner)
    is_not = negated(words, primary, said.acts.negated, content)
    acts: list[Act] = []
    others = [name for name in chances if name in said.acts.also and name != primary]
    for name, certainty in [(primary, confidence), *((other, chances[other]) for other in others)]:
        acts.append(
            Act(
                act=name,
                targets=targets(name, named, told, actors, speaker, aside),
                about=named,
                negated=is_not and not acts,
                condition=_words(text, (condition,) if condition else ()),
                time=time,
                plover=PLOVER_OF_ACT.get(name),
                confidence=round(certainty, 4),
            )
        )
    return tuple(acts)


def _start(said: Said) -> int:
    return min((start for part in (said.source, said.cue, said.content) for start, _ in part), default=0)


def _likeliest(said: Said) -> ActName:
    return max((name for name in ACTS if name != "none"), key=said.acts.acts.__getitem__)


def _stretch(said: Said) -> Span:
    spans = (*said.source, *said.cue, *said.content)
    return min((start for start, _ in spans), default=0), max((end for _, end in spans), default=0)


def _words(text: str, spans: Sequence[Span]) -> Words:
    return Words(spans=tuple(spans), text=" ".join(text[start:end] for start, end in spans))


def _outside(text: str, sentence: Span, contents: Sequence[Span]) -> str:
    pieces, at = [], sentence[0]
    for start, end in sorted(contents):
        if end <= sentence[0] or start >= sentence[1]:
            continue
        pieces.append(text[at : max(at, start)])
        at = max(at, end)
    pieces.append(text[at : sentence[1]])
    return " ".join(pieces)


def _overlaps(span: Span, spans: Sequence[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in spans)
