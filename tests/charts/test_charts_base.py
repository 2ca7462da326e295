"""Figures: what every chart promises."""

from __future__ import annotations

import altair as alt
import pandas as pd

from kit.charts import base
from kit.charts.grid import cut

DATA = pd.DataFrame({"outlet": ["The Northham Post", "Tide <b>News</b>"], "words": [3, 5]})  # invented


def figure(title: str = "How long?") -> base.Figure:
    chart = alt.Chart(DATA).mark_bar().encode(x="words:Q", y="outlet:N")
    return base.finish(chart, title=title, description='Tide "News" has 5 words.', data=DATA)


def test_a_figure_draws_without_network():
    """One bundle: Vega-Lite for Lab, SVG for everything else, words for a screen reader."""
    bundle, metadata = figure()._repr_mimebundle_()
    assert set(bundle) == {base.MIME, "image/svg+xml", "text/plain"}
    assert bundle["text/plain"] == 'Tide "News" has 5 words.'
    assert metadata[base.MIME]["embed_options"]["actions"] is False
    assert 'aria-label="Tide &quot;News&quot; has 5 words."' in bundle["image/svg+xml"]


def test_article_text_is_escaped_in_the_picture():
    """Markup in an outlet's name is text in the SVG."""
    assert "<b>News" not in figure().svg


def test_the_same_figure_twice_is_the_same():
    """Altair counts its views through a run; our specification does not show it."""
    click = alt.selection_point(name="cell", fields=["outlet"])
    both = [alt.hconcat(figure().chart.add_params(click), figure().chart) for _ in range(2)]
    one, two = (base.finish(chart, title="T", description="d", data=DATA).spec for chart in both)
    assert "view_" in str(one)
    assert one == two


def test_what_a_chart_leaves_out_is_said():
    """Of forty things beside three outlets thirty are shown; nothing is said where all are."""
    things = [f"thing {n}" for n in range(40)]
    assert cut(things, ["a", "b", "c"]) == (things[:30], " 10 more are in the data table.")
    assert cut(things[:30], ["a", "b", "c"]) == (things[:30], "")


def test_a_figure_that_cannot_be_drawn_says_why():
    """No exception and no empty axes: one sentence."""
    none = base.cannot("Who is quoted?", "there are no quotations.")
    assert none._repr_mimebundle_()[0]["text/plain"] == "Who is quoted? This cannot be shown: there are no quotations."
    assert none.spec == {}
    assert none.svg == ""


def test_long_questions_are_broken_into_lines():
    """Vega-Lite breaks no lines itself."""
    title = figure("Which of the many outlets in this very long question leads with what somebody said?").spec["title"]
    assert isinstance(title["text"], list)
