"""Alignment charts: who renders what and how, who leaves what out, who shares whose wording."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from kit.charts.altair import alt
from kit.charts.base import COLOURS, GRID, GROUND, INK, QUIET, cannot, finish, rows_of, wrapped
from kit.charts.grid import FAINT, FULL
from kit.charts.lettering import PAD, at_top, headings, key_lines, side, step
from kit.charts.outlets import CHIP, FILL, GAP, STRIPE, chips, chosen, once, signs, stripe
from kit.compare.apparatus import NOT_COMPARED, NOT_FOUND
from kit.compare.coverage import coverage
from kit.compare.states import counted_once
from kit.data.rulebook import explain
from kit.phrasing import counted, listing, shortened

if TYPE_CHECKING:
    from kit.charts.base import Figure
    from kit.tables import Reading

# What an outlet did with a statement: the sign and the colour of each treatment.
WAYS = {
    "word for word": ("circle", "#0072B2"),
    "trimmed": ("triangle-down", "#009E73"),
    "reworded": ("diamond", "#D55E00"),
    "quoted in part": ("square", "#56B4E9"),
    "reported": ("triangle-left", QUIET),
    "stated": ("triangle-right", "#E69F00"),
    "may be the same": ("M-1,-1L1,-1L1,1L-1,1ZM-.6,-.6L-.6,.6L.6,.6L.6,-.6Z", QUIET),
    "not found": ("M-1,-0.12L1,-0.12L1,0.12L-1,0.12Z", QUIET),
    "not compared": ("cross", QUIET),
}
# More rows than this do not fit a page: the statements of most articles are kept, and the description says so.
MOST_ROWS = 24
LABEL_LENGTH, LABELS = 66, 246
SIGN = 90
ROW_HEIGHT = 34
# Room for a sign and a word in a cell; with many outlets there is room for the sign alone.
WIDEST, NARROWEST, WORDED = 110, 26, 84
# The omission matrix: the narrowest cell that holds "not found", and all cells of a row in a report's column.
CELL, ROW = 54, 600
# How the matrix of shared wording is read.
READ = "share of the own words of the outlet at the left that stand in the one above, too"


@counted_once
def rendering_grid(
    reading: Reading, *, least: int = 2, limit: int = MOST_ROWS, speaker: str | None = None, way: str | None = None
) -> Figure:
    """Statements down, outlets across: a sign for what each outlet did with each statement.

    `least`: only statements that at least so many articles surely have; `limit`: at most so many, those of most articles;
    `speaker`: only what this one says; `way`: only statements that some outlet treats so (a key of `WAYS`). Sign and
    colour tell the treatment, the bar under it how much of the reference's words is there. Its `data` has one row a
    statement and article, as `kit.compare.coverage`, with `way`: the treatment where the kit vouches for it.

    >>> import kit
    >>> rendering_grid(kit.read("seeds")).title
    'What did each outlet do with the same statement?'
    """
    title = "What did each outlet do with the same statement?"
    rows, why = _rows(reading, least)
    if why:
        return cannot(title, why)
    perhaps = (rows["certainty"] == "perhaps").fillna(False)
    rows["way"] = rows["treatment"].where(~perhaps, "may be the same")
    if speaker is not None:
        rows = rows[rows["speaker"] == speaker]
    if way is not None:
        rows = rows[rows["statement_id"].isin(set(rows.loc[rows["way"] == way, "statement_id"]))]
    if rows.empty:
        return cannot(title, "no statement is left by this choice")
    shown = rows[rows["statement_id"].isin(list(dict.fromkeys(rows["statement_id"]))[:limit])]
    told = _told(shown, len(set(rows["statement_id"])))
    return finish(_grid(shown, reading, title), title=title, description=told, data=shown)


@counted_once
def omission_matrix(reading: Reading, *, least: int = 2, limit: int = MOST_ROWS) -> Figure:
    """Statements down, outlets across: what at least `least` articles have and the kit did not find in another.

    Where a statement is there, the cell says how far down the article it first stands (0 % its beginning).

    >>> import kit
    >>> omission_matrix(kit.read("seeds")).title
    'What was not found in each outlet?'
    """
    title = "What was not found in each outlet?"
    rows, why = _rows(reading, least)
    if why:
        return cannot(title, why)
    missing = rows.loc[rows["treatment"] == NOT_FOUND, "statement_id"]
    rows = rows[rows["statement_id"].isin(set(missing))]
    if rows.empty:
        return cannot(title, "every statement that two articles have is in all of them")
    shown = rows[rows["statement_id"].isin(list(dict.fromkeys(rows["statement_id"]))[:limit])].copy()
    shown["there"] = shown["treatment"].where(shown["rendering_id"].isna(), "there")
    shown["cell"] = [f"{row.depth:.0%} down" if row.there == "there" else row.there for row in shown.itertuples()]
    base, stripes, key = _cells(shown, reading)
    scale = alt.Scale(domain=["there", NOT_FOUND, NOT_COMPARED], range=[*COLOURS[:2], GRID])
    tiles = base.mark_rect(stroke=GROUND, strokeWidth=2, fillOpacity=0.25).encode(
        fill=alt.Fill("there:N", title=None, scale=scale), tooltip=_tips(("outlet", "statement", "cell", "text"))
    )
    words = base.mark_text(fontSize=11).encode(text=alt.Text("cell:N"), color=alt.ColorValue(INK))
    left = shown[shown["treatment"] == NOT_FOUND].groupby("outlet", sort=False)["statement_id"].count()
    most = ", ".join(f"{name} {number}" for name, number in left.items())
    description = (
        f"{counted(shown['statement_id'].nunique(), 'statement')} that at least {least} articles have and that one or more "
        f"seem not to have. Not found: {most}. A percentage says how far down the article the statement first stands."
    )
    chart = alt.layer(tiles, words, *stripes).properties(title=_heading(title, key))
    return finish(chart, title=title, description=description, data=shown)


@counted_once
def reuse_matrix(reading: Reading) -> Figure:
    """Each pair of articles: the share of the row's own words that the column's article has too, in runs of five.

    Words inside quotation marks do not count. Its `data` has one row a pair in each direction, with `rule`.

    >>> import kit
    >>> reuse_matrix(kit.read("seeds")).title
    'Who shares whose wording, outside quotations?'
    """
    title = "Who shares whose wording, outside quotations?"
    reuse = reading.reuse
    if reuse.empty:
        return cannot(title, "it takes two articles of one event")
    shown = chosen(reading)
    names = {one.article_id: one.name for one in shown.values()}
    pairs = [
        {
            "of": names[a], "with": names[b], "share": share, "words": pair.shared_words,
            "longest_run": pair.longest_run, "rule": explain(pair.rule), "of_article_id": a, "with_article_id": b,
        }
        for pair in reuse.itertuples()
        for a, b, share in (
            (pair.left_article_id, pair.right_article_id, pair.left_coverage),
            (pair.right_article_id, pair.left_article_id, pair.right_coverage),
        )
    ]  # fmt: skip
    data = pd.DataFrame(pairs)
    data["cell"] = [f"{share:.0%}" for share in data["share"]]
    order = list(shown)
    size = max(44, min(110, ROW // max(len(order), 1)))
    top, key = at_top(order, size - 6, signs(shown), PAD + CHIP)
    beside = alt.Axis(**side(order, signs=signs(shown)), ticks=False, domain=False, labelPadding=PAD + CHIP)
    x = alt.X("with:N", title=None, sort=order, axis=alt.Axis(**top, orient="top", ticks=False, domain=False))
    y = alt.Y("of:N", title=None, sort=order, axis=beside)
    base = alt.Chart(alt.Data(values=rows_of(data))).encode(x=x, y=y)
    tiles = base.mark_rect(fill=COLOURS[0], stroke=GROUND, strokeWidth=2).encode(
        fillOpacity=alt.FillOpacity("share:Q", scale=alt.Scale(domain=[0, 1], range=[FAINT, FULL]), legend=None),
        tooltip=_tips(("of", "with", "cell", "longest_run", "rule")),
    )
    words = base.mark_text(color=INK).encode(text=alt.Text("cell:N"))
    copies = reuse[reuse["rule"].str.startswith("reuse.copy")]
    told = [
        f"{names[r.left_article_id]} and {names[r.right_article_id]} ({explain(r.rule)})" for r in copies.itertuples()
    ]
    top = data.sort_values(["share", "of", "with"], ascending=[False, True, True]).iloc[0]
    description = (
        f"{counted(len(reuse), 'pair')} of articles. "
        + (f"Copied wording: {listing(told)}. " if told else "No pair shares enough to be called a copy. ")
        + f"Most is shared by {top['of']} with {top['with']}: {top['cell']} of its own words, "
        f"the longest run {counted(int(top['longest_run']), 'word')}."
    )
    stripes = [*chips(shown, x=x, field="with"), *chips(shown, y=y, field="of")]
    chart = alt.layer(tiles, words, *stripes).properties(
        width=size * len(order), height=step(order, 34) * len(order), title=_heading(title, key, READ)
    )
    return finish(chart, title=title, description=description, data=data)


def _rows(reading: Reading, least: int) -> tuple[pd.DataFrame, str]:
    """The rows of `coverage` for statements that enough articles render, or why there are none."""
    if len(reading.articles) < 2:
        return pd.DataFrame(), "one article alone has nothing to be compared with"
    rows = coverage(reading)
    rows = rows[rows["articles"] >= least].copy()
    if rows.empty:
        return rows, f"no statement was found in {least} or more articles"
    return rows, ""


def _labels(shown: pd.DataFrame) -> dict[str, str]:
    """A label of up to two lines for each statement: its number and its beginning."""
    rows = shown.drop_duplicates("statement_id").itertuples()
    return {row.statement_id: f"{row.number}  {shortened(str(row.statement), LABEL_LENGTH)}" for row in rows}


def _cells(shown: pd.DataFrame, reading: Reading) -> tuple[Any, list[Any], list[str]]:
    """The base of the omission matrix, the stripes of its outlets, and the key to its headings: outlets across, statements down, as in `coverage`."""
    labels = _labels(shown)
    shown["label"] = shown["statement_id"].map(labels)
    outlets = {name: one for name, one in chosen(reading).items() if name in set(shown["outlet"])}
    columns = [
        "statement_id", "rendering_id", "article_id", "outlet", "speaker", "statement", "label", "text", "there", "cell",
    ]  # fmt: skip
    width = max(min(WORDED, max(CELL, ROW // len(outlets))), 240 // len(outlets))
    top, key = at_top(list(outlets), width - 6, signs(outlets), PAD + CHIP)
    x = alt.X("outlet:N", sort=list(outlets), title=None, axis=alt.Axis(**top, orient="top", ticks=False, domain=False))
    y = alt.Y("label:N", sort=list(labels.values()), title=None, axis=_lines_axis(labels))
    base = alt.Chart(alt.Data(values=rows_of(shown[columns]))).encode(x=x, y=y)
    base = base.properties(width=width * len(outlets), height=ROW_HEIGHT * len(labels))
    return base, chips(outlets, x=x), key


def _grid(shown: pd.DataFrame, reading: Reading, title: str) -> Any:
    """A panel for each outlet: the bar is the share of the reference's words, the sign and the word tell the way."""
    labels = _labels(shown)
    outlets = {name: one for name, one in chosen(reading).items() if name in set(shown["outlet"])}
    width = max(NARROWEST, min(WIDEST, 5 * WIDEST // len(outlets)))
    label, length = shown["statement_id"].map(labels), shown["coverage"].fillna(0)
    shown = shown.assign(label=label, word=shown["way"], length=length, chip=once(shown, outlets))
    columns = [
        "statement_id", "rendering_id", "article_id", "outlet", "speaker", "statement", "label", "text", "coverage", "way",
        "word", "length", "chip",
    ]  # fmt: skip
    used = [way for way in WAYS if way in set(shown["way"])]
    scale = alt.Scale(domain=used, range=[WAYS[way][1] for way in used])
    base = alt.Chart().encode(y=alt.Y("label:N", sort=list(labels.values()), title=None, axis=_lines_axis(labels)))
    bars = base.mark_bar(opacity=0.22, height=24).encode(
        x=alt.X("length:Q", scale=alt.Scale(domain=[0, 1]), axis=None),
        color=alt.Color("way:N", scale=scale, legend=None),
        tooltip=_tips(("outlet", "way", "coverage", "text", "speaker", "statement")),
    )
    points = base.mark_point(size=SIGN, filled=True, opacity=1).encode(
        x=alt.XValue(11),
        shape=alt.Shape("way:N", legend=None, scale=alt.Scale(domain=used, range=[WAYS[way][0] for way in used])),
        color=alt.Color("way:N", scale=scale, legend=None),
        tooltip=_tips(("outlet", "way", "coverage", "text", "speaker", "statement")),
    )
    layers = [bars, points]
    if width >= WORDED:
        words = base.mark_text(align="left", fontSize=11)
        layers.append(words.encode(x=alt.XValue(23), text=alt.Text("word:N"), color=alt.ColorValue(INK)))
    stripes = stripe().encode(
        x=alt.XValue(0), x2=alt.X2Value(width), y=alt.YValue(-GAP - STRIPE), y2=alt.Y2Value(-GAP), fill=FILL
    )
    panels = alt.layer(*layers, stripes, data=alt.Data(values=rows_of(shown[columns]))).properties(
        width=width, height=ROW_HEIGHT * len(labels)
    )
    above, key = headings(list(outlets), width, signs(outlets))
    header = alt.Header(title=None, **above, labelAlign="center", labelAnchor="middle")
    click = alt.selection_point(name="cell", fields=["statement_id", "article_id"], on="click", clear="dblclick")
    panels.layer[0] = panels.layer[0].add_params(click)
    grid = panels.facet(column=alt.Column("outlet:N", sort=list(outlets), header=header), spacing=6)
    return grid.properties(title=_heading(title, key))


def _heading(title: str, key: list[str], *notes: str) -> Any:
    """The title, and under it how to read the chart and the key to headings that are letters."""
    return alt.TitleParams(wrapped(title), subtitle=[*notes, *key_lines(key, ROW)])


def _lines_axis(labels: dict[str, str]) -> Any:
    """Statements as labels of up to two lines."""
    return alt.Axis(**side([*labels.values()], LABELS), domain=False, ticks=False, labelPadding=8)


def _told(shown: pd.DataFrame, there_are: int) -> str:
    """The grid in words: for each outlet how often each sign stands."""
    parts = []
    for outlet, group in shown.groupby("outlet", sort=False):
        counts = group["way"].value_counts()
        parts.append(f"{outlet}: " + ", ".join(f"{way} {counts[way]}" for way in WAYS if way in counts))
    number = shown["statement_id"].nunique()
    more = f" (of {there_are}; those of most articles)" if there_are > number else ""
    return f"{counted(number, 'statement')}{more}. {'. '.join(parts)}."


def _tips(fields: tuple[str, ...]) -> list[Any]:
    return [alt.Tooltip(f"{name}:N", title=name.replace("_", " ")) for name in fields]
