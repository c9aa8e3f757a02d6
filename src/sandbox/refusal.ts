/** An error answer on its way out of a handler. A class only because what is thrown must be an Error. */
export class Refusal extends Error {
  readonly status: number;
  readonly details: Readonly<Record<string, string>> | undefined;

  constructor(name: string, message: string, status: number, details?: Readonly<Record<string, string>>) {
    super(message);
    this.name = name;
    this.status = status;
    this.details = details;
  }
}

/** Ends the handler with AWS's error `name`. Most AWS JSON services answer 400 for everything. */
export function refuse(
  name: string,
  message: string,
  status = 400,
  details?: Readonly<Record<string, string>>,
): never {
  throw new Refusal(name, message, status, details);
}
