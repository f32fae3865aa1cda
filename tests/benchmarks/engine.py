"""The engine's speed, as ratios measured in one run: python tests/benchmarks/engine.py   (needs PyTorch)

Prints the tables of README.md. Two threads each, or as many as OMP_NUM_THREADS says.
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "2")

import time
import tracemalloc
from functools import partial

import numpy as np
import torch

from helpers import bptt, deep, flow, gru, lstm, rnn
from helpers.params import Params

SIZES = [
    (20, 1, 16, 32),
    (100, 1, 16, 64),
    (100, 32, 16, 64),
    (200, 64, 2, 128),
    (400, 20, 2, 100),
    (100, 64, 128, 256),
]
CELLS = {"RNN": (rnn, torch.nn.RNN), "LSTM": (lstm, torch.nn.LSTM), "GRU": (gru, torch.nn.GRU)}


def medians(*calls, turns=7):
    """The median milliseconds of each call. They take turns, so that all meet the same disturbances; a turn is
    many calls of one of them after a pause, since threads of the others wait awake for more work for a while."""
    return np.median([[_turn(call) for call in calls] for _ in range(turns)], axis=0)


def _turn(call, seconds=0.3):
    time.sleep(0.1)
    for _ in range(2):
        call()
    times, start = [], time.perf_counter()
    while len(times) < 2 or time.perf_counter() - start < seconds:
        times.append(_once(call))
    return np.median(times)


def example(cell, T, B, D, H, dtype=float):
    rng = np.random.default_rng(0)
    params = Params(*(p.astype(dtype) for p in cell.init(rng, D, H)))
    return params, rng.normal(size=(T, B, D)).astype(dtype), rng.normal(size=(T, B, H)).astype(dtype)


def ours(cell, params, xs, dhs, **options):
    return bptt.backward(cell, params, bptt.run(cell, params, xs), dhs, **options)


def against_torch():
    print("\n| (T, B, D, H) | dtype |" + "".join(f" {name} ms | torch ms | ratio |" for name in CELLS))
    print("|---|---|" + "---|" * 9)
    for dtype in (np.float64, np.float32):
        for T, B, D, H in SIZES:
            cells = []
            for cell, module in CELLS.values():
                params, xs, dhs = example(cell, T, B, D, H, dtype)
                m = module(D, H).to(getattr(torch, np.dtype(dtype).name))
                x, d = torch.tensor(xs, requires_grad=True), torch.tensor(dhs)

                def theirs(m=m, x=x, d=d):
                    m.zero_grad()
                    x.grad = None
                    m(x)[0].backward(d)

                here, there = medians(partial(ours, cell, params, xs, dhs), theirs)
                cells.append(f" {here:.2f} | {there:.2f} | **{there / here:.2f}** |")
            print(f"| {(T, B, D, H)} | {np.dtype(dtype).name} |" + "".join(cells), flush=True)


def attention():
    """Causal self-attention, forward and backward, beside the same equations in torch, and beside torch's own function
    for them; the score matrix is T² numbers for each sequence, kept once and needed twice more on the way back."""
    print(
        "\n| (T, B, D, H) | ms | torch ms | ratio | scaled_dot_product_attention ms | ratio | peak MB | T² numbers MB |"
    )
    print("|---|" + "---|" * 7)
    net = deep.self_attention()
    for T, B, D, H in (32, 1, 32, 32), (128, 1, 32, 32), (512, 1, 32, 32), (512, 8, 64, 64), (4096, 1, 32, 32):
        params, xs, dhs = attention_example(net, T, B, D, H)
        tensors = [torch.tensor(p, requires_grad=True) for p in params]
        x, d, allowed = torch.tensor(xs, requires_grad=True), torch.tensor(dhs), torch.ones(T, T, dtype=bool).tril()

        def theirs(attend, tensors=tensors, x=x, d=d):
            for tensor in (*tensors, x):
                tensor.grad = None
            W_q, b_q, W_k, W_v = tensors
            q, k, v = ((x @ W.T).transpose(0, 1) for W in (W_q, W_k, W_v))
            attend(q + b_q, k, v).transpose(0, 1).backward(d)

        def eager(q, k, v, allowed=allowed, H=H):
            s = (q @ k.transpose(1, 2) / H**0.5).masked_fill(~allowed, -torch.inf)
            return torch.softmax(s, -1) @ v

        fused = partial(torch.nn.functional.scaled_dot_product_attention, is_causal=True)
        call = partial(ours, net, params, xs, dhs)
        here, there, own = medians(call, partial(theirs, eager), partial(theirs, fused), turns=5)
        row = f"{here:.2f} | {there:.2f} | **{there / here:.2f}** | {own:.2f} | **{own / here:.2f}**"
        print(f"| {(T, B, D, H)} | {row} | {_peak(call):.0f} | {8e-6 * B * T * T:.0f} |", flush=True)


def attention_example(net, T, B, D, H):
    rng = np.random.default_rng(0)
    return net.init(rng, D, H), rng.normal(size=(T, B, D)), rng.normal(size=(T, B, H))


def products(cell, T, B, D, H):
    """A function that does the matrix products of a forward and a backward pass, step by step as they have to come,
    and nothing else: the time that no other way of writing the rest can save."""
    rng, G = np.random.default_rng(0), cell.GATES
    xs, hs, dz = rng.normal(size=(T, B, D)), rng.normal(size=(T, B, H)), rng.normal(size=(G, T, B, H))
    W_xh, W_hh = rng.normal(size=(G, H, D)), rng.normal(size=(G, H, H))
    flat_xs, flat_hs, flat_dz = xs.reshape(T * B, D), hs.reshape(T * B, H), dz.reshape(G, T * B, H)

    def call():
        flat_xs @ W_xh.mT
        for t in range(T):
            hs[t] @ W_hh
        for t in range(T):
            dz[:, t] @ W_hh
        return flat_dz.mT @ flat_xs, flat_dz.mT @ flat_hs, flat_dz @ W_xh

    return call


def against_the_products():
    print("\n| (T, B, D, H) |" + "".join(f" {name} ms | products ms | share |" for name in CELLS))
    print("|---|" + "---|" * 9)
    for size in SIZES:
        cells = []
        for cell, _ in CELLS.values():
            whole, bare = medians(partial(ours, cell, *example(cell, *size)), products(cell, *size))
            cells.append(f" {whole:.2f} | {bare:.2f} | {bare / whole:.0%} |")
        print(f"| {size} |" + "".join(cells), flush=True)


def seed_loop(params, xs, dhs):
    """The tutorial's double loop (WildML part 3), which starts anew at every output."""
    T, H = len(xs), len(params.W_hh)
    s = np.zeros((T + 1, H))
    for t in range(T):
        s[t] = np.tanh(params.W_xh @ xs[t] + params.W_hh @ s[t - 1] + params.b_h)
    dW_hh, dW_xh = np.zeros_like(params.W_hh), np.zeros_like(params.W_xh)
    for t in reversed(range(T)):
        delta = dhs[t] * (1 - s[t] ** 2)
        for step in reversed(range(t + 1)):
            dW_hh += np.outer(delta, s[step - 1])
            dW_xh += np.outer(delta, xs[step])
            delta = (params.W_hh.T @ delta) * (1 - s[step - 1] ** 2)
    return dW_hh


