import { describe, expect, it } from 'vitest';
import { actionsOf } from '../../src/aws/operations.ts';
import type { OpName } from '../../src/model/call.ts';
import { purposeOf, type Edit } from '../support/guarded.ts';
import { stories, type Story } from '../support/permission-stories.ts';

/** Permissions that no story misses, each with the reason why it is given. */
const exceptions: Readonly<Record<string, string>> = {
  'read Trails cloudtrail:GetTrail':
    'confirming a write asks one trail and not all; where that is refused, the listing is asked instead',
  'read NamedRoles iam:GetRole': 'it is asked only once AWS refuses a policy, to say which role is missing',
};

interface Told {
  readonly story: Story;
  readonly came: string;
  readonly sent: ReadonlySet<string>;
  readonly given: ReadonlySet<string>;
}

describe('generated permissions are the least', () => {
  it('changes some story when any single action is removed', async ({ annotate }) => {
    const told: Told[] = [];
    for (const story of stories) {
      const { came, sent, given } = await story.run();
      told.push({ story, came: JSON.stringify(came), sent, given });
    }
    told.sort((a, b) => a.sent.size - b.sent.size);
    const all = [...new Set(told.flatMap(({ given }) => [...given]))];
    const unmissed: string[] = [];
    for (const one of all) if (!(await isMissed(one, told))) unmissed.push(one);
    await annotate(`${all.length} permissions, each taken out alone; not missed: ${unmissed.join(', ')}`);
    expect(unmissed.toSorted()).toEqual(Object.keys(exceptions).toSorted());
    expect(all.length).toBeGreaterThan(70);
  }, 900_000);
});

/** Runs the stories that use it, those with the fewest operations first, until one comes out otherwise. */
async function isMissed(permission: string, told: readonly Told[]): Promise<boolean> {
  const using = told.filter(
    ({ given, sent }) => given.has(permission) && [...sent].some((op) => needs(op, permission)),
  );
  for (const { story, came } of using) {
    const run = await story.run(without(permission));
    if (JSON.stringify(run.came) !== came) return true;
  }
  return false;
}

function without(permission: string): Edit {
  const [use, purpose, action] = permission.split(' ');
  return (document, of) => ({
    ...document,
    Statement: document.Statement.map((statement) =>
      of === use && purposeOf(statement.Sid) === purpose
        ? { ...statement, Action: statement.Action.filter((other) => other !== action) }
        : statement,
    ).filter(({ Action }) => Action.length > 0),
  });
}

function needs(sent: string, permission: string): boolean {
  const [use, , action = ''] = permission.split(' ');
  const [role, op = ''] = sent.split(' ');
  return role === use && actionsOf(op as OpName).includes(action);
}
