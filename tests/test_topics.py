"""Where each topic that introductions to the subject treat has its place in the course, and what is said there.

A topic is a lesson and a pattern that the lesson's text or code must contain.
"""

import re

import lessons
import nbformat
import pytest

TOPICS = {
    # what a recurrent network is good for, and what is hard for it
    "short and long dependency": ("00", r"\*\*short dependency\*\*[\s\S]*\*\*long dependency\*\*"),
    "The man who wore a wig on his head went inside": ("00", r"The man who wore a wig on his head went inside"),
    "The writer of the books": ("00", r"The writer of the books"),
    "sequences of any length, with a model that does not grow": ("00", r"any length without growing"),
    "one step after the other: slow, not parallel": ("12", r"(?i)one (step )?after (the other|another)|parallel"),
    "far information is hard to reach": ("00", r"\*\*keep\*\* something"),
    # the gradient of a chain
    "three steps of a scalar network, by the chain rule": ("01", r"dy_3/dh_1"),
    "a^n explodes, a^n vanishes": ("01", r"\|a\|\^n"),
    "slopes of tanh, logistic function and ReLU": ("01", r"logistic[\s\S]*ReLU"),
    "gradients that leave the range of floats: inf and NaN": ("01", r"(?i)float"),
    # matrices
    "W = V D V^-1, powers of the eigenvalues": ("02", r"V\s*D\^"),
    "the example with 2 and 0.3": ("02", r"0\.3\^"),
    "the largest eigenvalue, and why it does not decide": ("02", r"spectral radius"),
    "the Jacobian's norm: slope times largest singular value": ("02", r"sigma_\{?\\?max|σ_max"),
    # back-propagation through time
    "back-propagation through time": ("03", r"(?i)through time"),
    "a language model: softmax and cross entropy": ("03", r"(?i)softmax"),
    "the gradient by the output weights, y_hat - y times s": ("03", r"(?i)outer"),
    "the sum over k, with the direct derivative": ("03", r"(?i)direct derivative"),
    "delta": ("03", r"\\delta"),
    "the loop of the tutorial and its traps": ("03", r"delta_o"),
    "weights are shared by all steps": ("00", r"always with the same weights"),
    "gradient check": ("03", r"(?i)central difference"),
    "truncated back-propagation": ("04", r"(?i)truncat"),
    # explosion
    "too large a step; where it leads": ("05", r"(?i)thrown out|out of range"),
    "clipping the gradient": ("05", r"(?i)clip"),
    # initialisation and activation
    "initialisation": ("06", r"(?i)orthogonal[\s\S]*identity"),
    "ReLU against tanh": ("06", r"ReLU"),
    # gates
    "LSTM: cell state and hidden state": ("07", r"c_\{?t"),
    "forget gate: how much to keep": ("07", r"(?i)how much[\s\S]{0,80}keep"),
    "input gate: how much to write": ("07", r"(?i)how much[\s\S]{0,80}write"),
    "output gate: how much to show": ("07", r"(?i)how much[\s\S]{0,80}show"),
    "does the gradient flow unhindered?": ("07", r"(?i)unhindered|direct path"),
    "GRU: update and reset": ("08", r"(?i)update[\s\S]*reset"),
    "GRU against LSTM: parameters, cost, which to take": ("08", r"three quarters of the weights"),
    # networks
    "skip connections": ("09", r"(?i)skip"),
    "dense connections": ("09", r"(?i)dense"),
    "several layers": ("09", r"(?i)layers"),
    "two directions, and the movie that was terribly exciting": ("09", r"(?i)terribly exciting"),
    "why a language model may not look ahead": ("09", r"(?i)language model"),
    # the language model
    "is or are: the nearest noun against the subject": ("10", r"P\(are\)|P\(is\)"),
    "the gradient at the subject": ("10", r"(?i)gradient"),
    # afterwards
    "attention: query, key, value": ("11", r"\*\*query\*\*[\s\S]*softmax"),
    "transformers, and whether their gradients vanish": ("11", r"(?i)transformers[\s\S]*nothing vanishes"),
    "what came after": ("12", r"(?i)mamba"),
}


def text(number):
    [path] = [path for path in lessons.NOTEBOOKS if path.name.startswith(number)]
    return "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells)


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_has_its_place(topic):
    number, pattern = TOPICS[topic]
    assert re.search(pattern, text(number)), f"lesson {number} should treat {topic!r}"


def test_every_lesson_has_a_topic():
    assert {number for number, _ in TOPICS.values()} == {path.name[:2] for path in lessons.NOTEBOOKS}
