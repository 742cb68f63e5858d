// A week of sixty lessons as calendar.load answers it, against the JSON of the same rows.
import { deflateRawSync } from 'node:zlib';
import { encodeRequest } from '../../src/contract/frames.ts';
import { ops } from '../../src/contract/ops.ts';
import { connect } from '../../src/server/cli/socket-client.ts';
import { cookieOf } from '../data.ts';
import type { Figure } from '../figure.ts';
import { startServer } from '../setup.ts';
import { spread } from '../stats.ts';
import { insertWeek, WEEK, WEEK_LESSONS } from '../week.ts';

const headerBytes = (payload: number) => (payload > 125 ? 4 : 2);

export const weekBytes: Figure = async (bench) => {
  const server = await startServer(await bench.database('week', WEEK, insertWeek));
  let wire = 0;
  let whole: Uint8Array = new Uint8Array();
  const client = await connect({
    url: `http://127.0.0.1:${server.port}`, cookie: cookieOf('staff', 0),
    onFrame: (bytes) => { wire += bytes.length + headerBytes(bytes.length); }, onMessage: (bytes) => { whole = bytes; },
  });
  wire = 0;
  const month = Number(WEEK.firstDay.slice(0, 4)) * 12 + Number(WEEK.firstDay.slice(5, 7)) - 1;
  const { output } = await client.call('calendar.load', { months: [month] });
  await client.close();
  await server.stop();
  if (output.lessons.length !== WEEK_LESSONS) throw new Error(`the week has ${output.lessons.length} lessons`);
  const json = Buffer.from(JSON.stringify(output.lessons));
  const request = encodeRequest(ops['calendar.load'].code, 1, ops['calendar.load'].input, { months: [month] });
  return [{
    what: 'Week of 60 lessons, bytes on the wire / JSON of the same rows', unit: '×', reach: { most: 0.1 }, figure: spread([wire / json.length]),
    ours: `${wire} bytes`, baseline: `${json.length} bytes of JSON`,
    notes: [
      `The answer before deflate is ${whole.length} bytes; deflated it is ${deflateRawSync(whole).length}, and the JSON deflated ${deflateRawSync(json).length}. The request takes ${request.length} bytes.`,
    ],
  }];
};
