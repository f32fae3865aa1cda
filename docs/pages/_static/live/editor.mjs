// A place to write Python: four spaces for Tab, the next line as deep as the last, Ctrl+Enter runs. Escape, then Tab
// leads on, so that the keyboard is never caught.
export function editor(source, label, run, changed) {
  const element = Object.assign(document.createElement('textarea'), { value: source, spellcheck: false, className: 'live-editor' });
  element.setAttribute('aria-label', label);
  const fit = () => { element.rows = Math.max(3, element.value.split('\n').length + 1); };
  let leaving = false;
  const put = text => { element.setRangeText(text, element.selectionStart, element.selectionEnd, 'end'); tell(); };
  const tell = () => { fit(); changed(element.value); };
  element.addEventListener('input', tell);
  element.addEventListener('blur', () => { leaving = false; });
  element.addEventListener('keydown', event => {
    const before = element.value.slice(0, element.selectionStart), line = before.slice(before.lastIndexOf('\n') + 1);
    if (event.key === 'Escape') leaving = true;
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); run(); }
    else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      put(`\n${line.match(/^ */)[0]}${line.trimEnd().endsWith(':') ? '    ' : ''}`);
    } else if (event.key === 'Tab' && !event.shiftKey && !leaving) { event.preventDefault(); put('    '); }
    else leaving = false;
  });
  fit();
  return { element, read: () => element.value, write: text => { element.value = text; fit(); }, focus: () => element.focus() };
}
