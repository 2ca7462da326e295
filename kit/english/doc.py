"""A read-only view of one analysed article: tokens, sentences, names and noun chunks, with offsets into the article.

The analyses are spaCy's. This view exists because spaCy's own `Doc` cannot be opened again without loading spaCy,
which takes longer than all the rest of a cached reading; it follows spaCy's attribute names (`token.lemma_`,
`span.root`, `doc.ents`), so that what you know of spaCy holds. Offsets (`idx`, `start_char`, `end_char`) are Unicode
code points in `articles.text`; `i`, `start` and `end` count tokens, as in spaCy.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from functools import cached_property
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from kit.english.typed import as_typed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# The relations of a verb's subject.
SUBJECTS = frozenset({"nsubj", "nsubjpass"})


class Token:
    """One token; the attributes are spaCy's. `text` is as `Doc.typed` has it."""

    __slots__ = (
        "dep_",
        "doc",
        "end",
        "ent_iob_",
        "ent_type_",
        "head",
        "i",
        "idx",
        "lefts",
        "lemma_",
        "lower_",
        "morph",
        "pos_",
        "rights",
        "sent",
        "sent_index",
        "tag_",
        "text",
        "whitespace_",
    )

    def __init__(self, doc: Doc, i: int, idx: int, text: str, row: tuple) -> None:
        lower = text.lower()
        self.doc, self.i, self.idx, self.text, self.lower_ = doc, i, idx, text, text if text == lower else lower
        self.end = idx + len(text)  # offset just behind it
        self.lemma_, self.pos_, self.tag_, self.dep_, self.morph, self.ent_iob_, self.ent_type_ = row
        self.head = self
        self.lefts: tuple[Token, ...] = ()  # what hangs from it, before and behind it
        self.rights: tuple[Token, ...] = ()
        self.whitespace_ = ""
        self.sent_index = 0
        self.sent: Span

    def __repr__(self) -> str:
        return self.text

    def __len__(self) -> int:
        return len(self.text)

    @property
    def children(self) -> list[Token]:
        return [*self.lefts, *self.rights]

    @property
    def subtree(self) -> list[Token]:
        """The token and all that hangs from it, in order of the text."""
        found = [self]
        for token in found:
            found += token.lefts
            found += token.rights
        return sorted(found, key=_place)

    @property
    def left_edge(self) -> Token:
        return self.doc.tokens[self.doc.edges[0][self.i]]

    @property
    def right_edge(self) -> Token:
        return self.doc.tokens[self.doc.edges[1][self.i]]

    @property
    def ancestors(self) -> Iterator[Token]:
        token = self
        while token.head is not token:
            token = token.head
            yield token

    @property
    def is_punct(self) -> bool:
        return self.pos_ == "PUNCT"

    @property
    def is_alpha(self) -> bool:
        return self.text.isalpha()

    @property
    def is_word(self) -> bool:
        """Whether it has a letter or a figure."""
        return self.text.isalnum() or any(c.isalnum() for c in self.text)

    @property
    def is_title(self) -> bool:
        return self.text.istitle()


_place = attrgetter("i")


class Span:
    """A run of tokens `doc[start:end]`; `label_` for names, `role` and `paragraph` for sentences."""

    __slots__ = ("doc", "end", "label_", "paragraph", "role", "start")

    def __init__(self, doc: Doc, start: int, end: int, label: str = "", role: str = "", paragraph: int = -1) -> None:
        self.doc, self.start, self.end = doc, start, end
        self.label_, self.role, self.paragraph = label, role, paragraph

    def __repr__(self) -> str:
        return self.text

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.tokens[self.start : self.end])

    def __getitem__(self, i: int) -> Token:
        return self.doc.tokens[self.start : self.end][i]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Span) and (self.doc, self.start, self.end) == (other.doc, other.start, other.end)

    def __hash__(self) -> int:
        return hash((id(self.doc), self.start, self.end))

    @property
    def start_char(self) -> int:
        return self.doc.tokens[self.start].idx

    @property
    def end_char(self) -> int:
        return self.doc.tokens[self.end - 1].end

    @property
    def text(self) -> str:
        return self.doc.text[self.start_char : self.end_char]

    @property
    def root(self) -> Token:
        """The token whose head lies outside the span (the first one, should there be several)."""
        for token in self:
            if token.head is token or not self.start <= token.head.i < self.end:
                return token
        return self[0]

    @property
    def sent(self) -> Span:
        return self.doc.tokens[self.start].sent


