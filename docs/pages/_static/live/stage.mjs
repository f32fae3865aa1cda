// The stage: one figure fills the window, for a projector; before it perhaps what the class is asked to predict.
// Escape leads back to the same place, and L to the slide that led here.
import { address } from './address.mjs';
import * as deck from './deck.mjs';
import { code } from './qr.mjs';
import { fill, words } from './words.mjs';

const LARGEST = 1.6; // type of a question, in that of the stage; it is made so small that all is in sight
const narrow = matchMedia('(max-width: 600px)');
let shown = null, held = null; // the figure that is on the stage, or on its way there; what stands in its place meanwhile
const element = (tag, more) => Object.assign(document.createElement(tag), { type: 'button', ...more });

export const onStage = () => shown;
export const shape = (figure = null) => (narrow.matches ? 'tall' : figure && figure === shown ? 'stage' : 'wide');
export const onTurn = act => narrow.addEventListener('change', act);

export function enter(figure) {
  if (held && held.figure !== figure) down();
  shown = figure;
  if (!figure.prediction || deck.ledTo(location.href)) { figure.reshape(() => up(figure)); return; }
  up(figure);
  ask(figure);
  figure.reshape();
}

export function leave() {
  const figure = shown;
  shown = null;
  figure?.reshape(down); // once its picture has the shape of the page again
}

export const toggle = figure => (shown === figure ? leave() : enter(figure));

// Give the keyboard to the first control. Where nothing in the dialog has it, Escape isn't heard.
const hold = place => place.querySelector(':is(input, select, button):enabled')?.focus({ preventScroll: true });

// Put a figure up, with all its controls in sight; `held` keeps its place in the page.
function up(figure) {
  if (held || shown !== figure) return;
  const { element: place } = figure, more = place.querySelector('.live-panel details');
  const { top, height } = place.getBoundingClientRect();
  held = { figure, top, rows: [...more?.querySelectorAll('.live-row') ?? []], gap: element('div'), dialog: element('dialog', { className: 'live-dialog', ariaLabel: figure.name, tabIndex: -1 }) };
  held.gap.style.height = `${height}px`;
  place.replaceWith(held.gap);
  more?.before(...held.rows);
  held.dialog.addEventListener('cancel', event => { event.preventDefault(); leave(); });
  held.dialog.addEventListener('close', leave);
  held.dialog.addEventListener('focusout', ({ currentTarget: dialog }) => setTimeout(() => {
    if (dialog.isConnected && !dialog.contains(document.activeElement)) dialog.focus({ preventScroll: true });
  }));
  held.dialog.append(place);
  document.body.append(held.dialog);
  place.classList.add('live-stage');
  document.documentElement.classList.add('live-staged');
  const button = place.querySelector('[data-do="stage"]');
  Object.assign(button, { textContent: words.stage.back, disabled: false }); // also while Python loads
  const whole = element('button', { className: 'live-more', textContent: words.stage.whole, onclick: () => place.classList.toggle('live-whole') });
  button.after(whole, ...deck.links());
  held.dialog.showModal();
  hold(place);
  fit(figure);
}

// Take it down again, into its place.
function down() {
  if (!held) return;
  const { figure, top, rows, gap, dialog } = held, { element: place } = figure;
  held = null;
  place.classList.remove('live-stage', 'live-asking', 'live-whole', 'live-long');
  place.querySelectorAll('.live-ask, .live-why, .live-code, .live-deck, .live-more').forEach(part => part.remove());
  place.querySelector('.live-panel details .live-panel')?.prepend(...rows);
  figure.told = figure.state.value = '';
  document.documentElement.classList.remove('live-staged');
  gap.replaceWith(place);
  dialog.remove();
  const button = place.querySelector('[data-do="stage"]');
  button.textContent = words.figure.stage;
  history.replaceState(null, '', address(figure.name, {}, {}));
  scrollBy({ top: place.getBoundingClientRect().top - top, behavior: 'instant' });
  button.focus({ preventScroll: true });
}

// Say of a caption that it is longer than is shown; a button shows all.
export function fit({ element: place, caption }) {
  if (held?.figure.element === place) place.classList.toggle('live-long', caption.scrollHeight > caption.clientHeight + 1);
}

// The address of the stage as it is now, for the students' own screens.
export function qr(figure) {
  const there = figure.element.querySelector('.live-code');
  if (there) { there.remove(); return; }
  const link = address(figure.name, figure.values, figure.start);
  const box = element('div', { className: 'live-code', innerHTML: code(link) });
  box.setAttribute('role', 'img');
  box.setAttribute('aria-label', fill(words.stage.qr, link));
  figure.element.append(box);
}

// The question alone; hands are counted by clicking on an option; then the figure and what was right.
function ask(figure) {
  const { element: place, prediction, state } = figure;
  const box = element('div', { className: 'live-ask' }), line = element('div', { className: 'live-line' });
  const hands = {};
  const option = letter => {
    hands[letter] = 0;
    const button = element('button', { textContent: `${letter} · 0`, onclick: () => { button.textContent = `${letter} · ${++hands[letter]}`; } });
    button.setAttribute('aria-label', fill(words.stage.count, letter));
    return button;
  };
  const options = Object.keys(prediction.options ?? {}).map(option);
  const reveal = element('button', { textContent: words.stage.show, onclick: () => {
    const counted = Object.entries(hands).filter(([, number]) => number).map(([letter, number]) => `${letter} ${number}`);
    box.remove();
    place.classList.remove('live-asking');
    figure.told = (counted.length ? fill(words.stage.hands, counted.join(', ')) : '') + fill(words.stage.right, prediction.answer);
    state.value = figure.told;
    if (prediction.say) place.querySelector('.live-line').append(why(figure));
    hold(place);
    fit(figure);
  } });
  line.append(...options, reveal);
  place.prepend(box);
  place.classList.add('live-asking');
  state.value = '';
  const put = () => { // again when its mathematics is set
    box.replaceChildren(prediction.text.cloneNode(true), line);
    for (let size = LARGEST; size >= 1; size -= 0.05) {
      box.style.fontSize = `${size}em`;
      if (box.offsetHeight <= place.clientHeight - 16 && box.scrollWidth <= box.clientWidth + 1) break;
    }
    reveal.focus({ preventScroll: true });
  };
  put();
  window.MathJax?.startup?.promise?.then(() => box.isConnected && put());
}

// What to say to those whom the usual wrong guess tempted: on demand, for the class has the word first.
function why(figure) {
  const right = figure.told, all = `${right} ${figure.prediction.say}`;
  const button = element('button', { className: 'live-why', textContent: words.stage.why });
  button.onclick = () => {
    figure.told = figure.state.value = figure.told === right ? all : right;
    button.setAttribute('aria-pressed', figure.told === all);
    fit(figure);
  };
  return button;
}
