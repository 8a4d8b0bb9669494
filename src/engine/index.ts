export type { EngineTasks } from '#engine/engine-tasks.js';
