"""Flags: changes in quoted words that are worth a second look, each with both passages.

A flag is a question, not a verdict. The outlets are compared with one another, not with the speech: where most agree,
most may be wrong.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from kit.compare.alterations import COVERED, WORDING, alterations
from kit.compare.answer_table import answer
from kit.compare.collation import collation
from kit.compare.conditions import without_condition
from kit.compare.contradictions import DIFFERS, OTHER_SPEAKER
from kit.compare.flagged_words import compared_words, quoted_part, runs, spelled_alike
from kit.compare.outlets import outlet_names
from kit.compare.states import counted_once
from kit.compare.strangers import strangers
from kit.compare.sure import sure_conflicts, sure_renderings
from kit.phrasing import listing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.compare.alterations import Ends
    from kit.tables import Reading

OWN_WORDS, SPLICE, TURNED, UNDECIDED, NEVER = FLAGS = (
    "words nobody else has", "run together", "meaning may be turned", "printed differently", "never the others' words",
)  # fmt: skip
CAUTION = "The kit compares outlets with one another; it cannot know what was said."
UNBOUND = "It is quoted without its condition."
# Printed in place of words that one of the two wordings lacks.
NOTHING = "(nothing)"
# Fewer words than this in a row are a turn of phrase, not an own wording.
OWN_RUN = 2
# Words on either side of a seam that must stand in another article, there apart.
SEAM = 3
# Words are left out of a quotation there.
_GAP = re.compile(r"…|\.\s?\.\s?\.|\[")


@counted_once
def flags(reading: Reading) -> pd.DataFrame:
    """What to look at twice in the quotations, with its evidence in both articles.

    One row a finding: `flag_id` (the article, the offset of the words and the flag: it stays when another article is
    added), `flag` (one of `FLAGS`), `article_id, outlet, statement_id, rendering_id, start, end, text` (the passage),
    `words` (that differ), `instead_of` (the other's words there), `other_article_id, other_outlet, other_start,
    other_end, other_text` (the passage it is held against), `why` (in a sentence), `caution`.

    - *words nobody else has*: in a statement that two or more other articles quote in one wording, this one has at
      least two words in a row, inside marks, that no other article prints anywhere.
    - *run together*: the words run on from words that stand apart in another article's quotation, and nobody prints them on
      end; a comma or a full stop between is none, and an article that never has the others' words is no yardstick.
    - *meaning may be turned*: inside the part that is quoted, and quoted nearly whole, a negation, a number, a modal verb
      or a name changed, or a condition is left out; or what one quotes contradicts what another quotes (`conflicts`).
    - *printed differently*: the same between two articles, and nothing shows which of them changed it: not how many print
      it, nor a gap, nor fewer words, nor the day. None is accused.
    - *never the others' words*: three or more shared quotations, and not one agrees with any other outlet's words:
      perhaps translated back.

    >>> import kit
    >>> set(flags(kit.read("seeds"))["flag"]) <= set(FLAGS)
    True
    """
    names = outlet_names(reading)
    made = _Flags(reading)
    rows = [*made.never(), *made.own_words(), *made.splices(), *made.turned()]
    place = {key: n for n, key in enumerate(reading.articles["article_id"])}
    rows.sort(key=lambda row: (FLAGS.index(row["flag"]), place[row["article_id"]], row["start"], row["why"]))
    once: dict[str, dict[str, Any]] = {}
    for row in rows:
        row["flag_id"] = f"{row['article_id']}-f{row.pop('at')}-{row['flag'].replace(' ', '-')}"
        row |= {
            "outlet": names[row["article_id"]],
            "other_outlet": names.get(row["other_article_id"]),
            "caution": CAUTION,
        }
        once.setdefault(row["flag_id"], row)
    return answer("flags", once.values())


class _Side(NamedTuple):
    """One of two wordings: its rendering, where the words that differ stand, the words, how many print them, and how many stand
    against it.
    """

    row: Any
    at: int
    words: str
    printing: int
    against: int = 0


class _Flags:
    """The flags of one reading: its sure renderings between marks, and the words of its articles."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.names = reading, outlet_names(reading)
        self.days = reading.articles.set_index("article_id")["published"].dt.normalize()
        self.sure = sure_renderings(reading)
        self.rows = {row.rendering_id: row for row in reading.renderings.itertuples()}
        self.judged = [
            (str(key), group)
            for key, group in self.sure[self.sure["wording"].notna()].groupby("statement_id", sort=True)
        ]
        self.reference = dict(
            zip(reading.statements["statement_id"], reading.statements["reference_rendering_id"], strict=True)
        )
        self.texts = dict(zip(reading.articles["article_id"], reading.articles["text"], strict=True))
        self.events = dict(zip(reading.articles["article_id"], reading.articles["event_id"], strict=True))
        self.words = {key: compared_words(text) for key, text in self.texts.items()}
        self.strangers: set[str] = set()
        self.bare = list(self._bare())
        self.altered = [one for one in alterations(reading) if one.kind != WORDING]

    def found(
        self, flag: str, row: Any, why: str, other: Any, at: int, words: str = "", instead_of: str = ""
    ) -> dict[str, Any]:
        """A flag on one rendering, held against another one (or against nothing)."""
        seen = {
            label: getattr(row, label)
            for label in ("article_id", "statement_id", "rendering_id", "start", "end", "text")
        }
        held = {f"other_{label}": getattr(other, label, None) for label in ("article_id", "start", "end", "text")}
        return {
            "flag": flag,
            **seen,
            **held,
            "words": words or pd.NA,
            "instead_of": instead_of or pd.NA,
            "why": why,
            "at": at,
        }

    def never(self) -> Iterator[dict[str, Any]]:
        """Articles whose shared quotations all differ."""
        for article_id, mine in strangers(self.reading).items():
            self.strangers.add(article_id)
            first = next(mine.itertuples())
            yield self.found(
                NEVER, first, f"All {len(mine)} quotations that others also print differ from theirs: perhaps translated back.",
                self.rows[self.reference[first.statement_id]], first.start,
            )  # fmt: skip

    def own_words(self) -> Iterator[dict[str, Any]]:
        """Words inside marks that stand in no other article, where two others quote in one wording."""
        for statement_id, group in self.judged:
            agreed = group[group["wording"] == "verbatim"]["article_id"].nunique()
            reworded = group[(group["wording"] == "reworded") & (group["coverage"] >= COVERED)]
            if agreed < 2 or reworded.empty:
                continue
            laid = collation(self.reading, statement_id)
            for witness, tokens in zip(laid.witnesses, laid.rows, strict=True):
                row = self.rows[witness.rendering_id]
                if row.rendering_id not in set(reworded["rendering_id"]):
                    continue
                for run in runs(quoted_part(tokens)):
                    own = [t.word for t in run if t.word]
                    if spelled_alike([t.model for t in run if t.model], own):
                        continue
                    if any(self._in_brackets(row.article_id, word.start) for word in own):
                        continue  # an insertion that the outlet shows as its own
                    if len(own) >= OWN_RUN and not self._elsewhere(" ".join(w.t for w in own), row.article_id):
                        yield self.found(
                            OWN_WORDS, row, f"{agreed} other articles quote this in one wording; these words are in none.",
                            self.rows[laid.witnesses[0].rendering_id], own[0].start,
                            self.texts[row.article_id][own[0].start : own[-1].end],
                            " ".join(t.model.t for t in run if t.model) or NOTHING,
                        )  # fmt: skip

    def _in_brackets(self, article_id: str, start: int) -> bool:
        """Whether a square bracket is open where a word starts."""
        before = self.texts[article_id][:start]
        return before.rfind("[") > before.rfind("]")

    def _elsewhere(self, words: str, article_id: str) -> bool:
        """Whether another article of the event prints these words on end, anywhere."""
        run = compared_words(words)
        return any(
            run in text
            for key, text in self.words.items()
            if key != article_id and self.events[key] == self.events[article_id]
        )

    def splices(self) -> Iterator[dict[str, Any]]:
        """Words that run on from words which another article prints apart, and nobody on end; altered ones are told as such."""
        altered = {one.row.rendering_id for one in self.altered} | {row.rendering_id for row, _, _ in self.bare}
        spliced = self.sure[self.sure["spliced"].fillna(value=False) & ~self.sure["rendering_id"].isin(altered)]
        for row in spliced.itertuples():
            before, after = self._seam(row)
            if len(before) < SEAM or len(after) < SEAM or row.article_id in self.strangers:
                continue
            whole = " ".join([*before, *after])
            others = [k for k in self.texts if k != row.article_id and self.events[k] == self.events[row.article_id]]
            if any(f" {whole} " in self.words[key] for key in others):
                continue
            apart = [
                r for r in self._renderings(row) if r.article_id not in self.strangers and self._apart(r, before, after)
            ]
            if apart:
                yield self.found(
                    SPLICE, row, "Quoted as running on from words that stand apart in another article.", apart[0], row.start,
                    self._at_start(row), self._at_start(apart[0]),
                )  # fmt: skip

    def _at_start(self, row: Any) -> str:
        """The words right before and behind the start of a rendering, as the article prints them."""
        text = self.texts[row.article_id]
        return " ".join([*text[: row.start].split()[-SEAM:], *text[row.start :].split()[:SEAM]])

    def _seam(self, row: Any) -> tuple[list[str], list[str]]:
        """The last words between marks before a rendering, and its first words."""
        quotes = self.reading.quotes
        here = quotes[
            (quotes["article_id"] == row.article_id) & (quotes["form"] != "indirect") & (quotes["start"] < row.start)
        ]
        text = self.texts[row.article_id]
        said = " ".join(text[q.start : min(q.end, row.start)] for q in here.sort_values("start").tail(2).itertuples())
        return compared_words(said).split()[-SEAM:], compared_words(row.text).split()[:SEAM]

    def _renderings(self, row: Any) -> Iterator[Any]:
        """The other articles' sure quotations of the same statement."""
        same = self.sure[(self.sure["statement_id"] == row.statement_id) & (self.sure["article_id"] != row.article_id)]
        yield from same[same["form"] == "direct"].itertuples()

    def _apart(self, other: Any, before: list[str], after: list[str]) -> bool:
        """Whether an article has both sides of a seam, and not on end."""
        words = self.words[other.article_id]
        return f" {' '.join(before)} " in words and f" {' '.join(after)} " in words

    def _bare(self) -> Iterator[tuple[Any, Any, Any]]:
        """Renderings that stand without their condition, the rendering of another article that has it, and what is left out."""
        for one in without_condition(self.reading):
            row, *others = (
                self._over(passage.article_id, passage.start, passage.end) for passage in (one.without, *one.having)
            )
            other = next((there for there in others if there is not None), None)
            if row is not None and other is not None:
                yield row, other, one

    def turned(self) -> Iterator[dict[str, Any]]:
        """Changes of negation, number, modal verb or name, then what quotations contradict: one flag a rendering."""
        seen: set[str] = set()
        left_out = (
            self.found(TURNED, row, UNBOUND, other, one.without.start, NOTHING, one.condition)
            for row, other, one in self.bare
        )
        for row in (*left_out, *self._changed()):
            if row["rendering_id"] not in seen:
                seen.add(row["rendering_id"])
                yield row
        told = {self.rows[key].statement_id for key in seen}
        for row in self._contradicted():
            if row["statement_id"] not in told and row["rendering_id"] not in seen:
                seen.add(row["rendering_id"])
                yield row

    def _changed(self) -> Iterator[dict[str, Any]]:
        """Changes against the reference, in what is quoted nearly whole; the wording that seems altered is flagged."""
        for one in self.altered:
            mine = _Side(one.row, one.at, one.words, self._printing(one.mine))
            at = one.theirs[0][1] if one.theirs else one.model.start
            yield self._turned(one.kind, mine, _Side(one.model, at, one.instead_of, self._printing(one.theirs)))

    def _turned(self, kind: str, first: _Side, second: _Side) -> dict[str, Any]:
        """A flag on the side that seems altered: more stand against it, fewer print it, it shows a gap, it has fewer words there, or it
        was printed later. Where nothing of that decides, both are shown and neither is called altered.
        """
        signs = [self._signs(side) for side in (first, second)]
        one, other = next(
            ((a, b) for a, b in zip(*signs, strict=True) if a != b and pd.notna(a) and pd.notna(b)), (0, 0)
        )
        side, against = (first, second) if one >= other else (second, first)
        names = [self.names[end.row.article_id] for end in (first, second)]
        flag, why = (TURNED, _marked(kind)) if one != other else (UNDECIDED, f"{listing(names)} print it differently.")
        return self.found(flag, side.row, why, against.row, side.at, side.words or NOTHING, against.words or NOTHING)

    def _signs(self, side: _Side) -> tuple[Any, ...]:
        """What tells that a wording is altered, the strongest first; the greater, the likelier."""
        day = self.days[side.row.article_id]
        return side.against, -side.printing, bool(_GAP.search(side.row.text)), -len(side.words.split()), day

    def _printing(self, passages: Sequence[Ends]) -> int:
        """In how many articles of the event the words of a passage stand, in whatever statement."""
        if not passages:
            return 0
        article, start, end = passages[0]
        words = compared_words(self.texts[article][start:end])
        return sum(words in text for key, text in self.words.items() if self.events[key] == self.events[article])

    def _contradicted(self) -> Iterator[dict[str, Any]]:
        """What is between marks in two articles and cannot both have been said; the one against which most stand, and whose words
        fewest articles print, is flagged.
        """
        conflicts = sure_conflicts(self.reading)
        marked = [*conflicts[conflicts["marked"] & (conflicts["rule"] != OTHER_SPEAKER)].itertuples()]
        found = [(row, side, self._around(row, side)) for row in marked for side in ("left", "right")]
        against = Counter(rendering.rendering_id for _, _, rendering in found if rendering is not None)
        for row in marked:
            here = {side: rendering for one, side, rendering in found if one is row and rendering is not None}
            if len(here) < 2 or self._both_in_one(here["left"], here["right"]):
                continue
            yield self._turned(str(row.kind), *(
                _Side(
                    there, getattr(row, f"{side}_start"), self._words(row, side),
                    self._printing([self._led(row, side)]), against[there.rendering_id],
                )
                for side, there in here.items()
            ))  # fmt: skip

    def _both_in_one(self, left: Any, right: Any) -> bool:
        """Whether some article has both wordings: then they are two statements, or one that is printed alike."""
        one, other = compared_words(left.text), compared_words(right.text)
        return any(
            one in text and other in text
            for key, text in self.words.items()
            if self.events[key] == self.events[left.article_id]
        )

    def _led(self, row: Any, side: str) -> Ends:
        """One side of a conflict with the word that stands before it."""
        article, start, end = (getattr(row, f"{side}_{label}") for label in ("article_id", "start", "end"))
        before = re.search(r"\S+\s+\S*$", self.texts[article][:start])
        return article, before.start() if before else start, end

    def _words(self, row: Any, side: str) -> str:
        return self.texts[getattr(row, f"{side}_article_id")][
            getattr(row, f"{side}_start") : getattr(row, f"{side}_end")
        ]

    def _around(self, row: Any, side: str) -> Any:
        """The rendering that holds one side of a conflict."""
        return self._over(*(getattr(row, f"{side}_{label}") for label in ("article_id", "start", "end")))

    def _over(self, article: str, start: int, end: int) -> Any:
        """The first rendering of an article that shares a character with a stretch of it."""
        here = self.reading.renderings
        here = here[(here["article_id"] == article) & (here["start"] < end) & (here["end"] > start)]
        return next(here.itertuples(), None)


def _marked(kind: str) -> str:
    """What differs between quotation marks, in a sentence."""
    return f"Between quotation marks {DIFFERS[kind]}."
