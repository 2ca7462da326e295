"""Moodle's two formats of questions: GIFT, which people can read, and XML, which keeps hints and feedback."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from lxml import etree
from lxml.builder import E

if TYPE_CHECKING:
    from kit.exercises.exchange.items import Item

# What GIFT reads as its own signs, unless a backslash stands before it.
_SIGNS = re.compile(r"([\\~=#{}:])")


def gift(items: list[Item], title: str) -> str:
    r"""The items in GIFT; of several right options each counts its share, and a wrong one takes all away.

    >>> from kit.exercises.exchange.items import Item
    >>> text = gift([Item("q001-1", "date", "1 = 1?", (), ("yes", "no"), ("yes",), False, "Look.", "It is.")], "T")
    >>> [line.strip() for line in text.splitlines() if line.strip()][1:4]
    ['::q001-1 date::[html]<p>1 \\= 1?</p> {', '=yes#It is.', '~no#Look.']
    """
    return "\n".join([f"$CATEGORY: {' '.join(title.split())}", "", *map(_gift, items)])


def moodle_xml(items: list[Item], title: str) -> bytes:
    """The items as Moodle XML: multiple choice, evidence and hint as feedback, nothing shuffled."""
    category = E.question(E.category(E.text(f"$course$/top/{title.replace('/', '-')}")), type="category")
    quiz = E.quiz(category, *map(_question, items))
    return etree.tostring(quiz, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _gift(item: Item) -> str:
    answers = []
    for option in item.options:
        right = option in item.answer
        sign = "=" if right and not item.many else f"~%{_share(item, option)}%" if item.many else "~"
        answers.append(
            f"\t{sign}{_line(html.escape(option, quote=False))}#{_line(html.escape(item.evidence if right else item.hint, quote=False))}"
        )
    return "\n".join([f"::{item.key} {item.kind}::[html]{_line(_body(item))} {{", *answers, "}", ""])


def _question(item: Item) -> etree._Element:
    answers = [
        E.answer(
            E.text(html.escape(option, quote=False)), E.feedback(E.text(""), format="html"),
            fraction=_share(item, option), format="html",
        )
        for option in item.options
    ]  # fmt: skip
    return E.question(
        E.name(E.text(f"{item.key} {item.kind}")),
        E.questiontext(E.text(_body(item)), format="html"),
        E.generalfeedback(E.text(""), format="html"),
        E.defaultgrade("1"), E.penalty("0.3333333"), E.hidden("0"),
        E.single("false" if item.many else "true"), E.shuffleanswers("false"), E.answernumbering("none"),
        E.correctfeedback(E.text(html.escape(item.evidence, quote=False)), format="html"),
        E.incorrectfeedback(E.text(html.escape(item.hint, quote=False)), format="html"),
        *answers,
        type="multichoice",
    )  # fmt: skip


def _body(item: Item) -> str:
    """Prompt and passages as HTML, all of it escaped."""
    said = [f"<p>{html.escape(item.prompt, quote=False)}</p>"]
    for outlet, text in item.passages:
        said.append(
            f"<blockquote><p><b>{html.escape(outlet, quote=False)}</b> {html.escape(text, quote=False)}</p></blockquote>"
        )
    return "".join(said)


def _share(item: Item, option: str) -> str:
    """What an option is worth in per cent, in the steps that Moodle knows (100/3 is 33.33333)."""
    if option not in item.answer:
        return "-100" if item.many else "0"
    return f"{100 / len(item.answer):.5f}".rstrip("0").rstrip(".") if item.many else "100"


def _line(text: str) -> str:
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))
