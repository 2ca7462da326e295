"""Names: how they are compared, without ever changing how they are printed.

`fold` is the form in which two spellings meet (case, accents, points, British and American endings); `sound` goes
further and meets across romanisations (Zelensky, Zelenskyy, Zelenskiy). Which variants of a place are the same place
is no question of spelling (Kiev, Kyiv; Burma, Myanmar) and stands in `kit/data/name_variants.csv`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from kit.data import read_list, spellings, word_set
from kit.english.lexicon.numbers import SMALL, SMALL_WORDS

# Two surnames may differ by one letter and be one only if they are long: Barton and Burton are two families.
LONG_NAME = 7
# A short form is the beginning of the long one (Alex, Alexander) from this many letters on.
SHORT_FORM = 3

PARTICLES = word_set("particles of surnames")
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_BRITISH = tuple(spellings("part").items())
_ROMANISED = (
    ("kh", "h"), ("ck", "k"), ("ph", "f"), ("tz", "ts"), ("w", "v"), ("x", "ks"), ("q", "k"), ("c", "k"),
    ("j", "i"), ("y", "i"), ("ou", "u"), ("ee", "i"), ("oo", "u"),
)  # fmt: skip


# Bounded, because a collection has ever new names.
@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """The form in which spellings of one name meet.

    >>> fold("The U.S. Defence Secretary’s"), fold("Türkiye")
    ('us defense secretary', 'turkiye')
    """
    plain = text.casefold() if text.isascii() else _without_accents(text)
    if not plain.isalpha():  # most words need none of this
        plain = re.sub(r"\b([do])'(?=[a-z]{2})", r"\1", plain)  # "O'Brien"
        plain = re.sub(r"'s?\b", "", plain) if plain.endswith(("'s", "'")) else plain
        plain = re.sub(r"\b(\w)\.(?=\w\b)|\b(u)\. (?=[skn]\b)", r"\1\2", plain)  # some print "U. S."
        plain = re.sub(r"[^\w&+-]+", " ", plain).strip()
    for british, american in _BRITISH:
        plain = plain.replace(british, american)
    return plain.removeprefix("the ")


def _without_accents(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("ı", "i")).casefold()
    return "".join(c for c in plain if not unicodedata.combining(c))


@cache
def _numbered() -> re.Pattern[str]:
    """What a number names, such as an article of a treaty, and the number in words."""
    return re.compile(rf"\b({'|'.join(sorted(word_set('numbered things')))}) ({SMALL_WORDS})\b")


def with_figures(key: str) -> str:
    """A folded name whose number, if one is part of it, is in figures: "Article Five" is Article 5.

    >>> with_figures("article five of the exland treaty"), with_figures("five towns")
    ('article 5 of the exland treaty', 'five towns')
    """
    return _numbered().sub(lambda m: f"{m[1]} {SMALL[m[2]]}", key)


def slug(name: str) -> str:
    """A name as a part of an id: folded words joined by hyphens; empty if it has no letter or figure.

    >>> slug("The Mayor of Zaltby’s")
    'mayor-of-zaltby'
    """
    return re.sub(r"\W+", "-", fold(name)).strip("-")


def untaken(wanted: str, taken: set[str]) -> str:
    """The wanted id, with a number behind it if it is already in use; it is marked as used.

    >>> taken = {"ann"}
    >>> untaken("ann", taken), untaken("ann", taken)
    ('ann-2', 'ann-3')
    """
    found, n = wanted, 2
    while found in taken:
        found, n = f"{wanted}-{n}", n + 1
    taken.add(found)
    return found


def letters(name: str, given: int = 0) -> str:
    """The letters of a name in lower case, without its first `given` words: "DelGiudice" and "Del Giudice" are one.

    >>> letters("Ann DelOrr", 1) == letters("Ann Del Orr", 1)
    True
    """
    return "".join(c for c in "".join(name.split()[given:]).lower() if c.isalpha())


@lru_cache(maxsize=1 << 16)
def sound(text: str) -> str:
    """A folded name without the letters on which romanisations differ.

    >>> sound("Zelensky") == sound("Zelenskyy") == sound("Zelenskiy")
    True
    """
    plain = fold(text).replace("-", "").replace(" ", "")
    for letters, one in _ROMANISED:
        plain = plain.replace(letters, one)
    return re.sub(r"(.)\1+", r"\1", plain)


@dataclass(frozen=True)
class PersonName:
    """A person's name in folded parts; `given` is empty where only a surname is printed."""

    given: tuple[str, ...]
    surname: str

    @classmethod
    def parse(cls, text: str) -> PersonName:
        """Parts of a printed name, titles already taken off.

        >>> PersonName.parse("Ursula von der Leyen")
        PersonName(given=('ursula',), surname='von der leyen')
        """
        parts = [p for p in fold(text).split() if p not in SUFFIXES]
        if not parts:
            return cls((), fold(text))
        first = next((n for n in range(1, len(parts) - 1) if parts[n] in PARTICLES), len(parts) - 1)
        return cls(tuple(parts[:first]), " ".join(parts[first:]))

    @property
    def family(self) -> str:
        """The surname without particles, by which most articles call the person."""
        return self.surname.split()[-1]