def against_the_seed():
    print("\n| T | engine ms | double loop ms | ratio |\n|---|---|---|---|")
    for T in (100, 200, 400, 800):
        params, xs, dhs = example(rnn, T, 1, 16, 64)
        here, there = medians(
            partial(ours, rnn, params, xs, dhs), partial(seed_loop, params, xs[:, 0], dhs[:, 0]), turns=1
        )
        print(f"| {T} | {here:.2f} | {there:.0f} | **{there / here:.0f}** |", flush=True)


def growth():
    lengths = [50, 100, 200, 400, 800, 1600, 3200]
    print("\n| cell | " + " | ".join(f"T = {T}" for T in lengths) + " | exponent of time | of memory |")
    print("|---|" + "---|" * (len(lengths) + 2))
    for name, (cell, _) in CELLS.items():
        calls = [partial(ours, cell, *example(cell, T, 8, 16, 64)) for T in lengths]
        times = medians(*calls)
        memory = [_peak(call) for call in calls]
        slope = [np.polyfit(np.log(lengths[2:]), np.log(y[2:]), 1)[0] for y in (times, memory)]
        row = " | ".join(f"{t:.1f} ms, {m:.1f} MB" for t, m in zip(times, memory, strict=True))
        print(f"| {name} | {row} | {slope[0]:.2f} | {slope[1]:.2f} |", flush=True)


def truncation_and_flow():
    print("\n| what | " + " | ".join(CELLS) + " |\n|---|" + "---|" * len(CELLS))
    rows = {}
    for cell, _ in CELLS.values():
        for B, H in ((1, 64), (20, 100)):
            a = example(cell, 400, B, 2, H)
            k5, full = medians(partial(ours, cell, *a, window=5), partial(ours, cell, *a))
            row = rows.setdefault(f"window 5 against full, T = 400, B = {B}, H = {H}: ms, ms, ratio", [])
            row.append(f"{k5:.1f}, {full:.1f}, **{full / k5:.2f}**")
        params, xs, dhs = example(cell, 100, 1, 16, 64)
        trace = bptt.run(cell, params, xs)
        calls = {
            "by_lag, all lags, T = 100, H = 64: ms": partial(bptt.by_lag, cell, params, trace, dhs),
            "log10_lag_heatmap, T = 100, H = 64: ms": partial(flow.log10_lag_heatmap, cell, params, trace, dhs),
        }
        p200, xs200, _ = example(cell, 200, 1, 16, 64)
        t200 = bptt.run(cell, p200, xs200)
        calls |= {
            "jacobian_product over T = 200, H = 64: ms": partial(flow.jacobian_product, cell, p200, t200, 0, 200),
            "log10_jacobian_norms, all k, T = 200, H = 64: ms": partial(flow.log10_jacobian_norms, cell, p200, t200),
        }
        for name, ms in zip(calls, medians(*calls.values()), strict=True):
            rows.setdefault(name, []).append(f"{ms:.1f}")
    for name, values in rows.items():
        print(f"| {name} | " + " | ".join(values) + " |")


def _once(call):
    before = time.perf_counter()
    call()
    return 1e3 * (time.perf_counter() - before)


def _peak(call):
    tracemalloc.start()
    call()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


if __name__ == "__main__":
    threads = int(os.environ["OMP_NUM_THREADS"])
    torch.set_num_threads(threads)
    print(f"numpy {np.__version__}, PyTorch {torch.__version__}, {os.cpu_count()} cores, threads: {threads}")
    against_torch()
    attention()
    against_the_products()
    against_the_seed()
    truncation_and_flow()
    growth()
