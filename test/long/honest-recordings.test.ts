import { testHonestRecordings } from '../support/honest-recordings.js';

testHonestRecordings(['d3', 'd10', 'd11', 'd12', 'd18', 'd19', 'd20']);
