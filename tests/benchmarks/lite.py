"""The site in the visitor's browser: time of a cold load to the first pictures, and from a key press to new pixels.

Run it with `python -m uv run --group test --group site python tests/benchmarks/lite.py [SITE]`; it needs Chromium. SITE
is a folder that `docs/lite.py --offline` has built; without it one is built first, and the build timed. Every load
starts with an empty cache and comes from this machine, so it says what the browser has to do, not the network.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path += [str(Path(__file__).parents[2] / folder) for folder in ("tests/support", "docs")]
import browser
from offline import served
from slider_latency import measure

BUILDER = Path(__file__).parents[2] / "docs" / "lite.py"
LESSON, FIGURE = "01_scalar_chain.ipynb", '"Figure 1.1"'


def cold_load(address):
    """Open lesson 01 and run it; (seconds to the saved picture, to the kernel, to the live picture, delays, rate)."""
    with browser.chromium() as page:
        page.set_default_timeout(600_000)
        start = time.perf_counter()
        page.goto(f"{address}lab/index.html?path=notebooks/{LESSON}")
        page.wait_for_selector(".jp-Notebook .jp-Cell")
        cell = browser.scroll_to(page, FIGURE)
        cell.locator("img").wait_for()
        saved = time.perf_counter() - start
        page.wait_for_function("jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status === 'idle'")
        kernel = time.perf_counter() - start
        page.evaluate("void jupyterapp.commands.execute('notebook:run-all-cells')")
        cell.locator(".noUi-handle").first.wait_for()
        cell.get_by_role("status").wait_for()
        live = time.perf_counter() - start
        page.wait_for_function("jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'")
        page.wait_for_timeout(3000)
        return saved, kernel, live, *measure(page, FIGURE)


def main():
    """Print the figures, one line each."""
    if browser.chromium_path() is None:
        sys.exit(browser.HOW_TO_GET_CHROMIUM)
    with tempfile.TemporaryDirectory() as folder:
        site = Path(sys.argv[1] if len(sys.argv) > 1 else folder)
        if len(sys.argv) == 1:
            start = time.perf_counter()
            subprocess.run([sys.executable, BUILDER, "--offline", site], check=True)
            print(f"build: {time.perf_counter() - start:.0f} s")
        size = sum(file.stat().st_size for file in site.rglob("*") if file.is_file())
        print(f"size: {size / 1e6:.0f} MB")
        with served(site) as address:
            saved, kernel, live, delays, rate = cold_load(address)
    print(f"cold load of lesson 01: saved pictures {saved:.1f} s, Python {kernel:.1f} s, live picture {live:.1f} s")
    tail = statistics.quantiles(delays, n=20)[-1]
    print(f"slider: median {statistics.median(delays):.0f} ms, 95 % {tail:.0f} ms, {rate:.1f} pictures a second")


if __name__ == "__main__":
    main()
