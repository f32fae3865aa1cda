import { address } from './address.mjs';
import * as stage from './stage.mjs';
import { words } from './words.mjs';

const PATIENCE = 600; // milliseconds that a change waits for its picture

// One live figure: its controls tell Python, Python's pictures come back. The newest value wins.
export class Figure {
  constructor(element, ask) {
    Object.assign(this, { element, ask, name: element.dataset.name, busy: false, wanted: null, url: '', told: '' });
    this.img = element.querySelector('img');
    this.caption = element.querySelector('figcaption');
    this.state = element.querySelector('output');
    this.alarm = Object.assign(document.createElement('p'), { className: 'live-alarm', role: 'alert' });
    element.append(this.alarm);
    element.addEventListener('focusin', () => { this.caption.ariaLive = 'polite'; }, { once: true }); // not every figure speaks
    element.addEventListener('input', event => this.moved(event.target));
    element.addEventListener('change', event => this.typed(event.target));
    element.addEventListener('click', event => this.pressed(event.target));
  }

  get waits() { return ['still', 'loading'].includes(this.element.dataset.state); }

  say(state, said) {
    this.element.dataset.state = state;
    if (this.state) this.state.value = [this.told, said].filter(Boolean).join(' ');
  }

  moved({ type, name, value }) {
    if (type === 'range' && !this.waits) this.move({ [name]: Number(value) });
  }

  typed(field) {
    if (field.dataset.says) this.move({ [field.dataset.says]: field.value });
    else if (field.name && field.type !== 'range') this.move({ [field.name]: field.value });
  }

  pressed(button) {
    if (button.dataset.do === 'reset') { this.playing = null; this.wanted = null; this.ask('reset', { name: this.name }); }
    if (button.dataset.do === 'train') this.train(button);
    if (button.dataset.do === 'stage') stage.toggle(this);
    if (button.dataset.do === 'link') this.link();
    if (button.dataset.do === 'qr') stage.qr(this);
    if (button.dataset.play) this.play(button);
  }

  move(values) { // one request on its way; what comes meanwhile is gathered, newest last
    this.wanted = { ...this.wanted, ...values };
    if (!this.busy) this.send();
  }

  send() {
    this.busy = true;
    this.ask('move', { name: this.name, values: this.wanted });
    this.wanted = null;
  }

  next() {
    this.busy = false;
    if (this.wanted) this.send();
    else if (this.playing) this.playing();
  }

  play(button) {
    const slider = this.element.querySelector(`[type=range][name="${button.dataset.play}"]`);
    const stop = () => { this.playing = null; button.textContent = '▶'; };
    if (this.playing) { stop(); return; }
    button.textContent = '❚❚';
    if (slider.value === slider.max) slider.value = slider.min;
    this.playing = () => setTimeout(() => {
      if (!this.playing) return;
      slider.stepUp();
      this.move({ [slider.name]: Number(slider.value) });
      if (slider.value === slider.max) stop();
    }, 120);
    this.playing();
  }

  train(button) {
    this.training = button;
    const going = button.textContent === words.figure.stop;
    button.textContent = going ? words.figure.train : words.figure.stop;
    this.ask(going ? 'stop' : 'train', { name: this.name });
  }

  async link() {
    const link = address(this.name, this.values, this.start, stage.onStage() === this);
    history.replaceState(null, '', link);
    try { await navigator.clipboard.writeText(link); this.state.value = words.figure.copied; } catch { this.state.value = words.figure.notCopied; }
  }

  trained() { this.training.textContent = words.figure.train; }

  // Have the picture drawn in the shape that is wanted now, and put up with it what `swap` changes on the page; where
  // Python is busy or not there the picture follows.
  reshape(swap = () => {}) {
    this.late();
    this.swap = swap;
    if (this.waits || this.element.dataset.state === 'error') { this.late(); return; }
    this.ask('reshape', { shape: stage.shape(this), name: this.name });
    this.limit = setTimeout(() => this.late(), PATIENCE);
  }

  async reshaped() {
    const { swap, kept } = this;
    if (kept) await Object.assign(new Image(), { src: kept.url }).decode().catch(() => {});
    if (swap && swap === this.swap) this.late();
  }

  late() {
    clearTimeout(this.limit);
    const { swap, kept } = this;
    this.swap = this.kept = null;
    swap?.();
    if (kept) this.show(kept);
  }

  show(message) {
    message.url ??= URL.createObjectURL(new Blob([message.jpeg], { type: 'image/jpeg' }));
    if (this.swap) {
      if (this.kept) URL.revokeObjectURL(this.kept.url);
      this.kept = message;
      return false;
    }
    const { url, caption, error, values, size } = message, old = this.url;
    this.url = url;
    [this.img.width, this.img.height] = size;
    this.img.style.aspectRatio = `${size[0]}/${size[1]}`;
    this.element.style.maxWidth = `${size[0]}px`;
    this.element.querySelector('source')?.remove(); // the still picture for a phone
    this.img.src = this.url;
    this.img.alt = caption;
    if (old) this.img.decode().catch(() => {}).finally(() => URL.revokeObjectURL(old));
    this.caption.innerHTML = '<b></b> ';
    this.caption.firstChild.textContent = `${this.name}.`;
    this.caption.append(caption);
    this.alarm.textContent = error;
    stage.fit(this);
    this.put(values);
    this.values = values;
    if (!this.waits) return false;
    this.start = values;
    this.wake();
    return true;
  }

  put(values) { // the controls follow, but not the one that a hand holds
    for (const [key, value] of Object.entries(values)) {
      const field = this.element.querySelector(`[data-says="${key}"]`), control = this.element.querySelector(`[name="${key}"]`);
      if (field && field !== document.activeElement) field.value = value;
      const held = control === document.activeElement && (this.busy || this.wanted);
      if (control && !held) control.value = value;
      if (control?.type === 'range') control.setAttribute('aria-valuetext', value);
    }
  }

  wake() {
    this.say('live', '');
    if (this.state) this.state.ariaLive = 'polite';
    this.element.querySelectorAll(':disabled').forEach(control => { control.disabled = false; });
    if (stage.onStage() === this) this.reshape();
  }
}
