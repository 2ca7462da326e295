"""Find: the quotations and reports of one article, before anybody asks who "he" is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kit.quotes.attribution import Attributor, Marked, Verdict, lay_out
from kit.quotes.clauses import Content, according_to, contents_of, rest_of_sentence
from kit.quotes.cues import Cue, Source, Word, find_cues, source_at
from kit.quotes.marks import find_stretches
from kit.quotes.repair import repair
from kit.quotes.uses import use_of

if TYPE_CHECKING:
    from kit.doc import Doc

READ_ROLES = frozenset({"headline", "body", "caption"})
ACCORDING = Word("accord to", "speech", frozenset({"clause", "quote"}))


@dataclass
class Found:
    """One stretch or reported clause (offsets in code points), with its printed source and cue (tokens)."""

    start: int
    end: int
    content_start: int
    content_end: int
    form: str
    use: str
    source: Source | None
    cue: Cue | None
    marks: str
    rule: str
    utterance: int = -1


def find_in_article(doc: Doc) -> list[Found]:
    """The quotations and reports of one article, in order; `utterance` numbers what is said on end."""
    stretches = [s for s in (repair(doc, s) for s in find_stretches(doc.text, _paragraphs(doc))) if s is not None]
    marked = lay_out(doc, stretches)
    if not doc.analysed:
        return [
            _row(m, (m.stretch.start, m.stretch.end), None, "quotation", "marks only: not analysed", n)
            for n, m in enumerate(marked)
        ]
    inside = [-1] * len(doc.tokens)
    for n, m in enumerate(marked):
        for i in m.tokens:
            inside[i] = n
    cues = find_cues(doc, inside)
    attributor = Attributor(doc, marked, cues)
    whole = [attributor.is_whole(m) for m in marked]
    verdicts = _attribute_whole(doc, attributor, marked, whole)
    rows: list[Found] = []
    utterance = 0
    for n, m in enumerate(marked):
        if whole[n]:
            verdict = verdicts[n]
            if verdict is None or not _goes_on(verdict):
                utterance += 1
            use = use_of(doc, m, verdict)
            rows.append(
                _row(m, (m.stretch.start, m.stretch.end), verdict if use == "quotation" else None, use, "", utterance)
            )
    used = {v.cue.at for v in verdicts if v is not None and v.cue is not None}
    contents = _reported(doc, cues, whole, inside, used)
    rows += _inner(doc, attributor, marked, whole, contents, utterance)
    return sorted(rows, key=lambda r: (r.start, r.end))


def _paragraphs(doc: Doc) -> list[tuple[int, int]]:
    bounds: dict[int, tuple[int, int]] = {}
    for sentence in doc.sentences:
        if sentence.role in READ_ROLES:
            start, _ = bounds.get(sentence.paragraph, (sentence.start_char, 0))
            bounds[sentence.paragraph] = (start, sentence.end_char)
    return [bounds[key] for key in sorted(bounds)]


def _goes_on(verdict: Verdict) -> bool:
    return verdict.rule.startswith("carried on")


def _row(
    m: Marked,
    content: tuple[int, int],
    verdict: Verdict | None,
    use: str,
    rule: str,
    utterance: int,
    form: str = "direct",
) -> Found:
    why = rule or (
        verdict.rule
        if verdict
        else ("no attribution found" if use == "quotation" else f"marks without a speaker: {use}")
    )
    if m.stretch.missing:
        why = f"{why}; {m.stretch.rule}"
    return Found(
        m.stretch.start, m.stretch.end, *content, form, use, verdict.source if verdict else None,
        verdict.cue if verdict else None, m.stretch.marks, why, utterance,
    )  # fmt: skip


def _attribute_whole(doc: Doc, attributor: Attributor, marked: list[Marked], whole: list[bool]) -> list[Verdict | None]:
    verdicts: list[Verdict | None] = [
        attributor.attribute(m) if w else None for m, w in zip(marked, whole, strict=True)
    ]
    for n in range(len(marked)):
        if whole[n] and verdicts[n] is None:
            verdicts[n] = _carried(doc, attributor, marked, whole, verdicts, n)
    for n in range(len(marked) - 2, -1, -1):
        if whole[n] and verdicts[n] is None and whole[n + 1] and verdicts[n + 1] is not None:
            following = verdicts[n + 1]
            beside = not attributor.words(marked[n].after_gap) and _same_paragraph(doc, marked[n], marked[n + 1])
            if beside or "on" in marked[n].stretch.carried.split():
                verdicts[n] = Verdict(following.source, following.cue, "carried back from the next stretch")
    return verdicts


def _same_paragraph(doc: Doc, a: Marked, b: Marked) -> bool:
    return doc.tokens[a.start].sent.paragraph == doc.tokens[b.start].sent.paragraph


def _carried(
    doc: Doc, attributor: Attributor, marked: list[Marked], whole: list[bool], verdicts: list[Verdict | None], n: int
) -> Verdict | None:
    """Whoever spoke last, if nothing stands between; a colon at the end of the paragraph before."""
    m = marked[n]
    gap = attributor.words(m.before_gap)
    previous = marked[n - 1] if n else None
    said = verdicts[n - 1] if n else None
    same = previous is not None and _same_paragraph(doc, previous, m)
    if same and whole[n - 1] and said is not None:
        between = attributor.words(m.before_gap)
        tag = attributor.words(previous.after)
        if len(between) <= len(tag):
            return Verdict(said.source, said.cue, "carried on in the paragraph")
    if gap:
        near = [
            c
            for c in attributor.cues
            if m.before_gap[0] <= c.at < m.before_gap[1] and c.source and "quote" in c.word.takes
        ]
        if near:
            return Verdict(near[-1].source, near[-1], "cue in the sentence before")
        return None
    if same:
        return None
    paragraph = doc.tokens[m.start].sent.paragraph
    if "from" in m.stretch.carried and said is not None:
        return Verdict(said.source, said.cue, "carried on from the paragraph before")
    before = [s for s in doc.sentences[: doc.tokens[m.start].sent_index] if s.paragraph < paragraph]
    if before and before[-1].text.rstrip().endswith(":"):
        sentence = before[-1]
        cues = [c for c in attributor.cues if sentence.start <= c.at < sentence.end and c.source]
        quoting = [c for c in cues if "quote" in c.word.takes] or cues
        if quoting:
            return Verdict(quoting[-1].source, quoting[-1], "colon ends the paragraph before")
        verdict = attributor.label(list(sentence)[:-1]) or attributor.subject(list(sentence))
        if verdict:
            return Verdict(verdict.source, None, "colon ends the paragraph before")
    if said is not None and whole[n - 1] and before and previous is not None:
        last = before[-1]
        if doc.tokens[previous.start].sent.paragraph == last.paragraph:
            return Verdict(said.source, said.cue, "carried on: last speaker")
    return None


# -- reports ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Report:
    cue: Cue
    content: Content


def _reported(doc: Doc, cues: list[Cue], whole: list[bool], inside: list[int], used: set[int]) -> list[_Report]:
    """What cues report, clear of whole quotations; a report inside a report belongs to the outer one."""
    found: list[_Report] = []
    for start, end, head in according_to(doc, inside):
        source = source_at(head)
        if source is None:
            continue
        cue = Cue(ACCORDING, start, start, end, source)
        stop = max(end, source.end)
        found += [_Report(cue, c) for c in rest_of_sentence(doc, start, stop)]
    taken = {r.cue.at for r in found}
    for cue in cues:
        if cue.at not in used and cue.at not in taken:
            found += [_Report(cue, c) for c in contents_of(cue, doc)]
    clear = []
    for report in found:
        content = _trim(doc, _clip(report.content, whole, inside), inside)
        if content is not None:
            clear.append(_Report(report.cue, content))
    clear.sort(key=lambda r: (r.content.start, -r.content.end, r.cue.at))
    kept: list[_Report] = []
    end = -1
    for report in clear:
        if report.content.start >= end:
            kept.append(report)
            end = report.content.end
    return kept


def _clip(content: Content, whole: list[bool], inside: list[int]) -> Content | None:
    start, end = content.start, content.end
    for i in range(start, end):
        if inside[i] >= 0 and whole[inside[i]]:
            end = i
            break
    return replace(content, start=start, end=end) if end > start else None


def _trim(doc: Doc, content: Content | None, inside: list[int]) -> Content | None:
    """Without punctuation at its edges; nothing if no word is left."""
    if content is None:
        return None
    start, end = content.start, content.end
    while start < end and doc.tokens[start].is_punct and inside[start] < 0:
        start += 1
    while end > start and doc.tokens[end - 1].is_punct and inside[end - 1] < 0:
        end -= 1
    if end > start and doc.tokens[end - 1].lower_ in {"and", "but", "or", "as"}:
        end -= 1
    words = [t for t in doc.tokens[start:end] if any(c.isalnum() for c in t.text)]
    return replace(content, start=start, end=end) if words else None


def _inner(
    doc: Doc, attributor: Attributor, marked: list[Marked], whole: list[bool], reports: list[_Report], utterance: int
) -> list[Found]:
    rows: list[Found] = []
    held: set[int] = set()
    for report in reports:
        utterance += 1
        content = report.content
        a, b = doc.tokens[content.start].idx, doc.tokens[content.end - 1].end
        verdict = Verdict(report.cue.source, report.cue, f"report: {content.rule}")
        parts = [n for n, m in enumerate(marked) if not whole[n] and m.start < content.end and content.start < m.end]
        for n in parts:
            m = marked[n]
            a, b = min(a, m.stretch.start), max(b, m.stretch.end)
        if parts:
            form = "direct" if _all_inside(doc, a, b, [marked[n] for n in parts]) else "partial"
            for n in parts:
                if n not in held:
                    held.add(n)
                    rows.append(
                        _row(
                            marked[n],
                            (a, b),
                            verdict,
                            "quotation",
                            f"words inside a report: {content.rule}",
                            utterance,
                            form,
                        )
                    )
        else:
            rows.append(
                Found(a, b, a, b, "indirect", "quotation", verdict.source, verdict.cue, "none", verdict.rule, utterance)
            )
    for n, m in enumerate(marked):
        if whole[n] or n in held:
            continue
        utterance += 1
        verdict = attributor.nearest(m)
        use = use_of(doc, m, verdict)
        if use != "quotation":
            rows.append(_row(m, (m.stretch.start, m.stretch.end), None, use, "", utterance, "partial"))
            continue
        a, b = attributor.clause_around(m, verdict)
        form = "direct" if _all_inside(doc, a, b, [m]) else "partial"
        rows.append(_row(m, (a, b), verdict, use, "", utterance, form))
    return rows


def _all_inside(doc: Doc, a: int, b: int, parts: list[Marked]) -> bool:
    covered = [(m.stretch.start, m.stretch.end) for m in parts]
    span = doc.span_at(a, b)
    if span is None:
        return True
    return all(any(s <= t.idx and t.end <= e for s, e in covered) for t in span if any(c.isalnum() for c in t.text))
