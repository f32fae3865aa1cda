// The list of lessons shows what is solved; under a lesson, a reader's work can be saved, loaded and deleted.
import * as kept from './kept.mjs';

export function marks() {
  const links = [...document.querySelectorAll('.bd-sidebar-primary a.reference.internal')];
  const show = () => links.forEach(link => {
    const lesson = link.pathname.split('/').pop().replace('.html', ''), number = kept.solved(lesson);
    link.querySelector('.live-solved')?.remove();
    if (!number) return;
    const mark = Object.assign(document.createElement('span'), { className: 'live-solved', textContent: ` ✓ ${number}` });
    mark.setAttribute('aria-label', `, ${number} solved`);
    link.append(mark);
  });
  document.addEventListener('kept', show);
  show();
}

export function work(place) {
  const line = Object.assign(document.createElement('div'), { className: 'live-line' });
  const said = Object.assign(document.createElement('output'), {});
  const file = Object.assign(document.createElement('input'), { type: 'file', accept: '.json', hidden: true });
  const button = (words, press) => Object.assign(document.createElement('button'), { type: 'button', textContent: words, onclick: press });
  file.addEventListener('change', async () => {
    if (await kept.load(file.files[0])) location.reload();
    else said.value = 'This file holds no work of this course; nothing has changed.';
  });
  line.append(button('Save my work to a file', kept.save), button('Load it', () => file.click()),
    button('Delete it here', () => { kept.forget(); location.reload(); }), file, said);
  const words = Object.assign(document.createElement('p'), { textContent: 'What you write and solve stays in this browser and goes nowhere else.' });
  place.append(words, line);
}
