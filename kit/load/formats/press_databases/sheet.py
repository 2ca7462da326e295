"""Sheet: an export of a press database, line by line, with the labels that its lines begin with; what vendors share."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

from kit.data import read_list
from kit.data.rulebook import rule
from kit.load.facts import Fact, Piece, first_day
from kit.load.page_parts.dates import find_dates, with_clock
from kit.load.page_parts.lines import STOP, Line, split_lines
from kit.load.page_parts.looks_like_name import is_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kit.load.page_parts.dates import Printed

# A line with a label is not longer, unless its value is the text itself.
LONGEST = 400
_LABEL = re.compile(r"(?P<label>[^\W\d_][^\n:：]{0,48}?)[^\S\n]?[:：][^\S\n]*(?P<value>[^\n]*)")
_OWNER = re.compile(
    r"\W*(?:copyright|©|\(c\)|all rights reserved|alle rechte|tous droits|todos los derechos)\b", re.IGNORECASE
)
_EDITION = re.compile(
    r"[^.!?]{0,40}\b(?:edition|ausgabe|édition|edición|edizione|editie|morgen|abend|appended)\b[^.!?]{0,20}",
    re.IGNORECASE,
)
ROLES = {"title": "headline", "byline": "byline", "published": "dateline", "body": "body", "standfirst": "body"}


class Header(NamedTuple):
    """What is known of a text by its labels: the role of each such line, labels cut off their values, and facts."""

    roles: dict[int, str]
    pieces: dict[int, Piece]
    facts: list[Fact]


class Label(NamedTuple):
    """A line that begins with a label: its number, the label, what each vendor means by it, where its value stands."""

    line: int
    name: str
    means: Mapping[str, Meaning]
    start: int
    end: int


class Meaning(NamedTuple):
    """What a vendor means by a label: `own` if nobody else prints it, `bare` if it may stand without a colon."""

    field: str
    own: bool
    bare: bool


@cache
def labels() -> dict[str, dict[str, Meaning]]:
    """Every label in small letters, with what each vendor means by it (`kit/data/press_labels.csv`)."""
    made: dict[str, dict[str, Meaning]] = {}
    for row in read_list("press_labels.csv").itertuples():
        meaning = Meaning(row.field, row.own == "yes", row.bare == "yes")
        known = made.setdefault(row.label.casefold(), {})
        if row.vendor not in known or meaning.own:
            known[row.vendor] = meaning
    return made


@cache
def words(vendor: str, field: str) -> frozenset[str]:
    """The words of a vendor of one kind ("words", "Wörter", "mots")."""
    rows = read_list("press_labels.csv")
    return frozenset(rows[(rows["vendor"] == vendor) & (rows["field"] == field)]["label"].str.casefold())


@dataclass(frozen=True)
class Sheet:
    """A text with its lines; `looks` are the names that markup gives to lines, `starts` lines that begin an element `article`."""

    text: str
    looks: Mapping[int, str] = field(default_factory=dict)
    starts: frozenset[int] = frozenset()

    @cached_property
    def lines(self) -> list[Line]:
        return split_lines(self.text)

    def line(self, n: int) -> str:
        return self.text[self.lines[n].start : self.lines[n].end]

    def matching(self, pattern: re.Pattern[str]) -> list[int]:
        """The lines that a pattern matches whole."""
        return [n for n in range(len(self.lines)) if pattern.fullmatch(self.short(n).strip())]

    def short(self, n: int) -> str:
        """A line, or nothing if it is too long to be a header's."""
        return self.line(n) if self.lines[n].end - self.lines[n].start <= LONGEST else ""

    @cached_property
    def labels(self) -> list[Label]:
        """The lines that begin with a label of any vendor."""
        found = []
        for n, line in enumerate(self.lines):
            match = _LABEL.match(self.text, line.start, line.end)
            name = " ".join(match["label"].casefold().split()) if match else ""
            means = labels().get(name)
            if match and means:
                found.append(Label(n, name, means, match.start("value"), line.end))
                continue
            name = " ".join(self.short(n).casefold().split()).rstrip(":") if line.end - line.start < 60 else ""
            bare = {vendor: meaning for vendor, meaning in labels().get(name, {}).items() if meaning.bare}
            if bare:
                found.append(Label(n, name, bare, line.end, line.end))
        return found

    def of(self, vendor: str) -> list[Label]:
        """The labels of one vendor."""
        return [label for label in self.labels if vendor in label.means]

    def own(self, vendor: str) -> int:
        """How many different labels stand here that only this vendor prints."""
        return len({label.name for label in self.labels if vendor in label.means and label.means[vendor].own})

    @cached_property
    def cover(self) -> dict[int, str]:
        """The lines with a label of a cover sheet or delivery note."""
        return {
            label.line: label.name for label in self.labels if "*" in label.means and label.means["*"].field == "cover"
        }

    def is_owner(self, n: int) -> bool:
        """Whether a line is a copyright notice."""
        return bool(_OWNER.match(self.text, self.lines[n].start, self.lines[n].end))

    def is_edition(self, n: int) -> bool:
        """Whether a line names an edition, or remarks on one ("Correction Appended"), and nothing else."""
        return len(self.short(n).split()) <= 6 and bool(_EDITION.fullmatch(self.short(n)))

    def ends(self, n: int) -> bool:
        """Whether a line ends like a sentence."""
        return bool(STOP.search(self.line(n)))

    def day(self, n: int, *, within: int = 30) -> Printed | None:
        """The day that opens a short line, perhaps behind its weekday; None if there is none."""
        line = self.lines[n]
        if line.end - line.start > 120:
            return None
        dates = find_dates(self.text, line.start, line.end)
        if not dates or dates[0].start - line.start > within:
            return None
        return with_clock(dates[0], self.text, line.start, line.end)


