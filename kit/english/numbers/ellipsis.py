"""Ellipsis: what a bare number counts, where its noun stands only with the number before it.

"Berg has 182 delegates. Lund has 28": delegates; "three people were killed and 260 injured": people; "12 of the 19".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kit.english.numbers.counted import OF_THEM
from kit.english.words.lists import classes
from kit.rulebook import rule

if TYPE_CHECKING:
    from kit.english.doc import Doc, Token

# Nouns for people: a bare number of whom it is said that they were killed, hurt, arrested … counts such.
PEOPLE = frozenset(
    """adult boy child civilian fan fighter girl guest inmate man migrant miner officer passenger people person protester
    pupil refugee resident sailor soldier student villager voter woman worker""".split()
)
# Verbs by which people come to have so many: seats, votes, goals.
GETS = frozenset("claim collect earn gain get have hold lead pick receive score secure take win".split())


def carry_nouns(doc: Doc, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of an article in order, with `of` and `head` of the number before filled in where a bare one repeats its noun.

    The noun comes from the same sentence, or from the one before it if the same is said of both. It misses nouns that
    stand further up, and those that another word stands for.
    """
    made: list[dict[str, Any]] = []
    for row in rows:
        given = _giver(doc, row, made) if _bare(doc, row) else None
        if given is not None:
            row = {
                **row,
                **{key: given[key] for key in ("of", "of_start", "of_end", "head")},
                "rule": rule(row["rule"], "number.noun-of-the-number-before"),
            }
        made.append(row)
    return made


def _bare(doc: Doc, row: dict[str, Any]) -> bool:
    """Whether a count or a percentage stands without a noun of its own."""
    if row.get("of") or row["kind"] not in ("count", "share") or row["unit"] not in (None, "percent"):
        return False
    span = doc.span_at(row["start"], row["end"])
    if span is None or span[0].lower_ == "one":
        return False
    behind = doc.tokens[span.end : span.end + 2]
    if tuple(t.lower_ for t in behind) in OF_THEM:
        return True
    root = span.root
    alone = not behind or behind[0].pos_ not in ("NOUN", "PROPN", "ADJ", "NUM") or behind[0].tag_ in ("VBN", "JJ")
    led = doc.tokens[span.start - 1].text if span.start else ""
    # "Berg, 58" and "(12)" are something else.
    return alone and led not in (",", "(", ":", "/", "-", "#") and root.dep_ in (
        "nsubj", "nsubjpass", "dobj", "conj", "attr", "appos", "ROOT", "dep", "npadvmod", "pobj",
    )  # fmt: skip


def _giver(doc: Doc, row: dict[str, Any], before: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The number before it of the same kind that has a noun, in its sentence or, if the same is said of it, one back."""
    token = doc.token_at(row["start"])
    if token is None:
        return None
    for other in reversed(before[-4:]):
        if other["kind"] != row["kind"] or other["unit"] != row["unit"]:
            continue
        there = doc.token_at(other["start"])
        if there is None or token.sent_index - there.sent_index > 1:
            return None
        if not other.get("of"):
            continue
        same = token.sent_index == there.sent_index
        if _alike(row, other) or _same_verb(token, there) or (same and _joined(token, there)):
            return other
    return None


def _alike(row: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether of people, and of these, something is said that befalls people: killed, injured, missing."""
    said, known = row.get("predicate"), classes()
    return said in known and other.get("predicate") in known and other.get("head") in PEOPLE


def _verb(token: Token) -> Token | None:
    return next((word for word in token.ancestors if word.pos_ in ("VERB", "AUX")), None)


def _same_verb(one: Token, other: Token) -> bool:
    """Whether both are the object of one verb: "has 182 delegates … has 28", "won 100 … received 12"."""
    left, right = _verb(one), _verb(other)
    if left is None or right is None or not (left.lemma_ == right.lemma_ or {left.lemma_, right.lemma_} <= GETS):
        return False
    return one.i > left.i and other.i > right.i


def _joined(one: Token, other: Token) -> bool:
    """Whether the second number is joined to the first, or a part of it: "182 delegates to Lund's 28", "19 books, 12 of which"."""
    between = one.doc.tokens[other.i + 1 : one.i]
    return not any(t.pos_ == "VERB" and t.dep_ in ("ROOT", "conj", "ccomp") for t in between) or any(
        t.lower_ in ("and", "but", "while") for t in between
    )
