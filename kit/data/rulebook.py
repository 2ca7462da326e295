"""Rules: the catalogue of what makes a row. A row's `rule` is an id; its sentence, source and rate stand here.

A rule is written `id`, or `id(argument)` where a word of the text has its say (`quote.speaker.pronoun(he)`); several that
made one row together are joined by `+`, in the order in which they were applied. No code reads a sentence: code writes
ids with `rule`, asks for them with `ids`, and shows them to people with `explain`. `kit.rules()` is the table.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pandas as pd

from kit import data

if TYPE_CHECKING:
    from collections.abc import Iterable

# One step: an id of two parts or more, and what it was applied to, in brackets.
_STEP = re.compile(r"(?P<id>[a-z][a-z-]*(?:\.[a-z0-9-]+)+)(?:\((?P<argument>[^()+]*)\))?")
_UNSAFE = re.compile(r"[()+]")


def rule(*steps: str, argument: object = None) -> str:
    """The `rule` of a row from the ids of its steps; `argument` belongs to the last of them.

    >>> rule("quote.tag-behind", "quote.speaker.pronoun", argument="he")
    'quote.tag-behind+quote.speaker.pronoun(he)'
    """
    made = "+".join(step for step in steps if step)
    return made if argument is None else f"{made}({_UNSAFE.sub(' ', str(argument)).strip()})"


def ids(said: str | None) -> list[str]:
    """The ids in a row's `rule`, in order, without their arguments; none where the rule is missing.

    >>> ids("quote.tag-behind+quote.speaker.pronoun(he)")
    ['quote.tag-behind', 'quote.speaker.pronoun']
    """
    return [name for name, _ in steps(said)]


def explain(said: str | None) -> str:
    """The sentence for readers, without a full stop; a rule outside the catalogue is shown as it is written.

    >>> explain("label.apposition")
    'stands beside the name, between commas'
    """
    known = _catalogue()
    if said is None or pd.isna(said):
        return ""
    applied = steps(said)
    if not applied or any(name not in known for name, _ in applied):
        return str(said)
    return "; ".join(known[name].replace("{}", argument or "…") for name, argument in applied)


def explained(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows for people: in `rule` the sentences stand in place of the ids; a table without `rule` stays as it is.

    >>> explained(pd.DataFrame({"rule": ["word.same"]}))["rule"].tolist()
    ['the same words']
    """
    return rows.assign(rule=rows["rule"].map(explain, na_action="ignore")) if "rule" in rows else rows


def rules() -> pd.DataFrame:
    """The catalogue: `rule, sentence, source, positive, negative`, then per development set how often it was right.

    `positive` and `negative` are ids of cases in `tests/cases`. `right` of `of` rows were right on the development sets
    when last measured (`kit score`); both are missing where nothing was measured. It misses how rules act together.

    >>> rules()[["rule", "sentence"]].iloc[0].notna().all()
    np.True_
    """
    made = data.read_list("rules.csv").replace("", pd.NA).astype("string")
    rates = data.read_list("rule_rates.csv")
    counts = rates.astype({"right": "Int64", "of": "Int64"}).groupby("rule")[["right", "of"]].sum()
    return made.merge(counts, how="left", left_on="rule", right_index=True).astype({"right": "Int64", "of": "Int64"})


def unknown(said: Iterable[str | None]) -> list[str]:
    """Of some rows' rules those with an id that the catalogue has not, each once.

    >>> unknown(["label.apposition", "label.never-heard-of"])
    ['label.never-heard-of']
    """
    known = _catalogue()
    return sorted({
        str(one) for one in dict.fromkeys(said)
        if one is not None and pd.notna(one) and (not ids(one) or not set(ids(one)) <= known.keys())
    })  # fmt: skip


def steps(said: str | None) -> list[tuple[str, str | None]]:
    """The ids in a row's `rule`, in order, each with what it was applied to.

    >>> steps("quote.tag-behind+quote.speaker.pronoun(he)")
    [('quote.tag-behind', None), ('quote.speaker.pronoun', 'he')]
    """
    if said is None or pd.isna(said):
        return []
    found = [_STEP.fullmatch(step) for step in str(said).split("+")]
    return [(step["id"], step["argument"]) for step in found if step] if all(found) else []


@cache
def _catalogue() -> dict[str, str]:
    listed = data.read_list("rules.csv")
    return dict(zip(listed["rule"], listed["sentence"], strict=True))
