import type { WantedFile } from '#server/workflows/export/index.ts';
import { dataFormats } from '#server/workflows/export/index.ts';

/** What an address of the export asks for. */
export interface Asked {
	/** Null before the form was sent. */
	readonly wanted: Omit<WantedFile, 'by'> | null;
	/** The variable of the filter, whether or not codes of it have been chosen yet. */
	readonly only: string;
	readonly problems: readonly { readonly control: string; readonly message: string }[];
}

/**
 * Reads `?format=`, `?show=labels`, `?text=on`, `?wave=` for each wave, and `?only=` with `?of=` and `?code=` for each
 * code. Codes count only if they are of the variable that is chosen: the form may have gone on to another.
 */
export function askedOf(survey: string, parameters: URLSearchParams): Asked {
	const named = parameters.get('format');
	const only = parameters.get('only') ?? '';
	if (named === null) return { wanted: null, only, problems: [] };
	const format = [...dataFormats, 'ods' as const].find((one) => one === named);
	const waves = parameters.getAll('wave').filter((wave) => wave !== '');
	const codes = parameters.get('of') === only ? parameters.getAll('code').map(Number).filter(Number.isInteger) : [];
	const problems = [
		...(format === undefined ? [{ control: 'format-csv', message: 'Choose a format' }] : []),
		...(waves.length === 0 && format !== 'ods' ? [{ control: 'waves', message: 'Choose at least one wave' }] : []),
		...(only !== '' && codes.length === 0 && format !== 'ods'
			? [{ control: 'codes', message: 'Choose the answers to keep, or everybody' }]
			: []),
	];
	const wanted = {
		...{ survey, waves, text: parameters.has('text'), format: format ?? 'csv' },
		where: only === '' ? [] : [{ variable: only, codes }],
		show: parameters.get('show') === 'labels' ? ('labels' as const) : ('codes' as const),
	};
	return { wanted, only, problems };
}
