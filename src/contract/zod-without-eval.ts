import { z } from 'zod';

// The policy of the pages forbids code made of text. zod would try it with its first object, and the browser would report that:
// this module comes before all others.
z.config({ jitless: true });
