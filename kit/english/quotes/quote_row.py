"""A row of quotes on its way: offsets in the text, with its printed source and cue as tokens, before speakers are resolved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kit.english.quotes.cues import Cue
    from kit.english.quotes.source_extent import Source


@dataclass
class QuoteRow:
    """One stretch or reported clause (offsets in code points), with its printed source and cue (tokens)."""

    start: int
    end: int
    content_start: int
    content_end: int
    form: str
    use: str
    source: Source | None
    cue: Cue | None
    marks: str
    rule: str
    utterance: int = -1
