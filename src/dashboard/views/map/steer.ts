import type { Signal } from '@preact/signals';
import { middleOf, moved, wholeOf, zoomed, type Camera } from './camera.ts';

interface Spot {
  readonly x: number;
  readonly y: number;
}

/** One step of a key, as a part of what is in sight. */
const keyStep = 0.12;
const keyZoom = 1.3;
/** A finger or a hand that moves less than this clicks. */
const still = 4;

/** Steers a camera by mouse, touch and keyboard. Returns what ends that. */
export function steer(
  frame: HTMLElement,
  camera: Signal<Camera>,
  sheet: { readonly width: number; readonly height: number },
): () => void {
  const end = new AbortController();
  const { signal } = end;
  const fingers = new Map<number, Spot>();
  let travelled = 0;

  /** Returns how much of the drawing a pixel is. */
  function unit(): number {
    const { width, height } = camera.peek();
    return Math.max(width / frame.clientWidth, height / frame.clientHeight);
  }
  function spotAt({ x, y }: Spot): Spot {
    const box = frame.getBoundingClientRect();
    const middle = middleOf(camera.peek());
    return {
      x: middle.x + (x - box.left - box.width / 2) * unit(),
      y: middle.y + (y - box.top - box.height / 2) * unit(),
    };
  }
  function move(x: number, y: number): void {
    camera.value = moved(camera.peek(), { x, y }, sheet);
  }
  function zoom(factor: number, at: Spot = middleOf(camera.peek())): void {
    camera.value = zoomed(camera.peek(), factor, at, sheet);
  }

  frame.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      zoom(Math.exp(-event.deltaY * (event.deltaMode === 0 ? 0.002 : 0.05)), spotAt(event));
    },
    { signal, passive: false },
  );
  frame.addEventListener(
    'pointerdown',
    (event) => {
      if (fingers.size === 0) travelled = 0;
      fingers.set(event.pointerId, event);
    },
    { signal },
  );
  frame.addEventListener(
    'pointermove',
    (event) => {
      const before = fingers.get(event.pointerId);
      if (before === undefined) return;
      const others = [...fingers].filter(([id]) => id !== event.pointerId).map(([, spot]) => spot);
      fingers.set(event.pointerId, event);
      travelled += Math.hypot(event.x - before.x, event.y - before.y);
      // Captured only once it moves: else the frame, not the node, would receive a click.
      if (travelled > still) frame.setPointerCapture(event.pointerId);
      const [other] = others;
      if (other !== undefined) {
        const middle = { x: (event.x + other.x) / 2, y: (event.y + other.y) / 2 };
        zoom(apart(event, other) / Math.max(1, apart(before, other)), spotAt(middle));
      } else if (travelled > still) move((before.x - event.x) * unit(), (before.y - event.y) * unit());
    },
    { signal },
  );
  for (const name of ['pointerup', 'pointercancel'] as const)
    frame.addEventListener(name, ({ pointerId }) => void fingers.delete(pointerId), { signal });
  frame.addEventListener(
    'click',
    (event) => {
      if (travelled > still) event.stopImmediatePropagation();
      travelled = 0;
    },
    { signal, capture: true },
  );
  frame.addEventListener(
    'keydown',
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const { width, height } = camera.peek();
      const act: Readonly<Record<string, () => void>> = {
        ArrowLeft: () => move(-width * keyStep, 0),
        ArrowRight: () => move(width * keyStep, 0),
        ArrowUp: () => move(0, -height * keyStep),
        ArrowDown: () => move(0, height * keyStep),
        '+': () => zoom(keyZoom),
        '=': () => zoom(keyZoom),
        '-': () => zoom(1 / keyZoom),
        '0': () => (camera.value = wholeOf(sheet)),
      };
      const found = act[event.key];
      if (found === undefined) return;
      event.preventDefault();
      found();
    },
    { signal },
  );
  return () => end.abort();
}

function apart(a: Spot, b: Spot): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
