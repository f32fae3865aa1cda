"""The three-step network of lesson 01 differentiated by PyTorch; prints the numbers kept in scalar_chain.json.

    python tests/reference/make_scalar_reference.py > tests/reference/scalar_chain.json

Needs torch (any build), which is not a dependency of the course.
"""

import json

import torch

a, b, c, d, e, h_0 = 1.5, 0.3, 0.1, 2.0, -0.4, 0.2
xs = [0.5, -1.0, 0.25]

h_1 = torch.tanh(torch.tensor(a * h_0 + b * xs[0] + c, dtype=torch.float64)).requires_grad_()
h_2 = torch.tanh(a * h_1 + b * xs[1] + c)
h_3 = torch.tanh(a * h_2 + b * xs[2] + c)
y_3 = d * h_3 + e
y_3.backward()
states = [h.item() for h in (h_1, h_2, h_3)]
print(json.dumps({"states": states, "y_3": y_3.item(), "dy_3/dh_1": h_1.grad.item()}, indent=1))
