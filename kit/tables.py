"""The tables: their names, columns, dtypes and vocabularies; `check`; and the frozen `Reading` that holds them.

Every room takes and gives these tables. `SCHEMAS` is the one place where a column is named and explained; the README's
glossary, the empty tables and the checks are made from it.
"""

from __future__ import annotations

from collections import namedtuple
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

DTYPES = {"text": "string", "int": "Int64", "number": "Float64", "flag": "boolean", "day": "datetime64[us]"}

ROLES = ("headline", "byline", "credit", "dateline", "body", "caption", "notice")
SOURCES = (
    "manifest",
    "corrections",
    "html",
    "front matter",
    "headline",
    "byline",
    "credit line",
    "dateline",
    "page stamp",
    "leading date",
    "url in text",
    "other articles",
)
ENTITY_KINDS = ("person", "organisation", "place", "document", "event", "other")
SPEAKER_KINDS = ("person", "organisation", "place", "document", "unnamed")
QUOTE_FORMS = ("direct", "partial", "indirect")
RENDERING_FORMS = (*QUOTE_FORMS, "stated")
GRAINS = ("time", "day", "week", "month", "quarter", "season", "year", "decade", "century")
TIME_KINDS = ("spoken", "happened", "planned", "state")
ANCHORS = ("dateline", "published", "speech", "event", "previous time", "other articles")


class TableError(ValueError):
    """A table does not keep its schema: the message names the table, the column and what to do."""


@dataclass(frozen=True)
class Column:
    """One column: `kind` is a key of `DTYPES`; `words` its vocabulary, if closed; `of` the table its keys resolve in."""

    kind: str
    about: str
    words: tuple[str, ...] = ()
    of: str = ""

    @cached_property
    def dtype(self) -> Any:
        return pd.CategoricalDtype(list(self.words)) if self.words else pd.api.types.pandas_dtype(DTYPES[self.kind])


@dataclass(frozen=True)
class Schema:
    """A table's name, what one row is, its key (the first column, or none) and its columns in order."""

    name: str
    about: str
    columns: Mapping[str, Column]
    keyed: bool = True

    @property
    def key(self) -> str | None:
        return next(iter(self.columns)) if self.keyed else None


def _text(about: str, of: str = "", words: tuple[str, ...] = ()) -> Column:
    return Column("text", about, words, of)


def _span(what: str = "the row's text") -> dict[str, Column]:
    return {
        "start": Column("int", f"where {what} starts in the article's text (code points, from 0)"),
        "end": Column("int", f"where {what} ends (half-open)"),
        "text": _text("the characters `start:end` of the article"),
    }


_ARTICLE = _text("the article", of="articles")
_SENTENCE = _text("the sentence it starts in", of="sentences")
_RULE = _text("the rule that made the row")
_EVENT = _text("the event; whatever one article lends another stays inside it")


