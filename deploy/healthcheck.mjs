// Whether the server of this container is alive; its image has no other program that could ask. Exit code 0: it is.
import { get } from 'node:http';
import { get as getOverTls } from 'node:https';

const overTls = process.env.TLS_CERT !== undefined && process.env.TLS_CERT !== '';
const url = `${overTls ? 'https' : 'http'}://127.0.0.1:${process.env.PORT || 8080}/livez`;
// Its certificate names the host that callers know, not this one; nothing is told and nothing believed but that it answers.
const request = (overTls ? getOverTls : get)(url, { timeout: 4000, rejectUnauthorized: false }, (response) => {
  process.exit(response.statusCode === 200 ? 0 : 1);
});
request.on('timeout', () => request.destroy());
request.on('error', () => process.exit(1));
