// An exercise on the page: a place to write, Check, Start over, and the verdict under it.
import * as kept from './kept.mjs';
import { editor } from './editor.mjs';
import { fill, words } from './words.mjs';

const better = import('./codemirror.mjs').catch(() => ({ editor })); // a plain place to write until it is there

const button = (said, press) => Object.assign(document.createElement('button'), { type: 'button', textContent: said, onclick: press });

export class Exercise {
  // cell: the element of the cell to complete; verdict: where the check's cell says what it found.
  constructor({ name, stub, check }, lesson, cell, verdict, ask) {
    Object.assign(this, { name, stub, check, lesson, ask });
    const work = kept.read(lesson, name), title = check ? fill(words.exercise.answer, name) : words.exercise.free;
    const make = (by, source) => by(source, title, () => this.run(), written => this.changed(written));
    this.editor = make(editor, work.source ?? stub);
    this.press = button(check ? words.exercise.check : words.exercise.run, () => this.run());
    this.mark = Object.assign(document.createElement('span'), { className: 'live-solved' });
    const line = Object.assign(document.createElement('div'), { className: 'live-line' });
    line.append(this.press, button(words.exercise.again, () => this.restart()), this.mark);
    this.said = Object.assign(document.createElement('pre'), { className: 'live-said' });
    this.said.setAttribute('role', 'status');
    const box = Object.assign(document.createElement('div'), { className: 'live-exercise' });
    box.append(this.editor.element, line, this.said);
    cell.replaceChildren(box);
    if (verdict) verdict.remove();
    this.show(work.solved);
    better.then(({ editor: by }) => {
      const old = this.editor, held = old.element === document.activeElement;
      this.editor = make(by, old.read());
      old.element.replaceWith(this.editor.element);
      if (held) this.editor.focus();
    });
  }

  ready() {
    this.python = true;
    if (this.waiting) this.run();
  }

  never() { // Python will not come
    this.press.disabled = true;
    this.said.textContent = '';
  }

  changed(source) { kept.write(this.lesson, this.name, { source }); }

  run() {
    if (this.press.disabled) return;
    this.waiting = !this.python;
    this.said.textContent = this.waiting ? words.exercise.waiting : words.exercise.running;
    if (this.waiting) return;
    this.press.disabled = true;
    this.ask(this.check ? 'check' : 'run', { name: this.name, source: this.editor.read(), check: this.check });
  }

  checked({ said, error, passed }) {
    this.press.disabled = false;
    this.said.textContent = (said + error).trim();
    if (this.check) this.count(this.said.textContent, passed);
    this.show(kept.read(this.lesson, this.name).solved);
  }

  count(said, passed) {
    const { solved = false, tries = 0 } = kept.read(this.lesson, this.name);
    const words = said.replace(/^[✓✗] /, '').slice(0, 300);
    kept.write(this.lesson, this.name, { source: this.editor.read(), solved: solved || passed, tries: tries + 1, said: words });
  }

  restart() {
    this.editor.write(this.stub);
    kept.write(this.lesson, this.name, { source: this.stub });
    this.said.textContent = '';
  }

  show(solved) { this.mark.textContent = solved ? words.exercise.solved : ''; }
}
