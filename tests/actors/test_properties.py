"""What holds for any text."""

from __future__ import annotations

import string

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.actors.scenes import scene

from tocsin.actors import NamedSpan, resolve
from tocsin.actors.tokens import tokenise
from tocsin.documents.types import Document
from tocsin.world import World, load

WORLD: World = load()
PIECES = st.sampled_from(
    [
        "Kazakh Foreign Minister ",
        "Dana Serikova",
        ", the minister, ",
        "said ",
        "he ",
        "“We agree,” ",
        "\n\n",
        "Israel’s army ",
        "and ",
        "officials in Gaza ",
        "the statement by ",
        "U.S. ",
        "(UN) ",
        "Türkiye ",
        "Шойгу ",
        "'s ",
        "\u0000",
        "\ufeff",
        "“",
        "-based ",
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=30).map("".join)


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, list[NamedSpan], list[tuple[tuple[int, int], ...]]]:
    text = draw(TEXTS)
    spot = st.integers(0, len(text))

    def span() -> tuple[int, int]:
        a, b = sorted((draw(spot), draw(spot)))
        return a, b

    names = [
        NamedSpan(
            span=span(), kind=draw(st.sampled_from(("person", "organisation"))), probability=draw(st.floats(0, 1))
        )
        for _ in range(draw(st.integers(0, 4)))
    ]
    sources: list[tuple[tuple[int, int], ...]] = [
        (span(),) if draw(st.booleans()) else () for _ in range(draw(st.integers(0, 5)))
    ]
    return text, names, sources


@settings(max_examples=150, deadline=None)
@given(cases())
def test_mentions_lie_in_the_text_and_sources_are_all_answered(
    case: tuple[str, list[NamedSpan], list[tuple[tuple[int, int], ...]]],
) -> None:
    text, names, sources = case
    document = Document(
        id="d", title="President meets Dana Serikova", source="Kremlin", published="2026-02-03", text=text
    )
    cast = resolve(document, names, sources, [() for _ in sources], world=WORLD)
    actors = {a.id for a in cast.actors}
    assert len(cast.sources) == len(sources)
    assert all(0 <= m.span[0] < m.span[1] <= len(text) and m.actor in actors for m in cast.mentions)
    assert all(s.actor is None or s.actor in actors for s in cast.sources)
    assert all(0 <= x < y <= len(text) for a in cast.actors for r in a.roles for x, y in r.spans)
    assert all(0.0 <= s.confidence <= 1.0 for s in cast.sources)
    assert cast == resolve(document, names, sources, [() for _ in sources], world=WORLD)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_words_are_the_texts_own(text: str) -> None:
    tokens = tokenise(text)
    for i in range(len(tokens)):
        a, b = tokens.span(i, i + 1)
        assert text[a:b] == tokens.raw[i]
        assert tokens.range((a, b)) == (i, i + 1)


FOREIGN = st.text(alphabet=string.ascii_lowercase + " ", min_size=5, max_size=60)


@settings(max_examples=40, deadline=None)
@given(FOREIGN)
def test_a_paragraph_at_the_end_changes_nothing_before_it(paragraph: str) -> None:
    text = (
        "[Tajik Interior Minister Rustam Nazarov] said the border was calm. [He] told reporters that [the army] left. "
        "[Officials] denied it."
    )
    people = ("Rustam Nazarov",)
    before = scene(text, WORLD, people=people)[0].sources
    assert scene(f"{text}\n\n{paragraph}.", WORLD, people=people)[0].sources == before


def test_long_and_nested_sources_take_no_long_time() -> None:
    text = "a statement by " * 3000 + "the ministry's spokesman's " * 3000 + "Kim and " * 3000
    cast = resolve(
        Document(id="d", published=None, text=text),
        [NamedSpan(span=(i, i + 3), kind="person") for i in range(len(text) - 24000, len(text) - 8, 8)],
        [((i, len(text)),) for i in range(0, len(text), len(text) // 50)],
        [],
        world=WORLD,
    )
    assert len(cast.sources) >= 50
