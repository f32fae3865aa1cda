// Python in a thread of its own: runs a lesson's cells in order and moves its figures.
let lesson = null;
const tell = (message, transfer = []) => self.postMessage(message, transfer);

const post = (words, jpeg) => { // called by Python; the bytes of a picture change hands, they are not copied again
  const message = JSON.parse(words);
  if (jpeg) message.jpeg = jpeg;
  tell(message, jpeg ? [jpeg.buffer] : []);
};

async function start({ python, archives, packages, cells, shape }) {
  tell({ kind: 'loading', step: 1 });
  const { loadPyodide } = await import(`${python}pyodide.mjs`);
  const pyodide = await loadPyodide({ indexURL: python });
  tell({ kind: 'loading', step: 2 });
  await pyodide.loadPackage(['numpy', 'matplotlib', 'pillow', ...packages], { messageCallback: () => {} });
  tell({ kind: 'loading', step: 3 });
  for (const archive of archives) pyodide.unpackArchive(await (await fetch(archive)).arrayBuffer(), 'zip');
  tell({ kind: 'loading', step: 4 });
  lesson = pyodide.pyimport('helpers.page.browser').start(post, shape);
  next(cells, 0);
}

function next(cells, number) { // a cell at a time: what a reader moves meanwhile comes in between
  if (number === cells.length) { tell({ kind: 'ready' }); return; }
  const [said, error] = lesson.run(cells[number]);
  tell({ kind: 'ran', number, said, error });
  setTimeout(() => { turn = turn.then(() => next(cells, error ? cells.length : number + 1)); });
}

const asks = {
  start,
  move: ({ name, values }) => { lesson.move(name, JSON.stringify(values)); tell({ kind: 'moved', name }); },
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
