import { useCallback, type ReactNode } from 'react';
import type { EvidenceRef } from '../../../src/domain/evidence.ts';
import { useActions } from '../../store/use-app.tsx';
import { formatInstant } from '../../text/format.ts';
import { t } from '../../text/text.ts';
import { ArchiveText, Digest } from '../../ui/archive-text.tsx';
import { Facts, Panel } from '../../ui/panel.tsx';
import { Problem } from '../../ui/problem.tsx';
import { useAsked, useLoaded } from './use-loaded.ts';

/** The certificates of a file, as they are written. Whether one is trusted is told with the signatures that it made. */
export function CertificateView(props: { readonly reference: EvidenceRef }): ReactNode {
  const actions = useActions();
  const asked = useAsked(props.reference);
  const { session = '', path = '', supplement = null } = asked ?? {};
  const load = useCallback(
    () => actions.evidenceView('certificates', { session, path, supplement }),
    [actions, session, path, supplement],
  );
  const { value, problem } = useLoaded(asked === null ? null : load);
  if (problem !== null) return <Problem problem={problem} during="viewing" />;
  if (value === null) return <p className="empty">{t('window.evidence.loading')}</p>;
  return (
    <div className="certificates" tabIndex={0} role="region" aria-label={t('evidence.view.certificate')}>
      <p className="hint">{t('evidence.certificate-what')}</p>
      {value.map((one) => (
        <Panel key={one.fingerprint} title={one.subject}>
          <Facts
            rows={[
              [t('evidence.certificate.issuer'), <ArchiveText key="issuer" text={one.issuer} />],
              [t('evidence.certificate.valid'), `${formatInstant(one.notBefore)} – ${formatInstant(one.notAfter)}`],
              [t('evidence.certificate.serial'), <Digest key="serial" hex={one.serial} />],
              [t('evidence.certificate.key'), one.key],
              [t('evidence.certificate.authority'), t(one.isAuthority ? 'window.profile.yes' : 'window.profile.no')],
              ...(one.usage.length === 0 ? [] : [[t('evidence.certificate.usage'), one.usage.join(', ')] as const]),
              ...(one.names === ''
                ? []
                : [[t('evidence.certificate.names'), <ArchiveText key="names" text={one.names} />] as const]),
              [t('window.fact.sha256'), <Digest key="digest" hex={one.fingerprint} />],
            ]}
          />
        </Panel>
      ))}
    </div>
  );
}
