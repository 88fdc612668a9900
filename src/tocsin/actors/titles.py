"""Titles: which office some words name, and of which state or organisation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tocsin.actors.gazetteer import Hit
from tocsin.actors.lexicon import lexicon, word_set
from tocsin.actors.tokens import Tokens
from tocsin.documents.types import Span

FORMER = word_set("titles former")
DEPUTY = word_set("titles deputy")
OF = word_set("titles of")
FOR = word_set("titles for")
TO = word_set("titles to")
CUTS = word_set("titles cuts")
ARTICLES = word_set("titles articles")


@dataclass(frozen=True, slots=True)
class Title:
    """An office read from words `[a, b)`; `head` is its last word.

    `country` and `organisation` say whose office it is; `owner` is "his", "its" where a pronoun stands there.
    """

    a: int
    b: int
    head: int
    text: str
    span: Span
    office: str
    gender: str | None
    former: bool
    deputy: bool
    country: str | None = None
    organisation: str | None = None
    medium: bool = False
    owner: str | None = None
    definite: bool = True


def match_title(tokens: Tokens, i: int, b: int) -> int:
    """How many words from `i` on, before `b`, are a known title; 0 if none."""
    titles = lexicon().titles
    low = tokens.low
    for size in range(min(lexicon().longest, b - i), 0, -1):
        phrase = " ".join(low[i : i + size]).replace("-", " ")
        if phrase in titles and (size == 1 or tokens.tight(i, i + size)):
            return size
    return 0


def read_title(tokens: Tokens, hits: Mapping[int, Hit], a: int, b: int) -> Title | None:
    """The office that words `[a, b)` name; `hits` maps each word inside a gazetteer name to it. None without a title
    word."""
    low = tokens.low
    head = size = -1
    i = a
    cut = b
    owner: str | None = None
    while i < b:
        hit = hits.get(i)
        if (
            hit is not None
            and hit.b - hit.a > 0
            and not (hit.sort == "place" and head < 0 and match_title(tokens, i, b))
        ):
            i = hit.b
            continue
        joins = low[i] == "and" and head < 0 and i > a and low[i - 1] in lexicon().modifiers
        if low[i] in CUTS and not joins:
            if head >= 0:
                cut = i
                break
            return None
        n = match_title(tokens, i, b)
        if n:
            head, size = i, n
            i += n
            continue
        i += 1
    if head < 0:
        return None
    word = lexicon().titles[" ".join(low[head : head + size]).replace("-", " ")]
    office = word.office
    before = [low[k] for k in range(a, head)]
    if office in ("minister", "secretary") and head > a and head - 1 not in hits:
        previous = low[head - 1]
        if previous in lexicon().modifiers and previous not in FORMER | DEPUTY | {
            "senior",
            "top",
            "acting",
            "hardline",
        }:
            office = f"{previous}-minister"
    if head > a and low[head - 1].startswith("ex-"):
        before.append("ex")
    found = Title(
        a=a,
        b=b,
        head=head,
        text=tokens.words(_first_word(tokens, hits, a, head), head + size),
        span=tokens.span(a, b),
        office=office,
        gender=word.gender,
        former=bool(FORMER & set(before)),
        deputy=bool(DEPUTY & set(before)),
        definite=not (a < b and low[a] in ("a", "an", "another", "one", "some")),
    )
    if low[a] in lexicon().pronouns:
        owner = low[a]
    if (
        office == "minister"
        and low[cut : cut + 1]
        and low[cut] in ("of", "for")
        and cut + 1 < b
        and cut + 1 not in hits
    ):
        domain = [w for w in low[cut + 1 : min(b, cut + 4)] if w not in ARTICLES]
        if domain:
            found = replace(
                found, office=f"{domain[0]}-minister", text=tokens.words(_first_word(tokens, hits, a, head), b)
            )
    return replace(_holder(tokens, hits, found, cut), owner=owner)


def _first_word(tokens: Tokens, hits: Mapping[int, Hit], a: int, head: int) -> int:
    """Where the title's own words begin: after the articles, states and organisations."""
    i = head
    while i > a and i - 1 not in hits and tokens.low[i - 1] in lexicon().modifiers and not tokens.possessive[i - 1]:
        i -= 1
    return i


def _holder(tokens: Tokens, hits: Mapping[int, Hit], title: Title, cut: int) -> Title:
    """`title` with the state and organisation it belongs to: named before it, else after "of"."""
    owners: list[Hit] = []
    i = title.a
    while i < title.head:
        hit = hits.get(i)
        if hit is not None:
            owners.append(hit)
            i = hit.b
        else:
            i += 1
    if not owners:
        allowed = set(OF)
        if title.office in FOR or "spokes" in title.text.casefold():
            allowed.add("for")
        if title.office in TO:
            allowed.add("to")
        weak: list[Hit] = []
        strong = weaker = False
        i = cut
        while i < title.b:
            hit = hits.get(i)
            if hit is not None:
                if strong:
                    owners.append(hit)
                elif weaker:
                    weak.append(hit)
                i = hit.b
                continue
            word = tokens.low[i]
            if word in ("to", "on", "who", "which", "by") and word not in allowed:
                break
            if word in allowed:
                strong, weaker = True, False
            elif word == "in" or word == "for":
                strong, weaker = False, word == "in"
            i += 1
        if len(owners) > 1 and owners[0].type == "organisation" and owners[-1].type == "state":
            owners = owners[-1:]
        adjectives = all(h.sort == "demonym" and h.type == "state" for h in owners)
        place = [h for h in weak if h.type in ("place", "state")]
        owners = (
            place if owners and adjectives and place and _unknown_after(tokens, owners[-1], title.b) else owners or weak
        )
    return _whose(title, owners)


def _unknown_after(tokens: Tokens, hit: Hit, b: int) -> bool:
    """Whether a demonym only names some institution: "of the Indonesian Hospital in Gaza"."""
    return hit.b < b and tokens.raw[hit.b][0].isupper() and tokens.low[hit.b] not in lexicon().bodies


def _whose(title: Title, owners: list[Hit]) -> Title:
    if not owners:
        return title
    if len(owners) > 1 and owners[0].b == owners[1].a and all(h.sort == "demonym" for h in owners[:2]):
        owners = owners[1:]
    first = owners[0]
    body = next((h for h in owners if h.type in ("government", "organisation", "armed-group", "medium")), None)
    if body is not None and body.type == "medium":
        return replace(title, organisation=body.id, medium=True)
    if first.type == "organisation" and first.country is None:
        return replace(title, organisation=first.id)
    country = next((h.country for h in owners if h.country), None)
    state = next((h.id for h in owners if h.type == "state"), None)
    return replace(title, country=country, organisation=body.id if body is not None else state)
