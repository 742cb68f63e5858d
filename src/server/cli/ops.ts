// rytm ops: every operation there is, for people at a terminal and for programs.
import { parseArgs } from 'node:util';
import type { Operation } from '../../contract/operation.ts';
import { OP_NAMES, ops } from '../../contract/ops.ts';
import { describeWire, fieldsOf } from './wire-text.ts';

export async function run(argv: string[]): Promise<void> {
  const { values } = parseArgs({ args: argv, options: { json: { type: 'boolean', default: false } } });
  const all = OP_NAMES.map((name) => ({ name, ...(ops[name] as Operation) })).sort((a, b) => a.code - b.code);
  if (values.json) {
    console.log(JSON.stringify(all.map(({ code, name, effect, roles, errors, input, output }) => ({ code, name, effect, roles, input: fieldsOf(input.wire), output: fieldsOf(output.wire), errors })), null, 2));
    return;
  }
  for (const { code, name, effect, roles, errors, input, output } of all) {
    console.log(`${String(code).padStart(3)}  ${name}  ${effect}  ${roles.join(', ')}`);
    console.log(`     input   ${describeWire(input.wire)}\n     output  ${describeWire(output.wire)}\n     errors  ${errors.join(', ') || 'none of its own'}\n`);
  }
}
