"""Quotation marks: which opens what, on the raw characters of one paragraph after the other.

Marks are paired before anything is known of the words, so that no error of an analysis can lose a quotation; and
inside a paragraph only, so that a mark without a partner spoils nothing beyond it. Straight (`"`, `''`), curly (also ‘‘ ’’), low
(„ “), angled (« ») and single marks are known, in either direction. What is quoted inside a quotation belongs to it.

The conventions are those of English news typography: a quotation that runs over several paragraphs opens each of them
and closes only the last.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from kit.english.quotes.single_marks import with_singles
from kit.english.quotes.stretch import Open, Paragraph, Stretch, moved, strip

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# A quotation printed a sentence a line, marked only where it begins and ends, has no more lines than this between.
LONGEST_BRIDGE = 6
_MARK = re.compile(r"``|''|‘‘|’’|[\"＂“”„‟〝〞«»‹›]")
# Markup left in a text: <img alt="…">
_ATTRIBUTE = re.compile(r"(?<![\w-])[\w-]+=(\"[^\"]*\")")
_OPENS_FIRST = re.compile(r"\s*(?:``|''|‘‘|[\"＂“”„«»])")
_BEFORE_OPENER = "([{—–-/…‘'“\"„"
_BEHIND_CLOSER = ")]},.;:!?—–-…’'”\"/"


def find_stretches(text: str, paragraphs: Iterable[tuple[int, int]]) -> list[Stretch]:
    """All quoted stretches in order; they never overlap.

    `paragraphs` are the bounds of the paragraphs, in order, as offsets into `text`.

    >>> text = "He said “yes” and 'no', she “maybe"
    >>> [(text[s.start : s.end], s.missing) for s in find_stretches(text, [(0, len(text))])]
    [('yes', ''), ('no', ''), ('maybe', 'closing')]
    """
    read = [Paragraph(n, start, end) for n, (start, end) in enumerate(paragraphs)]
    for paragraph in read:
        paragraph.opens_first = _OPENS_FIRST.match(text, paragraph.start, paragraph.end) is not None
    for n, paragraph in enumerate(read):
        follows = n + 1 < len(read) and read[n + 1].opens_first
        _pair(text, paragraph, follows=follows)
    through = _through(read)
    found: list[Stretch] = []
    open_before = False
    for n, paragraph in enumerate(read):
        if n in through:
            start, end = strip(text, paragraph.start, paragraph.end)
            found.append(Stretch(start, end, start, end, n, "open through the paragraph", carried="from on"))
            open_before = True
            continue
        follows = n + 1 < len(read) and (n + 1 in through or read[n + 1].opens_first or _closes_first(read[n + 1]))
        here, open_before = _stretches(text, paragraph, follows=follows, open_before=open_before)
        found.extend(with_singles(text, paragraph, here))
    return found


def _through(read: Sequence[Paragraph]) -> set[int]:
    """Paragraphs without marks between one whose quotation is left open and one that closes it."""
    found: set[int] = set()
    for n, paragraph in enumerate(read):
        if any(bound == paragraph.end for _, bound in paragraph.unclosed):
            ahead = range(n + 1, min(n + 1 + LONGEST_BRIDGE, len(read)))
            marked = next((k for k in ahead if read[k].marked), None)
            if marked is not None and _closes_first(read[marked]):
                found.update(range(n + 1, marked))
    return found


def _pair(text: str, paragraph: Paragraph, *, follows: bool) -> None:
    """Pair the double and angled marks of a paragraph with a stack; only outermost pairs are kept."""
    a, b = paragraph.start, paragraph.end
    marks = [(m.start(), m.group()) for m in _MARK.finditer(text, a, b)]
    if not marks:
        return
    if text.find('="', a, b) >= 0:
        attributes = {i for m in _ATTRIBUTE.finditer(text, a, b) for i in (m.start(1), m.end(1) - 1)}
        marks = [(at, mark) for at, mark in marks if at not in attributes]
    ahead = Counter(mark for _, mark in marks)
    stack: list[Open] = []
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
            stack.append(Open(at, len(mark), mark))
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
    _, end = strip(text, start, end)
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


def _stretches(text: str, paragraph: Paragraph, *, follows: bool, open_before: bool) -> tuple[list[Stretch], bool]:
    if not paragraph.marked:
        return [], False
    found = []
    n = paragraph.number
    goes_on = False
    first = True
    begin, _ = strip(text, paragraph.start, paragraph.end)
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
        start, end = strip(text, stretch.start, stretch.end)
        if start < end and (not tidy or tidy[-1].outer_end <= stretch.outer_start):
            tidy.append(moved(stretch, start, end))
    return tidy, goes_on


def _closes_first(paragraph: Paragraph) -> bool:
    """Whether the paragraph's first unpaired mark closes something that no mark in it opened."""
    return bool(paragraph.unopened) and paragraph.unopened[0][0] == paragraph.start
