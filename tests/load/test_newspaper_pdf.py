"""Newspaper pages as PDF: the line above the page is no headline, columns stay apart, words keep their order."""

from __future__ import annotations

from kit.load.formats.pdf import read_pdf
from kit.load.limits import Limits

# Invented people and places. Each line: left edge, foot, size of its letters, words.
HEAD = [(50, 780, 10, "The Merrow Post"), (260, 780, 10, "Friday 3 May 2013"), (540, 780, 10, "4")]
TITLE = [(50, 740, 22, "Bridge opens in Ardenvale")]
LEFT = [(50, 700, 10, "The mayor of Ardenvale opened the"), (50, 688, 10, "bridge"), (80, 688, 10, "over the Merrow"), (152, 688, 10, "on Friday and"),
        (50, 676, 10, "promised that the old ford would")]  # fmt: skip
RIGHT = [
    (320, 700, 10, "stay open for the farmers of the"),
    (320, 688, 10, "valley."),
    (332, 676, 10, "It took ten years to build."),
]


def pdf(lines: list[tuple[int, int, int, str]]) -> bytes:
    shown = "".join(f"BT /F {size} Tf {x} {y} Td ({words}) Tj ET\n" for x, y, size, words in lines).encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 820]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n" % len(shown) + shown + b"endstream", b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>",
    ]  # fmt: skip
    made, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        made + b"xref\n0 6\n0000000000 65535 f \n" + table
        + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(made)
    )  # fmt: skip


def test_the_line_above_a_page_gives_outlet_and_day_and_is_no_headline():
    """Name, day and number above a page are facts and no text; the headline is what stands in the tallest letters."""
    made = read_pdf(pdf([*HEAD, *TITLE, *LEFT, *RIGHT]), Limits())
    assert made.title == "Bridge opens in Ardenvale"
    assert {fact.field: fact.value for fact in made.facts} == {"outlet": "The Merrow Post", "published": "2013-05-03"}
    assert made.text.startswith("Bridge opens in Ardenvale\n\n")


def test_a_column_goes_on_in_the_next_one_and_words_keep_their_order():
    """A paragraph that a column's end cuts is one, and the pieces of a justified line stand from left to right."""
    text = read_pdf(pdf([*HEAD, *TITLE, *LEFT, *RIGHT]), Limits()).text
    assert (
        "The mayor of Ardenvale opened the bridge over the Merrow on Friday and promised that the old ford would stay "
        "open for the farmers of the valley." in text
    )


def test_a_page_without_such_a_line_loses_nothing():
    """Two columns that begin with a short line each are running text: nothing is taken for the line above a page."""
    text = read_pdf(pdf([*TITLE, *LEFT, *RIGHT]), Limits()).text
    assert all(word in text for *_, words in [*TITLE, *LEFT, *RIGHT] for word in words.split())
