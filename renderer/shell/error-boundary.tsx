import { Component, type ReactNode } from 'react';
import { t } from '../text/text.ts';
import { Problem } from '../ui/problem.tsx';
import { LeaveDialog } from './dialogs.tsx';

interface Props {
  readonly children: ReactNode;
}

/** Shows our own bug instead of an empty window. What was recorded stays in the main process; the store keeps the rest. */
export class ErrorBoundary extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <>
        <main className="failed-screen">
          <Problem
            problem={{ code: 'INTERNAL', values: {}, member: null }}
            action={
              <button type="button" className="button" onClick={() => this.setState({ failed: false })}>
                {t('window.show-again')}
              </button>
            }
          />
        </main>
        <LeaveDialog />
      </>
    );
  }
}
