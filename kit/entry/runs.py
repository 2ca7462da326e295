"""Runs: the differences between a rendering and the reference, as stretches that a template marks."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Any

from kit.entry.model import Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kit.align.collation import Token
    from kit.align.normalise import Word

# What a rendering does not print at this place, and what a fragment is not blamed for.
UNPRINTED = frozenset({"missing", "moved from here"})
_LETTERS = re.compile(r"\w")
# A quotation's first and last mark belong to its words.
_OPENING, _CLOSING = "“‘«„\"'", "”’»“\"'"
_PAIRS = {"“": "”", "‘": "’", "«": "»", "„": "“", '"': '"', "'": "'"}


def marked(text: str, rendering: Any, tokens: Sequence[Token]) -> tuple[Run, ...]:
    """The runs of a rendering that was laid under its reference.

    `text` is the article's; what a fragment does not quote is not said to be missing.
    """
    return tuple(_spaced(_runs(text, rendering, tokens)))


def unmarked(text: str, rendering: Any, words: Sequence[Word] = ()) -> tuple[Run, ...]:
    """The runs of a rendering that is compared with nothing: `words` are those inside its marks."""
    quoted = [(word.start, word.end) for word in words]
    if not quoted or rendering.form != "direct":
        return (Run("same", text[rendering.start : rendering.end]),)
    made, at = [], rendering.start
    for start, end in quoted:
        made += [*_between(text[at:start]), Run("same", text[start:end])]
        at = end
    return _joined([*made, *_between(text[at : rendering.end])])


def with_marks(runs: tuple[Run, ...], text: str, rendering: Any, quotes: Iterable[Any]) -> tuple[Run, ...]:
    """Runs of a rendering in marks with its first and last quotation mark as the article prints them.

    A rendering inside a longer quotation gets the marks of that quotation.
    """
    mine = sorted((q for q in quotes if q.start < rendering.end and q.end > rendering.start), key=lambda q: q.start)
    if rendering.form != "direct" or not mine:
        return runs
    first, last = mine[0].start, mine[-1].end
    opening = text[first - 1] if first and text[first - 1] in _OPENING else "“"
    following = text[last : last + 1]
    closing = following if following and following in _CLOSING else _PAIRS[opening]
    body = text[rendering.start : rendering.end]
    begins = "" if body[:1] in _OPENING else opening
    ends = "" if body[-1:] in _CLOSING and body[-1:] != "'" else closing
    return _joined([Run("same", begins), *runs, Run("same", ends)])


def _runs(text: str, rendering: Any, tokens: Sequence[Token]) -> Iterator[Run]:
    at = rendering.start
    for state, group in groupby(_in_reading_order(tokens), key=lambda t: (t.state, t.word is None)):
        run = list(group)
        old = " ".join(token.model.t for token in run if token.model)
        new = [token.word for token in run if token.word]
        kind = {"kept": "same", "moved": "moved here"}.get(state[0], "added")
        if old and (state[0] == "replaced" or not new) and rendering.form == "direct":
            yield Run("moved from here" if state[0] == "moved" else "missing", old)
        if new:
            yield from _between(text[at : new[0].start])
            yield Run(kind, text[new[0].start : new[-1].end])
            at = new[-1].end
    yield from _between(text[at : rendering.end])


def _between(text: str) -> Iterator[Run]:
    """What stands between words that are compared: signs and spaces, or the article's own words."""
    if text:
        yield Run("around" if _LETTERS.search(text) else "same", text)


def _spaced(runs: Iterable[Run]) -> Iterator[Run]:
    """The same runs, joined where they are of one kind, with a space on both sides of what is not printed."""
    before: Run | None = None
    for run in _joined(list(runs)):
        touch = before is not None and not before.text[-1:].isspace() and not run.text[:1].isspace()
        if before is not None and touch and {before.kind, run.kind} & UNPRINTED:
            yield Run("same", " ")
        yield run
        before = run


def _joined(runs: Sequence[Run]) -> tuple[Run, ...]:
    return tuple(
        Run(kind, "".join(run.text for run in group))
        for kind, group in groupby((run for run in runs if run.text), key=lambda run: run.kind)
    )


def _in_reading_order(tokens: Sequence[Token]) -> list[Token]:
    """The tokens as the rendering prints them; a word that it lacks stands before the word that follows."""
    made: list[tuple[int, int, Token]] = []
    following: Word | None = None
    for n, token in reversed(list(enumerate(tokens))):
        if token.word is None and token.model is None:
            continue
        following = token.word or following
        made.append((following.start if following else 1 << 60, n, token))
    return [token for _, _, token in sorted(made, key=lambda item: item[:2])]
