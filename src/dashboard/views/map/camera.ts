/** The part of a drawing that is in sight, in the unit of the drawing. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Sheet {
  readonly width: number;
  readonly height: number;
}

interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Nearer than this, one node would fill the screen. */
const nearest = 320;
const margin = 40;

/** Shows everything. */
export function wholeOf({ width, height }: Sheet): Camera {
  return { x: -margin, y: -margin, width: width + 2 * margin, height: height + 2 * margin };
}

/** Comes nearer (a factor above 1) or goes away; the spot stays where it is on the screen. */
export function zoomed(camera: Camera, factor: number, at: Spot, sheet: Sheet): Camera {
  const whole = wholeOf(sheet);
  const width = Math.min(Math.max(camera.width / factor, Math.min(nearest, whole.width)), whole.width * 1.5);
  const by = width / camera.width;
  return kept(
    { x: at.x - (at.x - camera.x) * by, y: at.y - (at.y - camera.y) * by, width, height: camera.height * by },
    sheet,
  );
}

/** Moves by a distance in the unit of the drawing. */
export function moved(camera: Camera, by: Spot, sheet: Sheet): Camera {
  return kept({ ...camera, x: camera.x + by.x, y: camera.y + by.y }, sheet);
}

/** Brings a spot into the middle, near enough to read the names around it. */
export function centred(camera: Camera, at: Spot, sheet: Sheet): Camera {
  const by = Math.min(1, 900 / camera.width);
  const [width, height] = [camera.width * by, camera.height * by];
  return kept({ x: at.x - width / 2, y: at.y - height / 2, width, height }, sheet);
}

export function middleOf({ x, y, width, height }: Camera): Spot {
  return { x: x + width / 2, y: y + height / 2 };
}

/** Keeps the middle on the drawing: nobody loses it out of sight. */
function kept(camera: Camera, sheet: Sheet): Camera {
  const middle = middleOf(camera);
  return {
    ...camera,
    x: camera.x + within(middle.x, sheet.width) - middle.x,
    y: camera.y + within(middle.y, sheet.height) - middle.y,
  };
}

function within(value: number, most: number): number {
  return Math.min(Math.max(value, 0), most);
}
