export { movingProgress, unlessStalled } from './stall.ts';
export { inspectArchive, type Inspection, type InspectionRequest } from './inspect.ts';
