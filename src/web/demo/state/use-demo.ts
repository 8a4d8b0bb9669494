import { useCallback, useEffect, useRef, useState } from 'react';
import type { DemoAbout, DemoAnswer, DemoSampleName } from '#contract/demo.js';
import { fetchAbout, fetchSample, verify, type Problem } from '#web/demo/server/demo-server.js';
import {
  choose,
  refusalOf,
  release,
  type ChosenPicture,
  type ChosenPictures,
  type Slot,
} from '#web/demo/state/chosen-picture.js';

export type Phase =
  | { readonly kind: 'choosing' }
  | { readonly kind: 'judging' }
  | { readonly kind: 'answered'; readonly answer: DemoAnswer; readonly of: ChosenPictures }
  | { readonly kind: 'refused'; readonly problem: Problem };

export interface Demo {
  /** Null while it is asked for, and where the server does not answer. */
  readonly about: DemoAbout | null;
  readonly aboutFailed: boolean;
  readonly pictures: ChosenPictures;
  /** What was wrong with the file that was last offered to a slot. */
  readonly refused: Partial<Record<Slot, string>>;
  readonly phase: Phase;
  readonly put: (slot: Slot, file: Blob, path: string) => void;
  readonly remove: (slot: Slot) => void;
  readonly trySamples: (selfie: DemoSampleName) => void;
  readonly judge: () => void;
  readonly cancel: () => void;
}

/** What the page holds: two or three pictures, and what the server said of them last. */
export function useDemo(): Demo {
  const [about, setAbout] = useState<DemoAbout | null>(null);
  const [aboutFailed, setAboutFailed] = useState(false);
  const [pictures, setPictures] = useState<ChosenPictures>({});
  const [refused, setRefused] = useState<Demo['refused']>({});
  const [phase, setPhase] = useState<Phase>({ kind: 'choosing' });
  const running = useRef<AbortController | null>(null);
  const held = useRef<readonly ChosenPicture[]>([]);

  useEffect(() => {
    const now = [...Object.values(pictures), ...(phase.kind === 'answered' ? Object.values(phase.of) : [])];
    release(held.current, now);
    held.current = now;
  }, [pictures, phase]);

  useEffect(() => {
    fetchAbout().then(setAbout, () => setAboutFailed(true));
    return () => running.current?.abort();
  }, []);

  const judgeThese = useCallback((these: ChosenPictures) => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    setPhase({ kind: 'judging' });
    verify(these, controller.signal).then(
      (verified) => {
        if (controller.signal.aborted) return;
        setPhase(
          verified.ok
            ? { kind: 'answered', answer: verified.answer, of: these }
            : { kind: 'refused', problem: verified.problem },
        );
      },
      () => undefined, // whoever cancelled has set what is shown
    );
  }, []);

  const place = useCallback((slot: Slot, picture: ChosenPicture | null) => {
    running.current?.abort();
    setRefused((before) => without(before, slot));
    setPictures((before) => (picture === null ? without(before, slot) : { ...before, [slot]: picture }));
    setPhase({ kind: 'choosing' });
  }, []);

  const put = useCallback(
    (slot: Slot, file: Blob, path: string) => {
      const refusal = about === null ? null : refusalOf(file, slot, about.limitBytes);
      if (refusal === null) place(slot, choose(file, path));
      else setRefused((before) => ({ ...before, [slot]: refusal }));
    },
    [about, place],
  );

  const trySamples = useCallback(
    (selfie: DemoSampleName) => {
      setPhase({ kind: 'judging' });
      Promise.all([fetchSample('passport-photo.jpg'), fetchSample(selfie)]).then(
        ([documentFile, selfieFile]) => {
          const these = {
            documentFront: choose(documentFile, `data/samples/${documentFile.name}`),
            selfie: choose(selfieFile, `data/samples/${selfieFile.name}`),
          };
          setRefused({});
          setPictures(these);
          judgeThese(these);
        },
        () => setPhase({ kind: 'refused', problem: unreachable }),
      );
    },
    [judgeThese],
  );

  return {
    about,
    aboutFailed,
    pictures,
    refused,
    phase,
    put,
    remove: useCallback((slot: Slot) => place(slot, null), [place]),
    trySamples,
    judge: useCallback(() => judgeThese(pictures), [judgeThese, pictures]),
    cancel: useCallback(() => {
      running.current?.abort();
      setPhase({ kind: 'choosing' });
    }, []),
  };
}

const unreachable: Problem = {
  code: 'offline',
  title: 'The samples could not be loaded.',
  subject: null,
  retryAfterSeconds: null,
  json: null,
};

function without<Value>(before: Partial<Record<Slot, Value>>, slot: Slot): Partial<Record<Slot, Value>> {
  const { [slot]: _, ...rest } = before;
  return rest; // one key less
}
