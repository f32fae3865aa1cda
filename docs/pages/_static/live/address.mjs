// A figure and its setting in the address: #figure-1.1?a=2&T=30, or #stage-1.1?... for the whole window.
export function parse(hash) {
  const found = /^#(figure|stage)-([^?]+)(?:\?(.*))?$/.exec(decodeURIComponent(hash));
  const name = found && document.getElementById(`figure-${found[2]}`)?.dataset.name;
  return name && { stage: found[1] === 'stage', name, values: Object.fromEntries(new URLSearchParams(found[3])) };
}

export function address(name, values, start, stage = false) {
  const changed = Object.entries(values).filter(([key, value]) => value !== start[key]);
  const setting = new URLSearchParams(changed).toString();
  const page = location.href.split('#')[0];
  const { id } = document.querySelector(`figure[data-name="${CSS.escape(name)}"]`);
  return `${page}#${stage ? id.replace('figure', 'stage') : id}${setting && `?${setting}`}`;
}
