"""Words: labels, word choices, keyness, concordance and the shipped lists. All people, places and outlets are invented."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from kit import tables
from kit.english import annotate, people, words
from kit.english.words import lists
from kit.english.words.concepts import group
from kit.english.words.noun_phrases import spelled

CASES = json.loads((Path(__file__).parents[2] / "cases" / "words.json").read_text("utf-8"))


def read(*texts, event="e"):
    docs = {f"a{n}": annotate.analyse(text, article_id=f"a{n}") for n, text in enumerate(texts)}
    articles = pd.DataFrame({"article_id": list(docs), "event_id": event})
    entities, mentions = people.find_mentions(articles, docs)
    return articles, docs, entities, mentions


def choices(*texts):
    articles, docs, entities, mentions = read(*texts)
    labels = words.find_labels(articles, docs, entities, mentions)
    return words.find_word_choices(articles, docs, entities, mentions, labels)


def keyness(*texts, quotes=None, **options):
    articles, docs, _, mentions = read(*texts)
    return words.find_keyness(articles, docs, tables.table("quotes", quotes or []), mentions, **options)


@pytest.mark.parametrize("case", CASES["labels"], ids=lambda c: c["name"])
def test_labels_are_read_as_by_hand(case):
    """Every label of the articles is found, with its entity and its rule, and no other."""
    articles, docs, entities, mentions = read(*case["articles"])
    names = dict(zip(entities["entity_id"], entities["name"], strict=True))
    rows = words.find_labels(articles, docs, entities, mentions)
    assert [[r.text, names[r.entity_id], r.rule] for r in rows.itertuples()] == case["labels"]


@pytest.mark.parametrize("case", CASES["choices"], ids=lambda c: c["name"])
def test_phrases_are_grouped_by_what_they_name(case):
    """Phrases for one thing share a concept, phrases for two things do not."""
    rows = choices(*case["articles"])

    concepts = {text: set(found["concept"]) for text, found in rows.groupby("text")}
    for one, other in case["together"]:
        assert concepts[one] == concepts[other], rows[["text", "concept"]].to_string()
    for one, other in case["apart"]:
        assert concepts[one] != concepts[other], rows[["text", "concept"]].to_string()


def test_entities_of_two_events_never_share_a_label():
    """A description means nobody of another event."""
    docs = {k: annotate.analyse(t, article_id=k) for k, t in
            {"a": "Defence Minister Ada Brook spoke.", "b": "The defence minister spoke in Halden."}.items()}  # fmt: skip
    articles = pd.DataFrame({"article_id": ["a", "b"], "event_id": ["one", "two"]})
    entities, mentions = people.find_mentions(articles, docs)
    assert words.find_labels(articles, docs, entities, mentions)["article_id"].tolist() == ["a"]


def test_contested_terms_are_marked_though_named_once():
    """ "Invasion" said once is a row, because what it might have been called matters."""
    rows = choices("The invasion of Sarn began. Trucks rolled.", "It rained in Halden.")
    assert rows["contested"].dropna().tolist() == ["invasion"]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Rebels and troops shelled Halden. The attack killed ten.", "attack"),
        ("Ann Holt died of a heart attack.", None),
        ("The garden had a wall. The wall fell.", None),
        ("Migrants climbed the border wall.", "wall"),
        ("A notice of termination was posted.", None),
        ("The clinic offers abortions. A termination is free.", "termination"),
        ("He was relieved of his duties.", None),
        ("The state put duties on imports.", "duties"),
        ("Her blood alcohol test was clean.", None),
        ("The missile flew far. The test was condemned.", "test"),
    ],
)
def test_a_contested_word_counts_only_in_its_sense(text, term):
    """The words of its phrase and of its event decide: a heart attack is no attack, a garden wall no border."""
    assert set(choices(text)["contested"].dropna()) - {"abortion", "rebels", "migrants"} == ({term} if term else set())


def test_the_man_of_one_article_is_not_the_man_of_another():
    """Nouns for anybody are no words for one thing, nor are "the third" and "the 11th round"."""
    rows = choices("The man ran. He fell in the third.", "The man sang. She won in the third.")
    assert rows.empty, rows.to_string()
    rows = choices("Berg fell in the fifth round.", "Lund fell in the sixth round.")
    assert rows.empty, rows.to_string()


def test_order_of_articles_changes_nothing():
    """The same articles in another order give the same rows."""
    texts = CASES["choices"][0]["articles"]
    articles, docs, entities, mentions = read(*texts)
    labels = words.find_labels(articles, docs, entities, mentions)
    turned = articles.iloc[::-1]
    first, second = (
        words.find_word_choices(a, dict(sorted(docs.items(), reverse=a is turned)), entities, mentions, labels)
        for a in (articles, turned)
    )
    pd.testing.assert_frame_equal(first, second)


def test_without_the_encoder_words_and_letters_decide():
    """The grouping needs no optional package; its rules say what decided."""
    rows = choices("The security guarantee came late.", "The long security guarantee was signed.")
    assert set(rows["concept"]) == {"security guarantee"}
    assert set(rows["rule"]) == {"word.same", "word.alike"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The fire in Sarn was put out.", "A fire broke out. The second fire was larger."),
        ("The mill fell.", "Ada Brook put her mill on sale."),
        ("The bakers left.", "The three armed bakers came back."),
        ("The mill fell.", "It was taken into account."),
    ],
)
def test_what_is_new_owned_or_counted_is_joined_to_nothing(one, other):
    """A second fire, her mill, three armed bakers and an idiom are no other words for what another article names."""
    assert "word.alike" not in set(choices(one, other)["rule"])


def test_so_many_are_not_the_others():
    """Six bakers of one article and 200 of another are no two words for one thing."""
    rows = choices("Six bakers came. No trucks rolled.", "Then 200 bakers came. No trucks rolled.")
    assert not set(rows["head"]) & {"baker", "truck"}


def test_an_idiom_is_no_thing():
    """ "Into account" names nothing, in however many articles it stands."""
    assert "account" not in set(choices("The mill was taken into account.", "They took it into account.")["text"])


def test_two_names_are_never_joined_by_phrases():
    """`named` phrases stay apart, however alike."""
    assert group(["north sarn", "sarn"], ["sarn", "sarn"], [frozenset("a"), frozenset("b")], named=[True, True]) == [
        0,
        1,
    ]


def test_no_chain_of_phrases_joins_two_names():
    """Phrases that are like both of two names go to one of them; the names stay two."""
    none, phrases = frozenset(), ["sarn town"] * 3
    found = group(
        ["sarn town", "sarn town", *phrases], ["town"] * 5, [frozenset("a"), frozenset("b"), *[none] * 3],
        named=[True, True, False, False, False],
    )  # fmt: skip
    assert found[0] != found[1]


def test_what_is_said_again_and_again_stands_out_and_what_is_said_once_does_not():
    """Beyond chance is a word used thirty times here and never there; one use tells nothing."""
    rest = "The road was long and the night was cold for all who came to Halden on foot. " * 20
    rows = keyness(f"{rest}A ferry sank. " + "The bridge fell. " * 30, rest).set_index(["article_id", "term"])["z"]
    assert rows["a0", "bridge"] > 1.96
    assert abs(rows["a0", "ferry"]) < 1.96


def test_keyness_finds_the_word_that_one_article_uses():
    """The word that only one article repeats has its largest z there, and expected counts add up to the counts."""
    rows = keyness("The bridge is old. The bridge is closed. A bridge fell.", "The road is old. The road is closed.")
    best = rows.sort_values("z", ascending=False).groupby("article_id")["term"].first()
    assert best.to_dict() == {"a0": "bridge", "a1": "road"}
    shared = rows[rows["term"] == "old"]
    assert shared["expected"].sum() == pytest.approx(shared["count"].sum(), abs=0.01)
    assert ((rows["low"] <= rows["log_odds"]) & (rows["log_odds"] <= rows["high"])).all()


def test_keyness_is_zero_where_articles_are_alike():
    """An article compared with its twin uses no word more."""
    rows = keyness("The bridge is old and closed.", "The bridge is old and closed.")
    assert (rows["z"].abs() < 1e-6).all()


def test_keyness_leaves_quotations_and_names_out():
    """Words inside marks are another's; names can be left out."""
    text = "Ada Brook said: “Tremendous bridges.” The road is closed."
    quote = {"quote_id": "q", "article_id": "a0", "start": 17, "end": 35, "use": "quotation", "form": "direct",
             "marks": "balanced", "text": text[17:35]}  # fmt: skip
    rows = keyness(text, "The road is open.", quotes=[quote], names=False)
    assert {"road", "close"} <= set(rows["term"])
    assert not {"tremendous", "bridge", "Brook"} & set(rows["term"])
    assert "bridge" in set(keyness(text, "The road is open.", quotes=[quote], quotations=True)["term"])


