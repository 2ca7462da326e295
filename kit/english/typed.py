"""Typed: spaces and hyphens of typesetters as a keyboard has them, so that a rule needs one kind of each."""

from __future__ import annotations

import re

# Unicode's spaces (category Zs) but the common one.
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
# Hyphen, non-breaking hyphen, small and full-width hyphen. A soft hyphen is no sign, and a dash is another one.
_HYPHENS = "\u2010\u2011\ufe63\uff0d"
_ODD = re.compile(f"[{_SPACES}{_HYPHENS}]")
# "22 000" with a space that does not break is one number (ISO 80000-1), but "in 2013 400 people" are two.
_GROUPS = re.compile(r"(?<=\d)(?<!\d{4})[\u00a0\u2007\u2009\u202f](?=\d{3}(?!\d))")
# As texts print dashes, a typewriter's among them; and whatever stands for one between blanks.
DASHES = frozenset({"–", "—", "―", "--"})
STROKES = DASHES | {"-"}
_TYPED = str.maketrans(dict.fromkeys(_SPACES, " ") | dict.fromkeys(_HYPHENS, "-"))


def as_typed(text: str) -> str:
    """The text as somebody would type it: one character for each, so that every offset stays.

    It misses digits in groups that are set apart by common spaces.

    >>> as_typed("22\u202f000 people on a 25\u00a0basis\u2011point cut")
    '22,000 people on a 25 basis-point cut'
    """
    if text.isascii() or not _ODD.search(text):
        return text
    return _GROUPS.sub(",", text).translate(_TYPED)
