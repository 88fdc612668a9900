"""What the side a threat comes from did about it: answers, and silences."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tocsin.reading.types import Act, ActName
from tocsin.record.types import Entry
from tocsin.register.cases import Case
from tocsin.register.context import LIKELY, published, said, sentence_span, spans_of
from tocsin.register.naming import Naming
from tocsin.register.parties import Parties
from tocsin.register.speakers import Speaker, speakers
from tocsin.register.types import Answer, Silence
from tocsin.register.words import kinds, words

ANSWERING: tuple[ActName, ...] = ("concede", "deny", "assure", "agree", "refuse", "accuse")
"""The acts that answer a concern, those that say more about it first: where one document reports several, the first
of these stands."""

_OWN_WORD = ("concede", "deny", "assure")
"""Acts that speak of the speaker's own conduct, so that they need not name whom they answer."""


def replies(cases: Iterable[Case], entries: Iterable[Entry], parties: Parties, naming: Naming) -> Replies:
    """Sorts what was said by the sides that threats come from under the cases that it answers.

    A statement counts for a case if its speaker is of one of the origins, its document is no older than the first that
    raised the case, and it bears on it: it names somebody endangered or concerned, or speaks of security without naming
    anybody else.
    """
    found = Replies()
    by_origin: dict[str, list[Case]] = {}
    for case in cases:
        for origin in case.origins:
            by_origin.setdefault(origin, []).append(case)
    for entry in entries:
        if not entry.statement.communicated and not _silent(entry):
            continue
        day = published(entry)
        acts = [
            act
            for act in entry.statement.acts
            if act.act in (*ANSWERING, "silent") and not act.negated and act.confidence >= LIKELY
        ]
        for speaker in speakers(entry, parties, naming) if acts else ():
            for case in by_origin.get(speaker.party, ()):
                for act in acts:
                    if day >= case.begun and _bears(entry, act, case, parties, naming, day):
                        found.add(case, entry, act, speaker)
    return found


class Replies:
    """Answers and reports of silence by case, in the order of the record."""

    def __init__(self) -> None:
        self._answers: dict[str, list[tuple[Entry, Act, Speaker]]] = {}
        self._silences: dict[str, list[tuple[Entry, Act, Speaker]]] = {}

    def add(self, case: Case, entry: Entry, act: Act, speaker: Speaker) -> None:
        """Files one act under the case."""
        where = self._silences if act.act == "silent" else self._answers
        where.setdefault(case.id, []).append((entry, act, speaker))

    def entries(self, case: Case) -> list[Entry]:
        """Every statement filed under the case."""
        return [entry for entry, _, _ in (*self._answers.get(case.id, ()), *self._silences.get(case.id, ()))]

    def answers(self, case: Case) -> tuple[Answer, ...]:
        """The answers, as the register prints them."""
        return tuple(
            Answer(
                actor=speaker.actor,
                act=act.act,
                statement=entry.key,
                date=said(entry, act),
                time=act.time,
            )
            for entry, act, speaker in self._answers.get(case.id, ())
        )

    def standing(self, case: Case) -> str:
        """The act of the answer that stands: of the latest document with an answer that is news, else of the latest."""
        filed = self._answers.get(case.id, ())
        rounds = [item for item in filed if item[1].time != "past"] or list(filed)
        if not rounds:
            return ""
        last = rounds[-1][0].document.id
        acts = {act.act for entry, act, _ in rounds if entry.document.id == last}
        return next(name for name in ANSWERING if name in acts)

    def silences(self, case: Case) -> tuple[Silence, ...]:
        """For each origin that owes an answer: since when, and whether a text reports the silence.

        An answer ends a silence, and so does one of the same day. What a text only recalls answers nothing new. An
        alliance among the origins is answered for by itself or by a member that is an origin too.
        """
        silent: list[Silence] = []
        for origin in sorted(case.origins):
            spoken = [
                published(entry)
                for entry, act, speaker in self._answers.get(case.id, ())
                if speaker.party == origin and act.time != "past"
            ]
            last = max(spoken, default=date.min)
            reports = [
                (published(entry), speaker.actor)
                for entry, act, speaker in self._silences.get(case.id, ())
                if speaker.party == origin and act.time != "past" and published(entry) > last
            ]
            if reports:
                since, actor = reports[0]
                silent.append(Silence(actor=actor, since=since.isoformat(), reported=True))
                continue
            due = [
                published(voicing.entry)
                for voicing in case.voicings
                if not voicing.by_origin
                and voicing.act.time != "past"
                and published(voicing.entry) > last
                and voicing.origin in (origin, None)
            ]
            if due:
                silent.append(Silence(actor=origin, since=min(due).isoformat(), reported=False))
        return tuple(silent)


def _silent(entry: Entry) -> bool:
    return any(act.act == "silent" for act in entry.statement.acts)


def _bears(entry: Entry, act: Act, case: Case, parties: Parties, naming: Naming, day: date) -> bool:
    """Whether the act meets the case."""
    statement = entry.statement
    start, end = sentence_span(entry.document.text, spans_of(statement))
    sentence = entry.document.text[start:end]
    clear = words()["security"].found(f"{statement.cue.text} {statement.content.text}")
    here = entry.document.id in case.documents
    secure = clear or (here and words()["security"].found(sentence))
    named = naming.find(statement.content.text, day, entry.actors)
    others = {parties.party(actor, day) for actor in (*act.targets, *act.about, *statement.addressees)}
    others |= {hit.party if hit.sort == "region" else parties.party(hit.party, day) for hit in named}
    others = {party for party in others if party and party not in case.origins}
    common = bool(others & (case.parties | set(case.labels)))
    if act.act == "silent":
        about_request = not secure and any(kind.found(sentence) for kind in kinds().values())
        return not about_request and (common or (here and not others) or (here and secure))
    if act.act in _OWN_WORD:
        return secure and (common or not others)
    aimed = {parties.party(actor, day) for actor in (*act.targets, *statement.addressees)}
    return bool(aimed & case.parties) and clear
