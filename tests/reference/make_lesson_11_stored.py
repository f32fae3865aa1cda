"""What lesson 11 shows of its tables, written to helpers/stored.

    python tests/reference/make_lesson_11_stored.py      (half a minute)

11_lengths: updates until learned, of lesson_11_hops.json and lesson_11_gates.json, by task, contender and length; over:
those of attention over a tanh network at T = 100, and of its controls.
11_certain: of ten scores as in make_lesson_11_start.toy, updates by SGD (1) and Adam (0.03) for every margin from 0 to
24. 11_order: of lesson_11_order.json at rate 0.003, a list a stack: in how many seeds it was learned, of how many, and
the per cent of right answers at the end, least and most.
"""

import json
from pathlib import Path

from make_lesson_11_start import toy

from helpers import train

HERE = Path(__file__).parent
SHOWN = {
    "adding": {"attention": ("hops", "Q", "adding", "0.03"), "GRU": ("gates", "adding", "GRU", "0.1")},
    "latch": {"attention": ("hops", "Q, numbered", "latch", "0.03"), "GRU": ("gates", "latch", "GRU", "0.1")},
}
OVER = {
    "latch": ("R", "latch", "0.1"),
    "latch, cut": ("R, cut", "latch", "0.1"),
    "adding": ("R", "adding", "0.01"),
    "adding, cut": ("R, cut", "adding", "0.01"),
    "adding, without memory": ("R, no memory", "adding", "0.01"),
}
STACKS = {
    "one layer, causal": "1 causal",
    "two layers, all": "2 all",
    "two layers, causal": "2 causal",
    "one layer, causal, sine waves": "1 causal, sinusoids",
    "one layer, causal, bias -0.1 lag": "1 causal, slope 0.1",
}


def table(name):
    return json.loads((HERE / f"lesson_11_{name}.json").read_text(encoding="utf-8"))


def write(name, **content):
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    (HERE.parents[1] / "helpers" / "stored" / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def lengths():
    tasks = {}
    for task, contenders in SHOWN.items():
        tasks[task] = {}
        for name, (file, one, other, rate) in contenders.items():
            by_T = {T: by_rate[rate] for T, by_rate in table(file)[one][other].items() if rate in by_rate}
            tasks[task][name] = {T: by_T[T] for T in sorted(by_T, key=int)}
    write(
        "11_lengths", tasks=tasks, over={name: table("hops")[a][b]["100"][rate] for name, (a, b, rate) in OVER.items()}
    )


def certain():
    sgd = [toy(margin, train.sgd(1.0))[0] if margin < 14 else 0 for margin in range(25)]
    adam = [toy(margin, train.adam(0.03))[0] for margin in range(25)]
    write("11_certain", SGD=sgd, Adam=adam)


def order():
    rows = {}
    for said, name in STACKS.items():
        seeds = table("order")[name]["20"]["0.003"]
        right = [round(100 * share) for *_, share in seeds]
        rows[said] = [sum(updates > 0 for updates, *_ in seeds), len(seeds), min(right), max(right)]
    write("11_order", stacks=rows)


if __name__ == "__main__":
    lengths()
    certain()
    order()
