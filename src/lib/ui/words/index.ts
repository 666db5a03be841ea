/** Every word of the interface, by language, and how numbers, days and problems are said. */
export type { Words } from './en.ts';
export { day, number } from './format.ts';
export { noticeFor } from './notice.ts';
export { problemWords } from './problem.ts';
export { wordsIn } from './words.ts';
