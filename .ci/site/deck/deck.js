// One deck: mathematics, reveal.js, and slides whose text is as large as fits.

window.MathJax = {
  tex: {inlineMath: [['$', '$']], displayMath: [['$$', '$$']], processEnvironments: true},
  options: {enableMenu: false},  // the slides take the keys
  chtml: {matchFontHeight: false},  // most slides are hidden while their mathematics is set
};

const LARGEST = 30, SMALLEST = 17;  // pixels of a slide of 1280 x 720

const overflows = slide => slide.scrollHeight > slide.clientHeight + 1 ||
  [...slide.querySelectorAll('pre, table, mjx-container[display]')].some(e => e.scrollWidth > e.clientWidth + 1);

/** Make the text of a slide as large as fits; what does not fit even at its smallest can be scrolled. */
function fit(slide) {
  let size = LARGEST;
  do slide.style.fontSize = `${size}px`; while (overflows(slide) && --size >= SMALLEST);
  if (slide.scrollHeight > slide.clientHeight + 1) slide.tabIndex = 0;  // for the keys that scroll
}

/** Put the figure again beside the text that says what was seen in it. */
function repeatFigures(slides) {
  let figure = null;
  for (const slide of slides) {
    const here = slide.querySelector('figure img');
    if (here) figure = here;
    else if (figure && slide.textContent.trim().startsWith('What you saw.')) {
      const again = figure.cloneNode();
      again.className = 'again';
      again.removeAttribute('width');
      slide.prepend(again);
      figure = null;
    }
  }
}

window.addEventListener('DOMContentLoaded', async () => {
  await MathJax.startup.promise;
  const deck = new Reveal({
    width: 1280, height: 720, margin: 0.02, center: false, hash: true, navigationMode: 'linear',
    transition: 'none', slideNumber: 'c/t', plugins: [RevealNotes],
  });
  repeatFigures(document.querySelectorAll('section section'));
  deck.on('slidechanged', event => fit(event.currentSlide));
  await deck.initialize();
  await document.fonts.ready;
  fit(deck.getCurrentSlide());
  window.deck = deck;
});
