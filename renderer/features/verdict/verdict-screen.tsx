import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import type { SessionView } from '../../../src/contract/contract.ts';
import { useApp } from '../../store/use-app.tsx';
import { formatCount } from '../../text/format.ts';
import { t } from '../../text/text.ts';
import { ApprovalsTab } from './approvals-tab.tsx';
import { CoverageTab } from './coverage-tab.tsx';
import { IdentityTab } from './identity-tab.tsx';
import { OverviewTab } from './overview-tab.tsx';
import { SignaturesTab } from './signatures-tab.tsx';
import { VerdictHead } from './verdict-head.tsx';

/** What verification found: the verdict and three facts first, then everything it rests on. */
export function VerdictScreen(): ReactNode {
  const view = useApp((state) => state.view);
  if (view === null) return null;
  return (
    <div className="verdict-screen">
      <VerdictHead view={view} />
      <Tabs className="tabs" key={view.session}>
        <TabList className="tab-list" aria-label={t('window.verdict.parts')}>
          {tabsOf(view).map(({ id, title }) => (
            <Tab key={id} id={id} className="tab">
              {title}
            </Tab>
          ))}
        </TabList>
        <TabPanel id="overview" className="tab-panel">
          <OverviewTab view={view} />
        </TabPanel>
        <TabPanel id="coverage" className="tab-panel tab-panel-fill">
          <CoverageTab view={view} />
        </TabPanel>
        <TabPanel id="signatures" className="tab-panel">
          <SignaturesTab
            signatures={view.verification.signatures}
            manifest={view.verification.manifest?.path ?? null}
            mode={view.assessment.profile.mode}
          />
        </TabPanel>
        <TabPanel id="approvals" className="tab-panel">
          <ApprovalsTab view={view} />
        </TabPanel>
        <TabPanel id="identity" className="tab-panel">
          <IdentityTab view={view} />
        </TabPanel>
      </Tabs>
    </div>
  );
}

function tabsOf(view: SessionView): readonly { readonly id: string; readonly title: string }[] {
  const { coverage, signatures, approvals } = view.verification;
  return [
    { id: 'overview', title: t('window.tab.overview') },
    { id: 'coverage', title: t('window.tab.coverage', { count: formatCount(coverage.length) }) },
    { id: 'signatures', title: t('window.tab.signatures', { count: formatCount(signatures.length) }) },
    { id: 'approvals', title: t('window.tab.approvals', { count: formatCount(approvals.length) }) },
    { id: 'identity', title: t('window.tab.identity', { count: formatCount(view.identity.length) }) },
  ];
}
