"""Quotation marks: which opens what, on the raw characters of one paragraph after the other.

Marks are paired before anything is known of the words, so that no error of an analysis can lose a quotation; and
inside a paragraph only, so that a mark without a partner spoils nothing beyond it. Straight (`"`, `''`), curly (also ‘‘ ’’), low
(„ “), angled (« ») and single marks are known, in either direction. What is quoted inside a quotation belongs to it.

The conventions are those of English news typography: a quotation that runs over several paragraphs opens each of them
and closes only the last.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# A quotation printed a sentence a line, marked only where it begins and ends, has no more lines than this between.
LONGEST_BRIDGE = 6
_MARK = re.compile(r"``|''|‘‘|’’|[\"＂“”„‟〝〞«»‹›]")
# Markup left in a text: <img alt="…">
_ATTRIBUTE = re.compile(r"(?<![\w-])[\w-]+=(\"[^\"]*\")")
_BEFORE_OPENER = "([{—–-/…‘'“\"„"
_BEHIND_CLOSER = ")]},.;:!?—–-…’'”\"/"
# An apostrophe that only looks like an opening mark: 'em, 'til, '90s.
_CLIPPED = re.compile(r"(?:em|til|tis|twas|twill|cause|bout|round|cuz|n|kay|nuff|neath)\b|\d\d(?:s|\b)", re.IGNORECASE)
_SINGLE_OPEN = re.compile(r"(?<![\w.,!?'‘’])['‘‚](?=[\w“\"$£€…\[])")
_SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?…”\")\]%])['’](?![\w'’])")


@dataclass(frozen=True)
class Stretch:
    """Words between marks. `start:end` leave the marks out, `outer_start:outer_end` take them in.

    `missing` is the side whose mark is not there (`opening`, `closing` or nothing): `start` or `end` are then only
    the paragraph's bounds until `kit.english.quotes.missing_marks` has found a better place. `carried` says that a neighbouring
    paragraph's stretch is the same quotation (`from` the one before, `on` into the next).
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    paragraph: int
    rule: str
    missing: str = ""
    carried: str = ""
    single: bool = False

    @property
    def marks(self) -> str:
        return "repaired" if self.missing else "balanced"


@dataclass
class _Open:
    at: int
    width: int
    mark: str


@dataclass
class _Paragraph:
    """The marks of one paragraph: pairs, and those that found no partner."""

    number: int
    start: int
    end: int
    pairs: list[tuple[_Open, int, int]] = field(default_factory=list)
    unclosed: list[tuple[_Open, int]] = field(default_factory=list)
    unopened: list[tuple[int, int, int]] = field(default_factory=list)
    opens_first: bool = False

    @property
    def marked(self) -> bool:
        return bool(self.pairs or self.unclosed or self.unopened)


def find_stretches(text: str, paragraphs: Iterable[tuple[int, int]]) -> list[Stretch]:
    """All quoted stretches in order; they never overlap.

    `paragraphs` are the bounds of the paragraphs, in order, as offsets into `text`.

    >>> text = "He said “yes” and 'no', she “maybe"
    >>> [(text[s.start : s.end], s.missing) for s in find_stretches(text, [(0, len(text))])]
    [('yes', ''), ('no', ''), ('maybe', 'closing')]
    """
    read = [_Paragraph(n, start, end) for n, (start, end) in enumerate(paragraphs)]
    for paragraph in read:
        first = re.compile(r"\s*(?:``|''|‘‘|[\"＂“”„«»])").match(text, paragraph.start, paragraph.end)
        paragraph.opens_first = first is not None
    for n, paragraph in enumerate(read):
        follows = n + 1 < len(read) and read[n + 1].opens_first
        _pair(text, paragraph, follows=follows)
    through = _through(read)
    found: list[Stretch] = []
    open_before = False
    for n, paragraph in enumerate(read):
        if n in through:
            start, end = _strip(text, paragraph.start, paragraph.end)
            found.append(Stretch(start, end, start, end, n, "open through the paragraph", carried="from on"))
            open_before = True
            continue
        follows = n + 1 < len(read) and (n + 1 in through or read[n + 1].opens_first or _closes_first(read[n + 1]))
        here, open_before = _stretches(text, paragraph, follows=follows, open_before=open_before)
        found.extend(_with_singles(text, paragraph, here))
    return found


def _through(read: Sequence[_Paragraph]) -> set[int]:
    """Paragraphs without marks between one whose quotation is left open and one that closes it."""
    found: set[int] = set()
    for n, paragraph in enumerate(read):
        if any(bound == paragraph.end for _, bound in paragraph.unclosed):
            ahead = range(n + 1, min(n + 1 + LONGEST_BRIDGE, len(read)))
            marked = next((k for k in ahead if read[k].marked), None)
            if marked is not None and _closes_first(read[marked]):
                found.update(range(n + 1, marked))
    return found


