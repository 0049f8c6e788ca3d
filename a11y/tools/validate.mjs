// Reads file names from standard input, one a line, validates each with the
// rules beside this file and prints what is wrong as JSON. The program's own
// command line needs a newer Node than Debian machines have.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { HtmlValidate, StaticConfigLoader } from 'html-validate';

const config = JSON.parse(readFileSync(fileURLToPath(new URL('htmlvalidate.json', import.meta.url)), 'utf8'));
const validator = new HtmlValidate(new StaticConfigLoader(config));
const found = [];
for (const file of readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
  const report = await validator.validateString(readFileSync(file, 'utf8'), file);
  for (const result of report.results) {
    for (const m of result.messages) found.push({ file, line: m.line, column: m.column, rule: m.ruleId, message: m.message });
  }
}
process.stdout.write(JSON.stringify(found));
