"""File names: the outlet and day that a file's name gives ("2013-05-03_Merrow-Post_bridge.txt").

They are offered, as facts that never win: a name may tell when a file was saved, and by whom.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from kit.data.rulebook import rule
from kit.load.facts import FILE_NAME, Fact
from kit.load.page_parts.dates import whole_day

_DAY = re.compile(r"(?<!\d)(?P<y>(?:18|19|20)\d\d)(?P<mark>[-_.]?)(?P<m>[01]\d)(?P=mark)(?P<d>[0-3]\d)(?!\d)")
# The name of an outlet has at most this many words.
WORDS = 5


def named(path: str) -> list[Fact]:
    """The day in a file's name, and the part beside it that may be the outlet.

    >>> [(fact.field, fact.value) for fact in named("2013-05-03_Merrow-Post_bridge.txt")]
    [('published', '2013-05-03'), ('outlet', 'Merrow Post')]
    >>> named("bridge.txt")
    []
    """
    stem = PurePosixPath(path).name.rsplit(".", 1)[0]
    match = _DAY.search(stem)
    day = whole_day(int(match["y"]), int(match["m"]), int(match["d"])) if match else None
    if match is None or day is None:
        return []
    found = [Fact("published", day.isoformat(), FILE_NAME, None, None, rule("fact.file-name"))]
    parts = [part.strip(" -_.") for part in re.split(r"__+|_|\s-\s|\s–\s", stem)]
    at = next(
        (n for n, part in enumerate(parts) if match.group() in part or match.group().replace("_", "") == part), None
    )
    beside = None if at is None else parts[at - 1] if at == 1 else parts[1] if at == 0 and len(parts) > 1 else None
    outlet = " ".join(re.split(r"[-\s.]+", beside)) if beside else ""
    if outlet and not re.search(r"\d", outlet) and len(outlet.split()) <= WORDS:
        found.append(Fact("outlet", outlet, FILE_NAME, None, None, rule("fact.file-name")))
    return found
