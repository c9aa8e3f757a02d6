import { JsonCodec2, XmlCodec } from '@aws-sdk/core/protocols';
import { deref, NormalizedSchema } from '@smithy/core/schema';
import { fromBase64, fromUtf8, toBase64, toUtf8 } from '@smithy/core/serde';
import type { SandboxService } from '../request.ts';
import { textOf } from './http.ts';

/**
 * The SDK's clients export typed schemas of every operation; from them come the codecs of a server.
 * All that is known of their form is in this file:
 * operation `[9, namespace, name, traits, input, output]`, error `[-3, namespace, name, traits, …]`.
 */
export type Schema = NormalizedSchema;

export interface WireOperation {
  readonly name: string;
  readonly input: Schema;
  readonly output: Schema;
  /** REST only: method, path pattern, status. */
  readonly http?: { readonly method: string; readonly uri: string; readonly status: number };
}

export interface ServiceModel {
  readonly operations: ReadonlyMap<string, WireOperation>;
  /** AWS's code on the wire of the Query protocol, by the SDK's name: `NoSuchEntity`. */
  readonly queryCodes: ReadonlyMap<string, string>;
}

const loaders: Readonly<Record<SandboxService, () => Promise<object>>> = {
  kms: () => import('@aws-sdk/client-kms'),
  s3: () => import('@aws-sdk/client-s3'),
  sts: () => import('@aws-sdk/client-sts'),
  tagging: () => import('@aws-sdk/client-resource-groups-tagging-api'),
  cloudtrail: () => import('@aws-sdk/client-cloudtrail'),
  iam: () => import('@aws-sdk/client-iam'),
};

export async function loadModel(service: SandboxService): Promise<ServiceModel> {
  const shapes = Object.values(await loaders[service]()).filter(
    Array.isArray,
  ) as readonly (readonly unknown[])[];
  const operations = shapes.filter((shape) => shape[0] === 9).map(operationOf);
  const codes = shapes.filter((shape) => shape[0] === -3).flatMap(queryCodeOf);
  return {
    operations: new Map(operations.map((operation) => [operation.name, operation])),
    queryCodes: new Map(codes),
  };
}

function operationOf(shape: readonly unknown[]): WireOperation {
  const [, , name, traits, input, output] = shape as [9, string, string, unknown, never, never];
  const http = (traits as { readonly http?: readonly [string, string, number] }).http;
  return {
    name,
    input: NormalizedSchema.of(deref(input)),
    output: NormalizedSchema.of(deref(output)),
    ...(http === undefined ? {} : { http: { method: http[0], uri: http[1], status: http[2] } }),
  };
}

function queryCodeOf(shape: readonly unknown[]): readonly [string, string][] {
  const code = (shape[3] as { readonly awsQueryError?: readonly [string, number] }).awsQueryError?.[0];
  return code === undefined ? [] : [[String(shape[2]), code]];
}

export interface Trait {
  readonly httpHeader?: string;
  readonly httpLabel?: number;
  readonly httpPayload?: number;
  readonly httpPrefixHeaders?: string;
  readonly httpQuery?: string;
  readonly xmlFlattened?: number;
  readonly xmlName?: string;
}

export function traitsOf(schema: Schema): Trait {
  return schema.getMergedTraits();
}

export function membersOf(
  schema: Schema,
): readonly { readonly name: string; readonly schema: Schema; readonly traits: Trait }[] {
  if (!schema.isStructSchema()) return [];
  return [...schema.structIterator()].map(([name, member]) => ({
    name,
    schema: member,
    traits: traitsOf(member),
  }));
}

export function memberOf(schema: Schema, name: string): boolean {
  return membersOf(schema).some((member) => member.name === name);
}

/** The SDK calls what reads bytes an encoder of text, and the reverse. */
const serde = {
  base64Encoder: toBase64,
  base64Decoder: fromBase64,
  utf8Encoder: toUtf8,
  utf8Decoder: fromUtf8,
};

/** Epoch seconds unless a member says otherwise (AWS JSON 1.1). */
const epochSeconds = 7;
/** ISO 8601 unless a member says otherwise (XML). */
const dateTime = 5;

export interface Codec {
  read(schema: Schema, bytes: Uint8Array): Promise<Record<string, unknown>>;
  write(schema: Schema, value: unknown): string;
}

export function jsonCodec(): Codec {
  return adapted(
    new JsonCodec2({ timestampFormat: { useTrait: true, default: epochSeconds }, jsonName: false }),
  );
}

export function xmlCodec(xmlNamespace: string): Codec {
  const timestampFormat = { useTrait: true, default: dateTime } as const;
  return adapted(new XmlCodec({ timestampFormat, httpBindings: true, xmlNamespace, serviceNamespace: '' }));
}

interface SdkCodec {
  setSerdeContext(context: never): void;
  createSerializer(): { write(schema: Schema, value: unknown): void; flush(): string | Uint8Array };
  createDeserializer(): { read(schema: Schema, text: string): unknown };
}

function adapted(codec: SdkCodec): Codec {
  codec.setSerdeContext(serde as never);
  return {
    read: async (schema, bytes) =>
      ((await codec.createDeserializer().read(schema, textOf(bytes))) ?? {}) as Record<string, unknown>,
    write(schema, value) {
      const serializer = codec.createSerializer();
      serializer.write(schema, value);
      const text = serializer.flush();
      return typeof text === 'string' ? text : toUtf8(text);
    },
  };
}
