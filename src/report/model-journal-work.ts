import { message, type Message } from '../domain/message.ts';
import { render, type Catalogue } from '../domain/render.ts';
import type { WorkspaceAction } from '../domain/workspace.ts';

/** Returns the sentence of what was stated, drawn, asked or reviewed. */
export function workSentence(action: WorkspaceAction, catalogue: Catalogue): Message {
  const word = (key: string): string => render(catalogue, message(key));
  switch (action.kind) {
    case 'finding-saved': {
      const { id, section, grade, status } = action.finding;
      return message('report.log.finding-saved', {
        id,
        section,
        grade: word(`audit.grade.${grade}`),
        status: word(`audit.finding-status.${status}`),
      });
    }
    case 'question-saved': {
      const { id, status } = action.question;
      return message('report.log.question-saved', { id, status: word(`audit.question-status.${status}`) });
    }
    case 'sample-drawn': {
      const { id, section, items, population, seed, method } = action.draw;
      return message('report.log.sample-drawn', {
        id,
        section,
        n: items.length,
        size: population.size,
        seed,
        method: word(`audit.sample-method.${method}`),
      });
    }
    case 'sample-extended':
      return message('report.log.sample-extended', { id: action.id, n: action.items.length });
    case 'sample-judged':
      return message('report.log.sample-judged', {
        id: action.id,
        item: action.key,
        verdict: word(`audit.item-verdict.${action.verdict}`),
      });
    case 'document-opened':
      return message('report.log.document-opened', { path: action.path, sha256: action.sha256 });
    case 'clock-started':
      return message('report.log.clock-started', { topic: word(`audit.topic.${action.topic}`) });
    case 'clock-paused':
      return message('report.log.clock-paused');
    case 'time-corrected':
      return message('report.log.time-corrected', {
        topic: word(`audit.topic.${action.topic}`),
        minutes: action.minutes,
        note: action.note,
      });
    case 'handed-over':
      return message('report.log.handed-over', { to: action.to });
    case 'recalled':
      return message('report.log.recalled', { reason: action.reason });
    case 'reviewed':
      return message(action.comment === '' ? 'report.log.reviewed' : 'report.log.reviewed-with-comment', {
        subject: action.subject.id,
        decision: word(`audit.review.${action.decision}`),
        comment: action.comment,
      });
    case 'review-finished':
      return message('report.log.review-finished', { comment: action.comment });
    case 'undone':
      return message('report.log.undone', { line: action.sequence });
    case 'exported':
      return message('report.log.exported', { pages: action.pages, sha256: action.sha256 });
    default:
      throw new Error(`no sentence for ${action.kind}`);
  }
}
