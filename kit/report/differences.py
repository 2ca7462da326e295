"""Differences: a rendering's words against its reference, as runs that are the same, added or left out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz.distance import Indel

_WORD = re.compile(r"\S+")
_EDGES = re.compile(r"^\W+|\W+$")


@dataclass(frozen=True)
class Run:
    """A run of words: `same` and `added` are printed in the rendering, `left out` only in the reference."""

    kind: str
    text: str


def differences(reference: str, rendering: str) -> tuple[Run, ...]:
    """Runs in reading order; case and punctuation at the edge of a word are no difference.

    The alignment has the fewest words added and left out (longest common subsequence; Indel distance of rapidfuzz).

    >>> [(run.kind, run.text) for run in differences("It must stop now.", "it should stop")]
    [('same', 'it'), ('left out', 'must'), ('added', 'should'), ('same', 'stop'), ('left out', 'now.')]
    """
    left, right = _WORD.findall(reference), _WORD.findall(rendering)
    runs: list[Run] = []
    for code in Indel.opcodes([_key(w) for w in left], [_key(w) for w in right]):
        if code.tag == "equal":
            runs.append(Run("same", " ".join(right[code.dest_start : code.dest_end])))
            continue
        if code.src_end > code.src_start:
            runs.append(Run("left out", " ".join(left[code.src_start : code.src_end])))
        if code.dest_end > code.dest_start:
            runs.append(Run("added", " ".join(right[code.dest_start : code.dest_end])))
    return tuple(_ordered(runs))


def _ordered(runs: list[Run]) -> list[Run]:
    """Where words are replaced, what was left out stands before what was added."""
    made: list[Run] = []
    for run in runs:
        if run.kind == "left out" and made and made[-1].kind == "added":
            made.insert(-1, run)
        else:
            made.append(run)
    return made


def _key(word: str) -> str:
    return _EDGES.sub("", word).casefold() or word
