import { z } from 'zod';
import type { ApiAnswer, ApiDescription, ApiOperation, FormPart } from '#http/openapi/api-operation.js';

type Json = Record<string, unknown>;

const schemaPlace = (name: string): string => `#/components/schemas/${name}`;

/** The OpenAPI 3.1 document of all dialects, made of the schemas that answers are parsed with. */
export function buildOpenApi(
  descriptions: readonly ApiDescription[],
  options: { readonly version: string; readonly serverUrl: string },
): Json {
  const { registry, nameOf } = registerSchemas(descriptions);
  const refTo = (schema: z.ZodType): Json => {
    const name = nameOf.get(schema);
    return name === undefined ? inline(schema) : { $ref: schemaPlace(name) };
  };
  const paths: Record<string, Json> = {};
  for (const description of descriptions) {
    for (const operation of description.operations) {
      paths[operation.path] ??= {};
      paths[operation.path]![operation.method.toLowerCase()] = operationObject(operation, description, refTo);
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Bonafide',
      version: options.version,
      description: 'Self-hosted identity verification. Five published APIs on one engine.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: options.serverUrl }],
    tags: descriptions.map(({ title, description }) => ({ name: title, description })),
    paths,
    components: {
      schemas: componentSchemas(registry),
      securitySchemes: Object.assign({}, ...descriptions.map(({ security }) => security)) as Json,
    },
  };
}

function registerSchemas(descriptions: readonly ApiDescription[]) {
  const registry = z.registry<{ id: string }>();
  const nameOf = new Map<z.ZodType, string>();
  for (const { schemas } of descriptions) {
    for (const [name, schema] of Object.entries(schemas)) {
      registry.add(schema, { id: name });
      nameOf.set(schema, name);
    }
  }
  return { registry, nameOf };
}

function componentSchemas(registry: z.core.$ZodRegistry<{ id: string }>): Json {
  const { schemas } = z.toJSONSchema(registry, { uri: schemaPlace, io: 'output', unrepresentable: 'any' });
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, withoutIds(schema)]));
}

const inline = (schema: z.ZodType, io: 'input' | 'output' = 'output'): Json =>
  withoutIds(z.toJSONSchema(schema, { io, unrepresentable: 'any' }));

/** In a component `$id` would move the base of its references. */
function withoutIds(schema: object): Json {
  const { $schema: _, $id: __, ...rest } = schema as Json; // a JSON object
  return rest;
}

function operationObject(
  operation: ApiOperation,
  description: ApiDescription,
  refTo: (schema: z.ZodType) => Json,
): Json {
  const { failureSchema, failureContentType = 'application/json', failures } = description;
  const responses: Record<string, Json> = {};
  for (const [status, answer] of Object.entries(operation.answers)) responses[status] = answerObject(answer, refTo);
  for (const [status, when] of Object.entries(failures)) {
    responses[status] ??= { description: when, content: { [failureContentType]: { schema: refTo(failureSchema) } } };
  }
  const content = bodyContent(operation);
  return {
    tags: [description.title],
    operationId: operationId(operation),
    summary: operation.summary,
    ...(operation.description !== undefined && { description: operation.description }),
    parameters: parametersOf(operation),
    ...(content !== null && { requestBody: { required: true, content } }),
    responses,
    security: operation.scope === null ? [] : [securityOf(description)],
    ...(operation.scope !== null && { 'x-scope': operation.scope }),
  };
}

const securityOf = ({ security }: ApiDescription): Json =>
  Object.fromEntries(Object.keys(security).map((name) => [name, []]));

/** `POST /api/v2/verifications/{id}` → `postApiV2VerificationsById`. */
const operationId = ({ method, path }: ApiOperation): string =>
  method.toLowerCase() +
  path
    .split(/[/.-]/)
    .filter(Boolean)
    .map((part) => (part.startsWith('{') ? `By${capital(part.slice(1, -1))}` : capital(part)))
    .join('');

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const answerObject = (
  { description, schema, contentType = 'application/json' }: ApiAnswer,
  refTo: (schema: z.ZodType) => Json,
): Json =>
  schema === undefined ? { description } : { description, content: { [contentType]: { schema: refTo(schema) } } };

function parametersOf({ path, query, creates }: ApiOperation): Json[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const inQuery = Object.entries(query?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: !(schema as z.ZodType).safeParse(undefined).success,
    schema: inline(schema as z.ZodType, 'input'),
  }));
  const key = {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description: 'Equal requests with an equal key are executed once and get equal bytes, for 24 hours.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  };
  return [...inPath, ...inQuery, ...(creates === true ? [key] : [])];
}

function bodyContent({ form, json }: ApiOperation): Json | null {
  const content: Json = {};
  if (json !== undefined) content['application/json'] = { schema: inline(json, 'input') };
  if (form !== undefined) {
    const parts = Object.entries(form);
    content['multipart/form-data'] = {
      schema: {
        type: 'object',
        properties: Object.fromEntries(parts.map(([name, part]) => [name, partSchema(part)])),
        required: parts.filter(([, { required }]) => required).map(([name]) => name),
      },
    };
  }
  return Object.keys(content).length === 0 ? null : content;
}

const partSchema = ({ kind, description }: FormPart): Json =>
  kind === 'text'
    ? { type: 'string', description }
    : {
        type: 'string',
        format: 'binary',
        contentMediaType: kind === 'picture' ? 'image/*' : 'video/*',
        description,
      };
