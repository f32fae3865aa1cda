// One deck: mathematics, reveal.js, and slides whose text is as large as fits.

window.MathJax = {
  tex: {inlineMath: [['$', '$']], displayMath: [['$$', '$$']], processEnvironments: true},
  options: {enableMenu: false},  // the slides take the keys
  chtml: {matchFontHeight: false},  // most slides are hidden while their mathematics is set
};

const LARGEST = 30, SMALLEST = 17;  // pixels of a slide of 1280 x 720

const tooLong = slide => slide.scrollHeight > slide.clientHeight + 1;
const tooWide = slide => [slide, ...slide.querySelectorAll('pre, mjx-container[display]')]
  .some(e => e.scrollWidth > e.clientWidth + 1);

/** Make code so small that its longest line fits; the text around it need not follow. */
function narrow(code) {
  code.style.fontSize = '';
  const over = code.scrollWidth / code.clientWidth, size = parseFloat(getComputedStyle(code).fontSize);
  if (over > 1) code.style.fontSize = `${Math.max(15, 0.98 * size / over)}px`;
}

/** Make the text of a slide as large as fits; what does not fit even at its smallest can be scrolled. */
function fit(slide) {
  let size = LARGEST;
  do {
    slide.style.fontSize = `${size}px`;
    slide.querySelectorAll('pre').forEach(narrow);
  } while ((tooLong(slide) || tooWide(slide)) && --size >= SMALLEST);
}

/** Put the figure again beside the text that says what was seen in it. */
function repeatFigures(slides) {
  let figure = null;
  for (const slide of slides) {
    const here = slide.querySelector('figure img');
    if (here) figure = here;
    else if (figure && slide.querySelector('.celltag_seen')) {
      const again = figure.cloneNode();
      again.className = 'again';
      again.removeAttribute('width');
      slide.prepend(again);
      figure = null;
    }
  }
}

/** Go to the stage of a figure, in this tab; the page there reads where L leads back to. (The address lags behind.) */
function toStage(link, {h, v}) {
  const slide = `${location.href.split('#')[0]}#/${h}/${v}`;
  sessionStorage.setItem('deck', JSON.stringify({slide, stage: link.href}));
  location.assign(link.href);
}

/** The link of the figure in sight. */
const liveLink = slide => [...slide.querySelectorAll('a.live')].find(link => link.offsetParent);

window.addEventListener('DOMContentLoaded', async () => {
  await MathJax.startup.promise;
  const scroll = by => () => deck.getCurrentSlide().scrollBy(0, by);
  const deck = new Reveal({
    keyboard: {38: scroll(-200), 40: scroll(200)},  // up and down, for a slide that is too long
    width: 1280, height: 720, margin: 0.02, center: false, hash: true, navigationMode: 'linear',
    transition: 'none', slideNumber: 'c/t', plugins: [RevealNotes],
  });
  repeatFigures(document.querySelectorAll('section section'));
  deck.on('slidechanged', event => fit(event.currentSlide));
  deck.addKeyBinding({keyCode: 76, key: 'L', description: 'Live: the stage of this figure, and back'}, () => {
    const link = liveLink(deck.getCurrentSlide());
    if (link) toStage(link, deck.getIndices());
  });
  document.addEventListener('click', event => {
    if (!event.target.matches('a.live') || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    toStage(event.target, deck.getIndices());
  });
  await deck.initialize();
  await document.fonts.ready;
  fit(deck.getCurrentSlide());
  window.deck = deck;
});
