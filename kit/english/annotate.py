"""Annotate: the spaCy analyses of each article, kept by content so that a second reading does not load spaCy.

The one room that imports spaCy at run time, and only when something is not in the cache. Each segment of an article
(a paragraph, or the piece of one that a dateline or credit leaves over) is analysed by itself, so that a paragraph
never runs into the next one and furniture never spoils a sentence.

The cache (`kit.cache.files`) holds an Arrow file an article, named by a hash of the text, its segments and the versions of
spaCy and its model; a damaged file is made again.
"""

from __future__ import annotations

import hashlib
import io
import re
import threading
from functools import cache
from importlib import metadata
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import feather

from kit import tables
from kit.cache import files
from kit.cache.readings import MODELS
from kit.english.doc import Doc
from kit.english.typed import as_typed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

# The same model under the two names it is published by; whichever is installed is used.
# Raise it when the token table changes its meaning: old cache files are then passed over.
FORMAT = 2
# A paragraph longer than this is read in parts, so that no sentence is longer: cut behind a sentence, else at white space.
LONGEST = 2_000
_SENTENCE_END = re.compile(r"[a-z]{3,}[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z])")

# A mark that a word is printed against, without a space: "well,”coach Example said", "said.“We".
_GLUED = re.compile(r"(?<=\w)[.,!?…][\"“”](?=\w)")
_GLUED_PARTS = (r"(?<=\w)[.,!?…](?=[\"“”]\w)", r"(?<=[.,!?…])[\"“”](?=\w)")

COLUMNS = (
    "start", "end", "lemma", "pos", "tag", "dep", "head", "morph", "ent_iob", "ent_type", "chunk", "sent_start", "role",
    "paragraph",
)  # fmt: skip
# What is asked of spaCy for each token, and the columns that are words.
_WORDS = {"lemma": "LEMMA", "pos": "POS", "tag": "TAG", "dep": "DEP", "morph": "MORPH", "ent_type": "ENT_TYPE"}
_ATTRIBUTES = ["IDX", "LENGTH", "IS_SPACE", "HEAD", "SENT_START", "ENT_IOB", *_WORDS.values()]
# spaCy's numbers for inside, outside and beginning; 0 is a token no component looked at.
_IOB = ("O", "I", "O", "B")
# spaCy's hashes are unsigned, head distances signed: one array holds both.
_UNSIGNED = (1 << 64) - 1

# Threads that share the model use it one after the other.
_ALONE = threading.Lock()
# The columns of one article's tokens, by name.
Tokens = dict[str, list[Any]]


class Piece(NamedTuple):
    """A segment of an article: analysed by itself."""

    paragraph: int
    role: str
    start: int
    end: int


def annotate(articles: pd.DataFrame, segments: pd.DataFrame) -> dict[str, Doc]:
    """The analyses of every article, by `article_id`.

    Takes `articles` and `segments` (`article_id, paragraph, role, start, end`: the pieces that are read by
    themselves, in order; together they hold every character that is not white space). Articles whose `language` is
    known and not English get sentences and tokens only (`doc.analysed` is False).
    """
    pieces: dict[str, list[Piece]] = {}
    for article_id, *piece in zip(*(segments[name].tolist() for name in ("article_id", *Piece._fields)), strict=True):
        pieces.setdefault(article_id, []).append(Piece(*piece))
    found: dict[str, Tokens] = {}
    todo: list[tuple[Any, Path]] = []
    for row in articles.itertuples():
        path = files.folder() / f"{_key(row.text, pieces.get(row.article_id, []), row.language)}.tokens"
        tokens = _load(path)
        if tokens is None:
            todo.append((row, path))
        else:
            found[row.article_id] = tokens
    texts = [(row.text, pieces.get(row.article_id, []), english(row.language)) for row, _ in todo]
    for (row, path), tokens in zip(todo, _analyse(texts), strict=True):
        _save(tokens, path)
        found[row.article_id] = tokens
    return {
        row.article_id: Doc(row.article_id, row.text, found[row.article_id], analysed=english(row.language))
        for row in articles.itertuples()
    }


