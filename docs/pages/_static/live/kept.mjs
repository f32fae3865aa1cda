// What a reader wrote, solved and guessed: in this browser alone, in the form of helpers/journal.py:
// {"01": {exercises: {name: {source, solved, tries, said}}, guesses: {"2": "B"}}}
const KEY = 'gradients-through-time';

const all = () => { try { return JSON.parse(localStorage.getItem(KEY)) ?? {}; } catch { return {}; } };
const store = kept => {
  try { localStorage.setItem(KEY, JSON.stringify(kept)); } catch { /* a browser that keeps nothing: the page works on */ }
  document.dispatchEvent(new Event('kept'));
};

const part = (lesson, kind) => all()[lesson]?.[kind] ?? {};
const put = (lesson, kind, change) => {
  const kept = all();
  kept[lesson] = { exercises: {}, guesses: {}, ...kept[lesson], [kind]: { ...kept[lesson]?.[kind], ...change } };
  store(kept);
};

export const read = (lesson, exercise) => part(lesson, 'exercises')[exercise] ?? {};
export const write = (lesson, exercise, change) => put(lesson, 'exercises', { [exercise]: { ...read(lesson, exercise), ...change } });
export const guess = (lesson, number) => part(lesson, 'guesses')[number];
export const guessed = (lesson, number, letter) => put(lesson, 'guesses', { [number]: letter });
export const solved = lesson => Object.values(part(lesson, 'exercises')).filter(work => work.solved).length;
export const forget = () => { try { localStorage.removeItem(KEY); } catch { /* nothing was kept */ } document.dispatchEvent(new Event('kept')); };

export function save() {
  const file = new Blob([JSON.stringify(all(), null, 1)], { type: 'application/json' });
  const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(file), download: `${KEY}.json` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

const KINDS = { source: 'string', solved: 'boolean', tries: 'number', said: 'string' };
const dict = value => value !== null && typeof value === 'object' && !Array.isArray(value);
const fits = ({ exercises = {}, guesses = {}, ...other }) => !Object.keys(other).length
  && dict(exercises) && Object.values(exercises).every(work => dict(work) && Object.entries(work).every(([key, value]) => typeof value === KINDS[key]))
  && dict(guesses) && Object.values(guesses).every(letter => typeof letter === 'string');

export async function load(file) { // false: the file isn't one of ours, and nothing has changed
  let found;
  try { found = JSON.parse(await file.text()); } catch { return false; }
  if (!dict(found) || !Object.entries(found).every(([lesson, work]) => /^\d\d$/.test(lesson) && dict(work) && fits(work))) return false;
  store({ ...all(), ...found });
  return true;
}
