"""The references with knobs, at their start values, against finite differences."""

import numpy as np

from helpers import attention, bptt, gradcheck, gru, lstm, rnn
from helpers.checks import (
    attended,
    carried,
    cell_size,
    chances,
    clipping,
    depth,
    gates,
    gru_unit,
    inputs,
    links,
    lookup,
    lru,
    masks,
    matrices,
    padded,
    reading,
    settling,
    shares,
    skips,
    slips,
    starts,
    stones,
    swaps,
    sweeps,
    unit,
)
from helpers.params import Params


def test_the_unit_agrees_with_finite_differences():
    rng = np.random.default_rng(0)
    a, h_0, b, c = -1.25, 0.5, 0.75, 0.25
    for T in 1, 4, 9:
        xs = rng.normal(size=T)
        h = unit.run(a, h_0, xs, b, c)
        numeric = gradcheck.numeric_gradient(lambda p, xs=xs: unit.run(*p, xs, b, c)[-1], (a, h_0))
        assert np.allclose(numeric, (unit.by_weight(a, h), unit.by_start(a, h)), rtol=1e-8, atol=1e-11)
        assert unit.by_weight_size(a, h) >= abs(unit.by_weight(a, h))


def test_the_reaction_to_an_input_agrees_with_finite_differences():
    rng = np.random.default_rng(6)
    for T, k in (1, 1), (4, 2), (6, 6):
        xs = rng.normal(size=T)
        numeric = gradcheck.numeric_gradient(lambda xs: unit.run(-1.25, 0.5, xs, 0.75, 0.25)[-1], xs)[k - 1]
        assert np.isclose(inputs.by_input(-1.25, 0.75, 0.25, 0.5, xs, k), numeric, rtol=1e-7, atol=1e-10)


def test_where_a_unit_settles_and_when_its_growth_ends():
    for factor in 0.9, 0.5, 0.1:
        a = settling.weight(factor)
        h = unit.run(a, 0.5, np.zeros(3000))[-1]
        assert a > 1 and np.isclose(h, settling.fixed(a)) and np.isclose(a * (1 - h * h), factor)
    for a, h_0 in (1.5, 1e-3), (1.1, 0.01), (2.0, 0.9):
        n, f = settling.peak(a, h_0), unit.factors(a, unit.run(a, h_0, np.zeros(200)))
        assert (f[:n] > 1).all() and (f[n:] < 1).all()


def test_the_sweep_agrees_with_finite_differences():
    rng = np.random.default_rng(1)
    for T, H in (1, 2), (4, 3), (7, 2):
        W, h_0, xs, direct = (rng.normal(size=shape) for shape in ((H, H), H, (T, H), (T, H)))

        def run(W, h_0=h_0, xs=xs):
            states = [h_0]
            for x in xs:
                states.append(np.tanh(W @ states[-1] + x))
            return np.array(states)

        numeric = gradcheck.numeric_gradient(lambda W, run=run, d=direct: float(np.sum(d * run(W)[1:])), W)
        assert np.allclose(sweeps.gradient(W, run(W), direct), numeric, rtol=1e-7, atol=1e-9)
        assert sweeps.size(W, run(W), direct) >= np.abs(numeric).max()


def test_slopes_are_derivatives():
    h = np.tanh([0.3, -1.2, 0.8])
    assert np.allclose(slips.slopes(h), np.cosh([-1.2, 0.8]) ** -2.0)
    z, y = 0.7, 1 / (1 + np.exp(-0.7))
    assert np.isclose(slips.LOGISTIC["right"](z, y), np.exp(-z) * y * y)
    assert slips.SLOPE.keys() == slips.SLOPES.keys() - {"right"}
    assert slips.LOGISTIC_SLOPE.keys() == slips.LOGISTIC.keys() - {"right"}


def test_clipping_keeps_the_direction_and_the_limit():
    for case in clipping.gradients():
        g, clipped = np.r_[case["dW"].ravel(), case["db"]], clipping.clipped(**case)
        assert np.allclose(clipped * np.linalg.norm(g), g * np.linalg.norm(clipped))
        assert np.isclose(np.linalg.norm(clipped), min(case["limit"], np.linalg.norm(g)))


