import type { Instrument } from '../instrument.ts';
import type { Finding, Placed } from './finding.ts';
import { placedQuestions } from './finding.ts';

/** Sensitive questions can be declined, come after easier ones, and are followed by somewhere to turn. */
export function sensitivityRules(instrument: Instrument): Finding[] {
	const questions = placedQuestions(instrument);
	return [
		...questions.flatMap(noWayToDecline),
		...earlySensitive(questions),
		...openBoxes(instrument, questions),
		...supportFindings(instrument, questions),
	];
}

function isPersonal({ question }: Placed): boolean {
	return question.sensitivity === 'own-behaviour' || question.sensitivity === 'self-incriminating-or-health';
}

function noWayToDecline(placed: Placed): Finding[] {
	const { question, path, place } = placed;
	if (question.kind === 'information' || question.kind === 'consent' || question.preferNotToSay.offered) return [];
	const at = { path: `${path}/preferNotToSay`, place, rule: 'no-way-to-decline' };
	if (isPersonal(placed)) {
		const message = 'It is sensitive and must offer “prefer not to say”.';
		return [{ severity: question.required ? 'error' : 'warning', ...at, message }];
	}
	if (question.sensitivity === 'attitude' && question.required && !question.dontKnow.offered) {
		return [{ severity: 'warning', ...at, message: 'It asks for a view and leaves no way not to give one.' }];
	}
	return [];
}

/** People answer personal questions once they know what the survey is like. */
function earlySensitive(questions: readonly Placed[]): Finding[] {
	const answered = questions.filter(({ question }) => question.kind !== 'information' && question.kind !== 'consent');
	return answered
		.slice(0, 2)
		.filter(isPersonal)
		.map(({ path, place }) => ({
			severity: 'advice',
			rule: 'early-sensitive',
			path,
			place,
			message: 'A sensitive question this early loses people; ask easier ones first.',
		}));
}

/** Practitioners could name a person or a case, which this survey must not invite. */
function openBoxes({ unit }: Instrument, questions: readonly Placed[]): Finding[] {
	if (unit === 'person') return [];
	return questions.flatMap(({ question, path, place }): Finding[] =>
		question.kind !== 'text' || question.matchCode || question.warning !== undefined
			? []
			: [
					{
						severity: 'error',
						rule: 'open-box-without-warning',
						path,
						place,
						message: 'An open box for practitioners needs a warning before it: no names, no details of cases.',
					},
				],
	);
}

function supportFindings({ support }: Instrument, questions: readonly Placed[]): Finding[] {
	const findings: Finding[] = [];
	if (support.length === 0 && questions.some(isPersonal)) {
		const message = 'There are sensitive questions, but nowhere to turn is given at the end.';
		findings.push({ severity: 'warning', rule: 'no-support', path: 'support', place: 'support contacts', message });
	}
	support.forEach(({ id, checkedOn, phone, url }, index) => {
		const at = { path: `support/${index}`, place: `support contact "${id}"` };
		if (checkedOn === null) {
			const message = 'Nobody has checked that its number and address work. Do so before fieldwork and enter the day.';
			findings.push({ severity: 'warning', rule: 'support-never-checked', ...at, message });
		}
		if (phone === undefined && url === undefined) {
			findings.push({
				severity: 'warning',
				rule: 'no-support',
				...at,
				message: 'It has neither a telephone number nor an address.',
			});
		}
	});
	return findings;
}
