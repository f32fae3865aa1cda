// How to report a mistake: lesson, figure and setting are filled in. With a repository it is a new issue there, whose
// address the footer holds; without one it is a text to copy. Nothing is sent before the reader sends it.
import { address } from './address.mjs';

const foot = document.querySelector('.report'), repository = foot?.getAttribute('href');
const BEGIN = 'What is wrong?\n';

// figure: the element it is about, or none for the page as a whole.
function report(figure) {
  const name = figure?.dataset.name, page = document.title.split(' — ')[0].trim();
  const values = Object.fromEntries([...figure?.querySelectorAll('[name]') ?? []].map(({ name: key, value }) => [key, value]));
  const setting = Object.entries(values).map(([key, value]) => `${key} = ${value}`).join(', ');
  const where = name ? address(name, values, {}) : location.href.split('#')[0];
  const lines = [
    ['Page', page],
    ['Figure', name],
    ['Setting', setting],
    ['It says', figure?.querySelector('figcaption').textContent],
    ['Error', figure?.querySelector('.live-alarm')?.textContent],
    ['Address', where.split('/').pop() || 'index.html'],
    ['Version', foot.dataset.edition],
    ['Browser', navigator.userAgent],
  ];
  const told = lines.filter(([, words]) => words).map(([what, words]) => `${what}: ${words}`);
  return { title: `${name ?? page}: `, body: `${BEGIN}\n\n${told.join('\n')}` };
}

const issue = figure => `${repository}?${new URLSearchParams(report(figure))}`;

function show(figure) {
  const dialog = Object.assign(document.createElement('dialog'), { className: 'report-text' });
  dialog.innerHTML = `<p id="report-how">Say what is wrong, then copy this text and send it to whoever gave you this course. Nothing is sent from here.</p>
    <textarea aria-labelledby="report-how" rows="14"></textarea>
    <div class="live-line"><button type="button">Copy</button><button type="button">Close</button><output></output></div>`;
  dialog.setAttribute('aria-label', 'Report a mistake');
  const text = dialog.querySelector('textarea'), [copy, close] = dialog.querySelectorAll('button');
  text.value = report(figure).body;
  copy.onclick = async () => {
    text.select();
    try { await navigator.clipboard.writeText(text.value); dialog.querySelector('output').value = 'Copied.'; } catch { text.focus(); dialog.querySelector('output').value = 'The text is marked: copy it with Ctrl+C.'; }
  };
  close.onclick = () => dialog.close();
  dialog.onclose = () => dialog.remove();
  document.body.append(dialog);
  dialog.showModal();
  text.setSelectionRange(BEGIN.length, BEGIN.length); // where to write
  text.scrollTop = 0;
}

document.addEventListener('click', ({ target }) => {
  const pressed = target.closest('[data-do="report"], button.report');
  if (!pressed) return;
  const figure = pressed.closest('figure[data-name]');
  if (repository) open(issue(figure), '_blank', 'noopener');
  else show(figure);
});
if (repository) ['focus', 'pointerdown', 'click'].forEach(kind => foot.addEventListener(kind, () => { foot.href = issue(); }));
