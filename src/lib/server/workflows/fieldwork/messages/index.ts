/** Messages of a wave: what they say, and the queue in which they leave. */
export { decideOn, holdMessages, longestPaste, putDownBounces, sendInvitations } from './change-queue.ts';
export { dropTemplate, saveTemplate, sendTrial, templatePageOf } from './change-template.ts';
export type { TemplatePage } from './change-template.ts';
export { messagesPageOf } from './messages-page.ts';
export type { MessagesPage, NotSendable, TemplateState } from './messages-page.ts';
