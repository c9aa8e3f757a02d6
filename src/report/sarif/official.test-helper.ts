import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Ajv from 'ajv';

const require = createRequire(import.meta.url);

/** The schema of the standard itself, as Microsoft's package of matchers ships it. */
const official = compiled();

function compiled(): Ajv.ValidateFunction {
  const schema = readFileSync(
    require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'),
    'utf8',
  );
  const ajv = new Ajv({ schemaId: 'id', meta: false, allErrors: true, logger: false });
  ajv.addMetaSchema(require('ajv/lib/refs/json-schema-draft-04.json') as object);
  return ajv.compile(JSON.parse(schema) as object);
}

/** Returns what the schema of SARIF 2.1.0 finds wrong with a log. */
export function officialProblems(text: string): unknown {
  return official(JSON.parse(text)) === true ? [] : official.errors;
}
