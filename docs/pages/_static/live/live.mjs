// Makes a lesson's page live: a worker runs Python, this module carries words and pictures between it and the page.
import { parse } from './address.mjs';
import { Exercise } from './exercise.mjs';
import { Figure } from './figure.mjs';
import { guess } from './guess.mjs';
import { hero } from './hero.mjs';
import { marks, work } from './marks.mjs';
import * as deck from './deck.mjs';
import { missing, progress, reason, without } from './notice.mjs';
import * as stage from './stage.mjs';
import { fill, words } from './words.mjs';

const here = new URL('.', import.meta.url);
const page = location.pathname.split('/').pop().replace('.html', '') || 'index';
const number = page.slice(0, 2); // of the lesson
const FREE = { name: 'something', stub: '', check: '' };

async function begin() {
  const found = [...document.querySelectorAll('figure[data-name]')];
  marks();
  if (!found.length) return;
  hero();
  const lacks = missing();
  const [lesson, { worker, failed }] = await Promise.all([
    fetch(new URL(`${page}.json`, here)).then(answer => answer.json()), import('./early.mjs')]);
  const ask = (what, more = {}) => worker?.postMessage({ ask: what, ...more });
  const figures = new Map(found.map(element => [element.dataset.name, new Figure(element, ask)]));
  const exercises = new Map(places(lesson.exercises).map(made => [made[0].name, new Exercise(...made, ask)]));
  const asked = document.querySelectorAll('.live-prediction');
  lesson.predictions.forEach((told, i) => { if (figures.has(told.figure)) figures.get(told.figure).prediction = { ...told, text: asked[i] }; });
  lesson.predictions.forEach(({ options }, i) => guess(asked[i], number, String(i + 1), options));
  const every = (...said) => figures.forEach(figure => figure.waits && figure.say(...said));

  const told = {
    loading: ({ step }) => { every('loading', words.lesson.steps[step]); progress(words.lesson.steps[step]); },
    frame: message => { if (figures.get(message.name)?.show(message)) open(message.name); },
    reshaped: ({ name }) => figures.get(name)?.reshaped(),
    moved: ({ name }) => figures.get(name)?.next(),
    trained: ({ name }) => figures.get(name)?.trained(),
    ran: ({ error }) => { if (error) every('error', fill(words.lesson.stopped, error)); },
    ready: () => {
      every('error', words.lesson.notDrawn);
      progress(words.lesson.moves);
      exercises.forEach(exercise => exercise.ready());
      document.body.dataset.python = 'ready';
    },
    checked: message => exercises.get(message.name).checked(message),
    broken: ({ words: said }) => {
      every('error', '');
      exercises.forEach(exercise => exercise.never());
      without(reason(said));
    },
  };
  if (lacks) { told.broken({ words: lacks }); return; }
  worker.onmessage = ({ data }) => told[data.kind](data);
  failed.then(event => told.broken({ words: event.message || words.lesson.noThread }));
  stage.onTurn(() => { ask('reshape', { shape: stage.shape() }); stage.onStage()?.reshape(); });

  const open = (only = null) => { // what the address says, once for each figure that is there
    const wanted = parse(location.hash), figure = wanted && figures.get(wanted.name);
    if (!figure || (only && only !== wanted.name)) return;
    if (!only) figure.element.scrollIntoView();
    if (wanted.stage && stage.onStage() !== figure) stage.enter(figure);
    if (!figure.waits && Object.keys(wanted.values).length) figure.move(wanted.values);
  };
  addEventListener('hashchange', () => open());
  addEventListener('keydown', event => {
    const key = event.key.toLowerCase();
    if (key === 'escape') stage.leave(); // a dialog doesn't hear it wherever the focus is
    if (!['f', 'l'].includes(key) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches('textarea, select, input:not([type=range]), [contenteditable=true]')) return;
    const held = figures.get(event.target.closest('figure')?.dataset.name);
    const figure = stage.onStage() ?? (held && inSight(held) ? held : nearest(figures));
    if (key === 'f' && figure) stage.toggle(figure);
    if (key === 'l' && stage.onStage()) figure.state.value = deck.back();
  });
  open();
  const { packages, cells } = lesson;
  ask('start', { packages, cells, shape: stage.shape() });
}

// [what an exercise is, the lesson, the cell to write in, the cell of its check], and a cell to try something in.
function places(exercises) {
  if (!exercises.length) return [];
  const cells = [...document.querySelectorAll('.tag_live-editor')], checks = [...document.querySelectorAll('.tag_live-check')];
  const checked = exercises.map(({ check }, i) => check && exercises.slice(0, i).filter(e => e.check).length);
  const made = exercises.map((exercise, i) => [exercise, number, cells[i], exercise.check ? checks[checked[i]] : null]);
  const last = document.querySelector('.bd-article');
  const free = Object.assign(document.createElement('section'), { innerHTML: `<h2>${words.exercise.free}</h2><p>${words.exercise.freeHelp}</p><div></div>` });
  last.append(free);
  const place = free.lastElementChild;
  work(free);
  return [...made, [FREE, number, place, null]];
}

const box = ({ element }) => element.getBoundingClientRect();
const inSight = figure => box(figure).bottom > 0 && box(figure).top < innerHeight;

// The figure in sight that is nearest to the middle of the window; perhaps none.
function nearest(figures) {
  const off = figure => Math.abs((box(figure).top + box(figure).bottom) / 2 - innerHeight / 2);
  return [...figures.values()].filter(inSight).sort((a, b) => off(a) - off(b))[0];
}

begin();
