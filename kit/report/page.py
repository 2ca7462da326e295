"""The page: sections chosen, built and put into one file with its own style, script and policy."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from kit import entry
from kit.compare.states import answers_kept
from kit.entry.templates import templates
from kit.errors import KitError
from kit.load import guard
from kit.report import (
    answers,
    articles,
    downloads,
    figures,
    first,
    method,
    notice,
    overview,
    sources,
    statements,
    voices,
    worksheet,
)  # fmt: skip
from kit.report.policy import policy
from kit.report.scopes import Scope, left_out
from kit.report.text import anchor
from kit.report.view import View
from kit.tables import rows_kept

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping

    from kit.tables import Reading

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Stage:
    """The figures of one event in one section; `event` is its heading, where there is more than one."""

    event: str
    note: str
    figures: list[figures.Shown]


@dataclass(frozen=True)
class Section:
    """A part of the report: its title, what its template is given, and the charts of `kit.charts` it shows."""

    title: str
    build: Callable[[View], Mapping[str, Any]] = lambda _: {}
    charts: tuple[str, ...] = ()


SECTIONS: dict[str, Section] = {
    "overview": Section("At a glance", first.first),
    "notice": Section("What to notice", notice.notice),
    "statements": Section(
        "The same statement, outlet by outlet",
        lambda v: {"events": statements.events(v), "legend": statements.legend()},
    ),
    "timeline": Section("When it happened, when it was said", charts=("timeline",)),
    "voices": Section("Who is heard", lambda v: dict(zip(("voices", "lost"), voices.voices(v), strict=True)), ("voice_shares", "speaker_grid")),
    "words": Section("How it is told", charts=("naming_grid", "contested_grid", "verb_grid", "keyword_dots", "loaded_strip")),
    "numbers": Section("Which numbers are given", charts=("number_grid",)),
    "order": Section("What comes first", charts=("order_grid", "focus_grid")),
    "omissions": Section("Who shares whose wording", charts=("reuse_matrix",)),
    "sources": Section("The sources", lambda v: {"cards": sources.cards(v)}),
    "articles": Section(
        "The articles in full", lambda v: {"articles": articles.articles(v), "open": len(v.texts) <= articles.OPEN}
    ),
    "worksheet": Section(
        "Worksheet", lambda v: {"tasks": worksheet.tasks(v), "outlets": worksheet.outlets(v), "options": worksheet.OPTIONS}
    ),
    "method": Section("Method, and how far to trust it", method.method),
    "data": Section("The tables", lambda v: {"files": downloads.downloads(v)}),
    "cite": Section("How to cite", lambda v: {"fingerprint": fingerprint(v.every)}),
}  # fmt: skip


# The first section stands open; the second layer is one closed section for each question, the third the evidence. A
# closed section opens on one sentence (`answers`).
READ = ("overview",)
EVIDENCE = ("sources", "articles", "worksheet", "method", "data", "cite")


class SectionError(KitError):
    """A section that does not exist was asked for: the message names those that do."""


@answers_kept()
@rows_kept()
def render(
    reading: Reading,
    *,
    title: str | None = None,
    lang: str | None = None,
    sections: Iterable[str] | None = None,
    made: dt.date | None = None,
) -> str:
    """The report as one HTML page; the same reading gives the same characters.

    `title` stands at its head (else one is made of the names all articles share). The page's own words are English;
    `lang` (a BCP 47 tag) says what language `title` is in, and every article whose language was not found out, so that
    a screen reader pronounces them as it should. It translates nothing. `sections` chooses among `SECTIONS`, in their order; `made` is a day to print. Raises
    SectionError for a section that does not exist.

    >>> import kit
    >>> render(kit.read("seeds"), title="Five reports")[:15]
    '<!DOCTYPE html>'
    """
    names = chosen(sections)
    view = View(reading, names)
    head = {"title": title or overview.title(view), "span": overview.span(view), "lang": lang, "made": made}
    parts = [_part(name, view, head) for name in names]
    style = _own("report.css") + entry.style()
    scripts = [Markup(_own(name)) for name in ("first.js", "report.js")]  # noqa: S704 - our own files
    if any(figure.spec for part in parts for stage in part["stages"] for figure in stage.figures):
        from kit.charts.bundle import vega_bundle

        # `</script` inside the bundle's strings would end the element.
        scripts.insert(1, Markup(vega_bundle().replace("</script", "<\\/script")))  # noqa: S704 - the drawing library
    return templates(HERE / "templates").get_template("page.html").render(
        **head,
        parts=parts,
        view=view,
        style=Markup(style),  # noqa: S704 - our own file
        scripts=scripts,
        policy=policy(scripts, [style]),
    )  # fmt: skip


def chosen(sections: Iterable[str] | None) -> tuple[str, ...]:
    """The sections asked for, in the report's order; all of them if none is named.

    >>> chosen(["articles", "overview"])
    ('overview', 'articles')
    """
    if sections is None:
        return tuple(SECTIONS)
    wanted = [*sections]
    strange = [name for name in wanted if name not in SECTIONS]
    if strange or not wanted:
        raise SectionError(f"There is no section {', '.join(strange) or 'chosen'}; choose from {', '.join(SECTIONS)}.")
    return tuple(name for name in SECTIONS if name in wanted)


def fingerprint(reading: Reading) -> str:
    """A hash of the articles' own hashes: two reports with the same one were made from the same files."""
    hashes = sorted(reading.articles["sha256"].dropna())
    return hashlib.sha256("\n".join(hashes).encode("ascii")).hexdigest()


def _part(name: str, view: View, head: Mapping[str, Any]) -> dict[str, Any]:
    """A section, written out; one that fails says what is missing and why, and the others are there."""
    section = SECTIONS[name]
    part: dict[str, Any] = {
        "name": name, "title": section.title, "heading": section.title, "stages": [], "answer": "",
        "layer": "read" if name in READ else "evidence" if name in EVIDENCE else "explore",
    }  # fmt: skip

    def written() -> str:
        part["stages"] = [_stage(section, scope, view, alone=len(view.events) == 1) for scope in view.charted]
        part.update(left_out=left_out(view), **section.build(view))
        if name not in READ:
            part["answer"] = answers.answer(
                name, view, (figure for stage in part["stages"] for figure in stage.figures)
            )
        return templates(HERE / "templates").get_template("section.html").render(part=part, view=view, **head)

    html = guard.attempt(f"The section “{section.title}”", written, lambda why: f'<p class="notice">{escape(why)}</p>')
    return {**part, "html": Markup(html)}  # noqa: S704 - made by our templates, which escape


def _stage(section: Section, scope: Scope, view: View, *, alone: bool) -> Stage:
    shown = [
        _shown(f"figure-{name}" if alone else anchor(f"figure-{name}", scope.event_id), name, scope, view)
        for name in section.charts
    ]
    return Stage("" if alone else scope.event_id, scope.note, shown)


def _shown(name: str, chart: str, scope: Scope, view: View) -> figures.Shown:
    """One chart; one that cannot be drawn says so in its place."""
    from kit import charts

    return guard.attempt(
        f"The chart {chart}",
        lambda: figures.shown(name, getattr(charts, chart)(scope.reading), view),
        lambda why: figures.Shown(name, chart.replace("_", " ").capitalize(), why_not=why),
    )


@cache
def _own(name: str) -> str:
    return (HERE / "static" / name).read_text(encoding="utf-8")
