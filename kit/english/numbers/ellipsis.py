"""Ellipsis: what a bare number counts, where its noun stands only with the number before it.

"Berg has 182 delegates. Lund has 28": delegates; "three people were killed and 260 injured": people; "12 of the 19".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kit.data import word_set
from kit.data.rulebook import rule
from kit.english.doc import SUBJECTS
from kit.english.numbers.counted import OF_THEM, of_parent
from kit.english.numbers.counted_phrase import MORE
from kit.english.people.names import person_nouns
from kit.english.typed import DASHES
from kit.english.words.lists import classes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.english.doc import Doc, Span, Token

PEOPLE = word_set("nouns for people counted")
SETS_BESIDE = word_set("words of comparing")
GETS = word_set("verbs of getting")


# So many words stand at most between two numbers that share the noun behind the second.
NEXT = 3
# Between "of" at the head of a sentence and its number stand at most so many words.
LEAD = 4
PARTS = frozenset({"of", "among", "out"})
# Before a number that stands for itself: "Berg, 58", "(12)", "shares, up 3 percent".
SET_APART = frozenset([",", "(", ":", "/", "-", "#", "up", "down"])
# Before a number with words of its own behind it: "seven bullets hit him, three in the back".
SETS_OFF = DASHES | {","}
# What a clause begins behind; what is said of further ones.
CLAUSE_MARKS = DASHES | {",", ";", "and", "but"}
ANOTHER = frozenset({"another", "other"})
# Between an amount and the same one in other words.
_ANEW = re.compile(r"(?:,? or | \(|, (?=about |roughly |nearly |almost ))(?:about |roughly |nearly |almost |some )?")


def carry_nouns(doc: Doc, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of an article in order, with `of` and `head` of the number before filled in where a bare one repeats its noun.

    The noun comes from the same sentence, or from the one before it if the same is said of both. It misses nouns that
    stand further up, and those that another word stands for.
    """
    made: list[dict[str, Any]] = []
    for n, row in enumerate(rows):
        following = rows[n + 1] if n + 1 < len(rows) else None
        given = following if _taker(doc, row, following) else _giver(doc, row, made) if _bare(doc, row) else None
        given = _against(doc, row, made) or _before_its_votes(doc, row, following) or given
        anew = None if given else _in_other_words(doc, row, made)
        if anew is not None:
            row = row | {key: anew[key] for key in ("of", "of_start", "of_end", "head")}
            row["rule"] = rule(row["rule"], "number.noun-of-the-number-before")
        elif given is not None:
            row = {
                **row,
                **_noun(doc, given, alone=given is following),
                **({"kind": "age", "unit": given["unit"], "measure": None} if given["kind"] == "age" else {}),
                "rule": rule(row["rule"], "number.noun-of-the-number-before"),
            }
        made.append(row)
    return [row for row in made if not _out_of_how_many(doc, row)]


def _out_of_how_many(doc: Doc, row: dict[str, Any]) -> bool:
    """Whether a bare number behind "in" tells of how many something is: "thirteen nights in twenty-one"."""
    token = doc.token_at(row["start"])
    bare = row["kind"] == "count" and row["unit"] is None and not row.get("of") and not row.get("predicate")
    return bare and token is not None and token.i > 0 and token.doc.tokens[token.i - 1].lower_ in ("in", "within")


