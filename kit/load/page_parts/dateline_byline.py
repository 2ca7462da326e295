"""Datelines and bylines: where a text was written, by whom, and which agency sent it."""

from __future__ import annotations

import re

from kit.data import word_set
from kit.load.facts import Fact, Piece
from kit.load.page_parts.agencies import agencies, agency_in
from kit.load.page_parts.dates import Printed, find_dates, weekday_of
from kit.load.page_parts.looks_like_name import SMALL, is_name

# Longest stretch in which a dateline may end: long places, two of them, a date and an agency.
DATELINE = 110
# "PLACE: …" opens a sentence of some length; a shorter line is a heading ("LIVE: …").
PLAIN_WORDS = 12
# More words or characters than this are a sentence, not a byline.
BYLINE_WORDS, BYLINE_LENGTH = 14, 300
# The line below a byline (an office, a place) has at most this many words and characters.
JOB_WORDS, JOB_LENGTH = 5, 90

_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
_PLACE = rf"(?P<place>{_CAPITAL}[^\W\d_'’.-]*(?:[\s'’.,/-]{{1,2}}(?:(?:and|de|la|le|del|of|the|al|el|upon|du|di|da)\s)?{_CAPITAL}?[^\W\d_]+){{0,6}}\.?)"
_SENDER = rf"\(\s?(?P<agency>(?:{_CAPITAL}|dpa|apa|sda|epd|kna)[\w .&'’/-]{{0,40}})\)"
_SLASHED = rf"/(?P<agency>{_CAPITAL}[\w .-]{{1,30}})/"  # how press-release services sign
_RULE = r"(?:--+|[—–―]|-(?=\s))"
# The date of a dateline is read by `dates`; here it is any short stretch that begins with a month or a number.
_WHEN = r"(?P<when>(?:[A-Z][a-zA-Z]{1,8}day,?\s)?(?:[A-Za-z]{3,9}\.?\s?\d{1,2}|\d{1,2}\s?[A-Za-z]{3,9})(?:,?\s\d{4})?)"
_DATELINES = (
    ("place-date-sender", re.compile(rf"{_PLACE},?\s+{_WHEN}\s*,?\s*{_SENDER}\s*[:.]?\s*{_RULE}?\s*")),
    ("place-date-service", re.compile(rf"{_PLACE},?\s+{_WHEN}\s*,?\s*{_SLASHED}\s*{_RULE}\s*")),
    ("place-date", re.compile(rf"{_PLACE},?\s+{_WHEN}\s*(?:{_RULE}|:)\s*")),
    ("place-sender", re.compile(rf"{_PLACE}\s*,?\s*{_SENDER}\s*(?:{_RULE}|:)\s*")),
    ("date-sender", re.compile(rf"{_WHEN}\s*{_SENDER}\s*(?:{_RULE}|:)\s*")),
    ("sender", re.compile(rf"{_SENDER}\s*(?:{_RULE}|:)\s*")),
    ("place", re.compile(rf"{_PLACE}\s*{_RULE}\s*")),
    ("capitals", re.compile(r"(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ .'’/-]{2,30}):\s*")),
)
# Words in capitals before a colon that are no places.
_NO_PLACE = re.compile(
    r"\b(?:breaking|update[sd]?|watch|exclusive|video|opinion|analysis|live|photos?|pictures?|editorial|comment(?:ary)?|"
    r"review|note|correction|author|advertisement|source|caption|file|fact ?check|factbox|explainer|interview|transcript|"
    r"summary|published|posted|last|modified|read|more|related|must|just in|alert|developing|new|by|question|answer|[qa]|report|first|special)\b",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?i:(?:(?:written|reported|story|report|text|posted|analysis|commentary|exclusive|opinion)\s+)?(?:by|author)\s*:?\s+)"
    rf"(?P<who>{_CAPITAL}.+)"
)
# "Von Ana Melik und Tom Orr", "Par …", "Por …", "Di …", "Door …": two or three capitalised words a name, else it may
# be a headline.
_PERSON = rf"(?:[dl]['’])?{_CAPITAL}[\w.'’-]*(?:(?:\s(?:de|del|la|von|van|der|da|di|du|dos))*\s(?:[dl]['’])?{_CAPITAL}[\w.'’-]+){{1,2}}"
_FOREIGN = re.compile(
    rf"(?i:von|par|por|di|door|af|av)\s+(?P<who>{_PERSON}(?:(?:,|\s(?:und|et|y|e|en|og|och))\s{_PERSON}){{0,3}})"
    r"(?:(?:,\s|\s\(|\s(?:mit|avec|con|met|com)\s)(?P<rest>[^,()]{2,30})\)?)?"
)
# Such a byline in front of a date, and the label that Chinese pages print there.
_BEFORE_DATE = re.compile(rf"(?i:von|par|por|di|door|af|av)\s+(?P<who>{_PERSON})(?<!\d)(?=\s*[|,·•–—\d(-])")
_AUTHOR = re.compile(r"(?:作者|记者)\s*[::]\s*(?P<who>[^\s::|()()]{2,12})")
# A byline up to the next mark or date ("Posted by Ana Melik on Thu, 06/22/2023", "by Ana Melik May 3, 2013").
_BY = re.compile(
    r"\b[Bb][Yy]\s+[^|•·–—\d()]{2,80}?(?=,?\s+(?:on|at)\s|,?\s+(?:[A-Z][a-z]{2,8}day|[A-Z][a-z]{2,8}\.?),?\s+\d|\s*[|•·–—\d()]|\s*$)"
)
# What somebody is, behind the name: "Ana Melik, Daily staff writer".
_POST = re.compile(r",\s+(?P<job>[^,]+)$")
_NAMED = re.compile(r"[^\W\d_][\w.&-]{0,30}(?:\s[A-Z][\w.&-]{0,30}){0,4}")
_JOB = re.compile(
    r"[^.!?]{0,60}\b(?:staff|writer|reporter|correspondent|editor|bureau|columnist|contributor|journalist|news agency)\b[^.!?]{0,30}$",
    re.IGNORECASE,
)
_LEADING = word_set("first words of sentences")


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
    long = len(text[start : min(end, start + 400)].split()) >= PLAIN_WORDS
    for name, form in _DATELINES:
        if name == "capitals" and not (capitals and long):
            continue
        match = form.match(window)
        if not match or match.end() >= end - start:
            continue
        after, groups = text[start + match.end()], match.groupdict()
        if not (after.isupper() or after in "\"'“‘«(" or after.isdigit()):
            continue
        place = groups.get("place")
        if place and (not _may_be_place(place) or (name == "place" and not _like_place(place))):
            continue
        day = _day(window, match) if groups.get("when") else None
        if groups.get("when") and day is None:
            continue
        because = f"fact.dateline.{name}"
        facts = []
        if place:
            low, high = match.span("place")
            high -= place.endswith(".") and "," not in place and "." not in place[:-1]  # "KYIV." but "HEMPSTEAD, N.Y."
            facts.append(_fact("place", window, (low, high), start, "dateline", because))
        if day:
            low, high = start + day.start, start + day.end
            facts.append(Fact("dateline_date", day.value, "dateline", low, high, because, day))
        if groups.get("agency"):
            who = groups["agency"].strip()
            low = start + match.start("agency")
            facts.append(Fact("agency", agencies().get(who, who), "dateline", low, low + len(who), because))
        return facts, Piece(start, start + len(match.group().rstrip()), "dateline")
    return None


