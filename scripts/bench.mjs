// `npm run bench [-- --json]`: compile bench/, run it on the built server.
import { runTool } from './run-tool.mjs';

runTool('bench', process.argv.slice(2));