def _bare(doc: Doc, row: dict[str, Any]) -> bool:
    """Whether a count or a percentage stands without a noun of its own."""
    if row.get("of") or row["kind"] not in ("count", "share") or row["unit"] not in (None, "percent", "share"):
        return False
    span = doc.span_at(row["start"], row["end"])
    if span is None or span[0].lower_ == "one":
        return False
    behind = doc.tokens[span.end : span.end + 2]
    if tuple(t.lower_ for t in behind) in OF_THEM:
        return True
    if of_parent(span):
        return False
    if _opposed(span):
        return True
    root = span.root
    alone = not behind or behind[0].pos_ not in ("NOUN", "PROPN", "ADJ", "NUM") or behind[0].tag_ in ("VBN", "JJ")
    alone |= bool(behind) and behind[0].lower_ in MORE and behind[-1].pos_ not in ("NOUN", "PROPN")
    led = doc.tokens[span.start - 1].text if span.start else ""
    if led == "in":
        return False  # "Two nights in five"
    listed = bool(behind) and behind[0].pos_ == "ADP" and behind[0].lower_ != "of"
    does = bool(behind) and behind[0].pos_ in ("VERB", "AUX") and root.dep_ in SUBJECTS
    opened = led in SETS_OFF and (span[0].sent[0].lower_ in PARTS or listed or does)
    if behind and behind[0].tag_ == "VBN" and behind[-1].tag_ in ("NNS", "NNPS"):
        return False
    # "Berg, 58" and "(12)" are something else; "of the 40 asked, 31 want it" is not.
    return alone and (opened or led not in SET_APART) and root.dep_ in (
        "nsubj", "nsubjpass", "dobj", "conj", "attr", "appos", "ROOT", "dep", "npadvmod", "pobj",
    )  # fmt: skip


def _opposed(words: Span | Sequence[Token]) -> bool:
    """Whether a number stands against another: "five sirens sounded, not eight"."""
    first = words[0]
    before = [t.lower_ for t in first.doc.tokens[max(0, first.i - 2) : first.i]]
    behind = first.doc.tokens[first.i + 1 : first.i + 2]
    return before == [",", "not"] and (not behind or behind[0].pos_ == "PUNCT")