@cache
def short_forms() -> dict[str, frozenset[str]]:
    """Folded given name → the names it may be short for (`kit/data/short_names.csv`)."""
    forms: dict[str, set[str]] = {}
    for row in read_list("short_names.csv").itertuples():
        forms.setdefault(row.short, set()).add(row.long)
        forms.setdefault(row.long, set()).add(row.short)
    return {name: frozenset(others) for name, others in forms.items()}


def same_given(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Whether two runs of given names can be one person's (initials, short forms, a middle name left out).

    >>> same_given(("joe",), ("joseph", "r")), same_given(("ann",), ("bob",))
    (True, False)
    """
    if not left or not right:
        return True
    if any(_same_first(a, b) for a, b in ((left[0], right[0]), (left[0], right[-1]), (left[-1], right[0]))):
        return True
    return set(left) <= set(right) or set(right) <= set(left)


def _same_first(a: str, b: str) -> bool:
    if a == b or sound(a) == sound(b) or b in short_forms().get(a, ()):
        return True
    genders = {given_genders().get(a), given_genders().get(b)} - {None}
    if not genders and min(len(a), len(b)) >= LONG_NAME and a[0] == b[0]:  # "Velindra" and "Velandra", misspelt
        return DamerauLevenshtein.distance(a, b, score_cutoff=1) <= 1
    if len(genders) > 1:
        return False  # Don and Donna Example are two
    short, long = sorted((a, b), key=len)
    if len(short) == 1 or len(short) >= SHORT_FORM:
        return long.startswith(short)
    return False


@lru_cache(maxsize=1 << 16)
def same_surname(left: str, right: str) -> str | None:
    """The rule by which two surnames may be one person's, or None.

    >>> same_surname("zelensky", "zelenskyy"), same_surname("barton", "burton"), same_surname("del giudice", "delgiudice")
    ('mention.romanisation', None, 'mention.romanisation')
    """
    if left == right:
        return "mention.surname"
    a, b = left.rsplit(maxsplit=1)[-1], right.rsplit(maxsplit=1)[-1]
    if a == b:
        return "mention.surname"
    if len(a) > SHORT_FORM and sound(a) == sound(b):
        return "mention.romanisation"
    if a != left or b != right:  # "del giudice", "delgiudice"
        return "mention.romanisation" if sound(left) == sound(right) else None
    if min(len(a), len(b)) >= LONG_NAME and a[0] == b[0] and DamerauLevenshtein.distance(a, b, score_cutoff=1) <= 1:
        return "mention.one-letter"
    return None


def romanised(name: PersonName) -> tuple[str, ...]:
    """The consonants of a name's words without "al-": names of several parts, romanised, are one if two words agree; else nothing.

    >>> romanised(PersonName.parse("al-Samar Khalid"))[:2] == romanised(PersonName.parse("Samar Khaled Sadi"))[:2]
    True
    >>> romanised(PersonName.parse("Ann Brook"))
    ()
    """
    words = [word for word in " ".join((*name.given, name.surname)).replace("-", " ").split() if word not in PARTICLES]
    if len(words) < 2 or words[0] in given_genders():
        return ()
    bare = tuple(re.sub(r"[aeiou]", "", sound(word)) for word in words)
    return bare if all(len(word) > 1 for word in bare) else ()


def is_misspelt(left: PersonName, right: PersonName) -> bool:
    """Whether two full names differ by a letter more in the surname: one person, if no article prints both.

    >>> is_misspelt(PersonName.parse("Dora Fallo"), PersonName.parse("Dora Falloe"))
    True
    """
    a, b = sorted((left.family, right.family), key=len)
    near = len(a) > SHORT_FORM and len(b) == len(a) + 1 and DamerauLevenshtein.distance(a, b, score_cutoff=1) == 1
    return near and bool(left.given) and left.given[:1] == right.given[:1]


@cache
def variants() -> dict[str, str]:
    """Folded variant → folded name it stands for (`kit/data/name_variants.csv`)."""
    return {fold(row.variant): fold(row.name_) for row in _variant_rows()}


@cache
def variant_names() -> dict[str, str]:
    """Folded name → how the table prints it."""
    return {fold(row.name_): row.name_ for row in _variant_rows()}


@cache
def place_spellings() -> dict[str, str]:
    """Variants of a place that are one word, in small letters → its name, if that is one word (kiev → kyiv)."""
    rows = [row for row in _variant_rows() if row.kind == "place" and (row.variant + row.name_).isalpha()]
    return {row.variant.lower(): row.name_.lower() for row in rows if row.variant.lower() != row.name_.lower()}


@cache
def variant_kinds() -> dict[str, str]:
    """Folded name or variant → the kind the table gives it."""
    return {fold(text): row.kind for row in _variant_rows() for text in (row.name_, row.variant)}


@cache
def _variant_rows() -> list:
    return list(read_list("name_variants.csv").rename(columns={"name": "name_"}).itertuples(index=False))


@cache
def titles() -> dict[str, str]:
    """Folded title in front of a name → `male`, `female` or nothing (`kit/data/titles.csv`)."""
    frame = read_list("titles.csv")
    return dict(zip(frame["title"], frame["gender"], strict=True))


@cache
def person_nouns() -> frozenset[str]:
    """Folded nouns that only a person is called by (`kit/data/person_nouns.csv`)."""
    return frozenset(word for row in read_list("person_nouns.csv").itertuples() for word in row.words.split())


@cache
def trades() -> frozenset[str]:
    """Those of them that tell an office or a trade: "witness", "man" and "brother" do not."""
    return frozenset(
        word
        for row in read_list("person_nouns.csv").itertuples()
        if row.field != "people"
        for word in row.words.split()
    )


@cache
def known() -> dict[str, str]:
    """Folded names that are told by what they are known for → their kind (`kit/data/known_names.csv`)."""
    return {name: row.kind for row in read_list("known_names.csv").itertuples() for name in row.names.split()}


@cache
def players() -> frozenset[str]:
    """Those of them that belong to a team."""
    rows = read_list("person_nouns.csv").itertuples()
    return frozenset(word for row in rows if row.field == "sport" for word in row.words.split()) | {"manager"}


@cache
def name_words(end: str) -> dict[str, str]:
    """Folded words at one end of a name (`first`, `last`, `company`) or right before it (`before`) → the kind of what bears it (`kit/data/name_words.csv`)."""
    frame = read_list("name_words.csv")
    return {word: row.kind for row in frame.itertuples() if row.end == end for word in row.words.split()}


def without_kind(key: str) -> str:
    """A folded name without the word that says that it is a storm's or a firm's, by which it is often called.

    >>> without_kind("cyclone ilona"), without_kind("veltrona inc"), without_kind("ann example")
    ('ilona', 'veltrona', '')
    """
    rest, _, last = key.rpartition(" ")
    if last in name_words("company"):
        return without_kind(rest) or rest  # "Example Pvt Ltd"
    return last if name_words("first").get(rest.rpartition(" ")[2]) == "storm" else ""


@cache
def given_genders() -> dict[str, str]:
    """Folded given name → `male` or `female`, where it is nearly always one (`kit/data/given_names.csv`)."""
    frame = read_list("given_names.csv")
    return {name: row.gender for row in frame.itertuples() for name in row.names.split()}
