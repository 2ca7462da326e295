"""Phrases: how a quantity is printed: digits or words, a scale, a unit, a range, "half", "more than".

No parse is needed here: a regular expression over one sentence gives spans, values and units; what the quantity
counts is found by `kit.numbers.counted`. Units and signs are data: `kit/data/units.csv`, `kit/data/currencies.csv`.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from kit.timeline.lexicon import ONES, TENS

if TYPE_CHECKING:
    from collections.abc import Iterator

# Number words below a hundred.
SMALL = {word: n for n, word in enumerate(ONES)} | {word: 10 * n for n, word in enumerate(TENS, 2)}
SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "lakh": 1e5, "crore": 1e7,
    "dozen": 12.0, "k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12, "trn": 1e12,
}  # fmt: skip
FRACTIONS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}

# What stands before a number and loosens it. The vocabulary of `bound` is on the right.
BOUNDS = {
    "more than": "more than", "over": "more than", "above": "more than", "greater than": "more than",
    "exceeding": "more than", "well over": "more than", "upwards of": "more than", "in excess of": "more than",
    "at least": "at least", "no fewer than": "at least", "no less than": "at least", "a minimum of": "at least",
    "less than": "less than", "fewer than": "less than", "under": "less than", "below": "less than",
    "up to": "at most", "at most": "at most", "as many as": "at most", "as much as": "at most",
    "no more than": "at most", "a maximum of": "at most", "about": "about", "around": "about", "some": "about",
    "roughly": "about", "approximately": "about", "an estimated": "about", "estimated": "about", "nearly": "about",
    "almost": "about", "close to": "about", "circa": "about",
}  # fmt: skip

# "22, 000" is how some texts come out of old databases, and "about 1, 500", "5. 3 million", "magnitude 6. 1".
_LOOSE = (
    r"(?:(?<=[Aa]bout )|(?<=[Ss]ome )|(?<=than )|(?<=[Oo]ver )|(?<=[Nn]early )|(?<=[Aa]round )|(?<=least )|(?<=[$€£]))"
    r"\d{1,3}, \d{3}\b"
)
_DIGITS = _LOOSE + r"|\d{1,3}, 000\b|\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?|\d+(?:\.\d+)?"
_SMALL = "|".join(sorted(SMALL, key=len, reverse=True))
# "two hundred and six" is one number, "between three and five" are two.
_AND = r"(?:(?<=hundred)|(?<=thousand)|(?<=million)|(?<=billion))[ ]and[ ]"
_WORDS = rf"(?:(?:{_SMALL})|an?(?=[ ](?:hundred|thousand|million|billion|trillion|dozen)\b))(?:(?:[ -]|{_AND})(?:{_SMALL}|hundred|thousand|million|billion|trillion|dozen)\b)*"
# "Half a million", "a quarter of a million", "half a dozen" are numbers, not shares.
_PART = {"half": 0.5, "a quarter of": 0.25, "three quarters of": 0.75, "a third of": 1 / 3, "two thirds of": 2 / 3}
_PARTS = (
    rf"(?:{'|'.join(map(re.escape, _PART))})[ ]an?[ ](?:hundred|thousand|million|billion|trillion|dozen)\b".replace(
        r"\ ", "[ -]"
    )
)
_MIXED = rf"(?:{_SMALL})[ ]and[ ]a[ ]half(?:[ ](?:thousand|million|billion|trillion)\b)?"
_SCALE = r"(?:[ -](?:hundred|thousand|million|billion|trillion|lakh|crore|dozen)(?!s)\b|[ ]?(?:bn|mn|mln|tn|trn|k|K|m|M|B|b)\b)"
_DASHES = ("-", "–", "—", " - ", " – ", " — ")
_URL = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|\S+\.(?:jpe?g|png|gif|webp|pdf|html?)\b|!\[[^\]]*\]\([^)]*\)")
# Clock times, dates in figures, telephone numbers, scores and other chains of figures: not quantities.
_CHAIN = re.compile(r"\d+(?::\d\d|(?:[-/.]\d+){2,}|/\d+)|\+\d[\d ()-]{6,}\d")
_BOUND = re.compile(
    r"(?:\b(" + "|".join(sorted(map(re.escape, BOUNDS), key=len, reverse=True)) + r")\s+(?:the\s|a\s)?)$", re.IGNORECASE
)
_VAGUE = re.compile(
    r"\b(?:(?:tens|hundreds|thousands) of )?(?:dozens|hundreds|thousands|millions|billions|trillions)\b(?= of\b| (?:more|were|have|are)\b)",
    re.IGNORECASE,
)
_FRACTION = re.compile(
    r"\b(?:(?P<half>half)(?=\s(?:of|the|a|an|its|their|his|her|our|all)\b)"
    r"|(?P<many>a|one|two|three|four|five|six|seven|eight|nine)[ -](?P<part>half|third|quarter|fourth|fifth|sixth|eighth|tenth)s?(?=\sof\b))"
    r"(?!\s(?:of\s)?an?\s(?:hundred|thousand|million|billion|trillion|dozen)\b)",
    re.IGNORECASE,
)
# "One in four", "nine out of ten", "one voter in ten"; a count in a length of time is none ("one in three years").
_RATIO = re.compile(
    rf"\b(?P<low>(?:{_SMALL})|\d{{1,2}})(?P<noun>[ ][a-z]+)?[ ](?P<link>in|out of)(?:[ ]every)?[ ](?P<high>(?:{_SMALL}|hundred|thousand)|\d{{1,3}}(?:,000)?)\b"
    r"(?![ -]?(?:%|per ?cent|second|minute|hour|day|night|week|month|year|decade)s?)(?![.,:]\d)",
    re.IGNORECASE,
)
# In other ratios than "one in …" one of these stands by: "two in three villages" may be two men, killed.
_TENS = frozenset("ten twenty hundred 10 20 100".split())
# What follows "5m" if it is five million: a noun, or the other end of a range; "2m wide" and "5m from the shore" are metres.
_MILLIONS = re.compile(
    rf"(?: (?:to|or|and) (?:{_DIGITS})m)? (?!(?:wide|long|high|tall|deep|thick|from|above|below|away|off|into|across|and)\b)[a-z]{{3,}}"
)
RATIO = "a ratio"
# "One man in three villages" is no ratio, "one man in three was" is.
_PLURAL = re.compile(r" (?!(?:is|was|has|does|says)\b)[a-z]+s\b")
_RATIO_BEFORE = re.compile(r"(?:^|[,;:(—–“\"]\s*|\b(?:and|but|that|while|for|said)\s+)$", re.IGNORECASE)


@dataclass(frozen=True)
class Phrase:
    """A printed quantity: `start:end` in the sentence; `value` NA (None) for "dozens"; `upper` the end of a range."""

    start: int
    end: int
    value: float | None
    unit: str | None
    kind: str
    bound: str | None
    upper: float | None
    rule: str


def find_phrases(text: str) -> list[Phrase]:
    """Every printed quantity of one sentence, from left to right.

    Web addresses, file names, clock times, dates in figures, scores, ordinals and figures glued to letters (F-16,
    678x381, pre-2014) are passed over. "from 2% to 5%" is two quantities, "2% to 5%" and "between 2% and 5%" one
    with its `upper` end. A bare $ is read as the US dollar.

    >>> text = "They sent over $50 billion to 31 towns."
    >>> [(text[p.start:p.end], p.value, p.unit, p.bound) for p in find_phrases(text)]
    [('$50 billion', 50000000000.0, 'USD', 'more than'), ('31', 31.0, None, None)]
    """
    blocked = [m.span() for pattern in (_URL, _CHAIN) for m in pattern.finditer(text)]
    found = [_fraction(text, m) for m in _FRACTION.finditer(text) if _free(m, blocked)]
    found += [
        Phrase(*m.span(), None, None, "count", _bound(text, m.start()), None, "a vague plural")
        for m in _VAGUE.finditer(text)
        if _free(m, blocked)
    ]
    found += [ratio for m in _RATIO.finditer(text) if _free(m, blocked) and (ratio := _ratio(text, m))]
    blocked += [(p.start, p.end) for p in found]
    atoms = [_phrase(text, m) for m in _pattern().finditer(text) if _free(m, blocked)]
    found += _join_ranges(text, atoms)
    return sorted(found, key=lambda p: p.start)


def number(printed: str) -> float:
    """The value of figures or number words.

    >>> number("1,250.5"), number("two hundred and six"), number("forty-five thousand")
    (1250.5, 206.0, 45000.0)
    """
    if printed[0].isdigit():
        return float(printed.replace(",", "").replace(" ", ""))
    if mixed := re.fullmatch(r"([a-z]+) and a half ?([a-z]*)", printed, re.IGNORECASE):
        return (SMALL[mixed[1].lower()] + 0.5) * SCALES.get(mixed[2].lower(), 1)
    for part_of, share in _PART.items():
        if printed.lower().replace("-", " ").startswith(part_of):
            return share * number(printed[len(part_of) + 1 :])
    total = part = 0.0
    for word in re.findall(r"[a-z]+", printed.lower()):
        if word in SMALL:
            part += SMALL[word]
        elif word in ("a", "an"):
            part = 1
        elif word in ("hundred", "dozen"):
            part = (part or 1) * SCALES[word]
        elif word in SCALES:
            total, part = total + (part or 1) * SCALES[word], 0
    return total + part


def _phrase(text: str, match: re.Match[str]) -> Phrase:
    sign, printed, scale = match["sign"], match["unit"], (match["scale"] or "").strip(" -")
    unit, kind = _unit(sign, printed)
    named = sign or printed
    if scale == "m" and not named and not _MILLIONS.match(text, match.end()):
        unit, kind, scale = "m", "length", ""  # "5m" is metres unless something countable follows
    value = number(match["number"]) * (SCALES[scale.lower()] if scale else 1.0)
    how = "figures" if match["number"][0].isdigit() else "number words"
    rule = ", ".join(part for part in (how, scale and f"scale {scale}", named and f"unit {named.strip(' -')}") if part)
    bound = "at least" if match["plus"] else _bound(text, match.start())
    return Phrase(match.start(), match.end(), -value if match["minus"] else value, unit, kind, bound, None, rule)


def _join_ranges(text: str, atoms: list[Phrase]) -> Iterator[Phrase]:
    """Two quantities joined by a dash or a word become one with an `upper` end; falling pairs (3-1) are scores."""
    at = 0
    while at + 1 < len(atoms):
        low, high = atoms[at : at + 2]
        between = text[low.end : high.start].lower()
        before = text[: low.start].rstrip().lower()
        if not (
            between in _DASHES
            or (between in (" to ", " or ") and not before.endswith("from"))
            or (between == " and " and before.endswith("between"))
        ):
            yield low
            at += 1
            continue
        at += 2
        if low.value is None or high.value is None or (low.unit and high.unit and low.unit != high.unit):
            yield from (low, high)
            continue
        value = low.value * _shared_scale(text, low, high)
        if value < high.value:
            unit, kind = (high.unit, high.kind) if high.unit else (low.unit, low.kind)
            yield replace(
                low, end=high.end, value=value, unit=unit, kind=kind, upper=high.value, rule=f"{high.rule}, a range"
            )
        elif between not in _DASHES:
            yield from (low, high)
    yield from atoms[at:]


def _shared_scale(text: str, low: Phrase, high: Phrase) -> float:
    """What the first number of a range borrows from the second: "$40 to $50 billion", "twenty or thirty thousand"."""
    if low.value is None or high.value is None or low.value >= high.value or "scale" in low.rule:
        return 1.0
    named = re.search(r"scale (\w+)", high.rule)
    if named:
        return SCALES[named[1].lower()]
    words = [word for word in re.findall(r"[a-z]+", text[high.start : high.end].lower()) if word in SCALES]
    own = any(word in SCALES for word in re.findall(r"[a-z]+", text[low.start : low.end].lower()))
    scale = SCALES[words[-1]] if words and not own and "number words" in high.rule else 1.0
    return scale if low.value * scale < high.value else 1.0


def _unit(sign: str | None, printed: str) -> tuple[str | None, str]:
    if sign:
        return currencies()[sign.strip()], "money"
    if printed:
        form = printed.strip(" -")
        return units().get(form) or units()[form.lower()]
    return None, "count"


def _fraction(text: str, match: re.Match[str]) -> Phrase:
    if match["half"]:
        value = 0.5
    else:
        value = number("one" if match["many"].lower() == "a" else match["many"]) / FRACTIONS[match["part"].lower()]
    return Phrase(*match.span(), value, "share", "share", _bound(text, match.start()), None, "fraction words")


def _ratio(text: str, match: re.Match[str]) -> Phrase | None:
    """A ratio as a share; None if the words are two counts."""
    low, high = number(match["low"]), number(match["high"])
    bound, after = _bound(text, match.start()), text[match.end() :]
    if match["noun"]:
        sure = low == 1 and not _PLURAL.match(after)
    else:
        alone = _RATIO_BEFORE.search(text[: match.start()]) or bound or after.startswith(" of ")
        sure = low == 1 or match["link"].lower() == "out of" or match["high"].lower() in _TENS or bool(alone)
    if not sure or low >= high:
        return None
    return Phrase(*match.span(), low / high, "share", "share", bound, None, RATIO)


def _bound(text: str, start: int) -> str | None:
    match = _BOUND.search(text[max(0, start - 24) : start])
    return BOUNDS[match[1].lower()] if match else None


def _free(match: re.Match[str], blocked: list[tuple[int, int]]) -> bool:
    return all(match.end() <= a or b <= match.start() for a, b in blocked)


@cache
def units() -> dict[str, tuple[str, str]]:
    """Printed form → (unit, kind); the table shipped as `kit/data/units.csv`."""
    return {row["form"]: (row["unit"], row["kind"]) for row in _rows("units.csv")}


@cache
def currencies() -> dict[str, str]:
    """Sign or code → ISO 4217 code; `kit/data/currencies.csv`. A bare $ is read as the US dollar."""
    return {row["sign"]: row["unit"] for row in _rows("currencies.csv")}


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((resources.files("kit") / "data" / name).read_text("utf-8").splitlines()))


@cache
def _pattern() -> re.Pattern[str]:
    sign = "|".join(re.escape(s) for s in sorted(currencies(), key=len, reverse=True))
    forms = sorted(units(), key=len, reverse=True)
    words = "|".join(re.escape(f).replace(r"\ ", r"[ -]") for f in forms if f[0].isalpha() and f != "p")
    marks = "|".join(re.escape(f) for f in forms if not f[0].isalpha())
    unit = rf"(?:[ ]?(?:{marks})|p(?!\w|\.\w)|[ -]?(?:{words})(?!\w))"  # "5p" is pence; "5 p" may be a clock time
    return re.compile(
        rf"(?:(?<![\w.,/:@#&=+-])|(?<=\d-)|(?<=agnitude-))(?<!\w[’'])(?P<sign>(?:{sign})[ ]?)?(?P<minus>(?<!\w)[-−]|minus[ ])?"
        rf"(?P<number>\d{{1,3}}\. \d{{1,2}}(?={_SCALE}|{unit})|(?<=agnitude[ -])\d\. \d|{_DIGITS}|(?i:{_PARTS}|{_MIXED}|{_WORDS}))"
        rf"(?P<scale>{_SCALE})?(?P<plus>\+|[ -]plus\b)?(?P<unit>{unit})?"
        rf"(?!\w)(?![.,:/]\d)"
    )
