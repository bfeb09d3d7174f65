import type { ReactNode } from 'react';
import type { Mode } from '../../../src/domain/clause.ts';
import { reasonSentence } from '../../../src/domain/reasons.ts';
import type {
  ChainCertificate,
  EmbeddedSignature,
  SignatureCheck,
  SignatureResult,
} from '../../../src/domain/signature.ts';
import { formatInstant } from '../../text/format.ts';
import { say, t } from '../../text/text.ts';
import { ArchiveText, Digest } from '../../ui/archive-text.tsx';
import { Badge, markOfIndication, type Mark } from '../../ui/badge.tsx';
import { Limited } from '../../ui/limited.tsx';
import { Empty, Facts, Panel } from '../../ui/panel.tsx';
import { PathList } from '../../ui/path-list.tsx';
import { useActions } from '../../store/use-app.tsx';
import { perform } from '../../ui/perform.ts';
import { Remedy } from '../../ui/remedy.tsx';
import { signatureOrder } from './signature-order.ts';

const ANSWERS: Readonly<Record<SignatureCheck['answer'], Pick<Mark, 'icon' | 'tone'>>> = {
  yes: { icon: 'pass', tone: 'pass' },
  no: { icon: 'fail', tone: 'fail' },
  'not-checked': { icon: 'none', tone: 'open' },
};

/** Every signature with its signer, what it covers, every check as a question, its certificates and times. */
export function SignaturesTab(props: {
  readonly signatures: readonly SignatureResult[];
  readonly embedded: readonly EmbeddedSignature[];
  /** The path of the release manifest, `null` where there is none. */
  readonly manifest: string | null;
  readonly mode: Mode;
}): ReactNode {
  return (
    <>
      {props.signatures.length === 0 ? <Empty>{t('window.signatures.none')}</Empty> : null}
      <SignatureCards {...props} />
      <Embedded embedded={props.embedded} />
    </>
  );
}

function SignatureCards(props: {
  readonly signatures: readonly SignatureResult[];
  readonly manifest: string | null;
  readonly mode: Mode;
}): ReactNode {
  return (
    <Limited items={signatureOrder(props.signatures, props.manifest)} first={50}>
      {(signatures) => (
        <ul className="cards">
          {signatures.map((signature, place) => (
            <SignatureCard key={`${signature.path} ${place}`} signature={signature} mode={props.mode} />
          ))}
        </ul>
      )}
    </Limited>
  );
}

function Embedded(props: { readonly embedded: readonly EmbeddedSignature[] }): ReactNode {
  if (props.embedded.length === 0) return null;
  return (
    <Panel title={t('window.signatures.embedded')}>
      <p className="hint">{t('window.signatures.embedded-what')}</p>
      <Limited items={props.embedded} first={50}>
        {(embedded) => (
          <Facts
            rows={embedded.map(({ path, kind }) => [
              t(`window.embedded.${kind}`),
              <ArchiveText key={path} text={path} />,
            ])}
          />
        )}
      </Limited>
    </Panel>
  );
}

