// What one test file did, counted by its leaves: a test with tests inside counts only through them.

export type ReportedTest = {
  kind: 'test'; id: number; parentId: number; name: string; isSuite: boolean; durationMs: number;
  outcome: 'passed' | 'failed' | 'skipped';
  failureType?: string; error?: string;
};
export type ReportedEvent = ReportedTest | { kind: 'end' };

export type Failure = { title: string; error: string };
export type FileResult = { file: string; passed: number; skipped: number; failures: Failure[]; durationMs: number; output: string };

/** Counts the events of a file. `trouble` is what went wrong with the process itself, if anything did. */
export function summarize(file: string, events: ReportedEvent[], trouble: string | null, durationMs: number, output: string): FileResult {
  const tests = events.filter((event) => event.kind === 'test');
  const byId = new Map(tests.map((test) => [test.id, test]));
  const parents = new Set(tests.map((test) => test.parentId));
  const result: FileResult = { file, passed: 0, skipped: 0, failures: [], durationMs, output };
  for (const test of tests) {
    const isLeaf = !test.isSuite && !parents.has(test.id);
    if (test.outcome === 'failed') {
      if (isLeaf || test.failureType !== 'subtestsFailed') result.failures.push({ title: titleOf(test, byId), error: test.error ?? '' });
    } else if (isLeaf || (test.outcome === 'skipped' && !parents.has(test.id))) {
      result[test.outcome] += 1;
    }
  }
  if (trouble !== null) result.failures.push({ title: 'the file as a whole', error: trouble });
  return result;
}

function titleOf(test: ReportedTest, byId: Map<number, ReportedTest>): string {
  // A hook of the file itself that fails is told of as its own parent.
  const parent = test.parentId === test.id ? undefined : byId.get(test.parentId);
  return parent === undefined ? test.name : `${titleOf(parent, byId)} › ${test.name}`;
}

/** Prints a line for the file, then its failures in full and what it had written. */
export function printFile(result: FileResult): void {
  const { file, passed, skipped, failures, durationMs, output } = result;
  const counts = [`${passed} passed`, ...(failures.length > 0 ? [`${failures.length} failed`] : []), ...(skipped > 0 ? [`${skipped} skipped`] : [])];
  console.log(`${failures.length === 0 ? 'ok    ' : 'FAILED'} ${file}: ${counts.join(', ')} (${(durationMs / 1000).toFixed(1)} s)`);
  for (const { title, error } of failures) console.log(`\n  ✖ ${title}\n${indent(error)}\n`);
  if (failures.length > 0 && output.trim() !== '') console.log(`  It had written:\n${indent(output.trimEnd())}\n`);
}

function indent(text: string): string {
  return text.split('\n').map((line) => `    ${line}`).join('\n');
}
