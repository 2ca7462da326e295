"""Keyness: the words that an article uses more than the other reports of its event."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from kit import tables
from kit.tables.schemas import READ_ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kit.english.doc import Doc

CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV"})
LONGEST_PHRASE = 4
# Weight of the prior, in words: a word needs more than chance in a paragraph of this length to stand out. Monroe et
# al. (2008, 3.5.1) use 500 for documents like ours.
PRIOR_WORDS = 500


class Use(NamedTuple):
    """One use of a term in an article."""

    term: str
    name: bool


def find_keyness(
    articles: pd.DataFrame,
    docs: Mapping[str, Doc],
    quotes: pd.DataFrame,
    mentions: pd.DataFrame,
    *,
    quotations: bool = False,
    names: bool = True,
) -> pd.DataFrame:
    """The table `keyness`: one row a term and article that uses it, within each event.

    Terms are lemmas of content words and noun phrases of two to four words without their determiners. Words inside
    quotation marks are somebody else's and left out unless `quotations`; `names=False` leaves out what is named.
    `z` is the log-odds ratio with an informative Dirichlet prior made from all articles of the event, in standard
    errors (Monroe, Colaresi and Quinn 2008, "Fightin' Words", Political Analysis 16). Further columns: `kind`
    (lemma, noun phrase), `name` (whether it is a name), `elsewhere` (count in the event's other articles),
    `log_odds` with `low` and `high`, its 95 % interval. In an event of one article `expected` and `z` are missing.

    With five short articles few differences are large: |z| below 1.96 is within chance, and the many terms that are
    looked at make some of those above it chance as well.
    """
    said = _spans(row for row in tables.rows(quotes) if row.use == "quotation" and row.marks != "none")
    named = _spans(tables.rows(mentions))
    rows: list[tuple[Any, ...]] = []
    for _, here in tables.by_event(articles):
        kept = {
            key: _kept(docs[key], [] if quotations else said.get(key, []), named.get(key, []))
            for key in (row.article_id for row in here)
            if docs[key].analysed
        }
        for kind, find in (("lemma", _lemmas), ("noun phrase", _noun_phrases)):
            uses = {key: [use for use in find(docs[key], mine) if names or not use.name] for key, mine in kept.items()}
            rows += [(kind, *row) for row in _counted(uses)]
    return tables.conform("keyness", _compared(rows)) if rows else tables.table("keyness")


def _counted(uses: Mapping[str, list[Use]]) -> Iterator[tuple[str, str, bool, int, int, int, int]]:
    """Of each article's terms: term, article, whether it is a name; its count here and in all articles; all terms here and there."""
    counts = {key: Counter(use.term for use in mine) for key, mine in uses.items()}
    everywhere: Counter[str] = Counter()
    for here in counts.values():
        everywhere.update(here)
    as_name = Counter(use.term for mine in uses.values() for use in mine if use.name)
    total = everywhere.total()
    for key, here in counts.items():
        mine = here.total()
        for term, count in sorted(here.items()):
            often = everywhere[term]
            yield term, key, 2 * as_name[term] > often, count, often, mine, total


def _compared(rows: Iterable[tuple[Any, ...]]) -> pd.DataFrame:
    """The terms with their log-odds, from their kind and the columns of `_counted`."""
    kind, term, article_id, name, *counts = map(list, zip(*rows, strict=True))
    count, everywhere, mine, total = (np.array(column, dtype=float) for column in counts)
    rest = np.where(mine < total, total - mine, np.nan)  # An event's only article is compared with nothing.
    prior = PRIOR_WORDS * everywhere / total
    ratio = _log_odds(count, mine, prior) - _log_odds(everywhere - count, rest, prior)
    error = np.sqrt(1 / (count + prior) + 1 / (everywhere - count + prior))
    return pd.DataFrame(
        {
            "kind": kind,
            "term": term,
            "article_id": article_id,
            "name": name,
            "count": count,
            "expected": np.where(mine < total, mine * everywhere / total, np.nan),
            "z": ratio / error,
            "elsewhere": everywhere - count,
            "log_odds": ratio,
            "low": ratio - 1.96 * error,
            "high": ratio + 1.96 * error,
        }
    )


def _log_odds(count: np.ndarray, words: np.ndarray, prior: np.ndarray) -> np.ndarray:
    return np.log((count + prior) / np.maximum(words + PRIOR_WORDS - count - prior, 1e-9))


def _spans(rows: Iterable[Any]) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in rows:
        found[row.article_id].append((row.start, row.end))
    return found


def _kept(doc: Doc, quoted: list[tuple[int, int]], named: list[tuple[int, int]]) -> dict[int, bool]:
    """The tokens that count, and whether each is a name."""

    def inside(spans: list[tuple[int, int]]) -> set[int]:
        return {i for a, b in spans if (span := doc.span_at(a, b)) for i in range(span.start, span.end)}

    said, naming = inside(quoted), inside(named)
    return {
        token.i: token.pos_ == "PROPN" or token.i in naming
        for sentence in doc.sentences
        if sentence.role in READ_ROLES
        for token in sentence
        if token.i not in said
    }


def _lemmas(doc: Doc, kept: Mapping[int, bool]) -> Iterator[Use]:
    for i, name in kept.items():
        token = doc.tokens[i]
        if token.pos_ in CONTENT and (token.is_alpha or "-" in token.text) and len(token) > 1:
            yield Use(token.lemma_.lower() if token.pos_ != "PROPN" else token.lemma_, name)


def _noun_phrases(doc: Doc, kept: Mapping[int, bool]) -> Iterator[Use]:
    for chunk in doc.noun_chunks:
        words = [t for t in chunk if t.pos_ not in ("DET", "PRON", "PUNCT", "NUM", "SYM", "PART") or t.text == "-"]
        if not 2 <= len(words) <= LONGEST_PHRASE or any(t.i not in kept for t in words):
            continue
        head = words[-1]
        if head.i - words[0].i == len(words) - 1:
            name = any(kept[t.i] for t in words)
            before = doc.text[words[0].idx : head.idx]
            yield Use((before if name else before.lower()) + (head.text if name else head.lemma_.lower()), name)
