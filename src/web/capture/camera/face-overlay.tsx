import type { ShownStep } from '#web/capture/camera/step-at.js';

/** In a box of 300 by 400: the oval for the face, and the ring round it that fills as the recording goes on. */
const oval = { cx: 150, cy: 190, rx: 98, ry: 130 } as const;
const outside = `M0 0H300V400H0Z M${oval.cx - oval.rx} ${oval.cy}a${oval.rx} ${oval.ry} 0 1 0 ${2 * oval.rx} 0a${oval.rx} ${oval.ry} 0 1 0 ${-2 * oval.rx} 0Z`;
/** Begins at the top, clockwise. */
const ring = `M${oval.cx} ${oval.cy - oval.ry}a${oval.rx} ${oval.ry} 0 1 1 0 ${2 * oval.ry}a${oval.rx} ${oval.ry} 0 1 1 0 ${-2 * oval.ry}`;

/** The preview is mirrored: the person's own left is the left of the screen. */
const arrows: Readonly<Partial<Record<ShownStep, string>>> = {
  'turn-left': 'M30 190l22 -18M30 190l22 18M30 190h44',
  'turn-right': 'M270 190l-22 -18M270 190l-22 18M270 190h-44',
  'look-up': 'M150 26l-18 22M150 26l18 22M150 26v44',
  'look-down': 'M150 354l-18 -22M150 354l18 -22M150 354v-44',
  'come-closer':
    'M66 100l26 26M66 100v20M66 100h20M234 100l-26 26M234 100v20M234 100h-20M66 282l26 -26M66 282v-20M66 282h20M234 282l-26 -26M234 282v-20M234 282h-20',
};

interface FaceOverlayProps {
  readonly good: boolean;
  /** Null: nothing is recorded. */
  readonly recording: { readonly step: ShownStep; readonly share: number } | null;
}

export function FaceOverlay({ good, recording }: FaceOverlayProps) {
  const arrow = recording === null ? undefined : arrows[recording.step];
  return (
    <svg className="face-overlay" viewBox="0 0 300 400" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      <path className="shade" d={outside} fillRule="evenodd" />
      <path className={good ? 'oval good' : 'oval'} d={ring} />
      {recording !== null && <path className="ring" d={ring} pathLength={1} strokeDasharray={`${recording.share} 1`} />}
      {arrow !== undefined && <path className="arrow" d={arrow} />}
    </svg>
  );
}
