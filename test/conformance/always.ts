/** `node always.ts`: the column `always` of every operation as JSON, by the names that botocore has for services. */
import { knownOps, operationOf } from '../../src/aws/operations.ts';

const services: Readonly<Record<string, string>> = { tagging: 'resourcegroupstaggingapi' };

process.stdout.write(
  JSON.stringify(
    Object.fromEntries(
      knownOps.map((op) => {
        const [service = '', operation = ''] = op.split(':');
        return [`${services[service] ?? service}:${operation}`, operationOf(op).always];
      }),
    ),
  ),
);
