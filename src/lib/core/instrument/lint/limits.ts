import type { Instrument } from '../instrument.ts';
import type { Finding, Severity } from './finding.ts';
import { placedQuestions } from './finding.ts';
import { optionsOf } from './identity.ts';

/** What the limits of a question say fits together: ranges, numbers of choices, places, own-words fields. */
export function limitRules(instrument: Instrument): Finding[] {
	return placedQuestions(instrument).flatMap(({ question, path, place }) => {
		const findings: Finding[] = [];
		const report = (severity: Severity, at: string, message: string) =>
			findings.push({ severity, rule: 'limits', path: `${path}/${at}`, place, message });
		const options = optionsOf(question);
		if (question.kind === 'number' && question.least >= question.most) {
			report(
				'error',
				'least',
				`The least, ${question.least}, is not below the most, ${question.most}: nothing can be typed.`,
			);
		}
		if (question.kind === 'multiple') {
			const together = options.filter(({ exclusive }) => !exclusive).length;
			if (question.most !== undefined && question.most > together) {
				report('warning', 'most', `Up to ${question.most} may be chosen, but only ${together} options go together.`);
			}
		} else if (options.some(({ exclusive }) => exclusive)) {
			report('warning', 'options', 'An option is exclusive, which means something only where several may be chosen.');
		}
		if (question.kind === 'ranking' && question.places > options.length) {
			report('error', 'places', `${question.places} places are to be filled from ${options.length} options.`);
		}
		if (options.filter(({ specify }) => specify).length > 1) {
			report('error', 'options', 'More than one option asks for own words; a question keeps only one.');
		}
		if ((question.kind === 'ranking' || question.kind === 'grid') && options.some(({ specify }) => specify)) {
			report('error', 'options', `An option asks for own words, which a ${question.kind} cannot keep.`);
		}
		if (options.some(({ anchored }) => anchored) && !('order' in question)) {
			report('warning', 'options', 'An option is anchored, which means something only where the order can be random.');
		}
		return findings;
	});
}
