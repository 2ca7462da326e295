"""Findings: what a reader learns from a corpus, in about ten sentences, each with the keys of its evidence.

The sentences are made by rules from the comparisons, for any corpus: a rule that finds nothing says nothing. They
count and quote; they do not rate.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compare.answer_table import frame
from kit.compare.findings import articles, words

if TYPE_CHECKING:
    import pandas as pd

    from kit.tables import Reading

FINDINGS = {"about": "text", "sentence": "text", "table": "text", "keys": "text", "small": "flag"}
# Each takes a reading and gives its sentences; they stand in this order.
RULES = (
    articles.size, articles.own_voice, articles.statements, articles.alone,
    articles.heard, articles.silent, words.labels, words.chosen_words,
    words.verbs, words.given_numbers, articles.placed, words.own_words,
    articles.near,
)  # fmt: skip


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
