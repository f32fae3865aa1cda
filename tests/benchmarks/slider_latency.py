"""From a key press to new pixels, and pictures per second while dragging: our live figure and plain `interact`.

Run it with `python -m uv run --group test python tests/benchmarks/slider_latency.py`; it needs Chromium. It measures in
JupyterLab, in the page itself: a press of an arrow key on the slider's handle starts the clock, the frame
after the changed picture has been decoded stops it. Both ways show the same two panels of 900 x 400 CSS
pixels in one run, so the ratio holds also on a machine that is slow or busy.
"""

import statistics
import sys
import tempfile
from pathlib import Path

import nbformat

sys.path += [str(Path(__file__).parents[2] / folder) for folder in ("tests/support", "docs")]
import browser

COMMON = """
import numpy as np
import matplotlib.pyplot as plt
import ipywidgets
from helpers import live, scalar
from helpers.figures import lesson_01 as figures

noise = np.random.default_rng(0).standard_normal(60)


def run(a, T):
    states = scalar.run(a, 1e-3, 0.1 * noise[:T])
    factors = scalar.factors(a, states)
    return states, factors, scalar.log10_gradient(factors)
"""
OURS = """
live.plot("Figure", figures.power_and_truth, run)
"""
PLAIN = """
def plain(a, T):
    states, factors, log10_truth = run(a, T)
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 4), dpi=100)
    left.plot(np.linspace(-1, 1, 201), a * (1 - np.linspace(-1, 1, 201) ** 2))
    left.plot(states[1:], factors, "o")
    left.set(xlim=(-1.06, 1.06), ylim=(-3.2, 3.2), xlabel="state", ylabel="factor of the step")
    right.plot(np.arange(T + 1) * np.log10(abs(a)), "--")
    right.plot(log10_truth)
    right.set(xlim=(0, 60), ylim=(-30, 30), xlabel="steps", ylabel="gradient")
    plt.show()


ipywidgets.interact(
    plain, a=ipywidgets.FloatSlider(1.5, min=-2.5, max=2.5, step=0.01), T=ipywidgets.IntSlider(30, min=1, max=60)
);
"""
# Runs in the page, so that what measures takes no time from what is measured.
MEASURE = """
async (cell, [presses, seconds]) => {
    const handle = cell.querySelector('.noUi-handle'), bar = cell.querySelector('.noUi-base').getBoundingClientRect();
    const pause = ms => new Promise(done => setTimeout(done, ms));
    let shown = null, pictures = 0, arrived = () => {};
    const look = async () => {
        const image = [...cell.querySelectorAll('img')].pop();
        if (!image || image.src === shown) return;
        shown = image.src;
        await image.decode().catch(() => {});
        requestAnimationFrame(() => { pictures += 1; arrived(performance.now()); });
    };
    new MutationObserver(look).observe(cell, {childList: true, subtree: true, attributes: true});
    const delays = [];
    for (let press = 0; press < presses; press++) {
        const seen = new Promise(done => { arrived = done; });
        const key = press % 20 < 10 ? 'ArrowRight' : 'ArrowLeft', pressed = performance.now();
        handle.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}));
        delays.push(await seen - pressed);
        await pause(150);
    }
    const mouse = (type, x) => (type === 'mousedown' ? handle : document.documentElement).dispatchEvent(
        new MouseEvent(type, {clientX: x, clientY: bar.y + bar.height / 2, buttons: 1, bubbles: true}));
    const place = handle.getBoundingClientRect();
    mouse('mousedown', place.x + place.width / 2);
    pictures = 0;
    const start = performance.now();
    for (let now = start; now < start + 1000 * seconds; now = performance.now()) {  // to and fro in two seconds
        mouse('mousemove', bar.x + bar.width * (0.1 + 0.8 * Math.abs(1 - (now - start) / 1000 % 2)));
        await pause(12);
    }
    const rate = pictures / (performance.now() - start) * 1000;
    mouse('mouseup', bar.x + bar.width / 2);
    return [delays, rate];
}
"""


def measure(page, text, presses=45, seconds=5):
    """(milliseconds of each key press, pictures per second while dragging) for the cell that contains `text`."""
    cell = browser.scroll_to(page, text)
    cell.locator(".noUi-handle").first.wait_for()
    page.wait_for_timeout(1000)
    delays, rate = cell.evaluate(MEASURE, [presses, seconds])
    return delays[5:], rate  # the first ones warm up


def notebook():
    """A notebook with both figures."""
    cells = [nbformat.v4.new_code_cell(source.strip()) for source in (COMMON, OURS, PLAIN)]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return nbformat.v4.new_notebook(cells=cells, metadata=kernel)


def main():
    """Print a table: for each server setting our figure, plain interact, and the ratio."""
    if browser.chromium_path() is None:
        sys.exit(browser.HOW_TO_GET_CHROMIUM)
    print("| server | figure | median ms | 95 % ms | pictures/s |\n|---|---|---|---|---|")
    for server, nodelay in ("stock", False), ("TCP_NODELAY", True):
        with tempfile.TemporaryDirectory() as folder:
            nbformat.write(notebook(), Path(folder) / "figures.ipynb")
            with browser.jupyter_lab(folder, nodelay) as address, browser.chromium() as page:
                browser.open_notebook(page, address, "figures.ipynb")
                browser.run_all(page)
                rows = [(name, *measure(page, text)) for name, text in (("ours", "live.plot("), ("plain", "plt.show("))]
        for name, delays, rate in rows:
            tail = statistics.quantiles(delays, n=20)[-1]
            print(f"| {server} | {name} | {statistics.median(delays):.0f} | {tail:.0f} | {rate:.1f} |")
        (_, ours, fast), (_, plain, slow) = rows
        ratio = statistics.median(plain) / statistics.median(ours)
        print(f"| {server} | ratio | {ratio:.1f}x faster | | {fast / slow:.1f}x more |", flush=True)


if __name__ == "__main__":
    main()
