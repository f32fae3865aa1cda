// The stage: one figure fills the window, for a projector. Escape leads back to the same place.
import { address } from './address.mjs';

let shown = null, back = 0;

export const onStage = () => shown;

export function enter(figure) {
  if (shown) leave();
  [shown, back] = [figure, scrollY];
  figure.element.classList.add('live-stage');
  document.documentElement.classList.add('live-staged');
  figure.element.querySelector('[data-do="stage"]').textContent = 'Back';
  figure.element.querySelector('input, select, button')?.focus({ preventScroll: true });
}

export function leave() {
  if (!shown) return;
  shown.element.classList.remove('live-stage');
  document.documentElement.classList.remove('live-staged');
  const button = shown.element.querySelector('[data-do="stage"]');
  button.textContent = 'Fill the window';
  history.replaceState(null, '', address(shown.name, {}, {}));
  scrollTo(0, back);
  button.focus({ preventScroll: true });
  shown = null;
}

export const toggle = figure => (shown === figure ? leave() : enter(figure));
