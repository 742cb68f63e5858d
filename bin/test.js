#!/usr/bin/env node
// Everything that must hold before a change goes in: node bin/test.js [--only PATTERN]
import { chooseNode, ensureDependencies, runScript } from './bootstrap.js';
import { ensureBrowser } from './browser.js';

const args = process.argv.slice(2);
ensureDependencies();
const browser = ensureBrowser(args);
if (browser !== null) process.env.CHROMIUM_PATH = browser;
runScript(chooseNode(), 'scripts/test.ts', args);