function SignatureCard(props: { readonly signature: SignatureResult; readonly mode: Mode }): ReactNode {
  const { signature } = props;
  const actions = useActions();
  const { indication, subIndication, signer } = signature;
  return (
    <li className="card">
      <div className="card-head">
        <h2>
          <ArchiveText text={signature.path} />
        </h2>
        <Badge mark={markOfIndication(indication)} {...(subIndication === null ? {} : { detail: subIndication })} />
      </div>
      <p>{say(reasonSentence(signature.reason))}</p>
      {indication === 'TOTAL_PASSED' ? null : <Remedy reason={signature.reason} mode={props.mode} />}
      <div className="card-columns">
        <Facts
          rows={[
            [
              t('window.signatures.signer'),
              signer === null ? t('window.signatures.no-signer') : <ArchiveText key="n" text={signer.name} />,
            ],
            [
              t('window.signatures.covers'),
              <PathList key="c" paths={signature.covers} none={t('window.signatures.covers-nothing')} />,
            ],
            [t('window.signatures.format'), t(`window.format.${signature.format}`)],
            [t('window.signatures.code'), <code key="k">{signature.reason.code}</code>],
          ]}
        />
        <Facts
          rows={[
            [t('window.signatures.claimed'), timeOr(signature.times.claimed, t('window.signatures.no-claimed'))],
            [t('window.signatures.trusted'), timeOr(signature.times.trusted, t('window.signatures.no-trusted'))],
            [t('window.signatures.evaluated'), formatInstant(signature.times.evaluated)],
            ...(signature.comment === null
              ? []
              : [[t('window.signatures.comment'), <ArchiveText key="t" text={signature.comment} />] as const]),
          ]}
        />
      </div>
      {offersAnchor(signature) ? (
        <button type="button" className="button" onClick={() => perform(actions.offerAnchors(signature.path))}>
          {t('window.signatures.offer')}
        </button>
      ) : null}
      <details>
        <summary>{t('window.signatures.checks', { count: signature.checks.length })}</summary>
        <Checks checks={signature.checks} />
      </details>
      <details>
        <summary>{t('window.signatures.chain', { count: signature.chain.length })}</summary>
        <Chain chain={signature.chain} />
      </details>
    </li>
  );
}

/** Codes of signatures that hold but for a trust anchor which they bring along. */
const WITHOUT_ANCHOR: ReadonlySet<string> = new Set([
  'CHAIN_NO_ANCHOR_GIVEN',
  'CHAIN_NOT_FOUND',
  'SIGNER_KEY_NOT_TRUSTED',
]);

function offersAnchor({ reason }: SignatureResult): boolean {
  return WITHOUT_ANCHOR.has(reason.code);
}

function timeOr(time: string | null, otherwise: string): string {
  return time === null ? otherwise : formatInstant(time);
}

function Checks(props: { readonly checks: readonly SignatureCheck[] }): ReactNode {
  if (props.checks.length === 0) return <Empty>{t('window.signatures.no-checks')}</Empty>;
  return (
    <ul className="checks">
      {props.checks.map((check, place) => (
        <li key={place}>
          <span>{say({ key: `check.${check.question}`, values: {} })}</span>
          <Badge mark={{ ...ANSWERS[check.answer], word: t(`window.answer.${check.answer}`) }} />
        </li>
      ))}
    </ul>
  );
}

function Chain(props: { readonly chain: readonly ChainCertificate[] }): ReactNode {
  if (props.chain.length === 0) return <Empty>{t('window.signatures.no-chain')}</Empty>;
  return (
    <ol className="chain">
      {props.chain.map((certificate, place) => (
        <li key={place}>
          <p className="chain-name">
            <ArchiveText text={certificate.subject} />
            {certificate.anchor ? <span className="tag">{t('window.signatures.is-anchor')}</span> : null}
          </p>
          <Facts
            rows={[
              [t('window.signatures.issuer'), <ArchiveText key="i" text={certificate.issuer} />],
              [t('window.signatures.key'), <ArchiveText key="k" text={certificate.key} />],
              [
                t('window.signatures.serial'),
                <span key="s" className="mono">
                  {certificate.serial}
                </span>,
              ],
              [
                t('window.trust.valid'),
                t('window.trust.from-to', {
                  from: formatInstant(certificate.notBefore),
                  to: formatInstant(certificate.notAfter),
                }),
              ],
              [t('window.signatures.revocation'), revocationText(certificate.revocation)],
              [t('window.trust.fingerprint'), <Digest key="f" hex={certificate.fingerprint} />],
            ]}
          />
        </li>
      ))}
    </ol>
  );
}

function revocationText({ state, at, by }: ChainCertificate['revocation']): string {
  const key = state === 'not-checked' && at !== null ? 'out-of-date' : state;
  return t(`window.revocation.${key}`, { at: at === null ? '' : formatInstant(at), by: by ?? '' });
}
