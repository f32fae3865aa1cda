"""The live pages: how soon a page is read, how soon its figures move, and how fast.

Run it with `python -m uv run --group test --group site python tests/benchmarks/page.py [SITE [PAGE ...]]`; it needs
Chromium. SITE is a folder that `docs/build.py --offline` has built; without it one is built first, and the build timed.
Every page is opened RUNS times, each time with an empty cache, and comes from this machine, so this says what the
browser has to do, not the network. Its slider is moved once the page has nothing else to do.
"""

import gzip
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path += [str(Path(__file__).parents[2] / folder) for folder in ("tests/support", "docs")]
import browser
from offline import served

BUILDER = Path(__file__).parents[2] / "docs" / "build.py"
RUNS = 3  # of each page, for the least and the median time
LIVE = "document.querySelector('figure[data-state=live]')"
ALL = """[...document.querySelectorAll('figure[data-name]')].every(f => ['live', 'error'].includes(f.dataset.state))"""
READY = "document.body.dataset.python === 'ready'"  # the cells below the last figure have run too
# 200 values, each until its picture is on the screen; then three seconds of dragging.
DRAG = """
async () => {
    const figure = document.querySelector('figure[data-name]:has(input[type=range])');
    const slider = figure.querySelector('input[type=range]'), image = figure.querySelector('img');
    const put = part => {
        slider.value = +slider.min + part * (slider.max - slider.min);
        slider.dispatchEvent(new Event('input', { bubbles: true }));
    };
    const picture = () => new Promise(done => {
        const watch = new MutationObserver(async () => {
            watch.disconnect();
            await image.decode().catch(() => {});
            requestAnimationFrame(() => done(performance.now()));
        });
        watch.observe(image, { attributes: true, attributeFilter: ['src'] });
    });
    const delays = [];
    for (let k = 0; k < 200; k++) {
        const next = picture(), start = performance.now();
        put(k * 7 % 29 / 29);
        delays.push(await next - start);
        await new Promise(done => setTimeout(done, 30));
    }
    let shown = 0;
    const count = new MutationObserver(() => { shown++; });
    count.observe(image, { attributes: true, attributeFilter: ['src'] });
    const start = performance.now();
    for (let k = 0; performance.now() - start < 3000; k++) {
        put(Math.abs(k % 200 / 100 - 1));
        await new Promise(done => setTimeout(done, 16));
    }
    count.disconnect();
    return [delays, shown / 3];
}
"""


def measured(address, name):
    """One page: (seconds to the text, to the first and to the last live figure), delays, pictures a second."""
    with browser.chromium() as page:
        page.set_default_timeout(600_000)
        start = time.perf_counter()
        page.goto(address + name, wait_until="domcontentloaded")
        text = time.perf_counter() - start
        page.wait_for_function(LIVE)
        first = time.perf_counter() - start
        page.wait_for_function(ALL)
        last = time.perf_counter() - start
        page.wait_for_function(READY)
        return (text, first, last), *page.evaluate(DRAG)


def weight(address, name):
    """What a page loads without Python, in megabytes as a server sends it."""
    with browser.chromium() as page:
        page.route("**/worker.mjs", lambda route: route.abort())
        answers = []
        page.on("response", lambda answer: answers.append(answer))
        page.goto(address + name, wait_until="networkidle")
        return sum(len(gzip.compress(answer.body())) for answer in answers if answer.ok) / 1e6


def main():
    """Print a table, one line a page."""
    if browser.chromium_path() is None:
        sys.exit(browser.HOW_TO_GET_CHROMIUM)
    with tempfile.TemporaryDirectory() as folder:
        site = Path(sys.argv[1] if len(sys.argv) > 1 else folder)
        if len(sys.argv) == 1:
            start = time.perf_counter()
            subprocess.run([sys.executable, BUILDER, "--offline", site], check=True)
            print(f"build: {time.perf_counter() - start:.0f} s")
        size = sum(file.stat().st_size for file in site.rglob("*") if file.is_file())
        print(f"size: {size / 1e6:.0f} MB\n")
        print(f"Seconds: the least of {RUNS} runs, the median.\n")
        print("| page | MB without Python | text s | first figure s | all s | delay ms (95 %) | pictures a second |")
        print("|---|---|---|---|---|---|---|")
        with served(site) as address:
            for name in sys.argv[2:] or sorted(path.name for path in site.glob("[0-9]*.html")):
                runs = [measured(address, name) for _ in range(RUNS)]
                times, delays, rates = zip(*runs, strict=True)
                columns = zip(*times, strict=True)
                seconds = " | ".join(f"{min(column):.1f}, {statistics.median(column):.1f}" for column in columns)
                every = [delay for run in delays for delay in run]
                moves = f"{statistics.median(every):.0f} ({statistics.quantiles(every, n=20)[-1]:.0f})"
                size, rate = weight(address, name), statistics.median(rates)
                print(f"| {name} | {size:.2f} | {seconds} | {moves} | {rate:.0f} |", flush=True)


if __name__ == "__main__":
    main()
