"""Article rows: the quotations and reports of one article, before pronouns are resolved."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from kit.data import rulebook
from kit.english.quotes.cues import Cue, Cues, find_cues, outside
from kit.english.quotes.fragments import Loose
from kit.english.quotes.headline_repeats import attribute_repeats
from kit.english.quotes.headlines import read_headlines
from kit.english.quotes.interviews import answers, interviewee
from kit.english.quotes.last_speaker import CARRIED, Carrier
from kit.english.quotes.marked_spans import lay_out, words
from kit.english.quotes.marks import find_stretches
from kit.english.quotes.missing_marks import repair_all
from kit.english.quotes.parentheticals import is_inside_clause
from kit.english.quotes.quote_row import QuoteRow
from kit.english.quotes.reports import find_reports
from kit.english.quotes.speech_tags import Attribution, Attributor
from kit.english.quotes.titles_and_scare_quotes import is_name, use_of
from kit.english.quotes.transcripts import label_inside, unmarked_speech
from kit.english.quotes.voices import can_speak, papers
from kit.tables.schemas import READ_ROLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.english.doc import Doc
    from kit.english.quotes.marked_spans import Marked
    from kit.english.quotes.reports import Report
    from kit.english.quotes.source_extent import Source
    from kit.english.quotes.stretch import Stretch
    from kit.english.quotes.transcripts import Speech

# "and a “…”": with more words than this between two stretches, something else has begun.
LONGEST_JOINT = 3
# What only "according to" lets speak.
_WRITTEN = frozenset({"plan", "budget", "strategy", "tariff"})


def find_in_article(doc: Doc) -> list[QuoteRow]:
    """The quotations and reports of one article, in order; `utterance` numbers what one speaker says on end."""
    paragraphs = _paragraphs(doc)
    stretches = repair_all(doc, find_stretches(doc.text, paragraphs))
    if not doc.analysed:
        plain = lay_out(doc, stretches)
        return [
            replace(_row(m, None, "quotation"), rule="quote.not-analysed", utterance=n) for n, m in enumerate(plain)
        ]
    speech = unmarked_speech(doc, paragraphs, partial(interviewee, doc)) or answers(doc, paragraphs)
    stretches = [s for s in stretches if not _within(speech, s.start)]  # what a speaker quotes belongs to the speech
    stretches, labels = _without_labels(doc, stretches)
    cues = find_cues(doc)
    cue_ends = {cue.end for cue in cues if "quote" in cue.word.takes}
    laid = lay_out(doc, stretches)
    names = [m for m in laid if m.stretch.start not in labels and is_name(doc, m, cue_ends)]
    titles = {m.stretch for m in names}
    marked = lay_out(doc, [s for s in stretches if s not in titles]) if titles else laid
    rows = [_row(m, None, "title") for m in names]
    rows += _Article(doc, marked, labels, cues).rows({i for m in names for i in range(m.start, m.end)})
    rows = [row for row in rows if not _within(speech, row.start)]
    rows += [_speech(*one) for one in speech]
    rows += _headlined(doc, marked, rows)
    attribute_repeats(doc, rows)
    rows = _by_voices(doc, rows)
    return _numbered(_settled(doc, sorted(rows, key=lambda r: (r.start, r.end))))


def _by_voices(doc: Doc, rows: list[QuoteRow]) -> list[QuoteRow]:
    """Drop reports whose source cannot speak (a day, a war, a plan); quotations in marks stay, without a speaker."""
    kept = []
    for row in rows:
        if row.source is not None and _is_silent(doc, row.source):
            if row.marks == "none":
                continue
            row.source, row.rule = None, rulebook.rule(row.rule, "quote.silent")
        kept.append(row)
    return kept


def _is_silent(doc: Doc, source: Source) -> bool:
    """Whether a source is a noun for something that cannot speak, with no person named beside it."""
    if doc.tokens[source.head].lemma_ in _WRITTEN and doc.tokens[source.start - 1].lower_ == "to":
        return False  # "according to the plan"
    named = (t for t in doc.tokens[source.start : source.end] if t.ent_type_ == "PERSON")
    return can_speak(doc.tokens[source.head]) is False and all(t.dep_ in {"poss", "case"} for t in named)


def _headlined(doc: Doc, marked: list[Marked], rows: list[QuoteRow]) -> list[QuoteRow]:
    """Rows of headlines in which the rules for prose found no speaker; a row found without one gets it here."""
    more = []
    for headlined in read_headlines(doc, marked):
        sentence = doc.tokens[headlined.start].sent
        here = [r for r in rows if sentence.start_char <= r.start < sentence.end_char]
        if any(r.source is not None for r in here):
            continue
        start, end = doc.tokens[headlined.start].idx, doc.tokens[headlined.end - 1].end
        quoted = [r for r in here if r.marks != "none" and start < r.end and r.start < end]
        for row in quoted:
            row.source, row.cue, row.rule, row.use = headlined.source, headlined.cue, headlined.rule, "quotation"
            row.content_start, row.content_end = min(start, row.start), max(end, row.end)
            row.form = "partial" if row.start - start > 1 or len(quoted) > 1 else row.form
        if not here:
            verdict = (headlined.source, headlined.cue, "none", headlined.rule)
            more.append(QuoteRow(start, end, start, end, "indirect", "quotation", *verdict))
    return more


def _paragraphs(doc: Doc) -> list[tuple[int, int]]:
    bounds: dict[int, tuple[int, int]] = {}
    for sentence in doc.sentences:
        if sentence.role in READ_ROLES:
            start, _ = bounds.get(sentence.paragraph, (sentence.start_char, 0))
            bounds[sentence.paragraph] = (start, sentence.end_char)
    return [bounds[key] for key in sorted(bounds)]


def _without_labels(doc: Doc, stretches: list[Stretch]) -> tuple[list[Stretch], dict[int, Source]]:
    """Speakers' labels inside marks taken off; the sources by where their stretch then starts."""
    kept, labels = [], {}
    for stretch in stretches:
        line = doc.text[doc.text.rfind("\n", 0, stretch.start) + 1 : stretch.start]
        found = None if any(c.isalnum() for c in line) else label_inside(doc, stretch)
        if found is None:
            kept.append(stretch)
        else:
            kept.append(found[0])
            labels[found[0].start] = found[1]
    return kept, labels


