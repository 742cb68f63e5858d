#!/usr/bin/env node
// The program: makes sure it can run, then hands over to the command line proper.
import { chooseNode, ensureDependencies, ensureWebBuilt, fail, runScript } from './bootstrap.js';

const args = process.argv.slice(2);
ensureDependencies();
const node = chooseNode();
const isServer = args[0] === 'serve' && !args.includes('--help');
if (isServer && !ensureWebBuilt(node)) fail('The web part could not be built: the reason is above.');
runScript(node, 'src/server/cli/main.ts', args, { interactive: !isServer });
