import { z } from 'zod';
import { operation, scopeOf, type Context, type Operations } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import { authorize } from './authorize.ts';
import { keyIdInput } from './input.ts';
import type { KeyRecord } from './records.ts';
import { resolveKey } from './resolve.ts';

function importedKey(context: Context, name: string): KeyRecord {
  const key = resolveKey(context, name, { forms: 'key', crossAccount: false });
  authorize(context, key);
  if (key.origin !== 'EXTERNAL')
    refuse('UnsupportedOperationException', `${key.arn} origin is ${key.origin}.`);
  if (key.deletion !== undefined) refuse('KMSInvalidStateException', `${key.arn} is pending deletion.`);
  return key;
}

/** Import tokens and wrapped material are not looked at: only the key's state matters here (a choice). */
const importKeyMaterial = operation('writes', z.object({ KeyId: keyIdInput }), (context, input) => {
  const key = importedKey(context, input.KeyId);
  context.world.put('key', scopeOf(key), key.id, { ...key, importedMaterial: true });
  return { KeyId: key.arn };
});

const deleteImportedKeyMaterial = operation('writes', z.object({ KeyId: keyIdInput }), (context, input) => {
  const key = importedKey(context, input.KeyId);
  context.world.put('key', scopeOf(key), key.id, { ...key, importedMaterial: false });
  return { KeyId: key.arn };
});

export const importOperations: Operations = {
  ImportKeyMaterial: importKeyMaterial,
  DeleteImportedKeyMaterial: deleteImportedKeyMaterial,
};