def analyse(text: str, *, article_id: str = "text") -> Doc:
    """The analysis of one text, each line a paragraph of the body; for trying things out, and for tests.

    >>> [s.text for s in analyse("One line. Two.").sentences]
    ['One line.', 'Two.']
    """
    articles = pd.DataFrame([{"article_id": article_id, "text": text, "language": "en"}])
    lines, at = [], 0
    for n, line in enumerate(text.splitlines(keepends=True)):
        if line.strip():
            lines.append({"article_id": article_id, "paragraph": n, "role": "body", "start": at, "end": at + len(line)})
        at += len(line)
    columns = ["article_id", "paragraph", "role", "start", "end"]
    return annotate(articles, pd.DataFrame(lines, columns=columns))[article_id]


def split_sentences(docs: Mapping[str, Doc]) -> pd.DataFrame:
    """The `sentences` table: one row a sentence or piece of furniture, with its role and paragraph.

    It inherits spaCy's mistakes: an abbreviation may end a sentence too early.
    """
    return tables.table(
        "sentences",
        [
            {
                "sentence_id": f"{article_id}-s{sentence.start_char}",
                "article_id": article_id,
                "paragraph": sentence.paragraph,
                "role": sentence.role,
                "start": sentence.start_char,
                "end": sentence.end_char,
                "text": sentence.text,
            }
            for article_id, doc in docs.items()
            for sentence in doc.sentences
        ],
    )


def english(language: Any) -> bool:
    """Whether a text is analysed as English: its language is `en` or not known."""
    return bool(pd.isna(language)) or language == "en"


@cache
def _model_name() -> tuple[str, str]:
    for name in MODELS:
        try:
            return name, metadata.version(name.replace("_", "-"))
        except metadata.PackageNotFoundError:
            continue
    raise ModuleNotFoundError(
        f"No English model for spaCy is installed (looked for {' and '.join(MODELS)}). "
        "Run start.py, or: python -m spacy download en_core_web_sm"
    )


def _key(text: str, pieces: Sequence[Piece], language: Any) -> str:
    name = (FORMAT, _model_name()[1], metadata.version("spacy"), english(language))
    spans: list[Any] = [tuple(piece) for piece in pieces]
    if any(piece.end - piece.start > LONGEST for piece in pieces):
        spans.append(LONGEST)
    if _GLUED.search(text):
        spans.append(_GLUED_PARTS)
    if as_typed(text) != text:
        spans.append("typed")
    return hashlib.sha256(repr((name, spans)).encode() + text.encode("utf-8", "surrogatepass")).hexdigest()


def _load(path: Path) -> Tokens | None:
    data = files.take(path)
    if data is None:
        return None
    table = feather.read_table(pa.BufferReader(data))
    return {name: _plain(table[name].combine_chunks()) for name in COLUMNS}


def _plain(column: pa.Array) -> list[Any]:
    if not isinstance(column, pa.DictionaryArray):
        return column.to_numpy(zero_copy_only=False).tolist()
    words = column.dictionary.to_pylist()
    return [words[i] for i in column.indices.to_numpy().tolist()]


def _save(tokens: Tokens, path: Path) -> None:
    columns = {name: pa.array(values) for name, values in tokens.items()}
    table = pa.table({n: a.dictionary_encode() if pa.types.is_string(a.type) else a for n, a in columns.items()})
    made = io.BytesIO()
    feather.write_feather(table, made, compression="lz4")
    files.put(path, made.getvalue())


@cache
def _nlp() -> Any:
    """The English pipeline; its tokenizer also splits off a quotation mark printed without a space."""
    import importlib

    from spacy.util import compile_infix_regex

    nlp = importlib.import_module(_model_name()[0]).load()
    nlp.tokenizer.infix_finditer = compile_infix_regex([*_GLUED_PARTS, *nlp.Defaults.infixes]).finditer
    return nlp


@cache
def _splitter() -> Any:
    """A pipeline for other languages: tokens and sentences by punctuation, no more."""
    import spacy

    nlp = spacy.blank("xx")
    nlp.add_pipe("sentencizer")
    return nlp


