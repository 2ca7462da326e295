"""TEI: a corpus as TEI P5: each article with `<said>` around what is quoted, and the apparatus of what all render.

`<app>` stands for a statement, `<lem>` for its reference, `<rdg wit="…">` for each article's rendering, with pointers into
the articles' characters (`<note type="place">`). The text of an article is the text of its `<ab>`, character by character.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from kit.tables import Reading

NAMESPACE = "http://www.tei-c.org/ns/1.0"
_XML = "http://www.w3.org/XML/1998/namespace"
# What XML cannot hold.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def tei(reading: Reading) -> bytes:
    """A `<teiCorpus>`: a header with the witnesses, one `<TEI>` an article, and a last one with the apparatus."""
    from lxml import etree

    corpus = etree.Element(f"{{{NAMESPACE}}}teiCorpus", nsmap={None: NAMESPACE})
    _witnesses(_header(corpus, "Comparative reading"), reading)
    quotes = dict(list(reading.quotes[reading.quotes["use"] == "quotation"].groupby("article_id")))
    for row in reading.articles.itertuples():
        one = _add(corpus, "TEI", xml_id=row.article_id)
        _cited(_header(one, row.article_id if pd.isna(row.title) else row.title), row)
        block = _add(_add(_add(one, "text"), "body"), "ab")
        block.set(f"{{{_XML}}}space", "preserve")
        _text(block, row.text, quotes.get(row.article_id))
    _apparatus(corpus, reading)
    return etree.tostring(corpus, xml_declaration=True, encoding="utf-8", pretty_print=False)


def _header(parent: _Element, title: str) -> _Element:
    """A header with its title; gives the element that says where the text is from."""
    file = _add(_add(parent, "teiHeader"), "fileDesc")
    _add(_add(file, "titleStmt"), "title").text = _safe(title)
    _add(_add(file, "publicationStmt"), "p").text = "Made by the comparative reading kit"
    return _add(file, "sourceDesc")


def _witnesses(source: _Element, reading: Reading) -> None:
    witnesses = _add(source, "listWit")
    for one in reading.articles.itertuples():
        name = one.article_id if pd.isna(one.outlet) else one.outlet
        _add(witnesses, "witness", xml_id=f"wit-{one.article_id}").text = _safe(name)


def _cited(source: _Element, row: Any) -> None:
    cited = _add(source, "bibl")
    for tag, value in (("publisher", row.outlet), ("author", row.byline), ("ref", row.url), ("date", row.published)):
        if pd.isna(value):
            continue
        element = _add(cited, tag)
        element.text = _safe(value.date().isoformat() if tag == "date" else str(value))
        if tag == "date":
            element.set("when", element.text)
    if len(cited) == 0:
        cited.text = _safe(row.path)


def _text(block: _Element, text: str, quotes: pd.DataFrame | None) -> None:
    """The characters of an article, with `<said>` around each quoted stretch that does not lie across another."""
    at, last = 0, None
    for row in () if quotes is None else quotes.sort_values(["start", "end"]).itertuples():
        if row.start < at:
            continue
        _append(block, last, text[at : row.start])
        last = _add(block, "said", xml_id=row.quote_id)
        last.set("direct", "false" if row.form == "indirect" else "true")
        last.text = _safe(text[row.start : row.end])
        if not pd.isna(row.speaker_id):
            last.set("who", f"#{_name(row.speaker_id)}")
        at = row.end
    _append(block, last, text[at:])


def _append(block: _Element, last: _Element | None, text: str) -> None:
    if last is None:
        block.text = (block.text or "") + _safe(text)
    else:
        last.tail = (last.tail or "") + _safe(text)


def _apparatus(corpus: _Element, reading: Reading) -> None:
    one = _add(corpus, "TEI", xml_id="apparatus")
    about = _add(_header(one, "Apparatus"), "p")
    about.text = "What the articles of this corpus render, statement by statement"
    apps = _add(_add(_add(_add(one, "text"), "body"), "div"), "listApp")
    rows = dict(list(reading.renderings.groupby("statement_id", sort=False)))
    for statement in reading.statements.itertuples():
        app = _add(apps, "app", xml_id=statement.statement_id)
        for element, row in _readings(app, statement, rows.get(statement.statement_id)):
            element.text = _safe(row.text)
            _add(app, "note", type="place", target=f"#{_name(row.article_id)}").text = f"{row.start}–{row.end}"
    if len(apps) == 0:
        _add(apps, "app")


def _readings(app: _Element, statement: Any, rows: pd.DataFrame | None) -> Iterator[tuple[_Element, Any]]:
    """The reference first, as `<lem>`, then the others; each names its witness."""
    for row in () if rows is None else rows.itertuples():
        tag = "lem" if row.rendering_id == statement.reference_rendering_id else "rdg"
        element = _add(app, tag, wit=f"#{_name(f'wit-{row.article_id}')}", type=row.form)
        if tag == "lem":
            app.insert(0, element)
        yield element, row


def _add(parent: _Element, tag: str, *, xml_id: str = "", **attributes: str) -> _Element:
    from lxml import etree

    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}", {k: _safe(v) for k, v in attributes.items()})
    if xml_id:
        element.set(f"{{{_XML}}}id", _name(xml_id))
    return element


def _name(key: str) -> str:
    """A key as XML takes names: letters, digits, dots and dashes, and no digit in front."""
    plain = re.sub(r"[^\w.-]", "-", key)
    return plain if re.match(r"[^\W\d]", plain) else f"n-{plain}"


def _safe(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", str(text))
