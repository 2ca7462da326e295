"""Comparing: what decides whether two values are comparable: level or change, part or whole, place and time.

People set tolls, prices, votes and results beside each other. "Fell by 5" and "fell to 5", the killed of the province
and those of the country, Tuesday's toll and Thursday's are no contradiction.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from kit.data import word_set
from kit.english.lexicon.happenings import SCHEDULED, SUDDEN
from kit.english.lexicon.numbers import STREETS
from kit.english.numbers.counted import VAGUE, of_parent
from kit.english.numbers.ellipsis import PEOPLE
from kit.english.words.lists import classes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kit.english.doc import Doc, Span, Token

CHANGING = word_set("words of change")
HANDLES = word_set("verbs of handling")
# "Was fired on Monday after four seasons": Monday is no day of these.
BEYOND = frozenset("after before despite following since than till until".split())
# Behind these, further down, is where or when something else is.
ELSEWHERE = frozenset("against for from into to toward towards".split())
HAPPENINGS = SCHEDULED | SUDDEN
SEASONS = frozenset({"season", "quarter", "year"})
# Kinds of extent, and who covers one.
PARTS_OF_DAY = frozenset("morning noon afternoon evening night midnight day".split())
MARGINS = word_set("verbs of margins")
EXTENTS = frozenset({"length", "mass", "volume", "area", "weight", "distance"})
PERSONAL = word_set("pronouns of persons")
_MORE = re.compile(
    r"\s+(?:(?:percentage )?points? )?(?:more|fewer|less|higher|lower|extra|additional|up|down)\b(?! than \d)"
)
# "Five rounds sooner", "three points ahead of".
_APART = re.compile(
    r"(?: [a-z]+s| percent| per cent)? (?:sooner|later|earlier|longer|shorter|higher|lower|fewer|faster|slower|better|worse|taller|ahead|behind)\b"
)
_TALLER = re.compile(r" (?:shorter|longer|higher|lower|taller|wider|deeper|heavier|lighter|narrower)\b")
_THAN = re.compile(r"\s+\w+(?: \w+)? than\b")
_ANOTHER = re.compile(
    r"(?<!make )(?<!makes )(?<!made )(?<!making )(?<!put )(?<!putting )(?<!set )(?<!give )(?<!gave )(?<!took )(?<!take )\b(?:another|a further|an additional|an extra|(?:up|down)(?! to\b))\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:(?:including|among them|another|other)\b[^.;]{0,25}|(?:of them|of whom)\b[^.;,]{0,25})$", re.IGNORECASE
)
_PART_BEHIND = re.compile(r"\s+(?:of (?:them|whom|which|these|those)|others?|more(?! than))\b")
_TOTAL = re.compile(
    r"\b(?:in all,|in total|a total of|total|overall|altogether|combined)(?!\w)[^.;]{0,25}$", re.IGNORECASE
)
_TOTAL_BEHIND = re.compile(r"(?:\s+\w+){0,4}\s+(?:in all(?=[.,;])|in total|altogether)\b")
# Before the second end of a span of time.
_CLOSES = re.compile(r"\b(?:between [^;]{1,40} and|from [^;]{1,40} (?:to|until|through)) $")
# Names of places; words before one that make it the place where something is so.
PLACES = frozenset({"GPE", "LOC", "FAC"})
# Characters on either side in which a place or time may stand.
REACH = 300
BEFORE_NOUN = frozenset("compound nmod nummod amod poss npadvmod".split())
WHERE = word_set("prepositions of place")


class Surroundings:
    """The places and times of an article, in order, among which a number finds its own."""

    def __init__(self, doc: Doc, times: Sequence[Any]) -> None:
        self.doc = doc
        self.places = [ent for ent in doc.ents if ent.label_ in PLACES and _where(ent)]
        self.times = sorted((row for row in times if self._dates(row)), key=lambda row: row.start)
        self._place_starts = [ent.start_char for ent in self.places]
        self._time_starts = [row.start for row in self.times]

    def _dates(self, row: Any) -> bool:
        """Whether an expression can date a number: not "at night", nor one end of "between 7 and 9"."""
        text = self.doc.typed
        if row.type not in ("DATE", "TIME") or row.text.lower() in PARTS_OF_DAY:
            return False
        before, after = text[max(0, row.start - 50) : row.start], text[row.end : row.end + 9]
        opens = re.search(r"\b(?:between|from) $", before) and re.match(r" (?:and|to|until|through)\b", after)
        return not opens and not _CLOSES.search(before)

    def of(self, span: Span, kind: str, said: Token | None = None) -> dict[str, Any]:
        """The columns `measure, scope, place…, time_id` of the quantity `span`, where and when what is `said` of it was so.

        `measure` is `change` or `level`; missing for ages, ratios, lengths of time and occasions. What the clause does not
        say is missing; a place or time of the sentence before is missed.
        """
        sentence, text = self.doc.sentences[span[0].sent_index], self.doc.typed
        before = text[max(sentence.start_char, span.start_char - 40) : span.start_char]
        after = text[span.end_char : min(sentence.end_char, span.end_char + 50)]
        made: dict[str, Any] = {"scope": _scope(before, after)}
        if kind not in ("age", "duration", "occasions", "ratio"):
            made["measure"] = "change" if _is_change(span, kind, before, after) else "level"
        if kind in ("age", "distance") or of_parent(span) or after.startswith("-"):
            return made  # In "a 62-member team left on Monday" the team left, "40 miles from Halden" is so on any day
        low = max(sentence.start_char, span.start_char - REACH)
        high = min(sentence.end_char, span.end_char + REACH)
        places = self.places[bisect_left(self._place_starts, low) : bisect_left(self._place_starts, high)]
        times = self.times[bisect_left(self._time_starts, low) : bisect_left(self._time_starts, high)]
        beside = next((p for p in places if _right_behind(span, p)), None)
        # "Two men kidnapped in January were freed on Friday": the month is that of the kidnapping.
        told = said if said is not None and said.dep_ in ("acl", "relcl") and said.pos_ == "VERB" else span.root
        place = beside or _nearest(span, told, ((p.start_char, p.root, p) for p in places))
        if place is not None and not _is_one_of_several(place):
            end = place[-2].end if place[-1].dep_ == "case" and len(place) > 1 else place.end_char
            made |= {"place": self.doc.text[place.start_char : end], "place_start": place.start_char, "place_end": end}
        tokens = ((row.start, self.doc.token_at(row.start), row.time_id) for row in times)
        time = _nearest(span, told, ((at, token, key) for at, token, key in tokens if token is not None))
        return made | ({"time_id": time} if time else {})


def _scope(before: str, after: str) -> str | None:
    if _TOTAL.search(before) or _TOTAL_BEHIND.match(after):
        return "total"
    return "part" if _PART.search(before) or _PART_BEHIND.match(after) else None


def _is_change(span: Span, kind: str, before: str, after: str) -> bool:
    """For "rose 5 %", "by 5", "a 5 % rise", "5 more"; but "rose to 5 %", "a rise of 5 % to 40".

    Who "fell 60 metres" covers a distance, and who "dropped 420 tons of food" moves a mass: neither is a change.
    """
    root = span.root
    if (kind not in EXTENTS and _APART.match(after)) or _TALLER.match(after):
        return True
    if kind in EXTENTS and _covers(root):
        return False
    particle = span[0].doc.tokens[span.start - 1] if span.start else span[0]
    picked_up = particle.dep_ == "prt" and particle.head.lemma_.lower() not in CHANGING
    if _MORE.match(after) or (_ANOTHER.search(before) and not picked_up):
        # "Dozens more were hurt" are further people; "12 more than last year" and "hired 12 more" are a change.
        verb = _clause(root)
        doer = (root.head if root.dep_ == "nummod" else root).dep_.startswith("nsubj")  # "Another six will move"
        further = doer or root.lower_ in VAGUE or (verb is not None and verb.lemma_.lower() in classes())
        return kind != "count" or not further or _THAN.match(after) is not None
    noun = root.head if root.dep_ == "nummod" and root.head.i >= span.end else root
    head = noun.head
    if noun.dep_ == "pobj":
        governor = head.head
        if head.dep_ == "conj" and governor.pos_ == "ADP":
            governor = governor.head  # "Up by 4.5% and by 3.4%"
        if head.lower_ == "by" and governor.lemma_.lower() in MARGINS:
            return not after.startswith(" to ")  # "Beat them by two points" tells a difference, "won by 74 to 71" none
        return head.lower_ in ("of", "by") and governor.lemma_.lower() in CHANGING and governor.pos_ in ("NOUN", "VERB")
    if noun is not root and any(c.tag_ in ("DT", "PRP$") and c.lower_ not in ("a", "an") for c in noun.children):
        return False  # "Reduced its 36 holes to 18"
    if noun is not root:
        changed = head.pos_ == "VERB" and head.lemma_.lower() in CHANGING - (HANDLES if noun.dep_ == "dobj" else set())
        return noun.dep_ in ("dobj", "npadvmod") and changed
    if kind == "share" and any(c.dep_ == "dobj" and c is not root for c in head.children):
        return False  # "Lost the state 36 percent to 51"
    if kind == "money" and root.dep_ == "dobj" and head.lemma_.lower() == "raise":
        return False  # "The sale will raise $2 million"
    if root.dep_ in ("npadvmod", "dobj", "advmod", "attr", "nmod", "amod", "compound", "nummod"):
        return head.lemma_.lower() in CHANGING and (head.pos_ == "VERB" or head.i >= span.end)
    return False


def _covers(root: Token) -> bool:
    """Whether somebody goes so far, or handles so much: the subject is a person, or the amount an object."""
    verb = root.head
    if verb.pos_ != "VERB":
        return False
    while verb.dep_ in ("conj", "xcomp", "pcomp", "advcl") and not any(
        c.dep_.startswith("nsubj") for c in verb.children
    ):
        verb = verb.head
    subject = next((c for c in verb.children if c.dep_.startswith("nsubj")), None)
    handled = root.dep_ == "dobj" and root.head.lemma_.lower() not in ("gain", "lose")
    return (
        handled
        or subject is None
        or subject.ent_type_ == "PERSON"
        or subject.lower_ in PERSONAL
        or subject.lemma_.lower() in PEOPLE
    )


def _where(ent: Span) -> bool:
    """Whether a preposition of place leads to it, and it is no part of an address ("near Albany Ave.") or of what is there ("near US embassies")."""
    first, tokens = ent[0], ent[0].doc.tokens
    before, behind = tokens[max(0, first.i - 2) : first.i], tokens[ent.end : ent.end + 1]
    if ent.root.dep_ in ("compound", "amod", "nmod", "poss"):
        return False
    return any(t.lower_ in WHERE for t in before) and not any(t.lower_.rstrip(".") in STREETS for t in behind)


def _nearest(span: Span, told: Token, found: Iterable[tuple[int, Token, Any]]) -> Any:
    """Of things with their place in the text and their word the one nearest to a number, in the clause of `told`; None if there is none."""
    near = [
        (abs(at - span.start_char), at, thing)
        for at, word, thing in found
        if _same_clause(told, word) and not _of_another(span, word) and not _apart(span, word)
    ]
    return min(near, key=lambda one: one[:2])[2] if near else None


def _apart(span: Span, word: Token) -> bool:
    """Whether a preposition of another moment, a noun that the number is told of, a comma before the time or a bracket parts them."""
    if _leads_away(span, word):
        return True
    over = next((t for t in span.root.ancestors if t.pos_ == "ADP" and t.lower_ in BEYOND), None)
    if over is not None and not over.left_edge.i <= word.i <= over.right_edge.i:
        return True
    low, high = sorted((span.start, word.i))
    if word.ent_type_ in ("DATE", "TIME") and any(t.text == "," for t in span.doc.tokens[span.end : word.i]):
        return True  # "Two more died, Ann in March"
    noun = next(
        (t for t in span.root.ancestors if t.dep_ == "prep" and t.lower_ != "of" and t.head.pos_ == "NOUN"), None
    )
    if noun is not None and not noun.head.left_edge.i <= word.i <= noun.head.right_edge.i:
        return True  # "The suit by three families is set for Monday"
    return sum((t.text == "(") - (t.text == ")") for t in span.doc.tokens[low:high]) != 0


def _leads_away(span: Span, word: Token) -> bool:
    """Whether the way up from a place or time goes through another end: "carried 23 to a camp at Lund", "30 % from 2017 levels".

    "Until 2034" and "since Monday" tell an end of something and not when it was so many; "for 2024" does.
    """
    own = {span.root.i, *(t.i for t in span.root.ancestors)}
    of_noun = word.ent_type_ == "DATE" and word.dep_ in BEFORE_NOUN - {"poss"} and word.head.pos_ == "NOUN"
    noun = word.head.lemma_.lower()
    struck = (word.head.dep_.startswith("nsubj") and noun in HAPPENINGS) or noun in SCHEDULED
    if of_noun and word.head.i not in own and not struck and noun not in SEASONS:
        return True  # "Whose 2005 book prompted a $5 suit"; but "the 2005 quake killed five"
    way = [word, *word.ancestors]
    below = way[: next((n for n, t in enumerate(way) if t.i in own), len(way))]
    return any(
        t.pos_ in ("ADP", "SCONJ") and (t.lower_ in BEYOND or (t.lower_ in ELSEWHERE and t.i != word.head.i))
        for t in below
    )


def _is_one_of_several(place: Span) -> bool:
    """Whether what is told is so of two places together: "killed 258 people in Kenya and Tanzania"."""
    root = place.root
    return (root.dep_ == "conj" and root.head.pos_ == "PROPN") or any(
        t.dep_ == "conj" and t.pos_ == "PROPN" for t in root.subtree
    )


def _right_behind(span: Span, place: Span) -> bool:
    """Whether nothing but "in" or "in the" parts the place from the number: "12 in Oakham and 30 in Halden"."""
    between = span.doc.tokens[span.end : place.start]
    return (
        bool(between)
        and len(between) <= 2
        and between[0].lower_ in WHERE
        and all(t.pos_ in ("ADP", "DET") for t in between)
    )


def _of_another(span: Span, word: Token) -> bool:
    """Whether a place or time stands nearer to another number: "170 in Oakham and 90 more in Halden", "the 2002 value of $4"."""
    tokens, verb = span.doc.tokens, _clause(word)
    noun = word.head
    if word.dep_ in BEFORE_NOUN and noun.i > word.i and any(_number(t) for t in noun.rights for t in t.subtree):
        return not noun.left_edge.i <= span.start <= noun.right_edge.i
    if word.i >= span.end:
        # Behind the verb it is said of both: "12 men and 30 women were hurt on Monday".
        between = [t.i for t in tokens[span.end : word.i] if _number(t)]
        return bool(between) and not (verb is not None and between[-1] < verb.i < word.i)
    before = tokens[max(span[0].sent.start, verb.i if verb is not None and verb.i < word.i else 0) : word.i]
    return any(_number(t) for t in before)


def _number(token: Token) -> bool:
    return token.lower_ in VAGUE or (token.tag_ == "CD" and token.ent_type_ not in ("DATE", "TIME"))


def _clause(token: Token) -> Token | None:
    """The verb that a word hangs on, through nouns and prepositions."""
    if token.pos_ == "VERB":
        return token
    return next((word for word in token.ancestors if word.pos_ in ("VERB", "AUX")), None)


def _same_clause(one: Token, other: Token) -> bool:
    left, right = _clause(one), _clause(other)
    return left is not None and right is not None and left.i == right.i
