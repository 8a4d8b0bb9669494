/** Slow, salted hashing of passwords. */
export interface PasswordHashing {
  /** Text that says by itself how it was made. */
  hash(password: string): Promise<string>;
  /** Takes as long for null, which matches nothing: the time does not tell whether there is somebody of that name. */
  verify(hash: string | null, password: string): Promise<boolean>;
}
