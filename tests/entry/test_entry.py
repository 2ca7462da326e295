"""Entries: a row for each wording, what changed marked and said, article text never markup."""

from __future__ import annotations

import re

import pytest

from kit import tables
from kit.data import terms
from kit.entry import Entries, entry_html, told, worth_comparing
from kit.entry.model import Dispute
from kit.entry.templates import HERE, templates
from kit.phrasing import UNSEEN

SAID = "We must act <b>now</b>, not later"
# Invented: three print it in three ways, one reports it, one has nothing, one is in another language.
TEXTS = {
    "a": f"Vesna Tarr spoke. “{SAID}.” She left.",
    "b": f'"{SAID}," said Vesna Tarr.',
    "c": "“We must act <b>now</b>,” Tarr said.",
    "d": "“We should act at once, not later.”",
    "e": "Tarr called for haste.",
    "f": "Nothing.",
    "g": "Ei mitään.",
}
FORMS = {"a": ("direct", "verbatim"), "b": ("direct", "verbatim"), "c": ("direct", "trimmed"), "d": ("direct", "reworded"), "e": ("indirect", None)}  # fmt: skip
INSIDE = {
    "a": f"{SAID}.", "b": f"{SAID},", "c": "We must act <b>now</b>,", "d": "We should act at once, not later.",
    "e": "called for haste",
}  # fmt: skip


def reading(**more: object) -> tables.Reading:
    """The reading of those texts; `more` are columns of one rendering, by its article."""
    renderings, quotes = [], []
    for article, words in INSIDE.items():
        start = TEXTS[article].index(words)
        form, wording = FORMS[article]
        span = {"article_id": article, "start": start, "end": start + len(words), "text": words, "form": form}
        if form == "direct":
            quotes.append({**span, "quote_id": f"q{article}", "sentence_id": "s", "use": "quotation"})
        renderings.append(
            {**span, "rendering_id": f"r{article}", "statement_id": "s", "wording": wording, "similarity": 0.9, "coverage": 1.0}
            | (more.get(article) or {})
        )  # fmt: skip
    articles = [
        {
            "article_id": key,
            "event_id": "e",
            "path": f"{key}.txt",
            "text": text,
            "language": "fi" if key == "g" else "en",
        }
        for key, text in TEXTS.items()
    ]
    made = tables.table("renderings", renderings)
    made["certainty"] = [(more.get(r["article_id"]) or {}).get("certainty", "sure") for r in renderings]
    statement = {"statement_id": "s", "event_id": "e", "kind": "utterance", "reference_rendering_id": "ra", "reference_from": "majority", "reference": SAID}  # fmt: skip
    return tables.Reading(
        articles=tables.table("articles", articles), renderings=made, quotes=tables.table("quotes", quotes),
        statements=tables.table("statements", [statement]),
    )  # fmt: skip


def test_articles_that_print_it_alike_share_a_row():
    """Rows are wordings, the best quotation first; who has nothing and who is not compared are named apart."""
    entry = Entries(reading())["s"]
    assert [(row.treatment, row.names) for row in entry.rows] == [
        ("word for word", ("a.txt", "b.txt")),
        ("trimmed", ("c.txt",)),
        ("reworded", ("d.txt",)),
        ("reported", ("e.txt",)),
    ]
    assert (entry.not_found, entry.not_compared) == (("f.txt",), ("g.txt",))
    assert (entry.number, entry.articles, entry.of) == (1, 5, 6)


def test_what_is_only_perhaps_the_same_is_folded_and_not_counted():
    """It stands under "may be the same" and in no row."""
    entry = Entries(reading(c={"certainty": "perhaps"}))["s"]
    assert [row.names for row in entry.perhaps] == [("c.txt",)]
    assert not any("c.txt" in row.names for row in entry.rows)
    assert entry.articles == 4
    assert "may be the same: 1 passage" in entry_html(entry)


def test_words_are_marked_as_printed():
    """Joined, what is printed is the article's own characters with its quotation marks."""
    rows = {row.names[0]: row for row in Entries(reading())["s"].rows}
    assert rows["c.txt"].text.replace(" ", "") in TEXTS["c"].replace(" ", "")
    assert rows["d.txt"].text.replace(" ", "") in TEXTS["d"].replace(" ", "")
    assert [run.text for run in rows["c.txt"].runs if run.kind == "missing"] == ["not later"]
    assert {run.text for run in rows["d.txt"].runs if run.kind == "added"} >= {"should"}


