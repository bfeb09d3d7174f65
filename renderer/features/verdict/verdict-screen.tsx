import type { ReactNode } from 'react';
import type { SessionView } from '../../../src/contract/contract.ts';
import { useActions, useApp } from '../../store/use-app.tsx';
import { formatCount } from '../../text/format.ts';
import { t } from '../../text/text.ts';
import { Tabs, type TabView } from '../../ui/tabs.tsx';
import { ApprovalsTab } from './approvals-tab.tsx';
import { CoverageTab } from './coverage-tab.tsx';
import { IdentityTab } from './identity-tab.tsx';
import { OverviewTab } from './overview-tab.tsx';
import { SignaturesTab } from './signatures-tab.tsx';
import { SupplementsTab } from './supplements-tab.tsx';
import { VerdictHead } from './verdict-head.tsx';

/** What verification found: the verdict and three facts first, then everything it rests on. */
export function VerdictScreen(): ReactNode {
  const view = useApp((state) => state.view);
  const actions = useActions();
  const part = useApp((state) => state.verdictPart);
  if (view === null) return null;
  return (
    <div className="verdict-screen">
      <VerdictHead view={view} />
      <Tabs
        key={view.session}
        label={t('window.verdict.parts')}
        chosen={part}
        onChoose={actions.openVerdict}
        views={viewsOf(view)}
      />
    </div>
  );
}

function viewsOf(view: SessionView): readonly TabView[] {
  const { coverage, signatures, embedded, approvals, manifest } = view.verification;
  const mode = view.assessment.profile.mode;
  return [
    { id: 'overview', title: t('window.tab.overview'), content: <OverviewTab view={view} /> },
    {
      id: 'coverage',
      title: t('window.tab.coverage', { count: formatCount(coverage.length) }),
      fill: true,
      content: <CoverageTab view={view} />,
    },
    {
      id: 'signatures',
      title: t('window.tab.signatures', { count: formatCount(signatures.length) }),
      content: (
        <SignaturesTab signatures={signatures} embedded={embedded} manifest={manifest?.path ?? null} mode={mode} />
      ),
    },
    {
      id: 'approvals',
      title: t('window.tab.approvals', { count: formatCount(approvals.length) }),
      content: <ApprovalsTab view={view} />,
    },
    {
      id: 'identity',
      title: t('window.tab.identity', { count: formatCount(view.identity.length) }),
      content: <IdentityTab view={view} />,
    },
    {
      id: 'supplements',
      title: t('desk.supplement.title', { count: formatCount(view.supplements.length) }),
      content: <SupplementsTab view={view} />,
    },
  ];
}
