"""Predicate: what is said to have happened to what is counted ("killed six children", "seven were injured").

Two counts of people are about one thing only if the same is said of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kit.data import word_set
from kit.english.doc import SUBJECTS
from kit.english.words.lists import classes

if TYPE_CHECKING:
    from collections.abc import Callable

    from kit.english.doc import Span, Token

    # A word; None: nothing is said of it; PASS: this reading does not apply.
    Said = Token | None | Literal["-"]

PASS: Literal["-"] = "-"  # noqa: S105  (no password)

# Dependencies of what a predicate is said of; of predicates that hang below their noun ("20 people trapped"); and of the
# words that say how a verb leaves it ("left two missing").
ARGUMENTS = frozenset("nsubj nsubjpass dobj oprd attr".split())
CLAUSES, BELOW = frozenset({"acl", "relcl"}), frozenset({"amod", "acomp"})
# "2,500 people fled their homes": said of those who do it, though there is an object.
LEAVES = frozenset({"flee"})
# What stands behind a number that is a part of another.
PART_OF = tuple(["of", word] for word in ("them", "whom", "which", "these", "those"))
MORE = word_set("words for more")
LOOSENS = word_set("words between verb and number")
MANY = word_set("nouns for how many")
# Nouns of what one is taken: "took two officers hostage" says that they were taken.
TAKEN = frozenset("hostage captive prisoner".split())
FINDS = word_set("verbs of finding")
SAYING = word_set("verbs of saying in predicates")
# Of a bare number they tell nothing: "added together they give 83".
PLAIN = word_set("plain verbs of counts")
RESULTS = frozenset("acomp oprd attr ccomp xcomp".split())


@dataclass(frozen=True)
class Count:
    """A number, the word for what it counts (`bare`: none stands by it, and the number's own word is taken)."""

    span: Span
    token: Token
    bare: bool


def find_predicate(span: Span, counted: Token | None) -> Token | None:
    """The verb, participle or adjective said of what is counted (of the number itself where no noun stands by it).

    The readings of `READINGS` are tried in their order; the first that applies decides. None if nothing is said of it; it
    misses what another clause or sentence says.
    """
    count = Count(span, counted if counted is not None else span.root, bare=counted is None)
    return next((said for reading in READINGS if (said := reading(count)) != PASS), None)


def _of_who_speaks(count: Count) -> Said:
    """For "28,000, said the police", "one report said that six died": who counts, or speaks, is not what is counted."""
    end = count.span.end if count.bare else max(count.span.end, count.token.i + 1)
    behind = count.span.doc.tokens[end : end + 2]
    comma = count.bare and bool(behind) and behind[0].text == ","
    says = behind[1:] if comma else behind[:1]
    tells = bool(says) and says[0].tag_ == "VBD" and says[0].lemma_ in SAYING
    return None if tells and (count.bare or any(c.dep_ == "ccomp" for c in says[0].children)) else PASS


def _of_a_part(count: Count) -> Said:
    """For "640 were hurt, 85 of them seriously": what is said of a part is said elsewhere."""
    following = count.span.doc.tokens[count.span.end : count.span.end + 2]
    return None if [t.lower_ for t in following] in PART_OF else PASS


def _right_behind(count: Count) -> Said:
    """For "24 dead and over 200 injured"."""
    return (_beside(count.span) if count.bare else None) or PASS


def _on_board(count: Count) -> Said:
    """For "142 people aboard", "88 were aboard"."""
    return _aboard(count.token) or PASS


def _killed_before(count: Count) -> Said:
    """For "the flood that killed about 70 people was …", where the parser makes the people a subject."""
    return (_befell(count.span) if count.token.dep_.startswith("nsubj") else None) or PASS


def _below(count: Count) -> Said:
    """For "20 people trapped in the mine", "30 who were missing"."""
    token = _noun_of(count)
    below = [c for c in token.rights if c.dep_ in CLAUSES or (c.dep_ in BELOW and c.i <= token.i + 2)]
    below = [c for c in below if c.lemma_.lower() not in MORE and not _aside(c)]
    # "One victory: forcing him to reverse it", "two words - so terrible"
    apart = {t.i for t in token.rights if t.text in (":", "-", "–", "—", "--")}
    below = [c for c in below if not any(token.i < i < c.i for i in apart) and not _is_stranded(c)]
    return below[0] if below and below[0].pos_ in ("VERB", "ADJ") else PASS


def _is_stranded(verb: Token) -> bool:
    """Whether its preposition stands alone: those "spoken to" did not speak."""
    return any(c.dep_ == "prep" and all(t.pos_ == "ADV" for t in c.children) for c in verb.rights)


def _above(count: Count) -> Said:
    """For "killed six children", "seven were injured", "left two missing"."""
    token = _head_of(_noun_of(count), count.span)
    above = token.head
    if above is token:
        return None
    by_itself = count.bare and token.dep_ == "npadvmod" and above.i < token.i  # "kills at least 3"
    if token.dep_ not in ARGUMENTS and not by_itself:
        return None
    if above.dep_ in ("aux", "auxpass"):
        above = above.head  # "30 are missing": where the parser hangs the subject on the auxiliary
    if _does_it(token, above):
        return None
    if above.lemma_ in SAYING and any(c.dep_ == "ccomp" for c in above.children):
        return None  # "Four survivors, asked again, said that it was locked"
    # "left two missing", "were confirmed dead": the second word says it.
    said = [c for c in above.rights if c.dep_ in RESULTS and c.tag_ in ("JJ", "VBN", "VBG") and c.i > token.i]
    said = [c for c in said if c.lemma_.lower() not in TAKEN and (c.tag_ != "VBG" or above.lemma_ in FINDS)]
    if said:
        return said[0]
    plain = count.bare and above.lemma_ in {*SAYING, *PLAIN}
    tells = above.pos_ in ("VERB", "ADJ") and above.lemma_.isalpha()
    return above if tells and not plain and not _denied(above) else None


# Which word is said of what is counted: the first of these readings that does not pass decides, by a word or by None.
READINGS: tuple[Callable[[Count], Said], ...] = (
    _of_who_speaks, _of_a_part, _right_behind, _on_board, _killed_before, _below, _above,
)  # fmt: skip


def _noun_of(count: Count) -> Token:
    """What stands for what is counted: of "wounding 27 more" the "more", else the noun or number itself."""
    head = count.token.head
    return head if count.bare and head.pos_ == "ADJ" and head.i == count.span.end else count.token


def _head_of(token: Token, span: Span) -> Token:
    """The noun that a counted one belongs to, past "dozens of …" and past an "and"."""
    while (above := token.head) is not token:
        if token.dep_ == "pobj" and above.lower_ == "of":
            own = span.start <= above.head.i < span.end  # "Five of the 13 sirens sounded"
            known = (
                not own
                and above.head.pos_ == "NUM"
                and any(c.lower_ in ("the", "those", "these") for c in token.children)
            )
            if known or (above.head.pos_ != "NUM" and above.head.lemma_.lower() not in MANY):
                break  # "Hit a camp of 21,000 people": the camp was hit; "one of the two has admitted it"
            token = above.head
        elif token.dep_ == "conj" and above.pos_ == token.pos_:
            token = above
        else:
            break
    return token


def _does_it(token: Token, verb: Token) -> bool:
    """Whether the verb says what is done and not what became of those counted: "two bombs killed a guard"."""
    if verb.lemma_ in LEAVES:
        return token.dep_ != "nsubj"
    return token.dep_ == "nsubj" and any(c.dep_ == "dobj" for c in verb.children)


def _befell(span: Span) -> Token | None:
    """The verb right before the number (but for "about", "at least") that says what befell those counted."""
    before = span.doc.tokens[span.start - 1] if span.start else None
    while before is not None and before.i and (before.pos_ in ("ADV", "DET") or before.lower_ in LOOSENS):
        before = before.doc.tokens[before.i - 1]
    found = before is not None and before.pos_ == "VERB" and before.sent_index == span[0].sent_index
    return before if before is not None and found and before.lemma_.lower() in classes() else None


def _denied(verb: Token) -> bool:
    return any(c.dep_ == "neg" for c in verb.children)


def _aside(verb: Token) -> bool:
    """Whether a relative clause tells of others ("many of whom walked"), is an aside behind a comma, or denies something."""
    if verb.dep_ != "relcl":
        return _denied(verb)
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    before = verb.doc.tokens[verb.left_edge.i - 1] if verb.left_edge.i else None
    return (
        _denied(verb)
        or subject is None
        or subject.tag_ not in ("WP", "WDT")
        or (before is not None and before.text == ",")
    )


def _aboard(token: Token) -> Token | None:
    """The "aboard" of "142 people aboard", "with 145 on board", "88 were aboard"."""
    behind = token.doc.tokens[token.i + 1 : token.sent.end]
    rest = behind[1:] if behind and behind[0].lemma_ == "be" else behind
    if rest and rest[0].lower_ == "aboard":
        return rest[0]
    return rest[1] if [t.lower_ for t in rest[:2]] == ["on", "board"] else None


def _beside(span: Span) -> Token | None:
    """The participle or adjective right behind a bare number, and nothing behind that: "24 dead and over 200 injured as …"."""
    behind = span.doc.tokens[span.end : span.end + 2]
    if not behind or behind[0].tag_ not in ("VBN", "VBD", "JJ") or behind[0].lemma_.lower() in MORE:
        return None
    if behind[0].text[:1].isupper() and not span[0].text[:1].isdigit():
        return None  # "One Australian and one English climber"
    said, after = behind[0], behind[-1]
    ends = after is said or after.sent_index != said.sent_index or after.pos_ in ("PUNCT", "CCONJ", "SCONJ", "ADP")
    return said if ends and said.sent_index == span[0].sent_index else None
