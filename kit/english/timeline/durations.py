"""Durations: lengths of time and recurring times (TIMEX3 DURATION and SET)."""

from __future__ import annotations

import re

from kit.data import meanings
from kit.english.lexicon.calendar import DAYPARTS, number, unit_name, weekday_number
from kit.english.timeline import calendar
from kit.english.timeline.rules import Meaning, Moment, rule, unresolved

# "A second goal", "a minute amount", "the quarter": with these units only a count that is written out makes a duration.
SHORT = ("second", "minute", "quarter")
ADVERBS = meanings("rate")

# Before a noun these still tell how often: "a daily bulletin", "her weekly address".
EACH = frozenset({"daily", "nightly", "weekly", "hourly"})


@rule("duration", r"{count} (?:more |full |whole |straight |consecutive |long |short |solid )?{units}(?! (?:old|of age)\b|[- ]old)(?:['’](?!\w))?",
      r"{count}[- ]{unit}s?(?:[- ](?P<long>long))?(?![- ](?:old|olds)\b)(?!\w)", r"{count} and (?:a half|(?P<quarters>three quarters|a quarter)) {units}",
      r"{count} (?:to|or) {count2} {units}(?! (?:old|of age)\b)",
      r"an? (?P<units>hour|year|day|week|month|century|decade) and a (?:half)")  # fmt: skip
def lasting(match: re.Match[str], moment: Moment) -> Meaning | None:
    """Three months, a 45-minute meeting, two and a half years; and the rates "15 a year", which are sets."""
    groups = match.groupdict()
    unit = unit_name(groups.get("units") or groups["unit"])
    counted = groups.get("count") or "a"
    low = counted.lower()
    after = match.string[match.end() : match.end() + 6]
    if low in ("a", "an") and (unit in SHORT or "-" in match[0] or after.startswith("-long")):
        return None
    if low in ("a", "an") and unit == "night" and not _rate(moment.context):
        return None
    if (unit == "quarter" and re.match(r"\s+of\b", after)) or (low == "many" and moment.context.endswith("as ")):
        return None  # "three quarters of the gold", "the third in as many years"
    if unit == "second" and not low[0].isdigit() and match[0].lower().rstrip("'’")[-1] != "s":
        return None
    if (
        low == "one"
        and unit == "day"
        and re.search(r"\b(?:will|would|could|might|may|can|that)\s+$", moment.context, re.IGNORECASE)
    ):
        return unresolved("DATE", "some-day")
    count = None if groups.get("count2") else number(counted)
    half = re.search(r"and (a half|three quarters|a quarter)", match[0], re.IGNORECASE)
    if half and count is not None:
        count += {"a half": 0.5, "three quarters": 0.75, "a quarter": 0.25}[half[1].lower()]
    if low in ("a", "an") and not half and _rate(moment.context):
        return Meaning("SET", calendar.duration(1, unit), "time.set.rate")
    if low in ("a", "an") and not half and re.match(r"\s+(?:of|in|when|that)\b", after):
        return None  # "a day of celebration" is no length of time
    value = calendar.duration(count, unit)
    return Meaning("DURATION", value, "time.length")


@rule("duration of a pair", r"{count}(?= (?P<word>and|to) {count2} {units}(?! (?:old|of age)\b|[- ]old))")
def of_a_pair(match: re.Match[str], moment: Moment) -> Meaning | None:
    """The 60 of "between 60 and 90 days", the 30 of "from 30 to 50 years"."""
    lead = "between" if match["word"].lower() == "and" else "from"
    first, second = number(match["count"]), number(match["count2"])
    if (
        not re.search(rf"\b{lead}\s+$", moment.context, re.IGNORECASE)
        or first is None
        or second is None
        or first >= second
    ):
        return None
    return Meaning("DURATION", calendar.duration(first, unit_name(match["units"])), "time.length")


# The units of a duration in parts, from the longest down.
_PARTS = ("year", "month", "week", "day", "hour", "minute", "second")
# "A year and three days" is one length of time, "two years and 200 hours" are two.
_APART = 3


@rule(
    "duration in parts",
    r"{count} {units},? (?:and )?{count2} {units2}(?:,? (?:and )?{count3} {units3})?(?!(?:,| and)? (?:old|of age|ago|later|earlier)\b)",
)
def in_parts(match: re.Match[str], _moment: Moment) -> Meaning | None:
    """Nine years and six months, two hours 15 minutes: one length of time."""
    parts = [(match[f"count{n}"], unit_name(match[f"units{n}"])) for n in ("", "2", "3") if match[f"count{n}"]]
    places = [_PARTS.index(unit) for _, unit in parts if unit in _PARTS]
    if (
        len(places) < len(parts)
        or places != sorted(set(places))
        or places[-1] - places[0] > _APART
        or any(number(count) is None for count, _ in parts)
    ):
        return None
    value = ""
    for count, unit in parts:
        part = calendar.duration(number(count), unit)
        value += part.removeprefix("PT" if "T" in value else "P") if value else part
    return Meaning("DURATION", value, "time.length.parts")


