"""Laws of quotations that hold for any text and any marks."""

from __future__ import annotations

import itertools

import pandas as pd
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kit.english import annotate, people, quotes
from kit.english.quotes.marks import find_stretches

# Marks in any order between words of an invented town's news.
BITS = st.sampled_from(
    [
        "“", "”", '"', "''", "``", "‘", "’", "'", "«", "»", "„", "\n", "\n\n", " ", ", ", ". ", "Ada Brook said", "he added",
        "The bridge is safe", "according to Peter Torsen", ": ", " — ", "BROOK: ", "(", ")", "called it", "…", "a", "It's", "I",
    ]
)  # fmt: skip
TEXTS = st.lists(BITS, max_size=30).map("".join) | st.text(alphabet="“”\"'‘’«»„`ab .,\n", max_size=60)


def lines(text):
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield at, at + len(line)
        at += len(line) + 1


@settings(max_examples=300, deadline=None)
@given(TEXTS)
@example("'“”’»")  # a single mark that closes where a double pair without its opener begins
def test_stretches_never_overlap_and_stay_in_their_paragraph(text):
    """Any marks give ordered stretches without white space at their edges, each inside one paragraph."""
    paragraphs = list(lines(text))
    at = 0
    for stretch in find_stretches(text, paragraphs):
        assert at <= stretch.outer_start <= stretch.start < stretch.end <= stretch.outer_end
        assert text[stretch.start : stretch.end].strip() == text[stretch.start : stretch.end]
        low, high = paragraphs[stretch.paragraph]
        assert low <= stretch.outer_start
        assert stretch.outer_end <= high
        at = stretch.outer_end


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_rows_of_any_text_are_true_slices_with_keys_that_resolve(text):
    """Whatever the marks, every row is a true slice, contents are the same or apart, and keys resolve."""
    doc = annotate.analyse(text)
    articles = pd.DataFrame({"article_id": ["text"], "event_id": ["event"]})
    entities, mentions = people.find_mentions(articles, {"text": doc})
    sentences = annotate.split_sentences({"text": doc})
    found, speakers = quotes.find_quotes(articles, {"text": doc}, sentences, entities, mentions)
    assert found["quote_id"].is_unique
    said = found[found["use"] == "quotation"]
    contents = sorted(set(zip(said["content_start"], said["content_end"], strict=True)))
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(contents))
    assert set(found["speaker_id"].dropna()) <= set(speakers["speaker_id"])
    for row in found.itertuples():
        assert row.text == text[row.start : row.end]
        assert row.content_start <= row.start
        assert row.end <= row.content_end
        assert row.use == "quotation" or pd.isna(row.speaker)
        assert (row.form == "indirect") == (row.marks == "none")
        if pd.notna(row.cue):
            assert row.cue == text[row.cue_start : row.cue_end]
