"""Outlet explorers: one for each comparison of the outlets, with the passages behind what is shown."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import ipywidgets

from kit.charts.naming import contested_grid, most_named, naming_grid
from kit.charts.numbers import number_grid
from kit.charts.order import focus_grid, order_grid
from kit.charts.overview import nearness_tree, overview_grid
from kit.charts.verbs import verb_grid
from kit.charts.voices import speaker_grid, voice_shares
from kit.charts.words import keyword_dots, loaded_strip
from kit.compare.naming import contested, naming
from kit.compare.outlets import outlet_names
from kit.compare.passages import passages
from kit.compare.states import latest
from kit.compare.verbs import reporting
from kit.english.words.concordance import concordance
from kit.widgets.base import TEXT, ChartView, Explorer, dropdown, table_html

if TYPE_CHECKING:
    import pandas as pd

    from kit.charts.base import Figure
    from kit.tables import Reading

# Passages listed below a chart; all of them are in the tables.
SHOWN = 40
KEYS = ("quote_ids", "keys", "quantity_id", "rendering_ids")
_STYLE = {"description_width": "8em"}
_WIDE = {"width": "min(36em, 98%)"}


class OutletExplorer(Explorer):
    """A chart of the outlets chosen (all of them, in the order of the corpus, at first) and the passages behind it.

    A subclass says by `figure` what is drawn. `.rows` are the rows of the figure's data; `.outlets` chooses outlets;
    `.passages` are the rows' passages as a DataFrame.
    """

    def __init__(self, reading: Reading, *controls: ipywidgets.Widget) -> None:
        self.reading = reading = latest(reading)
        names = outlet_names(reading).tolist()
        self.outlets = ipywidgets.SelectMultiple(
            options=names, value=tuple(names), description="Outlets", rows=min(5, max(2, len(names))), style=_STYLE,
            layout=_WIDE,
        )  # fmt: skip
        self.view, self.words = ChartView(), ipywidgets.HTML()
        self.evidence = ipywidgets.HTML()
        super().__init__(controls, [self.view, self.words, self.evidence], [self.outlets])

    def figure(self, outlets: list[str]) -> Figure:
        """The figure for these outlets."""
        raise NotImplementedError

    def choose(self) -> pd.DataFrame:
        """The data of the figure."""
        names = list(self.outlets.value) or list(self.outlets.options)
        self._figure = self.figure(names)
        return self._figure.data

    def draw(self, rows: pd.DataFrame) -> None:  # noqa: ARG002  # `passages` reads the rows itself
        """The chart, what it shows in words, and the passages."""
        self.view.show(self._figure)
        self.words.value = f'<p style="{TEXT}">{html.escape(self._figure.description or self._figure.why_not)}</p>'
        found = self.passages
        self.evidence.value = ""
        if len(found):
            shown = found.assign(passage="… " + found["before"] + "⟦" + found["text"] + "⟧" + found["after"] + " …")
            table = table_html(shown[["outlet", "passage"]], f"Passages: {len(shown)}", limit=SHOWN)
            # As high as the screen allows beside its chart; the keyboard can scroll it.
            region = 'role="region" aria-label="Passages" tabindex="0" style="max-height:20em;overflow:auto"'
            self.evidence.value = f"<div {region}>{table}</div>"

    @property
    def passages(self) -> pd.DataFrame:
        """The passages that the rows rest on."""
        column = next((name for name in KEYS if name in self._rows.columns), None)
        keys = " ".join(self._rows[column].dropna()) if column else ""
        return passages(self.reading, keys)


class Voices(OutletExplorer):
    """Whose words the articles are made of, and who is heard where; `.question` chooses.

    >>> import kit
    >>> Voices(kit.read("seeds")).rows["voice"].nunique()
    3
    """

    def __init__(self, reading: Reading) -> None:
        questions = {"Whose words are these?": voice_shares, "Who is heard, and where?": speaker_grid}
        self.question = dropdown("Question", questions.items(), **_WIDE)
        super().__init__(reading, self.question)

    def figure(self, outlets: list[str]) -> Figure:
        """Shares of voices, or the grid of speakers."""
        return self.question.value(self.reading, outlets=outlets)


class Naming(OutletExplorer):
    """What each outlet calls one person, place or thing; `.concept` chooses it.

    >>> import kit
    >>> Naming(kit.read("seeds")).rows["concept"].nunique()
    1
    """

    def __init__(self, reading: Reading) -> None:
        data = naming(reading)
        wide = data.groupby("concept")["article_id"].nunique().sort_values(ascending=False, kind="stable")
        first = [most_named(data)] if len(data) else []
        names = list(dict.fromkeys([*first, *wide.index]))
        self.concept = dropdown("Named", names or [("nothing is named", None)], **_WIDE)
        super().__init__(reading, self.concept)

    def figure(self, outlets: list[str]) -> Figure:
        """The grid of wordings."""
        return naming_grid(self.reading, self.concept.value, outlets=outlets)


class ContestedWords(OutletExplorer):
    """Which of the words for a contested thing each outlet chooses, and which nobody does; `.concept` chooses it.

    >>> import kit
    >>> len(ContestedWords(kit.read("seeds")).rows) > 0
    True
    """

    def __init__(self, reading: Reading) -> None:
        data = contested(reading)
        most = data.groupby("concept", sort=False)["count"].sum().sort_values(ascending=False, kind="stable")
        self.concept = dropdown("Thing", list(most.index) or [("none of the list", None)], **_WIDE)
        super().__init__(reading, self.concept)

    def figure(self, outlets: list[str]) -> Figure:
        """The grid of words."""
        return contested_grid(self.reading, self.concept.value, outlets=outlets)


class Verbs(OutletExplorer):
    """By which verbs each outlet lets people speak; `.speaker` chooses one of them.

    >>> import kit
    >>> set(Verbs(kit.read("seeds")).rows["colour"].dropna()) <= {"neutral", "coloured", "not in the list"}
    True
    """

    def __init__(self, reading: Reading) -> None:
        data = reporting(reading)
        names = data.groupby("speaker")["count"].sum().sort_values(ascending=False, kind="stable").index
        self.speaker = dropdown("Speaker", [("anybody", None), *((str(name), str(name)) for name in names)], **_WIDE)
        super().__init__(reading, self.speaker)

    def figure(self, outlets: list[str]) -> Figure:
        """The grid of verbs."""
        return verb_grid(self.reading, speaker=self.speaker.value, outlets=outlets)


class Words(OutletExplorer):
    """What marks an outlet's wording, and where words weaken, strengthen or rate; `.question` and `.names` choose.

    >>> import kit
    >>> explorer = Words(kit.read("seeds"))
    >>> bool((explorer.rows["z"] > 0).all())
    True
    """

    def __init__(self, reading: Reading) -> None:
        asked = ("Which words mark an outlet?", "Where does it weaken, strengthen or rate?")
        self.question = dropdown("Question", asked, **_WIDE)
        self.names = ipywidgets.Checkbox(value=False, description="with names; or, with quotations", indent=False)
        super().__init__(reading, self.question, self.names)

    def figure(self, outlets: list[str]) -> Figure:
        """Words that mark the outlets, or the strip of loaded words."""
        if self.question.index == 0:
            return keyword_dots(self.reading, names=self.names.value, outlets=outlets)
        return loaded_strip(self.reading, quotations=self.names.value, outlets=outlets)


class Numbers(OutletExplorer):
    """Which numbers each outlet gives, by what they count.

    >>> import kit
    >>> Numbers(kit.read("seeds")).passages["table"].unique().tolist()
    ['quantities']
    """

    def figure(self, outlets: list[str]) -> Figure:
        """The grid of numbers."""
        return number_grid(self.reading, outlets=outlets)


class Order(OutletExplorer):
    """How far down each statement stands, and which places are in focus; `.question` chooses.

    >>> import kit
    >>> bool(Order(kit.read("seeds")).rows["position"].between(0, 1).all())
    True
    """

    def __init__(self, reading: Reading) -> None:
        questions = {"What comes first, and what far down?": order_grid, "Which places are in focus?": focus_grid}
        self.question = dropdown("Question", questions.items(), **_WIDE)
        super().__init__(reading, self.question)

    def figure(self, outlets: list[str]) -> Figure:
        """The grid of statements by position, or of places."""
        return self.question.value(self.reading, outlets=outlets)


class Overview(OutletExplorer):
    """All measures of the outlets, or how near they are to each other; `.question` chooses.

    >>> import kit
    >>> len(Overview(kit.read("seeds")).rows)
    5
    """

    def __init__(self, reading: Reading) -> None:
        self.question = dropdown("Question", ("All measures", "Near in wording", "Near in statements"), **_WIDE)
        super().__init__(reading, self.question)

    def figure(self, outlets: list[str]) -> Figure:
        """The overview, or the tree."""
        if self.question.index == 0:
            return overview_grid(self.reading, outlets=outlets)
        return nearness_tree(self.reading, by=("wording", "statements")[self.question.index - 1], outlets=outlets)


class Concordance(Explorer):
    """Every use of a term across the outlets with the words around it; type in `.term` ("peace*" finds all that begin so).

    >>> import kit
    >>> explorer = Concordance(kit.read("seeds"), term="annexation")
    >>> explorer.rows["match"].tolist()
    ['annexation']
    """

    def __init__(self, reading: Reading, term: str = "") -> None:
        self.reading = reading = latest(reading)
        self.term = ipywidgets.Text(value=term, description="Term", style=_STYLE, continuous_update=False, layout=_WIDE)
        self.lines = ipywidgets.HTML()
        super().__init__([self.term], [self.lines])

    def choose(self) -> pd.DataFrame:
        """The uses of the term; none for an empty one."""
        term = self.term.value
        asked = any(c.isalnum() for c in term)
        found = concordance(self.reading, term) if asked else concordance(self.reading, "a").iloc[:0]
        return found.assign(outlet=found["article_id"].map(outlet_names(self.reading)))

    def draw(self, rows: pd.DataFrame) -> None:
        """The lines, the term in the middle."""
        cells = "".join(
            f'<tr><th scope="row">{html.escape(row.outlet)}</th><td style="text-align:right">{html.escape(row.before)}</td>'
            f'<td><mark>{html.escape(row.match)}</mark></td><td style="text-align:left">{html.escape(row.after)}</td></tr>'
            for row in rows.itertuples()
        )
        if not self.term.value:
            self.lines.value = "<p>Type a word and press Enter.</p>"
            return
        said = f"{len(rows)} uses of “{self.term.value}”"
        caption = f"<caption>{html.escape(said)}</caption>"
        self.lines.value = f'<table class="kit-table">{caption}<tbody>{cells}</tbody></table>'
