// The stream on the front page: one picture of a sheet drawn in advance, chosen by its slider, until Python is there
// and somebody touches it; then it is a live figure like every other. It sways until it is touched.
export async function hero() {
  const figure = document.querySelector('.hero');
  if (!figure) return;
  const view = figure.querySelector('.hero-view'), sheet = figure.querySelector('.hero-sheet');
  const slider = figure.querySelector('[type=range]'), says = figure.querySelector(`[data-says=${slider.name}]`);
  const image = figure.querySelector('img'), caption = figure.querySelector('figcaption');
  const base = new URL('../', import.meta.url);
  const told = await (await fetch(new URL('hero.json', base))).json();
  const last = told.words.length - 1, narrow = matchMedia('(max-width: 600px)');
  const [low, high] = [Number(slider.min), Number(slider.max)], rows = Math.ceil(told.words.length / told.columns);
  let swaying = !matchMedia('(prefers-reduced-motion: reduce)').matches, at = slider.value, live = false;

  const show = share => { // the picture of that share
    at = share;
    const number = Math.round(last * (share - low) / (high - low));
    const column = number % told.columns, row = Math.floor(number / told.columns);
    sheet.style.backgroundPosition = `${100 * column / (told.columns - 1)}% ${100 * row / (rows - 1)}%`;
    slider.value = at;
    says.value = slider.value;
    slider.setAttribute('aria-valuetext', slider.value);
    caption.lastChild.data = ` ${told.words[number]}`;
    image.alt = told.words[number];
  };
  const dress = async () => {
    const picture = Object.assign(new Image(), { src: new URL(`hero_${narrow.matches ? 'tall' : 'wide'}.png`, base) });
    await picture.decode();
    sheet.style.backgroundImage = `url(${picture.src})`;
    sheet.style.backgroundSize = `${100 * told.columns}% ${100 * rows}%`;
    sheet.hidden = live && !swaying;
  };
  const over = () => { // Python draws from here on; the sheet and its words stay until the picture asked for is there
    const first = image.src; // with the share of the start
    show(at);
    image.addEventListener('load', function drawn() {
      if (image.src === first) return;
      image.removeEventListener('load', drawn);
      sheet.hidden = true;
    });
    slider.dispatchEvent(new Event('input', { bubbles: true }));
  };
  const touched = () => {
    if (!swaying) return;
    swaying = false;
    if (live) over();
  };
  const sway = now => {
    if (!swaying) return;
    show(low + (high - low) * (0.5 - 0.5 * Math.cos(now / 2500)));
    requestAnimationFrame(sway);
  };
  const drag = event => {
    if (event.type === 'pointermove' && !event.buttons) return;
    const box = view.getBoundingClientRect();
    slider.value = low + (high - low) * Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    slider.dispatchEvent(new Event('input', { bubbles: true }));
  };

  await dress();
  show(at);
  slider.disabled = false;
  narrow.addEventListener('change', dress);
  figure.addEventListener('input', event => { if (event.target === slider && !live) show(slider.value); }, true);
  for (const kind of ['pointerdown', 'focusin']) figure.addEventListener(kind, touched);
  document.addEventListener('keydown', touched);
  for (const kind of ['pointerdown', 'pointermove']) view.addEventListener(kind, drag);
  new MutationObserver((_, watch) => {
    if (figure.dataset.state !== 'live') return;
    live = true;
    watch.disconnect();
    if (!swaying) over();
  }).observe(figure, { attributeFilter: ['data-state'] });
  requestAnimationFrame(sway);
}
