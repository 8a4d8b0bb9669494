/** A row of a table; the first cell names it. */
export type ReportRow = readonly string[];

export interface ReportTable {
  readonly caption: string;
  readonly head: ReportRow;
  readonly rows: readonly ReportRow[];
  /** Shown on demand; on paper always. */
  readonly folded?: true;
}

/** A plot as an `<svg>` element that carries its own description. */
export interface ReportPlot {
  readonly title: string;
  readonly svg: string;
  /** What to see in it, and how it was made. */
  readonly caption: string;
  /** It shows how long something took, which no second run repeats. */
  readonly ofTimes?: true;
}

/** Two pictures that were compared, small, as data URLs. */
export interface ReportPicture {
  readonly sources: readonly string[];
  readonly caption: string;
}

export interface ReportSection {
  readonly title: string;
  /** 2: a data set or a subject of its own; 3: a part of the one before. */
  readonly level: 2 | 3;
  readonly paragraphs?: readonly string[];
  /** Names and values. */
  readonly facts?: readonly (readonly [string, string])[];
  readonly plots?: readonly ReportPlot[];
  readonly tables?: readonly ReportTable[];
  readonly pictures?: readonly ReportPicture[];
}

/** A further file of a report: a table of every score. */
export interface ReportFile {
  readonly name: string;
  readonly content: string;
}

/** What an evaluation found, ready to be written in any form; plain data. */
export interface Report {
  readonly kind: 'pairs' | 'documents' | 'pad' | 'deepfake' | 'quality';
  readonly title: string;
  /** ISO 8601, UTC: the one thing in which two runs on the same data differ. */
  readonly madeAt: string;
  readonly sections: readonly ReportSection[];
  /** `report.json`, beside `kind` and `madeAt`. */
  readonly figures: Readonly<Record<string, unknown>>;
  readonly files: readonly ReportFile[];
}
