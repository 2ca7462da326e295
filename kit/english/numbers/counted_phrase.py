"""Counted phrase: which words around the noun that is counted belong to what is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.data import word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.english.doc import Span, Token

BELONGS = word_set("prepositions of names")
LONGEST_TAIL = 5
# So many words behind a comma an "and" shows that the words before it are part of a list.
LIST = 12
# "The site on which …": the words behind belong to a clause of their own.
RELATIVE = frozenset({"WDT", "WP", "WP$", "WRB"})
NO_NAME = frozenset({"DATE", "TIME", "CARDINAL", "PERCENT", "MONEY"})
# Parts of a noun phrase before its noun.
PARTS = frozenset("amod compound nmod poss case punct advmod nummod".split())
# "Nine more bodies": bodies are counted.
MORE = frozenset({"more", "further", "additional"})


def counted_phrase(span: Span, head: Token) -> tuple[Token, Token, Token]:
    """First token, noun and last token: the noun with the modifiers before it and a short phrase behind it.

    Determiners and the quantity, which `span` holds, are left out.
    """
    whole = _whole_compound(head)
    return _first(span, head, whole), whole, _last(span, whole)


def _whole_compound(head: Token) -> Token:
    """The workers of "two co-workers", in three words."""
    tokens = head.doc.tokens
    while head.i + 2 < len(tokens) and tokens[head.i + 1].text == "-" and tokens[head.i + 1].idx == head.end:
        if tokens[head.i + 2].pos_ not in ("NOUN", "PROPN"):
            break
        head = tokens[head.i + 2]
    return head


def _first(span: Span, part: Token, head: Token) -> Token:
    """The first of the words before a noun, `part` being its first part if it has several."""
    tokens = head.doc.tokens
    first = part
    for token in reversed(tokens[: head.i]):
        below = head.i in (token.head.i, token.head.head.i) or first.i <= token.head.i <= head.i
        if not below or token.sent_index != head.sent_index or span.start <= token.i < span.end or _is_apart(token):
            break
        first = token
    while first.i < head.i and (first.is_punct or first.dep_ == "case" or first.lower_ in MORE):
        first = tokens[first.i + 1]
    while first.i >= 2 and tokens[first.i - 1].text == "-" and not (span.start <= first.i - 2 < span.end):
        first = tokens[first.i - 2]  # "Co-workers", whatever the parser makes of it
    return first


def _is_apart(token: Token) -> bool:
    """Whether a word before a noun is no part of what is counted: a determiner, a number, a comma."""
    if token.dep_ not in PARTS or (token.dep_ == "punct" and token.text != "-"):
        return True
    number = token.tag_ == "CD" and token.doc.tokens[token.i + 1].text != "-"
    return number or token.tag_ in ("PRP$", "DT", "PDT")


def _last(span: Span, head: Token) -> Token:
    """The end of a short phrase behind a noun, wherever the parser hangs it ("$40 billion in aid to Ukraine"); else the noun."""
    tokens = head.doc.tokens
    following = tokens[head.i + 1] if head.i + 1 < len(tokens) else None
    if following is None or following.lower_ not in BELONGS or following.dep_ != "prep":
        return head
    end = following.right_edge.i + 1
    comma = next((t.i for t in tokens[following.i : end] if t.text in (",", ";", "(")), end)
    tail = tokens[following.i : comma]
    apart = comma <= span.start or following.i >= span.end
    fits = apart and 1 < len(tail) <= LONGEST_TAIL
    # half a list is none of its words: "three terms for theft, arson and burglary"
    if not fits or _in_list(tokens, comma, head.sent.end) or any(_is_other(t, following) for t in tail):
        return head
    return tail[-1]


def _is_other(token: Token, following: Token) -> bool:
    """Whether a word belongs to a clause, a day or another number: "2,000 shots on Monday and 3,000 on Tuesday"."""
    if token.pos_ == "VERB" or token.tag_ in RELATIVE:
        return True
    return token.head is following and following.lower_ != "of" and token.ent_type_ in NO_NAME


def _in_list(tokens: Sequence[Token], comma: int, end: int) -> bool:
    """Whether a comma stands there and an "and" follows it soon: the words before it may be one of a list."""
    behind = tokens[comma : min(end, comma + LIST)]
    return (
        len(behind) > 1
        and behind[0].text == ","
        and behind[1].tag_ != "CD"
        and any(t.lower_ == "and" for t in behind[1:])
    )
