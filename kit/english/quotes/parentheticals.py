"""Parentheticals: reports whose tag stands between commas in the reporter's sentence: "The plan, officials said, would …".

What is reported is the sentence around the tag, or before it; "according to X" is such a tag too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.english.doc import SUBJECTS
from kit.english.lexicon.reporting import FINITE, IN_VIEW
from kit.english.quotes.source_extent import RELATIVES, source_at
from kit.english.typed import DASHES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kit.english.doc import Doc, Token
    from kit.english.quotes.cues import Cue
    from kit.english.quotes.source_extent import Source

# Before ", she said," two words ("Too often") are no proposition.
SHORTEST_BEFORE = 3
# ", the minister said on Tuesday in a speech," is no longer than this.
LONGEST_TAG = 14
# "As the storm neared, she said." tells when she said it.
_WHEN = frozenset({"as", "when", "while"})
FENCES = DASHES | {","}


@dataclass(frozen=True)
class Content:
    """Tokens `start:end` that a cue reports, and the rule that says so."""

    start: int
    end: int
    rule: str

    def __len__(self) -> int:
        return self.end - self.start


def parenthetical(cue: Cue, doc: Doc) -> list[Content]:
    """The sentence around ", officials said," and before ", officials said.".

    Its words in commas are cut out, but where they part a short subject from its verb they stay, for it says nothing alone.
    """
    tokens = doc.tokens
    source = cue.source or _told(cue, tokens)
    finite = cue.passive or tokens[cue.at].tag_ in FINITE
    if source is None or not finite or _is_relative(source, tokens) or tokens[source.start].lower_ == "no":
        return []
    sentence = tokens[cue.at].sent
    start, end = min(source.start, cue.start), max(source.end, cue.end)
    if end - start > LONGEST_TAG or source.start < sentence.start or end > sentence.end:
        return []
    stop = next((i for i in range(end, sentence.end) if tokens[i].text in {":", ";"}), sentence.end)
    between = tokens[min(source.end, cue.end) : max(source.start, cue.start)]
    if any(t.pos_ not in {"ADV", "AUX", "PART", "PUNCT"} for t in between):
        return []
    as_said = start > sentence.start and tokens[start - 1].lower_ == "as"
    start -= as_said
    commaed = start == sentence.start if as_said and start == sentence.start else tokens[start - 1].text in FENCES
    if start < sentence.start or (start == sentence.start and not as_said) or not commaed:
        return []
    close = next((i for i in range(end, min(end + LONGEST_TAG, stop)) if tokens[i].text in FENCES), None)
    rest = tokens[end : close if close is not None else stop]
    if any(t.tag_ in FINITE or t.tag_ in {"VBG", "VB"} or t.lower_ == "that" for t in rest):
        return []
    first = _clause_of(doc, start, sentence.start)
    if close is not None and any(t.dep_ in {"nsubj", "nsubjpass"} and t.head.i > close for t in rest):
        return []  # "In a twist, a pupil claims the driver, 66, was asleep": the comma is inside what is claimed
    told = any(t.dep_ in {"dobj", "attr", "ccomp", "xcomp", "intj"} or t.pos_ == "INTJ" for t in rest)
    if (told and (close is None or "person" not in cue.word.takes)) or (
        close is None and tokens[first].tag_ in {"VBN", "VBG", "WRB"}
    ):
        return []  # "Asked whether she would, she said no."; "At her school, she protested the fare, too."
    if close is not None and is_parted(tokens[first:start], close):
        return [Content(first, sentence.end, "quote.report.around")]
    found = []
    if says_something(tokens[first : start - 1], goes_on=close is not None):
        found.append(Content(first, start, "quote.report.before"))
    if (
        close is not None
        and close + 1 < sentence.end
        and (not _is_added(tokens[close + 1]) or _is_open(tokens[first : start - 1]))
    ):
        found.append(Content(close + 1 + (tokens[close + 1].lower_ == "that"), sentence.end, "quote.report.around"))
    if close is None and stop + 1 < sentence.end and tokens[stop + 1].lower_ != "according":
        found.append(
            Content(stop + 1, sentence.end, "quote.report.around")
        )  # "The quay is safe, she said; it was mended"
    return found


def is_parted(before: Sequence[Token], close: int) -> bool:
    """Whether a tag parts a subject of few words from its verb, so that it says nothing alone: "The bridge, she said, is safe"."""
    words = sum(t.is_alpha for t in before)
    return words <= SHORTEST_BEFORE and any(t.dep_ in SUBJECTS | {"csubj"} and t.head.i > close for t in before)


def is_inside_clause(cue: Cue, doc: Doc, cues: Iterable[Cue]) -> bool:
    """Whether a tag is put into a clause within another's report: "Brook said files that, Sample said, prove it are “real”"."""
    start = min(cue.start, cue.source.start if cue.source else cue.start)
    first = doc.tokens[cue.at].sent.start
    ahead = doc.tokens[max(first, start - 2) : start]
    within = len(ahead) == 2 and ahead[1].text in FENCES and ahead[0].tag_ == "WDT"
    return within and any(first <= other.at < start and other.source is not None for other in cues)


