"""What PyTorch says: writes torch.npz beside this file, for tests/test_torch.py to compare with.

    python tests/reference/make_torch_reference.py        (with PyTorch's CPU build installed)

A case is a dictionary of float64 arrays: what went in, and what PyTorch made of it, named as in helpers.
"""

from pathlib import Path

import numpy as np
import torch

FILE = Path(__file__).with_name("torch.npz")
MODULES = {"tanh": torch.nn.RNN, "relu": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}


def cases(seed=0, T=5, B=3, D=2, H=4):
    """All cases, {name: {array name: array}}."""
    torch.manual_seed(seed)
    torch.set_default_dtype(torch.float64)
    result = {}
    for kind in MODULES:
        for layers in (1, 2):
            for directions in (1, 2):
                result[f"net {kind} {layers} {directions}"] = net(kind, layers, directions, T, B, D, H)
        result[f"jacobian {kind}"] = jacobian(kind, B, D, H)
        result[f"window {kind}"] = truncated(kind, T, B, D, H, window=2)
        result[f"chunk {kind}"] = truncated(kind, T, B, D, H, chunk=2)
    result["lengths lstm"] = net("lstm", 1, 2, T, B, D, H, lengths=[T - (b % 3) for b in range(B)])
    for kind in ("logistic", "identity", "before"):
        result[f"by hand {kind}"] = by_hand(kind, T, B, D, H)
    result["language lstm"] = language(T, B, D, H)
    result["clipping"] = clipping()
    for name, options in {"sgd": {}, "momentum": {"momentum": 0.9}, "adam": {}}.items():
        result[name] = optimiser(name, options)
    return result


def module(kind, layers, directions, D, H):
    options = {"nonlinearity": kind} if kind in ("tanh", "relu") else {}
    m = MODULES[kind](D, H, layers, bidirectional=directions == 2, **options)
    with torch.no_grad():  # the engine has one bias vector
        for name, p in m.named_parameters():
            if name.startswith("bias_hh"):
                p.zero_()
    return m


def weights(m, pick):
    """W_xh0, W_hh0, b_h0, W_xh1, …: by layer, forwards before backwards."""
    names = [n[len("weight_ih_") :] for n, _ in m.named_parameters() if n.startswith("weight_ih_")]
    sources = {"W_xh": "weight_ih", "W_hh": "weight_hh", "b_h": "bias_ih"}
    return {
        f"{ours}{i}": array(pick(getattr(m, f"{theirs}_{name}")))
        for i, name in enumerate(names)
        for ours, theirs in sources.items()
    }


def net(kind, layers, directions, T, B, D, H, lengths=None):
    m = module(kind, layers, directions, D, H)
    xs = torch.randn(T, B, D, requires_grad=True)
    starts = [torch.randn(layers * directions, B, H, requires_grad=True) for _ in range(1 + (kind == "lstm"))]
    if lengths:
        packed = torch.nn.utils.rnn.pack_padded_sequence(xs, lengths, enforce_sorted=False)
        ys, _ = m(packed, tuple(starts))
        ys, _ = torch.nn.utils.rnn.pad_packed_sequence(ys, total_length=T)
    else:
        ys, _ = m(xs, tuple(starts) if kind == "lstm" else starts[0])
    dys = torch.randn_like(ys)
    ys.backward(dys)
    side_by_side = [torch.cat([s[i] for i in range(layers * directions) for s in starts], dim=1)]
    grads = torch.cat([s.grad[i] for i in range(layers * directions) for s in starts], dim=1)
    case = {"xs": xs, "s_0": side_by_side[0], "ys": ys, "dys": dys, "dxs": xs.grad, "ds_0": grads}
    if lengths:
        case["lengths"] = torch.tensor(lengths)
    case = {name: array(value) for name, value in case.items()}
    gradients = weights(m, lambda p: p.grad)
    return case | weights(m, lambda p: p) | {f"d{name}": g for name, g in gradients.items()}


def truncated(kind, T, B, D, H, window=None, chunk=None):
    """Truncation by detaching: before each output's last window + 1 steps, or every `chunk` steps."""
    m = module(kind, 1, 1, D, H)
    xs, dys = torch.randn(T, B, D, requires_grad=True), torch.randn(T, B, H)

    def run(xs, state):
        return m(xs, state)

    def detached(state):
        if isinstance(state, tuple):
            return tuple(s.detach() for s in state)
        return None if state is None else state.detach()

    def starts():
        """The state before each step, as numbers."""
        states = [None]
        for t in range(T):
            states.append(detached(run(xs[t : t + 1], states[-1])[1]))
        return states

    if window is not None:
        before = starts()
        for t in range(T):
            first = max(0, t - window)
            ys, _ = run(xs[first : t + 1], before[first])
            ys[-1].backward(dys[t])
    else:
        state = None
        for t in range(0, T, chunk):
            ys, state = run(xs[t : t + chunk], detached(state))
            ys.backward(dys[t : t + chunk])
    case = {"xs": array(xs), "dys": array(dys), "dxs": array(xs.grad)}
    gradients = weights(m, lambda p: p.grad)
    return case | weights(m, lambda p: p) | {f"d{name}": g for name, g in gradients.items()}


