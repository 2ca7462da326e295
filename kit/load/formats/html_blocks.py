"""HTML blocks: the paragraphs of a page's markup, in order, and which of them the extractor left out."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Any, NamedTuple

from kit.load.page_parts.credits_and_notices import is_caption, is_notice
from kit.load.page_parts.headline import key_of

if TYPE_CHECKING:
    from collections.abc import Iterator

# Elements that stand within a line; all others begin and end one.
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike strong "
    "sub sup time tt u var wbr".split()
)
# Elements whose text nobody reads.
_UNSEEN = frozenset("title script style noscript template svg math iframe object select textarea option".split())
# Elements and names (of classes and ids) of what stands beside an article.
_BESIDE = frozenset("nav aside footer form button figure header dialog menu".split())
_BESIDE_NAME = re.compile(
    r"comment|related|recommend|promo|newsletter|subscri|sidebar|footer|share|social|cookie|consent|widget|teaser-list|advert",
    re.IGNORECASE,
)
# A paragraph of this many words is running text by its length; shorter keys than this are too common to be found by.
RUNNING, SURE_KEY = 8, 20
# A cell of data has no more paragraphs or line ends.
PARAGRAPHS = 3
# Lines that a short block may be ahead of where the last one was found.
NEAR = 3
_STOP = re.compile(r"[.!?…。][\"'”’»)\]]*$")


class Block(NamedTuple):
    """One paragraph, cell, heading or other line of a page.

    `text` is what is shown, white space collapsed; `apart` has a space where the markup changes ("May 3" "By …").
    `looks` are tag and class of the element and of the one around it, `names` the class of what stands in it; `links` is the share of its characters in links.
    """

    text: str
    apart: str
    looks: tuple[str, str, str, str]
    links: float
    beside: bool
    article: int
    names: str = ""


def parse(page: str) -> Any:
    """The tree of a page, tables that only lay it out turned into plain divisions; None if it cannot be parsed."""
    from lxml import etree, html

    try:
        tree = html.document_fromstring(page.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
        etree.strip_tags(tree, etree.Comment, etree.ProcessingInstruction)
    except (etree.LxmlError, ValueError):
        return None
    for table in tree.iter("table"):
        if any(_lays_out(cell) for cell in table.iter("td", "th")):
            for part in [table, *table.iter("tbody", "thead", "tr", "td", "th")]:
                part.tag = "div"
    return tree


def _lays_out(cell: Any) -> bool:
    """Whether a table cell is used for page layout: it holds another table, or several paragraphs."""
    return next(cell.iter("table"), None) is not None or sum(1 for _ in cell.iter("p", "br", "div")) > PARAGRAPHS


def read_blocks(tree: Any) -> list[Block]:
    """All blocks of a page in order."""
    return [] if tree is None else list(_walk(tree))


def _walk(tree: Any) -> Iterator[Block]:
    from lxml import etree

    around: list[Any] = []  # the elements that begin and end lines
    parts: list[tuple[str, bool]] = []
    names: list[str] = []  # classes of the elements within the line
    unseen = beside = linked = articles = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag, start = element.tag, event == "start"
        line = tag not in _INLINE
        if line and (block := _block(parts, around, articles, beside=beside > 0)):
            yield block._replace(names=" ".join(names))
        if line:
            parts, names = [], []
        step = 1 if start else -1
        unseen += step * (tag in _UNSEEN)
        beside += step * _is_beside(element)
        linked += step * (tag == "a")
        if start:
            articles += tag == "article" or " article " in f" {element.get('class', '')} "
            if not line and element.get("class"):
                names.append(element.get("class"))
            if line:
                around.append(element)
        elif line:
            around.pop()
        text = element.text if start else element.tail
        if text and not unseen:
            parts.append((text, linked > 0))


def _block(parts: list[tuple[str, bool]], around: list[Any], article: int, *, beside: bool) -> Block | None:
    text = " ".join("".join(part for part, _ in parts).split())
    if not text or not around:
        return None
    apart = " ".join(" ".join(part for part, _ in parts).split())
    inner = around[-2] if around[-1].tag == "br" and len(around) > 1 else around[-1]
    outer = inner.getparent()
    looks = (inner.tag, inner.get("class", ""), *(("", "") if outer is None else (outer.tag, outer.get("class", ""))))
    links = sum(len(part.strip()) for part, linked in parts if linked) / len(text)
    return Block(text, apart, looks, links, beside, article)


def _is_beside(element: Any) -> bool:
    if element.tag in {"html", "body", "main", "article"}:
        return False
    name = f"{element.get('class', '')} {element.get('id', '')}"
    return element.tag in _BESIDE or bool(_BESIDE_NAME.search(name))


def break_lines(body: str, blocks: list[Block]) -> str:
    """The extracted text with a line that runs several blocks of the page together broken where they end."""
    keys = [key_of(block.text) for block in blocks]
    starts: dict[str, list[int]] = {}
    for n, key in enumerate(keys):
        if key:
            starts.setdefault(key[:SURE_KEY], []).append(n)
    return "\n".join(part for line in body.split("\n") for part in _broken(line, blocks, keys, starts))


def _broken(line: str, blocks: list[Block], keys: list[str], starts: dict[str, list[int]]) -> list[str]:
    whole = key_of(line)
    if " | " in line or len(line.split()) < RUNNING:  # a row of a table stays one line
        return [line]
    for size in range(1, SURE_KEY + 1):
        for first in starts.get(whole[:size], ())[:NEAR]:
            if size < SURE_KEY and len(keys[first]) != size:
                continue
            last, seen = first, len(keys[first])
            while seen < len(whole) and last + 1 < len(keys) and whole.startswith(keys[last + 1], seen):
                last += 1
                seen += len(keys[last])
            if seen == len(whole) and last > first and whole.startswith(keys[first]):
                return [blocks[n].text for n in range(first, last + 1)]
    return [line]


def in_order(body: str, blocks: list[Block]) -> str:
    """The extracted lines in the order in which the page has them; a line not found goes with the one below it."""
    lines = body.split("\n")
    where: dict[str, list[int]] = {}
    for n, block in enumerate(blocks):
        where.setdefault(key_of(block.text), []).append(n)
    order, at = [], len(blocks)
    for n in reversed(range(len(lines))):
        key = key_of(lines[n])
        found = where.get(key, ()) if len(key) >= SURE_KEY else ()
        at = found[0] if len(found) == 1 else at
        order.append((at, n))
    return "\n".join(lines[n] for _, n in sorted(order))


def put_back(body: str, blocks: list[Block]) -> tuple[str, int]:
    """The extracted text with the paragraphs put back that it lacks, and the number of the block it begins with.

    A block was passed over if it stands amid the blocks that were taken and looks like them; one above or below them
    must also be a sentence, of the same article, in markup that has a name. Headlines of other articles end the search.
    """
    lines = body.split("\n")
    places = _places(lines, blocks)
    running = [n for n in sorted(places) if len(blocks[n].text.split()) >= RUNNING]
    if not running:
        return body, min(places, default=0)
    looks = {blocks[n].looks for n in running}
    there = key_of(body)
    lost: dict[int, list[str]] = {}
    low, high = _reach(blocks, running[0], running[-1])
    line = -1
    for n in range(low, high):
        line = places.get(n, line)
        block = blocks[n]
        amid = running[0] < n < running[-1]
        if n in places or block.looks not in looks or not _reads_on(block, amid=amid) or key_of(block.text) in there:
            continue
        lost.setdefault(line, []).append(block.text)
    whole = [*lost.get(-1, ()), *(part for n, text in enumerate(lines) for part in (text, *lost.get(n, ())))]
    return "\n".join(whole), running[0]


def _places(lines: list[str], blocks: list[Block]) -> dict[int, int]:
    """The line in which each block that was taken stands; both run in the same order."""
    at: dict[str, list[int]] = {}
    keys = [key_of(line) for line in lines]
    for n, key in enumerate(keys):
        at.setdefault(key, []).append(n)
    places, last = {}, 0
    for n, block in enumerate(blocks):
        key = key_of(block.text)
        if not key:
            continue
        same = at.get(key, [])
        place = bisect_left(same, last)
        found = same[place] if place < len(same) else None
        if found is not None and len(key) < SURE_KEY and found > last + NEAR:
            found = None
        if found is None and len(key) >= SURE_KEY:
            found = next((m for m in range(last, min(last + NEAR, len(keys))) if key in keys[m]), None)
        if found is not None:
            places[n] = last = found
    return places


def _reach(blocks: list[Block], first: int, last: int) -> tuple[int, int]:
    """How far above and below the blocks taken the same article goes: to its headline, or to the next one's."""
    low, high = first, last + 1
    while low > 0 and blocks[low - 1].article == blocks[first].article and blocks[low - 1].looks[0] not in {"h1", "h2"}:
        low -= 1
    while (
        high < len(blocks)
        and blocks[high].article == blocks[last].article
        and blocks[high].looks[0] not in {"h1", "h2"}
    ):
        high += 1
    return low, high


def _reads_on(block: Block, *, amid: bool) -> bool:
    """Whether a block may be running text: no link, notice or caption; beyond the blocks taken a whole sentence."""
    text = block.text
    if block.beside or block.links > 0.5 or is_notice(text, 0, len(text)) or is_caption(text, 0, len(text)):
        return False
    named = bool(block.looks[1] or block.looks[3])
    return amid or (named and len(text.split()) >= RUNNING and bool(_STOP.search(text)))
