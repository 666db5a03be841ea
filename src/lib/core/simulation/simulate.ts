import { allocationsOf, checkAnswer } from '../instrument/index.ts';
import type { Answer, Arms, Instrument, Posted } from '../instrument/index.ts';
import { followRoute, seededRandom } from '../interview/index.ts';
import { affectedBy } from './drift.ts';
import type { Person } from './population.ts';
import { respond } from './respondent.ts';
import type { Climate } from './respondent.ts';

/** A finished simulated interview, ready to be stored like a real one. */
export interface SimulatedInterview {
	readonly answers: Readonly<Record<string, Answer>>;
	readonly arms: Arms;
	readonly seed: number;
}

/**
 * Walks one person through the instrument by the real routing and the real check of posted forms. A simulated form that
 * the check refuses is a bug of the simulator and throws. Of two forms of a question, of which a bridge asks them one, people
 * answer the earlier as they would the later: only other options move them.
 */
export function simulateInterview(
	instrument: Instrument,
	person: Person,
	climate: Climate,
	arms: Arms,
	seed: number,
): SimulatedInterview {
	const { profile } = climate;
	const { bridges } = instrument;
	const answers: Record<string, Answer> = {};
	let own = climate;
	followRoute(instrument, arms, (question) => {
		const of = bridges.find(({ before }) => before === question.id);
		const posted = respond(of === undefined ? question : { ...question, id: of.question }, person, own, arms);
		const checked = checkAnswer(question, of === undefined ? posted : renamed(posted, of), arms);
		if (checked.kind === 'rejected') {
			throw new Error(`The simulated answer to ${question.id} was refused: ${JSON.stringify(checked.problems)}`);
		}
		answers[question.id] = checked.answer;
		if (profile.effects.some((effect) => effect.question === question.id)) {
			own = { ...climate, drift: affectedBy(answers, instrument, climate.drift, profile) };
		}
		return checked.answer;
	});
	return { answers, arms, seed };
}

/** The fields of the later form by the names that they have on the page of the earlier. */
function renamed(posted: Posted, { question, before }: { question: string; before: string }): Posted {
	return new Map([...posted].map(([field, values]) => [`${before}${field.slice(question.length)}`, values]));
}

/**
 * One wave: `respondents` interviews with people drawn from `people` with replacement, each as likely as their
 * propensity. Arms are dealt in balance, as the server does. The same `seed` gives the same wave.
 */
export function* simulateWave(
	instrument: Instrument,
	people: readonly Person[],
	climate: Climate,
	respondents: number,
	seed: number,
): Generator<SimulatedInterview> {
	const random = seededRandom(seed);
	const allocations = allocationsOf(instrument);
	const offsets = allocations.map(({ arms }) => Math.floor(random() * arms.length));
	for (let done = 0; done < respondents;) {
		const person = people[Math.floor(random() * people.length)];
		if (person === undefined) return;
		if (random() >= person.propensity) continue;
		const arms: Record<string, string> = {};
		allocations.forEach((allocation, index) => {
			const rotated = (Math.floor(done / stride(allocations, index)) + (offsets[index] ?? 0)) % allocation.arms.length;
			arms[allocation.id] = allocation.arms[rotated] ?? '';
		});
		yield simulateInterview(instrument, person, climate, arms, Math.floor(random() * 0x100000000));
		done++;
	}
}

/** Makes the arms of several allocations vary against each other: the first changes fastest. */
function stride(allocations: readonly { readonly arms: readonly string[] }[], index: number): number {
	return allocations.slice(0, index).reduce((product, allocation) => product * allocation.arms.length, 1);
}
