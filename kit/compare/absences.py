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

# What two articles quote in marks is rarely told in other words; what they only report often is, and less is claimed. On
# nine real events 44 of 45 such absences were true, two in five of the true ones. Of what articles state in their own voice
# a quarter of the gaps was told in other words: of these nothing is said.
OTHERS, QUOTED, REPORTED = 2, 0.75, 0.5
# Words that say something: longer than two letters, and rarer than the commonest few hundred of English.
SHORT, RARE = 2, 0.55
# What is wrong with a file whose article does not end where its text does.
_CUT = ("problem.paywall",)


def absences(reading: Reading) -> pd.DataFrame:
    """The table `absences`: articles that surely say nothing of what two others surely quote or report.

    `nearest` is the cosine (pieces of letters) of the reference and the article's sentence most like it; `words_there` the
    share of the reference's rarer words, by rarity, that stand anywhere in the article; both from 0 to 1, and
    together at most `QUOTED`, or `REPORTED` where fewer than two quote it in marks. Nothing is said of what articles state
    in their own voice, of an article that contradicts one that has it, of one in another language, or whose end is missing.
    About one in twenty is wrong: an article may say it in wholly other words.

    >>> import kit
    >>> rows = absences(kit.read("seeds"))
    >>> (rows["nearest"] + rows["words_there"]).le(QUOTED).all()
    np.True_
    """
    sure = sure_renderings(reading)
    having = sure.groupby("statement_id")["article_id"].nunique()
    marked = sure[sure["form"].isin(["direct", "partial"])].groupby("statement_id")["article_id"].nunique()
    spoken = set(reading.statements.loc[reading.statements["kind"] == "utterance", "statement_id"])
    limit = {
        key: QUOTED if marked.get(key, 0) >= OTHERS else REPORTED for key in spoken if having.get(key, 0) >= OTHERS
    }
    made = apparatus(reading)
    gaps = made[(made["treatment"] == NOT_FOUND) & made["statement_id"].isin(list(limit))]
    against = _contradicting(reading)
    whole = _whole(reading)
    statements = {row.statement_id: row for row in tables.rows(reading.statements)}
    wanted: dict[str, list[Any]] = defaultdict(list)
    for gap in tables.rows(gaps):
        if gap.article_id in whole and (gap.statement_id, gap.article_id) not in against:
            wanted[statements[gap.statement_id].event_id].append(gap)
    sentences: dict[str, list[list[str]]] = defaultdict(list)
    for row in tables.rows(reading.sentences):
        if row.role in ("headline", "body"):
            sentences[row.article_id].append(_words(row.text))
    found = [
        row
        for gaps_here in wanted.values()
        for row in _measured(gaps_here, {g.statement_id: statements[g.statement_id].reference for g in gaps_here}, sentences)
        if row["nearest"] + row["words_there"] <= limit[row["statement_id"]]
    ]  # fmt: skip
    return tables.table("absences", found)


def _contradicting(reading: Reading) -> set[tuple[str, str]]:
    """Statements with the articles that contradict an article that has them: these speak of the thing."""
    spans = tables.rows_by_article(reading.renderings)
    return {
        (rendering.statement_id, other)
        for row in tables.rows(reading.conflicts)
        for article, start, end, other in (
            (row.left_article_id, row.left_start, row.left_end, row.right_article_id),
            (row.right_article_id, row.right_start, row.right_end, row.left_article_id),
        )
        for rendering in spans.get(article, ())
        if rendering.start < end and start < rendering.end
    }


def _whole(reading: Reading) -> set[str]:
    """The articles whose text is there to its end, as far as loading could tell."""
    cut = {row.path for row in tables.rows(reading.problems) if str(row.rule) in _CUT}
    return {row.article_id for row in tables.rows(reading.articles) if row.path not in cut}


def _measured(
    gaps: list[Any], references: Mapping[str, str], sentences: Mapping[str, list[list[str]]]
) -> Iterable[dict[str, Any]]:
    """The gaps of one event with what of the reference stands in the article."""
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
        if words:
            yield {
                "statement_id": gap.statement_id,
                "article_id": gap.article_id,
                "nearest": nearest,
                "words_there": share,
                "rule": "absence.nothing-near",
            }


def _words(text: str) -> list[str]:
    return [word for word in folded(text, {}) if len(word) > SHORT and rarity(word) > RARE]
