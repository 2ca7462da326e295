"""Reports: what cues report without marks, or with some of the words in marks."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kit.data import word_set
from kit.english.lexicon.reporting import FINITE
from kit.english.quotes.clauses import contents_of, is_said

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from kit.english.doc import Doc
    from kit.english.quotes.cues import Cue
    from kit.english.quotes.parentheticals import Content


@dataclass(frozen=True)
class Report:
    """A cue and the tokens that it reports."""

    cue: Cue
    content: Content


def find_reports(
    doc: Doc,
    cues: Sequence[Cue],
    taken: Sequence[bool],
    in_marks: Sequence[bool],
    titled: Collection[int] = (),
    used: Collection[int] = (),
) -> list[Report]:
    """What cues report, in order; the runs never overlap.

    `titled` are the tokens of titles in marks: a report of nothing else is none ("In her book “…”, she said …").
    `used` are the places of cues that a quotation hangs from: they report only what "that" or "whether" begins.
    `taken[i]` says that token i lies in a quotation that stands by itself: a report ends before it. A report inside a
    report belongs to the outer one, unless nobody is named there and somebody is inside ("was mocked for saying …").
    """
    found = []
    for cue in cues:
        for content in contents_of(cue, doc):
            if cue.at in used and not _is_marked_off(doc, cue, content):
                continue
            trimmed = _trim(doc, _clip(content, taken), in_marks)
            if trimmed is not None and _is_view(cue, trimmed) and any(in_marks[trimmed.start : trimmed.end]):
                continue
            if (
                trimmed is not None
                and (_needs_marks(cue) or _is_nobodys(cue, trimmed) or not is_said(doc.tokens[cue.at]))
                and not any(in_marks[trimmed.start : trimmed.end])
            ):
                continue
            if trimmed is not None and 2 * sum(i in titled for i in range(trimmed.start, trimmed.end)) <= len(trimmed):
                found.append(Report(cue, trimmed))
    found.sort(key=lambda r: (r.content.start, -r.content.end, r.cue.at))
    named = [r for r in found if r.cue.source is not None]
    tags: dict[int, list[Cue]] = defaultdict(list)  # by where they begin
    for cue in cues:
        if cue.source is not None and "quote" in cue.word.takes and doc.tokens[cue.at].tag_ in FINITE:
            tags[cue.source.start].append(cue)
    kept: list[Report] = []
    end = -1
    for report in found:
        if report.cue.source is None and _holds_named(report, named):
            continue
        if _relays(doc, report, named) or _is_anothers(doc, report, named) or _is_tag(doc, report, tags):
            continue
        if report.content.start >= end:
            kept.append(report)
            end = report.content.end
    return kept


def _needs_marks(cue: Cue) -> bool:
    """Whether a word reports only what is in marks: how it is said ("he began"), or what is to be done ("plans to …")."""
    return (cue.word.kind == "manner" and cue.word.takes == {"quote"}) or "deed" in cue.word.takes


def _is_nobodys(cue: Cue, content: Content) -> bool:
    """Whether a noun phrase is reported by nobody who is printed: "a way to report profits"."""
    return cue.source is None and content.rule == "quote.report.object"


def _is_view(cue: Cue, content: Content) -> bool:
    """Whether it is told how somebody sees something ("sees it as a “…”"): the marks are then the reporter's own."""
    return cue.word.kind == "thought" and content.rule == "quote.report.preposition(as)"


def _is_marked_off(doc: Doc, cue: Cue, content: Content) -> bool:
    """Whether a clause behind a cue says that it is one: "“…,” she said, adding that …"."""
    first, before = doc.tokens[content.start].lower_, doc.tokens[content.start - 1]
    return content.start >= cue.end and (first in {"whether", "how", "why"} or before.lower_ == "that")


def _holds_named(outer: Report, named: Sequence[Report]) -> bool:
    return any(
        outer.content.start <= r.cue.at < outer.content.end and r.content.end <= outer.content.end
        and r.cue.word.kind == "speech"
        for r in named
    )  # fmt: skip


