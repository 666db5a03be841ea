import type { TypedMatching, TypedVariable, TypedWave } from '#server/workflows/imports/change-draft.ts';

/** What was typed, by the name of its field. Longer texts than any field takes are cut. */
export type Typed = Readonly<Record<string, string>>;

export async function typedIn(request: Request): Promise<Typed> {
	const form = await request.formData();
	return Object.fromEntries([...form].map(([field, value]) => [field, String(value).slice(0, 1200)]));
}

/** The fields of a draft's pages as a matching; `variable` on the page of one, whose values have no name of their own. */
export function matchingOf(typed: Typed, variable?: string): TypedMatching {
	const variables = new Map<string, TypedVariable>();
	for (const [field, value] of Object.entries(typed)) {
		const [, key = '', name = ''] = /^(column|verdict|reason)-(.+)$/.exec(field) ?? [];
		if (key !== '') variables.set(name, { ...variables.get(name), [key]: value });
	}
	if (variable !== undefined) {
		variables.set(variable, {
			...variables.get(variable),
			meanings: numbered(typed, /^meaning-(\d+)$/, (value) => value),
		});
	}
	const several = numbered(typed, /^wave-(\d+)-label$/, (label, at): TypedWave => ({
		...{ label, closedOn: typed[`wave-${at}-day`] ?? '' },
	}));
	const [label, closedOn] = [typed['one-label'], typed['one-day']];
	return {
		version: typed['version'] === '' ? undefined : typed['version'],
		waveColumn: typed['wave-column'],
		one: label === undefined || closedOn === undefined ? undefined : { label, closedOn },
		several,
		...{ mode: typed['mode'], sampleType: typed['sample'], weight: typed['weight'] },
		variables,
	};
}

function numbered<Value>(
	typed: Typed,
	pattern: RegExp,
	valueOf: (value: string, at: number) => Value,
): ReadonlyMap<number, Value> {
	return new Map(
		Object.entries(typed).flatMap(([field, value]): [number, Value][] => {
			const at = pattern.exec(field)?.[1];
			return at === undefined ? [] : [[Number(at), valueOf(value, Number(at))]];
		}),
	);
}
