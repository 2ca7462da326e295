"""The first screen says something true of any corpus, or plainly that there is little to compare."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

import kit
from kit import tables
from kit.compare.contradictions import Passage, Side, Thing
from kit.compare.states import part
from kit.report import contrasts, first, headings, render
from kit.report.page import SECTIONS
from kit.report.people import people
from kit.report.view import View
from tests.entry.test_entry import reading as invented
from tests.handmade import Handmade

# The one outlet that has another modal verb quotes too little for it to be called an alteration.
PIECE = {"d": {"coverage": 0.5}}
CORPORA = Path(__file__).parents[1] / "corpora"


def view(reading):
    """A view with every section."""
    return View(reading, tuple(SECTIONS))


def test_the_headline_of_the_seeds(seeds):
    """Read by hand: three print "must be" between quotation marks, one prints "should be"; the statement stands below."""
    shown = first.first(view(seeds))
    assert shown["heading"] == (
        "Between quotation marks News Today (Chennai), People's Daily Online and ZeroHedge print “… any security guarantee must be "
        "backed by …”, A2 News (Albania) prints “… security guarantees for Ukraine should be …”"
    )
    assert "any security guarantee must be backed" in shown["entry"].reference


def test_people_are_heard_talked_about_or_not_named(seeds):
    """Hegseth is heard in all five, Rutte in one, and Zelensky in none; a link leads to each passage."""
    seen = view(seeds)
    lines = {
        one.name: "".join(cell.term.sign if cell.term else " " for cell in one.cells)
        for one in people(seen, list(seen.texts))
    }
    assert lines["Pete Hegseth"] == "●●●●●"
    assert sorted(lines["Mark Rutte"].strip()) == ["●"]
    assert set(lines["Volodymyr Zelenskyy"].strip()) == {"○"}
    for one in people(seen, list(seen.texts)):
        assert all(cell.href.startswith("#") for cell in one.cells if cell.term)


def test_a_speaker_who_is_only_perhaps_right_is_not_heard(seeds):
    """Nobody is shown as heard on a quotation whose speaker the kit is not sure of."""
    doubtful = replace(seeds, quotes=seeds.quotes.assign(certainty="perhaps"))
    seen = view(doubtful)
    assert all(
        cell.term is None or cell.term.term == "talked about"
        for one in people(seen, list(seen.texts))
        for cell in one.cells
    )


def test_names_are_shown_as_each_outlet_prints_them(seeds):
    """An article that prints "Kiev" is not credited with "Kyiv"."""
    contrast = contrasts.naming_contrast(view(seeds))
    texts = dict(zip(kit.compare.outlet_names(seeds), seeds.articles["text"], strict=True))
    assert {side.words for side in contrast.sides} == {"Kiev", "Kyiv"}
    for side in contrast.sides:
        assert all(side.words in texts[name] for name, _ in side.names)


def test_one_line_for_one_thing():
    """Each value is the article's own characters with who prints it; an update says that it is one."""
    made = invented(**PIECE)
    pair = {
        "left_article_id": "a",
        "right_article_id": "d",
        "left_start": 22,
        "left_end": 25,
        "right_start": 4,
        "right_end": 10,
        "similarity": 0.9,
        "rule": "conflict.number",
    }
    rows = [{"conflict_id": "k", "kind": "modality", **pair}, {"conflict_id": "u", "kind": "update", **pair}]
    seen = view(replace(made, conflicts=tables.table("conflicts", rows)))
    found = contrasts.disagreements(seen)
    texts = made.articles.set_index("article_id")["text"]
    assert {one.about for one in found} == {"modality", "printed at different hours"}
    for one in found:
        assert {side.words for side in one.sides} == {texts["a"][22:25], texts["d"][4:10]}
        assert all(len(side.names) == 1 for side in one.sides)


def test_a_sure_contradiction_is_the_headline():
    """It stands before any wording, each value in the entry or, if this has not all, in a line, and nowhere a second time."""
    made = invented(**PIECE)
    pair = {
        "left_article_id": "a",
        "left_start": 22,
        "left_end": 25,
        "right_article_id": "d",
        "right_start": 4,
        "right_end": 10,
    }
    rows = [{"conflict_id": "k", "kind": "number", "rule": "conflict.number", "similarity": 0.9, **pair}]
    shown = first.first(view(replace(made, conflicts=tables.table("conflicts", rows))))
    assert shown["heading"].startswith("Outlets do not agree: ")
    assert shown["heading"].count(" prints “") == 2
    assert shown["at_odds"] is None
    assert shown["contradicted"]
    rows[0] |= {"right_start": 0, "right_end": 2}  # no wording of the statement holds it
    shown = first.first(view(replace(made, conflicts=tables.table("conflicts", rows))))
    told = ["".join(side.around).strip("… ") for side in shown["at_odds"].sides]
    texts = [" ".join(text.split()) for text in made.articles["text"]]
    assert all(any(words in text for text in texts) for words in told), told
    assert not shown["conflicts"]
    weak = first.first(view(replace(made, conflicts=tables.table("conflicts", [{**rows[0], "similarity": 0.3}]))))
    assert "do not agree" not in weak["heading"]
    assert [one.sure for one in weak["conflicts"]] == [False]


