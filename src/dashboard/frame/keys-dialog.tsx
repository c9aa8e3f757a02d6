import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { views } from '../router.ts';
import { showsKeys } from '../state/keys.ts';

/** Lists the keys that work everywhere. */
export function KeysDialog(): VNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const isOpen = showsKeys.value;
  useEffect(() => {
    if (isOpen && dialog.current?.open === false) dialog.current.showModal();
  }, [isOpen]);
  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby="keys-title"
      onClose={() => (showsKeys.value = false)}
    >
      {isOpen && (
        <form method="dialog">
          <h2 id="keys-title">Keyboard</h2>
          <dl class="keys">
            <dt>
              <kbd>/</kbd>
            </dt>
            <dd>Search resources</dd>
            {views.map(({ key, title }) => (
              <>
                <dt>
                  <kbd>g</kbd> <kbd>{key}</kbd>
                </dt>
                <dd>Go to {title}</dd>
              </>
            ))}
            <dt>
              <kbd>Esc</kbd>
            </dt>
            <dd>Close a dialog</dd>
          </dl>
          <div class="buttons">
            <button type="submit" class="primary">
              Close
            </button>
          </div>
        </form>
      )}
    </dialog>
  );
}
