export type Call = (
  method: string,
  path: string,
  body?: object,
  headers?: Readonly<Record<string, string>>,
) => Promise<{ readonly status: number; readonly body: unknown }>;

export function clientOf(url: string, key: string): Call;
export function scenarioPicture(scenario: string): Promise<Buffer>;
export function verify(
  call: Call,
  userIdentifier: string,
  headers?: Readonly<Record<string, string>>,
): Promise<{ readonly id: string }>;

/** What an installation answered about what was stored in it. */
export interface Remembered {
  readonly answers: Readonly<Record<string, unknown>>;
  /** SHA-256 of each file, by id. */
  readonly files: Readonly<Record<string, string>>;
  readonly candidates: readonly unknown[];
}

export function fillInstallation(options: {
  readonly url: string;
  readonly key: string;
  readonly hookUrl: string;
}): Promise<{ remembered: Remembered; paths: string[] }>;
export function look(options: {
  readonly url: string;
  readonly key: string;
  readonly paths: readonly string[];
}): Promise<Remembered>;
