import type { VNode } from 'preact';

export function NotFoundView(): VNode {
  return (
    <>
      <h1>Not found</h1>
      <p>
        There is no such page. <a href="/">Go to Now</a>.
      </p>
    </>
  );
}
