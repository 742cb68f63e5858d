// rytm audit: recomputes every balance and every subscription from their rows and names what differs
import { parseArgs } from 'node:util';
import type { Config } from '../config.ts';
import { chooseStudio, withApp } from './operator.ts';

export async function run(argv: string[], config: () => Config): Promise<void> {
  const { values } = parseArgs({ args: argv, options: { studio: { type: 'string' }, json: { type: 'boolean' } } });
  const { auditMoney } = await import('../ledger/audit.ts');
  const differences = await withApp(config(), async (app) => {
    const studioId = await chooseStudio(app, values.studio);
    return app.db.snapshot((query) => auditMoney(query, studioId));
  });
  if (values.json) console.log(JSON.stringify(differences, null, 2));
  else if (!differences.length) console.log('Everything adds up.');
  else console.log(differences.map((d) => `${d.what}: ${d.of} is kept as ${d.kept}, and its rows say ${d.counted}`).join('\n'));
  if (differences.length) process.exitCode = 1;
}
