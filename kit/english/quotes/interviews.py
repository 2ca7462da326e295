"""Interviews printed as questions and answers, a paragraph each, without marks and labels."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.data import word_set
from kit.english.people.name_context import is_taken_up
from kit.english.quotes.source_extent import source_at
from kit.english.quotes.transcripts import Speech

if TYPE_CHECKING:
    from kit.english.doc import Doc, Token
    from kit.english.quotes.source_extent import Source

# This many questions to "you", and this many answers by "I", make an interview; a columnist asks once or twice.
FEWEST_QUESTIONS = 3
# A question with more words than this is a story.
LONGEST_QUESTION = 60
_DASH = re.compile(r"[—–―-]\s*")
_MARK = re.compile('["“”«»„]')
_ASKED = re.compile(r"\b(?:you|your|yours|yourself)\b", re.IGNORECASE)
_SELF = re.compile(r"\b(?:I|[Mm]e|[Mm]y|[Mm]yself|[Mm]ine)\b")
_GROUP = re.compile(r"\b(?:we|our|us|ours)\b", re.IGNORECASE)
_TALKS = word_set("verbs of interviews")
_TALK = frozenset("interview question minute conversation chat talk".split())


def answers(doc: Doc, paragraphs: list[tuple[int, int]]) -> list[Speech]:
    """What is answered in an article that is an interview; nothing in any other.

    An answer is the paragraph behind a question, and those after it that say "I" or "we"; what stands between may be the
    interviewer's. Who answers is named above the first question, or nobody knows.
    """
    lines = [doc.text[start:end].strip() for start, end in paragraphs]
    asked = [line.endswith("?") and len(line.split()) <= LONGEST_QUESTION and not _MARK.search(line) for line in lines]
    questions = [n for n, is_question in enumerate(asked) if is_question and n + 1 < len(lines) and not asked[n + 1]]
    replies = [n + 1 for n in questions if not _MARK.match(lines[n + 1])]
    to_you = sum(bool(_ASKED.search(lines[n])) for n in questions)
    by_me = sum(bool(_SELF.search(lines[n])) for n in replies)
    if len(questions) < FEWEST_QUESTIONS or 2 * to_you < len(questions) or 2 * by_me < len(questions):
        return []
    source = interviewee(doc, paragraphs[questions[0]][0])
    found: list[Speech] = []
    for n in range(questions[0] + 1, len(lines)):
        more = _SELF.search(lines[n]) or _GROUP.search(lines[n])
        if lines[n] and not asked[n] and not _MARK.match(lines[n]) and (n in replies or more):
            start = paragraphs[n][0]
            dash = _DASH.match(doc.text, start)
            start = dash.end() if dash else start
            found.append(Speech(start, paragraphs[n][1], source, "quote.interview"))
    return found


def interviewee(doc: Doc, before: int) -> Source | None:
    """Who is interviewed, by what stands above an offset: who "tells" or "talks", whom the questions are for, or the one person named."""
    talks, talked, named = None, None, None
    people: dict[str, Token] = {}
    for token in doc.tokens:
        if token.idx >= before:
            break
        unseen = token.pos_ == "PROPN" and token.dep_ == "nsubj" and (token.ent_type_ == "" or is_taken_up(token))
        place = token.dep_ == "pobj" and token.head.lower_ in {"at", "in", "near", "of"}  # "the quay at Example"
        if (token.ent_type_ == "PERSON" or unseen) and token.dep_ not in {"compound", "poss"} and not place:
            named = people.setdefault(token.text, token)
        if token.dep_ == "nsubj" and token.head.lemma_ in _TALKS and token.pos_ in {"NOUN", "PROPN", "PRON"}:
            talks = talks or (named if token.lower_ in {"he", "she"} else token)
        elif token.dep_ == "pobj" and token.ent_type_ == "PERSON" and token.head.lower_ in {"for", "with", "to"}:
            talked = token if token.head.head.lemma_.lower() in _TALK else talked
    found = talked or talks or (named if len(people) == 1 else None)
    return source_at(found) if found is not None else None