def test_a_break_in_the_quotation_is_the_article_s_own():
    """The "she added" between two stretches is shown as not the speaker's."""
    text = "“Act now,” she added, “not later.”"
    made = reading()
    articles = made.articles.assign(text=made.articles["text"].where(made.articles["article_id"] != "b", text))
    quotes = [
        {"quote_id": f"q{n}", "article_id": "b", "start": a, "end": b, "text": text[a:b], "form": "direct", "use": "quotation"}
        for n, (a, b) in enumerate(((1, 9), (23, 33)))
    ]  # fmt: skip
    row = {"rendering_id": "rb", "statement_id": "s", "article_id": "b", "form": "direct", "start": 1, "end": 33, "text": text[1:33]}  # fmt: skip
    renderings = tables.table("renderings", [row])
    renderings["certainty"] = "sure"
    alone = tables.Reading(
        articles=articles, renderings=renderings, quotes=tables.table("quotes", quotes),
        statements=made.statements.assign(reference_rendering_id="rb"),
    )  # fmt: skip
    runs = Entries(alone)["s"].rows[0].runs
    assert "".join(run.text for run in runs) == text
    assert [run.text for run in runs if run.kind == "around"] == [",” she added, “"]


def test_text_of_an_article_is_never_markup():
    """Tags in an article are shown, and changes are said in words for those who hear the page."""
    page = entry_html(Entries(reading())["s"])
    assert "<b>now" not in page
    assert "&lt;b&gt;now" in page
    for said in ("[missing: ", "[added: ", "word for word", "not found", "not compared", "reported"):
        assert said in page


def test_a_page_can_lead_to_every_passage():
    """Each name carries its article and offsets, and the address that the page gives it."""
    made = reading()
    page = str(entry_html(Entries(made)["s"], href=lambda place: f"#{place.rendering_id}"))
    for row in tables.rows(made.renderings):
        assert f'href="#{row.rendering_id}"' in page
        assert f'data-start="{row.start}" data-end="{row.end}"' in page


def test_a_statement_that_is_not_there_is_named():
    """The error says which, and where to look."""
    with pytest.raises(KeyError, match="no statement 'x'"):
        Entries(reading())["x"]


def test_what_is_told_of_an_entry_counts_articles():
    """The sentence has the counts of the rows."""
    assert told(Entries(reading())["s"]) == (
        "two print it word for word, one drops two words, one says it in other words inside the marks "
        "and one reports it without marks"
    )


def test_only_wordings_that_differ_are_worth_comparing():
    """A statement that all print alike teaches nothing about changing words."""
    same = {"wording": "verbatim"}
    assert worth_comparing(Entries(reading()))
    made = reading(c={"certainty": "perhaps"}, d={"certainty": "perhaps"}, a=same)
    assert worth_comparing(Entries(made)) == []


def test_the_first_statement_of_the_seeds_takes_three_rows_and_a_fold(seeds):
    """Read by hand: three outlets alike, one without "that", one in other words."""
    entry = worth_comparing(Entries(seeds))[0]
    assert "realistic outcome" in entry.reference
    assert [(row.treatment, len(row.places)) for row in entry.rows] == [
        ("word for word", 3),
        ("trimmed", 1),
        ("reworded", 1),
    ]
    assert [run.text for run in entry.rows[1].runs if run.kind == "missing"] == ["that"]
    assert len(re.findall("<details", entry_html(entry))) == 1


def test_every_term_has_its_meaning():
    """Treatments stand in the table of terms in the schema's order, each with a sign of its own."""
    treatments = terms.terms("treatment")
    assert tuple(one.term for one in treatments) == tables.ANSWERS["apparatus"].columns["treatment"].words
    assert len({one.sign for one in treatments}) == len(treatments)
    assert all(one.meaning.endswith(".") for one in terms.terms())
    assert all(terms.term(words) for words in terms.REFERENCE.values())


def test_no_control_acts_unseen_in_what_a_template_prints():
    """Text, names with a point and objects that say themselves are printed with their controls written out."""
    dispute = Dispute("number", "two\x1b[8m", ("Echo\u202e.txt",), "six", ("Post",))
    page = templates(HERE).from_string(
        "{{ one }} {{ one.words }} {{ one.here[0] | breakable }} {{ count }}{{ missing }}"
    )
    shown = page.render(one=dispute, count=7, missing=None)
    assert not UNSEEN.search(shown)
    assert shown.count("⟨U+202E⟩") == shown.count("⟨U+001B⟩") == 2
    assert shown.endswith(" 7")
