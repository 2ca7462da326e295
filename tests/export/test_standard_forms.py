"""Standard formats: each is read back by a program that is not ours, and says what the tables say."""

from __future__ import annotations

import json
import re

import pandas as pd
import pytest

import kit
from kit import export
from kit.errors import KitError
from kit.export import standoff

TEI = {"t": "http://www.tei-c.org/ns/1.0"}
XML = "{http://www.w3.org/XML/1998/namespace}"
# The terms of the annotation context that are used, as the W3C's context defines them; nothing is fetched.
OA, RDF, AS = (
    "http://www.w3.org/ns/oa#",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://www.w3.org/ns/activitystreams#",
)
ANNO = {
    "@context": {
        "id": {"@id": "@id", "@type": "@id"}, "type": {"@id": "@type", "@type": "@vocab"},
        "Annotation": f"{OA}Annotation", "AnnotationPage": f"{AS}OrderedCollectionPage", "TextualBody": f"{OA}TextualBody",
        "TextPositionSelector": f"{OA}TextPositionSelector", "TextQuoteSelector": f"{OA}TextQuoteSelector",
        "items": {"@id": f"{AS}items", "@type": "@id", "@container": "@list"}, "target": {"@id": f"{OA}hasTarget", "@type": "@id"},
        "body": {"@id": f"{OA}hasBody", "@type": "@id"}, "source": {"@id": f"{OA}hasSource", "@type": "@id"},
        "selector": {"@id": f"{OA}hasSelector", "@type": "@id"}, "start": f"{OA}start", "end": f"{OA}end", "exact": f"{OA}exact",
        "prefix": f"{OA}prefix", "suffix": f"{OA}suffix", "value": f"{RDF}value",
        "motivation": {"@id": f"{OA}motivatedBy", "@type": "@vocab"}, "purpose": {"@id": f"{OA}hasPurpose", "@type": "@vocab"},
        "tagging": f"{OA}tagging", "describing": f"{OA}describing", "linking": f"{OA}linking",
    }
}  # fmt: skip


@pytest.fixture(scope="module")
def reading():
    return kit.read("seeds")


@pytest.fixture(scope="module")
def written(reading, tmp_path_factory):
    folder = tmp_path_factory.mktemp("export")
    for form in export.FORMS:
        export.write_as(reading, folder / form, form=form)
    return folder


def test_annotations_are_linked_data_whose_places_hold_their_words(reading, written):
    """A JSON-LD processor finds every quotation and rendering; start and end count code points of the article's text."""
    from pyld import jsonld

    page = json.loads((written / "webannotation").read_text(encoding="utf-8"))
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    (whole,) = jsonld.expand({**page, "@context": ANNO["@context"]})
    items = whole[f"{AS}items"][0]["@list"]
    assert len(items) == len(reading.quotes) + len(reading.renderings)
    texts = {
        (f"urn:sha256:{row.sha256}" if pd.isna(row.url) else row.url): row.text for row in reading.articles.itertuples()
    }
    for item in items:
        (target,) = item[f"{OA}hasTarget"]
        place, quote = target[f"{OA}hasSelector"]
        text = texts[target[f"{OA}hasSource"][0]["@id"]]
        start, end = place[f"{OA}start"][0]["@value"], place[f"{OA}end"][0]["@value"]
        exact = quote[f"{OA}exact"][0]["@value"]
        assert text[start:end] == exact
        assert quote[f"{OA}prefix"][0]["@value"] + exact + quote[f"{OA}suffix"][0]["@value"] in text


