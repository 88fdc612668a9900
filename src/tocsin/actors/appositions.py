"""The titles that stand beside a name: before it, after it, and whose office they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tocsin.actors.gazetteer import Hit
from tocsin.actors.lexicon import lexicon, word_set
from tocsin.actors.titles import ARTICLES, CUTS, FORMER, Title, match_title, read_title
from tocsin.actors.tokens import Range, Tokens

CONNECTORS = word_set("people connectors")
REACH = 24
FIELDED = word_set("people fielded")
SETTLED = word_set("people settled")
OPENERS = word_set("people openers")
LIVING = word_set("people living")
LEADING = word_set("people leading")
LOCALS = word_set("offices settled")
SERVING = word_set("people serving")
FELLOWS = word_set("people fellows")
NEAR = 4


def titles_beside(tokens: Tokens, hits: Mapping[int, Hit], a: int, b: int, names: Mapping[int, Range]) -> list[Title]:
    """Titles beside a name: before it, in an apposition after it, or set off by a comma before it."""
    found: list[Title] = []
    start = a
    if a and not tokens.gaps[a - 1].strip(" [(]"):
        t = _before(tokens, hits, a, a) or _owner(tokens, hits, a)
        if t:
            found.append(t)
            start = t.a
            if start and tokens.gaps[start - 1].strip() in ("-", "–", "—") and not tokens.gaps[start - 1].isspace():
                second = _before(tokens, hits, start, start)
                if second and second.b == start:
                    found.append(second)
                    start = second.a
    after = tokens.gaps[b - 1].strip(" *\n") if b < len(tokens) else ""
    if after.startswith((",", "(", "–", "—")):
        t = _after(tokens, hits, b, names)
        if t:
            found.append(t)
    elif b < len(tokens) and not after and tokens.low[b] in ("of", "from", "at", "with"):
        t = _affiliation(tokens, hits, b)
        if t:
            found.append(t)
    elif b + 1 < len(tokens) and not after and tokens.low[b] == "who" and tokens.low[b + 1] in ("is", "was", "lives"):
        t = _described(tokens, hits, b, min(b + 10, len(tokens)))
        if t:
            found.append(t)
    settled = any(t.country or t.organisation for t in found)
    if (
        not settled
        and start
        and tokens.gaps[start - 1].strip(" )") == ","
        and tokens.sentences[a] == tokens.sentences[start - 1]
    ):
        t = _before(tokens, hits, start, start) if after or b >= len(tokens) else None
        if t and t.b == start and (tokens.low[t.a] in ARTICLES or t.a in hits):
            found.append(t)
    if not found and (t := _serving(tokens, hits, a) or _among(tokens, hits, b)) is not None:
        found.append(t)
    return found


def _serving(tokens: Tokens, hits: Mapping[int, Hit], a: int) -> Title | None:
    """`As Y's foreign minister, X`, `while serving as Y's envoy, that X`: the office given before the name."""
    e = a - 1 if a > 1 and tokens.low[a - 1] == "that" else a
    if e < 2 or tokens.gaps[e - 1].strip() != "," or tokens.sentences[e - 1] != tokens.sentences[a]:
        return None
    for k in range(e - 2, max(-1, e - REACH), -1):
        if tokens.gaps[k].strip(" (’'") or tokens.sentences[k] != tokens.sentences[a]:
            return None
        if tokens.low[k] == "as":
            opens = k == 0 or tokens.sentences[k - 1] != tokens.sentences[k]
            title = read_title(tokens, hits, k + 1, e) if opens or tokens.low[k - 1] in SERVING else None
            return title if title is not None and (title.country or title.organisation) else None
    return None


def _among(tokens: Tokens, hits: Mapping[int, Hit], b: int) -> Title | None:
    """`X and her fellow Peruvian colleagues`, `X and two other Peruvians`: no office, but whose X is."""
    if b >= len(tokens) or tokens.gaps[b - 1].strip() or tokens.low[b] != "and":
        return None
    beside = range(b + 1, min(b + 5, len(tokens)))
    alike = False
    for i in beside:
        if tokens.gaps[i - 1].strip():
            return None
        hit = hits.get(i)
        if hit is not None:
            return _belongs(tokens, hit, b, hit.b) if alike and hit.sort == "demonym" and hit.country else None
        alike = alike or tokens.low[i] in FELLOWS
    return None


def _owner(tokens: Tokens, hits: Mapping[int, Hit], a: int) -> Title | None:
    """`Y's X`: no office, but whose X is."""
    hit = hits.get(a - 1)
    if hit is None or not tokens.possessive[a - 1] or hit.b != a:
        return None
    return _belongs(tokens, hit, hit.a, a)


def _before(tokens: Tokens, hits: Mapping[int, Hit], end: int, stop: int) -> Title | None:
    lex = lexicon()
    i = end
    while i > 0 and end - i < REACH and tokens.sentences[i - 1] == tokens.sentences[stop]:
        if i < end and tokens.gaps[i - 1].strip(' [](“”"') not in ("",):
            break
        if i < end and ")" in tokens.gaps[i - 1] and tokens.raw[i - 1].isupper() and i > 1:
            whole = hits.get(i - 2)
            if whole is not None and whole.b == i - 1 and hits.get(i - 1) is None:
                i = whole.a
                continue
        word = tokens.low[i - 1]
        hit = hits.get(i - 1)
        if hit is not None:
            i = hit.a
        elif _titular(word):
            i -= 1
        elif word in ARTICLES:
            i -= 1
            if word not in ("the",):
                break
        elif word in CONNECTORS:
            if word == "and" and not (i >= 2 and tokens.low[i - 2] in lex.modifiers and i - 2 not in hits):
                break
            i -= 1
        elif tokens.raw[i - 1][0].isupper() and i < end and (tokens.possessive[i - 1] or _heads(tokens, i)):
            i -= 1
        elif i < end and (k := _capitals_after_of(tokens, hits, i - 1)) is not None:
            i = k
        else:
            break
    while i < end:
        word = tokens.low[i]
        hit = hits.get(i)
        if word not in CONNECTORS or word == "the":
            title = read_title(tokens, hits, i, end)
            if title is not None and _adjoins(tokens, hits, title, end):
                return title
        i = hit.b if hit is not None else i + 1
    return None


def _capitals_after_of(tokens: Tokens, hits: Mapping[int, Hit], i: int) -> int | None:
    """Where a run of capitalised words ending at `i` begins, if "of" stands before it: `Head of North Ossetia X`."""
    k = i
    while k > 0 and i - k < 5 and tokens.raw[k][0].isupper() and not tokens.gaps[k - 1].strip():
        if k in hits and hits[k].sort != "demonym":
            break
        k -= 1
    return k + 1 if k < i and tokens.low[k] in ("of", "the", "for") and k > 0 else None


def _heads(tokens: Tokens, i: int) -> bool:
    """Whether the word at `i` is the head of an official's title, before which any capitalised word names its field."""
    return tokens.low[i] in FIELDED and tokens.raw[i][0].isupper()


