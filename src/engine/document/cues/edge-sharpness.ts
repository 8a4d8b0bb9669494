import type { LumaWindow } from '#engine/document/cues/document-windows.js';

/** Pixels over which an edge counts as whole. */
const reach = 7;
/** Grey levels of an edge that is print, not noise. */
const leastEdge = 40;
/** Fewer windows with such an edge tell nothing. */
const leastWindows = 4;

/**
 * How steep the strongest edges of a picture are: the share of an edge's rise over 7 pixels that falls between two
 * neighbours, 1/7 for a ramp and 1 for a step. An edge blurred by σ has erf(½/√2σ) / erf(3½/√2σ): .38 at σ 1, .27 at 1.5,
 * .21 at 2. The median over the windows, of rows or of columns, whichever is less steep: a shaken picture is sharp one way.
 * Null where too few windows show an edge.
 */
export function edgeSharpness(windows: readonly LumaWindow[], side: number): number | null {
  const along = medianSteepness(windows, side, 1);
  const across = medianSteepness(windows, side, side);
  return along === null || across === null ? null : Math.min(along, across);
}

function medianSteepness(windows: readonly LumaWindow[], side: number, step: number): number | null {
  const found = windows.flatMap((window) => steepness(window, side, step) ?? []).sort((a, b) => a - b);
  return found.length < leastWindows ? null : found[found.length >> 1]!;
}

/** Of the edge with the largest rise between neighbours; null where it is no edge. */
function steepness(window: LumaWindow, side: number, step: number): number | null {
  const other = step === 1 ? side : 1;
  const before = (reach - 1) / 2;
  let best = { rise: 0, whole: 0 };
  for (let line = 0; line < side; line++) {
    for (let i = before; i + before + 1 < side; i++) {
      const at = line * other + i * step;
      const rise = Math.abs(window[at + step]! - window[at]!);
      if (rise <= best.rise) continue;
      best = { rise, whole: Math.abs(window[at + (before + 1) * step]! - window[at - before * step]!) };
    }
  }
  return best.whole < leastEdge ? null : Math.min(1, best.rise / best.whole);
}
