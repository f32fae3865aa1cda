// The stage: one figure fills the window, for a projector; before it perhaps what the class is asked to predict.
// Escape leads back to the same place.
import { address } from './address.mjs';
import { code } from './qr.mjs';

let shown = null, back = 0;
const element = (tag, more) => Object.assign(document.createElement(tag), { type: 'button', ...more });

export const onStage = () => shown;

export function enter(figure) {
  if (shown) leave();
  [shown, back] = [figure, scrollY];
  figure.element.classList.add('live-stage');
  document.documentElement.classList.add('live-staged');
  figure.element.querySelector('[data-do="stage"]').textContent = 'Back';
  figure.element.querySelector('input, select, button')?.focus({ preventScroll: true });
  if (figure.prediction) ask(figure);
}

export function leave() {
  if (!shown) return;
  const place = shown.element, button = place.querySelector('[data-do="stage"]');
  place.classList.remove('live-stage', 'live-asking');
  place.querySelectorAll('.live-ask, .live-code').forEach(part => part.remove());
  document.documentElement.classList.remove('live-staged');
  shown.state.value = '';
  button.textContent = 'Fill the window';
  history.replaceState(null, '', address(shown.name, {}, {}));
  scrollTo(0, back);
  button.focus({ preventScroll: true });
  shown = null;
}

export const toggle = figure => (shown === figure ? leave() : enter(figure));

// The address of the stage as it is now, for the students' own screens.
export function qr(figure) {
  const there = figure.element.querySelector('.live-code');
  if (there) { there.remove(); return; }
  const link = address(figure.name, figure.values, figure.start);
  const box = element('div', { className: 'live-code', innerHTML: code(link) });
  box.setAttribute('role', 'img');
  box.setAttribute('aria-label', `QR code of ${link}`);
  figure.element.append(box);
}

// The question alone; hands are counted by clicking on an option; then the figure and what was right.
function ask({ element: place, prediction, state }) {
  const box = element('div', { className: 'live-ask' }), line = element('div', { className: 'live-line' });
  const hands = {};
  const option = letter => {
    hands[letter] = 0;
    const button = element('button', { textContent: `${letter} · 0`, onclick: () => { button.textContent = `${letter} · ${++hands[letter]}`; } });
    button.setAttribute('aria-label', `Count a hand for ${letter}`);
    return button;
  };
  const options = Object.keys(prediction.options ?? {}).map(option);
  const reveal = element('button', { textContent: 'Show the figure', onclick: () => {
    const counted = Object.entries(hands).filter(([, number]) => number).map(([letter, number]) => `${letter} ${number}`);
    box.remove();
    place.classList.remove('live-asking');
    state.value = `${counted.length ? `Hands: ${counted.join(', ')}. ` : ''}Right: ${prediction.answer}.`;
    if (prediction.say) state.after(why(state, prediction.say));
    place.querySelector('input, select')?.focus({ preventScroll: true });
  } });
  line.append(...options, reveal);
  box.append(prediction.text.cloneNode(true), line);
  place.prepend(box);
  place.classList.add('live-asking');
  state.value = '';
  reveal.focus();
}

// What to say to those whom the usual wrong guess tempted: on demand, for the class has the word first.
function why(state, words) {
  const button = element('button', { className: 'live-ask', textContent: 'Why?' });
  button.onclick = () => {
    state.value += ` ${words}`;
    button.remove();
    shown.element.querySelector('input, select')?.focus({ preventScroll: true });
  };
  return button;
}
