import { z } from 'zod';
import { health, sync } from '../../../model/plan-schema/resource.ts';
import { address, instant, only, text } from '../../../model/plan-schema/values.ts';

const node = z
  .strictObject({
    id: text.describe('Its name in this drawing: the address, after the source where there are several.'),
    source: text.describe('Its source.'),
    address: address.describe('Its address.'),
    kind: text.describe('Its kind.'),
    name: text.describe('Its name.'),
    sync: only(sync, 'after a look: whether AWS holds what is declared.'),
    health: only(health, 'after a look: whether it works.'),
    x: z.number().describe('The centre, from the left edge, in the unit of `width`.'),
    y: z.number().describe('The centre, from the upper edge, in the unit of `height`.'),
    hops: z.int().describe('How many references it is away from the nearest centre: 0 for a centre.'),
  })
  .meta({ id: 'MapNode', description: 'A resource on the map.' });

const edge = z
  .strictObject({
    from: text.describe('The node that refers.'),
    to: text.describe('The referenced node.'),
    is: z
      .enum(['alias', 'encrypts', 'grants', 'policy', 'replicates', 'records', 'refers'])
      .describe('The meaning of the reference.'),
  })
  .meta({ id: 'MapEdge', description: 'A reference on the map.' });

export const mapBodySchema = z
  .strictObject({
    at: instant.describe('When this was answered (UTC).'),
    around: only(address, 'where one resource was asked for: its address.'),
    width: z.number().describe('Of the whole drawing.'),
    height: z.number().describe('Of the whole drawing.'),
    nodes: z.array(node),
    edges: z.array(edge),
    hidden: z.int().describe('Resources that were left out, to keep the map readable.'),
  })
  .meta({ id: 'Map', description: 'Keys, and what uses them.' });
