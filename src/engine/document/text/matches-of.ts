/**
 * The matches of a global expression in a text, one after the other. `matchAll` compiles the expression anew for each text
 * whenever garbage was collected since the last one, which takes milliseconds where it knows scripts.
 */
export function* matchesOf(expression: RegExp, text: string): Generator<RegExpExecArray> {
  let from = 0;
  for (;;) {
    // Whoever looks at a match may use the expression too.
    expression.lastIndex = from;
    const match = expression.exec(text);
    if (match === null) return;
    from = match.index + Math.max(1, match[0].length);
    yield match;
  }
}
