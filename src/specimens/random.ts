/** Renderings draw from the engine's seeded randomness. */
export { seededRandom, type Random } from '#engine/seeded-random.js';
