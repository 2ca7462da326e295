"""Voices: whose words an article is made of, and who is heard where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.charts.altair import alt
from kit.charts.base import COLOURS, DARK, GROUND, WIDTH, Figure, cannot, finish, rows_of
from kit.charts.grid import cut, grid
from kit.charts.lettering import step
from kit.charts.outlets import chips, chosen, down
from kit.charts.printed import under
from kit.compare.states import counted_once
from kit.compare.voice import VOICES, speakers_heard, voices
from kit.phrasing import listing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.tables import Reading

BAR = 26
# With at most this many outlets a cell holds two numbers.
ROOMY = 7


@counted_once
def voice_shares(reading: Reading, *, outlets: Sequence[str] | None = None) -> Figure:
    """How much of each article is quotation, reported speech and the outlet's own words; data as `compare.voices`.

    >>> import kit
    >>> voice_shares(kit.read("seeds")).title
    'Whose words are these?'
    """
    title = "Whose words are these?"
    names = chosen(reading, outlets)
    data = voices(reading)
    data = data[data["outlet"].isin(names) & data["share"].notna()]
    if data.empty:
        return cannot(title, "no article has any words")
    shown = data.assign(label=[f"{share:.0%}" for share in data["share"].astype(float)])
    shown["at"] = shown["voice"].map(VOICES.index)
    # A narrow piece has no room for its number; the table has it.
    shown["label"] = shown["label"].where(shown["share"] >= 0.06, "")
    values = alt.Data(values=rows_of(shown))
    y = down(names)
    base = alt.Chart(values).encode(
        y=y,
        x=alt.X("words:Q", stack="normalize", title="share of the article's words", axis=alt.Axis(format="%")),
        order=alt.Order("at:Q"),
        tooltip=[*map(alt.Tooltip, ("outlet:N", "voice:N", "words:Q", "of:Q")), *(alt.Tooltip(f"{end}:Q", format=".0%") for end in ("low", "high"))],
    )  # fmt: skip
    bars = base.mark_bar(stroke=GROUND).encode(
        color=alt.Color(
            "voice:N",
            scale=alt.Scale(domain=list(VOICES), range=[COLOURS[0], COLOURS[4], "#D9D9D9"]),
            legend=alt.Legend(title=None, orient="top"),
        )
    )
    words = base.mark_text(align="center").encode(
        x=alt.X("words:Q", stack="normalize", bandPosition=0.5),
        text=alt.Text("label:N"),
        color=alt.condition("datum.voice == 'quotation'", alt.value("#FFFFFF"), alt.value(DARK)),
    )
    quoted = data[data["voice"] == "quotation"].sort_values("share")
    if not data.loc[data["voice"] != "own words", "words"].sum():
        said = "No article quotes or reports anybody: all words are the outlets' own."
    else:
        most, least = quoted.iloc[-1], quoted.iloc[0]
        said = f"Quotation is {most['share']:.0%} of the words of {most['outlet']} ({most['words']} of {most['of']})"
        said += f" and {least['share']:.0%} of those of {least['outlet']}." if len(quoted) > 1 else "."
        said += f" Drawn again by sentence, the share for {most['outlet']} lies between {most['low']:.0%} and {most['high']:.0%}."
    chart = alt.layer(bars, words, *chips(names, y=y)).properties(width=WIDTH, height={"step": step(names, BAR)})
    return finish(chart, title=title, description=said, data=data)


@counted_once
def speaker_grid(reading: Reading, *, outlets: Sequence[str] | None = None) -> Figure:
    """Who is heard in which article, with how many quotations and words; data as `compare.speakers_heard`.

    >>> import kit
    >>> speaker_grid(kit.read("seeds")).title
    'Who is heard, and where?'
    """
    title = "Who is heard, and where?"
    names = chosen(reading, outlets)
    data = speakers_heard(reading)
    data = data[data["outlet"].isin(names)]
    if data.empty:
        return cannot(title, "no quotation or reported speech was found")
    totals = data.groupby("speaker")[["articles", "quotes"]].agg({"articles": "first", "quotes": "sum"})
    ordered = totals.sort_values(["articles", "quotes"], ascending=False, kind="stable").index.tolist()
    things, more = cut(ordered, names)
    shown = data[data["speaker"].isin(things)]
    # Beside many outlets there is room for one number; the words stand in the tooltip and the table.
    few = len(names) <= ROOMY
    entities = dict(zip(reading.speakers["speaker_id"], reading.speakers["entity_id"], strict=True))
    called = under(shown["speaker_id"].map(entities), shown["article_id"], reading)
    counts = zip(shown["quotes"], shown["words"], called, strict=True)
    labels = [f"{q} ({w} words){name}" if few else f"{q}{name}" for q, w, name in counts]
    shown = shown.assign(label=labels)
    lone = [name for name in ordered if totals.at[name, "articles"] == 1]
    said = f"{ordered[0]} is heard most widely, in {totals.at[ordered[0], 'articles']} of {len(names)} articles."
    if lone and len(names) > 1:
        said += f" Heard in one article only: {listing(lone[:6])}{' and others' if len(lone) > 6 else ''}."
    chart = grid(
        shown, things, names, title=title, thing="speaker", label="label", shade="quotes", width=110, tooltip=["quotes", "words"],
        subtitle="quotations and reports of speech" + (", and their words" if few else ""),
    )  # fmt: skip
    return finish(chart, title=title, description=said + more, data=data)
