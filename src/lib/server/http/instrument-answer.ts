import { instrumentFile } from '#exchange/instrument-file.ts';
import { jsonAnswer } from './json-answer.ts';

/** A questionnaire's file to keep, under a name without its ending. */
export function instrumentAnswer(document: unknown, name: string): Response {
	return jsonAnswer(instrumentFile(document), name);
}