def jacobian(kind, B, D, H):
    m = module(kind, 1, 1, D, H)
    n = 2 if kind == "lstm" else 1
    x, s_0 = torch.randn(1, 1, D), torch.randn(1, 1, n * H)

    def step(s):
        state = tuple(s.split(H, dim=2)) if n == 2 else s
        new = m(x, tuple(part.contiguous() for part in state) if n == 2 else state)[1]
        return torch.cat(new, dim=2) if n == 2 else new

    J = torch.autograd.functional.jacobian(step, s_0).reshape(n * H, n * H)
    return weights(m, lambda p: p) | {"xs": array(x), "s_0": array(s_0[0]), "J": array(J)}


def by_hand(kind, T, B, D, H):
    """Cells that PyTorch has no module for, from their equations, differentiated by autograd."""
    G = 3 if kind == "before" else 1
    W_xh, W_hh, b_h, xs, s_0 = leaf(G * H, D), leaf(G * H, H), leaf(G * H), leaf(T, B, D), leaf(B, H)
    h, ys = s_0, []
    for x in xs:
        if kind == "before":  # Cho et al. 2014, equations 5 to 8
            zr, zu, zn = (x @ W_xh.T + b_h).split(H, dim=1)
            Wr, Wu, Wn = W_hh.split(H)
            r, u = torch.sigmoid(zr + h @ Wr.T), torch.sigmoid(zu + h @ Wu.T)
            h = u * h + (1 - u) * torch.tanh(zn + (r * h) @ Wn.T)
        else:
            z = x @ W_xh.T + h @ W_hh.T + b_h
            h = torch.sigmoid(z) if kind == "logistic" else z
        ys.append(h)
    ys = torch.stack(ys)
    dys = torch.randn_like(ys)
    ys.backward(dys)
    given = {"W_xh0": W_xh, "W_hh0": W_hh, "b_h0": b_h, "xs": xs, "s_0": s_0}
    case = given | {"ys": ys, "dys": dys} | {f"d{name}": p.grad for name, p in given.items()}
    return {name: array(value) for name, value in case.items()}


def language(T, B, D, H, V=7):
    """Embedding, LSTM, readout, cross entropy with some targets left out."""
    m = module("lstm", 1, 1, D, H)
    E, W_hy, b_y = leaf(V, D), leaf(V, H), leaf(V)
    tokens, targets = torch.randint(V, (T, B)), torch.randint(V, (T, B))
    mask = torch.rand(T, B) < 0.7
    logits = m(E[tokens])[0] @ W_hy.T + b_y
    ignored = torch.where(mask, targets, torch.full_like(targets, -100))
    loss = torch.nn.functional.cross_entropy(logits.reshape(-1, V), ignored.reshape(-1))
    loss.backward()
    case = {"E": E, "W_hy": W_hy, "b_y": b_y, "dE": E.grad, "dW_hy": W_hy.grad, "db_y": b_y.grad}
    case |= {"tokens": tokens, "targets": targets, "mask": mask, "loss": loss}
    case = {name: array(value) for name, value in case.items()}
    gradients = weights(m, lambda p: p.grad)
    return case | weights(m, lambda p: p) | {f"d{name}": g for name, g in gradients.items()}


def clipping():
    a, b = leaf(3, 2), leaf(4)
    case = {"a": array(a), "b": array(b), "limit": np.array(0.5)}
    for name, clip in {
        "norm": torch.nn.utils.clip_grad_norm_,
        "value": torch.nn.utils.clip_grad_value_,
    }.items():
        p, q = torch.zeros(3, 2, requires_grad=True), torch.zeros(4, requires_grad=True)
        p.grad, q.grad = a.detach().clone(), b.detach().clone()
        clip([p, q], 0.5)
        case |= {f"a by {name}": array(p.grad), f"b by {name}": array(q.grad)}
    return case


def optimiser(name, options):
    """Five steps on Σ (p - goal)⁴."""
    p, goal = leaf(3, 2), torch.randn(3, 2)
    case = {"p": array(p), "goal": array(goal)}
    torch_name = torch.optim.Adam if name == "adam" else torch.optim.SGD
    update = torch_name([p], lr=0.05, **options)
    for step in range(5):
        update.zero_grad()
        ((p - goal) ** 4).sum().backward()
        update.step()
        case[f"p{step + 1}"] = array(p)
    return case


def leaf(*shape):
    return torch.randn(*shape, requires_grad=True)


def array(tensor):
    return tensor.detach().numpy().copy()


if __name__ == "__main__":
    np.savez_compressed(FILE, **{f"{c}/{n}": a for c, case in cases().items() for n, a in case.items()})
    print(f"{FILE.name}: {FILE.stat().st_size / 1024:.0f} KiB, PyTorch {torch.__version__}")
