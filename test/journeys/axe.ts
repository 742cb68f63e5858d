// axe-core in a page: what would hinder somebody who reads, sees or moves differently.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame, Page } from 'playwright-core';

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
interface Result { passes: number; violations: { id: string; impact: string; nodes: { target: string[]; failureSummary: string }[] }[] }

/** Runs axe as the browser's own tools would, so that the page's policy does not stop it; lists what is wrong. */
export async function violations(page: Page | Frame, where: string): Promise<string[]> {
  if (!(await page.evaluate<boolean>(`'axe' in globalThis`))) await page.evaluate(axe);
  // All rules; of those that pass only that they do.
  const { passes, violations: found } = await page.evaluate<Result>(`axe.run(document, { resultTypes: ['violations'] }).then((r) => ({ passes: r.passes.length, violations: r.violations }))`);
  assert.ok(passes > 5, `axe has looked at ${where}`);
  return found.flatMap((v) => v.nodes.slice(0, 3).map((n) => `${where}: ${v.id} (${v.impact}) ${n.target.join(' ')}: ${n.failureSummary.replace(/\s+/g, ' ').slice(0, 260)}`));
}
