// The way back from the stage to the slide that led to it. The deck has left it in this tab: {slide, stage}, addresses.
function led() {
  try { return JSON.parse(sessionStorage.getItem('deck')); } catch { return null; }
}

export const ledTo = address => led()?.stage === address;

// A link for the stage; none where no deck led here.
export function links() {
  const found = led();
  return found ? [Object.assign(document.createElement('a'), { className: 'live-deck', href: found.slide, textContent: 'Slide (L)' })] : [];
}

// Key L on the stage; what is to be said where no deck led here.
export function back() {
  const found = led();
  if (found) location.assign(found.slide);
  return found ? '' : 'No slide led here: L on a slide with a figure opens its stage, and on that stage leads back.';
}
