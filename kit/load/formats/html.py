"""HTML: a saved web page to its running text, and what its markup and the lines around its headline say of it.

trafilatura finds the running text. Paragraphs that it passes over although they look like those it takes are put back;
what stands between the headline and the first paragraph is read as furniture, for the byline and day that the metadata
do not give.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from kit.load.facts import Fact
from kit.load.formats import press_databases
from kit.load.formats.decode import declared_charset, decode
from kit.load.formats.extract import Extract, quiet, version
from kit.load.formats.html_blocks import break_lines, in_order, parse, put_back, read_blocks
from kit.load.formats.page_day import printed_day, stated_day, wins, with_clock_of
from kit.load.formats.saved_pages import came_from, captured, is_archive, is_cut, kept_by
from kit.load.page_parts.addresses import site
from kit.load.page_parts.credits_and_notices import PAYWALL, is_section
from kit.load.page_parts.dates import parse_day
from kit.load.page_parts.headline import KICKERS, key_of
from kit.load.page_parts.roles import read_furniture
from kit.load.problems import FileError

if TYPE_CHECKING:
    from kit.load.formats.html_blocks import Block

_LANGUAGE = re.compile(r"<html\b[^>]{0,300}?\blang\s*=\s*[\"']?([a-z]{2})\b", re.IGNORECASE)
# What a page of a press database has in its source; whether it is one its lines tell.
_DATABASE = re.compile(
    r"\d (?:of|von|de|sur|di|van) \d{1,6} do[ck]ument|articleParagraph|DocPublicationName|end of document|load-date|proquest|defacto"
    r"|·\d{8}·|>\s*HD\s*<|factiva|\" vom \d",
    re.IGNORECASE,
)
# What the title of a page puts between headline, section and site.
_BETWEEN = re.compile(r"\s+[|·•»–—:-]+\s+|\s*[|_]\s*|:\s+")
# Two parts of a headline that only their looks set apart: "WeatherStorm nears".
_GLUED = re.compile(r"[a-zß-öø-ÿ][A-ZÀ-ÖØ-Þ]")
# The name of a site is short; a headline of one word says too little to be told from it.
SITE_WORDS, TITLE_KEY = 6, 8
HEADINGS = frozenset({"h1", "h2", "h3"})
# Stamps and bylines stand within this many blocks above the first paragraph.
ABOVE = 20
# A line of whose characters more stand in links is a link.
LINKED = 0.5
# What keeps others than subscribers from reading on stands within this many blocks behind the text.
BEHIND = 6
# What a table of the extractor's has between its head and its rows.
_TABLE_RULE = re.compile(r"\|?(?:\s*:?-{2,}:?\s*\|)+\s*")


def read_html(data: bytes, *, charset: str | None = None, url: str | None = None) -> Extract:
    """The running text of a web page, its title in front if the text lacks it, and what it says of itself.

    `charset` and `url` are what surrounds the page (a mail, a web archive) says of it. Raises FileError if there is no
    running text. It misses what only scripts would show.
    """
    page, encoding, remarks = decode(data, declared=charset or declared_charset(data))
    page = page.replace("\0", "\ufffd")  # lxml takes no NUL; the page is not what offsets count in
    tree = parse(page)
    blocks = read_blocks(tree)
    if _DATABASE.search(page) and (made := _printed_by_database(blocks, encoding, remarks)):
        return made
    found = _extracted(page if tree is None else tree, url or came_from(page))
    body = _plain_tables(((found and found.text) or "").strip())
    if not body:
        problem = "is a page without an article that could be found"
        raise FileError(problem, "Copy the article's text to a .txt file.", "problem.no-article")
    body, first = put_back(in_order(break_lines(body, blocks), blocks), blocks)
    title = _title(found, blocks, page)
    whole = body if title is None or _printed(title, body) else f"{title}\n\n{body}"
    links = {key_of(block.text) for block in blocks if block.links > LINKED}
    facts = [
        Fact(name, value.strip(), "html", None, None, rule)
        for name, value, rule in _said(found, page, title, links)
        if isinstance(value, str) and value.strip()
    ]
    facts += [*_beside_headline(_above(blocks, first, title), facts, page), *captured(kept_by(page, found.url)[1])]
    made = Extract(whole, encoding, version("trafilatura"), facts, remarks, title)
    if is_cut(page, _behind(blocks, body), PAYWALL):
        problem = "says that it goes on for subscribers only"
        made.complaints.append(FileError(problem, "Save the whole page, signed in.", "problem.paywall"))
    return made


def _behind(blocks: list[Block], body: str) -> list[str]:
    """The lines of a page behind the last one of its text, and that one."""
    last = key_of(body.rsplit("\n", 1)[-1])
    at = max((n for n, block in enumerate(blocks) if key_of(block.text) == last), default=len(blocks))
    return [body.rsplit("\n", 1)[-1], *(block.text for block in blocks[at + 1 : at + 1 + BEHIND])]


def _printed_by_database(blocks: list[Block], encoding: str, remarks: list[str]) -> Extract | None:
    """All lines of a page that a press database made, with what its markup calls them; None for any other page."""
    text = "\n".join(block.text for block in blocks)
    looks = {n: " ".join([block.looks[0], *block.looks[1::2], block.names]).strip() for n, block in enumerate(blocks)}
    starts = frozenset(n for n, block in enumerate(blocks) if block.article > (blocks[n - 1].article if n else 0))
    if not press_databases.is_export(text, looks, starts):
        return None
    return Extract(text, encoding, version("lxml"), [], remarks, looks=looks, starts=starts)


def _extracted(page: Any, url: str | None) -> Any:
    """What trafilatura makes of a page; None if there is nothing."""
    with quiet():
        import trafilatura
        from lxml.etree import LxmlError

        try:
            return trafilatura.bare_extraction(
                page, url=url, include_comments=False, include_tables=True, with_metadata=True, favor_recall=False,
                date_extraction_params=_date_settings(), as_dict=False,
            )  # fmt: skip
        except (LxmlError, ValueError, RecursionError, AttributeError, TypeError, KeyError, AssertionError) as error:
            problem, remedy = (
                f"is HTML that cannot be read ({error})",
                "Save the page again, or copy its text to a .txt.",
            )
            raise FileError(problem, remedy, "problem.broken-html") from error


def _said(found: Any, page: str, title: str | None, links: set[str]) -> list[tuple[str, Any, str]]:
    """Field, value and rule of what the metadata say."""
    rule = "fact.html.metadata"
    url, moment = kept_by(page, found.url)
    language = _LANGUAGE.search(page, 0, 4096)
    elsewhere = url != found.url and site(found.sitename or "") is None and "." in (found.sitename or "")
    name = None if elsewhere else found.sitename
    outlet: tuple[str, Any, str] = ("outlet", name, rule)
    name = None if name and is_archive(name) else name
    known = key_of(name or "")
    bare = not known or known in {key_of(said or "") for said in (title, found.hostname, site(url or ""))}
    if bare and title and (rest := _site_in_title(page, title, links)):
        outlet = ("outlet", rest, "fact.html.title-rest")
    elif (known and known == key_of(title or "")) or (moment and not known):
        outlet = ("outlet", site(url or ""), "fact.html.host")
    day = stated_day(page) or (found.date if found.date and parse_day(found.date) else None)
    return [
        ("title", title, rule), ("byline", found.author, rule), outlet, ("url", url, rule),
        ("language", language[1].lower() if language else None, rule),
        ("published", with_clock_of(page, day) if day else None, rule),
    ]  # fmt: skip


def _title(found: Any, blocks: list[Block], page: str) -> str | None:
    """The headline: the longest line of the page that its title holds, else what the metadata call it."""
    stated = (found.title or "").strip() or None
    whole = key_of(" ".join([_page_title(page), stated or ""]))
    parts = {key_of(part) for part in _BETWEEN.split(_page_title(page)) if not is_section(part)}
    held = [
        block
        for block in blocks
        if (key := key_of(block.text)) in whole
        and (len(key) >= TITLE_KEY or key == key_of(stated or "") or (key in parts and _is_heading(block)))
    ]
    # The name of the site leads to its first page: the headline is no link, or all are.
    lines = [block for block in held if block.links <= LINKED] or held
    if key_of(found.sitename or "") != key_of(stated or ""):  # some pages call themselves by their headline
        lines = [block for block in lines if key_of(block.text) != key_of(found.sitename or "")] or lines
    texts = [block.apart if _GLUED.search(block.text) else block.text for block in lines]
    return max(texts, key=lambda line: len(key_of(line)), default=stated)


def _is_heading(block: Block) -> bool:
    """Whether a line is marked as a heading, so that even one word may be the headline."""
    return block.looks[0] in HEADINGS or block.looks[2] in HEADINGS


def _printed(title: str, body: str) -> bool:
    """Whether the text has its headline: at its head, or as one of its first lines."""
    first = [key_of(line) for line in body.split("\n", KICKERS)[:KICKERS]]
    return first[0].startswith(key_of(title)) or key_of(title) in first


def _page_title(page: str) -> str:
    from html import unescape

    match = re.search(r"<title\b[^>]{0,200}>([^<]{1,1000})", page, re.IGNORECASE)
    return " ".join(unescape(match[1]).split()) if match else ""


def _site_in_title(page: str, title: str, links: set[str]) -> str | None:
    """What stands beside the headline in the page's title, farthest from it, if it may be the name of a site: it is
    short, or a link of the page says the same (`links` holds their keys).
    """
    whole = _page_title(page)
    parts = [part.strip() for part in _BETWEEN.split(whole) if part.strip()]
    mine = key_of(title)
    others = [part for part in parts if key_of(part) and key_of(part) not in mine]
    if len(others) == len(parts):
        return None
    name = (others[0] if key_of(whole).endswith(mine) else others[-1]) if others else ""
    named = 0 < len(name.split()) <= SITE_WORDS or key_of(name) in links
    return name if named and not is_section(name) else None


def _above(blocks: list[Block], first: int, title: str | None) -> list[Block]:
    """The blocks between the headline and the first paragraph."""
    named = [n for n in range(first) if title and key_of(blocks[n].text) == key_of(title)]
    return blocks[max(named[-1] + 1 if named else 0, first - ABOVE) : first]


def _beside_headline(above: list[Block], known: list[Fact], page: str) -> list[Fact]:
    """Byline and day that the page prints below its headline, where its metadata give none."""
    _, read = read_furniture("\n".join(block.apart for block in above))
    more, stated = [], {fact.field: fact for fact in known}
    byline = next((fact for fact in read if fact.field == "byline"), None)
    if byline and "byline" not in stated:
        more.append(replace(byline, source="html", start=None, end=None, rule="fact.html.byline"))
    days = [fact for fact in read if fact.field == "published" and fact.source == "page stamp"]
    had = stated.get("published")
    day, rule = printed_day(days, had, page)
    if day and had and wins(day, had, page):
        known.remove(had)
        had = None
    if day and had is None:
        more.append(replace(day, source="html", start=None, end=None, rule=rule, label=""))
    return more


def _plain_tables(text: str) -> str:
    """The rows of tables without the marks that make them Markdown: cells with a bar between them."""
    lines = [line for line in text.split("\n") if not _TABLE_RULE.fullmatch(line)]
    return "\n".join(line.strip("| ") if re.fullmatch(r"\|.*\|\s*", line) else line for line in lines)


@cache
def _date_settings() -> dict[str, Any]:
    """Only what a page states in its markup: the extensive search would guess from the text."""
    return {"original_date": True, "extensive_search": False, "max_date": "2100-12-31"}
