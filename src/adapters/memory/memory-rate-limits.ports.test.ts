import { createMemoryRateLimits } from '#adapters/memory/memory-rate-limits.js';
import { describeRateLimits } from '#ports/rate-limits.suite.js';

describeRateLimits('memory', async () => ({ rateLimits: createMemoryRateLimits(), close: async () => undefined }));
