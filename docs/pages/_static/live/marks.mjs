// The list of lessons shows what is solved; under a lesson, a reader's work can be saved, loaded and deleted.
import * as kept from './kept.mjs';
import { fill, words } from './words.mjs';

export function marks() {
  const links = [...document.querySelectorAll('.bd-sidebar-primary a.reference.internal')];
  const show = () => links.forEach(link => {
    const number = kept.solved(link.pathname.split('/').pop().slice(0, 2));
    link.querySelector('.live-solved')?.remove();
    if (!number) return;
    const mark = Object.assign(document.createElement('span'), { className: 'live-solved', textContent: ` ✓ ${number}` });
    mark.setAttribute('aria-label', fill(words.work.solved, number));
    link.append(mark);
  });
  document.addEventListener('kept', show);
  show();
}

export function work(place) {
  const line = Object.assign(document.createElement('div'), { className: 'live-line' });
  const said = Object.assign(document.createElement('output'), {});
  const file = Object.assign(document.createElement('input'), { type: 'file', accept: '.json', hidden: true });
  const button = (said, press) => Object.assign(document.createElement('button'), { type: 'button', textContent: said, onclick: press });
  file.addEventListener('change', async () => {
    if (await kept.load(file.files[0])) location.reload();
    else said.value = words.work.foreign;
  });
  line.append(button(words.work.save, kept.save), button(words.work.load, () => file.click()),
    button(words.work.forget, () => { kept.forget(); location.reload(); }), file, said);
  const stays = Object.assign(document.createElement('p'), { textContent: words.work.stays });
  place.append(stays, line);
}
