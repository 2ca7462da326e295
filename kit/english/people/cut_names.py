"""Cut names: a name that is printed whole elsewhere in the event, or joined by a hyphen to a word that is a part of it."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from kit.english.people import names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kit.english.people.candidate import Candidate

_JOINED_BEFORE, _JOINED_BEHIND = re.compile(r"(?<!\w)[A-Z][a-z]+-$"), re.compile(r"-[A-Z][a-z]+(?!\w)")
# A word that a hyphen joins is at most this long.
REACH = 20


def make_whole(candidates: Sequence[Candidate], texts: Mapping[str, str]) -> None:
    """Lengthen the candidates of an event by the words around them that belong to their names.

    "Morna" in "Lower Morna" is that town if the name is found whole elsewhere; "Groen" in "Agri-Groen" is no name, nor
    "Ann Example" in "Ann Example-Sample", unless "Agri" and "Sample" are known in the event themselves.
    """
    wholes: dict[str, set[str]] = defaultdict(set)
    for candidate in candidates:
        if " " in candidate.text and candidate.role != "headline":
            for word in candidate.text.split():
                wholes[word].add(candidate.text)
    known = {word for candidate in candidates for word in candidate.key.split()}
    for candidate in candidates:
        if not candidate.titles and not candidate.full:
            text = texts[candidate.article_id]
            longer = sorted(wholes[candidate.text.split()[0]], key=lambda name: (-len(name), name))
            spans = (span for name in longer if (span := _inside(candidate, text, name)))
            start, end = next(spans, None) or _unhyphened(candidate, text, known)
            candidate.start, candidate.end, candidate.text = start, end, text[start:end]


def _inside(candidate: Candidate, text: str, name: str) -> tuple[int, int] | None:
    """Where a longer name stands that holds the one of a candidate as a word or several; None if it does not."""
    at = f" {name} ".find(f" {candidate.text} ")
    start, end = candidate.start - at, candidate.start - at + len(name)
    whole = len(name) > len(candidate.text) and at >= 0 and text[start:end] == name
    return (
        (start, end) if whole and not text[end : end + 1].isalnum() and not text[start - 1 : start].isalnum() else None
    )


def _unhyphened(candidate: Candidate, text: str, known: set[str]) -> tuple[int, int]:
    """Where a name begins and ends with a word in capitals that a hyphen joins to it."""
    start, end = candidate.start, candidate.end
    before = _JOINED_BEFORE.search(text, max(0, start - REACH), start)
    behind = _JOINED_BEHIND.match(text, end, end + REACH)
    if before and not _is_known(before.group().strip("-"), known):
        start = before.start()
    if behind and not _is_known(behind.group().strip("-"), known):
        end = behind.end()
    return start, end


def _is_known(word: str, known: set[str]) -> bool:
    return names.fold(word) in known or names.fold(word) in names.known()
