"""Read article: resolves the time expressions of one article in the order of its text."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from datetime import date, timedelta
from operator import itemgetter
from typing import TYPE_CHECKING

from kit.english.lexicon.calendar import DAYPARTS
from kit.english.lexicon.happenings import SCHEDULED
from kit.english.timeline import anchors, calendar, context_day, dated_word, finder, names, tense, world_events
from kit.english.timeline.anchors import Anchor
from kit.english.timeline.context_day import Time, Told
from kit.english.timeline.relative import EARLY_PAGE
from kit.english.timeline.rules import Meaning, Moment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kit.english.doc import Doc, Span
    from kit.english.timeline.finder import Found

# Here a date says when the page was made or sent, and dates no word.
FURNITURE = ("byline", "credit", "dateline", "notice")
# The words before an expression that say how it bounds what it dates.
SIGNAL = re.compile(r"\b(since|until|till|by|before|after|from|through|between|as of)\s+(?:the\s+)?\Z", re.IGNORECASE)
# The rules that ask for what stands beside an expression.
BESIDE = frozenset({"weekday", "month", "month and day", "day of the month"})
OF_QUARTER = frozenset({"the year", "quarter beside another", "year before"})
FORECAST = re.compile(
    r"\b(?:than|as)\s+(?:\w+ly\s+)?\w+(?:ed|ast|ught)\s+(?:back\s+)?(?:in|on|at|for)?\s*(?:the\s+)?$", re.IGNORECASE
)
BOUND = re.compile(
    r"\b(?:(more than|at least|(?:for|after|of|by|just|well|lasted|took) over)|(less than|under|at most|up to))\s+\Z",
    re.IGNORECASE,
)


def read_times(
    doc: Doc,
    anchor: Anchor,
    stretches: list[tuple[int, int, int | None]],
    events: world_events.WorldEvents,
    titles: Iterable[tuple[int, int]] = (),
) -> list[Time]:
    """The times of an article, in order of the text; `titles` are stretches in which words are no times.

    What stands in quotation marks is read last: its reference day is the day of its reporting verb, which the reporter's
    own words tell.
    """
    found = [(f, sentence) for sentence, f in finder.expressions(doc) if not names.is_name(doc, f, titles)]
    events = replace(events, article=doc.typed)
    cues = frozenset(cue for *_, cue in stretches if cue is not None)
    times = Told()
    spoken = [(f, s) for f, s in found if anchors.inside(stretches, f.start)]
    own = [(f, s) for f, s in found if not anchors.inside(stretches, f.start)]
    _read(doc, own, lambda _: anchor, times, cues, events)
    days = _speech_days(times)

    def when_spoken(f: Found) -> Anchor:
        stretch = anchors.inside(stretches, f.start)
        cue = stretch[2] if stretch else None
        return _day_of_speech(cue if cue is not None else f.start, days, anchor)

    _read(doc, spoken, when_spoken, times, cues, events)
    return _joined(doc.typed, list(times))


# Present tense that tells of what is over: "Court rules Monday", "Bakers shelter in the mill on Saturday".
TERSE = frozenset({"headline", "caption"})
# A line that announces what is held: "Rally: Saturday, noon", "When: Friday, 7 p.m.".
ANNOUNCED = re.compile(
    rf"(?:\A|[.!?\n])\s*(?:[\w’'-]+ ){{0,3}}(?:when|{'|'.join(sorted(SCHEDULED))}): ?\Z", re.IGNORECASE
)


def _read(
    doc: Doc,
    found: list[tuple[Found, Span]],
    anchor_of: Callable[[Found], Anchor],
    times: Told,
    cues: frozenset[int],
    events: world_events.WorldEvents,
) -> None:
    """Read expressions in order of the text; clock times last, for the day they belong to may stand behind them."""
    previous: date | None = None
    previous_day: date | None = None
    clocks = []
    for f, sentence in found:
        if f.rule.name in ("clock time", "part of the day"):
            clocks.append((f, sentence))
            continue
        anchor = anchor_of(f)
        time = _time(doc, f, sentence, anchor, (previous, previous_day), cues, events, times)
        if time is None:
            continue
        times.add(f.start, time)
        meaning = time.meaning
        if meaning.type in ("DATE", "TIME") and meaning.earliest and meaning.value and meaning.base != "event":
            if context_day.in_passing(doc, time, times, sentence) or _compares(f):
                continue
            previous = meaning.earliest
            if meaning.grain in ("day", "time", "week"):
                previous_day = previous
    for f, sentence in clocks:
        day, why = context_day.day_around(doc, sentence, f, times), "time.from.beside"
        if day is None:
            day, why = context_day.day_told(doc, f, times, anchor_of(f).day), "time.from.told"
        anchor = Anchor(day, "previous time", why) if day else anchor_of(f)
        time = _time(doc, f, sentence, anchor, (None, None), cues, events, times, today=anchor_of(f).day)
        if time is not None:
            times.add(f.start, context_day.past_midnight(doc.typed, time, times, sentence))


def _compares(f: Found) -> bool:
    """Whether it only says what is compared with: "$2 million a year earlier"; the next "a year earlier" is not counted from it."""
    return f.rule.name == "ago" and bool(
        re.search(r"(?:years?|months?|quarters?)\s+(?:earlier|ago)$", f.match[0], re.IGNORECASE)
    )


def _time(
    doc: Doc,
    f: Found,
    sentence: Span,
    anchor: Anchor,
    previous: tuple[date | None, date | None],
    cues: frozenset[int],
    events: world_events.WorldEvents,
    times: Told,
    today: date | None = None,
) -> Time | None:
    """One expression read, its modifiers applied, its event word found; None if its words are no time after all.

    `today` is the day that tells past from future where the anchor is the day of a clock time.
    """
    token = doc.token_at(f.match.start())
    leaning = tense.tense(token, headline=sentence.role in TERSE) if token is not None and doc.analysed else 0
    before = finder.context(doc.typed, sentence.start_char, f.match.start())
    if re.search(r"\bsince\s+$", before, re.IGNORECASE):
        leaning = -1.0  # "Have been fighting since June"
    last = doc.token_at(f.match.end() - 1)
    if f.rule.name == "weekday" and last is not None and (passed := tense.of_thing(last)) is not None:
        leaning = passed
    if ANNOUNCED.search(doc.typed[max(0, f.match.start() - 60) : f.match.start()]):
        leaning = 1.0  # "Rally: Saturday, noon"
    if FORECAST.search(before):
        leaning = -1.0  # "Growth will be lower than forecast in March"
    near = replace(events, sentence=doc.typed[sentence.start_char : sentence.end_char])
    tag, entity = (token.tag_, token.ent_type_) if token is not None else ("", "")
    counts = token is not None and dated_word.counts(token)
    modifies = last is not None and last.dep_ == "compound" and last.head.i > last.i
    moment = Moment(
        anchor.day,
        leaning,
        *previous,
        events=near,
        context=before,
        tag=tag,
        entity=entity,
        counts=counts,
        modifies=modifies,
        dated=anchor.source != "published",
    )
    if f.rule.name in BESIDE and token is not None:
        beside = context_day.day_beside(times, sentence, f.start)
        moment = replace(
            moment, named=times.days, beside=beside, backshifted=tense.backshifted(token), negated=tense.negated(token)
        )
    if f.rule.name in OF_QUARTER:
        moment = replace(moment, quarter=context_day.quarter_named(times, f.start))
    meaning = f.rule.read(f.match, moment)
    if meaning is None:
        return None
    meaning, start = _modified(f, meaning, anchor.day)
    front = doc.typed[max(sentence.start_char, start - 30) : start]
    if (
        meaning.mod is None
        and meaning.type == "DURATION"
        and meaning.earliest is None
        and (bound := BOUND.search(front))
    ):
        meaning = replace(meaning, mod="MORE_THAN" if bound[1] else "LESS_THAN")
    found = SIGNAL.search(front)
    signal = found[1].lower() if found else None
    furniture = sentence.role in FURNITURE
    word = None if furniture else dated_word.event_word(doc, start, f.end)
    used = anchor if meaning.base == "anchor" else anchors.NONE
    if meaning.base in ("previous", "event"):
        day, source = meaning.base_day, "event" if meaning.base == "event" else "previous time"
        used = Anchor(day, source, "")
    today = meaning.earliest if meaning.rule.startswith(EARLY_PAGE) else today or anchor.day
    kind = None if furniture else dated_word.kind_of(meaning, word, leaning, today, cues, signal)
    return Time(start, f.end, meaning, used, word, kind, signal)


def _modified(f: Found, meaning: Meaning, anchor: date | None) -> tuple[Meaning, int]:
    """The meaning with the words before it and the part of the day behind it; and where the expression starts then."""
    if f.daypart and meaning.value and meaning.grain == "day":
        value = meaning.value + DAYPARTS[f.daypart]
        meaning = replace(meaning, type="TIME", value=value, grain="time", rule=f"{meaning.rule}+time.day-part")
    elif f.daypart:
        meaning = replace(meaning, type="TIME")
    if f.before is None:
        return meaning, f.start
    groups, dated = f.before.groupdict(), meaning.type in ("DATE", "TIME")
    if groups["about"]:
        # "About this morning" is what somebody spoke of; "about noon", "around 2007" are near it.
        if meaning.type == "SET" or (dated and f.rule.name not in ("clock time", "part of the day", "year")):
            return meaning, f.match.start()
        mod = "LESS_THAN" if groups["about"].lower() in ("almost", "nearly") and not dated else "APPROX"
        return replace(meaning, mod=mod), f.start
    if not dated or (meaning.earliest is None and meaning.grain is None):
        return meaning, f.match.start()
    if groups["hours"]:
        if meaning.type == "DATE" and meaning.grain == "day" and meaning.value:
            value, rule = meaning.value + DAYPARTS["morning"], f"{meaning.rule}+time.early-hours"
            return replace(meaning, type="TIME", value=value, grain="time", mod="START", rule=rule), f.start
        return meaning, f.match.start()
    if groups["border"]:
        if groups["border"].lower() == "pre":
            latest = meaning.earliest and calendar.shift(meaning.earliest, -1, "day")
            return replace(
                meaning, mod="BEFORE", earliest=None, latest=latest, rule=f"{meaning.rule}+time.border(before)"
            ), f.start
        earliest = meaning.latest and calendar.shift(meaning.latest, 1, "day")
        return replace(
            meaning, mod="AFTER", earliest=earliest, latest=None, rule=f"{meaning.rule}+time.border(after)"
        ), f.start
    if groups["side"]:
        return _side(f, meaning, groups["side"].lower(), anchor)
    part = re.sub(r"\W+", " ", groups["part"].lower())
    mod = "START" if re.search("early|begin|start|first", part) else "MID" if "mid" in part else "END"
    return replace(meaning, mod=mod, rule=f"{meaning.rule}+time.part({part.strip()})"), f.start


def _side(f: Found, meaning: Meaning, side: str, anchor: date | None) -> tuple[Meaning, int]:
    """Later this week: only what is after the reference day; earlier this month: only what is before it."""
    if (
        f.rule.name not in ("last, this, next", "today", "this morning", "this weekend", "season of a year")
        or meaning.mod
    ):
        return meaning, f.match.start()
    earliest, latest = meaning.earliest, meaning.latest
    mod = "END" if side == "later" else "START"
    if anchor and earliest and latest and earliest < latest and earliest <= anchor <= latest:
        if side == "later" and anchor < latest:
            earliest = anchor + timedelta(days=1)
        elif side == "earlier" and earliest < anchor:
            latest = anchor - timedelta(days=1)
    return replace(
        meaning, mod=mod, earliest=earliest, latest=latest, rule=f"{meaning.rule}+time.side({side})"
    ), f.start


def _speech_days(times: Told) -> list[tuple[int, date]]:
    """The days on which the reporter says that something was said: offset of the verb, day."""
    return sorted(
        (t.word.idx, t.meaning.earliest)
        for t in times
        if t.word is not None and t.kind == "spoken" and t.meaning.grain in ("day", "time") and t.meaning.earliest
    )


def _day_of_speech(cue: int, days: list[tuple[int, date]], anchor: Anchor) -> Anchor:
    """The day of a reporting verb: the one said of it, else the last one said of any before it, else the article's."""
    if not days:
        return anchor
    n = bisect_left(days, cue, key=itemgetter(0))
    if n < len(days) and days[n][0] == cue:
        return Anchor(days[n][1], "speech", "time.from.verb")
    return Anchor(days[max(n - 1, 0)][1], "speech", "time.from.speech")


