import { failureAbout } from '#domain/failure-kinds.js';
import type { DocumentReading } from '#domain/operation.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import { nothingRead } from '#engine/document/nothing-read.js';
import type { OperationRequest, PerformOperation } from '#services/perform-operation.js';
import type { TasksFor } from '#services/sandbox/tasks-for.js';
import { wholeUploads, type UploadedPicture } from '#services/uploaded-picture.js';

export interface ReadDocumentRequest extends Omit<OperationRequest<'document-read'>, 'operation'> {
  readonly document: UploadedPicture;
  /** `required`: a document without a portrait, as the back of a card, is the failure `portrait-not-found`. */
  readonly portrait: 'required' | 'optional';
}

/** Reads an identity document. The portrait is located, not compared. Durable when it resolves. */
export type ReadDocument = (request: ReadDocumentRequest) => Promise<Outcome<DocumentReading>>;

export function createReadDocument(dependencies: {
  readonly tasksFor: TasksFor;
  readonly perform: PerformOperation;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}): ReadDocument {
  const { tasksFor, perform, now } = dependencies;
  return ({ document: upload, portrait, ...request }) =>
    perform({ ...request, operation: 'document-read' }, async () => {
      const tasks = tasksFor(request.principal, request.context);
      const pictures = await wholeUploads([{ subject: 'document', picture: upload }], tasks);
      if (!pictures.ok) return pictures;
      const analysis = await tasks.analyseDocument(pictures.value[0], now());
      if (!analysis.ok) return fail(failureAbout(analysis.failure, 'document'));
      const { document, picture, timings } = analysis.value;
      if (portrait === 'required' && document.portrait === null) {
        return fail({ code: 'portrait-not-found', subject: 'document' });
      }
      if (nothingRead(document)) return fail({ code: 'document-unreadable', subject: 'document' });
      return ok({ document, picture, timings });
    });
}
