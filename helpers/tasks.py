"""Tasks that need a memory. Each draws one batch of B sequences; time first: xs (T,B,D)."""

import codecs
import contextlib
import importlib
import io

import numpy as np

from helpers import expect
from helpers.agreement import sentences as agreement

__all__ = ["adding", "agreement", "copy", "echo", "latch", "temporal_order", "text_batch", "zen"]


def adding(rng, T, B):
    """xs (T,B,2): numbers U[0,1] and two markers, one in each half; ys (B,1): the sum of the marked numbers.

    Always answering 1 has a mean squared error of 1/6. After Hochreiter & Schmidhuber 1997; numbers and length as
    in Le, Jaitly & Hinton 2015. T at least 2.
    """
    rng, T, B = _sizes(rng, T, B, 2)
    numbers, markers, all_B = rng.uniform(size=(T, B)), np.zeros((T, B)), np.arange(B)
    markers[rng.integers(0, T // 2, B), all_B] = 1
    markers[rng.integers(T // 2, T, B), all_B] = 1
    return np.stack((numbers, markers), axis=2), (numbers * markers).sum(0)[:, None]


def latch(rng, T, B):
    """xs (T,B,1): a class, ±1, in the first step, then distraction N(0,1); ys (B,1): the class.

    After Bengio, Simard & Frasconi 1994.
    """
    rng, T, B = _sizes(rng, T, B, 1)
    xs = rng.normal(size=(T, B, 1))
    ys = rng.choice([-1.0, 1.0], (B, 1))
    xs[0] = ys
    return xs, ys


def temporal_order(rng, T, B):
    """xs (T,B,6) one-hot: X or Y (0, 1) once in [T/10, T/5) and once in [2T/5, T/2), else one of four
    distractors; ys (B,): the class 2 first + second, 0 to 3. Task 6a of Hochreiter & Schmidhuber 1997 in the
    form of Pascanu, Mikolov & Bengio 2013. T at least 10.
    """
    rng, T, B = _sizes(rng, T, B, 10)
    tokens = rng.integers(2, 6, (T, B))
    first, second = rng.integers(0, 2, (2, B))
    tokens[rng.integers(T // 10, T // 5, B), np.arange(B)] = first
    tokens[rng.integers(2 * T // 5, T // 2, B), np.arange(B)] = second
    return np.eye(6)[tokens], 2 * first + second


def copy(rng, T, B, symbols=10, letters=8):
    """Repeat `symbols` letters after T steps. Returns xs (T + 2 symbols, B, letters + 2) one-hot, ys (…, B)
    tokens, mask (…, B) True where the letters are due.

    Tokens: the letters, then blank, then the signal to answer. Arjovsky, Shah & Bengio 2016. T at least 1.
    """
    rng, T, B = _sizes(rng, T, B, 1)
    n, letters = expect.whole("symbols", symbols, 1), expect.whole("letters", letters, 1)
    blank, signal = letters, letters + 1
    tokens = np.full((T + 2 * n, B), blank)
    tokens[:n] = rng.integers(0, letters, (n, B))
    tokens[n + T - 1] = signal
    ys = np.full_like(tokens, blank)
    ys[-n:] = tokens[:n]
    return np.eye(letters + 2)[tokens], ys, np.repeat(np.arange(T + 2 * n)[:, None] >= T + n, B, axis=1)


def echo(rng, T, B, lag):
    """Say what was heard `lag` steps ago: xs (T,B,1) random ±1; ys (T,B,1) with y_t = x_{t-lag}; mask (T,B),
    True from step `lag` on. lag from 0 to T - 1."""
    rng, T, B = _sizes(rng, T, B, 1)
    lag = expect.whole("lag", lag, 0, T - 1)
    xs = rng.choice([-1.0, 1.0], (T, B, 1))
    ys = np.zeros_like(xs)
    ys[lag:] = xs[: T - lag]
    return xs, ys, np.repeat(np.arange(T)[:, None] >= lag, B, axis=1)


def zen():
    """The Zen of Python, the text that `import this` prints; here it is not printed."""
    with contextlib.redirect_stdout(io.StringIO()):
        this = importlib.import_module("this")
    return codecs.decode(this.s, "rot13")


def text_batch(rng, text, T, B):
    """B snippets of T characters: tokens (T,B), and targets (T,B), the characters that follow; and the
    alphabet, the sorted characters of `text`, in which tokens count. `text` has more than T characters."""
    rng, T, B = _sizes(rng, T, B, 1)
    if not isinstance(text, str) or len(text) <= T:
        got = f"{len(text)} characters" if isinstance(text, str) else type(text).__name__
        raise ValueError(f"text must be a str of more than T = {T} characters, but got {got}. Shorten T.")
    alphabet, tokens = np.unique(list(text), return_inverse=True)
    snippets = rng.integers(0, len(text) - T, B) + np.arange(T + 1)[:, None]
    return tokens[snippets[:-1]], tokens[snippets[1:]], "".join(alphabet)


def _sizes(rng, T, B, least):
    return expect.generator(rng), expect.whole("T", T, least), expect.whole("B", B, 1)
