import { z } from 'zod';
import { isList, isMap, sameTree, type Tree, type TreeMap } from '../../model/tree.ts';

/**
 * Whether answers may have fields that the document does not name. Published it is open: a minor version adds fields,
 * and a reader that checks goes on working. The tests hold the server to the closed one.
 */
export type Openness = 'open' | 'closed';

/** Collects the schemas that have a name, and refers to them. */
export interface Components {
  /** Translates a schema; what has a name becomes a reference. */
  refer(schema: z.ZodType, of: 'request' | 'answer'): TreeMap;
  all(): TreeMap;
}

/** Makes an empty collection of the named schemas of a document. */
export function createComponents(openness: Openness): Components {
  const named = new Map<string, Tree>();

  function keep(name: string, schema: Tree): void {
    const known = named.get(name);
    if (known !== undefined && !sameTree(known, schema)) throw new Error(`two schemas are called ${name}`);
    named.set(name, schema);
  }

  return {
    refer(schema, of) {
      // What is sent and what is answered is the input of the codecs: text, not numbers in memory.
      const made = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as unknown as TreeMap;
      const isOpen = of === 'answer' && openness === 'open';
      const { $schema: _, $defs = {}, id, ...own } = made;
      if (isMap($defs))
        for (const [name, one] of Object.entries($defs)) keep(name, translated(without(one, 'id'), isOpen));
      const body = translated(own, isOpen) as TreeMap;
      if (typeof id !== 'string') return body;
      keep(id, body);
      return { $ref: `#/components/schemas/${id}` };
    },
    all: () => Object.fromEntries([...named].toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function without(tree: Tree, name: string): Tree {
  return isMap(tree) ? Object.fromEntries(Object.entries(tree).filter(([key]) => key !== name)) : tree;
}

/** Points references to the place where OpenAPI has schemas, and opens objects. */
function translated(tree: Tree, isOpen: boolean): Tree {
  if (isList(tree)) return tree.map((one) => translated(one, isOpen));
  if (typeof tree === 'string') return tree.replace(/^#\/\$defs\//u, '#/components/schemas/');
  if (!isMap(tree)) return tree;
  return Object.fromEntries(
    Object.entries(tree)
      .filter(([key, value]) => !(isOpen && key === 'additionalProperties' && value === false))
      .map(([key, value]) => [key, translated(value, isOpen)]),
  );
}
