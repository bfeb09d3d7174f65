export { inspectArchive, type Inspection, type InspectionRequest } from './inspect.ts';
