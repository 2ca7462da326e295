"""No word of a chart is cut off or lies over another, with fifteen outlets of sixty letters, at any width and on paper."""

from __future__ import annotations

import csv

import pytest

import kit
from kit import charts
from kit.charts.lettering import headings, key_lines, lines, width_of

PLACES, WEEKS = ("Ostmark", "Velden", "Karsholm", "Norrby", "Tarvian"), ("Evening", "Morning", "Weekly")
VERBS = ("said", "stressed", "warned", "admitted", "claimed")
DRAWN = (
    "timeline", "voice_shares", "speaker_grid", "naming_grid", "contested_grid", "verb_grid", "keyword_dots", "loaded_strip",
    "number_grid", "order_grid", "focus_grid", "reuse_matrix", "rendering_grid", "omission_matrix", "overview_grid", "nearness_tree",
)  # fmt: skip

# Words that stand out of their drawing, and words that lie over others (their boxes, in pixels of the screen).
COLLISIONS = """() => { const bad = [];
for (const svg of document.querySelectorAll('.chart svg')) {
  const box = svg.getBoundingClientRect(), name = svg.closest('.chart').id;
  const texts = [...svg.querySelectorAll('text')].filter(t => t.textContent.trim()).map(t => [t.textContent, t.getBoundingClientRect()]);
  for (const [n, [text, a]] of texts.entries()) {
    if (a.left < box.left - 1 || a.right > box.right + 1 || a.top < box.top - 1 || a.bottom > box.bottom + 1) bad.push([name, 'out', text]);
    for (const [other, b] of texts.slice(n + 1)) {
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left), high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (wide > 1 && high > 3) bad.push([name, 'over', text, other]);
    }
  }
} return bad }"""


def article(n: int) -> str:
    """One of fifteen articles about an invented bridge, each with words of its own."""
    verb, other = VERBS[n % 5], VERBS[(n + 2) % 5]
    return (
        f"VELDEN, March {3 + n % 4} - The bridge over the Tarn was closed on Tuesday after {20 + n} people were hurt, the mayor "
        f'of Velden, Ilse Brandauer, {verb}.\n\n"We will not open the bridge before the {"last " if n % 3 else ""}engineers have '
        f'looked at every bolt," Brandauer {verb} on Monday.\n\nGovernor Marten Oderveld {other} that the repair would cost '
        f'{12 + n % 3} million euros. "This is {"a disaster" if n % 2 else "an accident"} that we saw coming," Oderveld said. '
        f"In {'Kiev' if n % 2 else 'Kyiv'} nobody knew of it. The bridge was built in 1962; work will begin next week.\n"
    )


@pytest.fixture(scope="module")
def reading(tmp_path_factory):
    """Fifteen articles by outlets whose names are sixty letters long."""
    folder = tmp_path_factory.mktemp("bridge")
    with (folder / "sources.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["file", "outlet", "published"])
        for n in range(15):
            name = f"The {PLACES[n % 5]} {WEEKS[n // 5]} Courier of the Lower Valley and the Western Isles"[:60]
            rows.writerow([f"{n:02}.txt", name, f"2031-03-{4 + n % 4:02}"])
            (folder / f"{n:02}.txt").write_text(article(n), encoding="utf-8")
    return kit.read(folder)


@pytest.fixture(scope="module")
def report(reading, tmp_path_factory):
    """The report of those articles."""
    path = tmp_path_factory.mktemp("report") / "report.html"
    kit.write_report(reading, path)
    return path


@pytest.mark.parametrize("which", ["seeds", "reading"])
def test_no_word_collides_in_a_drawing(which, request, chromium, tmp_path):
    """Every chart as it is drawn without a browser: of the seeds, and of fifteen outlets with long names."""
    corpus = request.getfixturevalue(which)
    figures = {name: getattr(charts, name)(corpus) for name in DRAWN}
    there = [name for name, figure in figures.items() if figure.svg]
    assert len(there) >= 12
    page = "".join(f'<div class="chart" id="{name}">{figures[name].svg}</div>' for name in there)
    (tmp_path / "charts.html").write_text(f'<!doctype html><meta charset="utf-8">{page}', encoding="utf-8")
    visit = chromium.new_page(viewport={"width": 1280, "height": 800})
    visit.goto((tmp_path / "charts.html").as_uri())
    assert visit.evaluate("document.querySelectorAll('.chart svg text').length") > 300
    assert visit.evaluate(COLLISIONS) == []
    visit.close()


@pytest.mark.parametrize(("width", "medium"), [(360, "screen"), (800, "screen"), (1280, "screen"), (680, "print")])
def test_no_word_collides_in_the_report(chromium, report, width, medium):
    """The charts of a report, drawn again by its script or not, on screens and on paper."""
    visit = chromium.new_page(viewport={"width": width, "height": 800})
    visit.emulate_media(media=medium)
    visit.goto(report.as_uri())
    visit.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    visit.wait_for_timeout(500)
    assert visit.evaluate("document.querySelectorAll('.chart svg text').length") > 300
    assert visit.evaluate(COLLISIONS) == []
    visit.close()


def test_no_outlet_is_lost(reading):
    """Each outlet stands in each comparison of outlets in full, beside its row or in the key to the letters."""
    names = [line for name in reading.articles["outlet"] for line in name.split()]
    for chart in (charts.rendering_grid, charts.reuse_matrix, charts.speaker_grid, charts.overview_grid):
        svg = chart(reading).svg
        assert all(word in svg for word in names), chart.__name__
        assert all(svg.count(word) >= 3 for word in PLACES), chart.__name__


def test_lines_are_no_wider_than_asked():
    """Lines keep every sign of a text but the spaces between them; a long word is parted."""
    text = "The Ostmark Evening Courier of the Donaudampfschifffahrtsgesellschaft"
    parted = lines(text, 90)
    assert all(width_of(line) <= 90 for line in parted)
    assert "".join(parted).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(("signs", "written"), [(("D", "B"), "DB"), (("", ""), "12")])
def test_narrow_columns_have_signs_and_a_key(signs, written):
    """Names that fit stand level in lines; where one does not, all are their signs or numbers, and the key has each in full."""
    assert headings(["Evening Courier", "Post"], 90)[1] == []
    names = ["The Evening Courier of the Lower Valley", "Post"]
    axis, key = headings(names, 30, dict(zip(names, signs, strict=True)))
    assert axis["labelAngle"] == 0
    told = key_lines(key, 100_000)[0].split("·")
    assert [line.strip().split(maxsplit=1) for line in told] == [
        list(pair) for pair in zip(written, names, strict=True)
    ]
