"""Check: what loading found and what is wrong, file by file, in words for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from kit.data.rulebook import explain
from kit.load.problems import one_line
from kit.phrasing import counted, iso_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.load import Corpus
    from kit.tables import Reading

SHOWN = ("outlet", "title", "published", "byline", "agency", "place", "dateline_date", "url")
# What a teacher misses first; the other fields are listed only where something is known.
ALWAYS = ("outlet", "title", "published")
# Sources that need their rule beside them to be understood.
INFERRED = ("url in text", "other articles")


def describe(corpus: Corpus | Reading) -> Iterator[str]:
    """Lines of text: each file with its articles, what is known of them, from where, and each complaint with its remedy."""
    events = corpus.articles["event_id"].nunique()
    yield f"{counted(len(corpus.articles), 'article')}, {counted(events, 'event')}"
    facts = dict(list(corpus.facts.groupby("article_id", sort=False)))
    problems = {key: list(rows.itertuples()) for key, rows in corpus.problems.groupby("path", sort=False)}
    mended = _mended(corpus)
    articles = {key: list(rows.itertuples()) for key, rows in corpus.articles.groupby("path", sort=False)}
    for path in sorted({*articles, *problems}):
        yield ""
        yield one_line(path)
        for article in articles.get(path, ()):
            yield from _article(article, facts.get(article.article_id), several=len(articles[path]) > 1)
            yield from mended.get(article.article_id, ())
        for problem in problems.get(path, ()):
            yield f"  {complaint(problem)}"
    yield ""
    if corpus.articles[list(ALWAYS)].isna().any(axis=None):
        yield "What is not known can be stated in sources.csv beside the files (file,outlet,title,published,…)."
    yield summary(corpus.problems)


def _mended(corpus: Corpus | Reading) -> dict[str, list[str]]:
    """By article a line for each quotation mark that is missing: where, and where the kit takes it to be."""
    quotes = getattr(corpus, "quotes", None)
    if quotes is None:
        return {}
    texts = dict(zip(corpus.articles["article_id"], corpus.articles["text"], strict=True))
    found: dict[str, list[str]] = {}
    for row in quotes[(quotes["marks"] == "repaired").fillna(value=False)].itertuples():
        line = texts[row.article_id].count("\n", 0, row.start) + 1
        rules = [rule for rule in row.rule.split("+") if rule.startswith("quote.mark.")]
        why = explain(rules[0]) if rules else "a mark is missing"
        found.setdefault(row.article_id, []).append(f"    line {line:<9} {why}: {one_line(row.text, 60)}")
    return found


def complaint(problem: Any) -> str:
    """One row of `problems` as a line: which file, what is wrong, what to do."""
    return f"{problem.level}: {problem.path} {problem.problem}. {problem.remedy}"


def complaints(problems: pd.DataFrame) -> Iterator[str]:
    """Every row of `problems` as a line."""
    return map(complaint, problems.itertuples())


def summary(problems: pd.DataFrame) -> str:
    """How many complaints there are of each kind."""
    counts = problems["level"].value_counts()
    if not counts.sum():
        return "Nothing is wrong."
    kinds = (counted(int(counts[level]), level) for level in ("error", "warning", "note") if counts[level])
    return f"{', '.join(kinds)}."


def wrong(problems: pd.DataFrame) -> bool:
    """Whether anything worse than a note was found."""
    return bool(problems["level"].isin(["error", "warning"]).any())


def _article(article: Any, facts: pd.DataFrame | None, *, several: bool) -> Iterator[str]:
    name = f"article {article.article_id}" + (f", row {article.row}" if several else "")
    language = "language not known" if pd.isna(article.language) else f"language {article.language}"
    encoding = "" if pd.isna(article.encoding) else f", {article.encoding}"
    yield f"  {one_line(name)}: {article.words} words, {language}{encoding}, read as {article.extractor}"
    for field in SHOWN:
        value = getattr(article, field)
        mine = [] if facts is None else [fact for fact in facts.itertuples() if fact.field == field]
        if pd.isna(value):
            if field in ALWAYS:
                found = "; ".join(_found(fact) for fact in mine)
                yield f"    {field:14} not known" + (f" (found: {found})" if found else "")
            continue
        text = _day(value) if field in {"published", "dateline_date"} else one_line(value, 120)
        others = [fact for fact in mine if fact.value not in {text, str(value)}]
        first = [fact for fact in mine if fact not in others]
        where = f"  [{', '.join(dict.fromkeys(_where(fact) for fact in first))}]" if first else ""
        yield f"    {field:14} {text}{where}"
        for fact in others:
            yield f"    {'':14} also {_found(fact)}"


def _found(fact: Any) -> str:
    return f"{one_line(fact.value, 120)}  [{_where(fact)}]"


def _where(fact: Any) -> str:
    where = fact.source if pd.isna(fact.start) else f"{fact.source} at {fact.start}–{fact.end}"
    return f"{where}, {explain(fact.rule)}" if fact.source in INFERRED else where


def _day(value: pd.Timestamp) -> str:
    return iso_day(value) if value == value.normalize() else value.isoformat(timespec="minutes")
