import { createHash, createSign, generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the provider says of whoever signs in next, and how it misbehaves. */
export interface NextSignIn {
  claims: Record<string, unknown>;
  /** In place of the nonce that was asked for. */
  nonce?: string;
  /** Signs with a key that it does not publish. */
  wrongKey?: boolean;
  audience?: string;
}

export interface LoopbackProvider {
  readonly issuer: string;
  next: NextSignIn;
  /** Bodies of the requests for tokens. */
  readonly tokenRequests: URLSearchParams[];
  /** What a browser does with the address that it is sent to, where a link waits to be followed: signs in, and comes back. */
  follow(location: string): string;
  close(): Promise<void>;
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** An OpenID Connect provider on a loopback socket: discovery, keys, a page to sign in, and tokens for codes with their PKCE verifiers. */
export async function startProvider(client: {
  readonly id: string;
  readonly secret: string;
}): Promise<LoopbackProvider> {
  const [right, wrong] = [1, 2].map(() => generateKeyPairSync('rsa', { modulusLength: 2048 }));
  const codes = new Map<string, { challenge: string; nonce: string; redirectUri: string }>();
  const tokenRequests: URLSearchParams[] = [];
  let issuer = '';
  const self: Pick<LoopbackProvider, 'next'> = { next: { claims: { sub: 'somebody' } } };

  function idToken(nonce: string): string {
    const now = Math.floor(Date.now() / 1000);
    const { claims, nonce: other, wrongKey = false, audience = client.id } = self.next;
    const head = base64url({ alg: 'RS256', typ: 'JWT', kid: 'one' });
    const body = base64url({ iss: issuer, aud: audience, iat: now, exp: now + 60, nonce: other ?? nonce, ...claims });
    const signature = createSign('RSA-SHA256')
      .update(`${head}.${body}`)
      .sign((wrongKey ? wrong : right)!.privateKey, 'base64url');
    return `${head}.${body}.${signature}`;
  }

  function token(form: URLSearchParams): { status: number; body: unknown } {
    tokenRequests.push(form);
    const asked = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const fits =
      asked?.challenge === challenge &&
      asked.redirectUri === form.get('redirect_uri') &&
      form.get('client_id') === client.id &&
      form.get('client_secret') === client.secret;
    if (!fits) return { status: 400, body: { error: 'invalid_grant' } };
    return { status: 200, body: { access_token: 'a', token_type: 'Bearer', id_token: idToken(asked.nonce) } };
  }

  function follow(location: string): string {
    const asked = new URL(location).searchParams;
    const code = randomUUID();
    const redirectUri = asked.get('redirect_uri') ?? '';
    codes.set(code, { challenge: asked.get('code_challenge') ?? '', nonce: asked.get('nonce') ?? '', redirectUri });
    const back = new URL(redirectUri);
    back.searchParams.set('code', code);
    back.searchParams.set('state', asked.get('state') ?? '');
    return back.href;
  }

  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (piece: Buffer) => (text += piece.toString()));
    request.on('end', () => {
      const answers: Record<string, () => { status: number; body: unknown }> = {
        '/.well-known/openid-configuration': () => ({
          status: 200,
          body: {
            issuer,
            authorization_endpoint: `${issuer}/authorize`,
            token_endpoint: `${issuer}/token`,
            jwks_uri: `${issuer}/keys`,
            response_types_supported: ['code'],
            subject_types_supported: ['public'],
            id_token_signing_alg_values_supported: ['RS256'],
          },
        }),
        '/keys': () => ({
          status: 200,
          body: { keys: [{ ...right!.publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }] },
        }),
        '/token': () => token(new URLSearchParams(text)),
      };
      if (request.url?.startsWith('/authorize?') === true) {
        const page = `<!doctype html><title>Work</title><a href="${escaped(follow(issuer + request.url))}">Let me in</a>`;
        response.writeHead(200, { 'content-type': 'text/html' }).end(page);
        return;
      }
      const { status, body } = answers[request.url ?? '']?.() ?? { status: 404, body: {} };
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // a TCP socket, not a pipe

  return Object.assign(self, {
    issuer,
    tokenRequests,
    follow,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}
