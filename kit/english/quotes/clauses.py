"""Clauses: what a cue reports when no marks show it, read off spaCy's dependencies.

A content is a run of tokens. The complementiser "that" is left out, "whether", "how", "to" stay. A parenthetical in the
middle ("The plan, officials said, would …") leaves two runs.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from kit.data import rulebook, word_set
from kit.english.doc import SUBJECTS
from kit.english.lexicon import reporting
from kit.english.lexicon.reporting import ACCORDING, FINITE, IN_VIEW
from kit.english.people import names
from kit.english.quotes.parentheticals import (
    FENCES,
    LONGEST_TAG,
    SHORTEST_BEFORE,
    Content,
    around,
    is_parted,
    parenthetical,
    says_something,
)
from kit.english.quotes.source_extent import RELATIVES, is_here
from kit.english.quotes.sources import DEEPEST
from kit.english.quotes.verbs import disagrees, is_added_report, is_in_subject
from kit.english.quotes.voices import can_speak, papers
from kit.english.typed import STROKES

if TYPE_CHECKING:
    from kit.english.doc import Doc, Token
    from kit.english.lexicon.reporting import Word
    from kit.english.quotes.cues import Cue

# An object of one word ("discussed it") tells a reader nothing.
SHORTEST_OBJECT = 2
# Who declines to comment, or asks not to be named, reports nothing of the matter.
_SILENT = frozenset({"comment", "name", "identify", "respond"})
_BEFORE = word_set("done before saying")
_AWAITED = word_set("adjectives of what is awaited")
_TO_COME = word_set("auxiliaries of what is to come")
# Who must, may or should say something has not said it.
_HYPOTHETICAL = frozenset({"must", "may", "might", "should", "could", "can"})
_OPENERS = word_set("openers of clauses")
_TOLD = word_set("verbs of telling somebody")
# "It would be a stretch to say", "it is hard to say".
# "His failure to disclose".
_UNDONE = word_set("nouns of what is not done")
_UNSAID = word_set("words of what nobody says")
# "Warned them to shut the gate after the flood": the reporter tells when.
_OCCASIONS = frozenset({"after", "as", "when", "before"})
_CONCEDING = frozenset({"although", "though", "even", "while", "whereas"})
_OTHER_SENSES = {
    verb: word_set(f"objects of {verb}, not said") for verb in ("call", "claim", "defend", "deny", "invoke", "recall")
}
# Speech acts, and among them the verbs that name somebody or take a stand, and those that no more than mention.
_ACTS = frozenset({"verdict", "topic", "manner", "question"})
_STANDS = word_set("verbs of naming and of taking a stand")
_MENTIONS = frozenset({"thank", "mention", "reference"})
_PLAIN = word_set("relations in a bare name")
_SOURCES = word_set("sources in the passive")
_WITH_OBJECT = frozenset({"oprd", "xcomp", "ccomp", "acomp", "attr", "dobj"})
PREPOSITIONS = word_set("prepositions of complements")


def contents_of(cue: Cue, doc: Doc) -> list[Content]:
    """What a cue reports; nothing if it has no complement that its word allows."""
    token = doc.tokens[cue.at]
    takes = cue.word.takes
    if cue.word in {ACCORDING, IN_VIEW}:
        return around(cue, doc)
    if _is_aside(cue, token):
        return []
    if "clause" in takes and (cue.word.kind != "appeal" or "quote" in takes):
        found = parenthetical(cue, doc)
        if found:
            return found
    clause = _clause(cue, token) if takes & {"clause", "quote"} else []
    deed = _infinitive(cue, token) if takes & {"infinitive", "person", "deed"} and not _is_of_thing(cue, doc) else []
    if clause or deed:
        return min((c for c in (clause, deed) if c), key=lambda c: c[0].start)
    found = _preposition(cue, token) or _charge(token, takes)
    if found:
        return found
    if "object" in takes and not cue.passive and not any(c.dep_ == "neg" for c in token.lefts):
        return _object(cue, token)
    return []


def is_said(verb: Token) -> bool:
    """Whether a reporting verb tells what was or is said, not what is to be: "will argue that", "travels to talk about"."""
    if verb.pos_ not in {"VERB", "AUX"}:
        return True
    for _ in range(DEEPEST):
        helpers = {c.lower_ for c in verb.lefts if c.dep_ == "aux"}
        if helpers & _TO_COME:
            return False
        if "to" in helpers and verb.dep_ == "acl" and verb.head.lemma_.lower() in _UNDONE:
            return False
        if "to" in helpers and verb.head.lower_ in _AWAITED:
            return False  # "is due to decide whether …"
        if "to" not in helpers or verb.head.pos_ not in {"VERB", "AUX"} or verb.head.i == verb.i:
            return True
        verb = verb.head
        if verb.lemma_ in _BEFORE or verb.lower_ == "going" or _is_awaited(verb):
            return False
    return False


def _is_of_thing(cue: Cue, doc: Doc) -> bool:
    """Whether what is to do something is a thing: "This threatens to flood the quay", "winds that threaten to"."""
    if cue.source is None:
        return False
    head = doc.tokens[cue.source.head]
    if head.lower_ in RELATIVES:
        head = next((a.head for a in head.ancestors if a.dep_ == "relcl"), head)
    return head.lower_ in RELATIVES | {"this"} or (head.pos_ == "NOUN" and not can_speak(head))


def _is_awaited(verb: Token) -> bool:
    """Whether a form of "be" says that something is to come: "is to meet", "is due in Exland to"."""
    if verb.lemma_ != "be":
        return False
    to = any(c.dep_ == "xcomp" and _is_infinitive(c) for c in verb.rights)
    return to or any(c.dep_ == "acomp" and c.lower_ in _AWAITED for c in verb.rights)


def _clause(cue: Cue, token: Token) -> list[Content]:
    if is_in_subject(token):
        return []
    kinds = {"ccomp"} if token.pos_ != "NOUN" else {"acl", "ccomp", "relcl"}
    takes = cue.word.takes if token.pos_ != "NOUN" else frozenset()
    for child in (*token.rights, *token.lefts):
        if child.dep_ not in kinds:
            continue
        if token.pos_ == "NOUN" and not _has_that(child):
            continue
        if [t.lower_ for t in token.doc.tokens[child.left_edge.i :][:3]] == ["according", "to", "which"]:
            continue  # "has seen a plan according to which …"
        if child.i > token.i:
            return [_before_aside(token.doc, _run(token, child, "quote.report.clause"))]
        if left := _left_clause(cue, token, child):
            return left
    lost = next((c for c in token.rights if _is_lost_clause(c)), None)
    if lost is not None and token.pos_ != "NOUN" and "clause" in cue.word.takes:
        subject = next(c for c in lost.lefts if c.dep_ in SUBJECTS)
        return [Content(subject.left_edge.i, _run(token, lost, "quote.report.clause").end, "quote.report.clause")]
    gerund = next((c for c in token.rights if c.dep_ == "xcomp" and "VBG" in {c.tag_, c.left_edge.tag_}), None)
    if gerund is not None and token.pos_ != "NOUN" and cue.word.kind in {"speech", "appeal"}:
        return [_run(token, gerund, "quote.report.gerund")]
    # "told reporters that …" hangs from the reporters
    for person in token.rights:
        if person.dep_ in {"dobj", "dative", "pobj"}:
            for child in person.rights:
                told = token.lemma_ in _TOLD and child.dep_ == "relcl" and child.left_edge.tag_ == "PRP"
                if "object" in takes and child.dep_ == "relcl" and _is_relative(child.left_edge):
                    continue  # "describe a man who was hard to like": the man is part of what is said
                if child.dep_ in {"relcl", "acl", "ccomp"} and (_has_that(child) or (told and _listens(person))):
                    return [_run(token, child, "quote.report.clause")]
    return (
        _behind_insertion(token)
        if token.pos_ != "NOUN" and "clause" in cue.word.takes and cue.word.kind != "thought"
        else []
    )


def _is_lost_clause(verb: Token) -> bool:
    """Whether it is a clause that the analysis hangs on as an adverbial: "said after the vote he would appeal"."""
    finite = verb.tag_ in FINITE or any(c.tag_ == "MD" or (c.dep_ == "aux" and c.tag_ in FINITE) for c in verb.lefts)
    marked = any(c.dep_ == "mark" or c.tag_ in {"WRB", "WDT"} for c in verb.lefts)
    return verb.dep_ == "advcl" and finite and not marked and any(c.dep_ in SUBJECTS for c in verb.lefts)


def _is_relative(token: Token) -> bool:
    """Whether a clause's first word stands for the noun before it: "who", "that" as a subject or an object."""
    return token.lower_ in RELATIVES and token.dep_ in SUBJECTS | {"dobj", "poss"}


