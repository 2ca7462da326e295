"""The lead: the finding that the page begins with, and the passages it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from kit import tables
from kit.align.model import stem
from kit.align.normalise import fold
from kit.compare.apparatus import WORD_FOR_WORD
from kit.compare.contradictions import UPDATE
from kit.compare.findings import figures, names, quotations, silence, voices
from kit.entry import told, whole, worth_comparing
from kit.entry.telling import in_words
from kit.phrasing import counted, listing, shortened
from kit.terms import REFERENCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.compare.contradictions import Thing
    from kit.entry import Entry, Row
    from kit.report.view import View
    from kit.tables import Reading

# So many outlets quote a sentence in full before it leads as one that several print.
SEVERAL = 3
# Words that differ are printed in the headline up to so many; outlets are named up to so many.
WORDS, NAMED = 10, 2
# A sentence of the findings is no headline beyond so many characters.
LONGEST = 170
# So much of an article stands in another, with so long a run, where both print one text.
COPIED, RUN = 0.6, 20
# Persons named of one outlet.
HEARD = 3
# Values of one thing that a headline lists.
VALUES = 4
# The findings that may lead, the most telling first; what is true of every event (who is quoted most) leads none.
LEADING = (quotations.changed, names.split_by_naming, silence.not_heard_at_all, figures.numbers_alone)
MARKS = frozenset('“”„«»"')


@dataclass(frozen=True)
class Lead:
    """The headline, the entry that is shown below it, and the contradiction that it tells, if it tells one.

    `passages` are links to what else it rests on: words and address.
    """

    heading: str
    entry: Entry | None
    thing: Thing | None = None
    passages: tuple[tuple[str, str], ...] = ()


def lead(view: View) -> Lead:
    """The most telling finding that is sure, or plainly that there is little to compare.

    A contradiction comes first; then a statement that outlets quote in different words; then counts that grew; then
    what all who quote it print alike; then a sentence of the findings.
    """
    telling = worth_comparing(view.entries)
    shared = view.entries.shared()
    ranked = [*telling, *_alike(view), *(one for one in shared if one.rows[0].treatment == WORD_FOR_WORD), *shared]
    return next(_leads(view, telling, next(filter(whole, ranked), next(iter(ranked), None))))


def _leads(view: View, telling: list[Entry], entry: Entry | None) -> Iterator[Lead]:
    count = len(view.texts)
    if count == 1:
        yield Lead("One article: there is nothing to compare it with", entry)
    sure = [thing for thing in view.things if thing.sure]
    for thing in sure:
        if thing.kind != UPDATE:
            yield Lead(_contradiction(thing), _entry_of(thing, view) or entry, thing)
    first = next((one for one in telling if whole(one)), None)
    changed = _changed(first, view) if first else ""
    if first and changed and (_based(first) or _quoting(first) >= SEVERAL):
        yield Lead(changed, first)
    for thing in sure:
        if thing.measured:
            yield Lead(_counts(thing), entry, thing)
    if first and changed:
        yield Lead(changed, first)
    yield from _of_texts(view, entry)
    if entry:
        several = len(entry.quoted) > 1 and not _based(entry)  # none of them is called changed
        what = f", {in_words(len(entry.rows))} wordings" if several else f": {told(entry)}"
        yield Lead(f"{_one(entry, view)}{what}", entry)
    yield Lead(f"{counted(count, 'article')}, and no statement that the kit surely finds in two of them", None)


def _of_texts(view: View, entry: Entry | None) -> Iterator[Lead]:
    """What is told of the articles where no statement leads: who copies, who quotes nobody, who is heard alone."""
    if copied := _copied(view):
        yield Lead(copied, entry)
    for alike in _alike(view):
        yield Lead(f"{_one(alike, view)}: {told(alike)}", alike)
    if silent := _without_marks(view):
        yield Lead(silent, entry)
    whole_events = [scope.reading for scope in view.charted if scope.whole]
    for reading in whole_events:
        if alone := _heard_alone(reading, view):
            yield Lead(alone[0], entry, passages=alone[1])
    for rule, reading in product(LEADING, whole_events):
        for found in rule(reading):
            yield Lead(shortened(str(found["sentence"]).removesuffix("."), LONGEST), entry)


def _entry_of(thing: Thing, view: View) -> Entry | None:
    """The shared statement in whose wordings the words that are at odds stand, if it is one."""
    ends = {(one.article_id, one.start) for side in thing.sides for one in side.passages}
    return next(
        (
            entry
            for entry in view.entries.shared()
            if any(
                p.article_id == key and p.start <= at < p.end
                for row in entry.rows
                for p in row.places
                for key, at in ends
            )
        ),
        None,
    )


def _contradiction(thing: Thing) -> str:
    values = [f"“{side.words}”" for side in thing.sides[:VALUES]]
    *most, last = values
    marks = ", between quotation marks" if thing.marked else ""
    who = in_words(len(thing.articles)).capitalize()
    return f"{who} outlets do not agree{marks}: {', '.join(most)} or {last}"


def _counts(thing: Thing) -> str:
    values = listing(f"“{side.words}”" for side in thing.sides[:VALUES])
    return f"Counts printed at different hours: {values}"


def _copied(view: View) -> str:
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


def _heard_alone(reading: Reading, view: View) -> tuple[str, tuple[tuple[str, str], ...]] | None:
    """Who is quoted in one article only, outlet by outlet, and the first quotation of each."""
    keys = [key for found in voices.heard_alone(reading) for key in str(found["keys"]).split()]
    said: dict[str, list[str]] = {}
    places: dict[str, str] = {}
    for quote in (view.row("quotes", key) for key in keys):
        here = said.setdefault(view.names[quote.article_id], [])
        if quote.speaker not in here:
            here.append(quote.speaker)
            places[quote.speaker] = view.href("quote", quote.quote_id)
    most = sorted(said, key=lambda name: (-len(said[name]), name))[:NAMED]
    more = sum(map(len, said.values())) - sum(len(said[name][:HEARD]) for name in most)
    told = [f"{listing(said[name][:HEARD])} in {name}" for name in most] + ([f"{in_words(more)} more"] if more else [])
    return (f"Among those whom one article alone quotes: {'; '.join(told)}", tuple(places.items())) if said else None


def _without_marks(view: View) -> str:
    """That most of the articles print nothing between quotation marks, if so."""
    quotes = view.reading.quotes
    quoting = set(quotes.loc[quotes["form"] != "indirect", "article_id"])
    silent = [key for key, text in view.texts.items() if key not in quoting and not MARKS & set(text)]
    if 2 * len(silent) <= len(view.texts):
        return ""
    if len(silent) == len(view.texts):
        return f"None of {in_words(len(silent))} articles prints anything between quotation marks"
    return f"{in_words(len(silent)).capitalize()} of {in_words(len(view.texts))} articles print nothing between quotation marks"


def _alike(view: View) -> list[Entry]:
    """Statements that several articles quote in full, all in one wording; those that most quote first."""
    several = min(SEVERAL, len(view.texts))
    found = [
        entry
        for entry in view.entries.shared()
        if entry.kind == "utterance" and len(entry.quoted) == 1 and _quoting(entry) >= several and whole(entry)
    ]
    return sorted(found, key=lambda entry: (-_quoting(entry), entry.event_id, entry.number))


def _quoting(entry: Entry) -> int:
    return sum(len(row.places) for row in entry.quoted)


def _based(entry: Entry) -> bool:
    """Whether a majority or a transcript says which wording is the fuller; else none is called a change."""
    return entry.reference_from in (REFERENCE["majority"], REFERENCE["transcript"])


def _one(entry: Entry, view: View) -> str:
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


def _changed(entry: Entry, view: View) -> str:
    """What differs between the wordings, in its words if they are few; else what each outlet did, where it is known which
    wording is the fuller; else nothing.
    """
    if differ := _difference(entry, view) if len(entry.quoted) == 2 else "":
        return f"{_one(entry, view)}, two wordings: {differ}"
    return f"{_one(entry, view)}: {told(entry)}" if _based(entry) else ""


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
    """Whether two readings are one but for an ending or a shortening: "Sen" and "Senator", "increase" and "increases"."""
    short, long = sorted((one.casefold().rstrip("."), other.casefold().rstrip(".")), key=len)
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