def _analyse(texts: Iterable[tuple[str, Sequence[Piece], bool]]) -> list[Tokens]:
    """The tokens of texts with their segments, all through one `nlp.pipe` so that its batches are full."""
    jobs: list[tuple[int, int, str, int, str]] = []
    texts = list(texts)
    for n, (printed, pieces, _) in enumerate(texts):
        text = as_typed(printed)
        for piece in pieces:
            for start, end in _short(text, piece.start, piece.end):
                jobs.append((n, start, text[start:end], piece.paragraph, piece.role))
    made: list[Tokens] = [{name: [] for name in COLUMNS} for _ in texts]
    for wanted, nlp in ((True, _nlp), (False, _splitter)):
        mine = [job for job in jobs if texts[job[0]][2] is wanted]
        if not mine:
            continue
        # Words that are new to the model are forgotten afterwards, or its vocabulary would grow with a collection.
        with _ALONE, nlp().memory_zone():
            analysed = zip(mine, nlp().pipe([job[2] for job in mine], batch_size=128), strict=True)
            for n, segments in groupby(analysed, key=lambda pair: pair[0][0]):
                made[n] = _columns([(doc, job[1], job[3], job[4]) for job, doc in segments], nlp().vocab.strings)
    return made


def _short(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    while end - start > LONGEST:
        cuts = [m.end() for m in _SENTENCE_END.finditer(text, start, start + LONGEST)]
        cut = cuts[-1] if cuts else start + LONGEST
        if not cuts:
            cut = next((i for i in range(cut, start + LONGEST // 2, -1) if text[i].isspace()), cut)
        yield start, cut
        start = cut
    yield start, end


def _columns(segments: Sequence[tuple[Any, int, int, str]], strings: Any) -> Tokens:
    """The tokens of an article's analysed segments `(doc, offset, paragraph, role)`, those of white space left out.

    Whole columns at once: token by token this takes a twentieth of the time that spaCy needs.
    """
    sizes = [len(doc) for doc, *_ in segments]
    values = np.concatenate([doc.to_array(_ATTRIBUTES).reshape(-1, len(_ATTRIBUTES)) for doc, *_ in segments])
    at = dict(zip(_ATTRIBUTES, values.astype(np.int64).T, strict=True))
    first = np.cumsum([0, *sizes[:-1]])
    space, segment = at["IS_SPACE"].astype(bool), np.repeat(np.arange(len(segments)), sizes)
    words = np.flatnonzero(~space)
    head = np.arange(len(space)) + at["HEAD"]
    while (lost := space[head] & (head[head] != head)).any():
        head = np.where(lost, head[head], head)
    head = np.where(space[head[words]], words, head[words])
    # A sentence that begins with white space begins with the word behind it. Furniture (a headline, a credit) is one
    # piece, whatever full stops it holds.
    body = np.array([role == "body" for *_, role in segments], dtype=bool)
    begun = np.cumsum((at["SENT_START"] == 1) & body[segment])[words]
    sent_start = (np.diff(begun, prepend=-1) > 0) | (np.diff(segment[words], prepend=-1) > 0)
    chunk = np.zeros(len(space), int)
    for begin, (doc, *_) in zip(first.tolist(), segments, strict=True):
        if doc.has_annotation("DEP"):
            for left, right, _ in doc.noun_chunks_iterator(doc):
                chunk[begin + left], chunk[begin + left + 1 : begin + right] = 1, 2
    start = at["IDX"][words] + np.array([offset for _, offset, *_ in segments], int)[segment[words]]
    tokens = {
        "start": start.tolist(),
        "end": (start + at["LENGTH"][words]).tolist(),
        "head": (np.cumsum(~space) - 1)[head].tolist(),
        "sent_start": sent_start.tolist(),
        "ent_iob": [_IOB[i] for i in at["ENT_IOB"][words].tolist()],
        "chunk": ["OBI"[i] for i in chunk[words].tolist()],
        "role": [segments[i][3] for i in segment[words].tolist()],
        "paragraph": [segments[i][2] for i in segment[words].tolist()],
    }
    for column, attribute in _WORDS.items():
        known = {key: strings[key & _UNSIGNED] for key in set(at[attribute][words].tolist())}
        tokens[column] = [known[key] for key in at[attribute][words].tolist()]
    tokens["morph"] = ["" if features == "_" else features for features in tokens["morph"]]  # as spaCy prints none
    return {name: tokens[name] for name in COLUMNS}