@rule(
    "duration in figures",
    r"(?P<hours>\d{1,2}):(?P<minutes>[0-5]\d):(?P<seconds>[0-5]\d)(?:\.\d+)?(?![\w:])",
    r"(?P<hours>\d+) ?h(?:rs?)? ?(?P<minutes>[0-5]?\d) ?m(?:ins?)?(?: ?(?P<seconds>[0-5]?\d) ?s(?:ecs?)?)?(?!\w)",
)
def in_figures(match: re.Match[str], _moment: Moment) -> Meaning | None:
    """2:09:31 and 2h 24m 11s, as the times of races are printed."""
    seconds = f"{int(match['seconds'])}S" if match["seconds"] else ""
    return Meaning("DURATION", f"PT{int(match['hours'])}H{int(match['minutes'])}M{seconds}", "time.length.figures")


# What stands before "a year" where it is a rate: "15", "£2bn", "two million dollars", "once", "six loads".
_PER = re.compile(
    r"(?:\d(?:bn|tn|mn?|k|p|c)?|\b(?:once|twice|times|dollars|euros|pounds|percent|million|billion|thousand|tons|tonnes|barrels|per cent|people)|"
    r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|dozen|hundred|thousand) (?:\w+ )?\w+s|"
    r"\b(?:dozens|hundreds|thousands|millions|billions) of \w+s?|"
    r"\d (?:\w+ )?\w+s of \w+)\s+$",
    re.IGNORECASE,
)


def _rate(before: str) -> bool:
    """Whether "a year" counts something: so many in each."""
    return bool(_PER.search(before))


@rule("reach", r"(?:the )?(?P<which>last|past|next|coming|previous|preceding|following|first|final) {count} {units}",
      r"(?:the )(?P<which>past|coming|preceding|last) (?P<units>week|month|year|decade|century)(?!\w)",
      r"(?:the )(?P<which>next) (?P<units>decade|century)(?!\w)")  # fmt: skip
def reach(match: re.Match[str], moment: Moment) -> Meaning | None:
    """The past decade, the next four years: a length that ends, or begins, on the reference day."""
    which, unit = match["which"].lower(), unit_name(match["units"])
    groups = match.groupdict()
    if "count" not in groups and (which == "last" and unit not in ("decade", "century")):
        return None  # "the last year" is the year before this one
    count = number(groups.get("count") or "a")
    value = calendar.duration(count, unit)
    origin = moment.anchor if which in ("last", "past", "next", "coming") else moment.previous
    if which in ("next", "coming") and moment.tense < 0:
        origin = moment.previous  # "In 1961 she left school and spent the next three years on boats"
    if origin is None or count is None or which in ("first", "final"):
        return Meaning("DURATION", value, f"time.length.reach({which})")
    back = which in ("last", "past", "previous", "preceding")
    other = calendar.shift(origin, -count if back else count, unit)
    days = (other, origin) if back else (origin, other)
    base = "anchor" if origin == moment.anchor else "previous"
    return Meaning(
        "DURATION",
        value,
        f"time.length.reach({which})",
        earliest=days[0],
        latest=days[1],
        grain="day",
        base=base,
        base_day=origin,
    )


@rule(
    "unnumbered",
    r"(?P<units>decades|centuries|years|months|weeks|days|hours|minutes)(?P<long>[- ]long)?(?P<ago> (?:ago|later|earlier))?(?!\w|-old)",
    r"(?P<units>decade|century|year|month|week|day|hour)-?(?P<long>long)(?!\w)",
)
def unnumbered(match: re.Match[str], moment: Moment) -> Meaning | None:
    """For years, months-long, weeks ago: how many is left open."""
    groups = match.groupdict()
    unit = unit_name(groups["units"])
    if groups.get("ago"):
        return Meaning("DATE", "FUTURE_REF" if groups["ago"].endswith("later") else "PAST_REF", "time.vague.ago")
    if groups.get("long"):
        many = groups["units"].lower().endswith("s")
        return Meaning("DURATION", calendar.duration(None if many else 1, unit), "time.length.long")
    if not re.search(
        r"\b(?:for|in|within|over|after|spent|takes?|took|lasted|last|(?<!as )many|the|of|by|recent|coming|past)\s+$",
        moment.context,
        re.IGNORECASE,
    ):
        return None
    if re.search(r"\b(?:of|by)\s+$", moment.context, re.IGNORECASE) and not re.search(r"\bof\s+$", moment.context):
        return None
    if re.search(r"\bthe\s+$", moment.context, re.IGNORECASE):
        return None
    return Meaning("DURATION", calendar.duration(None, unit), "time.length.open")


