import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import type * as administration from '#contract/administration.js';
import type * as file from '#contract/file.js';
import type * as newSession from '#contract/new-session.js';
import type * as newVerification from '#contract/new-verification.js';
import type * as session from '#contract/session.js';
import type * as template from '#contract/template.js';
import type * as verification from '#contract/verification.js';
import type * as webhook from '#contract/webhook.js';
import type { applicationSettingsSchema } from '#domain/application-settings.js';
import type { failureCodeSchema } from '#domain/operation.js';
import type { problemSchema } from '#http/apis/native/failures.js';
import type { erasureReceiptSchema } from '#services/erase/receipt.js';
import type * as client from './types.js';

/** Everything required, all the way down: else a field that is optional on one side could be missing on the other. */
type Whole<Value> = Value extends object ? { [Name in keyof Value]-?: Whole<Exclude<Value[Name], undefined>> } : Value;
type Fits<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
/** True where each can stand for the other. */
type Same<Schema, Client> = Fits<Schema, Client> extends true ? Fits<Whole<Schema>, Whole<Client>> : false;

type Answer<Schema extends z.ZodType, Client> = Same<z.infer<Schema>, Client>;
type Asked<Schema extends z.ZodType, Client> = Same<z.input<Schema>, Client>;

const answer = <Schema extends z.ZodType, Client>(same: Answer<Schema, Client>): boolean => same;
const asked = <Schema extends z.ZodType, Client>(same: Asked<Schema, Client>): boolean => same;
const same = <A, B>(same: Same<A, B>): boolean => same;

/** The type checker reads this file with the tests: where a schema changes and the client does not, its line fails. */
const held = [
  answer<typeof administration.applicationResourceSchema, client.Application>(true),
  answer<typeof applicationSettingsSchema, client.ApplicationSettings>(true),
  answer<typeof administration.keyResourceSchema, client.Key>(true),
  answer<typeof administration.createdKeySchema, client.CreatedKey>(true),
  answer<typeof administration.usageRowSchema, client.UsageRow>(true),
  answer<typeof administration.auditResourceSchema, client.AuditEntry>(true),
  answer<typeof file.fileResourceSchema, client.StoredFile>(true),
  answer<typeof file.uploadResourceSchema, client.Upload>(true),
  answer<typeof newSession.createdSessionSchema, client.CreatedSession>(true),
  answer<typeof newVerification.waitingReviewSchema, client.WaitingReview>(true),
  answer<typeof session.sessionResourceSchema, client.Session>(true),
  answer<typeof session.sessionSummarySchema, client.SessionSummary>(true),
  answer<typeof template.templateResourceSchema, client.Template>(true),
  answer<typeof template.enrolmentResourceSchema, client.Enrolment>(true),
  answer<typeof template.searchResourceSchema, client.Search>(true),
  answer<typeof verification.reviewSchema, client.Review>(true),
  answer<typeof verification.fileLinkSchema, client.FileLink>(true),
  answer<typeof verification.signalBlockSchema, client.SignalBlock>(true),
  answer<typeof verification.qualityResourceSchema, client.QualityResource>(true),
  answer<typeof verification.verificationResourceSchema, client.CompletedVerification>(true),
  answer<typeof verification.failedVerificationSchema, client.FailedVerification>(true),
  answer<typeof verification.erasedVerificationSchema, client.ErasedVerification>(true),
  answer<typeof verification.operationResourceSchema, client.OperationRecord>(true),
  answer<typeof verification.anyVerificationSchema, client.Verification>(true),
  answer<typeof verification.verificationSummarySchema, client.VerificationSummary>(true),
  answer<typeof webhook.webhookEndpointSchema, client.WebhookEndpoint>(true),
  answer<typeof webhook.createdWebhookEndpointSchema, client.CreatedWebhookEndpoint>(true),
  answer<typeof webhook.webhookSecretSchema, client.WebhookSecret>(true),
  answer<typeof webhook.webhookDeliverySchema, client.WebhookDelivery>(true),
  answer<typeof webhook.webhookDeliveryDetailsSchema, client.WebhookDeliveryDetails>(true),
  answer<typeof erasureReceiptSchema, client.ErasureReceipt>(true),
  answer<typeof failureCodeSchema, client.FailureCode>(true),
  asked<typeof administration.newKeySchema, client.NewKey>(true),
  asked<typeof file.newUploadSchema, client.NewUpload>(true),
  asked<typeof file.newErasureSchema, client.NewErasure>(true),
  asked<typeof newSession.newSessionSchema, client.NewSession>(true),
  asked<typeof newVerification.newVerificationFieldsSchema, client.NewVerificationFields>(true),
  asked<typeof newVerification.reviewVerdictSchema, client.ReviewVerdict>(true),
  asked<typeof template.enrolFieldsSchema, client.EnrolFields>(true),
  asked<typeof template.searchFieldsSchema, client.SearchFields>(true),
  asked<typeof webhook.newWebhookEndpointSchema, client.NewWebhookEndpoint>(true),
  asked<typeof webhook.webhookEndpointChangeSchema, client.WebhookEndpointChange>(true),
  same<NonNullable<z.infer<typeof problemSchema>['subject']>, client.FailureSubject>(true),
];

/** The comparison itself can fail. */
const different = [
  same<{ a: string }, { a: string; b?: number }>(false),
  same<{ a: { b: 'x' | 'y' } }, { a: { b: 'x' } }>(false),
  same<{ a: string | null }, { a: string }>(false),
  same<{ a: { b?: string }[] }, { a: { c?: string }[] }>(false),
];

test('the types are the same', () => {
  expect([held.every(Boolean), different.some(Boolean)]).toEqual([true, false]);
});

test('every schema of the contract stands above', () => {
  const contract = path.resolve(import.meta.dirname, '../../../src/contract');
  // Not those of the pages, which no application calls.
  const schemas = readdirSync(contract)
    // What pages say to their own server, and the shape of every list.
    .filter((name) => name.endsWith('.ts') && !['capture.ts', 'demo.ts', 'page.ts'].includes(name))
    .flatMap((name) => [...readFileSync(path.join(contract, name), 'utf8').matchAll(/export const (\w+Schema)\b/g)])
    .map((match) => match[1]!)
    .filter((name) => name !== 'timeSchema');
  const here = readFileSync(import.meta.filename, 'utf8');
  expect(schemas.length).toBeGreaterThan(30);
  expect(schemas.filter((name) => !new RegExp(`\\.${name}\\b`).test(here))).toEqual([]);
});
