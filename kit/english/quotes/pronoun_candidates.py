"""Pronoun candidates: the people and bodies in the reporter's sentences before a pronoun, with their distance."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from kit.english.doc import SUBJECTS
from kit.english.lexicon.reporting import FINITE
from kit.english.people import names
from kit.english.quotes.parentheticals import FENCES
from kit.english.quotes.voices import can_speak, papers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kit.english.doc import Doc, Span, Token

# How many sentences back a pronoun may look for the one it stands for.
LOOK_BACK = 8
# So many back "they" looks for people in the plural.
NEAR = 3
_SUBORDINATE = frozenset({"advcl", "relcl", "acl"})
_BENEATH = _SUBORDINATE | {"ccomp", "pcomp"}


@dataclass(frozen=True)
class Voice:
    """A resolved speaker: an entity, or a description."""

    name: str
    kind: str
    entity_id: str | None
    rule: str


class Foreground:
    """The named of one event, and where its articles name them, but for the credit lines above the running text.

    `quoted` are the quoted stretches of the article at hand, in order: who is named inside them is not in the
    reporter's foreground.
    """

    def __init__(self, docs: Mapping[str, Doc], entities: Iterable[Any], mentions: Mapping[str, Sequence[Any]]) -> None:
        self.name, self.kind = {}, {}
        for entity in entities:
            self.name[entity.entity_id], self.kind[entity.entity_id] = entity.name, str(entity.kind)
        self.starts: dict[str, list[int]] = {}
        self.spans: dict[str, list[tuple[int, int, str]]] = {}
        self.roots: dict[str, list[Token | None]] = {}  # what the named hang by
        for article_id in sorted(mentions.keys() & docs.keys()):
            named = sorted((m.start, m.end, m.entity_id) for m in mentions[article_id] if m.entity_id in self.name)
            doc = docs[article_id]
            credited = [(c.start_char, c.end_char) for c in credit_lines(doc)]
            spans = [span for span in named if not any(start <= span[0] < end for start, end in credited)]
            if spans:
                self.spans[article_id] = spans
                self.starts[article_id] = [s for s, _, _ in spans]
                found = (doc.span_at(start, end) for start, end, _ in spans)
                self.roots[article_id] = [span.root if span is not None else None for span in found]
        self.quoted: list[tuple[int, int]] = []
        # By article, the pronouns that are subjects and whom they stand for, in order; and how far it has been read.
        self.taken_up: dict[str, list[tuple[int, str]]] = {}
        self.read_to: dict[str, int] = {}

    def entity_at(self, doc: Doc, start: int, end: int) -> str | None:
        """The entity whose mention covers this offset range, at least in part."""
        spans = self.spans.get(doc.article_id, [])
        i = bisect_left(self.starts.get(doc.article_id, []), end) - 1
        if i >= 0 and spans[i][1] > start:
            return spans[i][2]
        return None

    def person(self, doc: Doc, token: Token, heard: list[tuple[int, Voice]]) -> str | None:
        """The one person who speaks or is a subject in the reporter's sentence before."""
        front = [(d, e) for d, rank, _, e in self.people(doc, token, heard) if rank <= 1]
        near = min((d for d, _ in front), default=0)
        between = doc.sentences[token.sent_index - near + 1 : token.sent_index]
        last = {e for d, e in front if d == near}
        alone = len(last) == 1 and all(self.is_quoted(s.start_char + 1) for s in between)
        return last.pop() if alone else None

    def people(self, doc: Doc, token: Token, heard: list[tuple[int, Voice]]) -> list[tuple[int, int, int, str]]:
        """Distance in sentences, rank (subjects first), token and entity of each person before a token."""
        found = []
        sentence = token.sent_index
        for i, voice in reversed(heard):
            distance = sentence - doc.tokens[i].sent_index
            if distance > LOOK_BACK:
                break
            if i < token.i and voice.entity_id and voice.kind == "person" and not asked_by(doc.tokens[i], token):
                found.append((distance, 0, i, voice.entity_id))
        for i, entity in self.taken_up.get(doc.article_id, ()):
            if i < token.i and sentence - doc.tokens[i].sent_index <= LOOK_BACK:
                rank = 1 if doc.tokens[i].head.dep_ in _BENEATH else 0
                found.append((sentence - doc.tokens[i].sent_index, rank, i, entity))
        first = max(0, sentence - LOOK_BACK)
        low = doc.sentences[first].start_char
        starts = self.starts.get(doc.article_id, [])
        spans, roots = self.spans.get(doc.article_id, []), self.roots.get(doc.article_id, [])
        for k in range(bisect_left(starts, low), bisect_left(starts, token.idx)):
            entity, root = spans[k][2], roots[k]
            if root is None or self.kind[entity] != "person" or self.is_quoted(spans[k][0]):
                continue
            if asked_by(root, token) or asked_by(root.head, token):
                continue
            subject = root.head if root.dep_ == "appos" else root
            if subject.dep_ in SUBJECTS:
                rank = 1 if subject.head.dep_ in _BENEATH else 0
            else:
                rank = 3 if root.dep_ in {"poss", "compound"} else 2
            found.append((sentence - root.sent_index, rank, root.i, entity))
        return found

    def body(self, doc: Doc, token: Token) -> tuple[int, str] | None:
        """The sentence right before and the body that is its subject: the ministry of "The ministry appealed. It said …"."""
        starts, spans = self.starts.get(doc.article_id, []), self.spans.get(doc.article_id, [])
        for k in range(bisect_left(starts, token.idx) - 1, -1, -1):
            root = self.roots[doc.article_id][k]
            if root is None or self.is_quoted(spans[k][0]) or self.kind[spans[k][2]] != "organisation":
                continue
            between = doc.sentences[root.sent_index + 1 : token.sent_index]
            if any(not self.is_quoted(s.start_char + 1) for s in between):
                return None
            if root.dep_ in SUBJECTS and root.sent_index < token.sent_index:
                return root.sent_index, spans[k][2]
        return None

    def is_around(self, doc: Doc, pronoun: Token, at: int, entity: str | None) -> bool:
        """Whether who is named at a token is told of around a pronoun's tag, and so is somebody else: "The paper, it says, is late"."""
        told = subject_around(pronoun)
        if told is None:
            return False
        same = self.entity_at(doc, told.idx, told.end)
        return entity == same if entity is not None and same is not None else doc.tokens[at].lemma_ == told.lemma_

    def office(self, doc: Doc, token: Token) -> Token | None:
        """The person who is the subject of the sentence before by an office alone: the president of "The president came. He …"."""
        if token.sent_index == 0:
            return None
        before = doc.sentences[token.sent_index - 1]
        subject = next((c for c in before.root.lefts if c.dep_ in SUBJECTS), None)
        alone = subject is not None and subject.tag_ in {"NN", "NNP"} and subject.ent_type_ in {"", "ORG"}
        if not alone or subject is None or self.is_quoted(subject.idx) or self.entity_at(doc, subject.idx, subject.end):
            return None
        return (
            subject
            if any(c.lower_ == "the" for c in subject.lefts) and names.fold(subject.lemma_) in names.trades()
            else None
        )

    def several(self, doc: Doc, token: Token) -> Token | None:
        """The head of the last subject before a token that names several persons, or people in the plural."""
        first, told = doc.sentences[max(0, token.sent_index - NEAR)].start, subject_around(token)
        for other in reversed(doc.tokens[first : token.i]):
            if other.dep_ not in SUBJECTS or self.is_quoted(other.idx) or other.head.dep_ in _BENEATH or other is told:
                continue
            pair = any(c.dep_ == "nmod" and any(d.dep_ == "cc" for d in c.rights) for c in other.lefts)
            joined = other.ent_type_ == "PERSON" and (pair or any(c.dep_ == "conj" for c in other.rights))
            plural = (
                other.tag_ in {"NNS", "NNPS"} and can_speak(other) and other.ent_type_ not in {"ORG", "GPE", "PERSON"}
            )
            if joined or (plural and other.lemma_.lower() not in papers()):
                return other
        return None

    def pronouns(self, doc: Doc, before: Token) -> list[Token]:
        """The subjects "he", "she" and "the 63-year-old" in the reporter's own words that have not been read yet, up to a token."""
        low = self.read_to.get(doc.article_id, 0)
        self.read_to[doc.article_id] = max(low, before.i)
        return [
            t for t in doc.tokens[low : before.i]
            if t.lower_ in {"he", "she", "old"} and t.dep_ in SUBJECTS and not self.is_quoted(t.idx)
        ]  # fmt: skip

    def is_by_another(self, doc: Doc, i: int) -> bool:
        """Whether a name is only by whom something is done to somebody who is described: "The freed man was met by Ann Example"."""
        agent = doc.tokens[i]
        while agent.dep_ in {"appos", "compound", "conj"}:
            agent = agent.head
        verb = agent.head.head
        subject = next((c for c in verb.lefts if c.dep_ == "nsubjpass"), None)
        by = agent.dep_ == "pobj" and agent.head.lower_ == "by"
        if not by or subject is None or self.entity_at(doc, subject.idx, subject.end):
            return False
        return bool(can_speak(subject))

    def is_quoted(self, at: int) -> bool:
        """Whether an offset lies inside marks: whom a speaker names is not in the reporter's foreground."""
        i = bisect_left(self.quoted, (at + 1, 0)) - 1
        return i >= 0 and self.quoted[i][1] > at


