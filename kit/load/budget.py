"""Budget: reading a file that may swell in a child process, which is ended when its seconds or bytes are used up.

The parsers of PDFs, pages, mails and Word files cannot be stopped from inside: a few kilobytes of nested streams keep
them busy for minutes, or fill the memory. Forms and shapes of files that can do so are read in one child process,
which is kept for the next such file; all others are read where they are.
"""

from __future__ import annotations

import atexit
import io
import os
import pickle
import struct
import subprocess
import sys
import threading
import zipfile
from importlib import import_module
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from kit.load.files import too_large
from kit.load.limits import megabytes
from kit.load.problems import FileError

if TYPE_CHECKING:
    from collections.abc import Callable

    from kit.load.limits import Limits

# Larger files of these forms are read in the child, whatever they look like; a PDF always.
LARGE = 4_000_000
# This many of a mark in a file are more than an article has, and may keep a parser busy.
_MANY: dict[str, tuple[tuple[bytes, int], ...]] = {
    ".html": ((b"<", 60_000), (b"=", 100_000)),
    ".eml": ((b"=?", 2_000), (b"boundary", 200), (b"(", 20_000), (b"<", 60_000), (b"Content-Type", 500)),
    ".rtf": ((b"{", 40_000), (b"\\f", 60_000)),
}
_LIKE = {".htm": ".html", ".mht": ".eml", ".mhtml": ".eml"}
_CHILD = "import sys; sys.path[:] = {path!r}; from kit.load.budget import serve; serve()"


def may_swell(data: bytes, form: str) -> bool:
    """Whether a file is of a form, size or shape whose reading needs a budget.

    >>> may_swell(b"<p>It is open.</p>", ".html"), may_swell(b"<b>" * 70_000, ".html"), may_swell(b"%PDF-1.4", ".pdf")
    (False, True, True)
    """
    if form == ".pdf" or len(data) > LARGE or (form == ".docx" and unpacked(data) > 5 * LARGE):
        return True
    return any(data.count(mark) > most for mark, most in _MANY.get(_LIKE.get(form, form), ()))


def unpacked(data: bytes) -> int:
    """How many bytes a zip says that it holds; 0 if it is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return sum(info.file_size for info in archive.infolist())
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, struct.error):
        return 0


def bounded(size: int, limits: Limits) -> None:
    """FileError if what a packed file holds is larger than a zip may be."""
    if size > limits.zip_bytes:
        raise too_large(f"unpacks to {megabytes(size)}", megabytes(limits.zip_bytes), "zip_bytes")


def within(limits: Limits, work: Callable[..., Any], *args: Any) -> Any:
    """What `work(*args)` returns, done in the child; FileError if it takes more than its seconds or bytes.

    `work` is a function of a module; it, its arguments and its result must be picklable. A FileError is passed on.
    """
    with _LOCK:
        return _ask(_child(), limits, work, args)


def _ask(child: subprocess.Popen[bytes], limits: Limits, work: Callable[..., Any], args: tuple[Any, ...]) -> Any:
    timed_out = threading.Event()

    def end() -> None:
        timed_out.set()
        child.kill()

    timer = threading.Timer(limits.file_seconds, end)
    timer.daemon = True
    timer.start()
    try:
        _send(child.stdin, (work.__module__, work.__qualname__, args, limits.memory_bytes))
        kind, value = _receive(child.stdout)
    except (EOFError, OSError, pickle.UnpicklingError) as error:
        stop()
        if timed_out.is_set():
            raise _used_up(f"takes more than {limits.file_seconds} seconds to read", "file_seconds") from error
        raise _used_up(f"takes more than {megabytes(limits.memory_bytes)} of memory to read", "memory_bytes") from error
    except BaseException:  # interrupted: what the child is still doing is no answer to the next question
        stop()
        raise
    finally:
        timer.cancel()
    if kind == "memory":
        stop()
        raise _used_up(f"takes more than {megabytes(limits.memory_bytes)} of memory to read", "memory_bytes")
    if kind == "raise":
        raise value
    return value


def _used_up(what: str, setting: str) -> FileError:
    remedy = f"Copy its text to a .txt, or allow more: KIT_LIMIT_{setting.upper()}=…."
    return FileError(what, remedy, "problem.budget")


# The child of this process; a process that was forked from it makes its own.
_CHILDREN: dict[int, subprocess.Popen[bytes]] = {}
_LOCK = threading.Lock()


def _child() -> subprocess.Popen[bytes]:
    child = _CHILDREN.get(os.getpid())
    if child is None or child.poll() is not None:
        kit = str(Path(__file__).resolve().parents[2])
        path = [kit, *(folder for folder in sys.path if folder and Path(folder).is_absolute() and folder != kit)]
        child = subprocess.Popen(
            [sys.executable, "-P", "-c", _CHILD.format(path=path)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        _CHILDREN[os.getpid()] = child
    return child


@atexit.register
def stop() -> None:
    """End the child, if there is one."""
    child = _CHILDREN.pop(os.getpid(), None)
    if child is None:
        return
    child.kill()
    child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            try:
                pipe.close()
            except OSError:
                continue


def serve() -> None:
    """The child: does what it is asked until nobody asks any more."""
    answers, sys.stdout = sys.stdout.buffer, sys.stderr
    while True:
        try:
            module, name, args, memory = _receive(sys.stdin.buffer)
        except EOFError:
            return
        _send(answers, _answer(module, name, args, memory))


def _answer(module: str, name: str, args: tuple[Any, ...], memory: int) -> tuple[str, Any]:
    try:
        work = getattr(import_module(module), name)
        _allow(memory)
        return "return", work(*args)
    except MemoryError:
        return "memory", None
    except FileError as error:
        return "raise", error
    except RecursionError:
        return "raise", RecursionError()
    except Exception as error:  # noqa: BLE001  (whatever it is, it is told on the other side)
        return "raise", RuntimeError(f"{type(error).__name__}: {error}")
    finally:
        _allow(None)


def _allow(memory: int | None) -> None:
    """Let this process have so many bytes more than it has now; where the system has no such limit, nothing happens."""
    try:
        import resource
    except ImportError:  # Windows
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        now = pages * resource.getpagesize()
    except (OSError, ValueError):  # no Linux: then nobody knows what it has now
        return
    wanted = resource.RLIM_INFINITY if memory is None else now + memory
    if hard != resource.RLIM_INFINITY:
        wanted = hard if memory is None else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))


def _send(pipe: IO[bytes] | None, what: Any) -> None:
    assert pipe is not None
    data = pickle.dumps(what)
    pipe.write(len(data).to_bytes(8, "big") + data)
    pipe.flush()


def _receive(pipe: IO[bytes] | None) -> Any:
    assert pipe is not None
    head = pipe.read(8)
    data = pipe.read(int.from_bytes(head, "big")) if len(head) == 8 else b""
    if not data:
        raise EOFError
    return pickle.loads(data)  # noqa: S301  (written by this module, on both sides)