class _Article:
    """Makes the rows of one article from its quoted stretches and its cues."""

    def __init__(self, doc: Doc, marked: list[Marked], labels: dict[int, Source], cues: list[Cue]) -> None:
        self.doc, self.marked = doc, marked
        self.inside = [-1] * len(doc.tokens)
        for n, m in enumerate(marked):
            self.inside[m.start : m.end] = [n] * (m.end - m.start)
        self.in_marks = [n >= 0 for n in self.inside]
        own = list(outside(doc, cues, self.in_marks))
        self.cues = Cues([cue for cue in own if not is_inside_clause(cue, doc, own)])
        self.attributor, self.loose = Attributor(doc, self.cues), Loose(doc, self.cues)
        self.whole = [m.stretch.start in labels or self.attributor.is_whole(m) for m in marked]
        self.split: set[int] = set()  # the second half of a sentence that another stretch begins
        for n in range(1, len(marked)):
            if self.whole[n - 1] and self.attributor.goes_on(marked[n - 1], marked[n]):
                self.whole[n] = True
                self.split.add(n)
        self.verdicts: list[Attribution | None] = [
            Attribution(labels[m.stretch.start], None, "quote.label-inside")
            if m.stretch.start in labels
            else (self.attributor.attribute(m) if whole else None)
            for m, whole in zip(marked, self.whole, strict=True)
        ]
        Carrier(doc, self.attributor, marked, self.whole, self.verdicts).run()

    def rows(self, titled: set[int]) -> list[QuoteRow]:
        """A row for each stretch, and one for each report without marks; `titled` are the tokens of titles."""
        found = []
        for n, m in enumerate(self.marked):
            if self.whole[n]:
                use = use_of(self.doc, m, self.verdicts[n])
                content = (m.stretch.start, self._run_on(n)) if self.verdicts[n] else None
                found.append(self._row(m, self.verdicts[n], use, content))
        taken = [n >= 0 and self.whole[n] for n in self.inside]
        used = {v.cue.at for v in self.verdicts if v is not None and v.cue is not None}
        held: set[int] = set()
        for report in find_reports(self.doc, self.cues.all, taken, self.in_marks, titled, used):
            found += self._reported(report, held)
        loose: dict[int, QuoteRow] = {}
        for n, m in enumerate(self.marked):
            if not self.whole[n] and n not in held:
                loose[n] = self._beside(n, loose.get(n - 1)) or self._loose(m)
        return found + list(loose.values())

    def _beside(self, n: int, before: QuoteRow | None) -> QuoteRow | None:
        """The second of two that "and" or "or" joins, “…” or “…”, belongs to whom the first does."""
        if before is None or before.source is None or self.marked[n - 1].paragraph != self.marked[n].paragraph:
            return None
        gap = words(self.doc, self.marked[n].before_gap)
        if not gap or len(gap) > LONGEST_JOINT or gap[0].tag_ != "CC":
            return None
        m = self.marked[n]
        before.content_end, before.form = m.stretch.end, "partial"
        verdict = Attribution(before.source, before.cue, "quote.joined")
        return self._row(m, verdict, "quotation", (before.content_start, m.stretch.end))

    def _run_on(self, n: int) -> int:
        """Where a sentence ends that began inside the marks and goes on behind them."""
        m = self.marked[n]
        if n in self.split or self.attributor.is_whole(m):
            return m.stretch.end
        behind = words(self.doc, m.after)
        return behind[-1].end if behind else m.stretch.end

    def _row(
        self, m: Marked, verdict: Attribution | None, use: str, content: tuple[int, int] | None = None
    ) -> QuoteRow:
        row = _row(m, verdict, use)
        if content is not None and use == "quotation":
            row.content_start, row.content_end = content
            row.form = "direct" if self._all_marked(*content) else "partial"
        return row

    def _reported(self, report: Report, held: set[int]) -> list[QuoteRow]:
        """Rows of a report: one for each stretch in it, or else one for the clause."""
        content = report.content
        tokens = self.doc.tokens
        a, b = tokens[content.start].idx, tokens[content.end - 1].end
        inner = sorted({self.inside[i] for i in range(content.start, content.end)} - {-1})
        for n in inner:
            stretch = self.marked[n].stretch
            a, b = min(a, stretch.start), max(b, stretch.end)
            if not any(c.isalnum() for c in self.doc.text[a : stretch.start]):
                a = stretch.start
        verdict = Attribution(report.cue.source, report.cue, content.rule)
        if not inner:
            return [QuoteRow(a, b, a, b, "indirect", "quotation", verdict.source, verdict.cue, "none", verdict.rule)]
        if (
            len(inner) == 1
            and report.content.rule == "quote.report.clause"
            and (cue := self._of_paper(report, self.marked[inner[0]]))
        ):
            return self._relayed(report, cue, held)
        rows = [self._row(self.marked[n], verdict, "quotation", (a, b)) for n in inner if n not in held]
        held.update(inner)
        return rows

    def _of_paper(self, report: Report, m: Marked) -> Cue | None:
        """The cue of a clause about a paper that ends a report: "said she had not seen the letter, which spoke of “…”"."""
        tokens, content = self.doc.tokens, report.content
        verb = next((a for a in tokens[m.start].ancestors if a.dep_ == "relcl"), None)
        if verb is None or verb.left_edge.i <= content.start or verb.right_edge.i < content.end - 1:
            return None
        before = reversed(tokens[content.start : verb.left_edge.i])
        noun = next((t for t in before if t.pos_ == "NOUN" and not t.ent_type_), None)
        near = [c for c in self.cues.between(verb.left_edge.i, m.start) if not c.passive]
        return near[-1] if near and noun is not None and noun.lemma_.lower() in papers() else None

    def _relayed(self, report: Report, cue: Cue, held: set[int]) -> list[QuoteRow]:
        """Rows of a report that a clause about a paper ends: what is reported up to there, and what the paper says."""
        tokens, content = self.doc.tokens, report.content
        verb = next(a for a in (tokens[cue.at], *tokens[cue.at].ancestors) if a.dep_ == "relcl")
        end = next(i for i in range(verb.left_edge.i, content.start, -1) if not tokens[i - 1].is_punct)
        outer = replace(report, content=replace(content, end=end))
        inner = find_reports(self.doc, [cue], [False] * len(tokens), self.in_marks)
        return [row for one in (outer, *inner) for row in self._reported(one, held)]

    def _loose(self, m: Marked) -> QuoteRow:
        """Words in marks that no report holds: the nearest cue's, or nobody's."""
        verdict = self.loose.nearest(m)
        use = use_of(self.doc, m, verdict)
        return self._row(m, verdict, use, self.loose.content(m, verdict))

    def _all_marked(self, start: int, end: int) -> bool:
        span = self.doc.span_at(start, end)
        return span is None or all(self.in_marks[t.i] for t in span if t.is_word)