def _schemas() -> Iterator[Schema]:
    yield Schema(
        "articles",
        "one article; what is known of it is the winner of `facts`",
        {
            "article_id": _text("the manifest's `id`, else the slug of the path"),
            "event_id": _EVENT,
            "path": _text("where it lies in the corpus, with `/`"),
            "sha256": _text("hash of the file's bytes"),
            "encoding": _text("how the bytes were decoded"),
            "extractor": _text("what read the file, and its version"),
            "outlet": _text("who published it"),
            "title": _text("its headline"),
            "byline": _text("who wrote it, as printed"),
            "agency": _text("the news agency or other origin credited"),
            "place": _text("the dateline's place"),
            "dateline_date": Column("day", "the dateline's day"),
            "published": Column("day", "publication day, with the time if printed"),
            "url": _text("its address"),
            "language": _text("ISO 639-1 code of the text's language"),
            "words": Column("int", "number of words"),
            "text": _text("the text that all offsets count in"),
            "published_from": _text("the source of the publication day, as in `facts`"),
            "role": _text("`transcript` if the manifest says that it is one"),
            "note": _text("the manifest's note"),
        },
    )
    yield Schema(
        "facts",
        "one thing known or found about an article, the losers too",
        {
            "fact_id": _text("key"),
            "article_id": _ARTICLE,
            "field": _text("the column of `articles` it speaks of"),
            "value": _text("what it says; dates in ISO 8601, as exact as printed"),
            "source": _text("where it comes from", words=SOURCES),
            "start": Column("int", "where it stands in the article's text; missing if not there"),
            "end": Column("int", "where it ends (half-open)"),
            "rule": _RULE,
        },
    )
    yield Schema(
        "sentences",
        "one sentence or piece of furniture; every character that is not white space lies in exactly one",
        {
            "sentence_id": _text("key"),
            "article_id": _ARTICLE,
            "paragraph": Column("int", "number of the paragraph, from 0"),
            "role": _text("what it is in the article", words=ROLES),
            **_span("the sentence"),
        },
    )
    yield Schema(
        "entities",
        "one person, organisation, place … of an event",
        {
            "entity_id": _text("key"),
            "event_id": _EVENT,
            "name": _text("the fullest name found"),
            "kind": _text("what it is", words=ENTITY_KINDS),
        },
    )
    yield Schema(
        "mentions",
        "one place where an article names an entity",
        {
            "mention_id": _text("key"),
            "article_id": _ARTICLE,
            "entity_id": _text("who or what is named", of="entities"),
            **_span("the mention"),
            "rule": _RULE,
        },
    )
    yield Schema(
        "speakers",
        "one voice of an event",
        {
            "speaker_id": _text("key"),
            "entity_id": _text("the entity that speaks; missing if unnamed", of="entities"),
            "name": _text("its name, or the description of an unnamed source"),
            "kind": _text("what it is", words=SPEAKER_KINDS),
            "role": _text("office or function, as some article prints it"),
        },
    )
    yield Schema(
        "quotes",
        "one quoted stretch, or one reported clause",
        {
            "quote_id": _text("key"),
            "article_id": _ARTICLE,
            "sentence_id": _SENTENCE,
            "utterance_id": _text("joins the stretches of one article that one speaker says on end"),
            **_span("the stretch, without its marks,"),
            "content_start": Column("int", "where the whole reported content starts"),
            "content_end": Column("int", "where it ends"),
            "form": _text("how much of the content lies inside marks", words=QUOTE_FORMS),
            "use": _text("what the marks are for", words=("quotation", "title", "scare")),
            "speaker_id": _text("who speaks", of="speakers"),
            "speaker": _text("the speaker's resolved name"),
            "speaker_start": Column("int", "where the mention beside the quotation starts"),
            "speaker_end": Column("int", "where it ends"),
            "cue": _text("the reporting verb or phrase, as printed"),
            "cue_lemma": _text("its lemma"),
            "cue_start": Column("int", "where it starts"),
            "cue_end": Column("int", "where it ends"),
            "marks": _text("the state of the marks", words=("balanced", "repaired", "none")),
            "rule": _RULE,
        },
    )
    yield Schema(
        "times",
        "one time expression (TIMEX3) and what it dates",
        {
            "time_id": _text("key"),
            "article_id": _ARTICLE,
            "sentence_id": _SENTENCE,
            **_span("the expression"),
            "type": _text("TIMEX3 type", words=("DATE", "TIME", "DURATION", "SET")),
            "value": _text("TIMEX3 value; missing if it cannot be resolved"),
            "mod": _text("TIMEX3 modifier (BEFORE, START, END, APPROX …)"),
            "earliest": Column("day", "first day it covers; missing if open"),
            "latest": Column("day", "last day it covers, included; missing if open"),
            "grain": _text("how exact it is", words=GRAINS),
            "kind": _text("what the dated event is to the reader", words=TIME_KINDS),
            "anchor": Column("day", "the reference day it was counted from"),
            "anchor_from": _text("where the reference day comes from", words=ANCHORS),
            "signal": _text("the word before it that bounds what it dates (since, until, by, from …)"),
            "event_start": Column("int", "where the word it dates starts"),
            "event_end": Column("int", "where that word ends"),
            "rule": _RULE,
        },
    )
    yield Schema(
        "labels",
        "one way in which an article calls an entity",
        {
            "label_id": _text("key"),
            "article_id": _ARTICLE,
            "entity_id": _text("who or what is called so", of="entities"),
            **_span("the label"),
            "rule": _RULE,
        },
    )
    yield Schema(
        "quantities",
        "one number with its unit and what it counts",
        {
            "quantity_id": _text("key"),
            "article_id": _ARTICLE,
            "sentence_id": _SENTENCE,
            **_span("the quantity"),
            "value": Column("number", "the number"),
            "unit": _text("its unit (percent, USD, …); missing for a bare count"),
            "of": _text("what it counts or measures, as printed"),
            "rule": _RULE,
            "of_start": Column("int", "where what it counts starts"),
            "of_end": Column("int", "where that ends"),
            "head": _text("lemma of the noun counted"),
            "upper": Column("number", "the upper end of a range; `value` is the lower"),
            "bound": _text("how the number is loosened (about, at least, more than …)"),
            "kind": _text("what the unit measures (count, money, share, length …)"),
            "predicate": _text("lemma of what is said of a count (kill, injure, missing …)"),
            "predicate_start": Column("int", "where that word starts"),
            "predicate_end": Column("int", "where it ends"),
        },
    )
    yield Schema(
        "word_choices",
        "one of the different words that articles use for one thing",
        {
            "choice_id": _text("key"),
            "article_id": _ARTICLE,
            "sentence_id": _SENTENCE,
            "concept": _text("the thing that is named in different words"),
            **_span("the words"),
            "rule": _RULE,
            "entity_id": _text("the entity named, if any", of="entities"),
            "head": _text("the head noun, in one spelling"),
            "wordings": Column("int", "how many different wordings the concept has"),
            "contested": _text("the term of the list of contested names that the head is, if any"),
        },
    )
    yield Schema(
        "keyness",
        "one term and how much more an article uses it than the others do",
        {
            "term": _text("lemma or noun phrase"),
            "article_id": _ARTICLE,
            "count": Column("int", "how often the article uses it"),
            "expected": Column("number", "how often it would, if it wrote like all of them together"),
            "z": Column("number", "log-odds with an informative Dirichlet prior, in standard errors"),
            "kind": _text("lemma or noun phrase"),
            "name": Column("flag", "whether it is a name"),
            "elsewhere": Column("int", "how often the event's other articles use it"),
            "log_odds": Column("number", "the log-odds themselves"),
            "low": Column("number", "lower end of their 95 % interval"),
            "high": Column("number", "upper end of it"),
        },
        keyed=False,
    )
    yield Schema(
        "statements",
        "one thing that somebody is said to have said, or that articles state themselves",
        {
            "statement_id": _text("key"),
            "event_id": _EVENT,
            "kind": _text("said by somebody, or stated by articles", words=("utterance", "claim")),
            "speaker_id": _text("who said it; missing for a claim", of="speakers"),
            "reference": _text("the wording the others are compared with"),
            "reference_rendering_id": _text("the rendering it is taken from", of="renderings"),
            "reference_from": _text("why that one", words=("transcript", "majority", "tie-break", "only")),
            "articles": Column("int", "number of articles that render it"),
        },
    )
    yield Schema(
        "renderings",
        "one article's wording of one statement",
        {
            "rendering_id": _text("key"),
            "statement_id": _text("what it renders", of="statements"),
            "article_id": _ARTICLE,
            "quote_id": _text("the quotation it lies in; missing if stated", of="quotes"),
            **_span("the rendering"),
            "form": _text("as in quotes, or stated in the article's own voice", words=RENDERING_FORMS),
            "wording": _text("the words inside marks against the reference", words=("verbatim", "trimmed", "reworded")),
            "spliced": Column("flag", "whether it runs on from words that are apart in the reference"),
            "similarity": Column("number", "likeness to the reference: 0 nothing shared, 1 the same"),
            "coverage": Column("number", "share of the reference's words that it has: 0 none, 1 all"),
            "rule": _RULE,
        },
    )
    yield Schema(
        "links",
        "two sentences of two articles that say the same",
        {
            "link_id": _text("key"),
            "left_article_id": _ARTICLE,
            "left_start": Column("int", "where the left sentence starts"),
            "left_end": Column("int", "where it ends"),
            "right_article_id": _ARTICLE,
            "right_start": Column("int", "where the right sentence starts"),
            "right_end": Column("int", "where it ends"),
            "similarity": Column("number", "likeness: 0 nothing shared, 1 the same"),
            "coverage": Column("number", "share of the shorter one's words found in the other: 0 none, 1 all"),
            "rule": _RULE,
        },
    )
    yield Schema(
        "reuse",
        "a pair of articles and the wording they share outside quotations; zeros included",
        {
            "left_article_id": _ARTICLE,
            "right_article_id": _ARTICLE,
            "shared_words": Column("int", "words of the left article that stand in a shared run"),
            "left_coverage": Column("number", "their share of the left article's words: 0 none, 1 all"),
            "right_coverage": Column("number", "the same for the right article"),
            "longest_run": Column("int", "longest shared run, in words"),
            "rule": _RULE,
        },
        keyed=False,
    )
    yield Schema(
        "problems",
        "one thing that is wrong, or worth a note, about a file or the corpus",
        {
            "path": _text("the file, relative to the corpus"),
            "level": _text("how bad it is", words=("error", "warning", "note")),
            "problem": _text("what is wrong, in one line"),
            "remedy": _text("what to do"),
            "rule": _RULE,
        },
        keyed=False,
    )


