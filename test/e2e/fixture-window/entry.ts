import { playScenario, type FixtureControl, type Scenario } from './scenario.ts';

declare global {
  interface Window {
    fixtureScenario?: Scenario;
    fixture?: FixtureControl;
  }
}

// Runs before the page's own scripts, in place of the preload.
const { fake, control } = playScenario(window.fixtureScenario ?? { variant: 'passed' });
Object.defineProperty(window, 'countersign', { value: fake.client });
window.fixture = control;
