import type { Inbox } from './inbox.js';
import { callNative, type StormTarget } from './storm-calls.js';
import { countOf, type Ask } from './storm-database.js';

export interface CheckOptions {
  readonly target: StormTarget;
  readonly ask: Ask;
  readonly inbox: Inbox;
  /** Problems of the audit log's chains. */
  readonly auditOf: () => Promise<string[]>;
}

/** Looks for everything that was acknowledged, through the server and past it; gives what is lost or doubled. */
export async function checkLedger({ target, ask, inbox, auditOf }: CheckOptions): Promise<string[]> {
  const { ledger } = target;
  const problems: string[] = [];
  const auditTargets = async (action: string): Promise<Map<string, number>> => {
    const rows = await ask(
      `select target, count(*) as count from audit_entries where action = '${action}' group by target`,
    );
    return new Map(rows.map((row) => [String(row['target']), Number(row['count'])]));
  };

  // Each row is read back and opened through the server: a row that is there and cannot be read is lost as well.
  await each([...ledger.verifications], async ([id, status]) => {
    const { status: told, body } = await callNative(target, `verifications/${id}`);
    if (told !== 200) problems.push(`verification ${id} is lost (${told})`);
    else if (body['status'] !== status) problems.push(`verification ${id} is ${String(body['status'])}`);
    if (ledger.reviews.has(id) && told === 200 && !JSON.stringify(body['review']).includes('approved')) {
      problems.push(`the review of ${id} is lost`);
    }
  });
  await each([...ledger.sessions], async ([id, isOver]) => {
    const { status, body } = await callNative(target, `sessions/${id}`);
    if (status !== 200) problems.push(`session ${id} is lost (${status})`);
    else if (isOver && body['status'] !== 'DONE')
      problems.push(`session ${id} was over, and is ${String(body['status'])}`);
  });
  await each([...ledger.templates], async (id) => {
    const { status } = await callNative(target, `templates/${id}`);
    if (status !== 200) problems.push(`template ${id} is lost (${status})`);
  });

  const performed = await auditTargets('operation.performed');
  const rows = await ask('select id from verifications');
  for (const { id } of rows) {
    if (performed.get(String(id)) !== 1) problems.push(`verification ${String(id)} has no audit entry of its own`);
  }
  if (performed.size !== rows.length)
    problems.push(`${performed.size} audited operations, ${rows.length} verifications`);
  for (const [what, ids] of [
    ['session.created', [...ledger.sessions.keys()]],
    ['review.decided', [...ledger.reviews]],
  ] as const) {
    const audited = await auditTargets(what);
    for (const id of ids)
      if (audited.get(id) !== 1) problems.push(`${what} of ${id} is audited ${audited.get(id) ?? 0} times`);
  }
  for (const [what, count] of await auditTargets('session.ended')) {
    if (count !== 1) problems.push(`session ${what} ended ${count} times`);
  }
  problems.push(...(await auditOf()));

  // Of a call that broke off nobody knows: it may have left one verification, one session or one person, never two.
  const sessionWork = await countOf(ask, `verifications where session_id is not null`);
  const unknown = rows.length - sessionWork - ledger.verifications.size;
  if (unknown > ledger.broken) problems.push(`${unknown} verifications for ${ledger.broken} calls without an answer`);
  const enrolled = (await countOf(ask, 'templates')) - ledger.templates.size;
  if (enrolled > ledger.broken) problems.push(`${enrolled} templates for ${ledger.broken} calls without an answer`);

  const told = (key: string): void => {
    const ids = inbox.idsOf.get(key)?.size ?? 0;
    if (ids !== 1) problems.push(`${key} was told of under ${ids} ids`);
  };
  const completed = await ask(
    `select id from verifications where session_id is null and operation = 'doc-identify' and status = 'completed'`,
  );
  for (const { id } of completed) told(`verification.completed ${String(id)}`);
  for (const id of ledger.reviews) told(`review.decided ${id}`);
  for (const [id, isOver] of ledger.sessions) if (isOver) told(`session.updated ${id} DONE`);
  for (const [key, ids] of inbox.idsOf) if (ids.size > 1) problems.push(`${key} was told of under ${ids.size} ids`);
  const pending = await countOf(ask, `webhook_deliveries where state <> 'delivered'`);
  if (pending > 0) problems.push(`${pending} deliveries are not delivered`);
  return problems;
}

/** Some at a time. */
async function each<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = [...all];
  const worker = async (): Promise<void> => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) await work(next);
  };
  await Promise.all(Array.from({ length: 4 }, worker));
}
