import type { DemoAnswer } from '#contract/demo.js';
import { Copyable } from '#web/demo/answer/copyable.js';
import { serverRoot } from '#web/demo/server/demo-server.js';
import { curlOf } from '#web/demo/answer/curl.js';
import type { ChosenPictures } from '#web/demo/state/chosen-picture.js';

interface CallsProps {
  readonly verification: DemoAnswer['verification'];
  readonly pictures: ChosenPictures;
}

export function Calls({ verification, pictures }: CallsProps) {
  const calls = [
    { title: 'Our own API, /api/v2', text: curlOf('native', pictures, location.origin + serverRoot) },
    { title: 'OOTO, /api/v1.0/doc/identify', text: curlOf('ooto', pictures, location.origin + serverRoot) },
  ];
  return (
    <section className="card" aria-labelledby="calls-title">
      <h3 id="calls-title">The same with curl</h3>
      <p className="hint">
        With <code>APP_ID</code> and <code>APP_KEY</code> as the first start showed them, or from{' '}
        <code>npx bonafide keys create --name try</code>. Such a call is stored and audited; this page’s are not.
      </p>
      {calls.map(
        ({ title, text }) =>
          text !== null && (
            <div key={title}>
              <h4>{title}</h4>
              <Copyable title={`curl: ${title}`} text={text} />
            </div>
          ),
      )}
      <details>
        <summary>The answer as JSON, as /api/v2 gives it</summary>
        <Copyable title="JSON of the answer" text={JSON.stringify(verification, null, 2)} />
      </details>
    </section>
  );
}
