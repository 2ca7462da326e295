"""Abbreviations: short names that an article explains in brackets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.data import word_set
from kit.english.people import names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kit.english.doc import Doc


_SMALL = word_set("small words of abbreviations")


def abbreviations(doc: Doc) -> dict[str, str]:
    """Folded abbreviation → folded full name, where the article explains it: "World Health Organisation (WHO)".

    The letters must be the initials of the words before the bracket (small words may be skipped).
    """
    found: dict[str, str] = {}
    for match in re.finditer(r"\(([A-Z][A-Za-z.&]{1,9})\)", doc.text):
        letters = re.sub(r"[^A-Za-z]", "", match[1]).upper()
        words = re.findall(r"[\w'’-]+", doc.text[max(0, match.start() - 120) : match.start()].rsplit("\n", 1)[-1])
        for take in range(1, min(len(words), len(letters) + 4) + 1):
            run = words[-take:]
            if run[0][0].isupper() and initials(run) == letters:
                found[names.fold(match[1])] = names.fold(" ".join(run))
                break
    return found


def initials(words: Iterable[str]) -> str:
    """Initials of the words that are not small ("North Atlantic Treaty Organization" → "NATO")."""
    parts = [p for word in words for p in word.split("-")]
    return "".join(p[0] for p in parts if p and p.lower() not in _SMALL).upper()
