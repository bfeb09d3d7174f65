import type { ReactNode } from 'react';
import type { SessionView } from '../../../src/contract/contract.ts';
import { shownFindings, shownQuestions } from '../../store/desk-state.ts';
import { WORK_TABS, type WorkTab } from '../../store/state.ts';
import { useActions, useApp } from '../../store/use-app.tsx';
import { t } from '../../text/text.ts';
import { Tabs } from '../../ui/tabs.tsx';
import { DocumentsTab } from './documents-tab.tsx';
import { FindingsTab } from './findings-tab.tsx';
import { QuestionsTab } from './questions-tab.tsx';
import { ReviewTab } from './review-tab.tsx';
import { SamplesTab } from './samples-tab.tsx';
import { TimeTab } from './time-tab.tsx';

/** What the auditor makes of the release: findings, samples, questions, what was looked at, how long it took, and the review. */
export function WorkScreen(): ReactNode {
  const actions = useActions();
  const view = useApp((state) => state.view);
  const tab = useApp((state) => state.work.tab);
  const drafts = useApp((state) => state.drafts);
  if (view === null) return null;
  const { workspace } = view;
  const counts: Readonly<Record<WorkTab, number | null>> = {
    findings: shownFindings(workspace, drafts).length,
    samples: workspace.samples.length,
    questions: shownQuestions(workspace, drafts).length,
    documents: workspace.documents.length,
    time: null,
    review: null,
  };
  return (
    <div className="work-screen">
      <h1 className="visually-hidden">{t('work.title')}</h1>
      <Tabs
        key={view.session}
        label={t('work.parts')}
        chosen={tab}
        onChoose={(id) => actions.openWork(id as WorkTab)}
        views={WORK_TABS.map((id) => ({
          id,
          title: t(`work.tab.${id}`, { count: counts[id] ?? '' }),
          content: <Tab id={id} view={view} />,
        }))}
      />
    </div>
  );
}

function Tab(props: { readonly id: WorkTab; readonly view: SessionView }): ReactNode {
  switch (props.id) {
    case 'findings':
      return <FindingsTab view={props.view} />;
    case 'samples':
      return <SamplesTab view={props.view} />;
    case 'questions':
      return <QuestionsTab view={props.view} />;
    case 'documents':
      return <DocumentsTab view={props.view} />;
    case 'time':
      return <TimeTab view={props.view} />;
    case 'review':
      return <ReviewTab view={props.view} />;
  }
}