def _listens(token: Token) -> bool:
    """Whether one can be told something: "told the hearing she had slept", but not "told the story she had heard"."""
    return token.lemma_.lower() not in {"story", "truth", "lie", "tale", "joke", "thing"}


def _behind_insertion(token: Token) -> list[Content]:
    """The clause that "that" begins behind words the analysis is thrown off by: "insisted, in an interview, that …"."""
    sentence = token.sent
    for other in token.doc.tokens[token.i + 1 : min(sentence.end, token.i + LONGEST_TAG)]:
        if other.tag_ in FINITE | {"VB"} or (other.pos_ == "VERB" and reporting.verb(other.lemma_)):
            return []
        if other.lower_ == "that" and other.dep_ == "mark":
            clause = other.head
            if clause.tag_ in FINITE or any(c.tag_ in FINITE for c in clause.lefts):
                return [Content(other.i + 1, max(clause.right_edge.i + 1, other.i + 2), "quote.report.insertion")]
    return []


def _has_that(verb: Token) -> bool:
    first = verb.left_edge
    return first.lower_ in _OPENERS and verb.tag_ in (FINITE | {"VB", "VBN", "VBG", "JJ", "NN", "NNS"})


def _run(token: Token, child: Token, rule: str) -> Content:
    subtree = child.subtree
    start, end = subtree[0].i, subtree[-1].i + 1
    start = max(start, token.i + 1)
    tokens = token.doc.tokens
    if all(t.tag_ in {"CD", "$"} or t.text in {"Rs", "Rs."} for t in tokens[token.i + 1 : start]):
        start = token.i + 1  # "announced | Rs 5 lakh each"
    end = _before_another(token, child, _before_concession(child, end))
    end = _before_which(child, _before_second_report(token, child, end))
    end = _before_other_number(child, end)
    that = next((t for t in child.lefts if t.dep_ == "mark" and t.lower_ == "that"), None)
    if that is not None and start < that.i:
        start = that.i  # "said in an interview that …"
    if tokens[start].lower_ == "that" and start + 1 < end and tokens[start].dep_ == "mark":
        start += 1
    return Content(start, _with_lost_verb(token, end), rule)


