import { z } from 'zod';
import { notAssessed, signalSchema, type NotAssessedReason } from '#domain/signal.js';

/** What is said of one sign of an injected picture. */
interface InjectionSignMeaning {
  /** A plain sentence, true wherever the sign is given. */
  readonly text: string;
  /** 0–1: how much it speaks for an injected picture. From `injectionLimit` on it decides alone. */
  readonly weight: number;
  /** Signs of one cause: only the heaviest of them counts. */
  readonly cause:
    'replay' | 'challenge' | 'frames' | 'time' | 'software' | 'age' | 'camera' | 'browser' | 'timing' | 'size';
}

/**
 * THE table of every sign that a picture was not taken now by this session's camera, and what it weighs. Weights are judgements,
 * not measured rates: there are no injected recordings to measure on (docs/decisions/0026-injection.md).
 */
export const injectionSigns = {
  'file-seen-before': { cause: 'replay', weight: 0.99, text: 'The same file came in another session.' },
  'frames-seen-before': { cause: 'replay', weight: 0.7, text: 'Its frames are those of a film of another session.' },
  'recording-longer-than-time': {
    cause: 'time',
    weight: 0.95,
    text: 'The film is longer than the time between the challenge and its arrival.',
  },
  'challenge-avoided': {
    cause: 'challenge',
    weight: 0.6,
    text: 'A challenge waited for a film, and a still picture came.',
  },
  'challenge-order-wrong': {
    cause: 'challenge',
    weight: 0.3,
    text: 'The motions of the challenge were made in another order, or before they were asked for.',
  },
  'frames-still': { cause: 'frames', weight: 0.7, text: 'The frames are copies of one picture.' },
  'frames-repeated': { cause: 'frames', weight: 0.7, text: 'A piece of the film is played again and again.' },
  'virtual-camera': {
    cause: 'camera',
    weight: 0.45,
    text: 'The page names a camera that is a program.',
  },
  'camera-changed': { cause: 'camera', weight: 0.4, text: 'The page saw another camera during the recording.' },
  'file-chosen': { cause: 'camera', weight: 0.4, text: 'The page says that a file was chosen, and no camera used.' },
  'automated-browser': {
    cause: 'browser',
    weight: 0.45,
    text: 'The browser says that a program drives it.',
  },
  'recording-interrupted': {
    cause: 'browser',
    weight: 0.1,
    text: 'The page was hidden, or the camera stood still, during the recording.',
  },
  'written-by-editor': {
    cause: 'software',
    weight: 0.45,
    text: 'A program for editing or converting wrote the file, not a browser or camera.',
  },
  'encoded-by-editor': {
    cause: 'software',
    weight: 0.45,
    text: 'The film was encoded by an encoder that no browser uses.',
  },
  'made-before-session': {
    cause: 'age',
    weight: 0.45,
    text: 'By its own metadata the file was made long before the session.',
  },
  'clock-contradictory': {
    cause: 'time',
    weight: 0.4,
    text: 'The page tells of more time than went by between the challenge and the arrival of the film.',
  },
  'recording-length-contradictory': {
    cause: 'timing',
    weight: 0.35,
    text: 'The film is not as long as the page says that it recorded.',
  },
  'frame-times-exact': {
    cause: 'timing',
    weight: 0.25,
    text: 'The pictures follow each other more evenly than those of a camera.',
  },
  'frame-rate-implausible': {
    cause: 'timing',
    weight: 0.25,
    text: 'The film has more pictures a second than the camera gives, or hardly any.',
  },
  'camera-size-contradictory': {
    cause: 'size',
    weight: 0.3,
    text: 'The film has another shape than the camera that the page names.',
  },
  'screen-size': { cause: 'size', weight: 0.2, text: 'The picture has the size of a screen, which no camera has.' },
  'not-bound-in-time': {
    cause: 'challenge',
    weight: 0.15,
    text: 'Nothing binds the picture to a time: it answers no challenge.',
  },
} as const satisfies Record<string, InjectionSignMeaning>;
export type InjectionSign = keyof typeof injectionSigns;
export const injectionSignNames = Object.keys(injectionSigns) as [InjectionSign, ...InjectionSign[]]; // Object.keys loses the key type

/** A score from here on is fine. */
export const injectionLimit = 0.5;

const injectionSignSchema = z.object({
  name: z.enum(injectionSignNames),
  /** As it was when the picture was judged. */
  weight: z.number().min(0).max(1),
  info: z.string(),
});

const signs = { signs: z.array(injectionSignSchema) };
const [assessed, missing] = signalSchema.options;

/** Whether a picture was taken now, by the camera of its session; `signs`: what speaks against it, for whoever reviews it. */
export const injectionSchema = z.discriminatedUnion('status', [assessed.extend(signs), missing.extend(signs)]);
export type Injection = z.infer<typeof injectionSchema>;

export const injectionNotAssessed = (reason: NotAssessedReason): Injection => ({ ...notAssessed(reason), signs: [] });