def test_keyness_of_one_article_is_missing_not_zero():
    """With nothing to compare with, z is unknown."""
    rows = keyness("The bridge is old.")
    assert rows["z"].isna().all()
    assert rows["count"].gt(0).all()


def test_concordance_shows_each_use_with_its_surroundings(seeds):
    """Before, match and after are slices of the article, and every use is found."""
    rows = words.concordance(seeds, "war")
    texts = dict(zip(seeds.articles["article_id"], seeds.articles["text"], strict=True))
    assert len(rows) > 5
    for row in rows.itertuples():
        assert texts[row.article_id][row.start : row.end] == row.match
        assert row.match.lower() == "war"
    assert len(words.concordance(seeds, "peace*")) > len(words.concordance(seeds, "peace"))


def test_a_concordance_finds_whole_words_in_any_case_and_says_whose_they_are():
    """ "War" begins a sentence, "warm" is another word, and only marks make words somebody else's."""
    text = "War came. It was warm. “No war,” Ada Brook said, who feared that war would last."
    marked, reported = text.index("No war"), text.index("that war") + 5
    spans = [("q1", marked, marked + 6, "direct"), ("q2", reported, reported + 14, "indirect")]
    reading = tables.Reading(
        articles=tables.table("articles", [{"article_id": "a", "event_id": "e", "text": text}]),
        sentences=tables.table(
            "sentences",
            [{"sentence_id": "a-s0", "article_id": "a", "role": "body", "start": 0, "end": len(text), "text": text}],
        ),
        quotes=tables.table(
            "quotes",
            [
                {"quote_id": key, "article_id": "a", "start": start, "end": end, "form": form, "use": "quotation"}
                for key, start, end, form in spans
            ],
        ),
    )
    rows = words.concordance(reading, "war")
    assert rows["match"].tolist() == ["War", "war", "war"]
    assert rows["quoted"].tolist() == [False, True, False]


