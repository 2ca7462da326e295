"""Tense: whether the clause around a word speaks of what was or of what is to come, from spaCy's tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kit.english.doc import Token

WILL = frozenset(("will", "'ll", "’ll", "wo", "shall"))
# What follows these with "to" lies ahead even of a past verb: "agreed to meet Monday", but "struggled to reach them Monday".
PLANS = frozenset(
    """agree aim arrange ask be commit decide due elect expect hope instruct intend invite mean offer oblige order plan pledge
    prepare promise propose request require schedule set slate swear threaten urge vow want wish""".split()
)
AHEAD = frozenset(["due", "set", "schedule", "expect", "plan", "slate", "upcoming", "aim", "likely"])
BACKSHIFT = frozenset(("would", "'d", "’d"))
# In a clause behind these the present tense speaks of what is to come: "unless it is found by Friday".
CONDITIONS = frozenset("if unless until till once".split())
# The present tense leans ahead, but lightly: "sales begin in June" and "as of June they make up half" are both printed.
PRESENT = 0.1
# The model leaves some contractions as they are printed.
BEING = frozenset(("be", "have", "'re", "’re", "'m", "’m", "'s", "’s", "'ve", "’ve"))
REPORT = frozenset(["say", "tell", "report", "write", "claim", "add"])


def tense(token: Token, *, headline: bool = False) -> float:
    """-1 past, 1 future, 0 open, and a little above 0 for the present, for the verb that governs `token`, seen through the nouns between.

    A present-tense verb points ahead ("the trial begins Monday"), but in a headline back ("Court rules Monday").

    >>> import kit.english.annotate
    >>> doc = kit.english.annotate.analyse("The trial will begin on Monday.")
    >>> tense(doc.token_at(24))
    1.0
    """
    for word in (token, *token.ancestors):
        if word.pos_ not in ("VERB", "AUX"):
            # "Suspect due in court Tuesday"
            ahead = any(c.lemma_ in AHEAD and c.i < token.i for c in word.rights)
            if word.i != token.i and (ahead or word.lemma_.lower() in AHEAD):
                return 1.0
            continue
        found = _of_verb(word, headline=headline)
        if found is not None and found >= 0 and any(c.dep_ == "mark" and c.lower_ in CONDITIONS for c in word.children):
            return 1.0
        if found is not None:
            return found
    return 0.0


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


def _of_verb(verb: Token, *, headline: bool) -> float | None:
    """The tense of one verb with its auxiliaries; None where only a verb further up can tell."""
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    if any(h.lower_ in WILL for h in helpers) or verb.lower_ in WILL:
        return 1.0
    if any(h.tag_ == "VBD" for h in helpers):
        ahead = verb.lemma_ in AHEAD and any(c.dep_ in ("xcomp", "prep") for c in verb.children)
        return 0.0 if ahead else -1.0
    if verb.tag_ == "VBD":
        return -1.0
    if verb.tag_ == "VBN":
        if verb.lemma_ in AHEAD:
            return 1.0
        if any(h.lemma_ == "have" for h in helpers):
            return -1.0
        if any(h.tag_ in ("VBZ", "VBP") for h in helpers):
            return -1.0 if headline else 0.0
        if any(h.tag_ == "VB" for h in helpers):
            return 1.0
        return -1.0
    if verb.tag_ == "VB":
        if any(h.tag_ == "MD" for h in helpers):
            return 1.0
        if any(h.lower_ == "to" for h in helpers):
            above = verb.head if verb.head.i != verb.i else None
            if above is None or above.pos_ not in ("VERB", "AUX") or above.lemma_ in PLANS:
                return 1.0
            over = _of_verb(above, headline=headline)
            return over if over is not None and over < 0 else 1.0
        return None if verb.dep_ == "conj" else 0.0  # "had planned to cross and be home": the first verb tells
    if verb.tag_ == "VBG":
        if any(h.tag_ in ("VBZ", "VBP") for h in helpers):
            return 1.0
        return None
    if verb.tag_ in ("VBZ", "VBP"):
        # "It reports its earnings on Monday" tells nothing that was said.
        if headline or (
            verb.lemma_ in REPORT and not any(c.dep_ == "dobj" and c.pos_ in ("NOUN", "PROPN") for c in verb.children)
        ):
            return -1.0
        return PRESENT if verb.lemma_ not in BEING else 0.0
    return None
