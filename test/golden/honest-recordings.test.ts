import { testHonestRecordings } from '../support/honest-recordings.js';

// Two of the seven that `npm run test:long` looks at.
testHonestRecordings(['d3', 'd12']);
