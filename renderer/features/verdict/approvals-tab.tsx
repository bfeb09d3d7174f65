import type { ReactNode } from 'react';
import type { SessionView } from '../../../src/contract/contract.ts';
import { GATE_ROLES } from '../../../src/domain/manifest.ts';
import type { Mode } from '../../../src/domain/clause.ts';
import { reasonSentence } from '../../../src/domain/reasons.ts';
import type { ApprovalResult } from '../../../src/domain/signature.ts';
import { formatInstant } from '../../text/format.ts';
import { hasText, say, t } from '../../text/text.ts';
import { ArchiveText } from '../../ui/archive-text.tsx';
import { Badge, markOfIndication } from '../../ui/badge.tsx';
import { Limited } from '../../ui/limited.tsx';
import { Remedy } from '../../ui/remedy.tsx';
import { Empty, Panel } from '../../ui/panel.tsx';

/** The release gate role by role, every approval with its proof, and sign-offs of single anomalies. */
export function ApprovalsTab(props: { readonly view: SessionView }): ReactNode {
  const { approvals } = props.view.verification;
  const { mode } = props.view.assessment.profile;
  const release = approvals.filter((approval) => approval.anomaly === null);
  const anomalies = approvals.filter((approval) => approval.anomaly !== null);
  return (
    <div className="stack">
      <Panel title={t('window.gate.title')}>
        <ul className="gate">
          {GATE_ROLES.map((role) => (
            <GateItem key={role} role={role} approvals={release.filter((approval) => approval.role === role)} />
          ))}
        </ul>
        <p className="hint">{t('window.gate.hint')}</p>
      </Panel>
      <Panel title={t('window.approvals.title')}>
        {release.length === 0 ? (
          <Empty>{t('window.approvals.none')}</Empty>
        ) : (
          <ApprovalTable approvals={release} mode={mode} />
        )}
      </Panel>
      {anomalies.length === 0 ? null : (
        <Panel title={t('window.approvals.anomalies')}>
          <ApprovalTable approvals={anomalies} mode={mode} />
        </Panel>
      )}
    </div>
  );
}

function GateItem(props: { readonly role: string; readonly approvals: readonly ApprovalResult[] }): ReactNode {
  const best = props.approvals.find((approval) => approval.indication === 'TOTAL_PASSED') ?? props.approvals[0];
  return (
    <li>
      <span>{roleName(props.role)}</span>
      {best === undefined ? (
        <Badge mark={{ icon: 'none', tone: 'none', word: t('window.gate.absent') }} />
      ) : (
        <Badge
          mark={{ ...markOfIndication(best.indication), word: t(`window.approval.${best.state}.${best.indication}`) }}
        />
      )}
    </li>
  );
}

function ApprovalTable(props: { readonly approvals: readonly ApprovalResult[]; readonly mode: Mode }): ReactNode {
  return (
    <Limited items={props.approvals} first={50}>
      {(approvals) => (
        <ul className="cards">
          {approvals.map((approval, place) => (
            <ApprovalCard key={place} approval={approval} mode={props.mode} />
          ))}
        </ul>
      )}
    </Limited>
  );
}

function ApprovalCard(props: { readonly approval: ApprovalResult; readonly mode: Mode }): ReactNode {
  const { approval } = props;
  const mark = {
    ...markOfIndication(approval.indication),
    word: t(`window.approval.${approval.state}.${approval.indication}`),
  };
  const rows: readonly (readonly [string, string | null])[] = [
    [t('window.approvals.name'), approval.name],
    [t('window.approvals.anomaly'), approval.anomaly],
    [t('window.approvals.meaning'), approval.meaning],
    [t('window.approvals.date'), approval.date === null ? null : formatInstant(approval.date)],
    [t('window.approvals.statement'), approval.statement],
    [t('window.approvals.signature'), approval.signature],
  ];
  return (
    <li className="card">
      <div className="card-head">
        <h3>{roleName(approval.role)}</h3>
        <Badge mark={mark} />
      </div>
      <p>{say(reasonSentence(approval.reason))}</p>
      {approval.indication === 'TOTAL_PASSED' ? null : <Remedy reason={approval.reason} mode={props.mode} />}
      <dl className="facts">
        {rows.map(([name, value]) =>
          value === null ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <ArchiveText text={value} />
              </dd>
            </div>
          ),
        )}
        {approval.subject === null ? null : (
          <div>
            <dt>{t('window.approvals.subject')}</dt>
            <dd>
              <ArchiveText text={approval.subject.path} /> <span className="mono">{approval.subject.sha256}</span>
            </dd>
          </div>
        )}
      </dl>
    </li>
  );
}

/** Returns a role's name for people; a role of the manufacturer's own as it is written. */
function roleName(role: string): ReactNode {
  const key = `role.label.${role}`;
  return hasText(key) ? say({ key, values: {} }) : <ArchiveText text={role} />;
}
