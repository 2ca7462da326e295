"""What the comparisons of articles say, in sentences: their size, voices, statements, order and likeness."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kit.compare.findings.finding import LONGEST, enumerated, found
from kit.compare.outlets import outlet_names
from kit.compare.overview import nearness
from kit.compare.position import order
from kit.compare.voice import not_heard, speakers_heard, voices
from kit.phrasing import counted, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from kit.tables import Reading

# Share of the words from which on a rendering is plainly one of its statement.
SAME = 0.5


def size(reading: Reading) -> Iterator[dict[str, object]]:
    """How many articles, from how short to how long, and whom they credit."""
    names = outlet_names(reading)
    words = reading.articles.set_index("article_id")["words"]
    if len(names) > 1:
        short, long = words.idxmin(), words.idxmax()
        agencies = reading.articles["agency"].dropna()
        credit = f"; {len(agencies)} of them credit {enumerated(sorted(set(agencies)))}" if len(agencies) else ""
        yield found(
            "the corpus",
            f"{len(names)} articles are compared, from {words[short]} words ({names[short]}) to {words[long]} "
            f"({names[long]}){credit}.",
            "articles",
            names.index,
        )


def own_voice(reading: Reading) -> Iterator[dict[str, object]]:
    """Which article consists most, and which least, of quotation."""
    own = voices(reading)
    own = own[(own["voice"] == "quotation") & own["share"].notna()].sort_values("share")
    if len(own) > 1 and own["words"].sum():
        least, most = own.iloc[0], own.iloc[-1]
        yield found(
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


def statements(reading: Reading) -> Iterator[dict[str, object]]:
    """The statement that most articles plainly render, and who leaves it out."""
    names = outlet_names(reading)
    plain = _plainly(reading).groupby("statement_id")["article_id"].nunique()
    shared = reading.statements[reading.statements["articles"] > 1]
    shared = shared.assign(plain=shared["statement_id"].map(plain).fillna(0))
    if shared.empty:
        return
    top = shared.sort_values(["plain", "articles", "statement_id"], ascending=[False, False, True]).iloc[0]
    mine = reading.renderings[reading.renderings["statement_id"] == top["statement_id"]]
    missing = [n for a, n in names.items() if a not in set(mine["article_id"]) and _same_event(reading, a, top)]
    without = f"; {enumerated(missing)} {'leaves' if len(missing) == 1 else 'leave'} it out" if missing else ""
    changed = mine[mine["wording"].isin(["trimmed", "reworded"])]["article_id"].nunique()
    worded = f", {changed} of them with other or fewer words inside the marks" if changed else ""
    yield found(
        "statements",
        f"The statement that most articles plainly render is in {top['articles']} of them{worded}{without}: "
        f"{_ended(str(top['reference']))}",
        "renderings",
        mine["rendering_id"],
    )


def alone(reading: Reading) -> Iterator[dict[str, object]]:
    """Which article has most that no other renders."""
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
    yield found(
        "statements",
        f"{names[first]} has the most statements that no other article renders ({counts.iloc[0]}), for example "
        f"{_ended(str(example))}",
        "renderings",
        mine["rendering_id"],
        int(counts.iloc[0]),
    )


def heard(reading: Reading) -> Iterator[dict[str, object]]:
    """Who is heard most widely, and who in one article only."""
    heard = speakers_heard(reading)
    heard = heard[heard["speaker_id"].notna()]
    if heard.empty:
        return
    totals = heard.groupby("speaker", sort=True)[["quotes", "articles"]].agg({"quotes": "sum", "articles": "first"})
    name = totals["quotes"].sort_values(ascending=False, kind="stable").index[0]
    mine, whole = int(totals.at[name, "quotes"]), int(heard["quotes"].sum())
    yield found(
        "voices",
        f"{name} speaks in {mine} of {whole} quotations and reports of speech, in {totals.at[name, 'articles']} of "
        f"{len(reading.articles)} articles.",
        "quotes",
        " ".join(heard.loc[heard["speaker"] == name, "quote_ids"]).split(),
        whole,
    )
    lone = heard[(heard["articles"] == 1) & (heard["kind"] == "person")]
    if len(lone) and len(reading.articles) > 1:
        said = enumerated([f"{r.speaker} ({r.outlet})" for r in lone.head(4).itertuples()])
        yield found(
            "voices",
            f"Heard in one article only: {said}.",
            "quotes",
            " ".join(lone.head(4)["quote_ids"]).split(),
            int(lone["quotes"].sum()),
        )


def silent(reading: Reading) -> Iterator[dict[str, object]]:
    """Who is talked about and never heard."""
    silent = not_heard(reading, kinds=("person",))
    silent = silent[silent["articles"] > 1]
    places = not_heard(reading, kinds=("place",)).head(3)
    for who, what in (
        (silent.head(3), "Talked about and never heard"),
        (places, "Places named and never heard to speak"),
    ):
        if len(who):
            listed = enumerated([f"{r.name} ({counted(r.mentions, 'mention')})" for r in who.itertuples(index=False)])
            mentions = reading.mentions[reading.mentions["entity_id"].isin(who["entity_id"])]
            yield found("voices", f"{what}: {listed}.", "mentions", mentions["mention_id"], len(mentions))


def placed(reading: Reading) -> Iterator[dict[str, object]]:
    """The statement that stands high up in one article and far down in another."""
    placed = order(replace(reading, renderings=_plainly(reading)))
    wide = placed.groupby("statement_id")["position"].agg(["min", "max", "count"])
    wide = wide[wide["count"] > 2]
    if wide.empty:
        return
    statement = (wide["max"] - wide["min"]).astype(float).sort_values(ascending=False, kind="stable").index[0]
    mine = placed[placed["statement_id"] == statement].sort_values("position")
    high, low = mine.iloc[0], mine.iloc[-1]
    yield found(
        "order",
        f"What stands {high['position']:.0%} down in {high['outlet']} (“{shortened(high['text'], LONGEST)}”) comes "
        f"{low['position']:.0%} down in {low['outlet']} (“{shortened(low['text'], LONGEST)}”).",
        "renderings",
        " ".join(mine["rendering_ids"]).split(),
        len(mine),
    )


def near(reading: Reading) -> Iterator[dict[str, object]]:
    """Which two articles are most and which least alike."""
    pairs = nearness(reading).sort_values("wording", ascending=False, kind="stable")
    if len(pairs) > 2:
        near, far = pairs.iloc[0], pairs.iloc[-1]
        yield found(
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
