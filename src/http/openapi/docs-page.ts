import { failureDescriptions } from '#domain/failure.js';
import type { ApiDescription, ApiOperation } from '#http/openapi/api-operation.js';

type Json = Record<string, unknown>;

const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character]!);

/** `code` in descriptions; nothing else of Markdown is used there. */
const prose = (text: string): string => escape(text).replace(/`([^`]+)`/g, '<code>$1</code>');

/** A readable page of the OpenAPI document: plain HTML, no script. */
export function docsPage(descriptions: readonly ApiDescription[], document: Json): string {
  const schemas = (document['components'] as { schemas: Record<string, Json> }).schemas; // as buildOpenApi makes it
  const paths = document['paths'] as Record<string, Record<string, Json>>; // as above
  const sections = descriptions.map((description) => section(description, paths)).join('\n');
  const links = descriptions
    .map(({ dialect, title }) => `<li><a href="#${dialect}">${escape(title)}</a></li>`)
    .join('');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Bonafide: API reference</title>
<link rel="stylesheet" href="docs/style.css">
</head>
<body>
<header><h1>Bonafide: API reference</h1><p>Five published APIs on one engine. As a document for programs: <a href="openapi.json">openapi.json</a> (OpenAPI 3.1).</p></header>
<nav aria-label="APIs"><ul>${links}<li><a href="#failures">Failures</a></li><li><a href="#schemas">Schemas</a></li></ul></nav>
<main>
${sections}
<section id="failures"><h2>Failures</h2><dl>${Object.entries(failureDescriptions)
    .map(([code, words]) => `<dt id="${code}"><code>${code}</code></dt><dd>${prose(words)}</dd>`)
    .join('\n')}</dl></section>
<section id="schemas"><h2>Schemas</h2>${Object.entries(schemas)
    .map(
      ([name, schema]) =>
        `<details id="schema-${escape(name)}"><summary>${escape(name)}</summary><pre>${linked(schema)}</pre></details>`,
    )
    .join('\n')}</section>
</main>
</body>
</html>
`;
}

function section(
  { dialect, title, description, operations, failures }: ApiDescription,
  paths: Record<string, Record<string, Json>>,
): string {
  const rows = Object.entries(failures)
    .map(([status, when]) => `<tr><td>${status}</td><td>${prose(when)}</td></tr>`)
    .join('');
  return `<section id="${dialect}"><h2>${escape(title)}</h2><p>${prose(description)}</p>
${operations.map((operation) => call(operation, paths[operation.path]![operation.method.toLowerCase()]!)).join('\n')}
<h3>Failures of every call</h3><table><thead><tr><th>Status</th><th>When</th></tr></thead><tbody>${rows}</tbody></table></section>`;
}

function call(operation: ApiOperation, described: Json): string {
  const { method, path, summary, description, scope, answers } = operation;
  const body = described['requestBody'] as { content: Record<string, { schema: Json }> } | undefined; // as buildOpenApi makes it
  const parameters = described['parameters'] as { name: string; in: string; description?: string; required: boolean }[]; // as above
  const parameterRows = parameters
    .map(
      (one) =>
        `<tr><td><code>${escape(one.name)}</code></td><td>${one.in}</td><td>${one.required ? 'required' : 'optional'}</td></tr>`,
    )
    .join('');
  const bodies = Object.entries(body?.content ?? {})
    .map(
      ([type, { schema }]) =>
        `<details><summary>Body as <code>${escape(type)}</code></summary><pre>${linked(schema)}</pre></details>`,
    )
    .join('');
  const results = Object.entries(
    described['responses'] as Record<string, { content?: Record<string, { schema: Json }> }>,
  ) // as above
    .filter(([status]) => status in answers)
    .map(([status, { content }]) => {
      const words = answers[Number(status)]!.description;
      const schema = Object.values(content ?? {})[0]?.schema;
      const shown = schema === undefined ? '' : `<pre>${linked(schema)}</pre>`;
      return `<details><summary>${status}: ${prose(words)}</summary>${shown}</details>`;
    })
    .join('');
  return `<article id="${escape(String(described['operationId']))}"><h3><span class="method">${method}</span> <code>${escape(path)}</code></h3>
<p>${prose(summary)}.${scope === null ? '' : ` Scope <code>${scope}</code>.`}</p>${description === undefined ? '' : `<p>${prose(description)}</p>`}
${parameterRows === '' ? '' : `<table><thead><tr><th>Parameter</th><th>In</th><th></th></tr></thead><tbody>${parameterRows}</tbody></table>`}${bodies}${results}</article>`;
}

/** JSON whose references lead to their schema on this page. */
const linked = (schema: Json): string =>
  escape(JSON.stringify(schema, null, 2)).replace(
    /&quot;#\/components\/schemas\/(\w+)&quot;/g,
    (_, name: string) => `<a href="#schema-${name}">${name}</a>`,
  );

export const docsStyle = `:root { color-scheme: light dark; --line: #8886; --soft: #8881; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 1rem; }
nav ul { display: flex; flex-wrap: wrap; gap: 1rem; list-style: none; padding: 0; }
article { border-top: 1px solid var(--line); padding: .5rem 0; }
h3 { overflow-wrap: anywhere; }
.method { display: inline-block; font: bold .8em ui-monospace, monospace; border: 1px solid currentColor; border-radius: .3em; padding: 0 .4em; }
code, pre { font-family: ui-monospace, monospace; font-size: .9em; }
pre { background: var(--soft); overflow-x: auto; padding: .75rem; }
table { border-collapse: collapse; margin: .5rem 0; }
td, th { border: 1px solid var(--line); padding: .25rem .5rem; text-align: left; }
details { margin: .25rem 0; }
summary { cursor: pointer; }
dt { margin-top: .5rem; }
`;
