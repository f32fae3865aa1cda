// Python starts while the page is still being read: it has the longest way.
export const worker = new Worker(new URL('worker.mjs', import.meta.url), { type: 'module' });
export const failed = new Promise(done => { worker.onerror = done; });
