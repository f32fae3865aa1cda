// Under a prediction: a button for each option. A guess stays in this browser, as what is solved does.
import * as kept from './kept.mjs';
import { fill, words } from './words.mjs';

export function guess(place, lesson, number, options) {
  const line = Object.assign(document.createElement('div'), { className: 'live-line live-guess' });
  const said = document.createElement('output');
  const show = () => {
    const now = kept.guess(lesson, number);
    buttons.forEach(button => button.setAttribute('aria-pressed', button.textContent === now));
    said.value = now ? fill(words.guess.kept, now) : '';
  };
  const buttons = Object.keys(options ?? {}).map(letter => {
    const button = Object.assign(document.createElement('button'), { type: 'button', textContent: letter });
    button.setAttribute('aria-label', fill(words.guess.mine, letter));
    button.onclick = () => { kept.guessed(lesson, number, letter); show(); };
    return button;
  });
  line.append(words.guess.yours, ...buttons, said);
  if (buttons.length) place.after(line);
  show();
}
