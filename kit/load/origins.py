"""Origins: who wrote, sent or pictured it: datelines, bylines, credits, notices, addresses, as they stand in a line."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib import resources

from kit.load.dates import Printed, find_dates
from kit.load.facts import Fact, Piece

# Longest stretch in which a dateline may end: long places, two of them, a date and an agency.
DATELINE = 110
# "PLACE: …" opens a sentence of some length; a shorter line is a heading ("LIVE: …").
PLAIN_WORDS = 12
# More words than this are a sentence, not a byline or a credit.
BYLINE_WORDS, CREDIT_WORDS, CREDIT_LENGTH = 14, 12, 300

_NAME = r"[^\W\d_][^\W_]*(?:['’.&-][^\W_]+)*\.?"
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
_PLACE = rf"(?P<place>{_CAPITAL}[^\W\d_'’.-]*(?:[\s'’.,/-]{{1,2}}(?:(?:and|de|la|le|del|of|the|al|el|upon|du|di|da)\s)?{_CAPITAL}?[^\W\d_]+){{0,6}}\.?)"
_SENDER = rf"\(\s?(?P<agency>{_CAPITAL}[\w .&'’/-]{{1,40}})\)"
_RULE = r"(?:--+|[—–―]|-(?=\s))"
# The date of a dateline is read by `dates`; here it is any short stretch that begins with a month or a number.
_WHEN = r"(?P<when>(?:[A-Z][a-zA-Z]{1,8}day,?\s)?(?:[A-Za-z]{3,9}\.?\s?\d{1,2}|\d{1,2}\s?[A-Za-z]{3,9})(?:,?\s\d{4})?)"
_DATELINES = (
    ("place, date and sender", re.compile(rf"{_PLACE},?\s+{_WHEN}\s*,?\s*{_SENDER}\s*[:.]?\s*{_RULE}?\s*")),
    ("place and date", re.compile(rf"{_PLACE},?\s+{_WHEN}\s*(?:{_RULE}|:)\s*")),
    ("place and sender", re.compile(rf"{_PLACE}\s*,?\s*{_SENDER}\s*(?:{_RULE}|:)\s*")),
    ("date and sender", re.compile(rf"{_WHEN}\s*{_SENDER}\s*(?:{_RULE}|:)\s*")),
    ("sender", re.compile(rf"{_SENDER}\s*(?:{_RULE}|:)\s*")),
    ("place", re.compile(rf"{_PLACE}\s*{_RULE}\s*")),
    ("place in capitals", re.compile(r"(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ .'’/-]{2,30}):\s*")),
)
# Words in capitals before a colon that are no places.
_NO_PLACE = re.compile(
    r"\b(?:breaking|update[sd]?|watch|exclusive|video|opinion|analysis|live|photos?|pictures?|editorial|comment(?:ary)?|"
    r"review|note|correction|author|advertisement|source|caption|file|fact ?check|factbox|explainer|interview|transcript|"
    r"summary|read|more|related|must|just in|alert|developing|new|by|question|answer|[qa]|report|first|special)\b",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?i:(?:(?:written|reported|story|report|text|posted|analysis|commentary)\s+)?(?:by|author)\s*:?\s+)"
    rf"(?P<who>{_CAPITAL}.+)"
)
# A byline up to the next mark or date.
_BY = re.compile(r"\b[Bb][Yy]\s+[^|•·–—\d()]{2,80}")
_NAMED = re.compile(r"[^\W\d_][\w.&-]{0,30}(?:\s[A-Z][\w.&-]{0,30}){0,4}")
_JOB = re.compile(
    r"[^.!?]{0,60}\b(?:staff|writer|reporter|correspondent|editor|bureau|columnist|contributor|journalist|news agency)\b[^.!?]{0,30}$",
    re.IGNORECASE,
)
_SMALL = frozenset(
    [
        "and",
        "of",
        "for",
        "in",
        "at",
        "the",
        "de",
        "la",
        "van",
        "von",
        "der",
        "den",
        "del",
        "di",
        "da",
        "du",
        "le",
        "el",
        "al",
        "bin",
        "with",
        "to",
        "from",
        "contributing",
        "special",
    ]
)
_CREDIT = re.compile(
    r"[(\[]?\s*(?P<what>source|sources|photo|photos|photograph|image|picture|credit|credits|video|graphic|illustration|pic|"
    r"courtesy|via|with (?:agency )?inputs? from|with files from|originally (?:published|appeared) (?:by|in|on|at))"
    r"(?:\s+(?:credit|courtesy|by|of|from))*\s*[:|/]?\s*(?P<who>.+?)\s*[)\]]?$",
    re.IGNORECASE,
)
_STAFF = re.compile(
    r"[(\[]?\s*(?:(?:additional |further )?(?:reporting|writing|editing|compiled|edited|translated|reported|written)\s+by\b|"
    r"the associated press contributed|copyright\b|©|\(c\)\s|all rights reserved)",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:©|copyright|\(c\))\s*(?:©\s*)?(?:(?:19|20)\d\d)?(?:\s*[-–]\s*(?:19|20)\d\d)?,?\s*(?:by\s+)?(?P<who>[^.|,\n]{2,50})",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"(?<=[.!?\"”’)])\s*(?P<rule>/|[—–]|--+|\s-)\s*(?P<who>[^\W\d_][^/.!?\n]{1,60})$")
_BRACKET = re.compile(r"(?<=[.!?\"”’])\s*(?P<all>[(\[](?P<who>[^()\[\]\n]{2,80})[)\]])\s*$")
_NOTICE = re.compile(
    r"(?:continue reading|read (?:more|also|the (?:full|rest|original)|next|it here)|also read|related(?: (?:stories|articles|news|posts))?\s*:?$|advertisement|"
    r"sign up (?:for|to)|subscribe(?: (?:to|now|here))|follow (?:us|him|her|them|me) on|click here|share (?:this|on)|listen to|"
    r"this (?:article|story|post) (?:was|is|has been|originally|first)|(?:for )?more (?:on|about) this|download (?:the|our)|"
    r"(?:top|most) (?:stories|read)\s*:?$|view comments|leave a comment|comments?\s*(?:\(\d+\))?$|print this|email this|"
    r"see also|watch(?: more| now)?\s*:|recommended\s*:?$|skip to|cookies?\b|we use cookies|enable javascript|tags?\s*:|filed under|topics\s*:)",
    re.IGNORECASE,
)
_GLUED_NOTICE = re.compile(
    r"(?:\.{3,}|[…\[(<>»]{0,9})\s*(?:CONTINUE READING|READ MORE|READ ALSO|ALSO READ|CLICK HERE|READ FULL STORY|READ THE FULL)\b[^.!?\n]{0,80}[>».…\])]*\s*$"
)


@cache
def agencies() -> dict[str, str]:
    """Names of news agencies (and of broadcasters others reprint), every spelling to the usual one."""
    with resources.files("kit.load").joinpath("agencies.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {name: row["name"] for row in rows for name in (row["name"], *row["also"].split("|")) if name}


def agency_in(text: str) -> str | None:
    """The agency that a short text names as a whole or at its end ("Jane Doe, Associated Press"), or None."""
    words = text.strip(" .,()[]-–—/|").split()
    for first in range(max(0, len(words) - 6), len(words)):
        name = agencies().get(" ".join(words[first:]).strip(" ,()"))
        if name and (
            first == 0
            or words[first - 1][-1] in ",/|-–—"
            or words[first][0] == "("
            or words[first - 1] in {"for", "via"}
        ):
            return name
    return None


def read_dateline(text: str, start: int, end: int, *, capitals: bool = True) -> tuple[list[Fact], Piece] | None:
    """The dateline that opens a line, with its place, day and sender.

    >>> s = "ARDENVALE, May 3 (Xinhua) -- The bridge is open."
    >>> facts, piece = read_dateline(s, 0, len(s))
    >>> [(f.field, f.value) for f in facts], s[piece.start:piece.end]
    ([('place', 'ARDENVALE'), ('dateline_date', 'XXXX-05-03'), ('agency', 'Xinhua')], 'ARDENVALE, May 3 (Xinhua) --')

    `capitals=False` leaves out a bare "PLACE:", which in a transcript is a speaker. It takes a name before a dash
    ("Ardenvale – The …") for a place, as it stands only at the head of an article.
    """
    window = text[start : min(end, start + DATELINE)]
    for rule, form in _DATELINES:
        if rule == "place in capitals" and not (
            capitals and len(text[start : min(end, start + 400)].split()) >= PLAIN_WORDS
        ):
            continue
        match = form.match(window)
        if not match or match.end() >= end - start:
            continue
        after, groups = text[start + match.end()], match.groupdict()
        if not (after.isupper() or after in "\"'“‘«(" or after.isdigit()):
            continue
        place = groups.get("place")
        if place and (_NO_PLACE.search(place) or (rule == "place" and not _like_place(place))):
            continue
        day = _day(window, match) if groups.get("when") else None
        if groups.get("when") and day is None:
            continue
        because = f"dateline: {rule}"
        facts = []
        if place:
            facts.append(_fact("place", window, match.span("place"), start, "dateline", because))
        if day:
            low, high = start + day.start, start + day.end
            facts.append(Fact("dateline_date", day.value, "dateline", low, high, because, day))
        if groups.get("agency"):
            name = groups["agency"].strip()
            low = start + match.start("agency")
            facts.append(Fact("agency", agencies().get(name, name), "dateline", low, low + len(name), because))
        return facts, Piece(start, start + len(match.group().rstrip()), "dateline")
    return None


def read_byline(text: str, start: int, end: int) -> list[Fact]:
    """Who wrote it, if the line is a byline ("By Ana Melik and Tom Orr, Associated Press")."""
    if end - start > CREDIT_LENGTH:
        return []
    line = text[start:end].rstrip(" .")
    match = _BYLINE.fullmatch(line)
    words = line.split()
    if not match or len(words) > BYLINE_WORDS or (line[0].islower() and not line.startswith("by ")):
        return []
    names = re.findall(r"[^\W\d_]+", match["who"])
    if not names or any(word[0].islower() and word.lower() not in _SMALL for word in names):
        return []
    who = re.split(
        r"\s*(?:\||[–—]| - |,\s*(?=(?:special|staff|senior)\b)|\bPublished|\bUpdated|\bPosted)", match["who"]
    )[0].strip(" ,")
    if not who:
        return []
    low = start + match.start("who")
    facts = [Fact("byline", who, "byline", low, low + len(who), "a line that begins with “By”")]
    bracket = re.search(r"\(([^()]{2,40})\)", match["who"])
    named = (bracket and (agencies().get(bracket[1].strip()) or bracket[1].strip())) or agency_in(match["who"])
    if named:
        facts.append(Fact("agency", named, "byline", low, end, "an agency named in the byline"))
    return facts


def find_byline(text: str, start: int, end: int) -> list[Fact]:
    """A byline that shares a line with a date ("May 3, 2013 | By Ana Melik")."""
    for match in _BY.finditer(text, start, min(end, start + CREDIT_LENGTH)):
        facts = read_byline(text, match.start(), match.start() + len(match.group().rstrip()))
        if facts:
            return facts
    return []


def find_sender(text: str, start: int, end: int) -> list[Fact]:
    """An agency in front of the date of a page ("Xinhua) 10:14, February 13, 2025", "AFP, Tuesday …")."""
    for match in _NAMED.finditer(text, start, end):
        known = agencies().get(match.group())
        if known:
            return [Fact("agency", known, "credit line", *match.span(), "an agency beside the date of the page")]
    return []


def is_job(text: str, start: int, end: int) -> bool:
    """Whether a line below a byline tells whom its author works for ("Associated Press Writer")."""
    return (end - start <= 90 and bool(_JOB.match(text, start, end))) or text[start:end] in agencies()


def read_credit(text: str, start: int, end: int) -> list[Fact] | None:
    """What a line credits, if it is a credit: facts (there may be none), or None for any other line."""
    line = text[start:end]
    if len(line) > CREDIT_LENGTH:
        return None
    short = len(line.split()) <= CREDIT_WORDS
    if _STAFF.match(line):
        match = _COPYRIGHT.search(line)
        if match and short and match["who"].strip()[:1].isupper() and not match["who"].lower().startswith("all rights"):
            return [
                _fact(
                    "outlet", line, _trim(match, "who"), start, "credit line", "the owner named in a copyright notice"
                )
            ]
        return []
    name = agencies().get(line.strip("()[] .—–-/"))
    if name:
        low = start + len(line) - len(line.lstrip("()[] .—–-/"))
        return [
            Fact(
                "agency",
                name,
                "credit line",
                low,
                start + len(line.rstrip("()[] .—–-/")),
                "a line that names an agency and nothing else",
            )
        ]
    match = _CREDIT.match(line)
    if not match or not short or line.rstrip()[-1] in "?!" or not (":" in line or match["who"][:1].isupper()):
        return None
    if ":" not in line and line[0] not in "([" and not agency_in(match["who"]):
        return None
    if any(word[0].islower() and word not in _SMALL for word in match["who"].split()):
        return None
    facts = [
        _fact("credit", line, match.span("who"), start, "credit line", f"a line that credits a {match['what'].lower()}")
    ]
    if match["what"].lower().startswith(("source", "with", "via", "originally")) and agency_in(match["who"]):
        named = str(agency_in(match["who"]))
        facts.append(
            Fact("agency", named, "credit line", facts[0].start, facts[0].end, "an agency named as the source")
        )
    return facts


def read_ending(text: str, start: int, end: int, *, last: bool) -> tuple[list[Fact], Piece] | None:
    """A credit glued behind the last full stop of a line: "…/ VOA (A2 Televizion)", "… (AP)", "… – Reuters".

    A name in brackets behind an agency's is taken for the outlet that prints it. Names that are not known as agencies
    count only at the end of the article (`last`) and behind a slash.
    """
    tail = max(start, end - 120)
    match = _BEHIND.search(text, tail, end)
    if match and match.start("rule") > start:
        bracket = re.fullmatch(r"(?P<agency>[^()]+?)\s*\((?P<outlet>[^()]+)\)", match["who"])
        first = bracket["agency"] if bracket else match["who"].strip()
        known = agencies().get(first)
        if known or (last and match["rule"] == "/" and _titled(first)):
            low = match.start("who")
            facts = [
                Fact(
                    "agency", known or first, "credit line", low, low + len(first), "a credit behind the last full stop"
                )
            ]
            if bracket:
                at = low + bracket.start("outlet")
                rule = "the name in brackets behind the agency credited"
                facts.append(
                    Fact("outlet", bracket["outlet"].strip(), "credit line", at, at + len(bracket["outlet"]), rule)
                )
            return facts, Piece(match.start("rule") + _spaces(match["rule"]), end, "credit")
    match = _BRACKET.search(text, tail, end)
    if match and match.start("all") > start:
        named = agencies().get(match["who"].strip()) or (
            agency_in(match["who"]) if _STAFF.match(match["all"]) or _CREDIT.match(match["all"]) else None
        )
        if named or _STAFF.match(match["all"]):
            facts = (
                [
                    Fact(
                        "agency",
                        named,
                        "credit line",
                        match.start("who"),
                        match.end("who"),
                        "a credit in brackets behind the last full stop",
                    )
                ]
                if named
                else []
            )
            return facts, Piece(match.start("all"), match.end("all"), "credit")
    return None


def is_notice(text: str, start: int, end: int) -> bool:
    """Whether a whole line speaks of the page, not of the news ("Read more: …", "Advertisement")."""
    line = text[start:end].lstrip(" *>[(#-•")
    return len(line.split()) <= 25 and bool(_NOTICE.match(line))


def glued_notice(text: str, start: int, end: int) -> Piece | None:
    """A notice in capitals behind the last words of a line."""
    match = _GLUED_NOTICE.search(text, max(start, end - 200), end)
    if not match:
        return None
    low = match.start() + len(match.group()) - len(match.group().lstrip())
    return Piece(low, match.end(), "notice") if low > start else None


def _day(window: str, match: re.Match[str]) -> Printed | None:
    found = find_dates(window, *match.span("when"))
    return found[0] if len(found) == 1 else None


def _like_place(place: str) -> bool:
    """A bare name before a dash: in capitals, or one word, or with its state or country behind a comma."""
    words = place.replace(",", " ").split()
    return (place.isupper() and len(words) <= 6) or len(words) == 1 or (len(words) <= 4 and "," in place)


def _titled(text: str) -> bool:
    words = text.split()
    return len(words) <= 5 and all(word[0].isupper() or word in _SMALL for word in words)


def _spaces(text: str) -> int:
    return len(text) - len(text.lstrip())


def _trim(match: re.Match[str], group: str) -> tuple[int, int]:
    raw = match[group]
    return match.start(group) + _spaces(raw), match.start(group) + len(raw.rstrip())


def _fact(field: str, line: str, span: tuple[int, int], start: int, source: str, rule: str) -> Fact:
    low, high = span
    return Fact(field, line[low:high], source, start + low, start + high, rule)