def _joined(text: str, times: list[Time]) -> list[Time]:
    """Join a clock time and the day right behind it ("10 a.m. Friday"), or a day and the clock time behind it."""
    joined: list[Time] = []
    for time in times:
        last = joined[-1] if joined else None
        if last is not None and _together(text, last, time):
            clock, day = (last, time) if _is_clock(last) else (time, last)
            value = (day.meaning.value or "")[:10] + context_day.of_half_day(
                clock.meaning.value or "", day.meaning.value or ""
            )[10:]
            meaning = replace(
                day.meaning, type="TIME", value=value, grain="time", rule=f"{day.meaning.rule}+time.clock"
            )
            joined[-1] = replace(day, start=last.start, end=time.end, meaning=meaning, word=clock.word or day.word)
        else:
            joined.append(time)
    return joined


def _together(text: str, first: Time, second: Time) -> bool:
    between = text[first.end : second.start]
    clocks = [t for t in (first, second) if _is_clock(t)]
    if len(clocks) != 1 or first.meaning.earliest is None or second.meaning.earliest is None:
        return False
    day = second if clocks[0] is first else first
    if day.meaning.type == "TIME" and (day.meaning.value or "")[10:] not in DAYPARTS.values():
        return False
    return day.meaning.grain in ("day", "time") and bool(
        re.fullmatch(r",?\s+(?:on\s+)?" if clocks[0] is first else r",?\s+", between)
    )


def _is_clock(time: Time) -> bool:
    return time.meaning.type == "TIME" and time.meaning.rule.startswith(("time.clock", "time.day-part"))
