import type { z } from 'zod';
import type { Address } from '../../model/address.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { digestOf } from '../../model/digest.ts';
import { readJson } from '../../model/json.ts';
import { pathOf, showPath } from '../../model/path.ts';
import type { SavedPlan } from '../../model/saved-plan.ts';
import type { Stack } from '../../model/resource.ts';
import { isMap } from '../../model/tree.ts';
import { contradictionIn } from './contradiction.ts';
import { formatVersion, savedPlanKind, savedPlanSchema } from './schema.ts';
import type { ResourceOfFile } from './stack-schema.ts';
import { isNewer } from './versions.ts';

export type Decoded =
  | { readonly is: 'ok'; readonly saved: SavedPlan }
  | { readonly is: 'refused'; readonly diagnostic: Diagnostic };

/** Returns true if the text means to be a saved plan, whole or not. Keeps `apply` from taking it for manifests. */
export function looksLikeSavedPlan(text: string): boolean {
  return /^\ufeff?\s*\{/u.test(text) && new RegExp(`"kind"\\s*:\\s*"${savedPlanKind}"`, 'u').test(text);
}

/** Recognizes the output of `-o json` too: people mistake it for a saved plan, never for manifests. */
export function isMeantAsPlan(text: string): boolean {
  return looksLikeSavedPlan(text) || /^\ufeff?\s*\{\s*"formatVersion"\s*:/u.test(text);
}

/**
 * Parses the text of a saved plan and checks all that it says of itself. Takes for `version` that of this Keywright.
 * Refuses what a later one wrote before anything of it is understood wrongly.
 */
export function decodeSavedPlan(text: string, file: string, version: string): Decoded {
  const refuse = (code: Diagnostic['code'], message: string, at = { line: 1, column: 1 }): Decoded => {
    const { line, column } = at;
    // A whole file has no extent; one place is shown.
    const endColumn = line === 1 && column === 1 ? 1 : column + 1;
    const span = { file, line, column, endLine: line, endColumn };
    return { is: 'refused', diagnostic: { severity: 'error', code, message, span } };
  };
  const { tree: value, problems } = readJson(text);
  const broken = problems.find((problem) => problem.is === 'syntax');
  if (broken !== undefined && !/^\ufeff?\s*\{/u.test(text))
    return refuse('plan.not-a-plan', 'this file is not a saved plan: it is not JSON');
  if (broken?.cut === true) {
    // Its last character is what can be shown.
    const lines = text.trimEnd().split('\n');
    const at = { line: lines.length, column: lines.at(-1)?.length ?? 1 };
    return refuse('plan.truncated', 'this saved plan is truncated', at);
  }
  if (broken !== undefined) return refuse('plan.edited', 'this saved plan is corrupt here', broken.position);
  if (!isMap(value) || value['kind'] !== savedPlanKind) {
    return refuse('plan.not-a-plan', `this file is not a saved plan: ${whatItIs(value)}`);
  }
  const made = value['madeBy'];
  const by = isMap(made) && typeof made['version'] === 'string' ? made['version'] : '';
  const format = typeof value['formatVersion'] === 'string' ? value['formatVersion'] : '';
  if (isNewer(format, formatVersion) || isNewer(by, version)) {
    const newer = `Keywright ${by === '' ? 'of a newer version' : by} wrote this plan in format ${format}`;
    return refuse('plan.newer-version', `${newer}; this is ${version}, which supports ${formatVersion}`);
  }
  const { digest, ...content } = value;
  if (typeof digest === 'string' && digest !== digestOf(content)) {
    return refuse('plan.edited', 'this saved plan was changed after it was written');
  }
  const read = savedPlanSchema.safeParse(value);
  if (!read.success) return refuse('plan.invalid', `this saved plan is incomplete: ${issueText(read.error)}`);
  const saved = savedOf(read.data);
  const contradiction = contradictionIn(saved);
  return contradiction === undefined ? { is: 'ok', saved } : refuse('plan.contradiction', contradiction);
}

function savedOf(file: z.infer<typeof savedPlanSchema>): SavedPlan {
  const { madeAt, expiresAt, madeBy, against, plan, restsOn, stack } = file;
  return {
    madeAt,
    expiresAt,
    madeBy,
    against,
    plan,
    restsOn: new Map(Object.entries(restsOn)),
    stack: stackOf(stack),
  };
}

function stackOf({ settings, resources, diagnostics }: z.infer<typeof savedPlanSchema>['stack']): Stack {
  // Where each path of a document stood is not kept: its beginning is.
  const whole = (
    one: ResourceOfFile,
  ): readonly [Address, Stack['resources'] extends ReadonlyMap<Address, infer R> ? R : never] => [
    one.address,
    { ...one, spanOf: () => one.span },
  ];
  return { settings, resources: new Map(resources.map(whole)), diagnostics };
}

function whatItIs(value: unknown): string {
  if (!isMap(value)) return 'the file does not contain a JSON object';
  const { kind, apiVersion } = value;
  if (typeof apiVersion === 'string') return 'the file is a manifest';
  if (typeof kind !== 'string') return 'the file lacks "kind": "SavedPlan"';
  const output = ['Plan', 'ApplyResult', 'Diagnostics'].includes(kind);
  return output ? `the file is -o json output (${kind})` : `the file has kind ${JSON.stringify(kind)}`;
}

function issueText(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue === undefined) return 'a field is wrong';
  const at = showPath(pathOf(issue.path.map(String)));
  if (issue.code === 'unrecognized_keys')
    return `${at === '' ? 'it' : at} has no field ${issue.keys.map((key) => JSON.stringify(key)).join(', ')}`;
  if (issue.message.endsWith('received undefined')) return `${at} is missing`;
  return `${at}: ${issue.message.replace(/^Invalid input: /u, '')}`;
}
