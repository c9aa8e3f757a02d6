/** Arguments and nested blocks of a block of Terraform, by the names that the API of AWS has for them. */
export interface Body {
  readonly [name: string]: string | number | boolean | Body | readonly Body[];
}

/**
 * Writes a body as `terraform fmt` would: `NoncurrentDays` is `noncurrent_days`, and a list is one block for each of
 * its items. The provider of AWS names its arguments so.
 */
export function hclOf(body: Body, indent = '  '): string {
  const entries = Object.entries(body).map(([name, value]) => [singular(snake(name)), value] as const);
  const plain = entries.filter(([, value]) => typeof value !== 'object');
  const width = Math.max(0, ...plain.map(([name]) => name.length));
  const blocks = entries.flatMap(([name, value]) =>
    typeof value === 'object' ? [value].flat().map((one: Body) => blockOf(name, one, indent)) : [],
  );
  const lines = plain.map(([name, value]) => `${indent}${name.padEnd(width)} = ${JSON.stringify(value)}\n`);
  return [lines.join(''), ...blocks].filter((text) => text !== '').join('\n');
}

function blockOf(name: string, body: Body, indent: string): string {
  const inside = hclOf(body, `${indent}  `);
  return inside === '' ? `${indent}${name} {}\n` : `${indent}${name} {\n${inside}${indent}}\n`;
}

function snake(name: string): string {
  return name.replaceAll(/(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/gu, '_').toLowerCase();
}

/** Returns the name of the block that Terraform repeats for each item: S3 lists `Rules`. */
function singular(name: string): string {
  return name === 'rules' ? 'rule' : name;
}
