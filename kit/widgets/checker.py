"""Check the machine: one judgement of the kit at a time, its rule beside it, to be confirmed or put right."""

from __future__ import annotations

import html
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ipywidgets
import pandas as pd

from kit.compare.agreement import agreement
from kit.compare.outlets import outlet_names
from kit.compare.rates import wilson
from kit.corrections import COLUMNS, CorrectionError, place, save
from kit.data.rulebook import explain
from kit.exercises.answers import ANSWERS_NAME, AnswersError, corpus_mark, keep
from kit.phrasing import counted
from kit.widgets.base import PASSAGE, TEXT, ChangingDropdown, Explorer, button

if TYPE_CHECKING:
    from kit.tables import Reading

# What can be checked here: the question, the table and the column that answers it.
CHECKS = {
    "Who speaks?": ("quotes", "speaker"),
    "Which day is meant?": ("times", "value"),
    "Which statement is this?": ("renderings", "statement_id"),
    "What was done to the wording?": ("renderings", "wording"),
}
# The answer where no firm one is right.
OPEN = ("cannot be decided, or none of these", "open")
# Characters of the article shown on either side.
CONTEXT = 220
_WIDE = {"description_width": "9em"}
_PAGE = {"width": "min(48em, 98%)"}


class Checker(Explorer):
    """Shows a row's passage, what the kit makes of it and by which rule; you confirm it or put it right.

    Takes a Reading; `.rows` is the row that is shown, `.corrections` what you said so far, `save` writes that where
    the next reading finds it (`kit.corrections.place`). How often the kit was right so far stands under the buttons
    and changes with every answer. The articles themselves are never written to. The button that saves also adds what
    you said to the pupil's file of answers, `answers`, which is handed in.

    >>> import kit
    >>> checker = Checker(kit.read("seeds"))
    >>> list(checker.corrections.columns)
    ['table', 'row_id', 'column', 'value', 'note']
    """

    def __init__(self, reading: Reading, *, path: str | Path | None = None, answers: str | Path = ANSWERS_NAME) -> None:
        self._reading, self._names = reading, outlet_names(reading)
        self._path = place(reading.corpus) if path is None else Path(path)
        self._answers = Path(answers)
        self._said: dict[tuple[str, str, str], dict[str, Any]] = {}
        self.what = ipywidgets.Dropdown(options=list(CHECKS), description="Check", style=_WIDE)
        self.row = ChangingDropdown(options=[("nothing", "")], description="Passage", style=_WIDE, layout=_PAGE)
        self.view, self.told, self.score = ipywidgets.HTML(), ipywidgets.HTML(), ipywidgets.HTML()
        self.instead = ChangingDropdown(options=[("", "")], description="It should be", style=_WIDE, layout=_PAGE)
        self.other = ipywidgets.Text(description="or write it", style=_WIDE, layout=_PAGE)
        self.note = ipywidgets.Text(description="because", style=_WIDE, layout=_PAGE)
        self.right = button("The kit is right", "Confirm this row", lambda _: self.confirm())
        self.wrong = button("Put it right", "Correct this row", self._correct)
        self.keep = button("Save my corrections", "Write them into the file of corrections", lambda _: self._keep())
        buttons = ipywidgets.HBox([self.right, self.wrong, self.keep], layout=ipywidgets.Layout(flex_flow="row wrap"))
        controls = [self.view, self.instead, self.other, self.note, buttons, self.told, self.score]
        super().__init__([self.what, self.row], controls)

    @property
    def corrections(self) -> pd.DataFrame:
        """Confirmations and corrections made here so far."""
        return pd.DataFrame(list(self._said.values()), columns=list(COLUMNS), dtype="string")

    def choose(self) -> pd.DataFrame:
        """The row that is shown."""
        table, column = CHECKS[self.what.value]
        frame = self._reading.tables()[table]
        key = frame.columns[0]
        options = [(self._label(row), getattr(row, key)) for row in self._open(frame).itertuples()]
        if [value for _, value in self.row.options] != [value for _, value in options or [("", "")]]:
            self.row.unobserve(self._changed, "value")
            self.row.options = options or [("nothing to check here", "")]
            self.row.observe(self._changed, "value")
            self.instead.options = [("choose …", ""), OPEN, *self._candidates(table, column)]
        return frame[frame[key] == self.row.value]

    def draw(self, rows: pd.DataFrame) -> None:
        """The passage, with what the kit makes of it."""
        self.instead.value = self.other.value = self.note.value = self.told.value = ""
        if rows.empty:
            self.view.value = "<p>These articles hold nothing of this kind.</p>"
            return
        _, column = CHECKS[self.what.value]
        row = rows.iloc[0]
        self.view.value = (
            f'<p style="{TEXT}"><b>{html.escape(self._names[row["article_id"]])}</b></p>{self._passage(row)}'
            f'<p style="{TEXT}">The kit says: <b>{html.escape(self._shown(column, row[column]))}</b><br>'
            f"because of the rule: {html.escape(explain(row['rule']))}</p>"
        )

    def confirm(self) -> None:
        """Say that the kit is right about the row shown."""
        if len(self.rows):
            _, column = CHECKS[self.what.value]
            self._say(self.rows.iloc[0][column], "confirmed", "Noted: the kit is right here.")

    def correct(self, value: Any, note: str = "") -> None:
        """Say what the row shown should say; NA says that it cannot be decided, or is none of what is there."""
        if len(self.rows):
            self._say(value, note, f"Noted: it should be “{self._shown(CHECKS[self.what.value][1], value)}”.")

    def save(self) -> Path:
        """Write all corrections made here; the file's path."""
        return save(self._path, self.corrections)

    def _say(self, value: Any, note: str, told: str) -> None:
        table, column = CHECKS[self.what.value]
        value = pd.NA if pd.isna(value) else str(value)
        row = (table, self.row.value, column, value, note or pd.NA)
        self._said[row[:3]] = dict(zip(COLUMNS, row, strict=True))
        self.told.value = _line(told)
        self.score.value = _line(self._score())

    def _score(self) -> str:
        """How often the kit was right in what was checked here, and how far that may be off."""
        checked = agreement(self._reading, self.corrections)[["checked", "right"]].sum()
        low, high = wilson(checked["right"], checked["checked"])
        return (
            f"The kit was right in {checked['right']} of the {counted(checked['checked'], 'row')} that you checked. "
            f"From so many checks alone its true share may lie anywhere between {low:.0%} and {high:.0%}."
        )

    def _correct(self, _: Any) -> None:
        value = self.other.value.strip() or self.instead.value
        if value:
            self.correct(pd.NA if value == OPEN[1] else value, self.note.value.strip())
        else:
            self.told.value = _line("Choose or write what it should be.")

    def _keep(self) -> None:
        try:
            path = self.save()
            checks = self.corrections.astype("object").where(self.corrections.notna(), None).to_dict("records")
            keep(self._answers, corpus_mark(self._reading), checks=checks)
        except (AnswersError, CorrectionError, OSError) as error:
            self.told.value = _line(str(error))
            return
        self.told.value = _line(
            f"Saved in {path.name} and {self._answers.name}. Read the articles again to see what follows from it."
        )

    def _open(self, frame: pd.DataFrame) -> pd.DataFrame:
        rows = frame[frame["use"] == "quotation"] if "use" in frame else frame
        return rows.sort_values(["article_id", "start"])

    def _label(self, row: Any) -> str:
        text = row.text if len(row.text) <= CONTEXT // 3 else row.text[: CONTEXT // 3].rsplit(" ", 1)[0] + " …"
        return f"{self._names[row.article_id]}: {text}"

    def _candidates(self, table: str, column: str) -> list[tuple[str, str]]:
        if (table, column) == ("quotes", "speaker"):
            people = self._reading.entities.loc[self._reading.entities["kind"] == "person", "name"]
            return [(name, name) for name in sorted({*self._reading.speakers["name"].dropna(), *people})]
        if column == "statement_id":
            said = self._reading.statements
            return [(text[:CONTEXT], key) for key, text in zip(said["statement_id"], said["reference"], strict=True)]
        if column == "wording":
            return [(word, word) for word in self._reading.renderings["wording"].cat.categories]
        days = sorted(set(self._reading.times[column].dropna()))
        return [(day, day) for day in days]

    def _shown(self, column: str, value: Any) -> str:
        if pd.isna(value):
            return "not known"
        if column == "statement_id":
            said = self._reading.statements.set_index("statement_id")["reference"]
            return str(said.get(value, value))
        return str(value)

    def _passage(self, row: Any) -> str:
        texts = self._reading.articles.set_index("article_id")["text"]
        text, start, end = texts[row["article_id"]], int(row["start"]), int(row["end"])
        before, after = text[max(start - CONTEXT, 0) : start], text[end : end + CONTEXT]
        return (
            f'<blockquote style="{PASSAGE}">…{html.escape(before)}<mark><b>{html.escape(text[start:end])}</b></mark>'
            f"{html.escape(after)}…</blockquote>"
        )


def _line(text: str) -> str:
    return f'<p role="status" style="{TEXT}">{html.escape(text)}</p>'