def _before_aside(doc: Doc, content: Content) -> Content:
    """A clause without the words in marks behind its only dash: these are most often somebody else's."""
    tokens = doc.tokens
    within = range(content.start + SHORTEST_BEFORE, content.end - 1)
    dashes = [i for i in within if tokens[i].text in STROKES and tokens[i - 1].whitespace_]
    added = next((i for i in dashes if tokens[i + 1].tag_ == "VBG" and reporting.verb(tokens[i + 1].lemma_)), None)
    if added is not None:  # "said the quay was safe -- suggesting that …"
        return replace(content, end=added)
    if len(dashes) != 1 or not any(t.tag_ == "``" for t in tokens[dashes[0] : content.end]):
        return content
    return replace(content, end=dashes[0])


def _with_lost_verb(token: Token, end: int) -> int:
    """Where the clause ends that the analysis breaks off before its verb: "said the men detained | could be part of it"."""
    tokens, stop = token.doc.tokens, token.sent.end
    if end >= stop or tokens[end].tag_ not in FINITE or tokens[end].pos_ not in {"VERB", "AUX"}:
        return end
    if reporting.verb_of(tokens[end]) is not None or end < token.i:
        return end
    return next((i for i in range(end, stop) if tokens[i].text in FENCES or tokens[i].tag_ in {"``", "''"}), stop)


