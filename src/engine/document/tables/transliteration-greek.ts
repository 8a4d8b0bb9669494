/**
 * How Greek letters are written in the MRZ of Greek and Cypriot documents: ELOT 743, second edition (ISO 843:1997, the
 * transcription), which both states' passport laws name; ICAO 9303-3 §6 leaves Greek to them. Pairs come before single
 * letters; Υ after Α, Ε or Η is V before a voiced letter and F otherwise, and both are taken.
 */
export const greekTransliterations: Readonly<Record<string, string>> = {
  Α: 'A',
  ΑΥ: 'AV|AF',
  Β: 'V',
  Γ: 'G',
  ΓΓ: 'NG',
  ΓΞ: 'NX',
  ΓΧ: 'NCH',
  Δ: 'D',
  Ε: 'E',
  ΕΥ: 'EV|EF',
  Ζ: 'Z',
  Η: 'I',
  ΗΥ: 'IV|IF',
  Θ: 'TH',
  Ι: 'I',
  Κ: 'K',
  Λ: 'L',
  Μ: 'M',
  ΜΠ: 'B|MP',
  Ν: 'N',
  Ξ: 'X',
  Ο: 'O',
  ΟΥ: 'OU',
  Π: 'P',
  Ρ: 'R',
  Σ: 'S',
  Τ: 'T',
  Υ: 'Y',
  Φ: 'F',
  Χ: 'CH',
  Ψ: 'PS',
  Ω: 'O',
};