def test_what_is_carried_back_agrees_with_finite_differences():
    rng = np.random.default_rng(2)
    factors, arriving, b = rng.normal(size=(3, 5))

    def loss(b):
        h, total = 0.0, 0.0
        for factor, x, direct in zip(factors, b, arriving, strict=True):
            h = factor * h + x
            total += direct * h
        return total

    assert np.allclose(carried.back(factors, arriving), gradcheck.numeric_gradient(loss, b), rtol=1e-8)


def test_a_depth_is_the_last_step_that_leaves_enough():
    for rate, least in depth.pairs():
        n = depth.largest(rate, least)
        assert rate**n >= least > rate ** (n + 1) and depth.steps(rate, least) == n


def test_norms_and_powers_of_matrices():
    W = np.random.default_rng(4).normal(size=(3, 3))
    angles = np.linspace(0, 2 * np.pi, 400)
    plane = np.linalg.svd(W)[2][:2].T @ [np.cos(angles), np.sin(angles)]
    assert np.isclose(matrices.norm(W), np.linalg.norm(W @ plane, axis=0).max(), rtol=1e-3)
    assert np.allclose(matrices.by_eigenvalues(W, 5), matrices.power(W, 5))
    assert matrices.NORM.keys() == matrices.HUMP.keys() == matrices.NORMS.keys() - {"right"}
    anywhere = np.random.default_rng(5).normal(size=(3, 1000))
    ends = np.linalg.norm(matrices.power(W, 3) @ (anywhere / np.linalg.norm(anywhere, axis=0)), axis=0)
    assert ends.max() <= np.linalg.norm(matrices.power(W, 3) @ matrices.worst(W, 3)) < 1.05 * ends.max()
    J = matrices.product(W, np.full((2, 3), 0.5))
    assert np.allclose(J, W @ W / 4) and np.allclose(starts.Q(W).T @ starts.Q(W), np.eye(3))


def test_the_lstm_agrees_with_the_library():
    rng = np.random.default_rng(2)
    T, H = 6, 3
    p, xs = lstm.init(rng, 2, H, gain=2.0), rng.normal(size=(T, 1, 2))
    trace = bptt.run(lstm, p, xs, rng.normal(size=(1, 2 * H)))
    _, c = lstm.halves(trace.states[:, 0])
    values = trace.caches[:4, :, 0].swapaxes(0, 1)
    direct = rng.normal(size=(T, H))
    dz = gates.swept(p.W_hh.reshape(4, H, H), values, c, direct)

    def loss(b):
        return float(np.sum(direct * bptt.run(lstm, Params(p.W_xh, p.W_hh, b), xs, trace.states[0]).states[1:, 0, :H]))

    assert np.allclose(dz.sum(0).ravel(), gradcheck.numeric_gradient(loss, p.b_h), rtol=1e-6, atol=1e-9)


def test_every_slip_of_the_lstm_changes_its_answer():
    rng = np.random.default_rng(3)
    case = gates.layer(rng, 6, 3)
    right = gates.swept(**case)
    for knob, table in gates.SWEEP.items():
        for setting in table:
            assert not np.allclose(gates.swept(**case, **{knob: setting}), right), (knob, setting)
    assert gates.size(**case) >= np.abs(right).max()


def test_the_gru_agrees_with_finite_differences():
    rng = np.random.default_rng(4)
    for h, *rest in rng.normal(scale=2, size=(9, 7)).tolist():
        w_r, w_u, w_n, a_r, a_u, a_n = rest

        def step(h, w_r=w_r, w_u=w_u, w_n=w_n, a_r=a_r, a_u=a_u, a_n=a_n):
            u = gates.logistic(a_u + w_u * h)
            return u * h + (1 - u) * np.tanh(a_n + gates.logistic(a_r + w_r * h) * w_n * h)

        assert np.isclose(sum(gru_unit.paths(h, *rest)), gradcheck.numeric_gradient(step, h), rtol=1e-6, atol=1e-9)


