"""The persons of a document: their names gathered, their titles read, their countries settled."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from tocsin.actors.appositions import titles_beside
from tocsin.actors.figures import Figure, Use
from tocsin.actors.gazetteer import Hit
from tocsin.actors.lexicon import lexicon, word_set
from tocsin.actors.memory import Memory, holds, office_of
from tocsin.actors.names import PARTICLES, key, person_id, same, sound
from tocsin.actors.titles import ARTICLES, CUTS, match_title
from tocsin.actors.tokens import Range, Tokens

REACH = 24
LONGEST = 8
NEVER = word_set("people never")
TRAILING = word_set("people trailing")


def gather(
    tokens: Tokens,
    hits: Mapping[int, Hit],
    spans: Sequence[Range],
    orgs: Sequence[Range],
    memory: Memory,
    day: str | None,
) -> list[Use]:
    """Persons named at the word ranges `spans`, after titles, and wherever their names recur, as uses in text order."""
    clean = [r for r in (_trim(tokens, hits, a, b) for a, b in spans) if r is not None]
    titled = [
        r for r in (_in_text(tokens, a, b) for a, b in _titled(tokens, hits)) if _plausible(tokens, r, memory, day)
    ]
    wider = {i for a, b in titled for i in range(a, b)}
    clean = [(a, b) for a, b in clean if not wider.issuperset(range(a, b))]
    taken = {i for a, b in clean for i in range(a, b)}
    clean += [r for r in titled if taken.isdisjoint(range(*r))]
    people: list[Figure] = []
    by_part: dict[str, list[Figure]] = {}
    uses: list[Use] = []
    for a, b in sorted(clean):
        k = key(tokens.words(a, b))
        if len(k) < 2:
            continue
        near = {id(p): p for part in k for p in by_part.get(part, ())}
        figure = next((p for p in near.values() if same(p.key, k) and _agree(p, tokens, a)), None)
        if figure is None:
            figure = _new(tokens, a, b)
            people.append(figure)
        elif len(k) > len(figure.key) and len(set(k)) == len(k):
            figure.key, figure.name = k, _name(tokens, a, b)
        for part in k:
            if all(p is not figure for p in by_part.setdefault(part, [])):
                by_part[part].append(figure)
        uses.append(Use(a, b, figure))
    short = [(a, b) for a, b in clean if len(key(tokens.words(a, b))) == 1]
    covered = {i for a, b in clean for i in range(a, b)}
    short += _recurring(tokens, hits, orgs, covered, people)
    uses.sort(key=lambda u: u.a)
    full = tuple(uses)
    for a, b in sorted(short):
        figure = _short(tokens, a, b, by_part, full)
        if figure is None:
            figure = _new(tokens, a, b)
            people.append(figure)
            by_part.setdefault(figure.key[-1], []).append(figure)
        uses.append(Use(a, b, figure))
    single = [u.figure for u in uses if len(u.figure.key) == 1]
    covered |= {i for u in uses for i in range(u.a, u.b)}
    for a, b in _recurring(tokens, hits, orgs, covered, list({id(f): f for f in single}.values())):
        figure = _short(tokens, a, b, by_part, full)
        if figure is not None:
            uses.append(Use(a, b, figure))
    uses.sort(key=lambda u: u.a)
    at = {u.a: (u.a, u.b) for u in uses}
    for use in uses:
        use.figure.titles.extend(titles_beside(tokens, hits, use.a, use.b, at))
        use.figure.private = use.figure.private or aged(tokens, use.b)
    for person in people:
        settle(person, memory, day)
    return _merged(people, uses)


def _titled(tokens: Tokens, hits: Mapping[int, Hit]) -> list[Range]:
    """Capitalised words right after an official's title, which a reader may have missed."""
    titles = lexicon().titles
    out: list[Range] = []
    i = 0
    while i < len(tokens):
        n = match_title(tokens, i, len(tokens)) if tokens.low[i] in lexicon().title_words and i not in hits else 0
        if not n:
            i += 1
            continue
        word = titles[" ".join(tokens.low[i : i + n]).replace("-", " ")]
        i += n
        if word.office in NEVER or tokens.possessive[i - 1] or not tokens.raw[i - 1][0].isupper():
            continue
        e = i
        while e < len(tokens) and e - i < LONGEST and _runs_on(tokens, e) and _nameable(tokens, hits, e):
            e += 1
            if tokens.possessive[e - 1]:
                break
        while e > i and not tokens.raw[e - 1][0].isupper():
            e -= 1
        if e > i:
            out.append((i, e))
            i = e
    return out