def _pair(text: str, paragraph: _Paragraph, *, follows: bool) -> None:
    """Pair the double and angled marks of a paragraph with a stack; only outermost pairs are kept."""
    a, b = paragraph.start, paragraph.end
    attributes = {i for m in _ATTRIBUTE.finditer(text, a, b) for i in (m.start(1), m.end(1) - 1)}
    marks = [(m.start(), m.group()) for m in _MARK.finditer(text, a, b) if m.start() not in attributes]
    ahead = Counter(mark for _, mark in marks)
    stack: list[_Open] = []
    held: Counter[str] = Counter()  # the marks on the stack, each kind with its number
    base = a
    for at, mark in marks:
        ahead[mark] -= 1
        left = text[at - 1] if at > a else " "
        right = text[at + len(mark)] if at + len(mark) < b else " "
        role = _role(mark, left, right, [*+held, stack[-1].mark] if stack else [])
        if role == "open":
            rest = sum(
                n
                for other, n in ahead.items()
                if n and _pairs_with(mark, other) and _role(other, "x", " ", [mark]) == "close"
            )
            same = sum(n for other, n in held.items() if _family(other) == _family(mark))
            if same and rest < same + 1 and (not follows or _last_before(text, a, at) in {".", "!", "?"}):
                # More openers than closers: the one before was never closed, this one begins afresh.
                paragraph.unclosed.append((stack[0], at))
                stack, base = [], at
                held.clear()
            stack.append(_Open(at, len(mark), mark))
            held[mark] += 1
        elif role == "close":
            if not any(n and _pairs_with(other, mark) for other, n in held.items()):
                paragraph.unopened.append((base, at, len(mark)))
            else:
                while stack:
                    opener = stack.pop()
                    held[opener.mark] -= 1
                    if _pairs_with(opener.mark, mark):
                        break
                if not stack:
                    paragraph.pairs.append((opener, at, len(mark)))
            if not stack:
                base = at + len(mark)
    if stack:
        paragraph.unclosed.append((stack[0], b))


def _last_before(text: str, start: int, end: int) -> str:
    """The last character of a stretch that is not white space; nothing if there is none."""
    _, end = _strip(text, start, end)
    return text[end - 1 : end] if end > start else ""


def _family(mark: str) -> str:
    return "angled" if mark in "«»‹›" else "double"


def _pairs_with(opener: str, closer: str) -> bool:
    """Straight and curly marks may meet: some editors mix them; angled ones only meet their kind."""
    if _family(opener) != _family(closer):
        return False
    straight = {'"', "''", "＂"}
    return (opener in straight) == (closer in straight) or opener in straight or closer in straight


def _role(mark: str, left: str, right: str, stack: Sequence[str]) -> str:
    """Whether a mark opens or closes here: what it looks like, overruled by the spaces around it."""
    may_open = not right.isspace() and (left.isspace() or left in _BEFORE_OPENER)
    may_close = not left.isspace() and (right.isspace() or right in _BEHIND_CLOSER)
    if mark in {"“", "‟", "〝", "``", "‘‘", "„"}:
        if mark == "“" and stack and stack[-1] == "„":
            return "close"
        return "close" if stack and may_close and not may_open else "open"
    if mark in {"”", "〞", "’’"}:
        return "open" if not stack and may_open and not may_close else "close"
    partner = any(_family(o) == _family(mark) for o in stack)
    if mark in "«»‹›":
        if partner:  # »so« closes with what elsewhere opens
            return "open" if mark in "«‹" and any(o in "«‹" for o in stack) else "close"
        return "open" if mark in "«‹" or (may_open and not may_close) else "close"
    if partner:
        return "open" if may_open and not may_close else "close"
    if left.isdigit() and (right.isspace() or right in _BEHIND_CLOSER or right in "xX×"):
        return "measure"  # 6'2", a 30" screen
    return "close" if right.isspace() else "open"


