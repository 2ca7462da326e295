"""Tense: whether the clause around a word speaks of what was or of what is to come, from spaCy's tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.data import word_set
from kit.english.doc import SUBJECTS
from kit.english.lexicon import reporting
from kit.english.lexicon.happenings import SCHEDULED, SUDDEN
from kit.english.lexicon.negations import NEGATIONS

if TYPE_CHECKING:
    from kit.english.doc import Token

WILL = frozenset(("will", "'ll", "’ll", "wo", "shall"))
PLANS = word_set("verbs of plans")
AHEAD = word_set("words of what lies ahead")
BESIDE_NOUN = frozenset({"amod", "acl", "relcl", "acomp", "advcl", "prep", "advmod", "appos", "dep"})
# "Protesters planned a march on Saturday" speaks of the march, "set the table on Saturday" of the setting.
CALLS = frozenset(["announce", "call", "convene", "declare"])
ARRANGES = frozenset(["schedule", "plan", "slate"])
BACKSHIFT = frozenset(("would", "'d", "’d"))
# With a negation this speaks of what was tried: "could not be reached Monday".
ABLE = frozenset(("could",))
# What one was able to do is over with that.
CAPABLE = frozenset(("able", "unable"))
# In a clause behind these the present tense speaks of what is to come: "unless it is found by Friday".
CONDITIONS = frozenset("if unless until till once".split())
# The present tense leans ahead, but lightly: "sales begin in June" and "as of June they make up half" are both printed.
PRESENT = 0.1
BEING = word_set("forms of be and have")
AWAITS = word_set("verbs of waiting")
SENSES = word_set("verbs of the senses")
COMMENT = word_set("verbs of comment")
PAST, OPEN, FUTURE = -1.0, 0.0, 1.0
# The forms of a verb with its auxiliaries, read from above: the tags of the verb, what must be among its marks (`_marks`),
# and where it points; None: a verb further up tells.
FORMS: tuple[tuple[frozenset[str], frozenset[str], float | None], ...] = tuple(
    (frozenset(tags.split()), frozenset(marks.split()), lean)
    for tags, marks, lean in (
        ("VB VBD VBG VBN VBP VBZ MD", "will", FUTURE),
        ("VB VBN", "able not", PAST),
        ("VB VBN", "able senses", PAST),  # "Smoke could be seen on Monday"
        ("VB", "would not comments", PAST),  # "Would not comment Monday"
        ("VBN", "past plan clause", OPEN),  # "Was scheduled to leave": seen from a time that may be over
        ("VB VBD VBG VBN VBP VBZ MD", "past", PAST),
        ("VBD", "arranges object", FUTURE),
        ("VBD", "", PAST),
        ("VBN", "plan", FUTURE),
        ("VBN", "have", PAST),
        ("VBN", "present headline", PAST),
        ("VBN", "present", OPEN),
        ("VBN", "bare", FUTURE),
        ("VBN", "", PAST),
        ("VB", "modal", FUTURE),
        ("VB", "conj", None),  # "Had planned to cross and be home": the first verb tells
        ("VB", "", OPEN),
        ("VBG", "have", PAST),
        ("VBG", "present", FUTURE),
        ("VBG", "", None),
        ("VBP VBZ", "due", FUTURE),
        ("VBP VBZ", "headline", PAST),
        ("VBP VBZ", "reports", PAST),
        ("VBP VBZ", "being", OPEN),
        ("VBP VBZ", "", PRESENT),
    )
)


def tense(token: Token, *, headline: bool = False) -> float:
    """-1 past, 1 future, 0 open, and a little above 0 for the present, for the verb that governs `token`, seen through the nouns between.

    A present-tense verb points ahead ("the trial begins Monday"), but in a headline back ("Court rules Monday").

    >>> import kit.english.annotate
    >>> doc = kit.english.annotate.analyse("The trial will begin on Monday.")
    >>> tense(doc.token_at(24))
    1.0
    """
    if _is_called_for(token):
        return FUTURE
    for word in (token, *token.ancestors):
        if word.pos_ not in ("VERB", "AUX"):
            # "Suspect due in court Tuesday"; but "announced plans Tuesday"
            ahead = any(_lies_ahead(c) and c.i < token.i and c.dep_ in BESIDE_NOUN for c in word.children)
            if word.i != token.i and (ahead or (word.pos_ != "NOUN" and _lies_ahead(word))):
                return FUTURE
            continue
        found = _of_verb(word, headline=headline)
        if found is not None and found >= 0 and any(c.dep_ == "mark" and c.lower_ in CONDITIONS for c in word.children):
            return FUTURE
        if found is not None:
            return found
    return OPEN


def _lies_ahead(word: Token) -> bool:
    """Whether a word says that something is to come: "due on Friday"; but not the "due to" of a cause."""
    behind = word.doc.tokens[word.i + 1 : word.i + 2]
    cause = word.lower_ == "due" and bool(behind) and behind[0].lower_ == "to" and behind[0].dep_ != "aux"
    return word.lemma_.lower() in AHEAD and not cause


def _is_called_for(token: Token) -> bool:
    """Whether a day is one that people are called to: "called for a strike on Thursday", "a strike called for Thursday"."""
    if token.head.lower_ == "for" and token.head.head.lemma_.lower() in SCHEDULED:
        return True  # "A debate for Monday"
    call = next((t for t in token.ancestors if t.lemma_ in CALLS), None)
    ends = (c for c in call.rights if c.lower_ == "for" and c.i < token.i) if call is not None else ()
    things = (thing for end in ends for thing in end.children if thing.dep_ == "pobj")
    return any(thing.i == token.i or (thing.i < token.i and thing.lemma_.lower() in SCHEDULED) for thing in things)


def of_thing(token: Token) -> float | None:
    """For "Tuesday's ruling", "the bombing on Tuesday" and "said on Tuesday that …" the past, whatever the clause tells; None where the day belongs to no thing or to one that is awaited.

    >>> import kit.english.annotate
    >>> doc = kit.english.annotate.analyse("She will appeal Tuesday's ruling.")
    >>> of_thing(doc.token_at(16))
    -1.0
    """
    if _behind_report(token):
        return PAST
    thing = token.head.head if token.dep_ == "pobj" and token.head.dep_ == "prep" else token
    while thing.dep_ == "pobj" and thing.lemma_.lower() not in SUDDEN and thing.pos_ in ("NOUN", "PROPN"):
        thing = thing.head.head  # "The bombing of a camp in Sarn on Tuesday"
    if thing.lemma_.lower() in SUDDEN and thing.i < token.i:
        return PAST if any(c.lower_ in ("the", "this", "that") or c.dep_ == "poss" for c in thing.lefts) else None
    if not any(c.dep_ == "case" for c in token.rights) or token.head.i <= token.i:
        return None
    verb = next((word for word in token.head.ancestors if word.pos_ in ("VERB", "AUX")), None)
    now = verb is not None and verb.tag_ in ("VBZ", "VBP", "VBG")
    if verb is not None and now and verb.lemma_ in AWAITS:
        return None  # "Awaits Friday's delivery"
    if verb is not None and now and verb.lemma_ == "follow":
        return PAST
    return None if token.head.lemma_.lower() in SCHEDULED else PAST


def _behind_report(token: Token) -> bool:
    """Whether the day stands right behind "said", "told", "announced": "said on Friday he would resign"."""
    tokens = token.doc.tokens
    before = tokens[token.i - 1] if token.i else token
    if before.lower_ == "on" and before.i:
        before = tokens[before.i - 1]
    after = tokens[token.i + 1 : token.i + 2]
    opens = bool(after) and (after[0].pos_ in ("AUX", "VERB") or after[0].tag_ == "POS")
    return (
        before.tag_ == "VBD"
        and before.lemma_ in {*reporting.told(), "announce"}
        and before.sent_index == token.sent_index
        and not opens
    )


def backshifted(token: Token) -> bool:
    """Whether the clause around a word looks ahead from a time in the past: "would call on Saturday", "was to open".

    >>> import kit.english.annotate
    >>> doc = kit.english.annotate.analyse("She said she would call on Saturday.")
    >>> backshifted(doc.token_at(27))
    True
    """
    for word in (token, *token.ancestors):
        if word.pos_ not in ("VERB", "AUX"):
            continue
        helpers = {child.lower_ for child in word.children if child.dep_ in ("aux", "auxpass")}
        if helpers & BACKSHIFT and "have" not in helpers:
            return True
        if "to" in helpers and word.head.i != word.i:
            above = {word.head.lower_, *(c.lower_ for c in word.head.children if c.dep_ in ("aux", "auxpass"))}
            return word.head.tag_ == "VBD" or bool(above & {"was", "were", "had"})
        if word.dep_ != "conj":
            return False
    return False


def negated(token: Token) -> bool:
    """Whether the verb that governs a word is denied ("did not leave until Monday")."""
    verb = next((word for word in token.ancestors if word.pos_ in ("VERB", "AUX")), None)
    return verb is not None and any(c.lower_ in NEGATIONS for c in verb.children)


def _of_verb(verb: Token, *, headline: bool) -> float | None:
    """The tense of one verb with its auxiliaries; None where only a verb further up can tell."""
    if verb.tag_ == "VB" and any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children):
        return _of_infinitive(verb, headline=headline)
    marks = _marks(verb, headline=headline)
    return next((lean for tags, needed, lean in FORMS if verb.tag_ in tags and needed <= marks), None)


def _of_infinitive(verb: Token, *, headline: bool) -> float:
    """Ahead behind a plan, a noun or an adjective; else as the verb above it: "struggled to reach them Monday"."""
    above = verb.head
    while above.tag_ == "VBG" and above.head.i != above.i and above.head.pos_ in ("VERB", "AUX"):
        if above.lemma_ in PLANS:
            return FUTURE
        above = above.head  # "Were caught trying to enter on Monday"
    capable = above.lemma_ in CAPABLE and above.head.pos_ in ("VERB", "AUX")
    above = above.head if capable else above  # "Were not able to reach him on Monday"
    told = above if above.pos_ == "VERB" else next((word for word in above.ancestors if word.pos_ == "VERB"), None)
    if told is not None and told.tag_ == "VBN" and any(c.lower_ == "had" for c in told.children):
        return PAST  # "Had asked for time to reply on Monday"
    if above.i == verb.i or above.pos_ not in ("VERB", "AUX") or (above.lemma_ in PLANS and not capable):
        return FUTURE
    over = _of_verb(above, headline=headline)
    return over if over is not None and over < 0 else FUTURE


def _marks(verb: Token, *, headline: bool) -> set[str]:
    """What stands by a verb and tells its form, in the words of `FORMS`."""
    children = list(verb.children)
    helpers = [c for c in children if c.dep_ in ("aux", "auxpass")]
    objects = [c for c in children if c.dep_ == "dobj" and c.pos_ in ("NOUN", "PROPN")]
    tests = {
        "will": verb.lower_ in WILL or any(h.lower_ in WILL for h in helpers),
        "able": any(h.lower_ in ABLE for h in helpers) and not any(h.lemma_ == "have" for h in helpers),
        "not": any(c.lower_ in NEGATIONS for c in children)
        or any(c.dep_ in SUBJECTS and c.left_edge.lower_ in NEGATIONS for c in children),
        "senses": verb.lemma_ in SENSES,
        "would": any(h.lower_ in BACKSHIFT for h in helpers),
        "comments": verb.lemma_ in COMMENT,
        "due": verb.lemma_ == "be" and any(c.dep_ == "acomp" and c.lemma_ in AHEAD for c in children),
        "past": any(h.tag_ == "VBD" for h in helpers),
        "have": any(h.lemma_ == "have" for h in helpers),
        "present": any(h.tag_ in ("VBZ", "VBP") for h in helpers),
        "bare": any(h.tag_ == "VB" for h in helpers),
        "modal": any(h.tag_ == "MD" for h in helpers),
        "plan": verb.lemma_ in AHEAD,
        "arranges": verb.lemma_ in ARRANGES,
        "object": bool(objects),
        "clause": any(c.dep_ in ("xcomp", "prep") for c in children),
        "conj": verb.dep_ == "conj",
        "being": verb.lemma_ in BEING,
        # "It reports its earnings on Monday" tells nothing that was said.
        "reports": verb.lemma_ in reporting.told() and not objects,
        "headline": headline,
    }
    return {mark for mark, holds in tests.items() if holds}
