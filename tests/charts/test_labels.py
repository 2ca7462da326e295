"""Labels of charts, measured by a browser: none leaves its drawing, none lies over another."""

from __future__ import annotations

import itertools

import pytest

import kit
from kit import charts

pytestmark = pytest.mark.browser

NAMES = [f"The {word} Gazette and Evening Messenger of the Upper Holmsund Valley" for word in (
    "Amber", "Brisk", "Coastal", "Daily", "Early", "Fenland", "Greater", "Harbour", "Inland", "Joint", "Keen", "Lower",
    "Modern", "Northern", "Old",
)]  # fmt: skip
TEXT = (
    "HOLMSUND, May 6, 2025 — Mayor Karin Aldel opened the bridge on Tuesday. “The bridge will stand for a hundred years,” "
    "Aldel said. “Nobody was hurt in all that time,” said the engineer Tom Brook. About 400 people came to see it."
)
MORE = [
    ("saw", "crane and the barges under it"), ("heard", "band from the school on the hill"), ("counted", "boats"),
    ("followed", "mayor up the old stairs"), ("missed", "ferry"), ("met", "baker whose shop stands by the water"),
]  # fmt: skip
# What sticks out or overlaps by less than this (pixels) is not seen.
LEAST = 2
BOXES = """() => [...document.querySelectorAll('svg')].map(svg => {
  const outer = svg.getBoundingClientRect();
  return {outer: [outer.left, outer.top, outer.right, outer.bottom],
    texts: [...svg.querySelectorAll('text')].filter(t => t.textContent.trim()).map(t => {
      const b = t.getBoundingClientRect(); return [t.textContent, b.left, b.top, b.right, b.bottom]; })};
})"""


@pytest.fixture(scope="module", params=[5, 15])
def drawings(request, chromium, tmp_path_factory):
    """The grids of so many outlets with long names, on one page; each with the boxes of its texts."""
    folder = tmp_path_factory.mktemp("long")
    rows = ["file,outlet"]
    for n, name in enumerate(NAMES[: request.param]):
        own = " ".join(f"The {name.split()[1]} reporter {verb} the {thing} that day." for verb, thing in MORE[n % 3 :])
        (folder / f"{n}.txt").write_text(f"{TEXT}\n\n{own}\n", encoding="utf-8")
        rows.append(f"{n}.txt,{name}")
    (folder / "sources.csv").write_text("\n".join(rows), encoding="utf-8")
    reading = kit.read(folder)
    made = [
        charts.rendering_grid(reading), charts.omission_matrix(reading), charts.reuse_matrix(reading),
        charts.speaker_grid(reading), charts.order_grid(reading),
    ]  # fmt: skip
    assert [figure.title for figure in made if not figure.svg] == []
    page = chromium.new_page()
    page.set_content("".join(f"<p>{figure.svg}</p>" for figure in made))
    found = dict(zip([figure.title for figure in made], page.evaluate(BOXES), strict=True))
    page.close()
    return found


def test_no_label_leaves_its_drawing(drawings):
    """Every text lies inside its drawing, in the font that the browser draws it in."""
    for title, drawing in drawings.items():
        left, top, right, bottom = drawing["outer"]
        for text, a, b, c, d in drawing["texts"]:
            out = max(left - a, top - b, c - right, d - bottom)
            assert out <= LEAST, (title, text, out)


def test_no_label_lies_over_another(drawings):
    """No two texts of a drawing share more than a hair's breadth."""
    for title, drawing in drawings.items():
        for (one, a, b, c, d), (other, e, f, g, h) in itertools.combinations(drawing["texts"], 2):
            shared = min(c, g) - max(a, e), min(d, h) - max(b, f)
            assert min(shared) <= LEAST, (title, one, other)
