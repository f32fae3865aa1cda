"""Take the picture in README.md anew: Figure 1.1 with its sliders, after 50 steps, as it looks in JupyterLab.

python tests/tools/refresh_readme_picture.py        (needs Chromium)
"""

import sys
from pathlib import Path

sys.path += [str(Path(__file__).parents[2] / folder) for folder in ("tests/support", "docs")]
import browser
import lessons

PICTURE = lessons.ROOT / "notebooks" / "images" / "figure_1_1.png"


def main():
    """Run lesson 01 in Chromium and photograph the output of the cell that shows the figure."""
    notebooks = str(lessons.ROOT / "notebooks")
    with browser.jupyter_lab(notebooks) as address, browser.chromium(device_scale_factor=1.5) as page:
        browser.open_notebook(page, address, "01_scalar_chain.ipynb")
        browser.run_all(page)
        cell = browser.scroll_to(page, '"Figure 1.1"')
        cell.get_by_role("button", name="Reset").wait_for()
        cell.locator(".noUi-handle").nth(1).focus()
        for _ in range(42):
            page.keyboard.press("ArrowRight")
        cell.get_by_role("status").filter(has_text="over 50 steps").wait_for()
        page.wait_for_function("image => image.complete", arg=cell.locator("img").element_handle())
        box = cell.locator(".jp-RenderedHTMLCommon, .jupyter-widgets.widget-vbox").first.bounding_box()
        PICTURE.parent.mkdir(exist_ok=True)
        page.screenshot(path=PICTURE, clip=box | {"width": min(box["width"], 930)})


if __name__ == "__main__":
    main()