def _runs_on(tokens: Tokens, i: int) -> bool:
    """Whether word `i` can belong to the same name as the word before: nothing but a blank, or an initial's dot,
    between."""
    gap = tokens.gaps[i - 1].strip(" ")
    return _joins(tokens, i - 1) or (gap == "." and len(tokens.raw[i - 1]) <= 3)


def aged(tokens: Tokens, b: int) -> bool:
    """Whether an age follows a name, as it follows private people's: `X, 31,`."""
    beside = b < len(tokens) and tokens.gaps[b - 1].strip(" *") in (",", "(")
    return beside and tokens.raw[b].isdigit() and len(tokens.raw[b]) == 2


def _joins(tokens: Tokens, i: int) -> bool:
    """Whether words `i` and `i + 1` stand in one line or paragraph with nothing between them."""
    return not tokens.gaps[i].strip() and "\n\n" not in tokens.gaps[i]


def _nameable(tokens: Tokens, hits: Mapping[int, Hit], i: int) -> bool:
    low = tokens.low[i]
    if i in hits or low in lexicon().title_words or low in lexicon().pronouns or low in lexicon().modifiers:
        return False
    return (tokens.raw[i][0].isupper() and low not in ARTICLES and low not in CUTS) or low in PARTICLES


def _in_text(tokens: Tokens, a: int, b: int) -> Range:
    """A name of the headline, where every word has a capital, up to the last word that the text has too."""
    if a >= tokens.body:
        return a, b
    e = b
    text = tokens.raw[tokens.body :]
    while e > a + 1 and tokens.raw[e - 1] not in text and tokens.raw[e - 1].upper() not in text:
        e -= 1
    return a, e


def _plausible(tokens: Tokens, r: Range, memory: Memory, day: str | None) -> bool:
    """In a headline of capitals, only names that the text or memory has too."""
    a, b = r
    if a >= tokens.body:
        return True
    name = tokens.low[b - 1]
    return name in tokens.low[tokens.body :] or bool(memory.named(tokens.words(a, b), day))


def _recurring(
    tokens: Tokens, hits: Mapping[int, Hit], orgs: Sequence[Range], covered: set[int], people: Sequence[Figure]
) -> list[Range]:
    """Where persons' surnames stand unmarked, with the given names before them."""
    owners: dict[str, list[Figure]] = {}
    for p in people:
        owners.setdefault(p.key[-1], []).append(p)
    other = {i: r for r in orgs for i in range(*r)}
    found: list[Range] = []
    for i, word in enumerate(tokens.low):
        if i in covered or len(word) < 3 or not tokens.raw[i][0].isupper():
            continue
        known = owners.get(sound(word.split("-")[-1]))
        if known is None:
            continue
        hit = hits.get(i)
        if hit is not None and (hit.b - hit.a > 1 or (hit.type in ("state", "place") and hit.sort != "demonym")):
            continue
        a = i
        while (
            a > 0
            and a - 1 not in covered
            and _joins(tokens, a - 1)
            and any(sound(tokens.low[a - 1]) in p.key for p in known)
        ):
            a -= 1
        marked = other.get(i)
        if marked is not None and not any(set(key(tokens.words(*marked))) <= set(p.key) for p in known):
            continue
        found.append((a, i + 1))
    return found


def _merged(people: list[Figure], uses: list[Use]) -> list[Use]:
    """`uses` with figures that memory showed to be one person made one."""
    kept: dict[str, Figure] = {}
    swap: dict[int, Figure] = {}
    for p in people:
        twin = kept.get(p.id)
        if twin is None:
            kept[p.id] = p
        else:
            twin.titles.extend(p.titles)
            twin.country = twin.country or p.country
            twin.gender = twin.gender or p.gender
            swap[id(p)] = twin
    return [Use(u.a, u.b, swap.get(id(u.figure), u.figure), u.adjective, u.speaks) for u in uses]


