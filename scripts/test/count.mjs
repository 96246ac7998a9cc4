import { existsSync, readFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

/** @type {Count} */
const none = { passed: 0, failed: 0, skipped: 0 };

/** @param {Count[]} counts */
export function sum(counts) {
  return counts.reduce(
    (a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }),
    none,
  );
}

/** @param {Count} count */
export function describe({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/**
 * Reads what vitest's JSON reporter wrote.
 * @param {string} file
 * @param {number} status the runner's exit status
 */
export function readVitest(file, status) {
  return counted(file, status, (report) => ({
    passed: number(report['numPassedTests']),
    failed: number(report['numFailedTests']),
    skipped: number(report['numPendingTests']) + number(report['numTodoTests']),
  }));
}

/**
 * Reads what Playwright's JSON reporter wrote.
 * @param {string} file
 * @param {number} status the runner's exit status
 */
export function readPlaywright(file, status) {
  return counted(file, status, (report) => {
    const stats = /** @type {Record<string, unknown>} */ (report['stats'] ?? {});
    return {
      passed: number(stats['expected']),
      failed: number(stats['unexpected']) + number(stats['flaky']),
      skipped: number(stats['skipped']),
    };
  });
}

/**
 * @param {string} file
 * @param {number} status
 * @param {(report: Record<string, unknown>) => Count} read
 * @returns {Count}
 */
function counted(file, status, read) {
  const count = read(parse(file));
  // A file that does not load, a hook or an unhandled error fails the run without failing a test.
  const isUncounted = status !== 0 && count.failed === 0;
  return isUncounted ? { ...count, failed: 1 } : count;
}

/**
 * @param {string} file
 * @returns {Record<string, unknown>} empty when the runner ended before it wrote one
 */
function parse(file) {
  if (!existsSync(file)) return {};
  /** @type {unknown} */
  const report = JSON.parse(readFileSync(file, 'utf8'));
  return /** @type {Record<string, unknown>} */ (report);
}

/** @param {unknown} value */
function number(value) {
  return typeof value === 'number' ? value : 0;
}
