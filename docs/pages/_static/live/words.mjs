// What the live pages say, in one place: a second language begins here. {} is filled in by `fill`. The object is JSON:
// docs/alive.py reads it for what stands on a page before any script runs.
export const fill = (words, value) => words.replace('{}', () => value);

export const words = {
  "figure": {
    "reset": "Reset",
    "more": "More controls",
    "play": "Play {}",
    "train": "Train here",
    "stop": "Stop",
    "link": "Copy link",
    "copied": "The link is copied.",
    "notCopied": "The link stands in the address line.",
    "stage": "Fill the window",
    "qr": "QR",
    "report": "Report",
    "reportHelp": "Report a mistake in this figure"
  },
  "stage": {
    "back": "Back",
    "whole": "Whole caption",
    "qr": "QR code of {}",
    "count": "Count a hand for {}",
    "show": "Show the figure",
    "hands": "Hands: {}. ",
    "right": "Right: {}.",
    "why": "Why?",
    "slide": "Slide (L)",
    "noSlide": "No slide led here: L on a slide with a figure opens its stage, and on that stage leads back."
  },
  "exercise": {
    "answer": "Your answer: {}",
    "free": "Try something",
    "freeHelp": "Everything this lesson has defined is at hand.",
    "check": "Check",
    "run": "Run",
    "again": "Start over",
    "waiting": "Waiting for the lesson above …",
    "running": "Running …",
    "solved": "✓ solved"
  },
  "guess": {
    "yours": "Your guess:",
    "mine": "My guess is {}",
    "kept": "{} is kept. Now look."
  },
  "work": {
    "solved": ", {} solved",
    "save": "Save my work to a file",
    "load": "Load it",
    "forget": "Delete it here",
    "foreign": "This file holds no work of this course; nothing has changed.",
    "stays": "What you write, solve and guess stays in this browser and goes nowhere else."
  },
  "lesson": {
    "steps": [
      "",
      "Python is loading: 1 of 4",
      "Python is loading: 2 of 4",
      "Python is loading: 3 of 4",
      "Waiting for the code above"
    ],
    "stopped": "The lesson stopped: {}",
    "notDrawn": "This figure has not been drawn.",
    "moves": "The figures move now.",
    "noThread": "its thread did not start"
  },
  "notice": {
    "close": "Close",
    "without": "Python does not run in this browser ({}), so the pictures stand still and nothing is checked.",
    "noWorkers": "it has no threads for pages, “workers”",
    "noAssembly": "it has no WebAssembly",
    "notFetched": "its parts could not be fetched"
  },
  "report": {
    "begin": "What is wrong?",
    "lines": [
      "Page",
      "Figure",
      "Setting",
      "It says",
      "Error",
      "Address",
      "Version",
      "Browser"
    ],
    "how": "Say what is wrong, then copy this text and send it to whoever gave you this course. Nothing is sent from here.",
    "copy": "Copy",
    "close": "Close",
    "title": "Report a mistake",
    "copied": "Copied.",
    "marked": "The text is marked: copy it with Ctrl+C."
  }
};