def _adjoins(tokens: Tokens, hits: Mapping[int, Hit], title: Title, end: int) -> bool:
    """Whether a title reaches up to the name: nothing after its head but what belongs to it."""
    rest = title.head + 1
    while rest < end:
        size = match_title(tokens, title.head, end)
        rest = title.head + max(size, 1)
        break
    if rest >= end:
        return True
    return tokens.low[rest] in CUTS or tokens.low[rest] in lexicon().modifiers or rest in hits


def _titular(word: str) -> bool:
    lex = lexicon()
    return word in lex.title_words or word in lex.modifiers or word in FORMER or word in lex.bodies


def _after(tokens: Tokens, hits: Mapping[int, Hit], b: int, names: Mapping[int, Range]) -> Title | None:
    lex = lexicon()
    a = b
    while a < len(tokens) and tokens.raw[a].isdigit() and a < b + 2:
        a += 1
    if a >= len(tokens) or tokens.sentences[a] != tokens.sentences[b - 1]:
        return None
    if tokens.low[a] == "who" and a + 2 < len(tokens) and tokens.low[a + 1] in ("is", "was", "serves", "served"):
        a += 2
        if tokens.low[a] == "as":
            a += 1
    if tokens.low[a] == "also" and a + 1 < len(tokens):
        a += 1
    word = tokens.low[a]
    if word in ("from", "of", "at"):
        return _affiliation(tokens, hits, a)
    if word == "reporting":
        return replace(_belongs(tokens, Hit(a, a + 1, "", "medium", None, ""), a, a + 1), organisation=None)
    if not (
        word in OPENERS
        or word in ARTICLES
        or a in hits
        or word in lex.titles
        or word in lex.modifiers
        or word in FORMER
    ):
        return None
    e = a + 1
    while (
        e < len(tokens)
        and e - a < REACH
        and not tokens.gaps[e - 1].strip(" ’'&-")
        and tokens.sentences[e] == tokens.sentences[a]
    ):
        e += 1
    title = read_title(tokens, hits, a, e)
    if title is None:
        return _described(tokens, hits, a, e)
    rest = title.head + max(match_title(tokens, title.head, e), 1)
    if (
        rest in names
        or (e in names and tokens.gaps[e - 1].strip() == ",")
        or (rest < e and rest not in hits and tokens.raw[rest][0].isupper())
    ):
        return None
    return title if title.country or title.organisation else _led(tokens, hits, title, e)