def read_byline(text: str, start: int, end: int) -> list[Fact]:
    """Who wrote it, if the line is a byline ("By Ana Melik and Tom Orr, Associated Press")."""
    if end - start > BYLINE_LENGTH:
        return []
    start += len(text[start:end]) - len(text[start:end].lstrip("*_"))  # set off in Markdown
    line = text[start:end].rstrip(" .,*_")
    post = _POST.search(line)
    if post and _JOB.match(post["job"]) and agency_in(post["job"]) is None:
        line = line[: post.start()]
    match = _BYLINE.fullmatch(line)
    words = line.split()
    if not match or len(words) > BYLINE_WORDS or (line[0].islower() and not line.startswith("by ")):
        return []
    names = re.findall(r"[^\W\d_]+", match["who"])
    if not names or any(word[0].islower() and word.lower() not in SMALL for word in names):
        return []
    who = re.split(
        r"\s*(?:\||[–—]| - |,\s*(?=(?:special|staff|senior)\b)|\bPublished|\bUpdated|\bPosted)", match["who"]
    )[0].strip(" ,")
    if not who:
        return []
    low = start + match.start("who")
    facts = [Fact("byline", who, "byline", low, low + len(who), "fact.byline.by")]
    bracket = re.search(r"\(([^()]{2,40})\)", match["who"])
    inside = bracket[1].strip() if bracket else ""
    named = agencies().get(inside) or (inside if inside.isupper() else None) or agency_in(match["who"])
    if named:
        facts.append(Fact("agency", named, "byline", low, end, "fact.byline.agency"))
    return facts


