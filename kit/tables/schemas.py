"""Schemas: the names, columns, dtypes and vocabularies of the tables, the one place where a column is explained.
The columns of what `kit.compare` answers stand in `kit/data/answers.csv` and are read here.

`kit/TABLES.md`, the empty tables and the checks are made from them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from kit import data

if TYPE_CHECKING:
    from collections.abc import Mapping

DTYPES = {"text": "string", "int": "Int64", "number": "Float64", "flag": "boolean", "day": "datetime64[us]"}

ROLES = ("headline", "byline", "credit", "dateline", "body", "caption", "notice")
# The roles that are read: bylines, credits, datelines and notices quote, name and count nobody in the event.
READ_ROLES = frozenset({"headline", "body", "caption"})
SOURCES = (
    "manifest", "corrections", "html", "front matter", "headline", "byline", "credit line", "dateline", "page stamp",
    "leading date", "url in text", "other articles", "file name",
)  # fmt: skip
ENTITY_KINDS = ("person", "organisation", "place", "document", "event", "other")
SPEAKER_KINDS = ("person", "organisation", "place", "document", "unnamed")
QUOTE_FORMS = ("direct", "partial", "indirect")
RENDERING_FORMS = (*QUOTE_FORMS, "stated")
TREATMENTS = (
    "word for word", "trimmed", "reworded", "quoted in part", "reported", "stated", "not found", "not compared",
)  # fmt: skip
GRAINS = ("time", "day", "week", "month", "quarter", "season", "year", "decade", "century")
CONFLICT_KINDS = ("number", "day", "name", "negation", "modality", "update")
VERSION_CHANGES = ("added", "removed", "changed", "moved")
TIME_KINDS = ("spoken", "happened", "planned", "state")
ANCHORS = ("dateline", "published", "speech", "event", "previous time", "other articles")


@dataclass(frozen=True)
class Column:
    """One column: `kind` is a key of `DTYPES`; `words` its vocabulary, if closed; `of` the table its keys resolve in.

    >>> SCHEMAS["quotes"].columns["form"].words
    ('direct', 'partial', 'indirect')
    """

    kind: str
    about: str
    words: tuple[str, ...] = ()
    of: str = ""

    @cached_property
    def dtype(self) -> Any:
        return pd.CategoricalDtype(list(self.words)) if self.words else pd.api.types.pandas_dtype(DTYPES[self.kind])


@dataclass(frozen=True)
class Schema:
    """A table's name, what one row is, its key (the first column, or none), its columns in order, and which of them a
    reader can correct (`kit.corrections`). Where a thing stands is what other tables count on: it is never corrected.

    >>> SCHEMAS["quotes"].key, SCHEMAS["quotes"].columns["start"].kind
    ('quote_id', 'int')
    """

    name: str
    about: str
    columns: Mapping[str, Column]
    keyed: bool = True
    correctable: tuple[str, ...] = ()

    @property
    def key(self) -> str | None:
        return next(iter(self.columns)) if self.keyed else None


def _schema(name: str, about: str, /, *, keyed: bool = True, correctable: str = "", **columns: Column) -> Schema:
    return Schema(name, about, columns, keyed, tuple(correctable.split()))


def _text(about: str, of: str = "", words: tuple[str, ...] = ()) -> Column:
    return Column("text", about, words, of)


def _span(what: str) -> dict[str, Any]:
    return {
        "start": Column("int", f"where {what} starts in the article's text (code points, from 0)"),
        "end": Column("int", f"where {what} ends (half-open)"),
        "text": _text("the characters `start:end` of the article"),
    }


_ARTICLE = _text("the article", of="articles")
_SENTENCE = _text("the sentence it starts in", of="sentences")
_RULE = _text("the rule that made the row")
_EVENT = _text("the event; whatever one article lends another stays inside it")

_SCHEMAS = (
    _schema(
        "articles",
        "one article; what is known of it is the winner of `facts`",
        correctable="outlet title byline agency place dateline_date published url language role note",
        article_id=_text("the manifest's `id`, else the slug of the path"),
        event_id=_EVENT,
        path=_text("where it lies in the corpus, with `/`"),
        sha256=_text("hash of the file's bytes"),
        encoding=_text("how the bytes were decoded"),
        extractor=_text("what read the file, and its version"),
        outlet=_text("who published it"),
        title=_text("its headline"),
        byline=_text("who wrote it, as printed"),
        agency=_text("the news agency or other origin credited"),
        place=_text("the dateline's place"),
        dateline_date=Column("day", "the dateline's day"),
        published=Column("day", "publication day, with the time if printed"),
        url=_text("its address"),
        language=_text("ISO 639-1 code of the text's language"),
        words=Column("int", "number of words"),
        text=_text("the text that all offsets count in"),
        published_from=_text("the source of the publication day, as in `facts`"),
        role=_text("`transcript` if the manifest says that it is one"),
        note=_text("the manifest's note"),
        version_of=_text("of an earlier state of an article its latest, which alone is compared", of="articles"),
        row=Column(
            "int", "its row or place in a file that holds several articles, from 1; missing if the file is the article"
        ),
    ),
    _schema(
        "facts",
        "one thing known or found about an article, the losers too",
        fact_id=_text("key"),
        article_id=_ARTICLE,
        field=_text("the column of `articles` it speaks of"),
        value=_text("what it says; dates in ISO 8601, as exact as printed"),
        source=_text("where it comes from", words=SOURCES),
        start=Column("int", "where it stands in the article's text; missing if not there"),
        end=Column("int", "where it ends (half-open)"),
        rule=_RULE,
    ),
    _schema(
        "sentences",
        "one sentence or piece of furniture; every character that is not white space lies in exactly one",
        sentence_id=_text("key"),
        article_id=_ARTICLE,
        paragraph=Column("int", "number of the paragraph, from 0"),
        role=_text("what it is in the article", words=ROLES),
        **_span("the sentence"),
    ),
    _schema(
        "entities",
        "one person, organisation, place … of an event",
        correctable="name kind",
        entity_id=_text("key"),
        event_id=_EVENT,
        name=_text("the fullest name found"),
        kind=_text("what it is", words=ENTITY_KINDS),
    ),
    _schema(
        "mentions",
        "one place where an article names an entity",
        correctable="entity_id",
        mention_id=_text("key"),
        article_id=_ARTICLE,
        entity_id=_text("who or what is named", of="entities"),
        **_span("the mention"),
        rule=_RULE,
    ),
    _schema(
        "speakers",
        "one voice of an event",
        correctable="name kind role entity_id",
        speaker_id=_text("key"),
        entity_id=_text("the entity that speaks; missing if unnamed", of="entities"),
        name=_text("its name, or the description of an unnamed source"),
        kind=_text("what it is", words=SPEAKER_KINDS),
        role=_text("office or function, as some article prints it"),
    ),
    _schema(
        "quotes",
        "one quoted stretch, or one reported clause",
        correctable="form use speaker cue cue_lemma marks certainty",
        quote_id=_text("key"),
        article_id=_ARTICLE,
        sentence_id=_SENTENCE,
        utterance_id=_text("joins the stretches of one article that one speaker says on end"),
        **_span("the stretch, without its marks,"),
        content_start=Column("int", "where the whole reported content starts"),
        content_end=Column("int", "where it ends"),
        form=_text("how much of the content lies inside marks", words=QUOTE_FORMS),
        use=_text("what the marks are for", words=("quotation", "title", "scare")),
        speaker_id=_text("who speaks", of="speakers"),
        speaker=_text("the speaker's resolved name"),
        speaker_start=Column("int", "where the mention beside the quotation starts"),
        speaker_end=Column("int", "where it ends"),
        cue=_text("the reporting verb or phrase, as printed"),
        cue_lemma=_text("its lemma"),
        cue_start=Column("int", "where it starts"),
        cue_end=Column("int", "where it ends"),
        marks=_text("the state of the marks", words=("balanced", "repaired", "none")),
        certainty=_text(
            "whether the speaker is sure, by the measured rate of the rule; missing without a speaker",
            words=("sure", "perhaps"),
        ),
        rule=_RULE,
    ),
    _schema(
        "times",
        "one time expression (TIMEX3) and what it dates",
        correctable="type value mod earliest latest grain kind anchor anchor_from signal",
        time_id=_text("key"),
        article_id=_ARTICLE,
        sentence_id=_SENTENCE,
        **_span("the expression"),
        type=_text("TIMEX3 type", words=("DATE", "TIME", "DURATION", "SET")),
        value=_text("TIMEX3 value; missing if it cannot be resolved"),
        mod=_text("TIMEX3 modifier (BEFORE, START, END, APPROX …)"),
        earliest=Column("day", "first day it covers; missing if open"),
        latest=Column("day", "last day it covers, included; missing if open"),
        grain=_text("how exact it is", words=GRAINS),
        kind=_text("what the dated event is to the reader", words=TIME_KINDS),
        anchor=Column("day", "the reference day it was counted from"),
        anchor_from=_text("where the reference day comes from", words=ANCHORS),
        signal=_text("the word before it that bounds what it dates (since, until, by, from …)"),
        event_start=Column("int", "where the word it dates starts"),
        event_end=Column("int", "where that word ends"),
        rule=_RULE,
    ),
    _schema(
        "labels",
        "one way in which an article calls an entity",
        correctable="entity_id",
        label_id=_text("key"),
        article_id=_ARTICLE,
        entity_id=_text("who or what is called so", of="entities"),
        **_span("the label"),
        rule=_RULE,
    ),
    _schema(
        "quantities",
        "one number with its unit and what it counts",
        correctable="value unit of head upper bound kind predicate",
        quantity_id=_text("key"),
        article_id=_ARTICLE,
        sentence_id=_SENTENCE,
        **_span("the quantity"),
        value=Column("number", "the number"),
        unit=_text("its unit (percent, USD, …), of a rate also per what (USD per day, each); missing for a bare count"),
        of=_text("what it counts or measures, as printed"),
        rule=_RULE,
        of_start=Column("int", "where what it counts starts"),
        of_end=Column("int", "where that ends"),
        head=_text("lemma of the noun counted"),
        upper=Column("number", "the upper end of a range; `value` is the lower"),
        bound=_text("how the number is loosened (about, at least, more than …)"),
        kind=_text("what the unit measures (count, money, share, length …)"),
        predicate=_text("lemma of what is said of a count (kill, injure, missing …)"),
        predicate_start=Column("int", "where that word starts"),
        predicate_end=Column("int", "where it ends"),
        measure=_text(
            "level (it stands at so much) or change (it rose by so much); missing for ages, lengths of time, occasions"
        ),
        scope=_text("total (in all) or part (of them, another); missing where the clause does not say"),
        place=_text("the place named in its clause, where it is so"),
        place_start=Column("int", "where that name starts"),
        place_end=Column("int", "where it ends"),
        time_id=_text("the time in its clause that dates it: the period or the moment of counting", of="times"),
    ),
    _schema(
        "word_choices",
        "one of the different words that articles use for one thing",
        correctable="concept entity_id head contested",
        choice_id=_text("key"),
        article_id=_ARTICLE,
        sentence_id=_SENTENCE,
        concept=_text("the thing that is named in different words"),
        **_span("the wording"),
        rule=_RULE,
        entity_id=_text("the entity named, if any", of="entities"),
        head=_text("the head noun, in one spelling"),
        wordings=Column("int", "how many different wordings the concept has"),
        contested=_text("the term of the list of contested names that the head is, if any"),
    ),
    _schema(
        "keyness",
        "one term and how much more an article uses it than the others do",
        keyed=False,
        term=_text("lemma or noun phrase"),
        article_id=_ARTICLE,
        count=Column("int", "how often the article uses it"),
        expected=Column("number", "how often it would, if it wrote like all of them together"),
        z=Column("number", "log-odds with an informative Dirichlet prior, in standard errors"),
        kind=_text("lemma or noun phrase"),
        name=Column("flag", "whether it is a name"),
        elsewhere=Column("int", "how often the event's other articles use it"),
        log_odds=Column("number", "the log-odds themselves"),
        low=Column("number", "lower end of their 95 % interval"),
        high=Column("number", "upper end of it"),
    ),
    _schema(
        "statements",
        "one thing that somebody is said to have said, or that articles state themselves",
        correctable="kind speaker_id",
        statement_id=_text("key"),
        event_id=_EVENT,
        kind=_text("said by somebody, or stated by articles", words=("utterance", "claim")),
        speaker_id=_text("who said it; missing for a claim", of="speakers"),
        reference=_text("the wording the others are compared with"),
        reference_rendering_id=_text("the rendering it is taken from", of="renderings"),
        reference_from=_text("why that one", words=("transcript", "majority", "tie-break", "only")),
        articles=Column("int", "number of articles that render it"),
    ),
    _schema(
        "renderings",
        "one article's wording of one statement",
        correctable="statement_id form wording stance certainty spliced",
        rendering_id=_text("key"),
        statement_id=_text("what it renders", of="statements"),
        article_id=_ARTICLE,
        quote_id=_text("the quotation it lies in; missing if stated", of="quotes"),
        **_span("the rendering"),
        form=_text("as in quotes, or stated in the article's own voice", words=RENDERING_FORMS),
        wording=_text("the words inside marks against the reference", words=("verbatim", "trimmed", "reworded")),
        stance=_text("what the clause does with what is said", words=("asserted", "denied", "doubted")),
        certainty=_text("whether the kit vouches that it renders this statement", words=("sure", "perhaps")),
        spliced=Column("flag", "whether it runs on from words that are apart in the reference"),
        similarity=Column("number", "likeness to the reference: 0 nothing shared, 1 the same"),
        coverage=Column("number", "share of the reference's words that it has: 0 none, 1 all"),
        rule=_RULE,
    ),
    _schema(
        "links",
        "two passages of two articles that say the same: sentences, or what gives one figure, day or deed in other words",
        link_id=_text("key"),
        left_article_id=_ARTICLE,
        left_start=Column("int", "where the left passage starts"),
        left_end=Column("int", "where it ends"),
        right_article_id=_ARTICLE,
        right_start=Column("int", "where the right passage starts"),
        right_end=Column("int", "where it ends"),
        similarity=Column("number", "likeness: 0 nothing shared, 1 the same"),
        coverage=Column("number", "share of the shorter one's words found in the other: 0 none, 1 all"),
        rule=_RULE,
    ),
    _schema(
        "conflicts",
        "two passages of two articles that speak of one thing and cannot both be right as they stand",
        correctable="kind",
        conflict_id=_text("key"),
        event_id=_EVENT,
        statement_id=_text("the statement that both render; missing outside statements", of="statements"),
        kind=_text("what differs; an update is a count or state that a later article gives anew", words=CONFLICT_KINDS),
        left_article_id=_ARTICLE,
        left_start=Column("int", "where the left words that conflict start"),
        left_end=Column("int", "where they end"),
        right_article_id=_ARTICLE,
        right_start=Column("int", "where the right words that conflict start"),
        right_end=Column("int", "where they end"),
        similarity=Column("number", "likeness of what the two are said of: 0 nothing in common, 1 the same words"),
        marked=Column("flag", "whether both stand inside quotation marks"),
        rule=_RULE,
    ),
    _schema(
        "reuse",
        "a pair of articles and the wording they share outside quotations; zeros included",
        keyed=False,
        left_article_id=_ARTICLE,
        right_article_id=_ARTICLE,
        shared_words=Column("int", "words of the left article that stand in a shared run"),
        left_coverage=Column("number", "their share of the left article's words: 0 none, 1 all"),
        right_coverage=Column("number", "the same for the right article"),
        longest_run=Column("int", "longest shared run, in words"),
        rule=_RULE,
    ),
    _schema(
        "problems",
        "one thing that is wrong, or worth a note, about a file or the corpus",
        keyed=False,
        path=_text("the file, relative to the corpus"),
        level=_text("how bad it is", words=("error", "warning", "note")),
        problem=_text("what is wrong, in one line"),
        remedy=_text("what to do"),
        rule=_RULE,
    ),
)
SCHEMAS: dict[str, Schema] = {schema.name: schema for schema in _SCHEMAS}

# What `kit.compare` answers in a fixed shape: made from a Reading when asked for, and no part of it.
_ANSWERS = (
    _schema(
        "apparatus",
        "what one article did with one statement of its event",
        keyed=False,
        number=Column("int", "the statement's number in its event, from 1"),
        statement_id=_text("the statement", of="statements"),
        article_id=_ARTICLE,
        treatment=_text("what the article did with it", words=TREATMENTS),
        certainty=_text("whether the kit vouches for it; missing if there is no rendering", words=("sure", "perhaps")),
        rendering_id=_text("the rendering that stands for the article; missing if there is none", of="renderings"),
        also=_text("the article's other renderings of it, with spaces between"),
        conflicts=_text("the conflicts of the statement that touch the article, with spaces between"),
    ),
    _schema(
        "absences",
        "an article that surely says nothing of a statement which two others surely have",
        keyed=False,
        statement_id=_text("the statement", of="statements"),
        article_id=_ARTICLE,
        nearest=Column("number", "likeness of its sentence most like the reference: 0 nothing shared, 1 the same"),
        meant=Column("number", "likeness in meaning of its sentence nearest to the reference: 0 unrelated, 1 the same"),
        words_there=Column("number", "share of the reference's rarer words that it has anywhere: 0 none, 1 all"),
        rule=_RULE,
    ),
    _schema(
        "versions",
        "one sentence in which the latest state of an article differs from an earlier one",
        keyed=False,
        earlier_article_id=_text("the earlier state", of="articles"),
        later_article_id=_text("the latest state", of="articles"),
        kind=_text("what became of the sentence", words=VERSION_CHANGES),
        earlier_start=Column("int", "where it starts in the earlier state; missing if added"),
        earlier_end=Column("int", "where it ends there (half-open)"),
        earlier_text=_text("the sentence as it was"),
        later_start=Column("int", "where it starts in the latest state; missing if removed"),
        later_end=Column("int", "where it ends there (half-open)"),
        later_text=_text("the sentence as it is"),
        rule=_RULE,
    ),
)
ANSWERS: dict[str, Schema] = {schema.name: schema for schema in _ANSWERS}


@cache
def comparisons() -> dict[str, Schema]:
    """What `kit.compare` answers when asked, in no file of `kit tables`: the schemas of `kit/data/answers.csv`.

    >>> list(comparisons()["flags"].columns)[:2]
    ['flag_id', 'flag']
    """
    listed = data.read_list("answers.csv")
    meant = {row.column: row.about for row in listed[listed["answer"] == "*"].itertuples()}
    tables = {f"{name.removesuffix('s')}_id": name for name, schema in SCHEMAS.items() if schema.key}
    tables |= {"entity_id": "entities", "quantity_id": "quantities"}
    made = {}
    for name, rows in listed[listed["answer"] != "*"].groupby("answer"):
        columns = {
            row.column: Column(row.kind, row.about or meant[row.column], of=tables.get(re.sub(r"^(?:left|right|other)_", "", row.column), ""))
            for row in rows[rows["column"] != ""].itertuples()
        }  # fmt: skip
        made[str(name)] = Schema(str(name), rows.loc[rows["column"] == "", "about"].item(), columns, keyed=False)
    return made
