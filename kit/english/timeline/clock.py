"""Clock: times of day, with their zones, and parts of days."""

from __future__ import annotations

import re

from kit.english.lexicon.calendar import DAYPARTS, STEP, WEEKDAYS, ZONES, number
from kit.english.timeline import calendar
from kit.english.timeline.rules import Meaning, Moment, covering, rule, unresolved

# Before a bare "ten" that ends its clause, a day says that it is an hour.
_AT_DAY = r"\b(?:tonight|tomorrow|today|morning|afternoon|evening|[A-Z]\w+day)\s+at\s+$"
_HOURS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"


# Before an hour in words that might as well count something.
_BEFORE_HOUR = re.compile(r"\b(?:at|about|around|by|until|till|before|after|since|nearly)\s+$", re.IGNORECASE)
# Around four figures that are a clock time, as "0600 on Friday" and "until 1800 today"; any others are a year or a count.
_CLOCK_LEADS = re.compile(r"\b(?:at|from|until|till|before|after|by|between|and|to)\s+$", re.IGNORECASE)
_CLOCK_DAY = re.compile(rf"\s+(?:on\s+)?(?:today|tomorrow|tonight|yesterday|{'|'.join(WEEKDAYS)})\b")
# Behind "17.20" at the head of an entry: the end of its line, or its first word.
_ENTRY = re.compile(r"[ \t]*(?:\n|$)|(?<=\d\d\.\d\d)[ \t]+(?-i:[A-Z])")


def _figures(match: re.Match[str], moment: Moment) -> bool:
    """Whether four bare figures are a clock time."""
    led = _CLOCK_LEADS.search(moment.context)
    return bool(led and (match[0][0] == "0" or _CLOCK_DAY.match(match.string, match.end())))


@rule(
    "clock time",
    r"{clock} ?{ampm}{zoned}?",
    r"(?P<hour>[01]?\d|2[0-4])[:.](?P<minute>[0-5]\d)(?::[0-5]\d)?(?: ?(?P<h>hrs?|hours|h)(?!\w))?{zoned}?(?![\w:%]|[.,-]\d)",
    r"(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d) (?:(?P<h>hrs|hours)|{zone})(?!\w)",
    r"(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?P<figures>)(?! \d)",
    rf"(?P<hour>\d\d?|{_HOURS}) (?P<oclock>o['’]clock)(?: in the {{daypart}})?",
    rf"(?P<minutes>half|(?:a )?quarter|five|ten|twenty(?:[- ]five)?) (?P<side>past|to) (?P<hour>{_HOURS})(?!\w)(?: in the {{daypart}})?",
    rf"(?P<hour>\d\d?|{_HOURS}) (?P<led>in the) (?P<daypart>morning|afternoon|evening)(?!\w)",
    rf"(?P<hour>{_HOURS})(?= (?:tonight|tomorrow|this (?:morning|afternoon|evening)|on {{weekday}})\b)",
    rf"(?P<hour>{_HOURS})(?P<last>(?=\s*(?:[.,;:!?]|$)))",
)
def clock(match: re.Match[str], moment: Moment) -> Meaning | None:
    """3:30 p.m., 18:00 UTC: on the day named beside it, else on the reference day."""
    groups = match.groupdict()
    zone = groups.get("zone") or groups.get("zone2")
    half = (groups.get("ampm") or groups.get("daypart") or "").lower()
    if re.match(r"\d+\.\d", match[0]) and not (half or zone or groups.get("h")):
        line = not moment.context.strip() and _ENTRY.match(match.string, match.end())
        dated = _BEFORE_HOUR.search(moment.context) and _CLOCK_DAY.match(match.string, match.end())
        if (
            not line
            and not dated
            and not (match[0][0] == "0" and re.search(r"\bat\s+$", moment.context, re.IGNORECASE))
        ):
            return None  # 10.30 is a number, unless it heads an entry; "at 03.48" is none
    if re.fullmatch(r"\d:\d\d:\d\d", match[0]) and not re.search(r"\bat\s+$", moment.context, re.IGNORECASE):
        return None  # The time of a race
    if "figures" in groups and not _figures(match, moment):
        return None
    if ("led" in groups or groups.get("side") == "to") and not _BEFORE_HOUR.search(moment.context):
        return None  # "Two in the evening dress", "from ten to five"
    bare = match[0].isalpha()
    if bare and not re.search(_AT_DAY if "last" in groups else r"\bat\s+$", moment.context, re.IGNORECASE):
        return None  # "He came at ten on Monday", "tomorrow at ten"; not "prices stood at ten"
    hour = int(number(match["hour"]) or 0)
    minute = int(groups.get("minute") or 0)
    if groups.get("side"):
        minute = {"half": 30, "quarter": 15}.get(groups["minutes"].lower().split()[-1], 0) or int(
            number(groups["minutes"]) or 0
        )
        if groups["side"].lower() == "to":
            hour, minute = hour - 1, 60 - minute
    if half and hour > 12:
        return None
    if half[:1] == "p" or half in ("afternoon", "evening") or (half == "night" and hour > 4):
        hour = hour % 12 + 12
    elif half:
        hour %= 12
    if moment.anchor is None:
        return unresolved("TIME", "no-day")
    time = f"T{hour:02}:{minute:02}{_zone(zone)}"
    return covering("TIME", f"{moment.anchor.isoformat()}{time}", "time.clock", base="anchor")


