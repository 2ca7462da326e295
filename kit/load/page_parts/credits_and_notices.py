"""Credits and notices: lines that credit an agency or a photographer, and lines about the page itself, not the news."""

from __future__ import annotations

import re

from kit.data import read_list
from kit.data.rulebook import rule
from kit.load.facts import Fact, Piece
from kit.load.page_parts.agencies import agencies, agency_in
from kit.load.page_parts.looks_like_name import is_name

# More words or characters than this are a sentence, not a credit.
WORDS, LENGTH = 12, 300
# More words than this are a paragraph, not a notice.
NOTICE_WORDS = 25
# An agency's name has no more words.
AGENCY_WORDS = 4
# A line with more characters than this is no button and no caption.
BUTTON, CAPTION = 40, 600
# The parts of a line of thanks: "Reporting by A in B; editing by C".
_PARTS = re.compile(r"(?<=by )[^;()\n]+")
# Who sends news calls itself so: "(Nordwire)", "(Agentur Example)".
_SENDING = re.compile(
    r"(?:wire|press|presse|agency|agencies|agence|agencia|agenzia|agentur|newswire|bureau)s?\b", re.IGNORECASE
)
# Marks around an agency's name that stands alone.
_AROUND = "()[] .—–-/"
# A credit or notice glued to a paragraph stands in its last characters.
CREDIT_TAIL, NOTICE_TAIL = 120, 200

