import type { CaptureBrand, CaptureView } from '#contract/capture.js';
import type { RunningView } from './stage.js';

export const brand: CaptureBrand = {
  productName: 'Nordlicht Bank',
  logo: null,
  accentColour: '#1c5fd4',
  privacyUrl: 'https://bank.example/privacy',
  anotherWay: 'Come to one of our branches with your passport, or call us: 0800 123 456.',
};

const maximumBytes = { photo: 15 * 1024 * 1024, video: 50 * 1024 * 1024 };
export const ask = {
  document: { pictures: 'document', selfie: 'film', challenge: true, maximumBytes },
  film: { pictures: 'selfie', selfie: 'film', challenge: true, maximumBytes },
  photo: { pictures: 'selfie', selfie: 'photo', challenge: false, maximumBytes },
  both: { pictures: 'both', selfie: 'film', challenge: false, maximumBytes },
} as const;

/** A session that has just been opened by nobody. */
export const running = (more: Partial<RunningView> = {}): RunningView => ({
  state: 'running',
  role: 'owner',
  kind: 'native',
  livemode: true,
  status: 'CREATED',
  brand,
  retention: { mediaDays: 7, sessionDays: 30 },
  needCaptcha: false,
  consented: true,
  ask: ask.document,
  steps: ['document', 'selfie'],
  working: false,
  attemptsLeft: 3,
  refusal: null,
  expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
  ...more,
});

export const finished = (
  status: 'DONE' | 'FAILED' | 'EXPIRED' | 'CANCELED' | null,
  returnUrl: string | null = null,
): CaptureView => ({ state: 'finished', role: status === null ? 'stranger' : 'owner', brand, status, returnUrl });

export const inUse: CaptureView = { state: 'in-use', role: 'stranger', brand };
