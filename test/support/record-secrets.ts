// Set-up file of every test: whatever is sent with `fetch`, or read from an answer, and must not stand in a log, is kept for
// the search at the end of the run.
import { keepSecret } from './run-log.js';

const headersWithSecrets = ['app-key', 'x-api-key', 'authorization', 'cookie', 'idempotency-key'];
const parametersWithSecrets = ['api_key', 'token', 'signature'];
/** Names of fields whose text is a secret or tells of a person, in any spelling of any dialect. */
const personal =
  /^(api_?key|(capture)?token|secret|user_?(identifier|id|email|phone)|external_?id|e?mail|phone|(first|last|full|sur|given|user)_?names?|name_?(of_?holder)?|label|((identity|id)?card|document|personal|booklet|license)_?number|mrz|address|reviewer|file_?name|value)$/i;

function keepFieldsOf(value: unknown, name: string): void {
  if (typeof value === 'string') {
    if (personal.test(name)) keepSecret(value);
  } else if (Array.isArray(value)) {
    for (const one of value) keepFieldsOf(one, name);
  } else if (typeof value === 'object' && value !== null && !('openapi' in value)) {
    // The description of the interfaces names its parameters, and tells of nobody.
    for (const [key, one] of Object.entries(value)) keepFieldsOf(one, key);
  }
}

function keepFieldsOfJson(text: string): void {
  if (!text.startsWith('{') && !text.startsWith('[')) return;
  try {
    keepFieldsOf(JSON.parse(text), '');
  } catch {
    // Tests send broken JSON too.
  }
}

function keepSecretsOf(request: Request | null, input: string | URL | Request, init: RequestInit | undefined): void {
  const headers = new Headers(init?.headers ?? request?.headers);
  for (const name of headersWithSecrets) {
    const value = headers.get(name);
    if (value !== null) keepSecret(value.replace(/^(Basic|Bearer) /i, ''));
  }
  const url = new URL(request?.url ?? (input as string | URL)); // a request has an address of its own
  for (const name of parametersWithSecrets) for (const value of url.searchParams.getAll(name)) keepSecret(value);
  if (typeof init?.body === 'string') keepFieldsOfJson(init.body);
  if (init?.body instanceof FormData) {
    init.body.forEach((value, name) => keepFieldsOf(typeof value === 'string' ? value : value.name, name));
  }
}

/** Set-up runs for every file, and files may share a process. */
const mark = 'bonafideRecordsSecrets';

if (process.env['BONAFIDE_TEST_LOGS'] !== undefined && !(mark in globalThis)) {
  Object.assign(globalThis, { [mark]: true });
  const send = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    try {
      keepSecretsOf(input instanceof Request ? input : null, input, init);
    } catch {
      // What `fetch` itself will refuse is the test's affair.
    }
    return send(input, init);
  };
  const { prototype } = Response;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- each is called with its own answer below
  const { text: readText, json: readJson } = prototype;
  prototype.text = async function () {
    const text = await readText.call(this);
    keepFieldsOfJson(text);
    return text;
  };
  prototype.json = async function () {
    const value: unknown = await readJson.call(this);
    keepFieldsOf(value, '');
    return value;
  };
}
