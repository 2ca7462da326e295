"""Offices: offices and descriptions printed beside a name, and the person that a later "the minister" refers to."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache
from itertools import dropwhile, takewhile
from typing import TYPE_CHECKING

from kit.data import phrases, read_list, word_set
from kit.english.people import names
from kit.english.people.name_context import pronoun_behind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from kit.english.doc import Doc, Span, Token

DOCUMENTS = word_set("documents by somebody")
_FEMALE, _MALE = phrases("endings of women"), phrases("endings of men")
_EMPTY = word_set("empty words of offices")


# An office before a name is looked for in this many words.
MOST_WORDS = 8
_SONS = frozenset({"son", "grandson", "stepson", "hubby", "king", "prince"})
# A role printed with more words than this is a life story, not an office.
LONGEST_ROLE = 4


@cache
def kin() -> dict[str, frozenset[str]]:
    """Folded word → words that may stand for it in a role (`kit/data/role_words.csv`)."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in read_list("role_words.csv").itertuples():
        words = row.words.split()
        for word in words:
            found[word] |= set(words)
    return {word: frozenset(others) for word, others in found.items()}


def gender_of(word: str) -> str:
    """`male`, `female` or nothing, by a folded word for a person ("spokeswoman")."""
    if names.titles().get(word):
        return names.titles()[word]
    if word.endswith(_FEMALE):
        return "female"
    if word.endswith(_MALE) or word in _SONS:
        return "male"
    return "male" if word.endswith("man") and word in names.person_nouns() else ""  # not "german", "human"


def _office_before(span: Span) -> list[Token]:
    """The words of an office printed before a name: "the mayor of Exville" of "the mayor of Exville, Ann Example"."""
    ahead = _words_before(span)
    while ahead and not (ahead[0].is_alpha or ahead[0].text[0].isalpha()):
        ahead = ahead[1:]
    ahead = list(dropwhile(lambda t: t.lower_ in {"of", "for"}, ahead))
    if ahead and ahead[-1].lower_ in {"of", "for"}:
        return []  # "part of Example's plan" names no office
    if ahead and ahead[-1].dep_ == "pobj" and ahead[-1].head.i < ahead[0].i:
        return []  # "the director of the museum, Ann Example": read from the director on
    of = next((n for n in range(len(ahead) - 1, -1, -1) if ahead[n].lower_ == "of"), None)
    if of is not None and names.fold(ahead[-1].text) in names.titles():
        ahead = ahead[of + 1 :]  # "the best efforts of Governor Example"
    return list(dropwhile(lambda t: t.ent_type_ in {"DATE", "TIME"}, ahead))


def _words_before(span: Span) -> list[Token]:
    """The nouns, adjectives and what joins them, right before a name in its sentence; a comma may part an apposition."""
    tokens, first, behind = span.doc.tokens, span[0].sent.start, span.start
    apart = behind - 1 > first and tokens[behind - 1].text == "," and tokens[behind - 2].tag_ in {"NN", "NNP"}
    if apart and span.root.dep_ == "appos":
        behind -= 1
    before = reversed(tokens[max(first, behind - MOST_WORDS) : behind])
    return list(takewhile(_may_name_office, before))[::-1]


def _may_name_office(token: Token) -> bool:
    joins = token.lower_ in {"of", "-", "for", "’s", "'s"} or token.tag_ == "POS"
    return joins or token.pos_ in {"NOUN", "PROPN", "ADJ"}


def _role_words(tokens: Iterable[Token]) -> list[str]:
    """The folded words of a role, nouns in the singular."""
    worded = (t for t in tokens if t.is_alpha or "-" in t.text or "." in t.text)
    return [names.fold(t.lemma_ if t.pos_ == "NOUN" else t.text) for t in worded]


def _wanted(tokens: Iterable[Token], head: Token) -> list[str]:
    """The words of a description up to its head that say who is meant."""
    described = [t for t in tokens if t.pos_ in {"NOUN", "PROPN", "ADJ"} and t.i <= head.i]
    return [word for word in _role_words(described) if word and word not in _EMPTY]


