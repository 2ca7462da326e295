"""Headings: what a page says first of a contradiction, of a statement in several wordings, or of its articles, as a headline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit import tables
from kit.align.model import stem
from kit.align.normalise import fold
from kit.compare.findings import counts, voices
from kit.compare.findings.finding import around_in_marks
from kit.data.terms import REFERENCE
from kit.entry import told, whole
from kit.entry.telling import in_words
from kit.phrasing import listing

if TYPE_CHECKING:
    from kit.compare.contradictions import Side, Thing
    from kit.entry import Entry, Row
    from kit.report.view import View
    from kit.tables import Reading

# This many outlets quote a sentence in full before it leads as one that several print.
SEVERAL = 3
# At most this many words that differ are printed in the headline, and at most this many outlets named.
WORDS, NAMED = 10, 2
# Two wordings that have no more characters are printed whole.
SHORT = 60
# So much of an article stands in another, with so long a run, where both print one text.
COPIED, RUN = 0.6, 20
# Persons named of one outlet.
HEARD = 3
# Values of one thing that a headline lists; of a quotation so many characters are printed.
VALUES, QUOTED = 4, 50
PRONOUNS = frozenset("i he she it we they you him her them us".split())
MARKS = frozenset('“”„«»"')


def of_thing(thing: Thing, view: View) -> str:
    """Who prints what, where they do not agree; of quotations with the words that stand beside them in the marks."""
    speakers = [_first_name(side, view) for side in thing.sides]
    if thing.marked and thing.kind == "name" and all(speakers) and len(speakers) == 2:
        given = [f"{name} in {view.names[side.articles[0]]}" for name, side in zip(speakers, thing.sides, strict=True)]
        return f"One quotation, two names beside it: {', '.join(given)}"
    said = [(side, _in_marks(side, view) if thing.marked else side.words) for side in thing.sides[:VALUES]]
    told = ", ".join(f"{_printing(side, view)} “{words}”" for side, words in said)
    return f"Between quotation marks {told}" if thing.marked else f"Outlets do not agree: {told}"


def _printing(side: Side, view: View) -> str:
    """The outlets of a side, of many the first, and that they print it."""
    names = list(dict.fromkeys(view.names[key] for key in side.articles))
    more = [f"{len(names) - NAMED} more"] if len(names) > NAMED + 1 else []
    return f"{listing([*names[: NAMED if more else None], *more])} {'prints' if len(names) == 1 else 'print'}"


def _first_name(side: Side, view: View) -> str:
    """The first person whom the first passage of a side names."""
    one = side.passages[0]
    people = [
        m for m in view.by_article("mentions").get(one.article_id, ()) if one.start <= m.start and m.end <= one.end
    ]
    return min(people, key=lambda m: m.start).text if people else ""


def _in_marks(side: Side, view: View) -> str:
    """What stands in the marks of the sentence around the words of a side, of the first article where that is short, else cut."""
    shown = [around_in_marks(view.reading, one.article_id, one.start, one.end, QUOTED) for one in side.passages]
    return min(shown, key=lambda text: "…" in text).rstrip(" ,.;")


def of_counts(thing: Thing) -> str:
    """The counts of one thing as they were printed one after another."""
    values = listing(f"“{side.words}”" for side in thing.sides[:VALUES])
    return f"Counts printed at different hours: {values}"


def of_tolls(reading: Reading, view: View) -> tuple[str, tuple[tuple[str, str], ...]] | None:
    """How many died as each article counts them first, if they differ, and where each stands."""
    rows = counts.tolls(reading)
    first = {row.value: f"“{row.text}”" for row in reversed(rows)}  # the words of the first who gives a number
    values = listing(first[value] for value in dict.fromkeys(row.value for row in rows))
    places = tuple((view.names[row.article_id], view.passage(row.article_id, int(row.start))) for row in rows)
    return (f"The dead, where outlets first count them: {values}", places) if rows else None


def of_copied(view: View) -> str:
    """That most words of one article, outside quotation marks, stand in another too; it claims no direction."""
    rows = [
        (float(coverage), here, there, row)
        for row in tables.rows(view.reading.reuse)
        for coverage, here, there in (
            (row.left_coverage, row.left_article_id, row.right_article_id),
            (row.right_coverage, row.right_article_id, row.left_article_id),
        )
        if coverage >= COPIED and row.longest_run >= RUN
    ]
    if not rows:
        return ""
    share, here, there, row = min(rows, key=lambda it: (-it[0], it[1], it[2]))
    return (
        f"{share:.0%} of the words of {view.names[here]} outside quotation marks stand in {view.names[there]} too, "
        f"{row.longest_run} of them in one run"
    )


def of_heard_alone(reading: Reading, view: View) -> tuple[str, tuple[tuple[str, str], ...]] | None:
    """Who is quoted in one article only, outlet by outlet, and the first quotation of each."""
    keys = [key for found in voices.heard_alone(reading) for key in str(found["keys"]).split()]
    said: dict[str, list[str]] = {}
    places: dict[str, str] = {}
    for quote in (view.row("quotes", key) for key in keys):
        here = said.setdefault(view.names[quote.article_id], [])
        if quote.speaker not in here:
            here.append(quote.speaker)
            places[quote.speaker] = view.href("quote", quote.quote_id)
    most = list(said)[:NAMED]
    more = sum(map(len, said.values())) - sum(len(said[name][:HEARD]) for name in most)
    told = [f"{listing(said[name][:HEARD])} in {name}" for name in most] + (["others"] if more else [])
    return (f"Among those whom one article alone quotes: {'; '.join(told)}", tuple(places.items())) if said else None


def of_no_marks(view: View) -> str:
    """That most of the articles print nothing between quotation marks, if so."""
    quotes = view.reading.quotes
    quoting = set(quotes.loc[quotes["form"] != "indirect", "article_id"])
    silent = [key for key, text in view.texts.items() if key not in quoting and not MARKS & set(text)]
    if 2 * len(silent) <= len(view.texts):
        return ""
    if len(silent) == len(view.texts):
        return f"None of {in_words(len(silent))} articles prints anything between quotation marks"
    return f"{in_words(len(silent)).capitalize()} of {in_words(len(view.texts))} articles print nothing between quotation marks"


def alike(view: View) -> list[Entry]:
    """Statements that several articles quote in full, all in one wording; those that most quote first."""
    several = min(SEVERAL, len(view.texts))
    found = [
        entry
        for entry in view.entries.shared()
        if entry.kind == "utterance" and len(entry.quoted) == 1 and quoting(entry) >= several and whole(entry)
    ]
    return sorted(found, key=lambda entry: (-quoting(entry), entry.event_id, entry.number))


def quoting(entry: Entry) -> int:
    """How many articles quote a statement."""
    return sum(len(row.places) for row in entry.quoted)


def is_based(entry: Entry) -> bool:
    """Whether a majority or a transcript says which wording is the fuller; else none is called a change."""
    return entry.reference_from in (REFERENCE["majority"], REFERENCE["transcript"])


def of_one(entry: Entry, view: View) -> str:
    """What the headline speaks of: a statement, of whom, in how many outlets."""
    said = f" of {name}" if (name := _sure_speaker(entry, view)) else ""
    return f"One statement{said}, {in_words(entry.articles)} outlets"


def _sure_speaker(entry: Entry, view: View) -> str:
    """The speaker of a statement, if every quotation of it has that speaker, and most for sure."""
    renderings = [view.row("renderings", place.rendering_id) for row in entry.rows for place in row.places]
    quotes = [view.row("quotes", one.quote_id) for one in renderings if one is not None and one.quote_id]
    sure = sum(str(quote.certainty) == "sure" for quote in quotes)
    return (
        entry.speaker if {quote.speaker_id for quote in quotes} == {entry.speaker_id} and 2 * sure > len(quotes) else ""
    )


def of_changed(entry: Entry, view: View) -> str:
    """What differs between the wordings, in its words if they are few; else what each outlet did, where it is known which
    wording is the fuller; else nothing.
    """
    if differ := _difference(entry, view) if len(entry.quoted) == 2 else "":
        return f"{of_one(entry, view)}, two wordings: {_both_whole(entry) or differ}"
    return f"{of_one(entry, view)}: {told(entry)}" if is_based(entry) else ""


def _both_whole(entry: Entry) -> str:
    """Both wordings, where they are short; else nothing."""
    said = [(" ".join(row.text.split()).strip(" .,;“”‘’\"'"), _who(row)) for row in entry.quoted]
    return ", ".join(f"“{text}” in {who}" for text, who in said) if all(len(text) <= SHORT for text, _ in said) else ""


def _difference(entry: Entry, view: View) -> str:
    """The words by which two wordings differ, where they are few and stand nowhere else in the other article."""
    base, other = entry.quoted
    gone = [run.text.strip() for run in other.runs if run.kind == "missing"]
    new = [run.text.strip() for run in other.runs if run.kind == "added"]
    if len(gone) > 1 or len(new) > 1 or not _few(gone + new) or (gone and new and _alike_words(gone[0], new[0])):
        return ""
    if gone and new:
        return f"“{gone[0]}” in {_who(base)}, “{new[0]}” in {_who(other)}"
    for words, has, has_not in ((gone, base, other), (new, other, base)):
        if words and not _prints(has_not, words[0], view):
            return f"{_who(has)} {'has' if len(has.places) == 1 else 'have'} “{words[0]}”, {_who(has_not)} not"
    return ""


def _alike_words(one: str, other: str) -> bool:
    """Whether two readings tell nothing apart: a mark, an ending, a shortening, a pronoun ("cant", "Sen", "he" for a name)."""
    if {one.casefold(), other.casefold()} & PRONOUNS or stem(one.casefold()) == stem(other.casefold()):
        return True
    short, long = sorted(("".join(filter(str.isalnum, words.casefold())) for words in (one, other)), key=len)
    return long.startswith(short)


def _few(words: list[str]) -> bool:
    return bool(words) and all(len(text.split()) <= WORDS for text in words)


def _who(row: Row) -> str:
    """Who prints a wording: the outlets, or how many."""
    return listing(row.names) if len(row.places) <= NAMED else f"{in_words(len(row.places))} outlets"


def _prints(row: Row, words: str, view: View) -> bool:
    """Whether an article of a row has the words anywhere, in any inflection."""
    wanted = [stem(word.n) for word in fold(words)]
    for place in row.places:
        there = [stem(word.n) for word in fold(view.texts[place.article_id])]
        if any(there[n : n + len(wanted)] == wanted for n in range(len(there) - len(wanted) + 1)):
            return True
    return False
