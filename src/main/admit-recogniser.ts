import { shippedRecogniser, type RecogniserInUse } from '#engine/compare/recogniser-in-use.js';
import { chosenRecogniser } from '#engine/recognisers/recogniser-choice.js';
import { StartUpError } from '#main/start-up-error.js';
import type { Records } from '#ports/records.js';
import { applicationsWithForeignPoint } from '#services/foreign-operating-points.js';

/** What has to hold between an installation and the recogniser that it is to run with. Throws `StartUpError`. */
export async function admitRecogniser(
  records: Records,
  recogniser: RecogniserInUse,
  modelsDirectory: string,
): Promise<void> {
  await refuseForeignPoints(records, recogniser);
  await refuseLostChoice(records, recogniser, modelsDirectory);
}

/**
 * The choice of a recogniser lies beside the models. Where it is lost with them, nobody asked for the one that ships: a
 * server that ran with another one last does not start before somebody says which. Remembers the one in use else.
 */
async function refuseLostChoice(
  { installation }: Pick<Records, 'installation'>,
  { id }: RecogniserInUse,
  modelsDirectory: string,
): Promise<void> {
  const served = await installation.servedRecogniser();
  if (served === id) return;
  const { said } = await chosenRecogniser(modelsDirectory);
  if (served !== null && served !== shippedRecogniser.id && !said) {
    throw new StartUpError(
      `the face recogniser that served last (${served}) is not chosen any more: ${modelsDirectory} holds no choice; put the folder back, or choose with "bonafide models use ${served}" or "bonafide models use default"`,
    );
  }
  await installation.keepServedRecogniser(id);
}

/** A threshold says nothing about another recogniser than it was measured with: a server does not start to decide by it. */
async function refuseForeignPoints(records: Records, { id, digest }: RecogniserInUse): Promise<void> {
  const foreign = await applicationsWithForeignPoint(records, digest);
  if (foreign.length === 0) return;
  throw new StartUpError(
    `policy.operatingPoint of ${foreign.join(', ')} was not measured with the recogniser in use (${id}); calibrate it anew, set it to null (bonafide applications set), or go back (bonafide models use default)`,
  );
}
