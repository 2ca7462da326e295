"""Times: what each outlet says was said, happened, is planned and was published when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from kit.compare.answer_table import answer
from kit.compare.outlets import outlet_names
from kit.compare.quote_days import publication_days, quote_days
from kit.compare.states import counted_once
from kit.phrasing import day_in_words, iso_day

if TYPE_CHECKING:
    from kit.tables import Reading

# From this grain up an interval is too wide to say on which day something was.
COARSE = ("season", "year", "decade", "century")
PUBLISHED, DATELINE = "published", "dateline"


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
                "about": dated_word(texts[t.article_id], t),
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
            "about": dated_word(texts[t.article_id], t),
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
    found["days"] = [days(row.earliest, row.latest) for row in found.itertuples()]
    sharing = found.groupby(["event_id", "days"])["article_id"].transform("nunique")
    alone = found[(sharing == 1) & (found["event_id"].map(company) > 1)]
    return answer("lone_times", alone.to_dict("records"))


def days(earliest: Any, latest: Any) -> str:
    """Days in ISO 8601: one day, `first/last`, or `../last` where the beginning is open."""
    first, last = ("" if pd.isna(d) else iso_day(d) for d in (earliest, latest))
    return first if first == last else f"{first or '..'}/{last or '..'}"


def dated_word(text: str, time: Any) -> str | None:
    """The word that an expression dates, as printed."""
    return None if pd.isna(time.event_start) else text[time.event_start : time.event_end]


def _normal(day: Any) -> Any:
    return day if pd.isna(day) else day.normalize()
