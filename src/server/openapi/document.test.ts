import { describe, expect, it } from 'vitest';
import { pathOf, type Path } from '../../model/path.ts';
import { isList, isMap, valueAt, type Tree, type TreeMap } from '../../model/tree.ts';
import { besides } from '../routes/beside.ts';
import { routes } from '../routes/table.ts';
import { apiWith } from '../testing/app.test-helper.ts';
import { openApiDocument } from './document.ts';

const document = openApiDocument('1.0.0');
const operations = [...routes, ...besides].map(({ method, path }) => ({
  name: `${method} ${path}`,
  operation: valueAt(document, pathOf(['paths', path, method.toLowerCase()])) as TreeMap | undefined,
}));

/** Lists every map of a tree, with its place. */
function mapsIn(tree: Tree, at: Path = ''): readonly (readonly [Path, TreeMap])[] {
  if (isList(tree)) return tree.flatMap((one, index) => mapsIn(one, `${at}${pathOf([index])}`));
  if (!isMap(tree)) return [];
  return [
    [at, tree],
    ...Object.entries(tree).flatMap(([name, value]) => mapsIn(value, `${at}${pathOf([name])}`)),
  ];
}

describe('the document of the API', () => {
  it.each(operations)('describes $name', ({ operation }) => {
    expect(operation).toMatchObject({
      operationId: expect.any(String) as string,
      summary: expect.stringMatching(/\.$/u) as string,
      tags: [expect.any(String)],
    });
  });

  it('describes nothing else', () => {
    const paths = Object.values(document['paths'] as TreeMap);
    expect(paths.flatMap((one) => Object.keys(one as TreeMap))).toHaveLength(operations.length);
    const ids = operations.map(({ operation }) => operation?.['operationId']);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('refers only to what there is', () => {
    const references = mapsIn(document).flatMap(([, { $ref }]) => (typeof $ref === 'string' ? [$ref] : []));
    expect(references.filter((one) => valueAt(document, one.slice(1) as Path) === undefined)).toEqual([]);
  });

  it('leaves no schema empty, and no parameter and no field of a request without words', () => {
    const isSchema = /\/(?:schema|schemas\/\w+|properties\/[^/]+|items|anyOf\/\d+)$/u;
    const empty = mapsIn(document).filter(([at, map]) => isSchema.test(at) && Object.keys(map).length === 0);
    expect(empty.map(([at]) => at)).toEqual([]);
    const asked =
      /\/(?:parameters\/\d+|requestBody\/content\/application~1json\/schema\/properties\/[^/]+)$/u;
    const wordless = mapsIn(document).filter(
      ([at, map]) => asked.test(at) && !('description' in map || '$ref' in map),
    );
    expect(wordless.map(([at]) => at)).toEqual([]);
  });

  it('lets answers grow, and requests not', () => {
    expect(document).not.toHaveProperty(['components', 'schemas', 'RowList', 'additionalProperties'], false);
    expect(openApiDocument('1.0.0', 'closed')).toHaveProperty(
      ['components', 'schemas', 'RowList', 'additionalProperties'],
      false,
    );
    expect(document).toHaveProperty(
      [
        'paths',
        '/sync',
        'post',
        'requestBody',
        'content',
        'application/json',
        'schema',
        'additionalProperties',
      ],
      false,
    );
  });
});

describe('GET /api/v1/openapi.json', () => {
  it('answers a caller without bindings, and with 304 who has it', async () => {
    const { ask } = apiWith({}, { bindings: [] });
    const response = await ask('/api/v1/openapi.json');
    expect(await response.json()).toEqual(document);
    const etag = response.headers.get('etag') ?? '';
    expect((await ask('/api/v1/openapi.json', { headers: { 'if-none-match': etag } })).status).toBe(304);
  });

  it('answers nobody without a token', async () => {
    const response = await apiWith().ask('/api/v1/openapi.json', { headers: { authorization: '' } });
    expect(response.status).toBe(401);
  });
});