def _row(m: Marked, verdict: Attribution | None, use: str) -> QuoteRow:
    rule = "quote.unattributed" if use == "quotation" else f"quote.use.{use}"
    if verdict is not None and use == "quotation":
        rule = verdict.rule
    else:
        verdict = None
    if m.stretch.missing:
        rule = rulebook.rule(rule, m.stretch.rule)
    start, end = m.stretch.start, m.stretch.end
    source, cue = (verdict.source, verdict.cue) if verdict else (None, None)
    return QuoteRow(start, end, start, end, "direct", use, source, cue, m.stretch.marks, rule)


def _speech(start: int, end: int, source: Source | None, rule: str) -> QuoteRow:
    return QuoteRow(start, end, start, end, "indirect", "quotation", source, None, "none", rule)


def _within(speech: Sequence[Speech], at: int) -> bool:
    return any(start <= at < end for start, end, *_ in speech)


def _settled(doc: Doc, rows: list[QuoteRow]) -> list[QuoteRow]:
    """Contents that overlap become one if they hang from one cue or cannot be parted, else they are parted."""
    group: list[QuoteRow] = []
    low = 0  # where the group may begin at the earliest
    said = [r for r in rows if r.use == "quotation"]
    for row in sorted(said, key=lambda r: (r.content_start, r.content_end, r.start)):
        end = max((r.content_end for r in group), default=-1)
        if not group or row.content_start >= end:
            group = [row]
            continue
        if _same_cue(row, group[0]) or row.start < end:
            group.append(row)
            start, stop = max(low, min(r.content_start for r in group)), max(r.content_end for r in group)
            span = doc.span_at(start, stop)
            inner = [(r.start, r.end) for r in group if r.marks != "none"]
            bare = span is not None and any(not any(a <= t.idx < b for a, b in inner) for t in span if t.is_word)
            for r in group:
                r.content_start, r.content_end = start, stop
                if r.marks != "none":
                    r.form = "partial" if bare else "direct"
        else:
            token = doc.token_at(end)
            while token is not None and token.idx < row.start and not token.is_word:
                token = doc.token_at(token.end)
            low = row.content_start = min(row.start, token.idx if token is not None else row.start)
            group = [row]
    marked = {(r.content_start, r.content_end) for r in said if r.marks != "none"}
    return [r for r in rows if r.marks != "none" or (r.content_start, r.content_end) not in marked]


def _same_cue(one: QuoteRow, other: QuoteRow) -> bool:
    return one.cue is not None and other.cue is not None and one.cue.at == other.cue.at


def _numbered(rows: list[QuoteRow]) -> list[QuoteRow]:
    """Number utterances: a stretch goes on with the one before if it was carried on or hangs from the same cue."""
    number = -1
    last: QuoteRow | None = None
    for row in rows:
        same_cue = last is not None and row.cue is not None and last.cue is not None and row.cue.at == last.cue.at
        same_content = last is not None and row.content_start < last.content_end
        if not (
            last is not None and row.use == "quotation" and (row.rule.startswith(CARRIED) or same_cue or same_content)
        ):
            number += 1
        row.utterance = number
        if row.use == "quotation":
            last = row
    return rows
