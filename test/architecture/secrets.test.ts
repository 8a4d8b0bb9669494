import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const sourceRoot = path.resolve(import.meta.dirname, '../../src');
const files = ['adapters', 'http', 'main', 'ports', 'services']
  .flatMap((layer) =>
    readdirSync(path.join(sourceRoot, layer), { recursive: true, encoding: 'utf8' }).map((name) => `${layer}/${name}`),
  )
  .filter((name) => /\.ts$/.test(name) && !/\.(test|suite)\.ts$/.test(name))
  .map((name) => ({ name, text: readFileSync(path.join(sourceRoot, name), 'utf8') }));

test('secrets are compared in one place, which takes the same time wherever they differ', () => {
  const comparing = files.filter(({ text }) => text.includes('timingSafeEqual')).map(({ name }) => name);
  expect(comparing).toEqual(['ports/same-secret.ts']);
});

const secretName = /(secret|signature|token|hash|mark|password|nonce|hmac|apikey|mac|cookie)$/i;
const comparisons = new Set([
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
]);
/** Of `a.b.c` and `a?.c`: `c`. */
const nameOf = (node: ts.Expression): string =>
  ts.isPropertyAccessExpression(node) ? node.name.text : ts.isIdentifier(node) ? node.text : '';
const isConstant = (node: ts.Expression): boolean =>
  node.kind === ts.SyntaxKind.NullKeyword ||
  ts.isLiteralExpression(node) ||
  (ts.isIdentifier(node) && node.text === 'undefined');

/** No secret is told by the time that these take; why, stands with each. */
const harmless: readonly string[] = [
  // Both come from the one request: somebody who has signed in proves the old password and names a new one.
  'services/users/account.ts: newPassword === proof.password',
];

test('nothing that is named like a secret is compared by === or sought with includes', () => {
  const found: string[] = [];
  for (const { name, text } of files) {
    const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
    const visit = (node: ts.Node): void => {
      if (ts.isBinaryExpression(node) && comparisons.has(node.operatorToken.kind)) {
        const sides = [node.left, node.right];
        if (sides.some((side) => secretName.test(nameOf(side))) && !sides.some(isConstant)) {
          found.push(`${name}: ${node.getText()}`);
        }
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  expect(found).toEqual(harmless);
});

test('nothing that has to be unguessable is drawn by Math.random', () => {
  const drawing = files.filter(({ text }) => text.includes('Math.random')).map(({ name }) => name);
  // When work is tried again.
  expect(drawing).toEqual(['main/start-jobs.ts']);
});
