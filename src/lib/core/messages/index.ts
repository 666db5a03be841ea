/** Messages: the words of invitations, reminders and letters, and what may stand in them. */
export { asHtml } from './as-html.ts';
export { defaultTemplate, privacyWords } from './default-words.ts';
export { fillTemplate, messageKinds, nameIn, placeholders, problemsInWave, templateProblems } from './template.ts';
export type { MessageKind, MessageTemplate, TemplateProblem } from './template.ts';
