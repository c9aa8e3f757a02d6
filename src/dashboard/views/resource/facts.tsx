import type { ComponentChildren, VNode } from 'preact';
import type { ResourcePage } from '../../../server/types.ts';
import { Age } from '../../parts/age.tsx';
import { Command } from '../../parts/command.tsx';
import { Fold, Json, Text } from '../../parts/diff.tsx';
import { resourcePath } from '../../router.ts';

/** Shows what identifies a resource, what it refers to, and what is declared and seen. */
export function Facts({ resource }: { readonly resource: ResourcePage }): VNode {
  const { row, ids, labels, references, referencedBy, manifest, observed, fullAt, fastAt, stack } = resource;
  const names = Object.entries(labels);
  return (
    <aside class="list facts-list" aria-label="Facts">
      <dl>
        <Fact name="Stack">{stack}</Fact>
        <Fact name="Account and Region">
          {row.place.account} {row.place.region}
        </Fact>
        {Object.entries(ids).map(([name, id]) => (
          <Fact key={name} name={name}>
            <Command text={id} label={`Copy ${name}`} />
          </Fact>
        ))}
        {names.length > 0 && (
          <Fact name="Labels">
            <span class="chips">
              {names.map(([name, value]) => (
                <a
                  key={name}
                  class="chip"
                  href={`/resources?label=${encodeURIComponent(`${name}=${value}`)}`}
                >
                  {name}={value}
                </a>
              ))}
            </span>
          </Fact>
        )}
        <Fact name="Last read">
          {fullAt === undefined ? (
            'not whole yet'
          ) : (
            <>
              whole <Age at={fullAt} />
            </>
          )}
          {fastAt !== undefined && (
            <>
              , its access <Age at={fastAt} />
            </>
          )}
        </Fact>
        <Links name="Refers to" addresses={references} source={row.source} />
        <Links name="Referred to by" addresses={referencedBy} source={row.source} />
        <Fact name="Map">
          <a href={`/map?around=${encodeURIComponent(row.address)}`}>Show it on the map</a>
        </Fact>
        {manifest !== undefined && (
          <Fact name="Manifest">
            <Command
              text={`${manifest.file}:${String(manifest.line)}`}
              label="Copy the place of the manifest"
            />
            {manifest.commit !== undefined && (
              <>
                <br />
                commit <code>{manifest.commit.slice(0, 12)}</code>
              </>
            )}
          </Fact>
        )}
      </dl>
      {manifest?.document !== undefined && (
        <Fold title="Declared">{() => <Text text={manifest.document ?? ''} label="the manifest" />}</Fold>
      )}
      {observed !== undefined && (
        <Fold title="In AWS">{() => <Json value={observed} label="what AWS holds" />}</Fold>
      )}
    </aside>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }): VNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** More links than this are shown on the map. */
const most = 12;

function Links({
  name,
  addresses,
  source,
}: {
  readonly name: string;
  readonly addresses: readonly string[];
  readonly source: string;
}): VNode {
  if (addresses.length === 0) return <></>;
  return (
    <Fact name={name}>
      <ul>
        {addresses.slice(0, most).map((address) => (
          <li key={address}>
            <a class="name" href={resourcePath(address, source)}>
              <code>{address}</code>
            </a>
          </li>
        ))}
        {addresses.length > most && <li class="soft">and {addresses.length - most} more</li>}
      </ul>
    </Fact>
  );
}
