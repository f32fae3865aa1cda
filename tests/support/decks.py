"""A deck in Chromium, slide by slide, measured. Not a test module."""

PROJECTOR = {"width": 1280, "height": 720}
TYPE = 15.28  # pixels of the smallest words in a picture 900 pixels wide: 11 pt

# What is in sight on the slide shown now. `scale`: of reveal.js, from a slide's pixels to the window's.
MEASURE = """
([type]) => {
    const slide = deck.getCurrentSlide(), scale = slide.getBoundingClientRect().width / slide.offsetWidth;
    const inSight = e => e.getClientRects().length && !e.closest('mjx-container *');
    const seen = [...slide.querySelectorAll('*')].filter(inSight);
    const sized = seen.filter(e => e.localName === 'mjx-container'
        || [...e.childNodes].some(child => child.nodeType === Node.TEXT_NODE && child.textContent.trim()));
    const size = e => scale * parseFloat(getComputedStyle(e).fontSize);
    const code = sized.filter(e => e.closest('pre, code'));
    const pictures = seen.filter(e => e.localName === 'img');
    const notes = slide.querySelector('aside.notes');
    const wide = e => e.scrollWidth > e.clientWidth + 1;
    return {
        name: seen.map(e => e.textContent.trim()).find(text => text)?.slice(0, 50) ?? '',
        data: {...slide.dataset},
        long: slide.scrollHeight - slide.clientHeight,
        wide: seen.filter(e => e.matches('pre, mjx-container[display]') && wide(e)).length + wide(slide),
        text: Math.min(...sized.map(size), 99),
        code: Math.min(...code.map(size), 99),
        words: Math.min(...pictures.map(e => scale * e.offsetWidth / 900 * type), 99),
        prediction: slide.querySelectorAll('.celltag_prediction').length,
        figure: slide.querySelector('figcaption b')?.textContent ?? '',
        live: seen.filter(e => e.matches('a.live')).map(e => e.getAttribute('href')),
        notes: notes ? notes.textContent.trim() : '',
    };
}
"""


def walk(page, address, look=lambda number: None):
    """Go through a deck as a speaker does, fragments too; what is measured at each stop. look(number): called there."""
    page.goto(address)
    page.wait_for_function("window.deck && deck.isReady()")
    page.evaluate("Promise.all([...document.images].map(image => image.decode()))")
    stops = [page.evaluate(MEASURE, [TYPE])]
    look(0)
    while not page.evaluate("deck.isLastSlide() && !deck.availableFragments().next"):
        page.keyboard.press("Space")
        stops.append(page.evaluate(MEASURE, [TYPE]))
        look(len(stops) - 1)
    return stops
