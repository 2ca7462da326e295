"""The parallel reader: articles in columns, and the same statement lit in all of them.

Choose a statement by click, by keyboard or from the list: every column goes to its own wording of it, the words that
only this outlet has and the words that it leaves out are marked, and an outlet that has nothing says so. What is
chosen is `.rows`, one row an outlet's wording, a row without a text for an outlet that leaves it out.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import ipywidgets
import pandas as pd
import traitlets

from kit.compare.collation import collation, said_texts
from kit.compare.outlets import outlet_names
from kit.phrasing import day_in_words, shortened
from kit.widgets.base import WIDE, ChangingDropdown, Explorer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.tables import Reading

ANY = "any"
# Columns that fit a screen beside each other; more can be chosen and scroll.
COLUMNS = 5
# Lines of the list of outlets: the reader should fit a small laptop's screen, so the list scrolls.
LINES = 3
# A statement's wording in the list of statements, in characters.
SHORT = 90
_SNUG = {"description_width": "initial"}

_ROWS = [
    "outlet", "form", "wording", "spliced", "text", "start", "end", "article_id", "rendering_id", "statement_id", "rule",
]  # fmt: skip


class Columns(anywidget.AnyWidget):
    """The columns themselves; `chosen` is the statement that is lit, set from Python or by the reader."""

    _esm = Path(__file__).with_name("reader.js")
    _css = Path(__file__).with_name("reader.css")
    articles: traitlets.List = traitlets.List().tag(sync=True)
    statements: traitlets.List = traitlets.List().tag(sync=True)
    shown: traitlets.List = traitlets.List().tag(sync=True)
    chosen = traitlets.Unicode().tag(sync=True)


class ParallelReader(Explorer):
    """Two or more articles in columns with one statement lit in all of them.

    Takes a Reading; the filters are `speaker`, `form`, `wording` and `outlets`, the choice is `statement` (a
    statement_id). `.rows` has the columns outlet, form, wording, spliced, text, start, end and the keys.

    It can only light what `align` has joined: an outlet shown as leaving a statement out may have it in words that the
    kit did not recognise, so the gap is a reason to look, not a proof.

    >>> import kit
    >>> reader = ParallelReader(kit.read("seeds"))
    >>> list(reader.rows.columns[:4])
    ['outlet', 'form', 'wording', 'spliced']
    """

    def __init__(self, reading: Reading, *, event_id: str | None = None) -> None:
        self._reading, self.names = reading, outlet_names(reading)
        self._shown: dict[str, dict[str, Any]] = {}
        events = reading.articles["event_id"]
        event = event_id or (events.iloc[0] if len(events) else "")
        self._articles = reading.articles[events == event]
        self._statements = _by_weight(reading, event)
        mine = self._statements["statement_id"]
        self._renderings = reading.renderings[reading.renderings["statement_id"].isin(mine)]
        self._said = said_texts(reading)
        ids = self._articles["article_id"].tolist()
        self.view = Columns(
            articles=[_article(row, self.names, reading, self._renderings) for row in self._articles.itertuples()]
        )
        self.speaker = _filter([ANY, *self._speakers()], "Speaker")
        self.form = _filter(_present(self._renderings["form"]), "Form")
        self.wording = _filter(_present(self._renderings["wording"]), "Wording")
        self.outlets = ipywidgets.SelectMultiple(
            options=[(self.names[i], i) for i in ids], value=ids[:COLUMNS], description="Outlets",
            rows=min(len(ids), LINES) or 1, style=_SNUG, layout=ipywidgets.Layout(width="18em"),
        )  # fmt: skip
        self.statement = ChangingDropdown(
            options=[("none found", "")], description="Statement", style=_SNUG, layout=WIDE
        )
        self.view.observe(self._clicked, "chosen")
        super().__init__([self.speaker, self.form, self.wording, self.outlets, self.statement], [self.view])

    def choose(self) -> pd.DataFrame:
        """The wordings of the chosen statement, in the order of the columns."""
        kept = self._kept()
        ids = [row.statement_id for row in kept]
        options = [(self._label(row), row.statement_id) for row in kept] or [("none found", "")]
        if [value for _, value in self.statement.options] != [value for _, value in options]:
            chosen = self.statement.value
            with self.hold_trait_notifications():
                self.statement.unobserve(self._changed, "value")
                self.statement.options = options
                self.statement.value = chosen if chosen in ids else options[0][1]
                self.statement.observe(self._changed, "value")
        return self._wordings(self.statement.value)

    def draw(self, rows: pd.DataFrame) -> None:  # noqa: ARG002 (the columns show whole articles)
        """Light the statement in the columns."""
        self.view.shown = list(self.outlets.value)
        kept = self._kept()
        for row in kept:
            if row.statement_id not in self._shown:
                self._shown[row.statement_id] = self._statement(row)
        self.view.statements = [self._shown[row.statement_id] for row in kept]
        self.view.chosen = self.statement.value or ""

    def _clicked(self, change: dict[str, Any]) -> None:
        if change["new"] in [value for _, value in self.statement.options]:
            self.statement.value = change["new"]

    def _kept(self) -> list[Any]:
        """Statements with at least one rendering, in a shown article, that passes the filters."""
        found = self._renderings[self._renderings["article_id"].isin(self.outlets.value)]
        for column, control in (("form", self.form), ("wording", self.wording)):
            if control.value != ANY:
                found = found[(found[column] == control.value).fillna(False)]
        kept = self._statements[self._statements["statement_id"].isin(found["statement_id"])]
        if self.speaker.value != ANY:
            kept = kept[(kept["speaker"] == self.speaker.value).fillna(False)]
        return list(kept.itertuples())

    def _wordings(self, statement_id: str) -> pd.DataFrame:
        found = self._renderings[self._renderings["statement_id"] == statement_id].sort_values(["article_id", "start"])
        shown = pd.DataFrame({"article_id": pd.array(list(self.outlets.value), dtype="string")})
        rows = shown.merge(found, how="left", on="article_id") if statement_id else shown.iloc[:0].merge(found)
        rows["statement_id"] = pd.array([statement_id] * len(rows), dtype="string")
        rows["outlet"] = rows["article_id"].map(self.names).astype("string")
        return rows[_ROWS]

    def _speakers(self) -> list[str]:
        return list(dict.fromkeys(self._statements["speaker"].dropna()))

    def _label(self, row: Any) -> str:
        who = "the articles themselves" if pd.isna(row.speaker) else row.speaker
        return f"{shortened(self._wording(row), SHORT)} ({who}; {row.articles} of {len(self._articles)})"

    def _wording(self, row: Any) -> str:
        """A statement as its reference says it, without the "he added" that breaks it."""
        return self._said.get(row.reference_rendering_id, row.reference)

    def _statement(self, row: Any) -> dict[str, Any]:
        found = self._renderings[self._renderings["statement_id"] == row.statement_id]
        reference = found[found["rendering_id"] == row.reference_rendering_id]
        # One wording in marks has nothing to differ from.
        marked = _pieces(self._reading, row.statement_id) if (found["form"] == "direct").sum() > 1 else {}
        quoted_first = found.sort_values(["article_id", "form", "start"])
        source = self.names[reference["article_id"].iloc[0]] if len(reference) else ""
        return {
            "id": row.statement_id,
            "speaker": None if pd.isna(row.speaker) else row.speaker,
            "reference": self._wording(row),
            "reference_from": None if pd.isna(row.reference_from) else row.reference_from,
            "source": source,
            "articles": int(row.articles),
            "renderings": [
                self._rendering(one, row.reference_rendering_id, marked) for one in quoted_first.itertuples()
            ],
        }

    def _rendering(self, row: Any, reference_id: Any, marked: dict[str, list[list[str]]]) -> dict[str, Any]:
        whole = [[self._said[row.rendering_id], "same"]]
        return {
            "article": row.article_id,
            "start": int(row.start),
            "form": row.form,
            "wording": None if pd.isna(row.wording) else row.wording,
            "spliced": bool(pd.notna(row.spliced) and row.spliced),
            "is_reference": row.rendering_id == reference_id,
            # Only where all of it stands in marks does an outlet promise the words: elsewhere `form` tells enough.
            "words": marked.get(row.rendering_id, whole) if row.form == "direct" else whole,
        }


def _by_weight(reading: Reading, event: str) -> pd.DataFrame:
    """The event's statements with the speaker's name: what somebody said before claims, the most rendered first."""
    names = reading.speakers.set_index("speaker_id")["name"]
    found = reading.statements[reading.statements["event_id"] == event].copy()
    found["speaker"] = found["speaker_id"].map(names).astype("string")
    found["said"] = found["kind"] == "utterance"
    return found.sort_values(["said", "articles", "statement_id"], ascending=[False, False, True])


def _filter(options: list[str], label: str) -> ipywidgets.Dropdown:
    return ipywidgets.Dropdown(
        options=options, value=ANY, description=label, style=_SNUG, layout=ipywidgets.Layout(width="15em")
    )


def _present(values: pd.Series) -> list[str]:
    """`any`, and the words of the vocabulary that occur."""
    return [ANY, *(word for word in values.cat.categories if (values == word).any())]


def _pieces(reading: Reading, statement_id: str) -> dict[str, list[list[str]]]:
    """For each rendering with words in marks those words, each piece `same`, `added`, `dropped` or `moved`."""
    laid = collation(reading, statement_id)
    made = {}
    for n, witness in enumerate(laid.witnesses):
        pieces = []
        for state, old, new in laid.runs(n):
            if state == "kept":
                pieces.append([new, "same"])
                continue
            if old and state in ("dropped", "replaced"):
                pieces.append([old, "dropped"])
            if new:
                pieces.append([new, "moved" if state == "moved" else "added"])
        made[witness.rendering_id] = pieces
    return made


def _article(row: Any, names: pd.Series, reading: Reading, renderings: pd.DataFrame) -> dict[str, Any]:
    sentences = reading.sentences[reading.sentences["article_id"] == row.article_id]
    mine = renderings[renderings["article_id"] == row.article_id]
    published = "day not stated" if pd.isna(row.published) else day_in_words(row.published)
    return {
        "id": row.article_id,
        "outlet": names[row.article_id],
        "facts": published + ("" if pd.isna(row.agency) else f", credited to {row.agency}"),
        "language": "en" if pd.isna(row.language) else row.language,
        "paragraphs": list(_paragraphs(row.text, sentences, mine)),
    }


def _paragraphs(text: str, sentences: pd.DataFrame, renderings: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """The article's text paragraph by paragraph, cut where a rendering starts or ends: `pieces` are [text, ids]."""
    spans = [(int(r.start), int(r.end), r.statement_id) for r in renderings.itertuples()]
    for _, group in sentences.sort_values("start").groupby("paragraph", sort=True):
        start, end = int(group["start"].min()), int(group["end"].max())
        inside = [span for span in spans if span[0] < end and span[1] > start]
        cuts = sorted({start, end, *(min(max(cut, start), end) for a, b, _ in inside for cut in (a, b))})
        pieces = [[text[a:b], sorted({i for s, e, i in inside if s <= a and b <= e})] for a, b in pairwise(cuts)]
        yield {"role": str(group["role"].iloc[0]), "pieces": pieces}
