// The stream on the front page: one of the pictures in a sheet, chosen by a slider. It sways until it is touched.
document.addEventListener('DOMContentLoaded', async () => {
  const hero = document.querySelector('.hero');
  if (!hero) return;
  const view = hero.querySelector('.hero-view'), slider = hero.querySelector('input');
  const base = new URL('_static/', document.baseURI);
  const told = await (await fetch(new URL('hero.json', base))).json();
  const last = told.words.length - 1, narrow = matchMedia('(max-width: 600px)');

  const dress = () => {
    const shape = narrow.matches ? 'tall' : 'wide';
    const rows = Math.ceil(told.words.length / told.columns);
    view.className = `hero-view hero-${shape}`;
    view.style.backgroundImage = `url(${new URL(`hero_${shape}.png`, base)})`;
    view.style.backgroundSize = `${100 * told.columns}% ${100 * rows}%`;
    show(+slider.value);
  };
  const show = number => {
    const rows = Math.ceil(told.words.length / told.columns);
    const column = number % told.columns, row = Math.floor(number / told.columns);
    view.style.backgroundPosition = `${100 * column / (told.columns - 1)}% ${100 * row / (rows - 1)}%`;
    view.setAttribute('aria-label', told.words[number]);
    slider.setAttribute('aria-valuetext', told.words[number]);
    slider.value = number;
  };

  let swaying = !matchMedia('(prefers-reduced-motion: reduce)').matches;
  const touched = () => { swaying = false; };
  const sway = now => {
    if (!swaying) return;
    show(Math.round(last * (0.5 - 0.5 * Math.cos(now / 2500))));
    requestAnimationFrame(sway);
  };
  slider.addEventListener('input', () => { touched(); show(+slider.value); });
  slider.addEventListener('pointerdown', touched);
  slider.addEventListener('focus', touched);
  const drag = event => {
    if (event.type === 'pointermove' && !event.buttons) return;
    touched();
    const box = view.getBoundingClientRect();
    show(Math.round(last * Math.min(1, Math.max(0, (event.clientX - box.left) / box.width))));
  };
  view.addEventListener('pointerdown', drag);
  view.addEventListener('pointermove', drag);
  slider.max = last;
  slider.disabled = false;
  slider.value = told.survives;
  narrow.addEventListener('change', dress);
  dress();
  requestAnimationFrame(sway);
});
