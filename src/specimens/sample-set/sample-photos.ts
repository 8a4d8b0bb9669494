import type { TurnedCrop } from '#specimens/sample-set/turned-crop.js';

/** A crop of one of the photos that the npm package @vladmandic/face-api ships in `demo/`. */
export interface SamplePhoto {
  readonly file: string;
  readonly cut: TurnedCrop;
  /** Size of the picture that is made, pixels; close to the photo's own, so that nothing is invented. */
  readonly width: number;
  readonly height: number;
}

/**
 * Positions were measured on the photos with the face detector (eyes in pixels of the photo, roll of the head):
 * sample3, middle: (1120, 321) (1216, 341), 12°; sample1, right: (1557, 282) (1614, 338), 44°; sample6, left:
 * (322, 610) (422, 599), −7°; sample6, right: (1535, 376) (1629, 397), 13°. The woman of the first two is one person.
 */
export const samplePhotos = {
  /** 35:45, the head upright and about three quarters of the height, as ICAO 9303-3 §8.3 asks. */
  ownerPortrait: {
    file: 'sample3.jpg',
    cut: { centre: { x: 1192, y: 352 }, width: 392, angleDegrees: 10 },
    width: 420,
    height: 540,
  },
  /** The camera is turned with the tilted head, so that the face is upright. */
  ownerSelfie: {
    file: 'sample1.jpg',
    cut: { centre: { x: 1515, y: 394 }, width: 470, angleDegrees: 41 },
    width: 480,
    height: 640,
  },
  impostorSelfie: {
    file: 'sample6.jpg',
    cut: { centre: { x: 352, y: 690 }, width: 600, angleDegrees: -4 },
    width: 600,
    height: 800,
  },
  secondImpostorSelfie: {
    file: 'sample6.jpg',
    cut: { centre: { x: 1606, y: 440 }, width: 410, angleDegrees: 9 },
    width: 420,
    height: 560,
  },
} as const satisfies Record<string, SamplePhoto>;
