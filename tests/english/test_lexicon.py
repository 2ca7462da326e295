"""The words that rules look for are data: every list stands in a file of `kit/data`, once, and is used."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from kit.data import meanings, read_list, word_set
from kit.english import annotate
from kit.english.lexicon.calendar import UNITS
from kit.english.lexicon.negations import NEGATIONS
from kit.tables import schemas

KIT = Path(__file__).resolve().parents[2] / "kit"
SOURCES = {path: path.read_text(encoding="utf-8") for path in sorted(KIT.rglob("*.py"))}
# A list of more words than this is data.
MOST = 6
# Shorter ones are codes of languages, attributes of drawings.
SHORT = 2
# Rooms that read English; what else holds lists of names (charts, pages, formats of files) names no words of articles.
ROOMS = ("english", "align", "compare", "report", "entry", "load/page_parts")
# Names of the code itself: labels of the parser, columns of Docs, modules.
OWN = {
    "start", "end", "lemma", "pos", "tag", "dep", "head", "morph", "ent_iob", "ent_type", "chunk", "sent_start",
    "anniversaries", "clock", "explicit", "offsets", "holidays", "ordinal_days", "durations", "periods", "relative", "vague",
    "sentence_id", "before", "match", "after", "quoted", "kind", "term", "name", "count", "everywhere", "mine", "total",
    "_children", "_head", "dep_", "doc", "ent_iob_", "ent_type_", "i", "idx", "lemma_", "lower_", "pos_", "sent_index", "tag_", "whitespace_",
}  # fmt: skip


def words_of(node: ast.AST) -> list[str]:
    """The words of a list written out in code, or of a text that is split."""
    if isinstance(node, ast.Set | ast.List | ast.Tuple):
        texts = [part.value for part in node.elts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
        return texts if len(texts) == len(node.elts) else []
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "split":
        return node.func.value.value.split() if isinstance(node.func.value, ast.Constant) else []
    return []


def test_no_long_list_of_words_stands_in_code():
    """More than six words of English in one list are a line of `kit/data/word_sets.csv`, with what they share."""
    labels = {label.lower() for label in annotate._nlp().get_pipe("parser").labels}
    columns = {column for schema in schemas.SCHEMAS.values() for column in schema.columns}
    own = OWN | set(UNITS) | labels | columns
    found = {}
    for path, text in SOURCES.items():
        if not path.relative_to(KIT).as_posix().startswith(ROOMS):
            continue
        for node in ast.walk(ast.parse(text)):
            words = {word for word in words_of(node) if word.islower() and word.isalpha() and len(word) > SHORT} - own
            if len(words) > MOST and "__all__" not in text.splitlines()[node.lineno - 1]:
                found[f"{path.relative_to(KIT)}:{node.lineno}"] = sorted(words)
    assert not found


@pytest.mark.parametrize(("table", "column"), [("word_sets.csv", "set"), ("word_meanings.csv", "kind")])
def test_every_set_is_asked_for(table, column):
    """No line of the lists is left over: some module names its set."""
    nodes = [node for text in SOURCES.values() for node in ast.walk(ast.parse(text))]
    code = {node.value for node in nodes if isinstance(node, ast.Constant)}
    built = [node.values for node in nodes if isinstance(node, ast.JoinedStr)]  # "objects of {verb}"
    patterns = {
        "".join(re.escape(p.value) if isinstance(p, ast.Constant) else r"[\w ]+" for p in parts) for parts in built
    }
    left = {name for name in read_list(table)[column] if name not in code}
    assert {name for name in left if not any(re.fullmatch(p, name) for p in patterns if " " in p)} == set()


def test_a_set_stands_once_and_says_what_it_is():
    """Each set has one line, without a word twice, and says what its words share and where they are from."""
    rows = read_list("word_sets.csv")
    assert not rows["set"].duplicated().any()
    assert (rows[["about", "source", "words"]] != "").all().all()
    again = {row.set: row.words for row in rows.itertuples() if len(row.words.split()) != len(set(row.words.split()))}
    assert not again


def test_a_set_that_nobody_wrote_is_an_error():
    """A misspelt name of a set is noticed when the module is loaded."""
    with pytest.raises(KeyError):
        word_set("no such set")


def test_negations_are_one_list():
    """Straight and curly contractions deny; what the analysis leaves of "won't" does not, for it is a verb too."""
    assert {"not", "n't", "n’t", "without", "nobody", "hardly"} <= NEGATIONS
    assert not {"won", "don", "fail", "refuse"} & NEGATIONS


def test_a_word_means_one_thing_of_a_kind():
    """No word stands twice in one kind of meanings."""
    rows = read_list("word_meanings.csv")
    assert not rows.duplicated(["kind", "words"]).any()
    assert meanings("zone")["EST"] == "-5"
