// `npm start`: set up, then serve, in one process so that signals reach the server.
import { setUp } from './set-up.mjs';

await setUp();
process.argv.splice(2, 0, 'serve');
await import('../dist/cli/main.js');
