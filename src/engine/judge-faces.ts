import type { Template } from '#domain/face.js';
import type { Verdict } from '#domain/verification.js';
import { compareTemplates } from '#engine/compare/compare-templates.js';
import { operatingPointUnder } from '#engine/compare/operating-point.js';
import type { RecogniserInUse } from '#engine/compare/recogniser-in-use.js';
import { decideFaces } from '#engine/decision/decide.js';
import { defaultPolicy, type Policy } from '#engine/decision/policy.js';

/**
 * Do two templates show one person, where this application decides? On likeness alone: what else the policy requires
 * is not looked at. Throws when the templates come from different recognisers.
 */
export const judgeFaces = (
  probe: Template,
  reference: Template,
  recogniser: RecogniserInUse,
  policy: Policy = defaultPolicy,
): Verdict => decideFaces(compareTemplates(probe, reference, operatingPointUnder(policy, recogniser)));