def fact(sheet: Sheet, name: str, start: int, end: int, *steps: str, argument: object = None) -> list[Fact]:
    """One fact of a header, as it is printed; for `published` the day in it, for `byline` the name behind "By"."""
    while start < end and sheet.text[start].isspace():
        start += 1
    while end > start and sheet.text[end - 1].isspace():
        end -= 1
    if start >= end:
        return []
    why = rule(*steps, argument=argument)
    by, *names = sheet.text[start:end].split()
    if name == "byline" and by.casefold() in words("*", "by") and len(names) > 1:
        return fact(sheet, name, start + len(by), end, *steps, argument=argument)
    if name != "published":
        value = " ".join(sheet.text[start:end].split())
        return [Fact(name, value, "front matter", start, end, why)]
    return first_day(sheet.text, start, end, why)


def put(header: Header, sheet: Sheet, label: Label, field: str, vendor: str) -> None:
    """One labelled line into the header: its role, its label cut off where the value is running text, its fact."""
    line = sheet.lines[label.line]
    role = ROLES.get(field, "notice")
    header.roles[label.line] = role if label.start < label.end else "notice"
    if role in {"headline", "body"} and line.start < label.start < label.end:
        header.pieces[label.line] = Piece(line.start, label.start, "notice")
    if field in {"title", "byline", "outlet", "published", "language", "place", "url"} and label.start < label.end:
        header.facts.extend(
            fact(sheet, field, label.start, label.end, "fact.press.label", argument=f"{vendor}: {label.name}")
        )


def continued(sheet: Sheet, label: Label, others: Iterable[int]) -> Iterable[int]:
    """The lines below a labelled one on which its value goes on, where the file breaks lines at a fixed width."""
    last, taken = label.line, set(others)
    while last + 1 < len(sheet.lines):
        line, below = sheet.lines[last], sheet.lines[last + 1]
        if below.blank or last + 1 in taken or not 50 <= line.end - line.start <= 90 or below.end - below.start > 90:
            return
        last += 1
        yield last


def stretch(
    sheet: Sheet, header: Header, name: str, lines: list[int], role: str, *steps: str, argument: object = None
) -> None:
    """Lines that together state one thing into the header: their role, and the fact."""
    if lines:
        start, end = sheet.lines[lines[0]].start, sheet.lines[lines[-1]].end
        header.roles.update(dict.fromkeys(lines, role))
        header.facts.extend(fact(sheet, name, start, end, *steps, argument=argument))


def of_downloads(counts: list[tuple[int, int]]) -> int:
    """How many articles several downloads in one file have together, by their counts ("3 of 12"), in order."""
    return sum(many - (number - 1) for n, (number, many) in enumerate(counts) if n == 0 or number <= counts[n - 1][0])


def counted(sheet: Sheet, numbers: Iterable[int]) -> int | None:
    """How many articles some lines of a cover say that there are ("Documents (15)", "15 Dokumente")."""
    nouns = words("*", "many")
    for n in numbers:
        line = sheet.short(n).strip().casefold()
        match = re.fullmatch(r"(?P<a>[^\W\d_]+)\s?[(:]\s?(?P<b>\d{1,5})\)?|(?P<c>\d{1,5})\s(?P<d>[^\W\d_]+)", line)
        if match and (match["a"] or match["d"]) in nouns:
            return int(match["b"] or match["c"])
        if match is None and (found := re.fullmatch(r"(?P<label>[^:]{3,40}?)\s?:\s?(?P<many>\d{1,5})", line)):
            known = labels().get(found["label"], {}).get("*")
            if known and known.field == "cover" and found["label"].rsplit(" ", 1)[-1] in nouns:
                return int(found["many"])
    return None


def may_be_author(line: str) -> bool:
    """Whether a short line may be an author's name and nothing else."""
    return 1 < len(line.split()) <= 5 and is_name(line) and not STOP.search(line)
