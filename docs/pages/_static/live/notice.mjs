// What happens to the page as a whole: said once, not by every figure.
import { fill, words } from './words.mjs';

const add = more => document.body.appendChild(Object.assign(document.createElement('div'), more));
let said = null;

// For those who listen: how far Python has come.
export function progress(now) {
  said ??= add({ className: 'live-heard', role: 'status' });
  if (said.textContent !== now) said.textContent = now;
}

// For all: why nothing moves.
export function without(why) {
  if (document.querySelector('.live-notice')) return;
  document.documentElement.classList.add('live-without');
  const bar = add({ className: 'live-notice', role: 'alert' });
  const close = Object.assign(document.createElement('button'), { type: 'button', textContent: words.notice.close, onclick: () => bar.remove() });
  bar.append(fill(words.notice.without, why), close);
}

// What is missing for Python to run at all, in words; '' if nothing is.
export function missing() {
  if (typeof Worker === 'undefined') return words.notice.noWorkers;
  if (typeof WebAssembly === 'undefined') return words.notice.noAssembly;
  return '';
}

export const reason = error => (/fetch|import|load/i.test(error) ? words.notice.notFetched : error);