def test_tei_holds_every_text_character_by_character(reading, written):
    """The text of each `<ab>` is the article's; `<said>` holds the quotation; `<app>` the renderings of each statement."""
    from lxml import etree

    tree = etree.parse(written / "tei")
    for row in reading.articles.itertuples():
        (block,) = tree.xpath(f"//t:TEI[@xml:id='{export.tei._name(row.article_id)}']//t:ab", namespaces=TEI)
        assert "".join(block.itertext()) == row.text
    quotes = dict(zip(map(export.tei._name, reading.quotes["quote_id"]), reading.quotes["text"], strict=True))
    said = tree.xpath("//t:said", namespaces=TEI)
    assert said
    assert all(element.text == quotes[element.get(f"{XML}id")] for element in said)
    apps = tree.xpath("//t:app", namespaces=TEI)
    assert len(apps) == len(reading.statements)
    assert all(len(app.xpath("t:lem", namespaces=TEI)) == 1 for app in apps)
    assert sum(len(app.xpath("t:lem|t:rdg", namespaces=TEI)) for app in apps) == len(reading.renderings)
    ids = tree.xpath("//@xml:id")
    assert len(ids) == len(set(ids))
    witnesses = {f"#{name}" for name in tree.xpath("//t:witness/@xml:id", namespaces=TEI)}
    assert set(tree.xpath("//@wit")) <= witnesses


def test_csl_is_set_by_a_citation_processor(reading, written):
    """citeproc sets every article with its title and outlet."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

    items = json.loads((written / "csl").read_text(encoding="utf-8"))
    source = CiteProcJSON(items)
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    made = CitationStylesBibliography(style, source, formatter.plain)
    for row in reading.articles.itertuples():
        made.register(Citation([CitationItem(row.article_id)]))
    shown = "\n".join(str(entry) for entry in made.bibliography())
    for row in reading.articles.itertuples():
        assert row.outlet in shown
        assert pd.isna(row.title) or row.title[:20] in shown
        assert pd.isna(row.published) or str(row.published.year) in shown
    passages = [item for item in items if "references" in item]
    assert len(passages) == (reading.quotes["use"] == "quotation").sum()


def test_bibtex_is_read_by_pybtex(reading, written):
    """pybtex reads every article and passage, with outlet and year."""
    from pybtex.database import parse_file

    entries = parse_file(str(written / "bibtex"), bib_format="bibtex").entries
    assert len(entries) == len(reading.articles) + (reading.quotes["use"] == "quotation").sum()
    for row in reading.articles.itertuples():
        entry = entries[row.article_id]
        assert entry.fields["journal"] == row.outlet
        assert entry.fields.get("year") == (None if pd.isna(row.published) else str(row.published.year))


def test_characters_of_tex_in_an_article_are_printed_not_run(tmp_path):
    """Braces, percent signs and backslashes of a headline cannot end an entry or run a command."""
    from pybtex.database import parse_file

    title = r"Tax {rise} of 5% & \input{x} at Ardenvale_Co. #1 ~ $2"
    (tmp_path / "a.txt").write_text(
        f"{title}\n\nThe mayor of Ardenvale opened the bridge over the Merrow on Friday.\n", encoding="utf-8"
    )
    export.write_as(kit.read(tmp_path), tmp_path / "out" / "a.bib", form="bibtex")
    (entry,) = parse_file(str(tmp_path / "out" / "a.bib")).entries.values()
    shown = entry.fields["title"]
    assert r"\input" not in shown
    assert not re.search(r"(?<!\\)[%&#$_]", shown)


def test_a_corpus_without_its_texts_is_filled_again(reading, written):
    """The stand-off tables hold no words of the articles; with one's own copies they are the reading again."""
    texts = dict(zip(reading.articles["article_id"], reading.articles["text"], strict=True))
    for path in (written / "standoff").iterdir():
        frame = pd.read_parquet(path)
        assert not {"text", "reference"} & set(frame.columns)
    filled = standoff.fill(written / "standoff", texts)
    for name, frame in reading.tables().items():
        pd.testing.assert_frame_equal(getattr(filled, name), frame)
    key = next(iter(texts))
    with pytest.raises(KitError, match=key):
        standoff.fill(written / "standoff", {**texts, key: texts[key] + " "})
