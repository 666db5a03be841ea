import {
	crosswiseCodes,
	consentCodes,
	itemField,
	itemsShown,
	placeField,
	places,
	scalePoints,
	specifyField,
} from '../instrument/index.ts';
import type { Arms, Posted, Question } from '../instrument/index.ts';
import type { Drift } from './drift.ts';
import type { Person } from './population.ts';
import { normal, spread } from './population.ts';
import type { SimulationProfile } from './profile.ts';
import { seededRandom, hashWords } from '../interview/index.ts';

/** What shapes the answers of one wave beyond the person: its lean, the survey's profile, and the seed of both. */
export interface Climate {
	readonly wave: number;
	readonly seed: number;
	readonly drift: Drift;
	readonly profile: SimulationProfile;
}

/**
 * What this person would post on the page of `question` in this wave. The answer depends on the person, the wave and
 * the question only, never on who else was asked: so a population has true values. The exceptions are the arms of an
 * item count and the innocuous half of a crosswise question, which are no part of what is true of the person.
 */
export function respond(question: Question, person: Person, climate: Climate, arms: Arms): Posted {
	const random = seededRandom(hashWords(`${person.seed}/${climate.wave}/${question.id}`));
	const declined = decline(question, random, person);
	if (declined !== undefined) return declined;
	const lean = leanOf(question, person, climate);
	const one = (value: number | string): Posted => new Map([[question.id, [String(value)]]]);
	switch (question.kind) {
		case 'single': {
			const trait = person.traits[question.id];
			if (trait !== undefined) return one(trait);
			const code = pick(question.options, question.id, question.id, lean, climate, random);
			const specify = question.options.find((option) => option.code === code)?.specify === true;
			return specify ? new Map([...one(code), [specifyField(question.id, code), ['Simulated']]]) : one(code);
		}
		case 'scale':
			return one(pick(scalePoints(question), question.id, question.id, lean, climate, random));
		case 'knowledge': {
			const right = isTrue(`${question.id}_right`, question.id, 0.6, lean, climate, random);
			const options = question.options.filter((option) => question.correct.includes(option.code) === right);
			return one(options[Math.floor(random() * options.length)]?.code ?? question.options[0]?.code ?? 1);
		}
		case 'consent':
			return one(consentCodes.agrees);
		case 'crosswise': {
			const alike = hasTrait(question, person, climate) === random() < question.probability;
			return one(alike ? crosswiseCodes.alike : crosswiseCodes.different);
		}
		case 'item-count': {
			const control = question.items.filter((_, place) => random() < 0.15 + (0.7 * place) / question.items.length);
			const withSensitive = itemsShown(question, arms).includes(question.sensitive);
			return one(control.length + (withSensitive && hasTrait(question, person, climate) ? 1 : 0));
		}
		case 'multiple':
			return new Map([[question.id, severalOf(question, lean, climate, random).map(String)]]);
		case 'grid':
			return new Map(
				question.items.map((item) => {
					const key = `${question.id}.${item.id}`;
					const code = pick(question.options, key, `${question.id}_${item.id}`, lean, climate, random);
					const declined = question.dontKnow.offered && random() > 0.95;
					return [itemField(question.id, item.id), [declined ? 'dk' : String(code)]];
				}),
			);
		case 'number': {
			const middle = (question.least + question.most) / 2;
			const value = middle + ((question.most - question.least) / 6) * (normal(random) + 0.3 * lean);
			const bounded = Math.min(question.most, Math.max(question.least, value));
			return one(bounded.toFixed(question.decimals));
		}
		case 'text': {
			if (question.matchCode) return one(`SIM${person.seed}`.slice(0, question.most));
			const words = climate.profile.words[question.id] ?? ['Simulated answer'];
			if (!question.required && random() < 0.5) return new Map();
			return one((words[Math.floor(random() * words.length)] ?? 'Simulated answer').slice(0, question.most));
		}
		case 'ranking': {
			const ordered = [...question.options].sort(
				(a, b) => spread(`${person.seed}/${question.id}/${a.code}`) - spread(`${person.seed}/${question.id}/${b.code}`),
			);
			return new Map(
				places(question).map((place) => [placeField(question.id, place), [String(ordered[place - 1]?.code ?? '')]]),
			);
		}
		case 'information':
			return new Map();
	}
}

