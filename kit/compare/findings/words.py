"""What the comparisons of words say, in sentences: labels, contested words, reporting verbs, numbers, keywords."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compare.findings.finding import MOST, enumerated, found
from kit.compare.keywords import keywords
from kit.compare.naming import contested, naming
from kit.compare.numbers import numbers
from kit.compare.rates import FEW
from kit.compare.verbs import reporting
from kit.phrasing import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.tables import Reading

PLURAL = {
    "gives it force": "give it force", "keeps it at a distance": "keep it at a distance",
    "takes it for true": "take it for true",
}  # fmt: skip


def labels(reading: Reading) -> Iterator[dict[str, object]]:
    """Who is called most different things, and by whom what."""
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
    listed = enumerated([f"“{r.wording}” ({r.outlet})" for r in shown.itertuples()])
    yield found(
        "naming",
        f"{name} is called {kinds[name]} different things, among them {listed}.",
        "labels",
        " ".join(mine["keys"]).split(),
        len(mine),
    )


def chosen_words(reading: Reading) -> Iterator[dict[str, object]]:
    """A thing for which the articles choose different words, and which of them nobody uses."""
    for (_, concept), rows in contested(reading).groupby(["event_id", "concept"], sort=False):
        used = rows[rows["count"] > 0]
        totals = used.groupby("term", sort=False)["count"].sum().sort_values(ascending=False, kind="stable")
        never = rows.loc[rows["count"] == 0, "term"].tolist()
        spread = used.groupby("term")["article_id"].nunique()
        # A word of the list used once may mean something else ("a lightning strike").
        if (spread > 1).sum() > 1 and len(never) and totals.sum() >= FEW:
            listed = enumerated(
                [f"“{t}” ({counted(n, 'time')}, {counted(spread[t], 'article')})" for t, n in totals.items()]
            )
            yield found(
                "naming",
                f"For {concept} the articles say {listed}; nobody says “{never[0]}”"
                + (f" or “{never[1]}”." if len(never) > 1 else "."),
                "word_choices",
                " ".join(used["keys"].dropna()).split(),
                int(totals.sum()),
            )
            return


def verbs(reading: Reading) -> Iterator[dict[str, object]]:
    """Which reporting verbs colour what is said."""
    verbs = reporting(reading)
    marked = verbs[verbs["effect"].notna()]
    if marked.empty:
        return
    parts = []
    for effect, rows in marked.groupby("effect", sort=True):
        first = rows.drop_duplicates("verb").head(3)
        does = PLURAL.get(str(effect), effect) if len(first) > 1 else effect
        parts.append(f"{enumerated([f'“{r.verb}” ({r.outlet})' for r in first.itertuples()])} {does}")
    yield found(
        "reporting verbs",
        f"Of {int(verbs['count'].sum())} reporting verbs {int(marked['count'].sum())} colour what "
        f"is said: {'; '.join(parts)}.",
        "quotes",
        " ".join(marked["quote_ids"]).split(),
        int(verbs["count"].sum()),
    )


def given_numbers(reading: Reading) -> Iterator[dict[str, object]]:
    """The thing for which most articles give different numbers, and numbers of one article only."""
    given = numbers(reading)
    differ = given[given["status"] == "differ"]
    if len(differ):
        widest = differ.groupby("group", sort=False)["article_id"].nunique().sort_values(ascending=False, kind="stable")
        first = differ[differ["group"] == widest.index[0]].drop_duplicates(["article_id", "value"])
        listed = enumerated([f"{r.text} ({r.outlet})" for r in first.itertuples()])
        yield found(
            "numbers",
            f"For “{first['what'].iloc[0]}” the numbers differ: {listed}.",
            "quantities",
            first["quantity_id"],
            len(first),
        )
    # A number that another article has too may be of the same thing in words that the kit does not join.
    shared = given.groupby(["value", given["unit"].fillna("")])["article_id"].transform("nunique") > 1
    lone = given[(given["status"] == "one outlet") & ~shared & given["of"].notna() & (given["value"] != 1)]
    if len(lone) and len(reading.articles) > 1:
        shown = lone.drop_duplicates(["article_id", "text"]).head(5)
        listed = enumerated([f"{r.text} ({r.of}; {r.outlet})" for r in shown.itertuples()])
        yield found("numbers", f"In one article only: {listed}.", "quantities", shown["quantity_id"], len(lone))


def own_words(reading: Reading) -> Iterator[dict[str, object]]:
    """The word that marks an article most."""
    words = keywords(reading, top=1)
    words = words[words["beyond_chance"]]
    if len(words) and len(reading.articles) > 1:
        shown = words.rename(columns={"count": "times"}).head(MOST - 1).itertuples()
        listed = enumerated(
            [f"“{r.term}” ({r.outlet}, {counted(r.times, 'time')}, elsewhere {r.elsewhere})" for r in shown]
        )
        yield found(
            "words",
            f"Used more than chance would have it: {listed}.",
            "keyness",
            words["term"],
            int(words["count"].sum()),
        )
