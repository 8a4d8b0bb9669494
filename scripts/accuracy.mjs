// `npm run accuracy` and `npm run accuracy:data`: compile accuracy/, run it on the built engine.
import { runTool } from './run-tool.mjs';

runTool('accuracy', process.argv.slice(2));
