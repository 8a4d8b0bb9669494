/** So often in a row an advice has to hold before it is shown: what flickers helps nobody. */
const holds = 6;

/** Gives, for each look, the advice that is to be shown. */
export function makeSteady<Advice>(first: Advice): (advice: Advice) => Advice {
  let shown = first;
  let candidate = first;
  let count = 0;
  return (advice) => {
    count = advice === candidate ? count + 1 : 1;
    candidate = advice;
    if (count >= holds) shown = advice;
    return shown;
  };
}
