import { z } from 'zod';
import type { Mode } from '#domain/access.js';

/** What an application can be told of by a webhook. */
export const eventTypes = ['verification.completed', 'session.updated', 'review.decided'] as const;
export const eventTypeSchema = z.enum(eventTypes);
export type EventType = (typeof eventTypes)[number];

/**
 * The shapes of a webhook's body: `native` is `{id, type, createdAt, data}`, `ooto` the Get Status answer of seed 002,
 * `clearconsent` the payload of seed 003.
 */
export const webhookFormats = ['native', 'ooto', 'clearconsent'] as const;
export const webhookFormatSchema = z.enum(webhookFormats);
export type WebhookFormat = (typeof webhookFormats)[number];

/** Something that happened to one application, before anybody was told. */
export interface DomainEvent {
  readonly applicationId: string;
  readonly mode: Mode;
  readonly type: EventType;
  readonly createdAtEpochMs: number;
  /** What it is about: erasing that destroys the bodies too. */
  readonly subject: { readonly kind: 'verification' | 'session'; readonly id: string };
  /**
   * The body in every shape that there is one for; an endpoint of another format is not told. `native` holds `data`
   * alone, the envelope around it is made at publication. Frozen then: every attempt sends the same bytes.
   */
  readonly bodies: Partial<Record<WebhookFormat, Readonly<Record<string, unknown>>>>;
  /** A receiver that the caller named for this one case, beside the application's endpoints. */
  readonly callback?: { readonly url: string; readonly format: WebhookFormat };
}