class Doc:
    """One article's analyses.

    `text` is the article's text, untouched; `typed` the same for patterns, with common spaces and hyphens (`as_typed`).
    `sentences` are spans in order of the text, each with its `role` and
    `paragraph`; `ents` and `noun_chunks` are spaCy's. `user_data` keeps what a room finds once and needs again.
    `analysed` is False for an article in another language: it has sentences and tokens, but neither tags nor heads nor
    names.

    >>> import kit.english.annotate
    >>> doc = kit.english.annotate.analyse("Ann Example spoke on Friday.")
    >>> [ent.text for ent in doc.ents], doc.sentences[0].root.lemma_
    (['Ann Example', 'Friday'], 'speak')
    """

    def __init__(self, article_id: str, text: str, table: Mapping[str, list], *, analysed: bool = True) -> None:
        self.article_id, self.text, self.typed, self.analysed = article_id, text, as_typed(text), analysed
        columns = [table[c] for c in ("lemma", "pos", "tag", "dep", "morph", "ent_iob", "ent_type")]
        starts, ends = table["start"], table["end"]
        self.tokens = [
            Token(self, i, s, self.typed[s:e], row)
            for i, (s, e, row) in enumerate(zip(starts, ends, zip(*columns, strict=True), strict=True))
        ]
        self._starts, self._ends = starts, ends
        heads, firsts, roles, paragraphs = (table[c] for c in ("head", "sent_start", "role", "paragraph"))
        bounds = [i for i, first in enumerate(firsts) if first] + [len(self.tokens)]
        self.sentences = [Span(self, a, b, role=roles[a], paragraph=paragraphs[a]) for a, b in pairwise(bounds)]
        for n, sentence in enumerate(self.sentences):
            for token in sentence:
                token.sent, token.sent_index = sentence, n
        lefts: dict[int, list[Token]] = defaultdict(list)
        rights: dict[int, list[Token]] = defaultdict(list)
        for token, head in zip(self.tokens, heads, strict=True):
            token.head = self.tokens[head]
            if head != token.i:
                (lefts if token.i < head else rights)[head].append(token)
        for head, below in lefts.items():
            self.tokens[head].lefts = tuple(below)
        for head, below in rights.items():
            self.tokens[head].rights = tuple(below)
        for token, after in pairwise(self.tokens):
            token.whitespace_ = self.typed[token.end : after.idx]
        self._chunk_iob = table["chunk"]
        self.user_data: dict[str, Any] = {}

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    def __getitem__(self, i: int | slice) -> Token | Span:
        if isinstance(i, slice):
            start, end, _ = i.indices(len(self.tokens))
            return Span(self, start, end)
        return self.tokens[i]

    @cached_property
    def edges(self) -> tuple[list[int], list[int]]:
        """The first and the last token of each token's subtree: each token tells those above it that none told before."""
        first, last = list(range(len(self.tokens))), list(range(len(self.tokens)))
        for token in self.tokens:
            above = token.head
            while first[above.i] > token.i:
                first[above.i], above = token.i, above.head
        for token in reversed(self.tokens):
            above = token.head
            while last[above.i] < token.i:
                last[above.i], above = token.i, above.head
        return first, last

    @cached_property
    def ents(self) -> list[Span]:
        return self._runs([t.ent_iob_ for t in self.tokens], [t.ent_type_ for t in self.tokens])

    @cached_property
    def noun_chunks(self) -> list[Span]:
        return self._runs(self._chunk_iob, ["NP"] * len(self.tokens))

    def _runs(self, iob: list[str], labels: list[str]) -> list[Span]:
        runs: list[Span] = []
        for i, mark in enumerate(iob):
            if mark == "B":
                runs.append(Span(self, i, i + 1, labels[i]))
            elif mark == "I" and runs and runs[-1].end == i:
                runs[-1].end = i + 1
        return runs

    def token_at(self, offset: int) -> Token | None:
        """The token that covers this offset, else the next one, else None."""
        i = bisect_right(self._starts, offset) - 1
        if i >= 0 and offset < self._ends[i]:
            return self.tokens[i]
        return self.tokens[i + 1] if i + 1 < len(self.tokens) else None

    def span_at(self, start: int, end: int) -> Span | None:
        """The tokens that lie at least partly in `start:end`, or None if there are none."""
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        return Span(self, first, last) if first < last else None
