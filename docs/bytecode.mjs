// node bytecode.mjs PYODIDE FOLDER IMPORT ...: see bytecode.py.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [pyodide, folder, ...imports] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(pyodide, 'pyodide.mjs')));
const packages = Object.keys(JSON.parse(readFileSync(join(pyodide, 'pyodide-lock.json'))).packages);
const python = await loadPyodide({ indexURL: pyodide, packages: imports.length ? packages : [] });
const archives = folder === pyodide || !imports.length ? [] : readdirSync(folder).filter(name => /\.(whl|zip)$/.test(name));
for (const name of archives) python.unpackArchive(new Uint8Array(readFileSync(join(folder, name))), 'zip');
python.mountNodeFS('/docs', import.meta.dirname);
python.mountNodeFS('/archives', folder);
python.globals.set('imports', imports);
python.runPython(`
import sys, warnings
warnings.simplefilter("ignore")  # of other people's code
sys.path.append("/docs")
import bytecode
bytecode.compile_archives("/archives", imports.to_py())
`);
