import type { Instrument } from '#core/instrument/index.ts';
import { armVariables, bridgeArms, columnBefore, questionsOf, variablesOf } from '#core/instrument/index.ts';
import { bridgingExperiments, halfOf } from './half.ts';
import type { BridgedBy, Verdict } from './verdict.ts';
import { isComparable } from './verdict.ts';

/** The verdict on a variable from one version, or one half of it, to another. */
export type Step = (variable: string, older: Instrument, newer: Instrument) => Verdict | undefined;

/** A way from the older version to `at`. */
interface Way {
	readonly at: Instrument;
	readonly steps: readonly Verdict[];
	readonly bridges: readonly BridgedBy[];
}

/**
 * The way of a variable from one version to a later one over the fewest bridges, and of those in the fewest steps. At a
 * bridge the earlier half must be comparable with what came before, and the later half with what comes after. Undefined where
 * there is none, or none over a bridge. `versions` are those between and the newer one, in their order.
 */
export function wayOverBridges(
	variable: string,
	older: Instrument,
	versions: readonly Instrument[],
	step: Step,
): Way | undefined {
	const reached: Way[] = [{ at: older, steps: [], bridges: [] }];
	const arriveAt = (at: Instrument, from: readonly Way[]): Way | undefined => {
		const ways = from.flatMap((way): Way[] => {
			const last = step(variable, way.at, at);
			return last !== undefined && isComparable(last) ? [{ ...way, at, steps: [...way.steps, last] }] : [];
		});
		return shortest(ways);
	};
	for (const version of versions) {
		const here = [...reached];
		const over = bridgesOf(version).flatMap(({ earlier, later, crossing }): Way[] => {
			const before = arriveAt(earlier, here);
			return before === undefined ? [] : [{ ...before, at: later, bridges: [...before.bridges, crossing(variable)] }];
		});
		const whole = shortest(
			[arriveAt(version, here), ...over.map((way) => arriveAt(version, [way]))].flatMap((way) => way ?? []),
		);
		reached.push(...over, ...(whole === undefined ? [] : [whole]));
		if (version === versions.at(-1)) return whole !== undefined && whole.bridges.length > 0 ? whole : undefined;
	}
	return undefined;
}

interface BridgeAt {
	/** The half that meets the earlier wordings, under the ids that these had. */
	readonly earlier: Instrument;
	readonly later: Instrument;
	/** What is noted of a variable that is taken over it. */
	readonly crossing: (variable: string) => BridgedBy;
}

const known = new WeakMap<Instrument, readonly BridgeAt[]>();

/** The bridges of a version, one for each of their experiments; cut once, so that each half is one and the same object. */
function bridgesOf(instrument: Instrument): readonly BridgeAt[] {
	const before = known.get(instrument);
	if (before !== undefined) return before;
	const bridges = bridgingExperiments(instrument).flatMap((experiment) => bridgeBy(instrument, experiment) ?? []);
	known.set(instrument, bridges);
	return bridges;
}

function bridgeBy(instrument: Instrument, experiment: string): BridgeAt | undefined {
	const arms = instrument.experiments.find(({ id }) => id === experiment)?.arms ?? [];
	const column = armVariables(instrument).find(({ question }) => question === experiment);
	const [earlier, later] = bridgeArms.map((arm) => arms.indexOf(arm) + 1);
	if (!column || !earlier || !later) return undefined;
	const arm = { variable: column.name, earlier, later };
	const names = new Map<string, string>();
	for (const bridge of instrument.bridges.filter((one) => one.experiment === experiment)) {
		const question = questionsOf(instrument).find(({ id }) => id === bridge.question);
		for (const { name } of question === undefined ? [] : variablesOf(question))
			names.set(name, columnBefore(bridge, name));
	}
	return {
		earlier: halfOf(instrument, experiment, 'earlier', 'as-before'),
		later: halfOf(instrument, experiment, 'later'),
		crossing: (variable) => ({
			...{ version: instrument.version, experiment, arm },
			before: names.get(variable) ?? variable,
		}),
	};
}

function shortest(ways: readonly Way[]): Way | undefined {
	const [best] = ways.toSorted((a, b) => a.bridges.length - b.bridges.length || a.steps.length - b.steps.length);
	return best;
}