def _before_concession(child: Token, end: int) -> int:
    """Cut before ", although …": what is held against a report is most often the reporter's."""
    tokens = child.doc.tokens
    for i in range(child.i + 1, end - 1):
        if tokens[i].text == "," and tokens[i + 1].lower_ in _CONCEDING and tokens[i + 1].dep_ == "mark":
            return i
    return end


def _before_which(child: Token, end: int) -> int:
    """Cut before a relative clause behind a comma at the end: what it adds is most often the reporter's."""
    for token in child.doc.tokens[child.i : end]:
        if token.dep_ == "relcl" and token.subtree[-1].i + 1 >= end and token.i > child.i:
            first = token.subtree[0]
            comma = first.doc.tokens[first.i - 1]
            if comma.text == "," and first.lower_ in {"which", "who", "whose"} and first.i - 1 > child.i:
                return comma.i
    return end


def _before_second_report(token: Token, child: Token, end: int) -> int:
    """Cut before a second report of the same speaker: "said he would go and warned that …", "…, stressing that …"."""
    if token.tag_ not in FINITE | {"VBN", "VBG"}:
        return end
    added = next((c for c in child.rights if c.i < end and is_added_report(c, clause=False)), None)
    if added is not None:
        end = added.left_edge.i
    verb = child
    while True:
        verb = next((c for c in verb.rights if c.dep_ == "conj"), None)  # type: ignore[assignment]
        if verb is None:
            return end
        word = reporting.verb(verb.lemma_)
        own = any(c.dep_ in SUBJECTS for c in verb.children)
        if word is not None and word.kind in {"speech", "appeal"} and verb.tag_ == token.tag_ and not own:
            joint = next((t for t in reversed(token.doc.tokens[child.i : verb.i]) if t.dep_ == "cc"), None)
            return joint.i if joint is not None else end


def _before_other_number(child: Token, end: int) -> int:
    """Cut before a verb that does not agree with the clause's subject: "Police say the gun was loaded but have not …"."""
    second = next((c for c in child.rights if c.dep_ == "conj" and c.i < end), None)
    joint = (
        next((t for t in reversed(child.doc.tokens[child.i : second.i]) if t.dep_ == "cc"), None) if second else None
    )
    return joint.i if second is not None and joint is not None and disagrees(child, second) else end


def _before_another(token: Token, child: Token, end: int) -> int:
    """Cut before somebody else's report: "Ann Example said …, and the minister, Bob Sample, called it …"."""
    tokens = child.doc.tokens
    for subject in (t for t in tokens[child.i : end] if t.dep_ == "nsubj"):
        verb, first = subject.head, subject.left_edge.i
        if verb.dep_ != "conj" or verb.tag_ != token.tag_ or tokens[first - 2].text != ",":
            continue
        word = reporting.verb(verb.lemma_)
        named = subject.ent_type_ in {"PERSON", "ORG", "GPE"} or any(c.dep_ == "appos" for c in subject.rights)
        reports = word is not None and word.kind in {"speech", "appeal", "verdict"} and tokens[first - 1].tag_ == "CC"
        if reports and (named or names.fold(subject.lemma_) in names.person_nouns()):
            return first - 1
    return end


