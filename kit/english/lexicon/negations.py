"""Lexicon: words that turn a clause into its opposite (`kit/data/negations.csv`)."""

from __future__ import annotations

from kit.data import read_list

# Single words in small letters, with the straight and the curly apostrophe; verbs such as "fail" and what is left of "won't" are left out.
NEGATIONS = frozenset(
    form for row in read_list("negations.csv").itertuples() if row.place in {"near", "noun", "before"}
    for form in (row.word, row.word.replace("'", "’"))
)  # fmt: skip


def is_negation(word: str) -> bool:
    """Whether a word in small letters turns its clause into the opposite: "not", "never", "isn't"."""
    return word in NEGATIONS or word.endswith(("n't", "n’t"))
