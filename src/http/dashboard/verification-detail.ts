import type { z } from 'zod';
import type { CaseReview, keptFileSchema, VerificationDetail } from '#contract/dashboard/verifications.js';
import { toTime, toTimeOrNull } from '#contract/time.js';
import type { ApplicationSettings } from '#domain/application-settings.js';
import type { DocumentAssessment } from '#domain/document.js';
import { fileRoles, type StoredFile } from '#domain/file.js';
import type { Operation, ResultOf } from '#domain/operation.js';
import { includesRole, type UserRole } from '#domain/user.js';
import { toReview, toVerificationResource } from '#http/apis/native/verification-resource.js';
import { toDeliveryResource } from '#http/apis/native/webhook-resource.js';
import { actorNames } from '#http/dashboard/actor-names.js';
import { documentZones } from '#http/dashboard/document-zones.js';
import { shownSession } from '#http/dashboard/shown-session.js';
import { timelineOf } from '#http/dashboard/timeline.js';
import type { HttpDependencies } from '#http/dependencies.js';
import type { Owner, Records } from '#ports/records.js';
import type { Review } from '#ports/review-records.js';
import { qualityBounds } from '#services/quality-bounds.js';
import { mayVote } from '#services/reviews.js';
import type { SignedIn } from '#services/users/user-sessions.js';

const mostDeliveries = 50;
const mostEntries = 200;

/** Who looks, and at whose. */
export interface Onlooker {
  readonly owner: Owner;
  readonly settings: ApplicationSettings;
  readonly present: SignedIn;
  readonly role: UserRole;
}

/** A review as the dashboard shows it: with its votes, and whether who looks could decide. */
export async function toCaseReview(
  records: Pick<Records, 'reviews' | 'users'>,
  review: Review,
  { owner, settings, present, role }: Onlooker,
): Promise<CaseReview> {
  const { fourEyes } = settings.review;
  const stored = await records.reviews.votes(owner, review.verificationId);
  const votes = [];
  for (const { atEpochMs, reasonCodes, ...vote } of stored) {
    const user = await records.users.find(vote.userId);
    votes.push({ ...vote, at: toTime(atEpochMs), userName: user?.profile.name ?? null, reasonCodes: [...reasonCodes] });
  }
  const open = review.decided === null && includesRole(role, 'reviewer');
  return {
    ...toReview(review),
    openedAt: toTime(review.openedAtEpochMs),
    reasonCodes: [...(review.decided?.reasonCodes ?? [])],
    votes,
    fourEyes,
    mayDecide: open && (!fourEyes || mayVote(stored, present.user.id)),
  };
}

/** Everything that is stored of a verification, but for the bytes of its files. Null: there is none. */
export async function verificationDetail(
  { records, files, sessions }: Pick<HttpDependencies, 'records' | 'files' | 'sessions'>,
  id: string,
  onlooker: Onlooker,
): Promise<VerificationDetail | null> {
  const { owner, settings } = onlooker;
  const [record, row] = [await records.verifications.find(owner, id), await records.insights.verification(owner, id)];
  if (record === null || row === null) return null;
  const review = await records.reviews.find(owner, id);
  const found = row.sessionId === null ? null : await sessions.application.find(owner, row.sessionId);
  const session = found?.ok === true ? found.value : null;
  const stored = await files.list(owner, { verificationId: id });
  const about = row.sessionId === null ? [id] : [id, row.sessionId];
  const told = await records.insights.deliveriesAbout(owner, about, mostDeliveries);
  const deliveries = [];
  for (const delivery of told) {
    deliveries.push({ delivery, attempts: await records.webhooks.deliveries.attempts(owner, delivery.id) });
  }
  const targets = [...about, ...stored.map((file) => file.id)];
  const value = record.result.status === 'completed' ? record.result.value : null;
  const { front, back } = value === null ? noDocuments : documentsOf(value);
  return {
    verification: toVerificationResource(record, { review, files: [] }),
    durationMs: row.durationMs,
    review: review === null ? null : await toCaseReview(records, review, onlooker),
    files: keptFiles(stored),
    zones: front === null ? [] : documentZones(front),
    zonesBack: back === null ? [] : documentZones(back),
    bounds: { quality: qualityBounds, reviewFrom: settings.policy.operatingPoint?.reviewFrom ?? null },
    session: session === null ? null : shownSession(session, null, onlooker.role),
    timeline: timelineOf({
      verification: row,
      session,
      review,
      entries: await records.insights.auditAbout(owner.applicationId, targets, mostEntries),
      deliveries,
      nameOf: await actorNames(records, owner.applicationId),
    }),
    deliveries: told.map(toDeliveryResource),
  };
}

/** What was kept for the case, the document first; what a caller uploaded for it is not told. */
const keptFiles = (files: readonly StoredFile[]): z.infer<typeof keptFileSchema>[] =>
  files
    .filter((file) => file.class === 'media')
    .toSorted((a, b) => fileRoles.indexOf(a.role) - fileRoles.indexOf(b.role))
    .map(({ id, role, contentType, sizeBytes, expiresAtEpochMs }) => ({
      ...{ id, role, contentType, sizeBytes },
      expiresAt: toTimeOrNull(expiresAtEpochMs),
    }));

interface Documents {
  readonly front: DocumentAssessment | null;
  readonly back: DocumentAssessment | null;
}
const noDocuments: Documents = { front: null, back: null };

/** The documents in a result, whichever operation found it. */
function documentsOf(value: ResultOf<Operation>): Documents {
  if (!('document' in value)) return noDocuments;
  const { document } = value;
  if ('ok' in document) return { front: document.ok ? document.value.document : null, back: null };
  return { front: document, back: ('documentBack' in value ? value.documentBack : null) ?? null };
}