def _left_clause(cue: Cue, token: Token, child: Token) -> list[Content]:
    """The clause before a cue: "… , officials said"; the source and the cue are cut out of it."""
    subtree = [t.i for t in child.subtree]
    frame_start = min(cue.start, cue.source.start if cue.source else cue.start)
    frame_end = max(cue.end, cue.source.end if cue.source else cue.end)
    left = [i for i in subtree if i < frame_start]
    if token.doc.tokens[frame_start - 1].text != ":" and _has_own_content(cue, token):
        return []  # "She drew his ire - he called her “weak”"
    if left and token.doc.tokens[frame_start - 1].pos_ == "ADP":
        return []  # "…, and its envoy to the UN, Ann Example, said": the source begins before
    if left and any(t.is_alpha and t.pos_ != "CCONJ" for t in token.doc.tokens[left[-1] + 1 : frame_start]):
        return []  # "…, a claim that X denies"
    if left and any(_parts(t) for t in token.doc.tokens[left[-1] : frame_start]):
        return []  # "Officials said X; the council denied it": X is not what the council denied
    right = [i for i in subtree if i >= frame_end]
    found = []
    if left and right and is_parted(token.doc.tokens[left[0] : left[-1] + 1], frame_end):
        return [Content(left[0], right[-1] + 1, "quote.report.around")]
    bare = len(left) < SHORTEST_BEFORE and len(right) > 2  # "Too often, she said, …": two words report nothing
    if left and child.i in left and not bare and says_something(token.doc.tokens[left[0] : left[-1] + 1]):
        found.append(Content(left[0], left[-1] + 1, "quote.report.before"))
    if right and len(right) > 2:
        found.append(Content(right[0], right[-1] + 1, "quote.report.around"))
    return found


def _has_own_content(cue: Cue, token: Token) -> bool:
    """Whether a reporting word is no tag: it judges or asks, or what it reports stands behind it."""
    reported = {"oprd", "xcomp"} if "person" in cue.word.takes else {"dobj", "oprd", "xcomp"}
    return cue.word.kind not in {"speech", "show"} or any(c.dep_ in reported for c in token.rights)


def _parts(token: Token) -> bool:
    """Whether a mark parts a clause from a cue behind it: a semicolon, a colon that is not behind words in marks."""
    return token.text == ";" or (token.text == ":" and token.doc.tokens[token.i - 1].text[-1].isalnum())


def _infinitive(cue: Cue, token: Token) -> list[Content]:
    takes = cue.word.takes
    if token.tag_ == "VBG" and token.dep_ == "pcomp":
        return []  # "by asking them to leave", "fined for refusing to pay" tell of a deed
    for child in token.rights:
        if child.dep_ in {"xcomp", "ccomp", "acl", "advcl", "relcl"} and _is_infinitive(child):
            if child.lemma_ in _SILENT:
                return []
            ahead = child.left_edge.i - 1
            if child.doc.tokens[ahead].text == "," and any(c.dep_ == "dobj" and c.i < ahead for c in token.rights):
                return []  # "ordered an inquiry, to be completed in May"
            person = next((c for c in token.rights if c.i < child.i and _is_asked(c)), None)
            if cue.word.kind == "thought" and any(c.lower_ in {"you", "us"} for c in (*child.lefts, person) if c):
                return []  # "wants you to believe that …": the reporter's word to the reader
            if takes & ({"person"} if person is not None else {"infinitive", "deed"}):
                return [_with_more_deeds(token, _before_occasion(child, _run(token, child, "quote.report.infinitive")))]
    return []


def _before_occasion(child: Token, content: Content) -> Content:
    """Cut before a clause that tells when it was asked or promised: "warned them to shut the gate | after …"."""
    clauses = (c.left_edge for c in child.rights if c.dep_ == "advcl" and c.left_edge.lower_ in _OCCASIONS)
    return replace(content, end=min([content.end, *(t.i for t in clauses if t.i > content.start)]))


