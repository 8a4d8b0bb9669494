import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { packageRoot } from '#engine/models/package-root.js';
import { inShortForm } from '../support/test-form.js';

/** Layers whose expressions see what comes from outside. */
const layers = ['adapters', 'contract', 'domain', 'engine', 'http', 'services'];

/**
 * Take time that grows with the square of the text (the analysis of recheck 4.5.0 over every expression found these and none that
 * is worse), and never see a long one.
 */
const shortTexts: Readonly<Record<string, string>> = {
  '/[\\d\\s!?.,#$*_-]+$/u': 'a password: at most 200 characters',
  '/<+$/': 'a line of a machine readable zone: at most 44 characters',
  '/[.,;:]+$/': 'a value in a line of a document',
  '/\\p{Ll}.*[/|]|[/|].*\\p{Ll}/u': 'a line of a document',
  '/^[\\s.,;-]+|[\\s,;-]+$/g': 'a line of a document',
  '/^[\\s(]*(?:\\d{1,2}[a-d]?)?[\\s.):]*$/': 'a line of a document',
  '/^[:.\\-/\\s]+|[:;,\\s]+$/g': 'a line of a document',
  '/\\s*-\\s*/g': 'a line of a document',
  '/[\\s,.]+$/': 'a line of a document',
  '/\\s*[,$]\\s*/': 'a name in a barcode: PDF417 holds about 2000 characters',
  '/\\s*[\\r\\n]+\\s*/g': "a report that is made here of the operator's own files",
  '/:root \\{([^}]*)\\}/g': 'a style sheet of ours',
  '/(--[\\w-]+): ([^;]+)/g': 'a style sheet of ours',
};

/** Expression → where it stands. */
const expressions = new Map<string, string>();
for (const layer of layers) {
  const folder = path.join(packageRoot, 'src', layer);
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.tsx?$/.test(name) || /\.(test|suite)\./.test(name)) continue;
    const text = readFileSync(path.join(folder, name), 'utf8');
    const visit = (node: ts.Node): void => {
      if (ts.isRegularExpressionLiteral(node)) expressions.set(node.text, `${layer}/${name}`);
      ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true));
  }
}

const pumpCharacters = 100_000;
/** Where one is linear a text takes a millisecond, where it grows with the square half a minute. */
const longestMs = 2000;

/** What the expression may be made to repeat: each of its own characters, and one of each common class. */
const pumpsOf = (source: string): string[] => [
  ...new Set([...'aA0 \t<.-:', ...source.replace(/\\[a-zA-Z]|[[\](){}^$|?*+\\]/g, '')]),
];

/** Whether some text that repeats something takes far longer than it is long. */
function isSlow(expression: string): boolean {
  const [, source, flags] = /^\/(.*)\/([a-z]*)$/s.exec(expression)!;
  const text = pumpsOf(source!).flatMap((pump) => {
    const pumped = pump.repeat(pumpCharacters);
    return [`${pumped}\0`, `\0${pumped}\0x`];
  });
  const context = vm.createContext({ expression: new RegExp(source!, flags!.replace('y', '')), text });
  try {
    const script = 'for (const one of text) { expression.lastIndex = 0; expression.test(one); }';
    vm.runInContext(script, context, { timeout: longestMs });
    return false;
  } catch {
    return true;
  }
}

test('no expression takes longer than a text is long, but for those that see short ones', () => {
  expect(expressions.size).toBeGreaterThan(250);
  const others = inShortForm(
    80,
    [...expressions.keys()].filter((expression) => !(expression in shortTexts)),
  );
  expect(others.filter(isSlow).map((expression) => `${expressions.get(expression)}: ${expression}`)).toEqual([]);
}, 120_000);

// It once read the header Accept-Encoding: 16,000 blanks held the server up.
test('one that grows with the square of the text is noticed', () => {
  expect(isSlow('/\\s*;\\s*/')).toBe(true);
});

test('every expression that is listed as one for short texts is still there', () => {
  expect(Object.keys(shortTexts).filter((expression) => !expressions.has(expression))).toEqual([]);
});
