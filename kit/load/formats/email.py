"""Email: what a saved mail or web archive holds (`.eml`, `.mht`): one text, and what its header says of it."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from typing import Any

from kit.load.facts import Fact
from kit.load.formats.extract import Extract
from kit.load.formats.html import read_html
from kit.load.problems import FileError

# What the standard library raises on a damaged mail.
_DAMAGED = (MessageError, ValueError, LookupError, AttributeError, TypeError)
# A longer header is no subject, sender or day.
HEADER = 4_000
# What a mail program puts before the subject of a mail that is passed on.
_PASSED_ON = re.compile(r"\s*(?:fwd?|wg|tr|rv|re|aw|antw)\s*:\s*", re.IGNORECASE)


def read_mail(data: bytes) -> Extract:
    """The plain text of a mail, else its page, with its subject as title.

    The sender counts as outlet and the day of sending as publication day only where the header says that it went to a
    mailing list: who passes an article on has not published it. Attachments are named, not read.
    """
    mail = _parsed(data, "mail")
    texts, attached = _parts(mail)
    part = min(texts, key=lambda one: one.get_content_type() != "text/plain", default=None)
    if part is None:
        remedy = "Save what is attached to it as files of their own."
        raise FileError("is a mail without text", remedy, "problem.no-article")
    made = _page(part, None) if part.get_content_type() == "text/html" else _plain(part)
    made.unread = [name for other in attached if (name := _file_name(other))]
    subject = _header(mail, "subject")
    title = _PASSED_ON.sub("", subject)
    sent = _sent(mail)
    said = [("title", title)]
    if title == subject and any(mail.get(name) for name in ("list-id", "list-unsubscribe", "list-post")):
        said += [("outlet", parseaddr(_header(mail, "from"))[0]), ("published", sent)]
    known = {fact.field for fact in made.facts}
    made.facts += [_fact(name, value) for name, value in said if value and name not in known]
    made.title = made.title or title or None
    return made


def read_web_archive(data: bytes) -> Extract:
    """The page that a browser saved with its pictures into one file, with the address it came from."""
    archive = _parsed(data, "web archive")
    pages = [part for part in _parts(archive)[0] if part.get_content_type() == "text/html"]
    if not pages:
        raise FileError("is a web archive without a page", "Save the page again as HTML.", "problem.no-article")
    url = _header(archive, "snapshot-content-location") or _header(pages[0], "content-location")
    return _page(pages[0], url if url.startswith(("http://", "https://")) else None)


def _parsed(data: bytes, what: str) -> Message:
    """The mail, its headers as they stand: the parser of structured headers is slow and deep on damaged ones."""
    try:
        return message_from_bytes(data.lstrip())
    except _DAMAGED as error:
        raise FileError(f"is no {what} that can be read ({error})", "Save it again, or copy its text to a .txt.", "problem.broken-mail") from error  # fmt: skip


def _parts(mail: Message) -> tuple[list[Message], list[Message]]:
    """The texts of a mail, in order, and what is attached to it; a mail that is attached is not opened."""
    texts: list[Message] = []
    attached: list[Message] = []
    todo = [mail]
    while todo:
        part = todo.pop()
        held = part.get_payload() if part.is_multipart() else None  # a text is decoded later, with care
        if part.get_content_maintype() == "multipart" and isinstance(held, list):
            todo += reversed([one for one in held if isinstance(one, Message)])
        elif part.get_content_type() in {"text/plain", "text/html"} and part.get_content_disposition() != "attachment":
            texts.append(part)
        else:
            attached.append(part)
    return texts, attached


def _page(part: Any, url: str | None) -> Extract:
    return read_html(_content(part), charset=part.get_content_charset(), url=url)


def _plain(part: Any) -> Extract:
    from kit.load.formats.decode import decode

    data = _content(part)
    text, encoding, remarks = decode(data, declared=part.get_content_charset())
    return Extract(text, encoding, "mail", [], remarks)


def _content(part: Any) -> bytes:
    """The bytes of a part; FileError where a damaged header stops the standard library."""
    try:
        return bytes(part.get_payload(decode=True) or b"")
    except _DAMAGED as error:
        raise FileError(f"cannot be unpacked ({error})", "Save it again.", "problem.broken-mail") from error


def _header(part: Any, name: str) -> str:
    try:
        printed = str(part.get(name) or "")[:HEADER]
        return " ".join(str(make_header(decode_header(printed))).split())
    except _DAMAGED:
        return ""


def _file_name(part: Any) -> str:
    try:
        return part.get_filename() or ""
    except _DAMAGED:
        return ""


def _sent(mail: Any) -> str:
    try:
        return parsedate_to_datetime(_header(mail, "date")).replace(tzinfo=None).isoformat(timespec="minutes")
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _fact(name: str, value: str) -> Fact:
    return Fact(name, value, "front matter", None, None, "fact.mail-header")