/** Whether the sensitive item of an item-count or crosswise question is true of this person in this wave. */
export function hasTrait(question: Question, person: Person, climate: Climate): boolean {
	const random = seededRandom(hashWords(`${person.seed}/${climate.wave}/${question.id}/trait`));
	return isTrue(question.id, question.id, 0.15, leanOf(question, person, climate), climate, random);
}

function decline(question: Question, random: () => number, person: Person): Posted | undefined {
	if (person.traits[question.id] !== undefined || question.kind === 'consent' || question.kind === 'grid') {
		return undefined;
	}
	const draw = random();
	const refusal = question.sensitivity === 'none' ? 0.01 : 0.03;
	const value =
		question.preferNotToSay.offered && draw < refusal
			? 'pnts'
			: question.dontKnow.offered && draw > 0.95
				? 'dk'
				: undefined;
	if (value === undefined) return undefined;
	const typed = question.kind === 'number' || question.kind === 'text' || question.kind === 'ranking';
	return new Map([[typed ? `${question.id}.decline` : question.id, [value]]]);
}

/** How far this person leans on this question: attitude and group, in units of one standard deviation. */
function leanOf(question: Question, person: Person, climate: Climate): number {
	const loading = spread(`${climate.seed}/${question.id}/loading`) - 0.3;
	let lean = loading * person.attitude;
	for (const [trait, code] of Object.entries(person.traits)) {
		lean += 0.6 * (spread(`${climate.seed}/${question.id}/${trait}/${code}`) - 0.5);
	}
	return lean;
}

function isTrue(
	driftKey: string,
	key: string,
	base: number,
	lean: number,
	climate: Climate,
	random: () => number,
): boolean {
	const share = climate.profile.shares[key]?.['1'] ?? base;
	const logit = Math.log(share / (1 - Math.min(share, 0.999))) + lean + (climate.drift.get(driftKey) ?? 0);
	return random() < 1 / (1 + Math.exp(-logit));
}

/** Draws one code: shares from the profile or a hump drawn from the seed, bent by the person's lean and the wave's drift. */
function pick(
	options: readonly { readonly code: number }[],
	key: string,
	variable: string,
	lean: number,
	climate: Climate,
	random: () => number,
): number {
	const shares = climate.profile.shares[key];
	const centre = spread(`${climate.seed}/${key}/centre`) * (options.length - 1);
	const whole = climate.drift.get(variable) ?? 0;
	const weights = options.map((option, place) => {
		const logit =
			shares === undefined
				? -((((place - centre) * 2.2) / options.length) ** 2)
				: Math.log(shares[String(option.code)] ?? 0.002);
		const position = options.length > 1 ? place / (options.length - 1) - 0.5 : 0;
		const counted = climate.drift.get(`${variable}=${option.code}`) ?? 0;
		return Math.exp(logit + counted + position * (lean + whole));
	});
	const total = weights.reduce((sum, weight) => sum + weight, 0);
	let left = random() * total;
	for (const [place, option] of options.entries()) {
		left -= weights[place] ?? 0;
		if (left < 0) return option.code;
	}
	return options.at(-1)?.code ?? 0;
}

function severalOf(
	question: Extract<Question, { kind: 'multiple' }>,
	lean: number,
	climate: Climate,
	random: () => number,
): number[] {
	const exclusive = question.options.filter((option) => option.exclusive);
	const chosen = question.options
		.filter((option) => !option.exclusive)
		.filter((option) => {
			const share =
				climate.profile.shares[question.id]?.[String(option.code)] ??
				0.08 + 0.3 * spread(`${climate.seed}/${question.id}/${option.code}`);
			const drift = climate.drift.get(`${question.id}_${option.code}=1`) ?? 0;
			return random() < 1 / (1 + Math.exp(-Math.log(share / (1 - Math.min(share, 0.999))) - 0.5 * lean - drift));
		})
		.map((option) => option.code);
	const most = question.most ?? chosen.length;
	if (chosen.length > 0) return chosen.slice(0, most);
	const [fallback = question.options[0]] = exclusive;
	return fallback === undefined ? [] : [fallback.code];
}