def _giver(doc: Doc, row: dict[str, Any], before: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The number before it of the same kind that has a noun, in its sentence or, if the same is said of it, one back."""
    token = doc.token_at(row["start"])
    if token is None:
        return None
    for other in reversed(before[-4:]):
        rate = other["unit"] is not None and other["unit"].startswith(
            "per "
        )  # "190,000 visits a year; Lund has 103,000"
        of_age = other["kind"] == "age" and other.get("head") == "age"  # "Ages of 60 for men and 57 for women"
        if not of_age and (other["kind"] != row["kind"] or not (rate or other["unit"] == row["unit"])):
            continue
        there = doc.token_at(other["start"])
        if there is None or token.sent_index - there.sent_index > 1:
            return None
        if not other.get("of") or (other.get("scope") == "part" and _of_them(doc, other) and not _of_them(doc, row)):
            continue  # "24 people, 23 of them pupils, and 13 were hurt": people were
        same = token.sent_index == there.sent_index
        part = _of_them(doc, row) or (token.i and token.doc.tokens[token.i - 1].lower_ == "including")
        if same and (part or _out_of(there) or _opposed(token.doc.tokens[token.i : token.i + 1])):
            return other
        if _alike(row, other) or _same_verb(token, there) or (same and _joined(token, there)):
            return other
        if _some_of(row, token, other, there) and (same or _alone_there(other, before)):
            return other
    return None


def _some_of(row: dict[str, Any], token: Token, other: dict[str, Any], there: Token) -> bool:
    """Whether a bare subject tells of some of those before, or of more: "14 men came. Two spoke", "11 will go; another six stay".

    Of what befalls people only people are some: "Five homes burned. Two were hurt."
    """
    led = token.doc.tokens[token.i - 1].lower_ if token.i else ""
    more = led in ANOTHER and token.sent_index == there.sent_index
    opens = token.i == token.sent[0].i or led in CLAUSE_MARKS
    fewer = None not in (row["value"], other["value"]) and row["value"] < other["value"]
    befallen = row.get("predicate") in classes() and other["head"] not in PEOPLE | person_nouns()
    return token.dep_ in SUBJECTS and (more or (opens and fewer)) and not befallen


def _alone_there(other: dict[str, Any], before: list[dict[str, Any]]) -> bool:
    """Whether no other noun is counted in the sentence of a number."""
    return {row["head"] for row in before if row["sentence_id"] == other["sentence_id"] and row.get("of")} == {
        other["head"]
    }


def _against(doc: Doc, row: dict[str, Any], before: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The number that this one stands against: "by 96 votes to 88"."""
    last = before[-1] if before else None
    if last is None or not last.get("of") or {last["kind"], row["kind"]} != {"count"}:
        return None
    token = doc.token_at(row["end"] + 1)
    own = token is not None and token.pos_ in ("NOUN", "ADJ") and row.get("of_start", 0) > row["end"]
    voted = doc.typed[last["of_end"] : last["start"]] == " voted "  # "Deputies voted 74 to 71"
    if not voted and last["of_start"] < last["end"]:
        return None
    return last if not own and doc.typed[last["end"] if voted else last["of_end"] : row["start"]] == " to " else None


def _before_its_votes(doc: Doc, row: dict[str, Any], following: dict[str, Any] | None) -> dict[str, Any] | None:
    """The number behind it that bears the noun of both: "212,205 to 210,424 votes"."""
    if following is None or row.get("of") or {row["kind"], following["kind"]} != {"count"}:
        return None
    bears = following.get("of") and following["of_start"] == following["end"] + 1
    return following if bears and doc.typed[row["end"] : following["start"]] == " to " else None


def _noun(doc: Doc, given: dict[str, Any], *, alone: bool) -> dict[str, Any]:
    """What a number counts, up to its head: of "12 bodies in the house and three in the garden" the bodies.

    `alone`: without the words before it, of "one Danish and one Norwegian climber" the climber.
    """
    span = doc.span_at(given["of_start"], given["of_end"])
    heads = [t for t in span or () if t.lemma_.lower() == given["head"]]
    end = heads[0].end if heads else given["of_end"]
    start = heads[0].idx if heads and alone else given["of_start"]
    return {
        "of": doc.text[start:end],
        "of_start": start,
        "of_end": end,
        "head": given["head"],
    }


def _in_other_words(doc: Doc, row: dict[str, Any], before: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The amount that this one gives anew, right behind it: "$12 million, or 34 cents a share", "60 metres (200 feet)"."""
    if row.get("of") or not before or not before[-1].get("of") or row["unit"] is None:
        return None
    return before[-1] if _ANEW.fullmatch(doc.typed[before[-1]["end"] : row["start"]]) else None


def _of_them(doc: Doc, row: dict[str, Any]) -> bool:
    """Whether "of which", "of them" follows: a part of what was counted before."""
    span = doc.span_at(row["start"], row["end"])
    return span is not None and tuple(t.lower_ for t in doc.tokens[span.end : span.end + 2]) in OF_THEM


def _taker(doc: Doc, row: dict[str, Any], following: dict[str, Any] | None) -> bool:
    """Whether a number takes the noun of the one behind it: "one Australian and one English climber"."""
    if following is None or not following.get("of"):
        return False
    between = doc.typed[row["end"] : following["start"]].split()
    token = doc.token_at(row["end"] + 1)
    people = token is not None and token.ent_type_ == "NORP"  # Whatever the parser makes of "Danish"
    adjective = token is not None and (people or token.tag_ in ("JJ", "VBN")) and (people or not row.get("of"))
    same = {row["kind"], following["kind"]} == {"count"} and row["unit"] is None and following["unit"] is None
    return (
        same
        and adjective
        and 2 <= len(between) <= NEXT
        and between[-1] in ("and", "or")
        and "," not in " ".join(between)
    )


def _out_of(there: Token) -> bool:
    """Whether the first number heads the sentence behind "of": "Of the 40 households asked, 31 want a well and nine do not"."""
    words = [t.lower_ for t in there.doc.tokens[there.sent.start : there.i]]
    return bool(words) and words[0] in PARTS and len(words) <= LEAD


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
    between, own = one.doc.tokens[other.i + 1 : one.i], _verb(one)
    parted = (t.dep_ in ("ROOT", "conj", "ccomp") or t is own for t in between if t.pos_ == "VERB")
    return not any(parted) or any(t.lower_ in SETS_BESIDE for t in between)
