// Python in a thread of its own: runs a lesson's cells in order and moves its figures.
let lesson = null, step = 1, listening = false, warm = () => {}, moved = -Infinity;
const QUIET = 300; // milliseconds after a move in which no other cell begins
const tell = (message, transfer = []) => self.postMessage(message, transfer);

const post = (words, jpeg) => { // called by Python; the bytes of a picture change hands, they are not copied again
  const message = JSON.parse(words);
  if (jpeg) message.jpeg = jpeg;
  tell(message, jpeg ? [jpeg.buffer] : []);
  warm();
};

const at = name => new URL(name, import.meta.url).href;
const reach = number => { step = number; if (listening) tell({ kind: 'loading', step }); };
const loading = load(); // before anybody asks: the page isn't read to its end yet
loading.catch(() => {}); // who asks is told

async function load() {
  const { python, archives } = await (await fetch(at('python.json'))).json();
  const fetched = archives.map(async name => (await fetch(at(name))).arrayBuffer());
  const { loadPyodide } = await import(`${at(python)}pyodide.mjs`);
  reach(2);
  const pyodide = await loadPyodide({ indexURL: at(python), packages: ['numpy', 'matplotlib', 'pillow'] });
  reach(3);
  for (const archive of fetched) pyodide.unpackArchive(await archive, 'zip');
  return { pyodide, base: at(python) };
}

async function start({ packages, cells, shape }) {
  listening = true;
  reach(step);
  const { pyodide, base } = await loading;
  reach(4);
  const files = name => { // of a package and what it needs
    const { file_name, depends } = pyodide.lockfile.packages[name];
    return [new URL(file_name, base).href, ...depends.flatMap(files)];
  };
  warm = () => { warm = () => {}; packages.flatMap(files).forEach(url => fetch(url).then(answer => answer.arrayBuffer()).catch(() => {})); };
  const bring = name => { // in the midst of a cell, so at once
    for (const url of files(name)) {
      const request = new XMLHttpRequest();
      request.open('GET', url, false);
      request.responseType = 'arraybuffer';
      request.send();
      pyodide.unpackArchive(request.response, 'wheel');
    }
  };
  lesson = pyodide.pyimport('helpers.page.browser').start(post, shape, bring);
  next(cells, 0);
}

function next(cells, number) { // a cell at a time: what a reader moves meanwhile comes in between
  if (number === cells.length) { tell({ kind: 'ready' }); return; }
  const [said, error] = lesson.run(cells[number]);
  tell({ kind: 'ran', number, said, error });
  later(cells, error ? cells.length : number + 1);
}

function later(cells, number) { // a hand that moves something goes first
  const wait = moved + QUIET - performance.now();
  setTimeout(() => {
    if (moved + QUIET > performance.now()) later(cells, number);
    else turn = turn.then(() => next(cells, number));
  }, Math.max(0, wait));
}

const asks = {
  start,
  move: ({ name, values }) => { lesson.move(name, JSON.stringify(values)); moved = performance.now(); tell({ kind: 'moved', name }); },
  reset: ({ name }) => { lesson.reset(name); tell({ kind: 'moved', name }); },
  check: ({ name, source, check }) => {
    const [said, error, passed] = lesson.check(source, check);
    tell({ kind: 'checked', name, said, error, passed });
  },
  run: ({ name, source }) => {
    const [said, error] = lesson.run(source);
    tell({ kind: 'checked', name, said, error, passed: false });
  },
  reshape: ({ shape, name }) => {
    if (name) lesson.reshape(shape, name); else lesson.reshape(shape);
    tell({ kind: 'reshaped', name });
  },
  train: ({ name }) => lesson.train(name),
  stop: ({ name }) => lesson.stop(name),
};

let turn = Promise.resolve();
self.onmessage = ({ data }) => { // one thing after the other, but a training listens while it runs
  if (data.ask === 'train') { turn.then(() => asks.train(data)); return; }
  turn = turn.then(() => asks[data.ask](data)).catch(error => tell({ kind: 'broken', words: String(error) }));
};