@pytest.mark.parametrize(
    ("outlets", "told"),
    [
        (["Alder", "Cedar"], "Alder and Cedar print “11”, Birch prints “13”"),
        (["Alder", "Cedar", "Dogwood"], "Alder, Cedar and Dogwood print “11”, Birch prints “13”"),
        (["Alder", "Cedar", "Dogwood", "Elm"], "Alder, Cedar and 2 more print “11”, Birch prints “13”"),
    ],
)
def test_the_headline_names_the_outlets_of_each_side(outlets, told):
    """Who prints one of the sides stands with it, and of many the first."""
    names = {name.lower(): name for name in [*outlets, "Birch"]}
    sides = [
        Side(words, (), tuple(Passage(key, 0, 2, words) for key in keys))
        for words, keys in (("11", [name.lower() for name in outlets]), ("13", ["birch"]))
    ]
    thing = Thing("number", sure=True, marked=False, measured=True, sides=tuple(sides), conflict_ids=("k",))
    assert (
        headings.of_thing(thing, SimpleNamespace(names=names, by_article=lambda _: {}))
        == f"Outlets do not agree: {told}"
    )


@pytest.mark.parametrize("corpus", ["quoteless", "hostile", "second"])
def test_any_corpus_has_a_headline(corpus):
    """With quotations or without, the page begins with a sentence about these articles."""
    assert first.first(view(kit.read(CORPORA / corpus)))["heading"]


def test_one_article_has_nothing_to_be_compared_with(seeds):
    """The headline says so."""
    alone = part(seeds, seeds.articles["article_id"].head(1))
    assert first.first(view(alone))["heading"] == "One article: there is nothing to compare it with"


def test_two_wordings_without_a_majority_are_counted_not_judged():
    """Where each article has its own wording none is called changed."""
    made = invented(b={"certainty": "perhaps"}, c={"certainty": "perhaps"}, e={"certainty": "perhaps"}, **PIECE)
    made = replace(made, statements=made.statements.assign(reference_from="tie-break"))
    assert first.first(view(made))["heading"] == "One statement, two outlets, two wordings"


def test_a_text_that_two_articles_print_is_said():
    """Most of the words of one stand in another too: the shares of the table, and no direction."""
    made = invented(
        b={"certainty": "perhaps"}, c={"certainty": "perhaps"}, d={"certainty": "perhaps"}, e={"certainty": "perhaps"}
    )
    row = {
        "left_article_id": "a", "right_article_id": "b", "shared_words": 40, "left_coverage": 0.5,
        "right_coverage": 0.9, "longest_run": 30, "rule": "reuse.shared",
    }  # fmt: skip
    seen = view(replace(made, reuse=tables.table("reuse", [row])))
    heading = first.first(seen)["heading"]
    assert heading.startswith(
        f"90% of the words of {seen.names['b']} outside quotation marks stand in {seen.names['a']} too"
    )
    short = view(replace(made, reuse=tables.table("reuse", [{**row, "longest_run": 8}])))
    assert "90%" not in first.first(short)["heading"]


def test_who_is_only_named_is_surely_a_person(seeds):
    """A name that nothing shows to be a person's is no line; who is heard always is."""
    texts = list(view(seeds).texts)
    strange = seeds.entities["name"].eq("Joe Biden")
    assert strange.any()
    renamed = replace(
        seeds, entities=seeds.entities.assign(name=seeds.entities["name"].mask(strange, "Harbour Guides"))
    )
    shown = {one.name for one in people(view(renamed), texts)}
    assert "Harbour Guides" not in shown
    assert {"Pete Hegseth", "Mark Rutte"} <= shown


def test_people_whom_one_article_quotes_lead_to_their_words():
    """Where nothing is shared, who is quoted in one article alone is the headline, and each name leads to the quotation."""
    said = '"The quay is shut," Ilse Brandauer said.'
    made = Handmade(a=f"{said}\n", b='"It rains," Marten Oderveld said.\n')
    made.quote("a", "The quay is shut,", "Ilse Brandauer", "said").quote("b", "It rains,", "Marten Oderveld", "said")
    made.know("a", words=7).know("b", words=5)
    page = render(made.reading(), sections=["overview", "articles"])
    assert "Ilse Brandauer in The a" in page
    assert re.search(r'What they say: .*<a href="#[^"]+">Ilse Brandauer</a>', page)


def test_two_articles_that_print_one_statement_alike_begin_with_it():
    """Of two articles two are all: what both quote word for word leads before who is not quoted."""
    made = invented(c={"certainty": "perhaps"}, d={"certainty": "perhaps"}, e={"certainty": "perhaps"})
    both = part(made, made.articles["article_id"].head(2))
    assert first.first(view(both))["heading"] == "One statement, two outlets: both print it word for word"


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [("can’t", "cant", True), ("Sen", "Senator", True), ("He", "Tarr", True), ("damages", "damaged", True), ("ten", "two", False)],
)  # fmt: skip
def test_what_tells_nothing_apart_is_no_headline(one, other, alike):
    """A mark, a shortening, a pronoun or an ending is no difference to begin with; another figure is."""
    assert headings._alike_words(one, other) is alike
