import { z } from 'zod';
import { weightsManifestSchema } from '#engine/models/conversion/tfjs-weights.js';

const attributeSchema = z.looseObject({
  s: z.string().optional(),
  list: z.looseObject({ i: z.array(z.string()).optional(), s: z.array(z.string()).optional() }).optional(),
  shape: z.looseObject({ dim: z.array(z.object({ size: z.string() })).optional() }).optional(),
});

const nodeSchema = z.looseObject({
  name: z.string(),
  op: z.string(),
  input: z.array(z.string()).default([]),
  attr: z.record(z.string(), attributeSchema).default({}),
});

/** One operation of a TensorFlow graph; strings in its attributes are base64, integers are decimal strings. */
export type TfNode = z.infer<typeof nodeSchema>;

/** The JSON of a TFJS GraphModel, as far as the converter reads it. */
export const tfjsGraphModelSchema = z.looseObject({
  modelTopology: z.looseObject({ node: z.array(nodeSchema) }),
  weightsManifest: weightsManifestSchema,
});
export type TfjsGraphModel = z.infer<typeof tfjsGraphModelSchema>;

/** A string attribute, decoded; throws when it is absent. */
export function stringAttribute(node: TfNode, name: string): string {
  const encoded = node.attr[name]?.s;
  if (encoded === undefined) throw new Error(`${node.op} ${node.name} has no attribute ${name}`);
  return decodeBase64(encoded);
}

/** A list of strings, decoded; empty when it is absent. */
export function stringListAttribute(node: TfNode, name: string): string[] {
  return (node.attr[name]?.list?.s ?? []).map(decodeBase64);
}

/** Height and width of a four-element NHWC attribute such as strides. */
export function spatialAttribute(node: TfNode, name: string): [number, number] {
  const values = node.attr[name]?.list?.i?.map(Number);
  if (values?.length !== 4) throw new Error(`${node.op} ${node.name}: ${name} is not a list of 4`);
  return [values[1]!, values[2]!];
}

const decodeBase64 = (encoded: string): string => Buffer.from(encoded, 'base64').toString('latin1');
