"""The apparatus: one treatment, one standing rendering, one number for each statement and article."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from kit import compare, tables
from kit.compare.apparatus import NOT_COMPARED, NOT_FOUND, treatment

# Invented: two statements, four articles; the last is not in English.
ARTICLES = [
    {"article_id": key, "event_id": "e", "text": "x" * 90, "language": language}
    for key, language in (("a", "en"), ("b", pd.NA), ("c", "en"), ("d", "fi"))
]


def rendering(name: str, form: str = "direct", wording: str | None = None, **more: object) -> dict[str, object]:
    """A row of `renderings`: `name` is the statement, the article and a number, as in "s a 1"."""
    statement, article, n = name.split()
    start = int(n)
    return {
        "rendering_id": f"{article}-{statement}{n}", "statement_id": statement, "article_id": article, "form": form,
        "wording": wording, "start": start, "end": start + 5, "text": "x" * 5, "similarity": 1.0, "coverage": 1.0,
        **more,
    }  # fmt: skip


def reading(*renderings: dict[str, object], certainty: bool = True, **more: pd.DataFrame) -> tables.Reading:
    """A reading of these renderings; all are sure that do not say otherwise."""
    keys = dict.fromkeys(str(r["statement_id"]) for r in renderings)
    made = tables.table("renderings", renderings)
    if certainty:
        made["certainty"] = [r.get("certainty", "sure") for r in renderings]
    return tables.Reading(
        articles=tables.table("articles", ARTICLES),
        statements=tables.table("statements", [{"statement_id": key, "event_id": "e"} for key in keys]),
        renderings=made,
        **more,
    )


def entry(made: pd.DataFrame, statement: str, article: str) -> pd.Series:
    """The one row of a statement and article."""
    found = made[(made["statement_id"] == statement) & (made["article_id"] == article)]
    assert len(found) == 1
    return found.iloc[0]


@pytest.mark.parametrize(
    ("form", "wording", "told"),
    [
        ("direct", "verbatim", "word for word"),
        ("direct", "trimmed", "trimmed"),
        ("direct", "reworded", "reworded"),
        ("direct", None, "word for word"),
        ("partial", "verbatim", "quoted in part"),
        ("partial", "trimmed", "quoted in part"),
        ("partial", "reworded", "reworded"),
        ("partial", None, "quoted in part"),
        ("indirect", None, "reported"),
        ("stated", None, "stated"),
    ],
)
def test_treatments(form, wording, told):
    """Words that differ inside marks are named before the form; a fragment is quoted in part, not trimmed."""
    assert treatment(tables.rows(reading(rendering("s a 1", form, wording)).renderings)[0]) == told


def test_every_statement_and_article_has_a_row():
    """Nothing there is `not found`; of an article in another language nothing is said to be missing."""
    made = compare.apparatus(reading(rendering("s a 1")))
    assert made["treatment"].tolist() == ["word for word", NOT_FOUND, NOT_FOUND, NOT_COMPARED]
    assert made["certainty"].tolist()[:1] == ["sure"]
    assert made["certainty"].isna().tolist() == [False, True, True, True]
    assert made["rendering_id"].isna().tolist() == [False, True, True, True]


@pytest.mark.parametrize(
    ("winner", "loser"),
    [
        (rendering("s a 9", "stated"), rendering("s a 1", "direct", certainty="perhaps")),
        (rendering("s a 9", "direct", coverage=0.1), rendering("s a 1", "partial")),
        (rendering("s a 9", "partial", coverage=0.1), rendering("s a 1", "indirect")),
        (rendering("s a 9", "indirect", coverage=0.1), rendering("s a 1", "stated")),
        (rendering("s a 9", coverage=0.9), rendering("s a 1", coverage=0.8)),
        (rendering("s a 1"), rendering("s a 9")),
    ],
    ids=["sure", "direct", "partial", "indirect", "coverage", "first"],
)
def test_which_rendering_stands(winner, loser):
    """Sure before perhaps, then the form, then the greatest coverage, then the first; the others are named."""
    for rows in ((winner, loser), (loser, winner)):
        row = entry(compare.apparatus(reading(*rows)), "s", "a")
        assert (row["rendering_id"], row["also"]) == (winner["rendering_id"], loser["rendering_id"])


def test_numbers():
    """By sure articles, then by articles that quote, then by where a statement first stands; `perhaps` does not count."""
    made = compare.apparatus(
        reading(
            rendering("last a 0", certainty="perhaps"), rendering("last b 0", certainty="perhaps"),
            rendering("last c 0", certainty="perhaps"), rendering("later b 1"), rendering("earlier a 7"),
            rendering("told a 2", "indirect"), rendering("told b 2", "indirect"), rendering("quoted a 3"),
            rendering("quoted b 3", "indirect"),
        )
    )  # fmt: skip
    numbers = made.drop_duplicates("statement_id").set_index("number")["statement_id"]
    assert numbers.to_dict() == {1: "quoted", 2: "told", 3: "earlier", 4: "later", 5: "last"}
    assert made["number"].is_monotonic_increasing


def test_numbers_begin_anew_in_each_event():
    """An event read alone has the numbers that it has among others."""
    both = reading(rendering("s a 1"), rendering("t b 1"))
    events = {"s": "e", "t": "f"}
    both = replace(
        both,
        articles=both.articles.assign(event_id=pd.array(["e", "f", "f", "f"], dtype="string")),
        statements=both.statements.assign(event_id=both.statements["statement_id"].map(events)),
    )
    made = compare.apparatus(both)
    assert made["number"].tolist() == [1, 1, 1, 1]
    assert made["statement_id"].tolist() == ["s", "t", "t", "t"]


def test_conflicts_are_named():
    """A conflict stands in the rows of both its articles and in no other."""
    pair = {"left_article_id": "a", "right_article_id": "b"}
    conflicts = tables.table(
        "conflicts", [{"conflict_id": "k1", "statement_id": "s", **pair}, {"conflict_id": "k2", **pair}]
    )
    made = reading(rendering("s a 1"), rendering("s b 1"), rendering("s c 1"), conflicts=conflicts)
    assert compare.apparatus(made)["conflicts"].fillna("").tolist() == ["k1", "k1", "", ""]


def test_the_sentence_of_the_seeds(seeds):
    """Read by hand: three print it word for word, one drops "that", one says it in other words."""
    statement = seeds.statements[seeds.statements["reference"].str.contains("realistic outcome")]
    made = compare.apparatus(seeds)
    mine = made[made["statement_id"].isin(statement["statement_id"]) & (made["treatment"] != NOT_FOUND)]
    full = mine[mine["statement_id"] == mine["statement_id"].value_counts().index[0]]
    told = dict(zip(full["article_id"], full["treatment"].astype(str), strict=True))
    assert told == {
        "aznews": "trimmed", "peoplesdaily": "word for word", "a2news": "reworded", "zerohedge": "word for word",
        "newstoday": "word for word",
    }  # fmt: skip
    texts = seeds.renderings.set_index("rendering_id")["text"]
    assert "believe NATO membership" in texts[full.set_index("article_id").at["aznews", "rendering_id"]]
    assert set(full["certainty"]) == {"sure"}


def test_an_empty_reading_has_an_empty_apparatus():
    """The columns are there when nothing was found."""
    made = compare.apparatus(tables.Reading(articles=tables.table("articles", ARTICLES)))
    assert made.empty
    assert list(made.columns) == list(tables.ANSWERS["apparatus"].columns)
