// What the side thread answers; its pool names the function.
export { pixelCues } from '#engine/document/cues/pixel-cues.js';
export { straightEdges } from '#engine/document/locate/straight-edges.js';
