"""Bibliography: articles, and the passages quoted in them, as CSL-JSON and BibTeX for reference managers.

CSL-JSON is what Zotero, Mendeley and citeproc read; a passage is an entry of its own with its words and their place.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.tables import Reading

# Characters that mean something to TeX, and what prints them.
_TEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


def csl(reading: Reading) -> str:
    """CSL-JSON: an item for each article and for each quoted passage, whose `note` holds its words and place."""
    return json.dumps(list(_items(reading)), ensure_ascii=False, indent=1) + "\n"


def bibtex(reading: Reading) -> str:
    """BibTeX: an `@article` for each article, an `@misc` with `crossref` for each quoted passage."""
    return "\n".join(_entry(item) for item in _items(reading))


def _items(reading: Reading) -> Iterator[dict[str, Any]]:
    articles = {row.article_id: _article(row) for row in reading.articles.itertuples()}
    yield from articles.values()
    for quote in reading.quotes.itertuples():
        if quote.use != "quotation":
            continue
        said = "" if pd.isna(quote.speaker) else f"{quote.speaker}: "
        place = f"characters {quote.start}–{quote.end}"
        yield {
            **articles[quote.article_id], "id": quote.quote_id, "note": f"{said}“{quote.text}” ({place})",
            "references": quote.article_id,
        }  # fmt: skip


def _article(row: Any) -> dict[str, Any]:
    made: dict[str, Any] = {"id": row.article_id, "type": "article-newspaper"}
    known = {"title": row.title, "container-title": row.outlet, "URL": row.url, "language": row.language}
    made |= {name: str(value) for name, value in known.items() if not pd.isna(value)}
    if not pd.isna(row.byline):
        made["author"] = [{"literal": str(row.byline)}]
    if not pd.isna(row.published):
        made["issued"] = {"date-parts": [[row.published.year, row.published.month, row.published.day]]}
    return made


def _entry(item: dict[str, Any]) -> str:
    passage = "references" in item
    day = item.get("issued", {}).get("date-parts", [[]])[0]
    fields = {
        "title": f"{{{_tex(item.get('title', ''))}}}" if item.get("title") else "",
        "author": f"{{{_tex(item['author'][0]['literal'])}}}" if item.get("author") else "",
        "journal": _tex(item.get("container-title", "")),
        "year": str(day[0]) if day else "",
        "month": str(day[1]) if day else "",
        "day": str(day[2]) if day else "",
        "url": re.sub(r"[{}\\\s]", lambda m: f"%{ord(m.group()):02X}", item.get("URL", "")),
        "langid": _tex(item.get("language", "")),
        "note": _tex(item.get("note", "")),
        "crossref": _key(item["references"]) if passage else "",
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{'misc' if passage else 'article'}{{{_key(item['id'])},\n{lines}}}\n"


def _key(name: str) -> str:
    """A key without what BibTeX takes for its own."""
    return re.sub(r"[^\w:.-]", "-", name, flags=re.ASCII)


def _tex(text: str) -> str:
    return " ".join("".join(_TEX.get(char, char) for char in text).split())
