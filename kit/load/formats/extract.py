"""Extract: the text that a reader made of a file, with what the file says of itself; what all readers share."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from functools import cache
from importlib import metadata
from typing import TYPE_CHECKING

from kit import tables
from kit.load.problems import FileError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.load.facts import Fact
    from kit.load.formats.press_databases.sheet import Header
    from kit.load.limits import Limits


@dataclass
class Extract:
    """A text with what the file itself says about it."""

    text: str
    encoding: str | None
    extractor: str
    facts: list[Fact] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    title: str | None = None
    complaints: list[FileError] = field(default_factory=list)  # what is wrong with it although it can be read
    unread: list[str] = field(default_factory=list)  # names of what is attached
    header: Header | None = None  # what a press database states of it
    # Of a press database's page: the names that its markup gives to lines, and the lines that begin an article.
    looks: Mapping[int, str] = field(default_factory=dict)
    starts: frozenset[int] = frozenset()


def sound(made: Extract) -> Extract:
    """The extract without what no table can hold: halves of surrogate pairs become U+FFFD, with a remark."""
    whole = tables.sound(made.text)
    if whole != made.text:
        made.text = whole
        made.remarks.append("has halves of surrogate pairs; they are shown as \ufffd")
    return made


def too_long(size: int, limits: Limits) -> FileError:
    """The complaint about a text that is too long for one article."""
    return FileError(
        f"has {size:,} characters or more; the limit for one article is {limits.article_characters:,}",
        "Split it, or raise the limit: KIT_LIMIT_ARTICLE_CHARACTERS=….", "problem.limit",
    )  # fmt: skip


@cache
def version(package: str) -> str:
    """A library's name and version, as `Extract.extractor` has it."""
    return f"{package} {metadata.version(package)}"


class quiet:  # noqa: N801  (reads as a statement)
    """Silence what libraries log about damaged files; the kit reports it as a problem instead."""

    def __enter__(self) -> None:
        self.before = logging.root.manager.disable
        logging.disable(logging.CRITICAL)

    def __exit__(self, *_: object) -> None:
        logging.disable(self.before)