SCHEMAS: dict[str, Schema] = {schema.name: schema for schema in _schemas()}


def table(name: str, rows: Iterable[Mapping[str, Any]] = ()) -> pd.DataFrame:
    """A table with its schema's columns in order, from rows; columns that no row has are missing throughout.

    >>> table("links").columns.tolist()[:3]
    ['link_id', 'left_article_id', 'left_start']
    """
    rows = list(rows)
    labels = dict.fromkeys(chain(SCHEMAS[name].columns, *rows))
    return _made(name, {label: [row.get(label) for row in rows] for label in labels}, len(rows))


def conform(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """A copy of `frame` with the schema's columns first, in order and with their dtypes; other columns stay behind them.

    Raises TableError if values do not fit: a word that is not in the vocabulary must not become missing in silence.
    """
    return _made(name, {label: frame[label].array for label in frame.columns}, len(frame))


def _made(name: str, values: Mapping[Any, Sequence[Any]], length: int) -> pd.DataFrame:
    """The table from its columns, given as lists or arrays: each is built at once as what it is to be."""
    made: dict[Any, Any] = {}
    for label, column in SCHEMAS[name].columns.items():
        given = values[label] if label in values else [None] * length
        if column.words:
            place: dict[Any, int] = {word: n for n, word in enumerate(column.words)}
            strange = {str(word) for word in given if word not in place and not pd.isna(word)}
            if strange:
                raise TableError(f"{name}.{label} cannot be {sorted(strange)}; it is one of {list(column.words)}.")
            made[label] = pd.Categorical.from_codes([place.get(word, -1) for word in given], dtype=column.dtype)
            continue
        try:
            if column.kind == "day":
                given = pd.to_datetime(given, format="ISO8601")
            made[label] = pd.array(given, dtype=column.dtype)
        except (ValueError, TypeError) as error:
            raise TableError(f"{name}.{label} must be {column.kind}: {error}") from error
        if column.kind == "number":
            made[label] = made[label].round(4)
    return pd.DataFrame({**made, **{label: values[label] for label in values if label not in made}})


def rows(frame: pd.DataFrame) -> list[Any]:
    """The rows as named tuples, like `itertuples` without the index, at a third of its cost.

    >>> [row.text for row in rows(table("labels", [{"text": "the mayor"}]))]
    ['the mayor']
    """
    return list(map(_row(tuple(frame.columns))._make, frame.to_numpy(dtype=object).tolist()))


def rows_by_article(frame: pd.DataFrame) -> dict[str, list[Any]]:
    """The rows of each article as named tuples, in the table's order: one pass, where a filter an article costs many.

    >>> rows_by_article(table("labels", [{"article_id": "a", "text": "the mayor"}]))["a"][0].text
    'the mayor'
    """
    found: dict[str, list[Any]] = {}
    for row in rows(frame):
        found.setdefault(row.article_id, []).append(row)
    return found


@cache
def _row(columns: tuple[str, ...]) -> Any:
    return namedtuple("Row", columns, rename=True)  # noqa: PYI024 (the columns are not known before)


@dataclass(frozen=True)
class Reading:
    """All tables of one corpus. It holds them and does no analysis: a tray, not a cook.

    Every attribute is a DataFrame with the columns of `SCHEMAS`, but for `corpus`, where the articles were read from
    (None if nowhere). `kit.read` makes a Reading; rooms take its tables.
    """

    articles: pd.DataFrame
    facts: pd.DataFrame = field(default_factory=lambda: table("facts"))
    sentences: pd.DataFrame = field(default_factory=lambda: table("sentences"))
    entities: pd.DataFrame = field(default_factory=lambda: table("entities"))
    mentions: pd.DataFrame = field(default_factory=lambda: table("mentions"))
    speakers: pd.DataFrame = field(default_factory=lambda: table("speakers"))
    quotes: pd.DataFrame = field(default_factory=lambda: table("quotes"))
    times: pd.DataFrame = field(default_factory=lambda: table("times"))
    labels: pd.DataFrame = field(default_factory=lambda: table("labels"))
    quantities: pd.DataFrame = field(default_factory=lambda: table("quantities"))
    word_choices: pd.DataFrame = field(default_factory=lambda: table("word_choices"))
    keyness: pd.DataFrame = field(default_factory=lambda: table("keyness"))
    statements: pd.DataFrame = field(default_factory=lambda: table("statements"))
    renderings: pd.DataFrame = field(default_factory=lambda: table("renderings"))
    links: pd.DataFrame = field(default_factory=lambda: table("links"))
    reuse: pd.DataFrame = field(default_factory=lambda: table("reuse"))
    problems: pd.DataFrame = field(default_factory=lambda: table("problems"))
    corpus: Path | None = field(default=None, repr=False)

    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table by its name, in the order of the schemas."""
        return {name: getattr(self, name) for name in SCHEMAS}

    def __repr__(self) -> str:
        rows = ", ".join(f"{name} {len(frame)}" for name, frame in self.tables().items() if len(frame))
        return f"Reading({rows})"


def check(reading: Reading) -> None:
    """Raise TableError unless every table keeps its schema, keys are unique and resolve, and slices are true.

    It misses what only a reader can see: a wrong speaker in a well-formed row passes.
    """
    texts = dict(zip(reading.articles["article_id"], reading.articles["text"], strict=True))
    keys = {
        name: set(frame[SCHEMAS[name].key]) for name, frame in reading.tables().items() if SCHEMAS[name].key in frame
    }
    for name, frame in reading.tables().items():
        _check_columns(name, frame)
        _check_keys(name, frame, keys)
        if {"start", "end", "text", "article_id"} <= set(SCHEMAS[name].columns):
            _check_slices(name, frame, texts)


def _check_columns(name: str, frame: pd.DataFrame) -> None:
    schema = SCHEMAS[name]
    for label, column in schema.columns.items():
        if label not in frame:
            raise TableError(f"{name} has no column {label} (found: {', '.join(map(str, frame.columns))}).")
        if frame[label].dtype != column.dtype:
            raise TableError(
                f"{name}.{label} is {frame[label].dtype}, not {column.dtype}. Make the table with kit.tables."
            )
        if column.kind == "text" and not column.words and (frame[label] == "").any() and label != "text":
            raise TableError(f'{name}.{label} holds "": what is unknown must be missing (NA).')


def _check_keys(name: str, frame: pd.DataFrame, keys: Mapping[str, set]) -> None:
    schema = SCHEMAS[name]
    if schema.key:
        ids = frame[schema.key]
        if ids.isna().any() or ids.duplicated().any():
            wrong = ids[ids.isna() | ids.duplicated()].tolist()[:3]
            raise TableError(f"{name}.{schema.key} must name each row once (see {wrong}).")
    for label, column in schema.columns.items():
        if column.of:
            lost = set(frame[label].dropna()) - keys[column.of]
            if lost:
                raise TableError(f"{name}.{label} has keys that {column.of} has not: {sorted(lost)[:3]}.")


def _check_slices(name: str, frame: pd.DataFrame, texts: Mapping[str, str]) -> None:
    for n, row in enumerate(rows(frame)):
        if pd.notna(row.start) and row.text != texts[row.article_id][row.start : row.end]:
            raise TableError(
                f"{name}: row {n} says {row.text!r}, but {row.article_id}[{row.start}:{row.end}] reads "
                f"{texts[row.article_id][row.start : row.end]!r}."
            )
