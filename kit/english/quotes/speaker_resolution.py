"""Referents: whom a printed source means: a name, an office, a pronoun, or nobody with a name."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from kit.data import meanings, phrases, rulebook, word_set
from kit.english.doc import SUBJECTS
from kit.english.people import names
from kit.english.people.names import PersonName
from kit.english.quotes.offices import DOCUMENTS, Roles, gender_of
from kit.english.quotes.parentheticals import FENCES
from kit.english.quotes.pronoun_candidates import LOOK_BACK, NEAR, Foreground, Voice, asked_by, subject_around
from kit.english.quotes.source_extent import RELATIVES, source_at
from kit.english.quotes.voices import bodies, can_speak, issuing, papers
from kit.english.typed import DASHES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kit.english.doc import Doc, Token
    from kit.english.quotes.source_extent import Source

PERSONAL = meanings("pronoun")
_KIN = word_set("kin")
NEUTER = frozenset({"it", "its", "itself"})
SPEAKER_KINDS = {"person": "person", "organisation": "organisation", "place": "place", "document": "document"}


LONGEST_NAME = 4
# Nothing of a name is left: the analysis lost it.
_NOBODY = frozenset({"", "the", "a", "an"})
# Ages, as a description and behind a name.
_AGE = re.compile(r"\b(\d{1,2})[- ]year[- ]old\b")
_AGE_BEHIND = re.compile(r",? \(?(\d{1,2})[,.)]")
_COUNTED = phrases("endings of peoples in the singular")
_PARENT = re.compile(
    r"(?:grand)?(?:mother|father|mum|mom|dad)(?:-| )of(?:-| )(?:one|two|three|four|five|six|seven|eight)\b"
)
# What tells more of somebody known: "the two-time champion", "the former teacher".
_TELLING = re.compile(r"the (?:\w+-[\w-]+|former|retired|veteran) ", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|an?)\s+")


class Referents:
    """The named of one event, and whom its articles' sources mean."""

    def __init__(self, docs: Mapping[str, Doc], entities: Iterable[Any], mentions: Mapping[str, Sequence[Any]]) -> None:
        self.front = Foreground(docs, entities, mentions)
        self.name, self.kind = self.front.name, self.front.kind
        self.entity_at = self.front.entity_at
        self.folded: dict[str, str] = {}
        for entity in sorted(self.name):
            self.folded.setdefault(names.fold(self.name[entity]), entity)
        self.families = {e: PersonName.parse(self.name[e]).family for e in self.name if self.kind[e] == "person"}
        self.roles = Roles(docs, self.front.spans, self.kind, self.name)

    def voice(self, doc: Doc, source: Source, heard: list[tuple[int, Voice]]) -> Voice | None:
        """Who speaks; `heard` are the speakers before in the article, with the tokens that name them."""
        head = doc.tokens[source.head]
        word = head.lower_
        for pronoun in self.front.pronouns(doc, head):
            gender = PERSONAL.get(pronoun.lower_)
            taken = (
                self._pronoun(doc, pronoun, gender, heard) if gender else self._aged(doc, _short(pronoun), heard)
            )  # "the 63-year-old"
            if taken is not None and taken.entity_id is not None:
                self.front.taken_up.setdefault(doc.article_id, []).append((pronoun.i, taken.entity_id))
        if word in RELATIVES:
            antecedent = self._antecedent(doc, head)
            if antecedent is None:
                return None
            return self._named(doc, antecedent, (antecedent.i, antecedent.i + 1)) or self._described(
                doc, _short(antecedent), antecedent, heard
            )
        if subject_around(head) is not None:
            heard = [h for h in heard if not self.front.is_around(doc, head, h[0], h[1].entity_id)]
        if word in PERSONAL:
            return self._pronoun(doc, head, PERSONAL[word], heard)
        if word in NEUTER:
            return self._thing(doc, head, heard)
        if word in {"they", "them", "their"}:
            return self._group(doc, head, heard)
        if head.pos_ == "PRON" and word in {"i", "we", "you", "me", "us"}:
            return None
        span = (source.start, source.end)
        return (
            self._named(doc, head, span)
            or self._aged(doc, span, heard)
            or self._paraphrased(doc, head, heard)
            or self._described(doc, span, head, heard)
        )

    def _antecedent(self, doc: Doc, head: Token) -> Token | None:
        """What a relative pronoun takes up; "who" takes up a person: "Ann Example, the head of Example Aid, who says …"."""
        found = _before_insertion(head) or _antecedent(head)
        if found is None or head.lower_ != "who" or found.dep_ != "pobj":
            return found
        entity, office = self.entity_at(doc, found.idx, found.end), found.head.head
        if entity is None or self.kind[entity] == "person" or not _is_person(office):
            return found
        return office.head if office.dep_ == "appos" and office.head.ent_type_ == "PERSON" else office

    def _named(self, doc: Doc, head: Token, span: tuple[int, int]) -> Voice | None:
        entity = self.entity_at(doc, head.idx, head.end)
        rule = "quote.speaker.named"
        if entity is None or self.kind[entity] not in SPEAKER_KINDS:
            entity = None
            for token in doc.tokens[span[0] : span[1]]:
                near = token.dep_ == "appos" and token.head.i == head.i
                if near or (token.dep_ in {"compound", "nmod"} and token.head.i == head.i and head.pos_ == "PROPN"):
                    first = token.left_edge if near and token.text.isupper() else token  # "her lawyer, Ann Example KC"
                    candidate = self.entity_at(doc, first.idx, token.end)
                    body = near and candidate and self.kind[candidate] == "organisation" and not _is_person(head)
                    person = candidate and self.kind[candidate] == "person" and head.lemma_.lower() not in DOCUMENTS
                    if candidate and (body or person):
                        entity, rule = candidate, "quote.speaker.beside"
                        break
            else:
                entity = self._bracketed(doc, span) or self._holder(doc, head, span)
                rule = "quote.speaker.beside"
        if entity is None or self.kind[entity] not in SPEAKER_KINDS:
            return None
        return Voice(self.name[entity], SPEAKER_KINDS[self.kind[entity]], entity, rule)

    def _bracketed(self, doc: Doc, span: tuple[int, int]) -> str | None:
        """The body whose short name follows in brackets: "the Example Agency (EA)"."""
        first, last = doc.tokens[max(span[0], span[1] - 2)], doc.tokens[span[1] - 1]
        return self.entity_at(doc, last.idx, last.end) if first.text == "(" else None

    def _holder(self, doc: Doc, head: Token, span: tuple[int, int]) -> str | None:
        """The person whose name follows an office: "General Manager Example", "the head of the delegation, Ann Example", "a former minister – Ann Example –"."""
        word = names.fold(head.lemma_)
        tokens = doc.tokens
        behind = [i for i in (span[1], span[1] + 1) if i < len(tokens) and tokens[i].sent_index == head.sent_index]
        if (
            len(behind) == 2
            and tokens[behind[0]].text in FENCES
            and tokens[behind[1]].ent_iob_ == "B"
            and head.tag_ in {"NN", "NNP"}
            and word not in DOCUMENTS
        ):
            first = tokens[behind[1]]
            while names.fold(first.text) in names.titles() and first.i + 1 < head.sent.end:
                first = tokens[first.i + 1]
            named = next((t for t in tokens[first.i : first.i + LONGEST_NAME] if t.head.ent_type_ != "PERSON"), first)
            # "According to police, Ann Example had …": her clause begins behind the comma
            own = head.dep_ == "pobj" and named.dep_ in SUBJECTS
            found = None if own else self.entity_at(doc, first.idx, first.end)
        elif word not in names.titles() and word not in names.person_nouns():
            return None
        else:
            found = self.entity_at(doc, tokens[span[1] - 1].idx, tokens[span[1] - 1].end)
            if found is None and behind and tokens[behind[0]].ent_iob_ == "B":
                found = self.entity_at(doc, tokens[behind[0]].idx, tokens[behind[0]].end)
            between = tokens[head.i + 1 : span[1]]
            beside = takewhile(lambda t: t.text != "," and t.pos_ != "ADP" and t.tag_ != "POS", between)
            mine = next((e for t in beside if (e := self.entity_at(doc, t.idx, t.end))), None)
            if mine is not None and self.kind[mine] == "person":  # "businessman and blogger Ann Example, a critic of …"
                return mine
            # behind a preposition only a comma sets the name apart: "the mother of Ann Example" is somebody else
            inner = [t for t in between if (e := self.entity_at(doc, t.idx, t.end)) and self.kind[e] == "person"]
            if inner and tokens[inner[0].i - 1].pos_ == "PROPN":  # "Superintendent of Police Ann Example"
                return self.entity_at(doc, inner[0].idx, inner[0].end)
            attached = next((n for n, t in enumerate(between) if t.pos_ == "ADP" or t.tag_ == "POS"), None)
            if attached is not None and all(t.text != "," for t in between[attached:]):
                return None
        return found if found and self.kind[found] == "person" else None

    def _aged(self, doc: Doc, span: tuple[int, int], heard: list[tuple[int, Voice]]) -> Voice | None:
        """Whom "the 63-year-old" means: whose age is printed beside the name, else who spoke last, if no age is known."""
        tokens = doc.tokens[span[0] : span[1]]
        age = _AGE.search(doc.text[tokens[0].idx : tokens[-1].end])
        if age is None or tokens[0].lower_ != "the":
            return None
        ages: dict[str, set[str]] = {}
        for _, end, entity in self.front.spans.get(doc.article_id, []):
            printed = _AGE_BEHIND.match(doc.text, end)
            if printed and self.kind[entity] == "person":
                ages.setdefault(entity, set()).add(printed[1])
        found = sorted(entity for entity, printed in ages.items() if age[1] in printed)
        if len(found) == 1:
            return self._entity_voice(found[0], "quote.speaker.age")
        if found or tokens[-1].lower_ != "old":
            return None
        in_front = self.front.person(doc, tokens[0], heard)
        if in_front is None or in_front in ages:  # nobody, or somebody of another age
            return None
        return self._entity_voice(in_front, "quote.speaker.age-in-front")

    def _paraphrased(self, doc: Doc, head: Token, heard: list[tuple[int, Voice]]) -> Voice | None:
        """Whom "the Norwegian" or "the father of two" means behind words in marks: who was last in front."""
        if not any(t.lower_ == "the" for t in head.lefts) or head.sent.role == "headline":
            return None
        parent = _PARENT.match(doc.text, head.idx)
        if not parent and not (
            head.ent_type_ == "NORP" and head.lower_.endswith(_COUNTED) and head.tag_ in {"JJ", "NN", "NNP"}
        ):
            return None
        entity = self.front.person(doc, head, heard)
        gender = gender_of(names.fold(head.lemma_)) if parent else ""
        if entity is None or (gender and self.roles.gender.get(entity, "") not in {gender, ""}):
            return None
        return self._entity_voice(entity, "quote.speaker.description-in-front")

    def _told_of(self, doc: Doc, head: Token, text: str, heard: list[tuple[int, Voice]]) -> str | None:
        """Whom "the two-time champion" means, a description that tells more of somebody known: who was last in front."""
        if not _TELLING.match(text) or not _is_person(head) or head.sent.role == "headline":
            return None
        entity, gender = self.front.person(doc, head, heard), gender_of(names.fold(head.lemma_))
        return entity if entity and (not gender or self.roles.gender.get(entity, "") in {gender, ""}) else None

    def _is_other_relative(self, doc: Doc, head: Token, entity: str, heard: list[tuple[int, Voice]]) -> bool:
        """Whether "her sister" cannot be a known sister: "her" is that sister, or nobody, or this article names no sister."""
        owner = next((c for c in head.lefts if c.dep_ == "poss" and c.lower_ in PERSONAL), None)
        if owner is None or names.fold(head.lemma_) not in _KIN:
            return False
        voice = self._pronoun(doc, owner, PERSONAL[owner.lower_], heard)
        here = any(entity == other for _, _, other in self.front.spans.get(doc.article_id, ()))
        return voice is None or voice.entity_id == entity or not here

    def _is_of_another(self, doc: Doc, head: Token, entity: str, heard: list[tuple[int, Voice]]) -> bool:
        """Whether "its secretary" serves another body than the known secretary: nothing printed of that one names the body."""
        owner = next((c for c in head.lefts if c.dep_ == "poss" and c.lower_ in {"its", "their"}), None)
        if owner is None:
            return False
        body = self._thing(doc, owner, heard)
        mine = {word for role in self.roles.printed[entity] for word in names.fold(role).split()}
        return not mine & {"its", "their", *(names.fold(body.name).split() if body is not None else ())} - {"the"}

    def _entity_voice(self, entity: str, rule: str) -> Voice:
        return Voice(self.name[entity], SPEAKER_KINDS.get(self.kind[entity], "organisation"), entity, rule)

    def _described(self, doc: Doc, span: tuple[int, int], head: Token, heard: list[tuple[int, Voice]]) -> Voice | None:
        text = doc.text[doc.tokens[span[0]].idx : doc.tokens[span[1] - 1].end]
        if names.fold(text) in _NOBODY:
            return None
        tokens = doc.tokens[span[0] : span[1]]
        definite = tokens[0].lower_ in {"the", "this", "that"} or any(t.dep_ == "poss" for t in tokens)
        definite = definite or head.sent.role == "headline"
        definite = definite and tokens[0].lower_ not in {"our", "my"}  # the paper's own
        if definite and head.lemma_.lower() == "counterpart":
            entity = self.roles.counterpart(head, tokens, lambda t: self.entity_at(doc, t.idx, t.end))
            if entity:
                return self._entity_voice(entity, "quote.speaker.role")
        elif definite and head.tag_ in {"NN", "NNP"}:
            entity = self.roles.find(head, tokens, [v.entity_id for _, v in heard if v.entity_id])
            other = entity and (
                self._is_other_relative(doc, head, entity, heard) or self._is_of_another(doc, head, entity, heard)
            )
            if entity and not other:
                return self._entity_voice(entity, "quote.speaker.role")
            if entity := self._told_of(doc, head, text, heard):
                return self._entity_voice(entity, "quote.speaker.description-in-front")
        text = re.sub(r"\s+", " ", text)
        same = self.folded.get(names.fold(text))
        if same is not None and self.kind[same] in SPEAKER_KINDS:
            return self._entity_voice(same, "quote.speaker.elsewhere")  # "the police", elsewhere found as a name
        if definite:
            mine = set(_ARTICLE.sub("", text.lower()).split())
            for i, voice in reversed(heard):  # "a union leader said …", then "the leader said …"
                same_head = doc.tokens[i].lower_ == head.lower_
                if voice.entity_id is None and same_head and mine <= set(voice.name.lower().split()):
                    return Voice(voice.name, voice.kind, None, "quote.speaker.described-before")
        kind = "document" if head.lemma_.lower() in DOCUMENTS else "unnamed"
        rule = "quote.speaker.described" if can_speak(head) else "quote.speaker.described-thing"
        return Voice(text, kind, None, rule)

    def _pronoun(self, doc: Doc, token: Token, gender: str, heard: list[tuple[int, Voice]]) -> Voice | None:
        """The person last in the reporter's foreground: subjects before others, the right gender, near before far."""
        candidates = self.front.people(doc, token, heard)
        if subject_around(token) is not None:
            candidates = [c for c in candidates if not self.front.is_around(doc, token, *c[2:])]
        if (holder := self._office_before(doc, token, gender, heard, candidates)) is not None:
            return holder
        if (stranger := self._stranger_before(doc, token, gender, [*heard, *(c[2:] for c in candidates)])) is not None:
            return stranger
        unnamed = _unnamed_before(doc, token, gender, heard)
        if unnamed is not None and all(d > unnamed[0] for d, *_ in candidates):
            return Voice(
                unnamed[1].name, unnamed[1].kind, None, rulebook.rule("quote.speaker.pronoun", argument=token.lower_)
            )
        for distance in sorted({d for d, *_ in candidates}):
            here = [
                (rank, i, e) for d, rank, i, e in candidates
                if d == distance and self.roles.gender.get(e, "") in {gender, ""} and not self._is_other(doc, e, gender)
            ]  # fmt: skip
            if here:
                best = min(here, key=lambda c: (c[0], self.roles.gender.get(c[2], "") != gender, -c[1]))
                if self.front.is_by_another(doc, best[1]):
                    return None
                rule = rulebook.rule("quote.speaker.pronoun", argument=token.lower_)
                doubt = "quote.speaker.namesakes" if self._has_namesake(best[2], gender, candidates) else ""
                if any(t.lower_ in {"himself", "herself"} for t in doc.tokens[token.i + 1 : token.i + 2]):
                    doubt = "quote.speaker.reflexive"  # "he himself" turns from others to somebody known before
                return self._entity_voice(best[2], rulebook.rule(rule, doubt))
        return None

    def _has_namesake(self, entity: str, gender: str, candidates: Sequence[tuple[int, int, int, str]]) -> bool:
        """Whether somebody else of the surname who may be meant is named near: the father and the son."""
        return any(
            d <= NEAR and rank <= 2 and e != entity and self.families[e] == self.families[entity]
            and self.roles.gender.get(e, "") in {gender, ""}
            for d, rank, _, e in candidates
        )  # fmt: skip

    def _is_other(self, doc: Doc, entity: str, gender: str) -> bool:
        """Whether the last pronoun that took somebody up in this article, whose name tells no gender, was the other one."""
        if self.roles.gender.get(entity, ""):
            return False
        last = next((i for i, e in reversed(self.front.taken_up.get(doc.article_id, ())) if e == entity), None)
        return last is not None and PERSONAL.get(doc.tokens[last].lower_, gender) != gender

    def _office_before(
        self, doc: Doc, token: Token, gender: str, heard: list[tuple[int, Voice]], candidates: Sequence[tuple]
    ) -> Voice | None:
        """Whom the office names that is the subject of the sentence before, nearer than any name: "The president … . He said …"."""
        office = self.front.office(doc, token)
        if office is None or any(
            i > office.i or token.sent_index == doc.tokens[i].sent_index for _, _, i, _ in candidates
        ):
            return None
        if gender_of(names.fold(office.lemma_)) not in {gender, ""}:
            return None
        words = office.doc.tokens[office.left_edge.i : office.i + 1]
        entity = self.roles.find(office, words, [v.entity_id for _, v in heard if v.entity_id])
        if entity is None or self.roles.gender.get(entity, "") not in {gender, ""}:
            return None
        return self._entity_voice(entity, rulebook.rule("quote.speaker.pronoun", argument=token.lower_))

    def _stranger_before(self, doc: Doc, token: Token, gender: str, others: Sequence[tuple]) -> Voice | None:
        """Who is the subject of the sentence before, or is spoken to, behind all others (token, who), and whom nobody names: "The girl who
        raised the alarm scored 91. She …", "The Star spoke to the man's daughter. She …".
        """
        root = doc.sentences[token.sent_index - 1].root if token.sent_index else token
        told = [c for c in root.lefts if c.dep_ in SUBJECTS]
        listeners = [
            c for prep in root.rights if prep.lower_ in {"to", "with"} for c in prep.rights if c.dep_ == "pobj"
        ]
        meant = [t for t in (*told, *listeners) if t.tag_ == "NN" and gender_of(names.fold(t.lemma_)) == gender]
        subject = meant[0] if meant else None
        if subject is None or not _is_person(subject):
            return None
        if subject not in told and any(
            _is_person(t) or self._names_person(doc, t) for other in told for t in other.subtree
        ):
            return None
        new = any(c.lower_ in {"a", "an"} for c in subject.lefts) or any(c.dep_ == "relcl" for c in subject.rights)
        new = new or (subject.dep_ == "pobj" and any(c.dep_ == "poss" for c in subject.lefts))
        between = [i for i, _ in others if subject.left_edge.i <= i < token.i and doc.tokens[i].lower_ != "who"]
        if not new or between or self.front.is_quoted(subject.idx):
            return None
        start, end = _short(subject)
        text = " ".join(doc.text[doc.tokens[start].idx : doc.tokens[end - 1].end].split())
        return Voice(text, "unnamed", None, rulebook.rule("quote.speaker.pronoun", argument=token.lower_))

    def _names_person(self, doc: Doc, token: Token) -> bool:
        """Whether a token is part of a person's name."""
        entity = self.front.entity_at(doc, token.idx, token.end)
        return entity is not None and self.front.kind[entity] == "person"

    def _thing(self, doc: Doc, token: Token, heard: list[tuple[int, Voice]]) -> Voice | None:
        rule = "quote.speaker.pronoun(it)"
        if (sender := self._sender(doc, token)) is not None:
            return sender
        if (outer := self._outer_subject(doc, token)) is not None:
            return self._entity_voice(outer, rule)
        subject = self.front.body(doc, token)
        if subject is not None and self.front.is_around(doc, token, token.i, subject[1]):
            subject = None
        for i, voice in reversed(heard):
            if subject is not None and doc.tokens[i].sent_index < subject[0]:
                break
            # "the union said …": nobody knows its name, but one thing it is
            thing = voice.kind == "unnamed" and doc.tokens[i].tag_ == "NN" and not _is_person(doc.tokens[i])
            near = token.sent_index - doc.tokens[i].sent_index <= LOOK_BACK
            if near and (thing or voice.kind in {"organisation", "document", "place"}):
                return Voice(voice.name, voice.kind, voice.entity_id, rule)
        return self._entity_voice(subject[1], rule) if subject is not None else self._thing_before(doc, token)

    def _outer_subject(self, doc: Doc, token: Token) -> str | None:
        """The body that is the subject around the clause of "it": "The charity paid the family what it called a benefit"."""
        verb = token.head if token.dep_ == "nsubj" and token.head.dep_ in {"ccomp", "pcomp", "advcl"} else None
        subject = next((c for c in verb.head.lefts if c.dep_ == "nsubj"), None) if verb is not None else None
        entity = self.entity_at(doc, subject.idx, subject.end) if subject is not None else None
        return entity if entity is not None and self.kind[entity] == "organisation" else None

    def _thing_before(self, doc: Doc, token: Token) -> Voice | None:
        """The paper or body named last, here or in the sentence before: "It cost the company dearly, it told investors"."""
        first = doc.sentences[max(0, token.sent_index - 1)]
        low = first.start if first.paragraph == token.sent.paragraph else token.sent.start
        for other in reversed(doc.tokens[low : token.i]):
            told = other.lemma_.lower() in papers() | bodies() and other.tag_ == "NN"
            told = told and not self.front.is_around(doc, token, other.i, None)
            if told and any(c.dep_ in {"det", "poss"} for c in other.lefts) and not self.front.is_quoted(other.idx):
                start, end = _short(other)
                text = " ".join(doc.text[doc.tokens[start].idx : doc.tokens[end - 1].end].split())
                kind = "document" if other.lemma_.lower() in DOCUMENTS else "unnamed"
                return Voice(text, kind, None, "quote.speaker.pronoun(it)")
        return None

    def _sender(self, doc: Doc, token: Token) -> Voice | None:
        """Whose paper "it" is: "Ann Example sent a message. “…,” it said."."""
        before = doc.sentences[token.sent_index - 1].root if token.sent_index else None
        if before is None or before.lemma_.lower() not in issuing():
            return None
        paper = next((c for c in before.rights if c.dep_ == "dobj" and c.lemma_.lower() in papers()), None)
        giver = next((c for c in before.lefts if c.dep_ == "nsubj"), None)
        if paper is None or giver is None:
            return None
        named = (self.entity_at(doc, t.idx, t.end) for t in giver.subtree)
        entity = next((e for e in named if e is not None and self.kind[e] in SPEAKER_KINDS), None)
        return self._entity_voice(entity, "quote.speaker.pronoun(it)") if entity is not None else None

    def _group(self, doc: Doc, token: Token, heard: list[tuple[int, Voice]]) -> Voice | None:
        """Whom "they" means: several persons named together, or people named in the plural, else the body that spoke last."""
        rule = "quote.speaker.pronoun(they)"
        several = self.front.several(doc, token)
        if (one := _spokesman_before(doc, token, heard)) is not None and (several is None or several.i < one[0]):
            return Voice(one[1].name, one[1].kind, None, rule)
        for i, voice in reversed(heard):
            if token.sent_index - doc.tokens[i].sent_index > LOOK_BACK or (several and i < several.i):
                break
            if voice.kind == "unnamed" and doc.tokens[i].tag_ in {"NNS", "NNPS"}:
                return Voice(voice.name, voice.kind, None, rule)
        if several is not None:
            source = source_at(several)
            text = doc.text[doc.tokens[source.start].idx : doc.tokens[source.end - 1].end] if source else several.text
            return Voice(" ".join(text.split()), "unnamed", None, rule)
        for i, voice in reversed(heard):
            if voice.kind != "person" and token.sent_index - doc.tokens[i].sent_index <= LOOK_BACK:
                return Voice(voice.name, voice.kind, voice.entity_id, rule)
        return None