_CREDIT = re.compile(
    r"[(\[]?\s*(?:[—–-]+\s)?(?P<what>source|sources|photo|photos|photograph|image|picture|credit|credits|video|graphic|illustration|pic|"
    r"courtesy|via|with (?:agency )?inputs? from|with files from|originally (?:published|appeared) (?:by|in|on|at))"
    r"(?:\s+(?:credit|courtesy|source|by|of|from))*\s*[:|/,]?\s*(?P<who>.+?)\s*[)\]]?$",
    re.IGNORECASE,
)
_STAFF = re.compile(
    r"[(\[]?\s*(?:[—–-]+\s?)?(?:with (?:inputs?|reporting|material) from (?:news |wire )?(?:agencies|wires|services)|(?:additional |further )?(?:reporting|writing|editing|compiled|edited|translated|reported|written)\s+by\b|reporting from\b|"
    r"(?:[A-Z][^\s,]*[ ,]+(?:and )?){1,12}contributed (?:reporting|to this)|[A-Z][^.!?]{0,60}\b(?:writer|reporter|correspondent|journalist)s?\b[^.!?]{0,80}\bcontributed\.?$|the associated press contributed|copyright\b|©|\(c\)\s|all rights reserved)",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:©|copyright|\(c\))\s*(?:©\s*)?(?:(?:19|20)\d\d)?(?:\s*[-–]\s*(?:19|20)\d\d)?,?\s*(?:by\s+)?(?P<who>[^\s.|,][^.|,\n]{0,48}[^\s.|,])",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"(?<=[.!?\"”’)])\s*(?P<rule>/|[—–]|--+|(?<=\s)-)\s*"
    r"(?P<agency>[^\W\d_][^/.!?()\n]{0,58}[^\s/.!?()])(?:\s*\(\s*(?P<outlet>[^\s()](?:[^()\n]{0,58}[^\s()])?)\s*\))?$"
)
_BRACKET = re.compile(r"(?<=[.!?\"”’])\s*(?P<all>[(\[](?P<who>[^()\[\]\n]{2,80})[)\]])\s*$")


def furniture(kind: str) -> str:
    """An expression for what pages print of one kind (`kit/data/page_furniture.csv`), in every language listed."""
    rows = read_list("page_furniture.csv")
    return "(?:" + "|".join(rows[rows["kind"] == kind]["pattern"]) + ")"


_NOTICE = re.compile(furniture("notice"), re.IGNORECASE)
PAYWALL = re.compile(r"\W{0,3}" + furniture("paywall"), re.IGNORECASE)
# Buttons and clocks of a page, copied along: the line says nothing else. "3 hours ago" is no day: nobody knows since when.
_BUTTON = re.compile(rf"\W*{furniture('button')}(?:\W+{furniture('button')})*[\s:»>|]*$", re.IGNORECASE)
# Of the printed paper, and of the author: notices of any length.
_PRINTED = re.compile(
    r"a version of this (?:article|story)\b|(?:[A-Z]\S* ){2,4}(?:is|covers|writes|reports)\b.{5,300}\bMore about [A-Z]",
    re.IGNORECASE,
)
# Sections in the menu of a page: alone on a line above a text they are no headline.
_SECTION = re.compile(furniture("section"), re.IGNORECASE)
_MENU = re.compile(rf"\W*{furniture('menu')}\W*", re.IGNORECASE)
# Headings below a text: of what readers wrote, and of lists of other articles.
_COMMENTS = re.compile(rf"{furniture('comments')}\W*", re.IGNORECASE)
_MORE = re.compile(rf"{furniture('more')}\W*", re.IGNORECASE)
# A caption says so at its head, or ends with whom the picture is from.
_CAPTION = re.compile(
    r"\W*(?:(?i:(?:image|media|photo|video|picture) caption\b|file (?:photo|picture|image)\b|pictured\s?:)|FILE\s?[-–—:]|(?:Getty Images|PA Media|EPA|Shutterstock)\s+(?=[A-Z])|"
    r"(?i:in this (?:\w+ ){0,4}(?:photo|image|picture|frame)\s+(?:made|taken|provided|released|from|grab|obtained|dated)\b))",
)
_CAPTION_END = re.compile(
    r"(?:\((?:[A-Z]{2,8} )?(?:Photo|Image|Picture)s?(?:/| by\b|:)[^()]{2,80}\)|[([]?(?:REUTERS|AFP|AP|EPA|dpa|Getty Images)\s?/\s?[A-Z][^/.!?()]{2,60}[)\]]?"
    r"|[Cc]redit\s?(?:\.\.\.|…)\s?[A-Z][^.!?]{2,60}|\b(?:via|/)\s?(?:Getty Images|AP|REUTERS|Reuters|AFP)\)?|(?:Photo|Image|Picture)(?: [Cc]redit)?s?\s?:\s?[^.!?]{2,60})\s*$"
)
_GLUED_NOTICE = re.compile(
    r"(?:\.{3,}|[…\[(<>»]{0,9})\s*(?:CONTINUE READING|READ MORE|READ ALSO|ALSO READ|CLICK HERE|READ FULL STORY|READ THE FULL)\b[^.!?\n]{0,80}[>».…\])]*\s*$"
)


def read_credit(text: str, start: int, end: int, *, footer: bool = False) -> list[Fact] | None:
    """What a line credits, if it is a credit: facts (there may be none), or None for any other line.

    In the last lines (`footer`) a bracket or dash is enough: "(Nordwire)", "— Ann Example, Associated Press".
    """
    if end - start > LENGTH:
        return None
    short = len(text[start:end].split()) <= WORDS
    if _STAFF.match(text, start, end):
        return (_owner(text, start, end) if short else []) or _sender(text, start, end)
    bare = text[start:end].strip(_AROUND)
    if bare in agencies():
        low = text.index(bare, start)
        return [_agency(agencies()[bare], low, low + len(bare), "fact.credit.agency-alone")]
    if footer and short and text[start] in "([—–-" and is_name(bare, words=WORDS):
        if named := agency_in(bare):
            return [_agency(named, start, end, "fact.credit.last-lines")]
        if _SENDING.search(bare) and len(bare.split()) <= AGENCY_WORDS:
            return _unknown_agency(bare, text.index(bare, start))
    match = _CREDIT.match(text, start, end)
    if not match or not short or text[end - 1] in "?!" or not is_name(match["who"], words=WORDS):
        return None
    named = agency_in(match["who"])
    if ":" not in match.group() and text[start] not in "([" and not text.startswith("SOURCE ", start) and not named:
        return None
    what, span = match["what"].lower(), match.span("who")
    facts = [Fact("credit", match["who"], "credit line", *span, rule("fact.credit.line", argument=what))]
    if named and what.startswith(("source", "with", "via", "originally")):
        facts.append(_agency(named, *span, "fact.credit.source"))
    return facts


def read_ending(text: str, start: int, end: int, *, last: bool) -> tuple[list[Fact], Piece] | None:
    """A credit directly behind the last full stop of a line: "…/ VOA (A2 Televizion)", "… (AP)", "… – Reuters".

    A name in brackets behind an agency's is taken for the outlet that prints it. Names that are not known as agencies
    count only at the end of the article (`last`) and behind a slash.
    """
    tail = max(start, end - CREDIT_TAIL)
    match = _BEHIND.search(text, tail, end)
    if match and match.start("rule") > start:
        first = match["agency"]
        known = agencies().get(first)
        sending = match["rule"] == "/" or bool(_SENDING.search(first))
        if known or (last and sending and is_name(first, words=AGENCY_WORDS)):
            facts = [_agency(known or first, *match.span("agency"), "fact.credit.behind-text")]
            if match["outlet"]:
                span = match.span("outlet")
                facts.append(Fact("outlet", match["outlet"], "credit line", *span, "fact.credit.outlet-behind-agency"))
            return facts, Piece(match.start("rule"), end, "credit")
    match = _BRACKET.search(text, tail, end)
    if match and match.start("all") > start:
        staff, thanks = _STAFF.match(match["all"]), _CREDIT.match(match["all"])
        named = agencies().get(match["who"].strip()) or (agency_in(match["who"]) if staff or thanks else None)
        if named or staff:
            facts = (
                [_agency(named, *match.span("who"), "fact.credit.in-brackets")]
                if named
                else _sender(text, *match.span("all"))
            )
            return facts, Piece(*match.span("all"), "credit")
        if last and _SENDING.search(match["who"]) and is_name(match["who"], words=AGENCY_WORDS):
            return _unknown_agency(match["who"], match.start("who")), Piece(*match.span("all"), "credit")
    return None


def is_notice(text: str, start: int, end: int) -> bool:
    """Whether a whole line speaks of the page, not of the news ("Read more: …", "Advertisement")."""
    if end - start <= CAPTION and _PRINTED.match(text, start, end):
        return True
    if end - start <= BUTTON and (
        _BUTTON.match(text, start, end) or not re.search(r"\w", text[start:end].replace("_", ""))
    ):
        return True  # a button, or a rule of stars or dashes
    line = text[start:end].lstrip(" *>[(#-•")
    return len(line.split()) <= NOTICE_WORDS and bool(_NOTICE.match(line))


def is_section(line: str) -> bool:
    """Whether a line is the name of a section and nothing else ("Sport")."""
    return bool(_SECTION.fullmatch(line))


def is_menu(line: str) -> bool:
    """Whether a line is an entry of a page's menu ("Sport", "Sign in")."""
    return is_section(line) or bool(_MENU.fullmatch(line))


def below(line: str) -> str:
    """What a heading below a text announces: `comments`, `more` articles, or nothing."""
    return "comments" if _COMMENTS.fullmatch(line) else "more" if _MORE.fullmatch(line) else ""


def is_caption(text: str, start: int, end: int) -> bool:
    """Whether a line describes a picture ("FILE - The bridge … (AP Photo/Ana Melik)")."""
    if end - start > CAPTION or text[start] in '"“‘«':
        return False
    return bool(_CAPTION.match(text, start, end) or _CAPTION_END.search(text, max(start, end - CREDIT_TAIL), end))


def glued_notice(text: str, start: int, end: int) -> Piece | None:
    """A notice in capitals behind the last words of a line."""
    match = _GLUED_NOTICE.search(text, max(start, end - NOTICE_TAIL), end)
    if not match:
        return None
    low = match.start() + len(match.group()) - len(match.group().lstrip())
    return Piece(low, match.end(), "notice") if low > start else None


def _owner(text: str, start: int, end: int) -> list[Fact]:
    """Who a copyright notice names: an agency, else the outlet."""
    match = _COPYRIGHT.search(text, start, end)
    if not match or not match["who"][0].isupper() or match["who"].lower().startswith("all rights"):
        return []
    why = "fact.credit.copyright"
    if match["who"] in agencies():
        return [_agency(agencies()[match["who"]], *match.span("who"), why)]
    return [Fact("outlet", match["who"], "credit line", *match.span("who"), why)]


def _unknown_agency(who: str, start: int) -> list[Fact]:
    """An agency that no list knows, but that calls itself one; "(Agencies)" names none."""
    if _SENDING.fullmatch(who.strip()):
        return []
    return [_agency(who.strip(), start, start + len(who), "fact.credit.calls-itself-agency")]


def _sender(text: str, start: int, end: int) -> list[Fact]:
    """The agency that those thanked work for: "(Reporting by Ann Example for Reuters; editing by …)", "…, Reuters"."""
    for part in _PARTS.finditer(text, start, end):
        who = part.group().strip(_AROUND)
        if named := agencies().get(who) or agency_in(who):
            low = text.rindex(who, part.start(), part.end())
            return [_agency(named, low, low + len(who), "fact.credit.staff")]
    return []


def _agency(name: str, start: int, end: int, why: str) -> Fact:
    return Fact("agency", name, "credit line", start, end, why)