def _led(tokens: Tokens, hits: Mapping[int, Hit], title: Title, e: int) -> Title:
    """`a politician who heads Y`: with whose office it is."""
    for i in range(title.head, e - 1):
        if tokens.low[i] in LEADING:
            hit = hits.get(i + 2) if tokens.low[i + 1] == "the" else hits.get(i + 1)
            if hit is not None:
                return replace(title, country=hit.country, organisation=hit.id if hit.type != "place" else None)
    return title


def _affiliation(tokens: Tokens, hits: Mapping[int, Hit], b: int) -> Title | None:
    """`X of Y`, `X, from Y`: no office, but whose X is."""
    i = b + 1
    while i < len(tokens) and i < b + 8 and not tokens.gaps[i - 1].strip():
        hit = hits.get(i)
        if hit is not None:
            owns = tokens.possessive[hit.b - 1] and hit.b < len(tokens) and tokens.raw[hit.b][0].islower()
            return None if owns else _belongs(tokens, hit, b, hit.b)
        if not tokens.raw[i][0].isupper() and tokens.low[i] not in ARTICLES | {"in", "of"}:
            return None
        i += 1
    return None


def _described(tokens: Tokens, hits: Mapping[int, Hit], a: int, e: int) -> Title | None:
    """`X, a displaced Palestinian who ...`, `X, a father of six in Rafah`: no office, but where X is from or lives."""
    if tokens.low[a] not in OPENERS | {"a", "an"}:
        return None
    for i in range(a + 1, e):
        hit = hits.get(i)
        if hit is None or hit.a != i or not hit.country:
            continue
        if hit.type == "state" and hit.sort == "demonym":
            twin = hits.get(hit.b)
            last = twin if twin is not None and twin.type == "state" and twin.sort == "demonym" else hit
            near = i - a < NEAR or "from" in tokens.low[a:i]
            return _belongs(tokens, last, a, last.b) if near else None
        lives = tokens.low[a] != "who" or not LIVING.isdisjoint(tokens.low[a:i])
        if lives and tokens.low[i - 1] in SETTLED and hit.type in ("state", "place"):
            return _belongs(tokens, hit, a, hit.b)
    if e - a > 1 and not LOCALS.isdisjoint(tokens.low[a : a + NEAR]):
        return replace(_belongs(tokens, Hit(a, e, "", "place", None, ""), a, e), office="resident")
    return None


def _belongs(tokens: Tokens, hit: Hit, a: int, b: int) -> Title:
    return Title(
        a=a,
        b=b,
        head=a,
        text=tokens.words(a, b),
        span=tokens.span(a, b),
        office="honorific",
        gender=None,
        former=False,
        deputy=False,
        country=hit.country if hit.type != "medium" else None,
        organisation=hit.id if hit.type != "place" else None,
        medium=hit.type == "medium",
    )
