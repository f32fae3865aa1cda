// How to report a mistake: lesson, figure and setting are filled in. With a repository it is a new issue there, whose
// address the footer holds; without one it is a text to copy. Nothing is sent before the reader sends it.
import { address } from './address.mjs';
import { words } from './words.mjs';

const foot = document.querySelector('.report'), repository = foot?.getAttribute('href');
const BEGIN = `${words.report.begin}\n`;

// figure: the element it is about, or none for the page as a whole.
function report(figure) {
  const name = figure?.dataset.name, page = document.title.split(' — ')[0].trim();
  const values = Object.fromEntries([...figure?.querySelectorAll('[name]') ?? []].map(({ name: key, value }) => [key, value]));
  const setting = Object.entries(values).map(([key, value]) => `${key} = ${value}`).join(', ');
  const where = name ? address(name, values, {}) : location.href.split('#')[0];
  const found = [ // in the order of words.report.lines
    page,
    name,
    setting,
    figure?.querySelector('figcaption').textContent,
    figure?.querySelector('.live-alarm')?.textContent,
    where.split('/').pop() || 'index.html',
    foot.dataset.edition,
    navigator.userAgent,
  ];
  const told = found.flatMap((text, i) => (text ? [`${words.report.lines[i]}: ${text}`] : []));
  return { title: `${name ?? page}: `, body: `${BEGIN}\n\n${told.join('\n')}` };
}

const issue = figure => `${repository}?${new URLSearchParams(report(figure))}`;

function show(figure) {
  const dialog = Object.assign(document.createElement('dialog'), { className: 'report-text' });
  dialog.innerHTML = `<p id="report-how">${words.report.how}</p>
    <textarea aria-labelledby="report-how" rows="14"></textarea>
    <div class="live-line"><button type="button">${words.report.copy}</button><button type="button">${words.report.close}</button><output></output></div>`;
  dialog.setAttribute('aria-label', words.report.title);
  const text = dialog.querySelector('textarea'), [copy, close] = dialog.querySelectorAll('button');
  text.value = report(figure).body;
  copy.onclick = async () => {
    text.select();
    try { await navigator.clipboard.writeText(text.value); dialog.querySelector('output').value = words.report.copied; } catch { text.focus(); dialog.querySelector('output').value = words.report.marked; }
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
