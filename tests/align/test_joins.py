"""What is joined and what is not: links, shared wording, splices, and what a clause does with its proposition. All invented."""

from __future__ import annotations

import pytest

import kit
from kit import align
from kit.align.stance import stance_of
from kit.english import annotate
from tests.handmade import Handmade


def read(path, **articles):
    for name, text in articles.items():
        (path / f"{name}.txt").write_text(text + "\n", encoding="utf-8")
    return kit.read(path)


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The mayor said that the bridge is safe.", "asserted"),
        ("The union does not believe that the bridge is safe.", "denied"),
        ("The mayor rejected the claim that the bridge is safe.", "denied"),
        ("The mayor denied that the bridge is safe.", "denied"),
        ("The mayor did not deny that the bridge is safe.", "asserted"),
        ("Inspectors found no evidence that the bridge is safe.", "denied"),
        ("Inspectors found evidence that the bridge is safe.", "asserted"),
        ("There is no proof that the bridge is safe.", "denied"),
        ("Walkers questioned whether the bridge is safe.", "doubted"),
        ("It is doubtful whether the bridge is safe.", "doubted"),
        ("The mayor doubts that the bridge is safe.", "doubted"),
        ("The mayor who said the bridge is safe denied a report on Monday.", "asserted"),
    ],
)
def test_what_a_sentence_does_with_its_proposition(text, stance):
    """The proposition is the same each time; the words around it assert it, deny it or leave it in doubt."""
    start = text.index("the bridge is safe")
    assert stance_of(annotate.analyse(text), start, start + len("the bridge is safe")) == stance


def test_sentences_with_little_in_common_are_not_linked(tmp_path):
    """One bridge, two facts: a shared name and a shared subject make no link."""
    reading = read(
        tmp_path,
        a="Inspectors found cracks in two piers of the old harbour bridge of Velm last autumn.",
        b="Painters, poets and everybody who comes from Velm love the old harbour bridge.",
        c="Last autumn inspectors discovered cracks in two of the piers of the old harbour bridge.",
    )
    assert set(zip(reading.links["left_article_id"], reading.links["right_article_id"], strict=True)) == {("a", "c")}


RUN = "the ferry ran aground shortly after midnight on a sandbank two miles off the island"


def test_copies_of_a_sentence_are_linked_in_their_order(tmp_path):
    """A sentence that an article prints again and again is linked copy by copy, so that links grow with the text."""
    sentence = "The council of Ardenvale closed the old bridge on Friday after an inspection."
    made = read(tmp_path, a=" ".join([sentence] * 4), b=f"Nothing was said before. {sentence} {sentence}")
    links = made.links.sort_values(["left_start", "right_start"])
    right = links["right_start"].unique()
    assert len(right) == 2
    assert list(links["right_start"]) == [right[0], *[right[1]] * 3]
    assert links["left_start"].is_unique


def reuse(left: str, right: str, **days: str) -> str:
    """The rule of the only pair of two articles."""
    made = Handmade(early=left, late=right)
    for article_id, day in days.items():
        made.know(article_id, published=day)
    reading = made.reading()
    return align.find_reuse(reading.articles, reading.sentences, reading.quotes)["rule"].item()


def test_one_shared_sentence_in_a_long_article_makes_no_copy():
    """A copy has a third of its words in common with the other, not one long run alone."""
    left, right = (" ".join(f"{side}{n}" for n in range(60)) for side in ("left", "right"))
    assert "copy" in reuse(RUN, RUN)
    assert "copy" not in reuse(f"{RUN} {left}", f"{RUN} {right}")


@pytest.mark.parametrize(("early", "late"), [("2031-03-11", "2031-03-12"), ("2031-03-12", "2031-03-11")])
def test_of_two_copies_the_one_published_first_is_named(early, late):
    """Whoever printed it the day before cannot have copied it."""
    rule = reuse(RUN, RUN, early=early, late=late)
    assert ("early" in rule, "late" in rule) == (early < late, late < early), rule


FULL = '"The dam is safe. The old road must close. Nobody has to leave," engineer Ada Tarn said.'
CUT = '"The dam is safe. Nobody has to leave," engineer Ada Tarn said.'


def spliced(reading) -> set[str]:
    rows = reading.renderings
    return set(rows.loc[rows["spliced"].fillna(value=False), "article_id"])


def test_who_prints_more_between_is_outvoted_by_two_who_do_not(tmp_path):
    """Two print two sentences on end, one has another between them: it may be the one that put it there."""
    assert spliced(read(tmp_path, one=CUT, two=CUT, three=FULL)) == set()


def test_a_transcript_outvotes_any_number_of_quotations(tmp_path):
    """What was said decides, however many outlets leave the same sentence out."""
    (tmp_path / "sources.csv").write_text("file,role\nspeech.txt,transcript\none.txt,\ntwo.txt,\n", encoding="utf-8")
    speech = "We shall build the dam in the spring of next year. It will be paid for by the four towns. Nobody has to move house."
    short = '"We shall build the dam next year. Nobody has to move house," Mayor Ada Tarn said.'
    assert spliced(read(tmp_path, one=short, two=short, speech=speech)) == {"one", "two"}


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The council does not believe that the bridge is safe.", "denied"),
        ("The survey did not constitute evidence that the bridge is safe.", "denied"),
        ("The council believes that the bridge is safe.", "asserted"),
        ("The survey is evidence that the bridge is safe.", "asserted"),
    ],
)
def test_a_clause_that_holds_its_own_frame_has_its_stance(text, stance):
    """Where the words that deny stand inside the clause, the clause denies."""
    assert stance_of(annotate.analyse(text), 0, len(text) - 1) == stance
