"""Text: an article prepared for comparison: its words folded once, and the content words of each stretch."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from kit.align.clauses import CONTENT
from kit.align.model import stem
from kit.align.normalise import Folded, folded
from kit.english.lexicon.negations import NEGATIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kit.english.doc import Doc, Span, Token

# What spaCy calls names; a count, a sum or a length is none.
NAMES = frozenset({"PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"})
# Words that say one thing in different grammar.
SAME_CONTENT = {"american": "usa", "america": "usa", "british": "uk", "britain": "uk"}
_UNIONS = {("united", "states"): "usa", ("united", "state"): "usa", ("united", "kingdom"): "uk"}


class Text:
    """The Doc of one article, with its words and content in the compared form; `spellings` are those of the event's names."""

    def __init__(self, doc: Doc, spellings: Mapping[str, str] | None = None) -> None:
        self.doc, self.spellings = doc, spellings or {}

    @cached_property
    def words(self) -> Folded:
        return Folded(self.doc.text, self.spellings)

    @cached_property
    def names(self) -> frozenset[int]:
        """Where the words of names stand."""
        return frozenset(t.idx for t in self.doc.tokens if t.pos_ == "PROPN" or t.ent_type_ in NAMES)

    @cached_property
    def _contents(self) -> list[tuple[str, ...]]:
        return [_content_words(t, self.spellings) for t in self.doc.tokens] if self.spellings else contents(self.doc)

    def content(self, spans: Iterable[tuple[int, int]]) -> tuple[list[str], list[int]]:
        """The content of these stretches, and where each of its words stands: lemmas of content words, and negations.

        Every word is content where the article was not analysed.
        """
        if not self.doc.analysed:
            every = [word for start, end in spans for word in self.words.between(start, end)]
            return [word.n for word in every], [word.start for word in every]
        tokens = [token for start, end in spans for token in self.doc.span_at(start, end) or ()]
        words = [word for token in tokens for word in self._contents[token.i]]
        places = [token.idx for token in tokens for _ in self._contents[token.i]]
        for i in range(len(words) - 1, 0, -1):
            if tuple(words[i - 1 : i + 1]) in _UNIONS:
                words[i - 1 : i + 1] = [_UNIONS[words[i - 1], words[i]]]
                del places[i]
        return words, places


def main_verbs(span: Span, tokens: Iterable[Token]) -> tuple[str | None, frozenset[str]]:
    """The lemma of a clause's main word, if that is a verb or a noun, and the stems of its verbs."""
    root = span.root
    verbs = frozenset(stem(token.lemma_.lower()) for token in tokens if token.pos_ == "VERB")
    return root.lemma_.lower() if root.pos_ in ("VERB", "AUX", "NOUN") else None, verbs


def contents(doc: Doc) -> list[tuple[str, ...]]:
    """What each token of an article adds to the content (see `_content_words`), found once."""
    if "contents" not in doc.user_data:
        doc.user_data["contents"] = [_content_words(token, {}) for token in doc.tokens]
    return doc.user_data["contents"]


def _content_words(token: Token, spellings: Mapping[str, str]) -> tuple[str, ...]:
    """What a token adds to the content: its folded lemma; nothing for grammar; every negation is the same word."""
    if token.lower_ in NEGATIONS:
        return ("not",)
    if token.pos_ not in CONTENT:
        return ()
    if not spellings:
        return _plain(token.lemma_)
    return tuple(SAME_CONTENT.get(n, n) for n in folded(token.lemma_, spellings))


@lru_cache(maxsize=1 << 16)
def _plain(lemma: str) -> tuple[str, ...]:
    return tuple(SAME_CONTENT.get(n, n) for n in folded(lemma, {}))
