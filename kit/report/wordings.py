"""Wordings: a rendering's words against its reference, as runs that a template can mark."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any

from kit.align.collation import Witness, collate
from kit.align.normalise import Word, name_spellings
from kit.compare.collation import words_inside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kit.align.collation import Token
    from kit.report.view import View


# What a rendering does not print at this place.
_UNPRINTED = {"left out", "moved away"}


@dataclass(frozen=True)
class Run:
    """A run of words: `same`, `added` and `moved` are printed in the rendering, `left out` only in the reference."""

    kind: str
    text: str


class Wordings:
    """The wordings of one event's statements; names that are spelled in two ways are one name."""

    def __init__(self, view: View, articles: Sequence[str]) -> None:
        self.view = view
        self.articles = frozenset(articles)

    @cached_property
    def _spellings(self) -> Mapping[str, str]:
        mentions = self.view.reading.mentions
        return name_spellings(mentions[mentions["article_id"].isin(self.articles)])

    def runs(self, statement: Any, renderings: Sequence[Any]) -> dict[str, list[Run]]:
        """For each rendering its runs, by `rendering_id`; those that are only reported or stated are one run.

        Words are compared only inside quotation marks. What a fragment ("unrealistic", he called it) does not quote
        is not said to be left out.
        """
        reference = next((r for r in renderings if r.rendering_id == statement.reference_rendering_id), None)
        compared = [r for r in renderings if r.form in ("direct", "partial") and r is not reference and r.wording]
        made = {r.rendering_id: [Run("same", r.text)] for r in renderings}
        if reference is not None and compared:
            laid = collate(self._witness(reference), [self._witness(r) for r in compared])
            for rendering, tokens in zip(compared, laid.rows[1:], strict=True):
                made[rendering.rendering_id] = _spaced(self._runs(rendering, tokens))
        return made

    def _witness(self, rendering: Any) -> Witness:
        text, quotes = self.view.texts[rendering.article_id], self.view.by_article("quotes")
        words = words_inside(text, rendering, quotes.get(rendering.article_id, ()), self._spellings)
        return Witness(rendering.article_id, words, rendering.rendering_id)

    def _runs(self, rendering: Any, tokens: Sequence[Token]) -> Iterator[Run]:
        text, at = self.view.texts[rendering.article_id], rendering.start
        for state, group in groupby(_in_reading_order(tokens), key=lambda t: (t.state, t.word is None)):
            run = list(group)
            old = " ".join(token.model.t for token in run if token.model)
            new = [token.word for token in run if token.word]
            kind = {"kept": "same", "moved": "moved"}.get(state[0], "added")
            if old and (state[0] == "replaced" or not new) and rendering.form == "direct":
                yield Run("moved away" if state[0] == "moved" else "left out", old)
            if new:
                if at < new[0].start:
                    yield Run("same", text[at : new[0].start])
                yield Run(kind, text[new[0].start : new[-1].end])
                at = new[-1].end
        if at < rendering.end:
            yield Run("same", text[at : rendering.end])


def _spaced(runs: Iterable[Run]) -> list[Run]:
    """The same runs with a space on both sides of what was left out, which no text spaces itself."""
    made: list[Run] = []
    for run in runs:
        touch = bool(made) and not made[-1].text[-1:].isspace() and not run.text[:1].isspace()
        if touch and {made[-1].kind, run.kind} & _UNPRINTED:
            made.append(Run("same", " "))
        made.append(run)
    return made


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
