import type { Command } from 'commander';
import { registerEvaluateCues } from '#cli/commands/evaluate-cues.js';
import { registerEvaluateDeepfake } from '#cli/commands/evaluate-deepfake.js';
import { registerEvaluateDocuments } from '#cli/commands/evaluate-documents.js';
import { registerEvaluateObservations } from '#cli/commands/evaluate-observations.js';
import { registerEvaluatePad } from '#cli/commands/evaluate-pad.js';
import { registerEvaluatePairs } from '#cli/commands/evaluate-pairs.js';
import { registerEvaluateQuality } from '#cli/commands/evaluate-quality.js';
import { registerEvaluateSearch } from '#cli/commands/evaluate-search.js';
import type { CliContext } from '#cli/context.js';

export function registerEvaluate(program: Command, context: CliContext): void {
  const evaluate = program.command('evaluate').description('measure error rates on labelled pictures');
  registerEvaluatePairs(evaluate, context);
  registerEvaluateDocuments(evaluate, context);
  registerEvaluateCues(evaluate, context);
  registerEvaluateQuality(evaluate, context);
  registerEvaluateSearch(evaluate, context);
  registerEvaluatePad(evaluate, context);
  registerEvaluateDeepfake(evaluate, context);
  registerEvaluateObservations(evaluate, context);
}
