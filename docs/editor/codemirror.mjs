// The same editor as live/editor.mjs, made of CodeMirror: colours, brackets, undo. Escape, then Tab leads on.
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { python } from '@codemirror/lang-python';
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { tags } from '@lezer/highlight';

// The page's own colours for code, light and dark: they are the theme's variables.
const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword], class: 'live-keyword' },
  { tag: [tags.string, tags.special(tags.string)], class: 'live-string' },
  { tag: [tags.number, tags.bool, tags.null], class: 'live-number' },
  { tag: tags.comment, class: 'live-comment' },
  { tag: tags.function(tags.definition(tags.variableName)), class: 'live-name' },
]);

export function editor(source, label, run, changed) {
  const element = document.createElement('div');
  element.className = 'live-editor';
  const make = text => EditorState.create({
    doc: text,
    extensions: [
      keymap.of([{ key: 'Mod-Enter', run: () => { run(); return true; } }, ...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, indentWithTab]),
      history(), bracketMatching(), closeBrackets(), indentOnInput(), indentUnit.of('    '), python(), syntaxHighlighting(colours),
      EditorView.lineWrapping, EditorView.contentAttributes.of({ 'aria-label': label }),
      EditorView.updateListener.of(update => { if (update.docChanged) changed(update.state.doc.toString()); }),
    ],
  });
  const view = new EditorView({ state: make(source), parent: element });
  return { element, read: () => view.state.doc.toString(), write: text => view.setState(make(text)), focus: () => view.focus() };
}