def test_every_slip_of_the_gru_changes_its_answer():
    case = dict(zip(("h", "w_r", "w_u", "w_n", "a_r", "a_u", "a_n"), (0.5, 1.5, -1.5, 2, 0.3, 0.2, -0.4), strict=True))
    for knob, table in gru_unit.PATHS.items():
        for setting in table:
            found = sum(gru_unit.paths(**case, **{knob: setting}))
            assert not np.isclose(found, sum(gru_unit.paths(**case))), (knob, setting)


def test_a_gate_at_its_bias_leaves_the_share():
    for share in 0.1, 0.5, 0.99:
        for T in 1, 7, 100:
            gate = shares.each(share, T)
            assert np.isclose(gate**T, share) and np.isclose(gates.logistic(shares.bias(gate)), gate)


def test_a_unit_with_skips_agrees_with_finite_differences():
    rng = np.random.default_rng(5)
    for T, d in (1, 2), (5, 2), (9, 4), (12, 3):
        a, b, h_0 = rng.normal(size=3)

        def run(h_0, a=a, b=b, d=d, T=T):
            h = [h_0]
            for t in range(1, T + 1):
                h.append(np.tanh(a * h[-1] + (b * h[t - d] if t >= d else 0)))
            return np.array(h)

        found = skips.gradient(a, b, d, run(h_0))
        assert np.isclose(found, gradcheck.numeric_gradient(lambda h, run=run: run(h)[-1], h_0), rtol=1e-7, atol=1e-10)
        assert skips.size(a, b, d, run(h_0)) >= abs(found)
        assert links.ways(T, [1, d]) == round(skips.gradient(1, 1, d, np.zeros(T + 1)))


def test_ways_and_the_fewest_links_agree_with_lists_of_all_ways():
    def every(T, lengths):
        return [[d, *rest] for d in lengths if d <= T for rest in every(T - d, lengths)] if T else [[]]

    for T, lengths in (1, [2]), (7, [1, 3]), (9, [2, 5]), (10, [3, 1, 4]):
        assert links.ways(T, lengths) == len(every(T, lengths))
    for lags, longest in ([5, 12], 9), ([3, 8, 11], 12), ([2], 4):
        worst = {d: max(min(map(len, every(lag, [1, d]))) for lag in lags) for d in range(2, longest + 1)}
        assert links.chosen(lags, longest) == min(worst, key=worst.get)


def test_a_gru_unit_keeps_what_its_gate_says_and_a_cell_has_so_many_numbers():
    for u in 0.25, 0.9:
        assert np.isclose(gru_unit.mixed(3.0, np.zeros(5), shares.bias(u)), 3 * u**5)
        assert np.isclose(gru_unit.mixed(0.5, np.full(7, 0.5), shares.bias(u)), 0.5)
    for cell, H in (rnn, 56), (gru, 32), (lstm, 27):
        numbers = sum(part.size for part in cell.init(np.random.default_rng(0), 2, H))
        assert cell_size.size(H, 2, cell.GATES) == numbers
        assert cell_size.units(numbers, 2, cell.GATES) == cell_size.units(3360, 2, cell.GATES) == H


def test_chances_agree_with_softmax_written_out():
    logits = np.array([1.0, -2.0, 0.5, 3.0])
    e = np.exp(logits)
    assert np.isclose(chances.between(logits, 2, 0), e[2] / (e[2] + e[0]))
    with reading.quiet():
        assert np.isclose(chances.between(1000 + logits, 2, 0), e[2] / (e[2] + e[0]))


def test_an_embedding_agrees_with_finite_differences_and_a_last_state_with_a_loop():
    rng = np.random.default_rng(4)
    tokens, E = np.array([0, 1, 2, 0, 3]), rng.normal(size=(5, 2))
    weights = rng.normal(size=(5, 2))
    numeric = gradcheck.numeric_gradient(lambda E: np.sum(weights * np.tanh(E[tokens])), E)
    dxs = weights * (1 - np.tanh(E[tokens]) ** 2)
    assert np.allclose(lookup.gradient(tokens, dxs, 5), numeric, atol=1e-9)
    states, lengths = rng.normal(size=(6, 3, 2)), np.array([5, 2, 3])
    assert np.array_equal(padded.last(states, lengths), [states[5, 0], states[2, 1], states[3, 2]])
    assert stones.smallest(np.array([1, 7, 13])) == 5


