"""Uses: what marks are for, when nobody is quoted in them: titles, nicknames, and words held at arm's length."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.data import word_set
from kit.english.lexicon.reporting import FINITE

if TYPE_CHECKING:
    from kit.english.doc import Doc, Token
    from kit.english.quotes.marked_spans import Marked
    from kit.english.quotes.speech_tags import Attribution

_TITLED = word_set("words before titles")
_NAMED = frozenset("so-called known dubbed nicknamed named aka".split())
_PLACED = word_set("small words before titles")
_SMALL = frozenset({"DT", "IN", "CC", "TO", "PRP$", "POS"})
# Marks around at most this many words, with nobody in sight, quote nobody.
SHORT = 4
# "a best-selling 2019 novel" has no more words than this.
LONGEST_KIND = 6


def is_name(doc: Doc, m: Marked, cue_ends: set[int]) -> bool:
    """Whether the stretch is a title or a nickname by its form: capitals throughout, where no quotation begins.

    `cue_ends` are the tokens at which a cue's words end: what is called or branded “Crooked Example” is quoted.
    """
    words = _words(doc, m.start, m.end)
    if not words or m.stretch.missing or m.stretch.carried:
        return False
    ahead = doc.tokens[m.before[0] : m.before[1]]
    last = ahead[-1] if ahead else None
    behind = doc.tokens[m.after[0]] if m.after[1] > m.after[0] else None
    if (
        len(words) <= 2
        and last is not None
        and last.pos_ == "PROPN"
        and behind is not None
        and behind.text[:1].isupper()
    ):
        return all(w.text[:1].isupper() for w in words) and last.whitespace_ != ""
    if _is_titled_behind(doc, m, words):
        return True
    near = _words(doc, m.before[0], m.before[1])[-2:]
    if last is not None and last.text == ":":  # told the programme: “…”
        return False
    if any(w.lower_ in _TITLED for w in near) and not words[0].text[:1].islower() and len(words) <= 3 * SHORT:
        return True
    capitals = [w for w in words if w.text[:1].isupper()]
    titled = all(w.text[:1].isupper() or w.tag_ in _SMALL for w in words) and words[0].text[:1].isupper()
    if titled and len(capitals) > 1 and _is_listener(near):
        return True
    if any(w.i + 1 in cue_ends for w in near[-1:]) or last is None:
        return False
    placed = words[0].text == "The" or last.lower_ in _PLACED or last.tag_ == "POS" or last.pos_ in {"PROPN", "ADJ"}
    return titled and placed and (len(capitals) > 1 or last.tag_ == "POS") and doc.text[m.stretch.end - 1] not in "!?"


def _is_listener(near: list[Token]) -> bool:
    """Whether a programme or a paper is told or cited: "told “Morning Example”", "according to “The Bridge”"."""
    words = [w.lower_ for w in near]
    return words == ["according", "to"] or words[-1:] in (["told"], ["tells"])


def _is_titled_behind(doc: Doc, m: Marked, words: list[Token]) -> bool:
    """Whether the words behind say that it is a title: “The Old Bridge,” a novel by Ann Example."""
    behind = [t for t in doc.tokens[m.after[0] : m.after[1]] if t.text not in {"”", '"', "''", ","}][:LONGEST_KIND]
    capital = words[0].text[:1].isupper() and words[-1].text[:1].isupper()
    if (
        not capital
        or not behind
        or len(words) > 3 * SHORT
        or behind[0].lower_ not in {"a", "an", "the", "his", "her", "their"}
    ):
        return False
    noun = next((t for t in behind[1:] if t.pos_ in {"NOUN", "PROPN"} and t.lower_ in _TITLED), None)
    said = noun is not None and doc.tokens[min(noun.i + 1, len(doc.tokens) - 1)].pos_ in {
        "VERB",
        "AUX",
    }  # …, the book says
    return (
        noun is not None
        and not said
        and all(
            t.pos_ in {"ADJ", "NOUN", "NUM", "PROPN", "PUNCT"} or t.tag_ in {"POS", "VBN", "VBG"}
            for t in behind[1 : behind.index(noun)]
        )
    )


def use_of(doc: Doc, m: Marked, verdict: Attribution | None) -> str:
    """`quotation`, `title` or `scare`, for a stretch that is no name by its form."""
    text = doc.text[m.stretch.start : m.stretch.end]
    if text.startswith(("(", "[")) and text.endswith((")", "]")) and text[1:-1].isupper():
        return "scare"  # a stage direction in a transcript: "(APPLAUSE)"
    if verdict is not None:
        return "quotation"
    words = _words(doc, m.start, m.end)
    near = _words(doc, m.before[0], m.before[1])[-2:]
    if len(words) > 1 and text[-1] not in "!?" and all(w.text[:1].isupper() or w.tag_ in _SMALL for w in words):
        return "title"
    alone = not _words(doc, *m.before_gap) and not _words(doc, *m.after_gap)
    if alone and text[-1] in ".!?":
        return "quotation"  # a paragraph of nothing else
    if len(words) <= SHORT or any(w.lower_ in _NAMED for w in near):
        return "scare"
    finite = any(w.tag_ in FINITE for w in words)
    return "quotation" if finite or len(words) > 2 * SHORT else "scare"


def _words(doc: Doc, start: int, end: int) -> list[Token]:
    return [t for t in doc.tokens[start:end] if t.is_word]
