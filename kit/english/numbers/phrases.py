"""Phrases: how a quantity is printed: digits or words, a scale, a unit, a range, "half", "more than".

No parse is needed here: a regular expression over one sentence gives spans, values and units; what the quantity
counts is found by `kit.english.numbers.counted`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from math import isfinite
from typing import TYPE_CHECKING

from kit.data.rulebook import rule
from kit.english.lexicon.addresses import addresses
from kit.english.lexicon.numbers import (
    PARTS,
    SCALES,
    SMALL,
    SMALL_WORDS,
    Phrase,
    bound_before,
    bound_behind,
    currencies,
    number,
    units,
)
from kit.english.numbers.shares import FRACTIONS, find_fractions, find_ratios

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# "22, 000" is how some texts come out of old databases, and "about 1, 500", "5. 3 million", "magnitude 6. 1".
_LOOSE = (
    r"(?:(?<=[Aa]bout )|(?<=[Ss]ome )|(?<=than )|(?<=[Oo]ver )|(?<=[Nn]early )|(?<=[Aa]round )|(?<=least )|(?<=[$€£]))"
    r"\d{1,3}, \d{3}(?![\d,])"
)
_DIGITS = (
    _LOOSE
    + r"|\d{1,3} \d/\d{1,2}(?!\d)|\d{1,3}(?: \d{3})? 000\b(?![\d,])|\d{1,3}, 000\b|\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?|\d+(?:\.\d+)?[¼½¾⅓⅔]?"
)
# In a text that is printed so throughout: "1, 101 games", "3. 4 rebounds".
_SPACED = r"\d{1,3}(?:, \d{3})+(?![\d,]| and \d)|\d{1,3}\. \d{1,2}(?= [a-z]|-[a-z]|\))|"
_PRINTED_SPACED = re.compile(
    r"(?=[\d$€£]|[ap]\. )"
    r"(?:\d{1,3}, 000\b|[$€£]\d{1,3}, \d{3}\b|\d\. \d+(?:[- ]magnitude| percent| million)\b|\b[ap]\. m\.)"
)
# "two hundred and six" is one number, "between three and five" are two.
_AND = r"(?:(?<=hundred)|(?<=thousand)|(?<=million)|(?<=billion))[ ]and[ ]"
_WORDS = rf"(?:(?:{SMALL_WORDS})|an?(?=[ ](?:hundred|thousand|million|billion|trillion|dozen)\b))(?:(?:[ -]|{_AND})(?:{SMALL_WORDS}|hundred|thousand|million|billion|trillion|dozen)\b)*"
_PARTS = rf"(?=[hat])(?:{'|'.join(map(re.escape, PARTS))})[ ]an?[ ](?:hundred|thousand|million|billion|trillion|dozen)\b".replace(
    r"\ ", "[ -]"
)
_MIXED = rf"(?=[a-z]+[ -]and[ -]a[ -]half)(?:{SMALL_WORDS})[ -]and[ -]a[ -]half(?:[ ](?:thousand|million|billion|trillion)\b)?"
_SCALE = r"(?:[ -](?:hundred|thousand|million|billion|trillion|THOUSAND|MILLION|BILLION|TRILLION|lakh crore|lakh|crore|dozen)(?!s)\b|[ ]?(?:bn|mn|mln|tn|trn|k|K|m|M|B|b)\b)"
# How many characters before a number have their say in it.
NEAR = 100
_DASHES = ("-", "–", "—", " - ", " – ", " — ")
# No number is written without a digit or one of these; most sentences hold none.
_ANY = re.compile(rf"\d|\b(?:{'|'.join(sorted({*SMALL, *FRACTIONS, *(w for w in SCALES if len(w) > len('lakh'))}))})")
# Clock times, dates in figures, telephone numbers, scores, the "per 100,000" of a rate, "one-off": not quantities.
_CHAIN = re.compile(
    # First a look at one letter: most cannot begin any of them.
    r"(?=[\d+AaOo])(?:\d+(?::\d\d|(?:[-/.]\d+){2,}|(?<!\d \d)/\d+)|\+\d[\d ()-]{6,}\d|(?<![\d.,])(?:0\d{3}|(?<!\d, )(?!(?<=\d )000\b)0\d\d?\b)[\d-]*(?![.,]\d)|\b\d+\+\d+"
    r"|\b\d-\d(?:, \d-\d)+|(?<=\bper )[\d,]+"
    # "No. 2", "401(k)", and what markup was left in: timestamp="1457542800"
    r"|(?<=\b[Nn]o\. )\d+(?!\d)|\b\d+\([a-z]\)|(?<==[\"'])\d+(?=[\"'])"
    # ".38-caliber" names a weapon; 911, 112 are dialled; "in 2006 dollars" says what a dollar was worth
    r"|\d+[- ]cali(?:ber|bre)s?\b|\d{3}(?= (?:calls?|callers?|operators?|dispatch(?:ers?)?|emergency)\b)"
    r"|(?:(?<=\b[Cc]all )|(?<=\b[Cc]alled )|(?<=\b[Cc]alling )|(?<=\b[Dd]ial )|(?<=\b[Dd]ialed )|(?<=\b[Dd]ialled )|(?<=\b[Dd]ialing ))\d{3}\b(?! [a-z]+s\b)"
    r"|(?<=\bon )911\b|(?<![\d,.])(?:911|999)(?! (?!was|is|has)[a-z]+s\b)(?![\d,%])(?!\.\d)"
    r"|(?<=\bin )(?:19|20)\d\d (?:dollars|pounds|euros|money|prices)\b"
    # "Pulled out a .357 revolver", "call the police at 745-4811"
    r"|\d{2,3}(?= (?:magnum|Magnum|revolver|pistol|rifle)\b)|(?:(?<=\bat )|(?<=\bcall )|(?<=\bphone ))\d{3}-\d{4}\b(?! [a-z])"
    # "In his 40-something years"
    r"|\d+-(?:somethings?|ish)\b"
    # "Level at 1-16", "2-19 to 1-20"
    r"|(?<![$€£\d.,-])\d{1,3}-\d{1,3}(?=[.,;:)]|$| (?:apiece|all|to \d|on|in|at|over|against|with|after|before|and|by|behind|ahead|when)\b)"
    # "A 135-156 (.464) record"
    r"|\d+-\d+(?= (?:\(\. ?\d+\) )?(?:record|mark|win|victory|loss|defeat|vote|lead|draw|tie|decision)\b)"
    r"|(?:(?<=\bmark of )|(?<=\brecord of ))\d+-\d+)"
)
# "One way or another", "a two-handed blow", "one-off", "the class of '86", "(.464)".
_NO_COUNT = re.compile(
    # First a look at one letter: most cannot begin any of them.
    r"(?=[\d.]|\b[CEFGNOSTefgnost])(?:(?i:\bone) \w+ (?:or|after) (?:another|the other)\b|(?i:\bone)-off\b|\b\d-iron\b|\b(?:Gang|Group|Committee|Council) of [A-Z][a-z]+\b|(?i:(?<=\bnot )one\b)|(?i:\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)-time)(?= [A-Za-z])"
    r"|\b(?i:one|two|three|four|five|six)-(?:way|star|(?:hand|side|head|legg?|prong|face|wheel|edg)ed)\b"
    # "Open from 5 to 7 a.m.", "61,000, give or take 6,000"
    r"|\b\d{1,2}(?: to | and | until | or |-|–)(?=\d{1,2}(?:[:.]\d\d)? ?[ap]\.? ?m\b)"
    r"|\b(?i:give or take) (?:an? |about |some )?[$€£]?[\w,.%-]+(?: (?:hundred|thousand|million|billion|percent|per cent))?"
    # "A one-on-one dinner", "(1 florin = $1.118)"
    r"|\b(?i:one)-on-one\b|\b\d+ [a-z]+ ?= ?\S?[\d.,]+"
    r"|(?<=['’‘])\d\d\b(?! ?%| percent)|(?<=\()\. ?\d{3}(?=\)))"
)
# More of them, looked for only where some words stand: "a thing or two", "one nurse for every 15 residents".
_SELDOM = (
    (" or two", re.compile(r"\b(?!one\b)[a-z]+ or two\b")),
    (" every ", re.compile(r"\b\w+ [a-z]+ (?:for|in) every [\w,]*\d[\d,]* [a-z]+")),
)
_VAGUE = re.compile(
    r"\b(?:(?:tens|hundreds|thousands) of )?(?:dozens|hundreds|thousands|millions|billions|trillions)\b(?= of\b| (?:more|were|have|are)\b)",
    re.IGNORECASE,
)
_OF_MONEY = re.compile(r" of (?P<unit>dollars|euros|yen|rubles|roubles|rupees|yuan)\b", re.IGNORECASE)
_CHANGED = re.compile(
    r"\b(?:rose|rises?|risen|rising|fell|falls?|fallen|falling|gain(?:ed|s|ing)?|los[te]s?|dropp?(?:ed|s|ing)?|slipp?(?:ed|s|ing)?|"
    r"climb(?:ed|s|ing)?|jump(?:ed|s|ing)?|surg(?:ed|es|ing)|soar(?:ed|s|ing)?|slump(?:ed|s|ing)?|plung(?:ed|es|ing)|add(?:ed|s|ing)?|"
    r"advanc(?:ed|es|ing)|declin(?:ed|es|ing)|eas(?:ed|es|ing)|up|down)(?: by| another| a further| almost| nearly| about| around| some)*$"
)
# What follows "5m" if it is five metres, whatever else the sentence pays for.
_LONG = r"(?:wide|long|high|tall|deep|thick|from|above|below|away|off|into|across|down|up|along|behind|and)"
IS_LONG = re.compile(rf" {_LONG}\b(?<! and)")
# What follows "5m" if it is five million: a noun, or the other end of a range; "2m wide" and "5m from the shore" are metres.
_MILLIONS = re.compile(
    rf"(?: (?:to|or|and) (?:{_DIGITS})m)? (?!{_LONG}\b|(?:while|when|where|before|after|during|near|towards?|short)\b)[a-z]{{3,}}"
)


# In a sentence with an amount of money or one of these "2.5m" is no length.
_NEAR_MONEY = re.compile(
    r"[$€£]\s?\d|\d\S*(?: (?:million|billion))? (?:dollars|euros|pounds|crowns|francs|florins|guilders|yen|marks|pesos|dinars)\b"
    r"|\b(?:price|fees?|fined?|paid|pays?|cost|costs|worth|bids?|profits?|budget|revenues?|sold|deal|bonus|salary)\b"
)

# What follows "times" where it multiplies.
_TIMES_AS_MUCH = re.compile(
    r"(?: (?:as|more|less|fewer|the|that|its|their|his|her|earnings|(?!after|over|under|later|earlier|ever)\w+er)\b| (?:over|what|greater)\b|-)",
    re.IGNORECASE,
)
_NO_NOUN = re.compile(r"[.,;:]|$| (?:for|on|in|at|to|and|with)\b")
# Before "36 percent to 51 percent" where the one had so much and the other so much.
_VOTE = re.compile(
    r"\b(?:w[io]n|wins|lost|loses?|beat|led|leads?|trail(?:s|ed)?|defeat(?:s|ed)?|pass(?:es|ed)|vot(?:e|es|ed)|ahead|behind|approved|rejected)\b[^.;]{0,60}$"
)
# Behind millions and billions they are money, unless a thing is weighed: "2 billion pounds of cheese".
_POUNDS = re.compile(r" pounds\b(?! of)")
_POUNDS_OF = re.compile(
    r" pounds(?= \(\d+ ?k)|-pound(?= (?!notes?\b|coins?\b|fines?\b|deals?\b|bids?\b|debts?\b)[a-z])| pounds(?= of [A-Za-z])(?! of (?:[a-z'’]+ ){0,2}(?:money|cash|savings|debts?|damage|cuts|aid|funding)\b)"
)
_WEIGHS = re.compile(r"\bweigh(?:s|ed|ing)?\b[^.;]{0,30}$")
_MAGNITUDE = re.compile(r"\bmagnitude[ -](?:of )?$", re.IGNORECASE)
_RICHTER = r" on the (?:open-ended )?(?:Richter|moment magnitude|magnitude)\b"
_ON_RICHTER = re.compile(_RICHTER)


def is_spaced(text: str) -> bool:
    """Whether an article prints blanks inside its figures, as texts out of some databases do.

    >>> is_spaced("At 8 p. m. some 22, 000 came."), is_spaced("At 8 p.m. some 22,000 came.")
    (True, False)
    """
    return _PRINTED_SPACED.search(text) is not None


def find_phrases(text: str, *, spaced: bool = False) -> list[Phrase]:
    """Every printed quantity of one sentence, from left to right; `spaced`: the article prints "1, 101" for 1,101 (`is_spaced`).

    Web addresses, file names, clock times, dates in figures, scores, ordinals and figures glued to letters (F-16,
    678x381, pre-2014) are passed over. "from 2% to 5%" is two quantities, "2% to 5%" and "between 2% and 5%" one
    with its `upper` end. A bare $ is read as the US dollar.

    >>> text = "They sent over $50 billion to 31 towns."
    >>> [(text[p.start:p.end], p.value, p.unit, p.bound) for p in find_phrases(text)]
    [('$50 billion', 50000000000.0, 'USD', 'more than'), ('31', 31.0, None, None)]
    """
    if not _ANY.search(text.lower()):
        return []
    taken = bytearray(len(text))  # 1 where a character belongs to something else
    for start, end in addresses(text):
        _take(start, end, taken)
    for pattern in (_CHAIN, _NO_COUNT, *(pattern for words, pattern in _SELDOM if words in text)):
        for m in pattern.finditer(text):
            _take(*m.span(), taken)
    found = [p for p in find_fractions(text) if 1 not in taken[p.start : p.end]]
    found += [_vague(text, m) for m in _VAGUE.finditer(text) if 1 not in taken[m.start() : m.end()]]
    for p in found:
        _take(p.start, p.end, taken)
    ratios = [p for p in find_ratios(text) if 1 not in taken[p.start : p.end]]
    for p in ratios:
        _take(p.start, p.end, taken)
    found += ratios
    atoms = [_phrase(text, m) for m in _pattern(spaced).finditer(text) if 1 not in taken[m.start() : m.end()]]
    found += _same_bound(text, _join_ranges(text, list(_of_one_currency(atoms))))
    return sorted(found, key=lambda p: p.start)


def _vague(text: str, match: re.Match[str]) -> Phrase:
    """Dozens, hundreds, "billions of dollars": how many is left open."""
    money = _OF_MONEY.match(text, match.end())
    unit, kind = units()[money["unit"].lower()] if money else (None, "count")
    end = money.end() if money else match.end()
    return Phrase(match.start(), end, None, unit, kind, bound_before(text, match.start()), None, "number.vague-plural")


def _phrase(text: str, match: re.Match[str]) -> Phrase:
    sign, printed, scale = match["sign"], match["unit"], (match["scale"] or "").strip(" -")
    unit, kind = _unit(sign, printed)
    named = sign or printed
    if printed and printed.strip() == "won" and match["number"][0].isalpha() and not scale:
        printed, unit, kind = "", None, "count"  # "Two won while at Delft"
    near_money = scale == "m" and _NEAR_MONEY.search(text) and not IS_LONG.match(text, match.end())
    if scale == "m" and not named and not near_money and not _MILLIONS.match(text, match.end()):
        unit, kind, scale = "m", "length", ""  # "5m" is metres unless something countable follows
    elif near_money and not named and not _MILLIONS.match(text, match.end()):
        kind = "money"  # "The recall cost 40m"
    end = match.end() if printed or not match["unit"] else match.start("unit")
    if unit == "times" and not _TIMES_AS_MUCH.match(text, end):
        kind = "occasions"  # "Stabbed him three times"; but "three times as high"
    if scale and unit is None and (pounds := _POUNDS.match(text, end)):
        unit, kind, end, named = "GBP", "money", pounds.end(), "pounds"
    elif kind == "count" and (
        pounds := _POUNDS_OF.match(text, end) or (_WEIGHS.search(text, 0, match.start()) and _POUNDS.match(text, end))
    ):
        unit, kind, end, named = "pound", "mass", pounds.end(), "pounds"
    elif kind == "count" and (
        _MAGNITUDE.search(text, max(0, match.start() - NEAR), match.start()) or _ON_RICHTER.match(text, end)
    ):
        unit, kind, named = "magnitude", "earthquake", "magnitude"
    value: float | None = number(match["number"]) * (SCALES[scale.lower()] if scale else 1.0)
    if value is not None and match["minus"]:
        value = -value
    if value is not None and not isfinite(value):
        value = None  # hundreds of digits
    in_words = match["number"][0].isalpha()
    steps = [
        "number.words" if in_words else "number.figures",
        rule("number.scale", argument=scale) if scale else "",
        rule("number.unit", argument=named.strip(" -")) if named else "",
    ]
    bound = "at least" if match["plus"] else bound_before(text, match.start()) or bound_behind(text, end)
    return Phrase(match.start(), end, value, unit, kind, bound, None, rule(*steps), scale or None, in_words)


def _of_one_currency(atoms: list[Phrase]) -> Iterator[Phrase]:
    """Of "18.5m florins, 16m at once": a bare m or bn takes the currency that the sentence names."""
    currency = next((p for p in atoms if p.kind == "money"), None)
    for p in atoms:
        taken = currency is not None and p.unit is None and p.scale in ("m", "bn", "tn", "mn", "mln")
        yield replace(p, unit=currency.unit, kind="money") if taken and currency is not None else p


def _same_bound(text: str, found: Iterable[Phrase]) -> Iterator[Phrase]:
    """Of "about 60 metres (200 feet)": what loosens an amount loosens the same one in another unit."""
    last: Phrase | None = None
    for p in found:
        again = last is not None and p.kind == last.kind != "count" and text[last.end : p.start] == " ("
        last = replace(p, bound=last.bound) if again and last is not None and p.bound is None else p
        yield last


def _join_ranges(text: str, atoms: list[Phrase]) -> Iterator[Phrase]:
    """Two quantities joined by a dash or a word become one with an `upper` end; falling pairs (3-1) are scores."""
    at = 0
    while at + 1 < len(atoms):
        low, high = atoms[at : at + 2]
        between = text[low.end : high.start].lower()
        before = text[max(0, low.start - NEAR) : low.start].rstrip().lower()
        if not (
            between in _DASHES
            or (between in (" to ", " or ") and not before.endswith("from"))
            or (between == " and " and before.endswith("between"))
        ):
            if between == " to " and not low.unit and high.unit:
                low = replace(low, unit=high.unit, kind=high.kind)  # "from 7 to 8 percent"
            yield low
            at += 1
            continue
        at += 2
        apart = bool(low.unit and high.unit and low.unit != high.unit)
        if between == " to " and low.unit:
            # "Rose $1 to $84", "slipped 0.4% to 11.3": by so much, to so much.
            apart |= bool(_CHANGED.search(before)) or (low.kind == "share" and not high.unit)
        vote = between == " to " and low.kind == "share" and bool(_VOTE.search(before))
        apart |= vote
        if vote and not high.unit and _NO_NOUN.match(text, high.end):
            high = replace(high, unit=low.unit, kind=low.kind)  # "Voted by 87 per cent to 13 for it"
        if low.value is None or high.value is None or apart:
            yield from (low, high)
            continue
        value = low.value * _shared_scale(text, low, high)
        if value < high.value:
            unit, kind = (high.unit, high.kind) if high.unit else (low.unit, low.kind)
            yield replace(
                low,
                end=high.end,
                value=value,
                unit=unit,
                kind=kind,
                upper=high.value,
                rule=rule(high.rule, "number.range"),
            )
        elif between not in _DASHES:
            yield from (low, high)
    yield from atoms[at:]


def _shared_scale(text: str, low: Phrase, high: Phrase) -> float:
    """The scale that the first number of a range shares with the second: "$40 to $50 billion", "twenty or thirty thousand"."""
    if low.value is None or high.value is None or low.value >= high.value or low.scale:
        return 1.0
    if high.scale:
        return SCALES[high.scale.lower()]
    words = [word for word in re.findall(r"[a-z]+", text[high.start : high.end].lower()) if word in SCALES]
    own = any(word in SCALES for word in re.findall(r"[a-z]+", text[low.start : low.end].lower()))
    scale = SCALES[words[-1]] if words and not own and high.in_words else 1.0
    return scale if low.value * scale < high.value else 1.0


def _unit(sign: str | None, printed: str) -> tuple[str | None, str]:
    if sign:
        return currencies()[sign.strip()], "money"
    if printed:
        # A hyphen may stand for a space: "a 25 basis-point cut".
        form = printed.strip(" -")
        spaced = form.replace("-", " ")
        known = units()
        return next(known[name] for name in (form, spaced, form.lower(), spaced.lower()) if name in known)
    return None, "count"


def _take(start: int, end: int, taken: bytearray) -> None:
    taken[start:end] = b"\1" * (end - start)


@cache
def _pattern(spaced: bool) -> re.Pattern[str]:
    sign = "|".join(re.escape(s) for s in sorted(currencies(), key=len, reverse=True))
    forms = sorted(units(), key=len, reverse=True)
    words = "|".join(re.escape(f).replace(r"\ ", r"[ -]") for f in forms if f[0].isalpha() and f != "p")
    marks = "|".join(re.escape(f) for f in forms if not f[0].isalpha())
    unit = rf"(?:[ ]?(?:{marks})|p(?!\w|\.\w)|[ -]?(?:{words})(?!\w))"  # "5p" is pence; "5 p" may be a clock time
    loose = _SPACED if spaced else ""
    return re.compile(
        rf"(?<!\w)(?:(?<![.,/:@#&=+-])|(?<=--)|(?<=\d-)|(?<=agnitude-))(?<!\w[’'])(?P<sign>(?:{sign})[ ]?)?(?P<minus>(?<![\w%])[-−]|(?<!or )minus[ ])?"
        rf"(?P<number>\.\d+(?={_SCALE}|{unit})|(?<=[$€£])\.\d+|\d{{1,3}}\. \d{{1,2}}(?={_SCALE}|{unit})|(?<=agnitude[ -])\d\. \d|\d\. \d(?={_RICHTER})|{loose}{_DIGITS}|(?i:{_PARTS}|{_MIXED}|{_WORDS}))"
        rf"(?P<scale>{_SCALE})?(?P<plus>\+|[ -]plus\b(?! [$€£]?\d| (?:the|those|an?|his|her|its|their|my|our|any|some|another)\b))?(?P<unit>{unit})?"
        rf"(?!\w)(?![.,:/]\d)"
    )