def _heads(tokens: Iterable[Token]) -> set[str]:
    """The words of a role that may stand for it alone: no noun that another one is built on ("chief press secretary")."""
    found = set()
    worded = [t for t in tokens if t.is_word or t.text == ","]
    beneath = False  # behind "of": "director of the museum" is no museum
    for n, token in enumerate(worded):
        beneath = token.pos_ == "ADP" or (beneath and token.text != "," and token.lower_ != "and")
        after = worded[n + 1] if n + 1 < len(worded) else None
        two = after is not None and {names.fold(token.text), names.fold(after.text)} <= names.titles().keys()
        # two: "spokesman Col."; owners ("the museum's director") are no heads either
        built_on = after is not None and (after.pos_ in {"NOUN", "PROPN"} or after.tag_ == "POS") and not two
        if token.pos_ in {"NOUN", "PROPN"} and not built_on and not beneath:
            found.update(_role_words([token]))
    return found


_LESSER = frozenset({"vice", "deputy", "assistant", "associate"})
# What a given name says of gender weighs more than any pronoun that may mean somebody else.
SURE_GENDER = 100


class Roles:
    """Role words of each person of an event, and what they say of gender."""

    def __init__(
        self,
        docs: Mapping[str, Doc],
        spans: Mapping[str, list[tuple[int, int, str]]],
        kind: Mapping[str, str],
        name: Mapping[str, str],
    ) -> None:
        self.words: dict[str, Counter[str]] = defaultdict(Counter)
        self.heads: dict[str, set[str]] = defaultdict(set)
        # By article, whom "the engineer, Ann Example" names: where, by which words, and who.
        self.introduced: dict[str, list[tuple[int, list[str], str]]] = defaultdict(list)
        self.printed: dict[str, Counter[str]] = defaultdict(Counter)
        self.genders: dict[str, Counter[str]] = defaultdict(Counter)
        self.name = name
        for article_id in sorted(spans):
            doc = docs[article_id]
            if doc.analysed:
                for start, end, entity in spans[article_id]:
                    if kind[entity] == "person":
                        self._read(doc, start, end, entity)
        for entity in sorted(name):
            if kind[entity] == "person":
                given = names.given_genders().get(names.fold(name[entity]).split()[0])
                if given:
                    self.genders[entity][given] += SURE_GENDER
        # `male` or `female` by most votes, of whom anything tells.
        self.gender = {entity: max(sorted(votes), key=votes.__getitem__) for entity, votes in self.genders.items()}

    def _read(self, doc: Doc, start: int, end: int, entity: str) -> None:
        span = doc.span_at(start, end)
        if span is None or span[0].sent.role == "headline":  # capitals throughout tell no office from a verb
            return
        if taken_up := pronoun_behind(span[-1]):  # "Example said she": a hint where the given name tells nothing
            self.genders[entity][taken_up] += 1
        ahead = _office_before(span)
        if any(t.pos_ in {"NOUN", "PROPN"} for t in ahead):
            self._add(entity, ahead)
        root = span.root
        for child in root.rights:
            if child.dep_ == "appos" and child.tag_ in {"NN", "NNP"} and child.i > span.end:
                clauses = {t.i for c in child.subtree if c.dep_ in {"relcl", "acl"} for t in c.subtree}
                tokens = [t for t in child.subtree if t.i not in clauses]
                self._add(entity, tokens[:12])
        if root.dep_ == "appos" and root.head.tag_ in {"NN", "NNP"} and root.head.lemma_.lower() not in DOCUMENTS:
            head = root.head
            tokens = [t for t in head.subtree if t.i < span.start and not t.is_punct]
            if tokens:
                self._add(entity, tokens[:12])
                if tokens[0].lower_ == "the":
                    self.introduced[doc.article_id].append((head.i, _wanted(tokens, head), entity))

    def _add(self, entity: str, tokens: list[Token]) -> None:
        words = _role_words(tokens)
        own = set(names.fold(self.name[entity]).split())
        words = [w for w in words if w and w not in own]
        if not words:
            return
        doc = tokens[0].doc
        self.heads[entity].update(_heads(tokens))
        for word in words:
            self.words[entity][word] += 1
            gender = gender_of(word)
            if gender:
                self.genders[entity][gender] += 1
        self.printed[entity][" ".join(doc.text[tokens[0].idx : tokens[-1].end].split())] += 1

    def of(self, entity: str) -> str | None:
        """The fullest role printed most often, or None."""
        printed = {
            p: n for p, n in self.printed.get(entity, {}).items() if names.fold(p) not in names.titles() or len(p) > 4
        }
        if not printed:
            return None
        office = {p: any(w in kin() or w in names.titles() for w in names.fold(p).split()) for p in printed}
        return max(sorted(printed), key=lambda p: (office[p], min(len(p.split()), LONGEST_ROLE), printed[p], -len(p)))

    def find(self, head: Token, tokens: list[Token], recent: list[str]) -> str | None:
        """The person whom a definite description ("the defence secretary") means: every word of it must fit the role."""
        wanted, key = _wanted(tokens, head), names.fold(head.lemma_)
        of = next((c for c in head.rights if c.lower_ == "of"), None)
        beneath = _role_words(t for t in of.subtree if t.pos_ in {"NOUN", "PROPN"}) if of is not None else []
        if not wanted:
            return None
        found = []
        for entity in sorted(self.words):
            mine = set(self.words[entity])
            if not self._fits(key, self.heads[entity]):
                continue
            if beneath and key not in mine and not any(self._fits(w, mine) for w in beneath):
                continue  # "the chair of the council" is no chief of something else
            if any(self.words[entity][w] >= self.words[entity][key] > 0 for w in _LESSER.difference(wanted)):
                continue  # "the president" is no vice president
            misses = [w for w in wanted if w != key and not self._fits(w, mine)]
            if not misses:
                near = len(recent) - 1 - recent[::-1].index(entity) if entity in recent else -1
                # "the president" is rather President Example than the leader of something
                found.append((key in mine, near, sum(self.words[entity].values()), entity))
        return max(found)[-1] if found else self._introduced_later(head, wanted)

    def _introduced_later(self, head: Token, wanted: list[str]) -> str | None:
        """Who is named only afterwards: "the state's chief engineer said …", then "the engineer, Ann Example, …"."""
        key = names.fold(head.lemma_)
        later = {
            entity
            for at, words, entity in self.introduced[head.doc.article_id]
            if at > head.i and words[-1:] == [key] and set(words) <= set(wanted)
        }
        return later.pop() if len(later) == 1 else None

    def counterpart(self, head: Token, tokens: list[Token], entity_at: Callable[[Token], str | None]) -> str | None:
        """Whom "X's German counterpart" means: the person of that country or body who holds an office like X's."""
        owner = next((entity_at(t) for t in tokens if t.dep_ == "poss"), None)
        wanted = [names.fold(t.text) for t in head.lefts if t.pos_ in {"ADJ", "PROPN", "NOUN"} and t.dep_ != "poss"]
        wanted = [w for w in wanted if w not in _EMPTY]
        found = []
        for entity in sorted(self.words):
            mine = set(self.words[entity])
            office = {w for w in self.words.get(owner or "", ()) if w in kin()} or {"minister"}
            there = bool(wanted) and all(self._fits(w, mine) for w in wanted)
            if entity != owner and there and any(self._fits(w, mine) for w in office):
                found.append((sum(self.words[entity].values()), entity))
        return max(found)[1] if found else None

    @staticmethod
    def _fits(word: str, mine: set[str]) -> bool:
        return word in mine or bool(kin().get(word, frozenset()) & mine)
