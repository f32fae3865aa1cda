"""What PyTorch says of attention: writes torch_attention.npz beside this file, for tests/test_attention_torch.py.

    python tests/reference/make_torch_attention.py        (with PyTorch's CPU build installed)

A case is a dictionary of float64 arrays: what went in, and what PyTorch made of it, named as in helpers.
"""

from pathlib import Path

import numpy as np
import torch
from torch.nn.functional import scaled_dot_product_attention

FILE = Path(__file__).with_name("torch_attention.npz")
BLOCKS = {  # name of a block: what torch computes for x, with attention A and normalisation L
    "None": lambda x, A, L: A(x),
    "none": lambda x, A, L: x + A(x),
    "pre": lambda x, A, L: x + A(L(x)),
    "post": lambda x, A, L: L(x + A(x)),
}


def cases(seed=0, N=4, T=6, B=3, H=5, M=2):
    """All cases, {name: {array name: array}}."""
    torch.manual_seed(seed)
    torch.set_default_dtype(torch.float64)
    result = {}
    for mask in ("all", "causal", "random", "each", "bias"):
        result[f"attend {mask}"] = attend(mask, T if mask == "causal" else N, T, B, H, M)
    for mask in ("all", "causal"):
        for name, block in BLOCKS.items():
            result[f"blocks {mask} {name}"] = blocks(mask, block, T, B, H)
    result["normalise"] = normalise(T, B, H)
    return result


def attend(mask, N, T, B, H, M):
    """torch wants (B, heads, N, H)."""
    q, K, V = leaf(N, B, H), leaf(T, B, H), leaf(T, B, M)
    allowed = {
        "all": None,
        "causal": torch.ones(T, T, dtype=bool).tril(),
        "random": torch.rand(N, T) < 0.5,
        "each": torch.rand(B, 1, N, T) < 0.5,
        "bias": torch.randn(N, T),
    }[mask]
    if mask in ("random", "each"):
        allowed[..., 0] = True
    c = scaled_dot_product_attention(*(a.transpose(0, 1)[:, None] for a in (q, K, V)), attn_mask=allowed)
    c = c[:, 0].transpose(0, 1)
    dc = torch.randn_like(c)
    c.backward(dc)
    case = {"q": q, "K": K, "V": V, "c": c, "dc": dc, "dq": q.grad, "dK": K.grad, "dV": V.grad}
    if allowed is not None:
        case["bias" if mask == "bias" else "allowed"] = allowed.squeeze(1) if mask == "each" else allowed
    return {name: array(a) for name, a in case.items()}


def blocks(mask, block, T, B, H, layers=2):
    """A stack of blocks of torch's modules: one head, no bias of the keys and values, W_o the identity."""
    modules = [(torch.nn.MultiheadAttention(H, 1), norm(H)) for _ in range(layers)]
    forbidden = torch.ones(T, T, dtype=bool).triu(1) if mask == "causal" else None
    xs = leaf(T, B, H)
    ys = xs
    for m, L in modules:
        with torch.no_grad():
            m.in_proj_bias.copy_(torch.cat((torch.randn(H), torch.zeros(2 * H))))
            m.out_proj.weight.copy_(torch.eye(H))
            m.out_proj.bias.zero_()
        ys = block(ys, lambda x, m=m: m(x, x, x, attn_mask=forbidden, need_weights=False)[0], L)
    dys = torch.randn_like(ys)
    ys.backward(dys)
    case = {"xs": xs, "ys": ys, "dys": dys, "dxs": xs.grad}
    for i, (m, L) in enumerate(modules):
        for d, weight, bias in (
            ("", m.in_proj_weight, m.in_proj_bias),
            ("d", m.in_proj_weight.grad, m.in_proj_bias.grad),
        ):
            W_q, W_k, W_v = weight.chunk(3)
            case |= {f"{d}W_q{i}": W_q, f"{d}b_q{i}": bias[:H], f"{d}W_k{i}": W_k, f"{d}W_v{i}": W_v}
        if L.weight.grad is not None:
            case |= {f"gamma{i}": L.weight, f"beta{i}": L.bias}
            case |= {f"dgamma{i}": L.weight.grad, f"dbeta{i}": L.bias.grad}
    return {name: array(a) for name, a in case.items()}


def norm(H):
    L = torch.nn.LayerNorm(H)
    with torch.no_grad():
        L.weight.copy_(torch.randn(H))
        L.bias.copy_(torch.randn(H))
    return L


def normalise(T, B, H):
    L, xs = norm(H), leaf(T, B, H)
    ys = L(xs)
    dys = torch.randn_like(ys)
    ys.backward(dys)
    case = {"gamma": L.weight, "beta": L.bias, "dgamma": L.weight.grad, "dbeta": L.bias.grad}
    case |= {"xs": xs, "ys": ys, "dys": dys, "dxs": xs.grad}
    return {name: array(a) for name, a in case.items()}


def leaf(*shape):
    return torch.randn(*shape, requires_grad=True)


def array(tensor):
    return tensor.detach().numpy().copy()


if __name__ == "__main__":
    np.savez_compressed(FILE, **{f"{c}/{n}": a for c, case in cases().items() for n, a in case.items()})
    print(f"{FILE.name}: {FILE.stat().st_size / 1024:.0f} KiB, PyTorch {torch.__version__}")