def _with_more_deeds(token: Token, content: Content) -> Content:
    """With the bare verbs that the analysis breaks off: "vowed to widen the quay | , grow the port and hire pilots"."""
    tokens, stop, end = token.doc.tokens, token.sent.end, content.end
    while end < stop:
        verb = next((t for t in tokens[end:stop] if not t.is_punct and t.dep_ not in {"cc", "advmod"}), tokens[end])
        if verb.i == end or verb.tag_ != "VB" or any(c.dep_ in SUBJECTS | {"aux"} for c in verb.lefts):
            break
        others = (c.left_edge.i for c in verb.rights if c.dep_ == "conj" and any(t.dep_ in SUBJECTS for t in c.lefts))
        end = min(verb.right_edge.i + 1, *others, stop)
    return replace(content, end=end)


def _is_asked(child: Token) -> bool:
    """Whether it is who is to do something: "urged parents", "called on parents", "appealed to parents"."""
    if child.dep_ == "prep" and child.lower_ in {"on", "upon", "to"}:
        return any(c.dep_ == "pobj" and c.ent_type_ != "DATE" for c in child.rights)
    return child.dep_ in {"dobj", "dative"}


def _is_infinitive(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.lefts)


def _preposition(cue: Cue, token: Token) -> list[Content]:
    allowed = cue.word.takes & PREPOSITIONS
    for child in token.rights:
        if child.lower_ == "to" and any(c.dep_ == "dobj" for c in token.rights):
            continue  # "admitted Exland to the league", "pointed a gun to …"
        if child.lower_ == "to" and cue.passive and cue.source is None:
            continue  # "were admitted to hospital"
        if child.dep_ in {"prep", "dative", "agent"} and child.lower_ in allowed:
            inner = [t for t in child.subtree if t.i > child.i]
            bare = len(inner) == 1 and inner[0].pos_ in {"PRON", "DET"}  # "asked about that"
            if not inner or bare or inner[-1].lower_ == "comment":  # "requests for comment" report nothing
                continue
            word = reporting.verb(inner[0].lemma_) if inner[0].tag_ == "VBG" else None
            if word is not None and word.kind == "speech":  # "was cited as saying …" reports by "saying"
                continue
            if inner[0].ent_type_ in {"DATE", "TIME"}:  # "argued for years"
                continue
            start = inner[0].i
            target = next((c for c in token.rights if c.dep_ == "dobj" and c.i < child.i), None)
            judged = child.lower_ == "as" or (cue.word.kind == "verdict" and child.lower_ in {"of", "for"})
            if target is not None and judged and target.left_edge.i >= cue.end:
                start = target.left_edge.i  # "described the plan as dead": the plan is part of what is said
            return [Content(start, inner[-1].i + 1, rulebook.rule("quote.report.preposition", argument=child.lower_))]
    return []


def _charge(token: Token, takes: frozenset[str]) -> list[Content]:
    """What somebody is accused "of" doing, where the analysis hangs it from who is accused."""
    if "of" not in takes or "object" not in takes:
        return []
    whom = next((c for c in token.rights if c.dep_ == "dobj"), None)
    if whom is None:
        return []
    for of in token.doc.tokens[token.i : whom.right_edge.i + 1]:
        doing = next((c for c in of.rights if c.dep_ == "pcomp" and c.tag_ == "VBG"), None)
        if of.lower_ == "of" and doing is not None:
            return [Content(whom.left_edge.i, doing.right_edge.i + 1, "quote.report.preposition(of)")]
    return []