@rule(
    "over the years",
    r"the (?P<units>years|months|weeks|days|decades|centuries)(?=\s*[.,;]|\s+(?:and|but|to|since|after|before|leading)\b)",
)
def over_the(match: re.Match[str], _moment: Moment) -> Meaning | None:
    """Over the years, in the weeks since: how many is left open."""
    return Meaning("DURATION", calendar.duration(None, unit_name(match["units"])), "time.length.open")


@rule("whole", r"all (?P<unit>day|night|week|month|year|summer|winter)(?: long)?(?!\w|-)")
def whole(match: re.Match[str], _moment: Moment) -> Meaning | None:
    """All day, all year long."""
    unit = match["unit"].lower()
    return Meaning(
        "DURATION", "P1S" if unit in ("summer", "winter") else calendar.duration(1, unit), "time.length.whole"
    )


@rule(
    "open period",
    r"(?:an? )?(?:undetermined|unspecified|indefinite|long|short|brief|certain)(?: and \w+)? (?:period|amount|length) of time",
)
def open_period(_match: re.Match[str], _moment: Moment) -> Meaning | None:
    """An indefinite period of time."""
    return Meaning("DURATION", "PXD", "time.length.open")


@rule(
    "recent years",
    r"(?:the )?(?P<which>recent|coming|past|last) (?P<units>decades|years|months|weeks|days|hours)(?!\w)",
)
def recent(match: re.Match[str], moment: Moment) -> Meaning | None:
    """In recent years, in the coming weeks: near the present, on this side or that."""
    if moment.tag.startswith("VB"):
        return None  # "The talks may last weeks"
    which = match["which"].lower()
    return Meaning(
        "DATE", "FUTURE_REF" if which == "coming" else "PAST_REF", f"time.vague.units({which} {match['units'].lower()})"
    )


@rule("every", r"(?:every|each)(?: (?:other|single))? (?P<of>{weekday}|{unit}|{daypart}|weekend|{season})(?!\w)", r"every {count} {units}",
      r"(?P<times>once|twice|(?:two|three|four|five|six|several|many|\d+) times) (?:a|an|per|each|every) {unit}", r"per (?P<per>second|minute|hour|day|week|month|quarter|year|annum)(?!\w)",
      r"(?P<plural>Mondays|Tuesdays|Wednesdays|Thursdays|Fridays|Saturdays|Sundays)(?!\w)",
      r"(?P<plural>{weekday} )(?P<parts>mornings|afternoons|evenings|nights)(?!\w)")  # fmt: skip
def every(match: re.Match[str], _moment: Moment) -> Meaning | None:
    """Every Friday, each year, twice a week: what comes again."""
    groups = match.groupdict()
    if groups.get("plural"):
        if match[0].lower().startswith("on "):
            return None
        part = DAYPARTS[groups["parts"].lower()[:-1]] if groups.get("parts") else ""
        return Meaning("SET", f"XXXX-WXX-{weekday_number(groups['plural'][:-1]) + 1}{part}", "time.set.weekday")
    if groups.get("per"):
        return None  # kilometres per hour, frames per second, income per year: units of measure
    if groups.get("weekday"):
        return Meaning("SET", f"XXXX-WXX-{weekday_number(groups['weekday']) + 1}", "time.set.weekday")
    if groups.get("season"):
        return Meaning("SET", "P1Y", "time.set.every")
    if groups.get("daypart"):
        return Meaning("SET", "P1D", "time.set.every")
    if groups.get("count"):
        return Meaning("SET", calendar.duration(number(groups["count"]), unit_name(groups["units"])), "time.set.every")
    if (groups.get("of") or "").lower() == "weekend":
        return Meaning("SET", "XXXX-WXX-WE", "time.set.every")
    other = 2 if re.search(r"\bother\b", match[0], re.IGNORECASE) else 1
    return Meaning("SET", calendar.duration(other, unit_name(groups["unit"])), "time.set.every")


@rule(
    "adverb of repetition",
    rf"(?P<word>{'|'.join(ADVERBS)})(?!\w)(?! (?:mail|news|times|telegraph|express|mirror|star|record|beast|show|briefing))",
)
def adverb(match: re.Match[str], moment: Moment) -> Meaning | None:
    """Daily, annually: as adverbs only."""
    if match["word"][0].isupper() and moment.context.strip():
        return None  # Part of a name: the Daily Example
    if moment.tag.startswith("JJ") and match["word"].lower() not in EACH:
        return None  # "Yearly sales": it tells what kind, not when
    return Meaning("SET", ADVERBS[match["word"].lower()], "time.set.adverb")
