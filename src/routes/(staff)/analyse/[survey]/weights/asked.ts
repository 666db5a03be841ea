import type { SchemeDraft } from '#server/workflows/analysis/scheme-draft.ts';
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

/** The address of a wave with a saved version beside what is in use. */
export function addressOf(survey: string, { wave, compare }: { wave: string; compare: Version }): string {
	const parameters = new URLSearchParams({ wave, with: `${compare.name}~${compare.version}` });
	return `/analyse/${survey}/weights?${parameters}`;
}

/** Longer than any table of margins is. */
const longest = 200_000;

/** What was typed into the editor. */
export function draftIn(form: FormData): { wave: string; draft: SchemeDraft; name: string; note: string } {
	const text = (field: string, most = 200) => {
		const value = form.get(field);
		return typeof value === 'string' ? value.slice(0, most) : '';
	};
	const limit = text('limit');
	return {
		wave: text('wave'),
		name: text('name'),
		note: text('note', 5000),
		draft: {
			margins: text('margins', longest),
			sample: text('sample', longest),
			fewest: text('fewest').trim(),
			most: text('most').trim(),
			base: text('base') === 'supplied' ? 'supplied' : 'ones',
			limit: limit === 'bounds' || limit === 'trim' ? limit : 'none',
			lower: text('lower').trim(),
			upper: text('upper').trim(),
		},
	};
}

/** The version that a form is about; one that no scheme has where it says none. */
export function versionIn(form: FormData): Version {
	const value = form.get('version');
	return versionOf(typeof value === 'string' ? value : null) ?? { name: '', version: 0 };
}

function versionOf(value: string | null): Version | undefined {
	const found = /^(.+)~(\d{1,6})$/.exec(value ?? '');
	return found?.[1] === undefined ? undefined : { name: found[1], version: Number(found[2]) };
}