def _object(cue: Cue, token: Token) -> list[Content]:
    if cue.word.lemma == "call" and any(c.dep_ == "xcomp" and _is_infinitive(c) for c in token.rights):
        return []  # "called her to concede" is a call by telephone
    named = cue.word.lemma == "call" and any(c.dep_ == "oprd" for c in token.rights)
    for child in token.rights:
        if (not named and child.lemma_ in _OTHER_SENSES.get(cue.word.lemma, ())) or (
            cue.word.lemma == "recall" and _is_counted(child)
        ):
            return []
        if child.dep_ in {"dobj", "oprd", "ccomp", "attr"} and child.i >= cue.end:
            if child.pos_ == "PRON" and len(child.subtree) == 1 and child.tag_ != "PRP":
                return []
            if token.lower_ == "citing" and _is_source(child):
                return []
            parts = [child]
            called = next((c.i for c in reversed(token.rights) if c.dep_ == "oprd"), child.i)
            for other in token.rights:
                if other.i > child.i:
                    if other.dep_ == "prep" and other.i < called:
                        continue  # "called her vote | for the bridge | a mistake"
                    if other.dep_ not in _WITH_OBJECT and not (
                        other.dep_ in {"prep", "dative"} and other.lower_ in {"as", "for", "to", "with"}
                    ):
                        break
                    parts.append(other)
            start, end = child.subtree[0].i, max(p.subtree[-1].i for p in parts) + 1
            end = _before_which(child, end)  # "denied a plan to close it, | which is two years old"
            if len(parts) == 1 and _is_only_somebody(child, cue.word):
                return []
            return [Content(start, end, "quote.report.object")] if end - start >= SHORTEST_OBJECT else []
    return []


def _is_only_somebody(token: Token, word: Word) -> bool:
    """Whether an object only tells whom a speech act meets, which is nothing said: "thanked the pilots", "mocked the mayor".

    Who is named or endorsed so stays: "dubbed the little mayor", "endorsed the mayor".
    """
    if word.kind not in _ACTS or word.lemma in _STANDS or (token.pos_ == "PROPN" and word.lemma not in _MENTIONS):
        return False
    plain = all(t.dep_ in _PLAIN or t.i == token.i or t.is_punct for t in token.subtree)
    heads = [t for t in token.subtree if t.i == token.i or t.dep_ == "conj"]
    return plain and all(can_speak(t) and t.lemma_.lower() not in papers() for t in heads)


def _is_counted(token: Token) -> bool:
    """Whether an object is so many things, which one calls back: "recalled 4,800 lifts"."""
    counts = (token, *(c for c in token.lefts if c.dep_ == "nummod"))
    return any(t.tag_ == "CD" and t.text[0].isdigit() for t in counts)


def _is_source(token: Token) -> bool:
    """Whether who or what is cited is a source ("citing a person close to the talks"), not a matter ("citing the cost")."""
    return token.ent_type_ in {"PERSON", "ORG"} or names.fold(token.lemma_) in names.person_nouns() | _SOURCES


def _is_impersonal(verb: Token) -> bool:
    """Whether nobody says it: "it would be a stretch to say that …", "it is hard to say", "it goes without saying that …"."""
    if verb.tag_ not in {"VB", "VBG"} or any(c.dep_ == "nsubj" for c in verb.lefts):
        return False
    for above in islice(verb.ancestors, 3):
        subject = next((c for c in above.lefts if c.dep_ in {"nsubj", "expl"}), None)
        if subject is not None:
            unsaid = above.lemma_ == "go" or any(c.lower_ in _UNSAID for c in above.children)
            return subject.lower_ == "it" and unsaid
    return False


def _is_aside(cue: Cue, token: Token) -> bool:
    """Uses that report nothing: the reporter's own ("I believe"), an imperative ("don't forget that …"), "taxpayers reporting gains", "anyone wanting to"."""
    if cue.source is not None and is_here(token.doc, cue.source):
        return True
    if token.pos_ == "NOUN":
        return False
    if any(c.dep_ == "aux" and c.lower_ in _HYPOTHETICAL for c in token.lefts) or _is_impersonal(token):
        return True
    if cue.passive:
        return False
    if cue.source is None and token.tag_ in {"VB", "VBP"} and token.dep_ in {"ROOT", "conj"}:
        return True
    if token.dep_ == "acl" and token.tag_ in {"VBG", "VBN"} and cue.word.kind not in {"speech", "show"}:
        return True
    return token.dep_ == "acl" and token.tag_ != "VBD" and "clause" not in cue.word.takes
