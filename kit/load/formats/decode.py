"""Decode: bytes to characters, with the name of the encoding and what had to be patched."""

from __future__ import annotations

import codecs
import re

from kit.load.problems import FileError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_SIGNATURES = (
    (b"\x89PNG", "a PNG image"), (b"\xff\xd8\xff", "a JPEG image"), (b"GIF8", "a GIF image"), (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip, .docx or .xlsx"), (b"\xd0\xcf\x11\xe0", "an old Office file"), (b"\x7fELF", "a program"),
    (b"MZ", "a program"), (b"{\\rtf", "a rich-text file"), (b"\x1f\x8b", "a gzip file"), (b"SQLite format 3", "a database"),
)  # fmt: skip
# Bytes that Windows-1252 prints as plain letters, quotation marks, dashes, the ellipsis, the euro sign, spaces and
# signs. Text with hardly any others is Western: Slavic and Baltic languages have 2 to 10 accented letters in a hundred,
# other scripts far more, and a statistical guess from so few bytes would only be worse.
_WESTERN = bytes(range(0x80)) + b"\x80\x82\x83\x84\x85\x91\x92\x93\x94\x95\x96\x97\xa0\xa3\xa7\xa9\xab\xb0\xbb"
FEW = 0.01
# More than this share of control characters is no text in any encoding.
CONTROLS = 0.02
# A statistical guess needs no more than this to go by.
SAMPLE = 200_000
# The pages that texts outside Unicode come in; without the Mac's and the mainframes', which short texts are taken for.
PAGES = [
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "koi8_r", "iso8859_2",
    "iso8859_5", "big5", "gb18030", "shift_jis", "euc_jp", "euc_kr",
]  # fmt: skip
# Codecs that decode text but are no page's encoding (UTF-7 has smuggled scripts past filters).
_NO_PAGES = frozenset({"utf-7", "idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"})
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,40})", re.IGNORECASE
)


def decode(data: bytes, *, declared: str | None = None) -> tuple[str, str, list[str]]:
    r"""The text, its encoding, and remarks on what could not be decoded as it stood; a byte-order mark is left out.

    `declared` is what a page says of itself. Raises FileError for what is no text.

    >>> decode("caf\u00e9".encode("utf-8-sig"))
    ('café', 'utf-8', [])
    """
    if not data.strip():
        raise FileError("is empty", "Put the article's text into it, or remove it.", "problem.empty")
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], marked)
    for start, what in _SIGNATURES:
        if data.startswith(start) and (b"\0" in data[:4096] or start[0] > 127 or start in {b"%PDF", b"{\\rtf"}):
            raise FileError(f"is {what}, not text", "Give it the right ending, or remove it.", "problem.binary")
    wide = _wide(data)
    if wide:
        return _lenient(data, wide)
    if (len(_CONTROL.findall(data[:SAMPLE])) + data[:SAMPLE].count(0)) > CONTROLS * min(len(data), SAMPLE) + 2:
        raise FileError("is binary data, not text", "Give it the right ending, or remove it.", "problem.binary")
    try:
        return data.decode("utf-8"), "utf-8", []
    except UnicodeDecodeError:
        pass
    if declared and (name := _codec(declared)) and name != "utf-8":
        try:
            return data.decode(name), name, []
        except UnicodeDecodeError:
            pass
    if _mostly_utf8(data):
        return _lenient(data, "utf-8")
    return _lenient(data, "cp1252" if _western(data) else _guess(data))


def declared_charset(data: bytes) -> str | None:
    """The encoding that an HTML page names in its head."""
    match = _DECLARED.search(data[:4096])
    return match.group(1).decode("ascii") if match else None


def _lenient(data: bytes, name: str) -> tuple[str, str, list[str]]:
    try:
        return data.decode(name), name, []
    except UnicodeDecodeError:
        text = data.decode(name, "replace")
        remark = f"has {text.count(chr(0xFFFD))} characters that are not valid {name}; they are shown as \ufffd"
        return text, name, [remark]


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: nearly every second byte of Western text is zero."""
    sample = data[: SAMPLE - SAMPLE % 2]
    half = len(sample) // 2
    if half >= 4 and sample[1::2].count(0) > 0.6 * half and not sample[::2].count(0):
        return "utf-16-le"
    if half >= 4 and sample[::2].count(0) > 0.6 * half and not sample[1::2].count(0):
        return "utf-16-be"
    return None


def _mostly_utf8(data: bytes) -> bool:
    """Whether more of what is not ASCII is UTF-8 than is not; in other encodings hardly two bytes fit by chance."""
    text = data[:SAMPLE].decode("utf-8", "replace")
    bad = text.count("\ufffd")
    return sum(c > "\x7f" for c in text) - bad > bad


def _western(data: bytes) -> bool:
    """Whether hardly any letter is accented, and each byte means something in Windows-1252."""
    return len(data.translate(None, _WESTERN)) <= FEW * len(data) and "\ufffd" not in data.decode("cp1252", "replace")


def _codec(name: str) -> str | None:
    """The codec browsers use for a declared name: they read Latin-1 and ASCII as Windows-1252 (WHATWG)."""
    try:
        codec = codecs.lookup(name)
    except LookupError:
        return None
    found = codec.name
    if not codec._is_text_encoding or found in _NO_PAGES:  # noqa: SLF001  (the only way to tell "hex" from an encoding)
        return None
    return "cp1252" if found in {"iso8859-1", "ascii"} else found


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    sample = data[:SAMPLE]
    best = from_bytes(sample, cp_isolation=PAGES).best()
    name = best.encoding if best else "cp1252"
    same = sample.decode(name, "replace") == sample.decode("cp1252", "replace")
    return "cp1252" if same else name  # many pages share é and ü: then it is the commonest of them
