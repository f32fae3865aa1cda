"""The latch with PyTorch's own GRU, which has a second vector of biases (lesson 08); prints the table kept in
lesson_08_torch.json.

    python tests/reference/make_lesson_08_torch.py > tests/reference/lesson_08_torch.json

40 steps, 16 units, batches of 32, Adam 0.03, clipped at 1, PyTorch's start: the updates until the mean of ten losses
was at most 0.25, 0: not within 1500. Of the second vector "two" has all, "gates" the part of r and z, "candidate" that
of n, "one" nothing, as this course: what is left out is 0 and is not trained. Needs torch, and ten minutes.
"""

import json

import numpy as np
import torch

SEEDS = range(11, 19)
SECOND = {"two": (1, 1, 1), "gates": (1, 1, 0), "candidate": (0, 0, 1), "one": (0, 0, 0)}  # for r, z, n


def learn(seed, biases):
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    cell, readout = torch.nn.GRU(1, 16), torch.nn.Linear(16, 1)
    there = torch.tensor(SECOND[biases]).repeat_interleave(16)
    with torch.no_grad():
        cell.bias_hh_l0.mul_(there)
    weights = [*cell.parameters(), *readout.parameters()]
    adam, losses = torch.optim.Adam(weights, 0.03), []
    for update in range(1500):
        xs = rng.normal(size=(40, 32, 1)).astype("f4")
        xs[0] = ys = rng.choice([-1.0, 1.0], (32, 1)).astype("f4")
        loss = ((readout(cell(torch.tensor(xs))[0][-1]) - torch.tensor(ys)) ** 2).mean()
        adam.zero_grad()
        loss.backward()
        cell.bias_hh_l0.grad.mul_(there)
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        adam.step()
        losses.append(loss.item())
        if update > 8 and np.mean(losses[-10:]) <= 0.25:
            return update + 1
    return 0


if __name__ == "__main__":
    torch.set_num_threads(1)
    print(json.dumps({biases: [learn(seed, biases) for seed in SEEDS] for biases in SECOND}))
