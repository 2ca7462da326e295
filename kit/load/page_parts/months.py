"""Months and weekdays: their names in the languages of the press beside English, as CLDR writes them."""

from __future__ import annotations

from functools import cache

# Languages whose names of months do not contradict each other (Croatian and Polish "listopad" are two months).
LANGUAGES = ("ar", "bg", "ca", "cs", "da", "de", "de_AT", "el", "es", "fi", "fr", "hu", "id", "it", "nb", "nl", "pl", "pt", "ro", "ru", "sv", "tr", "uk")  # fmt: skip


def month_of(name: str) -> int | None:
    """The number of the month that a word names in one of `LANGUAGES`, or None.

    >>> month_of("février"), month_of("Okt."), month_of("people")
    (2, 10, None)
    """
    return _months().get(_plain(name))


def weekday_named(name: str) -> int | None:
    """The weekday (0 is Monday) that a word names in one of `LANGUAGES`, or None.

    >>> weekday_named("vendredi"), weekday_named("Freitag"), weekday_named("people")
    (4, 4, None)
    """
    return _weekdays().get(_plain(name))


@cache
def _weekdays() -> dict[str, int]:
    from babel.dates import get_day_names

    return {
        _plain(name): number
        for language in LANGUAGES
        for number, name in get_day_names("wide", "stand-alone", language).items()
    }


@cache
def _months() -> dict[str, int]:
    from babel.dates import get_month_names

    names: dict[str, set[int]] = {}
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, language).items():  # type: ignore[arg-type]
                    names.setdefault(_plain(name), set()).add(number)
    return {name: numbers.pop() for name, numbers in names.items() if len(numbers) == 1}


def _plain(name: str) -> str:
    return name.removeprefix("de ").removeprefix("d’").rstrip(".").casefold()