def _trim(tokens: Tokens, hits: Mapping[int, Hit], a: int, b: int) -> Range | None:
    """A person's name without the titles and states that a reader may have taken with it."""
    for i in range(a, b - 1):
        if "\n" in tokens.gaps[i] or (tokens.gaps[i].startswith(".") and len(tokens.raw[i]) > 3):
            b = i + 1
            break
    if a > 1 and _joins(tokens, a - 1) and not tokens.possessive[a - 1] and _nameable(tokens, hits, a - 1):
        before = tokens.low[a - 2]
        titled = _joins(tokens, a - 2) and (before in lexicon().title_words or a - 2 in hits)
        if tokens.low[a - 1] not in PARTICLES and (titled or lexicon().gender(tokens.low[a - 1])):
            a -= 1
    while a < b - 1:
        n = match_title(tokens, a, b)
        if n and a + n < b and tokens.low[a] not in PARTICLES:
            a += n
        elif tokens.low[a] in ARTICLES or (
            a in hits and hits[a].b < b and hits[a].type == "state" and hits[a].sort == "demonym"
        ):
            a = hits[a].b if a in hits else a + 1
        else:
            break
    while b > a + 1 and tokens.low[b - 1] in TRAILING:
        b -= 1
    if a >= b or not tokens.raw[a][0].isalpha():
        return None
    if b - a == 1 and (tokens.low[a] in lexicon().titles or tokens.low[a] in lexicon().pronouns):
        return None
    return a, b


def _name(tokens: Tokens, a: int, b: int) -> str:
    return " ".join(tokens.words(a, b).split())


def _new(tokens: Tokens, a: int, b: int) -> Figure:
    name = _name(tokens, a, b)
    first = tokens.low[a]
    gender = lexicon().gender(first) if b - a > 1 else None
    return Figure(id=person_id(name), type="person", name=name, number="one", key=key(name), gender=gender, learnt=True)


def _agree(person: Figure, tokens: Tokens, a: int) -> bool:
    """Whether an honorific before the name fits the person's gender."""
    word = lexicon().titles.get(tokens.low[a - 1]) if a else None
    return not (word and word.gender and person.gender and word.gender != person.gender)


def _short(tokens: Tokens, a: int, b: int, by_part: Mapping[str, list[Figure]], uses: Sequence[Use]) -> Figure | None:
    """Whom one word of a name means: a surname in the document, else a given name, of several the one named last
    before it."""
    word = key(tokens.words(a, b))[-1]
    known = [p for p in by_part.get(word, ()) if _agree(p, tokens, a)]
    found = [p for p in known if p.key[-1] == word] or known
    if len(found) < 2:
        return found[0] if found else None
    at = bisect_left(uses, a, key=lambda u: u.a)
    near = (uses[i].figure for i in range(at - 1, max(-1, at - REACH), -1))
    return next((f for f in near if any(f is p for p in found)), found[0])


def settle(person: Figure, memory: Memory, day: str | None) -> None:
    """Fill country, organisation, gender and id: the text's own titles first, memory where it agrees."""
    for title in person.titles:
        person.gender = title.gender or person.gender
        if title.office in ("relative", "counterpart"):
            continue
        if person.country is None and person.organisation is None and not person.medium:
            person.country, person.organisation, person.medium = title.country, title.organisation, title.medium
        elif person.country is None and title.country and not title.former and not person.medium:
            person.country = title.country if person.organisation is None else person.country
    candidates = memory.named(person.name, day)
    weak = not any(t.country and t.office != "honorific" for t in person.titles)
    if weak and person.country and len(person.key) > 1 and candidates and holds(candidates[0], day):
        person.country, person.organisation = None, None
    if person.country or person.organisation:
        candidates = [
            t
            for t in candidates
            if (person.country and t.country == person.country)
            or (person.organisation and t.organisation == person.organisation)
            or (t.country is None and person.country is None)
        ]
    actors = {t.actor for t in candidates}
    if len(actors) > 1:
        now = [t for t in candidates if holds(t, day)]
        candidates = now if len({t.actor for t in now}) == 1 else []
    if not candidates:
        return
    best = candidates[0]
    if len(person.key) < 2 and not (holds(best, day) or person.titles):
        return
    if len(person.key) < 2 and not person.titles and (lexicon().gender(person.name.casefold()) or person.private):
        return
    person.id = best.actor
    person.offices |= {office_of(t.title) for t in candidates if holds(t, day)}
    if len(person.key) < 2:
        person.name, person.key = best.name, key(best.name)
        person.confidence = min(person.confidence, best.confidence)
    if person.country is None and person.organisation is None and not person.medium:
        person.country, person.organisation = best.country, best.organisation
    person.gender = person.gender or best.gender