def _is_person(token: Token) -> bool:
    word = names.fold(token.lemma_)
    return word in names.person_nouns() or word in names.titles()


def _unnamed_before(doc: Doc, token: Token, gender: str, heard: list[tuple[int, Voice]]) -> tuple[int, Voice] | None:
    """The last speaker, with the distance in sentences, if it is one person without a name of this gender or of none."""
    if not heard or heard[-1][0] >= token.i or asked_by(doc.tokens[heard[-1][0]], token):
        return None
    i, voice = heard[-1]
    distance = token.sent_index - doc.tokens[i].sent_index
    if voice.kind == "unnamed" and doc.tokens[i].lower_ == token.lower_ and distance <= LOOK_BACK:
        return distance, voice  # "She said that …. “…,” she said"
    word = names.fold(doc.tokens[i].lemma_)
    person = voice.kind == "unnamed" and doc.tokens[i].tag_ in {"NN", "NNP"} and _is_person(doc.tokens[i])
    person = (
        person and doc.tokens[i].head.dep_ != "advcl"
    )  # "When the driver yelled, it clicked, she said": not the driver
    return (distance, voice) if person and distance <= LOOK_BACK and gender_of(word) in {gender, ""} else None


def _spokesman_before(doc: Doc, token: Token, heard: list[tuple[int, Voice]]) -> tuple[int, Voice] | None:
    """The speaker of the sentence before, if it is one without name or gender: "An Exford spokesperson confirmed …. They said …"."""
    if not heard:
        return None
    i, voice = heard[-1]
    head = doc.tokens[i]
    one = voice.kind == "unnamed" and head.tag_ == "NN" and _is_person(head) and not gender_of(names.fold(head.lemma_))
    return (i, voice) if one and token.sent_index - head.sent_index == 1 else None


