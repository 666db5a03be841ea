import type { WeightsQuestion } from '#server/workflows/analysis/weights-of.ts';

interface Version {
	readonly name: string;
	readonly version: number;
}

/** Reads `?wave=`, and `?with=` and `?edit=` with a name and a version: `By age~2`. */
export function askedOf(survey: string, parameters: URLSearchParams): WeightsQuestion {
	return {
		survey,
		wave: parameters.get('wave') || undefined,
		compare: versionOf(parameters.get('with')),
		edit: versionOf(parameters.get('edit')),
	};
}

/** The address of a wave, with a saved version beside what is in use if one is given. */
export function addressOf(survey: string, { wave, compare }: { wave: string; compare?: Version }): string {
	const beside = compare === undefined ? {} : { with: `${compare.name}~${compare.version}` };
	return `/analyse/${survey}/weights?${new URLSearchParams({ wave, ...beside })}`;
}

/** "By age~2" as a name and a version. */
export function versionOf(value: string | null): Version | undefined {
	const found = /^(.+)~(\d{1,6})$/.exec(value ?? '');
	return found?.[1] === undefined ? undefined : { name: found[1], version: Number(found[2]) };
}
