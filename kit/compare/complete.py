"""Complete: statements whose reference is a whole sentence, or what somebody known says in marks, so that it can stand alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pandas as pd

from kit import tables
from kit.compare.conditions import CONDITIONS, governed
from kit.data import word_set

if TYPE_CHECKING:
    from kit.tables import Reading

# What hangs on words that are not there, and what stands for somebody who was named before.
SHREDS = word_set("openers of shreds")
CLAUSES = word_set("openers of clauses")
BACKWARD = word_set("pronouns that point back")
# These report what is so; other words of reporting have an object, too: "described the leak as", "named the men".
SAY = frozenset({"say", "add"})
# What may stand between the end of a reference and that of its sentence or quotation, and between a verb of saying and what is said.
_CLOSING = re.compile(r"[\s.,;:!?…\"”’'»)]*")
# Behind these a sentence goes on with what is no part of the clause before.
_GOES_ON = re.compile(r"(?:,\s+(?:and|but|where|which|who|while|as|after|when)|\s+(?:and|but))\s")
_OPENING = re.compile(r"[\s,:]*(?:(?:\w+\s+){0,4}that\s+)?[\s\"“”‘'«„]*")
# To whom, where and when it was said; what goes on behind a comma is the rest of the statement.
_TAG = re.compile(r"[^,;:()\"“”\n]{0,60}")
# Marks that open or close; of single ones those that are no apostrophe.
_MARK = re.compile(r"[\"“”«»„‘]|(?<!\w)'(?=\w)|(?<=[.,!?])['’]")
# Fewer words that somebody is reported to have said are half of it: "150,000 took part".
FEWEST = 6
LEAST = 3


def complete(reading: Reading) -> frozenset[str]:
    """The ids of statements of which one can be told that an article does not have them: their reference says something by itself.

    In marks it is a sentence, or a clause of one, of a quotation whose speaker is known, that no "if" or "not" before it
    governs and no condition follows. Without marks it is a whole sentence, or what a sentence says somebody said; it opens
    with no pronoun that points back. A name, a title, one or two words are no statement.
    """
    made = _Complete(reading)
    references = {row.rendering_id: row for row in tables.rows(reading.renderings)}
    return frozenset(
        row.statement_id
        for row in tables.rows(reading.statements)
        if made.stands_alone(references[row.reference_rendering_id])
    )


class _Complete:
    def __init__(self, reading: Reading) -> None:
        self._texts = dict(zip(reading.articles["article_id"], reading.articles["text"], strict=True))
        self._sentences = tables.rows_by_article(reading.sentences)
        self._quotes = {row.quote_id: row for row in tables.rows(reading.quotes)}

    def stands_alone(self, row: Any) -> bool:
        """Whether the words of a rendering can be understood alone."""
        words = re.findall(r"\w+", row.text)
        if (
            len(words) < (LEAST if row.form == "direct" else FEWEST)
            or words[0].lower() in SHREDS
            or all(word[:1].isupper() for word in words)
            or len(_MARK.findall(row.text)) % 2
        ):
            return False
        quote = None if pd.isna(row.quote_id) else self._quotes.get(row.quote_id)
        sentence = next((s for s in self._sentences.get(row.article_id, ()) if s.start <= row.start < s.end), None)
        if sentence is None:
            return False
        if row.form == "direct":
            return quote is not None and self._in_marks(row, quote, sentence, words[0])
        return words[0].lower() not in BACKWARD | CLAUSES and (
            self._whole(row, sentence) if quote is None else self._reported(row, quote, sentence)
        )

    def _in_marks(self, row: Any, quote: Any, sentence: Any, first: str) -> bool:
        """Whether a quotation, or a clause of it, says what its speaker said."""
        text = self._texts[row.article_id]
        start = max(sentence.start, quote.start)
        begins = not any(map(str.isalnum, text[start : row.start]))
        behind = re.findall(r"\w+", text[row.end : max(row.end, min(quote.end, sentence.end))])
        return (
            pd.notna(quote.speaker_id)
            and (begins or first.lower() not in BACKWARD)
            and (begins or governed(text[start : sentence.end], row.start - start) == row.start - start)
            and not (behind and behind[0].lower() in CONDITIONS)
        )

    def _whole(self, row: Any, sentence: Any) -> bool:
        """Whether a passage is a sentence, or its first main clause."""
        text = self._texts[row.article_id]
        begins = not any(map(str.isalnum, text[sentence.start : row.start]))
        ends = _CLOSING.fullmatch(text, row.end, max(row.end, sentence.end)) or _GOES_ON.match(text, row.end)
        return begins and ends is not None

    def _reported(self, row: Any, quote: Any, sentence: Any) -> bool:
        """Whether a passage is all of what a sentence says that somebody said: in front of "…, she said", or behind "said that"."""
        text = self._texts[row.article_id]
        if pd.isna(quote.cue_end) or quote.content_start != row.start:
            return False
        if row.end <= quote.cue_start:
            told = [quote.cue_end, row.end] + ([] if pd.isna(quote.speaker_end) else [quote.speaker_end])
            begins = not any(map(str.isalnum, text[sentence.start : row.start]))
            return begins and _TAG.fullmatch(text, int(max(told)), max(int(max(told)), sentence.end)) is not None
        between = text[int(quote.cue_end) : row.start]
        said = _OPENING.fullmatch(between) is not None and (str(quote.cue_lemma) in SAY or "that" in between)
        return said and _CLOSING.fullmatch(text, row.end, max(row.end, sentence.end)) is not None
