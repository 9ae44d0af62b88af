// Sums vitest's JSON reports. Usage: node .ci/count.js <folder> <tier>...
// Prints `N passed, N failed, N skipped` and exits 0 only if every tier ran tests and all passed.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, ...tiers] = process.argv.slice(2);
const total = { passed: 0, failed: 0, skipped: 0 };
let complete = true;

for (const tier of tiers) {
  const path = join(folder, `${tier}.json`);
  if (!existsSync(path)) {
    console.log(`${tier}: no report`);
    complete = false;
    continue;
  }
  const report = JSON.parse(readFileSync(path, 'utf8'));
  // A file that does not load has no tests to count, so it counts as one failure.
  const unloaded = report.testResults.filter(
    (file) =>
      file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  );
  const skipped = report.numPendingTests + report.numTodoTests;
  if (report.numPassedTests === 0) {
    console.log(`${tier}: no test passed`);
    complete = false;
  }
  if (!report.success) complete = false;
  total.passed += report.numPassedTests;
  total.failed += report.numFailedTests + unloaded.length;
  total.skipped += skipped;
}

console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = complete && total.failed === 0 && total.skipped === 0 ? 0 : 1;
