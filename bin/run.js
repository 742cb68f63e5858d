#!/usr/bin/env node
// Runs any TypeScript file of ours with the right Node: node bin/run.js FILE ARGS
import { chooseNode, ensureDependencies, fail, runScript } from './bootstrap.js';

const [file, ...args] = process.argv.slice(2);
if (file === undefined) fail('Say which file to run: node bin/run.js FILE ARGS');
ensureDependencies();
runScript(chooseNode(), file, args);
