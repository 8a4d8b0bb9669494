import { format } from 'prettier';
import { routeAccess, type RouteAccess } from './route-access.js';
import type { RegisteredRoute } from './security-server.js';

const asks = (access: RouteAccess): string => {
  switch (access.kind) {
    case 'nobody':
      return `nothing: ${access.why}`;
    case 'key':
      return `a key with the scope ${access.scopes.map((scope) => `\`${scope}\``).join(' or ')}`;
    case 'link':
      return `the token of a link${access.claim ? ', and the cookie of the browser that claimed it' : ''}`;
    case 'signature':
      return 'the signature in its own address';
    case 'user':
      return access.access === 'signing-in'
        ? 'a cookie of somebody whose password was right'
        : access.access === 'signed-in'
          ? 'the cookie of a user, whatever the role'
          : `the cookie of a user, role \`${access.access}\``;
  }
};

const preface = `# Routes, and what they ask

Every route of the server, as it is registered, and what it asks of whoever calls it. Made from the running server's own table by
\`test/security/route-table.test.ts\`, which fails while a route is not classified in \`test/support/security/route-access.ts\` or
this page differs (\`npx vitest run test/security/route-table.test.ts -u\` writes it anew). HEAD is answered
where GET is, but not in our own API, the dashboard, the calls of pages and for stored files: there a look may leave a trace.

Each route below that asks for something is called, in \`test/security/\`, by nobody, with a malformed, wrong and revoked key, a
publishable key, a key without the scope, and with real ids of another application and of the other mode; the dashboard's calls by
every role, in \`src/http/dashboard/roles.test.ts\`.
`;

/** The page \`docs/security/routes.md\`, as prettier lays it out. */
export function routesPage(routes: readonly RegisteredRoute[]): Promise<string> {
  const names = [...new Set(routes.map(({ method, url }) => `${method} ${url}`))];
  const rows = names.map((name) => {
    const described = routeAccess[name];
    return `| \`${name}\` | ${described === undefined ? '?' : asks(described.access)} |`;
  });
  const page = `${preface}\n${names.length} routes.\n\n| Route | It asks for |\n| --- | --- |\n${rows.join('\n')}\n`;
  return format(page, { parser: 'markdown', printWidth: 120 });
}
