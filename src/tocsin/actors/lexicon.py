"""The words that resolution knows, read once from `data/`."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

DATA = files("tocsin.actors") / "data"


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file of `data/`."""
    return list(csv.DictReader((DATA / name).read_text(encoding="utf-8").splitlines()))


def words(name: str) -> frozenset[str]:
    """The lines of a word list of `data/`, without its comment lines."""
    lines = (line.strip() for line in (DATA / name).read_text(encoding="utf-8").splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))


@lru_cache(maxsize=1)
def _word_sets() -> dict[str, frozenset[str]]:
    lines = (line.partition(": ") for line in words("words.txt"))
    return {name: frozenset(rest.split()) for name, _, rest in lines}


def word_set(name: str) -> frozenset[str]:
    """One of the small sets of `words.txt`.

    Raises:
        KeyError: no set has this name.
    """
    return _word_sets()[name]


@dataclass(frozen=True, slots=True)
class TitleWord:
    """A title, the office it names and the gender it implies."""

    office: str
    gender: str | None


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A pronoun's person (1, 2, 3, relative, demonstrative), number (one, many, thing) and gender."""

    person: str
    number: str
    gender: str | None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word lists. Phrases are keyed by their folded text; `longest` is the most words that a key of `titles` has."""

    titles: dict[str, TitleWord]
    title_words: frozenset[str]
    longest: int
    covers: dict[str, frozenset[str]]
    modifiers: frozenset[str]
    plurals: dict[str, str]
    singulars: dict[str, str]
    plural_of: dict[str, str]
    local: frozenset[str]
    bodies: dict[str, tuple[str, str]]
    papers: frozenset[str]
    reports: frozenset[str]
    pronouns: dict[str, Pronoun]
    pairs: frozenset[str]
    gender_of_first_name: dict[str, str]
    nicknames: dict[str, str]

    def gender(self, name: str) -> str | None:
        """Gender of a first name, None where the list does not know it."""
        return self.gender_of_first_name.get(name)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon of `data/`."""
    titles = {r["phrase"].replace("-", " "): TitleWord(r["office"], r["gender"] or None) for r in rows("titles.csv")}
    kinds = rows("kinds.csv")
    return Lexicon(
        titles=titles,
        title_words=frozenset(
            w for r in rows("titles.csv") for w in (*r["phrase"].split(), *r["phrase"].replace("-", " ").split())
        )
        - {"of", "the", "in", "for", "and", "d'affaires"},
        longest=max(len(t.split()) for t in titles),
        covers={r["office"]: frozenset(r["covers"].split()) for r in rows("offices.csv")},
        modifiers=frozenset(w.casefold() for w in words("modifiers.txt")),
        plurals={r["plural"]: r["sort"] for r in kinds},
        singulars={r["singular"]: r["sort"] for r in kinds if r["singular"]},
        plural_of={r["plural"]: r["singular"] for r in kinds},
        local=words("local.txt"),
        bodies={r["noun"]: (r["sort"], r["refers"]) for r in rows("bodies.csv")},
        papers=words("papers.txt"),
        reports=words("reports.txt"),
        pronouns={r["word"]: Pronoun(r["person"], r["number"], r["gender"] or None) for r in rows("pronouns.csv")},
        pairs=words("pairs.txt"),
        gender_of_first_name={r["name"]: r["gender"] for r in rows("first_names.csv")},
        nicknames={r["short"]: r["long"] for r in rows("nicknames.csv")},
    )