def _is_relative(source: Source, tokens: list[Token]) -> bool:
    """Whether a source is a relative pronoun for a noun before it: "who", "one of whom"."""
    within = any(t.tag_ in {"WP", "WDT"} for t in tokens[source.start : source.end])
    return within or tokens[source.head].lower_ in RELATIVES


def _told(cue: Cue, tokens: list[Token]) -> Source | None:
    """Who is told ("…, the court was told", "…, the court heard") stands where the source stands, though it is none."""
    if not cue.passive or cue.word.lemma not in {"tell", "hear"}:
        return None
    whom = next((c for c in tokens[cue.at].lefts if c.dep_ in SUBJECTS), None)
    return source_at(whom) if whom is not None else None


def _is_added(token: Token) -> bool:
    """Whether a word behind ", officials said," begins what the reporter adds: ", which is routine", ", adding that …"."""
    return token.tag_ in {"VBG", "WDT", "WP", "WP$"}


def _is_open(tokens: list[Token]) -> bool:
    """Whether words lead on: "She was shot after, officials said, pointing a gun …"."""
    return bool(tokens) and (tokens[-1].tag_ == "IN" or tokens[-1].lower_ in {"to", "by"})


def says_something(tokens: Sequence[Token], *, goes_on: bool = False) -> bool:
    """Whether words before a tag are reported, and do not tell when or where it was said: "In her second book, she suggests …".

    `goes_on` says that the sentence goes on behind the tag.
    """
    words = [t for t in tokens if t.is_alpha]
    if len(words) < SHORTEST_BEFORE:
        return False
    first = next((t for t in words if t.dep_ != "cc"), words[0])
    when = not goes_on and first.lower_ in _WHEN and first.dep_ in {"mark", "advmod"} and first.head.head not in words
    leads = goes_on and words[-1].tag_ in {"WDT", "WP"}  # "the hall, which, she said, is shut"
    setting = words[0].pos_ == "ADP" and not any(t.tag_ in FINITE for t in tokens)
    return not (when or leads or setting)


def around(cue: Cue, doc: Doc) -> list[Content]:
    """The sentence around "according to …", without it: what stands before, or else behind."""
    assert cue.source is not None
    said = "quote.report.view" if cue.word is IN_VIEW else "quote.report.according"
    sentence = doc.tokens[cue.at].sent
    start, end = min(cue.start, cue.source.start), max(cue.end, cue.source.end)
    behind = doc.tokens[cue.source.head + 1 : sentence.end]
    who = next((t.head for t in behind[:3] if t.tag_ in {"WP", "WDT"} and t.head.dep_ == "relcl"), None)
    if who is not None and behind[0].text == ",":
        end = max(end, who.right_edge.i + 1)  # "According to the Star, which first reported it, …"
    seen = any(t.dep_ == "acl" and t.head.i < t.i for t in doc.tokens[cue.source.head + 1 : min(end + 1, sentence.end)])
    if seen and end < sentence.end and start - sentence.start <= 1:
        # "According to an audit seen by this paper, …"
        end = next((t.i for t in doc.tokens[end : sentence.end] if t.text == ","), end)
    if doc.tokens[cue.source.head].lower_ in RELATIVES and end < sentence.end:
        clause = doc.tokens[end : sentence.end]  # "a plan according to which the quay will be widened"
        return [Content(end, next((t.i for t in clause if t.text in {";", ":"}), sentence.end), said)]
    first = _clause_of(doc, cue.at, _behind_other(doc, cue.at, sentence.start))
    if start - first > 1:
        before = doc.tokens[first:start]
        goes_on = end < sentence.end and doc.tokens[end].text in FENCES
        if goes_on and is_parted(before, end):
            return [Content(first, sentence.end, said)]
        if goes_on and any(t.dep_ in SUBJECTS and t.head.i > end for t in before):
            return [Content(first, start, said), Content(end + 1, sentence.end, said)]
        return [Content(first, start, said)]
    return [Content(end, sentence.end, said)] if sentence.end - end > 1 else []


def _behind_other(doc: Doc, at: int, low: int) -> int:
    """Where the words begin that another "according to …" before does not belong to."""
    other = next((i for i in range(at - 1, low, -1) if doc.tokens[i].lower_ == "according"), None)
    if other is None:
        return low
    fences = [i + 1 for i in range(other, at - 1) if doc.tokens[i].text in FENCES]
    joint = next((i + 1 for i in reversed(fences) if doc.tokens[i].tag_ == "CC"), None)
    return joint or next(iter(fences), low)


def _clause_of(doc: Doc, at: int, low: int) -> int:
    """Where the clause begins that an adverbial belongs to: after the last colon, semicolon or dash before it."""
    for i in range(at - 1, low, -1):
        if doc.tokens[i].text in DASHES | {";", ":"}:
            return i + 1
    return low