def subject_around(pronoun: Token) -> Token | None:
    """The subject of the clause that a pronoun's tag is put into: the paper of "The paper, it says, is late"."""
    before = pronoun.doc.tokens[pronoun.sent.start : pronoun.i]
    if not before or before[-1].text not in FENCES:
        return None
    return next((t for t in before if t.dep_ in SUBJECTS and t.head.i > max(pronoun.i, pronoun.head.i)), None)


def credit_lines(doc: Doc) -> list[Span]:
    r"""The lines without a verb or a full stop that stand above the running text, as bylines do: "Ann Example, Exville".

    >>> import kit.english.annotate
    >>> [line.text for line in credit_lines(kit.english.annotate.analyse("Ann Example, Exville\n\nThe bridge is shut."))]
    ['Ann Example, Exville']
    """
    running = [sentence for sentence in doc.sentences if sentence.role == "body"]
    lines = list(takewhile(_is_line, running))
    return lines if len(lines) < len(running) else []


def _is_line(sentence: Span) -> bool:
    return sentence.text.rstrip()[-1:].isalnum() and not any(t.tag_ in FINITE or t.text == ":" for t in sentence)


def asked_by(agent: Token, token: Token) -> bool:
    """Whether somebody only puts the question that "he" answers: "asked by Ann Example, he said …"."""
    return agent.dep_ == "pobj" and agent.head.lower_ == "by" and agent.sent_index == token.sent_index
