// Python starts while the page is still being read: it has the longest way.
import { missing } from './notice.mjs';

export const worker = missing() ? null : new Worker(new URL('worker.mjs', import.meta.url), { type: 'module' });
export const failed = new Promise(done => { if (worker) worker.onerror = done; });
