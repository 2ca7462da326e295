"""Questions about days: which day does "Wednesday" mean here?"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import pandas as pd

from kit.compare.outlets import outlet_names
from kit.data.rulebook import explain, ids
from kit.exercises.passages import around, sentence_at
from kit.exercises.question import SAME, Part, Question, varied
from kit.phrasing import day_in_words, weekday_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.tables import Reading

CHOICES = 5
# Anchors that stand in the article itself; a day borrowed from elsewhere is less sure, so it is not asked.
_SURE = ("dateline", "published")
# What a reader can count out: a weekday whose tense tells the direction, or a day named from the anchor's.
_CLEAR = frozenset({"time.weekday.past", "time.weekday.future", "time.weekday.own-day", "time.today"})
_DIGIT = re.compile(r"\d")


def which_day(reading: Reading) -> Iterator[Question]:
    """One question for each expression that names a single day and says neither month nor number.

    Only in the article's own words: what is quoted or reported was said on a day that may be another. The other
    choices are days that the articles name or appeared on, then the days next to the right one. Days that lie as far
    from the one counted from take turns.
    """
    names = outlet_names(reading)
    times = reading.times
    known = reading.articles.set_index("article_id")
    dated = known.index[known["published"].notna() | known["dateline_date"].notna()]
    sure = times[
        times["earliest"].notna()
        & (times["earliest"] == times["latest"])
        & times["article_id"].isin(dated)
        & times["anchor_from"].isin(_SURE).fillna(False)
        & times["rule"].map(lambda rule: not _CLEAR.isdisjoint(ids(rule)[:1])).astype(bool)
        & ~times["text"].str.contains(_DIGIT)
        & ~times["time_id"].isin(_reported(reading))
        & times["sentence_id"].isin(_body(reading))
    ]
    sure = sure.assign(
        printed=sure["text"].str.lower(),
        sentence=sure["sentence_id"].map(reading.sentences.set_index("sentence_id")["text"]),
        days=(sure["earliest"].dt.normalize() - sure["anchor"].dt.normalize()).dt.days,
    ).sort_values(["article_id", "start"])
    # One agency's sentence in three outlets is one question.
    once = sure.drop_duplicates(["article_id", "printed"]).drop_duplicates(["sentence", "printed"])
    asked: Counter[pd.Timestamp] = Counter()
    for row in varied(once, "days").itertuples():
        asked[row.earliest] += 1
        if asked[row.earliest] > SAME:
            continue
        options = _days(reading, row)
        about = sentence_at(reading, row.article_id, row.start)
        yield Question(
            question_id=f"date/{row.time_id}",
            kind="date",
            prompt=f"Which day does “{row.text}” mean here? {_known(known.loc[row.article_id])}",
            passages=(about,),
            parts=(Part(names[row.article_id], tuple(map(_shown, options)), (_shown(row.earliest),)),),
            hint="From which day does the writer count? Then count to the day that is named: is it behind or ahead?",
            where=(around(reading, row.article_id, row.start),),
            evidence=f"{_shown(row.earliest)}: counted from {_shown(row.anchor)} ({row.anchor_from}); rule: {explain(row.rule)}.",
        )


def _body(reading: Reading) -> pd.Series:
    return reading.sentences.loc[reading.sentences["role"] == "body", "sentence_id"]


def _reported(reading: Reading) -> set[str]:
    """Expressions inside somebody's words, quoted or reported."""
    both = reading.times.merge(reading.quotes, on="article_id", suffixes=("", "_quote"))
    first = both[["start_quote", "content_start"]].min(axis=1)
    last = both[["end_quote", "content_end"]].max(axis=1)
    return set(both.loc[(both["start"] >= first) & (both["end"] <= last), "time_id"])


def _days(reading: Reading, row: Any) -> list[pd.Timestamp]:
    """The right day and its distractors, in order of the calendar."""
    event = reading.articles.loc[reading.articles["article_id"] == row.article_id, "event_id"].iloc[0]
    articles = reading.articles[reading.articles["event_id"] == event]
    times = reading.times[reading.times["article_id"].isin(articles["article_id"])]
    single = times.loc[times["earliest"] == times["latest"], "earliest"]
    right = row.earliest.normalize()
    corpus = pd.concat([articles["published"], articles["dateline_date"], single, times["anchor"]]).dropna()
    near = [right + pd.Timedelta(days=n) for n in (1, -1, -7, 7, 2)]
    # Days far away are given away by the sentence: a week on either side is what a reader could take for it.
    found = [day for day in corpus.dt.normalize().value_counts().index if abs((day - right).days) <= 10]
    return sorted([right, *[day for day in dict.fromkeys([*found, *near]) if day != right][: CHOICES - 1]])


def _shown(day: pd.Timestamp) -> str:
    """Without the weekday, which would answer the question."""
    return day_in_words(day)


def _weekday(day: pd.Timestamp) -> str:
    """With the weekday: nobody should need a calendar to count from here."""
    return weekday_in_words(day)


def _known(article: Any) -> str:
    facts = []
    if pd.notna(article.dateline_date):
        facts.append(f"its dateline is of {_weekday(article.dateline_date)}")
    if pd.notna(article.published):
        facts.append(f"it was published on {_weekday(article.published)}")
    return f"What is known of the article: {' and '.join(facts)}."
