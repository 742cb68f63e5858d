// The rules of the house that a program can check: who may import whom, no cycles, no barrels, no long files or functions.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';

const root = path.dirname(import.meta.dirname);
const MOST_LINES = 400;
const MOST_FUNCTION_LINES = 70;

interface Source { file: string; text: string; imports: { to: string; isTypeOnly: boolean }[]; functions: { name: string; lines: number }[]; isBarrel: boolean }
const sources = ['src', 'test', 'scripts', 'bench'].flatMap((folder) => listFiles(folder)).map(readSource);
const known = new Set(sources.map((s) => s.file));

/** What each room may import of ours; tests may use anything. The first prefix that fits decides. */
const RULES: readonly [from: string, allowed: readonly string[]][] = [
  ['src/contract/', ['src/contract/']],
  ['src/domain/', ['src/domain/', 'src/contract/']],
  ['src/server/', ['src/server/', 'src/domain/', 'src/contract/']],
  ['src/web/ui/', ['src/web/ui/', 'src/web/i18n/', 'src/domain/calendar-day.ts', 'src/domain/person-name.ts']],
  ['src/web/i18n/', ['src/web/i18n/', 'src/contract/']],
  ['src/web/', ['src/web/', 'src/domain/', 'src/contract/']],
];
/** Only these may run without the rest of the server, in the order of who may import whom. */
const HTTP_AND_SOCKETS = /^(fastify|@fastify\/|ws$)/;

test('each room imports only what it may', () => {
  const wrong = sources.filter(({ file }) => !isTest(file)).flatMap(({ file, imports }) => {
    const rule = RULES.find(([from]) => file.startsWith(from));
    if (!rule) return [];
    return imports.filter(({ to }) => to.startsWith('src/') || to.startsWith('test/') || to.startsWith('scripts/')).filter(({ to }) => !rule[1].some((room) => to.startsWith(room))).map(({ to }) => `${file} imports ${to}`);
  });
  assert.deepEqual(wrong, []);
});

test('contract and domain run anywhere: they import no package and nothing of Node', () => {
  const wrong = sources.filter(({ file }) => /^src\/(contract|domain)\//.test(file) && !isTest(file)).flatMap(({ file, imports }) => imports.filter(({ to }) => !to.startsWith('src/')).map(({ to }) => `${file} imports ${to}`));
  assert.deepEqual(wrong, []);
});

test('only the transport, the application and the command line know of HTTP and sockets', () => {
  const wrong = sources.filter(({ file }) => file.startsWith('src/server/') && !isTest(file) && !/^src\/server\/(transport\/|cli\/|app\.ts)/.test(file))
    .flatMap(({ file, imports }) => imports.filter(({ to, isTypeOnly }) => !isTypeOnly && HTTP_AND_SOCKETS.test(to)).map(({ to }) => `${file} imports ${to}`));
  assert.deepEqual(wrong, []);
});

test('no file of ours is imported that is not there', () => {
  const wrong = sources.flatMap(({ file, imports }) => imports.filter(({ to }) => to.endsWith('.ts') && !known.has(to)).map(({ to }) => `${file} imports ${to}`));
  assert.deepEqual(wrong, []);
});

test('no two files need each other before they run', () => {
  const byFile = new Map(sources.map((s) => [s.file, s]));
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, trail: string[]) => {
    const at = trail.indexOf(file);
    if (at >= 0) return void cycles.push([...trail.slice(at), file].join(' → '));
    if (done.has(file)) return;
    for (const { to, isTypeOnly } of byFile.get(file)?.imports ?? []) if (!isTypeOnly && byFile.has(to)) visit(to, [...trail, file]);
    done.add(file);
  };
  for (const { file } of sources) visit(file, []);
  assert.deepEqual(cycles, []);
});

test('there are no barrels', () => {
  assert.deepEqual(sources.filter(({ isBarrel }) => isBarrel).map(({ file }) => file), []);
});

test(`files have at most ${MOST_LINES} lines and functions outside of tests ${MOST_FUNCTION_LINES}`, () => {
  assert.deepEqual(sources.map(({ file, text }) => ({ file, lines: text.split('\n').length })).filter(({ lines }) => lines > MOST_LINES), []);
  const long = sources.filter(({ file }) => !isTest(file)).flatMap(({ file, functions }) => functions.filter(({ lines }) => lines > MOST_FUNCTION_LINES).map(({ name, lines }) => `${file}: ${name} has ${lines} lines`));
  assert.deepEqual(long, []);
});

test('every source file says first what it is for', () => {
  const silent = sources.filter(({ file, text }) => file.startsWith('src/') && file.endsWith('.ts') && !isTest(file) && !text.startsWith('//') && !text.startsWith('/*'));
  assert.deepEqual(silent.map(({ file }) => file), []);
});

test('nothing is called helper, util, manager or common', () => {
  assert.deepEqual(sources.filter(({ file }) => /(^|[/.-])(utils?|helpers?|managers?|common|misc)([/.-])/.test(file)).map(({ file }) => file), []);
});

function isTest(file: string): boolean { return /\.(test|journey)\.ts$/.test(file); }

function listFiles(folder: string): string[] {
  const whole = path.join(root, folder);
  if (!fs.existsSync(whole)) return [];
  return fs.readdirSync(whole, { recursive: true, encoding: 'utf8' }).map((name) => path.posix.join(folder, name.replaceAll(path.sep, '/'))).filter((name) => /\.(ts|svelte)$/.test(name) && !name.includes('node_modules/'));
}

function readSource(file: string): Source {
  const text = fs.readFileSync(path.join(root, file), 'utf8');
  const code = file.endsWith('.svelte') ? [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((m) => m[1]).join('\n') : text;
  const tree = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const imports: Source['imports'] = [];
  const functions: Source['functions'] = [];
  const add = (specifier: ts.Node | undefined, isTypeOnly: boolean) => {
    if (specifier && ts.isStringLiteralLike(specifier)) imports.push({ to: specifier.text.startsWith('.') ? path.posix.join(path.posix.dirname(file), specifier.text) : specifier.text, isTypeOnly });
  };
  const visit = (node: ts.Node) => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword || areAllTypes(node.importClause?.namedBindings));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isFunctionLike(node) && 'body' in node && node.body) functions.push({ name: nameOf(node), lines: lineOf(tree, node.end) - lineOf(tree, node.getStart(tree)) + 1 });
    ts.forEachChild(node, visit);
  };
  visit(tree);
  const isBarrel = tree.statements.length > 0 && tree.statements.every((s) => ts.isExportDeclaration(s) && s.moduleSpecifier !== undefined);
  return { file, text, imports, functions, isBarrel };
}
function lineOf(tree: ts.SourceFile, position: number): number { return tree.getLineAndCharacterOfPosition(position).line; }
function nameOf(node: ts.SignatureDeclaration): string {
  if (node.name && ts.isIdentifier(node.name)) return node.name.text;
  return ts.isVariableDeclaration(node.parent) ? node.parent.name.getText() : 'a function';
}
function areAllTypes(bindings: ts.NamedImportBindings | undefined): boolean {
  return bindings !== undefined && ts.isNamedImports(bindings) && bindings.elements.length > 0 && bindings.elements.every((e) => e.isTypeOnly);
}