def _stretches(text: str, paragraph: _Paragraph, *, follows: bool, open_before: bool) -> tuple[list[Stretch], bool]:
    found = []
    n = paragraph.number
    goes_on = False
    first = True
    begin, _ = _strip(text, paragraph.start, paragraph.end)
    for opener, at, width in sorted(paragraph.pairs, key=lambda p: p[0].at):
        carried = "from" if open_before and opener.at <= begin else ""
        found.append(Stretch(opener.at + opener.width, at, opener.at, at + width, n, "paired marks", carried=carried))
    for opener, bound in paragraph.unclosed:
        taken_up = bound == paragraph.end and follows
        carried = "from" if open_before and opener.at <= begin else ""
        inner = opener.at + opener.width
        if taken_up:
            goes_on = True
            carried = f"{carried} on".strip()
            found.append(Stretch(inner, bound, opener.at, bound, n, "open until the next paragraph", carried=carried))
        else:
            found.append(Stretch(inner, bound, opener.at, bound, n, "closing mark missing", "closing", carried))
    for base, at, width in paragraph.unopened:
        if open_before and first and base == paragraph.start:
            found.append(Stretch(base, at, base, at + width, n, "open since the paragraph before", carried="from"))
        else:
            found.append(Stretch(base, at, base, at + width, n, "opening mark missing", "opening"))
        first = False
    tidy: list[Stretch] = []
    for stretch in sorted(found, key=lambda s: (s.start, s.end)):
        start, end = _strip(text, stretch.start, stretch.end)
        if start < end and (not tidy or tidy[-1].outer_end <= stretch.outer_start):
            tidy.append(_moved(stretch, start, end))
    return tidy, goes_on


def _closes_first(paragraph: _Paragraph) -> bool:
    """Whether the paragraph's first unpaired mark closes something that no mark in it opened."""
    return bool(paragraph.unopened) and paragraph.unopened[0][0] == paragraph.start


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _moved(stretch: Stretch, start: int, end: int) -> Stretch:
    if (start, end) == (stretch.start, stretch.end):
        return stretch
    return Stretch(
        start, end, stretch.outer_start, stretch.outer_end, stretch.paragraph, stretch.rule, stretch.missing,
        stretch.carried, stretch.single,
    )  # fmt: skip


def _with_singles(text: str, paragraph: _Paragraph, doubles: list[Stretch]) -> list[Stretch]:
    """Add stretches in single marks: outside the double ones, or around them (British style)."""
    outer = [s.outer_start for s in doubles]

    def quoted(at: int) -> bool:
        n = bisect_right(outer, at) - 1
        return n >= 0 and at < doubles[n].outer_end

    bounds = paragraph.start, paragraph.end
    opening = [m for m in _SINGLE_OPEN.finditer(text, *bounds) if not _CLIPPED.match(text, m.end())]
    opening = [m for m in opening if not quoted(m.start())]
    if not opening:
        return doubles
    closing = [m.start() for m in _SINGLE_CLOSE.finditer(text, *bounds) if not quoted(m.start())]
    every = [m.start() for m in _SINGLE_OPEN.finditer(text, *bounds)]
    found: list[Stretch] = []
    at = paragraph.start
    for match in opening:
        if match.start() < at:
            continue
        following = bisect_left(every, match.end())
        end = _single_end(
            text,
            closing,
            bisect_left(closing, match.end()),
            every[following] if following < len(every) else None,
            paragraph.end,
        )
        if end is None:
            opens = not text[paragraph.start : match.start()].strip()
            if opens and not doubles:  # the tag behind may tell where it closes
                found.append(_unclosed_single(text, paragraph, match))
            break
        start, stop = _strip(text, match.end(), end)
        if start < stop:
            found.append(
                Stretch(start, stop, match.start(), end + 1, paragraph.number, "paired single marks", single=True)
            )
        at = end + 1
    around = [s.outer_start for s in found]

    def inside(stretch: Stretch) -> bool:
        n = bisect_right(around, stretch.outer_start) - 1
        return n >= 0 and found[n].outer_start < stretch.outer_start and stretch.outer_end < found[n].outer_end

    return sorted([*found, *(s for s in doubles if not inside(s))], key=lambda s: s.start)


def _unclosed_single(text: str, paragraph: _Paragraph, match: re.Match[str]) -> Stretch:
    """The paragraph that a single mark opens and none closes."""
    start, end = _strip(text, match.end(), paragraph.end)
    return Stretch(start, end, match.start(), end, paragraph.number, "closing mark missing", "closing", single=True)


def _single_end(text: str, closing: Sequence[int], first: int, following: int | None, stop: int) -> int | None:
    """The closing single mark: the first that no plural's apostrophe could be, else the first of all.

    `closing` are the places of such marks, to be looked at from the number `first` on; behind the `following` opening mark
    only as long as none was met.
    """
    for n in range(first, len(closing)):
        at = closing[n]
        if following is not None and at > following and n > first:
            break
        if text[at - 1] not in "sz" or at + 1 == stop or text[at + 1] in ",.;:!?)":
            return at
    return closing[first] if first < len(closing) else None
