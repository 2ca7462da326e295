"""Concordance: every use of a term with the words around it (KWIC, "key word in context"), across the outlets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kit.tables import Reading

# Characters of context on each side: about a line of print.
WIDTH = 60
COLUMNS = ("article_id", "sentence_id", "role", "start", "end", "before", "match", "after", "quoted")


def concordance(reading: Reading, term: str, *, width: int = WIDTH) -> pd.DataFrame:
    """Every use of `term`: `article_id, sentence_id, role, start, end, before, match, after, quoted`.

    Case does not count; words are whole unless the term ends in `*` ("peace*" finds "peacekeepers"); white space and
    hyphen are alike. `before` and `after` are `width` characters of the same article with line ends shown as spaces;
    `quoted` says whether the use lies inside quotation marks. Inflected forms are found by `*` only.

    Raises ValueError for a term without a letter or figure.

    >>> import kit
    >>> concordance(kit.read("seeds"), "full-throttle")["match"].tolist()
    ['full-throttle']
    """
    return occurrences(reading, [term], width=width).drop(columns="term")


def occurrences(reading: Reading, terms: Iterable[str], *, width: int = WIDTH) -> pd.DataFrame:
    """The same for many terms at once, with the column `term`; where two begin together the longer one counts."""
    ordered = sorted(set(terms), key=lambda t: (-len(t), t))
    # Of hundreds of terms only those are tried, where a word begins, that begin with its letter.
    by_letter: dict[str, list[str]] = {}
    for n, term in enumerate(ordered):
        letter = term.strip()[:1]
        by_letter.setdefault(letter if letter.isalnum() else "", []).append(f"(?P<t{n}>{_pattern(term)})")
    rows = []
    if ordered:
        one = "|".join(f"(?={re.escape(letter)})(?:{'|'.join(some)})" for letter, some in by_letter.items())
        search = re.compile(rf"(?<!\w)(?:{one})", re.IGNORECASE)
        texts = dict(zip(reading.articles["article_id"], reading.articles["text"], strict=True))
        marked = _marked(reading)
        for sentence in reading.sentences.itertuples():
            for match in search.finditer(sentence.text):
                start = sentence.start + match.start()
                rows.append(
                    {
                        "term": ordered[int(match.lastgroup[1:])],  # type: ignore[index]
                        "sentence_id": sentence.sentence_id,
                        "role": sentence.role,
                        "quoted": any(a <= start < b for a, b in marked.get(sentence.article_id, [])),
                        **context(texts[sentence.article_id], start, start + len(match[0]), width),
                        "article_id": sentence.article_id,
                    }
                )
    made = pd.DataFrame(rows, columns=["term", *COLUMNS])
    dtypes = dict.fromkeys(made.columns, "string") | {"start": "Int64", "end": "Int64", "quoted": "boolean"}
    return made.astype(dtypes)


def context(text: str, start: int, end: int, width: int) -> dict[str, Any]:
    """A passage as it is printed and `width` characters on each side, there with line ends shown as spaces."""
    return {
        "start": start,
        "end": end,
        "before": re.sub(r"\s+", " ", text[max(0, start - width) : start]),
        "match": text[start:end],
        "after": re.sub(r"\s+", " ", text[end : end + width]),
    }


def _pattern(term: str) -> str:
    words = re.split(r"[\s-]+", term.strip().rstrip("*"))
    if not re.search(r"\w", term):
        raise ValueError(f"A concordance needs a word; {term!r} has no letter or figure.")
    body = r"[\s-]+".join(re.escape(word) for word in words)
    return body + (r"\w*" if term.strip().endswith("*") else r"(?!\w)")


def _marked(reading: Reading) -> dict[str, list[tuple[int, int]]]:
    quotes = reading.quotes[(reading.quotes["use"] == "quotation") & (reading.quotes["form"] != "indirect")]
    return {key: list(zip(rows["start"], rows["end"], strict=True)) for key, rows in quotes.groupby("article_id")}
