import { createHmac } from 'node:crypto';
import { questionsOf } from '#core/instrument/index.ts';
import type { Answer, Instrument } from '#core/instrument/index.ts';
import type { Site } from '../../site.ts';

/**
 * A keyed hash of the self-made codes that a person gave, the same in each wave of the survey; null where none was given.
 * Case, spaces, accents and punctuation do not matter.
 */
export function panelLink(
	site: Site,
	instrument: Instrument,
	answers: Readonly<Record<string, Answer>>,
): string | null {
	const codes = matchCodeIds(instrument).map((id) => {
		const answer = answers[id];
		const typed = answer !== undefined && 'text' in answer ? answer.text : '';
		return typed
			.normalize('NFKD')
			.toUpperCase()
			.replace(/[^\p{L}\p{N}]/gu, '');
	});
	if (codes.every((code) => code === '')) return null;
	const keyed = createHmac('sha256', site.secrets.keyFor('panel-links'));
	return keyed
		.update(JSON.stringify([instrument.survey, codes]))
		.digest('hex')
		.slice(0, 32);
}

/** Answers without the words of self-made codes, which are nowhere kept. */
export function withoutMatchCodes(
	instrument: Instrument,
	answers: Readonly<Record<string, Answer>>,
): Record<string, Answer> {
	const ids = matchCodeIds(instrument);
	return Object.fromEntries(Object.entries(answers).filter(([id, answer]) => !ids.includes(id) || 'missing' in answer));
}

function matchCodeIds(instrument: Instrument): string[] {
	return questionsOf(instrument)
		.filter((question) => question.kind === 'text' && question.matchCode)
		.map(({ id }) => id);
}
