// One deck: mathematics, reveal.js, and slides whose text is as large as fits.

window.MathJax = {
  tex: {inlineMath: [['$', '$']], displayMath: [['$$', '$$']], processEnvironments: true},
  options: {enableMenu: false},  // the slides take the keys
  chtml: {matchFontHeight: false},  // most slides are hidden while their mathematics is set
};

const LARGEST = 36, SMALLEST = 20;  // pixels of a slide of 1280 x 720
const READABLE = 1180;  // the width of a picture in which the words are as large as the smallest text

const tooLong = slide => slide.scrollHeight > slide.clientHeight + 1;
const tooWide = slide => [slide, ...slide.querySelectorAll('pre, mjx-container[display]')]
  .some(e => e.scrollWidth > e.clientWidth + 1);

/** Make code so small that its longest line fits, or else break it; the text around it need not follow. */
function narrow(code) {
  code.style.fontSize = code.style.whiteSpace = '';
  const over = code.scrollWidth / code.clientWidth, size = parseFloat(getComputedStyle(code).fontSize);
  if (over > 1) code.style.fontSize = `${Math.max(SMALLEST, Math.floor(size / over))}px`;
  if (code.scrollWidth > code.clientWidth) code.style.whiteSpace = 'pre-wrap';
}

/** Make the figure in sight as large as its caption leaves room; whether its words can be read from afar then. */
function fill(slide) {
  const picture = [...slide.querySelectorAll('figure img, img.again')].find(img => img.offsetParent);
  if (!picture) return true;
  const shape = picture.getAttribute('width') / picture.getAttribute('height');
  picture.style.height = '0';
  const {paddingLeft, paddingRight, paddingBottom} = getComputedStyle(slide);
  const taken = Math.max(...[...slide.children].map(part => part.offsetTop + part.offsetHeight)) + parseFloat(paddingBottom);
  const width = slide.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
  const height = Math.min(slide.clientHeight - taken, width / shape);
  picture.style.height = `${Math.max(height, 200)}px`;
  return height * shape >= READABLE;
}

/** Leave out the last sentence of the caption in sight, if it isn't the only one; the picture's alt has them all. */
function shorten(slide) {
  const caption = [...slide.querySelectorAll('figcaption')].find(e => e.offsetParent);
  const words = [...(caption?.childNodes ?? [])].find(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const end = words?.data.trimEnd().replace(/[.…\s]+$/, '').lastIndexOf('. ') ?? -1;
  if (end > 0) words.data = `${words.data.slice(0, end + 1)} … `;
  return end > 0;
}

/** Make the text of a slide as large as fits, if need be without the figure that stands there again. */
function fit(slide) {
  let size = LARGEST, seen;
  const again = slide.querySelector('img.again');
  if (again) again.hidden = false;
  for (;;) {
    slide.style.fontSize = `${size}px`;
    slide.querySelectorAll('pre').forEach(narrow);
    seen = fill(slide);
    if (seen && !tooLong(slide) && !tooWide(slide)) return;
    if (size > SMALLEST) size--;
    else if (again && !again.hidden) again.hidden = true, size = LARGEST;
    else if (seen || !shorten(slide)) return;  // what is too long can be scrolled
  }
}

/** Put the figure again above the text that says what was seen in it. */
function repeatFigures(slides) {
  let figure = null;
  for (const slide of slides) {
    const here = slide.querySelector('figure img');
    if (here) figure = here;
    else if (figure && slide.querySelector('.celltag_seen')) {
      const again = figure.cloneNode();
      again.className = 'again';
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

/** Let the speaker's window begin with the most room for notes beside the slides; it keeps what is chosen there. */
function makeRoomForNotes() {
  try { localStorage['reveal-speaker-layout'] ??= 'tall'; } catch { /* a browser that keeps nothing: as reveal.js has it */ }
}

window.addEventListener('DOMContentLoaded', async () => {
  makeRoomForNotes();
  await MathJax.startup.promise;
  const scroll = by => () => deck.getCurrentSlide().scrollBy(0, by);
  const deck = new Reveal({
    keyboard: {38: scroll(-200), 40: scroll(200)},  // up and down, for a slide that is too long
    width: 1280, height: 720, margin: 0, center: false, hash: true, navigationMode: 'linear',
    transition: 'none', slideNumber: 'c/t', plugins: [RevealNotes],
    defaultTiming: document.querySelector('[data-timing]') ? 60 : null,  // only a class has a plan
  });
  repeatFigures(document.querySelectorAll('section section'));
  deck.on('slidechanged', event => fit(event.currentSlide));
  for (const change of ['fragmentshown', 'fragmenthidden']) deck.on(change, () => fit(deck.getCurrentSlide()));
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
  await Promise.all([...document.fonts].map(font => font.load()));  // those of slides not seen yet too: they decide what fits
  fit(deck.getCurrentSlide());
  window.deck = deck;
});
