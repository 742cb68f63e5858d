// Builds the browser's side into dist/web: hashed assets, each text one beside its .br and .gz, so that the server never compresses.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';

const SERVER = process.env['RYTM_URL'] ?? 'http://localhost:7400';

export default defineConfig({
  plugins: [svelte(), styleWithin(), compiledAsTheyCome(), pageOfApp(), precompressed()],
  publicDir: false,
  build: {
    outDir: 'dist/web',
    // The server reads from it what a page needs, to name it beside the page itself; the service worker, what to keep.
    manifest: 'build.json',
    emptyOutDir: true,
    target: 'es2023',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // Few files: what the entry itself needs, what the gate has too, what the shell and the calendar show first; the rest when it is wanted.
    rolldownOptions: {
      input: ['index.html', 'src/web/service-worker.ts'],
      output: {
        // A service worker rules the folder it lies in, and is asked for by one name in every build.
        entryFileNames: ({ name }) => (name === 'service-worker' ? '[name].js' : 'assets/[name]-[hash].js'),
        codeSplitting: {
          groups: [
            { name: 'start', test: /preload-helper|rolldown.runtime|src\/web\/(session|i18n\/initial-locale|sync\/socket)\.ts/, priority: 6 },
            { name: 'early', test: /src\/web\/shell\/greet-early\.ts/, priority: 5 },
            { name: 'runtime', test: /node_modules\/(?!idb-keyval|svelte\/src\/(reactivity|internal\/shared\/clone|internal\/client\/dom\/(elements\/(actions|bindings\/size)|blocks\/svelte-element)))|src\/web\/(stage|theme|router)|i18n\/locale/, priority: 4 },
            { name: 'gate', test: /src\/web\/gate\/(?!SignIn|Setup|Invite|Gone)/, priority: 3 },
            { name: 'app', test: /src\/web\/shell\/open\.ts/, priority: 2 },
            { name: 'form', test: /src\/web\/calendar\/OpenForm\.svelte/, priority: 1 },
          ],
        },
      },
    },
  },
  server: {
    proxy: { '/api': { target: SERVER }, '/ws': { target: SERVER, ws: true } },
  },
});

/** The style of the page itself comes within the page: before it the browser runs no script, and asking for it takes a round trip. */
function styleWithin(): Plugin {
  return {
    name: 'rytm-style-within',
    apply: 'build',
    enforce: 'post',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        return html.replace(/ *<link rel="stylesheet"[^>]*href="\/([^"]+)">\n?/g, (link, file: string) => {
          const css = bundle[file];
          return css?.type === 'asset' ? `    <style>${String(css.source).trim()}</style>\n` : link;
        });
      },
    },
  };
}
/** Nearly all of these files runs before the first view stands: the browser compiles them on another thread while they come, not each function when it is first called. */
const FIRST = ['early', 'runtime', 'app', 'form'];
function compiledAsTheyCome(): Plugin {
  return {
    name: 'rytm-compiled-as-they-come',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        for (const part of Object.values(bundle)) if (part.type === 'chunk' && FIRST.includes(part.name)) part.code = `//# allFunctionsCalledOnLoad\n${part.code}`;
      },
    },
  };
}
/** The page for a browser with a session shows the frame of the application (shell/opening.css) before any script has come. */
function pageOfApp(): Plugin {
  let folder = '';
  return {
    name: 'rytm-page-of-app',
    apply: 'build',
    configResolved(config) { folder = resolve(config.root, config.build.outDir); },
    async writeBundle() {
      const page = await readFile(join(folder, 'index.html'), 'utf8');
      const shown = page.replace(/(<div id="opening"[^>]*) hidden>/, '$1>');
      if (shown === page) this.error('index.html has no hidden frame');
      await writeFile(join(folder, 'app.html'), shown);
    },
  };
}
const COMPRESSIBLE = /\.(js|css|html|svg|json|webmanifest|txt)$/;
const LEAST_BYTES = 512;
const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

function precompressed(): Plugin {
  let folder = '';
  return {
    name: 'rytm-precompressed',
    apply: 'build',
    configResolved(config) { folder = resolve(config.root, config.build.outDir); },
    async closeBundle() {
      for (const name of await readdir(folder, { recursive: true })) {
        if (!COMPRESSIBLE.test(name)) continue;
        const path = join(folder, name);
        const bytes = await readFile(path);
        if (bytes.length < LEAST_BYTES) continue;
        await writeFile(`${path}.br`, await brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }));
        await writeFile(`${path}.gz`, await zip(bytes, { level: 9 }));
      }
    },
  };
}
