"""What each rule of quotations earns: switch one off at a time and measure again.

    python -m tests.benchmarks.ablate_quotes CORPUS --gold DIR

prints, for the whole and without each rule: contents found, contents claimed that the gold has, and speakers right of
all contents of the gold. A rule that earns nothing on any corpus should go.
"""

from __future__ import annotations

import argparse
from contextlib import contextmanager

from kit import load, score
from kit.english import annotate, people, quotes
from kit.english.people import names
from kit.english.quotes import article_rows, clauses, fragments, missing_marks
from kit.english.quotes.last_speaker import Carrier
from kit.english.quotes.offices import Roles
from kit.english.quotes.speaker_resolution import Referents
from kit.english.quotes.speech_tags import Attributor
from kit.tables import Reading


def nothing(*_args, **_options):
    return None


def empty(*_args, **_options):
    return []


# What is switched off: a name for it, whose attribute, and what stands in its place.
RULES = [
    ("tags behind a quotation (”, X said)", Attributor, "after", nothing),
    ("words before a quotation (X said: “)", Attributor, "before", nothing),
    ("dash and name (” — X)", Attributor, "dash", nothing),
    ("carrying on in the paragraph", Carrier, "_in_paragraph", nothing),
    ("carrying on from the paragraph before", Carrier, "_from_paragraph_before", nothing),
    ("repair of missing marks", missing_marks, "_repair", lambda _doc, stretch: None if stretch.missing else stretch),
    ("titles and nicknames by form", article_rows, "is_name", lambda *_: False),
    ("labels inside marks (“X: …)", article_rows, "label_inside", nothing),
    ("nearest cue for words in marks", fragments.Loose, "nearest", nothing),
    ("parentheses (…, X said, …)", clauses, "_parenthetical", empty),
    ("second reports (said … and warned …)", clauses, "_before_second_report", lambda _token, _child, end: end),
    ("infinitives (vowed to …)", clauses, "_infinitive", empty),
    ("prepositions (accused of …)", clauses, "_preposition", empty),
    ("objects (cited …)", clauses, "_object", empty),
    ("uses that report nothing", clauses, "_is_aside", lambda *_: False),
    ("pronouns", Referents, "_pronoun", nothing),
    ("offices", Roles, "find", nothing),
    ("romanisation and short names", names, "same_surname", lambda a, b: "surname" if a == b else None),
]  # fmt: skip


@contextmanager
def without(owner, attribute, stand_in):
    kept = getattr(owner, attribute)
    setattr(owner, attribute, stand_in)
    try:
        yield
    finally:
        setattr(owner, attribute, kept)


class Corpus:
    """A corpus loaded and analysed once; people and quotes are read anew for each measurement."""

    def __init__(self, folder: str, gold: str) -> None:
        loaded = load.load_articles(folder)
        self.articles, self.gold = loaded.articles, gold
        self.docs = annotate.annotate(loaded.articles, loaded.segments)
        self.sentences = annotate.split_sentences(self.docs)

    def measure(self) -> tuple[float, float, float]:
        entities, mentions = people.find_mentions(self.articles, self.docs)
        found, speakers = quotes.find_quotes(self.articles, self.docs, self.sentences, entities, mentions)
        reading = Reading(self.articles, quotes=found, speakers=speakers, entities=entities, mentions=mentions)
        frame = score.score(reading, self.gold)
        frame = frame[frame["table"] == "quotes"].set_index("measure")
        found, claimed = (
            frame.loc["gold contents found (half of the words, or more)"],
            frame.loc["contents claimed that the gold has"],
        )
        right = frame.loc["of these, speaker as printed or resolved right", "right"] / found["of"]
        return 100 * found["share"], 100 * claimed["share"], 100 * right


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus")
    parser.add_argument("--gold", required=True)
    arguments = parser.parse_args()
    corpus = Corpus(arguments.corpus, arguments.gold)
    whole = corpus.measure()
    print(f"{'found':>7} {'claimed':>8} {'speaker':>8}")
    print("{:7.1f} {:8.1f} {:8.1f}  everything".format(*whole))
    for name, owner, attribute, stand_in in RULES:
        with without(owner, attribute, stand_in):
            part = corpus.measure()
        print(
            "{:+7.1f} {:+8.1f} {:+8.1f}  without {}".format(*(a - b for a, b in zip(part, whole, strict=True)), name),
            flush=True,
        )


if __name__ == "__main__":
    main()
