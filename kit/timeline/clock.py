"""Clock: times of day, with their zones, and parts of days."""

from __future__ import annotations

import re

from kit.timeline import calendar
from kit.timeline.lexicon import DAYPARTS, ZONES, number
from kit.timeline.rules import Meaning, Moment, covering, rule, unresolved

# Before a bare "ten" that ends its clause, a day says that it is an hour.
_AT_DAY = r"\b(?:tonight|tomorrow|today|morning|afternoon|evening|[A-Z]\w+day)\s+at\s+$"
_HOURS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"


@rule(
    "clock time",
    r"{clock} ?{ampm}{zoned}?",
    r"(?P<hour>[01]?\d|2[0-4])[:.](?P<minute>[0-5]\d)(?::[0-5]\d)?(?: ?(?P<h>hrs?|hours|h)(?!\w))?{zoned}?(?![\w:%]|[.,-]\d)",
    r"(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d) (?:(?P<h>hrs|hours)|{zone})(?!\w)",
    rf"(?P<hour>\d\d?|{_HOURS}) (?P<oclock>o['’]clock)(?: in the {{daypart}})?",
    rf"(?:(?P<past>half|(?:a )?quarter) past|(?P<to>(?:a )?quarter) to) (?P<hour>{_HOURS})(?!\w)(?: in the {{daypart}})?",
    rf"(?P<hour>{_HOURS})(?= (?:tonight|tomorrow|this (?:morning|afternoon|evening)|on {{weekday}}))",
    rf"(?P<hour>{_HOURS})(?P<last>(?=\s*(?:[.,;:!?]|$)))",
)
def clock(match: re.Match[str], moment: Moment) -> Meaning | None:
    """3:30 p.m., 18:00 UTC: on the day named beside it, else on the reference day."""
    groups = match.groupdict()
    zone = groups.get("zone") or groups.get("zone2")
    half = (groups.get("ampm") or groups.get("daypart") or "").lower()
    if re.match(r"\d+\.\d", match[0]) and not (half or zone or groups.get("h")):
        line = not moment.context.strip() and re.match(r"[ \t]*(?:\n|$)", match.string[match.end() :])
        if not line and not (match[0][0] == "0" and re.search(r"\bat\s+$", moment.context, re.IGNORECASE)):
            return None  # 10.30 is a number, unless it heads an entry; "at 03.48" is none
    bare = match[0].isalpha()
    if bare and not re.search(_AT_DAY if "last" in groups else r"\bat\s+$", moment.context, re.IGNORECASE):
        return None  # "He came at ten on Monday", "tomorrow at ten"; not "prices stood at ten"
    hour = int(number(match["hour"]) or 0)
    minute = int(groups.get("minute") or 0)
    if groups.get("past"):
        minute = 30 if groups["past"].lower() == "half" else 15
    elif groups.get("to"):
        hour, minute = hour - 1, 45
    if half and hour > 12:
        return None
    if half[:1] == "p" or half in ("afternoon", "evening") or (half == "night" and hour > 4):
        hour = hour % 12 + 12
    elif half:
        hour %= 12
    if moment.anchor is None:
        return unresolved("TIME", "time of a day not known")
    time = f"T{hour:02}:{minute:02}{_zone(zone)}"
    return covering("TIME", f"{moment.anchor.isoformat()}{time}", "clock time", base="anchor")


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
        return unresolved("TIME", "part of a day not known")
    letters = "TNI" if part == "overnight" else DAYPARTS[part]
    mod = {"early": "START", "late": "END", "mid": "MID"}.get((groups.get("early") or "").strip(" -").lower())
    # What happened overnight may have happened before midnight.
    back = part == "overnight" and moment.tense < 0 and not behind.startswith((" from", " on"))
    first = calendar.shift(moment.anchor, -1, "day") if back else None
    value = f"{moment.anchor.isoformat()}{letters}"
    return covering("TIME", value, "part of the day", mod=mod, base="anchor", earliest=first)
