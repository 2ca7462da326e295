r"""Misread letters: text that was read in a wrong encoding before it was saved ("itâ€™s open"); ftfy finds it."""

from __future__ import annotations

import re

# This many places are no accident; longer stretches are not shown.
PLACES, SHOWN = 2, 12
# What misreading makes of letters beyond ASCII: pairs that no language writes. They are looked at only where one stands.
_SUSPECT = re.compile(
    "[\u00c2\u00c3\u00c4\u00c5\u00d0\u00d1\u00e2\u0413\u0420\u0432][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122\ufffd][^\\s\\w]?"
)


def misread_in(text: str) -> tuple[str, str] | None:
    r"""An example of misread letters with what they stood for, if there are some; None for sound text.

    >>> misread_in("Itâ€™s open, and thatâ€™s all."), misread_in("“It is open”, said Łukasz Ørsted.")
    (('â€™', '’'), None)
    """
    found = [match.group() for match in _SUSPECT.finditer(text)]
    if len(found) < PLACES:
        return None
    import ftfy

    mended = [(part, ftfy.fix_encoding(part)) for part in dict.fromkeys(found)]
    changed = [(part, good) for part, good in mended if good != part and len(good) < len(part)]
    if not changed or sum(found.count(part) for part, _ in changed) < PLACES:
        return None
    part, good = max(changed, key=lambda pair: found.count(pair[0]))
    return part[:SHOWN], good[:SHOWN]
