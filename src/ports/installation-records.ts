/** What the installation as a whole remembers of the servers that ran on it. Nothing in it is about a person. */
export interface InstallationRecords {
  /** The id of the face recogniser that a server ran with last; null: none told yet. */
  servedRecogniser(): Promise<string | null>;
  keepServedRecogniser(id: string): Promise<void>;
}
