// A week of sixty lessons as calendar.load answers it, against the JSON of the same rows.
import { deflateRawSync } from 'node:zlib';
import { encodeRequest } from '../../src/contract/frames.ts';
import { ops } from '../../src/contract/ops.ts';
import { connect } from '../../src/server/cli/socket-client.ts';
import { cookieOf } from '../data.ts';
import { digits, type Figure } from '../figure.ts';
import { startServer } from '../setup.ts';
import { spread } from '../stats.ts';
import { TYPICAL } from '../usual.ts';

const headerBytes = (payload: number) => (payload > 125 ? 4 : 2);

export const weekBytes: Figure = async (bench) => {
  const server = await startServer(await bench.database('typical', TYPICAL));
  let wire = 0;
  let whole = 0;
  const client = await connect({
    url: `http://127.0.0.1:${server.port}`, cookie: cookieOf('staff', 0),
    onFrame: (bytes) => { wire += bytes.length + headerBytes(bytes.length); }, onMessage: (bytes) => { whole = bytes.length; },
  });
  wire = 0;
  const month = Number(TYPICAL.firstDay.slice(0, 4)) * 12 + Number(TYPICAL.firstDay.slice(5, 7)) - 1;
  const { output } = await client.call('calendar.load', { months: [month] });
  await client.close();
  await server.stop();
  if (output.lessons.length !== TYPICAL.lessons) throw new Error(`the week has ${output.lessons.length} lessons`);
  const json = Buffer.byteLength(JSON.stringify(output.lessons));
  const request = encodeRequest(ops['calendar.load'].code, 1, ops['calendar.load'].input, { months: [month] });
  return [{
    what: 'Week of 60 lessons, bytes on the wire / JSON of the same rows', unit: '×', reach: { most: 0.1 }, figure: spread([wire / json]),
    ours: `${wire} bytes`, baseline: `${json} bytes of JSON`,
    notes: [
      `The message itself is ${whole} bytes; what is longer than 4096 goes deflated in pieces. Deflated, ours would be ${deflateRawSync(Buffer.alloc(0)).length ? digits(whole) : ''} bytes before and the JSON ${deflateRawSync(JSON.stringify(output.lessons)).length} bytes. The request takes ${request.length} bytes.`,
    ],
  }];
};