def test_concordance_of_nothing_says_what_is_wrong(seeds):
    """A term without a letter raises a clear error."""
    with pytest.raises(ValueError, match="needs a word"):
        words.concordance(seeds, "…")


@pytest.mark.parametrize("term", ["(", "a|b", "[x", "\\d", "c++"])
def test_concordance_takes_signs_for_signs(seeds, term):
    """A term is no pattern: signs of regular expressions stand for themselves."""
    if any(c.isalnum() for c in term):
        assert len(words.concordance(seeds, term)) == 0


@pytest.mark.parametrize("name", ["reporting_verbs", "word_list", "contested_names"])
def test_every_line_of_a_list_names_its_source(name):
    """The lists are data with a source in every line, and no line twice."""
    rows = getattr(lists, name)()
    assert rows["source"].notna().all()
    assert not rows.duplicated().any()
    assert set(rows["source"]) <= {"in the manner of Caldas-Coulthard 1994", "by analogy", "own list"}


def test_kinds_of_verbs_are_a_closed_vocabulary():
    """Class, colour and effect use the words that README and charts know."""
    rows = lists.reporting_verbs()
    assert set(rows["colour"]) == {"neutral", "coloured"}
    assert set(rows["effect"].dropna()) == {"takes it for true", "keeps it at a distance", "gives it force"}
    assert not rows["lemma"].duplicated().any()


@pytest.mark.parametrize(
    ("british", "american"),
    [("defence", "defense"), ("neighbour", "neighbor"), ("organisation", "organization"), ("our", "our"), ("office", "office"), ("four", "four")],
)  # fmt: skip
def test_british_and_american_spelling_compare_alike(british, american):
    """Spelling differences by rule are no different words; other words are left alone."""
    assert spelled(british) == american
