// The way back from the stage to the slide that led to it. The deck has left it in this tab: {slide, stage}, addresses.
import { words } from './words.mjs';

function led() {
  try { return JSON.parse(sessionStorage.getItem('deck')); } catch { return null; }
}

export const ledTo = address => led()?.stage === address;

// A link for the stage; none where no deck led here.
export function links() {
  const found = led();
  return found ? [Object.assign(document.createElement('a'), { className: 'live-deck', href: found.slide, textContent: words.stage.slide })] : [];
}

// Key L on the stage; what is to be said where no deck led here.
export function back() {
  const found = led();
  if (found) location.assign(found.slide);
  return found ? '' : words.stage.noSlide;
}
