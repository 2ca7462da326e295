"""View: what every section of one report needs to know: names, order, numbers, and which places the page has."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from kit import tables
from kit.compare.apparatus import treatment
from kit.compare.contradictions import things
from kit.compare.findings import findings
from kit.compare.flags import flags
from kit.compare.outlets import outlets
from kit.compare.states import latest
from kit.compare.versions import versions
from kit.entry import Entries, chip
from kit.report.passages import Mark
from kit.report.scopes import Scope, scopes
from kit.report.text import anchor, day, days
from kit.tables import SCHEMAS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kit.compare.contradictions import Thing
    from kit.tables import Reading

# Rows that a passage is marked with, from the widest to the narrowest; the names are those of the places in the page.
PLACES = {
    "sentence": "sentences", "quote": "quotes", "rendering": "renderings", "time": "times", "label": "labels",
    "quantity": "quantities", "choice": "word_choices",
}  # fmt: skip


def rows(frame: pd.DataFrame) -> list[Any]:
    """A table's rows as named tuples with None for what is missing, as templates want them."""
    return [row._make(None if pd.isna(cell) else cell for cell in row) for row in tables.rows(frame)]


class View:
    """One reading as a report shows it; `sections` are the names of the sections that the page has."""

    def __init__(self, reading: Reading, sections: Sequence[str]) -> None:
        self.every, self.reading = reading, latest(reading)  # an earlier state of an article stands in the tables alone
        reading = self.reading
        self.sections = tuple(sections)
        self.outlets = outlets(reading)
        self.names = {one.article_id: one.name for one in self.outlets}
        self.chips = {one.name: chip(one) for one in self.outlets}
        self.texts: dict[str, str] = dict(zip(reading.articles["article_id"], reading.articles["text"], strict=True))
        self.speakers: dict[str, str] = dict(zip(reading.speakers["speaker_id"], reading.speakers["name"], strict=True))
        self._keyed: dict[str, dict[str, Any]] = {}
        self._tables: dict[str, Mapping[str, list[Any]]] = {}

    def row(self, table: str, key: str) -> Any:
        """The row of a table with that key; None if there is none."""
        if table not in self._keyed:
            frame, schema = getattr(self.reading, table), SCHEMAS[table]
            self._keyed[table] = {getattr(row, schema.key): row for row in rows(frame)} if schema.key else {}
        return self._keyed[table].get(key)

    def by_article(self, table: str) -> Mapping[str, list[Any]]:
        """A table's rows by article, in the table's order."""
        if table not in self._tables:
            found: dict[str, list[Any]] = {}
            for row in rows(getattr(self.reading, table)):
                found.setdefault(row.article_id, []).append(row)
            self._tables[table] = found
        return self._tables[table]

    @cached_property
    def articles(self) -> list[Any]:
        """The articles, in the order in which outlets are shown."""
        found = {row.article_id: row for row in rows(self.reading.articles)}
        return [found[key] for key in self.names]

    @cached_property
    def events(self) -> dict[str, list[str]]:
        """The articles of each event, in the order of `articles`."""
        found: dict[str, list[str]] = {}
        for row in self.articles:
            found.setdefault(row.event_id, []).append(row.article_id)
        return found

    @cached_property
    def changes(self) -> dict[str, dict[str, list[Any]]]:
        """How each article differs from its earlier states: rows of `compare.versions` by article and path of the state."""
        paths = dict(zip(self.every.articles["article_id"], self.every.articles["path"], strict=True))
        made: dict[str, dict[str, list[Any]]] = {}
        for row in rows(versions(self.every)):
            made.setdefault(row.later_article_id, {}).setdefault(paths[row.earlier_article_id], []).append(row)
        return made

    @cached_property
    def charted(self) -> list[Scope]:
        """What charts and findings are made of, event by event."""
        return scopes(self.reading)

    @cached_property
    def findings(self) -> dict[str, list[Any]]:
        """The findings of each event that is charted in whole."""
        return {scope.event_id: rows(findings(scope.reading)) for scope in self.charted if scope.whole}

    @cached_property
    def things(self) -> list[Thing]:
        """The things on which articles do not agree."""
        return things(self.reading)

    @cached_property
    def flags(self) -> list[Any]:
        """The quotations worth a second look: rows of `compare.flags`."""
        return rows(flags(self.reading))

    @cached_property
    def entries(self) -> Entries:
        """The entries of the apparatus."""
        return Entries(self.reading)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each statement."""
        return {key: int(cells[0].number) for key, cells in self.entries.cells.items()}

    @cached_property
    def _rows(self) -> dict[str, frozenset[str]]:
        """The rows that have a place in this page, by the kind of place."""
        found: dict[str, frozenset[str]] = {}
        if "articles" in self.sections:
            found["article"] = frozenset(self.texts)
            for kind, name in PLACES.items():
                found[kind] = frozenset(getattr(self.reading, name)[f"{kind}_id"])
        elif "sources" in self.sections:
            found["article"] = frozenset(self.texts)
        if "statements" in self.sections:
            found["statement"] = frozenset(self.reading.statements["statement_id"])
        if "voices" in self.sections:
            found["speaker"] = frozenset(self.reading.speakers["speaker_id"])
        return found

    def href(self, kind: str, row_id: Any) -> str:
        """The link to a row's place in this page; nothing if the page has no such place.

        An article's place is its full text, or its card where the full texts were left out.
        """
        if pd.isna(row_id) or row_id not in self._rows.get(kind, ()):
            return ""
        if kind == "article" and "articles" not in self.sections:
            kind = "source"
        return f"#{anchor(kind, row_id)}"

    def find(self, key: Any) -> str:
        """The link to whatever row has this key; a mention leads to its sentence."""
        for kind, name in PLACES.items():
            if self.row(name, key) is not None:
                return self.href(kind, key)
        mention = self.row("mentions", key)
        return self.passage(mention.article_id, mention.start) if mention else ""

    def sentence(self, article_id: str, start: int) -> Any:
        """The row of the sentence that stands at an offset; None if there is none."""
        sentences = self.by_article("sentences").get(article_id, ())
        return next((s for s in sentences if s.start <= start < s.end), None)

    def passage(self, article_id: Any, start: Any) -> str:
        """The link to the sentence that stands at an offset."""
        if pd.isna(article_id) or pd.isna(start):
            return ""
        found = self.sentence(article_id, start)
        return self.href("sentence", found.sentence_id) if found else ""

    def marks(self, article_id: str) -> list[Mark]:
        """Everything that is marked in an article's text, the widest first."""
        return self._marks.get(article_id, [])

    @cached_property
    def _marks(self) -> dict[str, list[Mark]]:
        found: dict[str, list[Mark]] = {}
        for kind, name in PLACES.items():
            for row in rows(getattr(self.reading, name)):
                found.setdefault(row.article_id, []).append(self._mark(kind, row))
        return found

    def _mark(self, kind: str, row: Any) -> Mark:
        row_id = getattr(row, f"{kind}_id")
        says = href = note = look = ""
        if kind == "quote":
            look = f"quote {row.form}" if row.use == "quotation" else ""
            voice = f" of {row.speaker}" if row.speaker else ", speaker not found"
            says = f"{'reported speech' if row.form == 'indirect' else 'quotation'}{voice}" if look else ""
        elif kind == "rendering":
            look = "rendering"
            number = self.numbers[row.statement_id]
            href = self.href("statement", row.statement_id)
            says, note = f"statement {number}, {treatment(row)}", str(number)
        elif kind == "time":
            look = "time"
            says = _when(row)
        return Mark(int(row.start), int(row.end), f"{kind} {look}".strip(), anchor(kind, row_id), says, href, note)


def _when(row: Any) -> str:
    """A time expression in words: the day or days it covers, or that it is on no calendar."""
    first, last = row.earliest, row.latest
    if first is not None and last is not None:
        return days(first, last)
    if first is not None or last is not None:
        return f"from {day(first)}" if first is not None else f"until {day(last)}"
    kinds = {"DURATION": "a length of time", "SET": "again and again"}
    return kinds.get(row.type) or "not on a calendar"
