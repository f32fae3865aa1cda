// Makes the figures of a lesson's page live: a worker runs Python, this module carries words and pictures.
import { Figure } from './figure.mjs';

const here = new URL('.', import.meta.url);
const page = location.pathname.split('/').pop().replace('.html', '');
const narrow = matchMedia('(max-width: 600px)');
const STEPS = ['', 'Python is loading: 1 of 4', 'Python is loading: 2 of 4', 'Python is loading: 3 of 4', 'The lesson begins'];

async function begin() {
  const found = [...document.querySelectorAll('figure[data-name]')];
  if (!found.length) return;
  const [lesson, python] = await Promise.all(
    [`${page}.json`, 'python.json'].map(async name => (await fetch(new URL(name, here))).json()));
  const worker = new Worker(new URL('worker.mjs', here), { type: 'module' });
  const ask = (what, more = {}) => worker.postMessage({ ask: what, ...more });
  const figures = new Map(found.map(element => [element.dataset.name, new Figure(element, ask)]));
  const every = (...words) => figures.forEach(figure => figure.waits && figure.say(...words));
  const told = {
    loading: ({ step }) => every('loading', STEPS[step]),
    frame: message => figures.get(message.name)?.show(message),
    moved: ({ name }) => figures.get(name)?.next(),
    trained: ({ name }) => figures.get(name)?.trained(),
    ran: ({ error }) => { if (error) every('error', `The lesson stopped: ${error}`); },
    ready: () => every('error', 'This figure has not been drawn.'),
    broken: ({ words }) => every('error', `This page could not start Python: ${words}. The pictures stay as they are.`),
  };
  worker.onmessage = ({ data }) => told[data.kind](data);
  worker.onerror = event => told.broken({ words: event.message || 'the worker did not start' });
  narrow.addEventListener('change', () => ask('reshape', { shape: narrow.matches ? 'tall' : 'wide' }));
  ask('start', {
    python: new URL(python.python, here).href,
    archives: python.archives.map(name => new URL(name, here).href),
    packages: lesson.packages,
    cells: lesson.cells,
    shape: narrow.matches ? 'tall' : 'wide',
  });
}

begin();
