"""Findings: what a reader learns from a corpus, in about ten sentences, each with the keys of its evidence.

The sentences are made by rules from the comparisons, for any corpus: a rule that finds nothing says nothing. They
count and quote; they do not rate.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from kit.compare.figures import numbers
from kit.compare.frame import frame
from kit.compare.names import contested, naming
from kit.compare.outlets import outlet_names
from kit.compare.placing import order
from kit.compare.rates import FEW
from kit.compare.summary import nearness
from kit.compare.verbs import reporting
from kit.compare.voice import not_heard, speakers_heard, voices
from kit.compare.wording import keywords
from kit.prose import counted, listing, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kit.tables import Reading

FINDINGS = {"about": "text", "sentence": "text", "table": "text", "keys": "text", "small": "flag"}
PLURAL = {
    "gives it force": "give it force", "keeps it at a distance": "keep it at a distance",
    "takes it for true": "take it for true",
}  # fmt: skip
# More than these are counted, not listed.
MOST = 6
# Share of the words from which on a rendering is plainly one of its statement.
SAME = 0.5
# How much of a passage a sentence repeats.
LONGEST = 90


def findings(reading: Reading) -> pd.DataFrame:
    """What the comparisons say, one sentence a row: `about, sentence, table, keys, small`.

    `table` and `keys` name the rows the sentence rests on (ids separated by spaces); `small` marks what rests on fewer
    than five cases. An event of one article gets the sentences that need no other.

    >>> import kit
    >>> rows = findings(kit.read("seeds"))
    >>> bool(rows["sentence"].str.endswith((".", "”")).all())
    True
    """
    rows: list[dict[str, object]] = []
    for rule in RULES:
        rows += rule(reading)
    return frame(rows, **FINDINGS)


def _row(about: str, sentence: str, table: str, keys: Iterable[object], cases: int = FEW) -> dict[str, object]:
    listed = list(dict.fromkeys(str(key) for key in keys if pd.notna(key)))
    return {"about": about, "sentence": sentence, "table": table, "keys": " ".join(listed), "small": cases < FEW}


def _size(reading: Reading) -> Iterator[dict[str, object]]:
    names = outlet_names(reading)
    words = reading.articles.set_index("article_id")["words"]
    if len(names) > 1:
        short, long = words.idxmin(), words.idxmax()
        agencies = reading.articles["agency"].dropna()
        credit = f"; {len(agencies)} of them credit {_list(sorted(set(agencies)))}" if len(agencies) else ""
        yield _row(
            "the corpus",
            f"{len(names)} articles are compared, from {words[short]} words ({names[short]}) to {words[long]} "
            f"({names[long]}){credit}.",
            "articles",
            names.index,
        )


def _own_voice(reading: Reading) -> Iterator[dict[str, object]]:
    own = voices(reading)
    own = own[(own["voice"] == "quotation") & own["share"].notna()].sort_values("share")
    if len(own) > 1 and own["words"].sum():
        least, most = own.iloc[0], own.iloc[-1]
        yield _row(
            "voices",
            f"Inside quotation marks stand {most['share']:.0%} of the words of {most['outlet']} ({most['words']} of "
            f"{most['of']}) and {least['share']:.0%} of those of {least['outlet']} ({least['words']} of {least['of']}).",
            "quotes",
            reading.quotes.loc[
                reading.quotes["article_id"].isin([least["article_id"], most["article_id"]]), "quote_id"
            ],
        )


def _plainly(reading: Reading) -> pd.DataFrame:
    """The renderings that are plainly the same; of a free retelling one may doubt that it is one."""
    likeness = reading.renderings[["similarity", "coverage"]].max(axis=1)
    return reading.renderings[(likeness >= SAME).fillna(value=False)]


def _statements(reading: Reading) -> Iterator[dict[str, object]]:
    names = outlet_names(reading)
    plain = _plainly(reading).groupby("statement_id")["article_id"].nunique()
    shared = reading.statements[reading.statements["articles"] > 1]
    shared = shared.assign(plain=shared["statement_id"].map(plain).fillna(0))
    if shared.empty:
        return
    top = shared.sort_values(["plain", "articles", "statement_id"], ascending=[False, False, True]).iloc[0]
    mine = reading.renderings[reading.renderings["statement_id"] == top["statement_id"]]
    missing = [n for a, n in names.items() if a not in set(mine["article_id"]) and _same_event(reading, a, top)]
    without = f"; {_list(missing)} {'leaves' if len(missing) == 1 else 'leave'} it out" if missing else ""
    changed = mine[mine["wording"].isin(["trimmed", "reworded"])]["article_id"].nunique()
    worded = f", {changed} of them with other or fewer words inside the marks" if changed else ""
    yield _row(
        "statements",
        f"The statement that most articles plainly render is in {top['articles']} of them{worded}{without}: "
        f"{_ended(str(top['reference']))}",
        "renderings",
        mine["rendering_id"],
    )


def _alone(reading: Reading) -> Iterator[dict[str, object]]:
    names = outlet_names(reading)
    lone = reading.renderings[
        reading.renderings["statement_id"].isin(
            reading.statements.loc[reading.statements["articles"] == 1, "statement_id"]
        )
    ]
    if lone.empty or len(names) < 2:
        return
    counts = lone.groupby("article_id")["statement_id"].nunique().sort_values(ascending=False, kind="stable")
    first = str(counts.index[0])
    mine = lone[lone["article_id"] == first].sort_values("start")
    quotes = mine[mine["wording"].notna() | (mine["form"] == "direct")]
    example = (quotes if len(quotes) else mine).iloc[0]["text"]
    yield _row(
        "statements",
        f"{names[first]} has the most statements that no other article renders ({counts.iloc[0]}), for example "
        f"{_ended(str(example))}",
        "renderings",
        mine["rendering_id"],
        int(counts.iloc[0]),
    )


def _heard(reading: Reading) -> Iterator[dict[str, object]]:
    heard = speakers_heard(reading)
    heard = heard[heard["speaker_id"].notna()]
    if heard.empty:
        return
    totals = heard.groupby("speaker", sort=True)[["quotes", "articles"]].agg({"quotes": "sum", "articles": "first"})
    name = totals["quotes"].sort_values(ascending=False, kind="stable").index[0]
    mine, whole = int(totals.at[name, "quotes"]), int(heard["quotes"].sum())
    yield _row(
        "voices",
        f"{name} speaks in {mine} of {whole} quotations and reports of speech, in {totals.at[name, 'articles']} of "
        f"{len(reading.articles)} articles.",
        "quotes",
        " ".join(heard.loc[heard["speaker"] == name, "quote_ids"]).split(),
        whole,
    )
    lone = heard[(heard["articles"] == 1) & (heard["kind"] == "person")]
    if len(lone) and len(reading.articles) > 1:
        said = _list([f"{r.speaker} ({r.outlet})" for r in lone.head(4).itertuples()])
        yield _row(
            "voices",
            f"Heard in one article only: {said}.",
            "quotes",
            " ".join(lone.head(4)["quote_ids"]).split(),
            int(lone["quotes"].sum()),
        )


def _silent(reading: Reading) -> Iterator[dict[str, object]]:
    silent = not_heard(reading, kinds=("person",))
    silent = silent[silent["articles"] > 1]
    places = not_heard(reading, kinds=("place",)).head(3)
    for who, what in (
        (silent.head(3), "Talked about and never heard"),
        (places, "Places named and never heard to speak"),
    ):
        if len(who):
            listed = _list([f"{r.name} ({counted(r.mentions, 'mention')})" for r in who.itertuples(index=False)])
            mentions = reading.mentions[reading.mentions["entity_id"].isin(who["entity_id"])]
            yield _row("voices", f"{what}: {listed}.", "mentions", mentions["mention_id"], len(mentions))


def _labels(reading: Reading) -> Iterator[dict[str, object]]:
    said = naming(reading)
    said = said[said["how"] == "label"]
    if said.empty:
        return
    kinds = said.groupby("concept")["wording"].agg(lambda w: w.str.lower().nunique())
    name = kinds.sort_values(ascending=False, kind="stable").index[0]
    if kinds[name] < 2:
        return  # everybody calls everybody the same
    mine = said[said["concept"] == name]
    lone = mine[mine["articles"] == 1].drop_duplicates("outlet")
    shown = lone if len(lone) else mine.drop_duplicates("wording").head(3)
    listed = _list([f"“{r.wording}” ({r.outlet})" for r in shown.itertuples()])
    yield _row(
        "naming",
        f"{name} is called {kinds[name]} different things, among them {listed}.",
        "labels",
        " ".join(mine["keys"]).split(),
        len(mine),
    )


def _contested(reading: Reading) -> Iterator[dict[str, object]]:
    for (_, concept), rows in contested(reading).groupby(["event_id", "concept"], sort=False):
        used = rows[rows["count"] > 0]
        totals = used.groupby("term", sort=False)["count"].sum().sort_values(ascending=False, kind="stable")
        never = rows.loc[rows["count"] == 0, "term"].tolist()
        spread = used.groupby("term")["article_id"].nunique()
        # A word of the list used once may mean something else ("a lightning strike").
        if (spread > 1).sum() > 1 and len(never) and totals.sum() >= FEW:
            listed = _list(
                [f"“{t}” ({counted(n, 'time')}, {counted(spread[t], 'article')})" for t, n in totals.items()]
            )
            yield _row(
                "naming",
                f"For {concept} the articles say {listed}; nobody says “{never[0]}”"
                + (f" or “{never[1]}”." if len(never) > 1 else "."),
                "word_choices",
                " ".join(used["keys"].dropna()).split(),
                int(totals.sum()),
            )
            return


def _verbs(reading: Reading) -> Iterator[dict[str, object]]:
    verbs = reporting(reading)
    marked = verbs[verbs["effect"].notna()]
    if marked.empty:
        return
    parts = []
    for effect, rows in marked.groupby("effect", sort=True):
        first = rows.drop_duplicates("verb").head(3)
        does = PLURAL.get(str(effect), effect) if len(first) > 1 else effect
        parts.append(f"{_list([f'“{r.verb}” ({r.outlet})' for r in first.itertuples()])} {does}")
    yield _row(
        "reporting verbs",
        f"Of {int(verbs['count'].sum())} reporting verbs {int(marked['count'].sum())} colour what "
        f"is said: {'; '.join(parts)}.",
        "quotes",
        " ".join(marked["quote_ids"]).split(),
        int(verbs["count"].sum()),
    )


def _numbers(reading: Reading) -> Iterator[dict[str, object]]:
    found = numbers(reading)
    differ = found[found["status"] == "differ"]
    if len(differ):
        widest = differ.groupby("group", sort=False)["article_id"].nunique().sort_values(ascending=False, kind="stable")
        first = differ[differ["group"] == widest.index[0]].drop_duplicates(["article_id", "value"])
        listed = _list([f"{r.text} ({r.outlet})" for r in first.itertuples()])
        yield _row(
            "numbers",
            f"For “{first['what'].iloc[0]}” the numbers differ: {listed}.",
            "quantities",
            first["quantity_id"],
            len(first),
        )
    lone = found[(found["status"] == "one outlet") & found["of"].notna() & (found["value"] != 1)]
    if len(lone) and len(reading.articles) > 1:
        shown = lone.drop_duplicates(["article_id", "text"]).head(5)
        listed = _list([f"{r.text} ({r.of}; {r.outlet})" for r in shown.itertuples()])
        yield _row("numbers", f"In one article only: {listed}.", "quantities", shown["quantity_id"], len(lone))


def _order(reading: Reading) -> Iterator[dict[str, object]]:
    placed = order(replace(reading, renderings=_plainly(reading)))
    wide = placed.groupby("statement_id")["position"].agg(["min", "max", "count"])
    wide = wide[wide["count"] > 2]
    if wide.empty:
        return
    statement = (wide["max"] - wide["min"]).astype(float).sort_values(ascending=False, kind="stable").index[0]
    mine = placed[placed["statement_id"] == statement].sort_values("position")
    high, low = mine.iloc[0], mine.iloc[-1]
    yield _row(
        "order",
        f"What stands {high['position']:.0%} down in {high['outlet']} (“{shortened(high['text'], LONGEST)}”) comes "
        f"{low['position']:.0%} down in {low['outlet']} (“{shortened(low['text'], LONGEST)}”).",
        "renderings",
        " ".join(mine["rendering_ids"]).split(),
        len(mine),
    )


def _keyword(reading: Reading) -> Iterator[dict[str, object]]:
    words = keywords(reading, top=1)
    words = words[words["beyond_chance"]]
    if len(words) and len(reading.articles) > 1:
        shown = words.rename(columns={"count": "times"}).head(MOST - 1).itertuples()
        listed = _list([f"“{r.term}” ({r.outlet}, {counted(r.times, 'time')}, elsewhere {r.elsewhere})" for r in shown])
        yield _row(
            "words",
            f"Used more than chance would have it: {listed}.",
            "keyness",
            words["term"],
            int(words["count"].sum()),
        )


def _near(reading: Reading) -> Iterator[dict[str, object]]:
    pairs = nearness(reading).sort_values("wording", ascending=False, kind="stable")
    if len(pairs) > 2:
        near, far = pairs.iloc[0], pairs.iloc[-1]
        yield _row(
            "likeness",
            f"In their own words {near['left_outlet']} and {near['right_outlet']} are nearest "
            f"({near['wording']:.2f} of 1), {far['left_outlet']} and {far['right_outlet']} farthest ({far['wording']:.2f}).",
            "articles",
            [near["left_article_id"], near["right_article_id"], far["left_article_id"], far["right_article_id"]],
            len(reading.articles),
        )


def _same_event(reading: Reading, article_id: str, statement: pd.Series) -> bool:
    events = reading.articles.set_index("article_id")["event_id"]
    return bool(events[article_id] == statement["event_id"])


def _ended(text: str) -> str:
    """A quoted text at the end of a sentence: with a full stop behind it, unless it brings its own."""
    short = shortened(text, LONGEST)
    return f"“{short}”" if short[-1:] in (".", "!", "?", "…") else f"“{short}”."


def _list(words: list[str]) -> str:
    if len(words) > MOST:
        words = [*words[: MOST - 1], f"{len(words) - MOST + 1} more"]
    return listing(words)


RULES = (
    _size, _own_voice, _statements, _alone, _heard, _silent, _labels, _contested, _verbs, _numbers, _order, _keyword, _near,
)  # fmt: skip
