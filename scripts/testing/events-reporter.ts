// Reporter of node's own test runner inside a test file's process: one JSON line for each event that counts, then a last one.
import type { TestEvent } from 'node:test/reporters';
import { inspect } from 'node:util';
import type { ReportedEvent } from './report.ts';

/** Turns the runner's events into lines; the parent learns from the last one that nothing is missing. */
export default async function* reportEvents(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const event of source) {
    if (event.type === 'test:pass' || event.type === 'test:fail') yield `${JSON.stringify(toReported(event))}\n`;
  }
  yield `${JSON.stringify({ kind: 'end' } satisfies ReportedEvent)}\n`;
}

function toReported(event: Extract<TestEvent, { type: 'test:pass' | 'test:fail' }>): ReportedEvent {
  // The ids are given by Node 26 but not yet named by its types.
  const data = event.data as typeof event.data & { testId: number; parentId: number };
  const error = event.type === 'test:fail' ? event.data.details.error : undefined;
  const isSet = (mark: string | boolean | undefined) => mark !== undefined && mark !== false;
  return {
    kind: 'test', id: data.testId, parentId: data.parentId, name: data.name,
    isSuite: data.details.type === 'suite', durationMs: data.details.duration_ms,
    outcome: isSet(data.skip) || isSet(data.todo) ? 'skipped' : error === undefined ? 'passed' : 'failed',
    ...(error === undefined ? {} : { failureType: failureTypeOf(error), error: describeError(error) }),
  };
}

function failureTypeOf(error: Error): string {
  return 'failureType' in error ? String(error.failureType) : '';
}

/** The runner wraps what the test threw. */
function describeError(error: Error): string {
  const cause = error.cause ?? error;
  return typeof cause === 'string' ? cause : inspect(cause, { colors: false, depth: 6, maxStringLength: 4000 });
}
