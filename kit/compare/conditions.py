"""Conditions: an "if" or a "not" that governs what follows it, and quotations that one article prints without the condition that
another prints with them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kit import tables
from kit.align.normalise import fold
from kit.compare.flagged_words import compared_words
from kit.compare.values import Passage
from kit.data import word_set
from kit.english.lexicon.negations import is_negation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kit.align.normalise import Word
    from kit.tables import Reading

# What turns all that follows it in its sentence; a negation turns what follows up to a comma.
CONDITIONS = word_set("words of a condition") | word_set("words that leave open")
_CLAUSE, _WORD = re.compile(r"[.;:!?](?=\s)"), re.compile(r"[\w'’]+")
# So many words on end, right before or behind the condition, are the words that it bounds.
LEAST = 4
# These open a condition, but for "as if", "even if" and what is asked; "only" does so behind a comma: "not all, only the last".
OPENERS, ASKING, ONLY = word_set("openers of conditions"), word_set("words before an if that bounds nothing"), "only"
# What shows that something is left out.
_SHOWN = re.compile(r"…|\.\s?\.|\[")
_SENTENCE = re.compile(r"[.!?]+[\"”’')]*\s+")


def governed(sentence: str, cut: int) -> int:
    """Where a sentence may begin that is cut at `cut`: there, or at the "if", "whether" or "not" before it that governs the rest.

    >>> governed("Unless the pit shuts, nine die.", 20), governed("It did not rain, and nine died.", 20)
    (0, 20)
    """
    before = sentence[:cut]
    clause = max((mark.end() for mark in _CLAUSE.finditer(before)), default=0)
    near = max(clause, before.rfind(", ") + 1)
    for word in _WORD.finditer(before, clause):
        low = word[0].lower()
        if low in CONDITIONS or (word.start() >= near and is_negation(low)):
            return word.start()
    return cut


class Bare(NamedTuple):
    """A quotation without its condition: the words of the condition, the passage without them, and those that have them."""

    condition: str
    without: Passage
    having: tuple[Passage, ...]


def without_condition(reading: Reading) -> list[Bare]:
    """The quotations that end or begin, inside marks, where another article's go on with a condition or come from one.

    Four words on end stand in both, right beside the condition; the sentence of the one that lacks it has no condition and
    shows no gap. What one article alone prints is missed, and so is a condition that is no clause ("if so").

    >>> import kit
    >>> [bare.condition for bare in without_condition(kit.read("seeds"))]
    []
    """
    events = dict(zip(reading.articles["article_id"], reading.articles["event_id"], strict=True))
    texts = {row.article_id: compared_words(row.text) for row in tables.rows(reading.articles)}
    told = _in_marks(reading)
    ending, opening = _beside(told, slice(-LEAST, None)), _beside(told, slice(None, LEAST))
    found: dict[Passage, Bare] = {}
    for there in told:
        for condition, before, behind in _conditions(there):
            words = f" {' '.join(word.n for word in condition[:LEAST])} "
            for here in (*ending.get(before, ()), *opening.get(behind, ())):
                one, other = here.passage.article_id, there.passage.article_id
                if one == other or events[one] != events[other] or not here.bare or words in texts[one]:
                    continue
                bare = found.setdefault(here.passage, Bare(there.printed(condition), here.passage, ()))
                found[here.passage] = bare._replace(having=(*bare.having, there.passage))
    return list(found.values())


@dataclass(frozen=True)
class _Sentence:
    """A sentence inside marks; `bare` if neither it nor the sentence of the article around it has a condition or shows a gap."""

    passage: Passage
    words: tuple[Word, ...]
    bare: bool

    def printed(self, words: Sequence[Word]) -> str:
        return self.passage.text[words[0].start : words[-1].end]


def _in_marks(reading: Reading) -> list[_Sentence]:
    """The sentences that stand in quotation marks, in the order of the articles."""
    around = tables.rows_by_article(reading.sentences)
    quotes = reading.quotes[(reading.quotes["form"] != "indirect") & (reading.quotes["use"] == "quotation")]
    made = []
    for quote in tables.rows(quotes):
        at = 0
        for end in [*(mark.end() for mark in _SENTENCE.finditer(quote.text)), len(quote.text)]:
            start, text = quote.start + at, quote.text[at:end].rstrip()
            here = [s.text for s in around.get(quote.article_id, ()) if s.start < start + len(text) and start < s.end]
            shown = any(_SHOWN.search(said) or OPENERS & {w.lower() for w in _WORD.findall(said)} for said in here)
            passage = Passage(quote.article_id, start, start + len(text), text)
            made.append(_Sentence(passage, tuple(fold(text)), not shown))
            at = end
    return made


def _beside(told: Iterable[_Sentence], place: slice) -> dict[tuple[str, ...], list[_Sentence]]:
    """The sentences by their last or first words."""
    found: dict[tuple[str, ...], list[_Sentence]] = {}
    for one in told:
        found.setdefault(tuple(word.n for word in one.words[place]), []).append(one)
    return found


def _conditions(one: _Sentence) -> Iterator[tuple[Sequence[Word], tuple[str, ...], tuple[str, ...]]]:
    """The conditions of a sentence, each with the words right before it and right behind it."""
    for n, word in enumerate(one.words):
        if word.n not in OPENERS or (n and one.words[n - 1].n in ASKING):
            continue
        if word.n == ONLY and one.passage.text[: word.start].rstrip()[-1:] != ",":
            continue
        comma = one.passage.text.find(",", word.end)
        behind = [w for w in one.words[n:] if 0 <= comma < w.start]
        if len(behind) < LEAST:
            behind = []
        condition = one.words[n : len(one.words) - len(behind)]
        if len(condition) > 2:
            yield condition, _run(one.words[:n][-LEAST:]), _run(behind[:LEAST])


def _run(words: Sequence[Word]) -> tuple[str, ...]:
    """The words as they are compared; of too few none that stands anywhere."""
    return tuple(word.n for word in words) if len(words) == LEAST else ("", "")
