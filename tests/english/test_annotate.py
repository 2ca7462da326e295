"""Annotate: what is analysed, and the cache that spares doing it again."""

from __future__ import annotations

import subprocess
import sys

import pandas as pd
import pytest

from kit.english import annotate

# Invented.
TEXT = "Ada Brook spoke in Northham on Friday. “We will rebuild,” she said.\nA second paragraph. It has two sentences."


@pytest.fixture
def fresh(tmp_path, monkeypatch):
    """An empty cache."""
    monkeypatch.setenv("KIT_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def dump(doc) -> list[tuple]:
    return [(t.idx, t.text, t.lemma_, t.pos_, t.dep_, t.head.i, t.ent_type_, t.sent_index) for t in doc]


def test_the_cache_gives_back_what_was_analysed(fresh):
    """The second time, the same analysis comes from the file, and spaCy is not asked."""
    first = dump(annotate.analyse(TEXT))
    assert len(list(fresh.glob("*.tokens"))) == 1
    code = f"import sys; from kit.english import annotate; d = annotate.analyse({TEXT!r}); print(len(d), 'spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(len(first)), "False"]
    assert dump(annotate.analyse(TEXT)) == first


@pytest.mark.parametrize("damage", [b"", b"not an Arrow file", None])
def test_a_damaged_file_is_made_again(fresh, damage):
    """A cache file that is cut or overwritten costs time and nothing else."""
    first = dump(annotate.analyse(TEXT))
    file = next(fresh.glob("*.tokens"))
    file.write_bytes(file.read_bytes()[:100] if damage is None else damage)
    assert dump(annotate.analyse(TEXT)) == first
    assert file.stat().st_size > 100


def test_a_flipped_bit_is_noticed(fresh):
    """What a disk has changed is analysed again, wherever in the file it is: as an Arrow file it might end the process."""
    first = dump(annotate.analyse(TEXT))
    file = next(fresh.glob("*.tokens"))
    whole = file.read_bytes()
    for at in range(0, len(whole), 97):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert dump(annotate.analyse(TEXT)) == first
        assert file.read_bytes() == whole


def test_two_processes_may_write_at_once(fresh):
    """Both end well, one whole file is left and no scrap beside it."""
    code = f"from kit.english import annotate; annotate.analyse({TEXT!r})"
    running = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(2)]
    assert [process.wait() for process in running] == [0, 0]
    assert [path.suffix for path in fresh.iterdir()] == [".tokens"]


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path, monkeypatch):
    """Where there is a file in place of the folder, the analysis still comes."""
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("KIT_CACHE", str(tmp_path / "file" / "cache"))
    assert len(annotate.analyse(TEXT)) > 10


def test_a_paragraph_never_runs_into_the_next(fresh):
    """A single newline ends a sentence, even where no full stop does."""
    doc = annotate.analyse("The first line without a stop\nand the second one\n")
    assert [s.text for s in doc.sentences] == ["The first line without a stop", "and the second one"]


def test_furniture_stays_in_one_piece(fresh):
    """A headline is one row, whatever full stops it holds."""
    articles = pd.DataFrame([{"article_id": "a", "text": "One. Two. Three.", "language": "en"}])
    segments = pd.DataFrame([{"article_id": "a", "paragraph": 0, "role": "headline", "start": 0, "end": 16}])
    assert len(annotate.annotate(articles, segments)["a"].sentences) == 1


def test_another_language_gets_sentences_only(fresh):
    """A text that is not English is cut into sentences and left unanalysed."""
    articles = pd.DataFrame([{"article_id": "a", "text": "Eins zwei. Drei vier.", "language": "de"}])
    segments = pd.DataFrame([{"article_id": "a", "paragraph": 0, "role": "body", "start": 0, "end": 21}])
    doc = annotate.annotate(articles, segments)["a"]
    assert not doc.analysed
    assert [s.text for s in doc.sentences] == ["Eins zwei.", "Drei vier."]
    assert not any(t.pos_ for t in doc)


def test_a_very_long_paragraph_is_cut_for_the_parser(fresh, monkeypatch):
    """One line of any length is analysed in pieces; no character is lost."""
    monkeypatch.setattr(annotate, "LONGEST", 40)
    text = "word " * 50
    doc = annotate.analyse(text)
    assert [t.text for t in doc] == ["word"] * 50


def test_the_view_agrees_with_spacy(fresh):
    """Tokens, heads, names and noun chunks are spaCy's own."""
    line = "Ada Brook told the council on Friday that the old bridge was safe."
    theirs, ours = annotate._nlp()(line), annotate.analyse(line)
    assert [(t.text, t.head.i, t.dep_, t.lemma_) for t in theirs] == [
        (t.text, t.head.i, t.dep_, t.lemma_) for t in ours
    ]
    assert [(e.text, e.label_) for e in theirs.ents] == [(e.text, e.label_) for e in ours.ents]
    assert [c.text for c in theirs.noun_chunks] == [c.text for c in ours.noun_chunks]
    verb = next(t for t in ours if t.text == "told")
    assert [t.text for t in verb.subtree] == [t.text for t in theirs[verb.i].subtree]
    assert [t.text for t in verb.lefts] == [t.text for t in theirs[verb.i].lefts]
    assert ours.span_at(4, 9).text == "Brook"
    assert ours.token_at(3).text == "Brook"
    assert ours.token_at(10_000) is None


def test_edges_are_the_ends_of_the_subtree():
    """A token's edges, found for all tokens at once, are the first and the last token that hang from it."""
    doc = annotate.analyse(
        "The mayor, who had said that the bridge was safe, left. “Was it?” Ilka Torsen asked the men."
    )
    assert [t.left_edge for t in doc] == [t.subtree[0] for t in doc]
    assert [t.right_edge for t in doc] == [t.subtree[-1] for t in doc]