def read_foreign_byline(text: str, start: int, end: int) -> list[Fact]:
    """Who wrote it, if the line is a byline in German, French, Spanish, Italian, Dutch or a Nordic language."""
    match = _FOREIGN.fullmatch(text, start, end) if end - start <= BYLINE_LENGTH else None
    if not match:
        return []
    facts = [Fact("byline", match["who"], "byline", *match.span("who"), "fact.byline.foreign")]
    if match["rest"] in agencies():
        name = agencies()[match["rest"]]
        facts.append(Fact("agency", name, "byline", *match.span("rest"), "fact.byline.agency"))
    return facts


def find_byline(text: str, start: int, end: int) -> list[Fact]:
    """A byline that shares a line with a date ("May 3, 2013 | By Ana Melik")."""
    for match in _BY.finditer(text, start, min(end, start + BYLINE_LENGTH)):
        facts = read_byline(text, match.start(), match.start() + len(match.group().rstrip()))
        if facts:
            return facts
    other = _BEFORE_DATE.match(text, start, end) or _AUTHOR.search(text, start, end)
    return [Fact("byline", other["who"], "byline", *other.span("who"), "fact.byline.beside-date")] if other else []


def find_sender(text: str, start: int, end: int) -> list[Fact]:
    """An agency in front of the date of a page ("Xinhua) 10:14, February 13, 2025", "AFP, Tuesday …")."""
    for match in _NAMED.finditer(text, start, end):
        known = agencies().get(match.group())
        if known:
            return [Fact("agency", known, "credit line", *match.span(), "fact.byline.agency-beside-date")]
    return []


def read_name(text: str, start: int, end: int, low: int, high: int) -> list[Fact]:
    """Who wrote it, if the line is a name and the one below it (`low:high`) tells what that person is at the paper."""
    named = end - start <= JOB_LENGTH and len(text[start:end].split()) > 1 and is_name(text[start:end], words=4)
    if not named or high - low > JOB_LENGTH or not _JOB.match(text, low, high) or agency_in(text[start:end]):
        return []
    return [Fact("byline", text[start:end], "byline", start, end, "fact.byline.above-post")]


def is_post(text: str) -> bool:
    """Whether words tell what somebody is at a paper: "Political Correspondent"."""
    return bool(_JOB.match(text))


def is_job(text: str, start: int, end: int) -> bool:
    """Whether a line below a byline tells whom its author works for ("Associated Press Writer", "The Ardenvale Echo")."""
    line = text[start : min(end, start + JOB_LENGTH + 1)]
    named = is_name(line, words=JOB_WORDS) and line[-1].isalnum()
    return len(line) <= JOB_LENGTH and (named or bool(_JOB.match(line)) or line in agencies())


def _day(window: str, match: re.Match[str]) -> Printed | None:
    found = find_dates(window, *match.span("when"))
    return found[0] if len(found) == 1 else None


def _may_be_place(place: str) -> bool:
    """Whether words can be a place: each begins like a name ("The mayor said on" does not), and none is a weekday."""
    words = re.findall(r"[^\W\d_]+", place)
    named = all(word[0].isupper() or word in SMALL or len(word) == 1 for word in words)
    return named and words[0] not in _LEADING and not _NO_PLACE.search(place) and not weekday_of(words[0])


def _like_place(place: str) -> bool:
    """A bare name before a dash: in capitals, or one word, or with its state or country behind a comma."""
    words = place.replace(",", " ").split()
    return (place.isupper() and len(words) <= 6) or len(words) == 1 or (len(words) <= 4 and "," in place)


def _fact(field: str, line: str, span: tuple[int, int], start: int, source: str, rule: str) -> Fact:
    low, high = span
    return Fact(field, line[low:high], source, start + low, start + high, rule)
