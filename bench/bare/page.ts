// FROZEN. The least a page of so many bytes can take: one script, of which all but a few lines is ballast, writes a week of plain buttons as
// text into the page and opens a plain form at a click. No program, no rows to ask for, nothing but the browser's own work. Kept by the browser's cache.
import { randomBytes } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

const DAYS = 7, LESSONS_A_DAY = 33, SECTIONS = 12, FIELDS = 8;
const STYLE = `body { margin: 0; font: 14px system-ui; height: 100vh; display: flex } nav { width: 200px } main { flex: 1; overflow: auto }
  [data-grid] { position: relative; height: 1440px; display: grid; grid-template-columns: repeat(${DAYS}, 1fr) } [data-column] { position: relative }
  button { position: absolute; left: 0; width: 100%; height: 38px; overflow: hidden; text-align: left }`;
const PAGE = `<!doctype html><html lang="uk"><meta charset="utf-8"><title>–</title><link rel="icon" href="data:,"><style>${STYLE}</style><body><nav></nav><main><div data-grid></div></main><script type="module" src="/page.js"></script>`;
const SCRIPT = `const times = (n, of) => Array.from({ length: n }, (_, i) => of(i)).join('');
const grid = document.querySelector('[data-grid]');
grid.innerHTML = times(${DAYS}, (day) => '<div data-column="' + day + '">' + times(${LESSONS_A_DAY}, (i) => '<button data-lesson-id="' + i + '" style="top:' + i * 40 + 'px"><b>Олена Шевченко</b> <span>18:00–19:00, реформер ' + i + '</span></button>') + '</div>');
document.querySelector('nav').innerHTML = times(${SECTIONS}, (i) => '<p>Розділ ' + i + '</p>');
grid.addEventListener('click', () => {
  const form = document.createElement('dialog');
  form.dataset.testid = 'lesson-form';
  form.innerHTML = '<h2>Нове заняття</h2>' + times(${FIELDS}, (i) => '<p><label>Поле ' + i + ' <input></label></p>');
  document.body.append(form);
  form.show();
  form.querySelector('input').focus();
});
`;

/** Serves it on a port of its own. `bytes`: of the script, as they travel. */
export async function serveBarePage(bytes: number): Promise<{ port: number; close(): Promise<void> }> {
  const script = `${SCRIPT}//${randomBytes(Math.max(0, bytes - SCRIPT.length)).toString('base64').slice(0, Math.max(0, bytes - SCRIPT.length))}`;
  const server = http.createServer((request, response) => {
    const isScript = request.url === '/page.js';
    response.writeHead(200, { 'content-type': `text/${isScript ? 'javascript' : 'html'}; charset=utf-8`, 'cache-control': 'max-age=86400' }).end(isScript ? script : PAGE);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { port: (server.address() as AddressInfo).port, close: async () => { server.closeAllConnections(); await new Promise((done) => server.close(done)); } }; // listening on TCP
}
