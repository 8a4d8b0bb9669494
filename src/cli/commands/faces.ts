import type { Command } from 'commander';
import type { DetectedFace } from '#domain/face.js';
import type { CliContext } from '#cli/context.js';
import { exitCodes } from '#cli/exit-codes.js';
import { readNamedFile } from '#cli/files.js';
import { failureJson, failureText, twoColumns } from '#cli/terminal.js';

export function registerFaces(program: Command, context: CliContext): void {
  program
    .command('faces')
    .description('find the faces in a picture, the largest first')
    .argument('<picture>')
    .option('--json', 'print boxes, landmarks and poses as JSON')
    .action(async (file: string, options: { json?: true }) => {
      const { terminal } = context;
      const picture = await readNamedFile(file);
      const outcome = await context.withEngine((tasks) => {
        terminal.progress('looking for faces …');
        return tasks.detectFaces(picture);
      });
      if (!outcome.ok) {
        if (options.json) terminal.out(failureJson(outcome.failure));
        else terminal.note(failureText(outcome.failure));
        context.exitWith(exitCodes.pictureRefused);
        return;
      }
      const { faces, width, height } = outcome.value;
      if (options.json) terminal.out(JSON.stringify(outcome.value, null, 2));
      else
        terminal.out(
          [`${faces.length} in ${width} × ${height} pixels`, twoColumns(faces.map(row))].filter(Boolean).join('\n'),
        );
    });
}

function row(face: DetectedFace, index: number): readonly [string, string] {
  const { box, pose } = face;
  const round = Math.round;
  return [
    `face ${index + 1}`,
    `${round(box.width)} × ${round(box.height)} at ${round(box.x)}, ${round(box.y)}; ` +
      `yaw ${round(pose.yawDegrees)}°, pitch ${round(pose.pitchDegrees)}°, roll ${round(pose.rollDegrees)}°; ` +
      `${round(face.interEyeDistancePixels)} px between the eyes; confidence ${face.confidence.toFixed(2)}`,
  ];
}
