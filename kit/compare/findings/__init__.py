"""Findings: what a reader learns from a corpus, in a few sentences, each with the keys of its evidence.

The sentences are made by rules from the comparisons, for any corpus: a rule that finds nothing says nothing. They rest
on sure rows only (`kit.compare.sure`), count and quote, and do not rate. The most telling stand first: what
contradicts, what was done to quoted words, what one outlet alone has, who is not heard.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compare.answer_table import answer
from kit.compare.findings import contradictions, corpus, counts, names, quotations, silence, voices
from kit.compare.states import answers_kept, counted_once

if TYPE_CHECKING:
    import pandas as pd

    from kit.tables import Reading

# Each takes a reading of one event and gives its sentences; they stand in this order, the most telling first.
RULES = (
    quotations.bare, contradictions.contradictions, quotations.changed, contradictions.counted_anew, counts.dead, counts.took_part, voices.heard_alone,
    silence.not_heard_at_all, silence.no_reply,
    names.split_by_naming, quotations.placed, quotations.widely_quoted, voices.last_word,
    voices.share_of_quotation, names.verbs, corpus.size,
)  # fmt: skip


@answers_kept()
@counted_once
def findings(reading: Reading) -> pd.DataFrame:
    """What the comparisons say, one sentence a row: `about, sentence, table, keys, small`.

    `table` and `keys` name the rows the sentence rests on (ids separated by spaces); `small` marks what rests on fewer
    than five cases. The most telling come first. An event of one article gets the sentences that need no other.

    >>> import kit
    >>> rows = findings(kit.read("seeds"))
    >>> bool(rows["sentence"].str.endswith((".", "”")).all())
    True
    """
    rows: list[dict[str, object]] = []
    for rule in RULES:
        rows += rule(reading)
    return answer("findings", rows)
