"""Findings on quotations: which were changed, which most articles quote, which stand high or low."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from kit.align.conflicts.clashes import Between
from kit.align.normalise import fold
from kit.compare.conditions import without_condition
from kit.compare.contradictions import LONG_AFTER
from kit.compare.findings.finding import ended, enumerated, found, quoted, sentence_at
from kit.compare.flagged_words import compared_words
from kit.compare.flags import SPLICE, flags
from kit.compare.outlets import outlet_names
from kit.compare.position import Depths
from kit.compare.sure import sure_renderings
from kit.english.lexicon.negations import is_negation
from kit.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.compare.values import Passage
    from kit.tables import Reading

# This many changed quotations are told; `kit.compare.flags` has all.
TOLD = 3
# Quotations as like their reference as this are of it beyond doubt.
PLAIN = 0.6
# Fewer words than these are a scrap.
WORDS = 4
# If more statements than this are quoted equally widely, none of them is a finding.
TIED = 3
# Share of an article's words between two places from which on it is told that something stands high here and low
# there, and this many words; and from which share of common wording on two articles print one text.
FAR, FAR_WORDS, COPIED = 0.4, 100, 0.3


def bare(reading: Reading) -> Iterator[dict[str, object]]:
    """Words that one article quotes without the condition that another quotes with them, both passages in whole."""
    names = outlet_names(reading)
    for one in without_condition(reading)[:TOLD]:
        having = list({names[there.article_id]: there for there in one.having}.items())
        told = [f"“{_whole(there)}” ({name})" for name, there in having]
        keys = [sentence_at(reading, p.article_id, p.start).sentence_id for p in (one.without, *(p for _, p in having))]
        yield found(
            "quotations",
            f"Quoted without its condition: “{_whole(one.without)}” ({names[one.without.article_id]}) against {enumerated(told)}.",
            "sentences",
            keys,
        )


def _whole(passage: Passage) -> str:
    return " ".join(passage.text.split()).rstrip(" .,;:")


def changed(reading: Reading) -> Iterator[dict[str, object]]:
    """Words that one article quotes on end and another apart; what else is changed inside marks is a contradiction."""
    flagged = flags(reading)
    told = flagged[flagged["flag"] == SPLICE].drop_duplicates("statement_id")
    for row in told.head(TOLD).itertuples():
        sentence = f"{row.outlet} quotes on end what stands apart in {row.other_outlet}: {ended(row.text)}"
        yield found("quotations", sentence, "renderings", [row.rendering_id])


def _plain(reading: Reading) -> pd.DataFrame:
    """Sure renderings between marks that are plainly their statement."""
    rows = sure_renderings(reading)
    return rows[rows["form"].isin(["direct", "partial"]) & (rows["similarity"] >= PLAIN).fillna(value=False)]


def widely_quoted(reading: Reading) -> Iterator[dict[str, object]]:
    """The quotation that most articles print word for word; several that as many print are named as several.

    The words are looked for in the whole of each article: a mark that is odd or lost does not make them other words.
    """
    texts = {row.article_id: compared_words(row.text) for row in rows(reading.articles)}
    plain = _plain(reading)
    alike: dict[str, list[str]] = {}
    seen: set[str] = set()
    for statement in rows(reading.statements[reading.statements["statement_id"].isin(plain["statement_id"])]):
        words = compared_words(str(statement.reference))
        if words in seen or len(words.split()) < WORDS:
            continue
        seen.add(words)
        alike[statement.statement_id] = [key for key, text in texts.items() if words in text]
    most = max(map(len, alike.values()), default=0)
    top = [key for key, articles in alike.items() if len(articles) == most]
    if 2 * most < len(texts) or most < 2 or len(top) > TIED:
        return  # many are quoted as widely: none stands out
    keys = [
        row.rendering_id for row in rows(plain) if row.statement_id in top and row.article_id in alike[row.statement_id]
    ]
    of = len(reading.articles)
    where = "both" if most == of == 2 else f"all {of}" if most == of else f"{most} of {of}"
    references = reading.statements.loc[reading.statements["statement_id"].isin(top), "reference"].astype(str)
    *others, last = references.str.rstrip(" .,;:")  # where one has a comma another has a full stop
    told = f"{', '.join(map(quoted, others))}{' and ' if others else ''}{ended(last)}"
    yield found(
        "quotations", f"Among what stands word for word in {where} articles: {told}", "renderings", keys, len(keys)
    )


class _Place(NamedTuple):
    """Where words stand first in an article: how many words before them, which share of all, and the words as printed."""

    row: Any
    before: int
    share: float
    words: str


def placed(reading: Reading) -> Iterator[dict[str, object]]:
    """The words that stand high up in one article and far down in another, of two that do not print one text.

    The words are those that both quote, and they count from where they stand first, in a headline too. Far is far in words,
    too: after the same words a quotation stands low in an article that ends soon.
    """
    names, down = outlet_names(reading), Depths(reading)
    far = [
        (low.share - high.share, high, low)
        for high, low in _places(reading, down)
        if low.share - high.share >= FAR and low.before - high.before >= FAR_WORDS
    ]
    if far:
        _, high, low = max(far, key=lambda it: it[0])
        at = [
            f"in {names[one.row.article_id]} after {one.before} of {down.words(one.row.article_id)} words"
            for one in (high, low)
        ]
        keys = [one.row.rendering_id for one in (high, low)]
        yield found("order", f"Stands {at[0]}, {at[1]}: {ended(high.words)}", "renderings", keys)


def _places(reading: Reading, down: Depths) -> Iterator[tuple[_Place, _Place]]:
    """For each statement that is quoted in whole: where the article stands that has it highest, and the one that has it lowest."""
    said = _plain(reading)
    # What one asserts and another denies does not merely stand elsewhere.
    said = said[(said["form"] == "direct") & (said["stance"] == "asserted")]
    against = _against(reading)
    texts = {row.article_id: row.text for row in rows(reading.articles)}
    days, copies = reading.articles.set_index("article_id")["published"], _copies(reading)
    for _, mine in said.sort_values(["article_id", "start"]).groupby("statement_id", sort=True):
        ends = [(down.depth(row.article_id, row.start), row) for row in rows(mine.drop_duplicates("article_id"))]
        (first, high), (last, low) = (choose(ends, key=lambda it: it[0]) for choose in (min, max))
        gap = days[high.article_id] - days[low.article_id]
        if (
            last - first < FAR
            or {high.article_id, low.article_id} in copies
            or _opposed(high, low, against)
            or (pd.notna(gap) and abs(gap) > LONG_AFTER)
        ):
            continue
        shared = _shared_words(high.text, low.text)
        places = [_first_place(one, shared, texts[one.article_id], down) for one in (high, low)]
        if len(shared) >= WORDS and places[0] and places[1]:
            yield places[0], places[1]


def _against(reading: Reading) -> Between:
    """The pairs of passages that contradict each other."""
    return Between(
        ((row.left_article_id, row.left_start, row.left_end), (row.right_article_id, row.right_start, row.right_end))
        for row in rows(reading.conflicts)
    )


def _opposed(one: Any, other: Any, against: Between) -> bool:
    """Whether two renderings contradict each other, or one alone has a "not": then they do not say the same in two places."""
    ends = [(row.article_id, row.start, row.end) for row in (one, other)]
    denied = [any(is_negation(word.n) for word in fold(row.text)) for row in (one, other)]
    return denied[0] != denied[1] or against.lies(*ends)


def _first_place(row: Any, wanted: list[str], text: str, down: Depths) -> _Place | None:
    """Where the words of a run stand first in an article."""
    printed = fold(text)
    compared = [word.n for word in printed]
    at = next((n for n in range(len(compared)) if compared[n : n + len(wanted)] == wanted), None)
    if at is None:
        return None
    start, end = printed[at].start, printed[at + len(wanted) - 1].end
    share = down.depth(row.article_id, start)
    words = " ".join(text[start:end].split())
    return _Place(row, round(share * down.words(row.article_id)), share, f"… {words}" if words[0].islower() else words)


def _shared_words(one: str, other: str) -> list[str]:
    """The longest run of words that two texts have in common, as they are compared."""
    left, right = ([word.n for word in fold(text)] for text in (one, other))
    run = SequenceMatcher(None, left, right, autojunk=False).find_longest_match()
    return left[run.a : run.a + run.size]


def _copies(reading: Reading) -> set[frozenset[str]]:
    """Pairs of articles of which one prints much of the other's text."""
    share = reading.reuse[["left_coverage", "right_coverage"]].max(axis=1)
    many = reading.reuse[(share >= COPIED).fillna(value=False)]
    return {frozenset(pair) for pair in zip(many["left_article_id"], many["right_article_id"], strict=True)}
