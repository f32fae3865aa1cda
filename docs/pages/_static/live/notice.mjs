// What happens to the page as a whole: said once, not by every figure.
const add = more => document.body.appendChild(Object.assign(document.createElement('div'), more));
let said = null;

// For those who listen: how far Python has come.
export function progress(words) {
  said ??= add({ className: 'live-heard', role: 'status' });
  if (said.textContent !== words) said.textContent = words;
}

// For all: why nothing moves.
export function without(why) {
  if (document.querySelector('.live-notice')) return;
  document.documentElement.classList.add('live-without');
  const bar = add({ className: 'live-notice', role: 'alert' });
  const close = Object.assign(document.createElement('button'), { type: 'button', textContent: 'Close', onclick: () => bar.remove() });
  bar.append(`Python does not run in this browser (${why}), so the pictures stand still and nothing is checked.`, close);
}

// What is missing for Python to run at all, in words; '' if nothing is.
export function missing() {
  if (typeof Worker === 'undefined') return 'it has no threads for pages, “workers”';
  if (typeof WebAssembly === 'undefined') return 'it has no WebAssembly';
  return '';
}

export const reason = error => (/fetch|import|load/i.test(error) ? 'its parts could not be fetched' : error);
