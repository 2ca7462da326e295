"""Times: what each outlet says was said, happened, is planned and was published when, and where outlets differ on a day."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pandas as pd
from wordfreq import zipf_frequency

from kit.compare.answer_table import answer
from kit.compare.outlets import outlet_names
from kit.compare.states import counted_once
from kit.compare.sure import sure_conflicts
from kit.data import word_set
from kit.data.rulebook import steps
from kit.english.timeline import article_anchors
from kit.phrasing import day_in_words, iso_day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.tables import Reading

# From this grain up an interval is too wide to say on which day something was.
COARSE = ("season", "year", "decade", "century")
CONFLICT = "same-time.conflict"
LIGHT = word_set("light verbs")
# So many words beside the one dated must two sentences share; commoner ones (by Zipf frequency, Speer 2022) tell nothing.
SHARED, COMMON = 2, 5.5
_WORD = re.compile(r"[^\W\d_]{4,}")
LONGEST_SPAN = 50
_OPENS = re.compile(r"\b(?:between|from)\s*$", re.IGNORECASE)
_SPAN = re.compile(r"\b(?:between|from)\b[^.;\n]{1,40}?\b(?:and|to|until|till)\s*$", re.IGNORECASE)
_GOES_ON = re.compile(r"\s*(?:and|to|until|till|[-–])\s", re.IGNORECASE)
# The event that an anniversary is counted from, in the rule of its row.
_OF_EVENT = frozenset({"time.anniversary", "time.nth-of-event"})
PUBLISHED, DATELINE = "published", "dateline"


def publication_days(reading: Reading) -> pd.DataFrame:
    """The days of each article: `article_id, outlet, published, dateline, read_from, read_from_source, rule`.

    `read_from` is the day from which "Wednesday" and "last year" are read. It may be lent by the other articles of the
    event; then it is not the day of publication, which stays missing.

    >>> import kit
    >>> bool(publication_days(kit.read("seeds"))["read_from"].notna().all())
    True
    """
    anchors = article_anchors(reading.articles, reading.facts)
    names = outlet_names(reading)
    rows = [
        {
            "article_id": a.article_id,
            "outlet": names[a.article_id],
            "published": a.published,
            "dateline": a.dateline_date,
            "read_from": anchors[a.article_id].day,
            "read_from_source": anchors[a.article_id].source,
            "rule": anchors[a.article_id].rule,
        }
        for a in reading.articles.itertuples()
    ]
    return answer("publication_days", rows)


def quote_days(reading: Reading) -> pd.DataFrame:
    """The day each quotation was spoken: `quote_id, article_id, day, time_id, rule`.

    The day named with its reporting verb; else one named in its sentence; else the day on which the article last (for
    a headline: first) said that somebody spoke; else the article's own day. `time_id` is the expression that names it, missing for the last.

    >>> import kit
    >>> bool(quote_days(kit.read("seeds"))["day"].notna().all())
    True
    """
    own = publication_days(reading).set_index("article_id")["read_from"]
    spoken = reading.times[(reading.times["kind"] == "spoken") & reading.times["grain"].isin(["day", "time"])]
    spoken = spoken[spoken["earliest"].notna()]
    by_article = {key: list(rows.itertuples()) for key, rows in spoken.groupby("article_id", sort=False)}
    rows = []
    for quote in reading.quotes.itertuples():
        if quote.use in ("title", "scare"):
            continue
        named, rule = _naming(quote, by_article.get(quote.article_id, []))
        day = named.earliest if named else own.get(quote.article_id, pd.NaT)
        found = {"day": day, "time_id": named.time_id if named else None, "rule": rule}
        rows.append({"quote_id": quote.quote_id, "article_id": quote.article_id, **found})
    return answer("quote_days", rows)


def _event(rule: str) -> str:
    """The event of the table of events that an expression was counted from."""
    return next((argument for name, argument in steps(rule) if name in _OF_EVENT and argument), rule)


def _naming(quote: Any, times: list[Any]) -> tuple[Any, str]:
    """The expression that says when a quotation was spoken, and why it is that one."""
    if pd.notna(quote.cue_start):
        for time in times:
            if pd.notna(time.event_start) and time.event_start == quote.cue_start:
                return time, "day.beside-cue"
    for time in times:
        if time.sentence_id == quote.sentence_id:
            return time, "day.in-sentence"
    before = [time for time in times if time.start <= quote.start]
    if before:
        return before[-1], "day.last-spoken"
    if times:
        return times[0], "day.first-spoken"
    return None, "day.of-article"


def dated(reading: Reading) -> pd.DataFrame:
    """Everything that has a day: one row a time expression with days, a quotation, a day of publication or dateline.

    Columns `article_id, outlet, what, earliest, latest` (the last day included; one of them missing: open), `grain`,
    `vague` (a season or wider, or only a part of the period), `signal` (since, until …), `text, about` (the word it dates), `sentence, start, end,
    time_id, quote_id, rule`. `what` ∈ `published, dateline, spoken, happened, planned, state`.

    >>> import kit
    >>> sorted(dated(kit.read("seeds"))["what"].unique())
    ['dateline', 'happened', 'planned', 'published', 'spoken', 'state']
    """
    names = outlet_names(reading)
    texts = dict(zip(reading.articles["article_id"], reading.articles["text"], strict=True))
    sentences = dict(zip(reading.sentences["sentence_id"], reading.sentences["text"], strict=True))
    rows: list[dict[str, Any]] = []
    for a in publication_days(reading).itertuples():
        for what, day in ((PUBLISHED, a.published), (DATELINE, a.dateline)):
            if pd.notna(day) and (what == PUBLISHED or day.normalize() != _normal(a.published)):
                rows.append(
                    {"article_id": a.article_id, "outlet": a.outlet, "what": what, "earliest": day, "latest": day, "grain": "day",
                     "vague": False, "text": f"{what} {day_in_words(day)}", "rule": a.rule}
                )  # fmt: skip
    for t in reading.times.itertuples():
        if pd.isna(t.kind) or (pd.isna(t.earliest) and pd.isna(t.latest)):
            continue
        rows.append(
            {
                "article_id": t.article_id,
                "outlet": names[t.article_id],
                "what": t.kind,
                "earliest": t.earliest,
                "latest": t.latest,
                "grain": t.grain,
                "vague": t.grain in COARSE or (pd.notna(t.mod) and t.mod not in ("BEFORE", "AFTER")),
                "signal": t.signal,
                "text": t.text,
                "about": _about(texts[t.article_id], t),
                "sentence": sentences.get(t.sentence_id),
                "start": t.start,
                "end": t.end,
                "time_id": t.time_id,
                "rule": t.rule,
            }
        )
    quotes = reading.quotes.set_index("quote_id")
    for q in quote_days(reading).itertuples():
        quote = quotes.loc[q.quote_id]
        if pd.notna(q.day):
            rows.append(
                {"article_id": q.article_id, "outlet": names[q.article_id], "what": "spoken", "earliest": q.day, "latest": q.day,
                 "grain": "day", "vague": False, "text": quote["text"], "about": quote["speaker"],
                 "sentence": sentences.get(quote["sentence_id"]), "start": quote["start"], "end": quote["end"],
                 "time_id": q.time_id, "quote_id": q.quote_id, "rule": q.rule}
            )  # fmt: skip
    return answer("dated", rows)


def unresolved_times(reading: Reading) -> pd.DataFrame:
    """Expressions that name no day: `article_id, outlet, time_id, text, value, about, sentence, rule`; lengths of time left out.

    >>> import kit
    >>> unresolved_times(kit.read("seeds")).columns[:4].tolist()
    ['article_id', 'outlet', 'time_id', 'text']
    """
    names = outlet_names(reading)
    texts = dict(zip(reading.articles["article_id"], reading.articles["text"], strict=True))
    sentences = dict(zip(reading.sentences["sentence_id"], reading.sentences["text"], strict=True))
    rows = [
        {
            "article_id": t.article_id,
            "outlet": names[t.article_id],
            "time_id": t.time_id,
            "text": t.text,
            "value": t.value,
            "about": _about(texts[t.article_id], t),
            "sentence": sentences.get(t.sentence_id),
            "rule": t.rule,
        }
        for t in reading.times.itertuples()
        if t.type in ("DATE", "TIME") and pd.isna(t.earliest) and pd.isna(t.latest)
    ]
    return answer("unresolved_times", rows)


@counted_once
def lone_times(reading: Reading) -> pd.DataFrame:
    """Days that one article of an event alone names: `article_id, outlet, time_id, text, about, earliest, latest, what, sentence`.

    Another article names the day if an expression of its own covers exactly the same days. An event with one article has
    none: there is nobody to compare with.

    >>> import kit
    >>> made = lone_times(kit.read("seeds"))
    >>> bool(made["time_id"].notna().all())
    True
    """
    found = dated(reading)
    found = found[found["time_id"].notna() & found["quote_id"].isna()]
    events = dict(zip(reading.articles["article_id"], reading.articles["event_id"], strict=True))
    company = reading.articles.groupby("event_id")["article_id"].nunique()
    found["event_id"] = found["article_id"].map(events)
    found["days"] = [_days(row.earliest, row.latest) for row in found.itertuples()]
    sharing = found.groupby(["event_id", "days"])["article_id"].transform("nunique")
    alone = found[(sharing == 1) & (found["event_id"].map(company) > 1)]
    return answer("lone_times", alone.to_dict("records"))


@counted_once
def time_disagreements(reading: Reading) -> pd.DataFrame:
    """Pairs of outlets that date one thing differently, or give the same days in other words.

    One row a pair of expressions: `event_id, about, relation, left_outlet, left_text, left_days, right_…, rule`. One thing
    is an event of the table of events ("the third anniversary", "the 3-year mark"), or one word dated in both articles in
    sentences that share more: one word may date two happenings, and so may the ends of "between 7 and 9".
    `relation` ∈ `same days in other words, one within the other, overlapping days, different days`. That the days are
    different is said only where the table `conflicts` says so: one word may date two happenings.

    >>> import kit
    >>> rows = time_disagreements(kit.read("seeds"))
    >>> "different days" in set(rows["relation"])
    False
    """
    names = outlet_names(reading)
    events = dict(zip(reading.articles["article_id"], reading.articles["event_id"], strict=True))
    texts = dict(zip(reading.articles["article_id"], reading.articles["text"], strict=True))
    told = {row.sentence_id: _telling(row.text) for row in reading.sentences.itertuples()}
    groups: dict[tuple[str, str, str], list[Any]] = {}
    for t in reading.times.itertuples():
        if pd.isna(t.kind) or (pd.isna(t.earliest) and pd.isna(t.latest)):
            continue
        if t.anchor_from == "event":
            about, rule = _event(t.rule), "same-time.event"
        elif (
            t.kind != "spoken"
            and not _of_span(texts[t.article_id], t)
            and (word := _about(texts[t.article_id], t))
            and word.lower() not in LIGHT
        ):
            about, rule = word.lower(), "same-time.word"
        else:
            continue
        groups.setdefault((events[t.article_id], about, rule), []).append(t)
    rows, seen = [], set()
    contradicting = _contradicting(reading)
    for left, right in contradicting:
        about = (_about(texts[left.article_id], left) or left.text).lower()
        rows.append(_disagreement(events[left.article_id], about, "different days", left, right, names, CONFLICT))
    for (event_id, about, rule), times in sorted(groups.items(), key=lambda item: item[0]):
        for left, right in combinations(times, 2):
            if left.article_id == right.article_id:
                continue
            if rule == "same-time.word" and not _one_happening(left, right, about, told):
                continue
            same = left.text.lower() == right.text.lower() and _days(left.earliest, left.latest) == _days(
                right.earliest, right.latest
            )
            relation = _relation(left, right)
            key = (event_id, about, left.article_id, right.article_id, left.text.lower(), right.text.lower())
            if same or key in seen or relation == "different days":
                continue
            seen.add(key)
            rows.append(_disagreement(event_id, about, relation, left, right, names, rule))
    return answer("time_disagreements", rows)


def _telling(sentence: str) -> frozenset[str]:
    """The words of a sentence that tell what it is about: no short and no very common ones."""
    words = (word.casefold() for word in _WORD.findall(sentence))
    return frozenset(word for word in words if zipf_frequency(word, "en") < COMMON)


def _one_happening(left: Any, right: Any, about: str, told: Mapping[str, frozenset[str]]) -> bool:
    """Whether two sentences share so many words beside the one dated and the expressions that they tell of one happening.

    Two times of the clock that differ say nothing here: on one day several things happen.
    """
    if left.type == right.type == "TIME" and left.value != right.value:
        return False
    shared = told.get(left.sentence_id, frozenset()) & told.get(right.sentence_id, frozenset())
    return len(shared - {about} - _telling(left.text) - _telling(right.text)) >= SHARED


def _of_span(text: str, time: Any) -> bool:
    """Whether an expression is one end of a span ("between May 2021 and June 2022"), which alone dates nothing."""
    return bool(_SPAN.search(text, max(0, time.start - LONGEST_SPAN), time.start)) or bool(
        _OPENS.search(text, max(0, time.start - LONGEST_SPAN), time.start) and _GOES_ON.match(text, time.end)
    )


def _disagreement(
    event_id: Any, about: str, relation: str, left: Any, right: Any, names: pd.Series, rule: str
) -> dict[str, Any]:
    return {
        "event_id": event_id,
        "about": about,
        "relation": relation,
        "left_outlet": names[left.article_id],
        "left_text": left.text,
        "left_days": _days(left.earliest, left.latest),
        "right_outlet": names[right.article_id],
        "right_text": right.text,
        "right_days": _days(right.earliest, right.latest),
        "left_time_id": left.time_id,
        "right_time_id": right.time_id,
        "rule": rule,
    }


def _contradicting(reading: Reading) -> list[tuple[Any, Any]]:
    """The two expressions of each contradiction of days."""
    found = []
    conflicts = sure_conflicts(reading)
    for row in conflicts[conflicts["kind"] == "day"].itertuples():
        left, right = (
            next(
                (
                    time
                    for time in reading.times.itertuples()
                    if time.article_id == article
                    and start <= time.start
                    and time.end <= end
                    and pd.notna(time.earliest)
                ),
                None,
            )
            for article, start, end in (
                (row.left_article_id, row.left_start, row.left_end),
                (row.right_article_id, row.right_start, row.right_end),
            )
        )
        if left is not None and right is not None:
            found.append((left, right))
    return found


def _relation(left: Any, right: Any) -> str:
    low, high = pd.Timestamp.min, pd.Timestamp.max
    a, b = (low if pd.isna(left.earliest) else left.earliest), (high if pd.isna(left.latest) else left.latest)
    c, d = (low if pd.isna(right.earliest) else right.earliest), (high if pd.isna(right.latest) else right.latest)
    if (a, b) == (c, d):
        return "same days in other words"
    if (a <= c and d <= b) or (c <= a and b <= d):
        return "one within the other"
    return "overlapping days" if a <= d and c <= b else "different days"


def _days(earliest: Any, latest: Any) -> str:
    """Days in ISO 8601: one day, `first/last`, or `../last` where the beginning is open."""
    first, last = ("" if pd.isna(d) else iso_day(d) for d in (earliest, latest))
    return first if first == last else f"{first or '..'}/{last or '..'}"


def _about(text: str, time: Any) -> str | None:
    return None if pd.isna(time.event_start) else text[time.event_start : time.event_end]


def _normal(day: Any) -> Any:
    return day if pd.isna(day) else day.normalize()