def test_the_answer_of_a_state_to_its_weight_agrees_with_finite_differences():
    xs = np.random.default_rng(5).normal(size=7)

    def last(lam):
        h = 0.0
        for x in xs:
            h = lam * h + x
        return h

    for lam in 0.5, -0.75, 1.25:
        assert np.isclose(carried.answer(lam, xs), gradcheck.numeric_gradient(last, lam), rtol=1e-7)


def test_the_memories_of_a_layer_grow_by_equal_factors():
    memories = -1 / np.log(np.exp(-np.exp(lru.layer(3.0, 192.0, 4))))
    assert np.allclose(memories, (3, 12, 48, 192))


def test_a_hop_agrees_with_finite_differences_and_with_the_library():
    rng = np.random.default_rng(7)
    for T, H, scale in (1, 1, 0.5), (4, 2, 1.5), (5, 3, 0.25):
        q, K, V, g = (rng.normal(size=shape) for shape in (H, (T, H), (T, H), H))

        def loss(rows, scale=scale, g=g, T=T):
            q, K, V = rows[0], rows[1 : T + 1], rows[T + 1 :]
            return float(g @ (attended.weights(q, K, scale) @ V))

        found, rows = attended.back(q, K, V, scale, g), np.vstack((q, K, V))
        assert np.allclose(found, gradcheck.numeric_gradient(loss, rows), rtol=1e-7, atol=1e-9)
        single = q[None, None], K[:, None], V[:, None]
        _, a = attention.attend(*single, scale=scale)
        known = attention.attend_back(*single, a, g[None, None], scale)
        assert np.allclose(found, np.concatenate(known)[:, 0], rtol=1e-12, atol=1e-14)
        assert attended.size(q, K, V, scale, g) >= np.abs(found).max()
        assert abs(attended.scores(q, K, V, scale, g).sum()) < 1e-12


def test_a_causal_mask_agrees_with_the_library():
    s = np.random.default_rng(8).normal(size=(5, 5))
    _, a = attention.attend(s[:, None], np.eye(5)[:, None], s[:, None], attention.causal(5), scale=1)
    assert np.allclose(masks.masked(s), a[0], rtol=1e-12, atol=0)


def test_every_slip_of_a_hop_a_mask_or_a_swap_changes_its_answer():
    rng = np.random.default_rng(9)
    q, K, V, g = (rng.normal(size=shape) for shape in (3, (5, 3), (5, 3), 3))
    hop = {"q": q, "K": K, "V": V, "scale": 0.75, "g": g}
    orders = [{"f": f, "xs": rng.normal(size=(6, 3))} for f in 4 * (swaps.recurrent, swaps.recency)]
    for reference, knobs, cases in (
        (attended.back, attended.BACK, [hop]),
        (masks.masked, masks.MASK, [{"s": rng.normal(size=(5, 5))}]),
        (swaps.change, swaps.SWAPS, orders),  # the largest change may come from a pair that a slip has too
    ):
        for knob, setting in ((knob, setting) for knob, table in knobs.items() for setting in table):
            with reading.quiet():
                same = [np.allclose(reference(**case, **{knob: setting}), reference(**case)) for case in cases]
            assert not all(same), (knob, setting)


def test_a_swap_tells_what_is_blind_to_order():
    xs = np.random.default_rng(10).normal(size=(6, 3))
    for f, blind in (swaps.mean, True), (swaps.one_query, True), (swaps.recency, False), (swaps.recurrent, False):
        assert (swaps.change(f, xs) < 1e-12) == blind and swaps.change(f, xs, "last too") >= swaps.change(f, xs)
    assert swaps.change(swaps.two_causal_layers, xs) > 1e-3 < swaps.change(swaps.one_query, xs, "last too")
