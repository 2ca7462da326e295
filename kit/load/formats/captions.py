"""Captions: a transcript with its times (`.srt .vtt`): one text, and for each stretch the second at which it is said.

A cue that goes on in the next one is joined to it; a pause, a new speaker or a full stop at a cue's end begins a new line.
"""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

from kit.data.rulebook import rule
from kit.load.facts import Fact
from kit.load.formats.decode import decode
from kit.load.formats.extract import Extract
from kit.load.page_parts.lines import STOP
from kit.load.problems import FileError

_TIMES = re.compile(
    r"(?:(?P<h>\d{1,3}):)?(?P<m>\d{1,2}):(?P<s>\d{2})[.,]\d{1,3}\s*-->\s*(?:(?P<h2>\d{1,3}):)?(?P<m2>\d{1,2}):(?P<s2>\d{2})[.,]\d{1,3}[^\n]*"
)
_VOICE = re.compile(r"<v(?:\.[\w.]+)?\s+(?P<who>[^>]{1,80})>")
_TAG = re.compile(r"</?(?:[a-z][\w.]{0,20}(?:\s[^<>]{0,80})?|\d\d:[\d:.]{2,12})>|\{\\[^{}]{1,20}\}", re.IGNORECASE)
# A silence of this many seconds ends a line.
PAUSE = 3


class Cue(NamedTuple):
    """One cue: its first and last second, who speaks (or nothing), and the words."""

    start: int
    end: int
    who: str
    words: str


def read_captions(data: bytes) -> Extract:
    """The transcript of a file of captions; facts named `second` say when each cue's stretch of the text is said."""
    printed, encoding, remarks = decode(data)
    cues = _cues(printed)
    if not cues:
        remedy = "Save it again as .srt or .vtt, or its text as .txt."
        raise FileError("holds no captions", remedy, "problem.no-article")
    parts: list[str] = []
    facts, at, last = [], 0, None
    for cue in cues:
        fresh = last is None or cue.who != last.who or cue.start - last.end > PAUSE or bool(STOP.search(last.words))
        between = "" if last is None else "\n" if fresh else " "
        named = f"{cue.who}: " if cue.who and (last is None or cue.who != last.who) else ""
        parts.append(between + named + cue.words)
        low = at + len(between) + len(named)
        at += len(parts[-1])
        facts.append(Fact("second", str(cue.start), "html", low, at, rule("fact.captions.second")))
        last = cue
    return Extract("".join(parts), encoding, "captions", facts, remarks)


def _cues(printed: str) -> list[Cue]:
    cues: list[Cue] = []
    for block in re.split(r"\r?\n(?:[^\S\n]*\r?\n)+", printed):
        match = _TIMES.search(block)
        if not match:
            continue
        shown = block[match.end() :]
        voice = _VOICE.search(shown)
        words = " ".join(unescape(_TAG.sub("", _VOICE.sub("", shown))).split())
        if words and not (cues and words == cues[-1].words):  # rolling captions show a line twice
            cues.append(Cue(_seconds(match, ""), _seconds(match, "2"), voice["who"].strip() if voice else "", words))
    return cues


def _seconds(match: re.Match[str], which: str) -> int:
    return int(match[f"h{which}"] or 0) * 3600 + int(match[f"m{which}"]) * 60 + int(match[f"s{which}"])