def _relays(doc: Doc, outer: Report, named: Sequence[Report]) -> bool:
    """Whether a report only hands on what somebody is said to have said: "Ann Example said …, the agency reported"."""
    source = outer.cue.source
    if source is None or outer.content.rule not in {"quote.report.before", "quote.report.according"}:
        return False
    words = {t.lower_ for t in doc.tokens[source.start : source.end]} | {doc.tokens[source.head].lemma_.lower()}
    return bool(words & _RELAYS or outer.cue.word.lemma == "report") and any(
        r is not outer and r.cue.word.kind == "speech" and r.cue.source is not None
        and outer.content.start <= r.content.start and r.content.end <= outer.content.end
        and min(r.content.start, r.cue.source.start) - outer.content.start <= 1
        for r in named
    )  # fmt: skip


def _is_anothers(doc: Doc, outer: Report, named: Sequence[Report]) -> bool:
    """Whether what stands behind a colon has a tag of its own: "The mayor said no: the port, a manager said, had refused"."""
    start, rules = outer.content.start, {"quote.report.before", "quote.report.around", "quote.report.according"}
    behind_colon = start > outer.cue.at and doc.tokens[start - 1].text == ":"
    return behind_colon and any(r.content.start == start and r is not outer and r.content.rule in rules for r in named)


def _is_tag(doc: Doc, report: Report, tags: Mapping[int, Sequence[Cue]]) -> bool:
    """Whether what would be reported is no more than another tag: "…, she told the agency, the agency reported"."""
    for cue in tags.get(report.content.start, ()):
        if cue.at == report.cue.at or cue.at >= report.content.end:
            continue
        rest, tells = doc.tokens[cue.end : report.content.end], cue.word.lemma == "tell"
        told = {t.i for t in rest if t.head.i == cue.at and t.dep_ in {"dobj", "dative"}} if tells else set()
        what = (t for t in rest if t.i not in told and t.head.i not in told)
        when = (t for t in what if t.pos_ not in {"ADV", "PUNCT"} and t.ent_type_ not in {"DATE", "TIME"})
        if all(t.lower_ in _WHEN for t in when):
            return True
    return False


def _clip(content: Content, taken: Sequence[bool]) -> Content | None:
    end = next((i for i in range(content.start, content.end) if taken[i]), content.end)
    if end <= content.start:
        return None
    return replace(content, end=end) if end < content.end else content


def _trim(doc: Doc, content: Content | None, in_marks: Sequence[bool]) -> Content | None:
    """Without punctuation and conjunctions at its edges; nothing if no word is left."""
    if content is None:
        return None
    start, end = content.start, content.end
    tokens = doc.tokens
    while start < end and tokens[start].is_punct and not in_marks[start]:
        start += 1
    if start < end - 1 and tokens[start].lower_ == "that" and tokens[start].dep_ == "mark":
        start += 1
    start = _behind_label(doc, start, end)
    while end > start and not in_marks[end - 1] and (tokens[end - 1].is_punct or tokens[end - 1].lower_ in _LOOSE):
        if tokens[end - 1].text == ")" and any(t.text == "(" for t in tokens[start:end]):
            break
        end -= 1
    words = any(c.isalnum() for t in tokens[start:end] for c in t.text)
    return replace(content, start=start, end=end) if words else None


def _behind_label(doc: Doc, start: int, end: int) -> int:
    """Where a report begins that a headline's label stands before: "Harbour fire: crew was asleep, says pilot"."""
    tokens = doc.tokens
    if tokens[start].sent.role != "headline" or start != tokens[start].sent.start:
        return start
    colon = next((t.i for t in tokens[start : end - 1] if t.text == ":"), start - 1)
    return start if any(t.tag_ in FINITE for t in tokens[start : max(start, colon)]) else colon + 1


_RELAYS = word_set("relays")
_WHEN = frozenset({"on", "in", "at"})
_LOOSE = frozenset({"and", "but", "or", "as"})