def _zone(text: str | None) -> str:
    """The zone as ISO 8601 writes it, if it is one and the same all year."""
    if not text:
        return ""
    name = re.match(r"[A-Za-z ]+", text)[0].strip()  # type: ignore[index]
    if more := re.search(r"([+−-]) ?(\d{1,2})(?::?(\d\d))?$", text):
        return f"{'+' if more[1] == '+' else '-'}{int(more[2]):02}:{more[3] or '00'}"
    hours = ZONES.get(name.upper() if name != "local time" else name)
    if hours is None:
        return ""
    if hours == 0:
        return "Z"
    return f"{'+' if hours > 0 else '-'}{int(abs(hours)):02}:{round(abs(hours) % 1 * 60):02}"


@rule(
    "part of the day",
    r"(?P<part>noon|midday|midnight)(?!\w)",
    r"(?P<the>the )?(?P<early>early |late |mid-?)?(?P<part>morning|afternoon|evening)(?!\w)",
    r"(?P<part>night|overnight)(?!\w)",
)
def part_of_day(match: re.Match[str], moment: Moment) -> Meaning | None:
    """Noon, midnight, overnight, in the morning: on the day named in the sentence, else the reference day."""
    groups, part, before = match.groupdict(), match["part"].lower(), moment.context.lower()
    behind = match.string[match.end() : match.end() + 10].lower()
    if part in ("morning", "afternoon", "evening"):
        # "In the morning", "in early trading", "in afternoon trade"; not "morning coffee".
        led = before.endswith("in ") and (groups["the"] or behind.startswith((" trad", " session", " deal")))
        if not (led or (groups["early"] and before.endswith(("in ", "the ")))):
            return None
    if part == "night" and not before.endswith("at "):
        return None
    if moment.anchor is None:
        return unresolved("TIME", "no-day")
    letters = "TNI" if part == "overnight" else DAYPARTS[part]
    mod = {"early": "START", "late": "END", "mid": "MID"}.get((groups.get("early") or "").strip(" -").lower())
    # What happened overnight may have happened before midnight.
    back = part == "overnight" and moment.tense < 0 and not behind.startswith((" from", " on"))
    first = calendar.shift(moment.anchor, -1, "day") if back else None
    value = f"{moment.anchor.isoformat()}{letters}"
    return covering("TIME", value, "time.day-part", mod=mod, base="anchor", earliest=first)


@rule(
    "this morning",
    r"(?P<which>this|that|that same|the same|yesterday|tomorrow|last) (?P<part>morning|afternoon|evening)(?!\w)",
    r"the (?P<which>following|next|previous) (?P<part>morning|afternoon|evening|night)(?!\w)",
)
def this_morning(match: re.Match[str], moment: Moment) -> Meaning | None:
    """Yesterday evening, this morning, the following night."""
    which = match["which"].lower().split()[-1]
    told = which in ("that", "same", "following", "next", "previous")
    origin, base = (moment.previous_day, "previous") if told else (moment.anchor, "anchor")
    if origin is None:
        return unresolved("TIME", "no-day")
    day = calendar.shift(origin, {"yesterday": -1, "tomorrow": 1}.get(which, STEP.get(which, 0)), "day")
    if day is None:
        return None
    return covering(
        "TIME",
        f"{day.isoformat()}{DAYPARTS[match['part'].lower()]}",
        f"time.step({which} {match['part'].lower()})",
        base=base,
        base_day=origin,
    )