def _antecedent(token: Token) -> Token | None:
    verb, tokens = token.head, token.doc.tokens
    if tokens[max(0, token.i - 2)].lower_ == "according":  # "a plan, dated May, according to which …"
        before = reversed(tokens[token.sent.start : token.i - 2])
        return next((t for t in before if t.pos_ == "NOUN" and not t.ent_type_), None)
    for _ in range(4):
        if verb.dep_ in {"relcl", "acl"}:
            return verb.head
        if verb.head.i == verb.i:
            return None
        verb = verb.head
    return None


def _before_insertion(relative: Token) -> Token | None:
    """The noun before words between dashes, behind which "who" goes on: "players -- Ann Example above all -- who complained"."""
    tokens, first = relative.doc.tokens, relative.sent.start
    if tokens[relative.i - 1].text not in DASHES:
        return None
    opening = next((i for i in range(relative.i - 2, first, -1) if tokens[i].text in DASHES), None)
    noun = tokens[opening - 1] if opening is not None else None
    return noun if noun is not None and noun.pos_ in {"NOUN", "PROPN"} else None


def _short(head: Token) -> tuple[int, int]:
    """The noun phrase of a head without what hangs behind it."""
    start = min(
        [c.left_edge.i for c in head.lefts if c.dep_ in {"det", "amod", "compound", "nummod", "poss", "nmod"}]
        or [head.i]
    )
    return start, head.i + 1
