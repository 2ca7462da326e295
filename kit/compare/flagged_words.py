"""Flagged words: changes inside a quotation that may reverse its meaning: negation, number, modal verb, name, a word left out or
exchanged.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import DamerauLevenshtein

from kit.align.normalise import fold
from kit.data import read_list, word_set
from kit.english.lexicon.negations import is_negation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.align.collation import Token
    from kit.align.normalise import Word

# "Will no longer", "are not going to": a negation comes with at most this many words. With more, a clause was added or left out
# that has a negation of its own; the other clauses say what they said.
NEGATING = 3
# A negation that comes or goes alone ("no longer", "never once") has at most this many words.
ALONE = 2
# Words that are left out or exchanged inside a quotation, as "knowingly": at most this many, and one that says something.
LEFT_OUT = 3
# Words with as many first letters in common, or but a letter apart, are one word in two forms or spellings.
STEM = 4
SMALL = word_set("small words of quotations")

CONTRACTIONS = (
    ("won't", "will not"), ("can't", "cannot"), ("shan't", "shall not"), ("n't", " not"), ("'ll", " will"), ("'re", " are"),
    ("'ve", " have"), ("'m", " am"), ("can not", "cannot"),
)  # fmt: skip


@cache
def _forces() -> dict[str, str]:
    listed = read_list("modality.csv")
    return {row.word: row.force for row in listed.itertuples() if row.place == "modal"}


def turns(old: Sequence[Word], new: Sequence[Word], named: set[str]) -> Iterator[str]:
    """The kinds of conflict (as in `conflicts`) that a change of words makes, or "wording" if words are left out or exchanged.

    `named` are the words of names.
    """
    if spelled_alike(old, new):
        return
    kinds = list(_kinds(old, new, named))
    yield from kinds
    if (
        not kinds
        and max(len(old), len(new)) <= LEFT_OUT
        and (exchanged(old, new) if old and new else _says([*old, *new]))
    ):
        yield "wording"


def exchanged(old: Sequence[Word], new: Sequence[Word]) -> bool:
    """Whether words that say something stand in place of others: "name" for "trust"; not a form, a spelling or an abbreviation."""
    mine, theirs = _says(old), _says(new)
    if not mine or not theirs or any(w.t[:1].isupper() or not w.n.isalpha() for w in (*mine, *theirs)):
        return False
    return not any(a.n[:STEM] == b.n[:STEM] or DamerauLevenshtein.distance(a.n, b.n) <= 1 for a in mine for b in theirs)


def _says(words: Sequence[Word]) -> list[Word]:
    """The words that say something by themselves."""
    return [word for word in words if word.n not in SMALL]


def _kinds(old: Sequence[Word], new: Sequence[Word], named: set[str]) -> Iterator[str]:
    was, now = {w.n for w in old}, {w.n for w in new}
    lost, gained = ([w for w in words if is_negation(w.n)] for words in (old, new))
    if len(lost) != len(gained) and abs(len(new) - len(old)) <= (NEGATING if old and new else ALONE):
        yield "negation"
    first, second = {w for w in was if w[:1].isdigit()}, {w for w in now if w[:1].isdigit()}
    if first and second and first != second:
        yield "number"
    first, second = ({_forces()[w] for w in words if w in _forces()} for words in (was, now))
    if first and second and first != second:
        yield "modality"
    first, second = was & named, {w.n for w in new if w.n in named and w.t[:1].isupper()}
    if first and second and not first & second:
        yield "name"


def compared_words(text: str) -> str:
    """The words of a text as they are compared, a blank on either side; apostrophes do not count."""
    return f" {' '.join(word.n for word in fold(text.replace('’', '').replace(chr(39), '')))} "


def spelled_alike(old: Sequence[Word], new: Sequence[Word]) -> bool:
    """Whether two runs of words are the same but for apostrophes and contractions: "cant" and "can't", "won't" and "will not"."""
    one, other = (" ".join(word.n for word in words) for words in (old, new))
    return _letters(one) == _letters(other) or _letters(_in_full(one)) == _letters(_in_full(other))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _in_full(text: str) -> str:
    """A text without contractions."""
    for short, full in CONTRACTIONS:
        text = text.replace(short, full)
    return text


def quoted_part(tokens: Sequence[Token]) -> Sequence[Token]:
    """From the first kept word to the last: what is left out at the ends is not quoted, so it is not changed."""
    kept = [n for n, token in enumerate(tokens) if token.state == "kept"]
    return tokens[kept[0] : kept[-1] + 1] if kept else []


def runs(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Runs of words that are not kept."""
    run: list[Token] = []
    for token in [t for t in tokens if t.word or t.model]:
        if token.state == "kept":
            if run:
                yield run
            run = []
        else:
            run.append(token)
    if run:
        yield run
