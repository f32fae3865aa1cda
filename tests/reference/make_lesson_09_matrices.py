"""Ways through matrices, and layers seen from the top (lesson 09); writes lesson_09_matrices.json beside this file.

    python tests/reference/make_lesson_09_matrices.py

No training; some seconds. Of each list the least, the median and the largest over the draws.

ways: the size of ∂h_60/∂h_0 (root mean square over 64 units) of the linear network h_t = A h_{t-1} + B h_{t-d},
where A and B have entries N(0, a²/64) and N(0, b²/64); "numbers": the same with the numbers a and b for A and B;
"squares": the root of the same with a² and b².
layers: a random gradient of length 1 enters the outputs of the last of 30 steps; what is left of it 29 steps earlier
in each layer, bottom first, the mean slope of tanh in each, and the root mean square of what each reads.
top layer alone: the same for the fourth layer of the residual network, fed as named.
"""

import json
from pathlib import Path

import numpy as np
from runs import SEEDS

from helpers import bptt, deep, flow, rnn

DRAWS = range(SEEDS[0], SEEDS[0] + 20)
KINDS = {"stack": deep.stack, "residual": deep.residual, "dense": deep.dense}
STEPS, WIDTH = 30, 16


def spread(values):
    """Least, median, largest, each with three digits."""
    return [float(f"{x:.3g}") for x in (np.min(values), np.median(values), np.max(values))]


def two_ways(first, second, d, T, one):
    """h_T of h_t = first h_{t-1} + second h_{t-d} from h_0 = one, zeros before."""
    h = [0 * one] * d + [one]
    for _ in range(T):
        h.append(first @ h[-1] + second @ h[-d] if np.ndim(one) else first * h[-1] + second * h[-d])
    return h[-1]


def ways(a, b, d, T=60, n=64):
    def by_matrices(seed):
        rng = np.random.default_rng(seed)
        A, B = (rng.normal(0, size / np.sqrt(n), (n, n)) for size in (a, b))
        return np.linalg.norm(two_ways(A, B, d, T, np.eye(n))) / np.sqrt(n)

    squares = np.sqrt(two_ways(a * a, b * b, d, T, 1.0))
    numbers = two_ways(a, b, d, T, 1.0)
    found = spread([by_matrices(seed) for seed in DRAWS[:10]])
    return {"matrices": found, "numbers": float(f"{numbers:.3g}"), "squares": float(f"{squares:.3g}")}


def network(kind, L, gain, seed):
    """(network, its weights, inputs, the generator after them)"""
    rng, net = np.random.default_rng(seed), KINDS[kind](*[rnn] * L)
    params = net.init(rng, WIDTH, WIDTH, recurrent="gaussian", gain=gain)
    return net, params, 0.5 * rng.standard_normal((STEPS, 1, WIDTH)), rng


def layers(kind, L, gain, seed):
    """What is left in each layer 29 steps back, the mean slope in each, the rms of what each reads: three rows."""
    net, params, xs, rng = network(kind, L, gain, seed)
    trace = bptt.run(net, params, xs)
    states = bptt.backward(net, params, trace, arriving(rng, bptt.outputs(net, trace).shape)).states
    logs = [flow.log10_gradient_norms(layer)[1] for layer in np.split(states, L, axis=2)]
    slopes = [np.mean(1 - part.states[1:] ** 2) for part in trace.parts]
    return np.array([10 ** np.array(logs), slopes, [rms(part.xs) for part in trace.parts]])


def top_alone(seed, gain, fed):
    """(left 29 steps back, mean slope) of the residual network's fourth layer, fed as named."""
    net, params, xs, rng = network("residual", 4, gain, seed)
    own = bptt.run(net, params, xs).parts[-1].xs
    plain = bptt.run(KINDS["stack"](*[rnn] * 4), params, xs).parts[-1].xs
    inputs = {
        "its own inputs": own,
        "its own inputs, as small as a stack's": own * rms(plain) / rms(own),
        "a stack's inputs": plain,
        "a stack's inputs, as large as its own": plain * rms(own) / rms(plain),
    }[fed]
    trace = bptt.run(rnn, params[-1], inputs)
    states = bptt.backward(rnn, params[-1], trace, arriving(rng, inputs.shape)).states
    return 10 ** flow.log10_gradient_norms(states)[1], np.mean(1 - trace.states[1:] ** 2)


def arriving(rng, shape):
    dys = np.zeros(shape)
    direction = rng.standard_normal(shape[2])
    dys[-1] = direction / np.linalg.norm(direction)
    return dys


def rms(values):
    return np.sqrt(np.mean(values**2))


def main():
    table = {"ways": {}, "layers": {}, "top layer alone": {}}
    for a, b in (0.577, 0), (0.6, 0.3), (0.577, 0.577), (0.65, 0.65), (0.8, 0.8):
        table["ways"] |= {f"a {a}, b {b}, d {d}": ways(a, b, d) for d in (2, 5, 13)}
    for gain in 0.6, 1.0:
        for kind, L in (
            ("stack", 1),
            ("stack", 2),
            ("stack", 4),
            *((k, n) for k in ("residual", "dense") for n in (2, 4)),
        ):
            left, slopes, read = np.stack([layers(kind, L, gain, seed) for seed in DRAWS], axis=2)
            entry = {"left": [spread(layer) for layer in left]}
            entry |= {"slopes": slopes.mean(1).round(3).tolist(), "reads": read.mean(1).round(2).tolist()}
            table["layers"][f"{kind}, {L} layers, gain {gain}"] = entry
        for fed in (
            "its own inputs",
            "its own inputs, as small as a stack's",
            "a stack's inputs",
            "a stack's inputs, as large as its own",
        ):
            left, slopes = zip(*(top_alone(seed, gain, fed) for seed in DRAWS), strict=True)
            table["top layer alone"][f"{fed}, gain {gain}"] = {"left": spread(left), "slope": round(np.mean(slopes), 3)}
    path = Path(__file__).with_name("lesson_09_matrices.json")
    path.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
