"""Entries: the apparatus of a reading as entries, each statement with a row for each wording."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from kit import tables
from kit.align.collation import Witness, collate
from kit.align.normalise import fold, name_spellings
from kit.compare.apparatus import NOT_COMPARED, NOT_FOUND, QUOTED, WORD_FOR_WORD, apparatus, treatment
from kit.compare.collation import words_inside
from kit.compare.flags import SPLICE, flags
from kit.compare.naming import printed_names
from kit.compare.outlets import outlets
from kit.compare.values import Values
from kit.data.terms import REFERENCE
from kit.entry.model import Dispute, Entry, Place, Row, together
from kit.entry.runs import marked, unmarked, with_marks
from kit.tables.schemas import TREATMENTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kit.align.normalise import Word
    from kit.entry.model import Run
    from kit.tables import Reading

_RANK = {name: n for n, name in enumerate(TREATMENTS)}


class Entries:
    """The entries of one reading, made when they are asked for, in the order of the apparatus.

    >>> import kit
    >>> entries = Entries(kit.read("seeds"))
    >>> first = next(iter(entries))
    >>> first.number, sum(len(row.places) for row in first.rows) == first.articles
    (1, True)
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.outlets = {one.article_id: one for one in outlets(reading)}
        self.names = {key: one.name for key, one in self.outlets.items()}
        self._texts = dict(zip(reading.articles["article_id"], reading.articles["text"], strict=True))
        self._languages = {
            row.article_id: "" if pd.isna(row.language) else str(row.language) for row in tables.rows(reading.articles)
        }
        self._statements = {row.statement_id: row for row in tables.rows(reading.statements)}
        self._speakers = {row.speaker_id: row for row in tables.rows(reading.speakers)}
        self._quotes = tables.rows_by_article(reading.quotes[reading.quotes["form"] != "indirect"])
        self._made: dict[str, Entry] = {}

    def __iter__(self) -> Iterator[Entry]:
        return (self[statement_id] for statement_id in self.cells)

    def __len__(self) -> int:
        return len(self.cells)

    def __getitem__(self, statement_id: str) -> Entry:
        """The entry of a statement; raises KeyError for an id that the reading does not have."""
        if statement_id not in self._made:
            if statement_id not in self.cells:
                raise KeyError(
                    f"there is no statement {statement_id!r}; reading.statements['statement_id'] lists those there are."
                )
            self._made[statement_id] = self._entry(self._statements[statement_id], self.cells[statement_id])
        return self._made[statement_id]

    def shared(self, event_id: str | None = None) -> list[Entry]:
        """The entries of statements that two or more articles surely have, in order; of one event if it is named."""
        several = (key for key, cells in self.cells.items() if sum(c.certainty == "sure" for c in cells) > 1)
        return [self[key] for key in several if event_id in (None, self._statements[key].event_id)]

    @cached_property
    def apparatus(self) -> pd.DataFrame:
        """The table that the entries are made of."""
        return apparatus(self.reading)

    @cached_property
    def cells(self) -> Mapping[str, list[Any]]:
        """The rows of the apparatus by statement, in order; of each statement in the order of the outlets."""
        found: dict[str, list[Any]] = {}
        for row in tables.rows(self.apparatus):
            found.setdefault(row.statement_id, []).append(row)
        order = {key: n for n, key in enumerate(self.outlets)}
        return {key: sorted(mine, key=lambda row: order[row.article_id]) for key, mine in found.items()}

    @cached_property
    def _renderings(self) -> Mapping[str, Any]:
        return {row.rendering_id: row for row in tables.rows(self.reading.renderings)}

    @cached_property
    def _values(self) -> Values:
        return Values(self.reading)

    @cached_property
    def _conflicts(self) -> Mapping[str, Any]:
        return {row.conflict_id: row for row in tables.rows(self.reading.conflicts)}

    @cached_property
    def _run_together(self) -> frozenset[str]:
        """The renderings that are flagged as running on from words that stand apart elsewhere."""
        if not self.reading.renderings["spliced"].any():
            return frozenset()
        flagged = flags(self.reading)
        return frozenset(flagged.loc[flagged["flag"] == SPLICE, "rendering_id"])

    @cached_property
    def _spellings(self) -> Mapping[str, Mapping[str, str]]:
        """For each event the spellings of its names that count as one."""
        mentions = self.reading.mentions
        events = self.reading.articles.groupby("event_id")["article_id"].agg(set)
        return {
            str(event_id): name_spellings(tables.rows(mentions[mentions["article_id"].isin(mine)]))
            for event_id, mine in events.items()
        }

    @cached_property
    def called(self) -> Mapping[tuple[str, str], str]:
        """Names that an article prints where they are not the entity's own, by `(entity_id, article_id)`."""
        return printed_names(self.reading)

    def _entry(self, statement: Any, cells: Sequence[Any]) -> Entry:
        reference = self._renderings[statement.reference_rendering_id]
        standing = [cell for cell in cells if pd.notna(cell.rendering_id)]
        runs = self._runs(statement, reference, [self._renderings[cell.rendering_id] for cell in standing])
        speaker = self._speakers.get(statement.speaker_id)
        sure = [cell for cell in standing if cell.certainty == "sure"]
        others = [self._renderings[key] for cell in standing if pd.notna(cell.also) for key in cell.also.split()]
        also = [self._alone(r, speaker) for r in others if r.certainty == "sure"]
        perhaps = [
            self._row(cell, runs[cell.rendering_id], reference, speaker)
            for cell in standing
            if cell.certainty == "perhaps"
        ]
        perhaps += [self._alone(r, speaker) for r in others if r.certainty != "sure"]
        return Entry(
            number=int(cells[0].number),
            statement_id=statement.statement_id,
            event_id=statement.event_id,
            kind=str(statement.kind),
            speaker=speaker.name if speaker else "",
            speaker_id=speaker.speaker_id if speaker else "",
            reference="".join(run.text for run in self._plain(reference)),
            reference_from=REFERENCE.get(str(statement.reference_from), ""),
            articles=len(sure),
            of=sum(cell.treatment != NOT_COMPARED for cell in cells),
            rows=tuple(self._grouped([self._row(cell, runs[cell.rendering_id], reference, speaker) for cell in sure])),
            also=tuple(also),
            perhaps=tuple(perhaps),
            not_found=tuple(self.names[c.article_id] for c in cells if c.treatment == NOT_FOUND),
            not_compared=tuple(self.names[c.article_id] for c in cells if c.treatment == NOT_COMPARED),
        )

    def _row(self, cell: Any, runs: tuple[Run, ...], reference: Any, speaker: Any) -> Row:
        rendering = self._renderings[cell.rendering_id]
        return Row(
            places=(self._place(rendering, speaker),),
            treatment=str(cell.treatment),
            runs=runs,
            language=self._languages[rendering.article_id],
            run_together=rendering.rendering_id in self._run_together,
            compared_with=rendering.rendering_id == reference.rendering_id,
            conflicts=together(self._disputes(cell)),
        )

    def _alone(self, rendering: Any, speaker: Any) -> Row:
        """A rendering that does not stand for its article: its words are compared with nothing."""
        return Row(
            places=(self._place(rendering, speaker),),
            treatment=treatment(rendering),
            runs=self._plain(rendering),
            language=self._languages[rendering.article_id],
        )

    def _place(self, rendering: Any, speaker: Any) -> Place:
        called = self.called.get((speaker.entity_id, rendering.article_id), "") if speaker else ""
        return Place(
            rendering.article_id,
            self.names[rendering.article_id],
            rendering.rendering_id,
            int(rendering.start),
            int(rendering.end),
            called,
            self.outlets[rendering.article_id],
        )

    def _grouped(self, rows: Sequence[Row]) -> list[Row]:
        """Articles that print a wording alike share its row; the best quotation stands first.

        Between wordings of one treatment, those of more articles stand first; ties keep the articles' order.
        """
        found: dict[Any, list[Row]] = {}
        for row in rows:
            found.setdefault(self._alike(row), []).append(row)
        made = []
        for same in found.values():
            first = next((row for row in same if row.compared_with), same[0])
            made.append(
                Row(
                    places=tuple(place for row in same for place in row.places),
                    treatment=first.treatment,
                    runs=first.runs,
                    language=first.language,
                    run_together=first.run_together,
                    compared_with=first.compared_with,
                    conflicts=together(dispute for row in same for dispute in row.conflicts),
                )
            )
        return sorted(made, key=lambda row: (_RANK[row.treatment], row.run_together, -len(row.places)))

    @staticmethod
    def _alike(row: Row) -> tuple[Any, ...]:
        """What two articles must have in common to share a row."""
        if row.treatment == WORD_FOR_WORD:
            return (row.treatment, row.run_together)
        return (row.treatment, row.run_together, *(word.n for word in fold(row.text)))

    def _runs(self, statement: Any, reference: Any, standing: Sequence[Any]) -> dict[str, tuple[Run, ...]]:
        """The runs of each standing rendering; only words in marks are compared, and only with words in marks."""
        compared = [
            r for r in standing if r.form in QUOTED and pd.notna(r.wording) and r.rendering_id != reference.rendering_id
        ]
        made = {r.rendering_id: self._plain(r) for r in standing}
        if compared and reference.form in QUOTED:
            event = statement.event_id
            laid = collate(self._witness(reference, event), [self._witness(r, event) for r in compared])
            for rendering, tokens in zip(compared, laid.rows[1:], strict=True):
                runs = marked(self._texts[rendering.article_id], rendering, tokens)
                made[rendering.rendering_id] = self._quoted(rendering, runs)
        return made

    def _plain(self, rendering: Any) -> tuple[Run, ...]:
        text, words = self._texts[rendering.article_id], self._words(rendering, {})
        return self._quoted(rendering, unmarked(text, rendering, words))

    def _quoted(self, rendering: Any, runs: tuple[Run, ...]) -> tuple[Run, ...]:
        quotes = self._quotes.get(rendering.article_id, ())
        return with_marks(runs, self._texts[rendering.article_id], rendering, quotes)

    def _words(self, rendering: Any, spellings: Mapping[str, str]) -> list[Word]:
        quotes = self._quotes.get(rendering.article_id, ())
        return words_inside(self._texts[rendering.article_id], rendering, quotes, spellings)

    def _witness(self, rendering: Any, event_id: str) -> Witness:
        return Witness(rendering.article_id, self._words(rendering, self._spellings[event_id]), rendering.rendering_id)

    def _disputes(self, cell: Any) -> Iterator[Dispute]:
        """The conflicts of a cell: what this article prints, and what the other does."""
        for key in cell.conflicts.split() if pd.notna(cell.conflicts) else ():
            row = self._conflicts[key]
            sides = [
                (row.left_article_id, row.left_start, row.left_end),
                (row.right_article_id, row.right_start, row.right_end),
            ]
            (mine, start, end), (other, there, until) = sorted(sides, key=lambda side: side[0] != cell.article_id)
            here, elsewhere = self._values.passage((mine, start, end)), self._values.passage((other, there, until))
            yield Dispute(row.kind, here.text, (self.names[mine],), elsewhere.text, (self.names[other],))
